"""Days that words name: "January 2024", "last week", "October 7" as a first and a last day. Rules, no model."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.question.numbers import ONES, TENS
from assistant.question.phrases import MONTH, MONTHS, SEASON, WEEKDAY, WEEKDAYS

#: No day that a question names is earlier or later: days are added to them and taken away.
EARLIEST, LATEST = date(1000, 1, 1), date.max - timedelta(days=400)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
#: The counts that are no numbers: "a couple of weeks ago".
_COUNTS = {"a": 1, "couple of": 2, "few": 3, "several": 3}
_MONTH = rf"(?P<month>{MONTH})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?!-)"
_PART = r"(?:(?P<part>early|mid|late|the (?:beginning|middle|end|start) of)[\s-])?"
_TEN = f"(?:{'|'.join(TENS)})"
_ONE = f"(?:{'|'.join(ONES)})"
_COUNT = rf"(?:a\s+(?=couple|few))?(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}|{_TEN}(?:[\s-]{_ONE})?|{_ONE})"
_UNIT = r"(?P<unit>day|week|month|year)s?\b"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY})\b"
#: "Tuesday, August 20": the date says which Tuesday.
_OF_WEEK = rf"(?:{WEEKDAY},?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LAST_DAY = r"\s*(?:-|–|\bto\b|\band\b|\bor\b)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?"
#: The part of a month or year that words name, as the shares of it at which it begins and ends.
_PARTS = {
    "early": (0, 1 / 3), "the beginning of": (0, 1 / 12), "the start of": (0, 1 / 12), "mid": (1 / 3, 2 / 3),
    "the middle of": (1 / 3, 2 / 3), "late": (2 / 3, 1), "the end of": (11 / 12, 1),
}  # fmt: skip

#: The forms, the more telling first. Each is tried where a date may stand.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("day", rf"{_OF_WEEK}(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b"),
        ("days", rf"{_MONTH}\s+{_DAY}{_LAST_DAY}\b(?!\s*(?:percent|%|million))(?:,?\s+{_YEAR})?"),
        ("days", rf"(?:the\s+)?{_DAY}{_LAST_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"),
        ("day", rf"{_OF_WEEK}{_MONTH}\s+{_DAY}\b(?!\s*(?:percent|%|million))(?:,?\s+{_YEAR})?"),
        ("day", rf"{_OF_WEEK}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"),
        ("month", rf"{_PART}(?:(?P<which>last|this|past)\s+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}|(?!\s+\d))"),
        ("season", rf"(?:the\s+)?(?P<season>{SEASON})\s+(?:of\s+)?{_YEAR}"),
        ("year", rf"{_PART}(?:the year\s+)?{_YEAR}"),
        ("ago", rf"{_COUNT}\s+{_UNIT}\s+ago\b"),
        ("past", rf"(?:the\s+)?(?:last|past|previous)\s+{_COUNT}\s+{_UNIT}"),
        ("relative", r"(?:the\s+)?(?P<which>last|past|previous|this)\s+(?P<unit>night|week|weekend|month|year)\b"),
        ("relative", r"(?P<which>the)\s+(?P<unit>weekend)\b"),
        ("past season", rf"(?P<which>last|past|this)\s+(?P<season>{SEASON})\b"),
        ("weekday", rf"(?:(?P<which>last|this|past)\s+)?{_WEEKDAY}"),
        ("named", r"(?:the\s+)?(?P<named>day\s+before\s+yesterday)\b"),
        ("named", r"(?P<named>today|yesterday|tonight|this\s+(?:morning|afternoon|evening))\b"),
    )
)
_RELATIVE_FORMS = frozenset({"ago", "past", "relative", "past season", "weekday", "named"})


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included, as words name them at ``text[start:end]``.

    ``unit`` is "day", "week", "month" or "year": how closely the words name it. ``relative`` is whether it depends on
    the day of asking; ``guessed`` whether the words leave the year open; ``ending`` whether they name the end of a
    time, before which is nearly all of it.
    """

    first: date
    last: date
    start: int
    end: int
    unit: str
    relative: bool = False
    guessed: bool = False
    ending: bool = False


def span_at(text: str, start: int, *, today: date, newest: date | None = None) -> Span | None:
    """Return the span of time that the words at ``start`` of ``text`` name, or None.

    Args:
        text: the words.
        start: where they begin.
        today: the day of asking.
        newest: the day of the newest article: a month without a year is the last one up to then.
    """
    for kind, form in _FORMS:
        match = form.match(text, start)
        if match and (found := _span(kind, match, today, min(newest or today, today))):
            return found
    return None


def _span(kind: str, match: re.Match[str], today: date, open_year: date) -> Span | None:
    fields = {name: value.lower() for name, value in match.groupdict().items() if value}
    make = _relative_span if kind in _RELATIVE_FORMS else _calendar_span
    try:
        found = make(kind, fields, match.span(), open_year if make is _calendar_span else today)
    except (ValueError, OverflowError):
        # February 30, or a thousand years ago: no day.
        return None
    return found if found.first >= EARLIEST and found.last <= LATEST else None


