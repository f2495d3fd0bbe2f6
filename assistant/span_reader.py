"""The span reader: short answers in the articles' own words, from a small trained network that cannot invent.

Each passage is read for the spans that may answer; equal answers from several passages are one (``equal_answers``), and
get a probability of being right (``answer_scores``). Below a threshold the reader declines.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer_scores import CONFIDENCE, RANKING, AnswerFeatures, probability, weighted
from assistant.equal_answers import Key, answer_key, same_answer
from assistant.lexical import query_terms
from assistant.models import SpanModel
from assistant.passages import header
from assistant.question_kind import fits, wanted
from assistant.sentence_scores import covered
from assistant.sentences import split_sentences, trimmed
from assistant.types import Article, Evidence, Reading, RetrievedPassage

#: Weights of terms by their rarity in the library: terms -> weight above 0 of each.
TermWeights = Callable[[Sequence[str]], Mapping[str, float]]

#: Least probability of being right at which a short answer is given; benchmarks/README.md has its price.
CONFIDENCE_THRESHOLD = 0.5
#: Articles cited for one answer, at most.
CITED_ARTICLES = 3
_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """A span of an article that may answer: ``article.text[start:end]``, whose passage was read as ``found``.

    ``raw`` is comparable across passages, ``margin`` is against "not in this passage", ``relevance`` the passage's own;
    all three are log odds.
    """

    found: RetrievedPassage
    start: int
    end: int
    raw: float
    margin: float
    relevance: float

    @property
    def article(self) -> Article:
        """The article that it stands in."""
        return self.found.article

    @property
    def text(self) -> str:
        """The words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """One answer with every span that gives it, best first; ``probability`` is that of being right."""

    candidates: tuple[SpanCandidate, ...]
    features: AnswerFeatures
    rank_score: float
    probability: float

    @property
    def text(self) -> str:
        """The answer as its best span says it."""
        return self.candidates[0].text


class SpanReader:
    """Reads passages for short answers; see the module's docstring."""

    def __init__(self, model: SpanModel, term_weights: TermWeights) -> None:
        self._model = model
        self._term_weights = term_weights

    def read(self, query: str, passages: Sequence[RetrievedPassage]) -> Reading:
        """Return the evidence for the best short answer, a sentence of each article that gives it, the best first.

        Empty evidence is an abstention; ``near_miss`` is then the sentence that comes nearest, ``short_answer`` what
        in it would have been the answer.
        """
        answers = self.answers(query, passages)
        if not answers:
            return Reading()
        best = answers[0]
        evidence = tuple(sentence_evidence(candidate) for candidate in first_of_each_article(best))
        if best.probability < CONFIDENCE_THRESHOLD:
            return Reading((), best.probability, evidence[0], best.text)
        return Reading(evidence[:CITED_ARTICLES], best.probability, None, best.text, support_of(best))

    def answers(self, query: str, passages: Sequence[RetrievedPassage]) -> list[ShortAnswer]:
        """Return the short answers that the passages give, likeliest first; none for no passages."""
        candidates = self._candidates(query, passages)
        groups = group_equal(candidates)
        if not groups:
            return []
        weights = self._term_weights(query_terms(query))
        found = [
            ShortAnswer(tuple(group), f, weighted(f, RANKING), 0.0)
            for group, f in _described(query, weights, groups, passages)
        ]
        found.sort(key=lambda answer: -answer.rank_score)
        return [replace(answer, probability=probability(weighted(answer.features, CONFIDENCE))) for answer in found]

    def _candidates(self, query: str, passages: Sequence[RetrievedPassage]) -> list[SpanCandidate]:
        texts = [(header(found.article), found.passage.text) for found in passages]
        candidates = []
        for found, scores in zip(passages, self._model.read(query, texts), strict=True):
            for span in scores.spans:
                start, end = _tidied(found.passage.text, span.start, span.end)
                if end > start:
                    base = found.passage.start
                    candidates.append(
                        SpanCandidate(
                            found, base + start, base + end, span.score + scores.null, span.score, scores.relevance
                        )
                    )
        return sorted(candidates, key=lambda candidate: -candidate.raw)


