"""Spans that their own sentence says are no answer."""

from __future__ import annotations

import pytest

from assistant.reading.ruled_out import ruled_out


def says(query: str, sentence: str, span: str) -> bool:
    start = sentence.index(span)
    return ruled_out(query, sentence, start, start + len(span))


@pytest.mark.parametrize(
    ("query", "sentence", "span", "other"),
    [
        ("When will the probe land?", "It will land in February 2032 and not in 2031.", "2031", "February 2032"),
        ("What is the jobless rate?", "The rate fell to 4.1% from 4.2% a month ago.", "4.2%", "4.1%"),
        ("How long is the sentence?", "The court cut it from seven years to five years.", "seven years", "five years"),
        ("How much does it cost?", "The price has gone up from 610 to 655 million euros.", "610", "655 million euros"),
        ("How many died?", "PORT ALDEN, Nov 22 (AP) — The toll rose to nine on Sunday.", "22", "nine"),
        ("Where is he?", "PORT ALDEN — He is in Karlsund now, she said.", "PORT ALDEN", "Karlsund"),
        ("Who said so?", "She said so to Anna Berg.", "She", "Anna Berg"),
        ("Who is the mayor of Karlsund?", "Former mayor Ole Dahl met Mayor Anna Berg.", "Ole Dahl", "Anna Berg"),
        ("Who is Karlsund's mayor?", "Ole Dahl, a former mayor of Karlsund, met Anna Berg.", "Ole Dahl", "Anna Berg"),
        ("Who is the mayor?", "Ole Dahl resigned as mayor, and Anna Berg took over.", "Ole Dahl", "Anna Berg"),
    ],
)
def test_of_two_values_of_a_sentence_the_one_that_is_no_more_is_no_answer(
    query: str, sentence: str, span: str, other: str
) -> None:
    assert says(query, sentence, span)
    assert not says(query, sentence, other)


@pytest.mark.parametrize(
    ("query", "sentence", "span"),
    [
        ("What was the rate before?", "The rate fell to 4.1% from 4.2%.", "4.2%"),
        ("How many people were hurt?", "They came from 12 towns.", "12"),
        ("Who is the nominee?", "Former President Ole Dahl is the nominee.", "Ole Dahl"),
        ("Who is the former mayor?", "Former mayor Ole Dahl came.", "Ole Dahl"),
        ("How many could have died?", "Some 300 people would have died if they had stayed.", "300"),
        ("When will it open?", "It will not open until 2031.", "2031"),
        ("How much will it cost?", "They would have to pay $5 million.", "$5 million"),
    ],
)
def test_what_the_question_asks_for_stands(query: str, sentence: str, span: str) -> None:
    assert not says(query, sentence, span)


def test_what_only_would_have_been_is_no_answer_to_what_was() -> None:
    assert says("How many people died?", "Some 300 people would have died if they had stayed.", "300")


def test_of_what_a_value_was_at_first_the_later_one_is_no_answer() -> None:
    sentence = "The court cut it from seven years to five years."
    assert says("How long was the sentence originally?", sentence, "five years")
    assert not says("How long was the sentence originally?", sentence, "seven years")
