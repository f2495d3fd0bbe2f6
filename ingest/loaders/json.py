"""JSON: a list of rows, one row, or an object whose "articles" is a list of rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import read_text
from ingest.loaders.rows import read_row

_DECODER: Final = json.JSONDecoder()
_SPACE: Final = re.compile(r"[ \t\n\r]*")


def load_json(path: Path, name: str) -> Iterator[Draft | LoadError]:
    """Yield a draft, or the error, for each article of a JSON file.

    Raises:
        LoadError: The file cannot be read as JSON, from the place where that shows, or has no articles.
    """
    place = -1
    try:
        for place, (row, is_listed) in enumerate(_rows(read_text(path, name).removeprefix("\ufeff"))):
            try:
                yield read_row(row, f"{name} article {place + 1}" if is_listed else name, place)
            except LoadError as error:
                yield error
    except (ValueError, RecursionError) as error:
        remedy = "correct it, or name it .jsonl if each line is an article of its own"
        raise LoadError(name, f"is not valid JSON ({error}); {remedy}") from error
    if place < 0:
        raise LoadError(name, "has no articles; nothing to ingest")


def _rows(text: str) -> Iterator[tuple[object, bool]]:
    """Yield each row, and whether it is one of a list, whose rows come before what follows the list is read."""
    reader = _Reader(text)
    if reader.at("["):
        for row in reader.elements():
            yield row, True
        reader.end()
        return
    if not reader.at("{"):
        value = reader.value()
        reader.end()
        yield value, False
        return
    fields: dict[str, object] = {}
    has_list = False
    for field in reader.fields():
        if field == "articles" and reader.at("["):
            has_list = True
            for row in reader.elements():
                yield row, True
        else:
            fields[field] = reader.value()
    reader.end()
    if not has_list:
        yield fields, False


class _Reader:
    """Reads a JSON text one value at a time: as a whole, small values take thirty times the memory of their text.

    Raises:
        JSONDecodeError: from each method; the text is no JSON here.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._move(0)

    def at(self, sign: str) -> bool:
        """Say whether ``sign`` comes next."""
        return self._text.startswith(sign, self._place)

    def value(self) -> object:
        """Return the next value."""
        value, place = _DECODER.raw_decode(self._text, self._place)
        self._move(place)
        return value

    def elements(self) -> Iterator[object]:
        """Yield the elements of the list that comes next."""
        self._take("[")
        is_first = True
        while not self.at("]"):
            if not is_first:
                self._take(",")
            yield self.value()
            is_first = False
        self._take("]")

    def fields(self) -> Iterator[str]:
        """Yield the name of each field of the object that comes next; its value is then to be read."""
        self._take("{")
        is_first = True
        while not self.at("}"):
            if not is_first:
                self._take(",")
            if not self.at('"'):
                self._fail("Expecting property name enclosed in double quotes")
            name = self.value()
            self._take(":")
            yield str(name)
            is_first = False
        self._take("}")

    def end(self) -> None:
        """Check that nothing comes next."""
        if self._place < len(self._text):
            self._fail("Extra data")

    def _take(self, sign: str) -> None:
        if not self.at(sign):
            self._fail(f"Expecting {sign!r}")
        self._move(self._place + len(sign))

    def _move(self, place: int) -> None:
        """Go on from a place, past the space there."""
        space = _SPACE.match(self._text, place)
        self._place = space.end() if space else place

    def _fail(self, trouble: str) -> NoReturn:
        raise json.JSONDecodeError(trouble, self._text, self._place)
