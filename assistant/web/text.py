"""Text from outside on its way into the page: escaped, dated, linked only where a link is safe, and read as JSON.

Everything that comes from an article, a question or a chat model is untrusted: it enters the page as text, never as
markup. Nothing in the files that draw imports the web framework: they are plain functions from text to text.
"""

from __future__ import annotations

import json
import re
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlsplit

from assistant.types import day_in_words, encodable


def escape_text(text: str) -> str:
    """Return ``text`` as HTML that shows its characters literally, within an element or a quoted attribute."""
    shown = escape(encodable(text), quote=True)
    # The page's components run what they are given through two template languages.
    return shown.replace("{", "&#123;").replace("`", "&#96;").replace("$", "&#36;")


def read_object(text: str) -> dict[str, Any]:
    """Return the JSON object that a browser sent; an empty one when it sent anything else."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = {}
    return given if isinstance(given, dict) else {}


def read_number(said: object) -> int:
    """Return the whole number that a browser sent, or -1 when it sent anything else."""
    try:
        return int(str(said))
    except ValueError:
        return -1


def format_day(published: str | None) -> str:
    """Return an ISO 8601 date or date-time as "January 23, 2024", its first ten characters if it is none, or ""."""
    if not published:
        return ""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published[:10]
    return day_in_words(day)


def in_quotation_marks(words: str) -> str:
    """Return words in quotation marks; words that stand in such marks as a whole get no second pair."""
    return words if re.fullmatch('“[^“”]*”|"[^"]*"', words, re.DOTALL) else f"“{words}”"


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
