"""The dates of a text that name a month, and the days of the week it names. English."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.question.phrases import MONTH, MONTHS, WEEKDAYS

#: Small, "may", "march" and "mar" are months only after "of": "as many as 20 may have died".
_MONTH = rf"(?:(?<=\bof\s)|(?!(?-i:may|mar))){MONTH}"
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
    # "20 May Have Died" is a headline.
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})(?!\s+(?:have|be|not)\b)\.?)"
    r"\b(?:,?\s+(?P<y1>(?:19|20)\d\d)\b)?|\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{_MONTH})\.?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
#: A month alone; "may" and "march" only with a capital, and not where they open a sentence.
_MONTH_ALONE = re.compile(
    r"(?<![.!?] )(?<!^)\b(January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b", re.IGNORECASE)
#: The year in words, behind a date ("in March last year", "March 12 of next year") or before it ("last March").
_YEAR_AFTER = re.compile(
    r",?\s+(?:of\s+)?(?:(?P<last>last|the previous)|(?P<this>this)|(?P<next>next|the following))\s+year\b"
    r"|,?\s+(?P<ago>(?:a|one)\s+year\s+(?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_WHICH_BEFORE = re.compile(r"\b(?P<which>last|past|next)\s+$", re.IGNORECASE)
#: A date without a year is at most so many days from the day of publication: 200, a little more than half a year, leave
#: one year. "Last March" is before that day and "next March" after it, by a year at most.
REACH = {"": (-200, 200), "last": (-366, 31), "next": (-31, 366)}


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date as text has it: a month, and the day and year as far as they are given; ``text[start:end]``.

    ``years_on`` is how many years after the year of publication it is, where words say so ("in March last year": -1);
    ``which`` is "last" or "next" where that stands before it.
    """

    month: int
    day: int | None
    year: int | None
    start: int
    end: int
    years_on: int | None = None
    which: str = ""

    def agrees(self, other: DateFact, published: date | None = None) -> bool:
        """Say whether ``other``, from an article of the day ``published``, gives this date.

        What ``other`` leaves out of it must follow: the year from the day of publication, the day not at all.
        """
        if self.month != other.month or (self.day is not None and self.day != other.day):
            return False
        if self.year is None or other.year is not None:
            return self.year is None or self.year == other.year
        return published is not None and other.may_be_of(self.year, published)

    def may_be_of(self, year: int, published: date) -> bool:
        """Say whether this date, without a year in an article of the day ``published``, is one of ``year``."""
        if self.years_on is not None:
            return year == published.year + self.years_on
        if abs(year - published.year) > 1:
            return False
        first, last = REACH[self.which]
        days = [self.day] if self.day else [1, calendar.monthrange(year, self.month)[1]]
        # In a year without a February 29, that day is the one before.
        dates = [date(year, self.month, min(day, calendar.monthrange(year, self.month)[1])) for day in days]
        return any(first <= (day - published).days <= last for day in dates)


def find_dates_in(text: str) -> list[DateFact]:
    """Return the dates in ``text`` that name a month; a year alone is a number."""
    found: list[DateFact] = []
    for match in _MONTH_DAY.finditer(text):
        if match.group("iso"):
            year, month, day = map(int, match.group("iso").split("-"))
            # "2025-13-45" is no date.
            if 1 <= month <= len(MONTHS):
                found.append(DateFact(month, day, year, *match.span()))
            continue
        month = _month(match.group("m1") or match.group("m2"))
        year_words = match.group("y1")
        found.append(
            DateFact(
                month,
                int(match.group("d1") or match.group("d2")),
                int(year_words) if year_words else None,
                *match.span(),
            )
        )
    taken = [(item.start, item.end) for item in found]
    for match in _MONTH_YEAR.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            found.append(DateFact(_month(match.group("m")), None, int(match.group("y")), *match.span()))
            taken.append(match.span())
    for match in _MONTH_ALONE.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            found.append(DateFact(_month(match.group(1)), None, None, *match.span()))
    return [item if item.year else _with_year_in_words(item, text) for item in found]


def _with_year_in_words(item: DateFact, text: str) -> DateFact:
    if after := _YEAR_AFTER.match(text, item.end):
        years_on = 0 if after.group("this") else 1 if after.group("next") else -1
        return replace(item, years_on=years_on)
    before = _WHICH_BEFORE.search(text, max(0, item.start - 8), item.start)
    return replace(item, which="next" if before.group("which").lower() == "next" else "last") if before else item


def without_dates(text: str) -> str:
    """Return ``text`` with its dates blanked, every other character at its place."""
    for item in find_dates_in(text):
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def find_weekdays(text: str) -> set[str]:
    """Return the days of the week that ``text`` names, in lower case."""
    return {match.group(1).lower() for match in _WEEKDAY.finditer(text)}


def _month(words: str) -> int:
    return next(place for place, name in enumerate(MONTHS, start=1) if name.startswith(words.lower()[:3]))
