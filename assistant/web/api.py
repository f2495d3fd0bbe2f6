"""The HTTP endpoints ``ask`` and ``search``, with typed parameters, for gradio_client and plain HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.context import LocalContext

from assistant.errors import DatelineError
from assistant.web.fair_gate import FairGate
from assistant.web.programs import search_articles

if TYPE_CHECKING:
    from assistant.chain import Assistant


def offer_endpoints(assistant: Assistant, gate: FairGate) -> None:
    """Add the endpoints to the page that is being built."""

    def ask(
        question: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
        reader: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the articles, with citations; dates are inclusive days, source an outlet."""
        try:
            with gate.turn(_person()):
                answer = assistant.answer(
                    question, since=since, until=until, as_of=as_of, source=source, reader=reader or None
                )
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return answer.to_dict()

    def search(
        query: str,
        count: int = 8,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
    ) -> dict[str, Any]:
        """Return the passages nearest to a query, best first; dates are inclusive days, source an outlet."""
        try:
            with gate.turn(_person()):
                return search_articles(
                    assistant, query, count=int(count), since=since, until=until, as_of=as_of, source=source
                )
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from error

    gr.events.api(ask, api_name="ask")
    gr.events.api(search, api_name="search")


def _person() -> str:
    """Return what tells the asker of the current request from others."""
    request = LocalContext.request.get(None)
    return str(getattr(request, "session_hash", "") or "")
