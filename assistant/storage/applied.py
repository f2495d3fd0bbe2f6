"""How far a derived index has applied the change sequence: one small file beside it, replaced atomically.

The record also holds the size and checksum of files that the index's own library would read without checking them.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.errors import StorageError

_FILE = "applied.json"
_READ_BYTES = 1 << 20

#: Which writing of the record this is; None where there is none.
Stamp = tuple[int, int] | None
#: Tells what the catalog's history of changes is at a change number: another text is another history.
History = Callable[[int], str]


def read_applied(folder: Path, *, key: str, history: History | None = None) -> int:
    """Return the change number that the index in ``folder`` has applied; 0 when it is missing, damaged or another.

    ``key`` names what the index was built from and how (model, schema): another key is another index. So is another
    ``history``: the index came from another library's folder. An index of before histories were recorded is believed.
    """
    try:
        record = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        sequence = int(record["sequence"]) if record["key"] == key else 0
        recorded = record.get("history")
        return 0 if history and sequence and recorded not in (None, history(sequence)) else sequence
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return 0


def stamp(folder: Path) -> Stamp:
    """Return what changes whenever the index is written, be it by the same changes anew."""
    try:
        status = (folder / _FILE).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def is_intact(folder: Path, *, may_vanish: bool = False) -> bool:
    """Say whether the files that were recorded with the change number still are what they were.

    ``may_vanish`` is for an index that a writer keeps tidy meanwhile, and that itself notices a missing file.
    """
    try:
        recorded = json.loads((folder / _FILE).read_text(encoding="utf-8"))["files"]
        for name, described in recorded.items():
            if not (may_vanish and not (folder / name).exists()) and _described(folder / name) != described:
                return False
        return True
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def write_applied(
    folder: Path, sequence: int, *, key: str, history: History | None = None, files: Iterable[Path] = ()
) -> None:
    """Record that the index has applied everything up to ``sequence``; call it after the index itself is on disk.

    ``files`` are those of the index that ``is_intact`` is to check.
    """
    try:
        record = {"sequence": sequence, "key": key} | ({"history": history(sequence)} if history else {})
        described = {file.relative_to(folder).as_posix(): _described(file) for file in files}
        temporary = folder / f"{_FILE}.new"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({**record, "files": described}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / _FILE)
    except OSError as error:
        raise StorageError(f"{folder} cannot be written: {error.strerror}; free disk space and run again") from error


def check_deletable(folder: Path) -> None:
    """Raise StorageError where an index's folder is a link: what it leads to, maybe not of an index alone, stays."""
    if folder.is_symlink():
        raise StorageError(
            f"{folder} is a symbolic link, and an index that is built anew is deleted first, which nothing outside the"
            " library ever is; remove the link and run dateline reindex, or keep the whole data folder on that disk"
        )


def _described(path: Path) -> list[int]:
    size = checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_READ_BYTES):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
    return [size, checksum]
