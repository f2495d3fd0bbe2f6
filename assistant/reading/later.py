"""Whether what an answer says may have changed since: later articles about the same that do not say it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.lexical import query_terms
from assistant.question.freshness import asks_about_now
from assistant.question.kind import Wanted, wanted
from assistant.question.offices import asked_office, find_offices
from assistant.question.phrases import find_names
from assistant.reading.equal_answers import answer_key, is_number
from assistant.reading.short_answers import ShortAnswer
from assistant.types import Answer, Article, RetrievedPassage, day_in_words

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


def later_day(query: str, said: str, day: date, passages: Iterable[RetrievedPassage]) -> date | None:
    """Return the day of the newest article about what a question asks that came later and does not say an answer again.

    None where there is no such article, where one of them has the answer's words, and where the question names nothing.

    Args:
        query: what was searched.
        said: the answer.
        day: when it was last said.
        passages: those read.
    """
    articles = {found.article.id: found.article for found in passages}.values()
    days = []
    for article in articles if find_names(query) else ():
        published = article.published_on
        if published and published - day >= SAME_NEWS and _asks_about(query, article):
            if _says(article.text, said):
                return None
            days.append(published)
    return max(days, default=None)


def counted_later(query: str, lead: ShortAnswer, passages: Iterable[RetrievedPassage]) -> bool:
    """Say whether a count that goes on for days is older than articles about what happened that do not repeat it."""
    day = max(candidate.day for candidate in lead.candidates)
    return day > date.min and later_day(query, lead.text, day, passages) is not None


def later_note(query: str, answer: Answer, passages: Iterable[RetrievedPassage]) -> str:
    """Return a sentence that tells of later articles about the same which do not give a short answer again, or "".

    For what may have changed since: a number, or who holds an office, asked for as things stand.
    """
    changes = wanted(query) in (Wanted.NUMBER, Wanted.PERCENTAGE) or asked_office(query) is not None
    cited = [day for citation in answer.citations if (day := citation.article.published_on)]
    if not (answer.short_answer and cited and changes and asks_about_now(query)):
        return ""
    day = later_day(query, answer.short_answer, max(cited), passages)
    return f"Later articles about this, the newest of {day_in_words(day)}, do not say it again" if day else ""


def _asks_about(query: str, article: Article) -> bool:
    """Say whether an article names what a question names, and has half of its words or the office asked for."""
    opening = f"{article.title}. {article.text[:_OPENING]}"
    if not is_about(query, opening):
        return False
    office, terms = asked_office(query), set(query_terms(query))
    has_office = office is not None and any(map(office.is_this, find_offices(opening)))
    return has_office or 2 * len(terms & set(query_terms(opening))) >= len(terms)


def _says(text: str, said: str) -> bool:
    """Say whether a text has the words of an answer; of a name, its last one."""
    key = answer_key(said)
    if not any(map(is_number, key)):
        key = key[-1:]
    return f" {' '.join(key)} " in f" {' '.join(answer_key(text))} "
