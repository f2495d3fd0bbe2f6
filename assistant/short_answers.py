"""Short answers as the span reader finds them: spans of articles, equal ones in one group with all its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer_scores import AnswerFeatures, probability
from assistant.equal_answers import Key, answer_key, same_answer
from assistant.sentences import split_sentences, trimmed
from assistant.types import Article, Evidence, RetrievedPassage

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
