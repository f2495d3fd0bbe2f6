"""The order in which an ingest does things: what may take long keeps nobody else from writing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback_site import Handler
from three_articles import FERRY, opened, write_rows

from ingest import ingest

TEXT = (
    "Divers found the Ostrava ferry at a depth of 40 metres on Sunday, and the harbour master closed the bay to ships."
)
PAGE = f"<html><head><title>Ferry found</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


class Phases:
    """Notes what an ingest says of its progress."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def waiting(self) -> None:
        self.heard.append("waiting")

    def phase(self, name: str, total: int | None, unit: str) -> None:
        self.heard.append(name)

    def advance(self, count: int) -> None:
        pass


@pytest.fixture
def slow_site(site, monkeypatch) -> Iterator[tuple[str, threading.Event, threading.Event]]:
    """A page that is served when it may be: its address, what is set when it is asked for, and what lets it go."""
    asked, may_answer = threading.Event(), threading.Event()
    answer = Handler.do_GET

    def slowly(handler: Handler) -> None:
        asked.set()
        may_answer.wait(60)
        answer(handler)

    monkeypatch.setattr(Handler, "do_GET", slowly)
    yield site.add("/ferry", PAGE), asked, may_answer
    may_answer.set()


def test_others_may_write_while_an_address_is_slow_and_it_waits_for_them_when_it_has_come(folder, slow_site):
    url, asked, may_answer = slow_site
    phases = Phases()
    reports = []
    ingesting = threading.Thread(target=lambda: reports.append(ingest([url], data_dir=folder, progress=phases)))
    ingesting.start()
    assert asked.wait(60)
    with opened(folder) as library, library.writing(lambda: pytest.fail("had to wait")):
        library.catalog.remove(library.catalog.listings()[0].article.id)
        may_answer.set()
        while "waiting" not in phases.heard:
            assert ingesting.is_alive()
            ingesting.join(0.05)
    ingesting.join(120)
    (report,) = reports
    assert (report.added, report.articles, report.failed) == (1, 3, ())
    assert phases.heard[:3] == ["Fetching", "waiting", "Finishing an earlier run"]


def test_files_and_addresses_count_in_one_order_whichever_is_read_first(folder, site, tmp_path):
    rows = [{**FERRY, "url": site.address("/ferry"), "text": "The file's words."}, {"text": ""}]
    file = write_rows(tmp_path / "rows.jsonl", rows)
    phases = Phases()
    sources = [site.add("/ferry", PAGE), site.address("/gone"), file, tmp_path / "none.txt"]
    report = ingest(sources, data_dir=folder, progress=phases)
    assert phases.heard[:2] == ["Fetching", "Reading"]
    failed = [Path(name).name for name, _ in report.failed]
    assert failed == ["rows.jsonl line 2", "none.txt", "gone"]
    assert (report.added, report.duplicates, report.articles) == (1, 1, 4)
    with opened(folder) as library:
        articles = [library.catalog.article(item.article.id) for item in library.catalog.listings()]
    assert any("depth of 40 metres" in article.text for article in articles)
    assert not any("The file's words" in article.text for article in articles)


def test_nothing_is_said_of_fetching_when_no_address_is_given(folder, tmp_path):
    phases = Phases()
    file = tmp_path / "ferry.jsonl"
    file.write_text(json.dumps(FERRY))
    assert ingest([file], data_dir=folder, progress=phases).unchanged == 1
    assert phases.heard == ["Reading"]
