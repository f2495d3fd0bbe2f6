"""What of the network's span is the answer."""

from __future__ import annotations

import pytest

from assistant.question.places import find_countries
from assistant.reading.answer_spans import answer_span


@pytest.mark.parametrize(
    ("question", "span", "answer"),
    [
        ("Which country did she visit?", "Nairobi, Kenya", "Kenya"),
        ("Which country did she visit?", "the Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("Which country did she visit?", "Iran and Iraq", "Iran and Iraq"),
        ("Which country did she visit?", "the coast", "the coast"),
        ("Which state was hit?", "Florida’s Gulf Coast", "Florida"),
        ("Where was it?", "Nairobi, Kenya", "Nairobi, Kenya"),
        ("How old is he?", "101-year-old", "101"),
        ("How old is he?", "80 years old", "80"),
        ("What is his age?", "80 years old", "80"),
        ("How many years did he get?", "nine-year", "nine"),
        ("How many troops are there?", "some 900 troops", "some 900"),
        ("How many troops are there?", "troops", "troops"),
        ("How many homes were lost?", "some 900 troops", "some 900 troops"),
        ("In which year will they vote?", "January 2025", "2025"),
        ("When will they vote?", "January 2025", "January 2025"),
        ("In which years did it fall?", "2019 and 2021", "2019 and 2021"),
        ("Who resigned?", "Rep. Jane Doe, D-N.Y.", "Rep. Jane Doe"),
        ("Who resigned?", "Rep. Jane Doe (D-NY)", "Rep. Jane Doe"),
        ("Who resigned?", "“Jane Doe,”", "Jane Doe"),
        ("Who resigned?", "Jane Doe, 49", "Jane Doe"),
        ("Who said it?", "the U.S.", "the U.S."),
    ],
)
def test_the_answer_is_the_part_of_the_span_that_is_asked_for(question: str, span: str, answer: str) -> None:
    text = f"He said that {span} was in the report."
    start = text.index(span)
    first, last = answer_span(question, text, start, start + len(span))
    assert text[first:last] == answer


@pytest.mark.parametrize(
    ("pointed", "answer"),
    [("Yacca", "Yaccarino"), ("inda Yaccarino", "Linda Yaccarino"), ("Linda Yaccarino", "Linda Yaccarino")],
)
def test_no_answer_is_a_part_of_a_word(pointed: str, answer: str) -> None:
    text = "Linda Yaccarino was named, said NBC."
    start = text.index(pointed)
    first, last = answer_span("Who was named?", text, start, start + len(pointed))
    assert text[first:last] == answer


@pytest.mark.parametrize(
    ("text", "pointed", "answer"),
    [
        ("The union never suspended South Sudan.", "Sudan", "South Sudan"),
        ("A storm hit Papua New Guinea.", "Guinea", "Papua New Guinea"),
        ("He was born in western Iraq.", "Iraq", "Iraq"),
        ("New Trump tariffs were announced.", "Trump", "Trump"),
        ("The plant stands in New Mexico.", "Mexico", "New Mexico"),
    ],
)
def test_a_place_within_the_name_of_another_is_that_other(text: str, pointed: str, answer: str) -> None:
    start = text.index(pointed)
    first, last = answer_span("What was hit?", text, start, start + len(pointed))
    assert text[first:last] == answer


def test_a_state_is_not_the_country_of_its_last_word() -> None:
    text = "The plant stands in New Mexico today."
    start = text.index("Mexico")
    first, last = answer_span("Which country is the plant in?", text, start, start + 6)
    assert text[first:last] == "New Mexico"
    assert find_countries("New Jersey, New South Wales and New Zealand") == [(32, 43)]


@pytest.mark.parametrize(
    ("question", "text", "span", "answer"),
    [
        ("When is the trial?", "It was put off from January 11, 2027, to May.", "January", "January 11, 2027"),
        ("When is the trial?", "It is to begin on 5 April 2027 in Port Alden.", "April", "5 April 2027"),
        ("When is the trial?", "It is to begin in January in Port Alden.", "January", "January"),
        ("What share was lost?", "It lost 12% of it.", "12", "12%"),
        ("How much does it cost?", "It cost $4.6 billion in all.", "$4.6", "$4.6 billion"),
        ("How many jobs are cut?", "It cuts 4,100 from 2,800 jobs.", "4,100 from 2,800", "4,100"),
        ("Who opened it?", "The mayor of Xanten, Hilde Baum, opened it.", "Xanten, Hilde Baum", "Hilde Baum"),
        ("Who opened it?", "Xanten, Hilde Baum and others opened it.", "Xanten, Hilde Baum", "Xanten, Hilde Baum"),
    ],
)
def test_an_answer_is_the_whole_of_its_date_or_amount_and_no_more(
    question: str, text: str, span: str, answer: str
) -> None:
    start = text.index(span)
    first, last = answer_span(question, text, start, start + len(span))
    assert text[first:last] == answer


@pytest.mark.parametrize(
    ("text", "pointed", "answer"),
    [
        ("The bank left it at five and a quarter per cent.", "five", "five and a quarter per cent"),
        ("Prices rose at a rate of 10.1% in May.", "%", "10.1%"),
        ("The bridge cost $2.1 billion in the end.", "billion", "$2.1 billion"),
        ("One hundred and thirty-seven birds were counted.", "thirty", "One hundred and thirty-seven"),
        ("It fell to eight percent.", "eight", "eight percent"),
    ],
)
def test_a_part_of_a_number_is_no_answer(text: str, pointed: str, answer: str) -> None:
    start = text.index(pointed)
    first, last = answer_span("How high is it?", text, start, start + len(pointed))
    assert text[first:last] == answer
