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
CUP = ("Who won the 2022 World Cup?", "**Argentina** [1]")
HAMAS = ("Who leads Hamas in Gaza?", "")
JAN = "How old is Jan Egeland?"
JOBLESS = ("What is the unemployment rate in Germany?", "")
OCTOBER = ("Who attacked Israel on October 7?", "")
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
        # What an earlier rewriting put in brackets stays, and stays whole.
        (
            [("Who won the vote in Sarnovia?", "**Ana Ruiz** [1]"), ("Tell me about the ferry", "")],
            "When does it start?",
            "When does the ferry (Sarnovia) start?",
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
        ([("Who is Jan Egeland?", "A diplomat, it is said in many of the articles.")], "How old is he?", JAN),
        ([("Who lives at Mar-a-Lago?", "")], "When was it searched?", "When was Mar-a-Lago searched?"),
        ([CUP], "And who hosted it?", "Who hosted the 2022 World Cup?"),
        ([CUP], "And the 2018 World Cup?", "Who won the 2018 World Cup?"),
        ([CUP], "And the Euros?", "Who won the Euros?"),
        ([("Who owns the New York Times?", "")], "And the Sunday Times?", "Who owns the Sunday Times?"),
        ([("Who is Mario Draghi?", "")], "And Jan Egeland?", "Who is Jan Egeland?"),
        ([OCTOBER], "And on October 8?", "Who attacked Israel on October 8?"),
        ([OCTOBER], "How did it respond?", "How did Israel respond?"),
        # No person is a country, or a place that something is in.
        ([(SYRIA, "")], "And how old is he?", "How old is he (US, Syria)?"),
        ([("Who spoke in Paris?", "")], "How old is she?", "How old is she (Paris)?"),
        ([("Did Ann Lee win in Ohio?", "")], "How old is she?", "How old is Ann Lee?"),
        # "It" is what was asked for, before its place.
        ([JOBLESS], "What was it last year?", "What was the unemployment rate in Germany last year?"),
        ([JOBLESS], "What was it in France?", "What was the unemployment rate in France?"),
        (
            [("What is the tallest building in Port Alden?", "")],
            "How tall is it?",
            "How tall is the tallest building in Port Alden?",
        ),
        ([("Where is the Eiffel Tower in Paris?", "")], "How tall is it?", "How tall is the Eiffel Tower?"),
        # Only a place takes the place of a place.
        ([HAMAS], "And Hezbollah?", "Who leads Hezbollah in Gaza?"),
        ([HAMAS], "And Lebanon?", "Who leads Hamas in Lebanon?"),
        ([("Who leads Hamas in Tripoli?", "")], "And Hezbollah?", "Who leads Hezbollah in Tripoli?"),
        ([("How many live in Port Alden?", "")], "And Sankt Orlen?", "How many live in Sankt Orlen?"),
        # A fragment with a name or a year leans, too.
        ([(SYRIA, "")], "In 2023?", "How many US troops are in Syria in 2023?"),
        ([(SYRIA, "")], "Before 2020?", "How many US troops are in Syria before 2020?"),
        ([(SYRIA, "")], "in Iraq?", "How many US troops are in Iraq?"),
        ([(SYRIA, "")], "Iraq?", "How many US troops are in Iraq?"),
        ([("How many died in Texas?", "")], "New Mexico?", "How many died in New Mexico?"),
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
        "Who is the president of brazil?",
        "Which company unveiled new artificial intelligence upgrades for its products this week?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert condense(question, [(SYRIA, ""), (BRIDGE, "March 2026")]) == question
    assert condense(question, []) == question


def test_one_who_writes_without_capitals_is_not_taken_to_leave_out_names() -> None:
    assert not leans("how many troops are in syria", capitals=False)
    assert condense("how many troops are in syria", [("what is the toll?", "")]) == "how many troops are in syria"


def test_a_question_written_small_after_one_with_capitals_may_have_a_name_in_it() -> None:
    history = [("What is the latest on Mill Road?", "")]
    assert condense("how many jobs is orlan cutting", history) == "how many jobs is orlan cutting"
    assert condense("how many died?", history) == "How many died (Mill Road)?"


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
    condense("And in Iraq?", history[:1])  # The names of countries are read once.
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What did the FBI find at Mar-a-Lago?", ["FBI", "Mar-a-Lago"]),
        ("Who won the 2022 World Cup?", ["2022 World Cup"]),
        ("In 2022 Germany spent more", ["Germany"]),
        ("Who is Jan Egeland?", ["Jan Egeland"]),
        ("Did April Ryan ask Jan?", ["April Ryan"]),
        ("What did the Sunday Times say on Sunday?", ["Sunday Times"]),
        ("Who hosts Last Week Tonight?", ["Last Week Tonight"]),
        ("Who sang at Sunday's Grammy Awards?", ["Grammy Awards"]),
        ("Who attacked Israel on October 7?", ["Israel"]),
        ("What happened on Black Friday?", ["Black Friday"]),
        ("Did it open on Friday, June 5th 2020, in Mid-March, Sept. 2024 or Spring of 2023?", []),
        ("What happened Last Week, in 2023 or 7 October?", []),
        ("Who is it?", []),
    ],
)
def test_a_name_may_begin_like_a_date_and_a_date_is_no_name(text: str, names: list[str]) -> None:
    found = find_names(text)
    assert [name.text for name in found] == names
    assert [text[name.start : name.end] for name in found] == names


@pytest.mark.timeout(10)
def test_names_are_found_in_a_long_text_at_once() -> None:
    for text in ("Of May " * 2_800, "May " * 5_000, "the 2022 " * 2_200):
        assert find_names(text) == []


@pytest.mark.parametrize("place", [0, 1])
def test_a_broken_emoji_in_the_history_is_no_error(sample_assistant: Assistant, place: int) -> None:
    exchange = ["How many US troops are in Syria now?", "**900** [1]"]
    exchange[place] = exchange[place].replace(" ", " \ud83d ", 1)
    found = sample_assistant.answer("And in Iraq?", history=[(exchange[0], exchange[1])])
    assert "Iraq" in found.query and found.query.isprintable()
    assert not found.abstained
