"""Who has left an office, as news says it: "Mayor Connie Albrecht's resignation", "Ana Ruiz, who stepped down in May".

An older article still names such a person as the holder, most plainly. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.chat.untrusted import trusted_around
from assistant.question.offices import AskedOffice, find_offices
from assistant.question.phrases import CAPITALS, MONTHS
from assistant.reading.holders import last_name
from assistant.reading.short_answers import SpanCandidate
from assistant.types import RetrievedPassage

#: Log odds of a span that the network did not point at: it leads nowhere, and is only looked up.
_UNSCORED = 0.0
_CAPITAL = rf"[{CAPITALS}][\w’'.-]*"
_MONTHS = "|".join(MONTHS)
_ENDS = r"(?= (?:on|in|as|after|over|last|this|amid|from|office)\b|[,.;]|$)"
_GONE = (
    r"(?:resign(?:s|ed)|(?:step|stand)(?:s|ped|ping|ing) down|stood down|quits?|left office|retire[ds]?|died"
    rf"|was (?:killed|removed|replaced|impeached)){_ENDS}"
)
_REMOVED = r"(?:dismissed|sacked|fired|ousted|removed|replaced|succeeded|unseated|deposed)"
#: Behind a name.
_BEHIND = (
    r"(?:[’']s?)? (?:[a-z]+ )?(?:resignation|departure|dismissal|ouster|sacking|removal|exit|retirement|death|successor"
    r"|replacement)\b(?! (?:of|plans?|threats?|party)\b)"
    rf"|,? (?:\d\d,? )?(?:who )?(?:(?:has|had|have) )?(?:(?:since|already|abruptly|suddenly|formally) )?{_GONE}"
    rf"|,? (?:\d\d,? )?(?:who )?(?:was|is|has been|had been) (?:[a-z]+ly )?{_REMOVED}\b"
    r"|, who (?:had )?(?:held|filled) the (?:post|office|job|role|chair|title) (?:for|until|from|between)\b"
    rf"| left,? (?:office|the (?:post|job)|at the end|in (?i:{_MONTHS}))\b"
)
_WAS = r"(?i:former|formerly|then|ousted|outgoing|late|ex)"
#: Behind a name, before an office.
_WAS_BEHIND = rf",? (?:the|an?|its|his|her|{_CAPITAL}[’']s?)? ?{_WAS}[ -]"
#: Before a name, or its last word.
_TITLED = (
    rf"(?:(?:{_CAPITAL}|the|former|chief executive|prime minister|president|mayor|director|outgoing|ousted) ){{0,4}}"
)
_CHOSEN_TO = r"(?:named|chosen|elected|appointed|picked|hired|sworn in|promoted|tapped) to (?:replace|succeed)"
_AHEAD = (
    r"(?:(?i:replac(?:e[sd]|ing)|succeed(?:s|ed|ing)|successor to|t(?:akes?|ook|aking) over from|unseat(?:s|ed)"
    rf"|oust(?:s|ed)|predecessor,?|(?:sacked|fired)(?: its| their)?)|{_CHOSEN_TO}) {_TITLED}"
)
#: Before an office that stands before a name.
_WAS_AHEAD = rf"{_WAS}[ -](?:[\w’'-]+ ){{1,5}}"
#: An office stands so near behind a name and "former".
_REACH = 40
#: Before either: it has not come to that, or is another's.
_ONLY_WISHED = re.compile(
    r"\b(?:call\w*|want\w*|push\w*|petition|consider\w*|against|whether|when|until|unclear|no|hop(?:e|es|ed|ing)|fail\w*"
    r"|bid|demand\w*|urg\w+|seek\w*|sought|reject\w*|rul\w+ out|if|should|would|could|might|den(?:y|ie[sd])|refus\w*"
    r"|rumou?r\w*|possible|threat\w*|not|never|n[’']t)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(rf"\b(?:of|to|for|by|against|at|near|with) (?:the )?(?:{_CAPITAL} ){{0,3}}$")
_OTHER_FIRST_NAME = re.compile(rf"\b({_CAPITAL}) $")
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady rev gen col".split())
#: Behind either: what else was left, or where somebody was replaced.
_FROM_WHAT = re.compile(
    r",?(?: in \w+)? (?:as|from|on) (?:(?:the|an?|his|her|its) )?(?!(?:post|job|office|role|position)\b)"
    r"(?P<what>[^,.;]{1,50})"
)
_WHEN = re.compile(rf"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:{_MONTHS})\b|\d)")


def departures(name: str, asked: AskedOffice, passages: Sequence[RetrievedPassage]) -> Iterator[SpanCandidate]:
    """Yield where passages say that somebody has left an office, with the name as it stands there.

    Args:
        name: the name in full; by its last word it is known again.
        asked: the office; "a former banker" has not left it, nor who resigned as a banker.
        passages: those read.
    """
    last = last_name(name)
    if not last[:1].isupper():
        return
    known = rf"\b(?P<name>{re.escape(name)}|{re.escape(last)})\b"
    pattern = re.compile(
        rf"{known}(?:{_BEHIND}|(?P<was>{_WAS_BEHIND}))"
        rf"|\b(?:{_AHEAD}|(?P<had>{_WAS_AHEAD}))(?P<again>{re.escape(last)})\b"
    )
    for found in passages:
        text, place = found.passage.text, found.passage.start
        for match in pattern.finditer(text):
            if not _is_only_wished(match, text) and _is_this_person(match, name) and _is_this_office(match, asked):
                start, end = (place + at for at in match.span("name" if match["name"] else "again"))
                # What follows an order to software takes nothing back.
                if any(a <= start < b for a, b in trusted_around(found.article.text, place, found.passage.end)):
                    yield SpanCandidate(found, start, end, _UNSCORED, _UNSCORED, _UNSCORED)


def _is_only_wished(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    return bool(_ONLY_WISHED.search(before) or (match["name"] and _OF_ANOTHER.search(before)))


def _is_this_person(match: re.Match[str], name: str) -> bool:
    """Say whether the first name before the last one, if any, is this person's: a title or an office is none."""
    place = match.start("name" if match["name"] else "again")
    other = _OTHER_FIRST_NAME.search(match.string, max(0, place - 40), place)
    return (
        other is None
        or other[1] in name.split()
        or other[1].casefold().strip(".") in _TITLES
        or bool(find_offices(other[1]))
        or other.start() == 0
    )


def _is_this_office(match: re.Match[str], asked: AskedOffice) -> bool:
    """Say whether what is left is the office asked for, as far as the words say what it is."""
    text = match.string
    if match["had"]:
        offices = [office for office in find_offices(match["had"]) if asked.is_this(office)]
        # Between the office and the name stands nothing but the name.
        return any(
            not re.search(r"\b[a-z]+ ", match["had"][office.end :])
            and (not office.before or re.fullmatch(_WAS, office.before) or asked.is_of(office.before, ""))
            for office in offices
        )
    if match["was"]:
        behind = re.split("[,.;]", text[match.end() : match.end() + _REACH])[0]
        offices = [office for office in find_offices(behind) if asked.is_this(office)]
        return any(not office.behind or asked.is_of(office.behind, "") for office in offices)
    what = _FROM_WHAT.match(text, match.end())
    if what is None or _WHEN.match(what["what"]):
        return True
    return any(map(asked.is_this, find_offices(what["what"])))
