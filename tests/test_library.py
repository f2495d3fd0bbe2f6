"""The library: one record, two derived indexes that may be lost at any time, and what every reader may rely on."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant import Assistant
from assistant.cli import cli
from assistant.errors import ArticleNotFound, IndexMismatch, NewerLibrary
from assistant.library import Library
from assistant.models import EmbeddingModel
from assistant.passages import MAX_CHARACTERS, embedded_text, split_passages, text_hash
from assistant.progress import Silence
from assistant.reindex import reindex
from assistant.sentences import split_sentences
from assistant.settings import BUNDLED_EMBEDDING_MODEL, Settings
from assistant.storage.rows import PreparedArticle
from assistant.types import Article, Filters
from ingest import ingest
from ingest.pipeline import prepare

ROOT = Path(__file__).parent.parent
LEGS = ("dense", "lexical")


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def row(name, text, **fields):
    return {"url": f"https://news.example/{name}", "title": f"On the {name}", "text": text, **fields}


FERRY = row(
    "ferry",
    "The Ostrava ferry sank off Kelmouth with 41 passengers aboard. Lifeboats reached the wreck within an hour.",
    source="Kelmouth Courier",
    published="2024-03-01",
)
MINE = row(
    "mine",
    "The Brenhold copper mine will close in June, its owner said. Some 1,300 miners will lose their work.",
    source="Example Wire",
    published="2024-03-02",
)
VOTE = row(
    "vote",
    "Councillors in Tarnsea voted to ban cars from the old harbour. Traders opposed the plan.",
    source="Kelmouth Courier",
    published="2024-03-03",
)
ROWS = [FERRY, MINE, VOTE]


@pytest.fixture(scope="module")
def three_articles(tmp_path_factory):
    """A library of three articles, to be copied."""
    folder = tmp_path_factory.mktemp("three")
    report = ingest([write_rows(folder / "rows.jsonl", ROWS)], data_dir=folder / "data")
    assert report.added == 3 and not report.failed
    return folder / "data"


@pytest.fixture
def folder(three_articles, tmp_path):
    """A library of three articles, of the test's own."""
    return Path(shutil.copytree(three_articles, tmp_path / "data"))


@pytest.fixture
def embedded(monkeypatch):
    """The texts that the embedding model was given, in order; it is the real one."""
    texts = []
    encode = EmbeddingModel.encode

    def recording(self, given):
        texts.extend(given)
        return encode(self, given)

    monkeypatch.setattr(EmbeddingModel, "encode", recording)
    return texts


def opened(folder):
    return closing(Library.open(Settings(Path(folder))))


def id_of(folder, title):
    with opened(folder) as library:
        return next(item.article.id for item in library.catalog.listings() if item.article.title == title)


def run_dateline(*arguments):
    """Start the command line in another process."""
    code = "from assistant.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


# -- catching up -----------------------------------------------------------------------------------------------------


def test_after_an_ingest_both_indexes_have_applied_the_last_change(folder):
    with opened(folder) as library:
        last = library.catalog.last_sequence()
        assert last == 3
        assert library.vectors.applied == library.vectors.applied_on_disk() == last
        assert library.lexical.applied == last
        assert not library.behind()


def test_an_unchanged_article_is_neither_embedded_nor_written_again(folder, tmp_path, embedded):
    with opened(folder) as library:
        before = library.catalog.last_sequence()
    report = ingest([write_rows(tmp_path / "again.jsonl", ROWS)], data_dir=folder)
    assert (report.unchanged, report.added, report.updated, report.duplicates) == (3, 0, 0, 0)
    assert embedded == []
    with opened(folder) as library:
        assert library.catalog.last_sequence() == before


def test_a_text_that_was_embedded_once_is_not_embedded_again_for_a_new_version(folder, tmp_path, embedded):
    long = "\n\n".join(
        f"Paragraph {number} tells of the harbour at length. " + "Ships came. " * 40 for number in range(4)
    )
    first = row("harbour", long, published="2024-03-04")
    ingest([write_rows(tmp_path / "first.jsonl", [first])], data_dir=folder)
    at_first = len(embedded)
    embedded.clear()
    second = {**first, "text": long + "\n\nA last line is added."}
    report = ingest([write_rows(tmp_path / "second.jsonl", [second])], data_dir=folder)
    assert report.updated == 1
    assert at_first > 4
    assert len(embedded) == 1
    assert "A last line is added." in embedded[0]


