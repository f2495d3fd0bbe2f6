"""An ingest that is killed at any moment is completed by the next one, as if nothing had happened.

All are marked ``slow``. A plain run takes a sample of the moments; ``pytest -m slow`` takes all of them.
"""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from shutil import copytree

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings as ChromaSettings

from assistant.library import Library
from assistant.progress import Silence
from assistant.reindex import reindex
from assistant.settings import Settings
from assistant.types import Filters
from assistant.vectors import COLLECTION
from ingest import ingest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent

#: Ingests or reindexes in small steps, says on stdout how far it is, and kills itself where it is told to.
DRIVER = """
import os, signal, sys
from importlib import import_module
from pathlib import Path

command, folder, rows, where, number, when = sys.argv[1:]

import assistant.library, assistant.reindex, ingest.pipeline
ingest.pipeline.CHARACTERS_PER_BATCH = 6_000
assistant.library.CHANGES_PER_STEP = 15

if where:
    module, _, attributes = where.partition(":")
    *owners, name = attributes.split(".")
    owner = import_module(module)
    for attribute in owners:
        owner = getattr(owner, attribute)
    original, calls = getattr(owner, name), 0

    def counted(*arguments, **options):
        global calls
        calls += 1
        if calls == int(number) and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **options)
        if calls == int(number) and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, counted)

class Aloud:
    def waiting(self): print("waiting", flush=True)
    def phase(self, name, total, unit): print(name, flush=True)
    def advance(self, count): print("+", count, flush=True)

if command == "ingest":
    ingest.pipeline.ingest([rows], data_dir=folder, progress=Aloud())
else:
    from assistant.settings import Settings
    assistant.reindex.reindex(Settings(Path(folder)), vectors=True, lexical=True, progress=Aloud())
"""

#: Where the process kills itself: a function, at which of its calls, before or after it.
MOMENTS = {
    "while it reads": ("ingest.spool:Spool.put", 20, "before"),
    "before it has stored anything": ("assistant.catalog:Catalog.add", 1, "before"),
    "within a transaction of the catalog": ("assistant.catalog:insert_version", 9, "after"),
    "between the catalog and the indexes": ("assistant.catalog:Catalog.add", 2, "after"),
    "between the vectors and the record of them": ("assistant.vectors:write_applied", 2, "before"),
    "between the two indexes": ("assistant.lexical:LexicalIndex.apply", 3, "before"),
    "between the words and the record of them": ("assistant.lexical:write_applied", 2, "before"),
}
#: And by a signal from outside, this far through what it says of its progress, and a little later.
SHARES = (0.2, 0.5, 0.8)
SAMPLE = ("between the catalog and the indexes", "between the vectors and the record of them", "at 50% of its way")
QUERIES = ("ferry", "harbour council", "storm verdict budget", "miners of Brenhold", "Dispatch")


def pytest_generate_tests(metafunc):
    if "moment" in metafunc.fixturenames:
        moments = {**MOMENTS, **{f"at {share:.0%} of its way": share for share in SHARES}}
        if "slow" not in metafunc.config.option.markexpr:
            moments = {name: moments[name] for name in SAMPLE}
        metafunc.parametrize("moment", moments.values(), ids=moments)


def write_articles(path, numbers, *, edition):
    """Write synthetic articles; every third is worded differently in each edition."""
    subjects = "ferry harbour council bridge minister storm verdict water market engine railway budget school".split()
    verbs = "closed opened sank rose failed passed returned waited".split()
    places = "Kelmouth Tarnsea Brenhold Ostrava Nant Pell Sorrow Hill".split()
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            chosen = random.Random(number if number % 3 else f"{number} {edition}")
            sentences = [
                f"Dispatch {number}.{line}: the {chosen.choice(subjects)} of {chosen.choice(places)} and its"
                f" {chosen.choice(subjects)} {chosen.choice(verbs)} after {chosen.randint(2, 900)} days, said miners."
                for line in range(chosen.randint(4, 12))
            ]
            row = {
                "url": f"https://news.example/{number}",
                "title": f"Report {number}",
                "text": " ".join(sentences),
                "source": f"Outlet {number % 4}",
                "published": f"2024-01-{1 + number % 28:02}",
            }
            file.write(json.dumps(row) + "\n")
    return path


