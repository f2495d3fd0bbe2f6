"""Ingest: from files, pages and feeds to a searchable library. ``from ingest import ingest``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.pipeline import ingest
    from ingest.report import IngestReport

__all__ = ["IngestReport", "ingest"]

#: Loaded on first use, as in the package ``assistant``.
_HOMES = {"ingest": "ingest.pipeline", "IngestReport": "ingest.report"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ingest' has no attribute {name!r}; it has: {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)
