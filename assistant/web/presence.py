"""Whether the page or program that sent an event is still there."""

from __future__ import annotations

from collections.abc import Callable

from gradio.context import LocalContext


def leaving() -> Callable[[], bool]:
    """Return what tells whether the connection has been closed over which the current event's result is awaited."""
    blocks, event_id = LocalContext.blocks.get(None), LocalContext.event_id.get(None)
    event = blocks._queue.event_ids_to_events.get(event_id) if blocks is not None and event_id else None
    return lambda: event is not None and not event.alive
