"""The citation marks of a chat model: the many forms they come in, the numbers they hold, a sentence without them."""

from __future__ import annotations

import re

#: Passages that one range may cite: "[1-3]".
MOST_CITED = 50

#: Marks as ``plain_marks`` writes them, one behind the other.
PLAIN_MARKS = r"\[\d+\](?:[ ,;&]*(?:and +)?\[\d+\])*"

_NOUN = r"(?:passages?|sources?|refs?\.?|references?)"
_PREFIX = rf"(?:(?:(?:{_NOUN}|numbers?|no\.)\s*#?|[\^#])\s*)?"
_NUMBERS = rf"{_PREFIX}\d+(?:\s*(?:[-–;&/]|,(?:\s*and\b)?|and\b)\s*{_PREFIX}\d+)*"
#: What may follow the numbers: "†source", or ", Northgate Post, May 3".
_WORDS = r"(?:†[^\]】]*|\s*[,:](?=[^\]】]{0,120}[^\W\d_])[^\]】]{1,120})?"
_MARK = re.compile(
    rf"(?P<twice>\[)?[\[【]\s*(?P<numbers>{_NUMBERS}){_WORDS}\s*[\]】](?(twice)\])(?:\([^()\s]*\))?", re.IGNORECASE
)
_CITED = re.compile(rf"(\d{{1,9}})(?:\s*[-–]\s*{_PREFIX}(\d{{1,9}}))?", re.IGNORECASE)
#: "(passage 4)" is a mark wherever it stands, as is "(Passage [4])", and 4 in "according to passage 4".
_NAMED = re.compile(rf"\(\s*(?:see\s+)?{_NOUN}\s*[:#]?\s*({_NUMBERS})\s*\)", re.IGNORECASE)
_ENCLOSED = re.compile(rf"\(\s*(?:see\s+)?(?:{_NOUN}\s*:?\s*)?({PLAIN_MARKS})\s*\)", re.IGNORECASE)
_SPOKEN = re.compile(rf"\b((?:according\s+to|per|in|from|based\s+on)\s+passages?)\s+({_NUMBERS})\b", re.IGNORECASE)
#: "(4)" is one at the end of a sentence alone, and of two digits at most: "(2024)" is a year, "(4-3)" a result.
_ROUND = r"(?:\(\s*\d{1,2}(?:\s*[,;&]\s*\d{1,2}){0,9}\s*\)[^\S\n]{0,2}){1,9}"
_ROUND_AT_END = re.compile(
    rf"(?P<stop>[.!?][\"”’']?[^\S\n]+){_ROUND}(?=\s|$)|(?<=[^\S\n]){_ROUND}(?=[.!?][\"”’']?(?![^\S\n]*\[\d)(?:\s|$)|\n|$)"
)

_FROM = r"(?:according\s+to|per|based\s+on|as\s+\w+\s+(?:in|by))"
_NAMES = rf"(?:the\s+)?(?:passages?|sources?|articles?)\s*{PLAIN_MARKS}"
#: Words that say which passage a sentence is from, and nothing of the news.
_CREDIT = rf"(?:{_FROM}\s+(?:{_NAMES}|{PLAIN_MARKS})|(?:in|from)\s+{_NAMES})"
_OPENING_CREDIT = re.compile(
    rf"^\W*(?:{_CREDIT}\s*,?|(?:in|from)\s+{PLAIN_MARKS}\s*,|{PLAIN_MARKS}\s*:"
    r"|(?:according\s+to|based\s+on)\s+(?:the\s+)?(?:(?:provided|given)\s+)?passages(?:\s+(?:provided|given))?\s*,"
    rf"|{_NAMES}\s*(?:says?|states?|reports?|notes?|mentions?|confirms?)\s+that\b)\s*",
    re.IGNORECASE,
)
_LATER_CREDIT = re.compile(rf",\s*{_CREDIT}\s*,?|\b{_CREDIT}", re.IGNORECASE)


def plain_marks(text: str) -> str:
    """Return the text of a chat model with each of its citation marks in one form: [1], or [1][3] for several."""
    text = bracketed(_SPOKEN.sub(r"\1 [\2]", text))
    text = _ENCLOSED.sub(r"\1", _NAMED.sub(lambda match: _written(match.group(1)), text))
    return _ROUND_AT_END.sub(lambda match: _round(match, text), text)


def bracketed(text: str) -> str:
    """Return a text with the marks of it that stand in square brackets in one form."""
    return _MARK.sub(lambda match: _written(match.group("numbers")), text)


def cited_numbers(sentence: str) -> list[int]:
    """Return the passage numbers that a sentence cites, each once, in order: 1, 2 and 3 for "[1-3]"."""
    found = [number for mark in _MARK.finditer(sentence) for number in _numbers(mark.group("numbers"))]
    return list(dict.fromkeys(found))


def without_marks(sentence: str) -> str:
    """Return a sentence without its citation marks, and without words that only say which passage it is from."""
    text = bracketed(sentence)
    said = _OPENING_CREDIT.sub("", text)
    if said != text:
        said = said[:1].upper() + said[1:]
    said = re.sub(r"\[\d+\]|\(\s*\)", " ", _LATER_CREDIT.sub(" ", said))
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(said.split()))


def marks_changed_to_parentheses(text: str) -> str:
    """Return the text of an article with what looks like a citation mark in parentheses: a chat model cites with it."""
    return _MARK.sub(lambda match: match.group().translate(_PARENTHESES), text)


_PARENTHESES = str.maketrans("[]【】", "()()")


def _round(match: re.Match[str], text: str) -> str:
    """Return a "(4)" as a mark, or as it is: where square marks came before, or a list is numbered so, it is none."""
    line = text.rfind("\n", 0, match.start()) + 1
    if re.search(r"\[\d+\]", text[: match.start()]) or re.match(r"\W*\(\d", text[line : match.end()]):
        return match.group()
    marks = match.group()[len(match.group("stop") or "") :]
    return f"{match.group('stop') or ''}{_written(marks)}{' ' if marks[-1:].isspace() else ''}"


def _written(numbers: str) -> str:
    return "".join(f"[{number}]" for number in _numbers(numbers))


def _numbers(written: str) -> list[int]:
    found: list[int] = []
    for first, last in _CITED.findall(written):
        # A range that is far too long cites what is not there by its ends alone.
        numbers = range(int(first), int(last or first) + 1)
        found += numbers if 0 < len(numbers) <= MOST_CITED else (int(first), int(last))
    return found
