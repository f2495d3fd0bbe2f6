"""Score a question file: ask every question, check every citation, and report what came of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DatelineError, InputError, QuestionError
from assistant.question_file import Question, read_questions
from assistant.scoring import (
    Measure,
    ScoredAnswer,
    exact_match,
    f1_score,
    measure_mean,
    measure_quantile,
    measure_risk_coverage,
    rank_of_gold,
    recall_at,
)
from assistant.types import Answer, RetrievedPassage

if TYPE_CHECKING:
    from assistant.chain import Assistant

__all__ = [
    "EvaluationReport",
    "Question",
    "ScoredAnswer",
    "evaluate",
    "ranked_article_urls",
    "read_questions",
    "summarize",
    "verify_citations",
    "write_predictions",
]

#: Passages retrieved to find the ranks of articles: ten articles are among so many even where each fills a dozen.
RANKED_PASSAGES = 200


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """What an evaluation found. A measure is None when nothing could be measured by it; its count says over how many.

    Attributes:
        questions: rows asked; ``answerable`` of them have answers.
        answerable: see above.
        answered: rows that were answered, rightly or wrongly.
        short_answers: answered rows that have a short answer. Exact match and F1 look at nothing else: for a reader
            without short answers (the digest) they are 0, and ``citation_precision`` says how often it was right.
        readers: the readers that answered.
        exact_match: over answerable rows; abstaining scores 0.
        f1: over answerable rows; abstaining scores 0.
        exact_match_forced: over answerable rows, of what would have been the answer where the reader abstained.
        f1_forced: likewise.
        exact_match_all: as SQuAD 2.0 has it, over all rows: abstaining is right where there is no answer.
        f1_all: likewise.
        answered_fraction: share of all rows that were answered.
        accuracy_of_answered: share of the answered rows that are right (``ScoredAnswer.correct``); answering what has
            no answer is wrong.
        risk_coverage_area: mean risk over all coverages, over all rows by falling confidence; lower is better. What
            was abstained from comes last and counts as wrong, so that silence is not rewarded.
        abstention_accuracy: share of the rows without an answer that were abstained from.
        recall_at_1: share of the rows with ``answer_urls`` where one of these articles is retrieved first (articles
            ranked by their best passage).
        recall_at_5: likewise, among the first 5.
        recall_at_10: likewise, among the first 10.
        citation_precision: "answer in quotes": share of the answered answerable rows where a gold answer stands inside
            a cited quote.
        latency_p50_ms: median milliseconds for an answer, models loaded.
        latency_p95_ms: 95th percentile of the same.
        scored: every answer, in the order asked.
    """

    questions: int
    answerable: int
    answered: int
    short_answers: int
    readers: tuple[str, ...]
    exact_match: Measure | None
    f1: Measure | None
    exact_match_forced: Measure | None
    f1_forced: Measure | None
    exact_match_all: Measure | None
    f1_all: Measure | None
    answered_fraction: Measure | None
    accuracy_of_answered: Measure | None
    risk_coverage_area: Measure | None
    abstention_accuracy: Measure | None
    recall_at_1: Measure | None
    recall_at_5: Measure | None
    recall_at_10: Measure | None
    citation_precision: Measure | None
    latency_p50_ms: Measure | None
    latency_p95_ms: Measure | None
    scored: tuple[ScoredAnswer, ...]

    @property
    def measures(self) -> dict[str, Measure | None]:
        """All measures by name, in the order above."""
        return {name: getattr(self, name) for name in _MEASURES}

    def to_dict(self) -> dict[str, Any]:
        """Return the report as ``dateline eval --json`` prints it (the answers are in the predictions file)."""
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            "answered": self.answered,
            "short_answers": self.short_answers,
            "readers": list(self.readers),
            **{name: measure.to_dict() if measure else None for name, measure in self.measures.items()},
        }

    def __str__(self) -> str:
        """Return the report as a plain-text table: measure, value, 95% interval, questions measured."""
        lines = [f"{'measure':<24}{'value':>10}   {'95% interval':<20}{'questions':>9}"]
        for name, measure in self.measures.items():
            if measure is None:
                continue
            decimals = 1 if name.endswith("_ms") else 3
            interval = f"{measure.low:.{decimals}f} to {measure.high:.{decimals}f}"
            label = name.replace("_", " ")
            lines.append(f"{label:<24}{measure.value:>10.{decimals}f}   {interval:<20}{measure.count:>9}")
        lines.append(f"{self.answered} of {self.questions} answered; every citation verified against its article.")
        if self.answered and not self.short_answers:
            lines.append("This reader gives no short answers: see citation precision instead of exact match and F1.")
        return "\n".join(lines)


_MEASURES = tuple(field.name for field in fields(EvaluationReport) if "Measure" in str(field.type))


def evaluate(
    assistant: Assistant,
    questions: Sequence[Question],
    *,
    reader: str | None = None,
    progress: Callable[[Sequence[Question]], Iterable[Question]] = iter,
) -> EvaluationReport:
    """Ask every question, verify every citation, and score the answers.

    The first question is asked once beforehand, untimed, so that loading models is in no latency.

    Args:
        assistant: the library to ask.
        questions: as ``read_questions`` gives them.
        reader: which reader answers; None for the one that is set.
        progress: goes through the questions in order, and may show how far it is, as tqdm does.

    Raises:
        InputError: there are no questions, or one cannot be asked (its id is named).
        DatelineError: a citation is not what its article says, or its article is later than the question.
    """
    if not questions:
        raise InputError("there are no questions to evaluate")
    _ask(assistant, questions[0], reader)
    return summarize([_score(assistant, question, reader) for question in progress(questions)])


def summarize(scored: Sequence[ScoredAnswer]) -> EvaluationReport:
    """Put scored answers, of one library or of several, into a report."""
    answered = [row for row in scored if not row.answer.abstained]
    answerable = [row for row in scored if row.question.answers]
    unanswerable = [row for row in scored if not row.question.answers]
    located = [row for row in scored if row.question.answer_urls and row.question.contexts is None]
    ranks = [row.gold_rank for row in located]
    latencies = [row.latency_ms for row in scored]
    return EvaluationReport(
        questions=len(scored),
        answerable=len(answerable),
        answered=len(answered),
        short_answers=sum(bool(row.prediction) for row in answered),
        readers=tuple(sorted({row.answer.reader for row in scored})),
        exact_match=_mean(row.exact_match for row in answerable),
        f1=_mean(row.f1 for row in answerable),
        exact_match_forced=_mean(exact_match(row.guess, row.question.answers) for row in answerable),
        f1_forced=_mean(f1_score(row.guess, row.question.answers) for row in answerable),
        exact_match_all=_mean(row.exact_match for row in scored),
        f1_all=_mean(row.f1 for row in scored),
        answered_fraction=_mean(float(not row.answer.abstained) for row in scored),
        accuracy_of_answered=_mean(float(row.correct) for row in answered),
        risk_coverage_area=(
            measure_risk_coverage([row.rank_confidence for row in scored], [row.correct for row in scored])
            if scored
            else None
        ),
        abstention_accuracy=_mean(float(row.answer.abstained) for row in unanswerable),
        recall_at_1=_mean(recall_at(ranks, 1)),
        recall_at_5=_mean(recall_at(ranks, 5)),
        recall_at_10=_mean(recall_at(ranks, 10)),
        citation_precision=_mean(float(row.answer_is_cited) for row in answered if row.question.answers),
        latency_p50_ms=measure_quantile(latencies, 0.5) if latencies else None,
        latency_p95_ms=measure_quantile(latencies, 0.95) if latencies else None,
        scored=tuple(scored),
    )


def verify_citations(assistant: Assistant, question: Question, answer: Answer) -> None:
    """Raise DatelineError unless every citation is what its article says, at the offsets given.

    The article must not be later than the question; a text that was given to read must contain the quote.
    """
    for citation in answer.citations:
        article = citation.article
        if question.contexts is None:
            text = assistant.article(article.id, version=article.version).text
        else:
            text = article.text if any(citation.quote in context for context in question.contexts) else ""
        where = (
            f"question {question.id!r}: citation [{citation.number}] of article {article.id} version {article.version}"
        )
        if not citation.quote or text[citation.start : citation.end] != citation.quote:
            raise DatelineError(f"{where} does not say {citation.quote!r} at {citation.start}; please report this")
        if question.asked and article.published_on and article.published_on > question.asked:
            raise DatelineError(f"{where} is of {article.published}, after {question.asked}; please report this")


def ranked_article_urls(passages: Iterable[RetrievedPassage]) -> list[str]:
    """Return the URLs of the articles found, one each ("" where there is none), by the rank of their best passage."""
    urls: dict[str, str] = {}
    for found in sorted(passages, key=lambda found: found.rank):
        urls.setdefault(found.article.id, found.article.url)
    return list(urls.values())


def write_predictions(path: str | Path, report: EvaluationReport) -> None:
    """Write one JSON row per question: id, prediction, confidence, abstained, citations.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with Path(path).open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row.to_row(), ensure_ascii=False) + "\n" for row in report.scored)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; name a file in a folder that can be") from error


def _mean(values: Iterable[float]) -> Measure | None:
    collected = list(values)
    return measure_mean(collected) if collected else None


def _score(assistant: Assistant, question: Question, reader: str | None) -> ScoredAnswer:
    started = time.perf_counter()
    answer = _ask(assistant, question, reader)
    latency_ms = (time.perf_counter() - started) * 1000
    verify_citations(assistant, question, answer)
    gold_rank = None
    if question.answer_urls and question.contexts is None:
        passages = assistant.retrieve(question.question, k=RANKED_PASSAGES, as_of=question.asked)
        gold_rank = rank_of_gold(ranked_article_urls(passages), question.answer_urls)
    return ScoredAnswer(question, answer, latency_ms, gold_rank)


def _ask(assistant: Assistant, question: Question, reader: str | None) -> Answer:
    try:
        if question.contexts is not None:
            return assistant.read(question.question, question.contexts, reader=reader)
        return assistant.answer(question.question, as_of=question.asked, reader=reader)
    except QuestionError as error:
        raise InputError(f"question {question.id!r} cannot be asked: {error}") from error
