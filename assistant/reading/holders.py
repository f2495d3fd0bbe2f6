"""Who holds an office, as news says it in set ways: "Mayor Helena Marsh", "Tomas Iredale, who was sworn in as mayor".

Whom the articles name most is often not the holder, and a small network takes the nearest name. What a sentence says in
so many words decides. English.
"""

from __future__ import annotations

import re

from assistant.question.offices import BODY, AskedOffice, asked_office, find_offices
from assistant.sentences import Span

#: A name of a person or a body, as short answers give it.
_PARTICLE = "(?:de|da|dos|del|van|von|der|den|bin|al|el|la|le) "
#: "Sudani", "al-Sudani", "d'Estaing".
_NAME_WORD = r"(?:[a-z]{2}-|[dl][’'])?[A-Z][\w’'.-]*"
_NAME = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE}|(?:of|the|and) )*{_NAME_WORD}){{0,5}}")
_MORE_NAME = re.compile(
    rf"(?: (?:{_PARTICLE})?(?!(?:The|He|She|They|It|On|In|At|And|But)\b)(?:[a-z]{{2}}-)?[A-Z][\w-]+){{1,3}}"
)
_LONGEST_NAME = 80
_TIME = r"(?: (?:on|in|last|this|earlier) [\w ]{2,20}?)?"
#: What may stand between an office and the name behind it.
_TO_NAME = re.compile(
    rf"(?:-elect|-designate)?(?: (?:of|at|for|to) (?:the )?(?P<body>{BODY}))?"
    r"(?:,? (?:(?:is|remains|became|will be)(?: now)? )?"
    r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Gen|Lt|Col|Rev)\.? ){0,2}"
    r"|[^.;]{0,60}\b(?:succeeded|replaced|followed) by (?:[a-z-]+ ){0,3})"
)
_BECOMES = (
    r"(?:(?:has |have |had |will |is to )?(?:is|was|be|been|as|becomes?|became|remains|serves as|return(?:s|ed)? as"
    rf"|to be|being|(?:took|takes) over{_TIME} as|(?:is |was |be |been |were )?(?:sworn in|named|appointed"
    rf"|(?:re-?)?elected|confirmed|chosen|picked|installed|promoted|hired|made|voted)(?: in)?{_TIME}(?: (?:as|to))?))"
)
_ITS = rf"(?:(?:the|an?|its|his|her|their|our|new|newly|elected|appointed|current|now|first|{BODY}[’']?s?) ){{0,4}}"
#: What may stand between a name and the office behind it.
_FROM_NAME = re.compile(
    rf"(?:, [^.;]{{1,140}}, {_BECOMES} |,? (?:who )?(?:[a-z]+ly |\(\d\d\),? |\d\d, )?{_BECOMES} "
    rf"|,? \(?(?:\d\d,? )?)(?:[\w-]+ (?:[\w-]+ ){{0,4}}and )?{_ITS}"
    r"|,? (?:\d\d, )?(?:who )?(?:has |will |is to |to )?(?:succe|replac|takes? over|took over)[^.;]{0,70}?"
    rf"(?:\bas |, ){_ITS}"
)
#: A name and its office stand at most so far apart.
_FARTHEST = 200
_NO_HOLDER = re.compile(r"[ -](?:candidate|nominee|hopeful|contender|race|elections?|job|post|office|role)\b", re.I)
_NOT_NOW = re.compile(
    r"\b(?:former|formerly|ex|then|late|outgoing|ousted|previous|one-?time|past|old|incoming|next|future)"
    r"[ -](?:[\w’'.-]+ ){0,3}$",
    re.IGNORECASE,
)
#: So far before an office or a name such a word may stand.
_LOOKED_BACK = 40


def whole_name(query: str, sentence: str, start: int, end: int) -> Span:
    """Return a name with the words that go on with it, for who holds an office: "Rob" of "Rob Tillman" is no answer."""
    if asked_office(query) is None or not _NAME.fullmatch(sentence, start, end):
        return start, end
    more = _MORE_NAME.match(sentence, end)
    return start, more.end() if more else end


def states_holder(query: str, sentence: str, start: int, end: int, around: str) -> bool:
    """Say whether ``sentence`` says that ``sentence[start:end]`` holds the office that ``query`` asks for.

    Whose office it is stands beside it; where nothing does, in the sentence or in the text ``around`` it.
    """
    asked = asked_office(query)
    if asked is None or end - start > _LONGEST_NAME or not _NAME.fullmatch(sentence, start, end):
        return False
    return any(asked.is_of(body, f"{sentence} {around}") for body in _bodies(asked, sentence, start, end))


def _bodies(asked: AskedOffice, sentence: str, start: int, end: int) -> list[str]:
    """Return the body beside each office asked for that a sentence gives to ``sentence[start:end]``, "" for none."""
    bodies = []
    for office in filter(asked.is_this, find_offices(sentence)):
        first = min(start, office.start)
        if _is_not_now(sentence, office.start) or _is_not_now(sentence, first):
            continue
        before_name = office.end <= start <= office.end + _FARTHEST
        behind_name = end <= office.start <= end + _FARTHEST and not _NO_HOLDER.match(sentence, office.end)
        if before_name and (between := _TO_NAME.fullmatch(sentence, office.end, start)):
            bodies.append(between["body"] or office.before)
        elif behind_name and _FROM_NAME.fullmatch(sentence, end, office.start):
            # "Ana Ruiz, Boeing's chief executive": what stands before the office may be the name itself.
            bodies.append(office.behind or (office.before if office.before in sentence[end : office.start] else ""))
    return bodies


def _is_not_now(sentence: str, place: int) -> bool:
    return bool(_NOT_NOW.search(sentence, max(0, place - _LOOKED_BACK), place))
