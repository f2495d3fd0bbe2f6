"""Fit the span reader's constants on the tuning suite (RealTimeQA 2022 and 2023): never on what is reported.

Each question is asked of its library, and again as if the articles with the answer's words were not in it. The invented
news that may be looked at (``invented_news.py``) takes part, for libraries of few articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from assistant import Assistant
from assistant.reading.answer_scores import AnswerFeatures
from assistant.scoring import comparable_url, contains_answer, exact_match, f1_score, says_the_same
from assistant.span_reader import ShortAnswer
from assistant.types import RetrievedPassage
from benchmarks.invented_news import invented_library, invented_questions
from benchmarks.results import command_line, machine, write_result
from benchmarks.suites import Row, add_suite_options, find_suite, question_filters

#: Passages retrieved, of which the first that remain are read: enough after the answering articles are taken away.
RETRIEVED = 80
#: Answers of a question that take part in the fit.
ANSWERS = 12
#: Strength of the pull towards zero, and parts of the cross-validation that shows what a fit is worth on others.
PENALTY = 0.02
FOLDS = 8
#: The features that tell how sure an answer is and have no part in the ranking.
UNRANKED = frozenset({"told"})

Asked = list[tuple[Row, bool, list[ShortAnswer]]]


def main(arguments: Sequence[str]) -> None:
    """Print the constants to put into ``assistant/reading/answer_scores.py`` and the thresholds to choose from."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks span_fit", description=__doc__)
    add_suite_options(parser)
    parser.add_argument("--passages", type=int, default=12, help="passages read; default: %(default)s")
    options = parser.parse_args(arguments)
    suite = find_suite(options)
    with Assistant.open(invented_library(options.work, "fit")) as assistant:
        invented: Asked = [
            (row, bool(row["answers"]), answers)
            for row in invented_questions("fit")
            if (
                answers := first_answers(
                    assistant, row["question"], assistant.retrieve(row["question"], k=options.passages)
                )
            )
        ]
    with Assistant.open(suite.library) as assistant:
        asked = [(row, present) for present in (True, False) for row in suite.question_rows()]
        found = [
            (row, present, answers)
            for row, present in tqdm(asked, disable=None)
            if (answers := read(assistant, row, present, options.passages)) is not None
        ]
    outcome = fit(found + invented, shown=len(found))
    outcome |= {"command": command_line("span_fit", arguments), **machine()}
    print(write_result(options.work, "span-fit", outcome))


def fit(found: Asked, *, shown: int) -> dict[str, Any]:
    """Fit the ranking, then the confidence of the first; print both, and what they are worth by cross-validation.

    What they are worth is told of the first ``shown`` cases, and of the rest by themselves.
    """
    names = ["intercept", *(field.name for field in fields(AnswerFeatures))]
    folds = fold_of(found)
    ranking = fit_ranking(found)
    ranked = [first(answers, ranking) for _, _, answers in found]
    held_out = [
        first(answers, weights)
        for (_, _, answers), fold in zip(found, folds, strict=True)
        for weights in [_fold_ranking(found, folds, fold)]
    ]
    present = np.array([here for _, here, _ in found])
    right = np.array([_right(row, here, best) for (row, here, _), best in zip(found, held_out, strict=True)])
    exact = np.array(
        [exact_match(best.text, row["answers"]) for (row, _, _), best in zip(found, held_out, strict=True)]
    )
    overlap = np.array([_overlap(row, best) for (row, _, _), best in zip(found, held_out, strict=True)])
    print("RANKING =", _shown(names, ranking))
    parts = [np.arange(len(found)) < shown, np.arange(len(found)) >= shown]
    for part in parts:
        print(
            f"first answer, cross-validated: right {right[part & present].mean():.3f}, exact match"
            f" {exact[part & present].mean():.3f}, F1 {overlap[part & present].mean():.3f}"
        )

    inputs = np.array([astuple(best.features) for best in ranked])
    truth = np.array([_right(row, here, best) for (row, here, _), best in zip(found, ranked, strict=True)])
    model = LogisticRegression(C=1.0, max_iter=5000).fit(inputs, truth)
    confidence_weights = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    print("CONFIDENCE =", _shown(names, confidence_weights))
    held_inputs = np.array([astuple(best.features) for best in held_out])
    confidence = np.zeros(len(found))
    for fold in set(folds.tolist()):
        rest = LogisticRegression(C=1.0, max_iter=5000).fit(held_inputs[folds != fold], right[folds != fold])
        confidence[folds == fold] = rest.predict_proba(held_inputs[folds == fold])[:, 1]
    tables = [thresholds(confidence[part], right[part], present[part]) for part in parts]
    for line in (line for table in tables for line in table):
        print("  ".join(f"{name} {value:.2f}" for name, value in line.items()))
    return {"ranking": ranking, "confidence": confidence_weights, "thresholds": tables}


