"""Several processes and threads on one library: what one writes the others answer from, at once."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from assistant import Assistant
from assistant.library import Library
from assistant.settings import Settings
from ingest import ingest

ROOT = Path(__file__).parent.parent
#: The design's promise: from the end of the command to the answer.
SECONDS = 2.0
COMMAND_LINE = [sys.executable, "-c", "from assistant.cli import main; main()"]

OWL = {
    "url": "https://news.example/owl",
    "title": "Snowy owl at Pell",
    "text": "A snowy owl was seen on the church tower of Pell by 230 visitors on Sunday, its first visit since 1911.",
    "source": "Pell Echo",
    "published": "2024-05-05",
}
OWL_QUESTION = "How many visitors saw the snowy owl at Pell?"


def write_rows(path: Path, rows: list[Mapping[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def start():
    """Start the command line, or another program, in a process that does not outlive the test."""
    started = []

    def start(*arguments, command=COMMAND_LINE, stdin=None):
        process = subprocess.Popen(
            [*command, *map(str, arguments)],
            cwd=ROOT, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        with process:
            process.kill()


@pytest.fixture
def run(start):
    """Run the command line to its end."""

    def run(*arguments):
        process = start(*arguments)
        output, errors = process.communicate(timeout=200)
        assert process.returncode == 0, errors
        return output

    return run


def cites(answer, title):
    return title in {citation.article.title for citation in answer.citations}


def seconds_until(happens):
    """Ask until it does, and return how long that took: 30 seconds at most."""
    began = time.monotonic()
    while time.monotonic() - began < 30:
        if happens():
            return time.monotonic() - began
        time.sleep(0.05)
    return float("inf")


@pytest.fixture
def folder(sample_library, tmp_path):
    """The sample articles, in a library of the test's own."""
    from shutil import copytree

    return Path(copytree(sample_library, tmp_path / "data"))


def test_what_another_process_ingests_updates_or_removes_is_answered_within_two_seconds(run, folder, tmp_path):
    with Assistant.open(folder) as assistant:
        assert not cites(assistant.answer(OWL_QUESTION), OWL["title"])

        run("ingest", write_rows(tmp_path / "new.jsonl", [OWL]), "--data-dir", folder)
        assert seconds_until(lambda: cites(assistant.answer(OWL_QUESTION), OWL["title"])) < SECONDS
        for leg in ("dense", "lexical"):
            found = {one.article.title: one.article.id for one in assistant.retrieve(OWL_QUESTION, k=3, legs=(leg,))}
            assert OWL["title"] in found
        owl = found[OWL["title"]]

        changed = {**OWL, "text": OWL["text"].replace("230", "415")}
        run("ingest", write_rows(tmp_path / "changed.jsonl", [changed]), "--data-dir", folder)
        assert seconds_until(lambda: "415" in assistant.answer(OWL_QUESTION).text) < SECONDS
        assert "230" not in assistant.answer(OWL_QUESTION).text

        run("articles", "remove", owl, "--yes", "--data-dir", folder)
        assert seconds_until(lambda: not cites(assistant.answer(OWL_QUESTION), OWL["title"])) < SECONDS
        for leg in ("dense", "lexical"):
            found = assistant.retrieve(OWL_QUESTION, k=100, legs=(leg,))
            assert OWL["title"] not in {passage.article.title for passage in found}


def test_an_assistant_goes_on_answering_while_and_after_another_process_reindexes(start, folder):
    question = "How many troops are in Syria?"
    with Assistant.open(folder) as assistant:
        before = assistant.answer(question)
        dense = {one.passage.id for one in assistant.retrieve(question, k=10, legs=("dense",))}
        assert not before.abstained
        other = start("reindex", "--data-dir", folder)
        deadline = time.monotonic() + 100
        asked = 0
        while other.poll() is None and time.monotonic() < deadline:
            assert assistant.answer(question) == before
            asked += 1
        assert asked > 0
        _, errors = other.communicate(timeout=10)
        assert (other.returncode, errors) == (0, "")
        assert assistant.answer(question) == before
        assert {one.passage.id for one in assistant.retrieve(question, k=10, legs=("dense",))} == dense
        # And it can still write: through what the other process has built, not through what it held open.
        assistant.remove(before.citations[0].article.id)
        assert before.citations[0].article.id not in {
            one.article.id for one in assistant.retrieve(question, k=100, legs=("dense",))
        }
    with closing(Library.open(Settings(folder))) as library:
        assert not library.behind()


