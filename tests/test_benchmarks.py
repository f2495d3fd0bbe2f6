"""What the benchmarks count is what a user gets, and what was asked is asked of nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant import Assistant
from assistant.types import Answer


class Silent:
    """An assistant whose reader finds a sure first answer, and which gives another, or none."""

    def __init__(self, answer: Answer) -> None:
        self.given = answer
        self.span_reader = SimpleNamespace(
            answers=lambda question, passages: [SimpleNamespace(text="900", probability=0.9, candidates=())]
        )

    def retrieve(self, question: str, **filters: object) -> list[object]:
        """Find nothing."""
        return []

    def answer(self, question: str, **filters: object) -> Answer:
        """Return the answer that a user gets."""
        assert filters == {"as_of": "2024-02-01", "reader": "span"}
        return self.given


ROW: dict[str, Any] = {"question": "How many troops?", "asked": "2024-02-01", "answers": ["900"]}


@pytest.mark.parametrize(
    ("answer", "given", "right"),
    [
        (Answer("?", "?", short_answer="900"), True, True),
        (Answer("?", "?", short_answer="2,500"), True, False),
        (Answer("?", "?", short_answer=None), False, False),
        (Answer("?", "?", short_answer="900", abstained=True), False, False),
    ],
)
def test_calibration_counts_the_short_answer_that_a_user_gets(
    answer: Answer, given: bool, right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import calibration

    monkeypatch.setattr(calibration, "check", lambda answers: None)
    asked = calibration.ask_one(cast(Assistant, Silent(answer)), ROW, 12)
    assert (asked.given, asked.right, asked.probability, asked.first_right) == (given, right, 0.9, True)


@pytest.mark.parametrize(
    ("quote", "leads"),
    [
        ("It rose to 4% in May.", True),
        ("It rose to 6.4% in May.", False),
        ("It is 4% and was 3% before.", True),
        ("It rose from 3% to 4%.", False),
        ("Of the 14% it says nothing.", False),
    ],
)
def test_the_newest_value_leads_a_quote_as_a_whole_and_before_older_ones(quote: str, leads: bool) -> None:
    from benchmarks.timeline import stands_first

    assert stands_first(quote, ["4%"], ["3%"]) is leads
    assert not stands_first("It costs $80.", ["$8"], [])
    assert stands_first("It costs $8.", ["$8"], [])
