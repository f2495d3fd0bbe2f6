"""Asking the sample articles and the wire dump they are modelled on: what is cited, what is declined, what is safe."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant, answer
from assistant.citations import cite, cite_all, verifies
from assistant.digest import wants_account
from assistant.errors import LibraryError, QuestionError, SettingsError
from assistant.lexical import query_terms
from assistant.retrieve import fuse
from assistant.sentences import split_sentences
from assistant.settings import Settings
from assistant.types import Article, Evidence, escape_markdown, plain_text
from ingest import ingest
from prompts import load_prompt


def quotes(found: Answer) -> str:
    return " | ".join(citation.quote for citation in found.citations)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many US troops are in Syria?", "2,000"),
        ("How much will the Castell Bridge cost?", "$212 million"),
        ("When will the Castell Bridge open?", "March 2026"),
        ("Who is the mayor of Port Alden?", "Iredale"),
        ("Why was the launch of Halden-4 delayed?", "helium"),
        ("How much does it cost to cross the Castell Bridge?", "$2.40"),
    ],
)
def test_a_question_that_the_samples_answer_cites_the_words_that_answer_it(
    sample_assistant: Assistant, question: str, words: str
) -> None:
    found = sample_assistant.answer(question)
    assert not found.abstained
    assert words.casefold() in quotes(found).casefold()


@pytest.mark.parametrize(
    "question",
    [
        "What is the population of Damascus?",
        "Who won the World Cup?",
        "What is the capital of France?",
        "How tall is Mount Everest?",
        "asdf qwerty zxcv",
        "?!",
    ],
)
def test_a_question_about_nothing_in_the_library_is_declined(sample_assistant: Assistant, question: str) -> None:
    found = sample_assistant.answer(question)
    assert found.abstained
    assert found.citations == ()
    assert found.short_answer is None
    assert found.text.startswith(load_prompt("refusal"))


def test_every_citation_stands_in_its_article_at_its_offsets(sample_assistant: Assistant) -> None:
    for question in ("How many troops are in Iraq?", "What happened in Damascus?", "What did the mayor say?"):
        for citation in sample_assistant.answer(question).citations:
            stored = sample_assistant.article(citation.article.id, version=citation.article.version)
            assert stored.text[citation.start : citation.end] == citation.quote


def test_a_citation_that_does_not_verify_is_dropped_and_the_rest_renumbered() -> None:
    article = Article(id="a", text="One fact. Another fact.", title="")
    good, empty = Evidence(article, 10, 23, 1.0), Evidence(article, 9, 10, 1.0)
    assert [citation.number for citation in cite_all([empty, good])] == [1]
    assert not verifies(replace(cite(good, number=1), quote="Another fib."))


def test_the_stream_grows_and_ends_in_what_answer_returns(sample_assistant: Assistant) -> None:
    question = "Why did the cost of the Castell Bridge rise?"
    parts = list(sample_assistant.stream(question))
    assert len(parts) > 1
    assert all(later.text.startswith(earlier.text) for earlier, later in zip(parts, parts[1:], strict=False))
    assert parts[-1] == sample_assistant.answer(question)
    assert set(parts[-1].timings_ms) == {"retrieve", "read", "total"}


def test_as_of_answers_as_one_could_have_then(sample_assistant: Assistant) -> None:
    found = sample_assistant.answer("How many US troops are in Syria?", as_of="2024-06-30")
    assert found.short_answer in ("900", "about 900")
    assert "2,000" not in quotes(found)
    assert found.as_of == "2024-06-30"
    assert all(citation.article.published_on <= date(2024, 6, 30) for citation in found.citations)


def test_without_as_of_the_answer_is_as_of_its_newest_cited_article(sample_assistant: Assistant) -> None:
    found = sample_assistant.answer("How much will the Castell Bridge cost?")
    assert found.as_of == max(citation.article.published for citation in found.citations)[:10]


def test_an_outlet_is_named_in_any_case_and_one_that_is_not_there_gives_no_answer(sample_assistant: Assistant) -> None:
    question = "How much will the Castell Bridge cost?"
    found = sample_assistant.answer(question, source="harbor times (SAMPLE)")
    assert {citation.article.source for citation in found.citations} == {"Harbor Times (sample)"}
    nobody = sample_assistant.answer(question, source="Nobody's Post")
    assert nobody.abstained
    assert nobody.text == load_prompt("nothing_passes")


def test_capitals_change_nothing(sample_assistant: Assistant) -> None:
    question = "How many US troops are in Syria?"
    assert quotes(sample_assistant.answer(question.upper())) == quotes(sample_assistant.answer(question))


def test_spaces_change_nothing(sample_assistant: Assistant) -> None:
    plain = sample_assistant.answer("How many US troops are in Syria?")
    spaced = sample_assistant.answer(" How  many US\ntroops are in Syria? ")
    assert (spaced.question, spaced.short_answer) == (plain.question, plain.short_answer)


@pytest.mark.parametrize(
    "question",
    [
        'How many "troops" AND (Syria OR -Iraq)^2 title:* ?',
        "How many troops are in Syria? 🪖🇸🇾",
        "troops \ud83d in Syria",
        "Syria " * 1_600,
        "' OR 1=1; DROP TABLE articles; --",
        "[[[*_`<b>{}\\",
    ],
)
def test_no_question_is_a_syntax_error(sample_assistant: Assistant, question: str) -> None:
    assert sample_assistant.answer(question).text


def test_an_empty_library_abstains_and_says_how_to_fill_it(tmp_path: Path) -> None:
    found = answer("How many troops are in Syria?", data_dir=tmp_path / "new")
    assert found.abstained
    assert "dateline ingest" in found.text
    assert found.to_dict()["as_of"] is None


def test_each_call_answers_from_the_library_and_with_the_settings_of_the_moment(
    sample_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, question = tmp_path / "library", "How many US troops are in Syria?"
    shutil.copytree(sample_library, folder)
    assert answer(question, data_dir=folder).reader == "span"
    monkeypatch.setenv("DATELINE_READER", "digest")
    assert answer(question, data_dir=folder).reader == "digest"
    shutil.rmtree(folder)
    assert "dateline ingest" in answer(question, data_dir=folder).text


def test_settings_do_not_undo_the_folder_beside_them(sample_library: Path, tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "other", environment={}, reader="digest")
    with Assistant.open(sample_library, settings=settings) as opened:
        assert opened.articles()
        assert opened.answer("How many US troops are in Syria?").reader == "digest"


def test_a_closed_assistant_says_so(sample_library: Path) -> None:
    opened = Assistant.open(sample_library)
    opened.close()
    with pytest.raises(LibraryError, match="closed"):
        opened.answer("How many US troops are in Syria?")


@pytest.mark.parametrize("question", ["", "  \n\t", "x" * 20_001])
def test_a_question_that_cannot_be_asked_is_named(sample_assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        sample_assistant.answer(question)


def test_wrong_options_are_named_with_the_right_ones(sample_assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="since is 'yesterday'"):
        sample_assistant.answer("Who?", since="yesterday")
    with pytest.raises(QuestionError, match="after"):
        sample_assistant.answer("Who?", since="2024-02-01", until="2024-01-01")
    with pytest.raises(SettingsError, match="must be one of"):
        sample_assistant.answer("Who?", reader="oracle")
    with pytest.raises(QuestionError, match="since is 2024"):
        sample_assistant.answer("Who?", since=2024)  # type: ignore[arg-type]
    for history in ([("Who?", None)], [{"role": "user", "content": "Who?"}], ["Who?"]):
        with pytest.raises(QuestionError, match="history 1 is"):
            sample_assistant.answer("Who?", history=history)  # type: ignore[arg-type]
    with pytest.raises(QuestionError, match="k is -1"):
        sample_assistant.retrieve("Who?", k=-1)


def test_an_instruction_in_an_article_is_quoted_at_most_and_never_followed(sample_assistant: Assistant) -> None:
    found = sample_assistant.answer("Is the Castell Bridge free to cross?")
    said = found.text
    for citation in found.citations:
        said = said.replace(escape_markdown(citation.quote), "")
    assert "free" not in said
    assert "[9]" not in said


def test_markup_and_fake_citations_in_an_article_are_shown_as_they_stand(tmp_path: Path) -> None:
    row = {
        "title": "Port strike",
        "text": 'The port strike of Gorm began on May 2 <img src=x onerror=alert(1)> ![x](http://evil) [7] "**now**".',
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    ingest([tmp_path / "a.jsonl"], data_dir=tmp_path / "library")
    found = answer("When did the port strike of Gorm begin?", data_dir=tmp_path / "library")
    assert "<img" not in found.text.replace("\\<img", "")
    assert "[7]" not in found.text
    assert "![x](" not in found.text
    assert found.citations[0].quote in plain_text(found.text)


def test_near_repeats_are_shown_once(sample_assistant: Assistant) -> None:
    # The Pentagon story is in the samples twice: by the wire, and as another outlet's copy.
    shown = [citation.quote for citation in sample_assistant.answer("How many US troops are in Syria?").citations]
    assert len(shown) == len(set(shown))


def test_texts_brought_along_are_read_and_nothing_is_retrieved(sample_assistant: Assistant) -> None:
    found = sample_assistant.read("Who won the regatta?", ["The regatta was won by the crew of the Albatross."])
    assert quotes(found) == "The regatta was won by the crew of the Albatross."
    assert sample_assistant.read("How many US troops are in Syria?", []).abstained


def test_the_retriever_gives_documents_with_offsets_into_the_article(sample_assistant: Assistant) -> None:
    documents = sample_assistant.as_retriever(k=5, until="2024-12-31").invoke("troops in Syria")
    assert len(documents) == 5
    for document in documents:
        article = sample_assistant.article(document.metadata["article_id"])
        assert article.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["published"][:10] <= "2024-12-31"


def test_a_notebook_shows_the_answer_and_its_sources(sample_assistant: Assistant) -> None:
    shown = sample_assistant.answer("Who is the mayor of Port Alden?")._repr_markdown_()
    assert "[1]" in shown
    assert "\n1. “" in shown


def test_the_article_in_another_language_is_found_by_its_words(sample_assistant: Assistant) -> None:
    found = sample_assistant.retrieve("tourbillons premières images Halden-4")
    assert "fr" in {passage.article.language for passage in found[:3]}


def test_fusion_puts_what_both_legs_found_first() -> None:
    fused = fuse({"dense": [("a", 0.9), ("b", 0.8)], "lexical": [("b", 9.0), ("c", 5.0)]})
    assert [passage_id for passage_id, _ in fused] == ["b", "c", "a"]
    assert fuse({}) == []


def test_query_terms_are_content_words_folded_and_stemmed() -> None:
    assert query_terms("How many U.S. troops are in Syria's deserts?") == ["us", "troop", "syria", "desert"]
    assert query_terms("US TROOPS, SYRIA: the Desert") == ["us", "troop", "syria", "desert"]
    assert query_terms("How is it?") == []


def test_which_questions_want_an_account() -> None:
    assert wants_account("Why was the launch delayed?")
    assert wants_account("How does the instrument work?")
    assert not wants_account("How many troops are in Syria?")


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = (
        "Gen. Pat Ryder said U.S. Central Command had 2,000 troops. “We told Sen. Reed on Jan. 5.” It left the U.S. The"
        " rest stays.\n\nHeadline"
    )
    found = [text[start:end].strip() for start, end in split_sentences(text)]
    assert found == [
        "Gen. Pat Ryder said U.S. Central Command had 2,000 troops.",
        "“We told Sen. Reed on Jan. 5.”",
        "It left the U.S.",
        "The rest stays.",
        "Headline",
    ]


def test_an_unknown_prompt_lists_those_there_are() -> None:
    with pytest.raises(ValueError, match="refusal"):
        load_prompt("greeting")
