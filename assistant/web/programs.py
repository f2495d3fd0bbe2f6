"""What programs ask for, over HTTP and MCP alike: ``ask``, ``search_articles`` and ``read_article`` as plain JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import QuestionError

if TYPE_CHECKING:
    from assistant.chain import Assistant

#: Passages that one search may ask for, and characters of an article that one reading returns.
MOST_PASSAGES = 50
MOST_CHARACTERS = 50_000


def search_articles(
    assistant: Assistant,
    query: str,
    *,
    count: int = 8,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    source: str | None = None,
) -> dict[str, Any]:
    """Return the passages nearest to a query, best first.

    Raises:
        QuestionError: the query is empty, a date is none, or ``count`` is not from 1 to 50.
    """
    if not 1 <= count <= MOST_PASSAGES:
        raise QuestionError(f"count is {count}; give a number from 1 to {MOST_PASSAGES}")
    found = assistant.retrieve(query, k=count, since=since, until=until, as_of=as_of, source=source)
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
    return {"query": query, "results": results}


def read_article(
    assistant: Assistant, article_id: str, *, version: int | None = None, start: int = 0
) -> dict[str, Any]:
    """Return an article with 50,000 characters of its text from ``start`` on; ``next_start`` is null at its end.

    Raises:
        ArticleNotFound: there is no such article or version.
    """
    article = assistant.article(article_id, version=version)
    begin = max(0, start)
    end = min(len(article.text), begin + MOST_CHARACTERS)
    rest = end if end < len(article.text) else None
    return {**article.to_dict(), "text": article.text[begin:end], "start": begin, "next_start": rest}
