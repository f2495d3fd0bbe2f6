"""Polite questions mean what they ask for."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.question.condense import condense
from assistant.question.courtesies import asks_nothing, without_courtesies
from assistant.question.understanding import understand
from assistant.types import Filters

DAY = date(2024, 12, 20)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Can you tell me who the mayor is?", "who is the mayor?"),
        ("Could you please tell us what it costs?", "what it costs?"),
        ("Do you know when the bridge opens?", "when the bridge opens?"),
        ("Hi, who is the mayor?", "who is the mayor?"),
        ("Please tell me how many died", "how many died"),
        ("I'd like to know why it failed", "why it failed"),
        ("Well, what's the toll?", "what's the toll?"),
        ("Tell me how old she was", "how old was she?"),
        ("Do you know how many troops there are?", "how many troops are there?"),
        ("Tell me how much it was", "how much was it?"),
        ("Tell me how many of the crew were hurt", "how many of the crew were hurt"),
        ("Tell me how many the dead are", "how many the dead are"),
        ("Do you know how big the bridge is?", "how big is the bridge?"),
        ("Do you know what time it is?", "what time is it?"),
        ("Do you know what time the vote is?", "what time the vote is?"),
        ("Do you know which country it is?", "which country is it?"),
        ("Do you know what that is?", "what is that?"),
        ("Do you know how the economy is?", "how the economy is?"),
        ("Do you know how tall the tower is?", "how tall is the tower?"),
        ("Do you know what happened and who the killer was?", "what happened and who the killer was?"),
        ("Do you know who the man who fled was?", "who the man who fled was?"),
        ("Do you know if it is open?", "Do you know if it is open?"),
        ("Do you know Anna?", "Do you know Anna?"),
        ("Tell me about the bridge", "Tell me about the bridge"),
        ("Can you?", "Can you?"),
        ("Who can you tell what?", "Who can you tell what?"),
        ("What do you know about it?", "What do you know about it?"),
    ],
)
def test_words_of_politeness_before_a_question_are_left_out(question: str, meant: str) -> None:
    assert without_courtesies(question) == meant


def test_a_polite_follow_up_is_understood_as_the_plain_one() -> None:
    history = [("Could you tell me how many troops are in Syria?", "**900** [1]")]
    question = "Can you tell me how many are in Iraq?"
    meant = understand(question, history, Filters(), condense, today=lambda: DAY, newest=lambda: DAY)
    assert meant.query == "How many troops are in Iraq?"
    assert meant.notes == ("Understood as: How many troops are in Iraq?",)


def test_a_polite_question_gets_the_short_answer_of_the_plain_one(sample_assistant: Assistant) -> None:
    answer = sample_assistant.answer("Can you tell me who the mayor of Port Alden is?")
    assert answer.short_answer == "Tomas Iredale"
    assert answer.question == "Can you tell me who the mayor of Port Alden is?"


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Hi there! Could you please tell me who won the race? Thanks a lot!", "who won the race?"),
        ("Good morning. Who won the race? Thank you!", "Who won the race?"),
        ("Who won? Thanks in advance.", "Who won?"),
        ("Who said thanks?", "Who said thanks?"),
    ],
)
def test_greetings_and_thanks_around_a_question_are_no_part_of_it(question: str, plain: str) -> None:
    assert without_courtesies(question) == plain


def test_thanks_are_answered_without_a_search(sample_library: Path, embedded: list[str]) -> None:
    with Assistant.open(sample_library) as assistant:
        assert assistant.answer("Thanks!").citations == ()
        assert embedded == []
        assistant.answer("Who is the mayor of Port Alden?")
        assert embedded


@pytest.mark.parametrize("word", ["goodbye ", "good bye ", "good day ", "thanks ", "hi there ", "ok "])
def test_a_long_row_of_greetings_is_read_at_once(word: str) -> None:
    # In all combinations it took days; process time, as other processes do not count.
    began = time.process_time()
    assert not asks_nothing(word * (280 // len(word)) + "x")
    assert time.process_time() - began < 1
    assert asks_nothing(word * (280 // len(word)))


@pytest.mark.parametrize(
    "question", ["Thanks to whom did he win?", "Hi-tech exports", "Good Morning America", "Great Britain"]
)
def test_what_begins_like_a_courtesy_may_be_a_question(question: str) -> None:
    assert not asks_nothing(question)
