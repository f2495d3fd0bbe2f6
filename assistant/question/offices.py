"""Offices: which one a question asks about ("Who is the mayor of Port Alden?"), and those that a sentence names.

English, and rules alone. What is no word of the list below is no office here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.freshness import asks_who_holds
from assistant.question.phrases import find_names

#: Words for one office, by its name.
_WORDS_FOR = {
    "chief executive": "ceo|chief executive officer|chief executive|boss",
    "president": "president",
    "premier": "prime minister|premier|pm|taoiseach",
    "minister": "minister",
    "secretary general": "secretary general|general secretary",
    "secretary": "secretary",
    "chancellor": "chancellor",
    "governor": "governor|gov",
    "mayor": "mayor",
    "chief of staff": "chief of staff",
    "chair": "chair|chairman|chairwoman|chairperson",
    "speaker": "speaker",
    "director general": "director general",
    "director": "director",
    "administrator": "administrator",
    "commissioner": "commissioner",
    "ambassador": "ambassador|envoy",
    "leader": "leader|head|chief",
    "police chief": "police chief|chief constable|chief of police|police commissioner",
    "editor": "editor in chief|executive editor|editor",
    "coach": "head coach|coach|manager",
    "captain": "captain|skipper",
    "archbishop": "archbishop",
    "bishop": "bishop",
    "rector": "rector|vice chancellor",
    "principal": "principal|headteacher|head teacher|headmaster|headmistress",
    "superintendent": "superintendent",
    "prosecutor": "prosecutor|district attorney",
    "attorney general": "attorney general",
    "sheriff": "sheriff",
    "commander": "commander",
    "conductor": "conductor",
    "curator": "curator",
    "owner": "owner",
    "champion": "champion",
    "nominee": "nominee",
    "king": "king",
    "queen": "queen",
    "pope": "pope|pontiff",
    "patriarch": "patriarch",
    "spokesperson": "spokesman|spokeswoman|spokesperson",
}
_OFFICES = {word: office for office, words in _WORDS_FOR.items() for word in words.split("|")}
#: Who leads a body, whatever it calls the office.
HEADS = frozenset(
    "chief executive|president|premier|chair|director general|director|secretary general|rector|administrator"
    "|commissioner|leader|governor|commander|principal|superintendent|police chief".split("|")
)
_BY_VERB = {
    "leads heads runs governs rules": HEADS,
    "chairs": frozenset(("chair",)),
    "captains": frozenset(("captain",)),
    "coaches": frozenset(("coach",)),
    "edits": frozenset(("editor",)),
    "manages": frozenset(("coach", "chief executive", "director")),
    "commands": frozenset(("commander", "leader")),
    "owns": frozenset(("owner",)),
}
_ASKED_BY_VERB = re.compile(
    rf"\bwho (?:now |currently )?(?P<verb>{'|'.join(' '.join(_BY_VERB).split())}) (?P<body>.+?)"
    r"(?=\W*$| (?:in|at|as|now|currently|today|since)\b)",
    re.IGNORECASE,
)
#: Words that make another office of one: a deputy mayor is no mayor.
_OTHER_KINDS = (
    "vice|deputy|assistant|associate|co|first|foreign affairs|foreign|finance|defen[cs]e|interior|home|health|education"
    "|justice|energy|transport|transportation|culture|agriculture|environment|housing|trade|treasury|labou?r|press"
    "|creative|financial|operating|technology|sporting|technical|music|artistic|economy|homeland security|majority"
    "|minority|police|fire|youth|shadow"
)
#: Words that leave it what it is.
_SAME_KIND = (
    "managing|executive|interim|acting|caretaker|party|board|club|team|council|national|head|general|state|presidential"
)
_KIND = rf"(?:{_OTHER_KINDS}|{_SAME_KIND})"
_SAME = frozenset(_SAME_KIND.split("|"))
_ALIKE = {"defence": "defense", "labour": "labor", "transportation": "transport", "foreign affairs": "foreign"}
_OFFICE = re.compile(
    rf"(?<![\w-])(?P<kinds>(?:{_KIND}[ -]){{0,3}}?)"
    rf"(?P<office>{'|'.join(sorted(_OFFICES, key=len, reverse=True)).replace(' ', '[ -]')})(?![\w-])"
    rf"(?: (?:of|for) (?:the )?(?P<of>{_OTHER_KINDS})\b(?! [A-Z]))?",
    re.IGNORECASE,
)
_CAPITAL = r"[A-Z][\w’'&.-]*"
#: The name of a body: "Boeing", "the Bank of Estvar" without its article.
BODY = rf"{_CAPITAL}(?: (?:of |and |for |de |& )?(?:the )?{_CAPITAL}){{0,5}}"
_BEFORE_OFFICE = re.compile(rf"(?<![\w-])(?P<body>{BODY}?)(?:[’']s?)? (?:(?:new|interim|acting|current) )?$")
_BEHIND_OFFICE = re.compile(rf" (?:of|at|for|to) (?:the )?(?P<body>{BODY})")
_OWN_WORDS = re.compile(r"(?:(?:Party|Board|Club|Team|Council|State) )+")
#: A body's name right before an office begins at most so many characters before it.
_LOOKED_BACK = 80
_CLAUSE = re.compile(r"\b(?:until|when|while|who|whom|that|which|after|before|if)\b", re.IGNORECASE)
_SMALL = frozenset("the a an of at for in on to and or s".split())
#: Words of a question that name no body, or no certain one.
_NO_BODY = _SMALL | frozenset(
    "who whos is are now currently today present moment right it its current new this that latest as by with"
    " bank central company party city town council agency club group county state university corporation board"
    " government authority commission association department ministry institute service national united".split()
)
_ONE_PLACE = {
    **dict.fromkeys(("uk", "u.k", "britain", "british"), "kingdom"),
    **dict.fromkeys(("us", "u.s", "usa", "states"), "america"),
    "fed": "federal", "french": "france", "swiss": "switzerland", "greek": "greece", "welsh": "wales",
    "irish": "ireland", "danish": "denmark", "spanish": "spain", "turkish": "turkey", "dutch": "netherlands",
}  # fmt: skip
#: So many letters of a place begin what is called after it: Scotland, Scottish.
_STEM = 4


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a text names it, ``text[start:end]``, with the names of bodies right before and behind it, or ""."""

    name: str
    kinds: frozenset[str]
    start: int
    end: int
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class AskedOffice:
    """The offices that a question asks for, one or whatever a head is called, and the words of the body's name."""

    names: frozenset[str]
    kinds: frozenset[str]
    body: frozenset[str]

    def is_this(self, office: Office) -> bool:
        """Say whether an office is one asked for, of any body: a deputy's is not."""
        return office.name in self.names and office.kinds == self.kinds

    def is_of(self, body: str, around: str) -> bool:
        """Say whether the body beside an office is the one asked about; of "", whether the text around it names it."""
        if self.names >= HEADS:
            # The president of a country does not run its bank.
            return _names(self.body, body)
        if not body:
            return _names(self.body, around)
        # "Ostra" is Ostra Semiconductor.
        return _names(self.body, body) or _names(_body_words(body), " ".join(self.body))


