"""What an answer was at different times: the credible values of one fact, each with the article that gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from assistant.lexical import query_terms
from assistant.question.freshness import asks_about_now, asks_for_plan, asks_for_toll, asks_who_holds
from assistant.question.kind import Wanted, fits, wanted
from assistant.question.numbers import find_numbers
from assistant.question.offices import asked_office
from assistant.question.phrases import MONTH
from assistant.reading.equal_answers import answer_key, same_answer
from assistant.reading.short_answers import DatedValue, ShortAnswer, SpanCandidate, sentence_evidence
from assistant.types import Article

#: Another value counts when it ranks at most so far below the first, and its span's log odds against "not in this
#: passage" are at most so far below, or clear by themselves: a wrong value in a timeline is a wrong answer. These and
#: the next were chosen by hand on the samples, the half of the cases that may be looked at (``python -m benchmarks
#: timeline --show``) and that of the invented cases (``--invented``).
LOWER_RANK = 2.0
#: A day to come that was put off is further below, and no other day is told of the same.
LOWER_PLANNED_RANK = 3.0
LOWER_MARGIN = 9.0
CLEAR_MARGIN = 4.0
LEAST_MARGIN = -1.0
#: What is said in so many words, who holds an office or how many have died, counts from so much lower on.
STATED_MARGIN = -12.0
#: Who is not said to hold an office in so many words, and a toll that later articles do not repeat, is no sure answer:
#: the nearest name is often a deputy, or of another body.
UNSTATED_CONFIDENCE = 0.5
#: Who is said in so many words to hold an office is as sure as this, at least where the network does not speak against
#: it: of the invented news that may be looked at all 14 such were right.
STATED_CONFIDENCE = 0.75
SURE_MARGIN = -7.0
#: Values of different outlets that are at most so far apart in time disagree; further apart, the fact has changed.
SAME_TIME = timedelta(days=14)
#: An article that gives a value known before, so much less clearly than another of that time gives a new one, tells
#: what it was. Chosen as those above.
RECOUNTED_MARGIN = 1.5
#: Amounts further apart than so many times are not of one thing: a toll of $2.40, a bridge of $212 million.
MOST_TIMES = 100
#: The sum of the probabilities of the values of a development is never surer than this.
MOST_CONFIDENCE = 0.75
#: What a number measures, in its words or right after them: 41 dead are no other value of 26 metres.
_MEASURE = re.compile(
    r"(?P<unit>%)|(?<![^\W\d_])(?P<word>per ?cent|(?:kilo|centi|milli)?met(?:er|re)|feet|foot|inch|mile|km|kilogram|kg"
    r"|tonne|ton|pound|acre|hectare|second|minute|hour|day|week|month|year|degree|mph)(?:e?s)?\b",
    re.IGNORECASE,
)
_ALIKE = {"percent": "%", "per cent": "%", "foot": "feet", "km": "kilometer", "kg": "kilogram", "tonne": "ton"}
_A_DAY = re.compile(rf"\b{MONTH}\.? \d|\b(?:19|20)\d\d\b", re.IGNORECASE)
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
#: What an answer's support says then.
DISAGREE = "sources disagree"


def dated_values(query: str, answers: Sequence[ShortAnswer]) -> list[DatedValue]:
    """Return the credible values for a question, newest first, runs of equal ones as their newest.

    Each article counts with the one value that it gives most clearly: one that tells what a number is now often names
    what it was. None for a question that asks for no number or name, nor for a day to come: there, other words are no
    other value, and what happened has one day.

    Args:
        query: what was searched.
        answers: the answers that the passages give, likeliest first.
    """
    kind = wanted(query)
    planned = kind is Wanted.DATE and asks_for_plan(query)
    if not answers or kind is Wanted.ANYTHING or (kind is Wanted.DATE and not planned):
        return []
    best = answers[0]
    if planned:
        # "Within a year" is another day each day, and "March" of many years.
        answers = [answer for answer in answers if answer is best or _A_DAY.search(answer.text)]
    found = [*_stated(answers), *_credible(kind, answers, planned=planned)]
    if asked_office(query):
        # Another name counts only after the last one that is said in so many words to hold the office.
        last = max((value.day for value in found if value.candidate.stated), default=date.min)
        found = [value for value in found if value.candidate.stated or value.day > last or last == date.min]
    clearest: dict[str, DatedValue] = {}
    for value in found:
        known = clearest.setdefault(value.candidate.article.id, value)
        if _is_clearer(value, known):
            clearest[value.candidate.article.id] = value
    told = [value for value in clearest.values() if not _recounts(value, clearest.values())]
    ordered = sorted(told, key=lambda value: (value.day, value.candidate.raw), reverse=True)
    merged: list[DatedValue] = []
    for value in ordered:
        # "Horvek" is Danil Horvek.
        if not merged or not same_answer(answer_key(merged[-1].answer.text), answer_key(value.answer.text)):
            merged.append(value)
    return merged


def _stated(answers: Sequence[ShortAnswer]) -> list[DatedValue]:
    """Return the values that are said in so many words, however little else speaks for them."""
    return [
        DatedValue(answer, candidate)
        for answer in answers
        for candidate in answer.candidates
        if candidate.stated and candidate.margin > STATED_MARGIN
    ]


def _credible(kind: Wanted, answers: Sequence[ShortAnswer], *, planned: bool) -> list[DatedValue]:
    """Return the values that rank near the likeliest, where they are clear and measure what it does."""
    best = answers[0]
    least = max(LEAST_MARGIN, min(best.candidates[0].margin - LOWER_MARGIN, CLEAR_MARGIN))
    measured = _measure(best.candidates[0])
    near = [
        answer
        for answer in answers
        if answer is best
        or (
            answer.rank_score >= best.rank_score - (LOWER_PLANNED_RANK if planned else LOWER_RANK)
            and fits(kind, answer.text)
            and (planned or _comparable(answer.text, best.text))
        )
    ]
    return [
        DatedValue(answer, candidate)
        for answer in near
        for candidate in answer.candidates
        if candidate.margin > least and (planned or _measure(candidate) == measured)
    ]


def _is_clearer(value: DatedValue, known: DatedValue) -> bool:
    """Say whether an article gives one value more clearly than another; a name, in more words: "Rob Tillman"."""
    both_stated = value.candidate.stated and known.candidate.stated
    if value.answer is known.answer and both_stated and not find_numbers(value.candidate.text):
        return len(value.candidate.text) > len(known.candidate.text)
    return value.candidate.margin > known.candidate.margin


def leading(query: str, answers: Sequence[ShortAnswer], values: Sequence[DatedValue]) -> ShortAnswer:
    """Return the answer to give first: the newest value where a question asks how things stand, else the likeliest.

    Of several of one day it is the one that is said most clearly then, however often another was said before. A
    likeliest value without a date leads: nothing tells that another is newer. So does one that is none of the values,
    as no passage says it clearly, but for who holds an office, and for a toll: whom everything is about is often not
    the holder, and what an old article has is never the toll.
    """
    days = [value.day for value in values if value.answer is answers[0]]
    if not days and values and (asks_who_holds(query) or asks_for_toll(query)):
        days = [candidate.day for candidate in answers[0].candidates]
    if days and max(days) > date.min and asks_about_now(query):
        return values[0].answer
    return answers[0]


def confidence_in(query: str, answers: Sequence[ShortAnswer], values: Sequence[DatedValue]) -> float:
    """Return the probability that the leading answer is right: the values of one fact on different days are no rivals.

    A reader that finds six dead on Monday and seven on Tuesday is half sure of each, and has found what was asked for.
    For numbers alone: of different names most often only one is right. For "how much" only of three days at least and
    where one sentence with the leading value has all of the question's words: what a bridge costs and what it costs to
    cross it are amounts of one kind, and an older value of the one does not speak for the other.
    """
    lead, first = leading(query, answers, values), answers[0].probability
    if values and values[0].answer is lead and values[0].candidate.stated and asked_office(query):
        sure = values[0].candidate.margin > SURE_MARGIN
        return max(lead.probability, STATED_CONFIDENCE) if sure else lead.probability
    if asked_office(query):
        first = min(first, UNSTATED_CONFIDENCE)
    times = len({value.day for value in values})
    counted = wanted(query) in (Wanted.NUMBER, Wanted.PERCENTAGE) and (
        not _HOW_MUCH.search(query) or (times > 2 and _has_all_words(query, lead))
    )
    if not counted or times < 2 or lead is not values[0].answer:
        # Where the newest leads in the place of the likeliest, either may be wrong.
        return min(first, lead.probability)
    likeliest: dict[date, float] = {}
    told = {value.candidate.article.id: value.day for value in values}
    for answer in answers:
        days = [value.day for value in values if value.answer is answer]
        # Of what an article states one value counts, and may be a smaller one than another.
        days += [told[each.article.id] for each in answer.candidates if each.stated and each.article.id in told]
        if days:
            likeliest[days[0]] = max(likeliest.get(days[0], 0.0), answer.probability)
    return max(first, min(MOST_CONFIDENCE, sum(likeliest.values())))


def disagree(query: str, values: Sequence[DatedValue]) -> bool:
    """Say whether two outlets give different values at the same time; an article without one speaks for itself.

    A toll that is higher on a later day has risen.
    """
    toll = asks_for_toll(query)
    return any(
        one.answer is not other.answer
        and abs(one.day - other.day) <= SAME_TIME
        and _speaker(one.candidate.article) != _speaker(other.candidate.article)
        and not (toll and _has_risen(one, other))
        for place, one in enumerate(values)
        for other in values[place + 1 :]
    )


def _recounts(value: DatedValue, values: Iterable[DatedValue]) -> bool:
    """Say whether an article of the time at which a value changed tells what it was before."""
    others = [other for other in values if other is not value]
    return any(
        other.answer is value.answer and other.day < value.day and value.day - other.day > SAME_TIME for other in others
    ) and any(
        other.answer is not value.answer
        and abs(other.day - value.day) <= SAME_TIME
        and other.candidate.margin >= value.candidate.margin + RECOUNTED_MARGIN
        for other in others
    )


def _has_all_words(query: str, answer: ShortAnswer) -> bool:
    """Say whether a sentence that gives an answer has all content words of the question."""
    terms = set(query_terms(query))
    return any(terms <= set(query_terms(sentence_evidence(each).quote)) for each in answer.candidates)


def _has_risen(newer: DatedValue, older: DatedValue) -> bool:
    """Say whether the one of two values, newest first, is of a later day and a larger number."""
    new, old = (find_numbers(value.candidate.text) for value in (newer, older))
    return newer.day > older.day and bool(new and old) and new[0].value > old[0].value


def _comparable(one: str, other: str) -> bool:
    """Say whether two values may be of one quantity; those that are no numbers may."""
    amounts = [abs(found[0].value) for text in (one, other) if (found := find_numbers(text))]
    return len(amounts) < 2 or not min(amounts) or max(amounts) <= MOST_TIMES * min(amounts)


def _measure(candidate: SpanCandidate) -> str:
    """Return the unit of what a span measures, "" for what it counts."""
    text = candidate.article.text
    found = _MEASURE.search(text, candidate.start, min(len(text), candidate.end + 14))
    if found is None or found.start() > candidate.end + 1:
        return ""
    unit = (found["unit"] or found["word"]).casefold().replace("metre", "meter")
    return _ALIKE.get(unit, unit)


def _speaker(article: Article) -> str:
    return article.source.casefold() or article.id
