"""Markdown with YAML front matter: title, source or outlet, author or authors, url, published or date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import MEBIBYTE, read_text
from ingest.loaders.rows import OTHER_NAMES, read_published

if TYPE_CHECKING:
    from markdown_it.token import Token

#: A file is one article: room for four bytes for each of the characters that an article may have by default.
_MOST_BYTES: Final = 8 * MEBIBYTE
#: Characters parsed in one step, at least, and twice that at most: what a parser makes of them is 500 times as large.
_SECTION: Final = 65_536
#: Blank lines that are tried as the end of a section before it ends anywhere.
_MOST_TRIED: Final = 20
#: A blank line after the hyphens, and no field, make them a rule above the text.
_FRONT_MATTER: Final = re.compile(
    r"---[ \t]*\n(?=\S|\s+[A-Za-z_]+[ \t]*:)(.*?)(?:\n|^)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENING: Final = re.compile(r"---[ \t]*\n[A-Za-z_]+[ \t]*:")
#: Front matter beyond this is no front matter.
_LONGEST_FRONT_MATTER: Final = 65_536
_REMEDY: Final = 'put values with a colon or a quotation mark in quotation marks (title: "Iraq: what next")'
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
_FENCE: Final = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_LINE_BREAKS: Final = {"softbreak": " ", "hardbreak": "\n"}
_WORDLESS: Final = frozenset({"image", "html_inline"})


def load_markdown(path: Path, name: str) -> Iterator[Draft]:
    """Yield the one article of a Markdown file, as plain text: links keep their words, images go.

    Raises:
        LoadError: The file cannot be read as text, or its front matter is not what it should be.
    """
    content = read_text(path, name, limit=_MOST_BYTES).removeprefix("\ufeff").replace("\r\n", "\n").lstrip("\n")
    fields, body = _split_front_matter(content, name)
    heading, text = _read_body(body)
    title = _read_field(fields, ("title", *OTHER_NAMES["title"]), name)
    yield Draft(
        text=text if not title or not heading else f"{heading}\n\n{text}",
        locator=name,
        title=title or heading,
        source=_read_field(fields, ("source", *OTHER_NAMES["source"]), name),
        author=_read_field(fields, ("authors", "author"), name),
        url=_read_field(fields, ("url", *OTHER_NAMES["url"]), name),
        published=read_published(_read_field(fields, ("published", *OTHER_NAMES["published"]), name), name),
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

    parser = MarkdownIt("commonmark").enable("table").disable("code")
    texts: list[str] = []
    heading = ""
    for section in _sections(body):
        first, text = _read_section(parser.parse(section))
        if not texts and not heading:
            heading = first
        elif first:
            text = f"{first}\n\n{text}"
        if text:
            texts.append(text)
    return heading, "\n\n".join(texts)


def _read_section(tokens: list[Token]) -> tuple[str, str]:
    """Return the first heading, if the section begins with it, and the rest as plain text."""
    blocks: list[str] = []
    cells: list[str] = []
    heading = ""
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
                blocks.append(_without_tags(token.content))
    return heading, "\n\n".join(block.strip() for block in blocks if block.strip())


def _without_tags(markup: str) -> str:
    """Return the words between tags and comments; what is never closed is none. A pattern would seek its end anew."""
    kept, place = [], 0
    last, last_of_comment = markup.rfind(">"), markup.rfind("-->")
    while 0 <= (opened := markup.find("<", place)) < last:
        end = "-->" if markup.startswith("<!--", opened) and opened < last_of_comment else ">"
        kept.append(markup[place:opened])
        place = markup.index(end, opened) + len(end)
    return " ".join([*kept, markup[place:]])


def _sections(body: str) -> Iterator[str]:
    """Yield a text in parts that are parsed one by one; all but very long ones in one part.

    A part ends at a blank line outside of fenced code and comments, or anywhere when there is none near. A link does
    not know an address that another part gives it, and is left as it is written.
    """
    start = 0
    while start < len(body):
        end = _section_end(body, start)
        yield body[start:end]
        start = end


def _section_end(body: str, start: int) -> int:
    latest = start + 2 * _SECTION
    if latest >= len(body):
        return len(body)
    for blank in islice(_BLANK_LINE.finditer(body, start + _SECTION, latest), _MOST_TRIED):
        section = body[start : blank.end()]
        if len(_FENCE.findall(section)) % 2 == 0 and section.count("<!--") == section.count("-->"):
            return blank.end()
    return max(body.rfind("\n", start, latest), body.rfind(" ", start, latest), latest - 1 - _SECTION) + 1


def _read_inline(tokens: list[Token]) -> str:
    """Return the words of a paragraph: emphasis, link targets, images and tags dropped."""
    return "".join(_LINE_BREAKS.get(token.type, token.content) for token in tokens if token.type not in _WORDLESS)
