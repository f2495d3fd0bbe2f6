"""Whether somebody still waits for an answer: what may take long looks now and then, and stops when nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from assistant.errors import AskerGone

_has_left: ContextVar[Callable[[], bool]] = ContextVar("asker_has_left", default=lambda: False)


@contextmanager
def asked_by(has_left: Callable[[], bool]) -> Iterator[None]:
    """Let whatever is done inside know by ``has_left`` that its asker has gone."""
    token = _has_left.set(has_left)
    try:
        yield
    finally:
        _has_left.reset(token)


def check_asker() -> None:
    """Raise AskerGone when nobody waits for the answer any more."""
    if _has_left.get()():
        raise AskerGone("nobody waited for the answer any more, so it was given up; ask again")
