"""Tell from a question's words what it asks for: a number, a date, a name, an account, a yes or a no."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from assistant.question.places import find_countries, find_states, is_country, is_state
from assistant.question.topic import asks_for_all

#: What a text has when it may be the answer to each of the kinds.
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|(?:thir|four|fif|six|seven|eigh|nine)"
    r"teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|half|third|quarter)s?\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?-i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|yesterday|tomorrow|week|month|year)s?\b",
    re.IGNORECASE,
)
#: A capital inside a sentence: a name, most likely.
NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w’'-]+")

#: "How deep" asks for a number, "how good" for an account.
_QUANTITIES = (
    "number|amount|sum|price|cost|toll|population|rate|salary|wage|budget|debt|score|magnitude|temperature|height|distance"
    "|speed|length|weight"
)
#: What may follow one of these; "the weight loss drug" is another thing.
_NO_NOUN = (
    r"(?=\W*$|[’'?]| (?:of|for|in|on|at|to|by|from|with|that|is|was|are|were|does?|did|has|have|had|will|would|could"
    r"|can|may|per|after|before|since|during|under|over|between|when|as|now|today|currently|reached|paid|set|the|an?)\b)"
)
_MEASURES = "many|much|long|old|far|often|big|tall|large|high|fast|deep|wide|thick|heavy|cold|hot"
_WANTS_PAIR = re.compile(r"\b(?:what|which|who are the|who were the) two\b", re.IGNORECASE)
_WANTS_COUNTRY = re.compile(r"\b(?:what|which) (?:\w+ ){0,3}?(?:country|nation)\b", re.IGNORECASE)
_WANTS_STATE = re.compile(r"\b(?:what|which) (?:US |U\.S\. |American )?state\b", re.IGNORECASE)
_WANTS_PERCENTAGE = re.compile(
    r"\b(?:what|which) (?:percent|percentage|share|proportion)\b|\bhow many percent\b"
    r"|^(?:what|how high)\b.{0,200}?\b(?:inflation|unemployment|mortgage|interest|poverty|approval)\b"
    r".{0,80}?\brat(?:es?|ing)\b"
    r"|^(?:what|how high)\b.{0,200}?\brates? (?:of inflation|on a \d+-year)\b"
    r"|^(?:what|how high) is (?:\w+ ){0,3}inflation\b",
    re.IGNORECASE,
)
_WANTS_NUMBER = re.compile(
    rf"\bhow (?:{_MEASURES})\b|\b(?:what|which) age\b|\bwhat (?:is|was) [\w’']+ age\b"
    rf"|\b(?:what|which) (?:\w+ )?(?:{_QUANTITIES}|time)\b{_NO_NOUN}"
    r"|\bwhat(?:[’']s| is| are| was| were| has been) (?:the |its |their )?(?:[\w’'-]+ ){0,3}?"
    rf"(?:{_QUANTITIES}|total|worth|jackpot|gross)\b{_NO_NOUN}",
    re.IGNORECASE,
)
_WANTS_DATE = re.compile(r"^when\b|\b(?:what|which) (?:year|month|day|date)\b|\bsince\W*$", re.IGNORECASE)
#: "Which", with what may stand between it and its noun: "which popular new" drink, but not "which did the" drink.
_WHICH = (
    r"\b(?:what|which) (?:(?!(?:is|are|was|were|do|does|did|has|have|had|can|will|would|could|of|from|in|on|at|to|for"
    r"|by|with)\b)[\w’'-]+ ){0,3}?"
)
#: What is mostly written small, so that a capital tells nothing of "which sport"; "which food chain" is a name again.
_WANTS_THING = re.compile(
    _WHICH + r"(?:sport|disease|virus|illness|symptom|animal|insect|species|bird|fish|food|foodstuff|fruit|vegetable"
    r"|ingredient|condiment|drink|beverage|drug|substance|chemical|metal|mineral|material|colou?r|feature|product|device"
    r"|item|object|part|type|kind|sort|industry|sector|field|crime|charge|offen[cs]e|age group|language|process|method"
    r"|condition|currency|topic|reason|weapon|vehicle|instrument|job|profession|category)s?\b"
    r"(?! (?:chain|brand|league|team|star|player|company|maker|giant|group)s?\b)",
    re.IGNORECASE,
)
_WANTS_NAME = re.compile(
    r"^(?:who|whom|whose|where|which)\b|\bwhat(?:[’']s| is| was| are| were) the (?:names?|title) of\b|"
    + _WHICH
    + r"(?:country|nation|company|city|town|state|team|club|band|singer|actor|actress|star|player|champion|airline"
    r"|airport|university|college|school|organi[sz]ation|network|show|movie|film|novel|book|song|album|league|president|minister"
    r"|politician|senator|governor|author|writer|director|artist|hurricane|storm|brand|island|region|museum|newspaper"
    r"|magazine|party)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"\b(why|how (?!(?:{_MEASURES}|soon)\b)|what happened|what is happening"
    r"|what(?:[’']s| is| was) new(?=\W*$| (?:today|this|since|on|about|at)\b)|any news|in the news"
    r"|what led|explain|summari[sz]e|describe|tell me|what do we know|what are the)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"^(?:is|are|was|were|am|does|do|did|has|have|had|can|could|will|would|should|may|might|must)\b(?!.*\b(?:or)\b)",
    re.IGNORECASE,
)

_TWO_AT_ONCE = re.compile(
    r"\b(?:combined|put together|altogether|together)\W*$|\w,? and (?:what|how|who|when|where|why|which)\b",
    re.IGNORECASE,
)
#: Of two parties: "have together in parliament".
_COUNTED_TOGETHER = re.compile(r"\w,? and .{1,80}\b(?:combined|together)\b", re.IGNORECASE)
_TWO_PLACES = re.compile(r"\bin (?:the )?[A-Z][\w-]+ and (?:in )?(?:the )?[A-Z][\w-]+")


class Wanted(StrEnum):
    """What a short answer must have."""

    PAIR = "pair"
    COUNTRY = "country"
    STATE = "state"
    PERCENTAGE = "percentage"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ANYTHING = "anything"


#: In the order in which they are tried: "which country" asks for more than "which".
_ASKED_BY = {
    Wanted.PAIR: _WANTS_PAIR,
    Wanted.COUNTRY: _WANTS_COUNTRY,
    Wanted.STATE: _WANTS_STATE,
    Wanted.PERCENTAGE: _WANTS_PERCENTAGE,
    Wanted.NUMBER: _WANTS_NUMBER,
    Wanted.DATE: _WANTS_DATE,
    Wanted.ANYTHING: _WANTS_THING,
    Wanted.NAME: _WANTS_NAME,
}
_COUNTED = frozenset((Wanted.NUMBER, Wanted.PERCENTAGE))
#: "Third" is no answer to "how many".
_ORDINAL = re.compile(r"(?:the )?(?:third|quarter|half|\d+(?:st|nd|rd|th))", re.IGNORECASE)
_PAIR = re.compile(r"\w,? (?:and|&) \w")
_PERCENTAGE = re.compile(r"%|\bper ?cent\b|\b(?:half|third|quarter)\b", re.IGNORECASE)


#: "The WHO" is an organization.
_ASKING = re.compile(r"(?<!\bthe )\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def wanted(query: str) -> Wanted:
    """Return what an answer to ``query`` must have: its first asking word says it, "who" of "Who won when …?"."""
    first = _ASKING.search(query)
    asked = query[first.start() :] if first else query
    for kind, pattern in _ASKED_BY.items():
        if pattern.search(asked):
            return kind
    return Wanted.ANYTHING


def fits(kind: Wanted, answer: str) -> bool | None:
    """Say whether a short answer has what the question asks for; None when it asks for nothing in particular."""
    match kind:
        case Wanted.PAIR:
            return bool(_PAIR.search(answer))
        case Wanted.COUNTRY:
            return is_country(answer)
        case Wanted.STATE:
            return is_state(answer)
        case Wanted.PERCENTAGE:
            return bool(_PERCENTAGE.search(answer))
        case Wanted.NUMBER:
            return bool(NUMBER.search(answer)) and not _ORDINAL.fullmatch(answer)
        case Wanted.DATE:
            return bool(DATE.search(answer))
        case Wanted.NAME:
            return any(word[:1].isupper() for word in answer.split() if word not in ("The", "A", "An"))
    return None


def wants_short_answer(query: str, said: str = "") -> bool:
    """Say whether one span of an article can answer: no account, no yes or no, not two things or places at once.

    Two places are counted at once where ``said``, what the article says, names them together: "the quake in Turkey and
    Syria", and not "900 in Syria and 2,500 in Iraq".
    """
    if _TWO_AT_ONCE.search(query) or wants_account(query) or wants_yes_or_no(query):
        return False
    return wanted(query) not in _COUNTED or not (_COUNTED_TOGETHER.search(query) or _counts_two_places(query, said))


def _counts_two_places(query: str, said: str) -> bool:
    both = _TWO_PLACES.search(query)
    if both is None:
        return False
    places = [both.group()[start:end] for start, end in [*find_countries(both.group()), *find_states(both.group())]]
    if len(places) != 2:
        return False
    one, other = map(re.escape, places)
    between = r"(?:,| &| and(?: in)?) (?:the )?"
    return re.search(rf"\b(?:{one}{between}{other}|{other}{between}{one})\b", said) is None


def wants_account(query: str) -> bool:
    """Say whether a question asks for an account (why, how, what happened, the latest on) and not for a fact."""
    return bool(_ACCOUNT.search(query)) or asks_for_all(query)


def wants_yes_or_no(query: str) -> bool:
    """Say whether a question is answered by yes or no, which no words of an article are."""
    return bool(_YES_OR_NO.match(query.strip()))
