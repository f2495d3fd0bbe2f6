"""The numbers of a text, in a form in which equal ones are equal: "900" is "nine hundred".

Pure functions, no model. English words; digits of any language with Latin numerals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

#: The largest value: a text that loops ("hundred hundred hundred ...") makes ever larger ones, which no float holds.
LARGEST = 1e300
ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {
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
_SPELLED = rf"\b(?:{'|'.join((*ONES, *TENS, *_SCALES))})\b"
_NUMBER = re.compile(
    r"(?P<money>[$€£]\s?)?(?<![\d.,])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?P<short>[km]|\s?(?:mn|mln|bn|tn))\b|(?P<th>st|nd|rd|th)\b)?(?P<scales>(?:[\s-]+{_SCALE})*)"
    rf"|\bhalf\s+(?:a\s+)?(?P<half>{_SCALE})"
    rf"|(?P<spelled>{_SPELLED}(?:[\s-]+(?:and\s+)?{_SPELLED})*)"
    rf"(?:\s+and\s+(?P<more>a\s+(?:half|quarter))\b(?P<more_scales>(?:\s+{_SCALE})*))?"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b",
    re.IGNORECASE,
)
#: What words a number may be made of.
NUMBER_WORDS = frozenset((*ONES, *TENS, *_SCALES, *_ORDINALS))
_PARTS = {"third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
#: "Five and a quarter".
_FRACTIONS = {"half": 0.5, "quarter": 0.25}
_PART_WORD = f"(?:{'|'.join(_PARTS)})"
#: "Two thirds", "one-third", "a third of", "fell by a third.", but not "a third term".
_PART = re.compile(
    rf"\b(?P<count>an?|one|two|three|four)[\s-](?P<part>quarter(?=s?\b)|(?<=-){_PART_WORD}\b|{_PART_WORD}(?=s\b|\s+of\b)"
    rf"|(?<=by a ){_PART_WORD}(?=\s*(?:[.,;:)]|$)|\s+(?:in|from|to|since|over)\b))s?\b",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?<!\S)[-−]$")
_DECADES = re.compile(r"\s+decades?\b", re.IGNORECASE)
#: What a writer who rounds says before a number, and how far the exact one may then be from it, as shares of it.
_ROUNDED = (
    (r"\b(?:about|around|some|roughly|nearly|almost|approximately|close to|an estimated)$", (0.94, 1.06)),
    (r"\b(?:over|more than|at least)$", (1.0, 1.1)),
    (r"\b(?:under|less than|fewer than)$", (0.9, 1.0)),
)
#: A part and a percentage that are at most so many points apart are the same.
_SAME_PART = 2.0
_UNIT_AFTER = re.compile(r"\s?(?:-\s?)?(%|per\s?cent\b|dollars?\b|euros?\b|pounds?\b|€|£|\$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as text has it: its value, what it counts, and ``text[start:end]``.

    ``unit`` is "$", "€", "£", "%", "part" for "a third" (as its percentage), "th" for an ordinal, "year" for one that
    is written as a year, or "". ``rounds`` are the shares of it between which it stands for others ("about", "over").
    """

    value: float
    unit: str
    start: int
    end: int
    rounds: tuple[float, float] = (1.0, 1.0)

    def agrees(self, other: Number) -> bool:
        """Say whether ``other``, of a source, gives this number. A unit may be left out, and not be added."""
        if self.unit == "part" and other.unit in ("part", "%"):
            return abs(self.value - other.value) <= _SAME_PART
        return (self.value == other.value or self._rounds(other.value)) and (
            self.unit == other.unit or (not self.unit and other.unit not in ("th", "year", "part"))
        )

    def _rounds(self, exact: float) -> bool:
        """Say whether this stands for ``exact``: "about 81,000" for 81,326, and not for 80,000, no more exact."""
        low, high = self.rounds
        return low * self.value <= exact <= high * self.value and _digits(self.value) < _digits(exact)


