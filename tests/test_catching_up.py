"""Both indexes follow the catalog: what is new is embedded once, what is gone is gone from every leg."""

import json
import sqlite3
from dataclasses import replace

import pytest
from click.testing import CliRunner
from three_articles import FERRY, LEGS, MINE, ROWS, VOTE, found_by, id_of, opened, row, run_dateline, write_rows

from assistant import Assistant
from assistant.cli import cli
from assistant.errors import ArticleNotFound
from assistant.types import Filters
from ingest import ingest
from ingest.pipeline import prepare

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


def test_indexes_ahead_of_a_catalog_that_was_lost_are_built_anew(folder, tmp_path):
    for file in folder.glob("catalog.sqlite*"):
        file.unlink()
    ingest([write_rows(tmp_path / "one.jsonl", [MINE])], data_dir=folder)
    with opened(folder) as library:
        assert library.vectors.applied == library.lexical.applied == library.catalog.last_sequence() == 1
    with Assistant.open(folder) as assistant:
        for leg in LEGS:
            [found] = assistant.retrieve("How many miners will lose their work?", legs=[leg])
            assert "1,300 miners" in found.passage.text


# -- what is gone is gone --------------------------------------------------------------------------------------------


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
        for version in (1, 10**20):
            with pytest.raises(ArticleNotFound, match=ferry):
                assistant.article(ferry, version=version)
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


def test_prune_removes_what_is_in_none_of_the_sources_and_nothing_else(folder, tmp_path):
    rows = write_rows(tmp_path / "rows.jsonl", [FERRY, VOTE])
    assert ingest([rows], data_dir=folder).removed == 0
    report = ingest([rows], data_dir=folder, prune=True)
    assert (report.removed, report.unchanged, report.articles) == (1, 2, 2)
    with Assistant.open(folder) as assistant:
        assert {found.article.title for found in assistant.articles()} == {FERRY["title"], VOTE["title"]}
        for leg in LEGS:
            assert MINE["title"] not in found_by(assistant, "Brenhold copper mine", leg)


def test_prune_removes_nothing_when_an_input_failed(folder, tmp_path):
    rows = write_rows(tmp_path / "rows.jsonl", [FERRY])
    report = ingest([rows, tmp_path / "gone.jsonl"], data_dir=folder, prune=True)
    assert (report.removed, report.articles) == (0, 3)
    assert "Nothing was removed" in str(report)


def test_prune_keeps_the_words_that_a_source_holds_under_another_address(folder, tmp_path):
    moved = {**FERRY, "url": "https://news.example/moved"}
    rows = write_rows(tmp_path / "rows.jsonl", [moved, VOTE])
    for _ in range(2):
        report = ingest([rows], data_dir=folder, prune=True)
        assert (report.duplicates, report.articles) == (1, 2)
    with Assistant.open(folder) as assistant:
        assert "41 passengers" in assistant.answer("How many passengers were aboard the Ostrava ferry?").text
