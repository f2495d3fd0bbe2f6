"""Opening a data folder, by one process or two, and filters, which mean the same on both legs."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from datetime import date

import pytest
from three_articles import LEGS, ROOT, found_by, id_of, opened, row, write_rows

from assistant import Assistant
from assistant.errors import IndexMismatch, LibraryError, NewerLibrary, QuestionError, SettingsError, StorageError
from assistant.library import Library
from assistant.models import bundled_folder, load_embeddings
from assistant.progress import Silence
from assistant.reindex import reindex
from assistant.settings import BUNDLED_EMBEDDING_MODEL, Settings
from assistant.types import Filters
from assistant.vectors import VectorIndex
from ingest import ingest

# -- opening ---------------------------------------------------------------------------------------------------------


def test_a_library_of_another_embedding_model_is_refused_with_the_remedy(folder):
    with pytest.raises(IndexMismatch) as raised:
        Assistant.open(settings=Settings(folder, embedding_model="other/model"))
    message = str(raised.value)
    for expected in (str(folder), BUNDLED_EMBEDDING_MODEL, "other/model", "dateline reindex --vectors"):
        assert expected in message
    assert "\n" not in message


def test_an_ingest_leaves_the_statistics_by_which_sqlite_plans_its_lookups(folder):
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection:
        assert {"articles", "passages"} <= {name for (name,) in connection.execute("SELECT tbl FROM sqlite_stat1")}


def contents(folder):
    """Everything in the data folder but SQLite's own bookkeeping, and all that the catalog holds."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("catalog.sqlite")
    }
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection:
        return files, list(connection.iterdump())


def test_a_reindex_of_vectors_embeds_a_library_anew_with_the_model_that_is_set(folder, tmp_path):
    other = tmp_path / "other-model"
    other.symlink_to(bundled_folder(), target_is_directory=True)
    settings = Settings(folder, embedding_model=str(other))
    reindex(settings, vectors=True, lexical=False, progress=Silence())
    with closing(Library.open(settings)) as library:
        assert not library.behind()
        assert library.catalog.fact("embedding_model") == str(other)
        assert len(library.search_dense(load_embeddings(settings).encode(["a ferry sank"])[0], 3, Filters())) == 3
    with pytest.raises(IndexMismatch):
        Library.open(Settings(folder))


def test_an_ingest_that_waited_while_the_library_was_embedded_anew_stores_nothing(folder, tmp_path):
    other = tmp_path / "other-model"
    other.symlink_to(bundled_folder(), target_is_directory=True)
    rows = write_rows(tmp_path / "new.jsonl", [row("owl", "A snowy owl was seen at Pell.")])
    command = [sys.executable, "-m", "ingest", str(rows), "--data-dir", str(folder), "--json"]
    settings = Settings(folder, embedding_model=str(other))
    with closing(Library.open(settings, any_model=True)) as library, ExitStack() as started:
        with library.writing():
            waiting = started.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            )
            started.callback(waiting.kill)
            assert "waiting" in waiting.stderr.readline()
            library.catalog.record_facts(embedding_model=str(other))
        _, errors = waiting.communicate(timeout=120)
    assert waiting.returncode != 0
    assert "dateline reindex --vectors" in errors and len(errors.splitlines()) == 1
    reindex(settings, vectors=True, lexical=True, progress=Silence())
    with Assistant.open(settings=settings) as assistant:
        assert len(assistant.articles()) == 3


def test_a_reindex_of_vectors_embeds_what_lacks_an_embedding(folder):
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection, connection:
        connection.execute("DELETE FROM embeddings WHERE text_hash = (SELECT min(text_hash) FROM embeddings)")
    reindex(Settings(folder), vectors=True, lexical=False, progress=Silence())
    with opened(folder) as library:
        assert not library.behind()
        assert len(library.search_dense(load_embeddings(library.settings).encode(["a ferry"])[0], 3, Filters())) == 3


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


