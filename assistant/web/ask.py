"""The page where questions are asked: its layout, and which event of it does what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.asking import MAX_QUESTION_CHARACTERS
from assistant.web.browser_secret import Seal
from assistant.web.conversation import READY, Conversation
from assistant.web.fair_gate import FairGate
from assistant.web.forms import render_filters, render_toolbar
from assistant.web.history import READ_STORE, WRITE_STORE, read_kept
from assistant.web.parts import AT_ONCE, IN_TURN, QUICK, form_of, html
from assistant.web.sources import render_sources
from assistant.web.turns import Choices, readers_of

if TYPE_CHECKING:
    from assistant.chain import Assistant

#: One more than may be asked: what is too long is then refused in words, where the field would only cut it off.
LONGEST_TYPED = MAX_QUESTION_CHARACTERS + 1


def build_ask(
    assistant: Assistant,
    gate: FairGate,
    seal: Seal,
    *,
    kept: gr.Textbox,
    examples: Sequence[str],
    add_samples: Callable[[], None],
) -> Callable[[gr.Blocks, gr.Tab], None]:
    """Lay the page out and return what ties it to the loading of the whole and to its tab.

    Args:
        assistant: answers.
        gate: decides whose turn it is.
        seal: signs the numbers that the browser keeps.
        kept: what the browser keeps, as JSON.
        examples: questions to begin with; empty: drawn from the library.
        add_samples: ingests the sample articles.
    """
    does = Conversation(assistant, gate, seal, examples, add_samples)

    # No choices until the browser has told which it keeps.
    session = turns, current, choices = gr.State([]), gr.State(""), gr.State(None)
    chosen = gr.Textbox(visible="hidden")
    with gr.Row(elem_id="columns"):
        with gr.Column(elem_id="conversation", scale=3, min_width=320):
            toolbar = html("toolbar", render_toolbar(read_kept(""), ""))
            chat = html("chat", "")
            offered = html("offered", "")
            question = gr.Textbox(
                elem_id="question", label="Your question", show_label=False, placeholder="Ask a question",
                submit_btn="Ask", autofocus=True, lines=1, max_lines=4, max_length=LONGEST_TYPED,
            )  # fmt: skip
            html("waiting", '<p class="waiting" role="status"></p>')
            filters = html("filters", render_filters(Choices(), (), readers_of(assistant.library.settings)))
        with gr.Column(elem_id="sources", scale=2, min_width=320):
            sources = html("source-pane", render_sources(None))

    conversation: dict[str, Any] = {
        "fn": does.converse, "inputs": [kept, question, *session], "outputs": [chat, sources, question, *session],
        "js": READ_STORE, "show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE,
    }  # fmt: skip
    ready: dict[str, Any] = {"fn": lambda: gr.update(**READY), "inputs": None, "outputs": question, **QUICK}
    keeping: dict[str, Any] = {
        "fn": does.save, "inputs": [kept, *session], "outputs": [kept, toolbar, current],
        "js": READ_STORE, **QUICK,
    }  # fmt: skip
    stored: dict[str, Any] = {"fn": None, "inputs": kept, "js": WRITE_STORE}

    typed = question.submit(**conversation)
    picked = offered.ask(does.take, None, question, **QUICK).then(**conversation)
    for answering in (typed, picked):
        answering.then(**ready).then(**keeping).then(**stored)
    stopping = [typed, picked]
    question.stop(does.stop, [question, turns], [chat, sources, question, turns], cancels=stopping, **QUICK).then(
        **keeping
    ).then(**stored)
    seen = [chat, turns, sources]
    chat.act(does.act, [kept, *session], [*seen, current, choices], js=READ_STORE, **QUICK).then(**keeping).then(
        **stored
    )
    sources.act(does.look, [kept, *session], seen, js=READ_STORE, **QUICK)
    offered.act(does.add, choices, [offered, filters], **QUICK)
    filters.choose(
        does.choose, [kept, chosen], [choices, kept],
        js=f"(kept, _) => [...({READ_STORE})(kept), {form_of('filters')}]", **IN_TURN, **QUICK,
    ).then(**stored)  # fmt: skip
    toolbar.act(
        does.switch, [kept, current, turns], [turns, current, chat, sources, toolbar, kept, question],
        js=READ_STORE, cancels=stopping, **QUICK,
    ).then(**stored)  # fmt: skip

    def tie(app: gr.Blocks, tab: gr.Tab) -> None:
        tab.select(does.again, choices, [offered, filters], **QUICK)
        tab.select(does.refresh, turns, seen, **QUICK)
        shown = [turns, current, choices, chat, offered, sources, toolbar, filters]
        app.load(does.load, kept, shown, js=READ_STORE, **QUICK).then(does.begin, None, offered, **QUICK)

    return tie
