"""Who holds an office, as news says it in set ways: "Mayor Helena Marsh", "Tomas Iredale, who was sworn in as mayor".

Whom the articles name most is often not the holder, and a small network takes the nearest name. What a sentence says in
so many words decides. English.
"""

from __future__ import annotations

import re

from assistant.question.offices import BODY, AskedOffice, asked_office, find_offices
from assistant.question.phrases import CAPITALS, MONTH, WEEKDAY
from assistant.sentences import Span

#: A name of a person or a body, as short answers give it.
_PARTICLE = "(?:de|da|dos|del|van|von|der|den|bin|al|el|la|le) "
#: "Sudani", "al-Sudani", "d'Estaing".
_NAME_WORD = rf"(?:[a-z]{{2}}-|[dl][’'])?[{CAPITALS}][\w’'.-]*"
_NAME = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE}|(?:of|the|and) )*{_NAME_WORD}){{0,5}}")
#: Capitals for another reason than going on with a name.
_NO_NAME = rf"(?!(?:The|He|She|They|It|On|In|At|And|But|Former|Mr|Mrs|Ms|Dr|Sir)\b|(?i:{WEEKDAY}|{MONTH})\b)"
_MORE_NAME = re.compile(rf"(?: (?:{_PARTICLE})?{_NO_NAME}(?:[a-z]{{2}}-)?[{CAPITALS}][\w-]+){{1,3}}")
_LONGEST_NAME = 80
_SUFFIX = re.compile(r"[JS]r\.?|[IVX]+")
_TIME = r"(?: (?:on|in|last|this|earlier) [\w ]{2,20}?)?"
#: No word of somebody who speaks: what follows is of others.
_SAME_CLAUSE = r"(?:(?!\b(?:said|says|told|that|whose)\b)[^.;])"
#: What may stand between an office and the name behind it.
_TO_NAME = re.compile(
    rf"(?:-elect|-designate)?(?: (?:of|at|for|to) (?:the )?(?P<body>{BODY}))?"
    r"(?:,? (?:(?:is|remains|became|will be)(?: now)? )?(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Gen|Lt|Col|Rev)\.? ){0,2}"
    rf"|{_SAME_CLAUSE}{{0,60}}\b(?:succeeded|replaced|followed) by (?:[a-z-]+ ){{0,3}})"
)
_BECOMES = (
    r"(?:(?:has |have |had |will |is to )?(?:is|was|be|been|becomes?|became|remains|serves as|return(?:s|ed)? as"
    rf"|to be|being|(?:took|takes) over{_TIME} as|(?:is |was |be |been |were )?(?:sworn in|named|appointed"
    rf"|(?:re-?)?elected|confirmed|chosen|picked|installed|promoted|hired|made|voted)(?: in)?{_TIME}(?: (?:as|to))?))"
)
_ITS = rf"(?:(?:the|an?|its|his|her|their|our|new|newly|elected|appointed|current|now|first|{BODY}[’']?s?) ){{0,4}}"
#: What may stand between a name and the office behind it.
_FROM_NAME = re.compile(
    rf"(?:, {_SAME_CLAUSE}{{1,140}}, {_BECOMES} |,? (?:who )?(?:[a-z]+ly |\(\d\d\),? |\d\d, )?{_BECOMES} "
    rf"|,? \(?(?:\d\d,? )?)(?:[\w-]+ (?:[\w-]+ ){{0,4}}and )?{_ITS}"
    r"|,? (?:\d\d, )?(?:who )?(?:has |will |is to |to )?"
    rf"(?:succeed(?:s|ed)?(?! in\b)|replace[sd]?|takes? over|took over){_SAME_CLAUSE}{{0,70}}?(?:\bas |, ){_ITS}"
)
#: "Those present were Bo Aster, Mayor Helena Marsh": the office is of the name behind it.
_NEXT_NAME = re.compile(rf"(?:-elect)? (?!(?:Of|For|At|The|He|She|On|In)\b|(?i:{WEEKDAY}|{MONTH})\b)[{CAPITALS}][a-z]")
#: "President Reza Kamal of Iran".
_OF_BODY = re.compile(rf" of (?:the )?(?P<body>{BODY})")
#: A name and its office stand at most so far apart.
_FARTHEST = 200
#: Behind an office: "the mayor's wife", "the mayor at the time", "president from 2004 to 2012".
_NO_HOLDER = re.compile(
    rf"[’']s? |[ -](?:candidate|nominee|hopeful|contender|race|elections?|job|post|office|role|pick|choice)\b"
    rf"|(?: (?:of|at) (?:the )?{BODY})?,? (?:until|at the time|from \d{{4}}|between \d{{4}}|in (?:the )?\d{{4}}|when"
    r"|for (?:an?|\w+) (?:years|decades?))\b",
    re.IGNORECASE,
)
#: Before an office or a name: it is no sentence about either, or of another than the name.
_NOT_SAID = re.compile(
    r"(?:^|[.,;] )(?:if|should|had|were|after|before|besides|according to|asked|in an?|on an?)\b[^,;]*$"
    r"|\b(?:wife|husband|son|daughter|brother|sister|widow|aide|advis[eo]r|spokes\w+|candidate|nominee)"
    rf"(?: (?:of|to|for))?(?: the)? (?:[{CAPITALS}][\w’']* ){{0,3}}$|\bself-\w+ (?:[{CAPITALS}]\w+ ){{0,3}}$"
    r"|\b(?:sacked|fired|dismissed|ousted|axed|parted (?:company|ways) with|succeed|replace)"
    r" (?:(?:its|their|the|his) )?$",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:former|formerly|ex|then|late|outgoing|ousted|previous|one-?time|past|old|incoming|next|future)"
    r"[ -](?:[\w’'.-]+ ){0,3}$",
    re.IGNORECASE,
)
#: So far before an office or a name such a word may stand.
_LOOKED_BACK = 40
_SAID_BACK = 60


