"""Web pages, feeds and files by address: from what one serves to its articles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from assistant.errors import LoadError
from ingest.download import Response, download, open_client
from ingest.draft import Draft, clean_draft
from ingest.feeds import is_feed, read_feed
from ingest.loaders import as_load_error, load
from ingest.loaders.html import read_page
from ingest.loaders.reading import read_text
from ingest.urls import plain_address, without_credentials

_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
#: Content types by the file ending whose loader reads them.
_ENDINGS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
#: Types that do not tell what the content is.
_VAGUE_TYPES: Final = frozenset(
    {"text/plain", "application/octet-stream", "application/gzip", "application/x-gzip", ""}
)
_PAGE_ENDINGS: Final = (".html", ".htm")
_ENDINGS_IN_ADDRESSES: Final = (*_PAGE_ENDINGS, ".jsonl", ".ndjson", ".json", ".md", ".markdown", ".txt")


def fetch(url: str, *, local: bool = True) -> Iterator[Draft | LoadError]:
    """Yield the articles at an address, cleaned, and a LoadError for each that is bad. Nothing is raised.

    A web page gives one; an RSS or Atom feed gives that of each entry's link, 50 at most, and of an entry without a
    page to fetch its own text; JSON, JSON Lines, Markdown and plain text give what a file of theirs gives. ``local``
    says whether the address may lie on this machine or its network. What errors call it, and what is stored, has no
    password in it.
    """
    name = without_credentials(url)
    try:
        with open_client() as client:
            response = download(client, url, local=local)

            def read_entry_page(link: str) -> Draft | LoadError | None:
                # A feed from elsewhere must not lead to this network, whatever its name is looked up as later.
                page = download(client, link, local=response.is_local)
                return next(_read(page, without_credentials(link)), None) if page.content_type in _HTML_TYPES else None

            if is_feed(response):
                yield from read_feed(response, name, read_entry_page)
            else:
                yield from _read(response, name)
    except Exception as error:  # as in load()
        yield as_load_error(error, name)


def _read(response: Response, name: str) -> Iterator[Draft | LoadError]:
    """Yield what one response holds; an article that names no address of its own gets the one it was fetched from."""
    ending = _find_ending(response)
    if not ending:
        kind = response.content_type or "something without a type"
        raise LoadError(name, f"serves {kind}, which is not supported; give a page, a feed, JSON, JSON Lines or text")
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        file = Path(folder) / f"fetched{ending}"
        file.write_bytes(response.body)
        if ending in _PAGE_ENDINGS:
            page = read_text(file, name, declared=response.charset, declared_in_html=True)
            loaded: Iterator[Draft | LoadError] = iter([clean_draft(read_page(page, name, url=response.url))])
        else:
            loaded = load(file, name=name)
        first = list(islice(loaded, 2))
        own_address = response.url if len(first) == 1 else ""
        for draft in chain(first, loaded):
            if isinstance(draft, Draft):
                draft = replace(draft, url=draft.url or plain_address(own_address), served_by=response.url)
            yield draft


def _find_ending(response: Response) -> str:
    """Return the file ending whose loader reads the response: by its address where its type is vague."""
    path = Path(urlsplit(response.url).path)
    named = [suffix.lower() for suffix in path.suffixes[-2:] if suffix.lower() != ".gz"][-1:]
    by_name = named[0] if named and named[0] in _ENDINGS_IN_ADDRESSES else ""
    if response.content_type in _VAGUE_TYPES:
        return by_name or (".txt" if response.content_type == "text/plain" else "")
    return _ENDINGS.get(response.content_type, "")
