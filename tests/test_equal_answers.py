"""Which short answers say the same, and what a question asks for."""

from __future__ import annotations

import pytest

from assistant.question.kind import Wanted, fits, wanted, wants_account, wants_short_answer, wants_yes_or_no
from assistant.reading.equal_answers import answer_key, same_answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("900", "some 900 troops"),
        ("nine hundred", "900"),
        ("about 2,500", "2500"),
        ("two hundred and five", "205"),
        ("$1.7tn", "$1.7 trillion"),
        ("$900k", "$900,000"),
        ("1.5 bn", "1.5 billion"),
        ("50%", "50 per cent"),
        ("5.25%", "five and a quarter per cent"),
        ("2.5 million", "two and a half million"),
        ("twenty-one", "21"),
        ("Biden", "President Joe Biden"),
        ("Mohamed Shia al-Sudani", "Iraqi Prime Minister Mohamed Shia al-Sudani"),
        ("January 23, 2024", "23 January 2024"),
        ("Jan. 23", "the 23rd of January"),
        ("the United Kingdom", "United Kingdom’s"),
        ("13 Marines", "13"),
        ("4.1 billion", "4,100 million"),
        ("West", "Kanye West"),
        ("New York", "New York City"),
        ("Gen. Ole Dahl", "Ole Dahl"),
        ("March 5", "March 5, 2024"),
        ("Tuesday, March 5", "5 March 2024"),
        ("a hundred", "100"),
        ("a dozen", "12"),
        ("a million people", "1,000,000"),
        ("2½", "2.5"),
        ("−5 degrees", "-5"),
        ("a birth control pill", "birth control pills"),
    ],
)
def test_two_ways_of_saying_one_answer_are_equal(one: str, other: str) -> None:
    assert same_answer(answer_key(one), answer_key(other))
    assert same_answer(answer_key(other), answer_key(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("900", "2,500"),
        ("2", "2 million"),
        ("50", "50%"),
        ("Time", "The Times"),
        ("two thirds", "two"),
        ("three quarters of the seats", "three"),
        ("Glass", "Glas"),
        ("$50", "50"),
        ("Syria", "Iraq and Syria"),
        ("inflation", "flation"),
        ("January 23", "January 24"),
        ("1995", "1996"),
        ("Sudan", "South Sudan"),
        ("Mexico", "New Mexico"),
        ("10", "10-15"),
        ("$20", "$20-25"),
        ("13 Marines", "March 13"),
        ("1,234,567.5", "1,234,568.4"),
        ("-0.3%", "0.3%"),
        ("100 m", "100 million"),
        ("2020, three", "2023"),
        ("March 5, 2024", "March 5, 2023"),
        ("−5", "5"),
        ("2½", "21"),
        ("Justice Department", "State Department"),
        ("General Motors", "Kia Motors"),
        ("King County", "Orange County"),
        ("New York", "New York Times"),
        ("Washington", "The Washington Post"),
        ("America", "Bank of America"),
        ("9" * 400, "8" * 400),
        ("hundred " * 200, "100"),
        ("", "900"),
        ("…", "…"),
    ],
)
def test_different_answers_are_not_equal(one: str, other: str) -> None:
    assert not same_answer(answer_key(one), answer_key(other))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many troops are in Syria?", Wanted.NUMBER),
        ("HOW MUCH WILL IT COST?", Wanted.NUMBER),
        ("The president has a birthday. What is his age?", Wanted.NUMBER),
        ("Which two schools want to leave?", Wanted.PAIR),
        ("How deep did the drill reach?", Wanted.NUMBER),
        ("When was that?", Wanted.DATE),
        ("Who was president when the wall fell?", Wanted.NAME),
        ("Which team won when Berg was out?", Wanted.NAME),
        ("What did the man who shot him use?", Wanted.ANYTHING),
        ("What is the popular weight loss drug called?", Wanted.ANYTHING),
        ("At what university was it found?", Wanted.NAME),
        ("At what price was it sold?", Wanted.NUMBER),
        ("What was the death toll on Sunday?", Wanted.NUMBER),
        ("the storm that hit in May killed how many?", Wanted.NUMBER),
        ("What did the WHO say?", Wanted.ANYTHING),
        ("In what year did it open?", Wanted.DATE),
        ("Who is the mayor?", Wanted.NAME),
        ("Which country banned it?", Wanted.COUNTRY),
        ("In which US state was it bought?", Wanted.STATE),
        ("What percentage of toilets closed?", Wanted.PERCENTAGE),
        ("What is the average rate on a 30-year mortgage?", Wanted.PERCENTAGE),
        ("How high is inflation in Britain? What is inflation now?", Wanted.PERCENTAGE),
        ("What is the average price of gas?", Wanted.NUMBER),
        ("What was the death toll?", Wanted.NUMBER),
        ("Which bridge closed?", Wanted.NAME),
        ("What did they find?", Wanted.ANYTHING),
        ("What did the WHO recommend?", Wanted.ANYTHING),
    ],
)
def test_a_question_says_what_its_answer_must_have(question: str, kind: Wanted) -> None:
    assert wanted(question) is kind


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (
            Wanted.COUNTRY,
            ["Nepal", "the Philippines", "UK", "South Korea", "Britain’s"],
            ["Kathmandu", "Europe", "Apple"],
        ),
        (Wanted.PAIR, ["USC and UCLA", "Johnson & Johnson"], ["UCLA", "Iceland"]),
        (Wanted.STATE, ["Ohio", "the state of Ohio", "New York"], ["Nepal", "Houston"]),
        (Wanted.PERCENTAGE, ["50%", "half", "about 50 per cent"], ["50", "Ohio"]),
        (Wanted.NUMBER, ["900", "nine hundred", "Seventeen", "sixty"], ["many", "the third"]),
        (Wanted.DATE, ["January 23", "1995", "Tuesday", "in May"], ["Ohio", "Maryland", "the market", "may resign"]),
        (Wanted.NAME, ["Anna", "the Pentagon"], ["officials"]),
    ],
)
def test_an_answer_is_told_from_one_of_another_kind(kind: Wanted, right: list[str], wrong: list[str]) -> None:
    assert [fits(kind, answer) for answer in right] == [True] * len(right)
    assert [fits(kind, answer) for answer in wrong] == [False] * len(wrong)
    assert fits(Wanted.ANYTHING, right[0]) is None


