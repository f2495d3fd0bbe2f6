"""The door of a served chat: nothing behind it is reached without a name and a password.

A browser gets a page to log in and a signed cookie; a program sends the same form (gradio_client does, given ``auth=``)
or HTTP Basic credentials. It stands before everything: pages, uploads, endpoints and MCP alike.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections import deque
from html import escape
from ipaddress import ip_address, ip_network
from urllib.parse import parse_qs

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.access import USER, Credential, UsersFile, address_of, waste_time
from assistant.web.history import PERSON_COOKIE

COOKIE = "dateline_session"
SESSION_SECONDS = 30 * 24 * 3600
#: Wrong passwords from one address within a minute, after which it has to wait.
MOST_FAILURES = 10
#: Addresses that are remembered for their wrong passwords; past so many those that may try again are forgotten.
MOST_ADDRESSES = 10_000
_MINUTE = 60.0
_MOST_BODY = 8 * 1024

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Dateline: log in</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root {{ color-scheme: light dark; --paper: #faf8f3; --ink: #1d1b18; --soft: #5f594f; --accent: #8a1c1c;
  --rule: #8c8475 }}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: #171614; --ink: #ece7dd; --soft: #a79f91; --accent: #ef9a8d }}
}}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, sans-serif }}
main {{ max-width: 20rem; margin: 18vh auto 0; padding: 0 1rem }}
h1 {{ margin: 0 0 1rem; font: 700 2rem/1.1 "Iowan Old Style", Palatino, Georgia, serif }}
label {{ display: block; margin-top: 0.8rem; font-size: 0.88rem; color: var(--soft) }}
input {{ box-sizing: border-box; width: 100%; padding: 0.55rem; border: 1px solid var(--rule); border-radius: 4px;
  font: inherit;
  background: transparent; color: inherit }}
button {{ margin-top: 1.2rem; padding: 0.55rem 1.2rem; border: 0; border-radius: 4px; font: inherit; font-weight: 600;
  background: var(--accent); color: var(--paper) }}
p {{ color: var(--accent) }}
</style></head><body><main><h1>Dateline</h1><form method="post" action="/login">{message}
<label for="username">Name</label>
<input id="username" name="username" autocomplete="username" required autofocus>
<label for="password">Password</label><input id="password" name="password" type="password"
autocomplete="current-password" required><button>Log in</button></form></main></body></html>"""
#: What a page says whose session has ended, and a program that has none.
NOT_KNOWN = "You are not logged in, or no longer: reload the page. Programs send a name and password (HTTP Basic)."


