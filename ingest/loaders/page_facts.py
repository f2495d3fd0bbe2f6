"""What a web page says of itself: its outlet, authors and address, beside what trafilatura finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ingest.clean import letters_of
from ingest.urls import hostname, is_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Node: TypeAlias = dict[str, Any]

_OUTLET: Final = "//meta[@property='og:site_name' or @name='og:site_name']/@content"
_ARTICLE_TYPES: Final = ("Article", "BlogPosting", "Report")
_JSON_LD: Final = "//script[@type='application/ld+json']/text()"
#: What Chromium and its like write above a page that they save; the number is the address's length.
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d{4}\)(\S+)\s*-->")
_HEAD_CHARACTERS: Final = 4_096
_NOBODY: Final = re.compile(r"(?:(?:the|our|news|web) )?staff(?: (?:writer|reporter|report|author)s?)?", re.IGNORECASE)
#: What stands between a headline and the name of its site.
_SEPARATORS: Final = (" | ", " - ", " – ", " — ", " · ", " :: ")


def read_linked_data(tree: HtmlElement) -> _Node:
    """Return the JSON-LD node that describes the article, with the nodes it refers to in their places.

    It is empty when there is none, or it is not JSON.
    """
    for script in tree.xpath(_JSON_LD):
        try:
            content = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(content))
        by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
        for node in nodes:
            if any(str(kind).endswith(_ARTICLE_TYPES) for kind in as_list(node.get("@type"))):
                return {key: [_resolved(value, by_id) for value in as_list(held)] for key, held in node.items()}
    return {}


def read_outlet(tree: HtmlElement, linked_data: _Node) -> str:
    """Return the name of the page's outlet, or "" when it gives none."""
    stated = next((value.strip() for value in tree.xpath(_OUTLET) if value.strip()), "")
    name = next(filter(None, [stated, *_names(linked_data.get("publisher"))]), "")
    return hostname(name) or name  # some sites call themselves by their address


def read_author(found: str, linked_data: _Node) -> str:
    """Return the authors that trafilatura found, which it parts by semicolons, else those of the linked data.

    "Staff" is nobody.
    """
    authors = [name.strip() for name in found.split(";")] if found else _names(linked_data.get("author"))
    return ", ".join(dict.fromkeys(name for name in authors if name and not _NOBODY.fullmatch(name)))


def saved_from(page: str) -> str:
    """Return the address from which a browser saved a page, or "" when it does not say."""
    match = _SAVED_FROM.search(page, 0, _HEAD_CHARACTERS)
    return match[1] if match and is_url(match[1]) else ""


def plain_title(title: str, site_names: Iterable[str]) -> str:
    """Return a title without the name of its site at the end, and without that of a section between the two."""
    names = {letters for name in site_names if (letters := letters_of(name))}
    for separator in _SEPARATORS:
        headline, _, last = title.rpartition(separator)
        if headline and letters_of(last) in names:
            return max(headline.split(" | "), key=len).strip() if separator == " | " else headline.strip()
    return title


def as_list(value: object) -> list[Any]:
    """Return a value of JSON-LD, where one stands for a list of one, as a list."""
    return value if isinstance(value, list) else [value]


def _nodes(content: object) -> Iterator[_Node]:
    for holder in as_list(content):
        if isinstance(holder, dict):
            yield holder
            yield from (node for node in as_list(holder.get("@graph")) if isinstance(node, dict))


def _resolved(value: object, by_id: dict[str, _Node]) -> object:
    """Return the node to which a value refers, or the value itself when it refers to none that the page has."""
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(value["@id"], value)
    return value


def _names(value: object) -> list[str]:
    """Return the names of people or organisations, each given as itself, by its "name", or by a list of names."""
    held = [node.get("name") if isinstance(node, dict) else node for node in as_list(value)]
    return [name.strip() for names in held for name in as_list(names) if isinstance(name, str) and not is_url(name)]
