"""A catalog beside indexes that are not its own, as after a backup is put back; an emptied one beside any."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from three_articles import FERRY, LEGS, MINE, VOTE, found_by, opened, row, run_dateline, write_rows

from assistant import Assistant
from assistant.errors import StorageError
from assistant.library import LIBRARY_ID
from assistant.progress import Silence
from assistant.reindex import reindex
from assistant.settings import Settings
from ingest import ingest

OWL = row("owl", "A snowy owl was seen at Pell, its first since 1911.")
FLOOD = row("flood", "The flood at Nant carried away two bridges and a mill.")
INDEXES = ("vectors", "lexical")


def put_catalog(source, target):
    for file in target.glob("catalog.sqlite*"):
        file.unlink()
    for file in source.glob("catalog.sqlite*"):
        shutil.copy(file, target)


def assert_found(folder, titles):
    with Assistant.open(folder) as assistant:
        for leg in LEGS:
            assert found_by(assistant, "ferry mine vote owl flood", leg) == titles
    with opened(folder) as library:
        assert not library.behind()


def test_a_catalog_beside_the_indexes_of_another_library_finds_all_of_its_articles(folder, tmp_path, embedded):
    other = tmp_path / "other"
    # Of as many changes, and the last of them the same.
    ingest([write_rows(tmp_path / "other.jsonl", [OWL, FLOOD, VOTE])], data_dir=other)
    embedded.clear()
    put_catalog(other, folder)
    assert_found(folder, {"On the owl", "On the flood", "On the vote"})
    assert not [text for text in embedded if "owl was seen" in text]


def test_a_copy_that_went_on_by_itself_is_told_from_its_library_though_they_have_one_id(folder, tmp_path):
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    ingest([write_rows(tmp_path / "owl.jsonl", [OWL])], data_dir=folder)
    ingest([write_rows(tmp_path / "flood.jsonl", [FLOOD])], data_dir=copy)
    put_catalog(copy, folder)
    assert_found(folder, {"On the ferry", "On the mine", "On the vote", "On the flood"})


def test_a_copied_library_needs_nothing_to_be_built_anew(folder, tmp_path):
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    with opened(copy) as library:
        assert not library.behind()
        assert library.catalog.fact(LIBRARY_ID)


@pytest.mark.parametrize("command", ["articles", "ingest"])
def test_a_library_of_before_libraries_had_ids_goes_on_and_gets_one_when_it_is_written(folder, tmp_path, command):
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection, connection:
        assert connection.execute("DELETE FROM facts WHERE name = ?", [LIBRARY_ID]).rowcount == 1
    for name in INDEXES:
        record = json.loads((folder / name / "applied.json").read_text())
        del record["history"]
        (folder / name / "applied.json").write_text(json.dumps(record))
    before = {name: (folder / name / "applied.json").stat().st_mtime_ns for name in INDEXES}
    with opened(folder) as library:
        assert not library.behind()
    if command == "articles":
        assert run_dateline("articles", "list", "--data-dir", folder).returncode == 0
        assert before == {name: (folder / name / "applied.json").stat().st_mtime_ns for name in INDEXES}
        return
    ingest([write_rows(tmp_path / "owl.jsonl", [FERRY, MINE, VOTE, OWL])], data_dir=folder)
    with opened(folder) as library:
        made = library.catalog.fact(LIBRARY_ID)
        assert made and not library.behind()
    for name in INDEXES:
        assert json.loads((folder / name / "applied.json").read_text())["history"].startswith(f"{made} ")


def test_a_record_with_a_number_beyond_all_counts_as_damaged(folder):
    for name in INDEXES:
        record = json.loads((folder / name / "applied.json").read_text())
        (folder / name / "applied.json").write_text(json.dumps({**record, "sequence": 10**30}))
    assert_found(folder, {"On the ferry", "On the mine", "On the vote"})


def emptied(folder):
    for file in folder.glob("catalog.sqlite*"):
        file.unlink()
    (folder / "catalog.sqlite").touch()


@pytest.mark.parametrize("lost", [[], ["vectors"], ["lexical"]], ids=str)
def test_a_catalog_that_was_emptied_is_not_taken_for_a_new_library_and_nothing_is_changed(folder, tmp_path, lost):
    emptied(folder)
    for name in lost:
        shutil.rmtree(folder / name)
    rows = write_rows(tmp_path / "new.jsonl", [OWL])
    before = sorted(folder.rglob("*"))
    for attempt in (
        lambda: Assistant.open(folder),
        lambda: ingest([rows], data_dir=folder),
        lambda: reindex(Settings(folder), vectors=True, lexical=True, progress=Silence()),
    ):
        with pytest.raises(StorageError, match="empty file.*bring catalog.sqlite back from a copy") as raised:
            attempt()
        assert "\n" not in str(raised.value) and str(folder) in str(raised.value)
    assert sorted(folder.rglob("*")) == before
    assert (folder / "catalog.sqlite").stat().st_size == 0


def test_an_empty_catalog_without_indexes_is_a_new_library(folder, tmp_path):
    emptied(folder)
    for name in ("vectors", "lexical"):
        shutil.rmtree(folder / name)
    rows = write_rows(tmp_path / "new.jsonl", [OWL])
    assert ingest([rows], data_dir=folder).added == 1