class Door:
    """Middleware: let through who is known, noting who it is for ``person_of``, and send everybody else to log in."""

    def __init__(self, app: ASGIApp, users: UsersFile, secret: str) -> None:
        self.app = app
        self._users = users
        self._key = secret.encode()
        self._tries: dict[str, deque[float]] = {}
        self._trying = anyio.Lock()
        self._verified: dict[bytes, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the log-in itself; pass on what comes from somebody known."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        path = scope["path"].rstrip("/")
        if path == "/login":
            response = await self._log_in(request) if request.method == "POST" else _form()
        elif path == "/logout":
            response = RedirectResponse("/login", status_code=303)
            response.delete_cookie(COOKIE)
            response.delete_cookie(PERSON_COOKIE)
        elif name := self._known(request) or await self._basic(request):
            scope.setdefault("state", {})[USER] = name
            await self.app(scope, receive, send)
            return
        elif request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            response = RedirectResponse("/login", status_code=303)
        else:
            response = JSONResponse({"detail": NOT_KNOWN}, status_code=401)
        await response(scope, receive, send)

    async def _log_in(self, request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _MOST_BODY:
                return _form("That is too long.", 413)
        given = parse_qs(body.decode("utf-8", "replace"))
        name, password = given.get("username", [""])[0].strip(), given.get("password", [""])[0]
        user = self._users.now().get(name)
        status = await self._check(request, user, password)
        if status == 429:
            return _form("Too many wrong passwords; wait a minute.", 429)
        if user is None or status != 200:
            return _form("The name or the password is wrong.", 401)
        wants_page = "text/html" in request.headers.get("accept", "")
        response = RedirectResponse("/", status_code=303) if wants_page else JSONResponse({"success": True})
        response.set_cookie(
            COOKIE, self._sign(user, int(time.time()) + SESSION_SECONDS), max_age=SESSION_SECONDS, httponly=True,
            samesite="lax", secure=request.url.scheme == "https",
        )  # fmt: skip
        person = hashlib.sha256(user.name.encode()).hexdigest()[:16]
        response.set_cookie(PERSON_COOKIE, person, max_age=SESSION_SECONDS, samesite="lax")
        return response

    async def _basic(self, request: Request) -> str | None:
        kind, _, encoded = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except ValueError:
            return None
        return name if await self._check(request, self._users.now().get(name), password) == 200 else None

    async def _check(self, request: Request, user: Credential | None, password: str) -> int:
        """Return 200 for a user's password, 401 for a wrong one, 429 when too many wrong ones came from the address."""
        address = _network_of(address_of(request))
        # A program sends its password with every request: what was verified once is known by a keyed digest.
        line = user.line if user else ""
        digest = hmac.digest(self._key, f"{line}\0{password}".encode("utf-8", "replace"), "sha256")
        if status := self._judge(address, user, digest):
            return status
        # One after the other: each is judged by what came of those before it, however many come together, and guessing
        # keeps one core busy at most.
        async with self._trying:
            return self._judge(address, user, digest) or await self._try(address, user, digest, password)

    def _judge(self, address: str, user: Credential | None, digest: bytes) -> int | None:
        """Return the status that is certain without trying the password, if any."""
        tries = self._tries.get(address)
        # First of all: otherwise a right guess would show in the digests, however many were made.
        if tries is not None and len(tries) == MOST_FAILURES and time.monotonic() - tries[0] < _MINUTE:
            return 429
        return 200 if user is not None and self._verified.get(digest) == user.name else None

    async def _try(self, address: str, user: Credential | None, digest: bytes, password: str) -> int:
        if len(self._tries) >= MOST_ADDRESSES:
            since = time.monotonic() - _MINUTE
            self._tries = {other: its for other, its in self._tries.items() if its[-1] > since}
        tries = self._tries.setdefault(address, deque(maxlen=MOST_FAILURES))
        # A try counts from its start, and is taken back if it was right: no way of ending it early is free.
        tries.append(time.monotonic())
        if user is None:
            await anyio.to_thread.run_sync(waste_time, password)
            return 401
        if not await anyio.to_thread.run_sync(user.verify, password):
            return 401
        tries.pop()
        if not tries:
            del self._tries[address]
        self._verified[digest] = user.name
        return 200

    def _sign(self, user: Credential, until: int) -> str:
        # The stored hash is part of what is signed: a changed password ends every session opened with the old one.
        said = f"{base64.urlsafe_b64encode(user.name.encode()).decode()}.{until}"
        return f"{said}.{hmac.new(self._key, f'{said}.{user.line}'.encode(), hashlib.sha256).hexdigest()}"

    def _known(self, request: Request) -> str | None:
        cookie = request.cookies.get(COOKIE, "")
        try:
            encoded, until, _ = cookie.split(".")
            name = base64.urlsafe_b64decode(encoded).decode()
            alive = int(until) > time.time()
        except ValueError:
            return None
        user = self._users.now().get(name)
        if user is None or not alive:
            return None
        # As bytes: of texts, it compares none but ASCII.
        return name if hmac.compare_digest(self._sign(user, int(until)).encode(), cookie.encode()) else None


def _network_of(address: str) -> str:
    """Return the address; of IPv6 its network of 64 bits, any address of which one household may use."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 and not found.ipv4_mapped else address


def _form(message: str = "", status: int = 200) -> HTMLResponse:
    said = f'<p role="alert">{escape(message)}</p>' if message else ""
    return HTMLResponse(_PAGE.format(message=said), status_code=status)
