"""From what the user names (files, folders, globs) to the files to load, and what they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders import ENDINGS, ending_of, load, supported, unknown_ending

_GLOB_CHARACTERS: Final = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to load. ``name`` is its path within the SOURCE given, with forward slashes: part of its identity."""

    path: Path
    name: str


def read_files(sources: Sequence[str], other_kinds: Counter[str]) -> Iterator[tuple[Draft | LoadError, str]]:
    """Yield what the files hold that the sources name, each story with its file's path within its source.

    The files that no loader takes are counted in ``other_kinds``, as ``find_files`` does.
    """
    for found in find_files(sources, other_kinds):
        if isinstance(found, LoadError):
            yield found, ""
            continue
        for loaded in load(found.path, name=found.name):
            yield loaded, found.name


def find_files(sources: Sequence[str], other_kinds: Counter[str] | None = None) -> Iterator[Found | LoadError]:
    """Yield the files that the sources name, each once, and an error for each source that gives none.

    A folder gives its supported files at any depth, in the order of their paths; hidden ones, README files and what a
    browser saved beside a page are left out, and links that lead round in a circle are not followed. A glob
    ("news/**/*.jsonl") gives what it matches, but of folders only itself. A file named as such must be one that a
    loader takes. ``other_kinds`` counts, by ending, the files in folders and globs that no loader takes.
    """
    other_kinds = Counter() if other_kinds is None else other_kinds
    given: set[Path] = set()
    for source in sources:
        try:
            for found in _find(source, other_kinds):
                real = found.path.resolve() if isinstance(found, Found) else None
                if real is None or real not in given:
                    yield found
                if real is not None:
                    given.add(real)
        except (OSError, ValueError, RuntimeError) as error:  # a zero byte in the name; the home of nobody
            yield _unreadable(source, error)


def _find(source: str, other_kinds: Counter[str]) -> Iterator[Found | LoadError]:
    path = Path(source) if Path(source).exists() else Path(source).expanduser()  # "~draft.txt" may be a file
    if not source.strip():
        yield LoadError('""', "is no file, folder, glob or URL; name one")
    elif path.is_dir():
        yield from _search_folder(path, source, other_kinds)
    elif path.exists():
        yield Found(path, path.name) if supported(path) else unknown_ending(path, source)
    elif _GLOB_CHARACTERS.search(source):
        yield from _match(path, source, other_kinds)
    else:
        yield LoadError(source, "does not exist; check the name")


def _search_folder(folder: Path, source: str, other_kinds: Counter[str]) -> Iterator[Found | LoadError]:
    is_empty = True
    for file in _walk(folder, frozenset(), other_kinds):
        is_empty = False
        yield Found(file, file.relative_to(folder).as_posix()) if isinstance(file, Path) else file
    if is_empty:
        yield LoadError(source, f"holds no supported file; put in files ending in {ENDINGS}")


def _walk(folder: Path, above: frozenset[Path], other_kinds: Counter[str]) -> Iterator[Path | LoadError]:
    """Yield the files to load in a folder; ``above`` are the real folders that led to it."""
    real = folder.resolve()
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _unreadable(str(folder), error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_beside_page(entry):
            continue
        if entry.is_dir():
            yield from _walk(entry, above | {real}, other_kinds)
        elif entry.is_file() and not supported(entry):
            # The samples lie in a Python package, and nobody takes its files for news.
            if entry.suffix not in (".py", ".pyc"):
                other_kinds[ending_of(entry)] += 1
        elif entry.is_file() and not _is_readme(entry):
            yield entry


def _is_beside_page(folder: Path) -> bool:
    """Whether this is the folder of pictures and frames that a browser saves with a page ("Story_files")."""
    page = folder.name.removesuffix("_files")
    return page != folder.name and any(folder.with_name(page + ending).is_file() for ending in (".html", ".htm"))


def _is_readme(file: Path) -> bool:
    return file.name.split(".")[0].upper() == "README"


def _match(pattern: Path, source: str, other_kinds: Counter[str]) -> Iterator[Found | LoadError]:
    first = next(number for number, part in enumerate(pattern.parts) if _GLOB_CHARACTERS.search(part))
    fixed = Path(*pattern.parts[:first])
    matches = [path for path in sorted(fixed.glob(str(PurePath(*pattern.parts[first:])))) if path.is_file()]
    files = [path for path in matches if supported(path)]
    if not matches:
        yield LoadError(source, "matches no file; check the pattern")
    elif not files:
        yield LoadError(source, f"matches no supported file; use one of {ENDINGS}")
    else:
        others = [path for path in matches if not supported(path) and not path.name.startswith(".")]
        other_kinds.update(map(ending_of, others))
    for path in files:
        yield Found(path, path.relative_to(fixed).as_posix())


def _unreadable(name: str, error: Exception) -> LoadError:
    reason = getattr(error, "strerror", None) or str(error).rstrip(".")
    return LoadError(name, f"cannot be read ({reason}); check the name and its permissions")
