"""Measure the sentence checker on what chat models write of real news: the truth in their own words, and inventions.

A language model answered 150 questions of RealTimeQA from numbered passages, as a good chat model does, and as one that
invents. The sentences are kept with the places that they cite, as addresses and offsets; the articles are not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from assistant.chat.facts import Source
from assistant.chat.sentence_check import check_sentence, embedding_support
from assistant.models import load_embeddings
from assistant.scoring import Measure, measure_mean
from assistant.settings import Settings
from assistant.terminal import track
from assistant.types import Article
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.stored_articles import read_stored_articles
from benchmarks.suites import REALTIMEQA, WORK, Row

SENTENCES = Path(__file__).parent / "chat_sentences.jsonl"
TRUE = "true"
#: What is reported is measured on questions of which no rule and no threshold was made.
PARTS = ("fit", "report")


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks chat_sentences", description=__doc__)
    parser.add_argument("--realtimeqa", type=Path, default=REALTIMEQA, help="the data set; default: %(default)s")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]
    articles = read_stored_articles(options.realtimeqa, {place["article"] for row in rows for place in row["cites"]})
    support = embedding_support(load_embeddings(Settings.load(environment={})))
    dropped = [
        not check_sentence(row["text"], _sources(row, articles), support).supported
        for row in track("checking", "sentences")(rows)
    ]
    kinds = sorted({row["kind"] for row in rows}, key=lambda kind: (kind != TRUE, kind))
    measures = {
        f"{kind} {part}": _share(
            [(row["question"], gone) for row, gone in zip(rows, dropped, strict=True) if _is(row, kind, part)]
        )
        for kind in (*kinds, "invented")
        for part in PARTS
    }
    path = write_result(
        options.work,
        "chat-sentences",
        {"command": command_line("chat_sentences", arguments), **machine(), "dropped": as_json(measures)},
    )
    lines = [[kind, *(measures[f"{kind} {part}"].shown(3) for part in PARTS)] for kind in (*kinds, "invented")]
    print(markdown_table(["sentences", *(f"dropped, {part}" for part in PARTS)], lines))
    print(f"→ {path}")


def _is(row: Row, kind: str, part: str) -> bool:
    return row["part"] == part and (row["kind"] == kind or (kind == "invented" and row["kind"] != TRUE))


def _sources(row: Row, articles: dict[str, Article]) -> list[Source]:
    return [Source(articles[place["article"]], place["start"], place["end"]) for place in row["cites"]]


def _share(dropped: Sequence[tuple[str, bool]]) -> Measure:
    """Return the share of sentences dropped, each given with its question: those of one are resampled together."""
    return measure_mean([gone for _, gone in dropped], clusters=[question for question, _ in dropped])
