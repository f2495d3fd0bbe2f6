"""Download what an address serves. That is untrusted: its size, time and redirects are bounded, and where it lies."""

from __future__ import annotations

import ipaddress
import socket
import threading
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from assistant.errors import LoadError
from ingest.loaders.reading import MEBIBYTE
from ingest.urls import is_url, without_credentials

if TYPE_CHECKING:
    import httpx

USER_AGENT: Final = "dateline/0.1"
#: Seconds that one address may take: looking its name up, redirects, headers and body together.
TIME_LIMIT: Final = 20.0
MOST_REDIRECTS: Final = 5
#: Of a body, once it is unpacked.
MOST_BYTES: Final = 20 * MEBIBYTE

#: Where the last 32 bits are an address of IPv4: behind a translator (NAT64), and of old.
_WITH_IPV4_LAST: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
_GZIP_ONLY: Final = 31  # how zlib is told to expect gzip's header


@dataclass(frozen=True, slots=True)
class Response:
    """What an address served: the type it was said to have, and the bytes.

    ``address`` is where it was in the end, with the name and password it was asked with, if any: links in it lead on
    from there. ``is_local`` is whether that is on this machine or its network.
    """

    address: str
    content_type: str
    charset: str
    body: bytes
    is_local: bool

    @property
    def url(self) -> str:
        """The address as it may be stored and shown."""
        return without_credentials(self.address)


def open_client() -> httpx.Client:
    """Return what downloads are made with; to be closed."""
    import httpx

    # No connection outlives its download, which then can end whatever it has opened.
    limits = httpx.Limits(max_keepalive_connections=0)
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}
    return httpx.Client(headers=headers, timeout=TIME_LIMIT, limits=limits, follow_redirects=False)


def download(client: httpx.Client, url: str, *, local: bool) -> Response:
    """Return what an address serves. ``local`` is whether it may lie on this machine or its network.

    Raises:
        LoadError: it cannot be reached, takes longer than ``TIME_LIMIT``, is larger than ``MOST_BYTES``, or leads to
            where it may not.
    """
    name = without_credentials(url)
    connections = _Connections()
    response: Future[Response] = Future()

    def work() -> None:
        try:
            response.set_result(_follow(client, url, name, connections, local=local))
        except BaseException as error:
            response.set_exception(error)

    # In a thread, as every time limit of httpx is for one step, and a server can make as many steps as it likes.
    threading.Thread(target=work, name="dateline-download", daemon=True).start()
    try:
        return response.result(TIME_LIMIT)
    except TimeoutError as error:
        raise _late(name) from error
    finally:
        connections.end()