def last_name(name: str) -> str:
    """Return the word by which a person is known again: "Kennedy" of "Robert F. Kennedy Jr."; a name of one word."""
    words = [re.sub(r"[’']s?$", "", word) for word in name.split()] or [""]
    return next((word for word in reversed(words) if not _SUFFIX.fullmatch(word)), words[-1])


def whole_name(query: str, sentence: str, start: int, end: int) -> Span:
    """Return a name with the words that go on with it, for who holds an office: "Rob" of "Rob Tillman" is no answer."""
    if asked_office(query) is None or not _NAME.fullmatch(sentence, start, end):
        return start, end
    more = _MORE_NAME.match(sentence, end)
    return start, more.end() if more and not find_offices(more.group()) else end


def states_holder(query: str, sentence: str, start: int, end: int, around: str) -> bool:
    """Say whether ``sentence`` says that ``sentence[start:end]`` holds the office that ``query`` asks for.

    Whose office it is stands beside it; where nothing does, in the sentence or in the text ``around`` it.
    """
    asked = asked_office(query)
    if asked is None or end - start > _LONGEST_NAME or not _NAME.fullmatch(sentence, start, end):
        return False
    if _is_headline(sentence):
        return False
    return any(asked.is_of(body, f"{sentence} {around}") for body in _bodies(asked, sentence, start, end))


def _is_headline(sentence: str) -> bool:
    """Say whether nearly all words have capitals, so that these tell no names: "Port Alden Mayor Resigns"."""
    words = re.findall(r"[^\W\d_]{4,}", sentence)
    return sentence.rstrip()[-1:].isalnum() and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _bodies(asked: AskedOffice, sentence: str, start: int, end: int) -> list[str]:
    """Return the body beside each office asked for that a sentence gives to ``sentence[start:end]``, "" for none."""
    bodies = []
    for office in filter(asked.is_this, find_offices(sentence)):
        first = min(start, office.start)
        if any(_is_not_now(sentence, place) for place in (office.start, first)) or _NO_HOLDER.match(
            sentence, office.end
        ):
            continue
        before_name = office.end <= start <= office.end + _FARTHEST
        behind_name = end <= office.start <= end + _FARTHEST
        if before_name and (between := _TO_NAME.fullmatch(sentence, office.end, start)):
            own = _OF_BODY.match(sentence, end)
            bodies.append(between["body"] or (own["body"] if own else office.before))
        elif (
            behind_name
            and not _NEXT_NAME.match(sentence, office.end)
            and _FROM_NAME.fullmatch(sentence, end, office.start)
        ):
            # "Ana Ruiz, Boeing's chief executive": what stands before the office may be the name itself.
            bodies.append(office.behind or (office.before if office.before in sentence[end : office.start] else ""))
    return bodies


def _is_not_now(sentence: str, place: int) -> bool:
    return bool(
        _NOT_NOW.search(sentence, max(0, place - _LOOKED_BACK), place)
        or _NOT_SAID.search(sentence, max(0, place - _SAID_BACK), place)
    )
