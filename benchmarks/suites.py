"""Suites: which RealTimeQA questions are asked, of which articles, and where a built suite is kept."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import InputError
from assistant.question.understanding import understand
from assistant.scoring import contains_answer
from assistant.types import Filters

if TYPE_CHECKING:
    from assistant.progress import Progress
    from ingest import IngestReport

REALTIMEQA = Path(__file__).resolve().parents[2] / "shared" / "data" / "realtimeqa"
WORK = Path(tempfile.gettempdir()) / "dateline-benchmarks"
SUITES = ("standard", "large", "tuning")
#: Questions of the tuning suite from each of 2022 and 2023, and the seed of the sample.
TUNING_QUESTIONS = 200
TUNING_SEED = 2024
#: An article is recent for a question when it is at most this much older (as the data set's own field has it).
RECENT = timedelta(days=30)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Suite:
    """A built suite: a folder with articles.jsonl, questions.jsonl and the library made of them."""

    folder: Path

    @property
    def articles(self) -> Path:
        """The articles, as ``dateline ingest`` takes them."""
        return self.folder / "articles.jsonl"

    @property
    def questions(self) -> Path:
        """The questions, as ``dateline eval`` takes them, with the data set's other fields."""
        return self.folder / "questions.jsonl"

    @property
    def library(self) -> Path:
        """The data folder."""
        return self.folder / "library"

    def question_rows(self) -> list[Row]:
        """Return the questions with all their fields."""
        return list(_lines(self.questions))

    def article_rows(self) -> list[Row]:
        """Return the articles."""
        return list(_lines(self.articles))


@dataclass(frozen=True, slots=True)
class Selection:
    """What a suite is made of. ``dropped`` questions were left out as unknown (see ``without_answers``)."""

    questions: list[Row]
    articles: list[Row]
    dropped: int = 0


def add_suite_options(parser: argparse.ArgumentParser) -> None:
    """Add the suite's name and the work folder to a benchmark's options."""
    parser.add_argument("suite", choices=SUITES, nargs="?", default="standard", help="default: %(default)s")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of suites and results; default: %(default)s")


def find_suite(options: argparse.Namespace, *, without_answers: bool = False) -> Suite:
    """Return the built suite that the options name.

    Raises:
        InputError: it has not been built; the message has the command that builds it.
    """
    suite = suite_in(options.work, options.suite, without_answers=without_answers)
    if not suite.library.is_dir():
        flag = " --without-answers" if without_answers else ""
        raise InputError(
            f"{suite.library} is not there; build it: "
            f"python -m benchmarks realtimeqa_suite {options.suite}{flag} --work {options.work}"
        )
    return suite


def suite_in(work: Path, name: str, *, without_answers: bool = False) -> Suite:
    """Return where a suite lies, built or not."""
    return Suite(work.absolute() / (f"{name}-without-answers" if without_answers else name))


def select(name: str, data: Path, *, tuning_questions: int = TUNING_QUESTIONS) -> Selection:
    """Choose a suite's questions and articles from the data set.

    Questions are those with a recent answering article: of 2024 (by the week of the quiz) for ``standard`` and
    ``large``, a seeded sample of 2022 and 2023 for ``tuning``. Articles are those searched for these questions; for
    ``large``, those searched for any question of 2024.

    Raises:
        InputError: the data set is not there.
    """
    rows = _read_rows(data / "questions.jsonl")
    match name:
        case "standard" | "large":
            of_year = [row for row in rows if row["id"].startswith("2024")]
            questions = [row for row in of_year if row["recent_answer_urls"]]
            searched = of_year if name == "large" else questions
        case "tuning":
            generator = random.Random(TUNING_SEED)
            questions = searched = [
                row for year in ("2022", "2023") for row in _sample(rows, year, tuning_questions, generator)
            ]
        case _:
            raise InputError(f"there is no suite {name!r}; there are: {', '.join(SUITES)}")
    wanted = {url for row in searched for url in row["searched_urls"]}
    return Selection(questions, read_articles(data, lambda row: row["url"] in wanted))


def without_answers(selection: Selection) -> Selection:
    """Return the suite without its answers: every article that answers one of its questions is taken away.

    Of the questions, those remain whose answer's words are in no recent article that is left; they have no answers now.
    The others are dropped: whether those articles answer them is not known.
    """
    gone = {url for row in selection.questions for url in row["answer_urls"]}
    articles = [row for row in selection.articles if row["url"] not in gone]
    questions = [row for row in selection.questions if not _may_be_answered(row, articles)]
    emptied = [{**row, "answers": [], "removed_answers": row["answers"], "answer_urls": []} for row in questions]
    return replace(selection, questions=emptied, articles=articles, dropped=len(selection.questions) - len(questions))


def question_filters(row: Row) -> dict[str, date | None]:
    """Return the filters by which a question is searched first: up to its day, and what its words say of dates."""
    asked = date.fromisoformat(row["asked"])
    understood = understand(
        row["question"],
        (),
        Filters(as_of=asked),
        lambda question, history: question,
        today=lambda: asked,
        newest=lambda: asked,
    )
    return {"since": understood.filters.since, "until": understood.filters.until, "as_of": understood.filters.as_of}


def build_library(folder: Path, rows: Iterable[Row], *, progress: Progress | None = None) -> IngestReport:
    """Write articles to ``folder/articles.jsonl`` and make the library ``folder/library`` of these and no others.

    Raises:
        InputError: an article cannot be ingested.
    """
    from ingest import ingest

    write_rows(folder / "articles.jsonl", rows)
    report = ingest([folder / "articles.jsonl"], data_dir=folder / "library", prune=True, progress=progress)
    if report.failed:
        raise InputError(f"{len(report.failed)} articles failed, the first: {report.failed[0]}")
    return report


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write JSONL, replacing the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_articles(data: Path, wanted: Callable[[Row], bool]) -> list[Row]:
    """Return the articles of the data set that are wanted.

    Raises:
        InputError: they are not there.
    """
    files = sorted(data.glob("articles-*.jsonl.gz"))
    if not files:
        raise InputError(f"{data} has no articles-*.jsonl.gz: the RealTimeQA articles are missing")
    return [row for path in files for row in _lines(path) if wanted(row)]


def _sample(rows: list[Row], year: str, count: int, generator: random.Random) -> list[Row]:
    answerable = [row for row in rows if row["id"].startswith(year) and row["recent_answer_urls"]]
    if count > len(answerable):
        raise InputError(f"{count} questions of {year} were asked for; it has {len(answerable)}; give a smaller number")
    return sorted(generator.sample(answerable, count), key=lambda row: str(row["id"]))


def _may_be_answered(question: Row, articles: list[Row]) -> bool:
    asked = date.fromisoformat(question["asked"])
    first, last = (asked - RECENT).isoformat(), asked.isoformat()
    return any(
        contains_answer(f"{row['title']}\n{row['text']}", question["answers"])
        for row in articles
        if first <= row["published"][:10] <= last
    )


def _read_rows(path: Path) -> list[Row]:
    if not path.is_file():
        raise InputError(
            f"{path} is not there: this benchmark needs the RealTimeQA data set, which is not part of Dateline; "
            "name its folder with --realtimeqa"
        )
    return list(_lines(path))


def _lines(path: Path) -> Iterator[Row]:
    with path.open("rb") as file, gzip.open(file) if path.suffix == ".gz" else nullcontext(file) as lines:
        for line in lines:
            yield json.loads(line)
