"""Articles of RealTimeQA as the project would store them, for benchmarks that keep addresses and offsets, not texts."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from assistant.errors import InputError
from assistant.types import Article
from benchmarks.suites import read_articles
from ingest.articles import to_article
from ingest.draft import clean_draft
from ingest.loaders.rows import read_row


def read_stored_articles(data: Path, addresses: Set[str]) -> dict[str, Article]:
    """Return the articles at ``addresses``, by these as they are given, their texts cleaned as ingest cleans them.

    Raises:
        InputError: the data set is not there, or lacks one of them.
    """
    rows = read_articles(data, lambda row: row["url"] in addresses)
    found = {}
    for place, row in enumerate(rows):
        article = to_article(clean_draft(read_row(row, str(data), place)), name=str(data), max_characters=10**7)
        found[row["url"]] = article
    if missing := sorted(addresses - found.keys()):
        raise InputError(f"{data} lacks {missing[0]} and {len(missing) - 1} more; get the whole RealTimeQA data set")
    return found
