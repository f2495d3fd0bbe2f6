"""Dateline: answers from your news articles, with the exact words behind them.

>>> from assistant import answer
>>> answer("How many troops are in Syria?").text  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.settings import Settings
    from assistant.shared import answer
    from assistant.types import Answer, Article, Citation, Passage, RetrievedPassage

__all__ = ["Answer", "Article", "Assistant", "Citation", "Passage", "RetrievedPassage", "Settings", "answer"]
__version__ = "0.1.0"

#: Where each public name lives. Loaded on first use: the console script imports this package, and must answer at once.
_HOMES = {
    "Answer": "assistant.types",
    "Article": "assistant.types",
    "Assistant": "assistant.chain",
    "Citation": "assistant.types",
    "Passage": "assistant.types",
    "RetrievedPassage": "assistant.types",
    "Settings": "assistant.settings",
    "answer": "assistant.shared",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}; it has: {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
