"""Measure the span reader over retrieved passages: how often its first answer is right, and what reading costs.

Two conditions: open search over all articles dated up to the question, and only the articles searched for that
question. "This week" and the like in a question are filters, as in an answer. Each answer's citations are checked
against the stored article; one that does not verify ends the run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from tqdm import tqdm

from assistant import Assistant
from assistant.citations import cite, verifies
from assistant.errors import DatelineError
from assistant.reading.short_answers import ShortAnswer, first_of_each_article, sentence_evidence
from assistant.scoring import Measure, comparable_url, exact_match, f1_score, measure_mean, measure_quantile
from assistant.types import RetrievedPassage
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import Row, add_suite_options, find_suite, question_filters

#: Passages retrieved before those of other articles are taken away, for the second condition.
RETRIEVED = 300
CONDITIONS = ("open search", "searched articles only")


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks reading", description=__doc__)
    add_suite_options(parser)
    parser.add_argument(
        "--passages", type=int, nargs="*", default=[12], help="numbers of passages to read; default: %(default)s"
    )
    options = parser.parse_args(arguments)
    suite = find_suite(options)
    outcome: dict[str, Any] = {"command": command_line("reading", arguments), **machine()}
    lines = []
    with Assistant.open(suite.library) as assistant:
        rows = suite.question_rows()
        assistant.answer(rows[0]["question"])
        for condition in CONDITIONS:
            found = [(row, passages_for(assistant, row, condition)) for row in tqdm(rows, condition, disable=None)]
            for count in options.passages:
                measures = measure(assistant, found, count)
                outcome[f"{condition}, {count} passages"] = as_json(measures)
                lines.append([condition, str(count), *(measure.shown() for measure in measures.values())])
                print(lines[-1], flush=True)
    names = ["condition", "passages", "exact match", "F1", "reading p50 ms", "reading p95 ms"]
    print(markdown_table(names, lines))
    print(write_result(options.work, f"reading-{suite.folder.name}", outcome))


def passages_for(assistant: Assistant, row: Row, condition: str) -> list[RetrievedPassage]:
    """Return the passages for a question, best first, under a condition."""
    if condition == CONDITIONS[0]:
        return assistant.retrieve(row["question"], k=40, **question_filters(row))
    own = {comparable_url(url) for url in row["searched_urls"]}
    found = assistant.retrieve(row["question"], k=RETRIEVED, **question_filters(row))
    return [passage for passage in found if comparable_url(passage.article.url) in own]


def measure(
    assistant: Assistant, found: Sequence[tuple[Row, list[RetrievedPassage]]], count: int
) -> dict[str, Measure]:
    """Read ``count`` passages for each question and score the first answer, whatever its confidence."""
    exact, overlap, spent = [], [], []
    for row, passages in found:
        began = time.perf_counter()
        answers = assistant.span_reader.answers(row["question"], passages[:count])
        spent.append(1000 * (time.perf_counter() - began))
        said = answers[0].text if answers else ""
        check(answers[:1])
        exact.append(exact_match(said, row["answers"]))
        overlap.append(f1_score(said, row["answers"]))
    return {
        "exact_match": measure_mean(np.array(exact)),
        "f1": measure_mean(np.array(overlap)),
        "reading_p50_ms": measure_quantile(np.array(spent), 0.5),
        "reading_p95_ms": measure_quantile(np.array(spent), 0.95),
    }


def check(answers: Sequence[ShortAnswer]) -> None:
    """Raise unless every citation of the answers verifies and holds its answer's words."""
    for answer in answers:
        for candidate in first_of_each_article(answer):
            citation = cite(sentence_evidence(candidate), number=1)
            if not verifies(citation) or candidate.text not in citation.quote:
                raise DatelineError(f"{candidate.text!r} is not in {citation.quote!r} as cited; please report this")
