"""Put an answer into words: from what a reader found to the Answer that everyone shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.citations import cite, cite_all
from assistant.question.kind import wants_short_answer
from assistant.reading.equal_answers import answer_key, is_number, same_answer
from assistant.types import Answer, Citation, Filters, Reading, TimelineEntry, day_in_words, escape_markdown
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
    said = {item.evidence: item.value for item in reading.values}
    # Each quote is marked with its own words for the answer: "Iredale" for Tomas Iredale.
    supports = [said.get(item) or item.answer or reading.short_answer or "" for item in reading.evidence]
    citations = cite_all(reading.evidence, supports=supports)
    if not citations:
        yield _abstention(draft, reading, filters)
        return
    requested = filters.as_of.isoformat() if filters.as_of else None
    draft = replace(draft, confidence=reading.confidence, short_answer=reading.short_answer, support=reading.support)
    for count in range(1, len(citations) + 1):
        shown = citations[:count]
        timeline = _timeline(reading, shown)
        opening = _opening(draft) if draft.reader == "span" else ""
        text = "\n\n".join(_lines(reading, shown, timeline, opening))
        yield replace(draft, text=text, citations=shown, timeline=timeline, as_of=requested or _newest(shown))


def _lines(
    reading: Reading, shown: tuple[Citation, ...], timeline: tuple[TimelineEntry, ...], opening: str
) -> Iterator[str]:
    """Yield the paragraphs of an answer: the short answer, its quotes, then what other values there were.

    Quotes without a short answer begin with the words of ``opening``, if any.
    """
    lead = answer_key(reading.short_answer or "")
    others = {entry.citation for entry in timeline if not same_answer(answer_key(entry.value), lead)}
    leading = [citation for citation in shown if citation.number not in others]
    if reading.short_answer and leading:
        marks = " ".join(f"[{citation.number}]" for citation in leading)
        words = _hedged(reading.short_answer, leading[0].quote)
        yield f"**{escape_markdown(words[:1].upper() + words[1:])}** {marks}"
    elif opening:
        yield opening
    for citation in leading:
        yield _line(citation)
    said = [
        f"{escape_markdown(entry.value)} ({_long_day(entry.published)}) [{entry.citation}]"
        for entry in timeline
        if entry.citation in others
    ]
    if said:
        yield f"{load_prompt('other_values')} {'; '.join(said)}"


def _opening(draft: Answer) -> str:
    """Return what introduces quotes: that no short answer is sure, where a short one could have been."""
    return load_prompt("quotes_only" if wants_short_answer(draft.query) else "quotes")


def _timeline(reading: Reading, shown: tuple[Citation, ...]) -> tuple[TimelineEntry, ...]:
    """Return the dated values whose citation is shown, newest first."""
    entries = []
    for item in reading.values:
        article = item.evidence.article
        for citation in shown:
            if citation.article is article and citation.start <= item.evidence.start < citation.end:
                entries.append(TimelineEntry(_hedged(item.value, citation.quote), article.published, citation.number))
                break
    return tuple(entries)


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


def _hedged(value: str, quote: str) -> str:
    """Return a number with the word before it in its quote that says how exact it is; any other value as it is."""
    key = [word for word in answer_key(value) if word not in "$€£"]
    place = re.search(rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)", quote)
    before = _HEDGED.search(quote[: place.start()]) if place and key and is_number(key[0]) else None
    return f"{before[1] if before else ''}{value}"


def _line(citation: Citation) -> str:
    return f"“{escape_markdown(citation.quote)}” [{citation.number}] {_origin(citation)}".rstrip()


def _origin(citation: Citation) -> str:
    article = citation.article
    said = [escape_markdown(article.source or article.title), _long_day(article.published)]
    return f"*— {', '.join(part for part in said if part)}*"


def _long_day(published: str | None) -> str:
    day = date.fromisoformat(published[:10]) if published else None
    return day_in_words(day) if day else "undated"


def _newest(citations: tuple[Citation, ...]) -> str | None:
    days = [citation.article.published_on for citation in citations if citation.article.published_on]
    return max(days).isoformat() if days else None