def test_a_damaged_catalog_is_said_to_be_damaged_and_not_the_disk_full(folder):
    (folder / "catalog.sqlite").write_bytes(b"This is no database. " * 400)
    with pytest.raises(StorageError, match="its file is damaged; bring it back from a copy"):
        Assistant.open(folder)


def test_a_catalog_that_cannot_tell_its_schema_is_refused_in_words(folder):
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection:
        connection.execute("DELETE FROM facts WHERE name = 'schema_version'")
        connection.commit()
    with pytest.raises(StorageError, match="does not say which schema it has"):
        Assistant.open(folder)


def test_a_library_is_read_though_its_indexes_cannot_catch_up(folder, monkeypatch, caplog):
    def full(*_, **__):
        raise StorageError("the disk is full")

    with Assistant.open(folder) as assistant:
        title = assistant.articles()[0].article.title
    shutil.rmtree(folder / "vectors")
    monkeypatch.setattr(VectorIndex, "apply", full)
    with Assistant.open(folder) as assistant:
        assert title in [found.article.title for found in assistant.retrieve(title, k=3, legs=("dense",))]
    assert "stay so: the disk is full" in caplog.text


def test_a_library_that_was_opened_before_a_fork_says_so_in_the_child(folder, monkeypatch):
    with Assistant.open(folder) as assistant:
        monkeypatch.setattr(os, "getpid", lambda: -1)
        with pytest.raises(LibraryError, match="before its process was forked.*spawn"):
            assistant.answer("Who?")


@pytest.mark.parametrize("k", [0, 1_001, 10**9, 2.5, "5"])
def test_a_number_of_passages_that_cannot_be_is_refused(folder, k):
    with Assistant.open(folder) as assistant, pytest.raises(QuestionError, match="ask for 1 to 1,000 passages"):
        assistant.retrieve("Who?", k=k)


@pytest.mark.parametrize("given", [{"passages": 10**9}, {"embedding_model": ""}])
def test_settings_that_cannot_be_are_refused(given):
    with pytest.raises(SettingsError, match="it must be 1,000 or less|embedding_model is empty"):
        Settings.load("x", environment={}, **given)


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


# -- long articles ---------------------------------------------------------------------------------------------------


def test_the_passages_of_an_article_share_its_text_so_that_a_long_one_fits_in_memory(folder, tmp_path):
    text = " ".join(
        f"Sentence {number} of a long report on the flood at Nant was read out in court." for number in range(60)
    )
    ingest([write_rows(tmp_path / "long.jsonl", [row("flood", text)])], data_dir=folder)
    article_id = id_of(folder, "On the flood")
    with opened(folder) as library:
        indexed = library.catalog.indexed_passages([(article_id, 1)])
        asked = library.catalog.passages(passage.id for passage, _, _ in indexed).values()
    assert len(indexed) > 5
    assert len({id(article.text) for _, article, _ in indexed}) == 1
    assert len(asked) == len(indexed)
    assert len({id(article.text) for _, article in asked}) == 1


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("किसानों ने दिल्ली में रैली की।", "किसान दिल्ली?"),
        ("சென்னையில் கனமழை பெய்தது.", "சென்னையில்?"),
        ("مردم به خیابان آمدند و می‌گویند آب نیست.", "می‌گویند؟"),
        ("Die Fähre nach Zürich fuhr nicht.", "Zu\u0308rich?"),
        ("新闻说AI技术很好。", "AI?"),
    ],
    ids=["Hindi", "Tamil", "Persian", "decomposed", "beside letters without spaces"],
)
def test_words_of_letters_with_marks_and_joiners_are_found_whole(folder, tmp_path, text, question):
    consonants = row("letters", "क स न द ल ச ன ன ம ழ ग ப. می. گویند. Zu. rich.")  # what such words fell apart into
    ingest([write_rows(tmp_path / "marks.jsonl", [row("marks", text), consonants])], data_dir=folder)
    with Assistant.open(folder) as assistant:
        assert found_by(assistant, question, "lexical") == {"On the marks"}


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
