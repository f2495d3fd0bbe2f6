"""Measure the span reader on texts that are given with the question: RAMDocs (conflicting sources) and FITZ-GOV.

RAMDocs: documents of which some are right, some wrong, some neither; an answer is right when it is one of the right
ones. FITZ-GOV: whether a question that its texts do not answer is declined, and one that they do is not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from assistant import Assistant
from assistant.errors import InputError
from assistant.evaluate import verify_citations
from assistant.question_file import Question
from assistant.scoring import Measure, contains_answer, measure_mean
from assistant.timeline import DISAGREE
from assistant.types import Answer
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import REALTIMEQA, WORK, Row

DATA = REALTIMEQA.parent


def main(arguments: Sequence[str]) -> None:
    """Run both sets, print their tables and write their numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks conflicts", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with ramdocs/ and fitz_gov/; default: %(default)s"
    )
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    parser.add_argument("--limit", type=int, default=200, help="cases of each kind at most; default: %(default)s")
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    with Assistant.open(options.work / "conflicts-library") as assistant:
        measures = ramdocs(assistant, options.data / "ramdocs" / "RAMDocs_test.jsonl", options.limit)
        for kind in ("abstention", "dispute", "trustworthy_direct", "trustworthy_hedged"):
            file = options.data / "fitz_gov" / "tier1_core" / f"{kind}.json"
            measures |= fitz_gov(assistant, file, kind, options.limit)
    print(markdown_table(["measure", "value"], [[name, value.shown()] for name, value in measures.items()]))
    outcome = {"command": command_line("conflicts", arguments), **machine(), **as_json(measures)}
    print(write_result(options.work, "conflicts", outcome))


def ramdocs(assistant: Assistant, file: Path, limit: int) -> dict[str, Measure]:
    """Return how often RAMDocs questions are answered, and how often with a right and with a planted wrong answer."""
    answered, right, wrong, disagree = [], [], [], []
    for place, row in enumerate(tqdm(list(_lines(file))[:limit], "ramdocs", disable=None)):
        answer = _read(assistant, f"ramdocs-{place}", row["question"], [doc["text"] for doc in row["documents"]])
        answered.append(not answer.abstained)
        if not answer.abstained:
            disagree.append(answer.support == DISAGREE)
        if answer.short_answer and not answer.abstained:
            right.append(_matches(answer, row["gold_answers"]))
            wrong.append(not right[-1] and _matches(answer, row["wrong_answers"]))
    return {
        "RAMDocs: answered": measure_mean(np.array(answered)),
        "RAMDocs: short answer is a right one": measure_mean(np.array(right)),
        "RAMDocs: short answer is a planted wrong one": measure_mean(np.array(wrong)),
        "RAMDocs: of the answered, said to disagree": measure_mean(np.array(disagree)),
    }


def fitz_gov(assistant: Assistant, file: Path, kind: str, limit: int) -> dict[str, Measure]:
    """Return how often the questions of one kind are declined, and the sources of the others said to disagree.

    They do in the kind "dispute", and in no other.
    """
    cases = json.loads(_text(file))["cases"][:limit]
    answers = [
        _read(assistant, case["id"], case["query"], case["contexts"]) for case in tqdm(cases, kind, disable=None)
    ]
    disagree = [answer.support == DISAGREE for answer in answers if not answer.abstained]
    return {
        f"FITZ-GOV {kind}: declined": measure_mean(np.array([answer.abstained for answer in answers])),
        f"FITZ-GOV {kind}: of the answered, said to disagree": measure_mean(np.array(disagree)),
    }


def _read(assistant: Assistant, name: str, question: str, contexts: list[str]) -> Answer:
    answer = assistant.read(question, contexts)
    verify_citations(assistant, Question(name, question, (), contexts=tuple(contexts)), answer)
    return answer


def _matches(answer: Answer, golds: Sequence[str]) -> bool:
    said = answer.short_answer or ""
    return contains_answer(said, golds) or any(contains_answer(gold, [said]) for gold in golds)


def _lines(file: Path) -> Iterator[Row]:
    for line in _text(file).splitlines():
        yield json.loads(line)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}; name the data's folder with --data") from error
