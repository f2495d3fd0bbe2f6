"""Fit the span reader's constants on the tuning suite (RealTimeQA 2022 and 2023): never on what is reported.

Each question is asked of its library, and again as if the articles with the answer's words were not in it. The invented
news that may be looked at (``invented_news.py``) takes part, for libraries of few articles and for questions that were
not made for a quiz.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import astuple, fields, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from assistant import Assistant
from assistant.question.kind import wants_account
from assistant.reading.answer_features import in_order
from assistant.reading.answer_scores import AnswerFeatures
from assistant.scoring import comparable_url, contains_answer, exact_match, f1_score, says_the_same
from assistant.span_reader import ShortAnswer, likeliest_sentences
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
UNRANKED = frozenset({"lead", "margin", "relevance", "articles", "mentions", "told", "library", "ahead"})
#: What a question of the invented news counts, beside 1 for one of the suite. More makes the probabilities right for
#: small libraries, and wrong for the suite's large one.
INVENTED_SHARE = 0.3

Asked = list[tuple[Row, bool, list[ShortAnswer]]]
Judge = Callable[[Row, list[ShortAnswer]], bool]


def main(arguments: Sequence[str]) -> None:
    """Print the constants to put into ``assistant/reading/answer_scores.py`` and the thresholds to choose from."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks span_fit", description=__doc__)
    add_suite_options(parser)
    parser.add_argument("--passages", type=int, default=12, help="passages read; default: %(default)s")
    options = parser.parse_args(arguments)
    suite = find_suite(options)
    with Assistant.open(invented_library(options.work, "fit")) as assistant:
        invented: Asked = [
            (
                row,
                bool(row["answers"]),
                first_answers(assistant, row["question"], assistant.retrieve(row["question"], k=options.passages)),
            )
            for row in invented_questions("fit")
            if not wants_account(row["question"])
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

    What they are worth is told of the first ``shown`` cases, and of the rest by themselves. Cases for which nothing was
    found take no part in the fit, and count as wrong and not given.
    """
    names = ["intercept", *(field.name for field in fields(AnswerFeatures))]
    folds = fold_of(found)
    shares = np.where(np.arange(len(found)) < shown, 1.0, INVENTED_SHARE)
    ranking = fit_ranking(found, shares)
    ranked = [by_rank(answers, ranking) for _, _, answers in found]
    rankings = {
        fold: fit_ranking([found[place] for place in np.flatnonzero(folds != fold)], shares[folds != fold])
        for fold in set(folds.tolist())
    }
    held_out = [by_rank(answers, rankings[fold]) for (_, _, answers), fold in zip(found, folds.tolist(), strict=True)]
    present = np.array([here for _, here, _ in found])
    any_found = np.array([bool(answers) for _, _, answers in found])
    right = _each(found, held_out, _right)
    said = [answers[0].text if answers else "" for answers in held_out]
    exact = np.array([exact_match(text, row["answers"]) for (row, _, _), text in zip(found, said, strict=True)])
    overlap = np.array([f1_score(text, row["answers"]) for (row, _, _), text in zip(found, said, strict=True)])
    parts = [np.arange(len(found)) < shown, np.arange(len(found)) >= shown]
    for part in parts:
        print(
            f"first answer, cross-validated: right {right[part & present].mean():.3f}, exact match"
            f" {exact[part & present].mean():.3f}, F1 {overlap[part & present].mean():.3f}"
        )

    outcome: dict[str, Any] = {"ranking": ranking}
    columns = [ranking]
    for constant, judge in (("confidence", _right), ("quotable", _quoted)):
        weights = _logistic(_inputs(ranked), _each(found, ranked, judge), shares, any_found)
        columns.append(weights)
        print(f"{constant}, cross-validated:")
        inputs, truth = _inputs(held_out), _each(found, held_out, judge)
        likely = np.zeros(len(found))
        for fold in rankings:
            held = _logistic(inputs, truth, shares, any_found & (folds != fold))
            here = any_found & (folds == fold)
            likely[here] = 1 / (1 + np.exp(-(held[0] + inputs[here] @ np.array(held[1:]))))
        tables = [thresholds(likely[part], truth[part], present[part]) for part in (*parts, parts[0] | parts[1])]
        for line in (line for table in tables for line in table):
            print("  ".join(f"{name} {value:.2f}" for name, value in line.items()))
        outcome |= {constant: weights, f"{constant} thresholds": tables}
    print("WEIGHTS = {")
    for name, *values in zip(names, *columns, strict=True):
        print(f'    "{name}": ({", ".join(f"{value:.2f}" for value in values)}),')
    print("}")
    return outcome


def read(assistant: Assistant, row: Row, present: bool, passages: int) -> list[ShortAnswer] | None:
    """Return the answers to a question; None where it is not known whether what is left answers it."""
    found = assistant.retrieve(row["question"], k=RETRIEVED, **question_filters(row))
    if not present:
        gone = {comparable_url(url) for url in row["answer_urls"]}
        found = [passage for passage in found if comparable_url(passage.article.url) not in gone][:passages]
        if any(contains_answer(passage.passage.text, row["answers"]) for passage in found):
            return None
    return first_answers(assistant, row["question"], found[:passages])


def first_answers(assistant: Assistant, question: str, passages: Sequence[RetrievedPassage]) -> list[ShortAnswer]:
    """Return the answers to a question that take part in the fit."""
    return assistant.span_reader.answers(question, passages)[:ANSWERS]


def fit_ranking(found: Asked, shares: NDArray[Any]) -> list[float]:
    """Return the weights under which the right answers get the most of a softmax over a question's answers.

    ``shares`` are what each case counts.
    """
    questions = []
    ranked = np.array([field.name not in UNRANKED for field in fields(AnswerFeatures)])
    for (row, here, answers), share in zip(found, shares.tolist(), strict=True):
        right = np.array([says_the_same(answer.text, row["answers"]) for answer in answers])
        if here and right.any() and not right.all():
            inputs = np.array([astuple(answer.features) for answer in answers]) * ranked
            questions.append((torch.tensor(inputs), torch.tensor(right), share))
    weights = torch.zeros(len(fields(AnswerFeatures)), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = PENALTY * (weights**2).sum()
        for inputs, right, share in questions:
            scores = inputs @ weights
            total = total + share * (torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0))
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(loss)
    return [0.0, *weights.detach().tolist()]


def by_rank(answers: list[ShortAnswer], ranking: Sequence[float]) -> list[ShortAnswer]:
    """Return the answers as the weights rank them, best first."""
    scored = [replace(each, rank_score=float(np.dot(ranking[1:], astuple(each.features)))) for each in answers]
    return in_order(scored)


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


def _each(found: Asked, ranked: Sequence[list[ShortAnswer]], judge: Judge) -> NDArray[Any]:
    return np.array([here and judge(row, answers) for (row, here, _), answers in zip(found, ranked, strict=True)])


def _inputs(ranked: Sequence[list[ShortAnswer]]) -> NDArray[Any]:
    """Return the features of each first answer; zeros where there is none."""
    none = [0.0] * len(fields(AnswerFeatures))
    return np.array([astuple(answers[0].features) if answers else none for answers in ranked])


def _logistic(
    inputs: NDArray[Any], truth: NDArray[Any], shares: NDArray[Any], fitted: NDArray[np.bool_]
) -> list[float]:
    model = LogisticRegression(C=1.0, max_iter=5000).fit(inputs[fitted], truth[fitted], sample_weight=shares[fitted])
    return [float(model.intercept_[0]), *map(float, model.coef_[0])]


def _right(row: Row, answers: list[ShortAnswer]) -> bool:
    return bool(answers) and says_the_same(answers[0].text, row["answers"])


def _quoted(row: Row, answers: list[ShortAnswer]) -> bool:
    sentences = likeliest_sentences(answers[0], answers) if answers else []
    return any(contains_answer(each.quote, row["answers"]) for each in sentences)
