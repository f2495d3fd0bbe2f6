"""The parts of a question: names, phrases with a preposition, the words that ask, what is counted. Rules, no model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.places import is_country, is_state

AUXILIARY = (
    r"(?:is|are|was|were|am|be|do|does|did|has|have|had|will|would|can|could|should|shall|(?-i:may)|might|must"
    r"|isn[’']t|aren[’']t|wasn[’']t|weren[’']t|don[’']t|doesn[’']t|didn[’']t|hasn[’']t|haven[’']t|won[’']t|can[’']t)"
)
#: The words that ask, with what belongs to them: "Who", "How many", "Since when".
ASKING = (
    r"(?:(?:since|until|till|by|for|from|to|in|on|at|with|of|about)\s+)?"
    r"(?:how\s+(?:many|much|long|old|far|often|big|tall|large|high|fast|soon|come|so)|who|whom|whose|what|which|when"
    r"|where|why|how)"
)
PREPOSITION = (
    r"(?:in|on|at|from|to|near|for|since|until|before|after|during|by|with|against|about|under|over|between|across"
    r"|around|inside|outside|within|towards?|into|of|as\s+of)"
)
MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
#: Words that name a time by today, and need no preposition.
RELATIVE_DATE = (
    r"(?:yesterday|today|tonight|tomorrow|(?:last|this|next|past|previous)\s+(?:night|week|weekend|month|year|decade"
    rf"|century|{SEASON}|{WEEKDAY}|{MONTH}))\b"
)
_PART = r"(?:(?:early|late|mid)[\s-])?"
#: What a date begins with.
DATE = (
    rf"(?:(?:the\s+)?{_PART}(?:{MONTH}\b|\d{{4}}s?\b|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b"
    rf"|{WEEKDAY}\b|now\b|{RELATIVE_DATE}|{SEASON}(?:\s+of)?\s+\d{{4}}))"
)
_DATE = re.compile(DATE, re.IGNORECASE)
#: Words with capitals that are nothing but a date: "October 7", "Mid-March", "Spring 2024".
_ALL_DATE = re.compile(
    rf"{RELATIVE_DATE}|now|{_PART}(?:(?:{MONTH}|{WEEKDAY}|{SEASON}|\d{{4}}s?|\d{{1,2}}(?:st|nd|rd|th)?|of)\b[\s.,-]*)+",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_LEADING_YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d)?\s+(?=\S)")
_LEADING_DAY = re.compile(rf"(?:{WEEKDAY}|{MONTH})[’']s\s+(?=\S)", re.IGNORECASE)
#: Words that a question may open with, or that are capitals for another reason than being a name.
_NO_NAME = frozenset(
    "who whom whose what which when where why how and but or so is are was were am do does did has have had will would"
    " can could should shall may might must the a an in on at of for from to by with since until before after as if"
    " tell describe name list explain summarize summarise give show ok okay any anything also then i it he she they we"
    " you this that these those there his her its their my your our not no yes please could compare mr mrs ms dr"
    " besides according during about under between among today yesterday tomorrow"
    " isn't aren't wasn't weren't didn't don't doesn't hasn't i'm what's who's where's when's how's".split()
)
#: The capitals of all alphabets from Latin to Cyrillic: "Özgür Özel", "Şahin".
CAPITALS = "".join(letter for letter in map(chr, range(0x530)) if letter.isupper())
_CAPITAL = rf"(?:[{CAPITALS}0-9][\w’'&.-]*[\w]|[{CAPITALS}]\b)"
_JOINING = (
    rf"(?:(?:of|for|on)\s+(?:the\s+)?(?!(?i:{DATE}))|de\s+|del\s+|la\s+|al\s+|bin\s+|van\s+|von\s+|&\s+|[dl][’'])"
)
#: Not within a word, nor after its apostrophe; after a quotation mark.
#: No name goes on in the next paragraph.
_GAP = r"(?:[^\S\n]|\n(?!\s*\n))+"
_NAME = re.compile(rf"(?<!\w)(?<!\w[’']){_CAPITAL}(?:{_GAP}{_JOINING}?{_CAPITAL})*")
_PLACE_OR_BODY = re.compile(
    r"\b(?:bridge|bank|army|university|college|city|state|states|house|party|union|court|council|company|corp|inc|group"
    r"|street|river|island|mountain|war|museum|cup|league|games|olympics|act|bill|party|county|institute|agency|office"
    r"|department|ministry|committee|association|band|album|republic|kingdom|force|forces|base|memorial)\b",
    re.IGNORECASE,
)


#: The prepositions that say where.
WHERE = r"(?:in|at|near|inside|outside|within|across|around)"
_WHERE = re.compile(rf"\b{WHERE}\s+(?:the\s+)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|an?)\s+(?:[a-z][\w-]*\s+){1,3}of\s+(?:the\s+)?$|\bthe\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a question: ``question[start:end] == text``."""

    text: str
    start: int
    end: int


