"""Dates in a question, made filters: "since October 2023", "last week", "as of March 2024".

A date in a question is often part of the fact that is asked for, and an article about an event appears on its day or
later. So:

- *as of D* and *articles from D* are about publication, and hold;
- *since D* and *after D* need articles of D or later: nothing earlier can know;
- *in D*, *on D*, *last week*, asked about the past: articles from the first day on, up to some days after the last;
- *before D*, asked about the past: articles of the time before;
- a year that names a thing ("the 2022 World Cup"), a date to come, and everything else: no filter.

All but the first kind are tried first and given up when the articles that pass do not answer.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.question.phrases import ASKING, DATE, RELATIVE_DATE, WEEKDAY, Phrase, find_names
from assistant.question.time_spans import LATEST, Span, span_at
from assistant.types import Filters, day_in_words

#: Days after an event in which it is reported, by how closely the question names its time. No end for a year: reviews
#: and tallies of it appear for years.
REPORTED_WITHIN_DAYS = {"day": 10, "week": 10, "month": 31}

#: Articles by name: what was "reported in January", and a novel "published in 1984", are facts.
_NEWS = r"\b(?:articles?|reports|stories|news|coverage|headlines)\s+(?:that\s+(?:were|was)\s+)?"
_PUBLISHED = _NEWS + r"(?:published\s+|reported\s+|written\s+|posted\s+)?"
_FUTURE = re.compile(
    r"\b(?:will|won[’']t|shall|going to|due to|expected|expects?|scheduled|plans?|planned|planning|predict\w*"
    r"|forecast\w*)\b",
    re.IGNORECASE,
)
#: Not the words that end so and are no past tense: "the United Nations", "hundred".
_PAST = re.compile(
    r"\b(?:did|was|were|had|has|have|been|happened|said|won|died|lost|left|took|made|became|came|went|gave|got|held|killed"
    r"|(?!(?:need|speed|feed|seed|breed|bleed|greed|weed|indeed|exceed|proceed|succeed|hundred|united|hatred|sacred)\b)"
    r"(?-i:[a-z]{2,}ed))\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|or|to|until|till|through)\s+|\s*[–-]\s*", re.IGNORECASE)
#: What stands before a date, and what the date then is. The first that is found counts.
_FIRM_FRAMES = (
    ("as of", re.compile(r"\bas\s+(?:of|at)\s+", re.IGNORECASE)),
    ("within", re.compile(_PUBLISHED + r"(?:from\s+|of\s+|in\s+|on\s+|during\s+|between\s+)", re.IGNORECASE)),
    # "News this week", but not "stories may".
    ("within", re.compile(_PUBLISHED + r"(?=(?:the\s+)?(?:last|past|this|previous|yesterday|today)\b)", re.IGNORECASE)),
    ("since", re.compile(_PUBLISHED + r"since\s+", re.IGNORECASE)),
    ("after", re.compile(_PUBLISHED + r"after\s+", re.IGNORECASE)),
    ("before", re.compile(_PUBLISHED + r"(?:before|until|up to)\s+", re.IGNORECASE)),
)
_FRAMES = (
    # "Since Trump took office in January", with the words of the clause before its date.
    (
        "since",
        re.compile(
            rf"\bsince\s+(?:(?!{DATE}|the\s+(?:beginning|middle|end|start)\s+of\b)(?:(?!{ASKING}\b)[\w’'-]+\s+){{1,6}}?"
            rf"(?:(?:in|on|of)\s+(?={DATE})|(?={RELATIVE_DATE})))?",
            re.IGNORECASE,
        ),
    ),
    ("after", re.compile(r"\bafter\s+", re.IGNORECASE)),
    # Not "how long before October 7", "two days before".
    ("before", re.compile(r"\b(?<!\blong )(?<!\bday )(?<!\bdays )(?<!\bweeks )(?:before|prior\s+to)\s+", re.I)),
    (
        "event",
        re.compile(
            r"\b(?:in|on|during|over|for|within|at)\s+"
            r"|(?<![\w-])(?=(?:the\s+)?(?:last|past|this|previous|day\s+before|yesterday|today|tonight)\b"
            r"|(?:[\w-]+\s+){2,4}ago\b)"
            # "Who died Sunday?", but not "Black Friday", nor "next Sunday".
            rf"|\b(?!this\b|next\b|every\b|each\b)(?-i:[a-z]+)\s+(?={WEEKDAY}\b)",
            re.IGNORECASE,
        ),
    ),
)
#: "News on Friday's shooting" and "news on March Madness" are about them, whenever they appeared.
_ABOUT = re.compile(rf"{_NEWS}on\b", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:Last|Past|This|Previous|Yesterday|Today|Tonight)\b")


@dataclass(frozen=True, slots=True)
class QuestionDates:
    """The filter that a question's words ask for. ``firm`` ones hold; the others are given up when nothing answers.

    ``words`` are those it was read from; ``guessed`` is whether they leave the year open.
    """

    words: str
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    firm: bool = False
    guessed: bool = False


def find_dates(question: str, *, today: date, newest: date | None = None) -> QuestionDates | None:
    """Return the filter that the question's words ask for, or None.

    Args:
        question: a question that stands alone.
        today: the day of asking (or the day to answer as of).
        newest: the day of the newest article, by which a month without a year is understood.
    """
    today = min(today, LATEST)
    names = find_names(question)
    for kind, frame in _FIRM_FRAMES:
        for words, span in _dated(question, frame, names, today, newest):
            if _holds(question, words, span, today):
                return replace(_filter(kind, words, span, today), firm=True)
    future = bool(_FUTURE.search(question))
    if not future and (found := _between(question, today, newest)):
        return found
    past = bool(_PAST.search(question)) and not future
    for kind, frame in _FRAMES:
        for words, span in _dated(question, frame, names, today, newest):
            # "Which airline said this week that it will ...": what is to come was announced then.
            if span.first <= today and (span.relative or past or (kind in ("since", "after") and not future)):
                return _filter(kind, words, span, today)
    return None


def without_date(question: str, dates: QuestionDates) -> str:
    """Return the question without a date that only says which articles count: no article says "as of March 2024".

    The words of any other date may be part of the fact that is asked for, and stay.
    """
    if dates.since and not dates.firm:
        return question
    news = re.match(_NEWS, dates.words, re.IGNORECASE)
    before, _, after = question.partition(dates.words)
    rest = f"{before.rstrip(' ,')} {news[0] if news else ''} {after.lstrip(' ,')}".strip()
    rest = re.sub(r"\s+(?=[?.!]|\s|$)", "", rest)
    if " " not in rest:
        return question
    return rest[:1].upper() + rest[1:] if question[:1].isupper() else rest


def narrowed(filters: Filters, dates: QuestionDates) -> Filters | None:
    """Return the filters with the question's dates added, or None when no article could pass both.

    What the caller asked for is never widened.
    """
    since = max((day for day in (filters.since, dates.since) if day), default=None)
    until = min((day for day in (filters.until, dates.until) if day), default=None)
    as_of = min((day for day in (filters.as_of, dates.as_of) if day), default=None)
    both = replace(filters, since=since, until=until, as_of=as_of)
    return None if both.since and both.last_day and both.since > both.last_day else both


def say_dates(dates: QuestionDates) -> str:
    """Return the sentence that says what was made of a question's dates."""
    if dates.as_of:
        meant = f"only articles published up to {day_in_words(dates.as_of)}"
    elif dates.since and dates.until:
        meant = f"only articles published from {day_in_words(dates.since)} to {day_in_words(dates.until)}"
    elif dates.since:
        meant = f"only articles published from {day_in_words(dates.since)} on"
    else:
        assert dates.until is not None
        meant = f"only articles published up to {day_in_words(dates.until)}"
    return f"“{dates.words}” was read as: {meant}"


