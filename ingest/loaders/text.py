"""Plain text: one article, or several wire stories one after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import read_text
from ingest.stories import split_stories


def load_text(path: Path, name: str) -> Iterator[Draft]:
    """Yield a draft for each story of a plain text file.

    Raises:
        LoadError: The file cannot be read as text, or holds no words.
    """
    stories = split_stories(read_text(path, name, may_be_large=True))
    first = list(islice(stories, 2))  # whether there are several, without holding them all
    if not first:
        raise LoadError(name, "holds no words; nothing to ingest")
    for place, story in enumerate(chain(first, stories)):
        yield Draft(
            text=story.text,
            locator=name if len(first) == 1 else f"{name} story {place + 1}",
            title=story.title,
            source=story.source,
            author=story.author,
            url=story.url,
            published=story.published,
            place=place,
        )
