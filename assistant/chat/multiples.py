"""How many times as much, and which way, a sentence lets something be: "doubled", "up 5 percent". English.

A multiple without a number ("three times" has one, ``facts``) must be said by what is cited, or follow from two numbers
there. A change by a number must go the way that it goes there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.dates import without_dates
from assistant.question.numbers import Number, find_numbers


@dataclass(frozen=True, slots=True)
class _Multiple:
    """A multiple, how a claim says it, and how a source may say it in other words."""

    times: float
    claimed: re.Pattern[str]
    said: re.Pattern[str]


def _multiple(times: float, claimed: str, said: str) -> _Multiple:
    return _Multiple(times, re.compile(rf"\b(?:{claimed})\b", re.I), re.compile(rf"\b(?:{said})", re.I))


_OF = r"(?:as|the|that|what|its|their|his|her)"
#: "She twice delayed it" and "the second half of the season" are no multiples.
_MULTIPLES = (
    _multiple(
        2,
        rf"twice\s+{_OF}|doubl(?:es|ed|ing)|double\s+{_OF}|two-?fold",
        r"twice|doubl|two-?fold|two\s+times|2x|100\s?(?:%|per\s?cent)|half\s+(?:as|that|what|of\s+(?:that|what))",
    ),
    _multiple(3, rf"tripl(?:es|ed|ing)|triple\s+{_OF}|three-?fold|trebl(?:es|ed|ing)", r"tripl|trebl|three"),
    _multiple(4, rf"quadrupl(?:es|ed|ing)|quadruple\s+{_OF}|four-?fold", r"quadrupl|four"),
    _multiple(
        0.5,
        r"halv(?:es|ed|ing)|(?<!second )(?<!first )half\s+(?:as|of|the|its|their)",
        r"half|halv|50\s?(?:%|per\s?cent)|fifty\s+per|one\s+in\s+two|twice|doubl|most\b|majority|equally|split",
    ),
)
_HEDGE = re.compile(
    r"\b(?:(?P<more>more than|over|at least)|(?P<nearly>nearly|almost|close to|some|about|around|roughly))\s+$", re.I
)
#: By hedge, between which shares of a multiple the quotient of two numbers must lie.
_AROUND = {"": (0.93, 1.1), "more": (1.0, 1.5), "nearly": (0.85, 1.1)}

_UP = re.compile(
    r"\b(?:up|rose|rise[ns]?|rising|gr[eo]w[ns]?|growth|growing|increas\w+|climb\w*|jump\w*|surg\w+|soar\w*|gain\w*|higher|more)\b",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:down|fell|fall(?:s|en|ing)?|drop\w*|declin\w+|decreas\w+|shr[aiu]nk\w*|slip\w*|plung\w+|lost|los(?:e|es|ing)|cut|cuts"
    r"|lower|less|fewer|shed)\b",
    re.I,
)
_CLAUSE_END = re.compile(r"[,;:()]\s|[.!?](?:\s|$)|\b(?:and|but|while|to|from)\b", re.I)
#: "More than 5 percent" goes no way.
_BOUND = re.compile(r"\b(?:more|less|fewer|higher|lower)\s+than\b", re.I)
#: What says which way a number goes stands within so many letters of it, in its clause.
_NEAR = 28


def unsaid_multiple(claim: str, said: str) -> str:
    """Return what is wrong, in words, with a multiple or a change of a claim that ``said`` does not bear; else ""."""
    claim, said = without_dates(claim), without_dates(said)
    multiples = [
        (multiple.times, match)
        for multiple in _MULTIPLES
        for match in multiple.claimed.finditer(claim)
        if not multiple.said.search(said)
    ]
    changes = [
        (number, way)
        for number in find_numbers(claim)
        if number.unit not in ("year", "th") and (way := _way(number, claim))
    ]
    known = find_numbers(said) if multiples or changes else []
    for times, match in multiples:
        if not _borne(times, _hedge(claim, match.start()), known):
            return f"{match.group()} is not in what it cites"
    ways_there = [(other, _way(other, said)) for other in known] if changes else []
    for number, way in changes:
        ways = [there for other, there in ways_there if number.agrees(other)]
        if ways and "" not in ways and way not in ways:
            return f"{claim[number.start : number.end]} goes the other way in what it cites"
    return ""


def _hedge(text: str, start: int) -> str:
    found = _HEDGE.search(text, max(0, start - 20), start)
    return "" if found is None else "more" if found.group("more") else "nearly"


def _borne(times: float, hedge: str, known: Sequence[Number]) -> bool:
    """Say whether two numbers of one unit are so many times each other, or a percentage is that part."""
    low, high = (times * share for share in _AROUND[hedge])
    values: dict[str, list[float]] = {}
    for value, unit in sorted({(number.value, number.unit) for number in known}):
        if value > 0 and unit not in ("year", "th"):
            values.setdefault(unit, []).append(value)
    return any(low <= value / 100 <= high for unit in ("%", "part") for value in values.get(unit, ())) or any(
        bisect_left(alike, low * value) < bisect_right(alike, high * value)
        for alike in values.values()
        for value in alike
    )


def _way(number: Number, text: str) -> str:
    """Return "up" or "down" for a number that says by how much something went so; "" for none, or both."""
    before = _BOUND.sub("", _CLAUSE_END.split(text[max(0, number.start - _NEAR) : number.start])[-1])
    after = _CLAUSE_END.split(text[number.end : number.end + _NEAR])[0]
    near = f"{before} {after}"
    up, down = _UP.search(near), _DOWN.search(near)
    return "" if bool(up) == bool(down) else "up" if up else "down"
