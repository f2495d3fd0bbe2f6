"""Draw the sources of an answer: a pane of cards, each the words of one article, marked where they stand."""

from __future__ import annotations

import re

from assistant.types import Answer, Citation
from assistant.web.text import escape_text, format_day, web_link
from assistant.web.timeline import render_timeline
from assistant.web.turns import is_gone

#: How much of a very long paragraph is shown on either side of its quote, in characters.
CONTEXT_CHARACTERS = 420


def render_sources(answer: Answer | None, *, turn: int = 0) -> str:
    """Return the sources of an answer as HTML: its dated values, then a card for each citation, in their order.

    An abstaining answer shows its near miss, if it has one, labelled as no answer. None gives the waiting pane.
    """
    if answer is None:
        return _pane(
            "", '<p class="hint">The articles behind an answer appear here, with its words marked in them.</p>'
        )
    subtitle = f'<p class="asked">{escape_text(answer.question)}</p>'
    if answer.abstained and answer.near_miss is not None:
        label = '<p class="card-label">Closest passage, not an answer</p>'
        card = _card(answer.near_miss, turn, "near", label=label, classes="card near-miss")
        return _pane(subtitle, f'<ol class="cards">{card}</ol>', turn)
    if not answer.citations:
        return _pane(subtitle, '<p class="hint">No article is cited for this question.</p>', turn)
    cards = "".join(_card(citation, turn, str(citation.number)) for citation in answer.citations)
    return _pane(subtitle, f'{render_timeline(answer.timeline, turn)}<ol class="cards">{cards}</ol>', turn)


def render_paragraph(citation: Citation) -> str:
    """Return the paragraph around a quote as HTML, the quote in ``<mark>``; the quote alone if the text lacks it."""
    text, start, end = _located(citation)
    first = text.rfind("\n", 0, start) + 1
    following = text.find("\n", end)
    last = len(text) if following < 0 else following
    opening, closing = max(first, start - CONTEXT_CHARACTERS), min(last, end + CONTEXT_CHARACTERS)
    before = "… " if opening > first else ""
    after = " …" if closing < last else ""
    if before:
        opening = min(start, text.find(" ", opening, start) + 1 or opening)
    if after:
        closing = max(end, text.rfind(" ", end, closing))
    return f"{before}{_marked(text, opening, closing, start, end)}{after}"


def render_article(citation: Citation) -> str:
    """Return the whole article as HTML paragraphs with the quote in ``<mark>``, or "" when its text is not at hand."""
    if is_gone(citation):
        return ""
    text = citation.article.text
    paragraphs = [
        f"<p>{_marked(text, line.start(), line.end(), citation.start, citation.end)}</p>"
        for line in re.finditer(r"[^\n]*\S[^\n]*", text)
    ]
    return "".join(paragraphs)


def _located(citation: Citation) -> tuple[str, int, int]:
    """Return a text and where the quote is in it: the article, or the quote itself where the article lacks it."""
    if is_gone(citation):
        return citation.quote, 0, len(citation.quote)
    return citation.article.text, citation.start, citation.end


def _marked(text: str, opening: int, closing: int, start: int, end: int) -> str:
    """Return ``text[opening:closing]`` as HTML with what of it lies in ``[start, end)`` in ``<mark>``."""
    start, end = max(opening, start), min(closing, end)
    if start >= end:
        return escape_text(text[opening:closing])
    before, quote, after = text[opening:start], text[start:end], text[end:closing]
    return f"{escape_text(before)}<mark>{escape_text(quote)}</mark>{escape_text(after)}"


def _pane(subtitle: str, body: str, turn: int | None = None) -> str:
    shown = "" if turn is None else f' data-turn="{turn}"'
    return (
        f'<section class="sources"{shown} aria-label="Sources"><header><h2>Sources</h2>{subtitle}</header>{body}'
        "</section>"
    )


def _card(citation: Citation, turn: int, name: str, *, label: str = "", classes: str = "card") -> str:
    article = citation.article
    day = format_day(article.published)
    outlet = f'<span class="outlet">{escape_text(article.source)}</span>' if article.source else ""
    dated = f'<time datetime="{escape_text((article.published or "")[:10])}">{escape_text(day)}</time>' if day else ""
    author = f'<p class="byline">By {escape_text(article.author)}</p>' if article.author else ""
    number = "" if label else f'<span class="number" aria-label="Source {citation.number}">{citation.number}</span>'
    whole = render_article(citation)
    details = (
        f'<details data-turn="{turn}"><summary>Whole article</summary><div class="article"'
        f' tabindex="0" role="region" aria-label="Whole article">{whole}</div></details>'
        if whole
        else '<p class="gone">This article is no longer in the library.</p>'
    )
    address = web_link(article.url)
    original = (
        f'<a class="original" href="{escape_text(address)}" target="_blank" rel="noopener noreferrer nofollow">'
        "Original page</a>"
        if address
        else ""
    )
    return (
        f'<li class="{classes}" id="source-{turn}-{name}" tabindex="-1">{label}<div class="card-line">{number}{outlet}'
        f"{dated}</div><h3>{escape_text(article.title)}</h3>{author}<blockquote>{render_paragraph(citation)}</blockquote>"
        f'<div class="card-actions">{details}{original}</div></li>'
    )
