"""Put an answer into words: from what a reader found to the Answer that everyone shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.citations import cite, cite_all
from assistant.types import Answer, Citation, Filters, Reading, escape_markdown
from prompts import load_prompt

#: Words before a number without which it would say more than the article does.
_HEDGED = re.compile(
    r"\b((?:about|around|some|roughly|nearly|almost|approximately|more than|less than|fewer than|over|under|at least"
    r"|at most|up to|an estimated|as many as|as much as|close to)\s+)$",
    re.IGNORECASE,
)


def compose(draft: Answer, reading: Reading, filters: Filters) -> Iterator[Answer]:
    """Yield the growing answer, the last one complete; an abstention comes whole.

    Args:
        draft: the answer so far: its question, query and reader.
        reading: what the reader found.
        filters: what was asked for; ``as_of`` is shown when it is set.
    """
    citations = cite_all(reading.evidence, supports=reading.short_answer or "")
    if not citations:
        yield _abstention(draft, reading, filters)
        return
    requested = filters.as_of.isoformat() if filters.as_of else None
    draft = replace(draft, confidence=reading.confidence, short_answer=reading.short_answer, support=reading.support)
    for count in range(1, len(citations) + 1):
        shown = citations[:count]
        lines = [_line(citation) for citation in shown]
        if reading.short_answer:
            lines.insert(0, _headline(reading.short_answer, shown))
        yield replace(draft, text="\n\n".join(lines), citations=shown, as_of=requested or _newest(shown))


def decline(draft: Answer, prompt: str, filters: Filters) -> Answer:
    """Return the abstention that a prompt words, for when there was nothing to read."""
    requested = filters.as_of.isoformat() if filters.as_of else None
    return replace(draft, text=load_prompt(prompt), abstained=True, as_of=requested)


def _abstention(draft: Answer, reading: Reading, filters: Filters) -> Answer:
    answer = replace(decline(draft, "refusal", filters), confidence=reading.confidence)
    if reading.near_miss is None:
        return answer
    near_miss = cite(reading.near_miss, number=1, supports=reading.short_answer or "")
    said = f"“{escape_markdown(near_miss.quote)}” {_origin(near_miss)}"
    return replace(answer, text=f"{answer.text}\n\n{load_prompt('near_miss')} {said}", near_miss=near_miss)


def _headline(short_answer: str, citations: tuple[Citation, ...]) -> str:
    """Return the short answer in bold with its marks, with the word before it that says how exact it is."""
    said = _HEDGED.search(citations[0].quote.partition(short_answer)[0])
    words = f"{said[1] if said else ''}{short_answer}"
    marks = " ".join(f"[{citation.number}]" for citation in citations)
    return f"**{escape_markdown(words[:1].upper() + words[1:])}** {marks}"


def _line(citation: Citation) -> str:
    return f"“{escape_markdown(citation.quote)}” [{citation.number}] {_origin(citation)}".rstrip()


def _origin(citation: Citation) -> str:
    article = citation.article
    day = article.published_on
    said = [escape_markdown(article.source or article.title), f"{day:%B} {day.day}, {day.year}" if day else "undated"]
    return f"*— {', '.join(part for part in said if part)}*"


def _newest(citations: tuple[Citation, ...]) -> str | None:
    days = [citation.article.published_on for citation in citations if citation.article.published_on]
    return max(days).isoformat() if days else None
