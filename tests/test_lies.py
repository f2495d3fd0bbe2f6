"""A liar is caught: of 500 sentences with one thing changed hardly any pass, and true ones do."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.chat.facts import canonical, find_dates_in, find_numbers, same_name
from assistant.chat.sentence_check import Source, check_sentence
from assistant.types import Article
from benchmarks.lying import measure

WORDS = "Washington keeps some 900 troops in Syria and roughly 2,500 in neighboring Iraq. Gen. Ryder spoke on Tuesday."
ARTICLE = Article("a", WORDS, "", published="2024-01-25")


def problem(claim: str) -> str:
    return check_sentence(claim, [Source(ARTICLE, 0, len(WORDS))]).problem


@pytest.mark.slow
def test_lies_are_caught_and_true_sentences_kept(sample_assistant: Assistant) -> None:
    dropped, caught, lies = measure(sample_assistant)
    assert len(lies) == 500
    # .940 measured; the aim is .95 (benchmarks/README.md, "Sentences").
    assert sum(caught) / len(caught) >= 0.93
    assert sum(dropped) / len(dropped) <= 0.05


@pytest.mark.parametrize(
    "claim",
    [
        "Washington keeps nine hundred troops in Syria.",
        "Washington keeps 2500 troops in Iraq.",
        "Gen. Ryder spoke on January 23, 2024.",
    ],
)
def test_the_same_in_other_words_is_supported(claim: str) -> None:
    assert problem(claim) == ""


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("Washington keeps some 950 troops in Syria.", "950"),
        ("Washington keeps some 900 troops in Jordan.", "Jordan"),
        ("Washington keeps roughly 2,500 troops in Syria.", "900"),
        ("Ryder spoke on January 24, 2024.", "January 24"),
        ("Ryder spoke on Wednesday.", "Wednesday"),
        ("The cat slept on the sofa.", "adds what the passage does not say"),
        ("Ryder keeps the cat.", "not what the passage says"),
        (
            "Washington keeps some 900 troops in Syria, a significant increase from the previous year.",
            "adds what the passage does not say",
        ),
    ],
)
def test_what_is_wrong_with_a_lie_is_said(claim: str, why: str) -> None:
    assert why in problem(claim)


def test_a_sentence_that_cites_nothing_is_not_supported() -> None:
    assert check_sentence("Washington keeps some 900 troops in Syria.", []).problem == "cites nothing"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("nine hundred troops", 900, ""),
        ("half a million people", 500_000, ""),
        ("$2.3 million", 2_300_000, "$"),
        ("2.3 million dollars", 2_300_000, "$"),
        ("two dozen", 24, ""),
        ("one hundred and forty", 140, ""),
        ("4.25 percent", 4.25, "%"),
        ("the 14th edition", 14, "th"),
        ("in 2024", 2024, "year"),
        ("2,024 welds", 2024, ""),
    ],
)
def test_numbers_are_read_as_what_they_are(text: str, value: float, unit: str) -> None:
    assert [(found.value, found.unit) for found in find_numbers(text)] == [(value, unit)]


def test_a_number_in_a_name_and_one_alone_are_no_numbers() -> None:
    assert find_numbers("One of them saw Halden-4 first.") == []


def test_names_and_dates_are_compared_as_people_do() -> None:
    assert same_name(canonical("Iraqi"), canonical("Iraq"))
    assert same_name(canonical("U.S."), canonical("Americans"))
    assert not same_name(canonical("Iran"), canonical("Iraq"))
    assert [(found.month, found.day, found.year) for found in find_dates_in("It may be on May 5, 2024.")] == [
        (5, 5, 2024)
    ]