# -- what is gone is gone --------------------------------------------------------------------------------------------


def found_by(assistant, question, leg):
    return {found.article.title for found in assistant.retrieve(question, k=50, legs=(leg,))}


def test_a_removed_article_is_gone_from_each_leg_from_answers_from_the_list_and_from_every_version(folder):
    question = "How many passengers were aboard the Ostrava ferry?"
    with Assistant.open(folder) as assistant:
        assert assistant.answer(question).citations[0].article.title == "On the ferry"
        ferry = id_of(folder, "On the ferry")
        assistant.remove(ferry)
        for leg in LEGS:
            assert "On the ferry" not in found_by(assistant, question, leg)
        answer = assistant.answer(question)
        assert "41" not in answer.text
        assert [item.article.title for item in assistant.articles()] == ["On the vote", "On the mine"]
        with pytest.raises(ArticleNotFound, match=ferry):
            assistant.article(ferry, version=1)
        with pytest.raises(ArticleNotFound, match=ferry):
            assistant.remove(ferry)
    with opened(folder) as library, sqlite3.connect(folder / "catalog.sqlite") as connection:
        assert not library.behind()
        stored = connection.execute("SELECT count(*) FROM embeddings").fetchone()[0]
        assert stored == library.catalog.counts()[1] == 2
    connection.close()


def test_a_removed_article_is_gone_from_an_assistant_open_in_another_process(folder):
    question = "How many passengers were aboard the Ostrava ferry?"
    with Assistant.open(folder) as assistant:
        ferry = assistant.answer(question).citations[0].article
        done = run_dateline("articles", "remove", ferry.id, "--yes", "--data-dir", folder)
        assert (done.returncode, done.stderr) == (0, "")
        for leg in LEGS:
            assert ferry.title not in found_by(assistant, question, leg)
        assert all(citation.article.id != ferry.id for citation in assistant.answer(question).citations)
        assert ferry.id not in {item.article.id for item in assistant.articles()}


def test_what_the_catalog_no_longer_has_is_not_found_even_while_no_index_knows_of_it(folder):
    with Assistant.open(folder) as assistant, opened(folder) as library:
        ferry = id_of(folder, "On the ferry")
        vector = assistant.model.encode(["Ostrava ferry passengers"])[0]

        def found():
            library.refresh()
            dense = library.search_dense(vector, 50, Filters())
            words = library.search_lexical("Ostrava ferry passengers", 50, Filters())
            return {tuple(passage_id.split("-")[:2]) for passage_id, _ in (*dense, *words)}

        assert (ferry, "1") in found()
        second = replace(library.catalog.article(ferry), version=2, text="The Ostrava ferry was raised.")
        prepared, texts = prepare(second)
        vectors = dict(zip(texts, assistant.model.encode(list(texts.values())), strict=True))
        library.catalog.add([prepared], assistant.model.name, vectors)
        assert library.behind()
        assert (ferry, "2") in found() and (ferry, "1") not in found()
        library.catalog.remove(ferry)
        assert found() and ferry not in {article_id for article_id, _ in found()}
        assert "On the ferry" not in found_by(assistant, "Ostrava ferry passengers", "lexical")


def test_an_article_that_was_removed_is_found_again_when_it_is_ingested_again(folder, tmp_path):
    ferry = id_of(folder, "On the ferry")
    with Assistant.open(folder) as assistant:
        assistant.remove(ferry)
    report = ingest([write_rows(tmp_path / "again.jsonl", [FERRY])], data_dir=folder)
    assert report.added == 1
    with Assistant.open(folder) as assistant:
        for leg in LEGS:
            assert "On the ferry" in found_by(assistant, "Ostrava ferry passengers", leg)
        assert assistant.article(ferry).version == 2