def group_equal(candidates: Sequence[SpanCandidate]) -> list[list[SpanCandidate]]:
    """Put candidates, best first, that say the same into one group, the groups in the order of their best."""
    groups: list[tuple[Key, list[SpanCandidate]]] = []
    for candidate in candidates:
        key = answer_key(candidate.text)
        if not key:
            continue
        for first_key, group in groups:
            if same_answer(key, first_key):
                group.append(candidate)
                break
        else:
            groups.append((key, [candidate]))
    return [group for _, group in groups]


def first_of_each_article(answer: ShortAnswer) -> list[SpanCandidate]:
    """Return the best candidate of each article, best first."""
    seen: dict[str, SpanCandidate] = {}
    for candidate in answer.candidates:
        seen.setdefault(candidate.article.id, candidate)
    return list(seen.values())


def support_of(answer: ShortAnswer) -> str:
    """Say in words how many outlets give an answer; the same sentence in two outlets is one voice, a copied story."""
    voices: dict[str, str] = {}
    for candidate in first_of_each_article(answer):
        said = " ".join(sentence_evidence(candidate).quote.split())
        if said not in voices.values():
            voices.setdefault(candidate.article.source.casefold() or candidate.article.id, said)
    count = len(voices)
    return "one source" if count == 1 else f"{_COUNTS.get(count, str(count))} outlets agree"


def sentence_evidence(candidate: SpanCandidate) -> Evidence:
    """Return the sentence, or the run of sentences, around a span: what is quoted for it."""
    text = candidate.article.text
    spans = [span for span in split_sentences(text) if span[0] < candidate.end and span[1] > candidate.start]
    start, end = trimmed(text, (spans[0][0], spans[-1][1]))
    return Evidence(candidate.article, start, end, probability(candidate.margin))


def _tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without quotation marks, brackets and points that stand at its ends without their fellows."""
    while start < end and text[start] in " \t\n\"“”‘’'([,.;:":
        start += 1
    while start < end and text[end - 1] in " \t\n\"“”‘’')],.;:":
        if text[end - 1] == "." and "." in text[start : end - 1]:
            break  # "U.S."
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return start, end


def _described(
    query: str,
    weights: Mapping[str, float],
    groups: Sequence[Sequence[SpanCandidate]],
    passages: Sequence[RetrievedPassage],
) -> list[tuple[Sequence[SpanCandidate], AnswerFeatures]]:
    totals = [_log_sum(candidate.raw for candidate in group) for group in groups]
    whole = _log_sum(totals)
    asked = set(answer_key(query)) | {word for term in query.split() for word in answer_key(term)}
    kind = wanted(query)
    read = [f" {' '.join(answer_key(found.passage.text))} " for found in passages]
    described = []
    for place, group in enumerate(groups):
        best = group[0]
        key = answer_key(best.text)
        words = f" {' '.join(key)} "
        others = [total for other, total in enumerate(totals) if other != place]
        suits = fits(kind, best.text)
        around = set(query_terms(sentence_evidence(best).quote))
        described.append(
            (
                group,
                AnswerFeatures(
                    share=max(-20.0, totals[place] - whole) / 10,
                    lead=max(-20.0, min(20.0, totals[place] - max(others))) / 10 if others else 1.0,
                    margin=max(-20.0, min(20.0, max(candidate.margin for candidate in group))) / 10,
                    relevance=max(candidate.relevance for candidate in group) / 10,
                    retrieval=max(candidate.found.score for candidate in group),
                    articles=math.log2(len({candidate.article.id for candidate in group})) / 10,
                    mentions=sum(words in text for text in read) / len(read),
                    asked=float(set(key) <= asked),
                    kind=float(suits is True),
                    no_kind=float(suits is False),
                    coverage=covered(weights, around),
                    length=len(key) / 10,
                ),
            )
        )
    return described


def _log_sum(values: Iterable[float]) -> float:
    items = list(values)
    top = max(items)
    return float(top + math.log(sum(math.exp(item - top) for item in items)))
