"""Measure facts that change over time: whether the newest value leads, and whether the earlier ones follow.

Cases are written by hand: a question, and the places in articles that state its values, kept as addresses and offsets.
The articles are RealTimeQA's or, with ``--invented``, written for Dateline, and harder: the newest value is often said
in passing, and articles that do not give it name an older one. All the cases' articles are in one library.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.evaluate import verify_citations
from assistant.question_file import Question
from assistant.reading.equal_answers import answer_key, same_answer
from assistant.reading.later import NOT_REPEATED
from assistant.scoring import measure_mean
from assistant.terminal import TerminalProgress, track
from assistant.timeline import DISAGREE
from assistant.types import Answer, Article, TimelineEntry
from benchmarks.results import as_json, command_line, machine, parts_table, write_result
from benchmarks.stored_articles import as_stored, read_stored_articles
from benchmarks.suites import REALTIMEQA, WORK, Row, build_library, read_articles

CASES = Path(__file__).parent / "timeline_cases.jsonl"
INVENTED_CASES = Path(__file__).parent / "changing_cases.jsonl"
INVENTED_ARTICLES = Path(__file__).parent / "changing_articles.jsonl"
#: Constants may be chosen on the first half; the second is reported.
PARTS = ("fit", "report")

Case = dict[str, Any]


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks timeline", description=__doc__)
    parser.add_argument("--realtimeqa", type=Path, default=REALTIMEQA, help="the data set; default: %(default)s")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the library; default: %(default)s")
    parser.add_argument("--invented", action="store_true", help="the invented articles and their cases")
    parser.add_argument("--show", action="store_true", help="print each case of the part that may be looked at")
    options = parser.parse_args(arguments)
    name = "timeline-invented" if options.invented else "timeline"
    cases = _rows(INVENTED_CASES if options.invented else CASES)
    if options.invented:
        rows = _rows(INVENTED_ARTICLES)
        articles = as_stored(rows, INVENTED_ARTICLES.name)
    else:
        wanted = {value["article"] for case in cases for value in case["values"]}
        rows = read_articles(options.realtimeqa, lambda row: row["url"] in wanted)
        articles = read_stored_articles(options.realtimeqa, wanted)
    library = _library(options.work / name, rows)
    with Assistant.open(library) as assistant:
        answers = []
        for case in track("asking", "cases")(cases):
            answer = assistant.answer(case["question"], as_of=case["as_of"], reader="span")
            asked = Question(case["id"], case["question"], (), asked=date.fromisoformat(case["as_of"]))
            verify_citations(assistant, asked, answer)
            answers.append(answer)
            if options.show and case["part"] == "fit":
                print(_shown(case, answer, articles))
    measures = {
        f"{name} {part}": measure_mean([value for _, value in found], clusters=[case for case, _ in found])
        for part in PARTS
        for name, found in _measured(
            [(case, answer) for case, answer in zip(cases, answers, strict=True) if case["part"] == part], articles
        )
    }
    path = write_result(
        options.work,
        name,
        {"command": command_line("timeline", arguments), **machine(), "measures": as_json(measures)},
    )
    print(parts_table(measures, PARTS))
    print(f"→ {path}")


def _library(folder: Path, rows: Sequence[Row]) -> Path:
    with TerminalProgress() as progress:
        build_library(folder, rows, progress=progress)
    return folder / "library"


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _measured(
    answered: Sequence[tuple[Case, Answer]], articles: dict[str, Article]
) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Yield the measures' names, and their values with the cases that these are of."""
    given = [(case, answer) for case, answer in answered if answer.short_answer and not answer.abstained]
    yield (
        "the newest value leads, as a short answer or in the first quote",
        [(case["id"], _leads(case, answer, articles)) for case, answer in answered],
    )
    yield (
        "the newest value is the short answer, and every other value listed is right",
        [(case["id"], _right(case, answer, articles)) for case, answer in answered],
    )
    yield (
        "and an earlier one is listed",
        [(case["id"], _right(case, answer, articles) and bool(_others(answer))) for case, answer in answered],
    )
    yield (
        "a short answer is given",
        [(case["id"], bool(answer.short_answer) and not answer.abstained) for case, answer in answered],
    )
    yield (
        "of these: the newest value leads",
        [(case["id"], _is(answer.short_answer, case, articles, 0)) for case, answer in given],
    )
    yield (
        "of these: an outdated value leads",
        [
            (
                case["id"],
                not _is(answer.short_answer, case, articles, 0)
                and any(_is(answer.short_answer, case, articles, place) for place in range(1, len(case["values"]))),
            )
            for case, answer in given
        ],
    )
    yield (
        "of these: another one leads, without a note that later articles do not repeat it",
        [
            (
                case["id"],
                not _is(answer.short_answer, case, articles, 0)
                and not any(note.startswith(NOT_REPEATED) for note in answer.notes),
            )
            for case, answer in given
        ],
    )
    yield (
        "of the listed values of these: in the answer",
        [
            (case["id"], any(_is(said, case, articles, place) for said in _said(answer)))
            for case, answer in given
            for place in range(len(case["values"]))
        ],
    )
    yield (
        "of the other values that the answers list: a listed one",
        [
            (case["id"], any(_is(entry.value, case, articles, place) for place in range(len(case["values"]))))
            for case, answer in given
            for entry in _others(answer)
        ],
    )
    for disagree in (True, False):
        yield (
            f"said to disagree where outlets {'do' if disagree else 'do not'}",
            [(case["id"], answer.support == DISAGREE) for case, answer in given if case["disagree"] is disagree],
        )