def test_an_update_makes_version_2_and_the_old_words_are_kept_readable_but_never_retrieved(folder, tmp_path):
    changed = {**FERRY, "text": FERRY["text"].replace("41 passengers", "sixty-three travellers")}
    with Assistant.open(folder) as reader:
        report = ingest([write_rows(tmp_path / "changed.jsonl", [changed])], data_dir=folder)
        assert (report.updated, report.added) == (1, 0)
        ferry = id_of(folder, "On the ferry")
        assert reader.article(ferry).version == 2
        for leg in LEGS:
            found = reader.retrieve("How many passengers were aboard the Ostrava ferry?", k=50, legs=(leg,))
            assert {one.article.version for one in found if one.article.id == ferry} == {2}
            assert not any("41 passengers" in one.passage.text for one in found)
        cited = reader.answer("How many travellers were aboard the Ostrava ferry?").citations[0]
        assert (cited.article.version, "sixty-three travellers" in cited.quote) == (2, True)
    shown = {}
    for version in ("1", "2"):
        arguments = ["articles", "show", ferry, "--version", version, "--json", "--data-dir", str(folder)]
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        shown[version] = json.loads(result.output)
    assert "41 passengers" in shown["1"]["text"] and shown["1"]["version"] == 1
    assert "sixty-three travellers" in shown["2"]["text"] and shown["2"]["version"] == 2
    with opened(folder) as library:
        assert not library.lexical.search("41", 50, Filters())


# -- lost and damaged indexes ----------------------------------------------------------------------------------------

WORDS = "harbour council bridge minister storm verdict water market engine railway budget school".split()
#: Vectors of few independent directions, on which a graph search finds the very neighbours of an exact one.
DIRECTIONS = 2


def vector_of(text):
    direction = np.zeros(384, np.float32)
    direction[:DIRECTIONS] = np.random.default_rng(int(text_hash(text)[:12], 16)).normal(size=DIRECTIONS)
    return direction / np.linalg.norm(direction)


@pytest.fixture(scope="module")
def thousand_passages(tmp_path_factory):
    """A library large enough for Chroma to keep its graph in files of its own; its vectors are made up."""
    folder = tmp_path_factory.mktemp("thousand") / "data"
    with opened(folder) as library:
        library.catalog.record_facts(embedding_model=BUNDLED_EMBEDDING_MODEL, embedding_dimension="384")
        assert add_passages(library, range(280)) > 1_100
    assert list(folder.glob("vectors/*/*/data_level0.bin"))
    return folder


def add_passages(library, numbers):
    """Store and index an article of four passages or more for each number, and return how many passages that makes."""
    prepared, vectors = [], {}
    for number in numbers:
        chosen = random.Random(number)
        lines = [
            f"Entry {number} line {line}. " + " ".join(chosen.choices(WORDS, k=60)).capitalize() for line in range(4)
        ]
        article = Article(id=f"article{number:03}", text="\n".join(lines), title=f"Entry {number}", content_hash="x")
        passages = split_passages(article)
        keys = [text_hash(embedded_text(article, passage)) for passage in passages]
        vectors |= {key: vector_of(key) for key in keys}
        prepared.append(PreparedArticle(article, article.id, passages, keys))
    with library.writing():
        library.catalog.add(prepared, BUNDLED_EMBEDDING_MODEL, vectors)
        library.catch_up()
    return len(vectors)


def overwrite(folder, pattern, *, begin=0.0, end=1.0):
    """Put noise over a part of each file that matches."""
    files = sorted(folder.glob(pattern))
    assert files, pattern
    for file in files:
        content = bytearray(file.read_bytes())
        first, last = int(begin * len(content)), int(end * len(content))
        content[first:last] = random.Random(7).randbytes(last - first)
        file.write_bytes(content)


def truncate(folder, pattern, *, keep=0.5):
    files = sorted(folder.glob(pattern))
    assert files, pattern
    for file in files:
        os.truncate(file, int(keep * file.stat().st_size))


