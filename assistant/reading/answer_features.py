"""What is known of each short answer to a question, in numbers: what it is ranked by, and how sure it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.lexical import query_terms
from assistant.question.kind import fits, wanted
from assistant.reading.answer_scores import AnswerFeatures, probability
from assistant.reading.equal_answers import answer_key
from assistant.reading.short_answers import ShortAnswer, SpanCandidate, sentence_evidence
from assistant.types import RetrievedPassage

#: A term so many words away counts for a third of one beside the span.
NEAR_WORDS = 4
#: log10 of the passages of a library in which what is read is mostly of the question's own matter, and of one in which
#: most of it is of others: the sizes of the two that the weights are fitted on.
SMALL, LARGE = 2.0, 5.0
#: An age of e - 1 of these adds 1 to the logarithm.
MONTH = 30
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def describe(
    query: str,
    weights: Mapping[str, float],
    groups: Sequence[Sequence[SpanCandidate]],
    passages: Sequence[RetrievedPassage],
    library_passages: int,
) -> list[AnswerFeatures]:
    """Return the features of each group of equal answers.

    Args:
        query: what was searched.
        weights: its terms by their rarity in the library.
        groups: candidates that say the same, best first.
        passages: all that were read.
        library_passages: how many passages the library has.
    """
    totals = [_log_sum(candidate.raw for candidate in group) for group in groups]
    whole = _log_sum(totals)
    asked = set(answer_key(query)) | {word for term in query.split() for word in answer_key(term)}
    kind = wanted(query)
    read = [_spaced(found.passage.text) for found in passages]
    headlines = [_spaced(found.article.title) for found in passages]
    relevance = {candidate.found.passage.id: candidate.relevance for group in groups for candidate in group}
    likely = [probability(relevance.get(found.passage.id, -math.inf)) for found in passages]
    leaders = _leaders(groups)
    newest = max((day for found in passages if (day := found.article.published_on)), default=None)
    size = math.log10(1 + library_passages)
    crowd = min(1.0, max(0.0, (size - SMALL) / (LARGE - SMALL)))
    described = []
    for place, group in enumerate(groups):
        best = group[0]
        key = answer_key(best.text)
        words = f" {' '.join(key)} "
        # "9 percent raise" is no rival of "9 percent" in the same place.
        others = [total for total, rival in zip(totals, groups, strict=True) if not overlapping(group, rival)]
        suits = fits(kind, best.text)
        told = sum(p for p, text in zip(likely, read, strict=True) if words in text) / sum(likely)
        inside = {candidate.found.passage.id for candidate in group}
        described.append(
            AnswerFeatures(
                share=max(-20.0, totals[place] - whole) / 10,
                lead=max(-20.0, min(20.0, totals[place] - max(others))) / 10 if others else 1.0,
                margin=max(-20.0, min(20.0, max(candidate.margin for candidate in group))) / 10,
                relevance=max(candidate.relevance for candidate in group) / 10,
                retrieval=max(candidate.found.score for candidate in group),
                articles=math.log2(len({candidate.article.id for candidate in group})) / 10,
                spans=math.log(len(group)) / 3,
                likeliest=sum(leaders[passage] == place for passage in inside) / len(inside),
                mentions=sum(words in text for text in read) / len(read),
                asked=float(set(key) <= asked),
                kind=float(suits is True),
                no_kind=float(suits is False),
                nearness=nearness(weights, best),
                length=len(key) / 10,
                told=told,
                told_amid=crowd * told,
                headline=crowd * any(words in headline for headline in headlines),
                age=0.0 if _YEAR.search(query) else crowd * _age(group, newest),
                library=size / 5,
                stated=float(any(candidate.stated for candidate in group)),
            )
        )
    return described


def in_order(answers: Sequence[ShortAnswer]) -> list[ShortAnswer]:
    """Return answers by their rank scores, best first, with how far each is ahead of those that stand elsewhere."""
    ranked = sorted(answers, key=lambda answer: -answer.rank_score)
    found = []
    for answer in ranked:
        rivals = [each for each in ranked if not overlapping(answer.candidates, each.candidates)]
        others = sum(math.exp(min(50.0, each.rank_score - answer.rank_score)) for each in rivals)
        found.append(replace(answer, features=replace(answer.features, ahead=1 / (1 + others))))
    return found


def overlapping(one: Sequence[SpanCandidate], other: Sequence[SpanCandidate]) -> bool:
    """Say whether a span of one group shares words of an article with one of the other."""
    return any(a.start < b.end and b.start < a.end and a.article.id == b.article.id for a in one for b in other)


def nearness(weights: Mapping[str, float], candidate: SpanCandidate) -> float:
    """Return how near the question's terms stand to a span in its sentence, in [0, 1]; see ``AnswerFeatures``."""
    around = sentence_evidence(candidate)
    text = candidate.article.text
    before = [query_terms(word) for word in text[around.start : candidate.start].split()][::-1]
    after = [query_terms(word) for word in text[candidate.end : around.end].split()]
    distance: dict[str, int] = {}
    for side in (before, after):
        for place, terms in enumerate(side):
            for term in terms:
                distance[term] = min(place, distance.get(term, place))
    whole = sum(weights.values())
    near = sum(weight * math.exp(-distance[term] / NEAR_WORDS) for term, weight in weights.items() if term in distance)
    return near / whole if whole else 0.0


def _leaders(groups: Sequence[Sequence[SpanCandidate]]) -> dict[str, int]:
    """Return for each passage the place of the group that has its likeliest span."""
    best: dict[str, tuple[float, int]] = {}
    for place, group in enumerate(groups):
        for candidate in group:
            passage = candidate.found.passage.id
            if passage not in best or candidate.margin > best[passage][0]:
                best[passage] = candidate.margin, place
    return {passage: place for passage, (_, place) in best.items()}


def _age(group: Sequence[SpanCandidate], newest: date | None) -> float:
    """Return how much older a group's newest article is than the newest that was read; see ``AnswerFeatures``."""
    days = [day for candidate in group if (day := candidate.article.published_on)]
    behind = (newest - max(days)).days if newest and days else 2 * MONTH
    return math.log1p(behind / MONTH) / 4


def _spaced(text: str) -> str:
    return f" {' '.join(answer_key(text))} "


def _log_sum(values: Iterable[float]) -> float:
    items = list(values)
    top = max(items)
    return float(top + math.log(sum(math.exp(item - top) for item in items)))
