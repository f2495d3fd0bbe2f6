"""Build a suite: choose questions and articles, write them as JSONL, and ingest the articles into their own library."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

from assistant.terminal import TerminalProgress
from benchmarks.results import command_line, machine, write_result
from benchmarks.suites import (
    REALTIMEQA,
    TUNING_QUESTIONS,
    add_suite_options,
    build_library,
    select,
    suite_in,
    without_answers,
    write_rows,
)


def main(arguments: Sequence[str]) -> None:
    """Build the suite that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks realtimeqa_suite", description=__doc__)
    add_suite_options(parser)
    parser.add_argument("--realtimeqa", type=Path, default=REALTIMEQA, help="the data set; default: %(default)s")
    parser.add_argument("--without-answers", action="store_true", help="take the answering articles away")
    parser.add_argument("--tuning-questions", type=int, default=TUNING_QUESTIONS, help="a year; default: %(default)s")
    parser.add_argument("--files-only", action="store_true", help="write the JSONL files; ingest nothing")
    parser.add_argument("--fresh", action="store_true", help="remove the suite's library first")
    options = parser.parse_args(arguments)

    selection = select(options.suite, options.realtimeqa, tuning_questions=options.tuning_questions)
    if options.without_answers:
        selection = without_answers(selection)
    suite = suite_in(options.work, options.suite, without_answers=options.without_answers)
    write_rows(suite.questions, selection.questions)
    print(f"{suite.folder}: {len(selection.questions)} questions, {len(selection.articles)} articles")
    if options.without_answers:
        print(f"{selection.dropped} questions left out: a recent article that remains contains the answer's words")
    if options.files_only:
        write_rows(suite.articles, selection.articles)
        return
    if options.fresh and suite.library.exists():
        shutil.rmtree(suite.library)
    with TerminalProgress() as progress:
        report = build_library(suite.folder, selection.articles, progress=progress).to_dict()
    counts = {key: value for key, value in report.items() if key != "failed"}
    path = write_result(
        options.work,
        f"suite-{suite.folder.name}",
        {"command": command_line("realtimeqa_suite", arguments), "ingest": counts, **machine()},
    )
    print(", ".join(f"{key} {value}" for key, value in counts.items()), f"→ {path}")
