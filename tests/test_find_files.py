"""Plain text, and which files a folder, a glob or a name stands for."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from loading import TEXT, loaded, write

from assistant.errors import LoadError
from ingest.articles import to_article
from ingest.loaders import load
from ingest.sources import find_files


def test_the_stories_of_a_text_file_are_numbered(tmp_path):
    text = f"{TEXT}\nTroops to leave Iraq\nBaghdad (AFP) Jan 24, 2024 -\n{TEXT}"
    drafts, _ = loaded(write(tmp_path, "dump.txt", text))
    assert [(draft.locator, draft.place) for draft in drafts] == [("dump.txt story 1", 0), ("dump.txt story 2", 1)]
    assert (drafts[1].source, drafts[1].published) == ("AFP", "2024-01-24")


def found(*sources: str) -> list[str]:
    return [result.reason if isinstance(result, LoadError) else result.name for result in find_files(sources)]


def test_a_folder_gives_its_supported_files_in_order_without_hidden_ones(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.jsonl", "b/1.md", "a.txt", "README.md", ".hidden.txt", ".git/x.txt", "picture.png"):
        write(tmp_path, name, TEXT)
    assert found(str(tmp_path)) == ["a.txt", "b/1.md", "b/2.jsonl"]


def test_what_a_browser_saved_beside_a_page_is_left_out(tmp_path):
    for folder in ("Story_files", "Other_files", "case_files"):
        (tmp_path / folder).mkdir()
        write(tmp_path, f"{folder}/saved_resource.html", TEXT)
    write(tmp_path, "Story.html", TEXT)
    write(tmp_path, "Other.htm", TEXT)
    assert found(str(tmp_path)) == ["Other.htm", "Story.html", "case_files/saved_resource.html"]


def test_files_of_other_kinds_in_a_folder_or_a_glob_are_counted(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("a.txt", "README.md", "t.csv", "b/mail.eml", "b/T.CSV.gz", ".hidden.csv", "LICENSE"):
        write(tmp_path, name, TEXT)
    for source, counted in ((tmp_path, {".csv": 2, ".eml": 1, "": 1}), (tmp_path / "*", {".csv": 1, "": 1})):
        other_kinds: Counter[str] = Counter()
        list(find_files([str(source)], other_kinds))
        assert other_kinds == counted


def test_a_file_named_twice_is_given_once(tmp_path):
    path = write(tmp_path, "a.txt", TEXT)
    assert found(str(path), str(tmp_path), str(tmp_path / "*.txt")) == ["a.txt"]


def test_a_glob_names_files_from_its_fixed_part_on(tmp_path):
    (tmp_path / "2024" / "01").mkdir(parents=True)
    write(tmp_path, "2024/01/a.jsonl", TEXT)
    assert found(str(tmp_path / "**" / "*.jsonl")) == ["2024/01/a.jsonl"]
    assert "matches no file" in found(str(tmp_path / "*.md"))[0]


@pytest.mark.parametrize("source", ["", "nowhere.txt", "zero\0byte.txt"])
def test_a_source_that_is_nothing_is_one_error(source):
    assert len(found(source)) == 1


def test_a_named_file_that_no_loader_takes_lists_those_that_are_taken(tmp_path):
    assert ".jsonl" in found(str(write(tmp_path, "a.docx", TEXT)))[0]


def test_a_folder_without_supported_files_is_one_error(tmp_path):
    assert "no supported file" in found(str(tmp_path))[0]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_that_lead_round_in_a_circle_are_not_followed(tmp_path):
    (tmp_path / "a").mkdir()
    write(tmp_path, "a/1.txt", TEXT)
    for name in ("round", "and_round"):  # two of them, or the system's own limit on links ends it
        (tmp_path / "a" / name).symlink_to(tmp_path)
    results: list[str] = []
    walk = threading.Thread(target=lambda: results.extend(found(str(tmp_path))), daemon=True)
    walk.start()
    walk.join(20)
    assert results == ["a/1.txt"]


def test_a_name_that_begins_with_a_tilde_is_a_file_or_one_error(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "~draft.txt", TEXT)
    assert found("~draft.txt") == ["~draft.txt"]
    assert "check the name" in found("~no-such-user/news.txt")[0]


def test_a_folder_that_cannot_be_read_is_named_and_the_others_are_searched(tmp_path, monkeypatch):
    for name in ("a", "closed", "z"):
        (tmp_path / name).mkdir()
        write(tmp_path, f"{name}/1.txt", TEXT)
    listed = Path.iterdir

    def refusing(folder: Path) -> Iterator[Path]:
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refusing)  # not by chmod, which does not stop root
    first, refused, last = find_files([str(tmp_path)])
    assert [first.name, last.name] == ["a/1.txt", "z/1.txt"]
    assert refused.source == str(tmp_path / "closed") and "Permission denied" in refused.reason


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_a_file_whose_name_is_not_utf_8_is_ingested(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(TEXT)
    (file,) = find_files([str(tmp_path)])
    (draft,) = load(file.path)
    assert to_article(draft, name=file.name, max_characters=10_000).id
