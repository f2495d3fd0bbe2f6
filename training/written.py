"""News stories and questions written for this project, as groups: the nearest to what the reader meets.

A story (a line of a file such as ``written_stories.jsonl.gz``) has one to three articles on one matter, and questions
with the places of their answers, or with none. Its other passages have values of the same kind that do not answer,
which is what makes them worth reading. A line may instead have more questions on a story of the other files, named by
the hash of its first article's text.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.passages import header, split_passages
from assistant.scoring import contains_answer
from assistant.types import Article, RetrievedPassage
from ingest import ingest
from training.groups import Group, Piece
from training.paragraph_questions import paragraph_hash

STORIES = Path(__file__).parent / "written_stories.jsonl.gz"
#: Passages of a question without its answer: of its own story, and of others, as retrieved.
OWN_NEGATIVES = 2
OTHER_NEGATIVES = 2
#: How many passages are retrieved to choose these from.
RETRIEVED = 12

Story = dict[str, Any]


def written_groups(
    work: Path, times: int, chance: random.Random, *, files: Sequence[Path] = (STORIES,)
) -> Iterator[Group]:
    """Yield a group for each question, ``times`` times over, with other passages beside the answer each time.

    Args:
        work: folder for the library that other stories' passages are retrieved from.
        times: how often.
        chance: chooses the passages.
        files: those that hold the stories.
    """
    read = _read(files)
    rows = work / "written.jsonl"
    rows.write_text("".join(json.dumps(_row(article)) + "\n" for story in read for article in story["articles"]))
    ingest([rows], data_dir=work / "written-library", prune=True)
    with Assistant.open(work / "written-library") as assistant:
        for story in read:
            articles = [_article(row) for row in story["articles"]]
            for question in story["questions"]:
                pieces = [piece for place, each in enumerate(articles) for piece in _pieces(each, place, question)]
                found = assistant.retrieve(question["q"], k=RETRIEVED)
                others = _others(found, [each.title for each in articles], question)
                for _ in range(times):
                    yield _group(question["q"], pieces, others, chance)


def _read(files: Sequence[Path]) -> list[Story]:
    """Return the stories of the files, each with the questions that another line has on it."""
    lines: list[Story] = []
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines += [json.loads(line) for line in file]
    more = {line["story"]: line["questions"] for line in lines if "story" in line}
    stories = [line for line in lines if "story" not in line]
    return [
        {**story, "questions": story["questions"] + more.get(paragraph_hash(story["articles"][0]["text"]), [])}
        for story in stories
    ]


def _row(article: dict[str, str]) -> dict[str, str]:
    """Return an article as ``dateline ingest`` takes it."""
    return {
        "title": article["headline"],
        "source": article["outlet"],
        "published": article["published"],
        "text": article["text"],
    }


def _article(row: dict[str, str]) -> Article:
    """Return an article as it is stored: its headline is the first line of its text."""
    text = f"{row['headline']}\n\n{row['text']}"
    return Article(id="", text=text, title=row["headline"], source=row["outlet"], published=row["published"])


def _pieces(article: Article, place: int, question: dict[str, Any]) -> Iterator[Piece]:
    """Yield an article's passages with the answers marked, in its headline too."""
    spans = []
    for answer in question["answers"]:
        if answer["article"] != place:
            continue
        around = answer.get("in", answer["text"])
        start = article.text.index(around, len(article.title)) + around.index(answer["text"])
        spans.append((start, start + len(answer["text"])))
        said = re.search(rf"(?<![\w.,]){re.escape(answer['text'])}(?![\w]|[.,]\d)", article.title)
        spans += [said.span()] if said else []
    for passage in split_passages(article):
        inside = sorted({(a - passage.start, b - passage.start) for a, b in spans if passage.start <= a < passage.end})
        whole = tuple((a, b) for a, b in inside if b <= len(passage.text))
        yield Piece(header(article), passage.text, whole, bool(whole))


def _others(found: Sequence[RetrievedPassage], titles: Sequence[str], question: dict[str, Any]) -> list[Piece]:
    """Return retrieved passages of other stories that do not hold any of the answers."""
    answers = [answer["text"] for answer in question["answers"]]
    return [
        Piece(header(passage.article), passage.passage.text)
        for passage in found
        if passage.article.title not in titles and not (answers and contains_answer(passage.passage.text, answers))
    ]


def _group(question: str, pieces: Sequence[Piece], others: Sequence[Piece], chance: random.Random) -> Group:
    holding = [piece for piece in pieces if piece.spans]
    silent = [piece for piece in pieces if not piece.spans]
    # A question that nothing answers is tempting where its words stand: the more of the story is read, the better.
    own = chance.sample(silent, min(len(silent), OWN_NEGATIVES + (not holding)))
    chosen = [*holding[:3], *own, *chance.sample(others[:6], min(len(others), OTHER_NEGATIVES, 6))]
    return Group("written", question, tuple(chosen))
