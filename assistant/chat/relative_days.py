"""Days that a sentence names from the day of asking: "yesterday", "last week", "two years ago". English.

An article's "yesterday" is the day before it appeared. A model that copies it lets another day be read.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from assistant.chat.dates import find_dates_in, find_weekdays, without_dates
from assistant.chat.facts import Source
from assistant.lexical import query_terms
from assistant.question.numbers import ONES, find_numbers
from assistant.question.phrases import MONTH, SEASON, WEEKDAY, WEEKDAYS
from assistant.question.time_spans import span_at
from assistant.sentences import split_sentences

#: First and last day.
_Days = tuple[date, date]

_COUNT = rf"(?:\d{{1,3}}|an?|few|several|couple\s+of|{'|'.join(ONES)})"
#: Not "the last year of his contract", nor "its next week-long fair".
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|this\s+(?:morning|afternoon|evening)"
    rf"|(?:last|this|next|past)\s+(?:night|week|weekend|month|year|{SEASON}|{WEEKDAY}|{MONTH})"
    rf"|{_COUNT}\s+(?:day|week|month|year)s?\s+ago)\b(?!-|\s+of\b)",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[\"“][^\"“”]*[\"”]")
#: From the day on: how many days ahead the words reach at least and at most.
_AHEAD = {
    "tomorrow": (1, 1), "next night": (1, 2), "next weekend": (1, 14), "next week": (1, 14), "next month": (1, 62),
    "next year": (1, 731),
}  # fmt: skip
_NEXT = (1, 366)


def names_other_day(claim: str, sources: Sequence[Source], today: date) -> str:
    """Return what is wrong, in words, with a day that a claim names from ``today``; "" for nothing.

    Wrong is one that the sources do not name, in whatever words: they count theirs from the day of publication. Sources
    that name no day speak of that one. What is quoted was said on another day.
    """
    claim = _QUOTATION.sub(lambda match: " " * len(match.group()), claim)
    # "USA Today" is no day.
    named = [match for match in _RELATIVE.finditer(claim) if match.group()[0].islower() or match.start() == 0]
    said = _said(claim, sources) if named else []
    for match in named:
        mine = _days(match.group(), today)
        if mine and not any(mine[0] <= last and first <= mine[1] for first, last in said):
            return f"{match.group()} is another day than in what it cites"
    return ""


def _days(words: str, day: date) -> _Days | None:
    """Return the days that words name on ``day``, or None."""
    plain = " ".join(words.lower().split())
    if plain in _AHEAD or plain.startswith("next"):
        low, high = _AHEAD.get(plain, _NEXT)
        return day + timedelta(days=low), day + timedelta(days=high)
    found = span_at(plain, 0, today=day)
    return (found.first, found.last) if found else None


def _said(claim: str, sources: Sequence[Source]) -> list[_Days]:
    """Return the days that the sentence with most of the claim's words names; where it names none, those of all."""
    words = set(query_terms(claim))
    sentences = [
        (source, source.text[first:last]) for source in sources for first, last in split_sentences(source.text)
    ]
    shares = [len(words & set(query_terms(text))) for _, text in sentences]
    best = [pair for pair, share in zip(sentences, shares, strict=True) if share == max(shares)]
    for those in (best, sentences):
        if days := [days for source, text in those for days in _days_in(text, source.article.published_on)]:
            return days
    published = [source.article.published_on for source in sources]
    return [(day, day) for day in published if day]


def _days_in(text: str, published: date | None) -> Iterator[_Days]:
    """Yield the days that a text names; without the day of its publication, those alone that need none."""
    for item in find_dates_in(text):
        around = [item.year] if item.year else [published.year + years for years in (-1, 0, 1)] if published else []
        for year in around:
            # In a year without a February 29, that day is the one before.
            end = calendar.monthrange(year, item.month)[1]
            if item.year or (published and item.may_be_of(year, published)):
                yield date(year, item.month, min(item.day or 1, end)), date(year, item.month, min(item.day or end, end))
    for number in find_numbers(without_dates(text)):
        if number.unit == "year":
            yield date(int(number.value), 1, 1), date(int(number.value), 12, 31)
    if published is None:
        return
    for match in _RELATIVE.finditer(text):
        if days := _days(match.group(), published):
            yield days
    for weekday in find_weekdays(text):
        back = timedelta(days=(published.weekday() - WEEKDAYS.index(weekday)) % 7)
        yield published - back, published - back
        yield published - back + timedelta(days=7), published - back + timedelta(days=7)
