"""Who has left an office, as news says it: "Mayor Connie Albrecht's resignation", "Ana Ruiz, who stepped down in May".

An older article still names such a person as the holder, most plainly. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.question.offices import AskedOffice, find_offices
from assistant.question.phrases import MONTHS
from assistant.reading.short_answers import SpanCandidate
from assistant.types import RetrievedPassage

#: Log odds of a span that the network did not point at: it leads nowhere, and is only looked up.
_UNSCORED = 0.0
_GONE = (
    r"(?:resign\w*|step(?:s|ped|ping) down|quits?|left office|retire[ds]?|died"
    r"|was (?:killed|removed|replaced|impeached))"
)
_REMOVED = r"(?:dismissed|sacked|fired|ousted|removed|replaced|succeeded|unseated|deposed|impeached|defeated)"
_MONTHS = "|".join(MONTHS)
_CAPITAL = r"[A-Z][\w’'.-]*"
#: Behind a name.
_BEHIND = (
    r"(?:[’']s?)? (?:[a-z]+ )?(?:resignation|departure|dismissal|ouster|sacking|removal|exit|retirement|death|successor"
    r"|replacement)\b"
    rf"|,? (?:\d\d,? )?(?:who )?(?:(?:has|had|have) )?(?:(?:since|already|abruptly|suddenly|formally) )?{_GONE}\b"
    rf"|,? (?:\d\d,? )?(?:who )?(?:was|were|is|has been|had been|have been) (?:[a-z]+ly )?{_REMOVED}\b"
    r"|, who (?:had )?(?:held|filled) the (?:post|office|job|role|chair|title) (?:for|until|from|between)\b"
    r"|, who (?:had )?(?:led|ran|run|headed|chaired|owned|coached|edited) [^,.;]{1,60}? (?:until|from \d{4} to)\b"
    rf"| left,? (?:office|the (?:post|job|club|company|team|board)|at the end|in (?i:{_MONTHS}))\b"
)
_WAS = r"(?i:former|formerly|then|ousted|outgoing|late|ex)"
#: Behind a name, before an office.
_WAS_BEHIND = rf",? (?:the|an?|its|his|her|{_CAPITAL}[’']s?)? ?{_WAS}[ -]"
#: Before a name, or its last word.
_TITLED = (
    rf"(?:(?:{_CAPITAL}|the|former|chief executive|prime minister|president|mayor|director|outgoing|ousted) ){{0,4}}"
)
_AHEAD = (
    r"(?i:replac(?:e[sd]?|ing)|succeed(?:s|ed|ing)?|successor to|t(?:akes?|ook|aking) over from|unseat(?:s|ed|ing)?"
    rf"|oust(?:s|ed|ing)?|predecessor,?) {_TITLED}"
)
#: Before an office that stands before a name.
_WAS_AHEAD = rf"{_WAS}[ -](?:[\w’'-]+ ){{1,5}}"
#: An office stands so near behind a name and "former".
_REACH = 40
#: Before either: it has not come to that.
_ONLY_WISHED = re.compile(
    r"\b(?:call\w*|demand\w*|urg\w+|seek\w*|sought|reject\w*|rul\w+ out|if|should|would|could|might|den(?:y|ie[sd])"
    r"|refus\w*|rumou?r\w*|possible|threat\w*|not|never|n[’']t)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


def departures(name: str, asked: AskedOffice, passages: Sequence[RetrievedPassage]) -> Iterator[SpanCandidate]:
    """Yield where passages say that somebody has left an office, with the name as it stands there.

    Args:
        name: the name in full; by its last word it is known again.
        asked: the office; "a former banker" has not left it.
        passages: those read, all about what was asked.
    """
    *_, last = name.split() or [""]
    last = re.sub(r"[’']s?$", "", last)
    if not last[:1].isupper():
        return
    known = rf"\b(?P<name>{re.escape(name)}|{re.escape(last)})\b"
    pattern = re.compile(
        rf"{known}(?:{_BEHIND}|(?P<was>{_WAS_BEHIND}))"
        rf"|\b(?:{_AHEAD}|(?P<had>{_WAS_AHEAD}))(?P<again>{re.escape(last)})\b"
    )
    for found in passages:
        text = found.passage.text
        for match in pattern.finditer(text):
            if _ONLY_WISHED.search(text, max(0, match.start() - 50), match.start()):
                continue
            office = match["had"] or (match["was"] and re.split("[,.;]", text[match.end() : match.end() + _REACH])[0])
            if office and not any(map(asked.is_this, find_offices(office))):
                continue
            start, end = match.span("name" if match["name"] else "again")
            place = found.passage.start
            yield SpanCandidate(found, place + start, place + end, _UNSCORED, _UNSCORED, _UNSCORED)
