"""Words of a sentence that say the opposite of what it cites: "2.6 percent lower", of what was higher. English.

An opposite alone tells nothing, for what is longer may be slower too. It must stand among the same words, on the same
sides of it: "X is older than Y" is "Y is younger than X".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.negation import NEGATION
from assistant.lexical import query_terms

#: Pairs of opposites, each with other words for it.
_PAIRS = (
    ("higher taller upper", "lower"),
    ("highest tallest", "lowest"),
    ("more greater", "less fewer"),
    ("most", "least fewest"),
    ("larger bigger greater", "smaller lesser"),
    ("largest biggest greatest", "smallest"),
    ("longer", "shorter"),
    ("longest", "shortest"),
    ("faster quicker", "slower"),
    ("older", "younger newer"),
    ("oldest", "youngest newest"),
    ("wider broader", "narrower"),
    ("better", "worse"),
    ("best", "worst"),
    ("stronger", "weaker"),
    ("deeper", "shallower"),
    ("warmer hotter", "cooler colder"),
    ("richer wealthier", "poorer"),
    ("dearer costlier", "cheaper"),
    ("earlier", "later"),
    ("before", "after"),
    ("first", "last"),
    (
        "rose rises risen rise increased increases increase grew grows grown climbed climbs jumped jumps surged soared"
        " gained",
        "fell falls fallen fall decreased decreases decrease dropped drops drop declined declines decline shrank"
        " slipped plunged lost",
    ),
    ("won wins win", "lost loses lose"),
    ("approved approves passed adopted accepted accepts", "rejected rejects refused refuses vetoed"),
    ("supports supported backed backs favors", "opposes opposed rejects rejected"),
    ("joined joins entered enters", "left leaves quit"),
    ("majority", "minority"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("east", "west"),
    ("north", "south"),
    ("male man men", "female woman women"),
    ("buyer buyers", "seller sellers"),
    ("upstream", "downstream"),
    ("strengthened", "weakened"),
    ("tightened", "loosened eased"),
)
#: So many words on each side of a word are compared; what is no content counts for less.
_REACH = 5
_SMALL_WORD = 0.35
#: An opposite must share so much with a claim's word, and so many times as much as any word that says the same.
_LEAST = 2.3
_MARGIN = 1.5
_WORD = re.compile(r"[^\W_](?:[\w’'.,-]*[^\W_])?")
#: "At least" and "at most" are bounds, which ``measures`` compares; "at last" is none of the others.
_NO_OPPOSITE = re.compile(r"\bat\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a pair and the keys of the words before and behind it."""

    word: str
    before: frozenset[str]
    behind: frozenset[str]


def says_opposite(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, when a word of the claim is the opposite of what stands in its place; else ""."""
    if NEGATION.search(claim):
        return ""
    claimed = _places(claim)
    found = [place for sentence in sentences for place in _places(sentence)] if claimed else []
    for mine in claimed:
        for group, other in _sides(mine.word):
            # "The best and the worst" has both.
            if any(place.word in other for place in claimed):
                continue
            same = max((_shared(mine, place) for place in found if place.word in group), default=0.0)
            opposite, best = max(
                ((_shared(mine, place), place.word) for place in found if place.word in other), default=(0.0, "")
            )
            if opposite >= _LEAST and opposite > _MARGIN * same:
                return f"the passage has {best} where it has {mine.word}"
    return ""


def _sides(word: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return for each pair with the word its words that say the same, and those that say the opposite."""
    return [(group, other) for pair in _OPPOSITES for group, other in (pair, (pair[1], pair[0])) if word in group]


def _places(text: str) -> list[_Place]:
    words = list(_WORD.finditer(text))
    keys = [_keys(match.group()) for match in words]
    return [
        _Place(
            match.group(),
            frozenset(key for near in keys[max(0, place - _REACH) : place] for key in near),
            frozenset(key for near in keys[place + 1 : place + 1 + _REACH] for key in near),
        )
        for place, match in enumerate(words)
        # With a capital it is part of a name: "West Street".
        if match.group() in _PAIRED and not _NO_OPPOSITE.search(text[: match.start()]) and not NEGATION.search(text)
    ]


def _keys(word: str) -> list[str]:
    """Return the content of a word by its stems, or a small word as "=the"."""
    return query_terms(re.sub(r"(?<=\d),(?=\d)", "", word)) or [f"={word.casefold()}"]


def _shared(mine: _Place, other: _Place) -> float:
    keys = [*(mine.before & other.before), *(mine.behind & other.behind)]
    return sum(_SMALL_WORD if key.startswith("=") else 1.0 for key in keys)


_OPPOSITES = tuple((frozenset(one.split()), frozenset(two.split())) for one, two in _PAIRS)
_PAIRED = frozenset(word for pair in _OPPOSITES for group in pair for word in group)