def delete(folder, pattern):
    files = sorted(folder.glob(pattern))
    assert files, pattern
    for file in files:
        shutil.rmtree(file) if file.is_dir() else file.unlink()


VECTOR_DAMAGE = {
    "folder deleted": lambda folder: delete(folder, "vectors"),
    "database deleted": lambda folder: delete(folder, "vectors/*/chroma.sqlite3"),
    "database emptied": lambda folder: truncate(folder, "vectors/*/chroma.sqlite3", keep=0),
    "database cut short": lambda folder: truncate(folder, "vectors/*/chroma.sqlite3"),
    "database garbled": lambda folder: overwrite(folder, "vectors/*/chroma.sqlite3"),
    "graph deleted": lambda folder: delete(folder, "vectors/*/*-*"),
    "graph cut short": lambda folder: truncate(folder, "vectors/*/*/*.bin"),
    "graph emptied": lambda folder: truncate(folder, "vectors/*/*/*.bin", keep=0),
    "graph's data garbled": lambda folder: overwrite(folder, "vectors/*/*/data_level0.bin"),
    "graph's links garbled": lambda folder: overwrite(folder, "vectors/*/*/link_lists.bin"),
    "graph's names garbled": lambda folder: overwrite(folder, "vectors/*/*/index_metadata.pickle"),
    "record of what was applied garbled": lambda folder: overwrite(folder, "vectors/applied.json"),
    "record of what was applied deleted": lambda folder: delete(folder, "vectors/applied.json"),
}
LEXICAL_DAMAGE = {
    "folder deleted": lambda folder: delete(folder, "lexical"),
    "list of segments deleted": lambda folder: delete(folder, "lexical/meta.json"),
    "list of segments garbled": lambda folder: overwrite(folder, "lexical/meta.json"),
    "segments cut short": lambda folder: [truncate(folder, f"lexical/*.{kind}") for kind in ("store", "idx", "term")],
    "segments emptied": lambda folder: [truncate(folder, f"lexical/*.{kind}", keep=0) for kind in ("idx", "term")],
    "texts deleted": lambda folder: delete(folder, "lexical/*.store"),
    "texts garbled inside": lambda folder: overwrite(folder, "lexical/*.store", begin=0.2, end=0.3),
    "postings garbled inside": lambda folder: overwrite(folder, "lexical/*.idx", begin=0.1, end=0.9),
    "columns garbled inside": lambda folder: overwrite(folder, "lexical/*.fast", begin=0.1, end=0.9),
    "record of what was applied garbled": lambda folder: overwrite(folder, "lexical/applied.json"),
}
PROBE = vector_of("what is searched for")
NEAREST = 10
#: As many as there are: a shorter list would cut between passages of equal scores, in whatever order they come.
EVERYTHING = 5_000


def dense_hits(library):
    """The nearest, through the library's own search."""
    library.refresh()
    return {passage_id for passage_id, _ in library.search_dense(PROBE, NEAREST, Filters())}


def chroma_hits(library):
    """The nearest that Chroma alone gives."""
    return {passage_id for passage_id, _ in library.vectors.search(PROBE, NEAREST)}


def lexical_hits(library):
    return {passage_id for passage_id, _ in library.search_lexical("storm verdict", EVERYTHING, Filters())}


@pytest.fixture(scope="module")
def undamaged(thousand_passages):
    with opened(thousand_passages) as library:
        hits = dense_hits(library), lexical_hits(library)
        assert chroma_hits(library) == hits[0]
    assert len(hits[0]) == NEAREST and len(hits[1]) > 100
    return hits


@pytest.fixture
def large(thousand_passages, tmp_path):
    return Path(shutil.copytree(thousand_passages, tmp_path / "data"))


def assert_whole(folder, undamaged, *, extra=0):
    """Assert that both indexes hold all there is, each by itself."""
    with opened(folder) as library:
        assert not library.behind()
        assert library.vectors.applied == library.lexical.applied == library.catalog.last_sequence()
        assert chroma_hits(library) == undamaged[0]
        assert lexical_hits(library) == undamaged[1]
        assert len(library.vectors.search(PROBE, EVERYTHING)) == library.catalog.counts()[1]


