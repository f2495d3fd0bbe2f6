"""The vector index: passages by meaning, in Chroma. The only file that imports chromadb.

Derived from the catalog, and rebuilt from it when it is lost. A Chroma client never sees what another process writes
(measured, chromadb 1.5.9), so an open index knows up to which change it is good, and ``reopen`` makes a fresh client
beside the old one. Scores are cosine similarities.
"""

from __future__ import annotations

import itertools
import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from assistant.applied import read_applied, write_applied
from assistant.errors import StorageError

COLLECTION = "passages"
#: Chroma takes at most 5,461 records in one call.
_RECORDS_PER_CALL = 5_000

_spellings = itertools.count()

Vectors = NDArray[np.float32]
Scored = tuple[str, float]


class VectorIndex:
    """Passage vectors in Chroma, good up to change number ``applied``. Thread-safe.

    Args:
        folder: the index's own folder; it is created by the first ``apply``.
        key: what the vectors were made with; an index of another key counts as empty.
    """

    def __init__(self, folder: Path, *, key: str) -> None:
        self._folder = folder
        self._key = key
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self.applied = 0
        self.reopen()

    def applied_on_disk(self) -> int:
        """Return the change number up to which the files are good: more than ``applied`` when others wrote."""
        return read_applied(self._folder, key=self._key)

    def reopen(self) -> None:
        """See what other processes have written since; the old client answers until the new one is ready.

        A damaged index counts as empty: the caller reads the missing vectors from the catalog.
        """
        applied = self.applied_on_disk()
        if applied == 0:
            return
        try:
            client, collection = self._connect()
            if collection.count():
                # The first query loads the graph: pay for it here, not in somebody's question.
                collection.query(query_embeddings=collection.peek(1)["embeddings"], n_results=1, include=[])
        except (ChromaError, ValueError):
            return
        with self._lock:
            old, self._client, self._collection, self.applied = self._client, client, collection, applied
        if old is not None:
            old.close()

    def search(self, vector: Vectors, count: int) -> list[Scored]:
        """Return at most ``count`` (passage id, cosine similarity) pairs, best first."""
        with self._lock:
            if self._collection is None:
                return []
            found = self._collection.query(query_embeddings=[vector.tolist()], n_results=count, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(passage_id, 1.0 - distance) for passage_id, distance in zip(found["ids"][0], distances, strict=True)]

    def apply(self, added: tuple[Sequence[str], Vectors], retired: Sequence[str], sequence: int) -> None:
        """Add vectors, shape (number of ids, dimension), and drop retired ids; then count as good up to ``sequence``.

        Applying the same again changes nothing. Only the process that holds the library's lock may call this.
        """
        ids, vectors = added
        try:
            collection = self._writable()
            for start in range(0, len(retired), _RECORDS_PER_CALL):
                collection.delete(ids=list(retired[start : start + _RECORDS_PER_CALL]))
            for start in range(0, len(ids), _RECORDS_PER_CALL):
                end = start + _RECORDS_PER_CALL
                collection.upsert(ids=list(ids[start:end]), embeddings=vectors[start:end])
        except ChromaError as error:
            raise StorageError(
                f"the vector index in {self._folder} cannot be written: {error};"
                " free disk space, then run dateline reindex --vectors (articles are safe in the catalog)"
            ) from error
        write_applied(self._folder, sequence, key=self._key)
        self.applied = sequence

    def clear(self) -> None:
        """Delete the index's files; the next ``apply`` starts an empty one."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self.applied = 0

    def close(self) -> None:
        """Release the client and its files."""
        with self._lock:
            client, self._client, self._collection = self._client, None, None
        if client is not None:
            client.close()

    def _writable(self) -> Collection:
        if self._collection is None:
            if self.applied_on_disk() == 0:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._client, self._collection = self._connect()
        return self._collection

    def _connect(self) -> tuple[ClientAPI, Collection]:
        # Chroma keeps one system for each path *string* in a process. A longer spelling of the same path is a fresh
        # system, with nobody else's client to disturb (clearing Chroma's global cache would).
        spelling = f"{self._folder}{os.sep}{('.' + os.sep) * (next(_spellings) % 500)}"
        client = chromadb.PersistentClient(path=spelling, settings=ChromaSettings(anonymized_telemetry=False))
        collection = client.get_or_create_collection(
            COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        return client, collection
