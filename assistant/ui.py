"""The web chat: a conversation on the left, the sources of its answers on the right, and the HTTP endpoint ``ask``.

The only file that imports gradio. The page asks nothing of any other machine: its fonts are the system's, telemetry is
off, and a Content-Security-Policy refuses whatever would leave its origin or run a script that is not Gradio's own.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it when it is imported and again later.
# After each question Gradio sums up the latencies of all so far, for a page that is off here, in a thread that aborts
# the process (exit code -6) when the chat is stopped meanwhile. It does so after this many questions instead.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"

import fastapi
import gradio as gr
import uvicorn
from gradio.components.chatbot import ExampleMessage
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.errors import DatelineError, SettingsError
from assistant.ui_guard import PageSecurity, is_loopback, listen
from assistant.ui_render import Turn, render_empty_library, render_messages, render_sources

if TYPE_CHECKING:
    from assistant.chain import Assistant

ASSETS = Path(__file__).parent / "ui_assets"

#: Answers composed at the same time; each keeps a core busy.
CONCURRENT_ANSWERS = 2

_MASTHEAD = (
    '<header class="masthead"><h1>Dateline</h1><p>Answers from your articles, in the articles’ own words</p></header>'
)
_WELCOME = '<div class="welcome"><h2>Ask the news</h2><p>Every answer quotes the articles it comes from.</p></div>'


def build_app(assistant: Assistant, *, examples: Sequence[str] | None = None) -> gr.Blocks:
    """Build the page over an open library. ``examples`` are questions offered while the conversation is empty."""
    offered = [ExampleMessage(text=example) for example in examples or ()]

    def refresh() -> tuple[Any, ...]:
        outlets = assistant.outlets()
        empty = not outlets and not assistant.articles()
        placeholder = render_empty_library() if empty else _WELCOME
        return (
            gr.Chatbot(placeholder=placeholder, examples=None if empty else offered or None),
            gr.Dropdown(choices=[("Any outlet", ""), *((outlet, outlet) for outlet in outlets)], value=""),
        )

    def converse(
        question: str, since: str | None, until: str | None, outlet: str | None, turns: list[Turn]
    ) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        number, earlier = len(turns), list(turns)
        yield render_messages([*earlier, Turn(question)]), gr.skip(), "", gr.skip()
        shown = None
        for turn in _turns(assistant, question, since=since, until=until, outlet=outlet, earlier=earlier):
            turns = [*earlier, turn]
            pane = render_sources(turn.answer, turn=number)
            changed, shown = pane != shown, pane
            messages = render_messages(turns, chosen=number)
            yield messages, pane if changed else gr.skip(), gr.skip(), turns

    def show_sources(turns: list[Turn], selected: gr.SelectData) -> tuple[Any, ...]:
        index = selected.index if isinstance(selected.index, int) else selected.index[0]
        number = index // 2
        if number >= len(turns) or turns[number].answer is None:
            return gr.skip(), gr.skip()
        return render_messages(turns, chosen=number), render_sources(turns[number].answer, turn=number)

    def take_example(selected: gr.SelectData) -> str:
        return str(selected.value["text"])

    def ask(
        question: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the articles, with citations; dates are inclusive days, source an outlet."""
        try:
            return assistant.answer(question, since=since, until=until, as_of=as_of, source=source).to_dict()
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from error

    app: gr.Blocks = gr.Blocks(analytics_enabled=False, title="Dateline", fill_width=True)
    with app:
        gr.HTML(_MASTHEAD, js_on_load=None, apply_default_css=False)
        turns = gr.State([])
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="conversation", scale=3, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat", show_label=False, container=False, height=None, layout="panel", buttons=[],
                    sanitize_html=True, allow_tags=False, latex_delimiters=[], placeholder=_WELCOME,
                    allow_file_downloads=False, feedback_options=None, group_consecutive_messages=False,
                    autoscroll=False,
                )  # fmt: skip
                question = gr.Textbox(
                    elem_id="question", label="Your question", show_label=False, placeholder="Ask a question",
                    submit_btn="Ask", autofocus=True, lines=1, max_lines=4, max_length=2000,
                )  # fmt: skip
                with gr.Accordion("Filters", open=False, elem_id="filters"), gr.Row():
                    since = gr.DateTime(label="From", include_time=False, type="string", min_width=140)
                    until = gr.DateTime(label="Until", include_time=False, type="string", min_width=140)
                    outlet = gr.Dropdown([("Any outlet", "")], value="", label="Outlet", min_width=200)
            with gr.Column(elem_id="sources", scale=2, min_width=320):
                sources = gr.HTML(render_sources(None), js_on_load=None, apply_default_css=False)

        conversation: dict[str, Any] = {
            "fn": converse, "inputs": [question, since, until, outlet, turns],
            "outputs": [chat, sources, question, turns],
            "show_progress": "minimal", "show_progress_on": chat, "api_visibility": "private",
        }  # fmt: skip
        quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
        question.submit(**conversation)
        chat.example_select(take_example, None, question, **quick).then(**conversation)
        chat.select(show_sources, turns, [chat, sources], **quick)
        chat.clear(lambda: ([], render_sources(None)), None, [turns, sources], **quick)
        app.load(refresh, None, [chat, outlet], **quick)
        gr.events.api(ask, api_name="ask")
    app.queue(default_concurrency_limit=CONCURRENT_ANSWERS)
    return app


