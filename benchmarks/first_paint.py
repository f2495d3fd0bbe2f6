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
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import WORK
from ingest import ingest
from ingest.samples import samples_folder

QUANTILES = {"p50": 0.50, "p95": 0.95}
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
    """Visit the page again and again, print the times and write them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks first_paint", description=__doc__)
    parser.add_argument("--visits", type=int, default=20, help="visits timed, after one that is not; default: 20")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SettingsError("there is no Chromium on PATH (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        ingest([samples_folder()], data_dir=Path(folder))
        with Assistant.open(folder) as assistant, ChatServer(assistant, port=0) as server:
            moments = _visit(server.url, chromium, options.visits)
    waited = dict(zip(("first contentful paint", "question box ready"), zip(*moments, strict=True), strict=True))
    measures = {
        f"{name} {label}": measure_quantile(spent, quantile)
        for name, spent in waited.items()
        for label, quantile in QUANTILES.items()
    }
    rows = [[name, *(f"{measures[f'{name} {label}'].value:.0f}" for label in QUANTILES)] for name in waited]
    print(markdown_table(["what", *(f"{label} ms" for label in QUANTILES)], rows))
    facts = machine()
    outcome = {"command": command_line("first_paint", arguments), **facts, "milliseconds": as_json(measures)}
    path = write_result(options.work, "first-paint", outcome)
    print(f"{len(moments)} visits, {facts['processor']} → {path}")


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
