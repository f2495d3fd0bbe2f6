"""What bounds a download: its size, its time, its redirects, and where it may lie."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from loopback_site import Handler

from assistant.errors import LoadError
from ingest import download
from ingest.fetch import fetch
from ingest.loaders.reading import MEBIBYTE

TEXT = "The council approved the budget on Tuesday after a debate of six hours, and the mayor signed it the same night."
PAGE = f"<html><head><title>Budget</title></head><body><article><p>{TEXT}</p><p>{TEXT} Yes.</p></article></body></html>"


def only_error(url: str, *, local: bool = True) -> str:
    (error,) = fetch(url, local=local)
    assert isinstance(error, LoadError)
    assert "\n" not in str(error)
    assert error.source == url
    return error.reason


def feed_of(*links: str) -> str:
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"


# -- size ----------------------------------------------------------------------------------------------------------


def test_a_response_larger_than_the_limit_is_refused(site, monkeypatch):
    monkeypatch.setattr(download, "MOST_BYTES", 1000)
    assert "larger than" in only_error(site.add("/big", "x" * 5000))


def test_a_packed_response_is_unpacked_no_further_than_the_limit(site):
    packed = gzip.compress(b"\0" * (21 * MEBIBYTE))
    assert len(packed) < 30_000
    assert "larger than 20 MiB" in only_error(site.add("/bomb", packed, **{"Content-Encoding": "gzip"}))
    twice = gzip.compress(gzip.compress(PAGE.encode()))
    assert "'gzip, gzip'" in only_error(site.add("/twice", twice, **{"Content-Encoding": "gzip, gzip"}))
    broken = b"\x1f\x8b\x08" + b"\xff" * 50
    assert "damaged" in only_error(site.add("/broken", broken, **{"Content-Encoding": "gzip"}))
    cut = gzip.compress(PAGE.encode())[:-20]
    assert "cut short" in only_error(site.add("/cut", cut, **{"Content-Encoding": "gzip"}))


def test_a_packed_page_is_read(site):
    packed = gzip.compress(PAGE.encode())
    (draft,) = fetch(site.add("/budget", packed, **{"Content-Encoding": "gzip"}))
    assert TEXT in draft.text


# -- time ----------------------------------------------------------------------------------------------------------


def test_a_server_that_does_not_answer_in_time_is_given_up(site, monkeypatch):
    monkeypatch.setattr(download, "TIME_LIMIT", 0.3)
    waiting = threading.Event()
    monkeypatch.setattr(Handler, "do_GET", lambda handler: waiting.wait(5))
    try:
        assert "did not answer" in only_error(site.address("/slow"))
    finally:
        waiting.set()


@pytest.fixture
def drip() -> Iterator[Callable[[bytes, bytes], tuple[str, threading.Event]]]:
    """Start a server that sends something at once and then, for ten seconds, something else every tenth of one.

    It is given back with what is set when the other side has closed the connection.
    """
    started: list[socket.socket] = []

    def serve(listening: socket.socket, first: bytes, again: bytes, closed: threading.Event) -> None:
        with suppress(OSError):
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(first)
                for _ in range(100):
                    time.sleep(0.1)
                    connection.sendall(again)
                return
        closed.set()

    def start(first: bytes, again: bytes) -> tuple[str, threading.Event]:
        listening = socket.create_server(("127.0.0.1", 0))
        started.append(listening)
        closed = threading.Event()
        threading.Thread(target=serve, args=(listening, first, again, closed), daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/", closed

    yield start
    for listening in started:
        listening.close()


#: The scheme of the address, and what its server sends. The last announces a record of 16 kilobytes of the handshake.
DRIPS = {
    "headers": ("http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-A: ", b"a"),
    "body": ("http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n", b"a"),
    "early hints": ("http", b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "the handshake": ("https", b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03", b"a"),
}


@pytest.mark.parametrize(("scheme", "first", "again"), DRIPS.values(), ids=DRIPS)
def test_a_server_that_sends_a_little_at_a_time_is_given_up_in_time(drip, monkeypatch, scheme, first, again):
    monkeypatch.setattr(download, "TIME_LIMIT", 0.5)
    url, closed = drip(first, again)
    url = url.replace("http", scheme)
    began = time.monotonic()
    assert "did not answer in full" in only_error(url)
    assert time.monotonic() - began < 4
    assert closed.wait(5)  # and nothing goes on behind


def test_redirects_share_one_limit_of_time(site, monkeypatch):
    monkeypatch.setattr(download, "TIME_LIMIT", 1.0)
    answer = Handler.do_GET

    def slowly(handler: Handler) -> None:
        time.sleep(0.6)
        answer(handler)

    monkeypatch.setattr(Handler, "do_GET", slowly)
    site.add("/two", PAGE)
    site.add("/one", "", status=302, Location="/two")
    assert "did not answer in full" in only_error(site.add("/", "", status=302, Location="/one"))


# -- redirects and addresses ---------------------------------------------------------------------------------------


def test_redirects_without_end_are_one_error(site):
    assert "redirects" in only_error(site.add("/round", "", status=302, Location="/round"))


def test_a_redirect_to_what_is_no_web_address_is_refused(site):
    assert "no http" in only_error(site.add("/local", "", status=302, Location="file:///etc/passwd"))


def test_an_address_where_nothing_listens_is_one_error(site):
    url = site.address("/x")
    site.shutdown()
    site.server_close()
    assert "cannot be reached" in only_error(url)


@pytest.mark.parametrize("url", ["ftp://example.com/x", "nowhere", "http://", "http://[::1/x"])
def test_only_web_addresses_are_fetched(url):
    assert "no http" in only_error(url)


def test_a_page_elsewhere_may_not_lead_to_this_machine(site, monkeypatch):
    # The test stands on loopback: say that the first address does not.
    monkeypatch.setattr(download, "_is_local", lambda url: "/secret" in url)
    site.add("/secret", PAGE)
    assert "on this machine" in only_error(site.add("/open", "", status=302, Location="/secret"))
    (error,) = fetch(site.add("/feed", feed_of("/secret"), "application/rss+xml"))
    assert isinstance(error, LoadError)
    assert "on this machine" in error.reason


@pytest.mark.parametrize("local", [True, False])
def test_a_feed_whose_name_is_looked_up_again_may_not_lead_to_this_machine(site, monkeypatch, local):
    # The feed lies elsewhere until it has been served; from then on its name leads to this machine.
    monkeypatch.setattr(download, "_is_local", lambda url: bool(site.agents))
    site.add("/secret", PAGE)
    (error,) = fetch(site.add("/feed", feed_of("/secret"), "application/rss+xml"), local=local)
    assert isinstance(error, LoadError)
    assert "on this machine" in error.reason
    assert len(site.agents) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::808:808", True), ("2002:808:808::1", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("224.0.0.1", False), ("::1", False), ("fec0::1", False),
        ("::ffff:127.0.0.1", False), ("::127.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::a9fe:a9fe", False),
    ],
)  # fmt: skip
def test_an_address_that_stands_for_a_local_one_is_local(address, public):
    assert download._is_public(ipaddress.ip_address(address)) is public


def test_a_feed_on_this_machine_may_lead_to_its_pages_there(site):
    site.add("/budget", PAGE)
    (draft,) = fetch(site.add("/feed", feed_of("/budget"), "application/rss+xml"))
    assert TEXT in draft.text


def test_a_name_that_is_looked_up_again_may_not_lead_to_this_machine(site, monkeypatch):
    # What is asked by name seems to lie elsewhere, as when the answer to the second look-up is another one.
    monkeypatch.setattr(download, "_is_local", lambda url: "localhost" not in url)
    url = site.add("/secret", PAGE).replace("127.0.0.1", "localhost")
    assert "on this machine" in only_error(url, local=False)
    assert site.agents == []  # it was not even asked
