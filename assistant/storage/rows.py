"""Between the catalog's rows and the domain's types, and the statements that both reading and writing are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, func, insert, select, update

from assistant.arrays import Vectors
from assistant.storage.schema import UNDATED, articles, changes, embeddings, passages
from assistant.types import Article, Filters, Passage

#: Ids bound in one statement; SQLite allows 32,766 parameters.
_CHUNK = 4_000

STORED_PASSAGES = passages.join(
    articles, and_(articles.c.id == passages.c.article_id, articles.c.version == passages.c.version)
)
#: Columns of an article whose text is left empty.
WITHOUT_TEXT = [column for column in articles.c if column.name != "text"]
_ARTICLE_FIELDS = ("id", "title", "source", "author", "url", "published", "language", "content_hash", "version")


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article ready to store: its passages, and for each the key of its embedding (None for boilerplate)."""

    article: Article
    text_hash: str
    passages: Sequence[Passage]
    embedding_keys: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the change sequence: ``kind`` is "added" or "retired"; ``passages`` counts those of the version."""

    sequence: int
    article_id: str
    version: int
    kind: str
    passages: int

    def passage_ids(self) -> list[str]:
        """Return the ids of the version's passages, which are known even after the version is deleted."""
        return [f"{self.article_id}-{self.version}-{position}" for position in range(self.passages)]


@dataclass(frozen=True, slots=True)
class ArticleListing:
    """A live article as a list shows it: its text is left empty."""

    article: Article
    passages: int

    def to_dict(self) -> dict[str, Any]:
        """Return the listing as ``dateline articles list --json`` prints it."""
        return {**self.article.to_dict(), "passages": self.passages}


def source_key(source: str) -> str:
    """Return the form in which outlet names are compared: no case, single spaces."""
    return " ".join(source.casefold().split())


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions under which a live article passes the filters."""
    conditions: list[ColumnElement[bool]] = [articles.c.live]
    if filters.dated:
        conditions.append(articles.c.published_day != UNDATED)
    if filters.since is not None:
        conditions.append(articles.c.published_day >= filters.since.toordinal())
    if filters.last_day is not None:
        conditions.append(articles.c.published_day <= filters.last_day.toordinal())
    if filters.source is not None:
        conditions.append(articles.c.source_key == source_key(filters.source))
    return conditions


def retire(connection: Connection, article_id: str) -> bool:
    """Retire the live version of an article, if it has one, and say whether it had."""
    live = and_(articles.c.id == article_id, articles.c.live)
    version = connection.execute(select(articles.c.version).where(live)).scalar()
    if version is None:
        return False
    connection.execute(update(articles).where(live).values(live=False))
    of_version = and_(passages.c.article_id == article_id, passages.c.version == version)
    count = connection.execute(select(func.count()).select_from(passages).where(of_version)).scalar_one()
    connection.execute(insert(changes).values(article_id=article_id, version=version, kind="retired", passages=count))
    return True


def remove(connection: Connection, article_id: str) -> bool:
    """Delete every version of a live article and the embeddings nothing else uses, and say whether it was live."""
    if not retire(connection, article_id):
        return False
    of_article = passages.c.article_id == article_id
    keys = set(connection.execute(select(passages.c.embedding).where(of_article)).scalars())
    connection.execute(delete(passages).where(of_article))
    connection.execute(delete(articles).where(articles.c.id == article_id))
    unused = keys - present(connection, passages.c.embedding, keys) - {None}
    for chunk in chunks(unused):
        connection.execute(delete(embeddings).where(embeddings.c.text_hash.in_(chunk)))
    return True


def insert_vectors(connection: Connection, model: str, vectors: Mapping[str, Vectors]) -> None:
    """Store vectors by embedding key, leaving keys that have one as they are."""
    known = present(connection, embeddings.c.text_hash, vectors, embeddings.c.model == model)
    rows = [
        {"model": model, "text_hash": key, "vector": to_bytes(vector)}
        for key, vector in vectors.items()
        if key not in known
    ]
    if rows:
        connection.execute(insert(embeddings), rows)


def insert_version(connection: Connection, item: PreparedArticle) -> None:
    """Store one version of an article, its passages and its entry in the change sequence."""
    article = item.article
    change = insert(changes).values(
        article_id=article.id, version=article.version, kind="added", passages=len(item.passages)
    )
    sequence = connection.execute(change.returning(changes.c.sequence)).scalar_one()
    day = article.published_on
    connection.execute(
        insert(articles).values(
            **{field: getattr(article, field) for field in _ARTICLE_FIELDS},
            text=article.text,
            live=True,
            source_key=source_key(article.source),
            published_day=day.toordinal() if day else UNDATED,
            text_hash=item.text_hash,
            sequence=sequence,
        )
    )
    rows = [
        {
            "id": passage.id,
            "article_id": article.id,
            "version": article.version,
            "position": position,
            "start": passage.start,
            "end": passage.end,
            "boilerplate": passage.boilerplate,
            "embedding": key,
        }
        for position, (passage, key) in enumerate(zip(item.passages, item.embedding_keys, strict=True))
    ]
    connection.execute(insert(passages), rows)


def passage_query() -> Select[Any]:
    """Return the query for passages, as ``to_passage`` reads its rows; the columns of their articles filter it only.

    A row with its article's text would hold a copy of it: the memory of a long article grew with its length squared.
    """
    return select(passages).select_from(STORED_PASSAGES)


def listing_query() -> Select[Any]:
    """Return the query for articles, without their texts, each with its ``passage_count``."""
    counted = func.count(passages.c.id).label("passage_count")
    return select(*WITHOUT_TEXT, counted).select_from(STORED_PASSAGES).group_by(articles.c.id, articles.c.version)


def to_passage(row: Row[Any], text: str) -> Passage:
    """Return the passage of a row of ``passage_query``; ``text`` is its article's."""
    return Passage(row.id, row.article_id, row.start, row.end, text[row.start : row.end], row.boilerplate)


def to_article(row: Row[Any], text: str) -> Article:
    """Return the article of a row, with this text."""
    return Article(text=text, **{field: getattr(row, field) for field in _ARTICLE_FIELDS})


def present(
    connection: Connection, column: ColumnElement[Any], values: Iterable[str | None], *conditions: ColumnElement[bool]
) -> set[str | None]:
    """Return those of ``values`` that ``column`` holds in some row that meets the conditions."""
    found: set[str | None] = set()
    for chunk in chunks(value for value in values if value is not None):
        found.update(connection.execute(select(column).where(column.in_(chunk), *conditions)).scalars())
    return found


def chunks(values: Iterable[str | None]) -> Iterator[list[str | None]]:
    """Yield the distinct values in runs that one statement can bind."""
    everything = list(dict.fromkeys(values))
    for start in range(0, len(everything), _CHUNK):
        yield everything[start : start + _CHUNK]


def to_bytes(vector: Vectors) -> bytes:
    """Return a vector as it is stored: little-endian fp16."""
    return vector.astype("<f2").tobytes()


def from_bytes(stored: bytes) -> Vectors:
    """Return a stored vector as float32, of shape (dimension,)."""
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)
