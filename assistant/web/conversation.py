"""What the events of the page where questions are asked do: from what was typed or pressed to what is shown."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.asker import asked_by, check_asker
from assistant.errors import DatelineError
from assistant.types import Answer, Filters
from assistant.web.access import person_of
from assistant.web.browser_secret import Seal
from assistant.web.examples import DrawnExamples
from assistant.web.fair_gate import FairGate
from assistant.web.forms import WELCOME, render_empty_library, render_examples, render_filters, render_toolbar
from assistant.web.history import (
    Kept,
    forget_chat,
    grown_elsewhere,
    keep_chat,
    new_chat_id,
    read_kept,
    turns_of,
    write_kept,
)
from assistant.web.judging import add_note, rate
from assistant.web.presence import leaving
from assistant.web.render import render_thread
from assistant.web.sources import render_sources
from assistant.web.text import read_number, read_object
from assistant.web.turns import (
    Choices,
    Turn,
    lost_sources,
    readers_of,
    refresh_turns,
    resolve,
    restore_turns,
    without_rest,
)

if TYPE_CHECKING:
    from assistant.chain import Assistant

_log = logging.getLogger(__name__)

#: What the server knows of a page: the turns of its conversation, its id, and what questions are asked with. None for
#: these: it knows nothing.
Session = tuple[list[Turn], str, Choices | None]
#: The field of the question while nothing is being answered.
READY: dict[str, Any] = {"submit_btn": "Ask", "stop_btn": False}


class Conversation:
    """What the page's events do; its methods return the new values of the components that they are wired to."""

    def __init__(
        self,
        assistant: Assistant,
        gate: FairGate,
        seal: Seal,
        examples: Sequence[str],
        add_samples: Callable[[], None],
    ) -> None:
        self._assistant = assistant
        self._gate = gate
        self._seal = seal
        self._catalog = assistant.library.catalog
        self._add_samples = add_samples
        self._drawn = DrawnExamples(assistant, gate, examples)

    def begin(self) -> str:
        """Return what stands where no conversation has begun yet, example questions with it.

        It has a component of its own: a conversation that has begun meanwhile is never overwritten.
        """
        return self._beginning(self._drawn.draw())

    def _beginning(self, examples: Sequence[str]) -> str:
        if not self._catalog.any_passing(Filters()):
            return render_empty_library()
        return WELCOME + render_examples(examples)

    def _filters(self, choices: Choices) -> str:
        return render_filters(choices, self._assistant.outlets(), readers_of(self._assistant.library.settings))

    def pane(self, turns: list[Turn], number: int) -> str:
        """Return the sources of a turn, as the library has them now."""
        if not 0 <= number < len(turns):
            return render_sources(None)
        answer = turns[number].answer
        return render_sources(answer and resolve(self._assistant, answer), turn=number)

    def load(self, stored: str) -> tuple[Any, ...]:
        """Bring back what the browser kept."""
        turns, current, choices = self._session(stored, ([], "", None))
        beside, bar = self.pane(turns, len(turns) - 1), render_toolbar(read_kept(stored), current)
        beginning = self._beginning(self._drawn.now())
        return turns, current, choices, render_thread(turns), beginning, beside, bar, self._filters(choices)

    def _session(self, stored: str, session: Session) -> tuple[list[Turn], str, Choices]:
        """Return what the server knows of a page, and where it has forgotten it what the browser keeps.

        It forgets when it is started again, and an hour after the connection of a page broke, as when a laptop sleeps.
        """
        turns, current, choices = session
        if choices is not None:
            return turns, current, choices
        known = read_kept(stored)
        current = known["current"] or new_chat_id()
        choices = Choices.restore(known["choices"])
        if choices.reader not in readers_of(self._assistant.library.settings):
            # One that was offered once: the form could neither show it nor take it back.
            choices = replace(choices, reader="")
        return restore_turns(self._assistant, turns_of(known, current)), current, choices

    def converse(
        self,
        stored: str,
        asked: str,
        turns: list[Turn],
        current: str,
        choices: Choices | None,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        """Answer a question, showing the answer as it grows."""
        if not asked.strip():
            yield (gr.skip(),) * 6
            return
        turns, current, choices = self._session(stored, (turns, current, choices))
        earlier = refresh_turns(self._assistant, without_rest(turns))
        turn, shown = Turn(asked, choices=choices, growing=True), ""
        answering = gr.update(value="", submit_btn=False, stop_btn="Stop")
        known = current, choices
        yield render_thread([*earlier, turn]), render_sources(None), answering, [*earlier, turn], *known
        for turn in _answer(self._assistant, self._gate, asked, choices, earlier, request):
            beside = render_sources(turn.answer, turn=len(earlier))
            changed, shown = beside != shown, beside
            turns = [*earlier, replace(turn, growing=True)]
            yield render_thread(turns), beside if changed else gr.skip(), gr.skip(), turns, *known
        turns = [*earlier, turn]
        yield render_thread(turns), gr.skip(), gr.skip(), turns, *known

    def stop(self, typed: str, turns: list[Turn]) -> tuple[Any, ...]:
        """Keep what there is of the answer; a question that has none yet goes back to where it was typed."""
        whole = without_rest(turns)
        unanswered = turns[-1].question if len(whole) < len(turns) else ""
        turns = whole
        field = gr.update(value=typed or unanswered, **READY)
        return render_thread(turns), self.pane(turns, len(turns) - 1), field, turns

    def refresh(self, turns: list[Turn]) -> tuple[Any, Any, Any]:
        """Draw the conversation and its sources again if an article that it quotes has been removed meanwhile."""
        now = refresh_turns(self._assistant, turns)
        # The end of an answer being given draws everything again.
        if now == turns or turns[-1].growing:
            return gr.skip(), gr.skip(), gr.skip()
        return render_thread(now), now, self.pane(now, len(now) - 1)

    def look(
        self, stored: str, turns: list[Turn], current: str, choices: Choices | None, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Look whether a whole article that is opened is still there: its text came with the page, maybe long ago."""
        shown, *_ = self._session(stored, (turns, current, choices))
        number = read_number((event._data or {}).get("turn"))
        answer = shown[number].answer if 0 <= number < len(shown) else None
        gone = answer is not None and lost_sources(resolve(self._assistant, answer))
        thread, now, _ = self.refresh(shown)
        return thread, now, self.pane(shown, number) if gone else gr.skip()

    def act(
        self, stored: str, turns: list[Turn], current: str, choices: Choices | None, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Do what a button of the conversation says."""
        turns, *known = self._session(stored, (turns, current, choices))
        said = event._data or {}
        number = read_number(said.get("turn"))
        if not 0 <= number < len(turns) or turns[number].answer is None:
            return (gr.skip(),) * 5
        match said.get("act"):
            case "rate":
                turns = rate(self._catalog, self._seal, turns, number, read_number(said.get("value")))
                return render_thread(turns), turns, gr.skip(), *known
            case "note":
                turns = add_note(self._catalog, self._seal, turns, number, str(said.get("note", ""))[:2000].strip())
                return render_thread(turns), turns, gr.skip(), *known
            case _:
                thread, now, _ = self.refresh(turns)
                return thread, now, self.pane(turns, number), gr.skip(), gr.skip()

    def save(self, stored: str, turns: list[Turn], current: str, choices: Choices | None) -> tuple[str, str, str]:
        """Keep the conversation in the browser, and the filters that hold.

        The filters too: what the browser gave may be from before they were chosen, and would undo the choice. A
        conversation that another tab has gone on with is kept beside this one.
        """
        known: Kept = read_kept(stored)
        if choices is not None:
            known["choices"] = choices.options()
        if not current or grown_elsewhere(known, current, turns):
            current = new_chat_id()
        known = keep_chat(known, current, turns) if turns else known
        return write_kept(known), render_toolbar(known, current), current

    def choose(self, stored: str, chosen: str) -> tuple[Choices, str]:
        """Take the filters, and keep them in the browser."""
        choices = Choices.restore(read_object(chosen))
        return choices, write_kept({**read_kept(stored), "choices": choices.options()})

    def switch(self, stored: str, current: str, turns: list[Turn], event: gr.EventData) -> tuple[Any, ...]:
        """Go to a new conversation or an earlier one, or delete this one; an answer being given is stopped."""
        said, known = event._data or {}, read_kept(stored)
        current = current or known["current"]
        whole = without_rest(turns)
        if whole != turns and whole and not grown_elsewhere(known, current, whole):
            known = keep_chat(known, current, whole)
        match said.get("act"):
            case "open" if said.get("value"):
                known = {**known, "current": str(said["value"])}
            case "forget":
                known = forget_chat(known, current)
            case _:
                known = {**known, "current": ""}
        current = known["current"] or new_chat_id()
        turns = restore_turns(self._assistant, turns_of(known, current))
        beside, bar = self.pane(turns, len(turns) - 1), render_toolbar(known, current)
        return turns, current, render_thread(turns), beside, bar, write_kept(known), gr.update(**READY)

    def take(self, event: gr.EventData) -> str:
        """Return the example that was chosen."""
        return str((event._data or {}).get("question", ""))[:2000]

    def again(self, choices: Choices | None) -> tuple[Any, Any]:
        """Look at the library anew, as when the tab is opened again.

        A page that loads opens this tab too, beside ``load``: before that has run, nothing is known to draw.
        """
        if choices is None:
            return gr.skip(), gr.skip()
        return self.begin(), self._filters(choices)

    def add(self, choices: Choices | None) -> tuple[Any, Any]:
        """Add the sample articles, the one thing that an empty library's page asks of the server."""
        self._add_samples()
        return self.again(choices)


def _answer(
    assistant: Assistant, gate: FairGate, asked: str, choices: Choices, earlier: Sequence[Turn], request: gr.Request
) -> Iterator[Turn]:
    """Yield the turn as its answer grows; an error becomes its notice, one that nobody foresaw is logged too."""
    history = [(turn.question, turn.answer.text) for turn in earlier if turn.answer is not None]
    try:
        growing = assistant.stream(asked, history=history, **choices.options())
        while True:
            # A place for each step, not for the whole answer: who leaves in the middle of one holds up nobody.
            with asked_by(leaving()), gate.turn(person_of(request.request), str(request.session_hash)):
                check_asker()
                answer: Answer | None = next(growing, None)
            if answer is None:
                return
            yield Turn(asked, answer, choices=choices)
    except DatelineError as error:
        yield Turn(asked, notice=str(error), choices=choices)
    except Exception:
        # A turn left growing would keep every later question of this page waiting.
        _log.exception("a question of the web chat was not answered")
        yield Turn(asked, notice="Something went wrong; the server's log says what", choices=choices)