@lru_cache(maxsize=64)
def asked_office(query: str) -> AskedOffice | None:
    """Return the office whose holder a question asks for; None where it asks for none, or does not say of what."""
    if not asks_who_holds(query):
        return None
    if query.isupper():
        query = query.casefold()
    if office := _office_after_who(query):
        names = HEADS if office.name == "leader" else frozenset((office.name,))
        of = office.behind or office.before
        if not of:
            of = query if query.islower() else " ".join(name.text for name in find_names(query))
        body = _body_words(of)
        return AskedOffice(names, office.kinds, body) if body else None
    if found := _ASKED_BY_VERB.search(query):
        names = next(names for verbs, names in _BY_VERB.items() if found["verb"].casefold() in verbs.split())
        return AskedOffice(names, frozenset(), _words(found["body"]) - _SMALL)
    return None


@lru_cache(maxsize=256)
def find_offices(text: str) -> tuple[Office, ...]:
    """Return the offices that a sentence names, in order."""
    found = []
    for match in _OFFICE.finditer(text):
        words = re.findall(_KIND, f"{match['kinds']} {match['of'] or ''}".casefold())
        kinds = frozenset(_ALIKE.get(word, word) for word in words if word not in _SAME)
        # "Harbour Party leader": the words before an office may be the end of its body's name.
        start = match.start("office") if _OWN_WORDS.fullmatch(match["kinds"]) else match.start()
        before = _BEFORE_OFFICE.search(text, max(0, start - _LOOKED_BACK), start)
        behind = _BEHIND_OFFICE.match(text, match.end())
        name = _OFFICES[match["office"].casefold().replace("-", " ")]
        bodies = [body["body"] if body and _body_words(body["body"]) else "" for body in (before, behind)]
        found.append(Office(name, kinds, match.start(), match.end(), *bodies))
    return tuple(found)


def _office_after_who(query: str) -> Office | None:
    """Return the office that is asked for: not the one of "President Biden's chief of staff", or of a later clause."""
    who = re.search(r"\bwho\b", query, re.IGNORECASE)
    for office in find_offices(query):
        if who is None or office.start < who.end():
            continue
        if _CLAUSE.search(query, who.end(), office.start):
            return None
        if not re.match(r" [A-Z]", query[office.end :]):
            return office
    return None


def _words(text: str) -> frozenset[str]:
    words = (re.sub(r"[’']s?$", "", word.rstrip(".-")) for word in re.findall(r"\w[\w.’'-]*", text.casefold()))
    return frozenset(_ONE_PLACE.get(word.rstrip("."), word.rstrip(".")) for word in words)


def _body_words(name: str) -> frozenset[str]:
    words = _words(_OFFICE.sub(" ", name))
    return words - _NO_BODY or words - _SMALL


def _names(body: frozenset[str], text: str) -> bool:
    """Say whether a text has more than half of the words of a body's name, or what is called after them."""
    words = _words(text)
    stems = {word[:_STEM] for word in words if len(word) > _STEM}
    named = sum(word in words or (len(word) > _STEM and word[:_STEM] in stems) for word in body)
    return bool(body) and 2 * named > len(body)
