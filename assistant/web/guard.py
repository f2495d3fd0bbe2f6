"""What keeps the web chat to itself: the address it listens on and the headers of its pages."""

from __future__ import annotations

import ipaddress
import re
import secrets
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import SettingsError

# Gradio evaluates its component templates, hence 'unsafe-eval'; inline scripts run only with this response's nonce.
_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
#: Bytes of what may be posted: a conversation that the browser keeps is a tenth of it. Files have a limit of their own.
MOST_POSTED_BYTES = 10_000_000
_UPLOADS = "/gradio_api/upload"


class PageSecurity:
    """Middleware: keep the page from reaching out, and other sites' pages from reaching in.

    It sends the Content-Security-Policy, gives the page's own inline scripts the nonce that the policy asks for, and
    refuses what a page of another origin posts, and what is far larger than any question.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an HTML page is held until it is whole, anything else streams through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "POST" and _is_of_another_site(Headers(scope=scope)):
            await PlainTextResponse("Another site may not use this chat.", status_code=403)(scope, receive, send)
            return
        if scope["path"] != _UPLOADS:
            receive = _limited(receive)
        nonce = secrets.token_urlsafe(16)
        # A file that somebody uploaded may be a page too: it gets no nonce, and runs nothing.
        is_page = not scope["path"].startswith("/gradio_api/")
        held: list[Message] = []

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = _POLICY.format(nonce=nonce)
                # To no other site; with "no-referrer" the log-in's form would not say its own origin either.
                headers["referrer-policy"] = "same-origin"
                headers["x-content-type-options"] = "nosniff"
                if is_page and headers.get("content-type", "").startswith("text/html"):
                    held.append(message)
                    return
            elif held:
                held.append(message)
                if message.get("more_body"):
                    return
                body = b"".join(part.get("body", b"") for part in held[1:])
                body = body.replace(b"<script", b'<script nonce="' + nonce.encode() + b'"')
                if "content-length" in (headers := MutableHeaders(scope=held[0])):
                    headers["content-length"] = str(len(body))
                await send(held[0])
                message = {"type": "http.response.body", "body": body}
                held.clear()
            await send(message)

        await self.app(scope, receive, send_secured)


def _is_of_another_site(headers: Headers) -> bool:
    """Say whether a page of another origin posts this.

    Browsers say so in Sec-Fetch-Site, but to no address that is neither this machine nor https; in Origin, to any. A
    program sends neither.
    """
    if site := headers.get("sec-fetch-site"):
        return site in ("cross-site", "same-site")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _limited(receive: Receive) -> Receive:
    """Return what receives a request as ``receive`` does, up to ``MOST_POSTED_BYTES``."""
    posted = 0

    async def receive_limited() -> Message:
        nonlocal posted
        message = await receive()
        posted += len(message.get("body", b""))
        if posted > MOST_POSTED_BYTES:
            raise HTTPException(413, f"more than {MOST_POSTED_BYTES:,} bytes were sent; ask with fewer")
        return message

    return receive_limited


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server bound to ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_public_name(given: str) -> str:
    """Return a name by which others reach the chat, as browsers send it. Raises SettingsError for what is no name."""
    name = given.strip().lower()
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", name):
        raise SettingsError(
            f"{given!r} is no name of a machine: give --public-name one such as news.example.org, without https://,"
            " port or path"
        )
    return name


def listen(host: str, port: int) -> socket.socket:
    """Return a socket listening on the address. Raises SettingsError when it cannot be had."""
    if not 0 <= port <= 65535:
        raise SettingsError(f"{port} is no port: give --port a number from 1 to 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"port {port} on {host} cannot be opened ({error.strerror or error}): stop the program that uses it, "
            f"or choose another one with --port"
        ) from error
