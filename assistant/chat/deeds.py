"""Who does something to whom: whether a sentence turns round what it cites, "Marsh beat Iredale" of the loser. English.

The words around a name tell little in a sentence of three words. Its verb tells the rest, where it is one of those
below and has a name on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.chat.names import canonical, names_of, same_bearer, short_names

#: Verbs that say the same of two, in the forms that stand before whom it is done to.
_DEEDS = (
    r"beat|beats|beaten|beating|defeat(?:s|ed|ing)?|unseat(?:s|ed|ing)?|oust(?:s|ed|ing)?|toppl(?:e|es|ed|ing)"
    r"|overthr(?:ow|ows|ew|own|owing)|overc(?:ome|omes|ame|oming)|outpoll(?:s|ed|ing)?|trounc(?:e|es|ed|ing)"
    r"|thrash(?:es|ed|ing)?|(?:victory|victories|win|wins|won|prevail(?:s|ed)|triumph(?:s|ed)?)"
    r"(?:\s+[\w-]+){0,4}?\s+(?:over|against)",
    r"su(?:e|es|ed|ing)",
    r"acquir(?:e|es|ed|ing)|buys?|bought|buying|purchas(?:e|es|ed|ing)|(?:takes?|took|taken|taking) over",
    r"accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)",
    r"attack(?:s|ed|ing)?|invad(?:e|es|ed|ing)|bomb(?:s|ed|ing)?|shell(?:s|ed|ing)|str(?:ikes|uck)",
    r"succeed(?:s|ed|ing)?|replac(?:e|es|ed|ing)",
    r"appoint(?:s|ed|ing)?|nominat(?:e|es|ed|ing)|hir(?:e|es|ed|ing)",
    r"kill(?:s|ed|ing)?|murder(?:s|ed|ing)?|assassinat(?:e|es|ed|ing)|shoots?|shot",
    r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?",
    r"critici[sz](?:e|es|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing)",
    r"endors(?:e|es|ed|ing)|prais(?:e|es|ed|ing)",
    r"dismiss(?:es|ed|ing)?|sack(?:s|ed|ing)?|fir(?:es|ed|ing)",
    r"t(?:old|ells|elling)|warn(?:s|ed|ing)?",
)
#: Verbs whose subject it is done to: "Marsh lost to Iredale" says that Iredale beat Marsh.
_SUFFERED = {0: r"(?:los(?:t|e|es|ing)|loss|defeat)(?:\s+[\w-]+){0,4}?\s+to"}
_VERBS = tuple(re.compile(rf"\b(?:{verbs})(?!\w|-)", re.IGNORECASE) for verbs in _DEEDS)
_SUFFERING = {place: re.compile(rf"\b(?:{verbs})(?!\w|-)", re.IGNORECASE) for place, verbs in _SUFFERED.items()}
_BY = re.compile(r"(?:\s+[\w-]+){0,4}?\s+by\b")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
#: Between a verb and whom it is done to: a few words of the same clause.
_NEAR = re.compile(
    r"(?:\s+(?!(?:after|amid|as|at|but|before|during|for|from|in|of|on|since|than|to|with)\b)[^\W\d][\w’'-]*){0,4}\s+"
)
#: "Bought US land" is done to no US, nor "beat Marsh's ally" to Marsh.
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?()”\"—–])|\s+(?:after|again|amid|and|as|at|because|before|but|by|during|earlier|for|from|in|last|on"
    r"|or|over|that|this|to|twice|when|while|who|with|\d\S*|[A-Z]\S*)(?!\w)"
)
#: What only may be done is another thing than what was.
_MAYBE = re.compile(
    r"\b(?:could|may|might|would|will|should|can|if|to|wants?|hopes?|plans?)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who may have done it and to whom: one of them the name behind the verb, the other one of those before it."""

    doers: tuple[Name, ...]
    others: tuple[Name, ...]
    words: str
    maybe: bool


def turned_round(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, when sentences say of a deed of the claim that it was the other way; else ""."""
    for verbs in range(len(_VERBS)):
        claimed = list(_deeds(claim, verbs))
        said = [deed for sentence in sentences for deed in _deeds(sentence, verbs)] if claimed else []
        for mine in claimed:
            if not any(_meet(mine.doers, own.doers) and _meet(mine.others, own.others) for own in said) and any(
                _meet(mine.doers, own.others) and _meet(mine.others, own.doers)
                for own in said
                if own.maybe == mine.maybe
            ):
                return f"the passage has who {mine.words} whom the other way round"
    return ""


def _deeds(text: str, verbs: int) -> Iterator[_Deed]:
    text = short_names(text)
    patterns = [(_VERBS[verbs], False)] + ([(_SUFFERING[verbs], True)] if verbs in _SUFFERING else [])
    found = [(match, suffered) for pattern, suffered in patterns for match in pattern.finditer(text)]
    names = names_of(text) if found else []
    for match, suffered in found:
        by = _BY.match(text, match.end())
        if by is None and not suffered and _PASSIVE.search(text[: match.start()]):
            continue
        end = by.end() if by else match.end()
        behind = next((name for name in names if name.start >= end), None)
        before = tuple(
            tuple(canonical(word) for word, _, _ in name.words) for name in names if name.end <= match.start()
        )
        if behind is None or not before or not _NEAR.fullmatch(text[end : behind.start]):
            continue
        if not _ENDS.match(text, behind.end):
            continue
        one = (tuple(canonical(word) for word, _, _ in behind.words),)
        maybe = bool(_MAYBE.search(text[: match.start()]))
        doers, others = (one, before) if suffered or by else (before, one)
        yield _Deed(doers, others, match.group(), maybe)


def _meet(names: Sequence[Name], others: Sequence[Name]) -> bool:
    return any(same_bearer(name, other) for name in names for other in others)
