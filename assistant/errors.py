"""Every error that Dateline raises on purpose. Messages say what, which input, and what to do.

::

    DatelineError
    ├── SettingsError          an unknown or impossible setting
    ├── InputError             something the user gave cannot be used
    │   ├── LoadError          one input of an ingest: skipped, reported, the rest is done
    │   ├── QuestionError      a question that cannot be asked
    │   └── ArticleNotFound    no article (or version) with that id
    ├── AskerGone              nobody waits for the answer any more
    ├── BusyError              too much is being asked at once
    ├── ModelError             model weights are missing, altered or unknown
    └── LibraryError           the data folder cannot be used as it is
        ├── NewerLibrary       written by a newer Dateline
        ├── IndexMismatch      embedded with another model
        └── StorageError       the disk is full, read-only or broken
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors that Dateline raises on purpose; the message is one line, fit to show a user."""


class SettingsError(DatelineError):
    """A setting is unknown or has an impossible value."""


class InputError(DatelineError):
    """Something the user gave cannot be used."""


class LoadError(InputError):
    """One input could not be turned into an article."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class QuestionError(InputError):
    """The question cannot be asked."""


class ArticleNotFound(InputError):
    """The library has no article, or no version of it, with that id."""


class AskerGone(DatelineError):
    """Nobody waits for the answer any more, so it was given up."""


class BusyError(DatelineError):
    """Too much is being asked at once; the same question can be asked again later."""


class ModelError(DatelineError):
    """Model weights are missing, altered or unknown."""


class LibraryError(DatelineError):
    """The data folder cannot be used as it is."""


class NewerLibrary(LibraryError):
    """The data folder was written by a newer Dateline."""


class IndexMismatch(LibraryError):
    """The library was embedded with another model than the one that is set."""


class StorageError(LibraryError):
    """The disk is full, read-only or broken."""
