"""A few places for much work, given out fairly: whoever asks a lot waits for those who ask a little."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import BusyError


class FairGate:
    """Lets ``places`` through at a time, one waiting person after the other, not one request after the other.

    Thread-safe. More than ``most_waiting`` waiting requests raise BusyError.
    """

    def __init__(self, places: int, *, most_waiting: int) -> None:
        self._free = places
        self._most = most_waiting
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[threading.Event]] = OrderedDict()

    @contextmanager
    def turn(self, person: str) -> Iterator[None]:
        """Wait for a place and hold it. ``person`` is whatever tells one asker from another."""
        called = self._queue_up(person)
        if called is not None:
            called.wait()
        try:
            yield
        finally:
            self._leave()

    def _queue_up(self, person: str) -> threading.Event | None:
        with self._lock:
            if self._free and not self._waiting:
                self._free -= 1
                return None
            if sum(map(len, self._waiting.values())) >= self._most:
                raise BusyError(f"{self._most} questions are waiting already; ask again in a minute")
            called = threading.Event()
            self._waiting.setdefault(person, deque()).append(called)
            return called

    def _leave(self) -> None:
        with self._lock:
            if not self._waiting:
                self._free += 1
                return
            # The place goes straight to the next person, who then stands last with what else they want.
            person, requests = self._waiting.popitem(last=False)
            requests.popleft().set()
            if requests:
                self._waiting[person] = requests
