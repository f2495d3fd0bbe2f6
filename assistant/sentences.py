"""Find the sentences of an article. They tile the text: joined in order they give it back, character for character."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

#: How far from a place its sentences are looked for: far more than any sentence has.
NEAR_CHARACTERS = 3_000

#: A full stop after one of these ends no sentence. Titles, ranks, companies, months: what news text is full of.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen maj col lt cpl sgt capt cmdr adm sen rep gov st jr sr vs inc corp co ltd bros dept est fig"
    " jan feb mar apr jun jul aug sep sept oct nov dec mt ft rev hon pres sec supt det messrs mme op approx al"
    " etc".split()
)
#: Words that begin a sentence after "U.S." or "p.m.", where a capital alone decides nothing ("U.S. Central Command").
_STARTERS = frozenset(
    "the a an in on at it its he she they we i but and this that these those there his her their our as after when"
    " while if for with from by since however meanwhile officials what why how who according no one".split()
)
#: Possessive, and starting only where a run of marks starts, so that a line of a million dots takes linear time.
_CANDIDATE = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]»]*+\s++(?=[\"“‘'(\[«]*[\w$€£¥])|[。！？]+[」』”）]*|\n+")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.$")
_NEXT_WORD = re.compile(r"[\"“‘'(\[«]*([^\W_]+)")


def split_sentences(text: str) -> list[Span]:
    """Return the (start, end) spans of the sentences of ``text``, white space after a sentence being part of it.

    A line end always ends a sentence. Empty text has none. The rules are for text with Latin punctuation and Chinese
    or Japanese full stops; any other text is cut at its line ends.
    """
    cuts = [0]
    for match in _CANDIDATE.finditer(text):
        if match.group().isspace() or "\n" in match.group() or _ends_sentence(text, match):
            cuts.append(match.end())
    if cuts[-1] != len(text):
        cuts.append(len(text))
    return [(start, end) for start, end in pairwise(cuts) if end > start]


def sentences_near(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of the sentences around ``text[start:end]``, without splitting a long article for them.

    They are those of ``split_sentences(text)``, white space at their ends aside; the first and the last may be cut off,
    ``NEAR_CHARACTERS`` away.
    """
    first = max(text.rfind("\n", 0, start) + 1, start - NEAR_CHARACTERS)
    line_end = text.find("\n", end)
    last = min(line_end if line_end >= 0 else len(text), end + NEAR_CHARACTERS)
    return [(first + a, first + b) for a, b in split_sentences(text[first:last])]


def trimmed(text: str, span: Span) -> Span:
    """Return the span without the white space at its ends; an all-white span becomes empty at its start."""
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), max(start, start + len(words.rstrip()))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match.group().rstrip()
    if mark != ".":
        return True
    following = _NEXT_WORD.match(text, match.end())
    next_word = following.group(1) if following else ""
    if next_word[:1].islower():
        return False
    word = _LAST_WORD.search(text, max(0, match.start() - 24), match.start() + 1)
    if word is None:
        return True
    last = word.group(1)
    # Small, it stands between two parties ("Roe v. Wade"); King Henry V. may end a sentence.
    if last.lower() in _ABBREVIATIONS or last == "v" or (last == "No" and next_word.isdecimal()):
        return False
    if "." in last or (len(last) == 1 and last.isupper() and last != "I"):
        return next_word.lower() in _STARTERS
    return True
