"""Who may use a served chat, and who sent a request.

Names with salted hashes of their passwords stand in a text file, one a line: ``name:scrypt:n:r:p:salt:hash``, salt and
hash in hex. scrypt (RFC 7914) makes each guess cost 16 MiB of memory and some fifty milliseconds.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

#: Where the ``state`` of a request that was let in has its sender's name.
USER = "user"
#: scrypt's cost: N = 2**14, r = 8, p = 5 is OWASP's choice for 16 MiB.
COST, BLOCK, PARALLEL = 2**14, 8, 5
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1024

_NAME = re.compile(r"[\w.@-]{1,64}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Credential:
    """One person's line of the file."""

    name: str
    line: str

    def verify(self, password: str) -> bool:
        """Say whether this is the password; the time it takes tells nothing of it."""
        _, _, cost, block, parallel, salt, wanted = self.line.split(":")
        made = _hash(password, bytes.fromhex(salt), int(cost), int(block), int(parallel))
        return hmac.compare_digest(made, bytes.fromhex(wanted))


def read_users(path: Path) -> dict[str, Credential]:
    """Return the people of an auth file by name.

    Raises:
        SettingsError: it cannot be read, names nobody, or has a line that is none.
    """
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read: {error}; dateline add-user NAME --auth-file {path} makes it"
        ) from error
    users = {}
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        users[line.split(":")[0]] = _checked(line, f"{path}, line {number}")
    if not users:
        raise SettingsError(f"{path} names nobody; dateline add-user NAME --auth-file {path} adds somebody")
    return users


class UsersFile:
    """The people of an auth file as it is now: it is read again once it has changed. Thread-safe.

    A file that has gone or is broken names nobody, until it can be read again. Raises SettingsError when it cannot be
    read at the start, as ``read_users`` does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # Looked at before it is read, here and below: a change in between is then read at the next look.
        self._read: tuple[_Stamp | None, Mapping[str, Credential]] = (_stamp(path), read_users(path))

    def now(self) -> Mapping[str, Credential]:
        """Return the people by name. It costs a look at the file's times."""
        stamp, (read, users) = _stamp(self._path), self._read
        if stamp is not None and stamp == read:
            return users
        try:
            self._read = stamp, read_users(self._path)
        except SettingsError as error:
            if users:
                _log.warning("nobody can log in to the web chat: %s", error)
            # Without a stamp it is tried again each time: what was in the way may pass without the file changing.
            self._read = None, {}
        return self._read[1]


def add_user(path: Path, name: str, password: str) -> bool:
    """Add a person to an auth file, or change their password; return whether they are new.

    Raises:
        SettingsError: the name or password cannot be used, or the file cannot be read or written.
    """
    if not _NAME.fullmatch(name):
        raise SettingsError(f"{name!r} is no user name: use letters, digits and . _ @ -, at most 64")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingsError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; choose another")
    salt = secrets.token_bytes(16)
    hashed = _hash(password, salt, COST, BLOCK, PARALLEL).hex()
    line = f"{name}:scrypt:{COST}:{BLOCK}:{PARALLEL}:{salt.hex()}:{hashed}"
    try:
        before = path.read_text("utf-8").splitlines() if path.exists() else []
        kept = [other for other in before if other.split(":")[0].strip() != name]
        # Written beside and moved into place: a crash never leaves half a file, nor one that others can read.
        beside = path.with_name(f"{path.name}.new")
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join([*kept, line]) + "\n")
        beside.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be used: {error}; name another file with --auth-file") from error
    return len(kept) == len(before)


def person_of(request: HTTPConnection | None) -> str:
    """Return what tells the person who sent a request from others, nothing that they can choose.

    It is the name that they logged in with or, where nobody logs in, their network address; "" when there is neither.
    """
    if request is None:
        return ""
    return str(getattr(request.state, USER, "")) or address_of(request)


def address_of(request: HTTPConnection) -> str:
    """Return the network address that a request came from, "" when it has none."""
    return request.client.host if request.client else ""


def waste_time(password: str) -> None:
    """Take as long as a verification does, so that an unknown name cannot be told from a wrong password."""
    _hash(password, b"no salt for nobody", COST, BLOCK, PARALLEL)


#: When a file's content and its entry changed, its size and its inode: a file moved into place may have an older time.
_Stamp = tuple[int, int, int, int]


def _stamp(path: Path) -> _Stamp | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino


def _hash(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    words = password.encode("utf-8", "replace")[: 4 * LONGEST_PASSWORD]
    return hashlib.scrypt(words, salt=salt, n=cost, r=block, p=parallel, maxmem=256 * 1024 * 1024)


def _checked(line: str, where: str) -> Credential:
    try:
        name, kind, cost, block, parallel, salt, wanted = line.split(":")
        bytes.fromhex(salt), bytes.fromhex(wanted)
        known = kind == "scrypt" and min(int(cost), int(block), int(parallel)) > 0 and bool(wanted)
    except ValueError:
        known = False
    if not known:
        raise SettingsError(f"{where} is no user; remove it, and add the user again with dateline add-user")
    return Credential(name, line)
