"""The web chat in a real browser, over a real library: what every test of a page needs."""

import json
import shutil
from pathlib import Path

import pytest
from browsing import CHROMIUM_ARGUMENTS, EXAMPLE

from assistant import Assistant
from assistant.ui import ChatServer
from ingest import ingest

SAMPLES = Path(__file__).parents[2] / "ingest" / "samples"
HOSTILE = (
    "The Quillfeather orchard holds 417 walnut trees <script>window.hacked = 1</script> "
    "<img src=http://tracker.invalid/a.png onerror=window.hacked=2> ![pixel](http://tracker.invalid/b.png) "
    "[a link](javascript:window.hacked=3) $x^2$ {{value}} ${window.hacked=4}, said its owner."
)
HOSTILE_ARTICLE = {
    "text": f"Quillfeather orchard\n\n{HOSTILE}",
    "title": "Quillfeather orchard <script>window.hacked = 5</script>",
    "source": "<img src=http://tracker.invalid/c.png> Gazette",
    "author": '"><svg onload=window.hacked=6>',
    "url": "javascript:window.hacked=7",
    "published": "2024-05-05",
}


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """A data folder with the samples and one hostile article. Tests read it; one that writes copies it."""
    folder = tmp_path_factory.mktemp("library")
    rows = folder / "hostile.jsonl"
    rows.write_text(json.dumps(HOSTILE_ARTICLE), "utf-8")
    report = ingest([SAMPLES, rows], data_dir=folder / "data")
    assert not report.failed
    return folder / "data"


@pytest.fixture(scope="module")
def assistant(library):
    with Assistant.open(library) as opened:
        yield opened


@pytest.fixture(scope="module")
def chat(assistant):
    with ChatServer(assistant, port=0, examples=[EXAMPLE]) as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install 'dateline[test]'")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs a Chromium on PATH (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser, chat):
    """Open a page; at the end, check that it asked nothing of another machine and ran into no error."""
    contexts, outside, errors = [], [], []

    def open_page(url=chat.url, *, width=1280, height=900, color_scheme="light", context=None):
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=color_scheme)
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        local = (url, f"blob:{url}", "data:")
        page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(local) else None)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        page.wait_for_selector("#offered .welcome, #offered .empty-library, #chat .turn")
        return page

    open_page.errors = errors
    yield open_page
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def own_chat(library, tmp_path):
    """A chat over a library that the test may change."""
    folder = Path(shutil.copytree(library, tmp_path / "own"))
    with Assistant.open(folder) as opened, ChatServer(opened, port=0) as server:
        server.library = folder
        yield server
