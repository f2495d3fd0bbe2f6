"""Draw what stands around the conversation: its toolbar, the filters, the welcome, and the empty library."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web.history import Kept
from assistant.web.text import escape_text
from assistant.web.turns import Choices

WELCOME = (
    '<div class="welcome"><h2>Ask the news</h2><p>Every answer quotes the articles it comes from, and says so when'
    " they do not say.</p></div>"
)


def render_masthead(*, signed_in: bool) -> str:
    """Return the name of the paper, with the way out for those who have logged in."""
    leave = '<a class="leave" href="/logout">Log out</a>' if signed_in else ""
    return (
        '<header class="masthead"><h1>Dateline</h1><p>Answers from your articles, in the articles’ own words</p>'
        f"{leave}</header>"
    )


def render_toolbar(kept: Kept, current: str) -> str:
    """Return the buttons of the conversation: a new one, an earlier one, saving and deleting this one.

    Before the first question there is nothing to choose, and nothing is shown.
    """
    if not kept["chats"]:
        return ""
    options = "".join(
        f'<option value="{escape_text(chat["id"])}"{" selected" if chat["id"] == current else ""}>'
        f"{escape_text(chat['title'] or 'Untitled')}</option>"
        for chat in kept["chats"]
    )
    known = any(chat["id"] == current for chat in kept["chats"])
    first = "" if known else '<option value="" selected>New conversation</option>'
    saved = (
        '<button type="button" data-export>Export</button><button type="button" data-act="forget">Delete</button>'
        if known
        else ""
    )
    return (
        '<div class="toolbar"><button type="button" data-act="new">New chat</button>'
        f'<label class="visually-hidden" for="chats">Conversation</label><select id="chats" data-act="open">{first}'
        f"{options}</select>{saved}</div>"
    )


def render_filters(choices: Choices, outlets: Sequence[str], readers: Sequence[str]) -> str:
    """Return the filters as a form; the reader is offered only where there is more than one."""
    days = "".join(
        f'<label>{label}<input type="date" name="{name}" value="{escape_text(getattr(choices, name))}"></label>'
        for name, label in (("since", "From"), ("until", "Until"), ("as_of", "As of"))
    )
    named = [*outlets, *([choices.source] if choices.source and choices.source not in outlets else [])]
    chosen = _select("source", "Outlet", [("", "Any outlet"), *((name, name) for name in named)], choices.source)
    if len(readers) > 1:
        chosen += _select(
            "reader", "Reader", [("", "Default"), *((name, name.capitalize()) for name in readers)], choices.reader
        )
    return (
        '<details class="filters"><summary><span>Filters</span><span class="filters-set"></span></summary>'
        f'<form data-choose>{days}{chosen}<button type="reset">Clear</button></form></details>'
    )


def render_examples(examples: Sequence[str]) -> str:
    """Return questions to begin with, as buttons; "" for none."""
    offered = "".join(
        f'<li><button type="button" data-ask="{escape_text(question)}">{escape_text(question)}</button></li>'
        for question in examples
    )
    return f'<p class="offered-label">For example</p><ul class="examples">{offered}</ul>' if offered else ""


def render_empty_library() -> str:
    """Return what to do when there is no article to ask about: three ways to add some."""
    return (
        '<section class="empty-library"><h2>There is nothing to read yet</h2>'
        "<p>Dateline answers from articles that you give it. Three ways to begin:</p><ol>"
        '<li><h3>Add your own</h3><p>Files, web pages or a feed.</p><button type="button" data-tab="Add articles">Add'
        " articles</button></li>"
        "<li><h3>Try the samples</h3><p>26 invented articles, added to this library.</p>"
        '<button type="button" data-act="samples">Add the samples</button></li>'
        "<li><h3>Use the command line</h3><p>A whole folder at once.</p><code>dateline ingest FOLDER</code></li>"
        "</ol></section>"
    )


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    drawn = "".join(
        f'<option value="{escape_text(value)}"{" selected" if value == chosen else ""}>{escape_text(shown)}</option>'
        for value, shown in options
    )
    return f'<label>{label}<select name="{name}">{drawn}</select></label>'
