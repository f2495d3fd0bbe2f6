"""Follow-ups without a chat model: what a question leans on is put into it, and one that stands alone is left alone."""

from __future__ import annotations

import time

import pytest

from assistant import Assistant
from assistant.question.condense import condense, leans
from assistant.question.phrases import counted, find_names, prepositional

SYRIA = "How many US troops are in Syria?"
BRIDGE = "When will the Castell Bridge open?"
MAYOR = ("Who is the mayor of Port Alden?", "**Tomas Iredale** [1] has been mayor since January.")
CHESS = ("Who won the Lindgren Memorial?", "**Amara Voss** [1]")
RATE = ("Did the Bank of Tavarra cut its rate?", "")


@pytest.mark.parametrize(
    ("history", "question", "query"),
    [
        # A fragment replaces what it replaces.
        ([(SYRIA, "")], "And in Iraq?", "How many US troops are in Iraq?"),
        ([(SYRIA, "")], "What about Iraq?", "How many US troops are in Iraq?"),
        ([(SYRIA, "")], "How about British troops?", "How many British troops are in Syria?"),
        ([("how many us troops are in syria?", "")], "and in iraq?", "how many us troops are in iraq?"),
        ([MAYOR], "And before him?", "Who is the mayor of Port Alden before Tomas Iredale?"),
        ([(SYRIA, ""), ("And in Iraq?", "")], "And in Jordan?", "How many US troops are in Jordan?"),
        # Dates are kept, and replaced by dates alone.
        (
            [("How many troops were in Syria in January?", "")],
            "And in Iraq?",
            "How many troops were in Iraq in January?",
        ),
        (
            [("How many troops were in Syria in January?", "")],
            "In December?",
            "How many troops were in Syria in December?",
        ),
        ([(SYRIA, "")], "And in January 2024?", "How many US troops are in Syria in January 2024?"),
        ([("How many died in Gaza since May?", "")], "And last week?", "How many died in Gaza last week?"),
        ([("What happened in Port Alden last week?", "")], "And this week?", "What happened in Port Alden this week?"),
        ([("What happened in Port Alden yesterday?", "")], "And in May?", "What happened in Port Alden in May?"),
        ([("Who won the 2022 World Cup?", "")], "And in 2018?", "Who won the 2018 World Cup?"),
        (
            [("How much does Castell Bridge cost?", "")],
            "What about last August?",
            "How much does Castell Bridge cost last August?",
        ),
        # Nothing new is asked.
        ([(SYRIA, "")], "And?", SYRIA),
        ([(SYRIA, "")], "???", SYRIA),
        ([(SYRIA, ""), ("OK", "")], "And in Iraq?", "How many US troops are in Iraq?"),
        # An asking word takes the place of the last one.
        ([CHESS], "When was that?", "When was it that Amara Voss won the Lindgren Memorial?"),
        ([("Who was elected mayor?", "**Tomas Iredale**")], "When was that?", "When was Tomas Iredale elected mayor?"),
        (
            [("Why was the launch of Halden-4 delayed?", "")],
            "When was that?",
            "When was the launch of Halden-4 delayed?",
        ),
        ([("What happened in Damascus?", "")], "When was that?", "When did it happen in Damascus?"),
        ([(SYRIA, "")], "Since when?", "Since when are US troops in Syria?"),
        ([RATE], "By how much?", "By how much did the Bank of Tavarra cut its rate?"),
        # A pronoun gets its name.
        ([MAYOR], "When was he elected?", "When was Tomas Iredale elected?"),
        ([MAYOR], "More about him", "More about Tomas Iredale?"),
        ([("Who is Anders Quill?", "**Chief executive**")], "What did he say?", "What did Anders Quill say?"),
        ([("Tell me about the Tarsa quake", "…")], "How strong was it?", "How strong was the Tarsa quake?"),
        ([("ferry strike", "…")], "When did it end?", "When did the ferry strike end?"),
        ([("What's the latest on the ferry strike?", "…")], "Who died?", "Who died (the ferry strike)?"),
        ([("How much does Castell Bridge cost?", "")], "How long is it?", "How long is Castell Bridge?"),
        ([("How much does Castell Bridge cost?", "")], "Where is it?", "Where is Castell Bridge?"),
        ([("How many live in Côte d'Ivoire?", "")], "And Mali?", "How many live in Mali?"),
        ([("Who is Özgür Özel?", "")], "How old is he?", "How old is Özgür Özel?"),
        ([RATE], "What did its governor say?", "What did the Bank of Tavarra’s governor say?"),
        ([(BRIDGE, "")], "How much will it cost?", "How much will the Castell Bridge cost?"),
        ([(SYRIA, "")], "Why are they there?", "Why are US troops in Syria?"),
        ([(SYRIA, "")], "How many are in Iraq?", "How many US troops are in Iraq?"),
        # What still leans gets the subject.
        ([(BRIDGE, "")], "What is the toll?", "What is the toll (Castell Bridge)?"),
    ],
)
def test_a_follow_up_becomes_a_question_that_stands_alone(
    history: list[tuple[str, str]], question: str, query: str
) -> None:
    assert condense(question, history) == query


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Port Alden?",
        "How many eddies has Halden-4 found?",
        "Which state announced that it would lower its tax?",
        "What did Zheng He discover on his voyages?",
        "How much does it cost to cross the Castell Bridge?",
        "Did the Bank of Tavarra cut its rate this week?",
        "What is the name of the label that Bill Stephney offered?",
        "Is there a bridge in Port Alden?",
        "Which company unveiled new artificial intelligence upgrades for its products this week?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert condense(question, [(SYRIA, ""), (BRIDGE, "March 2026")]) == question
    assert condense(question, []) == question


