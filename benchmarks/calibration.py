"""Measure the span reader's confidence: what is given is right how often, and what cannot be answered is declined.

What is given is the short answer of ``Assistant.answer``, as of the question's day. The calibration error and the plots
are of the first answer that the reader finds, whatever its confidence.

Every question of the suite is asked of its library, and of the library built ``--without-answers``, where any answer is
wrong, as it is to the written questions that the suite's articles do not answer. Draws the risk against the coverage,
and what confidence says against what is so.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from assistant import Assistant
from assistant.bootstrap import bootstrap_interval
from assistant.errors import InputError
from assistant.scoring import Measure, exact_match, measure_mean, says_the_same
from assistant.settings import Settings
from assistant.span_reader import CONFIDENCE_THRESHOLD
from benchmarks.in_use import short_answer_in_use
from benchmarks.reading import check
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import Row, Suite, add_suite_options, find_suite, question_filters
from benchmarks.written import unanswered_questions

#: Bins of equal mass over which the calibration error is taken.
BINS = 5

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question: of the first answer, whatever its confidence, and of the answer that a user gets.

    ``given`` is whether a user gets a short answer, ``right`` and ``exact`` (0 or 1) of that.
    """

    question: str
    probability: float
    first_right: bool
    given: bool
    right: bool
    exact: float


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table, write its numbers and, where asked to, its plots."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks calibration", description=__doc__)
    add_suite_options(parser)
    parser.add_argument("--plots", type=Path, help="folder for risk-coverage.png and reliability.png")
    options = parser.parse_args(arguments)
    if options.plots:
        need_matplotlib()
    full, emptied = find_suite(options), find_suite(options, without_answers=True)
    there = ask(full, full.question_rows())
    gone = ask(emptied, [{**row, "answers": []} for row in emptied.question_rows()])
    written = ask(full, written_rows(full))
    everything = np.array([each.probability for each in (*there, *gone, *written)])
    truth = np.array([float(each.first_right) for each in (*there, *gone, *written)])
    questions = [each.question for each in (*there, *gone, *written)]
    given = [each for each in there if each.given]
    measures = {
        "coverage, articles there": measure_mean([each.given for each in there]),
        "right of what is given": measure_mean([each.right for each in given]),
        "exact match of what is given": measure_mean([each.exact for each in given]),
        "no short answer, articles gone": measure_mean([not each.given for each in gone]),
        "no short answer, written questions": measure_mean([not each.given for each in written]),
        "calibration error, all": _error_measure(everything, truth, questions),
    }
    print(markdown_table(["measure", "value"], [[name, value.shown()] for name, value in measures.items()]))
    outcome = {
        "command": command_line("calibration", arguments),
        "threshold": CONFIDENCE_THRESHOLD,
        "questions": [len(there), len(gone), len(written)],
        **machine(),
        **as_json(measures),
    }
    print(write_result(options.work, f"calibration-{full.folder.name}", outcome))
    if options.plots:
        draw(options.plots, everything, truth)


def need_matplotlib() -> None:
    """Raise InputError where plots cannot be drawn: before the questions are asked and not after."""
    if find_spec("matplotlib") is None:
        raise InputError("--plots needs matplotlib: pip install '.[benchmarks]'")


def written_rows(suite: Suite) -> list[Row]:
    """Return the written questions that the suite's articles do not answer, asked on its last day."""
    texts = [f"{article['title']} {article['text']}" for article in suite.article_rows()]
    last = max(row["asked"] for row in suite.question_rows())
    return [{"question": question, "asked": last, "answers": []} for question in unanswered_questions(texts)]


def ask(suite: Suite, rows: Sequence[Row]) -> list[Asked]:
    """Ask each question of the suite's library."""
    with Assistant.open(suite.library) as assistant:
        count = Settings.load(suite.library).passages
        return [ask_one(assistant, row, count) for row in tqdm(rows, suite.folder.name, disable=None)]


def ask_one(assistant: Assistant, row: Row, passages: int) -> Asked:
    """Ask as in use, and read ``passages`` for the first answer. To a row without answers every answer is wrong."""
    golds: list[str] = row["answers"]
    found = assistant.retrieve(row["question"], k=passages, **question_filters(row))
    first = assistant.span_reader.answers(row["question"], found)[:1]
    check(first)
    said = short_answer_in_use(assistant, row["question"], asked=row["asked"])
    return Asked(
        question=row["question"],
        probability=first[0].probability if first else 0.0,
        first_right=bool(first) and says_the_same(first[0].text, golds),
        given=said != "",
        right=says_the_same(said, golds),
        exact=exact_match(said, golds),
    )


def calibration_error(confidence: Numbers, right: Numbers, bins: int = BINS) -> float:
    """Return the expected calibration error: the mean gap of confidence and truth over bins of equal mass, by mass."""
    order = np.argsort(confidence, kind="stable")
    parts = np.array_split(order, bins)
    return float(sum(abs(confidence[part].mean() - right[part].mean()) * len(part) for part in parts) / len(order))


def _error_measure(confidence: Numbers, right: Numbers, questions: Sequence[str]) -> Measure:
    """Return the calibration error; a question that is asked with and without its articles is resampled as one."""
    interval = bootstrap_interval(
        len(confidence),
        lambda places: calibration_error(confidence[places], right[places]),
        clusters=questions,
    )
    return Measure(calibration_error(confidence, right), *interval, len(confidence))


def draw(folder: Path, confidence: Numbers, right: Numbers) -> None:
    """Draw risk against coverage, and truth against confidence in bins of equal mass."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    order = np.argsort(-confidence, kind="stable")
    counts = np.arange(1, len(order) + 1)
    figure, axes = pyplot.subplots(figsize=(5, 3.6), layout="constrained")
    axes.plot(counts / len(order), np.cumsum(1 - right[order]) / counts, color="#1f5fa8")
    axes.set(xlabel="coverage", ylabel="share wrong of what is answered", xlim=(0, 1), ylim=(0, 1))
    figure.savefig(folder / "risk-coverage.png", dpi=150)
    figure, axes = pyplot.subplots(figsize=(4, 3.6), layout="constrained")
    parts = np.array_split(order[::-1], 2 * BINS)
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--")
    axes.plot([confidence[p].mean() for p in parts], [right[p].mean() for p in parts], "o-", color="#1f5fa8")
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    figure.savefig(folder / "reliability.png", dpi=150)
