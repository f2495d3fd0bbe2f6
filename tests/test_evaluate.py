"""A question file is read strictly, and evaluating one verifies every citation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import DatelineError, InputError
from assistant.evaluate import (
    EvaluationReport,
    Question,
    evaluate,
    ranked_article_urls,
    read_questions,
    summarize,
    verify_citations,
    write_predictions,
)
from assistant.types import Article, Passage, RetrievedPassage
from ingest import ingest

TROOPS = "The United States keeps some 900 troops in Syria, the Pentagon said on Tuesday."
RAIN = "Heavy rain flooded the harbour of Westhaven on Monday, and 40 boats were lost."


def written(path: Path, *lines: str | bytes) -> Path:
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return path


def row(**fields: object) -> str:
    return json.dumps({"id": "1", "question": "How many?", "answers": ["900"], **fields}, ensure_ascii=False)


def test_a_question_file_is_read_with_all_its_fields(tmp_path: Path) -> None:
    file = written(
        tmp_path / "questions.jsonl",
        "\ufeff" + row(asked="2024-01-23", answer_urls=["https://a.example/x"], choices=["1", "2"]),
        "",
        row(id=2, answers=[], contexts=["“Some” text."], asked=None),
    )
    first, second = read_questions(file)
    assert first == Question("1", "How many?", ("900",), date(2024, 1, 23), ("https://a.example/x",))
    assert second == Question("2", "How many?", (), contexts=("“Some” text.",))


def test_every_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    file = written(
        tmp_path / "questions.jsonl",
        row(),
        '{"id": "2", "question"',
        "[1]",
        "",
        row(id="3", answers=None),
        row(id="4", answers=None),
        row(id="5", answers="900"),
        row(id="6", question="  "),
        row(id="7", asked="January"),
        row(id="8", contexts=[""]),
        row(id="1"),
        row(id=None),
        b'{"id": "9", "question": "\xff"}',
        row(id="10", answers=None),
    )
    with pytest.raises(InputError) as raised:
        read_questions(file)
    message = str(raised.value)
    assert "\n" not in message
    for part in (
        "line 2: not valid JSON",
        "line 3: not a JSON object",
        "line 5-6, 14: 'answers' is missing",
        "line 7: 'answers' must be a list",
        "line 8: 'question' must be a text",
        "line 9: 'asked' is 'January'",
        "line 10: 'contexts' must be a list",
        "line 11: id '1' is that of line 1",
        "line 12: 'id' must be a text",
        "line 13: not UTF-8",
    ):
        assert part in message
    assert "line 1:" not in message


def test_a_number_too_long_to_read_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 1: it holds a number too long to read"):
        read_questions(written(tmp_path / "long.jsonl", '{"id": ' + "9" * 5_000 + "}"))


def test_a_question_file_that_is_empty_or_missing_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no questions"):
        read_questions(written(tmp_path / "empty.jsonl", "", " "))
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_questions(tmp_path / "missing.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        read_questions(tmp_path)


def test_articles_are_ranked_by_their_best_passage() -> None:
    def found(article: str, rank: int) -> RetrievedPassage:
        passage = Passage(f"{article}{rank}", article, 0, 1, "x")
        return RetrievedPassage(passage, Article(article, "x", "x", url=f"u{article}"), 1 / rank, rank)

    assert ranked_article_urls([found("b", 2), found("a", 1), found("a", 3), found("c", 4)]) == ["ua", "ub", "uc"]
    assert ranked_article_urls([]) == []


def test_nothing_evaluated_has_no_measures() -> None:
    report = summarize([])
    assert set(report.measures.values()) == {None}
    assert json.loads(json.dumps(report.to_dict()))["exact_match"] is None


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A library of two dated articles."""
    folder = tmp_path_factory.mktemp("evaluated")
    rows = [
        {"title": "Troops", "text": TROOPS, "url": "https://www.a.example/troops/", "published": "2024-01-23"},
        {"title": "Flood", "text": RAIN, "url": "https://a.example/flood", "published": "2024-06-03"},
    ]
    written(folder / "articles.jsonl", *(json.dumps(each) for each in rows))
    assert ingest([folder / "articles.jsonl"], data_dir=folder / "library").added == 2
    with Assistant.open(data_dir=folder / "library") as opened:
        yield opened


QUESTIONS = [
    Question("troops", "How many troops are in Syria?", ("900",), None, ("http://a.example/troops",)),
    Question("early", "Which harbour was flooded by rain?", (), date(2024, 2, 1), ("https://a.example/flood",)),
    Question("given", "How many boats were lost in Westhaven?", ("40",), contexts=(RAIN,)),
    Question("silent", "Who won the chess championship in Oslo?", ()),
]


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> EvaluationReport:
    return evaluate(assistant, QUESTIONS)


