"""One SQL database: its connections, its transactions, and its troubles in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Engine, Row, Select, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.errors import StorageError
from assistant.storage.rows import chunks

#: How long a connection waits for another process's lock, in seconds.
WAIT_SECONDS = 60


class Database:
    """The database in a folder, SQLite in write-ahead mode. Thread-safe: each thread has its own connection."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    @classmethod
    def open(cls, folder: Path, name: str) -> Database:
        """Open the database file ``name`` in ``folder``, creating both when they are not there.

        Raises:
            StorageError: the folder cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{folder} cannot be used as a data folder: {error.strerror}; name another") from error
        engine = create_engine(
            URL.create("sqlite", database=str(folder / name)), connect_args={"timeout": WAIT_SECONDS}
        )
        event.listen(engine, "connect", _set_pragmas)
        return cls(engine, folder)

    def close(self) -> None:
        """Release the connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose every statement sees what is stored when it begins."""
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is stored, or, on any error, nothing."""
        with self._translated(), self._engine.begin() as connection:
            # sqlite3 would begin before the first INSERT, and so after the reads it rests on and after CREATE TABLE.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def analyze(self, *tables: str) -> None:
        """Let SQLite count what is in the tables: 0.1 s for 227,000 passages.

        Without that it takes whatever index says "live" for a good one, and looks up a hundred passages of a large
        library by way of all its articles: 200 ms for 1. Counts from samples take "live" for a rare thing, too.
        """
        with self.writing() as connection:
            for table in tables:
                connection.exec_driver_sql(f"ANALYZE {table}")

    def select_in(self, query: Select[Any], column: ColumnElement[Any], values: Iterable[str]) -> list[Row[Any]]:
        """Return the rows of ``query`` in which ``column`` has one of ``values``, however many these are."""
        rows: list[Row[Any]] = []
        with self.reading() as connection:
            for chunk in chunks(values):
                rows += connection.execute(query.where(column.in_(chunk))).all()
        return rows

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            remedy = (
                "its file is damaged; bring it back from a copy, or move the folder away and ingest the articles again"
                if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
                else "free disk space, or make the folder one that can be written to, which reading needs too, then run"
                " the same command again"
            )
            raise StorageError(f"the catalog in {self._folder} cannot be used: {error.orig}; {remedy}") from error


def _set_pragmas(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    _write_ahead(connection)
    # FULL, not NORMAL: a commit that power loss takes back would leave the indexes ahead of the record.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a new database to write-ahead mode; nothing happens to one that is in it.

    SQLite refuses this switch at once, whatever the timeout, when another process is making it too.
    """
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
        time.sleep(0.02)
