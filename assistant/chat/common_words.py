"""The words that English news writes small, the most frequent first, as ``training/common_words.py`` counts them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: So many of the most frequent ones say little: "up", "next", "make". Of true sentences 200 would keep 3% more, and of
#: invented endings 10% more: ``python -m benchmarks chat_sentences``.
LIGHT = 100


@cache
def common_words() -> frozenset[str]:
    """Return the words that are written small at least 19 times in 20, in lower case."""
    return frozenset(_listed())


@cache
def light_words() -> frozenset[str]:
    """Return the words that are in every article, whatever it is about."""
    return frozenset(_listed()[:LIGHT])


def _listed() -> list[str]:
    return (Path(__file__).parent / "common_words.txt").read_text("utf-8").split()
