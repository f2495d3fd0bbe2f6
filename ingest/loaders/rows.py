"""Rows of JSON: {"text", "title"?, "url"?, "source"?, "authors"? or "author"?, "published"?}."""

from __future__ import annotations

from assistant.errors import LoadError
from ingest.dates import ACCEPTED_FORMS, parse_date
from ingest.draft import Draft


def read_row(row: object, locator: str, place: int) -> Draft:
    """Return the draft that one row holds. Other keys are ignored; null is the same as absent.

    Raises:
        LoadError: The row is not an object, has no text, or a field of it has the wrong type.
    """
    if not isinstance(row, dict):
        raise LoadError(locator, f'is {_kind(row)}, not an object; write {{"text": "…", "title": "…"}}')
    text = _read_string(row, "text", locator)
    if not text.strip():
        raise LoadError(locator, 'has no "text"; give the article\'s text in that field, or remove the row')
    return Draft(
        text=text,
        locator=locator,
        title=_read_string(row, "title", locator),
        source=_read_string(row, "source", locator),
        author=_read_authors(row, locator),
        url=_read_string(row, "url", locator),
        published=read_published(row.get("published"), locator),
        place=place,
    )


def read_published(value: object, locator: str) -> str | None:
    """Return a row's date made ISO 8601, or None when it has none.

    Raises:
        LoadError: It has one that is no date.
    """
    if value is None or value == "":
        return None
    published = parse_date(value) if isinstance(value, str) else None
    if published is None:
        raise no_date_error(value, locator)
    return published


def no_date_error(value: object, locator: str) -> LoadError:
    """Return the error for what is given as an article's date and is none."""
    return LoadError(locator, f'"published" is {_shown(value)}, which is no date; write it as {ACCEPTED_FORMS}')


def _read_string(row: dict[str, object], field: str, locator: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LoadError(locator, f'"{field}" is {_kind(value)}, not a string; put it in quotation marks')
    return value


def _read_authors(row: dict[str, object], locator: str) -> str:
    field = "authors" if row.get("authors") else "author"
    value = row.get(field)
    if isinstance(value, list):
        if not all(isinstance(author, str) for author in value):
            raise LoadError(locator, f'"{field}" has an entry that is not a string; write ["Jane Doe", "John Roe"]')
        return ", ".join(dict.fromkeys(author.strip() for author in value if author.strip()))
    return _read_string(row, field, locator)


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def _shown(value: object) -> str:
    shown = repr(value) if not isinstance(value, str) else f'"{value}"'
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
