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
from assistant.question.kind import wants_account
from assistant.question.period import topic_of_period
from assistant.question.topic import topic_of
from assistant.reading.sentence_scores import Features, covered, describe, probability
from assistant.sentences import NEAR_CHARACTERS, split_sentences, trimmed
from assistant.types import Article, Evidence, Reading, RetrievedPassage

#: Weights of terms by their rarity in the library: terms -> weight above 0 of each.
TermWeights = Callable[[Sequence[str]], Mapping[str, float]]

#: Sentences that are embedded for one question, the best by words and by their passage's rank. On 120 of the tuning
#: questions 12 give citation precision .692 in 163 ms at the median, 8 give .676 in 135 (AMD EPYC, Zen 4, 2 cores).
EMBEDDED_SENTENCES = 8
#: Fewest content words of a sentence worth quoting.
FEWEST_WORDS = 3
#: Two sentences more alike than this say the same (cosine); the better one stands.
REPEAT_COSINE = 0.86
#: Sentences shown at most: for a question of fact, and for one that wants an account.
FACT_SENTENCES = 3
ACCOUNT_SENTENCES = 5
#: An account shows so many sentences after the best one, too.
FOLLOWING_SENTENCES = 2
#: A further sentence is shown while its worth is at least this share of the best one's.
FACT_SHARE = 0.35
ACCOUNT_SHARE = 0.25
#: When choosing what to show, a sentence of an old article counts for so much of one of the newest, and an article
#: counts as half as new after so many days; a headline counts for less than a sentence, as the story says it in full.
#: Chosen by hand on the samples: the tuning questions would have far more, as their answers are new by construction.
NEW_SHARE = 0.7
NEWNESS_DAYS = 60
HEADLINE_SHARE = 0.75
#: Confidence is a logistic of the best sentence's log odds: intercept and slope; and the least at which the reader
#: answers. Fitted and chosen by ``python -m benchmarks digest_fit tuning``.
CALIBRATION = (0.48, 1.14)
CONFIDENCE_THRESHOLD = 0.35
#: The same for a question that wants an account, for which the tuning questions, a quiz's, are no measure: on them the
#: probability of holding *the* answer is low by nature. Between what the samples answer and what they do not.
ACCOUNT_THRESHOLD = 0.2
#: The share of a topic's words that a sentence has that speaks of it.
TOPIC_COVERAGE = 0.9

