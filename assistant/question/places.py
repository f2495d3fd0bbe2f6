"""Names of countries and of states of the US, to tell whether an answer is what "which country" asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from babel import Locale

#: As news calls them, where Unicode's list has another name or none.
_COUNTRIES_ALSO = (
    "uk|u.k.|britain|great britain|england|scotland|wales|northern ireland|us|u.s.|usa|u.s.a.|america|turkey|burma"
    "|myanmar|czech republic|holland|ivory coast|east timor|swaziland|hong kong|macau|palestine|gaza|uae|emirates|congo"
    "|democratic republic of congo|democratic republic of the congo|drc|republic of congo|soviet union|ussr|taiwan"
    "|vatican|bosnia|macedonia|republic of ireland|cape verde"
)
_STATES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois"
    "|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana"
    "|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon"
    "|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington"
    "|west virginia|wisconsin|wyoming|district of columbia"
)
#: Words that make another place of a place: South Sudan, New Mexico, West Virginia, Papua New Guinea.
OTHER_PLACE = frozenset("north south east west northern southern eastern western new papua equatorial".split())
#: Words of the longest name: "democratic republic of the congo".
_LONGEST = 5
#: Neither New Mexico nor New South Wales is the country of its last word.
_NEW = re.compile(r"\bNew (?:South )?$")
_WORD = re.compile(r"[\w.’']*\w")
_LEAD = re.compile(r"^(?:the )?(?:(?:state|republic|kingdom) of )?(?:the )?")
_NO_COUNTRY = frozenset(("EZ", "EU", "UN", "QO", "ZZ", "AQ", "XA", "XB"))


@cache
def countries() -> frozenset[str]:
    """Return the names of countries and territories, in lower case."""
    names = Locale("en").territories
    listed = {name.lower() for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRY}
    return frozenset(listed | set(_COUNTRIES_ALSO.split("|")))


@cache
def states() -> frozenset[str]:
    """Return the names of the states of the US and of its capital's district, in lower case."""
    return frozenset(_STATES.split("|"))


def is_country(text: str) -> bool:
    """Say whether the words name a country or a territory ("the Philippines", "UK")."""
    return _bare(text) in countries()


def is_state(text: str) -> bool:
    """Say whether the words name a state of the US ("Ohio", "the state of Ohio")."""
    return _bare(text) in states()


def names_place(text: str) -> bool:
    """Say whether a country or a state of the US is named, with or without capitals ("the president of brazil")."""
    return bool(_find(text, lambda words: words != "us" and (is_country(words) or is_state(words)), small=True))


def find_countries(text: str) -> list[tuple[int, int]]:
    """Return where countries and territories are named, in order: the longest names, which do not overlap."""
    return _find(text, is_country)


def find_states(text: str) -> list[tuple[int, int]]:
    """Return where states of the US are named, in order."""
    return _find(text, is_state)


def _find(text: str, is_place: Callable[[str], bool], *, small: bool = False) -> list[tuple[int, int]]:
    words = [found.span() for found in _WORD.finditer(text)]
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(words):
        for last in range(min(first + _LONGEST, len(words)) - 1, first - 1, -1):
            start, end = words[first][0], words[last][1]
            if (
                (small or text[start].isupper())
                and is_place(text[start:end])
                and not _NEW.search(text, max(0, start - 10), start)
            ):
                found.append((start, end - (2 if text[end - 2 : end] in ("'s", "’s") else 0)))
                first = last
                break
        first += 1
    return found


def _bare(text: str) -> str:
    words = " ".join(text.lower().replace("’", "'").removesuffix("'s").split())
    return _LEAD.sub("", words)
