"""The digest reader: the sentences that best answer a question, with no model but the embedder.

A sentence is scored by its meaning (cosine to the question) and its words (how much of the question's content words,
the rare ones counting more, it covers together with its headline). Those scores give a calibrated probability that the
sentences shown hold the answer; below a threshold the reader gives none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.arrays import Vectors
from assistant.lexical import query_terms
from assistant.models import EmbeddingModel
from assistant.passages import header
from assistant.sentences import split_sentences, trimmed
from assistant.types import Article, Evidence, Reading, RetrievedPassage

#: Weights of a term by its rarity in the library: term -> weight above 0.
TermWeights = Callable[[Sequence[str]], Mapping[str, float]]

#: Sentences that are embedded for one question, the best by words and by their passage's rank; 4 ms each.
EMBEDDED_SENTENCES = 16
#: Two sentences more alike than this say the same (cosine); the better one stands.
REPEAT_COSINE = 0.86
#: Sentences shown: for a question of fact, and for one that wants an account.
FACT_SENTENCES = 3
ACCOUNT_SENTENCES = 6
#: A further sentence is shown while its score is at least this share of the best one's.
FACT_SHARE = 0.8
ACCOUNT_SHARE = 0.65
#: A word in the headline only covers a question word by half: the sentence may be about something else.
HEADER_COVERAGE = 0.5

_ACCOUNT = re.compile(
    r"\b(why|how (?!many|much|long|old|far|often|big|tall|large|high|fast|soon)|what happened|what is happening"
    r"|what led|explain|summari[sz]e|describe|tell me|what do we know|what are the)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion)\b")
_NUMBER_WANTED = re.compile(r"\bhow (?:many|much|long|old|far|often|big|tall|large|high)\b|\bwhat (?:percent|number)\b")


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: Article
    start: int
    end: int
    rank: int
    coverage: float

    @property
    def words(self) -> str:
        return self.article.text[self.start : self.end]


class DigestReader:
    """Reads passages for the sentences that answer; see the module's docstring."""

    def __init__(self, model: EmbeddingModel, term_weights: TermWeights) -> None:
        self._model = model
        self._term_weights = term_weights

    def read(self, query: str, passages: Sequence[RetrievedPassage]) -> Reading:
        """Return the evidence for ``query`` in ``passages``, best passage first; empty evidence is an abstention."""
        terms = query_terms(query)
        weights = self._term_weights(terms)
        sentences = sorted(_sentences(passages, weights), key=lambda s: (-s.coverage + s.rank / 20, s.rank, s.start))
        sentences = sentences[:EMBEDDED_SENTENCES]
        if not sentences:
            return Reading()
        vectors = self._model.encode([query, *(sentence.words for sentence in sentences)])
        cosines = vectors[1:] @ vectors[0]
        scores = np.array([_score(query, s, float(c)) for s, c in zip(sentences, cosines, strict=True)])
        best = int(scores.argmax())
        confidence = confidence_of(float(cosines[best]), sentences[best].coverage)
        chosen = _choose(query, scores, vectors[1:])
        evidence = tuple(
            Evidence(sentences[i].article, sentences[i].start, sentences[i].end, float(scores[i])) for i in chosen
        )
        if confidence < CONFIDENCE_THRESHOLD:
            return Reading((), confidence, evidence[0])
        return Reading(_in_reading_order(evidence), confidence)


#: Logistic weights of confidence: intercept, cosine and coverage of the best sentence. Fitted by
#: benchmarks/fit_digest.py on realtimeqa 2022 and 2023, libraries with and without the answering articles.
CONFIDENCE_WEIGHTS = (-6.0, 5.0, 5.0)
#: Below this probability the reader abstains; chosen on the same questions.
CONFIDENCE_THRESHOLD = 0.35


def confidence_of(cosine: float, coverage: float) -> float:
    """Return the probability that the sentences shown hold the answer."""
    intercept, of_cosine, of_coverage = CONFIDENCE_WEIGHTS
    return 1 / (1 + math.exp(-(intercept + of_cosine * cosine + of_coverage * coverage)))


def wants_account(query: str) -> bool:
    """Say whether a question asks for an account (why, how, what happened) and not for a fact."""
    return bool(_ACCOUNT.search(query))


def _sentences(passages: Sequence[RetrievedPassage], weights: Mapping[str, float]) -> Iterator[_Sentence]:
    whole = sum(weights.values()) or 1.0
    for found in passages:
        in_header = set(query_terms(header(found.article)))
        base = found.passage.start
        for span in split_sentences(found.passage.text):
            start, end = trimmed(found.passage.text, span)
            words = set(query_terms(found.passage.text[start:end]))
            if len(words) < 3:
                continue
            covered = sum(
                weight if term in words else weight * HEADER_COVERAGE
                for term, weight in weights.items()
                if term in words or term in in_header
            )
            yield _Sentence(found.article, base + start, base + end, found.rank, covered / whole)


def _score(query: str, sentence: _Sentence, cosine: float) -> float:
    """Return how well a sentence answers, about 0 to 1."""
    score = 0.5 * cosine + 0.5 * sentence.coverage - 0.005 * sentence.rank
    if _NUMBER_WANTED.search(query.lower()) and not _NUMBER.search(sentence.words.lower()):
        score -= 0.15
    if sentence.words.endswith("?"):
        score -= 0.1
    return score


def _choose(query: str, scores: Vectors, vectors: Vectors) -> list[int]:
    """Return the sentences to show, best first: good beside the best, and none a near-repeat of a better one."""
    account = wants_account(query)
    share, limit = (ACCOUNT_SHARE, ACCOUNT_SENTENCES) if account else (FACT_SHARE, FACT_SENTENCES)
    chosen: list[int] = []
    for i in map(int, np.argsort(-scores, kind="stable")):
        if len(chosen) == limit or (chosen and scores[i] < share * scores[chosen[0]]):
            break
        if all(vectors[i] @ vectors[j] < REPEAT_COSINE for j in chosen):
            chosen.append(i)
    return chosen


def _in_reading_order(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Put the evidence article by article, the best article first, and in each by place."""
    order: dict[str, int] = {}
    for item in evidence:
        order.setdefault(item.article.id, len(order))
    return tuple(sorted(evidence, key=lambda item: (order[item.article.id], item.start)))