#: "The Castell Bridge" is "Castell Bridge" in most sentences.
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: where it stands, its probability of holding the answer, and what it is worth showing.

    ``worth`` is the probability, less for a headline and for an old article.
    """

    article: Article
    start: int
    end: int
    features: Features
    probability: float
    worth: float
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
        """Return the evidence for ``query`` in ``passages``, the best first; empty evidence is an abstention."""
        period = topic_of_period(query)
        topic = topic_of(query) if period is None else period
        if topic == "":
            return _leads_of(passages)
        account = topic is not None or wants_account(query)
        candidates = self.candidates(topic or query, passages)
        if not candidates:
            return Reading()
        chosen = choose(candidates, account=account)
        if told := [item for item in chosen if topic is not None and _is_about(topic, item)]:
            # The newest first: what is asked for is how the topic stands.
            chosen = sorted(told, key=lambda item: item.article.published_on or date.min, reverse=True)
        confidence = calibrated(max(item.probability for item in candidates))
        evidence = [Evidence(item.article, item.start, item.end, item.probability) for item in chosen]
        if account:
            shown = {(item.article.id, item.start) for item in evidence}
            closest = max(range(len(chosen)), key=lambda place: chosen[place].features.cosine)
            evidence += [item for item in _following(evidence[closest]) if (item.article.id, item.start) not in shown]
        if not told and confidence < (ACCOUNT_THRESHOLD if account else CONFIDENCE_THRESHOLD):
            return Reading((), confidence, evidence[0])
        # An account is read as a story; of a fact the sentence that answers best comes first.
        return Reading(_in_reading_order(evidence) if account else tuple(evidence), confidence)

    def candidates(self, query: str, passages: Sequence[RetrievedPassage]) -> list[Candidate]:
        """Return the sentences worth scoring, best first; none when no passage has a sentence."""
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
            )
            likely = probability(features)
            worth = likely * (NEW_SHARE + (1 - NEW_SHARE) * newness(sentence.article, newest))
            worth *= HEADLINE_SHARE if features.headline else 1.0
            place = (sentence.article, sentence.start, sentence.end)
            candidates.append(Candidate(*place, features, likely, worth, vector))
        return sorted(candidates, key=lambda item: -item.worth)


def choose(candidates: Sequence[Candidate], *, account: bool) -> list[Candidate]:
    """Return the candidates to show, of those best first: good beside the best, none a near-repeat of a better one."""
    share, limit = (ACCOUNT_SHARE, ACCOUNT_SENTENCES) if account else (FACT_SHARE, FACT_SENTENCES)
    chosen: list[Candidate] = []
    for candidate in candidates:
        if len(chosen) == limit or (chosen and candidate.worth < share * chosen[0].worth):
            break
        if not any(_repeats(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def beginning_with(likeliest: Reading, account: Reading) -> Reading:
    """Return an account that begins with the sentence likeliest to hold the answer and with what follows on it."""
    if not likeliest.evidence:
        return account
    first = likeliest.evidence[0]
    told = [first, *_following(first), *account.evidence]
    evidence = tuple(dict.fromkeys(told))[:ACCOUNT_SENTENCES]
    return Reading(_in_reading_order(evidence), max(likeliest.confidence, account.confidence))


def _leads_of(passages: Sequence[RetrievedPassage]) -> Reading:
    """Return the first sentence after the headline of each article, newest first: what happened at a time, of anything.

    None of them is the one right answer, so the confidence is neither high nor low.
    """
    articles = {found.article.id: found.article for found in passages}
    newest = sorted(articles.values(), key=lambda article: article.published_on or date.min, reverse=True)
    evidence = []
    for article in newest[:ACCOUNT_SENTENCES]:
        sentences = [trimmed(article.text, span) for span in split_sentences(article.text[:NEAR_CHARACTERS])]
        told = [span for span in sentences if len(query_terms(article.text[slice(*span)])) >= FEWEST_WORDS]
        start, end = next((span for span in told if article.text[slice(*span)] != article.title), sentences[0])
        evidence.append(Evidence(article, start, end, 0.5))
    return Reading(tuple(evidence), 0.5 if evidence else 0.0)


def _is_about(topic: str, candidate: Candidate) -> bool:
    """Say whether a sentence speaks of a topic: of a name as it stands, of other words with nearly all of them."""
    name = _ARTICLE.sub("", topic)
    if any(word[0].isupper() for word in name.split()):
        return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", _words(candidate), re.IGNORECASE))
    return candidate.features.coverage >= TOPIC_COVERAGE


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    """Say whether ``candidate`` adds nothing to ``other``: the same in other words, or the headline of its story.

    Another number is something new, however alike the rest: a story's next chapter often reads like the last.
    """
    if candidate.features.headline and candidate.article.id == other.article.id:
        return True
    new_numbers = set(_DIGITS.findall(_words(candidate))) - set(_DIGITS.findall(_words(other)))
    return not new_numbers and float(candidate.vector @ other.vector) >= REPEAT_COSINE


def _words(candidate: Candidate) -> str:
    return candidate.article.text[candidate.start : candidate.end]


def _following(best: Evidence) -> list[Evidence]:
    """Return the sentences after ``best``: news tells what happened first, and why right after it."""
    article, found = best.article, []
    for span in split_sentences(article.text[best.end : best.end + NEAR_CHARACTERS]):
        start, end = trimmed(article.text, (best.end + span[0], best.end + span[1]))
        if end > start:
            found.append(Evidence(article, start, end, best.score))
        if len(found) == FOLLOWING_SENTENCES:
            break
    return found


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
