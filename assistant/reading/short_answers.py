"""Short answers as the span reader finds them: spans of articles, equal ones in one group with all its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.reading.answer_scores import AnswerFeatures, probability
from assistant.reading.equal_answers import Key, answer_key, is_number, same_answer
from assistant.sentences import sentences_near, trimmed
from assistant.types import Article, Evidence, RetrievedPassage

#: How far below the best span of its group one may score that says the name in full, and how many words a name has.
#: Chosen by ``python -m benchmarks span_fit tuning``.
NEARLY_AS_GOOD = 4.0
FULLEST_WORDS = 4
#: Log odds against "not in this passage" from which on another article speaks for an answer, too: the same name in
#: another office of another place gets up to 1.
SUPPORT_MARGIN = 2.0
_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """A span of an article that may answer: ``article.text[start:end]``, whose passage was read as ``found``.

    ``raw`` is comparable across passages, ``margin`` is against "not in this passage", ``relevance`` the passage's own;
    all three are log odds. ``stated`` where the sentence says in so many words that it is what is asked for.
    """

    found: RetrievedPassage
    start: int
    end: int
    raw: float
    margin: float
    relevance: float
    stated: bool = False

    @property
    def article(self) -> Article:
        """The article that it stands in."""
        return self.found.article

    @property
    def text(self) -> str:
        """The words."""
        return self.article.text[self.start : self.end]

    @property
    def day(self) -> date:
        """The day its article was published; the first of all days for an undated one."""
        return self.article.published_on or date.min


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


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value that one article gives: the answer it belongs to and the span that says it."""

    answer: ShortAnswer
    candidate: SpanCandidate

    @property
    def day(self) -> date:
        """The day its article was published; the first of all days for an undated one."""
        return self.candidate.day


def group_equal(candidates: Sequence[SpanCandidate]) -> list[list[SpanCandidate]]:
    """Put candidates, best first, that say the same into one group, the groups in the order of their best.

    Each says the same as every other of its group: "Biden" is Joe Biden or Hunter Biden, and these are two.
    """
    groups: list[tuple[set[Key], list[SpanCandidate]]] = []
    for candidate in candidates:
        key = answer_key(candidate.text)
        if not key:
            continue
        for keys, group in groups:
            if all(same_answer(key, each) for each in keys):
                keys.add(key)
                group.append(candidate)
                break
        else:
            groups.append(({key}, [candidate]))
    return [group for _, group in groups]


def fullest_first(group: Sequence[SpanCandidate]) -> list[SpanCandidate]:
    """Return a group with the candidate first that says a name in full: "Mikhail Gorbachev" before "Gorbachev".

    Only among those nearly as good as the best, and never another number: there, fewer words are clearer.
    """
    best = group[0]
    if any(map(is_number, answer_key(best.text))):
        return list(group)

    def fullness(candidate: SpanCandidate) -> int:
        words = candidate.text.split()
        named = all(word[:1].isupper() or word[:1].isdigit() for word in words)
        near = candidate.raw >= best.raw - NEARLY_AS_GOOD
        return len(words) if named and near and len(words) <= FULLEST_WORDS else 0

    fullest = max(group, key=lambda candidate: (fullness(candidate), candidate.raw))
    if fullness(fullest) <= fullness(best):
        return list(group)
    return [fullest, *(candidate for candidate in group if candidate is not fullest)]


def first_of_each_article(answer: ShortAnswer) -> list[SpanCandidate]:
    """Return the best candidate of each article, best first: what is stated before what is not."""
    seen: dict[str, SpanCandidate] = {}
    for candidate in sorted(answer.candidates, key=lambda candidate: not candidate.stated):
        seen.setdefault(candidate.article.id, candidate)
    return list(seen.values())


def supporting(answer: ShortAnswer) -> list[SpanCandidate]:
    """Return the candidates that speak for an answer: of each article the best, where it clearly answers by itself.

    The same words elsewhere are no support: "until 2031" of another matter. The best of all stands in any case.
    """
    first, *others = first_of_each_article(answer)
    return [first, *(each for each in others if each.margin > SUPPORT_MARGIN or each.stated)]


def support_of(answer: ShortAnswer) -> str:
    """Say in words how many outlets give an answer; the same sentence in two outlets is one voice, a copied story."""
    voices: dict[str, str] = {}
    for candidate in supporting(answer):
        said = " ".join(sentence_evidence(candidate).quote.split())
        if said not in voices.values():
            voices.setdefault(candidate.article.source.casefold() or candidate.article.id, said)
    count = len(voices)
    return "one source" if count == 1 else f"{_COUNTS.get(count, str(count))} outlets agree"


def sentence_evidence(candidate: SpanCandidate) -> Evidence:
    """Return the sentence, or the run of sentences, around a span: what is quoted for it."""
    text = candidate.article.text
    near = sentences_near(text, candidate.start, candidate.end)
    spans = [span for span in near if span[0] < candidate.end and span[1] > candidate.start]
    start, end = trimmed(text, (spans[0][0], spans[-1][1]))
    return Evidence(candidate.article, start, end, probability(candidate.margin), candidate.text)
