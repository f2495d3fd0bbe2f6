"""Counts of victims as news says them: "killed at least 27 people", "the death toll has risen to 231". English.

A toll goes on for days, and the newest count is often said in passing, where a small network hardly looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.freshness import asks_for_toll
from assistant.reading.later import is_about

_HEDGE = (
    r"(?:(?:at|least|most|more|than|about|around|some|nearly|almost|over|an?|estimated|up|to|as|many|just|under|fewer)"
    r" ){0,4}"
)
_WHOM = r"(?:(?:confirmed|civilian|local) )?(?:people|persons?|residents?|civilians?|passengers?|villagers|protesters)"
_HAVE = r"(?:(?:who|that|have|has|had|were|was|are|is|been|be|now|confirmed|reported|feared|known|to) ){0,5}"
_STANDS = (
    r"(?:(?:people|has|have|had|rose|risen|climbed|climbs|reached|hits|stood|stands|jumped|grew|grown|passed|topped|is|was"
    r"|now|runs|at|to|put|brought|bringing|the|lives|of) ){0,6}"
)
_FROM_WHAT = r"(?: (?:from|in|of|after) [^.,;\d]{1,60}?)?"
#: Behind a number that stands behind "killed": not "600 cattle".
_NO_NOUN = rf"(?= {_WHOM}\b| (?:and|in|on|at|since|across|so|as|with|after|when|dead|injured|others)\b|[,.;:)]|\W*$)"
#: A forecast, a part, another event, or what is not so.
_NO_TOTAL = re.compile(
    r"\b(?:could|may|might|expected|would|fear(?:s|ing)?|estimates?|include[ds]?|including|among|more|another|other|overnight"
    r"|aftershock|denied|denies|false|wrong|since|ago|worst|deadliest|deadlier|years? after|last (?:big|major|year)"
    r"|rose by|rises by|one in|1 in)\b",
    re.IGNORECASE,
)
#: Another year than the question's: "The quake of 1911 killed several thousand."
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Victims:
    """What kind of victims a question asks for, and what stands before and behind the number of such."""

    asked: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]


def _victims(asked: str, before: str, behind: str) -> _Victims:
    return _Victims(
        re.compile(rf"\b(?:{asked})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{before}){_FROM_WHAT} {_STANDS}{_HEDGE}$", re.IGNORECASE),
        re.compile(rf"(?: {_WHOM})? {_HAVE}(?:{behind})\b", re.IGNORECASE),
    )


_KINDS = (
    _victims(
        r"die[ds]?|dead|deaths?|kill\w*|fatal\w*|lives|death toll",
        "kill(?:s|ed|ing)|claim(?:s|ed|ing)|toll|deaths|dead|fatalities",
        r"dead|deaths?|fatalit\w+|died|dying|killed|lives|perished|lost their lives",
    ),
    _victims(r"injur\w+|wounded|hurt", "injur(?:es|ed|ing|ies)|wound(?:ed|ing)", r"injur\w+|wounded|hurt"),
    _victims("missing", "missing", "missing|unaccounted|still being looked for"),
)
_ENDS = re.compile(_NO_NOUN, re.IGNORECASE)
#: Before a number so much is looked at.
_REACH = 160


def states_toll(query: str, sentence: str, start: int, end: int, around: str) -> bool:
    """Say whether ``sentence`` gives ``sentence[start:end]`` as the count of victims that ``query`` asks for.

    What happened is known by the names of the question: each is in the sentence or in the text ``around`` it.
    """
    if not asks_for_toll(query):
        return False
    kind = next((kind for kind in _KINDS if kind.asked.search(query)), None)
    if kind is None or set(_YEAR.findall(sentence)) - set(_YEAR.findall(query)):
        return False
    if "." in sentence[start:end] or _NO_TOTAL.search(sentence[max(0, start - _REACH) : end]):
        return False
    before = kind.before.search(sentence[max(0, start - _REACH) : start]) and _ENDS.match(sentence, end)
    return bool(before or kind.behind.match(sentence, end)) and is_about(query, f"{sentence} {around}")
