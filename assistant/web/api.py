"""The HTTP endpoints ``ask`` and ``search``, with typed parameters, for gradio_client and plain HTTP."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from assistant.asker import asked_by, check_asker
from assistant.errors import DatelineError
from assistant.web.access import person_of
from assistant.web.fair_gate import FairGate
from assistant.web.presence import leaving
from assistant.web.programs import Programs


def offer_endpoints(programs: Programs, gate: FairGate) -> None:
    """Add the endpoints to the page that is being built."""

    def offered(work: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        @wraps(work)
        def run(*given: Any, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - what ``work`` takes
            try:
                with asked_by(leaving()), gate.turn(*_asker()):
                    check_asker()
                    return work(*given, **options)
            except DatelineError as error:
                raise gr.Error(str(error), print_exception=False) from error

        return run

    gr.events.api(offered(programs.ask), api_name="ask")
    gr.events.api(offered(programs.search_articles), api_name="search")


def _asker() -> tuple[str, str]:
    """Return who sent the current request, and the session that they say it belongs to."""
    request: gr.Request | None = LocalContext.request.get(None)
    return (person_of(request.request), str(request.session_hash)) if request else ("", "")
