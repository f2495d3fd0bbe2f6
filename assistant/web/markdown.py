"""An answer's Markdown as HTML: emphasis and lists, citation marks as links to their cards, and nothing that acts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from assistant.types import encodable
from assistant.web.text import escape_text

_MARK = re.compile(r"\[(\d{1,4})\]")
#: What could load, link, run or take over the page's outline.
_LEFT_OUT = ("image", "link", "autolink", "html_inline", "html_block", "reference", "heading", "lheading")


def render_markdown(text: str, *, numbers: Collection[int], turn: int) -> str:
    """Return Markdown as HTML; ``[n]`` with ``n`` in ``numbers`` links to card ``n`` of the turn, all else is text."""
    rendered: str = _MARKDOWN.render(encodable(text), {"numbers": numbers, "turn": turn})
    return rendered.replace("{", "&#123;").replace("`", "&#96;").replace("$", "&#36;")


def mark_link(number: int, turn: int) -> str:
    """Return the link from a citation mark to its card."""
    return f'<a class="cite" href="#source-{turn}-{number}" aria-label="Source {number}">[{number}]</a>'


def _take_mark(state: StateInline, silent: bool) -> bool:
    found = _MARK.match(state.src, state.pos)
    if found is None or int(found[1]) not in state.env["numbers"]:
        return False
    if not silent:
        state.push("citation", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _draw_mark(_: RendererProtocol, tokens: Sequence[Token], index: int, __: OptionsDict, env: EnvType) -> str:
    return mark_link(int(tokens[index].content), env["turn"])


def _draw_text(_: RendererProtocol, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    return escape_text(tokens[index].content)


def _build() -> Any:  # noqa: ANN401 - markdown-it's own type is generic over nothing of use
    markdown = MarkdownIt("commonmark", {"html": False}).disable(list(_LEFT_OUT))
    markdown.inline.ruler.push("citation", _take_mark)
    markdown.add_render_rule("citation", _draw_mark)
    markdown.add_render_rule("text", _draw_text)
    return markdown


_MARKDOWN = _build()
