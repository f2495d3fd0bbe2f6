"""JSON Lines, read one line at a time: files may be larger than memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import Line, read_lines
from ingest.loaders.rows import read_row


def load_jsonl(path: Path, name: str) -> Iterator[Draft | LoadError]:
    """Yield a draft, or the error, for each line that is not blank.

    Raises:
        LoadError: The file cannot be read as text, or has no rows.
    """
    place = -1
    for place, line in enumerate(read_lines(path, name)):
        try:
            yield _read_line(line, f"{name} line {line.number}", place)
        except LoadError as error:
            yield error
    if place < 0:
        raise LoadError(name, "has no rows; nothing to ingest")


def _read_line(line: Line, locator: str, place: int) -> Draft:
    if line.trouble:
        raise LoadError(locator, line.trouble)
    try:
        row = json.loads(line.text)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of more than 4,300 digits
        cut = ", or the file is cut short here" if not line.text.rstrip().endswith("}") else ""
        raise LoadError(locator, f"is not valid JSON ({error}){cut}; correct or remove the line") from error
    return read_row(row, locator, place)
