"""Tell from a question's words what it asks for: a number, a date, a name, an account, a yes or a no."""

from __future__ import annotations

import re
from enum import StrEnum

#: What a text has when it may be the answer to each of the kinds.
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|hundred"
    r"|thousand|million|billion|half|third|quarter)s?\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|yesterday|tomorrow|week|month|year)s?\b",
    re.IGNORECASE,
)
#: A capital inside a sentence: a name, most likely.
NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w’'-]+")

_WANTS_NUMBER = re.compile(
    r"\bhow (?:many|much|long|old|far|often|big|tall|large|high)\b|\b(?:what|which) (?:percent|percentage|number|share)"
    r"|\bat what\b",
    re.IGNORECASE,
)
_WANTS_DATE = re.compile(r"\bwhen\b|\b(?:what|which) (?:year|month|day|date)\b", re.IGNORECASE)
_WANTS_NAME = re.compile(
    r"\b(?:who|whom|whose|where|which)\b|\bwhat (?:country|nation|company|city|state|team)\b", re.IGNORECASE
)
_ACCOUNT = re.compile(
    r"\b(why|how (?!many|much|long|old|far|often|big|tall|large|high|fast|soon)|what happened|what is happening"
    r"|what led|explain|summari[sz]e|describe|tell me|what do we know|what are the)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"^(?:is|are|was|were|am|does|do|did|has|have|had|can|could|will|would|should|may|might|must)\b(?!.*\b(?:or)\b)",
    re.IGNORECASE,
)


class Wanted(StrEnum):
    """What a short answer must have."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ANYTHING = "anything"


def wanted(query: str) -> Wanted:
    """Return what an answer to ``query`` must have."""
    for pattern, kind in ((_WANTS_NUMBER, Wanted.NUMBER), (_WANTS_DATE, Wanted.DATE), (_WANTS_NAME, Wanted.NAME)):
        if pattern.search(query):
            return kind
    return Wanted.ANYTHING


def wants_account(query: str) -> bool:
    """Say whether a question asks for an account (why, how, what happened) and not for a fact."""
    return bool(_ACCOUNT.search(query))


def wants_yes_or_no(query: str) -> bool:
    """Say whether a question is answered by yes or no, which no words of an article are."""
    return bool(_YES_OR_NO.match(query.strip()))
