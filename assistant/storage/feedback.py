"""What people thought of answers: rows of the catalog, and how they are read out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from assistant.storage.schema import feedback
from assistant.types import Answer


@dataclass(frozen=True, slots=True)
class Feedback:
    """One judgement of one answer: ``rating`` is 1 (useful) or -1; ``created`` is UTC, ISO 8601.

    ``articles`` are the ids of the cited articles, in the order of the citations.
    """

    id: int
    created: str
    rating: int
    note: str
    question: str
    query: str
    answer: str
    reader: str
    confidence: float
    abstained: bool
    articles: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the judgement as ``dateline feedback --json`` prints it."""
        return {
            "id": self.id,
            "created": self.created,
            "rating": self.rating,
            "note": self.note,
            "question": self.question,
            "query": self.query,
            "answer": self.answer,
            "reader": self.reader,
            "confidence": self.confidence,
            "abstained": self.abstained,
            "articles": list(self.articles),
        }


def insert_feedback(connection: Connection, answer: Answer, *, rating: int, note: str) -> int:
    """Store a new judgement of an answer and return its id."""
    of_answer = {name: getattr(answer, name) for name in ("question", "query", "reader", "confidence", "abstained")}
    cited = "\n".join(dict.fromkeys(citation.article.id for citation in answer.citations))
    created = datetime.now(UTC).isoformat(timespec="seconds")
    values = {**of_answer, "answer": answer.text, "articles": cited, "created": created, "rating": rating, "note": note}
    found: int = connection.execute(insert(feedback).values(**values).returning(feedback.c.id)).scalar_one()
    return found


def update_feedback(connection: Connection, feedback_id: int, *, rating: int, note: str) -> bool:
    """Change a judgement; False when there is none of that id."""
    changed = connection.execute(update(feedback).where(feedback.c.id == feedback_id).values(rating=rating, note=note))
    return bool(changed.rowcount)


def read_feedback(connection: Connection) -> list[Feedback]:
    """Return every judgement, oldest first."""
    rows = connection.execute(select(feedback).order_by(feedback.c.id))
    return [Feedback(**{**row._mapping, "articles": tuple(filter(None, row.articles.split("\n")))}) for row in rows]
