"""The facts of a sentence, its numbers, dates and names: whether what it cites has them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.chat.dates import DateFact, find_dates_in, find_weekdays, without_dates
from assistant.chat.letters import strange_word
from assistant.chat.measures import mismeasured
from assistant.chat.names import canonical, names_of, same_name, short_names
from assistant.chat.reporters import acting_reporter
from assistant.question.numbers import find_numbers
from assistant.question.phrases import WEEKDAYS
from assistant.types import Article

#: Small, these are no names: "told us", "is", "who".
_SMALL = frozenset(("us", "is", "who", "it"))
#: Days that words name by the day of publication, and how many days they are from it; a night has two.
_NEAR_DAYS = (
    (re.compile(r"\byesterday\b|\blast night\b|\bovernight\b", re.IGNORECASE), -1),
    (re.compile(r"\btomorrow\b", re.IGNORECASE), 1),
)
_LAST_MONTH = re.compile(r"\blast month\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:last year|(?:a|one) year (?:ago|earlier|before))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim cites: a run of an article's text, its facts (outlet, date, headline) counting as said by it.

    The headline does not where ``trusts_title`` is false: strangers write it, as they do the text.
    """

    article: Article
    start: int
    end: int
    trusts_title: bool = True

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.article.text[self.start : self.end]

    @property
    def headline(self) -> str:
        """The article's title where it may be evidence, else nothing."""
        return self.article.title if self.trusts_title else ""

    @property
    def said(self) -> str:
        """The words with what is known of their article."""
        return f"{self.text}\n{self.headline}\n{self.article.source}\n{self.article.author}"


def missing_fact(claim: str, sources: Sequence[Source]) -> str:
    """Return the first number, date or name of the claim that no source has so, in words; "" when all are there.

    An outlet or author is there to report the news alone.
    """
    said = "\n".join(source.said for source in sources)
    return (
        _missing_date(claim, sources)
        or _missing_number(claim, said, sources)
        or _missing_name(claim, said)
        or _acting_reporter(claim, sources)
    )


def held_facts(claim: str, text: str, published: date | None) -> Set[str]:
    """Return the numbers, dates and words of names of a claim that ``text`` has, of an article of the day given."""
    dates, numbers = find_dates_in(text), find_numbers(without_dates(text))
    names = [canonical(word) for name in names_of(text) for word, _, _ in name.words]
    return {
        *(claim[d.start : d.end] for d in find_dates_in(claim) if any(d.agrees(other, published) for other in dates)),
        *(
            claim[number.start : number.end]
            for number in find_numbers(without_dates(claim))
            if any(number.agrees(other) for other in numbers)
        ),
        *(
            word
            for name in names_of(claim)
            for word, _, _ in name.words
            if any(same_name(canonical(word), other) for other in names)
        ),
    }


def _missing_date(claim: str, sources: Sequence[Source]) -> str:
    known = [(item, source.article.published_on) for source in sources for item in find_dates_in(source.said)]
    for item in find_dates_in(claim):
        if not any(item.agrees(other, published) for other, published in known) and not any(
            _is_said(item, source) for source in sources
        ):
            return f"the date {claim[item.start : item.end]} is not in what it cites"
    named = {weekday for source in sources for weekday in find_weekdays(source.said)}
    named |= {WEEKDAYS[day.weekday()] for source in sources for day in _near_days(source)}
    for weekday in sorted(find_weekdays(claim) - named):
        return f"{weekday.capitalize()} is not in what it cites"
    return ""


def _is_said(item: DateFact, source: Source) -> bool:
    """Say whether a date follows from the day of publication: that day, "yesterday", a weekday, "last month"."""
    published = source.article.published_on
    if published is None:
        return False
    back = [(published.weekday() - WEEKDAYS.index(weekday)) % 7 for weekday in find_weekdays(source.text)]
    days = [*_near_days(source), *(published - timedelta(days=days) for days in back)]
    if item.day is None and _LAST_MONTH.search(source.text):
        days.append(published.replace(day=1) - timedelta(days=1))
    return any(
        item.month == day.month and item.day in (None, day.day) and item.year in (None, day.year) for day in days
    )


def _near_days(source: Source) -> list[date]:
    """Return the day of publication, and the one before or after it where the source speaks of it."""
    published = source.article.published_on
    if published is None:
        return []
    return [published, *(published + timedelta(days=days) for words, days in _NEAR_DAYS if words.search(source.text))]


def _years_said(source: Source) -> set[float]:
    """Return the year of publication, and the one before it where the source speaks of last year."""
    published = source.article.published_on
    if published is None:
        return set()
    return {float(published.year)} | ({float(published.year - 1)} if _LAST_YEAR.search(source.text) else set())


def _missing_number(claim: str, said: str, sources: Sequence[Source]) -> str:
    # The 12 of "March 12" counts nothing.
    known = find_numbers(without_dates(said))
    years = {year for source in sources for year in _years_said(source)}
    years |= {float(item.year) for item in find_dates_in(said) if item.year}
    for number in find_numbers(without_dates(claim)):
        if not (number.unit == "year" and number.value in years) and not any(number.agrees(other) for other in known):
            return f"{claim[number.start : number.end]} is not in what it cites"
    return mismeasured(claim, said)


def _missing_name(claim: str, said: str) -> str:
    if word := strange_word(claim, said):
        return f"the name {word} is not in what it cites"
    words = {word.rstrip(".-’'") for word in re.findall(r"[^\W_][\w’'&.-]*", short_names(said))} - _SMALL
    # "Kirill-led" has Kirill; "usatoday.com" has USA Today, in one word.
    known = {canonical(word) for word in words}
    known |= {part for word in words for part in re.split(r"[.-]", word.casefold()) if part[2:]}
    initials = {name.initials for name in names_of(said)}
    # Three letters at least: "Ivan Smith" is no "is".
    acronyms = {word.casefold() for word in re.findall(r"\b[A-Z]{3,}\b", said)}
    for name in names_of(claim):
        if name.initials not in acronyms and "".join(word for word, _, _ in name.words).casefold() not in known:
            for word, _, _ in name.words:
                if not _word_named(word, known, initials):
                    return f"the name {word} is not in what it cites"
    return ""


def _acting_reporter(claim: str, sources: Sequence[Source]) -> str:
    news = "\n".join(f"{source.text}\n{source.headline}" for source in sources)
    header = "\n".join(f"{source.article.source}\n{source.article.author}" for source in sources)
    name = acting_reporter(claim, news, header)
    return f"{name} reports what it cites, and is not in it" if name else ""


def _word_named(word: str, known: Set[str], initials: Set[str]) -> bool:
    plain = canonical(word)
    if plain in known or (word.isupper() and plain in initials):
        return True
    parts = [part for part in plain.split("-") if part]
    return all(any(same_name(part, other) for other in known) for part in parts)
