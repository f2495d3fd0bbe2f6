"""The vector index: passages by meaning, in Chroma. The only file that imports chromadb.

Derived from the catalog, and rebuilt from it when it is lost. A Chroma client never sees what another process writes
(measured, chromadb 1.5.9), so an open index knows up to which change it is good, and ``reopen`` makes a fresh client
beside the old one. Scores are cosine similarities.

No two processes work on the index's files at a time: a client that opens them while another one writes ends its
process, or makes a graph that fills the disk (measured, chromadb 1.5.9). What a client has opened it keeps in memory.

Each building of the index has a folder of its own within the index's, under a name never used before: readers of an
older one write to its database too, and SQLite finds the journal of a database by its path, be it another's by then.
"""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import chromadb
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError
from filelock import FileLock, Timeout

from assistant.arrays import Vectors
from assistant.errors import StorageError
from assistant.storage.applied import History, Stamp, check_deletable, is_intact, read_applied, stamp, write_applied

COLLECTION = "passages"
#: Chroma takes at most 5,461 records in one call.
_RECORDS_PER_CALL = 5_000

#: Seconds to wait for the files while another process works on them. Who reads can do without them; who writes cannot.
_READER_WAITS, _WRITER_WAITS = 3.0, 120.0

_spellings = itertools.count()

Scored = tuple[str, float]


