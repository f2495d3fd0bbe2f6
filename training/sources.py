"""Read the data sets that the span reader is trained on, each into the same plain examples."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InputError

#: Where the data sets are: beside the checkout.
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
#: Articles of the SQuAD halves that are never trained on, in either half: they measure reading (``evaluate.py``).
HELD_OUT_TITLES = frozenset({"Black_Death", "Harvard_University", "Oxygen", "Rhine", "Victoria_(Australia)", "Geology"})


@dataclass(frozen=True, slots=True)
class Example:
    """A question on one text. ``answers`` are (start, text) pairs, ``context[start:start + len(text)] == text``.

    No answers: the text does not answer the question, unless ``relevant`` says that it does without a short answer.
    """

    source: str
    title: str
    question: str
    context: str
    answers: tuple[tuple[int, str], ...]
    relevant: bool | None = None


def read_all(*, held_out: bool = False) -> Iterator[Example]:
    """Yield the examples of every set; of the SQuAD halves those to train on, or (``held_out``) the others alone.

    Raises:
        InputError: a set is not there.
    """
    for path, name, read in _SETS:
        file = DATA / path
        if not file.exists():
            raise InputError(f"{file} is not there; the training data is read from the folder shared/data beside it")
        for example in read(file, name):
            away = example.source in ("squad1", "squad2") and example.title in HELD_OUT_TITLES
            if away == held_out:
                yield example


def _squad(path: Path, name: str) -> Iterator[Example]:
    for article in _json(path)["data"]:
        title = article.get("title", "")
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for question in paragraph["qas"]:
                answers = question["answers"] if not question.get("is_impossible") else []
                placed = {(int(answer["answer_start"]), answer["text"]) for answer in answers}
                yield Example(name, title, question["question"].strip(), context, _placed(context, placed))


def _squad2(path: Path, name: str) -> Iterator[Example]:
    """The written-unanswerable questions, and for the held-out articles the answerable ones too."""
    for example in _squad(path, name):
        # The answerable ones of the articles to train on are in the SQuAD 1.1 half already.
        if not example.answers or example.title in HELD_OUT_TITLES:
            yield example


def _qamr(path: Path, name: str) -> Iterator[Example]:
    for row in _json(path):
        placed = {(int(answer["start"]), answer["text"]) for answer in row["answers"]}
        yield Example(name, "", row["question"], row["context"], _placed(row["context"], placed))


def _qed(path: Path, name: str) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        context = row["paragraph_text"]
        placed = {(span["start"], span["string"]) for answer in row["original_nq_answers"] for span in answer}
        if answers := _placed(context, placed):
            yield Example(name, row["title_text"], row["question_text"], context, answers)


def _timeqa(path: Path, name: str) -> Iterator[Example]:
    """Each question with a paragraph that answers it, or with another where none does; dates tell them apart."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            title = row["idx"].split("/")[-1].split("#")[0].replace("_", " ")
            targets = [target for target in row["targets"] if target]
            texts = [paragraph["text"].strip() for paragraph in row["paragraphs"] if len(paragraph["text"]) > 80]
            holding = [text for text in texts if any(target in text for target in targets)]
            for text in (holding or texts)[:1]:
                placed = {(text.index(target), target) for target in targets if target in text}
                yield Example(name, title, row["question"], text[:1200], _placed(text[:1200], placed))


def _clapnq(path: Path, name: str) -> Iterator[Example]:
    """Long answers: what is learned of them is that the passage answers, or does not."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passage = row["passages"][0]
        answerable = bool(row["output"][0]["answer"].strip())
        yield Example(name, passage["title"], row["input"], passage["text"].strip(), (), relevant=answerable)


def _placed(context: str, answers: set[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return the answers that stand where they say, white space at their ends cut off, the first one first."""
    found = set()
    for start, text in answers:
        bare = text.strip()
        start += len(text) - len(text.lstrip())
        if bare and context[start : start + len(bare)] == bare:
            found.add((start, bare))
    return tuple(sorted(found))


def _json(path: Path) -> Any:  # noqa: ANN401 - each set has its own shape
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def display_title(title: str) -> str:
    """Return a data set's article title as a headline shows it; empty where the name is a mere number."""
    if re.search(r"Reviews_\d+|Reddit", title):
        return ""
    return re.sub(r"%\w\w", "-", title).replace("_", " ")


_SETS: tuple[tuple[str, str, Callable[[Path, str], Iterator[Example]]], ...] = (
    ("reader/squadshifts-new_wiki.json.gz", "new_wiki", _squad),
    ("reader/squadshifts-reddit.json.gz", "reddit", _squad),
    ("reader/squadshifts-amazon_reviews.json.gz", "amazon", _squad),
    ("reader/squad1-train-half.json.gz", "squad1", _squad),
    ("reader/squad2-train-half.json.gz", "squad2", _squad2),
    ("reader/qamr.json.gz", "qamr", _qamr),
    ("qed_dev/qed-dev.jsonlines", "qed", _qed),
    ("timeqa_human/human_train.easy.json.gzip", "timeqa", _timeqa),
    ("timeqa_human/human_train.hard.json.gzip", "timeqa", _timeqa),
    ("clapnq/annotated_data/dev/clapnq_dev_answerable.jsonl", "clapnq", _clapnq),
    ("clapnq/annotated_data/dev/clapnq_dev_unanswerable.jsonl", "clapnq", _clapnq),
)
