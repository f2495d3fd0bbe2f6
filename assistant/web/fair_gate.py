"""A few places for much work, given out fairly: whoever asks a lot waits for those who ask a little."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from assistant.errors import BusyError


class FairGate:
    """Lets ``places`` through at a time, one waiting person after the other, not one request after the other.

    A person's own turns go to one of their pages after the other. At most ``most_waiting`` requests wait; when one more
    comes, the newest of whoever has most of them waiting is refused. Thread-safe.
    """

    def __init__(self, places: int, *, most_waiting: int) -> None:
        self._free = places
        self._most = most_waiting
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, OrderedDict[str, deque[Future[None]]]] = OrderedDict()

    @contextmanager
    def turn(self, person: str, page: str = "") -> Iterator[None]:
        """Wait for a place and hold it.

        Args:
            person: what tells one asker from another; nothing that an asker can choose.
            page: what tells the pages and programs of one person apart. An asker may choose it: it shares out only
                what the person gets.

        Raises:
            BusyError: too many requests wait, and this person has most of them.
        """
        called = self._queue_up(person, page)
        if called is not None:
            called.result()
        try:
            yield
        finally:
            self._leave()

    def waiting(self) -> int:
        """Return how many requests wait."""
        with self._lock:
            return sum(map(self._count, self._waiting))

    def _count(self, person: str) -> int:
        return sum(map(len, self._waiting.get(person, {}).values()))

    def _queue_up(self, person: str, page: str) -> Future[None] | None:
        with self._lock:
            if self._free and not self._waiting:
                self._free -= 1
                return None
            if sum(map(self._count, self._waiting)) >= self._most:
                self._make_room(person)
            called: Future[None] = Future()
            self._waiting.setdefault(person, OrderedDict()).setdefault(page, deque()).append(called)
            return called

    def _make_room(self, person: str) -> None:
        """Refuse the newest request of whoever would have more waiting than ``person``, or else theirs."""
        refusal = BusyError(f"{self._most} questions are waiting already; ask again in a minute")
        most = max(self._waiting, key=self._count, default=person)
        if self._count(most) <= self._count(person) + 1:
            raise refusal
        pages = self._waiting[most]
        page = max(pages, key=lambda name: len(pages[name]))
        pages[page].pop().set_exception(refusal)
        if not pages[page]:
            del pages[page]

    def _leave(self) -> None:
        with self._lock:
            if not self._waiting:
                self._free += 1
                return
            # The place goes straight to the next person, who then stands last with what else they want.
            person, pages = self._waiting.popitem(last=False)
            page, requests = pages.popitem(last=False)
            requests.popleft().set_result(None)
            if requests:
                pages[page] = requests
            if pages:
                self._waiting[person] = pages
