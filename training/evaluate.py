"""Score a checkpoint on the SQuAD articles that were held out: ``python -m training evaluate``.

Each paragraph is read as the project reads an article, cut into passages under headers; the answer is the best span of
them all, and the paragraph's score is that of the span against "not in this passage".
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.models import bundled_folder, new_span_network
from assistant.reading.span_network import PairEncoder, SpanNetwork, collate, take_spans
from assistant.scoring import exact_match, f1_score
from training.checkpoints import load_weights, read_weights
from training.groups import cut
from training.sources import Example, read_all

SEED = 11


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in [0, 1]: exact match and F1 of the answerable questions; AUROC of answerable against unanswerable."""

    exact: float
    f1: float
    auroc: float
    relevance_auroc: float


def main(arguments: Sequence[str]) -> None:
    """Print the scores of a checkpoint, of its averaged and of its last weights."""
    parser = argparse.ArgumentParser(prog="python -m training evaluate", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--weights", choices=("average", "last"), nargs="*", default=("average",))
    options = parser.parse_args(arguments)
    examples = [example for example in read_all(held_out=True) if example.source == "squad2"]
    for which in options.weights:
        network = new_span_network()
        load_weights(network, read_weights(options.checkpoint, which), options.checkpoint)
        scores = score(network, examples)
        print(
            f"{which}, {len(examples):,} questions: exact {scores.exact:.3f},"
            f" F1 {scores.f1:.3f}, AUROC {scores.auroc:.3f} (by relevance alone {scores.relevance_auroc:.3f})"
        )


def score(network: SpanNetwork, examples: Sequence[Example]) -> Scores:
    """Read every example and score the answers."""
    network.eval().to(torch.bfloat16)
    encoder = PairEncoder(str(bundled_folder() / "tokenizer.json"))
    chance = random.Random(SEED)
    exact, overlap, answerable, margins, relevances = [], [], [], [], []
    for example in examples:
        pieces = cut(Example("", example.title, example.question, example.context, ()), chance)
        pairs = encoder.encode(example.question, [(piece.header, piece.text) for piece in pieces])
        with torch.inference_mode():
            found = take_spans(pairs, network(collate(pairs)))
        best = max(range(len(found)), key=lambda place: found[place].spans[0].score + found[place].null)
        span = found[best].spans[0]
        answerable.append(bool(example.answers))
        margins.append(max(passage.spans[0].score for passage in found))
        relevances.append(max(passage.relevance for passage in found))
        if example.answers:
            said, golds = pieces[best].text[span.start : span.end], [text for _, text in example.answers]
            exact.append(exact_match(said, golds))
            overlap.append(f1_score(said, golds))
    labels = np.array(answerable)
    return Scores(
        float(np.mean(exact)),
        float(np.mean(overlap)),
        area_under_roc(margins, labels),
        area_under_roc(relevances, labels),
    )


def area_under_roc(scores: Sequence[float], labels: NDArray[np.bool_]) -> float:
    """Return the chance that a positive scores higher than a negative, ties counting half; NaN without one of each."""
    values = np.asarray(scores, dtype=float)
    positive, negative = values[labels], np.sort(values[~labels])
    if not len(positive) or not len(negative):
        return float("nan")
    below = np.searchsorted(negative, positive, "left") + np.searchsorted(negative, positive, "right")
    return float(below.mean() / 2 / len(negative))