def find_numbers(text: str) -> list[Number]:
    """Return the numbers in ``text``, in order: "2,000", "nine hundred", "$2.3 million", "two dozen", "14th", "-5".

    "One" and "first" say too little to count, and a number that is part of a name (Halden-4) is none.
    """
    matches = list(_NUMBER.finditer(text))
    whole = [match.span() for match in matches if match["more"]]
    # "A quarter" of "five and a quarter" is no part of anything.
    parts = [
        _part(match) for match in _PART.finditer(text) if not any(start <= match.start() < end for start, end in whole)
    ]
    found: list[Number] = []
    for match in matches:
        value = _value(match)
        in_part = any(part.start <= match.start() < part.end for part in parts)
        if value is not None and not in_part and not re.search(r"[^\W\d_]-$", text[: match.start()][-2:]):
            unit = _unit_of(match, text, value)
            if _DECADES.match(text, match.end()):
                value *= 10
            if _MINUS.search(text, max(0, match.start() - 2), match.start()):
                value = -value
            found.append(Number(value, unit, *match.span(), _rounds_at(text, match.start())))
    for place in range(len(found) - 1, 0, -1):
        # "Between 90 and 95 percent": both are percent.
        first, second = found[place - 1], found[place]
        between = text[first.end : second.start]
        if not first.unit and second.unit in ("$", "€", "£", "%") and re.fullmatch(r"\s*(?:to|or|and|-|–)\s*", between):
            found[place - 1] = replace(first, unit=second.unit)
    for place in range(1, len(found)):
        # "About 81,000 votes to 60,000": both are rounded.
        first, second = found[place - 1], found[place]
        if re.fullmatch(r"[^.;,]{0,20}\b(?:to|and|or)\s+", text[first.end : second.start]):
            found[place] = replace(
                second, rounds=max(first.rounds, second.rounds, key=lambda shares: shares[1] - shares[0])
            )
    return sorted((*found, *parts), key=lambda number: number.start)


def _part(match: re.Match[str]) -> Number:
    count = ONES.get(match.group("count").lower(), 1)
    return Number(count * _PARTS[match.group("part").lower()], "part", *match.span())


def _rounds_at(text: str, start: int) -> tuple[float, float]:
    before = text[max(0, start - 20) : start].rstrip()
    return next((shares for words, shares in _ROUNDED if re.search(words, before, re.IGNORECASE)), (1.0, 1.0))


def _digits(value: float) -> int:
    """Return how many digits of a number count: 2 of 81,000, 5 of 81,326."""
    return len(f"{value:.6f}".rstrip("0").replace(".", "").strip("0")) if value % 1 else len(f"{value:.0f}".strip("0"))


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
        value = float(digits.replace(",", "")) * _SHORT_SCALES.get((match.group("short") or "").strip().lower(), 1)
        for scale in re.findall(_SCALE, match.group("scales"), re.IGNORECASE):
            value *= _SCALES[scale.lower()]
        return round(min(value, LARGEST), 6)
    if match.group("half"):
        return _SCALES[match.group("half").lower()] / 2
    if match.group("ordinal"):
        return _ORDINALS[match.group("ordinal").lower()]
    words = [word for word in re.split(r"[\s-]+", match.group("spelled").lower()) if word != "and"]
    if more := match.group("more"):
        # "A million and a half".
        whole = _SCALES.get(words[-1], 1)
        value = _spelled_value(words) + _FRACTIONS[more.lower().split()[-1]] * whole
        for scale in re.findall(_SCALE, match.group("more_scales"), re.IGNORECASE):
            value *= _SCALES[scale.lower()]
        return min(value, LARGEST)
    return None if words in (["one"], ["zero"]) else _spelled_value(words)


def _spelled_value(words: list[str]) -> float:
    total = group = 0.0
    for word in words:
        if word in _SCALES:
            group = min(max(group, 1) * _SCALES[word], LARGEST)
            if _SCALES[word] >= 1_000:
                total, group = total + group, 0
        else:
            group += ONES.get(word, TENS.get(word, 0))
    return min(total + group, LARGEST)


def _unit(words: str) -> str:
    return _UNITS.get(words.lower().rstrip("s").replace(" ", "").replace("percent", "%"), "%")
