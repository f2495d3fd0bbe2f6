"""Count which words English news writes small: the list by which the sentence checker tells a capital from a name."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.suites import REALTIMEQA, read_articles

TARGET = Path(__file__).resolve().parents[1] / "assistant" / "chat" / "common_words.txt"
#: A word inside a sentence: after a small letter or a comma.
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Za-z][a-z]+(?=[ ,.;:])")
#: How often a word must be written small, and how many times as often as with a capital.
LEAST = 100
TIMES = 19


def main(arguments: Sequence[str]) -> None:
    """Count, and write the list, the most frequent word first. The year that benchmarks report on is left out."""
    parser = argparse.ArgumentParser(prog="python -m training common_words", description=__doc__)
    parser.add_argument("--realtimeqa", type=Path, default=REALTIMEQA, help="the news; default: %(default)s")
    parser.add_argument("--to", type=Path, default=TARGET, help="the list; default: %(default)s")
    options = parser.parse_args(arguments)
    words = count_small(row["text"] for row in read_articles(options.realtimeqa, lambda row: row["published"] < "2024"))
    options.to.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
    print(f"{len(words)} words → {options.to}")


def count_small(texts: Iterable[str]) -> list[str]:
    """Return the words that the texts nearly always write small, the most frequent first."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for word in _INSIDE.findall(text):
            (capital if word[0].isupper() else small)[word.lower()] += 1
    chosen = [word for word, times in small.items() if times >= LEAST and times >= TIMES * capital[word]]
    return sorted(chosen, key=lambda word: (-small[word], word))
