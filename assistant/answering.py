"""The last stage of the pipe: from retrieved passages to an Answer, by the reader that was asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.asking import Asked
from assistant.compose import compose, decline
from assistant.question.courtesies import asks_nothing
from assistant.reading.later import later_note
from assistant.settings import FALLBACK_READER
from assistant.types import Answer
from prompts import load_prompt

if TYPE_CHECKING:
    from assistant.chain import Assistant


class Answering(Runnable[Asked, Answer]):
    """The last stage: read the passages and put the answer into words. Streams growing Answers."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def invoke(self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: ANN401
        """Return the complete answer."""
        *_, last = self.stream(input, config, **kwargs)
        return last

    def stream(self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Answer]:  # noqa: ANN401
        """Yield the answer as it grows; the last one is complete and has its timings."""
        reading_began = time.perf_counter()
        draft = Answer(question=input.question, query=input.query, reader=input.reader, notes=input.notes)

        def read(draft: Answer) -> Iterator[Answer]:
            reader, reading = self._assistant.read_passages(draft.reader, input.query, input.passages)
            return compose(replace(draft, reader=reader), reading, input.filters)

        if asks_nothing(input.question):
            answers = iter([replace(draft, text=load_prompt("courtesy"))])
        elif not input.passages:
            draft = replace(draft, notes=(*draft.notes, *self._assistant.notes_on_nothing(input.filters)))
            answers = iter([decline(draft, self._assistant.why_nothing(input.filters), input.filters)])
        elif input.reader == "chat":
            answers = self._assistant.chat.reader(self._assistant.model).stream(
                draft, input.passages, input.filters, lambda draft: read(replace(draft, reader=FALLBACK_READER))
            )
        else:
            answers = read(draft)
        last = draft
        for last in answers:
            if not last.abstained:
                yield last
        if last.abstained and input.wider is not None:
            yield from self.stream(self._assistant.widened(input), config, **kwargs)
            return
        if later := later_note(input.query, last, input.passages):
            last = replace(last, notes=(*last.notes, later))
        now = time.perf_counter()
        yield self._assistant.warned(last, input.filters).with_timings(
            retrieve=input.retrieve_ms, read=1000 * (now - reading_began), total=1000 * (now - input.began)
        )