def test_one_who_writes_without_capitals_is_not_taken_to_leave_out_names() -> None:
    assert not leans("how many troops are in syria", capitals=False)
    assert condense("how many troops are in syria", [("what is the toll?", "")]) == "how many troops are in syria"


def test_an_answer_in_whole_sentences_is_not_taken_for_a_name() -> None:
    history = [("Who won the Lindgren Memorial?", "The articles say that it was held in the spa hall of Sankt Orlen.")]
    assert condense("When was that?", history) == "When was it that someone won the Lindgren Memorial?"


def test_the_rewritten_question_is_shown_and_answered(sample_assistant: Assistant) -> None:
    found = sample_assistant.answer("And in Iraq?", history=[(SYRIA, "…")])
    assert found.query == "How many US troops are in Iraq?"
    assert "Understood as: How many US troops are in Iraq?" in found.notes
    assert "2,500" in " ".join(citation.quote for citation in found.citations)
    assert not any("Understood" in note for note in sample_assistant.answer(SYRIA).notes)


def test_a_follow_up_costs_next_to_nothing() -> None:
    history = [(SYRIA, "**about 2,000** [1]"), ("And in Iraq?", "2,500")] * 500
    began = time.perf_counter()
    condense("And when was that?", history)
    assert time.perf_counter() - began < 0.05


def test_the_parts_of_a_question() -> None:
    assert [name.text for name in find_names("What did the Bank of Tavarra's governor say in May 2024?")] == [
        "Bank of Tavarra"
    ]
    assert [(word, found.text) for word, found in prepositional("How many US troops were in Syria since May?")] == [
        ("in", "Syria"),
        ("since", "May"),
    ]
    assert counted("How many US troops are in Syria?") == "US troops"
    assert find_names("WHO WON THE CUP?") == []
    assert [name.text for name in find_names("Did Éric Zemmour see 'Titanic' in the Côte d'Ivoire?")] == [
        "Éric Zemmour",
        "Titanic",
        "Côte d'Ivoire",
    ]