@pytest.mark.parametrize(
    ("question", "one_span"),
    [
        ("How many troops are in Iraq and Syria combined?", False),
        ("How many troops are in Iraq and in Syria?", False),
        ("How many seats do the Greens and Labour have together?", False),
        ("How many seats do the Greens and Labour have together in parliament?", False),
        ("How many people worked together on the probe and its lander?", True),
        ("How long is the line and what does it cost?", False),
        ("Is the bridge open?", False),
        ("Why is the bridge closed?", False),
        ("How many people live in Bosnia and Herzegovina?", True),
        ("Who starred in Pride and Prejudice?", True),
        ("Which countries worked together on the probe?", True),
        ("How many troops are in Syria?", True),
    ],
)
def test_two_things_at_once_are_no_one_span(question: str, one_span: bool) -> None:
    assert wants_short_answer(question) is one_span


@pytest.mark.parametrize(
    ("said", "together"),
    [
        ("The quake that hit Turkey and Syria killed more than 23,000.", True),
        ("The toll across Syria, Turkey rose to 23,000.", True),
        ("It killed 19,000 in Turkey and 4,000 in Syria.", False),
        ("It killed 19,000 in Turkey.", False),
        ("", False),
    ],
)
def test_one_number_is_of_two_places_where_the_article_names_them_together(said: str, together: bool) -> None:
    assert wants_short_answer("How many people died in the quake in Turkey and Syria?", said) is together


def test_questions_that_no_span_answers_are_told_from_those_that_one_does() -> None:
    assert wants_account("Why was the launch delayed?")
    assert not wants_account("How many troops are in Syria?")
    assert wants_yes_or_no("Did the bridge open?")
    assert wants_yes_or_no("Is the toll going up?")
    assert not wants_yes_or_no("Is the toll $2 or $3?")
    assert not wants_yes_or_no("Which bridge is closed?")
