"""How far a derived index has applied the change sequence: one small file beside it, replaced atomically."""

from __future__ import annotations

import json
import os
from pathlib import Path

from assistant.errors import StorageError

_FILE = "applied.json"


def read_applied(folder: Path, *, key: str) -> int:
    """Return the change number that the index in ``folder`` has applied; 0 when it is missing, damaged or not ``key``.

    ``key`` names what the index was built from and how (model, schema): another key is another index.
    """
    try:
        record = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return int(record["sequence"]) if record["key"] == key else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def write_applied(folder: Path, sequence: int, *, key: str) -> None:
    """Record that the index has applied everything up to ``sequence``; call it after the index itself is on disk."""
    try:
        temporary = folder / f"{_FILE}.new"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({"sequence": sequence, "key": key}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / _FILE)
    except OSError as error:
        raise StorageError(f"{folder} cannot be written: {error.strerror}; free disk space and run again") from error
