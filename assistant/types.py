"""The nouns of Dateline: frozen, slotted dataclasses, standard library only.

Offsets are Python string indices into ``Article.text``; citation numbers start at 1; scores are higher-is-better.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it is stored: clean text whose first line is the headline, and where it came from.

    ``published`` is an ISO 8601 date or date-time with its time zone kept, or None when unknown. ``language`` is an
    ISO 639-1 code. Texts that are unknown are empty strings.
    """

    id: str
    text: str
    title: str
    source: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    language: str = "en"
    content_hash: str = ""
    version: int = 1

    @property
    def published_on(self) -> date | None:
        """The calendar day of publication in the article's own time zone, or None."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    def to_dict(self) -> dict[str, Any]:
        """Return what the public JSON says of an article (no text: the caller adds it where it is wanted)."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "author": self.author,
            "url": self.url,
            "published": self.published,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: ``article.text[start:end] == text``.

    The passages of an article, in order, tile its text. A boilerplate passage is stored but never indexed.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """A passage found for a query, with its article. ``rank`` starts at 1; a leg that missed it has rank None."""

    passage: Passage
    article: Article
    score: float
    rank: int
    dense_rank: int | None = None
    lexical_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What an article must satisfy to be used. ``since``, ``until`` and ``as_of`` are inclusive calendar days.

    An undated article passes only while no date filter is set. ``source`` compares outlet names without regard to case.
    """

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    source: str | None = None

    @property
    def last_day(self) -> date | None:
        """The latest day allowed: the earlier of ``until`` and ``as_of``."""
        days = [day for day in (self.until, self.as_of) if day is not None]
        return min(days) if days else None

    @property
    def dated(self) -> bool:
        """Whether any date filter is set."""
        return self.since is not None or self.last_day is not None

    def __bool__(self) -> bool:
        return self.dated or self.source is not None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of an article that a reader chose: ``article.text[start:end]``, and how well they answer, in [0, 1].

    ``answer`` is what of them is the short answer, as they say it; "" where there is none.
    """

    article: Article
    start: int
    end: int
    score: float = field(compare=False)
    answer: str = field(default="", compare=False)

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class DatedEvidence:
    """A value that the answer had when ``evidence``'s article was published, and the words that say it."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found for a query: evidence in the order to show it, and how surely it answers the question.

    ``confidence`` is a probability in [0, 1]. ``near_miss`` is the best evidence when none is good enough to show.
    ``short_answer`` is in an article's own words, and stands in every quote of the evidence in some form, or else in
    the near miss; ``support`` says in words how many outlets give it. ``values`` are the answer's at different times,
    newest first, or none; their evidence is part of ``evidence``.
    """

    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    near_miss: Evidence | None = None
    short_answer: str | None = None
    support: str = ""
    values: tuple[DatedEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of an article that an answer relies on: ``article.text[start:end] == quote``, checked when it is made."""

    number: int
    quote: str
    start: int
    end: int
    supports: str
    article: Article

    def to_dict(self) -> dict[str, Any]:
        """Return the citation as the public JSON has it."""
        return {
            "number": self.number,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "supports": self.supports,
            "article": self.article.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated value of the answer: what ``citation`` (a number) said on the day ``published``."""

    value: str
    published: str | None
    citation: int

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as the public JSON has it."""
        return {"value": self.value, "published": self.published, "citation": self.citation}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Dateline says to one question; the same object feeds the command line, JSON, the web page and scripts.

    ``question`` is the user's words, ``query`` what was searched. ``text`` is Markdown with [1] marks, article words in
    it escaped. ``confidence`` is a probability in [0, 1]. ``support`` says in words what stands behind the answer
    ("three outlets agree"), ``notes`` how it came about, a sentence each; both are for showing, and not in the public
    JSON. An abstaining answer has no citations; ``near_miss`` may then hold the closest passage's sentence. Two answers
    are equal when they say the same: timings do not count.
    """

    question: str
    query: str
    text: str = ""
    short_answer: str | None = None
    abstained: bool = False
    confidence: float = 0.0
    as_of: str | None = None
    reader: str = "digest"
    citations: tuple[Citation, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    near_miss: Citation | None = None
    support: str = ""
    notes: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict, compare=False)

    def with_timings(self, **timings_ms: float) -> Answer:
        """Return the same answer with these timings, in milliseconds, rounded to tenths."""
        return replace(self, timings_ms={stage: round(spent, 1) for stage, spent in timings_ms.items()})

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as ``dateline ask --json`` prints it."""
        return {
            "question": self.question,
            "query": self.query,
            "text": self.text,
            "short_answer": self.short_answer,
            "abstained": self.abstained,
            "confidence": round(self.confidence, 4),
            "as_of": self.as_of,
            "reader": self.reader,
            "citations": [citation.to_dict() for citation in self.citations],
            "timeline": [entry.to_dict() for entry in self.timeline],
            "timings_ms": dict(self.timings_ms),
        }

    def sources_markdown(self) -> str:
        """Return a numbered Markdown list of what was cited: the quote, outlet, title, date, and the link if any."""
        return "\n".join(_source_line(citation) for citation in self.citations)

    def _repr_markdown_(self) -> str:
        """Show the answer and its sources in a notebook."""
        sources = self.sources_markdown()
        return f"{self.text}\n\n{sources}" if sources else self.text


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
#: Characters to which Markdown, HTML in Markdown or a notebook's TeX gives a meaning inside a line of text.
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>&~$|])")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
#: Characters of an address that would end it between angle brackets, or begin a notebook's TeX.
_ADDRESS_SPECIAL = re.compile(r"[<>\\`$|{}]")


def encodable(text: str) -> str:
    """Return ``text`` with "?" for a lone surrogate (a broken emoji), which no index and no page can take."""
    return text.encode("utf-8", "replace").decode()


def day_in_words(day: date) -> str:
    """Return a day as "January 23, 2024", whatever language the process's locale names months in."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def escape_markdown(text: str) -> str:
    """Return ``text`` on one line, as Markdown that shows its characters literally (articles are untrusted)."""
    return _MARKDOWN_SPECIAL.sub(r"\\\1", " ".join(text.split()))


def markdown_link(url: str) -> str:
    """Return an http or https address as a Markdown link, or "" for any other text (articles are untrusted)."""
    if not _WEB_ADDRESS.fullmatch(url) or not url.isprintable():
        return ""
    return f"<{_ADDRESS_SPECIAL.sub(lambda found: f'%{ord(found[0]):02X}', url)}>"


def plain_text(markdown: str) -> str:
    """Return an answer's Markdown as a terminal should show it: no escapes, no emphasis."""
    return re.sub(r"\\([\\`*_\[\]<>&~$|])|\*+", r"\1", markdown)


def _source_line(citation: Citation) -> str:
    article = citation.article
    where = [escape_markdown(part) for part in (article.source, article.title, (article.published or "")[:10]) if part]
    said = f"{citation.number}. “{escape_markdown(citation.quote)}” — {', '.join(where)} {markdown_link(article.url)}"
    return said.rstrip()
