"""How long a browser waits for the web chat, on loopback: for something to look at, and for a question box to type in.

Chromium opens the page of a chat on the sample articles anew for each visit, its cache warm after the first.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant import Assistant
from assistant.errors import SettingsError
from assistant.scoring import measure_quantile
from assistant.ui import ChatServer
from benchmarks.results import machine, markdown_table
from ingest import ingest
from ingest.samples import samples_folder

#: Resolves to the two moments, in milliseconds since the page was asked for.
MOMENTS = """() => new Promise((resolve) => {
  const look = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    const box = document.querySelector("#question textarea:enabled");
    if (paint && box && box.offsetParent) resolve([paint.startTime, performance.now()]);
    else requestAnimationFrame(look);
  };
  look();
})"""


def main(arguments: Sequence[str]) -> None:
    """Visit the page again and again, and print the times."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks first_paint", description=__doc__)
    parser.add_argument("--visits", type=int, default=20, help="visits timed, after one that is not; default: 20")
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SettingsError("there is no Chromium on PATH (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        ingest([samples_folder()], data_dir=Path(folder))
        with Assistant.open(folder) as assistant, ChatServer(assistant, port=0) as server:
            moments = _visit(server.url, chromium, options.visits)
    waited = dict(zip(("first contentful paint", "question box ready"), zip(*moments, strict=True), strict=True))
    rows = [
        [name, *(f"{measure_quantile(spent, quantile).value:.0f}" for quantile in (0.5, 0.95))]
        for name, spent in waited.items()
    ]
    print(markdown_table(["what", "p50 ms", "p95 ms"], rows))
    print(f"{len(moments)} visits, {machine()['processor']}")


def _visit(url: str, chromium: str, visits: int) -> list[list[float]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        moments = []
        for _ in range(visits + 1):
            page.goto(url, wait_until="commit")
            moments.append(page.evaluate(MOMENTS))
            page.wait_for_selector("#offered .welcome")
        browser.close()
    return moments[1:]
