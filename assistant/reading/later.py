"""Whether what an answer says may have changed since: later articles about the same that do not say it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.lexical import query_terms
from assistant.question.freshness import asks_about_now
from assistant.question.kind import Wanted, wanted
from assistant.question.offices import asked_office, find_offices
from assistant.question.phrases import find_names
from assistant.reading.short_answers import ShortAnswer
from assistant.types import Answer, RetrievedPassage, day_in_words

#: An article says what it is about in its headline and in so many of its first characters.
_OPENING = 400
#: So many letters of a name begin what is called after it, and its plural.
_STEM = 5
#: The same news is told for a day or two.
SAME_NEWS = timedelta(days=2)


def is_about(query: str, text: str) -> bool:
    """Say whether a text names all that a question names; the last word of a name of several is enough."""
    folded = text.casefold()
    return all(
        any(word[:_STEM] in folded for word in name.text.casefold().split() if len(word) > 2)
        for name in find_names(query)
    )


def newest_about(query: str, passages: Iterable[RetrievedPassage]) -> date | None:
    """Return the day of the newest article read that is about what a question asks; None where it names nothing.

    It names what the question names, and has half of the question's words, or the office that is asked for.
    """
    if not find_names(query):
        return None
    terms, office = set(query_terms(query)), asked_office(query)
    days = []
    for article in {found.article.id: found.article for found in passages}.values():
        opening = f"{article.title}. {article.text[:_OPENING]}"
        if article.published_on and is_about(query, opening):
            has_office = office is not None and any(map(office.is_this, find_offices(opening)))
            if has_office or 2 * len(terms & set(query_terms(opening))) >= len(terms):
                days.append(article.published_on)
    return max(days, default=None)


def counted_later(query: str, lead: ShortAnswer, passages: Iterable[RetrievedPassage]) -> bool:
    """Say whether a count that goes on for days is older than the newest article about what happened."""
    newest = newest_about(query, passages)
    said = max(candidate.day for candidate in lead.candidates)
    return newest is not None and said > date.min and newest - said >= SAME_NEWS


def later_note(query: str, answer: Answer, passages: Iterable[RetrievedPassage]) -> str:
    """Return a sentence that tells of later articles about the same which do not give a short answer again, or "".

    For what may have changed since: a number, or who holds an office, asked for as things stand.
    """
    changes = wanted(query) in (Wanted.NUMBER, Wanted.PERCENTAGE) or asked_office(query) is not None
    if not (answer.short_answer and answer.citations and changes and asks_about_now(query)):
        return ""
    said = max((day for each in answer.citations if (day := each.article.published_on)), default=None)
    newest = newest_about(query, passages)
    if said is None or newest is None or newest - said < SAME_NEWS:
        return ""
    return f"Later articles about this, the newest of {day_in_words(newest)}, do not say it again"
