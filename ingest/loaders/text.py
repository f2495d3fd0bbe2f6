"""Plain text: one article, or several wire stories one after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders.reading import read_text
from ingest.stories import split_stories


def load_text(path: Path, name: str) -> Iterator[Draft]:
    """Yield a draft for each story of a plain text file.

    Raises:
        LoadError: The file cannot be read as text.
    """
    stories = split_stories(read_text(path, name))
    if not stories:
        raise LoadError(name, "holds no words; nothing to ingest")
    for place, story in enumerate(stories):
        yield Draft(
            text=story.text,
            locator=name if len(stories) == 1 else f"{name} story {place + 1}",
            title=story.title,
            source=story.source,
            author=story.author,
            url=story.url,
            published=story.published,
            place=place,
        )
