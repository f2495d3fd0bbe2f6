"""How likely a short answer is right: a handful of features, and a logistic whose weights are fitted on data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class AnswerFeatures:
    """What is known of a short answer; each about -1 to 1.

    Attributes:
        share: log of its share of the scores of all spans of all passages, in tens.
        lead: how far that is above the best other answer's, in tens.
        margin: log odds of its best span against "not in this passage", in tens.
        relevance: log odds that this span's passage answers the question, in tens.
        retrieval: the fused score of the best passage that has it, in [0, 1].
        articles: log2 of the articles in which it is a span, in tens.
        mentions: the share of the passages read that contain its words at all.
        asked: the answer's words all stand in the question.
        kind: it has what the question asks for (a number, a date, a name).
        no_kind: the question asks for one of these and it has none.
        nearness: the share of the question's content words, by weight, that stand in its sentence, each counting less
            the more words lie between: of two numbers in a sentence it tells which is Syria's.
        length: tens of words.
    """

    share: float
    lead: float
    margin: float
    relevance: float
    retrieval: float
    articles: float
    mentions: float
    asked: float
    kind: float
    no_kind: float
    nearness: float
    length: float


#: Weights by which answers are ranked, and by which the first one's probability of being right is told: intercept, then
#: one for each feature in order. Fitted by ``python -m benchmarks span_fit tuning``.
RANKING = (0.00, -1.08, 3.08, 1.00, -2.92, 4.71, 2.69, 2.77, -3.69, 0.69, -0.69, 1.24, -2.66)
CONFIDENCE = (-4.96, 1.17, 1.36, 0.35, 0.81, 3.45, 1.04, 2.43, -1.66, 0.83, -0.15, 0.82, -0.43)


def weighted(features: AnswerFeatures, weights: Sequence[float]) -> float:
    """Return the log odds that ``weights`` give to the features."""
    intercept, *rest = weights
    return float(intercept + sum(weight * value for weight, value in zip(rest, astuple(features), strict=True)))


def probability(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
