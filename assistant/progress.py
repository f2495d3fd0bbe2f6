"""How long tasks say how far they have come, to whoever wants to hear."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears how a long task goes on: its phases, one after the other, each of so many units."""

    def waiting(self) -> None:
        """Another process is writing to this library; the task waits for it."""

    def phase(self, name: str, total: int | None, unit: str) -> None:
        """Begin a phase of ``total`` units (None: not known)."""

    def advance(self, count: int) -> None:
        """Count units as done."""


class Silence:
    """Progress that nobody hears."""

    def waiting(self) -> None:
        """Say nothing."""

    def phase(self, name: str, total: int | None, unit: str) -> None:
        """Say nothing."""

    def advance(self, count: int) -> None:
        """Say nothing."""
