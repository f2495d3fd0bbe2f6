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
        lead: how far that is above the best answer's that stands elsewhere, in tens: "9 percent raise" is no rival of
            "9 percent" in the same place.
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
#: ``python -m benchmarks span_fit tuning`` on 816 questions of 2022 and 2023, and 422 of the invented news.
RANKING = (0.00, 3.53, -0.66, -0.16, -0.36, 3.52, 2.87, 3.62, -3.95, 1.36, -1.36, 1.72, -3.37, 0.00, 0.00)
CONFIDENCE = (-3.97, 0.60, 0.59, 0.34, 0.82, 4.46, 0.76, 2.36, -1.27, 0.76, -0.75, 1.27, -0.94, 0.34, -1.34)
QUOTABLE = (-1.95, 0.35, -0.20, 0.59, 1.89, 5.05, -0.23, 1.80, -0.88, 0.31, -0.96, 0.50, -0.41, 0.16, -2.37)


def weighted(features: AnswerFeatures, weights: Sequence[float]) -> float:
    """Return the log odds that ``weights`` give to the features."""
    intercept, *rest = weights
    return float(intercept + sum(weight * value for weight, value in zip(rest, astuple(features), strict=True)))


def probability(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