@pytest.mark.parametrize("damage", VECTOR_DAMAGE.values(), ids=VECTOR_DAMAGE)
def test_a_damaged_vector_index_changes_no_answer_and_the_next_to_open_the_library_repairs_it(
    large, undamaged, embedded, damage
):
    damage(large)
    with opened(large) as library:
        assert dense_hits(library) == undamaged[0]
        assert library.behind()
        library.catch_up_if_free()
        assert dense_hits(library) == chroma_hits(library) == undamaged[0]
    assert_whole(large, undamaged)
    assert embedded == []


@pytest.mark.parametrize("damage", LEXICAL_DAMAGE.values(), ids=LEXICAL_DAMAGE)
def test_a_damaged_lexical_index_loses_nothing_and_the_next_to_open_the_library_repairs_it(
    large, undamaged, embedded, damage
):
    damage(large)
    with opened(large) as library:
        assert dense_hits(library) == undamaged[0]
        assert lexical_hits(library) in (set(), undamaged[1])
        assert library.behind()
        library.catch_up_if_free()
        assert lexical_hits(library) == undamaged[1]
    assert_whole(large, undamaged)
    assert embedded == []


BOTH_DAMAGED = ["database garbled", "graph cut short", "folder deleted", "graph's data garbled"]


@pytest.mark.parametrize("name", BOTH_DAMAGED)
def test_reindex_rebuilds_damaged_indexes_without_embedding_anything(large, undamaged, embedded, name):
    VECTOR_DAMAGE[name](large)
    LEXICAL_DAMAGE["segments cut short"](large)
    reindex(Settings(large), vectors=True, lexical=True, progress=Silence())
    assert_whole(large, undamaged)
    assert embedded == []


@pytest.mark.parametrize("name", BOTH_DAMAGED)
def test_the_next_ingest_repairs_damaged_indexes_and_embeds_only_what_is_new(
    large, undamaged, embedded, tmp_path, name
):
    VECTOR_DAMAGE[name](large)
    LEXICAL_DAMAGE["folder deleted"](large)
    report = ingest([write_rows(tmp_path / "new.jsonl", [MINE])], data_dir=large)
    assert report.added == 1
    assert len(embedded) == 1 and "Brenhold" in embedded[0]
    with opened(large) as library:
        assert not library.behind()
        assert len(library.vectors.search(PROBE, EVERYTHING)) == library.catalog.counts()[1]
        assert chroma_hits(library) == undamaged[0]
        assert lexical_hits(library) == undamaged[1]
        assert library.lexical.search("Brenhold", 5, Filters())


def test_an_index_that_is_lost_while_the_library_is_open_is_scored_exactly_from_then_on(large, undamaged):
    with opened(large) as library:
        assert dense_hits(library) == undamaged[0]
        with opened(large) as other, other.writing():
            other.vectors.clear()
            other.lexical.clear()
        assert dense_hits(library) == undamaged[0]
        with opened(large) as other:
            other.catch_up_if_free()
        assert dense_hits(library) == undamaged[0]
        assert lexical_hits(library) == undamaged[1]
    assert_whole(large, undamaged)


def test_a_damaged_library_of_real_articles_still_answers(folder, embedded):
    delete(folder, "vectors")
    delete(folder, "lexical")
    with opened(folder) as library, library.writing(), Assistant.open(folder) as assistant:
        # Another writer is at work, so that nothing repairs the indexes: dense search alone has to find it.
        answer = assistant.answer("How many miners will lose their work at Brenhold?")
        assert "1,300 miners" in answer.citations[0].quote
    with Assistant.open(folder) as assistant:
        assert "1,300 miners" in assistant.answer("How many miners will lose their work at Brenhold?").text
        assert "On the mine" in found_by(assistant, "Brenhold miners", "lexical")
    assert not any(text.startswith("Example Wire") for text in embedded)


