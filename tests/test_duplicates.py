"""Copies: the same words from the same outlet under another address."""

from __future__ import annotations

from three_articles import FERRY, row, write_rows

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
