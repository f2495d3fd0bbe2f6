"""The digest reader: the sentences that best answer a question, with no model but the embedder.

Each sentence gets a probability of holding the answer, from its meaning, its words and what it has of the kind that is
asked for (``sentence_scores``). The best ones are shown as they stand; below a threshold the reader declines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.arrays import Vectors
from assistant.lexical import query_terms
from assistant.models import EmbeddingModel
from assistant.passages import header
from assistant.sentence_scores import Features, covered, describe, probability
from assistant.sentences import split_sentences, trimmed
from assistant.types import Article, Evidence, Reading, RetrievedPassage

#: Weights of terms by their rarity in the library: terms -> weight above 0 of each.
TermWeights = Callable[[Sequence[str]], Mapping[str, float]]

#: Sentences that are embedded for one question, the best by words and by their passage's rank.
EMBEDDED_SENTENCES = 12
#: Fewest content words of a sentence worth quoting.
FEWEST_WORDS = 3
#: Two sentences more alike than this say the same (cosine); the better one stands.
REPEAT_COSINE = 0.86
#: Sentences shown at most: for a question of fact, and for one that wants an account.
FACT_SENTENCES = 3
ACCOUNT_SENTENCES = 6
#: A further sentence is shown while its probability is at least this share of the best one's.
FACT_SHARE = 0.6
ACCOUNT_SHARE = 0.35
#: Days after which an article counts as half as new.
NEWNESS_DAYS = 60
#: A headline counts so much less than a sentence, when choosing what to show: the story says it in full.
HEADLINE_SHARE = 0.75
#: Confidence is a logistic of the best sentence's log odds: intercept and slope; and the least at which the reader
#: answers. Fitted and chosen by ``python -m benchmarks digest_fit tuning``.
CALIBRATION = (0.64, 1.37)
CONFIDENCE_THRESHOLD = 0.35
#: The same for a question that wants an account, for which the tuning questions, a quiz's, are no measure: on them the
#: probability of holding *the* answer is low by nature. Between what the samples answer and what they do not.
ACCOUNT_THRESHOLD = 0.2

_ACCOUNT = re.compile(
    r"\b(why|how (?!many|much|long|old|far|often|big|tall|large|high|fast|soon)|what happened|what is happening"
    r"|what led|explain|summari[sz]e|describe|tell me|what do we know|what are the)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: where it stands, its features and its vector."""

    article: Article
    start: int
    end: int
    features: Features
    probability: float
    vector: Vectors


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: Article
    start: int
    end: int
    rank: int
    coverage: float
    around: frozenset[str]

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
        candidates = self.candidates(query, passages)
        if not candidates:
            return Reading()
        chosen = choose(query, candidates)
        confidence = calibrated(candidates[0].probability)
        evidence = [Evidence(item.article, item.start, item.end, item.probability) for item in chosen]
        if confidence < (ACCOUNT_THRESHOLD if wants_account(query) else CONFIDENCE_THRESHOLD):
            return Reading((), confidence, evidence[0])
        return Reading(_in_reading_order(evidence), confidence)

    def candidates(self, query: str, passages: Sequence[RetrievedPassage]) -> list[Candidate]:
        """Return the sentences worth scoring, most probable first; none when no passage has a sentence."""
        weights = self._term_weights(query_terms(query))
        found = sorted(_sentences(passages, weights), key=lambda s: (s.rank / 20 - s.coverage, s.rank, s.start))
        found = found[:EMBEDDED_SENTENCES]
        if not found:
            return []
        newest = max((day for item in passages if (day := item.article.published_on)), default=None)
        vectors = self._model.encode([query, *(sentence.words for sentence in found)])
        candidates = []
        for sentence, vector in zip(found, vectors[1:], strict=True):
            features = describe(
                query,
                weights,
                sentence.words,
                cosine=float(vector @ vectors[0]),
                around=set(sentence.around),
                article=sentence.article,
                start=sentence.start,
                rank=sentence.rank,
                newness=newness(sentence.article, newest),
            )
            likely = probability(features)
            candidates.append(Candidate(sentence.article, sentence.start, sentence.end, features, likely, vector))
        return sorted(candidates, key=lambda item: -item.probability)


def choose(query: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates to show, most probable first: good beside the best, none a near-repeat of a better one."""
    share, limit = (ACCOUNT_SHARE, ACCOUNT_SENTENCES) if wants_account(query) else (FACT_SHARE, FACT_SENTENCES)
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=_worth, reverse=True):
        if len(chosen) == limit or (chosen and _worth(candidate) < share * _worth(chosen[0])):
            break
        if all(candidate.vector @ other.vector < REPEAT_COSINE for other in chosen):
            chosen.append(candidate)
    return chosen


def _worth(candidate: Candidate) -> float:
    return candidate.probability * (HEADLINE_SHARE if candidate.features.headline else 1.0)


def newness(article: Article, newest: date | None) -> float:
    """Return 1 for an article of the day ``newest``, half of it ``NEWNESS_DAYS`` earlier; half for an undated one."""
    if newest is None or article.published_on is None:
        return 0.5
    return NEWNESS_DAYS / (NEWNESS_DAYS + (newest - article.published_on).days)


def calibrated(likely: float) -> float:
    """Return the probability that the sentences shown hold the answer, given that of the best of them."""
    intercept, slope = CALIBRATION
    log_odds = math.log(max(likely, 1e-9) / max(1 - likely, 1e-9))
    return 1 / (1 + math.exp(-intercept - slope * log_odds))


def wants_account(query: str) -> bool:
    """Say whether a question asks for an account (why, how, what happened) and not for a fact."""
    return bool(_ACCOUNT.search(query))


def _sentences(passages: Sequence[RetrievedPassage], weights: Mapping[str, float]) -> Iterator[_Sentence]:
    for found in passages:
        around = frozenset(query_terms(header(found.article) + " " + found.passage.text))
        for span in split_sentences(found.passage.text):
            start, end = trimmed(found.passage.text, span)
            words = set(query_terms(found.passage.text[start:end]))
            if len(words) >= FEWEST_WORDS:
                base = found.passage.start
                share = covered(weights, words)
                yield _Sentence(found.article, base + start, base + end, found.rank, share, around)


def _in_reading_order(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Put the evidence article by article, the best article first, and in each by place."""
    order: dict[str, int] = {}
    for item in evidence:
        order.setdefault(item.article.id, len(order))
    return tuple(sorted(evidence, key=lambda item: (order[item.article.id], item.start)))
