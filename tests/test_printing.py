"""What the command line prints of strangers' words and odd names, and what it says when there is trouble with files."""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import datetime

import pytest
from command_line import assert_one_error, run, run_json

from assistant import Assistant
from assistant.asking import make_filters
from assistant.catalog import Catalog
from assistant.storage.rows import PreparedArticle
from assistant.types import Answer, Article, Passage


@pytest.mark.skipif(sys.platform == "win32", reason="no such names on Windows")
def test_a_file_name_cannot_act_on_the_terminal(empty, tmp_path):
    (tmp_path / "news\x1b]0;owned\x07\u202e.txt").touch()
    said = run("ingest", tmp_path, data_dir=empty).stderr
    assert "is empty" in said and said.count("\n") == 1
    assert "\x1b" not in said and "\x07" not in said and "\u202e" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_a_file_name_that_is_not_utf_8_is_reported_as_json(empty, tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).touch()
    result = run("ingest", tmp_path, "--json", data_dir=empty)
    assert json.loads(result.stdout)["failed"][0]["input"] == "caf\udce9.txt"


def test_a_note_of_a_stranger_cannot_act_on_the_terminal(empty):
    catalog = Catalog.open(empty)
    catalog.rate(Answer("Who?\x1b[2J", "Who?"), 1, note="\x1b]52;c;cm0gLXJm\x07 good")
    catalog.close()
    assert "\x1b" not in run("feedback", data_dir=empty).stdout
    assert run_json("feedback", data_dir=empty)["feedback"][0]["question"] == "Who?\x1b[2J"


def test_a_data_folder_may_have_any_name(tmp_path):
    folder = tmp_path / "what? 100% #1"
    folder.mkdir()
    assert run_json("articles", "list", data_dir=folder) == {"articles": []}
    assert (folder / "catalog.sqlite").is_file() and list(tmp_path.iterdir()) == [folder]
    assert_one_error(
        run("articles", "list", data_dir="~no-such-user/library"), "~no-such-user/library", "name a folder"
    )


def test_the_scores_of_an_evaluation_are_printed_even_when_its_predictions_cannot_be_written(empty, tmp_path):
    empty.mkdir()
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "1", "question": "Who won?", "answers": []}\n')
    result = run("eval", questions, "--predictions", tmp_path / "no" / "out.jsonl", "--json", data_dir=empty)
    assert json.loads(result.stdout)["questions"] == 1
    assert (result.exit_code, "out.jsonl cannot be written" in result.stderr) == (2, True)


def test_a_removal_says_that_it_waits_for_another_writer(empty):
    article = Article("a1", "The ferry sank.", "The ferry sank.")
    passage = Passage("a1-1-0", "a1", 0, len(article.text), article.text, boilerplate=True)
    holds, waits = threading.Event(), threading.Event()
    with Assistant.open(empty) as assistant:
        assistant.library.catalog.add([PreparedArticle(article, "words", [passage], [None])], "model", {})

        def write() -> None:
            with assistant.library.writing():
                holds.set()
                waits.wait(30)

        writer = threading.Thread(target=write)
        writer.start()
        assert holds.wait(30)
        assistant.remove("a1", on_wait=waits.set)
        writer.join()
        assert waits.is_set() and assistant.articles() == []


def test_a_moment_counts_as_its_day_in_a_filter():
    assert make_filters("2024-01-01", as_of=datetime(2024, 1, 23, 14, 5)).last_day.isoformat() == "2024-01-23"


def test_a_failed_file_is_named_by_its_path_within_the_folder_given(empty, tmp_path):
    for name in ("a", "b"):
        (tmp_path / "news" / name).mkdir(parents=True)
        (tmp_path / "news" / name / "1.txt").touch()
    result = run("ingest", tmp_path / "news", data_dir=empty)
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["a/1.txt", "b/1.txt"]
