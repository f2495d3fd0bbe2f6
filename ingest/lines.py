"""The lines of a long text, without a string for each: millions of short ones would take sixty bytes apiece."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_END: Final = re.compile("\n")


class Lines:
    """The lines of ``text`` by their numbers, from 0; none has its line end. A text has one line at least."""

    def __init__(self, text: str) -> None:
        self._text = text
        #: Where each line begins, and where one after the last would: four bytes for a line.
        self._starts = array("I", [0])
        self._starts.extend(match.end() for match in _END.finditer(text))
        self._starts.append(len(text) + 1)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._text[self._starts[number] : self._starts[number + 1] - 1]

    def __iter__(self) -> Iterator[str]:
        for start, after in pairwise(self._starts):
            yield self._text[start : after - 1]

    def text(self, start: int, end: int | None = None) -> str:
        """Return the lines from ``start`` to before ``end`` (None: to the last) as one text."""
        last = len(self) if end is None else end
        return self._text[self._starts[start] : self._starts[last] - 1] if start < last else ""
