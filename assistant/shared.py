"""``answer``: one open library for all calls of a script, and for as long as it is the same library."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.catalog import CATALOG_FILE
from assistant.chain import Assistant
from assistant.settings import Settings
from assistant.types import Answer


@dataclass(frozen=True, slots=True)
class _Open:
    """An open library with the settings it was opened with, and the (device, number) of its catalog's file."""

    assistant: Assistant
    settings: Settings
    file: tuple[int, int] | None


_opened: dict[Path, _Open] = {}
_opening = threading.Lock()


def answer(question: str, *, data_dir: str | Path | None = None, **options: Any) -> Answer:  # noqa: ANN401
    """Answer one question from the library in ``data_dir``; options as ``Assistant.answer``.

    Later calls for the same folder reuse the open library and the loaded models, unless the settings have changed or
    the folder holds another library by then.
    """
    settings = Settings.load(data_dir)
    folder = settings.data_dir
    with _opening:
        found = _opened.get(folder)
        if found is None or found.settings != settings or found.file != _file_of(folder):
            # The one before is not closed: another thread may be asking it.
            assistant = Assistant.open(settings=settings)
            found = _opened[folder] = _Open(assistant, settings, _file_of(folder))
    return found.assistant.answer(question, **options)


def _file_of(folder: Path) -> tuple[int, int] | None:
    try:
        status = (folder / CATALOG_FILE).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
