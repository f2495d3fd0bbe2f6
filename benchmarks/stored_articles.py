"""Articles as the project would store them, for benchmarks that keep addresses and offsets, not texts."""

from __future__ import annotations

from collections.abc import Iterable, Set
from pathlib import Path

from assistant.errors import InputError
from assistant.types import Article
from benchmarks.suites import Row, read_articles
from ingest.articles import to_article
from ingest.draft import clean_draft
from ingest.loaders.rows import read_row


def read_stored_articles(data: Path, addresses: Set[str]) -> dict[str, Article]:
    """Return the articles of RealTimeQA at ``addresses``, by these as they are given, as ingest cleans their texts.

    Raises:
        InputError: the data set is not there, or lacks one of them.
    """
    found = as_stored(read_articles(data, lambda row: row["url"] in addresses), str(data))
    if missing := sorted(addresses - found.keys()):
        raise InputError(f"{data} lacks {missing[0]} and {len(missing) - 1} more; get the whole RealTimeQA data set")
    return found


def as_stored(rows: Iterable[Row], name: str) -> dict[str, Article]:
    """Return rows of articles, of an input called ``name``, as the catalog would have them, by their addresses."""
    return {
        row["url"]: to_article(clean_draft(read_row(row, name, place)), name=name, max_characters=10**7)
        for place, row in enumerate(rows)
    }
