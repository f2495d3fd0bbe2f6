"""Copies: the same words from the same outlet under another address."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from three_articles import FERRY, MINE, opened, row, write_rows

from assistant.passages import text_hash
from ingest import ingest


def renamed(article, name, **fields):
    return {**article, "url": f"https://news.example/{name}", **fields}


def test_a_copy_of_the_same_outlet_is_left_out_and_one_of_another_is_kept(folder, tmp_path):
    copies = [renamed(FERRY, "again"), renamed(FERRY, "syndicated", source="Tarnsea Times")]
    report = ingest([write_rows(tmp_path / "copies.jsonl", copies)], data_dir=folder)
    assert (report.added, report.duplicates, report.articles) == (1, 1, 4)


def test_words_that_an_article_gives_up_in_the_same_ingest_are_kept_under_their_new_address(folder, tmp_path):
    bridge = row("bridge", "The bridge at Anderby will be closed for repairs until the autumn.", source="Example Wire")
    rewritten = {"text": "Divers searched the wreck all night, and the ferry's owner was questioned by the police."}
    rows = [
        {**FERRY, **rewritten},
        renamed(FERRY, "moved"),  # what the stored article said until now
        bridge,
        {**bridge, **rewritten},
        renamed(bridge, "bridge-moved"),  # what an article of this very file said at first
    ]
    report = ingest([write_rows(tmp_path / "moved.jsonl", rows)], data_dir=folder)
    assert (report.updated, report.added, report.articles) == (1, 3, 6)


def test_articles_that_take_the_same_words_for_a_time_and_give_them_up_again_are_ingested(folder, tmp_path):
    gone = {"text": "This page is not available."}
    wire = {"source": "Example Wire"}
    rows = [{**FERRY, **wire, **gone}, {**MINE, **gone, "title": FERRY["title"]}]
    rows += [
        {**MINE, "text": "The owner of the mine said nothing."},
        {**FERRY, **wire, "text": "Divers found the wreck."},
    ]
    report = ingest([write_rows(tmp_path / "outage.jsonl", rows)], data_dir=folder)
    assert (report.updated, report.articles) == (2, 3)


BARE = "The bridge at Anderby will be closed for repairs until the autumn, the council decided on Monday night."


def markdown(path, body=BARE, **fields):
    path.write_text("---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"---\n\n{body}\n")


def test_an_article_that_is_given_an_address_and_a_date_takes_the_place_of_the_one_without(empty, tmp_path):
    file = tmp_path / "bridge.md"
    markdown(file, title="Bridge to close")
    ingest([file], data_dir=empty)
    markdown(file, title="Bridge to close", url="https://news.example/bridge", published="2024-03-01")
    report = ingest([file], data_dir=empty)
    assert (report.added, report.updated, report.duplicates, report.articles) == (0, 1, 0, 1)
    with opened(empty) as library:
        (listing,) = library.catalog.listings()
        assert (listing.article.url, listing.article.published) == ("https://news.example/bridge", "2024-03-01")
        assert not library.behind()
    assert ingest([file], data_dir=empty).unchanged == 1


def test_an_article_that_says_less_or_stands_beside_the_stored_one_takes_no_place(empty, tmp_path):
    dated, bare, linked = (tmp_path / name for name in ("1-dated.md", "2-bare.md", "3-linked.md"))
    markdown(dated, title="Bridge to close", published="2024-03-01")
    ingest([dated], data_dir=empty)
    markdown(bare, title="Bridge to close")
    markdown(linked, title="Bridge to close", published="2024-03-01", url="https://news.example/bridge")
    assert ingest([bare], data_dir=empty).duplicates == 1
    report = ingest([linked, dated], data_dir=empty)
    assert (report.unchanged, report.duplicates, report.articles) == (1, 1, 1)


def test_words_that_move_to_an_earlier_file_while_theirs_gets_others_are_kept(empty, tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "2.txt").write_text(BARE)
    ingest([news], data_dir=empty)
    (news / "1.txt").write_text(BARE)
    (news / "2.txt").write_text("The bridge at Anderby was closed for repairs until Friday, the council says.")
    report = ingest([news], data_dir=empty)
    assert (report.added, report.updated, report.duplicates, report.articles) == (1, 1, 0, 2)
    with opened(empty) as library:
        assert {library.catalog.article(item.article.id).text[:24] for item in library.catalog.listings()} == {
            "The bridge at Anderby wi",
            "The bridge at Anderby wa",
        }


def test_a_copy_of_an_article_whose_date_is_corrected_in_the_same_ingest_is_left_out(folder, tmp_path):
    rows = [renamed(FERRY, "again"), {**FERRY, "published": "2024-03-04"}]
    report = ingest([write_rows(tmp_path / "corrected.jsonl", rows)], data_dir=folder)
    assert (report.added, report.updated, report.duplicates, report.articles) == (0, 1, 1, 3)


def test_words_that_a_copy_has_are_kept_when_the_first_gets_others_in_the_same_ingest(empty, tmp_path):
    rows = [FERRY, renamed(FERRY, "second"), renamed(FERRY, "third"), {**FERRY, "text": MINE["text"]}]
    report = ingest([write_rows(tmp_path / "rewritten.jsonl", rows)], data_dir=empty)
    assert (report.added, report.duplicates) == (2, 2)
    with opened(empty) as library:
        stored = {item.article.url.rpartition("/")[2]: item.article for item in library.catalog.listings()}
        texts = {name: library.catalog.article(article.id).text for name, article in stored.items()}
    assert FERRY["text"] in texts["second"] and "third" not in texts


SIGNED = "The mill at Pell cost $5, wages rose 3% and the year closed at -4 degrees, in 2019-20."


@pytest.mark.parametrize(
    "corrected", [("$5", "€5"), ("$5", "5"), ("3%", "3"), ("-4", "4"), ("-4", "+4"), ("-4", "±4")], ids=" to ".join
)
def test_an_article_that_differs_in_a_sign_of_its_figures_alone_is_no_copy(empty, tmp_path, corrected):
    first, second = row("mill", SIGNED), row("mill-corrected", SIGNED.replace(*corrected), title="On the mill")
    ingest([write_rows(tmp_path / "first.jsonl", [first])], data_dir=empty)
    again = ingest([write_rows(tmp_path / "second.jsonl", [second])], data_dir=empty)
    assert (again.added, again.duplicates) == (1, 0)
    together = ingest([write_rows(tmp_path / "both.jsonl", [first, second])], data_dir=tmp_path / "together")
    assert (together.added, together.duplicates) == (2, 0)
    # Each is known again by its signs, whichever is found first.
    copies = [renamed(first, "first-copy"), renamed(second, "second-copy")]
    assert ingest([write_rows(tmp_path / "copies.jsonl", copies)], data_dir=empty).duplicates == 2


@pytest.mark.parametrize("written", [("-4", "−4"), ("2019-20", "2019–20"), (", wages", "; wages")], ids=" to ".join)
def test_a_copy_whose_dashes_and_stops_are_others_is_still_one(empty, tmp_path, written):
    ingest([write_rows(tmp_path / "first.jsonl", [row("mill", SIGNED)])], data_dir=empty)
    copy = row("mill-copy", SIGNED.replace(*written), title="On the mill")
    assert ingest([write_rows(tmp_path / "copy.jsonl", [copy])], data_dir=empty).duplicates == 1


def test_a_library_of_before_signs_counted_knows_its_articles_and_their_copies(empty, tmp_path):
    ingest([write_rows(tmp_path / "first.jsonl", [row("mill", SIGNED)])], data_dir=empty)
    words = re.findall(r"\w+", f"On the mill {SIGNED}".casefold())
    with closing(sqlite3.connect(empty / "catalog.sqlite")) as connection:
        stored = connection.execute("SELECT text_hash FROM articles").fetchall()
    assert stored == [(text_hash(" ".join(words)),)]
    rows = [row("mill", SIGNED), row("mill-copy", SIGNED, title="On the mill")]
    report = ingest([write_rows(tmp_path / "again.jsonl", rows)], data_dir=empty)
    assert (report.unchanged, report.duplicates, report.added) == (1, 1, 0)