def say_widened(dates: QuestionDates) -> str:
    """Return the sentence that says that articles from before the time asked about were read, too, and why."""
    assert dates.until is not None
    words, until = dates.words, day_in_words(dates.until)
    return f"No article from the time of “{words}” answers this, so those from before it, up to {until}, were read too"


def say_given_up(dates: QuestionDates) -> str:
    """Return the sentence that says that a filter was given up, and why."""
    return f"No article from the time of “{dates.words}” answers this, so articles of any date were read"


def _dated(
    question: str, frame: re.Pattern[str], names: Sequence[Phrase], today: date, newest: date | None
) -> Iterator[tuple[str, Span]]:
    """Yield each span of time that follows the frame's words, with all the words."""
    for match in frame.finditer(question):
        span = _range_at(question, match.end(), today, newest)
        if span and not _in_name(question, span, names):
            yield question[match.start() : span.end].strip(), span


def _in_name(question: str, span: Span, names: Sequence[Phrase]) -> bool:
    """Say whether a span's words are a name's: "USA Today", "Sunday Times", "March Madness", "Last Night in Soho"."""
    words = question[span.start : span.end]
    if any(letter.isdigit() for letter in words) or question.isupper():
        return False
    before = question[: span.start].rstrip(" “\"'")
    opens = not before or before[-1] in ".!?:;"
    return (not opens and bool(_TITLE.search(words))) or any(
        name.start < span.end < name.end or name.start < span.start < name.end for name in names
    )


