"""What programs ask for, over HTTP and MCP alike: ``ask``, ``search_articles`` and ``read_article`` as plain JSON.

Their signatures and docstrings are the interface that programs see, written here once for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import QuestionError
from assistant.types import encodable

if TYPE_CHECKING:
    from assistant.chain import Assistant

#: Passages that one search may ask for, and characters of an article that one reading returns.
MOST_PASSAGES = 50
MOST_CHARACTERS = 50_000


class Programs:
    """What a program can do with an open library. It raises what the assistant raises."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(
        self,
        question: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
        reader: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the news articles, with exact quotes as citations, or say that they do not say.

        The notes tell how the answer came about: which days were read, how old its newest source is.
        since, until and as_of are inclusive days such as 2024-01-23; source is the name of an outlet; reader is span
        (short answers), digest (quotes only) or chat, and best left out.
        """
        answer = self._assistant.answer(
            question, since=since, until=until, as_of=as_of, source=source, reader=reader or None
        )
        # What the page says in notes: which days were read, an outlet's other spelling, how old the newest source is.
        return {**answer.to_dict(), "notes": list(answer.notes)}

    def search_articles(
        self,
        query: str,
        count: int = 8,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
    ) -> dict[str, Any]:
        """Find the passages of articles nearest to a query, best first, with their articles; count is at most 50.

        since, until and as_of are inclusive days such as 2024-01-23; source is the name of an outlet.
        """
        # JSON knows one kind of number, and some programs write 8.0.
        if not isinstance(count, int | float) or count != count // 1 or not 1 <= count <= MOST_PASSAGES:
            raise QuestionError(f"count is {count!r:.40}; give a whole number from 1 to {MOST_PASSAGES}")
        found = self._assistant.retrieve(query, k=int(count), since=since, until=until, as_of=as_of, source=source)
        results = [
            {
                "rank": item.rank,
                "score": round(float(item.score), 6),
                "text": item.passage.text,
                "start": item.passage.start,
                "end": item.passage.end,
                "article": item.article.to_dict(),
            }
            for item in found
        ]
        return {"query": encodable(query), "results": results}

    def read_article(self, article_id: str, version: int | None = None, start: int = 0) -> dict[str, Any]:
        """Read an article by its id; a long one in parts, next_start being where the next begins, or null."""
        article = self._assistant.article(article_id, version=version)
        begin = max(0, start)
        end = min(len(article.text), begin + MOST_CHARACTERS)
        rest = end if end < len(article.text) else None
        return {**article.to_dict(), "text": article.text[begin:end], "start": begin, "next_start": rest}
