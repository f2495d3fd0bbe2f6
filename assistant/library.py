"""The Library: a data folder's catalog, its two derived indexes, and the one mechanism that keeps them in step.

Writing changes the catalog alone; ``catch_up`` then applies to each index what the change sequence says it lacks. The
same call finishes an ingest, resumes one that was killed, drops what was removed, repairs and rebuilds.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from assistant.arrays import Vectors
from assistant.catalog import CATALOG_FILE, Catalog
from assistant.errors import IndexMismatch, LibraryError, StorageError
from assistant.lexical import LexicalIndex, version_key
from assistant.models import EmbeddingModel
from assistant.settings import Settings
from assistant.storage.applied import stamp
from assistant.storage.rows import Change
from assistant.types import Filters
from assistant.vectors import VectorIndex

_log = logging.getLogger(__name__)

LOCK_FILE = "writer.lock"
VECTORS, LEXICAL = "vectors", "lexical"
#: The fact that tells this library from others; the first writer makes it.
LIBRARY_ID = "library_id"
#: Changes applied to an index in one step: bounds memory when an index is rebuilt from nothing.
CHANGES_PER_STEP = 200
#: A filter is applied to so many times the passages wanted first, then to this many (16 ms at 60,000 vectors, where a
#: filter inside Chroma takes 200); when too few pass it still, all that do are scored exactly: they are few.
FIRST_FETCH = 4
OVERFETCH = 2_000
#: With more vectors than this not yet in the open Chroma client, a fresh client is opened in the background.
REOPEN_AFTER = 1_000

Scored = tuple[str, float]
_NO_VECTORS: tuple[list[str], Vectors] = ([], np.zeros((0, 0), np.float32))


class Library:
    """One data folder. Reading is thread-safe; writing needs ``writing()``, which one process at a time holds."""

    def __init__(self, settings: Settings, catalog: Catalog, *, any_model: bool = False) -> None:
        self.settings = settings
        self._any_model = any_model
        self.catalog = catalog
        self.folder: Path = settings.data_dir
        self.vectors = VectorIndex(self.folder / VECTORS, key=settings.embedding_model, history=self._history)
        self.lexical = LexicalIndex(self.folder / LEXICAL, history=self._history)
        self._lock = FileLock(self.folder / LOCK_FILE)
        self._refreshing = threading.Lock()
        self._reopening = threading.Lock()
        self._seen = (-1, -1)
        self._recent = _NO_VECTORS
        self._process = os.getpid()

    @classmethod
    def open(cls, settings: Settings, *, any_model: bool = False) -> Library:
        """Open the library in ``settings.data_dir``, creating it when it is not there.

        Raises:
            IndexMismatch: it was embedded with another model (``any_model`` lets a re-embedding open it).
            NewerLibrary, StorageError: see ``Catalog.open``; or its file is empty beside indexes that are not.
        """
        _check_catalog_is_not_emptied(settings.data_dir)
        library = cls(settings, Catalog.open(settings.data_dir), any_model=any_model)
        try:
            library._check_recorded_model()
        except IndexMismatch:
            library.close()
            raise
        return library

    def _check_recorded_model(self) -> None:
        recorded = self.catalog.fact("embedding_model")
        if recorded not in (None, self.settings.embedding_model) and not self._any_model:
            raise IndexMismatch(
                f"the library in {self.folder} is embedded with {recorded!r}, but the setting embedding_model is"
                f" {self.settings.embedding_model!r}; set it back, or run dateline reindex --vectors to embed it anew"
            )

    def _history(self, sequence: int) -> str:
        """Return whose history of changes the catalog has, and the change that it has at a number.

        Both, as the copy of a folder has its library's id, and goes on by itself.
        """
        changes = [change for change in self.catalog.changes_after(sequence - 1, 1) if change.sequence == sequence]
        at = [f"{change.article_id}-{change.version}-{change.kind}" for change in changes]
        return " ".join([self.catalog.fact(LIBRARY_ID) or "", *at])

    def check_process(self) -> None:
        """Raise LibraryError after a fork: neither the network nor the index ever answers in the child."""
        if os.getpid() != self._process:
            raise LibraryError(
                "this library was opened before its process was forked, and answers in that process alone; start others"
                " with multiprocessing.get_context('spawn'), and let each open the library itself"
            )

    def close(self) -> None:
        """Release every file."""
        with self._reopening:
            self.vectors.close()
        self.catalog.close()

    # -- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the library's one writer's place; when another process has it, call ``on_wait`` once and wait.

        Raises:
            IndexMismatch: what it waited for has embedded the library with another model.
            StorageError: the folder cannot be written.
        """
        try:
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                on_wait()
                self._lock.acquire()
        except OSError as error:
            raise StorageError(f"{self.folder} cannot be written: {error.strerror}; check its permissions") from error
        try:
            self._open_for_writing()
            yield
        finally:
            self._lock.release()

    def _open_for_writing(self) -> None:
        # Whoever held the writer's place until now may have embedded the library anew.
        self._check_recorded_model()
        if self.catalog.fact(LIBRARY_ID) is None:
            self.catalog.record_facts(**{LIBRARY_ID: secrets.token_hex(8)})
        self.vectors.open_for_writing()
        self.lexical.open_for_writing()
        last = self.catalog.last_sequence()
        for index in (self.vectors, self.lexical):
            if index.applied > last:
                # The catalog was lost, or brought back from an older copy: the index is of another history.
                index.clear()

    def check_model(self, model: EmbeddingModel) -> None:
        """Record the model of a new library, and check that its vectors have the recorded dimension.

        Raises:
            IndexMismatch: the model now makes vectors of another dimension.
        """
        recorded = self.catalog.fact("embedding_dimension")
        if recorded is None:
            self.catalog.record_facts(embedding_model=model.name, embedding_dimension=str(model.dimension))
        elif int(recorded) != model.dimension:
            raise IndexMismatch(
                f"the library in {self.folder} holds vectors of dimension {recorded}, but {model.name!r} makes"
                f" {model.dimension}; run dateline reindex --vectors to embed it anew"
            )

    def catch_up(self, on_progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Apply to both indexes what each lacks of the change sequence. The caller holds ``writing()``.

        Args:
            on_progress: called with the changes applied and the changes there are.
        """
        last = self.catalog.last_sequence()
        if self.behind():
            self.catalog.analyze()
        while (start := min(self.vectors.applied, self.lexical.applied)) < last:
            changes = self.catalog.changes_after(start, CHANGES_PER_STEP)
            self._apply(changes)
            on_progress(changes[-1].sequence, last)

    def catch_up_if_free(self) -> None:
        """Catch up after a killed ingest, unless another process is writing (it will do it) or there is no room.

        Reading needs no index: what one lacks is read from the catalog.
        """
        if not self.behind():
            return
        try:
            self._lock.acquire(timeout=0)
        except (Timeout, OSError):
            return
        try:
            self._open_for_writing()
            self.catch_up()
        except StorageError as error:
            _log.warning("the indexes are behind the articles, and stay so: %s", error)
        finally:
            self._lock.release()

    def behind(self) -> bool:
        """Say whether an open index lacks changes, as after a killed ingest, is damaged, or is ahead of the catalog."""
        return {self.vectors.applied, self.lexical.applied} != {self.catalog.last_sequence()}

    def _apply(self, changes: list[Change]) -> None:
        end = changes[-1].sequence
        retired = [change for change in changes if change.kind == "retired"]
        added = [(change.article_id, change.version) for change in changes if change.kind == "added"]
        found = self.catalog.indexed_passages(added)
        if self.vectors.applied < end:
            ids = [passage_id for change in retired for passage_id in change.passage_ids()]
            keys = {passage.id: key for passage, _, key in found}
            stored = self.catalog.embeddings(self.settings.embedding_model, keys.values())
            rows = [stored[key] for key in keys.values()]
            vectors = np.stack(rows) if rows else np.zeros((0, 0), np.float32)
            self.vectors.apply((list(keys), vectors), ids, end)
        if self.lexical.applied < end:
            words = [(passage, article) for passage, article, _ in found]
            self.lexical.apply(words, [version_key(change.article_id, change.version) for change in retired], end)

    # -- reading -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take in what any process has written since the last call: one small query when nothing has changed.

        Passages that the open vector index lacks are held in memory and scored exactly; when they are many, the index
        is reopened in the background.
        """
        with self._refreshing:
            self.lexical.reopen()
            newest, after = self.catalog.last_sequence(), self.vectors.applied
            if (newest, after) != self._seen:
                self._recent = (
                    self.catalog.passage_vectors(self.settings.embedding_model, after=after)
                    if newest > after
                    else _NO_VECTORS
                )
                self._seen = (newest, after)
            many = len(self._recent[0]) > REOPEN_AFTER and self.vectors.changed_on_disk()
        if many and self.vectors.applied_on_disk() > after and self._reopening.acquire(blocking=False):
            threading.Thread(target=self._reopen_vectors, name="dateline-reopen", daemon=True).start()

    def _reopen_vectors(self) -> None:
        try:
            self.vectors.reopen()
        finally:
            self._reopening.release()

    def search_dense(self, vector: Vectors, count: int, filters: Filters) -> list[Scored]:
        """Return at most ``count`` live passages that pass the filters, by cosine similarity, best first."""
        # Ids of retired passages may still be in Chroma until it catches up: ask for some more.
        depths = (FIRST_FETCH * count, max(OVERFETCH, 2 * count)) if filters else (2 * count,)
        for depth in depths:
            found, all_of_them = self._nearest(vector, depth)
            passing = self.catalog.passing(found, filters)
            if len(passing) >= count or all_of_them:
                break
        if len(passing) < count and (filters or not all_of_them):
            found = dict(_exact(vector, *self.catalog.passage_vectors(self.settings.embedding_model, filters=filters)))
            passing = set(found)
        ranked = sorted(passing, key=lambda passage_id: (-found[passage_id], passage_id))
        return [(passage_id, found[passage_id]) for passage_id in ranked[:count]]

    def _nearest(self, vector: Vectors, depth: int) -> tuple[dict[str, float], bool]:
        """Return the ``depth`` nearest indexed passages and the newer ones with their cosines, and if that is all."""
        candidates = self.vectors.search(vector, depth)
        if self.vectors.applied < self._seen[1]:
            # The index is lost, or being opened again by a writer: what it held is scored exactly from now on.
            self.refresh()
        found = dict(candidates)
        found.update(_exact(vector, *self._recent))
        return found, len(candidates) < depth

    def search_lexical(self, query: str, count: int, filters: Filters) -> list[Scored]:
        """Return at most ``count`` live passages that pass the filters, by BM25, best first."""
        found = self.lexical.search(query, count + count // 2, filters)
        passing = self.catalog.passing((passage_id for passage_id, _ in found), filters)
        return [(passage_id, score) for passage_id, score in found if passage_id in passing][:count]


def _check_catalog_is_not_emptied(folder: Path) -> None:
    """Raise StorageError where something has emptied the catalog's file, which SQLite would take for a new library."""
    try:
        emptied = (folder / CATALOG_FILE).stat().st_size == 0
    except OSError:
        return
    if emptied and any(stamp(folder / index) is not None for index in (VECTORS, LEXICAL)):
        raise StorageError(
            f"the catalog in {folder} is an empty file, though its indexes are not: something has emptied it; bring"
            f" {CATALOG_FILE} back from a copy, or move the folder away and ingest the articles again"
        )


def _exact(vector: Vectors, ids: list[str], vectors: Vectors) -> Iterator[Scored]:
    """Yield each id with its cosine to ``vector``, a unit vector; stored in float16, the others are nearly that."""
    if ids:
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        yield from zip(ids, ((vectors @ vector) / lengths).tolist(), strict=True)
