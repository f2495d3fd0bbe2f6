"""Draw answers for the web chat: Markdown for the conversation, HTML for the sources beside it.

Everything that comes from an article, a question or a chat model is untrusted: it leaves this file as text, never as
markup. Nothing here imports the web framework, so all of it is tested as plain functions from text to text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlsplit

from assistant.types import Answer, Citation, TimelineEntry

#: How much of a very long paragraph is shown on either side of its quote, in characters.
CONTEXT_CHARACTERS = 420

#: In an answer's Markdown: an escaped character, a citation mark, and what would start HTML, an image or a link.
_ACTIVE_MARKDOWN = re.compile(r"\\[\s\S]|\[(?P<number>\d{1,4})\]|<|!\[|\]\(|\]:")

_PENDING = '<div class="answer pending" role="status">Reading the articles…</div>'

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the conversation with its answer so far, or with the ``notice`` that took the answer's place."""

    question: str
    answer: Answer | None = None
    notice: str = ""


def escape_text(text: str) -> str:
    """Return ``text`` as HTML that shows its characters literally, within an element or a quoted attribute."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"), quote=True)


def escape_words(text: str) -> str:
    """Return ``text`` on one line, as Markdown in which no character has a meaning (not even a bare link's)."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.encode("utf-8", "replace").decode("utf-8").split()))


def format_day(published: str | None) -> str:
    """Return an ISO 8601 date or date-time as "January 23, 2024", its first ten characters if it is none, or ""."""
    if not published:
        return ""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published[:10]
    return f"{day:%B} {day.day}, {day.year}"


def web_link(url: str) -> str | None:
    """Return ``url`` if it is an absolute http or https address that a reader may follow, else None."""
    address = url.strip()
    if any(character.isspace() or not character.isprintable() for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def render_messages(turns: Sequence[Turn], *, chosen: int | None = None) -> list[dict[str, str]]:
    """Return the conversation as chat messages, oldest first: two a turn, so that message ``2 * n`` opens turn ``n``.

    ``chosen`` is the turn whose sources are on show; its answer is marked. A turn without an answer yet says that one
    is on its way.
    """
    messages: list[dict[str, str]] = []
    for number, turn in enumerate(turns):
        messages.append({"role": "user", "content": escape_words(turn.question)})
        if turn.notice:
            reply = render_notice(turn.notice)
        elif turn.answer is not None:
            reply = render_answer(turn.answer, turn=number, chosen=number == chosen)
        else:
            reply = _PENDING
        messages.append({"role": "assistant", "content": reply})
    return messages


def render_answer(answer: Answer, *, turn: int = 0, chosen: bool = False) -> str:
    """Return an answer as the Markdown of one chat message: a dateline, the text, its marks linked to the sources."""
    classes = "answer" + (" abstained" if answer.abstained else "") + (" chosen" if chosen else "")
    heading = "Not in the articles" if answer.abstained else ""
    if answer.as_of:
        day = escape_text(format_day(answer.as_of))
        heading = f"{heading} · as of {day}" if heading else f"As of {day}"
    lines = [f'<div class="{classes}">', ""]
    if heading:
        lines += [f'<div class="answer-heading">{heading}</div>', ""]
    return "\n".join([*lines, _link_marks(answer, turn), "", "</div>"])


def render_notice(message: str) -> str:
    """Return what went wrong, in plain words, as the Markdown of one chat message."""
    heading = '<div class="answer-heading">That did not work</div>'
    sentence = message[:1].upper() + message[1:]
    return f'<div class="answer notice">\n\n{heading}\n\n{escape_words(sentence)}\n\n</div>'


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
        card = _card(answer.near_miss, identifier=f"source-{turn}-near", label=label, classes="card near-miss")
        return _pane(subtitle, f'<ol class="cards">{card}</ol>')
    if not answer.citations:
        return _pane(subtitle, '<p class="hint">No article is cited for this question.</p>')
    cards = "".join(_card(citation, identifier=f"source-{turn}-{citation.number}") for citation in answer.citations)
    return _pane(subtitle, f'{_timeline(answer.timeline, turn)}<ol class="cards">{cards}</ol>')


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
    text = citation.article.text
    if text[citation.start : citation.end] != citation.quote:
        return ""
    paragraphs = [
        f"<p>{_marked(text, line.start(), line.end(), citation.start, citation.end)}</p>"
        for line in re.finditer(r"[^\n]*\S[^\n]*", text)
    ]
    return "".join(paragraphs)


def render_empty_library() -> str:
    """Return what to do when there is no article to ask about, as HTML."""
    return (
        '<section class="empty-library" role="status"><h2>There is nothing to read yet</h2>'
        "<p>Dateline answers from articles that you give it. Add some, then reload this page.</p><dl>"
        "<dt><code>dateline ingest FOLDER</code></dt><dd>reads the articles in a folder, a file, a web page or a feed"
        "</dd><dt><code>dateline demo</code></dt><dd>starts with a few sample articles instead</dd></dl></section>"
    )


def _link_marks(answer: Answer, turn: int) -> str:
    """Return the answer's Markdown with its marks linked to their cards and all else that could act made inert."""
    numbers = {citation.number for citation in answer.citations}

    def replace(found: re.Match[str]) -> str:
        token = found[0]
        if token.startswith("\\"):
            return token
        if found["number"] and int(found["number"]) in numbers:
            return f"[\\[{found['number']}\\]](#source-{turn}-{int(found['number'])})"
        return _PUNCTUATION.sub(r"\\\1", token)

    return _ACTIVE_MARKDOWN.sub(replace, answer.text)


def _located(citation: Citation) -> tuple[str, int, int]:
    """Return a text and where the quote is in it: the article, or the quote itself where the article lacks it."""
    text = citation.article.text
    if text[citation.start : citation.end] == citation.quote:
        return text, citation.start, citation.end
    return citation.quote, 0, len(citation.quote)


def _marked(text: str, opening: int, closing: int, start: int, end: int) -> str:
    """Return ``text[opening:closing]`` as HTML with what of it lies in ``[start, end)`` in ``<mark>``."""
    start, end = max(opening, start), min(closing, end)
    if start >= end:
        return escape_text(text[opening:closing])
    before, quote, after = text[opening:start], text[start:end], text[end:closing]
    return f"{escape_text(before)}<mark>{escape_text(quote)}</mark>{escape_text(after)}"


def _pane(subtitle: str, body: str) -> str:
    return f'<section class="sources" aria-label="Sources"><header><h2>Sources</h2>{subtitle}</header>{body}</section>'


def _card(citation: Citation, *, identifier: str, label: str = "", classes: str = "card") -> str:
    article = citation.article
    day = format_day(article.published)
    outlet = f'<span class="outlet">{escape_text(article.source)}</span>' if article.source else ""
    dated = f'<time datetime="{escape_text((article.published or "")[:10])}">{escape_text(day)}</time>' if day else ""
    author = f'<p class="byline">By {escape_text(article.author)}</p>' if article.author else ""
    number = "" if label else f'<span class="number" aria-label="Source {citation.number}">{citation.number}</span>'
    whole = render_article(citation)
    details = f'<details><summary>Whole article</summary><div class="article">{whole}</div></details>' if whole else ""
    address = web_link(article.url)
    original = (
        f'<a class="original" href="{escape_text(address)}" target="_blank" rel="noopener noreferrer nofollow">'
        "Original page</a>"
        if address
        else ""
    )
    return (
        f'<li class="{classes}" id="{identifier}" tabindex="-1">{label}<div class="card-line">{number}{outlet}{dated}'
        f"</div><h3>{escape_text(article.title)}</h3>{author}<blockquote>{render_paragraph(citation)}</blockquote>"
        f'<div class="card-actions">{details}{original}</div></li>'
    )


def _timeline(entries: Sequence[TimelineEntry], turn: int) -> str:
    """Return the dated values as a table, in their order, or "" when there are not at least two to compare."""
    if len(entries) < 2:
        return ""
    rows = "".join(
        f'<tr><td><time datetime="{escape_text((entry.published or "")[:10])}">'
        f"{escape_text(format_day(entry.published) or 'undated')}</time></td><td>{escape_text(entry.value)}</td>"
        f'<td><a href="#source-{turn}-{entry.citation}">[{entry.citation}]</a></td></tr>'
        for entry in entries
    )
    head = '<thead><tr><th scope="col">Published</th><th scope="col">Says</th><th scope="col">Source</th></tr></thead>'
    return f'<table class="timeline"><caption>How the answer changed</caption>{head}<tbody>{rows}</tbody></table>'