def state(folder):
    """Return all that is stored, but for the order in which it came to be."""
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        articles = connection.execute(
            "SELECT id, version, live, title, source, author, url, published, published_day, language, content_hash,"
            " text_hash, text FROM articles ORDER BY id, version"
        ).fetchall()
        passages = connection.execute("SELECT * FROM passages ORDER BY id").fetchall()
        changes = connection.execute("SELECT article_id, version, kind, passages FROM changes").fetchall()
        vectors = {
            key: np.frombuffer(vector, "<f2").astype(np.float32)
            for key, vector in connection.execute("SELECT model || text_hash, vector FROM embeddings")
        }
    with closing(Library.open(Settings(folder))) as library:
        assert not library.behind()
        found = {
            query: {passage_id for passage_id, _ in library.lexical.search(query, 10_000, Filters())}
            for query in QUERIES
        }
    (building,) = (folder / "vectors").glob("*/")
    client = chromadb.PersistentClient(str(building), ChromaSettings(anonymized_telemetry=False))
    with closing(client):
        held = client.get_collection(COLLECTION, embedding_function=None).get(include=["embeddings"])
    chroma = dict(zip(held["ids"], np.asarray(held["embeddings"], np.float32), strict=True))
    return {"articles": articles, "passages": passages, "changes": sorted(changes), "words": found}, vectors, chroma


def assert_alike(found, expected):
    """Assert that two mappings have the same keys, and under each the same direction."""
    assert found.keys() == expected.keys()
    for key, vector in expected.items():
        cosine = float(vector @ found[key] / np.linalg.norm(vector) / np.linalg.norm(found[key]))
        assert cosine >= 0.99, (key, cosine)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A library with the first edition of twenty articles, and the file of the second edition of sixty."""
    folder = tmp_path_factory.mktemp("begun")
    report = ingest([write_articles(folder / "first.jsonl", range(20), edition=1)], data_dir=folder / "data")
    assert report.added == 20
    return folder / "data", write_articles(folder / "second.jsonl", range(60), edition=2)


@pytest.fixture(scope="module")
def undisturbed(begun, tmp_path_factory):
    """What the second edition comes to when nothing happens, and the lines that tell of it."""
    data, rows = begun
    folder = copytree(data, tmp_path_factory.mktemp("undisturbed") / "data")
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, "ingest", folder, rows, "", "0", ""],
        cwd=ROOT, check=True, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    pristine = copytree(folder, folder.with_name("pristine"))
    stored, vectors, chroma = state(folder)
    versions = [(article[1], article[2]) for article in stored["articles"]]
    assert (versions.count((1, 1)), versions.count((1, 0)), versions.count((2, 1))) == (53, 7, 7)
    assert all(stored["words"].values())
    assert len(stored["words"]["Dispatch"]) == len(chroma) > 60
    return (stored, vectors, chroma), done.stdout.splitlines(), pristine


def kill(folder, rows, moment, lines, *, command="ingest"):
    """Start a process on the library and see it killed at the moment."""
    where, number, when = ("", 0, "") if isinstance(moment, float) else moment
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER, command, folder, rows, where, str(number), when],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        if isinstance(moment, float):
            for _ in range(1 + int(moment * (len(lines) - 2))):
                process.stdout.readline()
            time.sleep(random.Random(moment).uniform(0, 0.1))
            process.kill()
        _, errors = process.communicate(timeout=200)
    assert process.returncode == -signal.SIGKILL, errors


def test_an_ingest_that_was_killed_is_completed_by_the_next_one(begun, undisturbed, tmp_path, moment):
    data, rows = begun
    (stored, vectors, chroma), lines, _ = undisturbed
    folder = copytree(data, tmp_path / "data")
    kill(folder, rows, moment, lines)
    with closing(Library.open(Settings(folder))) as library:
        # Readable as it was left, before anything repairs it; what is found is stored, whole and live.
        found = library.search_lexical("ferry", 100, Filters())
        assert library.catalog.counts()[0] >= 20
        assert library.catalog.passages(passage_id for passage_id, _ in found).keys() == {name for name, _ in found}
    report = ingest([rows], data_dir=folder)
    assert report.failed == ()
    assert (report.articles, report.added + report.updated + report.unchanged) == (60, 60)
    again = state(folder)
    assert again[0] == stored
    assert_alike(again[1], vectors)
    assert_alike(again[2], chroma)


@pytest.mark.parametrize("finish", ["reindex", "the next to open the library"])
def test_a_reindex_that_was_killed_half_way_loses_nothing(undisturbed, tmp_path, finish):
    (stored, vectors, chroma), lines, pristine = undisturbed
    folder = copytree(pristine, tmp_path / "data")
    kill(folder, "", ("assistant.lexical:LexicalIndex.apply", 3, "before"), lines, command="reindex")
    if finish == "reindex":
        reindex(Settings(folder), vectors=True, lexical=True, progress=Silence())
    else:
        with closing(Library.open(Settings(folder))) as library:
            assert library.behind()
            library.catch_up_if_free()
    again = state(folder)
    assert again[0] == stored
    assert_alike(again[1], vectors)
    assert_alike(again[2], chroma)
