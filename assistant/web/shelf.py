"""Draw the library: a table of its articles to search, sort and page through, and one article open beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.storage.rows import ArticleListing
from assistant.web.text import escape_text, format_day, web_link

#: Articles on one page of the table.
PAGE = 50
COLUMNS = {"published": "Published", "title": "Headline", "source": "Outlet", "passages": "Passages"}


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks at the library: words searched, an outlet, the column sorted by, the page (from 0)."""

    words: str = ""
    source: str = ""
    column: str = "published"
    descending: bool = True
    page: int = 0


def select_listings(listings: Sequence[ArticleListing], look: Look) -> list[ArticleListing]:
    """Return the listings that hold every word searched, in the order asked for; every page of them."""
    wanted = look.words.casefold().split()
    found = [
        listing
        for listing in listings
        if (not look.source or listing.article.source == look.source)
        and all(word in _words(listing) for word in wanted)
    ]
    match look.column:
        case "title" | "source" as column:
            found.sort(key=lambda listing: str(getattr(listing.article, column)).casefold(), reverse=look.descending)
        case "passages":
            found.sort(key=lambda listing: listing.passages, reverse=look.descending)
        case _:
            # Undated articles stand last either way.
            dated = [listing for listing in found if listing.article.published]
            dated.sort(key=lambda listing: (listing.article.published or "")[:10], reverse=look.descending)
            found = dated + [listing for listing in found if not listing.article.published]
    return found


def render_finder(outlets: Sequence[str]) -> str:
    """Return the search field and the outlets to choose from."""
    named = "".join(f'<option value="{escape_text(name)}">{escape_text(name)}</option>' for name in outlets)
    return (
        '<form class="finder" data-choose role="search"><label>Search<input type="search" name="words" maxlength="200"'
        ' placeholder="Headline, outlet or author" autocomplete="off"></label><label>Outlet<select name="source">'
        f'<option value="">Any outlet</option>{named}</select></label></form>'
    )


def render_shelf(found: Sequence[ArticleListing], look: Look, *, total: int) -> str:
    """Return one page of the table, the last one if there is none of that number, with how many articles there are."""
    if not total:
        return '<p class="hint">There are no articles yet. “Add articles” brings some.</p>'
    outlets = len({listing.article.source for listing in found if listing.article.source})
    passages = sum(listing.passages for listing in found)
    counted = (
        f"{_count(len(found), 'article')}{f' of {total:,}' if len(found) != total else ''},"
        f" {_count(outlets, 'outlet')}, {_count(passages, 'passage')}"
    )
    head = "".join(_header(column, label, look) for column, label in COLUMNS.items())
    look = replace(look, page=min(look.page, max(0, len(found) - 1) // PAGE))
    first = look.page * PAGE
    rows = "".join(_row(listing) for listing in found[first : first + PAGE])
    table = (
        '<div class="shelf-scroll" tabindex="0" role="region" aria-label="Articles"><table class="shelf"><thead>'
        f"<tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        if rows
        else '<p class="hint">No article has these words.</p>'
    )
    return f'<p class="counted" role="status">{counted}</p>{table}{_pages(len(found), look)}'


def render_opened(listing: ArticleListing | None, *, confirming: bool = False) -> str:
    """Return an article open for reading, with a way to remove it that asks first; None gives the waiting pane."""
    if listing is None:
        return (
            '<section class="opened" aria-label="Article"><p class="hint">Choose a headline to read it.</p></section>'
        )
    article = listing.article
    facts = [article.source, format_day(article.published) or "undated", article.author and f"By {article.author}"]
    facts += [_count(listing.passages, "passage"), f"version {article.version}" if article.version > 1 else ""]
    address = web_link(article.url)
    link = (
        f'<a class="original" href="{escape_text(address)}" target="_blank" rel="noopener noreferrer nofollow">'
        "Original page</a>"
        if address
        else ""
    )
    lines = [line for line in article.text.split("\n") if line.strip()]
    body = "".join(f"<p>{escape_text(line)}</p>" for line in (lines[1:] if lines[:1] == [article.title] else lines))
    identity = escape_text(article.id)
    remove = (
        '<div class="confirm" role="alertdialog" aria-label="Remove this article?"><p>Remove this article for good, all'
        f' its versions with it?</p><button type="button" class="strong" data-act="remove" data-id="{identity}">Remove'
        f'</button><button type="button" data-act="open" data-id="{identity}">Keep</button></div>'
        if confirming
        else f'<button type="button" data-act="doubt" data-id="{identity}">Remove…</button>'
    )
    return (
        f'<section class="opened" aria-label="Article"><h2>{escape_text(article.title)}</h2>'
        f'<p class="facts">{escape_text(" · ".join(fact for fact in facts if fact))}</p>'
        f'<div class="opened-actions">{link}{remove}</div><div class="opened-text">{body}</div></section>'
    )


def render_removed(title: str) -> str:
    """Return what is said once an article is gone."""
    return (
        f'<section class="opened" aria-label="Article"><p class="hint" role="status">Removed “{escape_text(title)}”. No'
        " answer uses it any more.</p></section>"
    )


def _words(listing: ArticleListing) -> str:
    article = listing.article
    return f"{article.title} {article.source} {article.author} {article.published or ''}".casefold()


def _header(column: str, label: str, look: Look) -> str:
    sorted_by = look.column == column
    order = ("descending" if look.descending else "ascending") if sorted_by else "none"
    arrow = f'<span aria-hidden="true">{"↓" if look.descending else "↑"}</span>' if sorted_by else ""
    return (
        f'<th scope="col" aria-sort="{order}" class="{column}"><button type="button" data-act="sort"'
        f' data-value="{column}">{label} {arrow}</button></th>'
    )


def _row(listing: ArticleListing) -> str:
    article = listing.article
    return (
        f'<tr><td class="published"><time datetime="{escape_text((article.published or "")[:10])}">'
        f"{escape_text((article.published or 'undated')[:10])}</time></td>"
        f'<td class="title"><button type="button" data-act="open" data-id="{escape_text(article.id)}">'
        f'{escape_text(article.title)}</button></td><td class="source">{escape_text(article.source)}</td>'
        f'<td class="passages">{listing.passages}</td></tr>'
    )


def _pages(found: int, look: Look) -> str:
    if found <= PAGE:
        return ""
    first, last = look.page * PAGE, min(found, (look.page + 1) * PAGE)

    def step(label: str, page: int, possible: bool) -> str:
        off = "" if possible else " disabled"
        return f'<button type="button" data-act="page" data-value="{page}"{off}>{label}</button>'

    return (
        f'<nav class="paging" aria-label="Pages">{step("Previous", look.page - 1, first > 0)}<span>{first + 1:,} to'
        f" {last:,} of {found:,}</span>{step('Next', look.page + 1, last < found)}</nav>"
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
