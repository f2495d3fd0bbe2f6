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

from assistant.errors import StorageError
from assistant.storage.rows import source_key
from assistant.types import Article
from ingest.articles import words_hash

#: What copies of an article have in common: its words and its outlet.
_Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Held:
    """Where an article begins in the file, its length in characters, and what its copies share."""

    place: int
    length: int
    words: _Words


class Spool:
    """Articles by id, in the order of their last ``put``. A context manager: leaving it frees the disk.

    Args:
        folder: where the temporary file goes; the data folder, as the system's may be small.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._translated():
            self._file = tempfile.TemporaryFile(dir=folder, prefix="ingest-")  # noqa: SIM115 - closed by __exit__
        self._held: dict[str, _Held] = {}
        self._copies: dict[_Words, str] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # What a full disk did not take is not needed any more.
            self._file.close()

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._held

    @property
    def characters(self) -> int:
        """How much text is held."""
        return sum(held.length for held in self._held.values())

    def copy_of(self, article: Article) -> str | None:
        """Return the id of a held article of the same outlet with the same words, or None."""
        return self._copies.get(_words(article))

    def has_same_words(self, article_id: str, other_id: str) -> bool:
        """Say whether two articles that are held are of the same outlet with the same words."""
        return self._held[article_id].words == self._held[other_id].words

    def put(self, article: Article) -> None:
        """Hold an article, in place of an earlier one of the same id.

        Raises:
            StorageError: the disk is full.
        """
        self.drop(article.id)
        with self._translated():
            place = self._file.seek(0, 2)
            # Only what put() wrote in this process is ever read back: pickle sees no untrusted bytes.
            pickle.dump(article, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        words = _words(article)
        self._held[article.id] = _Held(place, len(article.text), words)
        self._copies[words] = article.id

    def drop(self, article_id: str) -> None:
        """Let go of an article, if it is held."""
        held = self._held.pop(article_id, None)
        if held is not None and self._copies.get(held.words) == article_id:
            del self._copies[held.words]

    def __iter__(self) -> Iterator[Article]:
        for held in list(self._held.values()):
            with self._translated():
                self._file.seek(held.place)
                article = pickle.load(self._file)
            yield article

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(
                f"{self._folder} cannot be written: {error.strerror or error}; free disk space and run again"
            ) from error


def _words(article: Article) -> _Words:
    return words_hash(article), source_key(article.source)