def _leads(case: Case, answer: Answer, articles: dict[str, Article]) -> bool:
    """Say whether the newest value is the short answer, or stands in the first quote of an answer without one."""
    if answer.abstained or not answer.citations:
        return False
    if answer.short_answer:
        return _is(answer.short_answer, case, articles, 0)
    key = case["values"][0]["key"]
    texts: dict[bool, list[str]] = {True: [], False: []}
    for value in case["values"]:
        texts[value["key"] == key].append(_text(value, articles))
    return stands_first(answer.citations[0].quote, texts[True], texts[False])


def _others(answer: Answer) -> list[TimelineEntry]:
    """Return the entries of a timeline that are not the short answer."""
    return [entry for entry in answer.timeline if not _same(entry.value, answer.short_answer or "")]


def _right(case: Case, answer: Answer, articles: dict[str, Article]) -> bool:
    """Say whether the newest value is the short answer, and every other one that the answer lists is the case's."""
    places = range(len(case["values"]))
    return (
        not answer.abstained
        and _is(answer.short_answer, case, articles, 0)
        and all(any(_is(entry.value, case, articles, place) for place in places) for entry in _others(answer))
    )


def stands_first(quote: str, newest: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether one of the newest value's wordings stands in a quote, as whole words, and no other value before it.

    "4%" is not in "6.4%" and "$8" not in "$80".
    """
    first = min((match.start() for text in newest if (match := _whole(text).search(quote))), default=None)
    return first is not None and not any(_whole(text).search(quote[:first]) for text in others)


def _whole(text: str) -> re.Pattern[str]:
    """Match a value as whole words and whole numbers."""
    before = r"(?<!\w)(?<!\d[.,])" if text[:1].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if text[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(text)}{after}", re.IGNORECASE)


def _said(answer: Answer) -> list[str]:
    return [answer.short_answer or "", *(entry.value for entry in answer.timeline)]


def _is(said: str | None, case: Case, articles: dict[str, Article], place: int) -> bool:
    """Say whether what was said is the value at a place of a case, in the words of any article that gives it."""
    key = case["values"][place]["key"]
    return any(_same(said or "", _text(value, articles)) for value in case["values"] if value["key"] == key)


def _same(one: str, other: str) -> bool:
    return same_answer(answer_key(one), answer_key(other))


def _text(value: dict[str, Any], articles: dict[str, Article]) -> str:
    return articles[value["article"]].text[value["start"] : value["end"]]


def _shown(case: Case, answer: Answer, articles: dict[str, Article]) -> str:
    listed = [f"{_text(value, articles)} ({articles[value['article']].published[:10]})" for value in case["values"]]
    said = [f"{entry.value} ({(entry.published or '')[:10]})" for entry in answer.timeline]
    found = f"{answer.short_answer!r} {answer.confidence:.2f} [{answer.support}]"
    return f"{case['id']}: {' < '.join(listed)}\n  {found} {' < '.join(said)}"
