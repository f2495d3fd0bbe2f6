"""Groups: one question with several passages, as the project cuts and heads them, that are scored against each other.

Within a group the scores are normalised together, so that they become comparable across passages (Clark and Gardner
2018, "Simple and effective multi-paragraph reading comprehension").
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.passages import split_passages
from assistant.types import Article
from training.sources import Example, display_title

#: Outlet names for the headers of training passages: made up, so that the reader learns nothing of any.
_OUTLETS = tuple(
    "Daily Ledger|The Morning Post|Northern Wire|City Herald|National Press Agency|Evening Courier|Harbor Times|"
    "Metro Tribune|Public Radio News|The Observer|Capital Gazette|World Desk|Lakeside Journal|The Sentinel".split("|")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage as it is read: its header, its text, and the (start, end) offsets of every answer in it.

    ``relevant`` says whether it answers the question; a piece may be so without spans.
    """

    header: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    relevant: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A question and the passages that are read for it; ``kind`` says where it comes from."""

    kind: str
    question: str
    pieces: tuple[Piece, ...]


def make_header(title: str, chance: random.Random) -> str:
    """Return a header as ``passages.header`` makes it, with an outlet and a day drawn at random, or parts of it."""
    day = f"{chance.randint(2014, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    parts = [display_title(title), chance.choice(_OUTLETS) if chance.random() < 0.8 else "", day]
    return " · ".join(part for part in parts if part)


def cut(example: Example, chance: random.Random) -> list[Piece]:
    """Return the passages of an example's text, those with an answer marked; none when each answer crosses a border."""
    header = make_header(example.title, chance)
    pieces = []
    for passage in split_passages(Article(id="", text=example.context, title="")):
        spans = tuple(
            (start - passage.start, start - passage.start + len(text))
            for start, text in example.answers
            if passage.start <= start and start + len(text) <= passage.end
        )
        relevant = bool(spans) if example.relevant is None else example.relevant
        pieces.append(Piece(header, passage.text, spans, relevant))
    if example.answers and not any(piece.spans for piece in pieces):
        return []
    return pieces


def among_sentences(example: Example, others: Sequence[str], chance: random.Random) -> Piece:
    """Return a passage of an example's one sentence, with an answer in it, among other sentences."""
    before = [chance.choice(others) for _ in range(chance.choice((0, 0, 1, 1, 2)))]
    after = [chance.choice(others) for _ in range(chance.choice((0, 0, 1, 1)))]
    lead = "".join(sentence.strip() + " " for sentence in before)
    text = lead + example.context + "".join(" " + sentence.strip() for sentence in after)
    spans = tuple((start + len(lead), start + len(lead) + len(answer)) for start, answer in example.answers)
    return Piece(make_header("", chance), text, spans, True)


def write_groups(path: Path, groups: Iterable[Group]) -> int:
    """Write groups as gzipped JSON lines; return how many."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for group in groups:
            file.write(json.dumps(asdict(group), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_groups(path: Path) -> Iterator[Group]:
    """Yield the groups of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            pieces = tuple(
                Piece(piece["header"], piece["text"], tuple((s, e) for s, e in piece["spans"]), piece["relevant"])
                for piece in row["pieces"]
            )
            yield Group(row["kind"], row["question"], pieces)
