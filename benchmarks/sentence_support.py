"""Measure the sentence checker on QAGS: summary sentences that people judged to be supported by their article or not.

The weights and one threshold are fitted on the sentences of every other article and scored on the rest. (Dateline ships
weights that were fitted so on every other sentence, and its own thresholds, which let more true sentences pass: see
``lying``.)
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.bootstrap import bootstrap_interval
from assistant.chat.sentence_check import (
    Source,
    embedding_support,
    find_problem,
    sentences_of,
    support_features,
    support_probability,
)
from assistant.errors import InputError
from assistant.models import load_embeddings
from assistant.scoring import Measure
from assistant.settings import Settings
from assistant.terminal import track
from assistant.types import Article
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import WORK

QAGS = Path(__file__).resolve().parents[2] / "shared" / "data" / "qags"
FILES = {"CNN": "mturk_cnndm.jsonl", "XSum": "mturk_xsum.jsonl"}
#: Strength of the pull of the fitted weights to zero.
RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged sentence: where it is from, whether most judges found it supported, and what the checker sees.

    ``place`` is that of its article among those of its origin.
    """

    origin: str
    place: int
    supported: bool
    problem: str
    features: tuple[float, ...]


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks sentence_support", description=__doc__)
    parser.add_argument("--qags", type=Path, default=QAGS, help="the data set; default: %(default)s")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    options = parser.parse_args(arguments)
    judged = read_judged(options.qags)
    fitted, scored = split_by_article(judged)
    weights = fit(fitted)
    threshold = best_threshold(fitted, weights)
    print(f"weights ({', '.join(f'{weight:.2f}' for weight in weights)}), threshold {threshold:.2f}")
    rows, result = [], {}
    halves = {"both": scored, **{origin: [row for row in scored if row.origin == origin] for origin in FILES}}
    for name, kept in {**halves, "both, the half it was fitted on": fitted}.items():
        measure = measure_balanced(kept, weights, threshold)
        passed = [passes(row, weights, threshold) for row in kept if row.supported]
        failed = [not passes(row, weights, threshold) for row in kept if not row.supported]
        shares = [f"{sum(found) / len(found):.3f}" for found in (passed, failed)]
        rows.append([name, str(len(kept)), measure.shown(), *shares])
        result[name] = as_json({"balanced_accuracy": measure})
    path = write_result(
        options.work,
        "sentence-support",
        {"command": command_line("sentence_support", arguments), **machine(), "sentences": result},
    )
    print(markdown_table(["sentences", "number", "balanced accuracy", "supported kept", "unsupported dropped"], rows))
    print(f"→ {path}")


def read_judged(folder: Path) -> list[Judged]:
    """Return the judged sentences with their features.

    Raises:
        InputError: the data set is not there.
    """
    model = load_embeddings(Settings.load())
    support = embedding_support(model)
    judged = []
    for origin, name in FILES.items():
        try:
            lines = (folder / name).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError as error:
            raise InputError(
                f"{folder / name} is not there: this benchmark needs the QAGS data set, which is not part of Dateline;"
                " name its folder with --qags"
            ) from error
        for place, line in enumerate(track(origin, "articles")(lines)):
            row = json.loads(line)
            article = Article(id=str(place), text=_mended(row["article"]), title="")
            source = Source(article, 0, len(article.text))
            texts = [item.quote for item in sentences_of(source)]
            for sentence in row["summary_sentences"]:
                claim = _mended(sentence["sentence"])
                votes = [response["response"] == "yes" for response in sentence["responses"]]
                problem = find_problem(claim, [source], texts)
                features = support_features(claim, texts, support)
                judged.append(Judged(origin, place, 2 * sum(votes) > len(votes), problem, features))
    return judged


def split_by_article(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Return the sentences of every other article of each origin, and the rest."""
    halves: tuple[list[Judged], list[Judged]] = [], []
    for row in judged:
        halves[row.place % 2].append(row)
    return halves


def passes(row: Judged, weights: Sequence[float], threshold: float) -> bool:
    """Say whether the checker lets the sentence pass."""
    return not row.problem and support_probability(row.features, weights) >= threshold


def measure_balanced(rows: Sequence[Judged], weights: Sequence[float], threshold: float) -> Measure:
    """Return the mean of the shares of supported sentences kept and of unsupported ones dropped, with its interval."""
    right = np.array([passes(row, weights, threshold) == row.supported for row in rows])
    supported = np.array([row.supported for row in rows])

    def balanced(indices: np.ndarray) -> float:
        chosen, truth = right[indices], supported[indices]
        return float((chosen[truth].mean() + chosen[~truth].mean()) / 2)

    whole = balanced(np.arange(len(rows)))
    articles = [(row.origin, row.place) for row in rows]
    return Measure(whole, *bootstrap_interval(len(rows), balanced, clusters=articles), len(rows))


def fit(rows: Sequence[Judged]) -> list[float]:
    """Return the weights of a ridge logistic regression, both classes weighing the same (Newton's method)."""
    matrix = np.array([(1.0, *row.features) for row in rows])
    truth = np.array([float(row.supported) for row in rows])
    share = np.where(truth == 1, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    pull = RIDGE * np.diag([0.0] + [1.0] * (matrix.shape[1] - 1))
    weights = np.zeros(matrix.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (share * (likely - truth)) + pull @ weights
        curve = (matrix * (share * likely * (1 - likely))[:, None]).T @ matrix + pull
        weights -= np.linalg.solve(curve, slope)
    return [float(weight) for weight in weights]


def best_threshold(rows: Sequence[Judged], weights: Sequence[float]) -> float:
    """Return the threshold, to the hundredth, with the highest balanced accuracy."""
    indices = np.arange(0.05, 0.96, 0.01)
    truth = np.array([row.supported for row in rows])

    def balanced(threshold: float) -> float:
        passed = np.array([passes(row, weights, threshold) for row in rows])
        return float((passed[truth].mean() + (~passed[~truth]).mean()) / 2)

    return float(max(indices, key=balanced))


def _mended(text: str) -> str:
    """Put numbers together that the data set's tokenizer took apart: "235, 000"."""
    return re.sub(r"(?<=\d), (?=\d{3}\b)", ",", re.sub(r"(?<=\d)\. (?=\d)", ".", text))
