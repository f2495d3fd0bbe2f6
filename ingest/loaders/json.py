"""JSON read whole: a list of rows, one row, or an object whose "articles" is a list of rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import read_text
from ingest.loaders.rows import read_row


def load_json(path: Path, name: str) -> Iterator[Draft | LoadError]:
    """Yield a draft, or the error, for each article of a JSON file.

    Raises:
        LoadError: The file cannot be read as JSON, or has no articles.
    """
    text = read_text(path, name).removeprefix("\ufeff")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        remedy = "correct it, or name it .jsonl if each line is an article of its own"
        raise LoadError(name, f"is not valid JSON ({error}); {remedy}") from error
    if isinstance(content, dict) and isinstance(content.get("articles"), list):
        content = content["articles"]
    if not isinstance(content, list):
        yield read_row(content, name, 0)
        return
    if not content:
        raise LoadError(name, "has no articles; nothing to ingest")
    for place, row in enumerate(content):
        try:
            yield read_row(row, f"{name} article {place + 1}", place)
        except LoadError as error:
            yield error
