"""Pages that a site serves in an article's place: a test for robots, "not found", a wall, the front page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from assistant.errors import LoadError
from ingest.clean import letters_of
from ingest.urls import names_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: What such pages are called, whole, and what they are. An article that has one of these titles is longer.
_KNOWN: Final = tuple(
    (re.compile(rf"(?:{titles})[\s.…!]*", re.IGNORECASE), kind)
    for titles, kind in (
        (
            r"just a moment|checking (?:if the site connection is secure|your browser(?: before .{0,60})?)"
            r"|(?:please )?(?:verify|confirm|prove)(?:ing)? (?:that )?you are (?:a )?(?:human|not a robot)"
            r"|are you a robot\?"
            r"|(?:robot|bot|security|human) (?:check|verification)|attention required|one more step|captcha"
            r"|ddos-guard|pardon our interruption|access (?:to this page has been )?(?:denied|blocked)",
            "a test for robots or a refusal",
        ),
        (
            r"(?:error )?404(?: error)?(?:\s*[:|–—-]\s*.{0,60})?"
            r"|(?:(?:error )?404 )?(?:(?:oops|sorry)[,.!…]* )?(?:(?:the |this |that )?(?:requested )?"
            r"(?:page|article|story|file|content) )?(?:(?:you requested |you are looking for )?(?:was|is|could|can) )?"
            r"(?:not (?:be )?(?:found|available)|can(?:no|['’])t be found|unavailable|no longer (?:available|exists))"
            r"|page (?:does not|doesn['’]t) exist",
            'a "not found" page',
        ),
        (
            r"before you continue(?: to .{1,40})?|we (?:value|care about|respect) your privacy"
            r"|(?:your |manage (?:your )?)?(?:cookies?|privacy)(?: (?:consent|settings|preferences|choices|wall))"
            r"|(?:your|manage) (?:cookies|privacy)|we use cookies(?: .{0,60})?|consent(?: required)?",
            "a question about cookies",
        ),
    )
)
#: Letters of the longest text on such a page.
_MOST_LETTERS: Final = 1_500
#: A link of so many words is a headline.
_FEWEST_WORDS: Final = 4
#: A page is a front page from so many headlines on, and when they are so much of its lines.
_FEWEST_HEADLINES: Final = 5
_LEAST_LINKED: Final = 0.4
_FEED: Final = (
    "//link[contains(concat(' ', normalize-space(@rel), ' '), ' alternate ')"
    " and (@type='application/rss+xml' or @type='application/atom+xml')]/@href"
)


def linked_headlines(tree: HtmlElement) -> frozenset[str]:
    """Return the headlines that a page links to, letters alone; of links in links the outer ones, or it takes long."""
    texts = (" ".join(str(link.text_content()).split()) for link in tree.xpath("//a[not(ancestor::a)]"))
    return frozenset(letters_of(text) for text in texts if len(text.split()) >= _FEWEST_WORDS)


def feed_of(tree: HtmlElement, url: str) -> str:
    """Return the address of the feed that a page names, or ""."""
    return next((urljoin(url, str(address)) for address in tree.xpath(_FEED) if address.strip()), "")


def refuse_what_is_no_article(
    title: str, text: str, name: str, *, url: str, headlines: frozenset[str], feed: str
) -> None:
    """Raise LoadError, saying what it is and what to do, if a page that was fetched is not an article.

    Args:
        title: the page's, without the name of its site.
        text: what there is of an article on it.
        name: what the error calls it.
        url: where it was fetched from.
        headlines: as ``linked_headlines`` gives them.
        feed: the address of its feed, or "".
    """
    lines = [line for line in text.splitlines() if any(map(str.isalpha, line))]
    if sum(map(str.isalpha, text)) <= _MOST_LETTERS:
        for line in (title, *lines[:2]):
            for known, kind in _KNOWN:
                if known.fullmatch(line.strip()):
                    raise LoadError(
                        name,
                        f'serves {kind} ("{line.strip()[:80]}"), no article; save the page as .html, and ingest that',
                    )
    linked = sum(letters_of(line) in headlines for line in lines)
    is_list = linked >= _FEWEST_HEADLINES and linked >= _LEAST_LINKED * len(lines)
    if is_list or (len(headlines) >= _FEWEST_HEADLINES and not names_page(url)):
        instead = f"its feed {feed}" if feed else "the address of an article, or of a feed"
        raise LoadError(name, f"is a front page: a list of headlines, no article; give {instead}")
