"""Questions that want more than one span, or nothing at all, and texts brought along."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Answer, Assistant, answer
from assistant.errors import QuestionError, SettingsError
from ingest import ingest
from prompts import load_prompt


def quotes(found: Answer) -> str:
    return " | ".join(citation.quote for citation in found.citations)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("How many US troops are in Iraq and Syria combined?", "2,500"),
        ("How many US troops are in Syria and in Iraq?", "2,500"),
        ("Who is the mayor of Port Alden and when was he elected?", "Iredale"),
        ("Did Tomas Iredale win the election?", "Iredale"),
    ],
)
def test_what_no_one_span_answers_is_quoted(sample_assistant: Assistant, question: str, quoted: str) -> None:
    found = sample_assistant.answer(question)
    assert found.short_answer is None
    assert quoted in quotes(found)


def test_why_is_told_from_the_sentence_on_that_says_it(sample_assistant: Assistant) -> None:
    found = sample_assistant.answer("Why was the launch of Halden-4 delayed?")
    assert (found.reader, found.short_answer) == ("digest", None)
    assert "a leak in the rocket" in found.citations[0].quote


def test_texts_brought_along_are_read_by_the_reader_that_is_asked_for(sample_assistant: Assistant) -> None:
    asked = ("Who won the regatta?", ["The regatta was won by the crew of the Albatross."])
    assert sample_assistant.read(*asked, reader="digest").reader == "digest"
    assert sample_assistant.read(*asked, reader="span").reader == "span"
    with pytest.raises(SettingsError, match="oracle"):
        sample_assistant.read(*asked, reader="oracle")


def test_a_topic_is_a_word_of_its_own(tmp_path: Path) -> None:
    texts = {"Woman rescued": "A woman was rescued from a well.", "Talks in Muscat": "Oman will host the talks in May."}
    for title, text in texts.items():
        (tmp_path / f"{title}.txt").write_text(f"{title}\n\n{text}\n")
    ingest([tmp_path], data_dir=tmp_path / "library")
    assert quotes(answer("What is the latest on Oman?", data_dir=tmp_path / "library")).startswith("Oman will host")


def test_one_passage_with_an_endless_number_breaks_no_question(sample_assistant: Assistant) -> None:
    prime = "The largest prime known is " + "9" * 400 + ". It has 400 digits."
    assert not sample_assistant.read("How many digits does the prime have?", [prime]).abstained


@pytest.mark.parametrize(
    ("asked", "named"),
    [({"question": None}, "None"), ({"question": "Who won?", "source": ["Wire"]}, "Wire")],
)
def test_what_is_no_text_is_refused_by_name(sample_assistant: Assistant, asked: dict[str, object], named: str) -> None:
    with pytest.raises(QuestionError, match=named):
        sample_assistant.answer(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", ["hi", "Hello there!", "thanks", "OK, thank you very much!", "Great, thanks."])
def test_what_asks_nothing_gets_no_quotes_and_is_no_context(sample_assistant: Assistant, said: str) -> None:
    asked = ("How many US troops are in Syria?", "About 2,000.")
    found = sample_assistant.answer(said, history=[asked])
    assert (found.text, found.query, found.citations) == (load_prompt("courtesy"), found.question, ())
    after = sample_assistant.answer("And in Iraq?", history=[asked, (said, found.text)])
    assert after.query == "How many US troops are in Iraq?"


def test_no_history_is_an_empty_one(sample_assistant: Assistant) -> None:
    question = "Who is the mayor of Port Alden?"
    assert sample_assistant.answer(question, history=None) == sample_assistant.answer(question)  # type: ignore[arg-type]


@pytest.mark.parametrize("named", ["Castell Bridge", "the Castell Bridge", "the castell bridge"])
def test_the_latest_on_a_topic_begins_with_the_newest_article(sample_assistant: Assistant, named: str) -> None:
    found = sample_assistant.answer(f"What is the latest on {named}?")
    days = [str(citation.article.published_on) for citation in found.citations]
    assert days == sorted(days, reverse=True)
    assert days[0] == "2025-03-04"
