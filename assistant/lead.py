"""Which of the answers that the passages give is given: the likeliest, or what has become of it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.question.freshness import asks_for_toll
from assistant.question.offices import asked_office
from assistant.reading.departures import departures
from assistant.reading.later import counted_later
from assistant.reading.short_answers import DatedValue, ShortAnswer, SpanCandidate, sentence_evidence
from assistant.reading.withdrawn import correction, replacement, taken_back
from assistant.timeline import MOST_CONFIDENCE, UNSTATED_CONFIDENCE, confidence_in, dated_values, leading
from assistant.types import Evidence, RetrievedPassage


@dataclass(frozen=True, slots=True)
class Lead:
    """The answer to give and the probability that it is right.

    ``values`` are the fact's at different times, newest first. ``corrections`` are sentences that take the answer back;
    it is not given then.
    """

    answer: ShortAnswer
    confidence: float
    values: Sequence[DatedValue]
    corrections: tuple[Evidence, ...] = ()


def choose_lead(
    query: str,
    answers: Sequence[ShortAnswer],
    withdrawn: Sequence[SpanCandidate],
    passages: Sequence[RetrievedPassage],
) -> Lead:
    """Return the answer to give.

    Args:
        query: what was searched.
        answers: those that the passages give, likeliest first; at least one.
        withdrawn: spans that the passages say answer no more, likeliest first.
        passages: those read.
    """
    values = dated_values(query, answers)
    answer = leading(query, answers, values)
    confidence = confidence_in(query, answers, values)
    if asks_for_toll(query) and counted_later(query, answer, passages):
        confidence = min(confidence, UNSTATED_CONFIDENCE)
    if office := asked_office(query):
        # A sentence that says who holds an office takes nothing back: "who led the bank until May, was elected mayor".
        said = {sentence_evidence(each).quote for each in answer.candidates if each.stated}
        left = departures(answer.text, office, passages)
        withdrawn = [*withdrawn, *(each for each in left if sentence_evidence(each).quote not in said)]
    if gone := taken_back(query, answer, withdrawn):
        instead = replacement(query, gone, answers)
        if instead is None:
            return Lead(answer, 0.0, values, (correction(gone),))
        answer, confidence = instead.answer, min(confidence, MOST_CONFIDENCE)
        values = [instead, *(value for value in values if value.answer is not answer)]
    return Lead(answer, confidence, values)


def stated_first(answer: ShortAnswer, values: Sequence[DatedValue]) -> ShortAnswer:
    """Return the answer with the candidate first that says in so many words what it is now: it is quoted."""
    said = next((value.candidate for value in values if value.answer is answer and value.candidate.stated), None)
    if said is None:
        return answer
    return replace(answer, candidates=(said, *(each for each in answer.candidates if each is not said)))
