"""Values that a later article takes back: an error that it corrects, a number that was revised, an office left.

What is no more is no answer (``ruled_out``), and it tells something about the same value elsewhere: an older article
that gives it as it stood is then no longer right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.question.freshness import asks_about_now
from assistant.question.kind import fits, wanted
from assistant.question.offices import asked_office
from assistant.reading.equal_answers import answer_key, same_answer
from assistant.reading.ruled_out import is_corrected
from assistant.reading.short_answers import DatedValue, ShortAnswer, SpanCandidate, sentence_evidence
from assistant.sentences import sentences_near, trimmed
from assistant.types import Evidence

#: "To 4,100 from 2,800": so many characters at most lie between a value and the one that it replaces.
REACH = 25


def taken_back(query: str, lead: ShortAnswer, withdrawn: Sequence[SpanCandidate]) -> SpanCandidate | None:
    """Return where an article as new as any that gives an answer takes it back, None where none does.

    What changed is taken back for a question about now, what was an error for any.

    Args:
        query: what was searched.
        lead: the answer to give.
        withdrawn: spans that their own sentences say are no more, likeliest first.
    """
    # Who was mayor is named in newer articles, too.
    said = max((each.day for each in lead.candidates if each.stated), default=max(each.day for each in lead.candidates))
    key = answer_key(lead.text)
    now = asks_about_now(query)
    for span in withdrawn:
        if said > date.min and span.day >= said and same_answer(answer_key(span.text), key):
            sentence = sentence_evidence(span)
            if now or is_corrected(sentence.quote, span.start - sentence.start):
                return span
    return None


def replacement(query: str, gone: SpanCandidate, answers: Sequence[ShortAnswer]) -> DatedValue | None:
    """Return the value that stands right beside one that is taken back there, None where none does.

    For an office it is who is said there or later to hold it.
    """
    kind = wanted(query)
    if asked_office(query):
        key = answer_key(gone.text)
        holders = [
            DatedValue(answer, candidate)
            for answer in answers
            for candidate in answer.candidates
            if candidate.stated and candidate.day >= gone.day and not same_answer(answer_key(answer.text), key)
        ]
        return max(holders, key=lambda value: (value.day, value.candidate.margin), default=None)
    for answer in answers:
        for candidate in answer.candidates:
            if candidate.article.id != gone.article.id or fits(kind, candidate.text) is False:
                continue
            if 0 <= max(candidate.start - gone.end, gone.start - candidate.end) <= REACH:
                return DatedValue(answer, candidate)
    return None


def correction(gone: SpanCandidate) -> Evidence:
    """Return the sentence that takes a value back, with the next one: "The correct figure is 1.2%"."""
    said = sentence_evidence(gone)
    text = gone.article.text
    after = next((span for span in sentences_near(text, said.start, said.end) if span[0] >= said.end), None)
    start, end = trimmed(text, (said.start, after[1] if after else said.end))
    return replace(said, start=start, end=end, answer="")
