"""Rows of JSON: {"text", "title"?, "url"?, "source"?, "authors"? or "author"?, "published"?}."""

from __future__ import annotations

from assistant.errors import LoadError
from ingest.dates import ACCEPTED_FORMS, parse_date
from ingest.draft import Draft

#: What others call the fields, looked at in this order where ours is not there. Of a text, an address or a day under
#: such a name nothing is demanded: what is none of it is ignored, as every other key is.
OTHER_NAMES = {
    "text": ("content", "content_text", "body", "articleBody"),
    "title": ("headline",),
    "source": ("outlet", "publisher"),
    "url": ("link", "canonical_url"),
    "published": ("date", "published_at", "publishedAt", "date_published", "datePublished"),
}


def read_row(row: object, locator: str, place: int) -> Draft:
    """Return the draft that one row holds. Keys of other names than these and ``OTHER_NAMES`` are ignored.

    Null is the same as absent.

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
        published=_read_day(row, locator),
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


def _read_day(row: dict[str, object], locator: str) -> str | None:
    if published := read_published(row.get("published"), locator):
        return published
    return parse_date(_other(row, "published"))


def _other(row: dict[str, object], field: str) -> str:
    """Return what the row has under another name of the field, "" for nothing."""
    found = (row.get(name) for name in OTHER_NAMES.get(field, ()))
    return next((value for value in found if isinstance(value, str) and value.strip()), "")


def _read_string(row: dict[str, object], field: str, locator: str) -> str:
    value = row.get(field)
    if value is None or value == "":
        return _other(row, field)
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
