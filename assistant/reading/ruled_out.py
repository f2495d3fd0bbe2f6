"""Spans that their own sentence says are no answer: what is no more, was never so, or would have been.

News tells what changed: "fell to 4.1% from 4.2%", "in 2032 and not in 2031". The network points at both; these words
decide. Each rule holds only where the question does not itself ask for what was, or might have been.
"""

from __future__ import annotations

import re

from assistant.question.freshness import asks_who_holds
from assistant.question.kind import NUMBER, Wanted, fits, wanted
from assistant.question.phrases import find_names

_PRONOUNS = frozenset(
    "i you he she it we they me him her us them his hers its their theirs this that these those who which what"
    " everyone someone anyone nobody".split()
)
#: "PORT ALDEN, Nov. 22 (AP) — ": where and when a story was written.
_DATELINE = re.compile(
    r"[A-Z][A-Z .’'-]{4,40}(?:, [A-Z][\w.’' ]{1,30})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([\w .]{1,20}\))? ?[—–-]{1,2} "
)
#: "Colombo, Sri Lanka CNN — ", "New York (CNN Business) — ".
_DATELINE_OF_OUTLET = re.compile(
    r"(?!The )(?:[A-Z][\w.’'-]*,? ){0,6}(?:\([A-Z][\w .]{1,20}\)|CNN(?: Business)?|AP|AFP|UPI|Reuters) ?[—–-]{1,2}\s"
)
_DASH = re.compile(r"\s[—–-]{1,2}\s")
#: "Rents hit a record | CNN Business".
_OUTLET_AFTER_HEADLINE = re.compile(r"\s\|\s[^|.?!]{2,40}$")
#: Up to so many characters before a span are looked at.
_REACH = 80
_SMALL = r"(?:(?:in|on|at|by|of|the|a|an|about|around|some|nearly|roughly|[$€£])\s*){0,3}"
_DENIED = re.compile(rf"\b(?:not|no longer|never|rather than|instead of)\s+{_SMALL}$", re.IGNORECASE)
#: "will not begin in January as planned but on April 5".
_DENIED_EARLIER = re.compile(rf"(?:\bnot|n[’']t)\s+(?!only|just|merely)(?:\w+\s+){{1,2}}?{_SMALL}$", re.IGNORECASE)
_BUT = re.compile(r"[^.;]{0,30}\bbut\b", re.IGNORECASE)
#: "An earlier version wrongly said that 12%".
_ERROR = re.compile(
    r"\b(?:erroneously|wrongly|mistakenly|incorrectly|misstated|misreported|in error)\b[^.;]*$", re.IGNORECASE
)
_REVISED = re.compile(r"\b(?:revised?|revising|corrected|correcting)\b[^;]*$", re.IGNORECASE)
_ASKS_ERROR = re.compile(r"\b(?:error|erroneous|wrong|mistake|incorrect|correct|misstate|misreport)", re.IGNORECASE)
#: Who asks for the dead wants no other number: "all 312 people aboard were taken off unhurt", "a man of 77 has died".
_ASKS_FOR_DEAD = re.compile(
    r"\bhow many\b.*\b(?:die[ds]?|dead|deaths?|killed|fatalit|perish)|\bhow many lives\b(?!.*\bsav)|\bdeath toll\b",
    re.IGNORECASE,
)
_DEATH = re.compile(
    r"\b(?:die[ds]?|dying|dead|deadl\w+|deaths?|kill\w*|fatal\w*|perish\w*|tolls?|lives|bod(?:y|ies)|victims?|casualties"
    r"|slain|murder\w*|drown\w*|massacre\w*|shot|claimed)\b",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(r"\b(?:(?:man|woman|boy|girl|child) (?:of|aged)|aged) $", re.IGNORECASE)
_AGE_AFTER = re.compile(r"[- ]years?[- ]old\b", re.IGNORECASE)
_ASKS_AGE = re.compile(r"\b(?:old|age|aged|young)\b", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom {_SMALL}$", re.IGNORECASE)
_CHANGED = (
    r"(?:rose|risen|rises?|fell|fallen|falls?|increased?|decreased?|cut|raised?|lowered|grew|grown|dropped|reduced"
    r"|climbed|jumped|slipped|eased|slowed|widened|narrowed|moved|changed|postponed|revised|gone)"
)
_REST = r"(?:[^.;]|\.\d)*"
#: "cut it from X to Y", "has gone up from X to Y"; not "open from X to Y".
_CHANGED_BEFORE = re.compile(rf"\b{_CHANGED}\b{_REST}$", re.IGNORECASE)
#: "is down from X", "(up from X)".
_UP_FROM = re.compile(rf"\b(?:up|down) from {_SMALL}$", re.IGNORECASE)
#: "fell to Y from X", "rose to Y this year from X"; not "raised Y from X".
_CHANGED_TO_FROM = re.compile(rf"\b{_CHANGED}\b{_REST}\bto (?P<value>{_REST})\bfrom {_SMALL}$", re.IGNORECASE)
_TO = re.compile(r"[^.;]{0,25}?\bto\b[^.;]{0,25}", re.IGNORECASE)
#: "Grew by nine over the weekend": no level, and no total.
_CHANGED_BY = re.compile(
    rf"\b(?:{_CHANGED}|gr[eo]ws?|rising|falling|growing)\b[^.;,]{{0,30}}\bby {_SMALL}$"
    rf"|\b(?:increase|rise|fall|drop|decline) of {_SMALL}$",
    re.IGNORECASE,
)
_ASKS_CHANGE = re.compile(
    r"\bby\b|\b(?:ris|rose|increas|grow|grew|fall|fell|drop|declin|chang|gain|los|lost|more|fewer|less|cut|raise|reduc|jump"
    r"|climb|hik|slip|eas|add)\w*",
    re.IGNORECASE,
)
_FROM_WHAT_TO = re.compile(rf"\bfrom [^.;,]{{1,40}}\bto {_SMALL}$", re.IGNORECASE)
_ASKS_BEFORE = re.compile(
    r"\b(?:before|from|until|originally|initially|at first|first|previous|previously|earlier|former|formerly|old"
    r"|used to|at its (?:height|peak)|ago|last (?:year|month|week))\b",
    re.IGNORECASE,
)
_ASKS_ORIGINALLY = re.compile(r"\b(?:originally|initially|at first|previously|before)\b", re.IGNORECASE)
#: "would have died"; not "could have been caused by", which may be all that is known.
_UNREAL = re.compile(r"\bwould(?: not|n[’']t)? have (?!to\b)|^Suppose\b", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r", |; ")
_ASKS_UNREAL = re.compile(r"\b(?:would|could|might|should|if)\b", re.IGNORECASE)
_ASKS_FORMER = re.compile(
    r"\b(?:former|ex|previous|before|last|outgoing|out|gone|left|leaving|leaves|quits?|quitting|fired|sacked|ousted"
    r"|resign(?:ed|ing|s)?|stepp?(?:ed|ing|s)? down)\b",
    re.IGNORECASE,
)
_FORMER_BEFORE = re.compile(r"\b(?:former |ex-|then-)(?P<office>(?:[\w.’'-]+ ){0,4})$", re.IGNORECASE)
_FORMER_AFTER = re.compile(
    r",? (?:(?:who (?:is|was)|is|was) )?(?:a|the|his|her)? ?former (?P<office>[^,.;]{1,60})", re.IGNORECASE
)
_LEFT = re.compile(
    r"(?: of (?:the )?[A-Z][\w-]+)?,? (?:(?:who|has|had|is|was|been) ){0,3}"
    r"(?:resign(?:ed|ing)|stepp(?:ed|ing) down|quit|ousted|sacked|fired)\b",
    re.IGNORECASE,
)
#: An office as it stands before a name, "President and CEO" being two.
_OFFICE = (
    r"(?:(?:Chief|Prime|Vice|Deputy|Acting|Interim|Managing|General|Executive|Operating|Financial|Head)[ -]){0,3}"
    r"(?:C[EFOT]O|[A-Z]?[a-z]*(?:[Pp]resident|[Mm]inister|[Dd]irector|[Ee]xecutive|[Cc]hair(?:man|woman)?|[Oo]fficer"
    r"|[Cc]hief|[Bb]oss|[Hh]ead|[Cc]oach|[Mm]anager|[Ee]ditor|[Ff]ounder|[Ll]eader|[Cc]ommissioner))"
)
_OFFICE_OF = re.compile(rf"^{_OFFICE} (?:of|at) ")
#: Words after a body's name that make no other body of it: "Federal Reserve Board Chair".
_SAME_BODY = re.compile(
    r"Board|Corp|Corporation|Inc|Co|Company|Group|Holdings?|Plc|PLC|Ltd|SA|AG|Party|Government|Republic|Agency"
    r"|Administration|Department|Ministry|Association|Club|FC|University|City|County|State"
)


def ruled_out(query: str, sentence: str, start: int, end: int) -> bool:
    """Say whether ``sentence`` itself says that ``sentence[start:end]`` does not answer ``query``."""
    before, span, after = sentence[max(0, start - _REACH) : start], sentence[start:end], sentence[end : end + _REACH]
    return (
        _is_pronoun(span)
        or _is_no_news(sentence, start, end)
        or (_is_denied(before, after) and not re.search(r"\bnot\b|n[’']t\b", query))
        or bool(_ERROR.search(before) and not _ASKS_ERROR.search(query))
        or _counts_something_else(query, sentence, before, span, after)
        or _is_former_value(query, before, span, after)
        or _is_change(query, before, span)
        or bool(_UNREAL.search(_clause(sentence, start, end)) and not _ASKS_UNREAL.search(query))
        or _is_former_holder(query, before, after)
        or _is_of_another_body(query, before, after)
    )


def is_withdrawn(query: str, sentence: str, start: int, end: int) -> bool:
    """Say whether ``sentence`` says that ``sentence[start:end]`` answers ``query`` no more, or never did."""
    before, span, after = sentence[max(0, start - _REACH) : start], sentence[start:end], sentence[end : end + _REACH]
    return (
        is_corrected(sentence, start)
        or _is_former_value(query, before, span, after)
        or _is_former_holder(query, before, after)
    )


def is_corrected(sentence: str, start: int) -> bool:
    """Say whether what begins at ``start`` was an error, or was revised: it was not so even then."""
    before = sentence[max(0, start - _REACH) : start]
    return bool(_ERROR.search(before) or (_REVISED.search(before) and _FROM.search(before)))


def _is_pronoun(span: str) -> bool:
    """Say whether a span is "us" or "who", and not "US" or "WHO"."""
    return span.lower() in _PRONOUNS and (len(span) == 1 or not span.isupper())


def _is_no_news(sentence: str, start: int, end: int) -> bool:
    """Say whether a span stands in a dateline, or is the outlet that pages put after a headline."""
    dateline = _DATELINE_OF_OUTLET.match(sentence) or _DATELINE.match(sentence)
    # "ARGO STEEL - the largest employer - is cutting 900 jobs" has none.
    if dateline and (re.search(r"[\d(,]", dateline.group()) or not _DASH.search(sentence, dateline.end())):
        return end <= dateline.end()
    outlet = _OUTLET_AFTER_HEADLINE.search(sentence)
    return bool(outlet and start > outlet.start())


def _is_denied(before: str, after: str) -> bool:
    """Say whether the words around a value say that it is not so: "not 900", "not begin in January but on April 5"."""
    return bool(_DENIED.search(before) or (_DENIED_EARLIER.search(before) and _BUT.match(after)))


def _counts_something_else(query: str, sentence: str, before: str, span: str, after: str) -> bool:
    """Say whether a number is somebody's age, or no number of dead, where that is not, or is, what is asked for."""
    if not NUMBER.search(span):
        return False
    if not _ASKS_AGE.search(query) and (_AGE_BEFORE.search(before) or _AGE_AFTER.match(after)):
        return True
    return bool(_ASKS_FOR_DEAD.search(query)) and not _DEATH.search(sentence)


def _clause(sentence: str, start: int, end: int) -> str:
    """Return the part of ``sentence`` between commas and semicolons that holds ``sentence[start:end]``."""
    ends = [0, *(found.end() for found in _CLAUSE_ENDS.finditer(sentence)), len(sentence)]
    return sentence[max(at for at in ends if at <= start) : min(at for at in ends if at >= end)]


def _is_former_value(query: str, before: str, span: str, after: str) -> bool:
    """Say whether a value is the one that changed into another, or the other where the first is asked for."""
    if not NUMBER.search(span):
        return False
    if _ASKS_ORIGINALLY.search(query):
        return bool(_FROM_WHAT_TO.search(before))
    if _ASKS_BEFORE.search(query) or not _FROM.search(before):
        return False
    onwards = _TO.match(after)
    if onwards and NUMBER.search(onwards.group()):
        return bool(_CHANGED_BEFORE.search(before))
    changed = _CHANGED_TO_FROM.search(before)
    return bool(_UP_FROM.search(before) or (changed and NUMBER.search(changed["value"])))


def _is_change(query: str, before: str, span: str) -> bool:
    """Say whether a number is by how much something grew, and not how much there is; a percentage may be both."""
    return bool(
        NUMBER.search(span)
        and wanted(query) is not Wanted.PERCENTAGE
        and not fits(Wanted.PERCENTAGE, span)
        and _CHANGED_BY.search(before)
        and not _ASKS_CHANGE.search(query)
    )


def _is_former_holder(query: str, before: str, after: str) -> bool:
    """Say whether a person has left the office that "Who is …?" asks for."""
    if not asks_who_holds(query) or _ASKS_FORMER.search(query):
        return False
    found = _FORMER_BEFORE.search(before) or _FORMER_AFTER.match(after)
    if found:
        # "A former finance minister" may be the prime minister now.
        asked = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", query)}
        office = re.split(r" (?:of|at|for|in|and)\b", found["office"].strip())[0]
        return {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", office)} <= asked
    return bool(_LEFT.match(after))


def _is_of_another_body(query: str, before: str, after: str) -> bool:
    """Say whether a person has the office of a longer name than the one asked about: Boeing Commercial Airplanes."""
    if not asks_who_holds(query):
        return False
    for name in find_names(query):
        asked = re.escape(_OFFICE_OF.sub("", name.text))
        here = re.search(
            rf"\b{asked}(?P<more>(?:[ -](?:[A-Z][\w.&’]*|and|of))*?) {_OFFICE}(?: and {_OFFICE})?,? $", before
        )
        there = re.match(rf",? (?:[\w’-]+ ){{1,6}}of (?:the )?{asked}(?P<more>(?: [A-Z][\w&-]+)+)", after)
        if found := here or there:
            more = re.findall(r"[A-Z][\w&’-]+", found["more"])
            return any(
                not re.fullmatch(_OFFICE, word) and not _SAME_BODY.fullmatch(word) and word not in query
                for word in more
            )
    return False
