"""Fit the digest reader's constants on the tuning suite (RealTimeQA 2022 and 2023): never on what is reported.

Each question is asked of its library, and again as if the articles with the answer's words were not in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import astuple, fields, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from assistant import Assistant
from assistant.digest import Candidate, choose
from assistant.question.kind import wants_account
from assistant.reading.sentence_scores import Features
from assistant.scoring import comparable_url, contains_answer
from benchmarks.results import command_line, machine, write_result
from benchmarks.suites import Row, add_suite_options, find_suite

#: Passages retrieved, of which the first that remain are read: enough after the answering articles are taken away.
RETRIEVED = 80


def main(arguments: Sequence[str]) -> None:
    """Print the constants to put into ``assistant/reading/sentence_scores.py`` and ``assistant/digest.py``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks digest_fit", description=__doc__)
    add_suite_options(parser)
    options = parser.parse_args(arguments)
    suite = find_suite(options)
    with Assistant.open(suite.library) as assistant:
        asked = [(row, True) for row in suite.question_rows()] + [(row, False) for row in suite.question_rows()]
        found = [(row, present, _candidates(assistant, row, present)) for row, present in tqdm(asked, disable=None)]

    inputs = np.array([astuple(item.features) for _, _, candidates in found for item in candidates])
    holds = np.array([_holds(row, item) for row, _, candidates in found for item in candidates])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(inputs, holds)
    weights = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    names = ["intercept", *(field.name for field in fields(Features))]
    print("WEIGHTS:", ", ".join(f"{name} {weight:.2f}" for name, weight in zip(names, weights, strict=True)))

    best_odds, right, there = [], [], []
    for row, present, candidates in found:
        if candidates:
            there.append(present)
            rescored = sorted((_rescored(weights, item) for item in candidates), key=lambda item: -item.worth)
            best_odds.append(max(_odds(weights, item) for item in rescored))
            right.append(any(_holds(row, item) for item in choose(rescored, account=wants_account(row["question"]))))
    odds, truth = np.array(best_odds), np.array(right)
    calibration = LogisticRegression(C=100.0).fit(odds[:, None], truth)
    print(f"CALIBRATION: {calibration.intercept_[0]:.2f}, {calibration.coef_[0][0]:.2f}")
    confidence = calibration.predict_proba(odds[:, None])[:, 1]
    with_answers = np.array(there)
    table: list[dict[str, Any]] = []
    for threshold in np.arange(0.1, 0.75, 0.05):
        answered = confidence >= threshold
        table.append(
            {
                "threshold": round(float(threshold), 2),
                "answered, articles there": float(answered[with_answers].mean()),
                "right of these": float(truth[answered & with_answers].mean()),
                "declined, articles gone": float(1 - answered[~with_answers].mean()),
                "right of all answered": float(truth[answered].mean()),
            }
        )
        print("  ".join(f"{name} {value:.2f}" for name, value in table[-1].items()))
    outcome = {"weights": weights, "thresholds": table, "command": command_line("digest_fit", arguments), **machine()}
    print(write_result(options.work, "digest-fit", outcome))


def _candidates(assistant: Assistant, row: Row, present: bool) -> list[Candidate]:
    passages = assistant.retrieve(row["question"], k=RETRIEVED, as_of=row["asked"])
    if not present:
        gone = {comparable_url(url) for url in row["answer_urls"]}
        passages = [found for found in passages if comparable_url(found.article.url) not in gone]
    return assistant.digest_reader.candidates(row["question"], passages[:12])


def _holds(row: Row, item: Candidate) -> bool:
    return contains_answer(item.article.text[item.start : item.end], row["answers"])


def _odds(weights: Sequence[float], item: Candidate) -> float:
    return weights[0] + float(np.dot(weights[1:], astuple(item.features)))


def _rescored(weights: Sequence[float], item: Candidate) -> Candidate:
    likely = 1 / (1 + float(np.exp(-_odds(weights, item))))
    return replace(item, probability=likely, worth=item.worth / item.probability * likely)
