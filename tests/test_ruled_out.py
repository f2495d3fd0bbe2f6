"""Spans that their own sentence says are no answer."""

from __future__ import annotations

import time

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
        ("What is the jobless rate?", "The rate stood at 4.1%, down from 4.2% in May.", "4.2%", "4.1%"),
        ("How many work there?", "The staff shrank to 40, down from about 60.", "60", "40"),
        ("How many died?", "PORT ALDEN, Nov 22 (AP) — The toll rose to nine on Sunday.", "22", "nine"),
        ("Where is he?", "PORT ALDEN — He is in Karlsund now, she said.", "PORT ALDEN", "Karlsund"),
        (
            "Where did it land?",
            "Space Center, Florida CNN —  It fell near Karlsund.",
            "Space Center, Florida",
            "Karlsund",
        ),
        ("Where is he?", "Tarn, Teluna (VNC Business) — He is in Karlsund.", "Teluna", "Karlsund"),
        ("Which firm pays?", "Rents rise at Harbour Homes | VNC Business", "VNC Business", "Harbour Homes"),
        ("Who said so?", "She said so to Anna Berg.", "She", "Anna Berg"),
        ("Who is the mayor of Karlsund?", "Former mayor Ole Dahl met Mayor Anna Berg.", "Ole Dahl", "Anna Berg"),
        ("Who is Karlsund's mayor?", "Ole Dahl, a former mayor of Karlsund, met Anna Berg.", "Ole Dahl", "Anna Berg"),
        ("Who is the PM?", "Prime Minister Ole Dahl of Karlsund resigned; Anna Berg leads.", "Ole Dahl", "Anna Berg"),
        ("Who is the mayor?", "Ole Dahl resigned as mayor, and Anna Berg took over.", "Ole Dahl", "Anna Berg"),
        ("Who leads Karlsund?", "Mayor Ole Dahl resigned, and Anna Berg took over.", "Ole Dahl", "Anna Berg"),
        (
            "Who runs Velmora as chief executive?",
            "Velmora Ship Yards CEO Ole Dahl met Velmora President and CEO Anna Berg.",
            "Ole Dahl",
            "Anna Berg",
        ),
        (
            "Who is the CEO of Velmora?",
            "Ole Dahl, chief executive of Velmora Cloud, met Anna Berg, chief executive of Velmora and Talp.",
            "Ole Dahl",
            "Anna Berg",
        ),
        (
            "Who is the chair of the Central Reserve?",
            "Central Reserve Museum Director Ole Dahl met Central Reserve Board Chair Anna Berg.",
            "Ole Dahl",
            "Anna Berg",
        ),
        ("When does it begin?", "It will not begin in January as planned but on May 5.", "January", "May 5"),
        ("How much was lost?", "It erroneously said that 12% was lost; it was 1.2%.", "12%", "1.2%"),
        ("How many people died of flu?", "One, a man of 77, has died of it.", "77", "One"),
        ("How many were hurt?", "A 34-year-old driver and five others were hurt.", "34", "five"),
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
        ("What caused the blast?", "It could have been caused by a gas leak.", "a gas leak"),
        ("How many came?", "The march, which would have been banned in May, drew 300 people.", "300"),
        ("Which country pays?", "The bill is paid by the US and not by Karlsund.", "US"),
        ("Who named the virus?", "It was named by the WHO in May.", "WHO"),
        ("How many ships sank?", "Only one ship sank.", "one"),
        ("How many people may enter?", "Enter not more than 20 at a time.", "20"),
        ("How many donors gave?", "The club raised $5 million from 12,000 donors.", "12,000"),
        ("How much was raised?", "It raised money, to his surprise, from 300 people.", "300"),
        ("When is it open?", "The hall is open from 8 a.m. to 5 p.m. on weekdays.", "8 a.m."),
        ("When is the fair?", "The fair was moved indoors; it runs from June 3 to June 10.", "June 3"),
        ("Who is out as coach?", "Ole Dahl was fired as coach on Monday.", "Ole Dahl"),
        ("Who is leaving the council?", "Ole Dahl resigned on Monday.", "Ole Dahl"),
        ("Who came?", "Ole Dahl — a painter — came.", "Ole Dahl"),
        ("Which firm is it?", "ARGO STEEL - the largest of Karlsund - is cutting jobs.", "ARGO STEEL"),
        ("Who is the prime minister?", "Ilse Brandt, a former finance minister, was sworn in.", "Ilse Brandt"),
        ("Who is the president?", "Former vice president Joe Baum was sworn in.", "Joe Baum"),
        ("Which fuel is dearer?", "Brent | WTI | gas rose by 4%.", "gas"),
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


@pytest.mark.parametrize(
    ("query", "sentence", "span", "counts_something_else"),
    [
        ("How many people died on the ferry?", "All 312 people aboard were taken off unhurt.", "312", True),
        ("What is the death toll?", "The storm left 60,000 homes without power.", "60,000", True),
        ("What is the death toll?", "The toll stood at 41 on Sunday.", "41", False),
        ("How many people were killed?", "The bodies of nine miners were found.", "nine", False),
        ("How many lives did the quake claim?", "She said that 1,300 homes could not be lived in.", "1,300", True),
        ("How many people were on the ferry?", "All 312 people aboard were taken off unhurt.", "312", False),
        ("How old was the man who died?", "A man of 77 has died.", "77", False),
    ],
)
def test_who_asks_for_the_dead_gets_no_number_of_others(
    query: str, sentence: str, span: str, counts_something_else: bool
) -> None:
    assert says(query, sentence, span) is counts_something_else


@pytest.mark.parametrize(
    ("query", "sentence", "span", "is_change"),
    [
        ("How many cases are there?", "The outbreak grew by nine over the weekend.", "nine", True),
        ("How many people work there?", "The plant saw a rise of 40 in a year.", "40", True),
        ("How many cases are there?", "The outbreak grew to 27 over the weekend.", "27", False),
        ("By how many did the outbreak grow?", "The outbreak grew by nine over the weekend.", "nine", False),
        ("How many more cases are there?", "The outbreak grew by nine over the weekend.", "nine", False),
    ],
)
def test_by_how_much_something_grew_is_not_how_much_it_is(
    query: str, sentence: str, span: str, is_change: bool
) -> None:
    assert says(query, sentence, span) is is_change


def test_not_only_denies_nothing() -> None:
    assert not says("How many came?", "Not only 12 came but 15 sent their regrets.", "12")


def test_who_asks_for_an_error_gets_it() -> None:
    assert not says("What was the wrong figure?", "It erroneously said that 12% was lost.", "12%")


def test_a_row_of_capitals_behind_a_body_is_read_in_one_way() -> None:
    began = time.perf_counter()
    assert not says("Who is the CEO of Velmora?", "Velmora" + "-A" * 30 + " x Anna Berg came.", "Anna Berg")
    assert time.perf_counter() - began < 1  # It doubled with each letter.
