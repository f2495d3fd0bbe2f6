"""Whether a sentence says no where what it cites says yes, or yes where that says no. English."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from assistant.lexical import query_terms

_NO = r"not|cannot|no|never|none|nobody|nothing|nowhere|neither|nor|\w+n[’']t"
#: What says no, but where it limits, counts, or sets one number against another: "not only", "No. 1", "$60, not $90".
NEGATION = re.compile(
    rf"\b(?:{_NO}|without|denied|denies|deny)\b"
    r"(?!\.?\s+(?:only|just|merely|least|more than|fewer than|less than|later than|matter|doubt|\W?\d))",
    re.IGNORECASE,
)
#: Other words for no: who refuses to go does not go, and what is yet to come has not come. A longer list lets more
#: denials pass, a shorter one drops more truths; chosen on the fit half of ``benchmarks/chat_sentences.jsonl``.
_DENIAL = re.compile(
    r"\b(?:refus|reject|fail|den(?:y|ied|ies)|lack|declin|prevent|block|bann|halt|stopp|cancel|abandon|oppos|dismiss"
    r"|avoid|absen|absten|false|impossible|hardly|barely|rarely|scarcely|seldom|few\b|little|only|rather than"
    r"|instead of|unless|withdr|scrap|rule[sd]? out|yet to|far from|too \w+ to|exempt|free of|optional"
    r"|un(?:able|likely|clear|known|willing|harmed|hurt|changed))",
    re.IGNORECASE,
)
#: "Not" before them leaves it open what is so: "not all voted".
_LEAVES_OPEN = re.compile(r"\s+(?:all|every|always|necessarily|yet clear|clear|known|sure)\b", re.IGNORECASE)
#: Words that say when or in which form, not what.
_FORMS = frozenset("have has had be been being is are was were do did does yet ever even also immedi longer".split())
#: What is denied stands so close behind the negation, in letters.
_REACH = 40
#: A negation belongs to a word of a source that follows it within so many letters, or comes before it by fewer.
_BEFORE, _AFTER = 80, 20
_WORD = re.compile(r"[^\W_][\w’'-]*")
_CLAUSE_END = re.compile(r"[.,;:!?]")
_PHRASE_END = re.compile(
    r"[.,;:!?(]|\b(?:in|on|at|from|to|for|since|until|before|after|during|by|with|against|about|and|or|but|that|as|when"
    r"|because|if|while|who|which)\b"
)


@dataclass(frozen=True, slots=True)
class _Denied:
    """A word that a negation denies, ``text[start:end]``, by its stem; and the stems of what follows it at once.

    "Resign" of "did not resign on Friday", with nothing; "wear" of "does not wear high heels", with its heels.
    """

    stem: str
    start: int
    end: int
    objects: frozenset[str]


def contradicts(claim: str, texts: Sequence[str]) -> bool:
    """Say whether a claim denies what the sentences ``texts`` say, or says what they deny.

    The word that a claim denies must be denied by a sentence that has it; or, when the nearest one lacks it, that
    sentence or one beside it must say no to something. What a claim says must not stand in the nearest one with a "no"
    alone.
    """
    words = set(query_terms(NEGATION.sub(" ", claim)))
    terms = [set(query_terms(text)) for text in texts]
    shares = [len(words & found) for found in terms]
    if not any(shares):
        return False
    best = shares.index(max(shares))
    if NEGATION.search(claim):
        denied = {item.stem for item in _denied(claim)}
        if any(_says_no_to(denied, text) for text, found in zip(texts, terms, strict=True) if denied & found):
            return False
        return bool(denied & terms[best]) or not any(_says_no(text) for text in texts[max(0, best - 1) : best + 2])
    if _DENIAL.search(claim):
        return False
    said = {stem for text in texts for stem in _said(text)}
    return any(
        item.stem in words and item.stem not in said and (not item.objects or item.objects & words)
        for item in _denied(texts[best])
    )


def _says_no(text: str) -> bool:
    return bool(NEGATION.search(text) or _DENIAL.search(text))


def _says_no_to(stems: Set[str], text: str) -> bool:
    return any(
        _says_no(text[max(0, word.start() - _BEFORE) : word.end() + _AFTER])
        for word in _WORD.finditer(text)
        if stems & set(query_terms(word.group()))
    )


def _said(text: str) -> set[str]:
    """Return the stems of the words of a text, without those that it denies."""
    for item in _denied(text):
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return set(query_terms(text))


def _denied(text: str) -> list[_Denied]:
    """Return the first word with content behind each negation of a text."""
    found = []
    for match in NEGATION.finditer(text):
        if _LEAVES_OPEN.match(text, match.end()):
            continue
        words = [
            (stems, match.end() + word.start(), match.end() + word.end())
            for word in _WORD.finditer(_CLAUSE_END.split(text[match.end() : match.end() + _REACH])[0])
            if (stems := [stem for stem in query_terms(word.group()) if stem not in _FORMS])
        ]
        if words:
            (stem, *_), start, end = words[0]
            following = _PHRASE_END.split(text[end : end + _REACH])[0]
            found.append(_Denied(stem, start, end, frozenset(query_terms(following))))
    return found
