"""The page that adds articles: files by drag and drop, addresses, and what became of each."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import DatelineError
from assistant.web.intake import Gauge, Outcome, render_intake, render_refusal
from assistant.web.parts import html

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from ingest.report import IngestReport

#: Items of one batch, and bytes of one file (what a loader refuses is refused sooner, and by name).
MOST_ITEMS = 200
MOST_FILE_BYTES = 64 * 1024 * 1024
#: Seconds between two looks at how far an ingest is.
_LOOK_EVERY = 0.2


def build_ingest(assistant: Assistant, *, local_addresses: bool) -> None:
    """Lay the page out.

    Args:
        assistant: whose library is added to.
        local_addresses: whether addresses on this machine and its network may be fetched. Not when strangers ask: the
            server would read for them what they cannot reach themselves.
    """

    def add(files: list[str] | None, addresses: str) -> Iterator[tuple[Any, ...]]:
        # Files of the same content are one upload, whoever sends them: it stays, for others to ingest too.
        paths = [Path(file) for file in dict.fromkeys(files or ())]
        lines = [line.strip() for line in addresses.splitlines() if line.strip()]
        refusal = _refusal(paths, lines)
        if refusal:
            yield render_refusal(refusal), gr.skip(), gr.skip()
            return
        items: list[tuple[str, str | Path]] = [(path.name, path) for path in paths]
        items += [(line, line) for line in lines]
        outcomes: list[Outcome] = []
        yield render_intake(outcomes, items=len(items), current=items[0][0], gauge=Gauge()), None, ""
        for name, item in items:
            gauge = Gauge()
            work = _Work(assistant, item, gauge, local=local_addresses)
            while not work.done(_LOOK_EVERY):
                yield render_intake(outcomes, items=len(items), current=name, gauge=gauge), gr.skip(), gr.skip()
            outcomes.append(work.outcome(name))
        yield render_intake(outcomes, items=len(items)), gr.skip(), gr.skip()

    from ingest.loaders import LOADERS

    with gr.Column(elem_id="adding"):
        gr.HTML(
            '<div class="adding-head"><h2>Add articles</h2><p>Text, Markdown, HTML, JSON and JSON Lines, also as .gz;'
            f" at most {MOST_FILE_BYTES // 2**20} MiB a file and {MOST_ITEMS} items at a time. What is already here and"
            " has not changed is left as it is.</p></div>",
            js_on_load=None,
            apply_default_css=False,
        )
        with gr.Row(elem_id="adding-row"):
            files = gr.File(
                elem_id="files", label="Files", file_count="multiple", file_types=[*LOADERS, ".gz"], type="filepath",
                height=190, min_width=300,
            )  # fmt: skip
            addresses = gr.Textbox(
                elem_id="addresses", label="Web pages or feeds, one address a line", lines=6, max_lines=12,
                placeholder="https://news.example/story.html", max_length=20_000, min_width=300,
            )  # fmt: skip
        button = gr.Button("Add articles", elem_id="add", variant="primary")
        shown = html("intake", "")
    button.click(
        add, [files, addresses], [shown, files, addresses], show_progress="hidden", api_visibility="private",
        concurrency_limit=4,
    )  # fmt: skip


def add_samples(assistant: Assistant) -> None:
    """Ingest the bundled sample articles."""
    from ingest.pipeline import ingest
    from ingest.samples import samples_folder

    ingest([samples_folder()], settings=assistant.library.settings)


class _Work:
    """The ingest of one item in a thread of its own.

    It goes on when the page is closed: another ingest may have to end first.
    """

    def __init__(self, assistant: Assistant, item: str | Path, gauge: Gauge, *, local: bool) -> None:
        self._report: IngestReport | None = None
        self._error = ""
        self._thread = threading.Thread(target=self._run, args=(assistant, item, gauge, local), daemon=True)
        self._thread.start()

    def _run(self, assistant: Assistant, item: str | Path, gauge: Gauge, local: bool) -> None:
        from ingest.pipeline import ingest

        try:
            self._report = ingest([item], settings=assistant.library.settings, progress=gauge, local_addresses=local)
        except DatelineError as error:
            self._error = str(error)

    def done(self, seconds: float) -> bool:
        """Wait at most this long, and say whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def outcome(self, name: str) -> Outcome:
        """Return what became of the item."""
        report = self._report
        if report is None:
            return Outcome(name, failures=((name, self._error or "stopped; the server's log says why"),))
        counts = (
            (report.added, "added"), (report.updated, "updated"), (report.unchanged, "unchanged"),
            (report.duplicates, "already here in the same words"),
        )  # fmt: skip
        failures = tuple((_own_name(failed, name), reason) for failed, reason in report.failed)
        return Outcome(name, ", ".join(f"{count} {what}" for count, what in counts if count), failures)


def _own_name(failed: str, name: str) -> str:
    """Return a failure's name without the folder that an upload happened to lie in."""
    return name if Path(failed).name == name else failed


def _refusal(paths: Sequence[Path], lines: Sequence[str]) -> str:
    from ingest.urls import is_url

    if not paths and not lines:
        return "Choose files or give an address first."
    if len(paths) + len(lines) > MOST_ITEMS:
        return f"At most {MOST_ITEMS} files and addresses at a time; for more, use dateline ingest FOLDER."
    wrong = next((line for line in lines if not is_url(line)), None)
    if wrong is not None:
        return f"{wrong[:200]} is no web address; give one that begins with http:// or https://."
    return ""