class VectorIndex:
    """Passage vectors in Chroma, good up to change number ``applied``. Thread-safe.

    Args:
        folder: the index's own folder; it is created by the first ``apply``.
        key: what the vectors were made with; an index of another key counts as empty.
        history: the catalog's; an index of another history counts as empty.
    """

    def __init__(self, folder: Path, *, key: str, history: History | None = None) -> None:
        self._folder = folder
        self._key = key
        self._history = history
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._collection: Collection | None = None
        self._building = folder
        self.applied = 0
        self._stamp: Stamp = None
        self.reopen()

    def applied_on_disk(self) -> int:
        """Return the change number up to which the files are good: more than ``applied`` when others wrote."""
        return read_applied(self._folder, key=self._key, history=self._history)

    def changed_on_disk(self) -> bool:
        """Say whether the index has been written since it was opened, or since that was last tried."""
        return stamp(self._folder) != self._stamp

    def reopen(self) -> None:
        """See what other processes have written since; the old client answers until the new one is ready.

        A damaged index counts as empty, and so does one that is being written for long: the caller reads the missing
        vectors from the catalog.
        """
        with self._files(_READER_WAITS) as free:
            if free:
                self._reopen()

    def _reopen(self) -> None:
        self._stamp = stamp(self._folder)
        applied = self.applied_on_disk()
        # Chroma would take a missing database for a new one, search a truncated graph without a word, and end the
        # whole process on a garbled one (measured, chromadb 1.5.9).
        buildings = list(self._folder.glob("*/chroma.sqlite3"))
        if applied == 0 or len(buildings) != 1 or not is_intact(self._folder):
            return
        building = buildings[0].parent
        try:
            client, collection = self._connect(building, create=False)
            if collection.count():
                # The first query loads the graph: pay for it here, not in somebody's question.
                collection.query(query_embeddings=collection.peek(1)["embeddings"], n_results=1, include=[])
        except (ChromaError, ValueError):
            return
        with self._lock:
            old, self._client, self._collection, self.applied = self._client, client, collection, applied
            self._building = building
        if old is not None:
            old.close()

    def open_for_writing(self) -> None:
        """Open the index as the last writer left it, unless that is how it is open: an older state would lose work."""
        if self.changed_on_disk():
            self.close()
            with self._files_to_write():
                self._reopen()

    def search(self, vector: Vectors, count: int) -> list[Scored]:
        """Return at most ``count`` (passage id, cosine similarity) pairs, best first.

        An index that another process has deleted or damaged meanwhile gives none, and counts as empty from then on.
        """
        with self._lock:
            if self._collection is None:
                return []
            try:
                if not self._building.is_dir():
                    raise NotFoundError(f"{self._building} was deleted")
                found = self._collection.query(
                    query_embeddings=[vector.tolist()], n_results=count, include=["distances"]
                )
            except ChromaError:
                lost, self._client, self._collection, self.applied = self._client, None, None, 0
                if lost is not None:
                    lost.close()
                return []
        distances = (found["distances"] or [[]])[0]
        return [(passage_id, 1.0 - distance) for passage_id, distance in zip(found["ids"][0], distances, strict=True)]

    def apply(self, added: tuple[Sequence[str], Vectors], retired: Sequence[str], sequence: int) -> None:
        """Add vectors, shape (number of ids, dimension), and drop retired ids; then count as good up to ``sequence``.

        Applying the same again changes nothing. Only the process that holds the library's lock may call this.
        """
        with self._files_to_write():
            self._apply(added, retired, sequence)

    def _apply(self, added: tuple[Sequence[str], Vectors], retired: Sequence[str], sequence: int) -> None:
        ids, vectors = added
        try:
            collection = self._writable()
            for start in range(0, len(retired), _RECORDS_PER_CALL):
                collection.delete(ids=list(retired[start : start + _RECORDS_PER_CALL]))
            for start in range(0, len(ids), _RECORDS_PER_CALL):
                end = start + _RECORDS_PER_CALL
                collection.upsert(ids=list(ids[start:end]), embeddings=vectors[start:end])
        except (ChromaError, OSError) as error:
            raise StorageError(
                f"the vector index in {self._folder} cannot be written: {error};"
                " free disk space, then run dateline reindex --vectors (articles are safe in the catalog)"
            ) from error
        write_applied(self._folder, sequence, key=self._key, history=self._history, files=self._graph_files())
        self.applied, self._stamp = sequence, stamp(self._folder)

    def clear(self) -> None:
        """Delete the index's files; the next ``apply`` starts an empty one. StorageError: its folder is a link."""
        self.check_deletable()
        self.close()
        with self._files_to_write():
            self._delete_files()

    def check_deletable(self) -> None:
        """Raise StorageError where ``clear`` would."""
        check_deletable(self._folder)

    def close(self) -> None:
        """Release the client and its files; what is closed has nothing applied."""
        with self._lock:
            client, self._client, self._collection, self.applied = self._client, None, None, 0
        if client is not None:
            client.close()

    @contextmanager
    def _files(self, seconds: float) -> Iterator[bool]:
        """Keep other processes off the files, and say whether they are off them within so many seconds."""
        lock = FileLock(self._folder.with_name(f"{self._folder.name}.lock"))
        try:
            lock.acquire(timeout=seconds)
            free = True
        except Timeout:
            free = False
        except OSError:
            # A folder that may only be read: whoever may write it is rarely at it at this moment.
            free = True
        try:
            yield free
        finally:
            lock.release()

    @contextmanager
    def _files_to_write(self) -> Iterator[None]:
        with self._files(_WRITER_WAITS) as free:
            if not free:
                raise StorageError(
                    f"another process has been opening the vector index in {self._folder} for {_WRITER_WAITS:.0f}"
                    " seconds; end it, then run the same command again"
                )
            yield

    def _writable(self) -> Collection:
        if self._collection is None:
            # There is none, or none that could be opened: what is left of it goes.
            self._delete_files()
            building = self._folder / secrets.token_hex(8)
            building.mkdir(parents=True)
            self._client, self._collection = self._connect(building, create=True)
            self._building = building
        return self._collection

    def _delete_files(self) -> None:
        self.check_deletable()
        # Renamed first: who has it open shall see at once that it is gone, and never search a half of it.
        leftover = self._folder.with_name(f"{self._folder.name}-deleted")
        shutil.rmtree(leftover, ignore_errors=True)
        with suppress(OSError):
            self._folder.rename(leftover)
        shutil.rmtree(leftover, ignore_errors=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _graph_files(self) -> Iterator[Path]:
        # Until the first thousand vectors are in, the graph's files hold nothing, and Chroma writes them anew whenever
        # it opens them. Later readers write to length.bin alone, and to the database, which SQLite itself checks.
        for names in sorted(self._folder.glob("*/*/index_metadata.pickle")):
            yield from (file for file in sorted(names.parent.iterdir()) if file.name != "length.bin")

    def _connect(self, building: Path, *, create: bool) -> tuple[Client, Collection]:
        # Chroma keeps one system for each path *string* in a process. A longer spelling of the same path is a fresh
        # system, with nobody else's client to disturb (clearing Chroma's global cache would).
        spelling = f"{building}{os.sep}{('.' + os.sep) * (next(_spellings) % 500)}"
        settings = ChromaSettings(anonymized_telemetry=False)
        client = cast(Client, chromadb.PersistentClient(path=spelling, settings=settings))
        try:
            if create:
                space: CreateCollectionConfiguration = {"hnsw": {"space": "cosine"}}
                return client, client.create_collection(COLLECTION, configuration=space, embedding_function=None)
            return client, client.get_collection(COLLECTION, embedding_function=None)
        except ChromaError:
            client.close()
            raise
