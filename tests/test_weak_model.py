"""A real model of 135 million weights, which invents: what of it is released stands in the passages it cites."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import FALLBACK_READER
from benchmarks.weak_model import INSTALL, ask_weak_model, missing_packages, unsupported_facts, weak_model_server

# Two that the samples answer and one that they do not: a question takes seconds here, and a minute on a busy machine.
QUESTIONS = (
    "How many US troops are in Syria?",
    "Who is the mayor of Port Alden?",
    "What is the population of Damascus?",
)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(bool(missing_packages()), reason=f"no weak model here; install it: {INSTALL}")
def test_what_a_weak_model_invents_is_not_released(sample_library: Path) -> None:
    with weak_model_server() as address:
        asked = list(ask_weak_model(sample_library, address, QUESTIONS))
    # The model must have written, or nothing has been tested.
    assert any(item.released or item.dropped for item in asked)
    for item in asked:
        assert unsupported_facts(item) == []
        for citation in item.answer.citations:
            assert citation.article.text[citation.start : citation.end] == citation.quote
        if item.answer.reader != "chat":
            assert item.answer.reader == FALLBACK_READER
            assert any("another reader answered" in note for note in item.answer.notes)
