"""Chat models for tests: what they answer is scripted; some fail in the ways that real ones do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult


class Scripted(BaseChatModel):
    """Answers each call with ``script(messages)``, in pieces of a few characters; counts its calls."""

    script: Callable[[list[BaseMessage]], str]
    calls: list[list[BaseMessage]] = []
    piece: int = 7
    pause: float = 0.0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any) -> ChatResult:
        self.calls.append(messages)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.script(messages)))])

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any
    ) -> Iterator[ChatGenerationChunk]:
        self.calls.append(messages)
        text = self.script(messages)
        for start in range(0, len(text), self.piece):
            time.sleep(self.pause)
            yield ChatGenerationChunk(message=AIMessageChunk(text[start : start + self.piece]))


class Endless(Scripted):
    """Writes its script again and again until nobody listens any more."""

    stopped: threading.Event = threading.Event()

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any
    ) -> Iterator[ChatGenerationChunk]:
        self.calls.append(messages)
        try:
            while True:
                time.sleep(0.001)
                yield ChatGenerationChunk(message=AIMessageChunk(self.script(messages)))
        finally:
            self.stopped.set()


class Pondering(Scripted):
    """Thinks for minutes; ``ended`` has when it was no longer listened to."""

    ended: list[float] = []

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any
    ) -> Iterator[ChatGenerationChunk]:
        self.calls.append(messages)
        try:
            yield ChatGenerationChunk(message=AIMessageChunk("<think>"))
            for _step in range(10_000):
                time.sleep(0.02)
                yield ChatGenerationChunk(message=AIMessageChunk("hm "))
        finally:
            self.ended.append(time.monotonic())


def says(text: str) -> Scripted:
    """Return a model that always writes ``text``."""
    return Scripted(script=lambda messages: text, calls=[])


def raises(error: Exception) -> Scripted:
    """Return a model that always raises ``error``."""

    def script(messages: list[BaseMessage]) -> str:
        raise error

    return Scripted(script=script, calls=[])


def passages_in(messages: list[BaseMessage]) -> list[dict[str, Any]]:
    """Return the passages of a prompt, as the model sees them."""
    lines = str(messages[-1].content).splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def number_of(messages: list[BaseMessage], words: str) -> int:
    """Return the number of the first passage that holds ``words``."""
    return next(row["number"] for row in passages_in(messages) if words in row["text"])