def test_two_that_write_by_turns_lose_nothing_of_each_other(large):
    with opened(large) as one, opened(large) as other:
        for library in (one, other):
            assert chroma_hits(library)
        for begin in (1_000, 2_000):
            add_passages(other, range(begin, begin + 150))
            with one.writing():
                one.catalog.remove(f"article{begin + 3}")
                one.catch_up()
            add_passages(one, range(begin + 500, begin + 650))
    with opened(large) as library:
        assert not library.behind()
        live = library.catalog.counts()[1]
        assert len(library.vectors.search(PROBE, EVERYTHING)) == live
        assert len(library.lexical.search("entry", EVERYTHING, Filters())) == live


def test_a_writer_first_takes_in_what_another_has_written_and_so_loses_none_of_it(folder, tmp_path):
    with Assistant.open(folder) as assistant:
        assistant.answer("Who voted in Tarnsea?")
        ingested = write_rows(
            tmp_path / "more.jsonl", [row("owl", "A snowy owl was seen at Pell, its first since 1911.")]
        )
        assert run_dateline("ingest", ingested, "--data-dir", folder).returncode == 0
        assistant.remove(id_of(folder, "On the vote"))
        for leg in LEGS:
            assert "On the owl" in found_by(assistant, "snowy owl at Pell", leg)
    with opened(folder) as library:
        assert not library.behind()
        chroma = library.vectors.search(vector_of("anything"), EVERYTHING)
        assert len(chroma) == library.catalog.counts()[1] == 3
        assert library.lexical.search("owl", 5, Filters())


# -- opening ---------------------------------------------------------------------------------------------------------


def test_a_library_of_another_embedding_model_is_refused_with_the_remedy(folder):
    with pytest.raises(IndexMismatch) as raised:
        Assistant.open(settings=Settings(folder, embedding_model="other/model"))
    message = str(raised.value)
    for expected in (str(folder), BUNDLED_EMBEDDING_MODEL, "other/model", "dateline reindex --vectors"):
        assert expected in message
    assert "\n" not in message


