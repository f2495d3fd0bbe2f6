"""The names of a text, word by word, in a form in which equal ones are equal: "Iraqi" is "Iraq", "USA" is "US"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.common_words import common_words
from assistant.question.numbers import NUMBER_WORDS
from assistant.question.phrases import MONTHS, WEEKDAYS, find_names

#: Words of names that say what a person or thing is; sources write them in many ways, or leave them out.
_TITLES = frozenset(
    "mr mrs ms dr president prime minister senator sen rep governor gov mayor general gen secretary king queen prince"
    " princess pope judge chief ceo spokesman spokeswoman spokesperson professor prof captain sergeant the of and for"
    " in on at to a an".split()
)
_NOT_NAMES = _TITLES | NUMBER_WORDS | set("some about more most many".split())
#: Parts of "19-year-old" and "twenty-two"; and of "three-quarters" and "two-time", which are names when alone.
_COUNTED = NUMBER_WORDS | {"year", "month", "week", "day", "hour", "minute", "mile", "foot", "point", "old"}
_COUNTED_TOGETHER = _COUNTED | {"a", "half", "halve", "quarter", "time", "way"}
_LONG_NAMES = (
    (re.compile(r"\bUnited States(?: of America)?\b"), "US"),
    (re.compile(r"\bUnited Kingdom\b|\bGreat Britain\b"), "UK"),
    (re.compile(r"\bUnited Nations\b"), "UN"),
    (re.compile(r"\bEuropean Union\b"), "EU"),
)
#: Different names of the same.
_ALIASES = {
    alias: canon
    for canon, aliases in {
        "us": "usa america american americans",
        "uk": "britain british britons",
        "france": "french",
        "netherlands": "dutch",
        "is": "isis isil",
        "spain": "spanish spaniards",
        "switzerland": "swiss",
        "poland": "polish poles",
        "turkey": "turkish turks turkiye",
        "denmark": "danish danes",
        "sweden": "swedish swedes",
        "greece": "greek greeks",
        "ireland": "irish",
        "scotland": "scottish scots",
        "wales": "welsh",
        "finland": "finnish finns",
        "norway": "norwegian norwegians",
        "belgium": "belgian belgians",
        "portugal": "portuguese",
        "thailand": "thai thais",
        "philippines": "philippine filipino filipinos",
        "peru": "peruvian peruvians",
        "lebanon": "lebanese",
        "afghanistan": "afghan afghans",
        "kazakhstan": "kazakh kazakhs",
        "cyprus": "cypriot cypriots",
        "republican": "republicans gop",
    }.items()
    for alias in aliases.split()
}
_DEMONYM = ("n", "ns", "an", "ans", "ian", "ians", "i", "is", "ese", "ish", "s", "es", "y", "ns’", "er", "ers", "ic")


#: Endings that make a common word of a common word: "traditionally", "heated". Italy and Boeing end so, too.
_ENDING = re.compile(r"(?:ly|ing|ed|ness|ments?|less|ful)$")
_WORD = re.compile(r"[^\W_][\w’'&.-]*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: ``text[start:end]``, and of its words those that say who or what, each (word, start, end)."""

    start: int
    end: int
    words: tuple[tuple[str, int, int], ...]

    @property
    def initials(self) -> str:
        """The first letters of its words, in lower case: "epa" for the Environmental Protection Agency."""
        return "".join(word[0] for word, _, _ in self.words if word[0].isupper()).casefold()


def names_of(text: str) -> list[Name]:
    """Return the names in ``text``, in order, without titles, days, months, and common words that open a sentence."""
    text = short_names(text)
    names = []
    for found in find_names(text):
        words = []
        for match in _WORD.finditer(found.text):
            word, start = match.group(), found.start + match.start()
            plain = word.casefold().strip(".'’")
            if plain in _NOT_NAMES or plain in WEEKDAYS or plain in MONTHS or not any(c.isalpha() for c in plain):
                continue
            if _is_counted(plain.split("-")):
                continue
            if not (_opens_sentence(text, start) and is_common(plain)):
                words.append((word, start, found.start + match.end()))
        if words:
            names.append(Name(found.start, found.end, tuple(words)))
    return names


def name_words(text: str) -> list[tuple[str, int, int]]:
    """Return (word, start, end) for each word of the names in ``text``; see ``names_of``."""
    return [word for name in names_of(text) for word in name.words]


def is_common(word: str) -> bool:
    """Say whether a word, in lower case, is usually written small: its capital then comes from where it stands."""
    base = _ENDING.sub("", word)
    return any(form in common_words() for form in (word, base, base + "e") if form[2:])


def _is_counted(parts: Sequence[str]) -> bool:
    counted = _COUNTED_TOGETHER if len(parts) > 1 else _COUNTED
    return all(part.isdigit() or {part, part.removesuffix("s")} & counted for part in parts)


def _opens_sentence(text: str, start: int) -> bool:
    return not re.search(r"[^\s.!?:“\"‘(][“\"‘(]?\s+[“\"‘(]?$", text[:start]) and not text[:start].endswith("-")


def short_names(text: str) -> str:
    """Return ``text`` with "United States" as "US" and the like, every other character at its place."""
    for long, short in _LONG_NAMES:
        text = long.sub(lambda match, short=short: short.ljust(len(match.group())), text)  # type: ignore[misc]
    return text


def canonical(word: str) -> str:
    """Return a name's word in the form in which equal ones are equal: no case, dots, possessive or other name."""
    plain = re.sub(r"[’']s?$", "", word.casefold()).replace(".", "").strip("’'")
    return _ALIASES.get(plain, plain)


def same_name(word: str, other: str) -> bool:
    """Say whether two words, in ``canonical`` form, name the same: "Iraqi" and "Iraq", "US" and "American"."""
    if word == other:
        return True
    longer, shorter = (word, other) if len(word) >= len(other) else (other, word)
    if len(shorter) < 4:
        return False
    stems = {shorter, shorter[:-1]} if shorter[-1] in "aeyo" else {shorter}
    return any(longer == stem + suffix for stem in stems for suffix in _DEMONYM)


def same_bearer(name: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two names, in ``canonical`` words, may be one's: by the last word, or a single one the other has."""
    short, long = sorted((name, other), key=len)
    return same_name(name[-1], other[-1]) or (len(short) == 1 and short[0] in long)
