"""The dates of a text that name a month, and the days of the week it names. English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.question.phrases import MONTH
from assistant.question.time_spans import MONTHS, WEEKDAYS

_MONTH_DAY = re.compile(
    rf"\b(?:(?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{MONTH})\.?)"
    r"\b(?:,?\s+(?P<y1>(?:19|20)\d\d)\b)?|\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{MONTH})\.?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
#: A month alone; "may" and "march" only with a capital, and not where they open a sentence.
_MONTH_ALONE = re.compile(
    r"(?<![.!?] )(?<!^)\b(January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date as text has it: a month, and the day and year as far as they are given; ``text[start:end]``."""

    month: int
    day: int | None
    year: int | None
    start: int
    end: int

    def agrees(self, other: DateFact, published: date | None = None) -> bool:
        """Say whether ``other``, from an article of the day ``published``, gives this date.

        What ``other`` leaves out of it must follow: the year from the day of publication, the day not at all.
        """
        if self.month != other.month or (self.day is not None and self.day != other.day):
            return False
        if self.year is None or other.year is not None:
            return self.year is None or self.year == other.year
        return published is not None and abs(self.year - published.year) <= 1


def find_dates_in(text: str) -> list[DateFact]:
    """Return the dates in ``text`` that name a month; a year alone is a number."""
    found: list[DateFact] = []
    for match in _MONTH_DAY.finditer(text):
        if match.group("iso"):
            year, month, day = map(int, match.group("iso").split("-"))
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
    return found


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
