"""What a chat model writes, piece by piece, within a time limit. Whatever goes wrong there is a ChatFailure."""

from __future__ import annotations

import logging
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langsmith.run_helpers import tracing_context

#: An answer longer than this is no answer: the model is cut off.
MOST_CHARACTERS = 4_000
#: Pieces that wait to be read; a model that runs ahead of its reader is held up.
_WAITING = 64
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)

_log = logging.getLogger(__name__)


class ChatFailure(Exception):
    """A chat model did not answer: it failed, or took too long. The message is fit to show, and has no detail in it.

    What providers say may hold keys and addresses, so only the kind of error is ever logged.
    """


def stream_text(model: BaseChatModel, messages: Sequence[BaseMessage], *, seconds: float) -> Iterator[str]:
    """Yield all that the model has written so far, each time that it writes more; its private thinking is left out.

    Raises:
        ChatFailure: it raised an error, or was not done after ``seconds``. What was yielded before stays good.
    """
    deadline = time.monotonic() + seconds
    pieces: queue.Queue[str | BaseException | None] = queue.Queue(_WAITING)
    given_up = threading.Event()
    threading.Thread(target=_read, args=(model, list(messages), pieces, given_up), daemon=True).start()
    written = ""
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise ChatFailure(f"took longer than {seconds:g} seconds") from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                _log.info("the chat model raised %s", type(piece).__name__)
                raise ChatFailure("could not be reached or failed") from None
            written += piece
            yield _THINKING.sub("", written)
            if len(written) > MOST_CHARACTERS and len(_THINKING.sub("", written)) > MOST_CHARACTERS:
                return
    finally:
        given_up.set()


def _read(
    model: BaseChatModel,
    messages: list[BaseMessage],
    pieces: queue.Queue[str | BaseException | None],
    given_up: threading.Event,
) -> None:
    """Put what the model writes into the queue, then None or the error; stop when nobody reads it any more."""

    def put(piece: str | BaseException | None) -> None:
        while not given_up.is_set():
            try:
                pieces.put(piece, timeout=0.2)
                return
            except queue.Full:
                continue

    try:
        # A thread begins with an empty context, in which LangSmith would hear of the question and the passages.
        with tracing_context(enabled=False):
            for chunk in model.stream(messages):
                if given_up.is_set():
                    return
                put(str(chunk.text))
        put(None)
    # The seam around a chat model's call: providers raise whatever their libraries raise.
    except Exception as error:
        put(error)
