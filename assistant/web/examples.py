"""Example questions drawn from a library's own articles, each tried before it is offered."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.errors import BusyError, DatelineError
from assistant.question.phrases import find_names
from assistant.settings import FALLBACK_READER
from assistant.web.fair_gate import FairGate

if TYPE_CHECKING:
    from assistant.chain import Assistant

#: Newest articles whose headlines are looked through, questions tried, and questions offered.
HEADLINES = 300
TRIED = 8
OFFERED = 4

#: Two or more capitalised words in a row: in a headline of sentence case, almost always a name.
_NAME = re.compile(r"\b(?!(?:How|Why|What|When|Who|Where|The|A|An)\b)[A-Z][\w’'-]+(?:[ -](?:[A-Z][\w’'-]+|\d+))+")
#: As whom the examples are drawn at the gate: a person of its own, which no name and no network address is.
_NOBODY = ""
_QUESTIONS = ("What is the latest on {}?", "What happened with {}?", "Why is {} in the news?")


def draw_examples(assistant: Assistant, gate: FairGate) -> list[str]:
    """Return at most four questions about names in the newest headlines that the library answers; [] when it is empty.

    The names that most headlines share come first: there is something to compare about them. No chat model is called.
    Each question waits its turn at the gate. Raises BusyError when too many wait there already.
    """
    offered: list[str] = []
    for number, name in enumerate(_names(assistant)[:TRIED]):
        question = _QUESTIONS[number % len(_QUESTIONS)].format(name)
        with gate.turn(_NOBODY):
            try:
                # Nobody has asked yet: nothing may cost money or leave this machine.
                answered = not assistant.answer(question, reader=FALLBACK_READER).abstained
            except DatelineError:
                return offered
        if answered:
            offered.append(question)
        if len(offered) == OFFERED:
            break
    return offered


def _names(assistant: Assistant) -> list[str]:
    counted: Counter[str] = Counter()
    for listing in assistant.articles()[:HEADLINES]:
        title = listing.article.title
        # A headline In Title Case tells names from other words no more.
        words = [word for word in title.split() if word[:1].isalpha()]
        if sum(word[:1].isupper() for word in words) * 2 <= len(words):
            counted.update({found[0] for found in _NAME.finditer(title) if not _is_a_date(found[0])})
    return [name for name, _ in sorted(counted.items(), key=lambda item: -item[1])]


def _is_a_date(words: str) -> bool:
    """Say whether there is nothing but a date in capitalised words: "September 2025"."""
    # Words in capitals throughout hold no names to go by, and are no date: "US EPA".
    return not words.isupper() and not find_names(words)


class DrawnExamples:
    """Example questions: those given, or else drawn again whenever the library has changed. Thread-safe."""

    def __init__(self, assistant: Assistant, gate: FairGate, given: Sequence[str]) -> None:
        self._assistant = assistant
        self._gate = gate
        self._given = list(given)
        self._drawing = threading.Lock()
        self._at = -1
        self._questions: list[str] = []

    def now(self) -> list[str]:
        """Return the questions there are, without a wait."""
        return self._given or self._questions

    def draw(self) -> list[str]:
        """Return the questions, which takes a moment when the library has changed.

        While too many questions of people wait, or somebody else's page has them drawn, they are those that there were:
        whoever waits here keeps a thread that log-ins need, too.
        """
        if not self._drawing.acquire(blocking=False):
            return self.now()
        try:
            newest = self._assistant.library.catalog.last_sequence()
            if not self._given and newest != self._at:
                with suppress(BusyError):
                    self._questions, self._at = draw_examples(self._assistant, self._gate), newest
            return self.now()
        finally:
            self._drawing.release()