def read(assistant: Assistant, row: Row, present: bool, passages: int) -> list[ShortAnswer] | None:
    """Return the answers to a question; None where it is not known whether what is left answers it."""
    found = assistant.retrieve(row["question"], k=RETRIEVED, **question_filters(row))
    if not present:
        gone = {comparable_url(url) for url in row["answer_urls"]}
        found = [passage for passage in found if comparable_url(passage.article.url) not in gone][:passages]
        if any(contains_answer(passage.passage.text, row["answers"]) for passage in found):
            return None
    return first_answers(assistant, row["question"], found[:passages]) or None


def first_answers(assistant: Assistant, question: str, passages: Sequence[RetrievedPassage]) -> list[ShortAnswer]:
    """Return the answers to a question that take part in the fit."""
    return assistant.span_reader.answers(question, passages)[:ANSWERS]


def fit_ranking(found: Asked) -> list[float]:
    """Return the weights under which the right answers get the most of a softmax over a question's answers."""
    questions = []
    ranked = np.array([field.name not in UNRANKED for field in fields(AnswerFeatures)])
    for row, here, answers in found:
        right = np.array([says_the_same(answer.text, row["answers"]) for answer in answers])
        if here and right.any() and not right.all():
            inputs = np.array([astuple(answer.features) for answer in answers]) * ranked
            questions.append((torch.tensor(inputs), torch.tensor(right)))
    weights = torch.zeros(len(fields(AnswerFeatures)), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = PENALTY * (weights**2).sum()
        for inputs, right in questions:
            scores = inputs @ weights
            total = total + torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(loss)
    return [0.0, *weights.detach().tolist()]


def first(answers: list[ShortAnswer], ranking: Sequence[float]) -> ShortAnswer:
    """Return the answer that the weights put first."""
    return max(answers, key=lambda answer: float(np.dot(ranking[1:], astuple(answer.features))))


def fold_of(found: Asked) -> NDArray[np.intp]:
    """Return a fold for each question, the same for both times that it is asked."""
    places: dict[str, int] = {}
    for row, _, _ in found:
        places.setdefault(row["question"], len(places) % FOLDS)
    return np.array([places[row["question"]] for row, _, _ in found])


def thresholds(confidence: NDArray[Any], right: NDArray[Any], present: NDArray[Any]) -> list[dict[str, float]]:
    """Return for each threshold what is answered, what of that is right, and what is declined."""
    table = []
    for threshold in np.arange(0.2, 0.85, 0.05):
        answered = confidence >= threshold
        table.append(
            {
                "threshold": round(float(threshold), 2),
                "answered, articles there": float(answered[present].mean()),
                "right of these": float(right[answered & present].mean()) if (answered & present).any() else 1.0,
                "declined, articles gone": float(1 - answered[~present].mean()),
                "right of all answered": float(right[answered].mean()) if answered.any() else 1.0,
            }
        )
    return table


_cached: dict[int, list[float]] = {}


def _fold_ranking(found: Asked, folds: NDArray[np.intp], fold: int) -> list[float]:
    if fold not in _cached:
        _cached[fold] = fit_ranking([item for item, other in zip(found, folds, strict=True) if other != fold])
    return _cached[fold]


def _right(row: Row, present: bool, answer: ShortAnswer) -> bool:
    return present and says_the_same(answer.text, row["answers"])


def _overlap(row: Row, answer: ShortAnswer) -> float:
    return f1_score(answer.text, row["answers"])


def _shown(names: Sequence[str], weights: Sequence[float]) -> str:
    values = ", ".join(f"{weight:.2f}" for weight in weights)
    return f"({values})  # " + ", ".join(names)
