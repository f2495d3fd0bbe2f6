"""Shared fixtures. No test reaches beyond loopback: a guard refuses the socket."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from logging_in import PASSWORD
from loopback_site import Site


def pytest_configure() -> None:
    # Before anything is imported, in this process and in those that tests start.
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        del os.environ[name]
    os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine, and every look-up of a name but localhost's."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)

    def guarded_look_up(host: object, *arguments: object, **options: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not _is_loopback(str(name)):
            raise AssertionError(f"a test tried to look up {name!r}")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


def _is_loopback(host: str) -> bool:
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback or host == "0.0.0.0"
    except ValueError:
        return False


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled sample articles. Tests read it; one that writes makes its own."""
    from ingest import ingest
    from ingest.samples import samples_folder

    folder = tmp_path_factory.mktemp("samples")
    report = ingest([samples_folder()], data_dir=folder)
    assert report.failed == (), report.failed
    return folder


@pytest.fixture
def sample_assistant(sample_library: Path) -> Iterator[object]:
    """An Assistant on the sample articles."""
    from assistant import Assistant

    with Assistant.open(sample_library) as assistant:
        yield assistant


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "empty"


@pytest.fixture
def own(sample_library: Path, tmp_path: Path) -> Path:
    """A library of the sample articles that the test may change."""
    return Path(shutil.copytree(sample_library, tmp_path / "own"))


@pytest.fixture(scope="session")
def three_article_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three articles, to be copied."""
    from three_articles import ROWS, write_rows

    from ingest import ingest

    folder = tmp_path_factory.mktemp("three")
    report = ingest([write_rows(folder / "rows.jsonl", ROWS)], data_dir=folder / "data")
    assert report.added == 3 and not report.failed
    return folder / "data"


@pytest.fixture
def folder(three_article_library: Path, tmp_path: Path) -> Path:
    """A library of three articles, of the test's own."""
    return Path(shutil.copytree(three_article_library, tmp_path / "data"))


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the embedding model was given, in order; it is the real one."""
    from assistant.models import EmbeddingModel

    texts: list[str] = []
    encode = EmbeddingModel.encode

    def recording(self: EmbeddingModel, given: list[str]) -> object:
        texts.extend(given)
        return encode(self, given)

    monkeypatch.setattr(EmbeddingModel, "encode", recording)
    return texts


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback, empty."""
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def auth_file(tmp_path: Path) -> Path:
    """A file of users who may come in: ana."""
    from assistant.web.access import add_user

    path = tmp_path / "users"
    add_user(path, "ana", PASSWORD)
    return path
