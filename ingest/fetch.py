"""Web pages, feeds and files by address. What one serves is untrusted: sizes, times and redirects are bounded."""

from __future__ import annotations

import ipaddress
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from assistant.errors import LoadError
from ingest.dates import parse_date
from ingest.draft import Draft, clean_draft
from ingest.loaders import as_load_error, load
from ingest.loaders.html import read_page
from ingest.loaders.reading import MEBIBYTE, declared_in_page, decode
from ingest.urls import is_url

if TYPE_CHECKING:
    import httpx

USER_AGENT: Final = "dateline/0.1"
#: Seconds that one address may take, redirects and all.
TIME_LIMIT: Final = 20.0
MOST_REDIRECTS: Final = 5
MOST_BYTES: Final = 20 * MEBIBYTE
#: Newest entries of a feed that are taken.
MOST_ENTRIES: Final = 50

_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_XML_TYPES: Final = frozenset({"application/xml", "text/xml"})
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
_PAGE_ENDINGS: Final = (".html", ".htm")
#: How a PDF and a compressed file begin, which loading tells apart and unpacks.
_NO_PAGE: Final = (b"%PDF", b"\x1f\x8b")
_ENDINGS_IN_ADDRESSES: Final = (*_PAGE_ENDINGS, ".jsonl", ".ndjson", ".json", ".md", ".markdown", ".txt")
_FEED_MARKS: Final = (b"<rss", b"<feed", b"<rdf:rdf")


@dataclass(frozen=True, slots=True)
class _Response:
    """What an address served: where it was in the end, the type it was said to have, and the bytes."""

    url: str
    content_type: str
    charset: str
    body: bytes


def fetch(url: str, *, local: bool = True) -> Iterator[Draft | LoadError]:
    """Yield the articles at an address, cleaned, and a LoadError for each that is bad. Nothing is raised.

    A web page gives one; an RSS or Atom feed gives that of each entry's link, 50 at most, and of an entry without a
    page to fetch its own text; JSON, JSON Lines, Markdown and plain text give what a file of theirs gives. ``local``
    says whether the address may lie on this machine or its network.
    """
    try:
        with _open_client() as client:
            response = _get(client, url, local=local)
            if _is_feed(response):
                yield from _read_feed(client, response, url)
            else:
                yield from _read(response, url)
    except Exception as error:  # as in load()
        yield as_load_error(error, url)


def _open_client() -> httpx.Client:
    import httpx

    return httpx.Client(headers={"User-Agent": USER_AGENT}, timeout=TIME_LIMIT, follow_redirects=False)


def _get(client: httpx.Client, url: str, *, local: bool) -> _Response:
    """Fetch an address. ``local`` says whether it may lie on this machine or its network: what the user names may."""
    import httpx

    deadline = time.monotonic() + TIME_LIMIT
    address = url
    try:
        for _ in range(MOST_REDIRECTS + 1):
            if not is_url(address):
                raise LoadError(url, f"leads to {address[:100]!r}, which is no http or https address; check it")
            if _is_local(address) and not local:
                raise _leads_here(url, address)
            local = local and _is_local(address)
            extensions = {} if local else {"trace": _refuse_local_peer(url, address)}
            with client.stream("GET", address, extensions=extensions) as answer:
                if answer.is_redirect:
                    address = urljoin(address, answer.headers["location"])
                    continue
                return _read_response(answer, url, deadline)
    except httpx.TimeoutException as error:
        raise LoadError(url, f"did not answer within {TIME_LIMIT:.0f} seconds; try again later") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise LoadError(url, f"cannot be reached ({_one_line(error)}); check the address and the network") from error
    raise LoadError(url, f"redirects more than {MOST_REDIRECTS} times; give the address it should lead to")


def _read_response(answer: httpx.Response, url: str, deadline: float) -> _Response:
    if answer.status_code != 200:
        remedy = "check the address, or save the page as .html and ingest that"
        raise LoadError(url, f"answered {answer.status_code} {answer.reason_phrase}; {remedy}".replace(" ;", ";"))
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise LoadError(url, f"is larger than {MOST_BYTES // MEBIBYTE} MiB; download it and ingest the file")
        if time.monotonic() > deadline:
            raise LoadError(url, f"was not complete after {TIME_LIMIT:.0f} seconds; try again, or download it")
    content_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return _Response(str(answer.url), content_type, answer.charset_encoding or "", bytes(body))


