"""The numbers, dates and names of a text, in a form in which equal ones are equal: "900" is "nine hundred".

Pure functions, no model. English words; digits of any language with Latin numerals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.question.phrases import MONTH, find_names
from assistant.question.time_spans import MONTHS, WEEKDAYS

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=3
    )
}
_UNITS = {"$": "$", "dollar": "$", "€": "€", "euro": "€", "£": "£", "pound": "£", "%": "%", "percent": "%", "per": "%"}
_SCALE = rf"(?:{'|'.join(_SCALES)})\b"
_SPELLED = rf"\b(?:{'|'.join((*_ONES, *_TENS, *_SCALES))})\b"
_NUMBER = re.compile(
    r"(?P<money>[$€£]\s?)?(?<![\d.,])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?P<short>k|mn?|mln|bn|tn)\b|(?P<th>st|nd|rd|th)\b)?(?P<scales>(?:[\s-]+{_SCALE})*)"
    rf"|\bhalf\s+(?:a\s+)?(?P<half>{_SCALE})"
    rf"|(?P<spelled>{_SPELLED}(?:[\s-]+(?:and\s+)?{_SPELLED})*)"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(r"\s?(?:-\s?)?(%|per\s?cent\b|dollars?\b|euros?\b|pounds?\b|€|£|\$)", re.IGNORECASE)
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
#: Words of names that say what a person or thing is; sources write them in many ways, or leave them out.
_TITLES = frozenset(
    "mr mrs ms dr president prime minister senator sen rep governor gov mayor general gen secretary king queen prince"
    " princess pope judge chief ceo spokesman spokeswoman spokesperson professor prof captain sergeant the of and for"
    " in on at to a an".split()
)
_NOT_NAMES = (
    _TITLES | set(_ONES) | set(_TENS) | set(_SCALES) | set(_ORDINALS) | set("some about more most many".split())
)
_LONG_NAMES = (
    (re.compile(r"\bUnited States(?: of America)?\b"), "US"),
    (re.compile(r"\bUnited Kingdom\b|\bGreat Britain\b"), "UK"),
    (re.compile(r"\bUnited Nations\b"), "UN"),
    (re.compile(r"\bEuropean Union\b"), "EU"),
)
#: Different names of the same.
_ALIASES = {
    alias: canon
    for canon, aliases in {
        "us": "usa america american americans",
        "uk": "britain british britons",
        "france": "french",
        "netherlands": "dutch",
        "is": "isis isil",
        "spain": "spanish spaniards",
        "switzerland": "swiss",
        "poland": "polish poles",
        "turkey": "turkish turks turkiye",
        "denmark": "danish danes",
        "sweden": "swedish swedes",
        "greece": "greek greeks",
    }.items()
    for alias in aliases.split()
}
_DEMONYM = ("n", "ns", "an", "ans", "ian", "ians", "i", "is", "ese", "ish", "s", "es", "y", "ns’", "er", "ers")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as text has it: its value, what it counts, and ``text[start:end]``.

    ``unit`` is "$", "€", "£", "%", "th" for an ordinal, "year" for one that is written as a year, or "".
    """

    value: float
    unit: str
    start: int
    end: int

    def agrees(self, other: Number) -> bool:
        """Say whether ``other``, of a source, gives this number. A unit may be left out, and not be added."""
        return self.value == other.value and (
            self.unit == other.unit or (not self.unit and other.unit not in ("th", "year"))
        )


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


def find_numbers(text: str) -> list[Number]:
    """Return the numbers in ``text``, in order: "2,000", "nine hundred", "$2.3 million", "two dozen", "14th", "2024".

    "One" and "first" say too little to count, and a number that is part of a name (Halden-4) is none.
    """
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is not None and not re.search(r"[^\W\d_]-$", text[: match.start()][-2:]):
            found.append(Number(value, _unit_of(match, text, value), *match.span()))
    for place in range(len(found) - 1, 0, -1):
        # "Between 90 and 95 percent": both are percent.
        first, second = found[place - 1], found[place]
        between = text[first.end : second.start]
        if not first.unit and second.unit in ("$", "€", "£", "%") and re.fullmatch(r"\s*(?:to|or|and|-|–)\s*", between):
            found[place - 1] = replace(first, unit=second.unit)
    return found


def _unit_of(match: re.Match[str], text: str, value: float) -> str:
    if match.group("money"):
        return match.group("money").strip()
    if match.group("ordinal") or match.group("th"):
        return "th"
    if after := _UNIT_AFTER.match(text, match.end()):
        return _unit(after.group(1))
    return "year" if re.fullmatch(r"(?:19|20)\d\d", match.group()) else ""


def _value(match: re.Match[str]) -> float | None:
    if digits := match.group("digits"):
        value = float(digits.replace(",", "")) * _SHORT_SCALES.get((match.group("short") or "").lower(), 1)
        for scale in re.findall(_SCALE, match.group("scales"), re.IGNORECASE):
            value *= _SCALES[scale.lower()]
        return round(value, 6)
    if match.group("half"):
        return _SCALES[match.group("half").lower()] / 2
    if match.group("ordinal"):
        return _ORDINALS[match.group("ordinal").lower()]
    words = [word for word in re.split(r"[\s-]+", match.group("spelled").lower()) if word != "and"]
    return None if words in (["one"], ["zero"]) else _spelled_value(words)


def _spelled_value(words: list[str]) -> float:
    total = group = 0
    for word in words:
        if word in _SCALES:
            group = max(group, 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, group = total + group, 0
        else:
            group += _ONES.get(word, _TENS.get(word, 0))
    return total + group


def _unit(words: str) -> str:
    return _UNITS.get(words.lower().rstrip("s").replace(" ", "").replace("percent", "%"), "%")


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


def name_words(text: str) -> list[tuple[str, int, int]]:
    """Return (word, start, end) for each word of the names in ``text``, without titles, days and months."""
    text = short_names(text)
    words = []
    for name in find_names(text):
        for match in re.finditer(r"[^\W_][\w’'&.-]*", name.text):
            word = match.group()
            plain = word.casefold().strip(".'’")
            if plain in _NOT_NAMES or plain in WEEKDAYS or plain in MONTHS or not any(c.isalpha() for c in plain):
                continue
            words.append((word, name.start + match.start(), name.start + match.end()))
    return words


def short_names(text: str) -> str:
    """Return ``text`` with "United States" as "US" and the like, every other character at its place."""
    for long, short in _LONG_NAMES:
        text = long.sub(lambda match, short=short: short.ljust(len(match.group())), text)  # type: ignore[misc]
    return text


def canonical(word: str) -> str:
    """Return a name's word in the form in which equal ones are equal: no case, dots, possessive or other name."""
    plain = re.sub(r"[’']s?$", "", word.casefold()).replace(".", "").strip("’'")
    return _ALIASES.get(plain, plain)


def same_name(word: str, other: str) -> bool:
    """Say whether two words, in ``canonical`` form, name the same: "Iraqi" and "Iraq", "US" and "American"."""
    if word == other:
        return True
    longer, shorter = (word, other) if len(word) >= len(other) else (other, word)
    if len(shorter) < 4:
        return False
    stems = {shorter, shorter[:-1]} if shorter[-1] in "aeyo" else {shorter}
    return any(longer == stem + suffix for stem in stems for suffix in _DEMONYM)


def _month(words: str) -> int:
    return next(place for place, name in enumerate(MONTHS, start=1) if name.startswith(words.lower()[:3]))
