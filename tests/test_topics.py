"""Questions about a topic as a whole: what they are about, and that they are answered with what is said of it."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.question.courtesies import without_courtesies
from assistant.question.freshness import asks_about_now
from assistant.question.kind import wanted, wants_account
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


@pytest.mark.timeout(10)
def test_a_question_made_to_be_slow_is_not() -> None:
    for question in (
        "Tell me about " + "!" * 19_000 + "a",
        "please who " + " " * 19_000 + "x",
        "Who is " + "A " * 9_000,
    ):
        topic_of(question)
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
