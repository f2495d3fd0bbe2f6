"""Keep LangSmith from hearing of questions and answers, whatever the environment says."""

from __future__ import annotations

import contextvars
from collections.abc import Iterator
from typing import TypeVar

from langsmith.run_helpers import tracing_context

_Item = TypeVar("_Item")


def untraced(items: Iterator[_Item]) -> Iterator[_Item]:
    """Step through ``items`` in a context of their own in which LangSmith tracing is off."""
    context = contextvars.copy_context()
    stack = tracing_context(enabled=False)
    context.run(stack.__enter__)
    while True:
        try:
            item = context.run(next, items)
        except StopIteration:
            return
        yield item