def test_an_evaluation_measures_what_was_answered_and_cited(report: EvaluationReport) -> None:
    by_id = {scored.question.id: scored for scored in report.scored}
    assert [scored.question.id for scored in report.scored] == [question.id for question in QUESTIONS]
    assert by_id["troops"].answer_is_cited
    assert by_id["given"].answer_is_cited
    assert by_id["silent"].answer.abstained
    assert (report.questions, report.answerable) == (4, 2)
    assert report.citation_precision is not None and report.citation_precision.value == 1.0
    assert report.latency_p50_ms is not None and report.latency_p50_ms.value > 0
    assert report.risk_coverage_area is not None and 0 <= report.risk_coverage_area.value < 1


def test_an_article_published_after_the_question_is_neither_found_nor_cited(report: EvaluationReport) -> None:
    early = report.scored[1]
    assert early.gold_rank is None
    assert all("Westhaven" not in citation.quote for citation in early.answer.citations)
    assert report.scored[0].gold_rank == 1
    # Two questions have gold articles; one is found first, and the other is of the future.
    assert report.recall_at_1 is not None and (report.recall_at_1.value, report.recall_at_1.count) == (0.5, 2)


def test_a_question_with_contexts_is_answered_from_them_alone(report: EvaluationReport, assistant: Assistant) -> None:
    given = report.scored[2]
    assert all(citation.quote in RAIN for citation in given.answer.citations)
    elsewhere = Question("x", "How many troops are in Syria?", (), contexts=(RAIN,))
    assert all("900" not in citation.quote for citation in assistant.read(elsewhere.question, (RAIN,)).citations)


def test_a_citation_that_is_not_what_the_article_says_is_an_error(
    report: EvaluationReport, assistant: Assistant
) -> None:
    scored = report.scored[0]
    citation = scored.answer.citations[0]
    verify_citations(assistant, scored.question, scored.answer)
    for tampered in (
        replace(citation, start=citation.start + 1, end=citation.end + 1),
        replace(citation, quote=citation.quote.replace("900", "901")),
        replace(citation, quote="", end=citation.start),
    ):
        with pytest.raises(DatelineError, match=r"question 'troops': citation \[1\]"):
            verify_citations(assistant, scored.question, replace(scored.answer, citations=(tampered,)))
    with pytest.raises(DatelineError, match="after 2024-01-22"):
        verify_citations(assistant, replace(scored.question, asked=date(2024, 1, 22)), scored.answer)
    invented = replace(scored.question, contexts=(RAIN,))
    with pytest.raises(DatelineError, match="does not say"):
        verify_citations(assistant, invented, scored.answer)


def test_predictions_are_written_one_row_a_question(report: EvaluationReport, tmp_path: Path) -> None:
    write_predictions(tmp_path / "predictions.jsonl", report)
    rows = [json.loads(line) for line in (tmp_path / "predictions.jsonl").read_text().splitlines()]
    assert [each["id"] for each in rows] == ["troops", "early", "given", "silent"]
    assert all(set(each) == {"id", "prediction", "confidence", "abstained", "citations"} for each in rows)
    assert "900" in rows[0]["citations"][0]["quote"]
    assert rows[3] | {"confidence": 0} == {
        "id": "silent", "prediction": "", "confidence": 0, "abstained": True, "citations": [],
    }  # fmt: skip
    with pytest.raises(InputError, match="cannot be written"):
        write_predictions(tmp_path / "nowhere" / "predictions.jsonl", report)


def test_the_report_reads_as_a_table_and_as_json(report: EvaluationReport) -> None:
    table = str(report)
    for label in ("exact match", "f1", "citation precision", "recall at 10", "latency p95 ms", "risk coverage area"):
        assert label in table
    data = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert data["questions"] == 4
    assert set(data["citation_precision"]) == {"value", "low", "high", "count"}


def test_a_question_that_cannot_be_asked_is_named(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="question 'long' cannot be asked"):
        evaluate(assistant, [Question("long", "why " * 20_000, ())])
    with pytest.raises(InputError, match="no questions"):
        evaluate(assistant, [])


def test_the_sample_articles_answer_how_many_troops_there_were_when(tmp_path: Path) -> None:
    samples = Path(__file__).resolve().parents[1] / "ingest" / "samples"
    assert not ingest([samples], data_dir=tmp_path).failed
    questions = [
        Question("january", "How many US troops are in Syria?", ("900",), date(2024, 1, 31)),
        Question("december", "How many US troops are in Syria?", ("2,000",), date(2024, 12, 31)),
        Question("damascus", "What is the population of Damascus?", ()),
    ]
    with Assistant.open(data_dir=tmp_path) as library:
        january, december, damascus = evaluate(library, questions).scored
    assert january.answer_is_cited
    assert december.answer_is_cited
    assert damascus.answer.abstained
