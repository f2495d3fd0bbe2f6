"""Hold the articles of one ingest on disk between reading and embedding, so that memory stays bounded.

Reading everything first also tells how much there is to embed, which version of an article given twice is the last,
and what needs no work at all.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from assistant.errors import StorageError
from assistant.storage.rows import source_key
from assistant.types import Article
from ingest.articles import words_hash


class Spool:
    """Articles by id, in the order of their last ``put``. A context manager: leaving it frees the disk.

    Args:
        folder: where the temporary file goes; the data folder, as the system's may be small.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._translated():
            self._file = tempfile.TemporaryFile(dir=folder, prefix="ingest-")  # noqa: SIM115 - closed by __exit__
        self._places: dict[str, int] = {}
        self._lengths: dict[str, int] = {}
        self._copies: dict[tuple[str, str], str] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # What a full disk did not take is not needed any more.
            self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._places

    @property
    def characters(self) -> int:
        """How much text is held."""
        return sum(self._lengths.values())

    def copy_of(self, article: Article) -> str | None:
        """Return the id of a held article of the same outlet with the same words, or None."""
        held = self._copies.get(_words(article))
        return held if held in self._places else None

    def put(self, article: Article) -> None:
        """Hold an article, in place of an earlier one of the same id.

        Raises:
            StorageError: the disk is full.
        """
        self.drop(article.id)
        with self._translated():
            self._places[article.id] = self._file.seek(0, 2)
            # Only what put() wrote in this process is ever read back: pickle sees no untrusted bytes.
            pickle.dump(article, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._lengths[article.id] = len(article.text)
        self._copies[_words(article)] = article.id

    def drop(self, article_id: str) -> None:
        """Let go of an article, if it is held."""
        self._places.pop(article_id, None)
        self._lengths.pop(article_id, None)

    def __iter__(self) -> Iterator[Article]:
        for place in list(self._places.values()):
            with self._translated():
                self._file.seek(place)
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


def _words(article: Article) -> tuple[str, str]:
    return words_hash(article), source_key(article.source)
