"""A derived index that is lost, cut short or garbled loses nothing, and the next to open the library repairs it."""

import os
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from three_articles import LEGS, MINE, found_by, id_of, opened, row, run_dateline, write_rows

from assistant import Assistant
from assistant.passages import embedded_text, split_passages, text_hash
from assistant.progress import Silence
from assistant.reindex import reindex
from assistant.settings import BUNDLED_EMBEDDING_MODEL, Settings
from assistant.storage.rows import PreparedArticle
from assistant.types import Article, Filters
from ingest import ingest

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


def test_a_lexical_index_made_by_other_rules_counts_as_empty_and_the_next_to_open_the_library_rebuilds_it(
    folder, embedded, monkeypatch
):
    with monkeypatch.context() as older, opened(folder) as library:
        older.setattr("assistant.lexical.KEY", "lexical-1")
        library.lexical.clear()
        library.catch_up()
        assert library.lexical.search("copper mine", 5, Filters())
    with opened(folder) as library:
        assert not library.lexical.search("copper mine", 5, Filters())
        assert library.behind()
        library.catch_up_if_free()
        assert library.lexical.search("copper mine", 5, Filters())
        assert not library.behind()
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
