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
        spans: log of how many spans say it, in threes.
        likeliest: the share of its passages in which no other answer's span scores higher.
        mentions: the share of the passages read that contain its words at all.
        asked: the answer's words all stand in the question.
        kind: it has what the question asks for (a number, a date, a name).
        no_kind: the question asks for one of these and it has none.
        nearness: the share of the question's content words, by weight, that stand in its sentence, each counting less
            the more words lie between: of two numbers in a sentence it tells which is Syria's.
        length: tens of words.
        told: as ``mentions``, each passage counting by how likely it answers at all: a library of few articles gives
            many passages about other things. It tells how sure an answer is, not which one is right.
        told_amid: ``told`` in a library of 100,000 passages, 0 in one of 100, by the logarithm between: only where most
            of what is read is of other matters does it tell which answer is right.
        headline: its words stand in a headline of what is read; likewise by the library's size.
        age: how many months older its newest article is than the newest read, log(1 + months) / 4; likewise by the
            library's size, and 0 where the question names a year. Who does not say when asks of late.
        library: log10 of the passages of the library, in fives: in a small one the best passages are less near to the
            question, and fewer say the same. It tells how sure an answer is.
        stated: a sentence says in so many words that it is what is asked for: who holds an office, a toll.
        ahead: its share of the exponentials of the rank scores, of answers that stand elsewhere: 1 without a rival, a
            third of three equals. It tells how sure an answer is.
    """

    share: float
    lead: float
    margin: float
    relevance: float
    retrieval: float
    articles: float
    spans: float
    likeliest: float
    mentions: float
    asked: float
    kind: float
    no_kind: float
    nearness: float
    length: float
    told: float
    told_amid: float
    headline: float
    age: float
    library: float
    stated: float = 0.0
    ahead: float = 0.0


#: For each feature three weights: by which answers are ranked, by which the first one's probability of being right is
#: told, and that of its and the next ones' sentences holding the answer. Fitted by ``python -m benchmarks span_fit
#: tuning`` on 816 questions of 2022 and 2023, and 422 of the invented news.
WEIGHTS = {
    "intercept": (0.00, -3.54, -1.42),
    "share": (1.72, -0.27, -0.31),
    "lead": (0.00, 0.00, -0.16),
    "margin": (0.00, 1.06, 1.19),
    "relevance": (0.00, 0.30, 1.22),
    "retrieval": (2.76, 3.64, 4.44),
    "articles": (0.00, -2.07, -1.56),
    "spans": (1.69, 1.70, 0.94),
    "likeliest": (0.31, -0.01, -0.16),
    "mentions": (0.00, 0.16, 0.80),
    "asked": (-3.58, -0.87, -1.13),
    "kind": (1.29, 0.41, 0.24),
    "no_kind": (-1.29, -0.45, -0.17),
    "nearness": (1.27, 0.55, 0.41),
    "length": (-3.05, -0.55, 0.49),
    "told": (0.00, 1.17, 1.22),
    "told_amid": (1.56, -1.06, -1.12),
    "headline": (1.29, 0.90, 0.56),
    "age": (-4.53, -1.91, -2.05),
    "library": (0.00, -2.13, -2.27),
    "stated": (0.86, -0.05, -0.05),
    "ahead": (0.00, 1.84, -0.36),
}
RANKING, CONFIDENCE, QUOTABLE = zip(*WEIGHTS.values(), strict=True)


def weighted(features: AnswerFeatures, weights: Sequence[float]) -> float:
    """Return the log odds that ``weights`` give to the features."""
    intercept, *rest = weights
    return float(intercept + sum(weight * value for weight, value in zip(rest, astuple(features), strict=True)))


def probability(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
