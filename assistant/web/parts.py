"""What the pages of the web chat are built from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

#: What each HTML component tells the server: a click on ``data-act``, an opened ``data-turn`` details,
#: a submitted form, a changed ``data-act`` select.
SIGNALS = (Path(__file__).parent / "assets" / "signals.js").read_text("utf-8")
#: Of a form's event, with :func:`form_of` in its JavaScript: what changes while an earlier change is on its way is sent
#: next. The web framework drops such an event by default, and drops the data of one that waits, hence the JavaScript.
IN_TURN: dict[str, Any] = {"trigger_mode": "always_last"}
#: Of an event that only shows something: at once, without a spinner, for no program.
QUICK: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
#: Events that run at the same time; the gate decides how many of them compute.
AT_ONCE = 40


def html(identifier: str, value: str) -> gr.HTML:
    """Return a component that shows ``value`` and tells what is clicked, submitted and chosen in it."""
    return gr.HTML(value, elem_id=identifier, js_on_load=SIGNALS, apply_default_css=False)


def form_of(identifier: str) -> str:
    """Return a JavaScript expression: what the form in this component holds when it is evaluated, as JSON."""
    return f"JSON.stringify(Object.fromEntries(new FormData(document.querySelector('#{identifier} form'))))"
