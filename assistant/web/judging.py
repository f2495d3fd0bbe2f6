"""What somebody thinks of an answer, on its way into the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.web.browser_secret import Seal
from assistant.web.turns import Turn

if TYPE_CHECKING:
    from assistant.catalog import Catalog


def rate(catalog: Catalog, seal: Seal, turns: Sequence[Turn], number: int, value: int) -> list[Turn]:
    """Store that the answer of turn ``number`` was useful (``value`` above 0) or not; return the turns with it."""
    return _judged(catalog, seal, turns, number, replace(turns[number], rating=1 if value > 0 else -1, note=""))


def add_note(catalog: Catalog, seal: Seal, turns: Sequence[Turn], number: int, note: str) -> list[Turn]:
    """Store what was said about the answer of turn ``number``, once it is rated; return the turns with it."""
    if not note or not turns[number].rating:
        return list(turns)
    return _judged(catalog, seal, turns, number, replace(turns[number], note=note))


def _judged(catalog: Catalog, seal: Seal, turns: Sequence[Turn], number: int, turn: Turn) -> list[Turn]:
    assert turn.answer is not None
    # What the browser kept says which row it may change: only one that this server gave to it, never another's.
    row = catalog.rate(turn.answer, turn.rating, note=turn.note, feedback_id=seal.open(turn.receipt))
    return [*turns[:number], replace(turn, receipt=seal.close(row)), *turns[number + 1 :]]
