"""Web pages, through trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import LoadError
from ingest.dates import parse_date, read_date_line
from ingest.draft import Draft
from ingest.loaders.no_article import feed_of, linked_headlines, refuse_what_is_no_article
from ingest.loaders.page_facts import plain_title, read_author, read_linked_data, read_outlet, saved_from
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
_LANGUAGE: Final = "/html/@lang | /html/@xml:lang"
#: Paragraphs at the beginning among which the line with the date stands, where the page shows one.
_FIRST_PARAGRAPHS: Final = 5
_ROW: Final = re.compile(r"\|.*\|")
#: What stands between the head of a table and its rows.
_RULE: Final = re.compile(r"[|\s:-]+")


def load_html(path: Path, name: str) -> Iterator[Draft]:
    """Yield the one article of a web page.

    Raises:
        LoadError: The page cannot be read, is larger than 20 MiB, or holds no article.
    """
    page = read_text(path, name, declared_in_html=True)
    yield read_page(page, name)


def read_page(page: str, name: str, *, url: str = "") -> Draft:
    """Return the article of a web page; ``url`` is where it was fetched from, if it was.

    Its address is the one that the page gives for itself, else the one that a browser saved it from; but where it was
    fetched from, if that is another site, which could otherwise pass for the site that it names. A site's front page,
    which many give on every page, is no address.

    Raises:
        LoadError: The page holds no article, or far more than one; or it was fetched, and is what a site serves in an
            article's place.
    """
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html as parse_html

    if page.count("<") > MOST_TAGS:
        raise LoadError(name, f"has more than {MOST_TAGS:,} tags; save the article's own page, or its text as .txt")
    tree = parse_html(page) if page.strip() else None
    if tree is None:
        raise LoadError(name, "is not a web page; give it the ending of what it is")
    linked_data = read_linked_data(tree)
    headlines, feed = linked_headlines(tree), feed_of(tree, url)
    language = _first(tree, _LANGUAGE)
    dates = [*linked_data.get("datePublished", ()), *(_first(tree, query) for query in _PUBLISHED)]
    document: Any = bare_extraction(
        tree,
        url=url or None,
        favor_precision=FAVOR_PRECISION,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATE_SEARCH,
    )
    lines = [line.strip() for line in document.text.splitlines() if line.strip()] if document else []
    shown_dates = [line for line in lines[:_FIRST_PARAGRAPHS] if read_date_line(line)]
    text = _paragraphs(line for line in lines if line not in shown_dates)
    outlet = read_outlet(tree, linked_data)
    stated = (document.url if document else "") or ("" if url else saved_from(page))
    title = plain_title((document.title if document else "") or "", [outlet, hostname(outlet), hostname(stated or url)])
    if url:
        refuse_what_is_no_article(title, text, name, url=url, headlines=headlines, feed=feed)
    if sum(character.isalpha() for character in text) < FEWEST_LETTERS:
        raise LoadError(name, "no article text found; save the article's own page, or its text as .txt")
    if url and not same_site(stated, url):
        stated = url
    return Draft(
        text=text,
        locator=name,
        title=title,
        source=outlet or hostname(stated),
        author=read_author(document.author or "", linked_data),
        url=stated if names_page(stated) else url,
        published=_choose_published(dates, document.date or _first_shown(shown_dates)),
        language=language,
    )


def _paragraphs(lines: Iterable[str]) -> str:
    """Return the lines of trafilatura's text, each a paragraph or the row of a table, with blank lines between them.

    The rows of a table stay together: without its head a row says nothing.
    """
    tables = groupby((line for line in lines if not _RULE.fullmatch(line)), key=lambda line: bool(_ROW.fullmatch(line)))
    return "\n\n".join(("\n" if is_table else "\n\n").join(rows) for is_table, rows in tables)


def _first_shown(lines: Iterable[str]) -> str | None:
    """Return the first of the dates that a page shows above its text, that of a change only where there is no other."""
    shown = [day for line in lines if (day := read_date_line(line))]
    return next((day.published for day in sorted(shown, key=lambda day: day.is_later)), None)


def _choose_published(stated: list[object], found: str | None) -> str | None:
    """Return the most exact of the dates that the page states about itself; else the one that htmldate found."""
    dates = [day for value in stated if isinstance(value, str) and (day := parse_date(value))]
    return next((day for day in dates if len(day) > len("2024-01-23")), dates[0] if dates else found)


def _first(tree: HtmlElement, query: str) -> str:
    return next((str(value).strip() for value in tree.xpath(query) if value.strip()), "")