def _read(response: _Response, url: str) -> Iterator[Draft | LoadError]:
    """Yield what one response holds; an article that names no address of its own gets the one it was fetched from."""
    ending = _find_ending(response)
    if not ending:
        kind = response.content_type or "something without a type"
        raise LoadError(url, f"serves {kind}, which is not supported; give a page, a feed, JSON, JSON Lines or text")
    if ending in _PAGE_ENDINGS and not response.body.startswith(_NO_PAGE):
        page = decode(response.body, declared=response.charset or declared_in_page(response.body))
        yield clean_draft(read_page(page, url, url=response.url))
        return
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        file = Path(folder) / f"fetched{ending}"
        file.write_bytes(response.body)
        loaded = list(load(file, name=url))
    alone = len(loaded) == 1
    for draft in loaded:
        yield replace(draft, url=response.url) if alone and isinstance(draft, Draft) and not draft.url else draft


def _find_ending(response: _Response) -> str:
    """Return the file ending whose loader reads the response: by its address where the type says only "text"."""
    path = Path(urlsplit(response.url).path)
    named = [suffix.lower() for suffix in path.suffixes[-2:] if suffix.lower() != ".gz"][-1:]
    by_name = named[0] if named and named[0] in _ENDINGS_IN_ADDRESSES else ""
    if response.content_type in (
        "text/plain",
        "application/octet-stream",
        "application/gzip",
        "application/x-gzip",
        "",
    ):
        return by_name or (".txt" if response.content_type == "text/plain" else "")
    return _ENDINGS.get(response.content_type, "")


def _is_feed(response: _Response) -> bool:
    beginning = response.body[:1024].lower()
    looks_like_feed = any(mark in beginning for mark in _FEED_MARKS) and b"<html" not in beginning
    return response.content_type in _FEED_TYPES or (
        (response.content_type in _XML_TYPES or response.content_type in ("text/plain", "text/html", ""))
        and looks_like_feed
    )


def _read_feed(client: httpx.Client, response: _Response, url: str) -> Iterator[Draft | LoadError]:
    import feedparser

    headers = {"content-location": response.url}  # what relative links are relative to
    if response.charset:
        headers["content-type"] = f"application/xml; charset={response.charset}"
    feed = feedparser.parse(response.body, response_headers=headers, sanitize_html=False)
    if not feed.entries:
        raise LoadError(url, "is a feed without entries; check its address, or try again later")
    local = _is_local(response.url)
    for place, entry in enumerate(feed.entries[:MOST_ENTRIES]):
        locator = f"{url} entry {place + 1}"
        try:
            yield _read_entry(client, entry, locator, outlet=feed.feed.get("title", ""), local=local)
        except Exception as error:  # as in load(): one entry must not cost the others
            yield as_load_error(error, locator)


def _read_entry(
    client: httpx.Client, entry: Mapping[str, Any], locator: str, *, outlet: str, local: bool
) -> Draft | LoadError:
    """Return an entry's article: its page, or its own text where there is no page to read."""
    link = str(entry.get("link", ""))
    own = _entry_text(entry)
    draft = None
    if is_url(link):
        try:
            page = _get(client, link, local=local)
            draft = next(iter(_read(page, link)), None) if page.content_type in _HTML_TYPES else None
        except LoadError as error:
            if not own:
                return error
    if not isinstance(draft, Draft):
        if not own:
            return LoadError(locator, "has neither a page to fetch nor text of its own; ingest its page by hand")
        draft = Draft(text=own, locator=locator, url=link)
    return clean_draft(
        replace(
            draft,
            title=draft.title or str(entry.get("title", "")),
            source=draft.source or outlet,
            author=draft.author or str(entry.get("author", "")),
            published=draft.published or _entry_date(entry),
            place=0,
        )
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


def _is_local(url: str) -> bool:
    """Whether an address lies on this machine or a private network; False for a name that cannot be resolved."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(not ipaddress.ip_address(str(place[4][0]).partition("%")[0]).is_global for place in found)


def _refuse_local_peer(url: str, address: str) -> Callable[[str, Mapping[str, Any]], None]:
    """Return what httpx tells of its connections, and what refuses one to this network before anything is sent.

    A name may have led elsewhere when ``_is_local`` looked it up. A proxy, which may be near, is another host.
    """
    import httpx

    host = httpx.URL(address).raw_host.decode()
    is_direct = False

    def hear(event: str, told: Mapping[str, Any]) -> None:
        nonlocal is_direct
        if event == "connection.connect_tcp.started":
            is_direct = told["host"] == host
        if event == "connection.connect_tcp.complete" and is_direct:
            peer = told["return_value"].get_extra_info("server_addr")[0]
            if _is_local(f"http://[{peer}]/" if ":" in peer else f"http://{peer}/"):
                told["return_value"].close()
                raise _leads_here(url, address)

    return hear


def _leads_here(url: str, address: str) -> LoadError:
    return LoadError(url, f"leads to {address[:100]!r} on this machine or its network; name it if you mean it")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
