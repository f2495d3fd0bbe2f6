"""What a number of a sentence measures, how it is hedged and which way it moves, against the source. English."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from assistant.chat.dates import without_dates
from assistant.question.numbers import Number, find_numbers

#: Words that say the same measure, by its name. "Pound" is money to ``find_numbers``.
_MEASURES = {
    word: measure
    for measure, words in {
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years decade decades",
        "mile": "mile miles",
        "kilometer": "kilometer kilometers kilometre kilometres km",
        "meter": "meter meters metre metres",
        "centimeter": "centimeter centimeters centimetre centimetres cm",
        "foot": "foot feet",
        "inch": "inch inches",
        "acre": "acre acres",
        "hectare": "hectare hectares",
        "ton": "ton tons tonne tonnes",
        "kilogram": "kilogram kilograms kilo kilos kg",
        "$": "dollar dollars",
        "€": "euro euros",
        "£": "pound pounds",
        "ruble": "ruble rubles rouble roubles",
        "yen": "yen",
        "yuan": "yuan renminbi",
        "rupee": "rupee rupees",
        "peso": "peso pesos",
        "franc": "franc francs",
        "krone": "krone kroner krona kronor",
        "lira": "lira liras",
        "rial": "rial rials",
        "shekel": "shekel shekels",
        "zloty": "zloty zlotys",
        "real": "reais",
        "rand": "rand",
        "dinar": "dinar dinars",
        "am": "am",
        "pm": "pm",
    }.items()
    for word in words.split()
}
#: Half past six is no half past six minutes: they are compared with each other alone.
_HALVES_OF_DAY = frozenset(("am", "pm"))
_AFTER = re.compile(r"[\s-]*([ap]\.m\b|[a-z]+)", re.IGNORECASE)
_LESS = re.compile(
    r"(?:(?<!\bno )(?<!\bnot )\b(?:less|fewer) than|\b(?:under|below|at most|(?:no|not) (?:more|higher) than))\s*$",
    re.I,
)
_MORE = re.compile(
    r"(?:(?<!\bno )(?<!\bnot )\bmore than|\b(?:over|above|at least|exceeding|(?:no|not) (?:less|fewer) than))\s*$", re.I
)
_HEDGE_LETTERS = 24
_FELL = r"(?P<fell>fell|fall|falls|fallen|dropped|drops|declined|declines|decreased|shrank|plunged|slipped|down)"
_ROSE = r"(?P<rose>rose|rise|rises|risen|grew|grown|grows|increased|increases|climbed|jumped|surged|soared|up)"
_MOVED = re.compile(rf"\b(?:{_FELL}|{_ROSE})\s+(?:[a-z]+\s+){{0,3}}?(?P<how>to|from)\s+(?:[a-z]+\s+){{0,3}}$", re.I)
_TO_OR_FROM = re.compile(r"%?\s*(?:[a-z]+\s+)?(?:to|from)\s+(?:[a-z]+\s+){0,2}", re.IGNORECASE)


def mismeasured(claim: str, said: str) -> str:
    """Return what is wrong, in words, with what a claim measures by its numbers; "" for nothing.

    Wrong is a number whose measure ``said`` gives as another ("412 feet", of 412 meters), or hedged the other way
    ("less than 900", of more than 900), each where nothing in ``said`` agrees; and a rise to a lower number.
    """
    claim, said = without_dates(claim), without_dates(said)
    known = find_numbers(said)
    numbers = find_numbers(claim)
    for number in numbers:
        words = claim[number.start : number.end]
        same = [other for other in known if number.agrees(other)]
        if _differs(_measure(number, claim), [_measure(other, said) for other in same], _comparable):
            return f"{words} measures something else in what it cites"
        same = [other for other in same if other.value == number.value]
        if _differs(_hedge(number, claim), [_hedge(other, said) for other in same], lambda one, two: True):
            return f"{words} is the other bound in what it cites"
    return next(
        (
            f"{claim[one.start : two.end]} is the wrong way"
            for one, two in pairwise(numbers)
            if _backwards(one, two, claim)
        ),
        "",
    )


def _differs(mine: str, theirs: list[str], comparable: Callable[[str, str], bool]) -> bool:
    return bool(mine) and mine not in theirs and any(other and comparable(mine, other) for other in theirs)


def _comparable(measure: str, other: str) -> bool:
    return (measure in _HALVES_OF_DAY) == (other in _HALVES_OF_DAY)


def _measure(number: Number, text: str) -> str:
    """Return what a number of ``text`` measures, "" for unknown: its unit, or the word that follows it."""
    if number.unit and number.unit not in ("year", "part", "th"):
        return number.unit
    found = _AFTER.match(text, number.end)
    return _MEASURES.get(found.group(1).lower().replace(".", ""), "") if found else ""


def _hedge(number: Number, text: str) -> str:
    before = text[max(0, number.start - _HEDGE_LETTERS) : number.start]
    return "less" if _LESS.search(before) else "more" if _MORE.search(before) else ""


def _backwards(one: Number, two: Number, text: str) -> bool:
    """Say whether a claim lets something rise to a lower number, or fall to a higher one: "fell to 2,000 from 900"."""
    moved = _MOVED.search(text[: one.start])
    between = text[one.end : two.start]
    # From 30 seconds to 2 minutes is a rise, from 10th to 3rd a matter of taste.
    alike = one.unit == two.unit != "th" and _measure(one, text) in ("", _measure(two, text))
    if moved is None or not alike or not _TO_OR_FROM.fullmatch(between):
        return False
    if moved.group("how").lower() in between.lower().split():
        return False
    to, start = (one.value, two.value) if moved.group("how").lower() == "to" else (two.value, one.value)
    return to > start if moved.group("fell") else to < start
