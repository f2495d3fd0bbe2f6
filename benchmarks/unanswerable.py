"""Measure whether questions that look answered, and are not, are told from those that are: SQuAD 2.0's, on one library.

Its people wrote questions that a paragraph seems to answer and does not ("Who defeated X?" where X won). The paragraphs
of the six articles that the reader is not trained on are the library's articles; each question is asked of all of them,
as in use, so that what its own paragraph does not tell another may. The area under ROC is of the first answer that the
reader finds, and so is its row; whether a short answer is given, and right, is as ``Assistant.answer`` has it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.bootstrap import bootstrap_interval
from assistant.errors import InputError
from assistant.reading.answer_scores import QUOTABLE, weighted
from assistant.scoring import Measure, measure_mean, says_the_same
from assistant.terminal import track
from benchmarks.in_use import short_answer_in_use
from benchmarks.reading import check
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import WORK, build_library
from training.evaluate import area_under_roc
from training.sources import DATA, HELD_OUT_TITLES

#: In the folder of the data sets.
QUESTIONS = Path("reader") / "squad2-train-half.json.gz"
#: Passages that are read for a question, as in use.
PASSAGES = 12


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks unanswerable", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the library; default: %(default)s")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with reader/; default: %(default)s")
    options = parser.parse_args(arguments)
    paragraphs = list(held_out(options.data / QUESTIONS))
    folder = options.work / "unanswerable"
    rows = [{"text": text, "title": title.replace("_", " ")} for title, text, _ in paragraphs]
    build_library(folder, rows)
    asked = [question for _, _, questions in paragraphs for question in questions]
    paragraph = np.array([place for place, (_, _, questions) in enumerate(paragraphs) for _ in questions])
    answerable, held, first_right, given, right = [], [], [], [], []
    with Assistant.open(folder / "library") as assistant:
        for question in track("asking", "questions")(asked):
            golds = [answer["text"] for answer in question["answers"]]
            found = assistant.retrieve(question["question"], k=PASSAGES)
            answers = assistant.span_reader.answers(question["question"], found)
            check(answers[:1])
            answerable.append(not question["is_impossible"])
            held.append(weighted(answers[0].features, QUOTABLE) if answers else -np.inf)
            first_right.append(bool(answers) and answerable[-1] and says_the_same(answers[0].text, golds))
            said = short_answer_in_use(assistant, question["question"])
            given.append(said != "")
            right.append(answerable[-1] and says_the_same(said, golds))
    measures = _measures(*map(np.array, (answerable, held, first_right, given, right)), paragraph)
    path = write_result(
        options.work,
        "unanswerable",
        {"command": command_line("unanswerable", arguments), **machine(), "measures": as_json(measures)},
    )
    print(
        markdown_table(
            ["measure", "value"], [[name, f"{each.shown(3)} of {each.count}"] for name, each in measures.items()]
        )
    )
    print(f"→ {path}")


def held_out(path: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield (title, text, questions) of each paragraph of the articles that are not trained on.

    Raises:
        InputError: the data set is not there.
    """
    if not path.is_file():
        raise InputError(
            f"{path} is not there: this benchmark needs half of SQuAD 2.0, which is not part of Dateline; "
            "name the data's folder with --data"
        )
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for article in json.load(file)["data"]:
            if article["title"] in HELD_OUT_TITLES:
                for paragraph in article["paragraphs"]:
                    yield article["title"], paragraph["context"], paragraph["qas"]


def _measures(
    answerable: np.ndarray,
    held: np.ndarray,
    first_right: np.ndarray,
    given: np.ndarray,
    right: np.ndarray,
    paragraph: np.ndarray,
) -> dict[str, Measure]:
    """Measure the questions, those of one paragraph being resampled together."""

    def area(places: np.ndarray) -> float:
        return area_under_roc(held[places], answerable[places])

    def mean(values: np.ndarray, kept: np.ndarray) -> Measure:
        return measure_mean(values[kept], clusters=paragraph[kept].tolist())

    interval = bootstrap_interval(len(held), area, clusters=paragraph.tolist())
    return {
        "answered by a paragraph: the first answer is right": mean(first_right, answerable),
        "… a short answer is given": mean(given, answerable),
        "… of these right": mean(right, answerable & given),
        "answered by none: no short answer": mean(~given, ~answerable),
        "area under ROC, by the probability by which sentences are quoted": Measure(
            area(np.arange(len(held))), *interval, len(held)
        ),
    }
