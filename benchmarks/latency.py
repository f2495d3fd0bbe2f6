"""Time warm questions over an existing library: whole answers and retrieval alone, with and without a date filter."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.catalog import Catalog
from assistant.evaluate import Question, read_questions, verify_citations
from assistant.scoring import measure_quantile
from assistant.settings import Settings
from assistant.types import Filters
from benchmarks.results import as_json, command_line, machine, markdown_table, result_name, write_result
from benchmarks.suites import add_suite_options, find_suite, suite_in

#: Questions timed for each filter, in turns, so that a busy moment of the machine hits all alike.
QUESTIONS = 100
QUANTILES = {"p50": 0.50, "p95": 0.95}

#: The filters timed, each made from the day on which the question was asked.
FILTERS: dict[str, Callable[[date], Filters]] = {
    "no filter": lambda _: Filters(),
    "as of the question": lambda asked: Filters(as_of=asked),
    "until a year before": lambda asked: Filters(until=asked - timedelta(days=365)),
    "the week before": lambda asked: Filters(since=asked - timedelta(days=7), until=asked),
}


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks latency", description=__doc__)
    add_suite_options(parser)
    parser.add_argument("--data-dir", type=Path, help="a library; default: the suite's")
    parser.add_argument("--questions", type=Path, help="a question file, each with its day; default: the suite's")
    parser.add_argument("--count", type=int, default=QUESTIONS, help="questions timed; default: %(default)s")
    options = parser.parse_args(arguments)
    library: Path = options.data_dir or find_suite(options).library
    questions = read_questions(options.questions or suite_in(options.work, options.suite).questions)[: options.count]
    catalog = Catalog.open(library)
    articles, passages = catalog.counts()
    catalog.close()

    reader = Settings.load(library).reader
    with Assistant.open(data_dir=library) as assistant:
        for _ in _timings(assistant, questions[:3]):  # warm up: models, indexes, the disk's cache
            pass
        spent: dict[str, list[float]] = {}
        for name, milliseconds in _timings(assistant, questions):
            spent.setdefault(name, []).append(milliseconds)

    measures = {
        f"{name} {label}": measure_quantile(values, quantile)
        for name, values in spent.items()
        for label, quantile in QUANTILES.items()
    }
    lines = [[name, *(measures[f"{name} {label}"].shown(1) for label in QUANTILES)] for name in sorted(spent)]
    facts: dict[str, Any] = {
        "command": command_line("latency", arguments),
        "questions": len(questions),
        "reader": reader,
        "articles": articles,
        "passages": passages,
        **machine(),
    }
    name = result_name("latency", library_name(options), reader)
    path = write_result(options.work, name, {**facts, "milliseconds": as_json(measures)})
    print(markdown_table(["what, filter", *(f"{label} ms" for label in QUANTILES)], lines))
    print(f"{len(questions)} questions over {passages} passages of {articles} articles, {facts['processor']} → {path}")


def library_name(options: argparse.Namespace) -> str:
    """Return the suite's name, or the folder's where a library was named."""
    return options.data_dir.absolute().name if options.data_dir else options.suite


def _timings(assistant: Assistant, questions: Sequence[Question]) -> Iterator[tuple[str, float]]:
    """Ask each question with each filter; yield what was timed and its milliseconds. Every citation is verified."""
    for question in questions:
        for name, make_filters in FILTERS.items():
            days = make_filters(question.asked or date.today())
            since, until, as_of = days.since, days.until, days.as_of
            started = time.perf_counter()
            answer = assistant.answer(question.question, since=since, until=until, as_of=as_of)
            answered = time.perf_counter()
            assistant.retrieve(question.question, since=since, until=until, as_of=as_of)
            retrieved = time.perf_counter()
            verify_citations(assistant, replace(question, asked=days.last_day), answer)
            yield f"answer, {name}", (answered - started) * 1000
            yield f"retrieve, {name}", (retrieved - answered) * 1000
