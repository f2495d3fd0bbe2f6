"""The secret of a data folder: encrypts what browsers keep, and signs who is logged in."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from assistant.errors import StorageError

SECRET_FILE = "browser.secret"


def load_secret(folder: Path, purpose: str) -> str:
    """Return the folder's secret for a purpose, made on first use; one purpose's tells nothing of another's.

    Raises:
        StorageError: it can be neither read nor written.
    """
    path = folder / SECRET_FILE
    try:
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:
            pass
        whole = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be used: {error}; check its permissions, or remove it") from error
    return hashlib.sha256(f"{purpose}:{whole}".encode()).hexdigest()
