"""``dateline ask``: the answer of the contract, odd questions, and options that are refused."""

import json
import re

import pytest
from chat_models import Scripted, number_of
from command_line import (
    ANSWER_KEYS,
    ARTICLE_KEYS,
    CITATION_KEYS,
    SYRIA,
    assert_one_error,
    run,
    run_json,
)

from assistant.types import Answer, Article, Citation


def assert_is_an_answer(answer):
    assert answer.keys() == ANSWER_KEYS
    assert answer["timings_ms"].keys() == {"retrieve", "read", "total"}
    assert all(isinstance(taken, (int, float)) for taken in answer["timings_ms"].values())
    assert 0 <= answer["confidence"] <= 1
    for number, citation in enumerate(answer["citations"], start=1):
        assert citation.keys() == CITATION_KEYS
        assert citation["number"] == number
        assert citation["article"].keys() == ARTICLE_KEYS
        assert citation["supports"]
    for entry in answer["timeline"]:
        assert entry.keys() == {"value", "published", "citation"}


def test_ask_prints_the_answer_of_the_contract_and_its_quotes_stand_in_their_articles(sample_library):
    answer = run_json("ask", SYRIA, data_dir=sample_library)
    assert_is_an_answer(answer)
    assert answer["question"] == answer["query"] == SYRIA
    assert not answer["abstained"] and answer["citations"]
    for citation in answer["citations"]:
        shown = run_json("articles", "show", citation["article"]["id"], data_dir=sample_library)
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["text"]
    days = [citation["article"]["published"][:10] for citation in answer["citations"]]
    assert answer["as_of"] == max(days)


def test_ask_for_people_shows_the_answer_then_its_sources(sample_library):
    result = run("ask", SYRIA, data_dir=sample_library)
    assert (result.exit_code, result.stderr) == (0, "")
    answer = run_json("ask", SYRIA, data_dir=sample_library)
    text, _, sources = result.stdout.partition("\n\n[1] ")
    assert answer["citations"][0]["quote"] in text
    assert answer["citations"][0]["article"]["title"] in sources
    assert "\\" not in text and "**" not in text


@pytest.mark.parametrize("reader", ["span", "digest"])
def test_a_quote_that_the_answer_has_is_not_printed_again(sample_library, reader):
    citations = run_json("ask", SYRIA, "--reader", reader, data_dir=sample_library)["citations"]
    shown = run("ask", SYRIA, "--reader", reader, data_dir=sample_library).stdout
    # Each once: in the answer, or, of an earlier value that it only mentions, below its source.
    assert citations and all(shown.count(f"“{citation['quote']}”") == 1 for citation in citations)


def test_what_a_chat_model_wrote_is_printed_with_the_words_that_it_rests_on(sample_library, monkeypatch):
    told = "Washington keeps some 900 troops in Syria [{}]. The same is so there of some 900 troops in Syria [{}]."
    model = Scripted(script=lambda asked: told.format(*[number_of(asked, "some 900 troops in Syria")] * 2), calls=[])
    monkeypatch.setattr("assistant.chat.setup.load_chat_model", lambda settings: model)
    citations = run_json("ask", SYRIA, "--reader", "chat", data_dir=sample_library)["citations"]
    result = run("ask", SYRIA, "--reader", "chat", data_dir=sample_library)
    assert (result.exit_code, result.stderr) == (0, "")
    answer, *sources = re.split(r"^\[\d\] ", result.stdout, flags=re.MULTILINE)
    assert citations and len(sources) == len(citations)
    for citation, source in zip(citations, sources, strict=True):
        named, quote, *_ = source.splitlines()
        assert citation["quote"] not in answer and citation["article"]["title"] in named
        assert quote == f"    “{citation['quote']}”"
        assert "some 900 troops in Syria" in quote


def test_the_words_of_a_source_are_printed_on_one_line_before_its_address_and_cannot_act_on_the_terminal(
    sample_library, monkeypatch
):
    text = "The levy\x1b[2J fell\n  to 5 * 3 percent."
    article = Article("a1", text, "The levy", url="https://news.example/levy")
    cited = Answer(SYRIA, SYRIA, text="It fell. [1]", citations=(Citation(1, text, 0, len(text), "It fell.", article),))
    monkeypatch.setattr("assistant.chain.Assistant.answer", lambda *_, **__: cited)
    shown = run("ask", SYRIA, data_dir=sample_library).stdout
    assert shown.splitlines() == [
        "It fell. [1]", "", "[1] The levy", "    “The levy\ufffd[2J fell to 5 * 3 percent.”",
        "    https://news.example/levy",
    ]  # fmt: skip


def test_the_requested_day_is_the_day_of_the_answer_and_nothing_later_is_cited(sample_library):
    answer = run_json("ask", SYRIA, "--as-of", "2024-06-30", data_dir=sample_library)
    assert answer["as_of"] == "2024-06-30"
    assert answer["citations"]
    assert all(citation["article"]["published"][:10] <= "2024-06-30" for citation in answer["citations"])


def test_an_unanswerable_question_is_declined_without_citations(sample_library):
    answer = run_json("ask", "What is the population of Damascus?", data_dir=sample_library)
    assert_is_an_answer(answer)
    assert answer["abstained"] is True
    assert (answer["citations"], answer["short_answer"], answer["timeline"], answer["as_of"]) == ([], None, [], None)
    assert answer["text"]