def test_more_new_passages_than_are_kept_in_memory_are_taken_in_in_the_background(run, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.library.REOPEN_AFTER", 0)
    with Assistant.open(folder) as assistant:
        library = assistant._library
        before = library.vectors.applied
        run("ingest", write_rows(tmp_path / "new.jsonl", [OWL]), "--data-dir", folder)
        assert cites(assistant.answer(OWL_QUESTION), OWL["title"])
        assert seconds_until(lambda: library.vectors.applied == before + 1) < 10
        assert cites(assistant.answer(OWL_QUESTION), OWL["title"])
        vector = assistant.model.encode([OWL_QUESTION])[0]
        stored = {passage.article.title for passage in assistant.retrieve(OWL_QUESTION, k=5, legs=("dense",))}
        assert OWL["title"] in stored
        assert len(library.vectors.search(vector, 10_000)) == len(
            library.catalog.passage_vectors(library.settings.embedding_model)[0]
        )


def test_two_ingests_at_once_into_a_new_folder_both_succeed_and_the_library_holds_both(start, tmp_path):
    folder = tmp_path / "data"
    rows = [
        write_rows(
            tmp_path / f"{name}.jsonl",
            [
                {
                    "url": f"https://news.example/{name}/{n}",
                    "title": f"{name} {n}",
                    "text": f"Ship {n} left {name} at noon.",
                }
                for n in range(30)
            ],
        )
        for name in ("Kelmouth", "Tarnsea")
    ]
    started = [start("ingest", path, "--json", "--data-dir", folder) for path in rows]
    for process in started:
        output, errors = process.communicate(timeout=200)
        assert process.returncode == 0, errors
        assert json.loads(output)["added"] == 30
    with Assistant.open(folder) as assistant:
        assert len(assistant.articles()) == 60
        for name in ("Kelmouth", "Tarnsea"):
            for leg in ("dense", "lexical"):
                assert assistant.retrieve(f"{name} 7 ship 7", k=5, legs=(leg,))[0].article.title.startswith(name)
    with closing(Library.open(Settings(folder))) as library:
        assert not library.behind()
        assert len(library.catalog.changes_after(0, 1_000)) == 60
        assert library.vectors.applied == library.lexical.applied == 60


def test_eight_processes_may_open_a_new_folder_at_the_same_moment(start, tmp_path):
    code = (
        "import sys; from pathlib import Path; from assistant.catalog import Catalog; print('ready', flush=True);"
        " sys.stdin.readline(); print(Catalog.open(Path(sys.argv[1])).counts())"
    )
    command = [sys.executable, "-c", code]
    started = [start(tmp_path / "data", command=command, stdin=subprocess.PIPE) for _ in range(8)]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in started:
        output, errors = process.communicate(timeout=100)
        assert (process.returncode, errors, output.strip()) == (0, "", "(0, 0)")


QUESTIONS = (
    ("How many troops are in Syria?", {}),
    ("How many troops are in Syria?", {"as_of": "2024-06-30"}),
    ("How much will the Castell Bridge cost?", {}),
    ("Why does the Castell Bridge cost more?", {}),
    ("When was Halden-4 launched?", {"since": "2024-06-01"}),
    ("Who was elected mayor?", {}),
    ("What is the population of Damascus?", {}),
    ("What happened at Ain al-Assad?", {"until": "2024-02-01"}),
)


def test_eight_threads_get_the_answers_that_each_would_get_alone(folder):
    with Assistant.open(folder) as assistant:
        alone = [assistant.answer(question, **options) for question, options in QUESTIONS]
    with Assistant.open(folder) as assistant:
        together = Barrier(8)

        def ask_all(first):
            together.wait(timeout=60)
            order = [(first + step) % len(QUESTIONS) for step in range(len(QUESTIONS))]
            return {place: assistant.answer(QUESTIONS[place][0], **QUESTIONS[place][1]) for place in order}

        with ThreadPoolExecutor(8) as threads:
            for answers in threads.map(ask_all, range(8), timeout=250):
                assert [answers[place] for place in range(len(QUESTIONS))] == alone
    assert any(answer.citations for answer in alone) and any(answer.abstained for answer in alone)


def test_an_ingest_in_one_thread_leaves_the_questions_of_others_answered(folder, tmp_path):
    question = "How much will the Castell Bridge cost?"
    rows = [{**OWL, "url": f"https://news.example/{n}", "text": f"{OWL['text']} {n}"} for n in range(40)]
    with Assistant.open(folder) as assistant, ThreadPoolExecutor(1) as thread:
        before = assistant.answer(question)
        ingesting = thread.submit(ingest, [write_rows(tmp_path / "new.jsonl", rows)], data_dir=folder)
        while not ingesting.done():
            cited = {citation.quote for citation in assistant.answer(question).citations}
            assert before.citations[0].quote in cited
        assert ingesting.result(timeout=100).added == 40
        assert cites(assistant.answer(OWL_QUESTION), OWL["title"])