def contents(folder):
    """Everything in the data folder but SQLite's own bookkeeping, and all that the catalog holds."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("catalog.sqlite")
    }
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection:
        return files, list(connection.iterdump())


def test_a_library_of_a_newer_schema_is_refused_with_the_remedy_and_nothing_in_it_is_changed(folder, tmp_path):
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection, connection:
        connection.execute("UPDATE facts SET value = '99' WHERE name = 'schema_version'")
    before = contents(folder)
    rows = write_rows(tmp_path / "new.jsonl", [row("owl", "A snowy owl was seen at Pell.")])
    for attempt in (
        lambda: Assistant.open(folder),
        lambda: ingest([rows], data_dir=folder),
        lambda: reindex(Settings(folder), vectors=True, lexical=True, progress=Silence()),
    ):
        with pytest.raises(NewerLibrary, match="99.*upgrade dateline"):
            attempt()
    assert contents(folder) == before


def test_opening_an_existing_library_writes_nothing_to_its_catalog(folder):
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with Assistant.open(folder) as assistant:
            assert len(assistant.articles()) == 3
        assert time.monotonic() - began < 30
        connection.rollback()


def test_the_second_writer_says_that_it_waits_and_then_does_its_work(folder, tmp_path):
    rows = write_rows(tmp_path / "new.jsonl", [row("owl", "A snowy owl was seen at Pell.")])
    command = [sys.executable, "-m", "ingest", str(rows), "--data-dir", str(folder), "--json"]
    with opened(folder) as library, ExitStack() as started:
        with library.writing():
            second = started.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            )
            started.callback(second.kill)
            said = second.stderr.readline()
            assert "another process is writing" in said and "waiting" in said
            assert second.poll() is None
            assert library.catalog.counts()[0] == 3
        output, errors = second.communicate(timeout=120)
        assert (second.returncode, errors) == (0, "")
        assert json.loads(output)["added"] == 1
        assert library.catalog.counts()[0] == 4


# -- filters ---------------------------------------------------------------------------------------------------------

DATED = [
    ("January", "Example Wire", "2024-01-10"),
    ("February", "EXAMPLE  wire", "2024-02-10T23:30:00-05:00"),
    ("March", "Kelmouth Courier", "2024-03-10"),
    ("April", "Kelmouth Courier", "2024-04-10"),
    ("Undated", "Example Wire", None),
    ("Nameless", None, "2024-03-31"),
]


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dated")
    rows = [
        row(
            title, f"The reservoir at Nant held {20 + number} days of water.", title=title, source=source, published=day
        )
        for number, (title, source, day) in enumerate(DATED)
    ]
    ingest([write_rows(folder / "rows.jsonl", rows)], data_dir=folder / "data")
    with Assistant.open(folder / "data") as assistant:
        yield assistant


ALL = {title for title, _, _ in DATED}


@pytest.mark.parametrize("overfetch", [2_000, 1], ids=["filtered from the nearest", "scored exactly"])
@pytest.mark.parametrize("leg", LEGS)
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ALL),
        ({"since": "2024-03-10"}, {"March", "April", "Nameless"}),
        ({"since": date(2024, 3, 11)}, {"April", "Nameless"}),
        ({"until": "2024-02-10"}, {"January", "February"}),
        ({"until": "2024-02-09"}, {"January"}),
        ({"as_of": "2024-03-10"}, {"January", "February", "March"}),
        ({"since": "2024-02-10", "until": "2024-03-10"}, {"February", "March"}),
        ({"until": "2024-03-10", "as_of": "2024-02-10"}, {"January", "February"}),
        ({"since": "2025-01-01"}, set()),
        ({"source": "example WIRE"}, {"January", "February", "Undated"}),
        ({"source": " kelmouth   courier "}, {"March", "April"}),
        ({"source": "Example"}, set()),
        ({"source": "Example Wire", "since": "2024-01-11"}, {"February"}),
        ({"source": "", "since": "", "until": None}, ALL),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_a_filter_means_the_same_on_both_legs(dated, monkeypatch, leg, filters, expected, overfetch):
    monkeypatch.setattr("assistant.library.OVERFETCH", overfetch)
    found = dated.retrieve("How much water did the reservoir at Nant hold?", k=50, legs=(leg,), **filters)
    assert {one.article.title for one in found} == expected
    assert len(found) == len(expected)


# -- passages --------------------------------------------------------------------------------------------------------

#: Random text in which sentences begin, end and seem to end all the time.
PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Gen. Smith", "U.S. ", "p.m. The", ". ", ".” ", "?!", "…", "\n", "\n\n", "。", "」", " \u2028", "$1.5"]
    ),
    st.text(alphabet=" .\"'A“”\n", max_size=40),
    st.integers(1, 1_500).map(lambda length: "x" * length),
    st.integers(1, 300).map(lambda count: "word " * count),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
@example(text="")
@example(text=" ")
@example(text="\n\n\n")
@example(text="x" * (MAX_CHARACTERS + 1))
@example(text="\U0001f30d" * 2_000)
@example(text='He said: "No." Then he left. ' * 50)
def test_sentences_and_passages_tile_any_text(text):
    spans = split_sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    article = Article(id="a", text=text, title="T", version=3)
    passages = split_passages(article, is_boilerplate=lambda sentence: sentence.startswith("x"))
    assert "".join(passage.text for passage in passages) == text
    assert [passage.id for passage in passages] == [f"a-3-{place}" for place in range(len(passages))]
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert 0 < len(passage.text) <= MAX_CHARACTERS
    assert passages == split_passages(article, is_boilerplate=lambda sentence: sentence.startswith("x"))


@pytest.mark.parametrize(
    "unit",
    [".", "?!", '"', "” ", " ", "\n", " \n", "x", "x ", ". ", '." ', "U.S. ", "A.", "Gen. ", "。", "p.m. The "],
    ids=repr,
)  # fmt: skip
def test_two_megabytes_of_anything_are_split_in_linear_time(unit):
    text = unit * (2_000_000 // len(unit))
    began = time.process_time()
    passages = split_passages(Article(id="a", text=text, title=""))
    assert time.process_time() - began < 20
    assert sum(len(passage.text) for passage in passages) == len(text)
    assert max(len(passage.text) for passage in passages) <= MAX_CHARACTERS