def find_names(text: str) -> list[Phrase]:
    """Return the names in ``text``, in order: runs of words with capitals; none where all letters are capitals.

    Words that open a question are none; a possessive ending, dates and bare numbers are left out. A year belongs to the
    name that follows it only after an article ("the 2022 World Cup", but "In 2022 Germany"), a day's name that has
    an apostrophe never: "Sunday's Grammy Awards".
    """
    if text.isupper():
        return []
    found = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        first = next(
            (w for w in _WORD.finditer(text, start, end) if w.group().casefold().strip(".") not in _NO_NAME), None
        )
        if first is None:
            continue
        start = first.start()
        words = text[start:end]
        article = re.search(r"\b(?:the|an?)\s+$", text[max(0, start - 5) : start], re.IGNORECASE)
        if date := _LEADING_DAY.match(words) or (None if article else _LEADING_YEAR.match(words)):
            start += date.end()
            words = words[date.end() :]
        words = re.sub(r"[’']s?$", "", words)
        if any(letter.isupper() for letter in words) and not _ALL_DATE.fullmatch(words):
            found.append(Phrase(words, start, start + len(words)))
    return found


def is_date(words: str) -> bool:
    """Say whether a fragment begins as a date or a span of time does: "January", "last week", but not "Jan Egeland"."""
    words = words.strip()
    match = _DATE.match(words)
    return match is not None and not any(name.start < match.end() for name in find_names(words))


def looks_personal(name: str) -> bool:
    """Say whether a name may be a person's: no acronym, number, country or state, and no word of places and bodies."""
    return not (
        name.isupper()
        or any(letter.isdigit() for letter in name)
        or _PLACE_OR_BODY.search(name)
        or is_country(name)
        or is_state(name)
    )


def in_place(text: str, name: Phrase) -> bool:
    """Say whether a name says where: "Gaza" in "Who leads Hamas in Gaza?"."""
    return bool(_WHERE.search(text[max(0, name.start - 20) : name.start]))


def with_article(text: str, name: Phrase) -> Phrase:
    """Return the name with the "the" that stands before it, and what it is the "of" of ("the launch of Halden-4")."""
    found = _ARTICLE.search(text[: name.start])
    start = found.start() if found else name.start
    return Phrase(text[start : name.end], start, name.end)


def prepositional(text: str) -> list[tuple[str, Phrase]]:
    """Return (preposition, its object) for each phrase such as "in Syria" or "since October 2023", in order."""
    pattern = re.compile(
        rf"\b({PREPOSITION})\s+((?:(?!{PREPOSITION}\b|{AUXILIARY}\b|{ASKING}\b)[\w’'&.,-]+\s*)+)", re.IGNORECASE
    )
    found = []
    for match in pattern.finditer(text):
        words = match.group(2).rstrip(" ,.")
        if words:
            found.append((match.group(1).lower(), Phrase(words, match.start(2), match.start(2) + len(words))))
    return found


def split_asking(question: str) -> tuple[str, str]:
    """Return the asking words and the rest, stripped of its mark: ("How many", "troops are in Syria"); "" for none."""
    rest = question.strip().rstrip("?!. ")
    match = re.match(rf"({ASKING})\b[\s,]*", rest, re.IGNORECASE)
    return (match.group(1), rest[match.end() :]) if match else ("", rest)


def counted(question: str) -> str:
    """Return what is counted: "US troops" for "How many US troops are in Syria?"; "" where nothing is."""
    match = re.search(
        rf"\b(?:how many|which|what)\s+((?:(?!{AUXILIARY}\b)[\w’'-]+\s+){{1,4}}?){AUXILIARY}\b", question, re.I
    )
    return match.group(1).strip() if match else ""
