"""Which of two has more in a sentence: whether the numbers that what it cites gives to them bear it. English.

Judged only where each of the two has one number there that can be meant, alike in kind: "Ashby has more officers than
Pemberton", of 39 there and 48 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from assistant.chat.dates import without_dates
from assistant.chat.names import canonical, names_of, same_name, short_names
from assistant.lexical import query_terms
from assistant.question.numbers import Number, find_numbers

_MORE = r"more|higher|greater|larger|bigger|longer|taller|deeper|wider|heavier|costlier|dearer|richer|stronger"
_LESS = r"less|fewer|lower|smaller|shorter|narrower|lighter|shallower|cheaper|poorer|weaker"
#: "More officers than", "a larger area than", "twice as much steel as", "half as many as".
_COMPARED = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<times>twice|(?:three|four|five|ten|\d{{1,2}})\s+times)\s+as\s+\w+"
    r"|(?P<part>half)\s+as\s+\w+)"
    r"(?P<what>(?:\s+(?!than\b|as\b)[\w’'-]+){0,8}?)\s+(?:than|as)\s+(?!(?:one|two|an?|was|is|were|are)\b|[$€£]?\d)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:]\s|\b(?:and|but|while|whereas|against|compared|after)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w’'.-]*")


def compares_wrongly(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, when the numbers of the two that a claim compares are the other way; else ""."""
    match = _COMPARED.search(claim)
    if match is None:
        return ""
    # "For soup Alden pays more than Norwick": both sides name what; the two differ by a name or a year.
    one, two = _marks(claim[: match.start()] + match.group("what")), _marks(claim[match.end() :])
    names = {term for mark in one | two for term in query_terms(mark)}
    one, two = one - two, two - one
    if not one or not two:
        return ""
    what = set(query_terms(match.group("what"))) - names
    topic = set(query_terms(claim)) - names
    pairs = [
        (first, second)
        for first, on_topic in _numbers_of(one, two, what, topic, sentences)
        for second, also_on_topic in _numbers_of(two, one, what, topic, sentences)
        if first.unit == second.unit and (on_topic or also_on_topic)
    ]
    more = bool(match.group("more") or match.group("times"))
    if not pairs or any(
        (first.value > second.value) == more and first.value != second.value for first, second in pairs
    ):
        return ""
    return f"compares {pairs[0][0].value:,g} and {pairs[0][1].value:,g} the wrong way"


def _marks(text: str) -> Set[str]:
    """Return the words of the names of a text and its years: what tells two that are compared apart."""
    names = {canonical(word) for name in names_of(short_names(text)) for word, _, _ in name.words}
    return names | {f"{number.value:g}" for number in find_numbers(without_dates(text)) if number.unit == "year"}


def _numbers_of(
    marks: Set[str], others: Set[str], what: Set[str], topic: Set[str], sentences: Sequence[str]
) -> Iterator[tuple[Number, bool]]:
    """Yield the numbers in the clauses that name one of the two and not the other, of ``what`` is compared.

    Each with whether its sentence has a word of the ``topic``, what the claim speaks of beside names. A clause
    without a name goes on about the one before it in its sentence.
    """
    for sentence in sentences:
        text = without_dates(sentence)
        on_topic = bool(topic & set(query_terms(text)))
        named: Set[str] = set()
        for clause in _clauses(text):
            named = _marks(clause) or named
            if not _meet(marks, named) or _meet(others, named):
                continue
            for number in find_numbers(clause):
                behind = set(query_terms(" ".join(clause[number.end :].split()[:3])))
                if number.unit not in ("year", "th", "part") and (not what or what & behind):
                    yield number, on_topic


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _meet(marks: Set[str], others: Set[str]) -> bool:
    return any(same_name(mark, other) for mark in marks for other in others)
