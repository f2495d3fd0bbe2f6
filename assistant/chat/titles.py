"""The offices that a sentence gives to people: whether what it cites gives them another one. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.names import canonical, same_bearer, same_name

#: Words for one office, by its name; "Gen." is written for a general of any rank.
_OFFICES = {
    word: office
    for office, words in {
        "president": "president presidents",
        "minister": "minister ministers",
        "premier": "premier",
        "secretary": "secretary",
        "chancellor": "chancellor",
        "governor": "governor governors gov",
        "mayor": "mayor mayors",
        "senator": "senator senators sen sens",
        "representative": "representative rep reps congressman congresswoman",
        "councilor": "councilman councilwoman councilor councillor alderman",
        "general": "general gen",
        "admiral": "admiral adm",
        "judge": "judge justice",
        "ambassador": "ambassador",
        "king": "king",
        "queen": "queen",
        "prince": "prince",
        "princess": "princess",
        "pope": "pope",
    }.items()
    for word in words.split()
}
#: Which of the offices of a kind it is. Who leaves them out says less, but a vice president is no president.
_KINDS = (
    "prime vice deputy assistant lieutenant lt attorney press finance foreign defense defence interior justice health"
    " education home state treasury energy economy labor labour transport transportation trade culture agriculture"
    " environment housing commerce homeland security chief"
)
_LESSER = frozenset(("vice", "deputy", "assistant", "lieutenant", "attorney"))
_RANKS = _LESSER | {"prime"}
_SPELLINGS = {"defence": "defense", "labour": "labor", "lt": "lieutenant", "transportation": "transport"}
_KIND = rf"(?:{_KINDS.replace(' ', '|')})"
_TITLE = re.compile(
    rf"(?<![\w-])(?!General (?:Motors|Electric|Assembly|Mills|Dynamics|Hospital)\b)"
    rf"(?P<kinds>(?:{_KIND}\.?[ -])*)(?P<office>{'|'.join(_OFFICES)})\b\.?"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?(?P<of>{_KIND}(?:\s+{_KIND})*)\b)?(?:-(?:elect|designate))?",
    re.IGNORECASE,
)
#: "Charles III" is Charles. General Motors has no rank.
_NUMERAL = re.compile(r"[IVX]+|[JS]r\.?")
_CAPITAL = r"[A-Z][\w’'.-]*[\w]"
_HOLDER = rf"{_CAPITAL}(?:\s+(?:(?:de|van|von|bin|al)\s+)?{_CAPITAL})*"
#: "Mayor Helena Marsh"; "the mayor, Helena Marsh, said", and "Helena Marsh, the former mayor".
_BEHIND = re.compile(rf"\s+(?P<direct>{_HOLDER})|,\s+(?P<apart>{_HOLDER})(?=\s*(?:[,.;:)]|$))")
_BEFORE = re.compile(rf"(?P<name>{_HOLDER}),\s+(?:(?:the|an?|its|their)\s+)?(?:[\w’'-]+\s+){{0,2}}$")
#: A name that an office is set behind stands so close before it, in letters.
_LOOKED_BACK = 80


@dataclass(frozen=True, slots=True)
class _Title:
    """An office, ``text[start:end]``, which of its kind, and the words of the name that it is given to, if any."""

    office: str
    kinds: frozenset[str]
    holder: tuple[str, ...]
    start: int
    end: int


def mistitled(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, with an office that a claim gives to somebody; "" for nothing.

    Wrong is one that no sentence with the name gives or could give, where the sentences give the name another: "Prime
    Minister Ana Ruiz", of the finance minister. Of somebody who has none there, any may be known.
    """
    claimed = [title for title in _titles(claim) if title.holder]
    given = [(sentence, _titles(sentence)) for sentence in sentences] if claimed else []
    for title in claimed:
        theirs = [own for _, titles in given for own in titles if own.holder and same_bearer(title.holder, own.holder)]
        if theirs and not any(
            _agrees(title, own)
            for sentence, titles in given
            if _names(title.holder, sentence)
            for own in titles
            if not own.holder or same_bearer(title.holder, own.holder)
        ):
            return f"{claim[title.start : title.end]} is no office of {title.holder[-1]} in what it cites"
    return ""


def _titles(text: str) -> list[_Title]:
    found = []
    for match in _TITLE.finditer(text):
        office = _OFFICES[match.group("office").lower()]
        words = f"{match.group('kinds')} {match.group('of') or ''}".lower().replace(".", " ").replace("-", " ").split()
        kinds = frozenset(_SPELLINGS.get(word, word) for word in words)
        if office == "premier":
            office, kinds = "minister", kinds | {"prime"}
        behind = _BEHIND.match(text, match.end())
        before = None if behind else _BEFORE.search(text, max(0, match.start() - _LOOKED_BACK), match.start())
        name = (behind.group("direct") or behind.group("apart")) if behind else before.group("name") if before else ""
        holder = tuple(canonical(word) for word in name.split() if not _NUMERAL.fullmatch(word))
        found.append(_Title(office, kinds, holder, *match.span()))
    return found


def _agrees(mine: _Title, other: _Title) -> bool:
    """Say whether an office that a source gives is a claim's; "Minister Ruiz" may be any, as the source goes on."""
    return (
        mine.office == other.office
        and mine.kinds & _RANKS <= other.kinds
        and other.kinds & _LESSER <= mine.kinds
        and (mine.kinds <= other.kinds or other.kinds <= _LESSER)
    )


def _names(name: Sequence[str], sentence: str) -> bool:
    return any(same_name(canonical(word), name[-1]) for word in re.findall(r"[A-Z][\w’'.-]*", sentence))
