"""The secret of a data folder: signs who is logged in, and what browsers keep for the server."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from assistant.errors import StorageError

SECRET_FILE = "browser.secret"
SECRET_CHARACTERS = 64


def load_secret(folder: Path, purpose: str) -> str:
    """Return the folder's secret for a purpose, made on first use; one purpose's tells nothing of another's.

    Raises:
        StorageError: it can be neither read nor written.
    """
    path = folder / SECRET_FILE
    try:
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(SECRET_CHARACTERS // 2))
        except FileExistsError:
            pass
        whole = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be used: {error}; check its permissions, or remove it") from error
    if len(whole) != SECRET_CHARACTERS:
        # Cut short by a kill: what is known to everybody signs nothing.
        raise StorageError(f"{path} holds no whole secret; remove it, and a new one is made")
    return hashlib.sha256(f"{purpose}:{whole}".encode()).hexdigest()


class Seal:
    """Signs numbers that browsers keep for the server, so that it takes back only those that it gave out."""

    def __init__(self, secret: str) -> None:
        self._key = secret.encode()

    def close(self, number: int) -> str:
        """Return the number with its signature."""
        return f"{number}.{hmac.new(self._key, str(number).encode(), hashlib.sha256).hexdigest()}"

    def open(self, sealed: str) -> int | None:
        """Return the number that ``close`` was given, or None for anything else."""
        number = sealed.partition(".")[0]
        if not (number.isascii() and number.isdecimal() and len(number) < 20):
            return None
        genuine = hmac.compare_digest(self.close(int(number)).encode(), sealed.encode("utf-8", "replace"))
        return int(number) if genuine else None