class _Connections:
    """The connections that one download has opened. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._ended = False

    def add(self, connection: socket.socket) -> None:
        """Take a connection in; when the download is over already, end it."""
        with self._lock:
            # A duplicate, which stays valid when the original is wrapped for TLS or closed.
            self._open.append(connection.dup())
        if self._ended:
            self.end()

    def end(self) -> None:
        """End all connections: whoever waits for one of them is told at once that it is closed."""
        with self._lock:
            self._ended = True
            for connection in self._open:
                with suppress(OSError):  # the other side has closed it
                    connection.shutdown(socket.SHUT_RDWR)
                connection.close()
            self._open.clear()


def _follow(client: httpx.Client, url: str, name: str, connections: _Connections, *, local: bool) -> Response:
    """Return what an address serves, after redirects; ``name`` is what errors call it."""
    import httpx

    address = url
    try:
        for _ in range(MOST_REDIRECTS + 1):
            if not is_url(address):
                shown = without_credentials(address)[:100]
                raise LoadError(name, f"leads to {shown!r}, which is no http or https address; check it")
            watch = _Watch(name, address, connections, local=local)
            with client.stream("GET", address, extensions={"trace": watch.hear}) as answer:
                local = watch.is_local  # only what was really found here may lead on to here
                if answer.is_redirect:
                    address = urljoin(address, answer.headers["location"])
                    continue
                return _read_response(answer, name, is_local=local)
    except (httpx.TimeoutException, TimeoutError) as error:
        raise _late(name) from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError) as error:
        raise LoadError(name, f"cannot be reached ({_one_line(error)}); check the address and the network") from error
    raise LoadError(name, f"redirects more than {MOST_REDIRECTS} times; give the address it should lead to")


class _Watch:
    """Watches that a request stays off this machine and its network, unless it may lie there.

    The name is looked up first, which shows where it lies even when a proxy asks for it, and then the connection is
    checked, before anything is sent: the name may have led elsewhere when it was looked up. ``is_local`` is what came
    of it.

    Raises:
        LoadError: by itself and from ``hear``, when the request is not to go on.
    """

    def __init__(self, name: str, address: str, connections: _Connections, *, local: bool) -> None:
        import httpx

        self._refusal = LoadError(
            name,
            f"leads to {without_credentials(address)[:100]!r} on this machine or its network; name it if you mean it",
        )
        self._host = httpx.URL(address).raw_host.decode()
        self._connections = connections
        self._is_direct = False
        self.is_local = _is_local(address)
        if self.is_local and not local:
            raise self._refusal

    def hear(self, event: str, told: Mapping[str, Any]) -> None:
        """Take in what httpx tells of its connections."""
        step = event.partition(".")[2]
        if step == "connect_tcp.started":
            self._is_direct = told["host"] == self._host  # a proxy, which may be near, is another host
        if step == "connect_tcp.complete":
            stream = told["return_value"]
            self._connections.add(stream.get_extra_info("socket"))
            if self._is_direct:
                peer = stream.get_extra_info("server_addr")[0]
                is_local = _is_local(f"http://[{peer}]/" if ":" in peer else f"http://{peer}/")
                if is_local and not self.is_local:
                    stream.close()
                    raise self._refusal
                self.is_local = is_local


def _is_local(url: str) -> bool:
    """Whether an address lies on this machine or a private network; False for a name that cannot be resolved."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return not all(_is_public(ipaddress.ip_address(str(place[4][0]).partition("%")[0])) for place in found)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address, and the one of IPv4 that one of IPv6 may stand for, lies on the public network."""
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    inner = address.sixtofour
    if any(address in network for network in _WITH_IPV4_LAST):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return not address.is_site_local and (inner is None or _is_public(inner))


def _read_response(answer: httpx.Response, name: str, *, is_local: bool) -> Response:
    if answer.status_code != 200:
        remedy = "check the address, or save the page as .html and ingest that"
        raise LoadError(name, f"answered {answer.status_code} {answer.reason_phrase}; {remedy}".replace(" ;", ";"))
    unpack, is_whole = _unpacker(answer.headers.get("content-encoding", ""), name)
    body = bytearray()
    try:
        for part in answer.iter_raw():
            body += unpack(part, MOST_BYTES + 1 - len(body))
            if len(body) > MOST_BYTES:
                raise LoadError(name, f"is larger than {MOST_BYTES // MEBIBYTE} MiB; download it and ingest the file")
    except zlib.error as error:
        raise LoadError(name, f"is sent packed and damaged ({error}); download it and ingest the file") from error
    if body and not is_whole():
        raise LoadError(name, "was cut short on its way; try again, or download it and ingest the file")
    content_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return Response(str(answer.url), content_type, answer.charset_encoding or "", bytes(body), is_local)


def _unpacker(encoding: str, name: str) -> tuple[Callable[[bytes, int], bytes], Callable[[], bool]]:
    """Return what unpacks the next part of a body, into so many bytes at most, and what says whether its end has come.

    Not httpx's own, which unpacks each part whole, a thousandfold, and as many times over as the header says.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return lambda part, most: part[:most], lambda: True
        case "gzip" | "x-gzip":
            gzipped = zlib.decompressobj(_GZIP_ONLY)
            return gzipped.decompress, lambda: gzipped.eof
        case other:
            raise LoadError(name, f"is sent packed as {other[:40]!r}; download it and ingest the file")


def _late(name: str) -> LoadError:
    return LoadError(name, f"did not answer in full within {TIME_LIMIT:.0f} seconds; try again later, or download it")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
