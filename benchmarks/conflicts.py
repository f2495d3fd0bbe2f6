"""Measure the span reader on texts that are given with the question: RAMDocs (conflicting sources) and FITZ-GOV.

RAMDocs: documents of which some are right, some wrong, some neither; an answer is right when it is one of the right
ones. FITZ-GOV: whether a question that its texts do not answer is declined, and one that they do is not.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from tqdm import tqdm

from assistant import Assistant
from assistant.errors import InputError
from assistant.evaluate import verify_citations
from assistant.question_file import Question
from assistant.scoring import Measure, contains_answer, measure_mean, says_the_same
from assistant.timeline import DISAGREE
from assistant.types import Answer
from benchmarks.results import as_json, command_line, machine, markdown_table, result_name, write_result
from benchmarks.suites import REALTIMEQA, WORK, Row

DATA = REALTIMEQA.parent
#: Of the sample of cases: the sets are not in random order.
SEED = 7

_Case = TypeVar("_Case")


def main(arguments: Sequence[str]) -> None:
    """Run both sets, print their tables and write their numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks conflicts", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with ramdocs/ and fitz_gov/; default: %(default)s"
    )
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    parser.add_argument(
        "--limit", type=int, default=200, help="cases of each kind at most, sampled; default: %(default)s"
    )
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    with Assistant.open(options.work / "conflicts-library") as assistant:
        measures = ramdocs(assistant, options.data / "ramdocs" / "RAMDocs_test.jsonl", options.limit)
        for kind in ("abstention", "dispute", "trustworthy_direct", "trustworthy_hedged"):
            file = options.data / "fitz_gov" / "tier1_core" / f"{kind}.json"
            measures |= fitz_gov(assistant, file, kind, options.limit)
    print(markdown_table(["measure", "value"], [[name, value.shown()] for name, value in measures.items()]))
    outcome = {"command": command_line("conflicts", arguments), **machine(), **as_json(measures)}
    print(write_result(options.work, result_name("conflicts", options.limit), outcome))


def ramdocs(assistant: Assistant, file: Path, limit: int) -> dict[str, Measure]:
    """Return how often RAMDocs questions are answered, and how often with a right and with a planted wrong answer."""
    answered, right, wrong, disagree = [], [], [], []
    for place, row in enumerate(tqdm(sampled(list(_lines(file)), limit), "ramdocs", disable=None)):
        answer = _read(assistant, f"ramdocs-{place}", row["question"], [doc["text"] for doc in row["documents"]])
        answered.append(not answer.abstained)
        if not answer.abstained:
            disagree.append(answer.support == DISAGREE)
        if answer.short_answer and not answer.abstained:
            found = verdict(answer.short_answer, row["gold_answers"], row["wrong_answers"])
            right.append(found == "right")
            wrong.append(found == "wrong")
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
    cases = sampled(json.loads(_text(file))["cases"], limit)
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


def verdict(said: str, golds: Sequence[str], wrong: Sequence[str]) -> str:
    """Return whether what was said is "right", "wrong" (one of those planted), or neither: "".

    It is an answer that it equals, as people judge, or else one whose words it holds; with words of both it is neither.
    """
    for holds in (says_the_same, contains_answer):
        is_right, is_wrong = holds(said, golds), holds(said, wrong)
        if is_right != is_wrong:
            return "right" if is_right else "wrong"
        if is_right:
            return ""
    return ""


def sampled(cases: Sequence[_Case], limit: int) -> list[_Case]:
    """Return ``limit`` of the cases, the same ones each time; all of them where there are no more."""
    return random.Random(SEED).sample(cases, min(limit, len(cases)))


def _lines(file: Path) -> Iterator[Row]:
    for line in _text(file).splitlines():
        yield json.loads(line)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}; name the data's folder with --data") from error