def _calendar_span(kind: str, fields: dict[str, str], place: tuple[int, int], open_year: date) -> Span:
    year = int(fields["year"]) if "year" in fields else None
    match kind, year:
        case "day", _ if "iso" in fields:
            day = date.fromisoformat(fields["iso"])
            return Span(day, day, *place, "day")
        case "day", _:
            return _day(_month_number(fields["month"]), int(fields["day"]), year, open_year, place)
        case "days", _:
            month = _month_number(fields["month"])
            begin = _day(month, int(fields["day"]), year, open_year, place)
            return replace(begin, last=max(begin.first, begin.first.replace(day=int(fields["last"]))))
        case "season", int():
            return Span(*_season(year, _SEASONS[fields["season"]]), *place, "month")
        case "year", int():
            return _part(Span(date(year, 1, 1), date(year, 12, 31), *place, "year"), fields)
    return _part(_month(_month_number(fields["month"]), year, open_year, place), fields)


def _part(span: Span, fields: dict[str, str]) -> Span:
    """Return the part of a month or year that is named: "early 2024", "the end of March"."""
    if "part" not in fields:
        return span
    begins, ends = _PARTS[fields["part"]]
    days = (span.last - span.first).days + 1
    first, last = span.first + timedelta(days=int(days * begins)), span.first + timedelta(days=int(days * ends) - 1)
    ending = fields["part"] == "the end of"
    return replace(span, first=first, last=max(first, last), unit="month", ending=ending)


def _relative_span(kind: str, fields: dict[str, str], place: tuple[int, int], today: date) -> Span:
    match kind:
        case "ago":
            return _ago(fields, today, place)
        case "past":
            return Span(_back(today, fields["unit"], _count(fields["count"])), today, *place, "week", relative=True)
        case "relative":
            return _relative(fields["which"], fields["unit"], today, place)
        case "past season":
            return _past_season(fields["which"], _SEASONS[fields["season"]], today, place)
        case "weekday":
            day = _weekday(fields.get("which", ""), fields["weekday"], today)
        case _:
            back = 2 if fields["named"].startswith("day") else int(fields["named"] == "yesterday")
            day = today - timedelta(days=back)
    return Span(day, day, *place, "day", relative=True)


def _weekday(which: str, name: str, today: date) -> date:
    """Return the last day of that name up to today: "this Friday" as that of this week, "last Friday" as one before."""
    ahead = WEEKDAYS.index(name) - today.weekday()
    if which == "this":
        return today + timedelta(days=ahead)
    return today - timedelta(days=-ahead % 7 or (7 if which else 0))


def _day(month: int, day: int, year: int | None, open_year: date, place: tuple[int, int]) -> Span:
    found = date(year or open_year.year, month, day)
    if year is None and found > open_year:
        found = date(open_year.year - 1, month, day)
    return Span(found, found, *place, "day", guessed=year is None)


def _month(month: int, year: int | None, open_year: date, place: tuple[int, int]) -> Span:
    chosen = year or (open_year.year if month <= open_year.month else open_year.year - 1)
    return Span(date(chosen, month, 1), _month_end(chosen, month), *place, "month", guessed=year is None)


def _ago(fields: dict[str, str], today: date, place: tuple[int, int]) -> Span:
    unit = fields["unit"]
    day = _back(today, unit, _count(fields["count"]))
    around = {"day": 0, "week": 3, "month": 15, "year": 182}[unit]
    return Span(day - timedelta(days=around), day + timedelta(days=around), *place, unit, relative=True)


def _relative(which: str, unit: str, today: date, place: tuple[int, int]) -> Span:
    """Return "last week" as the week before this one, "this week" and "the past week" as the days up to today.

    "Over the weekend" is said in the week after it.
    """
    if which in ("this", "past", "the"):
        days = {"night": 1, "week": 7, "weekend": 7}.get(unit)
        first = {"month": today.replace(day=1), "year": today.replace(month=1, day=1)}.get(unit)
        if which == "past" or first is None:
            first = today - timedelta(days=days or {"month": 31, "year": 365}[unit])
        return Span(first, today, *place, unit if unit in ("month", "year") else "week", relative=True)
    monday = today - timedelta(days=today.weekday())
    match unit:
        case "night":
            first, last = today - timedelta(days=1), today
        case "week":
            first, last = monday - timedelta(days=7), monday - timedelta(days=1)
        case "weekend":
            first, last = monday - timedelta(days=2), monday - timedelta(days=1)
        case "month":
            last = today.replace(day=1) - timedelta(days=1)
            first = last.replace(day=1)
        case _:
            first, last = date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return Span(first, last, *place, {"night": "day", "weekend": "week"}.get(unit, unit), relative=True)


def _past_season(which: str, month: int, today: date, place: tuple[int, int]) -> Span:
    """Return the season that is or was: "this summer" up to today, "last summer" one that is over."""
    first, last = _season(today.year, month)
    while first > today or (which == "last" and last >= today):
        first, last = _season(first.year - 1, month)
    return Span(first, min(last, today), *place, "month", relative=True)


def _season(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of the season that begins with a month of a year."""
    return date(year, month, 1), _month_end(*((year + 1, 2) if month == 12 else (year, month + 2)))


def _back(today: date, unit: str, count: int) -> date:
    return today - timedelta(days=count * {"day": 1, "week": 7, "month": 30, "year": 365}[unit])


def _count(words: str) -> int:
    if words.isdigit():
        return int(words)
    return _COUNTS.get(words) or sum(ONES.get(word, TENS.get(word, 0)) for word in re.split(r"[\s-]+", words))


def _month_number(words: str) -> int:
    return next(place for place, name in enumerate(MONTHS, start=1) if name.startswith(words[:3]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
