"""A library of three articles, and what tests do with a data folder."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from assistant.library import Library
from assistant.settings import Settings

ROOT = Path(__file__).parent.parent
LEGS = ("dense", "lexical")


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def row(name, text, **fields):
    return {"url": f"https://news.example/{name}", "title": f"On the {name}", "text": text, **fields}


FERRY = row(
    "ferry",
    "The Ostrava ferry sank off Kelmouth with 41 passengers aboard. Lifeboats reached the wreck within an hour.",
    source="Kelmouth Courier",
    published="2024-03-01",
)
MINE = row(
    "mine",
    "The Brenhold copper mine will close in June, its owner said. Some 1,300 miners will lose their work.",
    source="Example Wire",
    published="2024-03-02",
)
VOTE = row(
    "vote",
    "Councillors in Tarnsea voted to ban cars from the old harbour. Traders opposed the plan.",
    source="Kelmouth Courier",
    published="2024-03-03",
)
ROWS = [FERRY, MINE, VOTE]


def opened(folder):
    return closing(Library.open(Settings(Path(folder))))


def id_of(folder, title):
    with opened(folder) as library:
        return next(item.article.id for item in library.catalog.listings() if item.article.title == title)


def run_dateline(*arguments):
    """Start the command line in another process."""
    code = "from assistant.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def found_by(assistant, question, leg):
    return {found.article.title for found in assistant.retrieve(question, k=50, legs=(leg,))}
