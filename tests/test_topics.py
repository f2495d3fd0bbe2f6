"""Questions about a topic as a whole: what they are about, and that they are answered with what is said of it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from assistant.question.courtesies import without_courtesies
from assistant.question.freshness import asks_about_now
from assistant.question.kind import wanted, wants_account
from assistant.question.period import topic_of_period
from assistant.question.topic import topic_of


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What's the latest on the ferry strike?", "the ferry strike"),
        ("What is happening in Gaza?", "Gaza"),
        ("Any news about the bridge?", "the bridge"),
        ("Tell me about Halden-4", "Halden-4"),
        ("What do we know about the fire?", "the fire"),
        ("Who is Anders Quill?", "Anders Quill"),
        ("Who's O'Brien?", "O'Brien"),
        ("What is Kelda b?", "Kelda b"),
        ("ferry strike", "ferry strike"),
        ("What do the articles say about Syria?", "Syria"),
        ("articles about Syria", "Syria"),
        ("What did Marsh say about Syria?", None),
        ("Who is the mayor?", None),
        ("Who is Iran's Supreme Leader?", None),
        ("What is NATO's budget?", None),
        ("What is the latest count of troops in Syria?", None),
        ("What is new?", None),
        ("", None),
    ],
)
def test_what_a_question_is_about(question: str, topic: str | None) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What happened in Port Alden last week?", "Port Alden"),
        ("What happened last week in Port Alden?", "Port Alden"),
        ("what happened over the weekend", ""),
        ("What happened yesterday?", ""),
        ("What’s new today?", ""),
        ("Any news today?", ""),
        ("What happened to the bridge?", None),
        ("What happened?", None),
        ("Who came last week?", None),
    ],
)
def test_what_a_question_about_a_time_is_about(question: str, topic: str | None) -> None:
    assert topic_of_period(question) == topic


@pytest.mark.timeout(10)
def test_a_question_made_to_be_slow_is_not() -> None:
    for question in (
        "Tell me about " + "!" * 19_000 + "a",
        "please who " + " " * 19_000 + "x",
        "Who is " + "A " * 9_000,
    ):
        topic_of(question)
        topic_of_period(question)
        without_courtesies(question)
        wanted(question)
        wants_account(question)
        asks_about_now(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What's the latest on the Castell Bridge?", "Castell Bridge"),
        ("Tell me about Halden-4", "Halden-4"),
        ("Castell Bridge cost", "$"),
        ("Who is Tomas Iredale?", "Iredale"),
    ],
)
def test_a_topic_is_answered_with_what_the_articles_say_of_it(
    sample_assistant: Assistant, question: str, said: str
) -> None:
    answer = sample_assistant.answer(question)
    assert not answer.abstained
    assert any(said in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    ["What's the latest on the Zurich tram strike?", "Who is Wilhelmina Zorblatt?", "quantum chromodynamics"],
)
def test_a_topic_that_no_article_speaks_of_is_declined(sample_assistant: Assistant, question: str) -> None:
    assert sample_assistant.answer(question).abstained


def test_what_happened_at_a_time_is_answered_with_the_articles_of_that_time(sample_assistant: Assistant) -> None:
    answer = sample_assistant.answer("What happened last week?", as_of="2024-12-27")
    assert not answer.abstained
    days = [citation.article.published_on for citation in answer.citations]
    assert days == sorted(days, reverse=True)
    assert all(day and date(2024, 12, 16) <= day <= date(2024, 12, 27) for day in days)
    assert not any(citation.quote == citation.article.title for citation in answer.citations)
    about = sample_assistant.answer("What happened in Syria last week?", as_of="2024-12-27")
    assert about.citations and all("Syria" in citation.quote for citation in about.citations[:1])


def test_of_a_fact_without_a_short_answer_the_likeliest_sentence_comes_first(sample_assistant: Assistant) -> None:
    reading = sample_assistant.digest_reader.read(
        "How much will Castell Bridge cost?", sample_assistant.retrieve("How much will Castell Bridge cost?", k=12)
    )
    assert "$" in reading.evidence[0].quote
