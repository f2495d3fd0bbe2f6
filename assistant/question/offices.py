"""Offices: which one a question asks about ("Who is the mayor of Port Alden?"), and those that a sentence names.

English, and rules alone. What is no word of the list below is no office here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.freshness import asks_who_holds
from assistant.question.phrases import CAPITALS, MONTHS, WEEKDAYS, find_names

#: Words for one office, by its name.
_WORDS_FOR = {
    "chief executive": "ceo|chief executive officer|chief executive|boss",
    "president": "president",
    "premier": "prime minister|premier|pm|taoiseach",
    "minister": "minister",
    "secretary general": "secretary general|general secretary",
    "secretary of state": "secretary of state",
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
    "coach": "head coach|coach",
    "manager": "manager",
    "general manager": "general manager",
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
    "coaches": frozenset(("coach", "manager")),
    "edits": frozenset(("editor",)),
    "manages": frozenset(("coach", "manager", "chief executive", "director")),
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
    "managing|executive|interim|acting|caretaker|party|board|club|team|council|national|head|state|presidential"
)
_KIND = rf"(?:{_OTHER_KINDS}|{_SAME_KIND})"
_SAME = frozenset(_SAME_KIND.split("|"))
_ALIKE = {"defence": "defense", "labour": "labor", "transportation": "transport", "foreign affairs": "foreign"}
_OFFICE = re.compile(
    rf"(?<![\w-])(?P<kinds>(?:{_KIND}[ -]){{0,3}}?)"
    rf"(?P<office>{'|'.join(sorted(_OFFICES, key=len, reverse=True)).replace(' ', '[ -]')})(?![\w-])"
    rf"(?: (?:of|for) (?:the )?(?P<of>{_OTHER_KINDS})\b(?!(?-i: [{CAPITALS}])))?",
    re.IGNORECASE,
)
#: A small word right before an office makes another one of it ("sports editor"), but for these.
_PLAIN = frozenset(
    "the a an its his her their our your this that said says told as is was are be been being became become becomes"
    " named elected appointed made and or of by with to for from in at on new newly current former then outgoing"
    " incoming ex longtime veteran young popular democratic republican conservative liberal labour city town club"
    " company party group council county state national board team bank central first second acting interim executive"
    " managing general who who's who’s under between met like whose".split()
)
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([a-z]+)[ -]$")
#: "Head of communications", "chief financial officer".
_OTHER_HEAD = re.compile(r" (?:of (?:the )?[a-z]|[a-z]+ (?:officer|scientist|economist|correspondent|minister)s?\b)")
_CAPITAL = rf"[{CAPITALS}][\w’'&.-]*"
#: The name of a body: "Boeing", "the Bank of Estvar" without its article.
BODY = rf"{_CAPITAL}(?: (?:of |and |for |de |& )?(?:the )?{_CAPITAL}){{0,5}}"
_BEFORE_OFFICE = re.compile(rf"(?<![\w-])(?P<body>{BODY}?)(?:[’']s?)? (?:(?:new|interim|acting|current) )?$")
_BEHIND_OFFICE = re.compile(rf" (?:of|at|for|to) (?:the )?(?P<body>{BODY})")
_OWN_WORDS = re.compile(r"(?:(?:Party|Board|Club|Team|Council|State) )+")
#: A body in small letters, up to what says when.
_SMALL_BODY = re.compile(
    r" (?:of|at|for) (?:the )?(?P<body>.+?)(?=\W*$| (?:now|today|currently|these|right|at the|as of|in \d)\b)",
    re.IGNORECASE,
)
#: A body's name right before an office begins at most so many characters before it.
_LOOKED_BACK = 80
_CLAUSE = re.compile(
    r"\b(?:wife|husband|son|daughter|brother|sister|running for|run for|candidate"
    r"|until|when|while|who|whom|that|which|after|before|if)\b",
    re.IGNORECASE,
)
_SMALL = frozenset("the a an of at for in on to and or s".split())
#: Words of a question that name no body, and those that do where they are written small: "the central bank".
_NO_BODY = _SMALL | frozenset(
    "who whos is are now currently today present moment right it its current new this that latest as by with these days"
    " do you know".split()
)
_KIND_OF_BODY = frozenset(
    "bank central company party city town council agency club group county state university corporation board"
    " government authority commission association department ministry institute service national united".split()
)
#: Words of a body's name that make no other one of it, and those that begin a sentence before it.
_SAME_BODY = frozenset(
    "board corp corporation inc co company group holdings plc ltd party government republic city town state county"
    " administration team club the new on in at late early mid old then outgoing acting interim".split()
) | frozenset((*MONTHS, *WEEKDAYS))
#: One name for a country that has several, where capitals tell "US" from "us".
_SAME_PLACE = (
    (re.compile(r"\bU\.?S\.?(?:A\.?)?(?!\w)|\b[Uu]nited [Ss]tates\b|\bAmerican?s?\b"), "America"),
    (re.compile(r"\bU\.?K\.?(?!\w)|\b[Uu]nited [Kk]ingdom\b|\bBrit(?:ish|ain)\b"), "Britain"),
)
_CALLED_AFTER = {
    "fed": "federal", "french": "france", "swiss": "switzerland", "greek": "greece", "welsh": "wales",
    "irish": "ireland", "danish": "denmark", "spanish": "spain", "turkish": "turkey", "dutch": "netherlands",
    "scottish": "scotland", "english": "england", "polish": "poland", "swedish": "sweden", "finnish": "finland",
    "norwegian": "norway", "chinese": "china", "german": "germany", "portuguese": "portugal", "thai": "thailand",
    "filipino": "philippines", "czech": "czechia", "afghan": "afghanistan", "nigerien": "niger", "belgian": "belgium",
    "venezuelan": "venezuela", "mexican": "mexico", "moroccan": "morocco", "peruvian": "peru", "congolese": "congo",
}  # fmt: skip


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
            return self._has_all_of(body) and _names(self.body, body)
        if not body:
            return _names(self.body, around)
        # "Ana Ruiz and Port Alden Mayor Helena Marsh"; "Ostra" is Ostra Semiconductor, "Ostra Finance" is not.
        own = body.split(" and ")[-1]
        return self._has_all_of(own) and (_names(self.body, own) or _names(_body_words(own), " ".join(self.body)))

    def _has_all_of(self, body: str) -> bool:
        """Say whether a name beside an office has no word that makes another body of the one asked about."""
        asked = " ".join(self.body)
        return all(_names(frozenset((word,)), asked) for word in _body_words(body) - _SAME_BODY)


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
            named = query if query.islower() else " ".join(name.text for name in find_names(query))
            small = _SMALL_BODY.match(query, office.end)
            of = small["body"] if small else named
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
        if _is_no_office(match, text):
            continue
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


def _is_no_office(match: re.Match[str], text: str) -> bool:
    """Say whether the words of an office are something else here, or another office of a kind that is not listed."""
    if match["office"] == "pm" and (not text.islower() or re.search(r"\d ?$", text[: match.start()])):
        return True
    if match["office"].casefold() in ("head", "chief") and _OTHER_HEAD.match(text, match.end()):
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
    return not text.islower() and before is not None and before[1] not in _PLAIN


def called_after(place: str) -> frozenset[str]:
    """Return what may be called after a place: "Iraqi", "Sri Lankan", "Ukrainian", "Japanese"."""
    stems = [place + end for end in ("n", "i", "ese", "ian")]
    if place[-1:] in ("a", "e", "y", "o"):
        stems += [place[:-1] + "ian", place[:-1] + "an"]
    # Who is from Niger is no Nigerian.
    return frozenset(stems) if len(place) > 3 and place != "niger" else frozenset()


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
    for pattern, name in _SAME_PLACE:
        text = pattern.sub(name, text)
    words = (re.sub(r"[’']s?$", "", word.rstrip(".-")) for word in re.findall(r"\w[\w.’'-]*", text.casefold()))
    return frozenset(_CALLED_AFTER.get(word.rstrip("."), word.rstrip(".")) for word in words)


def _body_words(name: str) -> frozenset[str]:
    rest = _OFFICE.sub(" ", name)
    words = _words(rest)
    small = frozenset(re.findall(r"\b[a-z]\w+", rest)) & _KIND_OF_BODY
    return words - _NO_BODY - small or words - _SMALL


def _names(body: frozenset[str], text: str) -> bool:
    """Say whether a text has more than half of the words of a body's name, or what is called after them."""
    words = _words(text)
    named = sum(bool(word in words or called_after(word) & words or word in _names_after(words)) for word in body)
    return bool(body) and 2 * named > len(body)


def _names_after(places: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*map(called_after, places))
