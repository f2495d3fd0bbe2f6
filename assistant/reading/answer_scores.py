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
        told: as ``mentions``, each passage counting by how likely it answers at all: a library of few articles gives
            many passages about other things. It tells how sure an answer is, not which one is right.
        library: log10 of the passages of the library, in fives: in a small one the best passages are less near to the
            question, and fewer say the same. It tells how sure an answer is.
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
    told: float
    library: float


#: Weights by which answers are ranked, by which the first one's probability of being right is told, and that of its and
#: the next ones' sentences holding the answer: intercept, then one for each feature in order. Fitted by
#: ``python -m benchmarks span_fit tuning``.
RANKING = (0.00, 3.75, 0.12, -0.85, -1.32, 3.64, -0.36, 3.18, -4.06, 1.35, -1.35, 2.67, -3.48, 0.00, 0.00)
CONFIDENCE = (-3.42, -0.90, 0.46, 0.73, 0.27, 3.50, 0.48, 1.56, -1.06, 0.56, -0.21, 1.66, -0.52, 0.64, -1.29)
QUOTABLE = (-1.72, -0.64, -0.27, 0.81, 0.97, 3.89, 0.03, 1.56, -0.98, 0.52, -0.78, 0.81, -0.05, 0.43, -2.63)


def weighted(features: AnswerFeatures, weights: Sequence[float]) -> float:
    """Return the log odds that ``weights`` give to the features."""
    intercept, *rest = weights
    return float(intercept + sum(weight * value for weight, value in zip(rest, astuple(features), strict=True)))


def probability(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
