"""What a number of a sentence measures, how it is hedged and which way it moves, against the source. English."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.chat.dates import without_dates
from assistant.lexical import query_terms
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
#: A number below it may count many things in one text, and is one of another text only with what it counts.
_TELLING = 100
_NEARLY = re.compile(r"\b(?:nearly|almost|just (?:under|below))\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!?]\s")
#: "Over" money or time is "about" or "during" but behind these: "repaid over 25 years", "sued over $900".
_OVER = re.compile(r"\bover\s*$", re.IGNORECASE)
_BOUND_OVER = re.compile(
    r"(?:^|\b(?:is|are|was|were|be|been|has|have|had|of|for|to|by|with|at|well|just|took|takes?|costs?|lasted|after|worth)"
    r"\s+)over\s*$",
    re.IGNORECASE,
)
_TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
#: What near a number of a source may be a bound in other words, or a further part of it: "topped $5 million", "65 and
#: older", "two and a half years".
_MAY_BOUND = re.compile(
    r"\b(?:topp\w+|pass(?:ed|es|ing)|exceed\w*|surpass\w*|beyond|beat|within|up to|as \w+ as|\w+er than|minimum|maximum"
    r"|limit\w*|nearly|almost|just|close to|shy of|between|from|or (?:more|less|so|\w+er|above|below)"
    r"|and (?:\w+er|under|above|a half|a quarter)|plus|later|earlier|odd)\b|[+-]",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"[^\w.]*(?:[\w%]+\s+)?(?:to|-|–|or|and)\s*[\d$€£]", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"\d\S*(?:\s+[\w%]+)?\s*(?:\b(?:to|or|and)\b|-|–)\s*$", re.IGNORECASE)
_FELL = r"(?P<fell>fell|fall|falls|fallen|dropped|drops|declined|declines|decreased|shrank|plunged|slipped|down)"
_ROSE = r"(?P<rose>rose|rise|rises|risen|grew|grown|grows|increased|increases|climbed|jumped|surged|soared|up)"
_MOVED = re.compile(rf"\b(?:{_FELL}|{_ROSE})\s+(?:[a-z]+\s+){{0,3}}?(?P<how>to|from)\s+(?:[a-z]+\s+){{0,3}}$", re.I)
_TO_OR_FROM = re.compile(r"%?\s*(?:[a-z]+\s+)?(?:to|from)\s+(?:[a-z]+\s+){0,2}", re.IGNORECASE)


def mismeasured(claim: str, said: str) -> str:
    """Return what is wrong, in words, with what a claim measures by its numbers; "" for nothing.

    Wrong is a number whose measure ``said`` gives as another ("412 feet", of 412 meters), or hedged the other way
    ("less than 900", of more than 900) or where it is exact ("less than 900", of 900), each where nothing in ``said``
    agrees; and a rise to a lower number.
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
        if problem := _unsaid_bound(number, claim, same, said):
            return f"{words} {problem} in what it cites"
    return next(
        (
            f"{claim[one.start : two.end]} is the wrong way"
            for one, two in pairwise(numbers)
            if _backwards(one, two, claim)
        ),
        "",
    )


def _unsaid_bound(number: Number, claim: str, same: Sequence[Number], said: str) -> str:
    """Return what is wrong with a bound of a claim, "less than 900", of which ``same``, its number, has none."""
    nearly = _NEARLY.search(claim[max(0, number.start - _HEDGE_LETTERS) : number.start])
    if not (nearly or _is_bound(number, claim)):
        return ""
    if number.value < _TELLING:
        # Twelve may be the number of many things.
        counted = _counted(number, claim)
        same = [other for other in same if counted & _counted(other, said)]
    hedges = [_hedge(other, said) for other in same]
    if nearly:
        return "is the other bound" if hedges and all(hedge == "more" for hedge in hedges) else ""
    may_be = any(hedges) or any(_may_be_bound(other, said) for other in same)
    return "is no bound" if same and not may_be else ""


def _counted(number: Number, text: str) -> set[str]:
    """Return the stems of the next few words behind a number, and its unit: what it counts."""
    words = _SENTENCE_END.split(text[number.end : number.end + 2 * _HEDGE_LETTERS])[0].split()
    return {*query_terms(" ".join(words[:3])), *([number.unit] if number.unit else [])}


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


def _is_bound(number: Number, text: str) -> bool:
    """Say whether a number of a claim is hedged one way."""
    before = text[max(0, number.start - _HEDGE_LETTERS) : number.start]
    measure = _measure(number, text)
    if _OVER.search(before) and (measure in _TIMES or measure in ("$", "€", "£")):
        return bool(_BOUND_OVER.search(before))
    return bool(_hedge(number, text))


def _may_be_bound(number: Number, text: str) -> bool:
    """Say whether a number of a source may be a bound that no usual words say, or an end of a range."""
    before = _SENTENCE_END.split(text[max(0, number.start - _HEDGE_LETTERS) : number.start])[-1]
    after = _SENTENCE_END.split(text[number.end : number.end + _HEDGE_LETTERS])[0]
    return bool(
        _MAY_BOUND.search(before)
        or _MAY_BOUND.search(after)
        or _RANGE_AFTER.match(after)
        or _RANGE_BEFORE.search(before)
    )


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
