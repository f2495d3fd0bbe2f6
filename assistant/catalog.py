"""The Catalog: the system of record. Everything else in the data folder can be made again from it.

One SQLite file (write-ahead log), one writer at a time (the Library's lock), any number of readers in any process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Row, String, and_, cast, delete, func, insert, select

from assistant.arrays import Vectors
from assistant.errors import ArticleNotFound
from assistant.storage import schema
from assistant.storage.database import Database
from assistant.storage.feedback import Feedback, insert_feedback, read_feedback, update_feedback
from assistant.storage.rows import (
    STORED_PASSAGES,
    WITHOUT_TEXT,
    ArticleListing,
    Change,
    PreparedArticle,
    conditions,
    from_bytes,
    insert_vectors,
    insert_version,
    listing_query,
    passage_query,
    remove,
    retire,
    source_key,
    to_article,
    to_passage,
)
from assistant.storage.schema import UNDATED, articles, changes, embeddings, facts, passages
from assistant.types import Answer, Article, Filters, Passage

CATALOG_FILE = "catalog.sqlite"


class Catalog:
    """Articles, versions, passages, embeddings and the change sequence. Thread-safe; ``close`` when done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """Open the catalog in ``folder``, creating both when they are not there.

        Raises:
            NewerLibrary: a newer Dateline wrote it.
            StorageError: the folder or file cannot be read or written.
        """
        database = Database.open(folder, CATALOG_FILE)
        with database.reading() as connection:
            current = schema.is_current(connection)
        if not current:
            with database.writing() as connection:
                schema.prepare(connection, str(folder))
        return cls(database)

    def close(self) -> None:
        """Release the connections."""
        self._database.close()

    # -- facts ---------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        """Return a recorded fact of the library, or None."""
        with self._database.reading() as connection:
            found: str | None = connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar()
            return found

    def record_facts(self, **values: str) -> None:
        """Record facts, replacing those of the same name."""
        with self._database.writing() as connection:
            connection.execute(delete(facts).where(facts.c.name.in_(values)))
            connection.execute(insert(facts), [{"name": name, "value": value} for name, value in values.items()])

    def last_sequence(self) -> int:
        """Return the newest sequence number, 0 for a library that was never written."""
        with self._database.reading() as connection:
            return connection.execute(select(func.max(changes.c.sequence))).scalar() or 0

    def analyze(self) -> None:
        """Bring the statistics up to date by which lookups are planned."""
        self._database.analyze(articles.name, passages.name)

    # -- writing -------------------------------------------------------------------------------------------------

    def add(
        self,
        prepared: Sequence[PreparedArticle],
        model: str,
        vectors: Mapping[str, Vectors],
        *,
        replaced: Iterable[str] = (),
    ) -> None:
        """Store new versions in one transaction, retiring the live version of each article.

        Args:
            prepared: articles whose ``version`` is the one that ``next_versions`` gave.
            model: name of the embedding model.
            vectors: newly made vectors by embedding key; keys already stored are left as they are.
            replaced: ids of articles to remove, in whose place these come.
        """
        with self._database.writing() as connection:
            insert_vectors(connection, model, vectors)
            for item in prepared:
                retire(connection, item.article.id)
                insert_version(connection, item)
            for article_id in replaced:
                remove(connection, article_id)

    def remove(self, article_id: str) -> None:
        """Delete every version of an article, and the embeddings that nothing else uses.

        Raises:
            ArticleNotFound: there is no such live article.
        """
        with self._database.writing() as connection:
            if not remove(connection, article_id):
                raise ArticleNotFound(_no_article(article_id))

    def store_embeddings(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Store vectors of a new model by embedding key, which is the same for every model; for a change of model."""
        with self._database.writing() as connection:
            insert_vectors(connection, model, vectors)

    def rate(self, answer: Answer, rating: int, *, note: str = "", feedback_id: int | None = None) -> int:
        """Store what somebody thought of an answer and return its id; with a ``feedback_id`` it changes that one."""
        with self._database.writing() as connection:
            if feedback_id is not None and update_feedback(connection, feedback_id, rating=rating, note=note):
                return feedback_id
            return insert_feedback(connection, answer, rating=rating, note=note)

    def feedback(self) -> list[Feedback]:
        """Return what people thought of answers, oldest first."""
        with self._database.reading() as connection:
            return read_feedback(connection)

    # -- what ingest asks ----------------------------------------------------------------------------------------

    def live_versions(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Return the content hash of each of these articles that is live."""
        rows = self._database.select_in(
            select(articles.c.id, articles.c.content_hash).where(articles.c.live), articles.c.id, article_ids
        )
        return {row.id: row.content_hash for row in rows}

    def next_versions(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the version number that each article's next version gets: 1 for one never seen."""
        wanted = list(article_ids)
        query = select(changes.c.article_id, func.max(changes.c.version).label("version")).group_by(
            changes.c.article_id
        )
        rows = self._database.select_in(query, changes.c.article_id, wanted)
        seen = {row.article_id: row.version for row in rows}
        return {article_id: seen.get(article_id, 0) + 1 for article_id in wanted}

    def articles_with_text(self, text_hash: str, source: str) -> list[Article]:
        """Return the live articles of this outlet with the same words, with their texts."""
        same = and_(articles.c.text_hash == text_hash, articles.c.source_key == source_key(source), articles.c.live)
        with self._database.reading() as connection:
            return [to_article(row, row.text) for row in connection.execute(select(articles).where(same))]

    def namesakes(self, article_id: str) -> list[Article]:
        """Return the live articles whose id is this one or begins with it, the newest first, their texts left empty."""
        begins = and_(articles.c.id >= article_id, articles.c.id < f"{article_id}g")  # no digit of an id follows "f"
        with self._database.reading() as connection:
            rows = connection.execute(select(*WITHOUT_TEXT).where(begins).order_by(articles.c.sequence.desc()))
            return [to_article(row, "") for row in rows if row.live]

    def embeddings(self, model: str, keys: Iterable[str]) -> dict[str, Vectors]:
        """Return the stored vectors for those of ``keys`` that have one, by key; each of shape (dimension,)."""
        query = select(embeddings.c.text_hash, embeddings.c.vector).where(embeddings.c.model == model)
        rows = self._database.select_in(query, embeddings.c.text_hash, keys)
        return {row.text_hash: from_bytes(row.vector) for row in rows}

    # -- what the indexes ask ------------------------------------------------------------------------------------

    def changes_after(self, sequence: int, limit: int) -> list[Change]:
        """Return at most ``limit`` changes after ``sequence``, in order."""
        query = select(changes).where(changes.c.sequence > sequence).order_by(changes.c.sequence).limit(limit)
        with self._database.reading() as connection:
            return [Change(*row) for row in connection.execute(query)]

    def indexed_passages(self, versions: Sequence[tuple[str, int]]) -> list[tuple[Passage, Article, str]]:
        """Return the passages to index of those versions that are live, no boilerplate, with their embedding keys."""
        wanted = set(versions)
        query = passage_query().where(articles.c.live, passages.c.embedding.is_not(None))
        rows = self._database.select_in(query, passages.c.article_id, {article_id for article_id, _ in versions})
        chosen = [row for row in rows if (row.article_id, row.version) in wanted]
        return [(passage, article, row.embedding) for row, passage, article in self._with_articles(chosen)]

    def passage_vectors(
        self, model: str, *, after: int = 0, filters: Filters | None = None
    ) -> tuple[list[str], Vectors]:
        """Return ids and vectors, shape (number of ids, dimension), of the live passages stored after ``after``."""
        query = (
            select(passages.c.id, embeddings.c.vector)
            .select_from(STORED_PASSAGES.join(embeddings, embeddings.c.text_hash == passages.c.embedding))
            .where(embeddings.c.model == model, articles.c.sequence > after, *conditions(filters or Filters()))
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        vectors = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f2").astype(np.float32)
        return [row.id for row in rows], vectors.reshape(len(rows), -1) if rows else np.zeros((0, 0), np.float32)

    # -- what answering asks -------------------------------------------------------------------------------------

    def passing(self, passage_ids: Iterable[str], filters: Filters) -> set[str]:
        """Return those of the passages that are live and pass the filters."""
        query = select(passages.c.id).select_from(STORED_PASSAGES).where(*conditions(filters))
        return {row.id for row in self._database.select_in(query, passages.c.id, passage_ids)}

    def published_days(self, passage_ids: Iterable[str]) -> dict[str, int]:
        """Return the day of publication of each passage's article as an ordinal, 0 where it is not known."""
        query = select(passages.c.id, articles.c.published_day).select_from(STORED_PASSAGES)
        return {row.id: row.published_day for row in self._database.select_in(query, passages.c.id, passage_ids)}

    def any_passing(self, filters: Filters) -> bool:
        """Say whether some live article passes the filters."""
        with self._database.reading() as connection:
            return connection.execute(select(articles.c.id).where(*conditions(filters)).limit(1)).first() is not None

    def newest_day(self) -> date | None:
        """Return the day of the newest live article, or None when there is no dated one."""
        with self._database.reading() as connection:
            day = connection.execute(select(func.max(articles.c.published_day)).where(*conditions(Filters()))).scalar()
        return None if day is None or day == UNDATED else date.fromordinal(day)

    def passages(self, passage_ids: Iterable[str]) -> dict[str, tuple[Passage, Article]]:
        """Return passages with their articles by id; a retired or unknown id is left out."""
        rows = self._database.select_in(passage_query().where(articles.c.live), passages.c.id, passage_ids)
        return {passage.id: (passage, article) for _, passage, article in self._with_articles(rows)}

    def _with_articles(self, rows: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], Passage, Article]]:
        """Yield the passage of each row of ``passage_query`` with its article, which all of its passages share.

        A passage whose version has been retired since the rows were read is left out.
        """
        query = select(articles).where(articles.c.live)
        found = self._database.select_in(query, articles.c.id, {row.article_id for row in rows})
        by_version = {(row.id, row.version): to_article(row, row.text) for row in found}
        for row in rows:
            article = by_version.get((row.article_id, row.version))
            if article is not None:
                yield row, to_passage(row, article.text), article

    def listings(self) -> list[ArticleListing]:
        """Return the live articles, newest first, undated last; their texts are left empty."""
        order = (articles.c.published_day.desc(), articles.c.published.desc(), articles.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(listing_query().where(articles.c.live).order_by(*order))
            return [ArticleListing(to_article(row, ""), row.passage_count) for row in rows]

    def listing(self, article_id: str, version: int | None = None) -> ArticleListing:
        """Return an article with its text and number of passages: the live version, or the one asked for.

        Raises:
            ArticleNotFound: there is no such article or version.
        """
        wanted = cast(articles.c.version, String) == str(version)  # as text: SQLite's numbers have 64 bits
        chosen = articles.c.live if version is None else wanted
        with self._database.reading() as connection:
            query = listing_query().add_columns(articles.c.text).where(articles.c.id == article_id, chosen)
            row = connection.execute(query).first()
        if row is None:
            raise ArticleNotFound(_no_article(article_id, version))
        return ArticleListing(to_article(row, row.text), row.passage_count)

    def article(self, article_id: str, version: int | None = None) -> Article:
        """Return an article with its text; see ``listing``."""
        return self.listing(article_id, version).article

    def outlets(self) -> list[str]:
        """Return the names of the outlets of live articles, sorted."""
        query = select(articles.c.source).where(articles.c.live, articles.c.source != "").distinct()
        with self._database.reading() as connection:
            return sorted(connection.execute(query).scalars(), key=str.casefold)

    def counts(self) -> tuple[int, int]:
        """Return the number of live articles and of their passages."""
        with self._database.reading() as connection:
            live = connection.execute(select(func.count()).select_from(articles).where(articles.c.live)).scalar_one()
            query = select(func.count()).select_from(STORED_PASSAGES).where(articles.c.live)
            return live, connection.execute(query).scalar_one()


def _no_article(article_id: str, version: int | None = None) -> str:
    which = f"article {article_id!r}" + (f" version {version}" if version is not None else "")
    return f"there is no {which} in the library; dateline articles list shows what there is"
