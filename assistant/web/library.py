"""The page that lists the library: search, sort, open and remove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import ArticleNotFound
from assistant.web.parts import IN_TURN, QUICK, form_of, html
from assistant.web.shelf import (
    COLUMNS,
    Look,
    render_finder,
    render_opened,
    render_removed,
    render_shelf,
    select_listings,
)
from assistant.web.text import read_number, read_object

if TYPE_CHECKING:
    from assistant.chain import Assistant


def build_library(assistant: Assistant) -> Callable[[gr.Tab], None]:
    """Lay the page out and return what ties it to its tab: it is read anew whenever the tab is opened."""
    does = _Shelf(assistant)
    look = gr.State(Look())
    with gr.Row(elem_id="library"):
        with gr.Column(elem_id="shelf", scale=3, min_width=320):
            finder = html("finder", render_finder(()))
            listed = html("listed", "")
        with gr.Column(elem_id="reading", scale=2, min_width=320):
            reading = html("article", render_opened(None))
    sought = gr.Textbox(visible="hidden")
    finder.choose(
        does.find, [sought, look], [look, listed], js=f"(_, look) => [{form_of('finder')}, look]", **IN_TURN, **QUICK
    )
    listed.act(does.turn, look, [look, listed, reading], **QUICK)
    reading.act(does.handle, look, [listed, reading], **QUICK)

    def tie(tab: gr.Tab) -> None:
        tab.select(does.enter, None, [look, finder, listed, reading], **QUICK)

    return tie


class _Shelf:
    """What the page's events do."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._catalog = assistant.library.catalog

    def shelf(self, look: Look) -> str:
        """Return the table as somebody looks at it."""
        listings = self._assistant.articles()
        return render_shelf(select_listings(listings, look), look, total=len(listings))

    def enter(self) -> tuple[Any, ...]:
        """Show the library as it is now."""
        return Look(), render_finder(self._assistant.outlets()), self.shelf(Look()), render_opened(None)

    def find(self, sought: str, look: Look) -> tuple[Look, str]:
        """Search, or take one outlet."""
        said = read_object(sought)
        look = replace(look, words=str(said.get("words", ""))[:200], source=str(said.get("source", "")), page=0)
        return look, self.shelf(look)

    def turn(self, look: Look, event: gr.EventData) -> tuple[Any, ...]:
        """Open an article, or sort or turn the table."""
        said = event._data or {}
        value = str(said.get("value", ""))
        match said.get("act"):
            case "open":
                return gr.skip(), gr.skip(), self.opened(str(said.get("id", "")))
            case "sort" if value in COLUMNS:
                descending = not look.descending if look.column == value else value in ("published", "passages")
                look = replace(look, column=value, descending=descending, page=0)
            case "page":
                look = replace(look, page=max(0, read_number(value)))
        return look, self.shelf(look), gr.skip()

    def opened(self, article_id: str, *, confirming: bool = False) -> str:
        """Return an article open for reading."""
        try:
            return render_opened(self._catalog.listing(article_id), confirming=confirming)
        except ArticleNotFound:
            return render_opened(None)

    def handle(self, look: Look, event: gr.EventData) -> tuple[Any, ...]:
        """Remove the open article, once that is confirmed."""
        said = event._data or {}
        article_id = str(said.get("id", ""))
        if said.get("act") != "remove":
            return gr.skip(), self.opened(article_id, confirming=said.get("act") == "doubt")
        try:
            title = self._catalog.listing(article_id).article.title
            self._assistant.remove(article_id)
        except ArticleNotFound:
            return self.shelf(look), render_opened(None)
        return self.shelf(look), render_removed(title)
