"""Whether what an answer says may have changed since: later articles about the same that do not say it again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from assistant.lexical import query_terms
from assistant.question.freshness import asks_about_now, asks_for_plan
from assistant.question.kind import Wanted, wanted
from assistant.question.offices import asked_office, called_after, find_offices
from assistant.question.phrases import find_names
from assistant.reading.equal_answers import answer_key, is_number
from assistant.reading.holders import last_name, states_holder
from assistant.reading.short_answers import ShortAnswer
from assistant.sentences import sentences_near
from assistant.types import Answer, Article, RetrievedPassage, day_in_words

#: An article says what it is about in its headline and in so many of its first characters.
_OPENING = 400
#: The same news is told for a day or two.
SAME_NEWS = timedelta(days=2)
#: What the note begins with.
NOT_REPEATED = "Later articles about this do not say it again"
#: A longer article is not looked through: it may say it.
_LONGEST = 50_000
_CHANGES = frozenset((Wanted.NUMBER, Wanted.PERCENTAGE, Wanted.NAME))


def is_about(query: str, text: str) -> bool:
    """Say whether a text names all that a question names, each by its last word and half of its words; no if none."""
    words = frozenset(re.findall(r"\w+", text.casefold()))
    names = [re.findall(r"\w+", name.text.casefold()) for name in find_names(query)]
    return bool(names) and all(
        _named(name[-1], words) and 2 * sum(_named(word, words) for word in name) >= len(name) for name in names if name
    )


def _named(word: str, words: frozenset[str]) -> bool:
    """Say whether a word is there, or what is called after it: "Turkish"."""
    return word in words or bool(called_after(word) & words)


def opening(article: Article) -> str:
    """Return an article's headline and first characters, which say what it is about."""
    return f"{article.title}. {article.text[:_OPENING]}"


def later_day(query: str, said: str, day: date, passages: Iterable[RetrievedPassage]) -> date | None:
    """Return the day of the newest article about what a question asks that came later and does not say an answer again.

    None where there is no such article, where one of them says it, and where the question names nothing.

    Args:
        query: what was searched.
        said: the answer.
        day: when it was last said.
        passages: those read.
    """
    articles = {found.article.id: found.article for found in passages}.values()
    days = []
    for article in articles:
        published = article.published_on
        if published and published - day >= SAME_NEWS and _asks_about(query, article):
            if _says(query, article, said):
                return None
            days.append(published)
    return max(days, default=None)


def counted_later(query: str, lead: ShortAnswer, passages: Iterable[RetrievedPassage]) -> bool:
    """Say whether a count that goes on for days is older than articles about what happened that do not repeat it."""
    day = max(candidate.day for candidate in lead.candidates)
    return day > date.min and later_day(query, lead.text, day, passages) is not None


def later_note(query: str, answer: Answer, passages: Iterable[RetrievedPassage]) -> str:
    """Return a sentence that tells of later articles about the same which do not give a short answer again, or "".

    For what may have changed since: a number, a name or a day to come, asked for as things stand.
    """
    changes = wanted(query) in _CHANGES or asks_for_plan(query)
    cited = [day for citation in answer.citations if (day := citation.article.published_on)]
    if not (answer.short_answer and cited and changes and asks_about_now(query)):
        return ""
    day = later_day(query, answer.short_answer, max(cited), passages)
    return f"{NOT_REPEATED}: the newest is of {day_in_words(day)}" if day else ""


def _asks_about(query: str, article: Article) -> bool:
    """Say whether an article names what a question names, and has half of its words or the office asked for."""
    text = opening(article)
    if not is_about(query, text):
        return False
    office, terms = asked_office(query), set(query_terms(query))
    has_office = office is not None and any(map(office.is_this, find_offices(text)))
    return has_office or 2 * len(terms & set(query_terms(text))) >= len(terms)


def _says(query: str, article: Article, said: str) -> bool:
    """Say whether an article has the words of an answer; of who holds an office, whether it says that they do."""
    if len(article.text) > _LONGEST:
        return True
    key = answer_key(said)
    if asked_office(query) is None:
        words = key if any(map(is_number, key)) else key[-1:]
        return f" {' '.join(words)} " in f" {' '.join(answer_key(article.text))} "
    last = last_name(said)
    for match in re.finditer(rf"(?:[A-Z][\w’'.-]* ){{0,4}}{re.escape(last)}\b", article.text):
        sentence = next(span for span in sentences_near(article.text, *match.span()) if span[1] > match.start())
        start, end = match.start() - sentence[0], min(match.end(), sentence[1]) - sentence[0]
        if start >= 0 and _is_stated(query, article.text[slice(*sentence)], start, end, opening(article)):
            return True
    return False


def _is_stated(query: str, sentence: str, start: int, end: int, around: str) -> bool:
    """Say whether a run of capitals that ends in a name says it of the name: "Port Alden Mayor Helena Marsh"."""
    places = [start, *(start + found.end() for found in re.finditer(" ", sentence[start:end]))]
    return any(states_holder(query, sentence, place, end, around) for place in places)
