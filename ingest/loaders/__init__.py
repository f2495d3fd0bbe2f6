"""Loaders: from a file to drafts. A new one is a generator of drafts (and errors) and one line in ``LOADERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from assistant.errors import LoadError
from ingest.draft import Draft, clean_draft
from ingest.loaders.html import load_html
from ingest.loaders.json import load_json
from ingest.loaders.jsonl import load_jsonl
from ingest.loaders.markdown import load_markdown
from ingest.loaders.text import load_text

#: Takes a file and what errors shall call it; yields its stories, and an error for each that is bad; raises LoadError
#: for a file that cannot be used at all.
Loader: TypeAlias = Callable[[Path, str], Iterator[Draft | LoadError]]

#: By file ending, without ".gz", which every one of them may have after it.
LOADERS: Final[dict[str, Loader]] = {
    ".txt": load_text,
    ".text": load_text,
    ".md": load_markdown,
    ".markdown": load_markdown,
    ".html": load_html,
    ".htm": load_html,
    ".json": load_json,
    ".jsonl": load_jsonl,
    ".ndjson": load_jsonl,
}
#: Stories of one file that are reported one by one when they cannot be used: a file can have millions.
MOST_ERRORS: Final = 1_000
#: As messages list them.
ENDINGS: Final = f"{', '.join(LOADERS)}, and each of these with .gz"


def supported(path: Path) -> bool:
    """Say whether a file's ending is one that a loader takes."""
    return ending_of(path) in LOADERS


def load(path: Path, *, name: str = "") -> Iterator[Draft | LoadError]:
    """Yield the stories of a file, cleaned, in its order, and a LoadError for each that is bad.

    ``name`` is what errors call the file (default: its file name). A file that cannot be used at all (unknown, empty,
    binary, unreadable) gives one LoadError. Past ``MOST_ERRORS`` errors one more says how many there are. Nothing is
    raised.
    """
    name = name or path.name
    loader = LOADERS.get(ending_of(path))
    if loader is None:
        yield unknown_ending(path, name)
        return
    failed = 0
    try:
        for loaded in loader(path, name):
            result = loaded if isinstance(loaded, LoadError) else clean_draft(loaded)
            failed += isinstance(result, LoadError)
            if failed <= MOST_ERRORS or isinstance(result, Draft):
                yield result
    except Exception as error:  # a parser fails on bytes that its authors did not foresee: the other inputs go on
        yield as_load_error(error, name)
    if failed > MOST_ERRORS:
        yield LoadError(name, f"{failed - MOST_ERRORS:,} more of its articles cannot be used; correct it and run again")


def as_load_error(error: Exception, name: str) -> LoadError:
    """Return the error for an input on which a loader broke: its own, or one that says what came up."""
    if isinstance(error, LoadError):
        return error
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return LoadError(name, f"cannot be read ({detail}); save its text as .txt and ingest that, and report the failure")


def unknown_ending(path: Path, name: str) -> LoadError:
    """Return the error for a file that no loader takes."""
    ending = ending_of(path)
    what = f'"{ending}" files are not supported' if ending else "has no ending that tells what it is"
    return LoadError(name, f"{what}; use one of {ENDINGS}")


def ending_of(path: Path) -> str:
    """Return a file's ending in lower case, without ".gz" after it; "" for none."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes else ""
