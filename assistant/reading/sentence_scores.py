"""How likely a sentence holds the answer: a handful of features, and a logistic whose weights are fitted on data."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from assistant.lexical import query_terms
from assistant.question.kind import DATE, NAME, NUMBER, Wanted, wanted
from assistant.types import Article

_HAS = {
    Wanted.NUMBER: NUMBER,
    Wanted.PERCENTAGE: NUMBER,
    Wanted.DATE: DATE,
    Wanted.PAIR: NAME,
    Wanted.NAME: NAME,
    Wanted.COUNTRY: NAME,
    Wanted.STATE: NAME,
}


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a sentence as an answer to a question; each about 0 to 1.

    Attributes:
        cosine: likeness in meaning of question and sentence.
        coverage: share of the question's content words in the sentence, by weight: rare words count more.
        context: share of them in the rest of the passage or its headline.
        kind: the sentence has what the question asks for (a number, a date, a name that the question lacks).
        no_kind: the question asks for one of these and the sentence has none.
        question: the sentence is itself a question.
        headline: the sentence is the article's headline.
        nearness: 1 / the rank of its passage.
        length: thousands of characters.
    """

    cosine: float
    coverage: float
    context: float
    kind: float
    no_kind: float
    question: float
    headline: float
    nearness: float
    length: float


#: Intercept, then a weight for each feature in order; fitted by ``python -m benchmarks digest_fit tuning``.
WEIGHTS = (-5.07, 2.77, 1.10, 0.73, 0.49, -1.06, -1.12, 0.34, 1.35, 1.66)


def probability(features: Features, weights: Sequence[float] = WEIGHTS) -> float:
    """Return the probability that a sentence with these features holds the answer."""
    intercept, *rest = weights
    return 1 / (1 + math.exp(-intercept - sum(w * x for w, x in zip(rest, astuple(features), strict=True))))


def describe(
    query: str,
    weights: Mapping[str, float],
    sentence: str,
    *,
    cosine: float,
    around: set[str],
    article: Article,
    start: int,
    rank: int,
) -> Features:
    """Return the features of ``sentence``, which starts at ``start`` of ``article``.

    Args:
        query: what was searched.
        weights: the weights of its terms.
        sentence: the sentence.
        cosine: its cosine to the query.
        around: the terms of its passage and headline.
        article: where it stands.
        start: its offset there.
        rank: the rank of its passage.
    """
    words = set(query_terms(sentence))
    asks, has = _kind(query, sentence)
    return Features(
        cosine=cosine,
        coverage=covered(weights, words),
        context=covered(weights, around - words),
        kind=float(asks and has),
        no_kind=float(asks and not has),
        question=float(sentence.rstrip("\"”’'").endswith("?")),
        headline=float(start == 0 and sentence == article.title),
        nearness=1 / rank,
        length=len(sentence) / 1000,
    )


def covered(weights: Mapping[str, float], words: set[str]) -> float:
    """Return the share of the query's terms, by weight, that are among ``words``; 0 for a query without terms."""
    whole = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in words) / whole if whole else 0.0


def _kind(query: str, sentence: str) -> tuple[bool, bool]:
    """Say whether the question asks for a number, date or name, and whether the sentence has one that it lacks."""
    found = _HAS.get(wanted(query))
    if found is None:
        return False, False
    asked = query.casefold()
    return True, any(match.casefold() not in asked for match in found.findall(sentence))
