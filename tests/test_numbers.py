"""Numbers in texts that were made to be hard: parts and ordinals, and values that no number has."""

from __future__ import annotations

import math

import pytest

from assistant.question.numbers import find_numbers

THIRD = 100 / 3


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a third of voters", THIRD, "part"),
        ("one-third more", THIRD, "part"),
        ("two thirds", 2 * THIRD, "part"),
        ("a two-thirds majority", 2 * THIRD, "part"),
        ("Sales fell by a third.", THIRD, "part"),
        ("Sales fell by a third in May.", THIRD, "part"),
        ("three quarters", 75, "part"),
        ("a quarter more", 25, "part"),
        ("five and a quarter per cent", 5.25, "%"),
        ("two and a half million people", 2.5e6, ""),
        ("a fifth of it", 20, "part"),
        ("Putin won a third term.", 3, "th"),
        ("A third person died.", 3, "th"),
        ("sold by a third party", 3, "th"),
        ("sold by a third-party seller", 3, "th"),
        ("a fifth case", 5, "th"),
        ("one tenth grader", 10, "th"),
    ],
)
def test_a_part_is_told_from_an_ordinal(text: str, value: float, unit: str) -> None:
    assert [(number.value, number.unit) for number in find_numbers(text)] == [(pytest.approx(value), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "hundred " * 200,
        "a hundred hundred " * 200 + "people",
        "trillion " * 400,
        "9" * 310,
        "9" * 400 + ".5 million",
        "9" * 300 + " trillion trillion trillion",
        "about " + "9" * 400 + " to 10",
        "$" + "1" * 5_000,
        "hundred " * 200 + "decades",
    ],
)
def test_a_text_that_loops_has_a_number_all_the_same(text: str) -> None:
    found = find_numbers(text)
    assert found and all(math.isfinite(number.value) for number in found)
    first = found[0]
    assert first.agrees(first)
    assert not any(first.agrees(number) or number.agrees(first) for number in find_numbers("about 900 and over 20"))
