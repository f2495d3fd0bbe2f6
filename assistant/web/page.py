"""The whole page: its three parts and the endpoints for programs, over one open library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import gradio as gr

from assistant.web.api import offer_endpoints
from assistant.web.ask import build_ask
from assistant.web.browser_secret import Seal
from assistant.web.fair_gate import FairGate
from assistant.web.forms import render_masthead
from assistant.web.ingest import add_samples, build_ingest
from assistant.web.library import build_library
from assistant.web.parts import AT_ONCE
from assistant.web.programs import Programs

if TYPE_CHECKING:
    from assistant.chain import Assistant

#: Questions that may wait; at a tenth of a second to a second each, the last of them waits for minutes.
MOST_WAITING = 200


def build_app(
    assistant: Assistant,
    gate: FairGate,
    *,
    seal: Seal,
    private: bool = True,
    signed_in: bool = False,
    examples: Sequence[str] = (),
) -> gr.Blocks:
    """Build the page over an open library.

    Args:
        assistant: answers.
        gate: decides whose turn it is.
        seal: signs the numbers that a browser keeps; the same at each start.
        private: only this machine's user comes here, who may name addresses of its network.
        signed_in: whoever comes here has logged in, and can log out.
        examples: questions offered while the conversation is empty; none: they are drawn from the library.
    """
    # Uploads are deleted after an hour.
    app: gr.Blocks = gr.Blocks(analytics_enabled=False, title="Dateline", fill_width=True, delete_cache=(3600, 3600))
    with app:
        # Not gr.BrowserState: it reads the store once, so that two tabs undo each other, and needs one to start at all.
        kept = gr.Textbox(visible="hidden", elem_id="kept")
        gr.HTML(render_masthead(signed_in=signed_in), js_on_load=None, apply_default_css=False)
        with gr.Tabs(elem_id="pages"):
            with gr.Tab("Ask", id="ask") as asking:
                tie_asking = build_ask(
                    assistant, gate, seal, kept=kept, examples=examples, add_samples=lambda: add_samples(assistant)
                )
            with gr.Tab("Library", id="library") as listing:
                tie_library = build_library(assistant)
            with gr.Tab("Add articles", id="add"):
                build_ingest(assistant, local_addresses=private)
        tie_asking(app, asking)
        tie_library(listing)
        offer_endpoints(Programs(assistant), gate)
    app.queue(default_concurrency_limit=AT_ONCE, max_size=MOST_WAITING)
    # Gradio looks whether a file that a request names was uploaded only once it has launched, which being mounted in
    # another application never sets: without this line whoever asks reads any file that this process may read.
    app.has_launched = True
    return app
