"""Measure whether confidence tells what can be answered: questions with and without the articles that answer them.

Every question is asked of the suite's library and of the one built ``--without-answers``. A question counts only where
both have it. In the library without its articles, any answer is wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant import Assistant
from assistant.bootstrap import bootstrap_interval
from assistant.evaluate import EvaluationReport, ScoredAnswer, evaluate, read_questions, summarize
from assistant.scoring import Measure
from assistant.settings import Settings
from assistant.terminal import track
from benchmarks.results import as_json, command_line, machine, markdown_table, result_name, write_result
from benchmarks.suites import Suite, add_suite_options, find_suite

#: Coverages at which the risk is shown.
COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its tables and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks abstention", description=__doc__)
    add_suite_options(parser)
    parser.add_argument("--reader", help="which reader answers; default: the one that is set")
    options = parser.parse_args(arguments)
    full, emptied = find_suite(options), find_suite(options, without_answers=True)
    shared = {question.id for question in read_questions(emptied.questions)}
    reports = {
        "with its articles": _evaluate(full, shared, options.reader),
        "without them": _evaluate(emptied, shared, options.reader),
    }
    pooled = [row for report in reports.values() for row in report.scored]
    reports["both"] = summarize(pooled)
    separation = measure_separation(
        [row.answer.confidence for row in reports["with its articles"].scored],
        [row.answer.confidence for row in reports["without them"].scored],
    )
    risks = risk_at_coverages(pooled)

    names = ("answered_fraction", "accuracy_of_answered", "abstention_accuracy", "risk_coverage_area")
    lines = [
        [label, *(measure.shown() if (measure := report.measures[name]) else "" for name in names)]
        for label, report in reports.items()
    ]
    path = write_result(
        options.work,
        result_name("abstention", full.folder.name, options.reader or Settings.load(full.library).reader),
        {
            "command": command_line("abstention", arguments),
            "questions": len(shared),
            **machine(),
            "reports": {label: report.to_dict() for label, report in reports.items()},
            **as_json({"separation": separation}),
            "risk_at_coverage": risks,
        },
    )
    print(markdown_table(["library", *(name.replace("_", " ") for name in names)], lines))
    print()
    print(markdown_table(["coverage of both", "risk"], [[f"{at:.0%}", f"{risk:.3f}"] for at, risk in risks.items()]))
    print(f"{len(shared)} questions asked twice; separation (area under ROC) {separation.shown()} → {path}")


def measure_separation(answerable: Sequence[float], unanswerable: Sequence[float]) -> Measure:
    """Return the area under the ROC curve: how often an answerable question has the higher confidence; ties count half.

    The two sequences are of the same questions in the same order, and are resampled together.
    """
    high, low = np.asarray(answerable), np.asarray(unanswerable)
    wins = (high[:, None] > low[None, :]) + 0.5 * (high[:, None] == low[None, :])
    interval = bootstrap_interval(high.size, lambda indices: float(wins[np.ix_(indices, indices)].mean()))
    return Measure(float(wins.mean()), *interval, high.size)


def risk_at_coverages(scored: Sequence[ScoredAnswer]) -> dict[float, float]:
    """Return the share of wrong answers among the most confident part, for each of ``COVERAGES``.

    Of equal confidences the wrong ones come first; what was abstained from comes last and counts as wrong.
    """
    ranked = sorted(scored, key=lambda row: (-row.rank_confidence, row.correct))
    wrong = np.cumsum([not row.correct for row in ranked])
    taken = [max(1, round(coverage * len(ranked))) for coverage in COVERAGES]
    return {coverage: float(wrong[count - 1] / count) for coverage, count in zip(COVERAGES, taken, strict=True)}


def _evaluate(suite: Suite, shared: set[str], reader: str | None) -> EvaluationReport:
    questions = [question for question in read_questions(suite.questions) if question.id in shared]
    with Assistant.open(data_dir=Path(suite.library)) as assistant:
        return evaluate(assistant, questions, reader=reader, progress=track(suite.folder.name, "questions"))
