"""The span reader's fit: a fold's ranking is that of its own call, and what finds nothing counts as wrong."""

from __future__ import annotations

import random
from dataclasses import fields
from typing import Any

import pytest

from assistant.reading.answer_scores import AnswerFeatures
from assistant.reading.short_answers import ShortAnswer, SpanCandidate
from assistant.types import Article, Passage, RetrievedPassage
from benchmarks.span_fit import Asked, fit

TEXT = "It was alpha. It was omega."
ARTICLE = Article("a", TEXT, "")
FOUND = RetrievedPassage(Passage("p", "a", 0, len(TEXT), TEXT), ARTICLE, 1.0, 1)


def _answer(word: str, share: float) -> ShortAnswer:
    values = {field.name: 0.0 for field in fields(AnswerFeatures)} | {"share": share}
    start = TEXT.index(word)
    return ShortAnswer(
        (SpanCandidate(FOUND, start, start + len(word), 0.0, 0.0, 0.0),), AnswerFeatures(**values), 0.0, 0.0
    )


def _asked(right_share: float, *, empty: int = 0) -> Asked:
    """Return forty questions, asked twice, and ``empty`` that find nothing; the right answer has ``right_share``."""
    chance = random.Random(1)
    asked: Asked = []
    for place in range(40):
        answers = [_answer("alpha", right_share + chance.gauss(0, 1)), _answer("omega", chance.gauss(0, 1))]
        row: dict[str, Any] = {"question": f"What {place}?", "answers": ["alpha"]}
        asked += [(row, True, answers), ({**row, "answers": []}, False, answers[1:])]
    return asked + [({"question": f"Nothing {place}?", "answers": ["alpha"]}, True, []) for place in range(empty)]


def _share_right(text: str) -> float:
    return float(text.split("right ")[1].split(",")[0])


def test_a_second_fit_does_not_use_the_rankings_of_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    for right_share in (-2.0, 2.0):
        asked = _asked(right_share)
        fit(asked, shown=len(asked) - 2)
        assert _share_right(capsys.readouterr().out) > 0.8


def test_questions_that_find_nothing_count_as_wrong_and_take_no_part_in_the_fit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = _asked(2.0)
    full = fit(asked, shown=len(asked) - 2)
    known = capsys.readouterr().out
    more = [*_asked(2.0, empty=40)[80:], *asked]
    emptied = fit(more, shown=len(more) - 2)
    assert emptied["confidence"] == pytest.approx(full["confidence"], abs=1e-6)
    assert _share_right(capsys.readouterr().out) == pytest.approx(_share_right(known) / 2, abs=0.06)
    # At the least threshold half as many of the answerable questions get an answer.
    lowest = emptied["confidence thresholds"][0][0]["answered, articles there"]
    assert lowest <= 0.5
