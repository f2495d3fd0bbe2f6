"""The same fact over time: dated values from articles, equal ones merged, newest first, changes said in words.

Pure functions. A value is what a reader found in one article; of one day the surest leads, and what it restates ("more
than double the 900 that it had given until now") is no value of that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from assistant.facts import Number, canonical, find_dates_in, find_numbers, name_words, same_name, without_dates
from assistant.types import TimelineEntry

#: Two outlets that say different things within so many days disagree; further apart, it has changed.
SAME_TIME_DAYS = 3


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One article's value: its words, the day of publication, the outlet, its citation's number, and how sure it is."""

    text: str
    published: date | None
    outlet: str
    citation: int
    probability: float = 1.0


def same_value(one: str, other: str) -> bool:
    """Say whether two values are equal: "some 900" and "nine hundred", "March 2026" and "in March 2026", "Iredale".

    Dates compare with dates, numbers with numbers and names with names; anything else by its words.
    """
    dates, others = find_dates_in(one), find_dates_in(other)
    if dates or others:
        return bool(dates and others) and (dates[0].agrees(others[0]) or others[0].agrees(dates[0]))
    numbers, counted = find_numbers(without_dates(one)), find_numbers(without_dates(other))
    if numbers or counted:
        return bool(numbers and counted) and _same_number(numbers[0], counted[0])
    names = [canonical(word) for word, _, _ in name_words(one)]
    known = [canonical(word) for word, _, _ in name_words(other)]
    if names and known:
        return any(same_name(word, there) for word in (names[-1],) for there in (known[-1],))
    return one.casefold().split() == other.casefold().split()


def _same_number(one: Number, other: Number) -> bool:
    # Beside another count, "2000" is no year.
    one, other = (replace(found, unit="" if found.unit == "year" else found.unit) for found in (one, other))
    return one.agrees(other) or other.agrees(one)


def make_timeline(values: Sequence[DatedValue]) -> tuple[TimelineEntry, ...]:
    """Return the values over time, newest first, each once with the first day on which it held; none for one value.

    Undated values are left out: nothing says where they belong.
    """
    entries: list[DatedValue] = []
    for _, leading in _by_day(values):
        if not entries or not same_value(leading[0].text, entries[-1].text):
            entries.append(leading[0])
    if len(entries) < 2:
        return ()
    return tuple(
        TimelineEntry(value.text, value.published.isoformat() if value.published else None, value.citation)
        for value in reversed(entries)
    )


def newest_value(values: Sequence[DatedValue]) -> DatedValue | None:
    """Return the value that leads an answer about now: the surest of the newest day, or of all where none is dated."""
    days = _by_day(values)
    if days:
        return days[-1][1][0]
    return max(values, key=lambda value: value.probability, default=None)


def find_disagreement(values: Sequence[DatedValue]) -> tuple[DatedValue, ...]:
    """Return the values of different outlets that differ at the newest time at which they speak; empty if they agree.

    One of each outlet, its newest and surest; the newest first.
    """
    latest: dict[str, DatedValue] = {}
    for _, day in _by_day(values):
        for value in reversed(day):
            latest[value.outlet.casefold()] = value
    ordered = sorted(latest.values(), key=lambda value: (-_ordinal(value), -value.probability))
    if not ordered:
        return ()
    together = [value for value in ordered if _ordinal(ordered[0]) - _ordinal(value) <= SAME_TIME_DAYS]
    distinct = [value for place, value in enumerate(together) if _is_new(value, together[:place])]
    return tuple(distinct) if len(distinct) > 1 else ()


def say_disagreement(values: Sequence[DatedValue]) -> str:
    """Return "The sources disagree: Capitol Ledger: four; Northgate Post: two." or "" where they do not."""
    differing = find_disagreement(values)
    said = "; ".join(f"{value.outlet or 'an unnamed outlet'}: {value.text}" for value in differing)
    return f"The sources disagree: {said}." if said else ""


def say_changes(entries: Sequence[TimelineEntry]) -> str:
    """Return the earlier values in words: "Earlier: some 900 (January 2024)."; "" where there are none."""
    said = [f"{entry.value} ({_month(entry.published)})" for entry in entries[1:]]
    return f"Earlier: {'; '.join(said)}." if said else ""


def _by_day(values: Sequence[DatedValue]) -> list[tuple[int, list[DatedValue]]]:
    """Return the dated values by day, oldest first, the surest of a day first; of one article only its surest.

    Of what one day says, a value that an earlier day led with is left out when another leads: it is restated.
    """
    dated = [value for value in values if value.published]
    dated.sort(key=lambda value: (_ordinal(value), -value.probability))
    days: list[tuple[int, list[DatedValue]]] = []
    for ordinal, group in groupby(dated, key=_ordinal):
        day = list(group)
        earlier = [leading[0].text for _, leading in days]
        fresh = [value for value in day[1:] if not any(same_value(value.text, text) for text in earlier)]
        days.append((ordinal, [day[0], *fresh]))
    return days


def _is_new(value: DatedValue, before: Sequence[DatedValue]) -> bool:
    return not any(same_value(value.text, other.text) for other in before)


def _ordinal(value: DatedValue) -> int:
    return value.published.toordinal() if value.published else 0


def _month(published: str | None) -> str:
    return f"{date.fromisoformat(published[:10]):%B %Y}" if published else "undated"
