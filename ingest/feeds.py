"""RSS and Atom: the article of each entry, from its page, or from the feed where there is no page to read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from assistant.errors import LoadError
from ingest.dates import parse_date
from ingest.download import Response
from ingest.draft import Draft, clean_draft
from ingest.loaders import as_load_error
from ingest.urls import is_url

#: Newest entries of a feed that are taken.
MOST_ENTRIES: Final = 50

#: Takes the address of an entry's page and returns its article, or None when there is no page there; raises LoadError.
ReadPage: TypeAlias = Callable[[str], Draft | LoadError | None]

_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_MAYBE_FEED_TYPES: Final = frozenset({"application/xml", "text/xml", "text/plain", "text/html", ""})
_FEED_MARKS: Final = (b"<rss", b"<feed", b"<rdf:rdf")


def is_feed(response: Response) -> bool:
    """Say whether a response is a feed: by its type, or by its beginning when the type leaves that open."""
    beginning = response.body[:1024].lower()
    looks_like_feed = any(mark in beginning for mark in _FEED_MARKS) and b"<html" not in beginning
    return response.content_type in _FEED_TYPES or (response.content_type in _MAYBE_FEED_TYPES and looks_like_feed)


def read_feed(response: Response, name: str, read_page: ReadPage) -> Iterator[Draft | LoadError]:
    """Yield the article of each entry, or why there is none; ``name`` is what errors call the feed.

    Raises:
        LoadError: it has no entries.
    """
    import feedparser

    headers = {"content-location": response.address}  # what relative links are relative to
    if response.charset:
        headers["content-type"] = f"application/xml; charset={response.charset}"
    # As a stream: bytes would first be tried as the name of a local file, and a site chooses them.
    feed = feedparser.parse(io.BytesIO(response.body), response_headers=headers, sanitize_html=False)
    if not feed.entries:
        raise LoadError(name, "is a feed without entries; check its address, or try again later")
    outlet = feed.feed.get("title", "")
    for place, entry in _newest(feed.entries):
        locator = f"{name} entry {place + 1}"
        try:
            found = _read_entry(entry, locator, read_page)
            if isinstance(found, Draft):
                by = found.served_by or response.url
                found = clean_draft(replace(found, source=found.source or outlet, served_by=by))
            yield found
        except Exception as error:  # as in load(): one entry must not cost the others
            yield as_load_error(error, locator)


def _newest(entries: Sequence[Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the newest ``MOST_ENTRIES`` of a feed, dated before undated, with their places in it, in its order."""

    def published(entry: Mapping[str, Any]) -> tuple[int, ...]:
        return tuple(entry.get("published_parsed") or entry.get("updated_parsed") or ())

    places = sorted(range(len(entries)), key=lambda place: published(entries[place]), reverse=True)
    return [(place, entries[place]) for place in sorted(places[:MOST_ENTRIES])]


def _read_entry(entry: Mapping[str, Any], locator: str, read_page: ReadPage) -> Draft | LoadError:
    """Return an entry's article: its page, or its own text where there is no page to read."""
    link = str(entry.get("link", ""))
    own = _entry_text(entry)
    page = None
    if is_url(link):
        try:
            page = read_page(link)
        except LoadError as error:
            if not own:
                return error
    if not isinstance(page, Draft):
        if not own:
            return LoadError(locator, "has neither a page to fetch nor text of its own; ingest its page by hand")
        page = Draft(text=own, locator=locator, url=link)
    return replace(
        page,
        title=page.title or str(entry.get("title", "")),
        author=page.author or str(entry.get("author", "")),
        published=page.published or _entry_date(entry),
        place=0,
    )


def _entry_text(entry: Mapping[str, Any]) -> str:
    """Return the words of the longest text an entry carries, its paragraphs apart."""
    from lxml import html
    from lxml.etree import ParserError

    texts = [str(content.get("value", "")) for content in entry.get("content", [])] + [str(entry.get("summary", ""))]
    try:
        tree = html.fromstring(f"<div>{max(texts, key=len)}</div>")
    except ParserError:  # nothing but markup
        return ""
    for block in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote"):
        block.tail = f"\n\n{block.tail or ''}"
    return str(tree.xpath("string()")).strip()


def _entry_date(entry: Mapping[str, Any]) -> str | None:
    dates = (parse_date(str(entry.get(field, ""))) for field in ("published", "updated"))
    return next((day for day in dates if day), None)