@pytest.mark.parametrize("options", [[], ["--as-of", "2024-01-01"], ["--source", "Nobody"]], ids=str)
def test_an_empty_library_declines_with_code_0(empty, options):
    empty.mkdir()
    answer = run_json("ask", SYRIA, *options, data_dir=empty)
    assert_is_an_answer(answer)
    assert answer["abstained"] is True and answer["citations"] == []
    assert answer["as_of"] == (options[1] if "--as-of" in options else None)


def test_filters_that_no_article_passes_decline_with_code_0(sample_library):
    for options in (["--source", "Nobody"], ["--since", "2031-01-01"], ["--until", "1999-12-31"]):
        assert run_json("ask", SYRIA, *options, data_dir=sample_library)["abstained"] is True


def test_an_outlet_is_found_without_its_brackets_and_of_one_that_is_none_the_nearest_is_named(sample_library):
    answer = run_json("ask", SYRIA, "--source", "harbor times", data_dir=sample_library)
    assert {citation["article"]["source"] for citation in answer["citations"]} == {"Harbor Times (sample)"}
    nobody = run("ask", SYRIA, "--source", "Habor Tims", data_dir=sample_library)
    assert nobody.exit_code == 0 and "did you mean 'Harbor Times (sample)'?" in nobody.stdout


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\u00a0"], ids=repr)
def test_an_empty_question_is_refused(sample_library, question):
    assert_one_error(run("ask", question, data_dir=sample_library), "empty", "ask something")


def test_a_question_that_is_far_too_long_is_refused(sample_library):
    assert_one_error(run("ask", "why " * 6_000, data_dir=sample_library), "23,999", "20,000")


LONG = ("Syria troops " * 800)[:10_000]
#: Questions that break what parses them, each with the same thing asked inside.
ODD = [
    '"How many troops" are in "Syria',
    "How many troops are in Syria? AND OR NOT + - * ^ ~ :: words:Syria [a TO z] {} () \\",
    "How many troops are in Syria'; DROP TABLE articles; --",
    "How many 🪖 troops are in 🇸🇾 Syria 👨‍👩‍👧?",
    "\ud83dHow many troops are in Syria\udca5?",
    "How many troops\x00 are in Syria\x1b[31m?",
    "HOW MANY TROOPS ARE IN SYRIA?",
    "how many troops are in syria",
    f"{SYRIA} {LONG}"[:10_000],
]


@pytest.mark.parametrize("question", ODD, ids=[ascii(question[:40]) for question in ODD])
def test_no_question_is_a_syntax_error_and_each_finds_the_same_thing(sample_library, question):
    answer = run_json("ask", question, data_dir=sample_library)
    assert_is_an_answer(answer)
    # Asked with so many words that no article knows, it may be declined; what comes nearest is shown then.
    assert "Syria" in answer["text"]


SIGNS = ["🌍🌍🌍", '"""', "AND", "?", "the of and", "\ud800", "-", "--", "x" * 10_000, "(" * 10_000]


@pytest.mark.parametrize("question", SIGNS, ids=[ascii(question[:10]) for question in SIGNS])
def test_a_question_of_nothing_but_signs_is_answered_or_declined_but_never_fails(sample_library, question):
    result = run("ask", "--json", "--data-dir", sample_library, "--", question)
    assert (result.exit_code, result.stderr) == (0, "")
    assert_is_an_answer(json.loads(result.stdout))


@pytest.mark.parametrize("question", [SYRIA, "How much will the Castell Bridge cost?", "When was Halden-4 launched?"])
def test_capitals_make_no_difference_to_what_is_cited(sample_library, question):
    def cited(asked):
        answer = run_json("ask", asked, data_dir=sample_library)
        return [(citation["article"]["id"], citation["start"], citation["end"]) for citation in answer["citations"]]

    assert cited(question)
    assert cited(question) == cited(question.upper()) == cited(question.lower())


def test_an_unknown_reader_is_refused_with_the_readers_there_are(sample_library):
    assert_one_error(run("ask", SYRIA, "--reader", "oracle", data_dir=sample_library), "'oracle'", "digest")


def test_the_default_reader_may_be_named(sample_library):
    result = run("ask", SYRIA, "--reader", "digest", "--json", data_dir=sample_library)
    assert json.loads(result.stdout)["reader"] == "digest"


@pytest.mark.parametrize("option", ["--since", "--until", "--as-of"])
@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "2023-02-29", "01/02/2024", "2024", "-1"])
def test_a_date_that_is_none_is_refused_with_one_that_is(sample_library, option, day):
    result = run("ask", SYRIA, f"{option}={day}", data_dir=sample_library)
    assert_one_error(result, option.strip("-").replace("-", "_"), repr(day), "2024-01-23")


@pytest.mark.parametrize("last", ["--until", "--as-of"])
def test_a_time_span_that_ends_before_it_begins_is_refused(sample_library, last):
    result = run("ask", SYRIA, "--since", "2024-02-02", last, "2024-02-01", data_dir=sample_library)
    assert_one_error(result, "2024-02-02", "2024-02-01")


def test_a_question_without_quotation_marks_is_the_one_with_them(sample_library):
    assert run_json("ask", *SYRIA.split(), data_dir=sample_library)["question"] == SYRIA
