"""Web pages, through trafilatura."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import LoadError
from ingest.dates import parse_date
from ingest.draft import Draft
from ingest.loaders.reading import read_text
from ingest.urls import hostname, names_page, same_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Signs that open a tag: each element takes two kilobytes once it is parsed, and an article's page has some thousands.
MOST_TAGS: Final = 100_000
#: A text with fewer letters is a caption or a menu.
FEWEST_LETTERS: Final = 60

#: On the benchmark's pages F1 .964 (precision .958, recall .971), against .960 (.942, .978) balanced and .959 (.941,
#: .978) for recall; without tables .954.
FAVOR_PRECISION: Final = True

#: The date of first publication, and none rather than any date that stands somewhere on the page.
_DATE_SEARCH: Final = {"original_date": True, "extensive_search": False}
_PUBLISHED: Final = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @name='parsely-pub-date']/@content",
    "//*[@itemprop='datePublished' and @datetime]/@datetime",
)
_OUTLET: Final = "//meta[@property='og:site_name' or @name='og:site_name']/@content"
_LANGUAGE: Final = "/html/@lang | /html/@xml:lang"
_ARTICLE_TYPES: Final = ("Article", "BlogPosting", "Report")
_JSON_LD: Final = "//script[@type='application/ld+json']/text()"


def load_html(path: Path, name: str) -> Iterator[Draft]:
    """Yield the one article of a web page.

    Raises:
        LoadError: The page cannot be read, is larger than 20 MiB, or holds no article.
    """
    page = read_text(path, name, declared_in_html=True)
    yield read_page(page, name)


def read_page(page: str, name: str, *, url: str = "") -> Draft:
    """Return the article of a web page; ``url`` is where it was fetched from, if it was.

    Its address is the one that the page gives for itself; but where it was fetched from, if that is another site, which
    could otherwise pass for the site that it names. A site's front page, which many give on every page, is no address.

    Raises:
        LoadError: The page holds no article, or far more than one.
    """
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html as parse_html

    if page.count("<") > MOST_TAGS:
        raise LoadError(name, f"has more than {MOST_TAGS:,} tags; save the article's own page, or its text as .txt")
    tree = parse_html(page) if page.strip() else None
    if tree is None:
        raise LoadError(name, "is not a web page; give it the ending of what it is")
    linked_data = _read_linked_data(tree)
    language = _first(tree, _LANGUAGE)
    dates = [linked_data.get("datePublished"), *(_first(tree, query) for query in _PUBLISHED)]
    document: Any = bare_extraction(
        tree,
        url=url or None,
        favor_precision=FAVOR_PRECISION,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATE_SEARCH,
    )
    text = _paragraphs(document.text) if document else ""
    if sum(character.isalpha() for character in text) < FEWEST_LETTERS:
        raise LoadError(name, "no article text found; save the article's own page, or its text as .txt")
    stated = document.url or ""
    if url and not same_site(stated, url):
        stated = url
    return Draft(
        text=text,
        locator=name,
        title=document.title or "",
        source=_read_outlet(tree, linked_data) or hostname(stated),
        author=(document.author or "").replace("; ", ", "),
        url=stated if names_page(stated) else url,
        published=_choose_published(dates, document.date),
        language=language,
    )


def _paragraphs(text: str) -> str:
    """Return trafilatura's text, which has a paragraph on each line, with blank lines between paragraphs."""
    return "\n\n".join(line for line in text.splitlines() if line.strip())


def _choose_published(stated: list[object], found: str | None) -> str | None:
    """Return the most exact of the dates that the page states about itself; else the one that htmldate found."""
    dates = [day for value in stated if isinstance(value, str) and (day := parse_date(value))]
    return next((day for day in dates if len(day) > len("2024-01-23")), dates[0] if dates else found)


def _read_linked_data(tree: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD node that describes the article; an empty one when there is none, or it is not JSON."""
    for script in tree.xpath(_JSON_LD):
        try:
            content = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = content if isinstance(content, list) else [content]
        nodes += [node for holder in nodes if isinstance(holder, dict) for node in _as_list(holder.get("@graph"))]
        for node in nodes:
            if isinstance(node, dict) and any(
                str(kind).endswith(_ARTICLE_TYPES) for kind in _as_list(node.get("@type"))
            ):
                return node
    return {}


def _read_outlet(tree: HtmlElement, linked_data: dict[str, Any]) -> str:
    publishers = [node.get("name") for node in _as_list(linked_data.get("publisher")) if isinstance(node, dict)]
    names = [_first(tree, _OUTLET), *(name for name in publishers if isinstance(name, str))]
    name = next(filter(None, names), "")
    return hostname(name) or name  # some sites call themselves by their address


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(tree: HtmlElement, query: str) -> str:
    return next((str(value).strip() for value in tree.xpath(query) if value.strip()), "")
