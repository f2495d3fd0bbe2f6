"""Questions written for this project on paragraphs of the data sets: most are not answered there.

A row of a file has the paragraph's hash, the question, and where its answer stands, if it has one; the paragraphs
themselves are other people's text, and are read from the sets.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.sources import Example

QUESTIONS = Path(__file__).parent / "paragraph_questions.jsonl.gz"
#: The sets whose paragraphs the questions are on, and what their examples are called here.
SETS = frozenset({"squad1", "new_wiki", "qed"})
SOURCE = "paragraph"


def paragraph_examples(examples: Iterable[Example], files: Sequence[Path] = (QUESTIONS,)) -> Iterator[Example]:
    """Yield the questions as examples.

    Args:
        examples: those of the sets, for their paragraphs; a question whose paragraph is not among them is left out.
        files: those that hold the questions; one that is named twice is read twice.
    """
    paragraphs = {paragraph_hash(each.context): each for each in examples if each.source in SETS}
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                if (of := paragraphs.get(row["paragraph"])) is None:
                    continue
                answers = ((row["start"], of.context[row["start"] : row["end"]]),) if "start" in row else ()
                yield Example(SOURCE, of.title, row["question"], of.context, answers)


def paragraph_hash(text: str) -> str:
    """Return what a paragraph is called in the file: the first 12 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
