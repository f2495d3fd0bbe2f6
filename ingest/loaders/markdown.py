"""Markdown with YAML front matter: title, source or outlet, author or authors, url, published or date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import read_text
from ingest.loaders.rows import read_published

if TYPE_CHECKING:
    from markdown_it.token import Token

#: A blank line after the hyphens, and no field, make them a rule above the text.
_FRONT_MATTER: Final = re.compile(
    r"---[ \t]*\n(?=\S|\s+[A-Za-z_]+[ \t]*:)(.*?)(?:\n|^)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENING: Final = re.compile(r"---[ \t]*\n[A-Za-z_]+[ \t]*:")
#: Front matter beyond this is no front matter.
_LONGEST_FRONT_MATTER: Final = 65_536
_REMEDY: Final = 'put values with a colon or a quotation mark in quotation marks (title: "Iraq: what next")'
_LINE_BREAKS: Final = {"softbreak": " ", "hardbreak": "\n"}
_WORDLESS: Final = frozenset({"image", "html_inline"})
_TAG: Final = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def load_markdown(path: Path, name: str) -> Iterator[Draft]:
    """Yield the one article of a Markdown file, as plain text: links keep their words, images go.

    Raises:
        LoadError: The file cannot be read as text, or its front matter is not what it should be.
    """
    content = read_text(path, name).removeprefix("\ufeff").replace("\r\n", "\n").lstrip("\n")
    fields, body = _split_front_matter(content, name)
    heading, text = _read_body(body)
    title = _read_field(fields, ("title", "headline"), name)
    yield Draft(
        text=text if not title or not heading else f"{heading}\n\n{text}",
        locator=name,
        title=title or heading,
        source=_read_field(fields, ("source", "outlet", "publisher"), name),
        author=_read_field(fields, ("authors", "author"), name),
        url=_read_field(fields, ("url", "link", "canonical_url"), name),
        published=read_published(_read_field(fields, ("published", "date"), name), name),
        language=_read_field(fields, ("language", "lang"), name),
    )


def _split_front_matter(content: str, name: str) -> tuple[dict[str, object], str]:
    match = _FRONT_MATTER.match(content)
    if not match or len(match[1]) > _LONGEST_FRONT_MATTER:
        if _OPENING.match(content):
            raise LoadError(name, 'its front matter is not closed; end it with a line of three hyphens ("---")')
        return {}, content
    import yaml

    try:
        # BaseLoader: every value stays the string that was written, so that a date is read by our rules, not YAML's.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise LoadError(
            name, f"its front matter is not valid YAML ({' '.join(str(error).split())}); {_REMEDY}"
        ) from error
    if not fields:
        return {}, content[match.end() :]
    if not isinstance(fields, dict):
        raise LoadError(name, 'its front matter is not a list of "field: value" lines; write title: …, source: …')
    return {str(field).lower(): value for field, value in fields.items()}, content[match.end() :]


def _read_field(fields: dict[str, object], names: tuple[str, ...], name: str) -> str:
    """Return the first of these fields that is there and not empty, a list of strings joined by commas."""
    for field in names:
        match fields.get(field):
            case None | "":
                continue
            case str() as value:
                return value
            case list() as values if all(isinstance(value, str) for value in values):
                return ", ".join(values)
            case _:
                raise LoadError(name, f'"{field}" of its front matter is neither a text nor a list of texts; {_REMEDY}')
    return ""


def _read_body(body: str) -> tuple[str, str]:
    """Return the first heading, if the body begins with it, and the rest as plain text."""
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    cells: list[str] = []
    heading = ""
    tokens = MarkdownIt("commonmark").enable("table").disable("code").parse(body)
    for number, token in enumerate(tokens):
        match token.type:
            case "inline" if tokens[number - 1].type in ("td_open", "th_open"):
                cells.append(_read_inline(token.children or []))
            case "inline" if tokens[number - 1].tag == "h1" and not blocks and not heading:
                heading = " ".join(_read_inline(token.children or []).split())
            case "inline":
                blocks.append(_read_inline(token.children or []))
            case "tr_close":
                blocks.append(" | ".join(cells))
                cells = []
            case "fence":
                blocks.append(token.content)
            case "html_block":
                blocks.append(_TAG.sub(" ", token.content))
    return heading, "\n\n".join(block.strip() for block in blocks if block.strip())


def _read_inline(tokens: list[Token]) -> str:
    """Return the words of a paragraph: emphasis, link targets, images and tags dropped."""
    return "".join(_LINE_BREAKS.get(token.type, token.content) for token in tokens if token.type not in _WORDLESS)
