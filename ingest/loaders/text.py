"""Plain text: one article, or several wire stories one after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import read_text
from ingest.loaders.rows import no_date_error
from ingest.stories import split_stories


def load_text(path: Path, name: str) -> Iterator[Draft | LoadError]:
    """Yield a draft for each story of a plain text file, and an error for each whose header gives a date that is none.

    Raises:
        LoadError: The file cannot be read as text, or holds no words.
    """
    stories = split_stories(read_text(path, name, may_be_large=True))
    first = list(islice(stories, 2))  # whether there are several, without holding them all
    if not first:
        raise LoadError(name, "holds no words; nothing to ingest")
    for place, story in enumerate(chain(first, stories)):
        locator = name if len(first) == 1 else f"{name} story {place + 1}"
        if story.no_date:
            yield no_date_error(story.no_date, locator)
            continue
        yield Draft(
            text=story.text,
            locator=locator,
            title=story.title,
            source=story.source,
            author=story.author,
            url=story.url,
            published=story.published,
            place=place,
        )
