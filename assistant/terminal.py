"""Progress in a terminal: bars with rate and time left on stderr, nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, TypeVar

import click
from tqdm import tqdm

_Item = TypeVar("_Item")


class TerminalProgress:
    """Shows the phases of a long task as bars; a context manager that leaves the terminal clean."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> TerminalProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def waiting(self) -> None:
        """Say that another process is writing to the library."""
        self._close()
        click.echo("dateline: another process is writing to this library; waiting for it to finish", err=True)

    def phase(self, name: str, total: int | None, unit: str) -> None:
        """Begin a bar for ``total`` units (None: not known)."""
        self._close()
        # Without units there is nothing to count; the bar then only says what is going on.
        layout = "{desc}…" if not unit else None
        self._bar = tqdm(
            desc=name,
            total=total,
            unit=f" {unit}",
            unit_scale=True,
            leave=False,
            disable=None,
            bar_format=layout,
            dynamic_ncols=True,
        )

    def advance(self, count: int) -> None:
        """Count units as done."""
        if self._bar is not None:
            self._bar.update(count)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def track(name: str, unit: str) -> Callable[[Iterable[_Item]], Iterator[_Item]]:
    """Return a function that passes items on and shows on stderr how far it has come."""

    def tracked(items: Iterable[_Item]) -> Iterator[_Item]:
        yield from tqdm(items, desc=name, unit=f" {unit}", leave=False, disable=None, file=sys.stderr)

    return tracked
