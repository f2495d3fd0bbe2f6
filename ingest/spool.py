"""Hold the articles of one ingest on disk between reading and embedding, so that memory stays bounded.

Reading everything first also tells how much there is to embed, which version of an article given twice is the last,
and what needs no work at all.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from assistant.errors import StorageError
from assistant.storage.rows import source_key
from assistant.types import Article
from ingest.articles import copies_hash

_Item = TypeVar("_Item")
#: What copies of an article have in common: its words and its outlet.
_Words = tuple[str, str]


class Heap(Generic[_Item]):
    """Items in a temporary file, in the order in which they were put. A context manager: leaving it frees the disk.

    Args:
        folder: where the file goes; the data folder, as the system's may be small.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._end = 0
        with self._translated():
            self._file = tempfile.TemporaryFile(dir=folder, prefix="ingest-")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Heap[_Item]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # What a full disk did not take is not needed any more.
            self._file.close()

    def put(self, item: _Item) -> int:
        """Hold an item, and return the place by which ``at`` gives it back.

        Raises:
            StorageError: the disk is full.
        """
        place = self._end
        with self._translated():
            self._file.seek(place)
            # Only what put() wrote in this process is ever read back: pickle sees no untrusted bytes.
            pickle.dump(item, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._end = self._file.tell()
        return place

    def at(self, place: int) -> _Item:
        """Return the item at a place."""
        with self._translated():
            self._file.seek(place)
            item: _Item = pickle.load(self._file)
        return item

    def __iter__(self) -> Iterator[_Item]:
        place = 0
        while place < self._end:
            item = self.at(place)
            place = self._file.tell()
            yield item

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(
                f"{self._folder} cannot be written: {error.strerror or error}; free disk space and run again"
            ) from error


@dataclass(frozen=True, slots=True)
class _Held:
    """Where an article begins in the file, its length in characters, and what its copies share."""

    place: int
    length: int
    words: _Words


class Spool:
    """Articles by id, in the order of their last ``put``, in a heap."""

    def __init__(self, heap: Heap[Article]) -> None:
        self._heap = heap
        self._held: dict[str, _Held] = {}
        self._alike: dict[_Words, dict[str, None]] = {}

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._held

    @property
    def characters(self) -> int:
        """How much text is held."""
        return sum(held.length for held in self._held.values())

    def has_like(self, article: Article) -> bool:
        """Say whether an article of the same outlet with the same words is held."""
        return _words(article) in self._alike

    def first_like(self, article_id: str) -> str:
        """Return the id of the first held article of the same outlet and words as a held one: itself, or another."""
        return next(iter(self._alike[self._held[article_id].words]))

    def has_same_words(self, article_id: str, other_id: str) -> bool:
        """Say whether two articles that are held are of the same outlet with the same words."""
        return self._held[article_id].words == self._held[other_id].words

    def put(self, article: Article) -> None:
        """Hold an article, in place of an earlier one of the same id.

        Raises:
            StorageError: the disk is full.
        """
        self.drop(article.id)
        place = self._heap.put(article)
        words = _words(article)
        self._held[article.id] = _Held(place, len(article.text), words)
        self._alike.setdefault(words, {})[article.id] = None

    def drop(self, article_id: str) -> None:
        """Let go of an article, if it is held."""
        held = self._held.pop(article_id, None)
        if held is not None:
            del self._alike[held.words][article_id]
            if not self._alike[held.words]:
                del self._alike[held.words]

    def __iter__(self) -> Iterator[Article]:
        return (self._heap.at(held.place) for held in list(self._held.values()))


def _words(article: Article) -> _Words:
    return copies_hash(article), source_key(article.source)
