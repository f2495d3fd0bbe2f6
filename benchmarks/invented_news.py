"""Measure answers about news that nobody has seen: invented articles, and questions that they answer or do not.

The articles and questions were written for Dateline, so this needs no data set. Some of them may be looked at when
something is mended (``fit``); the others were written to be reported on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.evaluate import verify_citations
from assistant.question_file import Question
from assistant.scoring import contains_answer, measure_mean, says_the_same
from assistant.terminal import track
from assistant.types import Answer
from benchmarks.results import as_json, command_line, machine, parts_table, write_result
from benchmarks.suites import WORK, build_library

ARTICLES = Path(__file__).parent / "invented_articles.jsonl"
QUESTIONS = Path(__file__).parent / "invented_questions.jsonl"
#: Constants and training may be chosen on the first; the second is reported.
PARTS = ("fit", "report")

Row = dict[str, Any]


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks invented_news", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the libraries; default: %(default)s")
    parser.add_argument("--show", action="store_true", help="print what is not right of the part that may be looked at")
    options = parser.parse_args(arguments)
    measures = {}
    for part in PARTS:
        answered = list(_answered(invented_library(options.work, part), part))
        measures |= {f"{name} {part}": measure_mean(values) for name, values in _measured(answered)}
        if options.show and part == "fit":
            print("\n".join(_shown(answered)))
    path = write_result(
        options.work,
        "invented-news",
        {"command": command_line("invented_news", arguments), **machine(), "measures": as_json(measures)},
    )
    print(parts_table(measures, PARTS))
    print(f"→ {path}")


def invented_library(work: Path, part: str) -> Path:
    """Return a library of the invented articles of a part."""
    folder = work / "invented" / part
    build_library(folder, [row for row in _rows(ARTICLES) if row["part"] == part])
    return folder / "library"


def invented_questions(part: str) -> list[Row]:
    """Return the questions of a part; those without ``answers`` are answered by none of its articles."""
    return [row for row in _rows(QUESTIONS) if row["part"] == part]


def _answered(library: Path, part: str) -> Iterator[tuple[Row, Answer]]:
    with Assistant.open(library) as assistant:
        for row in track(f"asking ({part})", "questions")(invented_questions(part)):
            answer = assistant.answer(row["question"], reader="span")
            verify_citations(assistant, Question(row["question"], row["question"], ()), answer)
            yield row, answer


def _measured(answered: Sequence[tuple[Row, Answer]]) -> Iterator[tuple[str, list[bool]]]:
    told = [(row, answer) for row, answer in answered if row["answers"]]
    yield "told: the short answer is right", [_is_right(row, answer) for row, answer in told]
    yield (
        "told: the short answer is wrong",
        [_said(answer) != "" and not _is_right(row, answer) for row, answer in told],
    )
    yield (
        "told: no short answer, a quote has it",
        [
            not _said(answer) and any(contains_answer(citation.quote, row["answers"]) for citation in answer.citations)
            for row, answer in told
        ],
    )
    yield "told: declined", [answer.abstained for _, answer in told]
    yield (
        "of the short answers to these: right",
        [_is_right(row, answer) for row, answer in told if _said(answer)],
    )
    yield (
        "of what is quoted without one: the first quote has it",
        [
            contains_answer(answer.citations[0].quote, row["answers"])
            for row, answer in told
            if answer.citations and not _said(answer)
        ],
    )
    yield "not told: no short answer", [not _said(answer) for row, answer in answered if not row["answers"]]
    yield "not told: declined", [answer.abstained for row, answer in answered if not row["answers"]]


def _said(answer: Answer) -> str:
    return "" if answer.abstained else answer.short_answer or ""


def _is_right(row: Row, answer: Answer) -> bool:
    return says_the_same(_said(answer), row["answers"])


def _shown(answered: Sequence[tuple[Row, Answer]]) -> Iterator[str]:
    for row, answer in answered:
        right = _is_right(row, answer) if row["answers"] else not _said(answer)
        if not right:
            gold = row["answers"][0] if row["answers"] else "nothing"
            yield f"{row['question']} {gold!r}, said {_said(answer)!r} ({answer.confidence:.2f})"


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
