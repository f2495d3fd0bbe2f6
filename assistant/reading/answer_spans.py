"""What of a span is the answer: no stray punctuation, nothing that the question says itself, no more than is asked."""

from __future__ import annotations

import re

from assistant.question.kind import NUMBER, Wanted, wanted
from assistant.question.numbers import NUMBER_WORDS, find_numbers
from assistant.question.phrases import MONTH
from assistant.question.places import OTHER_PLACE, find_countries, find_states, is_country, is_state
from assistant.sentences import Span

_OPENING = " \t\n\"“”‘’'([,.;:"
_CLOSING = " \t\n\"“”‘’')],.;:"
_WORD = re.compile(r"[^\W\d_]+")
_HOW_OLD = re.compile(r"\bhow old\b|\b(?:what|which) age\b|\bwhat (?:is|was) [\w’']+ age\b", re.IGNORECASE)
_OLD = {"year", "old"}
_TWO_UNITS = re.compile(
    r"\b\d[\d,.]*[ -](?:years?|months?|weeks?|days?|hours?|minutes?|feet|foot|pounds?|degrees)(?: and|,)? "
    r"\d[\d,.]*[ -](?:months?|weeks?|days?|hours?|minutes?|seconds?|inches|inch|ounces?)\b",
    re.IGNORECASE,
)
_WHICH_YEAR = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_LONGEST_BEFORE = max(map(len, OTHER_PLACE)) + 2
#: What follows a number and makes another one of it.
_SCALE = re.compile(r" ?%| (?:per ?cent|hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
#: A span of what follows a number alone, and the number before it.
_SCALE_ALONE = re.compile(r"%|(?:per ?cent|hundred|thousand|million|billion|trillion|bn|mn)\b", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"[$€£]?\d[\d,.]*[ -]?$")
#: A number in words begins and ends at most so far from a part of it.
_NUMBER_REACH = 60
#: "4,100 from 2,800".
_WAS_BEFORE = re.compile(r"(?<=[\d%]) (?:up |down )?from [$€£]?\d[\d,.]*(?: ?%)?$", re.IGNORECASE)
_MONTH = rf"{MONTH}\.?"
_FULL_DATE = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?|\d{{1,2}} {_MONTH}(?:,? (?:19|20)\d\d)?"
    rf"|{_MONTH},? (?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
#: "The mayor of Xanten, Hilde Baum": the place is no part of the name.
_IN_APPOSITION = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, (?=[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)*$)")
_OF_PLACE = re.compile(r"\bof (?:the )?$")
#: "Jane Doe, D-N.Y.": a member of Congress, with party and state. "Tomás Ribeiro, 49": and an age.
_AFTER_NAME = re.compile(r"(?:,? \(?[DRI]-[A-Z][\w.]*\)?|, \d{2})$")


def answer_span(query: str, text: str, start: int, end: int) -> Span:
    """Return the part of ``text[start:end]`` that answers ``query``: the whole of it, most often.

    "900 troops" for "How many troops" is "900", "Nairobi, Kenya" for "Which country" is "Kenya".
    """
    start, end = _whole_place(text, *_tidied(text, *_whole_words(text, start, end)))
    start, end = _whole_amount(text, *_whole_measure(text, *_whole_number(text, start, end)))
    kind = wanted(query)
    if kind is Wanted.DATE:
        start, end = _whole_date(text, start, end)
    if kind is Wanted.NAME and (outside := _IN_APPOSITION.match(text[start:end])):
        start += outside.end() if _OF_PLACE.search(text, max(0, start - 8), start) else 0
    match kind:
        case Wanted.NUMBER:
            said = {_singular(word) for word in _WORD.findall(query)} | (_OLD if _HOW_OLD.search(query) else set())
            return start, _without(said, text, start, end)
        case Wanted.COUNTRY | Wanted.STATE:
            places = (find_countries if kind is Wanted.COUNTRY else find_states)(text[start:end])
            return _only([(start + first, start + last) for first, last in places], start, end)
        case Wanted.DATE if _WHICH_YEAR.search(query):
            return _only([found.span() for found in _YEAR.finditer(text, start, end)], start, end)
        case Wanted.NAME if found := _AFTER_NAME.search(text[start:end]):
            return start, start + found.start()
    return start, end


def _only(parts: list[Span], start: int, end: int) -> Span:
    """Return the one part that is asked for, or the whole where there is none or a choice."""
    return parts[0] if len(parts) == 1 else (start, end)


def _without(words: set[str], text: str, start: int, end: int) -> int:
    """Return the end of a span without the words after its number that the question says itself: "900 troops"."""
    while (place := max(text.rfind(" ", start, end), text.rfind("-", start, end))) > start:
        if _singular(text[place + 1 : end]) not in words or not NUMBER.search(text, start, place):
            break
        end = place
    return end


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s")


def _whole_words(text: str, start: int, end: int) -> Span:
    """Return the span with the whole of its first and last word: the reader points at parts of words."""
    while 0 < start < end and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1
    while start < end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return start, end


def _whole_place(text: str, start: int, end: int) -> Span:
    """Return the span with the words that make another place of it: "Sudan" in "South Sudan" is no answer."""
    if is_country(text[start:end]) or is_state(text[start:end]):
        while found := re.search(r"\b([A-Z]\w+) $", text[max(0, start - _LONGEST_BEFORE) : start]):
            if found[1].casefold() not in OTHER_PLACE:
                break
            start -= len(found[0])
    return start, end


def _whole_measure(text: str, start: int, end: int) -> Span:
    """Return the span with the rest of a measure in two units: "2 hours and 40 minutes"."""
    for found in _TWO_UNITS.finditer(text, max(0, start - 20), end + 30):
        if found.start() <= start and end <= found.end():
            return found.span()
    return start, end


def _whole_number(text: str, start: int, end: int) -> Span:
    """Return the span with the whole of a number in words: "five" of "five and a quarter" is another one."""
    first = text.rfind("\n", max(0, start - _NUMBER_REACH), start) + 1 or max(0, start - _NUMBER_REACH)
    for number in find_numbers(text[first : end + _NUMBER_REACH]):
        if first + number.start < end and start < first + number.end and text[first + number.start].isalpha():
            start, end = min(start, first + number.start), max(end, first + number.end)
    return start, end


def _whole_amount(text: str, start: int, end: int) -> Span:
    """Return the span with what makes an amount of it, "12" and "%", and without what that was before."""
    if was := _WAS_BEFORE.search(text, start, end):
        end = was.start()
    if _SCALE_ALONE.match(text, start, end) and (number := _NUMBER_BEFORE.search(text, max(0, start - 20), start)):
        start = number.start()
    *_, last = re.split(r"[\s-]", text[start:end].casefold())
    if (last[-1:].isdigit() or last in NUMBER_WORDS or last in ("half", "quarter")) and (
        found := _SCALE.match(text, end)
    ):
        end = found.end()
    return start, end


def _whole_date(text: str, start: int, end: int) -> Span:
    """Return the span with the whole of its date: "January" of "January 11, 2027" is another one."""
    for found in _FULL_DATE.finditer(text, max(0, start - 20), end + 20):
        if found.start() <= start and end <= found.end():
            return found.span()
    return start, end


def _tidied(text: str, start: int, end: int) -> Span:
    """Return the span without quotation marks, brackets and points that stand at its ends without their fellows."""
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and text[end - 1] in _CLOSING:
        if text[end - 1] == "." and "." in text[start : end - 1]:
            break  # "U.S."
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return start, end
