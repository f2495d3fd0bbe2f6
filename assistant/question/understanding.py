"""What a question means, before anything is searched: a query that stands alone, and filters where it has dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assistant.question.condense import History
from assistant.question.courtesies import asks_nothing, without_courtesies
from assistant.question.dates import (
    QuestionDates,
    find_dates,
    narrowed,
    say_dates,
    say_given_up,
    say_widened,
    without_date,
)
from assistant.question.period import topic_of_period
from assistant.types import Filters

#: Makes a query that stands alone of a question and its history.
Condenser = Callable[[str, History], str]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is searched.

    ``notes`` are sentences for the answer. ``wider`` is what to search when nothing that passes ``filters`` answers;
    None when they are the user's own, or certain.
    """

    query: str
    filters: Filters
    notes: tuple[str, ...] = ()
    wider: Understood | None = None


def understand(
    question: str,
    history: History,
    filters: Filters,
    condenser: Condenser,
    *,
    today: Callable[[], date],
    newest: Callable[[], date | None],
) -> Understood:
    """Return what to search for a question.

    Args:
        question: in the user's words.
        history: earlier (question, answer) pairs, oldest first.
        filters: the caller's own; they are narrowed, never widened.
        condenser: makes the query.
        today: gives the day of asking. Relative dates count from it, or from the day that ``filters`` ask as of.
        newest: gives the day of the newest article; called only when the question has a date without a year.
    """
    plain = without_courtesies(question)
    if asks_nothing(plain):
        return Understood(plain, filters)
    earlier = [(without_courtesies(asked), answer) for asked, answer in history if not asks_nothing(asked)]
    query = condenser(plain, earlier)
    said = (f"Understood as: {query}",) if query != plain else ()
    day = filters.as_of or today()
    dates = find_dates(query, today=day)
    if dates and dates.guessed:
        dates = find_dates(query, today=day, newest=newest())
    narrower = narrowed(filters, dates) if dates else None
    if dates is None or narrower is None or narrower == filters:
        return Understood(query, filters, said)
    return _with_dates(query, filters, narrower, dates, said)


def _with_dates(
    query: str, filters: Filters, narrower: Filters, dates: QuestionDates, said: tuple[str, ...]
) -> Understood:
    searched = query if topic_of_period(query) is not None else without_date(query, dates)
    if dates.firm:
        return Understood(searched, narrower, (*said, say_dates(dates)))
    wider = Understood(query, filters, (*said, say_given_up(dates)))
    if dates.since and dates.until:
        # How things stood then is often told before: of a rate in February the article of January.
        earlier = replace(filters, until=narrower.until)
        wider = Understood(query, earlier, (*said, say_widened(dates)), wider)
    return Understood(searched, narrower, (*said, say_dates(dates)), wider)
