"""The tables of the catalog and their migrations, in SQLAlchemy Core; portable SQL, SQLite by default."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from assistant.errors import NewerLibrary, StorageError

SCHEMA_VERSION = 2
#: ``published_day`` of an undated article; real days are proleptic ordinals (``date.toordinal``), all larger.
UNDATED = 0

metadata = MetaData()

#: Facts about the library: schema_version, library_id, embedding_model, embedding_dimension.
facts = Table("facts", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

#: Every version of every article; at most one version of an article is live. An update retires the old version and
#: keeps it readable; a removal deletes every version.
articles = Table(
    "articles",
    metadata,
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_key", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("published", String),
    Column("published_day", Integer, nullable=False),
    Column("language", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    PrimaryKeyConstraint("id", "version"),
    Index("articles_by_sequence", "sequence"),
    Index("articles_by_day", "live", "published_day"),
    Index("articles_by_text", "text_hash", "source_key"),
)

#: Passages of stored articles; their words are ``articles.text[start:end]``. ``embedding`` is null for boilerplate.
passages = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("article_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("boilerplate", Boolean, nullable=False),
    Column("embedding", String, index=True),
    Index("passages_by_article", "article_id", "version", "position"),
)

#: Vectors as little-endian fp16, keyed by model and embedded text, so that nothing is ever embedded twice.
embeddings = Table(
    "embeddings",
    metadata,
    Column("model", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("model", "text_hash"),
)

#: What happened, in order: ``added`` a version or ``retired`` one. The derived indexes apply this and nothing else.
changes = Table(
    "changes",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("passages", Integer, nullable=False),
    sqlite_autoincrement=True,
)

#: What people thought of answers; ``articles`` are the ids of the cited ones, a line each. An article's removal leaves
#: them: the answer's words are what was judged.
feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("created", String, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("reader", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("abstained", Boolean, nullable=False),
    Column("articles", Text, nullable=False),
    sqlite_autoincrement=True,
)


def _add_feedback(connection: Connection) -> None:
    feedback.create(connection)


#: ``MIGRATIONS[n]`` turns schema version n into n + 1, inside the opening transaction.
MIGRATIONS: dict[int, Callable[[Connection], None]] = {1: _add_feedback}


def is_current(connection: Connection) -> bool:
    """Say whether the tables are there in this version, so that nothing needs to be written to use them."""
    if not inspect(connection).has_table("facts"):
        return False
    return _version(connection) == SCHEMA_VERSION


def prepare(connection: Connection, folder: str) -> None:
    """Create the tables of a new library, or migrate those of an older one.

    Raises:
        NewerLibrary: the library was written by a newer Dateline; nothing is changed.
    """
    if not inspect(connection).has_table("facts"):
        metadata.create_all(connection)
        connection.execute(insert(facts).values(name="schema_version", value=str(SCHEMA_VERSION)))
        return
    found = _version(connection)
    if found is None:
        raise StorageError(
            f"the catalog in {folder} does not say which schema it has, so it is none or is damaged; bring it back from"
            " a copy, or move the folder away and ingest the articles again"
        )
    if found > SCHEMA_VERSION:
        raise NewerLibrary(
            f"the library in {folder} was written by a newer Dateline (schema {found}, this one reads"
            f" {SCHEMA_VERSION}); upgrade dateline, or use another --data-dir"
        )
    for version in range(found, SCHEMA_VERSION):
        MIGRATIONS[version](connection)
        connection.execute(facts.update().where(facts.c.name == "schema_version").values(value=str(version + 1)))


def _version(connection: Connection) -> int | None:
    value = connection.execute(select(facts.c.value).where(facts.c.name == "schema_version")).scalar()
    return int(value) if value and value.isdecimal() else None