def _holds(question: str, words: str, span: Span, today: date) -> bool:
    """Say whether a span after "news" and the like is the time of publication, and not what they are about."""
    rest = question[span.end :]
    if re.match(r"[’']s\b", rest) or (_ABOUT.match(words) and re.search(r"\w", rest)):
        return False
    return span.first <= today or not span.relative


def _range_at(question: str, start: int, today: date, newest: date | None) -> Span | None:
    """Return the span of time at ``start``, with the second one that is joined to it: "January and March 2024".

    The first takes its year from the second, "December and January 2024" the one before.
    """
    first = span_at(question, start, today=today, newest=newest)
    joined = _AND.match(question, first.end) if first else None
    last = span_at(question, joined.end(), today=today, newest=newest) if joined else None
    if first is None or last is None:
        return first
    since = first.first
    if first.guessed and not last.guessed:
        # February 29 is no day of every year.
        year = last.first.year - (since.month > last.first.month)
        since = since.replace(year=year, day=min(since.day, calendar.monthrange(year, since.month)[1]))
    if since > last.last:
        return first
    guessed = first.guessed and last.guessed
    return replace(first, first=since, last=last.last, end=last.end, unit=last.unit, guessed=guessed)


def _filter(kind: str, words: str, span: Span, today: date) -> QuestionDates:
    found = QuestionDates(words, guessed=span.guessed)
    match kind:
        case "as of":
            return replace(found, as_of=span.last)
        case "within":
            return replace(found, since=span.first, until=span.last)
        case "since":
            return replace(found, since=span.first)
        case "after":
            return replace(found, since=span.last + timedelta(days=1))
        case "before":
            return replace(found, until=span.last if span.ending else span.first - timedelta(days=1))
    return replace(found, since=span.first, until=_reported(span, today))


def _between(question: str, today: date, newest: date | None) -> QuestionDates | None:
    for match in _BETWEEN.finditer(question):
        span = _range_at(question, match.end(), today, newest)
        if span and _AND.search(question, match.end(), span.end) and span.first <= today:
            words = question[match.start() : span.end]
            return QuestionDates(words, since=span.first, until=_reported(span, today), guessed=span.guessed)
    return None


def _reported(span: Span, today: date) -> date | None:
    """Return the last day on which what happened then is news; None where there is no such day, or it is to come."""
    days = REPORTED_WITHIN_DAYS.get(span.unit)
    last = span.last + timedelta(days=days) if days is not None else None
    return last if last and last < today else None
