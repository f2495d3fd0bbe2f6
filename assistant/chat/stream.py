"""What a chat model writes, piece by piece, within a time limit. Whatever goes wrong there is a ChatFailure."""

from __future__ import annotations

import logging
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from enum import Enum

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langsmith.run_helpers import tracing_context

from assistant.asker import check_asker

#: An answer longer than this is no answer: the model is cut off. So it is when it thinks for longer than that.
MOST_CHARACTERS = 4_000
MOST_THINKING = 60_000
#: Pieces that wait to be read; a model that runs ahead of its reader is held up.
_WAITING = 64
#: Seconds after which it is looked again whether somebody still waits, while the model writes nothing.
_LOOK_AGAIN = 0.5
_TAG = re.compile(r"<(?P<closing>/?)think(?:ing)?>", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"<(?P<closing>/)think(?:ing)?>", re.IGNORECASE)
#: What may be the beginning of a tag, whose rest is still to come, and how long that is at most.
_BEGUN_TAG = re.compile(r"<(?:/?[a-z]{0,8})?$", re.IGNORECASE)
_BEGUN = len("</thinking")
#: How models begin to think aloud, and never an answer from passages. Some servers send no opening tag: what begins so
#: is held back until the closing one comes, or the end.
_ALOUD = re.compile(
    r"\s*(?:okay|ok|alright|all right|hmm+|wait|let me|let[’']s|the user|so,? (?:the user|i)"
    r"|(?:first,? )?(?:i|we)(?: need| have| should| must|[’']ll|[’']m)(?: to)?)\b",
    re.IGNORECASE,
)
#: So many characters tell how a text begins.
_BEGINNING = 24

_log = logging.getLogger(__name__)


class ChatFailure(Exception):
    """A chat model did not answer: it failed, or took too long. The message is fit to show, and has no detail in it.

    What providers say may hold keys and addresses, so only the kind of error is ever logged.
    """


def stream_text(model: BaseChatModel, messages: Sequence[BaseMessage], *, seconds: float) -> Iterator[str]:
    """Yield all that the model has written so far, each time that it writes more; its private thinking is left out.

    Raises:
        ChatFailure: it raised an error, was not done after ``seconds``, or thought for too long. What was yielded
            before stays good.
        AskerGone: nobody waits for the answer any more.
    """
    deadline = time.monotonic() + seconds
    pieces: queue.Queue[str | BaseException | None] = queue.Queue(_WAITING)
    given_up = threading.Event()
    threading.Thread(target=_read, args=(model, list(messages), pieces, given_up), daemon=True).start()
    answer = _Answer()
    shown = ""
    try:
        while True:
            check_asker()
            # Asked before each piece: those that wait would be handed out however late it is.
            left = deadline - time.monotonic()
            try:
                if left <= 0:
                    raise queue.Empty
                piece = pieces.get(timeout=min(left, _LOOK_AGAIN))
            except queue.Empty:
                if left > _LOOK_AGAIN:
                    continue
                raise ChatFailure(f"took longer than {seconds:g} seconds") from None
            if isinstance(piece, BaseException):
                _log.info("the chat model raised %s", type(piece).__name__)
                raise ChatFailure("could not be reached or failed") from None
            if piece is None:
                answer.end()
            else:
                answer.add(piece)
            if answer.visible != shown:
                shown = answer.visible
                yield shown
            if piece is None or len(shown) > MOST_CHARACTERS:
                return
            if answer.thought > MOST_THINKING:
                raise ChatFailure("thought for too long")
    finally:
        given_up.set()


class _State(Enum):
    BEGINNING = 1
    ANSWER = 2
    THINKING = 3
    #: What looks like thinking, without a tag that says so.
    ALOUD = 4


class _Answer:
    """What of a model's words is its answer: its thinking is taken out as the words come, each read once.

    ``visible`` is the answer so far, which only grows; ``thought`` how many characters were kept back.
    """

    def __init__(self) -> None:
        self.visible = ""
        self.thought = 0
        self._state = _State.BEGINNING
        #: What is not sorted yet: the last few characters, which may be half a tag.
        self._rest = ""
        self._held: list[str] = []

    def add(self, piece: str) -> None:
        """Read on."""
        self._rest += piece
        if self._state is _State.BEGINNING:
            if len(self._rest) < _BEGINNING:
                return
            self._begin()
        while match := (_CLOSING_TAG if self._state is _State.THINKING else _TAG).search(self._rest):
            before, self._rest = self._rest[: match.start()], self._rest[match.end() :]
            if self._state is _State.THINKING or (match.group("closing") and not self.visible):
                self.thought += len(before)
            else:
                # A closing tag without an opening one comes too late for what was handed out: it is checked like all.
                self.visible += "".join(self._held) + before + ("\n" if match.group("closing") else "")
            self._held.clear()
            self._state = _State.ANSWER if match.group("closing") else _State.THINKING
        if self._state is _State.ANSWER:
            begun = _BEGUN_TAG.search(self._rest, max(0, len(self._rest) - _BEGUN))
            end = begun.start() if begun else len(self._rest)
            self.visible += self._rest[:end]
        else:
            end = max(0, len(self._rest) - _BEGUN)
            self.thought += end
            if self._state is _State.ALOUD:
                self._held.append(self._rest[:end])
        self._rest = self._rest[end:]

    def end(self) -> None:
        """Let out what was held back and is no thinking: the model has written all."""
        if self._state is _State.BEGINNING:
            self._begin()
            self.add("")
        if self._state is not _State.THINKING:
            self.visible += ("".join(self._held) + self._rest)[:MOST_CHARACTERS]

    def _begin(self) -> None:
        self._state = _State.ALOUD if _ALOUD.match(self._rest) else _State.ANSWER


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
