"""The web chat as a server: the page, its HTTP and MCP endpoints, and who may reach them.

The page asks nothing of any other machine: its fonts are the system's, telemetry is
off, and a Content-Security-Policy refuses whatever would leave its origin or run a script that is not Gradio's own.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it when it is imported and again later.
# After each question Gradio sums up the latencies of all so far, for a page that is off here, in a thread that aborts
# the process (exit code -6) when the chat is stopped meanwhile. It does so after this many questions instead.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"

import fastapi
import gradio as gr
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.errors import DatelineError, SettingsError
from assistant.web.access import UsersFile
from assistant.web.browser_secret import Seal, load_secret
from assistant.web.fair_gate import FairGate
from assistant.web.guard import PageSecurity, checked_public_name, is_loopback, listen
from assistant.web.ingest import MOST_FILE_BYTES
from assistant.web.login import Door
from assistant.web.mcp_server import build_mcp
from assistant.web.page import MOST_WAITING, build_app
from assistant.web.programs import Programs

if TYPE_CHECKING:
    from mcp.server.fastmcp import FastMCP

    from assistant.chain import Assistant

ASSETS = Path(__file__).parent / "web" / "assets"
STYLES = ("base.css", "chat.css", "beginning.css", "sources.css", "forms.css", "pages.css")
SCRIPTS = ("chat.js", "back.js")

#: Answers composed at the same time; each keeps a core busy.
CONCURRENT_ANSWERS = 2


class ChatServer:
    """The web chat answering on a port, in threads of its own, until it is closed. A context manager.

    Port 0 takes a free one. ``auth_file`` names who may come in; ``insecure`` lets anybody in. ``public_names`` are
    those by which a proxy on this machine offers the chat to others. Raises SettingsError for an address that cannot be
    had, a name that is none, or where other machines could come while nothing asks who they are.
    """

    def __init__(
        self,
        assistant: Assistant,
        *,
        host: str = "127.0.0.1",
        port: int = 7860,
        examples: Sequence[str] = (),
        auth_file: Path | None = None,
        public_names: Sequence[str] = (),
        insecure: bool = False,
    ) -> None:
        public_names = [checked_public_name(given) for given in public_names]
        private = is_loopback(host) and not public_names
        users = UsersFile(auth_file) if auth_file is not None else None
        if not private and users is None and not insecure:
            raise SettingsError(
                f"{', '.join(public_names) or host} can be reached from other machines, and the chat would answer"
                " anyone there: give --auth-file (dateline add-user makes it), stay with --host 127.0.0.1 and no"
                " --public-name, or insist with --insecure"
            )
        name = f"[{host}]" if ":" in host else host
        # Another site's page reaches an address of this machine alone by a name of its own that leads there.
        hosts = ["127.0.0.1", "localhost", "[::1]", name, *public_names] if is_loopback(host) else ["*"]
        folder = assistant.library.folder
        doors = [
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts),
            Middleware(PageSecurity),
        ]
        if users is not None:
            doors.append(Middleware(Door, users=users, secret=load_secret(folder, "sessions")))
        seal = Seal(load_secret(folder, "judgements"))
        gate = FairGate(CONCURRENT_ANSWERS, most_waiting=MOST_WAITING)

        async def build() -> fastapi.FastAPI:
            signed_in = users is not None
            app = build_app(assistant, gate, seal=seal, private=private, signed_in=signed_in, examples=examples)
            return _site(app, build_mcp(Programs(assistant), gate), doors)

        # Gradio leaves an event loop open wherever it is built without one running.
        with ThreadPoolExecutor(1) as aside:
            site = aside.submit(asyncio.run, build()).result()
        listener = listen(host, port)
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
    examples: Sequence[str] = (),
    auth_file: Path | None = None,
    public_names: Sequence[str] = (),
    insecure: bool = False,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the web chat until the process is interrupted; ``on_ready`` is called with its URL once it answers.

    The models are loaded before that, so that who asks first need not wait for them.

    Raises SettingsError as ``ChatServer`` does.
    """
    with ChatServer(
        assistant, host=host, port=port, examples=examples, auth_file=auth_file, public_names=public_names,
        insecure=insecure,
    ) as server:  # fmt: skip
        # What is wrong with a model is told to whoever asks a question.
        with suppress(DatelineError):
            assistant.warm_up()
        if on_ready is not None:
            on_ready(server.url)
        server.wait()


def _site(app: gr.Blocks, mcp: FastMCP[None], doors: list[Middleware]) -> fastapi.FastAPI:
    """Return the page and the MCP server as one ASGI application behind ``doors``, the outermost first."""
    programs = mcp.streamable_http_app()
    outside = fastapi.FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, middleware=doors, lifespan=lambda _: mcp.session_manager.run()
    )
    outside.router.routes.extend(programs.routes)
    system = [gr.themes.Font(name) for name in ("-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif")]
    mono = [gr.themes.Font(name) for name in ("Consolas", "Liberation Mono", "monospace")]
    site: fastapi.FastAPI = gr.mount_gradio_app(
        outside,
        app,
        path="/",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        theme=gr.themes.Base(font=system, font_mono=mono),
        css_paths=[ASSETS / name for name in STYLES],
        # Each file is one function; together they must be one too.
        js="() => {" + "".join(f"({(ASSETS / name).read_text('utf-8')})();" for name in SCRIPTS) + "}",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=MOST_FILE_BYTES,
    )
    return site
