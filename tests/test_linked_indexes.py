"""An index's folder that is a symbolic link, to another disk: used as it is, and never deleted."""

import pytest
from three_articles import LEGS, found_by, opened, row, write_rows

from assistant import Assistant
from assistant.errors import StorageError
from assistant.progress import Silence
from assistant.reindex import reindex
from assistant.settings import Settings
from ingest import ingest

INDEXES = ("vectors", "lexical")
TITLES = {"On the ferry", "On the mine", "On the vote"}
OWL = row("owl", "A snowy owl was seen at Pell, its first since 1911.")


@pytest.fixture(params=INDEXES)
def linked(request, folder, tmp_path):
    """The name of an index of ``folder``, and the folder elsewhere that stands in its place."""
    target = tmp_path / "other disk" / request.param
    target.parent.mkdir()
    (folder / request.param).rename(target)
    (folder / request.param).symlink_to(target, target_is_directory=True)
    (target / "notes.txt").write_text("of the user's")
    return request.param, target


def contents(target):
    return {path: path.stat().st_size for path in target.rglob("*") if path.is_file()}


def test_a_linked_index_answers_and_takes_in_what_is_new(folder, linked, tmp_path):
    name, target = linked
    ingest([write_rows(tmp_path / "owl.jsonl", [OWL])], data_dir=folder)
    with Assistant.open(folder) as assistant:
        for leg in LEGS:
            assert found_by(assistant, "ferry mine vote snowy owl", leg) == {*TITLES, "On the owl"}
    assert (folder / name).is_symlink() and (target / "notes.txt").exists()


def test_a_reindex_of_a_linked_index_says_what_to_do_and_deletes_nothing(folder, linked):
    name, target = linked
    before = contents(folder), contents(target)
    with pytest.raises(StorageError, match="symbolic link.*remove the link and run dateline reindex") as raised:
        reindex(Settings(folder), vectors=True, lexical=True, progress=Silence())
    assert str(folder / name) in str(raised.value) and "\n" not in str(raised.value)
    assert (contents(folder), contents(target)) == before
    with opened(folder) as library:
        assert not library.behind()
    (folder / name).unlink()
    reindex(Settings(folder), vectors=True, lexical=True, progress=Silence())
    with Assistant.open(folder) as assistant:
        for leg in LEGS:
            assert found_by(assistant, "ferry mine vote", leg) == TITLES
    assert contents(target) == before[1]


def test_a_linked_index_that_is_damaged_is_left_and_the_library_is_read(folder, linked, caplog, tmp_path):
    name, target = linked
    (target / "applied.json").write_text("{")
    before = contents(target)
    with Assistant.open(folder) as assistant:
        assert found_by(assistant, "ferry mine vote", "dense") == TITLES
    assert "is a symbolic link" in caplog.text
    with pytest.raises(StorageError, match="symbolic link"):
        ingest([write_rows(tmp_path / "owl.jsonl", [OWL])], data_dir=folder)
    assert contents(target) == before and (folder / name).is_symlink()
