"""Dates in questions: which become filters, which are part of the fact, and what happens when nothing passes."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from assistant.errors import SettingsError
from assistant.question.dates import find_dates, narrowed, say_dates
from assistant.question.freshness import asks_about_now, stale_note
from assistant.question.understanding import understand
from assistant.settings import Settings
from assistant.types import Answer, Article, Citation, Filters

FRIDAY = date(2024, 12, 20)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What happened last week?", "2024-12-09", None),
        ("What did he say yesterday?", "2024-12-19", None),
        ("Who resigned on Tuesday?", "2024-12-17", None),
        ("What happened two weeks ago?", "2024-12-03", "2024-12-19"),
        ("Which state changed its law this week?", "2024-12-13", None),
        ("Which airline said this week that it will weigh passengers?", "2024-12-13", None),
        ("Who died Sunday?", "2024-12-15", None),
        ("How did the markets do over the weekend?", "2024-12-13", None),
        ("What happened tonight?", "2024-12-20", None),
        ("Who spoke this morning?", "2024-12-20", None),
        ("What did the WHO decide this autumn?", "2024-09-01", None),
        ("Who won last summer?", "2024-06-01", "2024-10-01"),
        ("Who won last autumn?", "2024-09-01", None),
        ("Which storms came last winter?", "2023-12-01", "2024-03-31"),
        ("What did the Pentagon say in January?", "2024-01-01", "2024-03-02"),
        ("What happened on January 23, 2024?", "2024-01-23", "2024-02-02"),
        ("What happened on 2024-01-23?", "2024-01-23", "2024-02-02"),
        ("What happened in 2023?", "2023-01-01", None),
        ("How many attacks have there been since October 2023?", "2023-10-01", None),
        ("How many died since the ceasefire in 2023?", "2023-01-01", None),
        ("What did the mayor decide after January 5, 2024?", "2024-01-06", None),
        ("How many troops were in Syria before December 2024?", None, "2024-11-30"),
        ("What happened between January and March 2024?", "2024-01-01", "2024-05-01"),
        ("What happened in January and August 2024?", "2024-01-01", "2024-10-01"),
        ("What happened between January 31 and March 5, 2023?", "2023-01-31", "2023-03-15"),
        ("What was decided in May or June 2023?", "2023-05-01", "2023-07-31"),
        ("What happened on Tuesday, August 20, 2024?", "2024-08-20", "2024-08-30"),
        ("What happened on May 3 and 4, 2023?", "2023-05-03", "2023-05-14"),
        ("What happened between 3 and 5 May 2024?", "2024-05-03", "2024-05-15"),
        ("What happened in early March 2024?", "2024-03-01", "2024-04-10"),
        ("What happened before the end of 2023?", None, "2023-12-31"),
        ("How many measles cases were reported in January 2024?", "2024-01-01", "2024-03-02"),
        ("Which novel was written in 1984?", "1984-01-01", None),
        # The words of a clause between "since" and its date.
        ("How many people were deported since Trump took office in January?", "2024-01-01", None),
        ("How many died since fighting broke out in April?", "2024-04-01", None),
        ("How many died since fighting broke out in Sudan in April?", "2024-04-01", None),
        ("How many died since the attacks of October 7?", "2024-10-07", None),
        ("What changed since the ceasefire last month?", "2024-11-01", None),
        ("What changed since the end of 2023?", "2023-12-01", None),
        # Counts in words.
        ("Who resigned ten days ago?", "2024-12-10", None),
        ("What happened a couple of weeks ago?", "2024-12-03", "2024-12-19"),
        ("What happened a few days ago?", "2024-12-17", None),
        ("What happened twelve months ago?", "2023-12-11", "2024-02-10"),
        ("What happened twenty-five years ago?", "1999-06-28", None),
        ("What happened in the last ten days?", "2024-12-10", None),
        ("What happened the day before yesterday?", "2024-12-18", None),
        ("What happened before yesterday?", None, "2024-12-18"),
        # Of this week.
        ("What happens this Friday?", "2024-12-20", None),
        ("What happened this Monday?", "2024-12-16", None),
        ("What happened last Friday?", "2024-12-13", None),
        # The day of what the news is about.
        ("Any news on Friday's shooting?", "2024-12-20", None),
        ("Who won at Sunday’s Grammy Awards?", "2024-12-15", None),
        ("Which stories on Tuesday mention Syria?", "2024-12-17", None),
        ("Last week who won?", "2024-12-09", None),
        ("True or false: This week the bridge opened", "2024-12-13", None),
        ("WHAT HAPPENED LAST WEEK?", "2024-12-09", None),
        ("Who dined at Mar-a-Lago on Wednesday?", "2024-12-18", None),
        ("Who attacked Israel on October 7?", "2024-10-07", "2024-10-17"),
        ("What is needed in March?", "2024-03-01", "2024-05-01"),
    ],
)
def test_a_date_becomes_a_filter_that_can_be_given_up(question: str, since: str | None, until: str | None) -> None:
    found = find_dates(question, today=FRIDAY)
    assert found is not None
    assert (found.since, found.until) == tuple(day and date.fromisoformat(day) for day in (since, until))
    assert not found.firm


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many troops are in Syria as of March 2024?", (None, None, date(2024, 3, 31))),
        ("Which articles from January 2024 mention Syria?", (date(2024, 1, 1), date(2024, 1, 31), None)),
        ("What is the news since last Monday?", (date(2024, 12, 16), None, None)),
        ("Which articles from 2023-05-01 to 2023-06-01 say so?", (date(2023, 5, 1), date(2023, 6, 1), None)),
        ("What do reports from January to March 2024 say?", (date(2024, 1, 1), date(2024, 3, 31), None)),
        ("What is the news this week?", (date(2024, 12, 13), FRIDAY, None)),
        ("How many were there as of the beginning of 2024?", (None, None, date(2024, 1, 30))),
        ("Any news on Tuesday?", (date(2024, 12, 17), date(2024, 12, 17), None)),
        ("Which articles published on January 5 mention Syria?", (date(2024, 1, 5), date(2024, 1, 5), None)),
    ],
)
def test_a_date_of_publication_holds(question: str, expected: tuple[date | None, ...]) -> None:
    found = find_dates(question, today=FRIDAY)
    assert found is not None
    assert (found.since, found.until, found.as_of) == expected
    assert found.firm


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2022 World Cup?",
        "When will the bridge open in March 2026?",
        "What is planned in January?",
        "How much will it cost in 2030?",
        "Who may win?",
        "Which stories may be false?",
        "Who directed West Side Story 2021?",
        "What happened on Black Friday?",
        "What happened on February 30?",
        "What was the most popular show of 2023?",
        "What is in the January report?",
        "How many people live in Gaza?",
        "What did USA Today say about the vote?",
        "What did USA TODAY say about the vote?",
        "What did Russia Today report?",
        "Who hosts Last Week Tonight?",
        "Last Week Tonight won what?",
        "Who directed Last Night in Soho?",
        "Who was on the Tonight Show?",
        "What did the Sunday Times report?",
        "What is On the Sunday of Life?",
        "Any news on March Madness?",
        "What happened the day before the vote?",
        "How long before October 7, 2024 did they know?",
        "Who left two days before March 3, 2024?",
        "What happens this Sunday?",
        "Any news this Sunday?",
        "Who plays next Sunday?",
        "What do the United Nations say in May?",
        "How do a hundred people live in March?",
    ],
)
def test_a_date_that_is_part_of_the_fact_filters_nothing(question: str) -> None:
    assert find_dates(question, today=FRIDAY) is None


def test_a_month_without_a_year_is_the_last_one_that_has_articles() -> None:
    found = find_dates("What happened in March?", today=date(2026, 11, 22), newest=date(2025, 2, 11))
    assert found is not None and found.since == date(2024, 3, 1)
    assert "March 1, 2024" in say_dates(found)


def test_a_range_that_begins_on_a_day_its_year_lacks_is_read_all_the_same() -> None:
    question = "What happened between February 29 and March 5, 2023?"
    found = find_dates(question, today=FRIDAY, newest=date(2024, 6, 1))
    assert found is not None and found.since == date(2023, 2, 28)


@pytest.mark.parametrize("words", ["in December and January 2024", "from December to January 2024"])
def test_a_range_over_the_new_year_begins_in_the_year_before(words: str) -> None:
    found = find_dates(f"What happened {words}?", today=date(2026, 11, 28))
    assert found is not None and found.since == date(2023, 12, 1)
    assert found.until == date(2024, 3, 2)  # A month is reported on for another one.


def test_the_days_of_one_month_are_of_one_year() -> None:
    # The newest article is of their middle: the 20th is not last year's.
    found = find_dates("What happened on December 5 to 20?", today=date(2026, 12, 30), newest=date(2026, 12, 10))
    assert found is not None and found.since == date(2026, 12, 5)
    assert found.until is None or found.until >= date(2026, 12, 20)


@pytest.mark.parametrize(
    "question",
    ["What happened on 9999-12-31?", "What was published before 0001-01-01?", "What happened since 9999-12-31?"],
)
def test_a_day_at_the_end_of_all_days_is_no_date(question: str) -> None:
    assert find_dates(question, today=FRIDAY) is None


def test_the_last_day_there_is_can_be_the_day_of_asking() -> None:
    found = find_dates("What happened last week?", today=date.max)
    assert found is not None and found.since is not None


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("How many troops are in Syria as of March 2024?", "How many troops are in Syria?"),
        ("As of March 2024, how many troops are in Syria?", "How many troops are in Syria?"),
        ("how many died before october 5", "how many died"),
        ("What do articles from March 2024 say about Syria?", "What do articles say about Syria?"),
        ("stories published before June 2024 about the strike", "stories about the strike"),
        # What was counted since then, or happened in it, is the fact itself.
        ("How many people were killed since October 7, 2023?", "How many people were killed since October 7, 2023?"),
        ("Who resigned in March 2024?", "Who resigned in March 2024?"),
        # Nothing else is asked.
        ("As of March 2024?", "As of March 2024?"),
        # All that happened then is found by the words of the time.
        ("What happened before March 2024?", "What happened before March 2024?"),
    ],
)
def test_a_date_that_only_says_which_articles_count_is_not_searched(question: str, searched: str) -> None:
    asked = (question, (), Filters(), lambda question, history: question)
    found = understand(*asked, today=lambda: FRIDAY, newest=lambda: FRIDAY)
    assert found.filters != Filters() and found.query == searched
    assert found.wider is None or found.wider.query == question


def test_the_callers_own_filters_are_never_widened() -> None:
    found = find_dates("What happened since January 2024?", today=FRIDAY)
    assert found is not None
    assert narrowed(Filters(since=date(2024, 6, 1)), found) == Filters(since=date(2024, 6, 1))
    assert narrowed(Filters(as_of=date(2023, 6, 1)), found) is None


def test_the_answer_says_what_became_of_a_date(sample_assistant: Assistant) -> None:
    found = sample_assistant.answer("How many US troops are in Syria as of March 2024?")
    assert found.as_of == "2024-03-31"
    assert "900" in " ".join(citation.quote for citation in found.citations)
    assert any("up to March 31, 2024" in note for note in found.notes)


def test_a_filter_that_leaves_no_answer_is_given_up_and_the_answer_says_so(sample_assistant: Assistant) -> None:
    plain = sample_assistant.answer("How many eddies did Halden-4 find?")
    assert not plain.abstained
    found = sample_assistant.answer("How many eddies did Halden-4 find last week?")
    assert not found.abstained
    assert any("articles of any date were read" in note for note in found.notes)


def test_relative_dates_count_from_the_day_that_is_asked_as_of(sample_assistant: Assistant) -> None:
    found = sample_assistant.answer("How many US troops were in Syria last week?", as_of="2024-12-27")
    assert {citation.article.published_on for citation in found.citations} <= {date(2024, 12, 19), date(2024, 12, 20)}
    assert not found.abstained


def _answer_of(day: str | None) -> Answer:
    article = Article(id="a", text="Words.", title="", published=day)
    return Answer("?", "?", citations=(Citation(1, "Words.", 0, 6, "", article),))


def test_an_old_answer_warns_and_a_new_one_does_not() -> None:
    note = stale_note(_answer_of("2022-01-05"), today=FRIDAY, after_days=365)
    assert note == "The newest source is of January 5, 2022: 2 years old"
    assert stale_note(_answer_of("2024-12-01"), today=FRIDAY, after_days=365) == ""
    assert "60 days" not in stale_note(_answer_of("2024-09-01"), today=FRIDAY, after_days=30)
    assert stale_note(_answer_of("2022-01-05"), today=FRIDAY, after_days=0) == ""
    assert stale_note(_answer_of(None), today=FRIDAY, after_days=1) == ""


def test_the_warning_counts_from_the_day_asked_as_of(sample_assistant: Assistant) -> None:
    question = "How many US troops are in Syria?"
    assert sample_assistant.answer(question, as_of="2024-12-31").notes == ()
    assert any("newest source" in note for note in sample_assistant.answer(question, as_of="2030-01-01").notes)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(SettingsError, match="stale_after_days"):
        Settings.load("x", environment={}, stale_after_days=-1)


def test_which_questions_ask_about_now() -> None:
    now = ("How many troops are in Syria?", "Who is mayor now?", "What was the latest count?")
    now += ("Who leads the party?", "Who owns the club?")
    tolls = ("How many people died in the Orhel quake?", "How many did the storm kill?", "What was the death toll?")
    tolls += ("How many lives did the storm claim?",)
    for question in now + tolls:
        assert asks_about_now(question)
    for question in ("How many troops were in Syria?", "Who won the cup?", "When did it open?", "Who died on Sunday?"):
        assert not asks_about_now(question)


def test_how_things_stood_then_may_be_told_by_an_article_from_before() -> None:
    asked = ("What was the key rate in February 2026?", (), Filters(source="Wire"), lambda question, history: question)
    found = understand(*asked, today=lambda: date(2026, 11, 23), newest=lambda: date(2026, 11, 22))
    before, anything = found.wider, found.wider.wider if found.wider else None
    assert found.filters.since == date(2026, 2, 1) and found.filters.until is not None
    assert before is not None and before.filters == Filters(until=found.filters.until, source="Wire")
    assert "those from before it" in before.notes[-1]
    assert anything is not None and anything.filters == Filters(source="Wire") and anything.wider is None