class ChatServer:
    """The web chat answering on a port, in threads of its own, until it is closed. A context manager.

    Port 0 takes a free one. Raises SettingsError for an address that cannot be had, or that other machines could
    reach while nothing asks who they are.
    """

    def __init__(
        self,
        assistant: Assistant,
        *,
        host: str = "127.0.0.1",
        port: int = 7860,
        examples: Sequence[str] | None = None,
        insecure: bool = False,
    ) -> None:
        private = is_loopback(host)
        if not private and not insecure:
            raise SettingsError(
                f"{host} can be reached from other machines, and the chat would answer anyone there: "
                "this version has no passwords, so stay with --host 127.0.0.1"
            )
        hosts = ["127.0.0.1", "localhost", "::1"] if private else ["*"]

        async def build() -> fastapi.FastAPI:
            return _site(build_app(assistant, examples=examples), hosts=hosts)

        # Gradio leaves an event loop open wherever it is built without one running.
        with ThreadPoolExecutor(1) as aside:
            site = aside.submit(asyncio.run, build()).result()
        listener = listen(host, port)
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{listener.getsockname()[1]}/"
        config = uvicorn.Config(site, log_level="warning", ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="dateline-chat", daemon=True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)
        if not self._server.started:
            raise SettingsError(f"the web chat could not start on {self.url}; its log says why")

    def wait(self) -> None:
        """Return when the server has ended."""
        while self._thread.is_alive():
            self._thread.join(timeout=0.5)

    def close(self) -> None:
        """Stop answering and free the port."""
        self._server.should_exit = True
        self.wait()

    def __enter__(self) -> ChatServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    examples: Sequence[str] | None = None,
    insecure: bool = False,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the web chat until the process is interrupted; ``on_ready`` is called with its URL once it answers.

    Raises SettingsError as ``ChatServer`` does.
    """
    with ChatServer(assistant, host=host, port=port, examples=examples, insecure=insecure) as server:
        if on_ready is not None:
            on_ready(server.url)
        if open_browser:
            webbrowser.open(server.url)
        server.wait()


def _site(app: gr.Blocks, *, hosts: list[str]) -> fastapi.FastAPI:
    """Return the page as an ASGI application that answers only to these host names (no DNS rebinding)."""
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(PageSecurity)]
    system = [gr.themes.Font(name) for name in ("-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif")]
    mono = [gr.themes.Font(name) for name in ("Consolas", "Liberation Mono", "monospace")]
    site: fastapi.FastAPI = gr.mount_gradio_app(
        fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        app,
        path="/",
        app_kwargs={"middleware": middleware, "docs_url": None, "redoc_url": None, "openapi_url": None},
        theme=gr.themes.Base(font=system, font_mono=mono),
        css_paths=[ASSETS / "chat.css", ASSETS / "sources.css"],
        js=(ASSETS / "chat.js").read_text("utf-8"),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
    )
    return site


def _turns(
    assistant: Assistant,
    question: str,
    *,
    since: str | None,
    until: str | None,
    outlet: str | None,
    earlier: Sequence[Turn],
) -> Iterator[Turn]:
    """Yield the turn as its answer grows; an error of the engine becomes its notice."""
    history = [(turn.question, turn.answer.text) for turn in earlier if turn.answer is not None]
    try:
        for answer in assistant.stream(question, history=history, since=since, until=until, source=outlet):
            yield Turn(question, answer)
    except DatelineError as error:
        yield Turn(question, notice=str(error))
