"""Dates as news writes them, made ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

#: What a message about a bad date names as accepted.
ACCEPTED_FORMS: Final = '"2024-01-23" or "2024-01-23T14:05:00+02:00"'

#: Abbreviations that news uses for one time zone only (IST and CST outside America are left out, being several).
_ZONE_HOURS: Final = {
    "Z": 0.0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4,
    "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
#: American papers write "9:05 a.m. ET" and leave summer time to the reader.
_ZONES_WITH_SUMMER_TIME: Final = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?"
    r"(?:\s*\(?(?P<zone>[a-z]{1,4}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)\)?(?:\s*\([a-z]+\))?)?"
)
_AT = r"(?:(?:,|\s+at|\s+-|\s+\||t)?\s*" + _CLOCK + ")?"
_WRITTEN: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_AT}",
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}{_AT}",
        rf"{_CLOCK},?\s+{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_CLOCK},?\s+{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"(?P<year>\d{{4}})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}}){_AT}",
        rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_AT}",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}){_AT}",
        # "Tue Jan 23 10:00:00 +0000 2024": programs.
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+(?P<hour>\d{{2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})"
        rf"(?:\s+(?P<zone>[a-z]{{1,4}}|[+-]\d{{4}}))?\s+{_YEAR}",
    )
)
_SLASHED: Final = re.compile(
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
    rf"(?P<first>\d{{1,2}})/(?P<second_number>\d{{1,2}})/(?P<year>\d{{4}}){_AT}",
    re.IGNORECASE,
)
_ISO: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_COMPACT_ISO: Final = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_LABEL: Final = re.compile(
    r"^(?:(?:first |originally |date )?(?:published|posted)|(?P<later>(?:last )?(?:updated|modified))|date)"
    r"(?:\s+on|\s+at)?\s*(?::\s*|\s)",
    re.IGNORECASE,
)
#: What may be a date on a line of its own: a day and a year, and a few words at most. So that of the lines of a text
#: few are parsed, and "Top 10 of 2024: the best" is none.
_A_WORD = r"(?:[^\W\d_]+[.,]{0,2} )"
_DATE_LINE: Final = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}(?!\d).*"
    rf"|(?:\d[\d:.]*,? (?:[ap]\.?m\.?,? )?{_A_WORD}?)?{_A_WORD}{{0,2}}"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[.,]? {_A_WORD}{{0,3}}\d{{4}}\b.*"
    r"|\d{1,2}([./]) ?\d{1,2}\1 ?\d{4}\b.*",
    re.IGNORECASE,
)
#: Which is the day and which the month of 10.11.2026 and 11/10/2026 depends on the country.
_AMBIGUOUS: Final = re.compile(r"(0?[1-9]|1[0-2])[./] ?(?!\1\b)(0?[1-9]|1[0-2])[./] ?\d{4}\b.*")
#: Those of the twenty largest news markets. Trying all of dateparser's takes five seconds the first time.
_OTHER_LANGUAGES: Final = [
    "en", "es", "fr", "de", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "fa", "he", "zh", "ja", "ko", "id", "vi",
    "hi", "sv", "cs", "ro", "el", "hu",
]  # fmt: skip
_HAS_YEAR: Final = re.compile(r"\d{4}")
#: Three letters of an alphabet, or a character such as 年, which is a word by itself.
_HAS_WORD: Final = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff\uac00-\ud7a3]")
#: Longest text taken for a date: the longest real ones (weekday, month, time, zone in words) stay under 60.
_LONGEST: Final = 80


def parse_date(text: str) -> str | None:
    """Return the ISO 8601 date, or date-time with its time zone when there is one, that ``text`` states; else None.

    Reads ISO 8601, RFC 822 and the written forms of news ("Jan. 23, 2024", "23 January 2024", "January 23, 2024 9:05 AM
    EST"), and through dateparser those of other languages. A text without day, month and year ("Monday", "5", "2024")
    states no date, nor does one that can be read as two ("01/02/2024"; with points the day comes first).
    """
    text = " ".join(text.split())
    if not 8 <= len(text) <= _LONGEST:
        return None
    if match := _ISO.fullmatch(text):
        return _from_iso(match[1], match[2], match[3])
    if match := _COMPACT_ISO.fullmatch(text):
        clock = f"{match[4]}:{match[5]}:{match[6] or '00'}" if match[4] else None
        return _from_iso(f"{match[1]}-{match[2]}-{match[3]}", clock, match[7])
    text = _LABEL.sub("", text)
    for form in _WRITTEN:
        if match := form.fullmatch(text):
            return _from_written(match.groupdict())
    if match := _SLASHED.fullmatch(text):
        return _from_slashed(match.groupdict())
    return _from_other_language(text)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is only a date: the date as ISO 8601, and whether it is said to be that of a change."""

    published: str
    is_later: bool


def read_date_line(line: str) -> DateLine | None:
    """Return what a line says that is only a date, with a label or not ("Posted on: 10 November 2026"); else None.

    One that can be read as two days is not guessed, whichever form it has.
    """
    line = " ".join(line.split())
    if not 8 <= len(line) <= _LONGEST or not _HAS_YEAR.search(line):
        return None
    label = _LABEL.match(line)
    rest = line[label.end() :] if label else line
    if not _DATE_LINE.fullmatch(rest) or _AMBIGUOUS.fullmatch(rest):
        return None
    published = parse_date(rest)
    return DateLine(published, bool(label and label["later"])) if published else None


def _from_iso(day: str, clock: str | None, zone: str | None) -> str | None:
    zone = (zone or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    try:
        if clock is None:
            return date.fromisoformat(day).isoformat()
        return datetime.fromisoformat(f"{day}T{clock}{zone}").isoformat(timespec="seconds")
    except ValueError:
        return None


def _from_slashed(parts: dict[str, str | None]) -> str | None:
    first, second = int(parts["first"] or 0), int(parts["second_number"] or 0)
    readings = {(month, day) for month, day in ((first, second), (second, first)) if 1 <= month <= 12}
    if len(readings) == 2 and (weekday := parts.get("weekday")):
        readings = {reading for reading in readings if _falls_on(weekday, int(parts["year"] or 0), *reading)}
    if len(readings) != 1:
        return None  # 01/02/2024 is two days
    month, day = readings.pop()
    return _from_written({**parts, "month": str(month), "day": str(day)})


def _falls_on(weekday: str, year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).weekday() == _WEEKDAYS.index(weekday[:3].lower())
    except ValueError:
        return False


def _from_written(parts: dict[str, str | None]) -> str | None:
    month = (parts["month"] or "").lower()
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
    try:
        day = date(int(parts["year"] or 0), number, int(parts["day"] or 0))
        if parts.get("hour") is None:
            return day.isoformat()
        hour = _hour_of_day(int(parts["hour"] or 0), parts.get("half"))
        minute, second, zone = int(parts["minute"] or 0), int(parts["second"] or 0), _zone(parts.get("zone"))
        moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    if parts["minute"] is None and parts.get("half") is None:
        return None  # a bare number after the date is no time of day
    return moment.isoformat(timespec="seconds")


def _hour_of_day(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _zone(name: str | None) -> tzinfo | None:
    """Return the time zone called ``name``; None when it is unknown: the clock is then kept without one."""
    name = (name or "").upper()
    if name in _ZONES_WITH_SUMMER_TIME:
        return ZoneInfo(_ZONES_WITH_SUMMER_TIME[name])
    if name in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[name]))
    if match := re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(offset if match[1] == "+" else -offset)  # ValueError from a day on
    return None


@lru_cache(maxsize=1_000)
def _from_other_language(text: str) -> str | None:
    """Read a date with its month in words of another language; dateparser takes 0.4 s to import, so only then."""
    if not _HAS_YEAR.search(text) or not _HAS_WORD.search(text) or len(re.findall(r"\d+", text)) < 2:
        return None
    import dateparser

    moment: datetime | None = dateparser.parse(
        text,
        languages=_OTHER_LANGUAGES,
        settings={
            "PARSERS": ["absolute-time"],  # no "two days ago", no Unix time
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if moment is None:
        return None
    if ":" not in text:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")
