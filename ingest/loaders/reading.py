"""From a file to its text, whole or line by line: gzip, limits, and files that are no text at all."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from assistant.errors import LoadError
from ingest.loaders.encodings import HEAD_BYTES, declared_in_page, decode, unicode_encoding

MEBIBYTE: Final = 1024 * 1024
#: No file that is read whole may be larger than this, once decompressed; one of text that is large as it lies on the
#: disk may, as reading it takes little more memory than it has bytes.
MOST_BYTES: Final = 20 * MEBIBYTE
MOST_LARGE_BYTES: Final = 256 * MEBIBYTE
#: No single line, that is one article with its metadata, may be longer: what bounds the memory of reading rows.
MOST_LINE_BYTES: Final = 20 * MEBIBYTE
#: Text compresses by 3 to 20: past ``MOST_BYTES``, a text that grows by more is a decompression bomb; and past
#: ``MOST_LARGE_BYTES`` a stream of lines, which is never held whole, that grows by still more.
MOST_TEXT_GROWTH: Final = 20
MOST_GROWTH: Final = 100

_Stream: TypeAlias = io.BufferedReader | gzip.GzipFile
_GZIP_MAGIC: Final = b"\x1f\x8b"
_GROWN = "the file grows past {} MiB here; split it"
_EXTRACT_TEXT: Final = "save its text as .txt, .md or .html and ingest that"
#: How files that are no text begin, as patterns: "RIFF" alone may be the beginning of "RIFFA, Bahrain (AP) — …".
_MAGIC: Final = (
    (rb"%PDF", "a PDF", _EXTRACT_TEXT),
    (rb"PK\x03\x04", "a zip archive or an Office document", "unpack it, or save its text as .txt, and ingest that"),
    (rb"\xd0\xcf\x11\xe0", "an old Office document", _EXTRACT_TEXT),
    (rb"\{\\rtf", "a rich-text document", _EXTRACT_TEXT),
    (rb"\x89PNG", "a PNG image", _EXTRACT_TEXT),
    (rb"\xff\xd8\xff", "a JPEG image", _EXTRACT_TEXT),
    (rb"GIF8", "a GIF image", _EXTRACT_TEXT),
    (rb"RIFF.{4}(?:WAVE|AVI |WEBP)", "an image, a sound or a film", _EXTRACT_TEXT),
    (rb"SQLite format 3", "an SQLite database", "export its rows as .jsonl and ingest that"),
    (rb"PAR1", "a Parquet table", "export its rows as .jsonl and ingest that"),
    (rb"BZh", "a bzip2 file", "unpack it, or compress it with gzip, and ingest that"),
    (rb"\xfd7zXZ", "an xz file", "unpack it, or compress it with gzip, and ingest that"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it, or compress it with gzip, and ingest that"),
    (rb"7z\xbc\xaf", "a 7-Zip archive", "unpack it and ingest what is inside"),
    (re.escape(_GZIP_MAGIC), "a gzip file inside a gzip file", "unpack it once and ingest that"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number, from 1, and its text, or why it cannot be read."""

    number: int
    text: str = ""
    trouble: str = ""


def read_text(
    path: Path,
    name: str,
    *,
    limit: int = MOST_BYTES,
    may_be_large: bool = False,
    declared: str = "",
    declared_in_html: bool = False,
) -> str:
    """Return the text of a file, decompressed if it is gzip and decoded.

    Args:
        path: the file.
        name: what errors call it.
        limit: most bytes, after decompression.
        may_be_large: whether a file that is large before decompression may have more, up to ``MOST_LARGE_BYTES``.
        declared: the encoding that it was said to have, tried before any guess.
        declared_in_html: whether one that a web page declares is tried when ``declared`` is "".

    Raises:
        LoadError: The file is unreadable, empty, larger than it may be, damaged or no text.
    """
    data = _read_bytes(path, name, limit, may_be_large=may_be_large)
    refuse_binary(data[:HEAD_BYTES], name)
    return decode(data, declared=declared or (declared_in_page(data) if declared_in_html else ""))


def read_lines(path: Path, name: str) -> Iterator[Line]:
    """Yield the lines of a file one by one, in memory bounded by the longest line, without blank ones.

    A line that is too long, and the end of a file that is cut short, come as a ``Line`` with ``trouble``.

    Raises:
        LoadError: The file is unreadable, empty or no text.
    """
    try:
        with path.open("rb") as raw:
            stream = _decompressed(raw)
            head = _first_bytes(stream, name)
            refuse_binary(head, name)
            stream.seek(0)
            encoding = unicode_encoding(head)
            most_bytes = max(MOST_LARGE_BYTES, MOST_GROWTH * path.stat().st_size)
            if encoding and encoding != "utf-8-sig":
                yield from _wide_lines(stream, encoding, most_bytes)
            else:
                yield from _byte_lines(stream, most_bytes)
    except OSError as error:
        raise LoadError(name, _unreadable(error)) from error


def refuse_binary(head: bytes, name: str) -> None:
    """Raise LoadError, naming what it looks like and what to do, if a file that begins with ``head`` is no text."""
    if not head:
        raise LoadError(name, "is empty; nothing to ingest")
    for magic, kind, remedy in _MAGIC:
        if re.match(magic, head, re.DOTALL):
            raise LoadError(name, f"is {kind}, not text; {remedy}")
    if b"\0" in head and not unicode_encoding(head):
        raise LoadError(name, f"holds binary data, not text; {_EXTRACT_TEXT}")


def _read_bytes(path: Path, name: str, limit: int, *, may_be_large: bool) -> bytes:
    try:
        with path.open("rb") as raw:
            if may_be_large:
                limit = max(limit, min(MOST_LARGE_BYTES, MOST_TEXT_GROWTH * os.fstat(raw.fileno()).st_size))
            stream = _decompressed(raw)
            data = stream.read(limit + 1)
    except (EOFError, zlib.error) as error:
        raise LoadError(name, _damaged(error)) from error
    except OSError as error:
        raise LoadError(name, _unreadable(error)) from error
    if len(data) > limit:
        raise LoadError(name, f"is larger than {limit // MEBIBYTE} MiB; split it, or save its articles as .jsonl")
    return data


def _decompressed(raw: io.BufferedReader) -> _Stream:
    """Return the stream to read: gzip is known by its first bytes, as a download may be unpacked under its old name."""
    magic = raw.read(2)
    raw.seek(0)
    return gzip.GzipFile(fileobj=raw) if magic == _GZIP_MAGIC else raw


def _first_bytes(stream: _Stream, name: str) -> bytes:
    """Return what can be read of the beginning of a stream, which may be compressed and cut short within it."""
    head = bytearray()
    try:
        while len(head) < HEAD_BYTES and (more := stream.read1(HEAD_BYTES)):
            head += more
    except (EOFError, zlib.error) as error:
        if not head:
            raise LoadError(name, _damaged(error)) from error
    return bytes(head)


def _byte_lines(stream: _Stream, most_bytes: int) -> Iterator[Line]:
    number, total, skipping = 0, 0, False
    while True:
        try:
            line = stream.readline(MOST_LINE_BYTES)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Line(number + 1, trouble=_damaged(error))
            return
        if not line:
            return
        total += len(line)
        if total > most_bytes:
            yield Line(number + 1, trouble=_GROWN.format(most_bytes // MEBIBYTE))
            return
        is_complete = line.endswith(b"\n")
        if not skipping:
            number += 1
            if not is_complete and len(line) == MOST_LINE_BYTES:
                yield Line(number, trouble=f"is longer than {MOST_LINE_BYTES // MEBIBYTE} MiB; split the article")
                skipping = True
            elif text := decode(line).strip():
                yield Line(number, text=text)
        skipping = skipping and not is_complete


def _wide_lines(stream: _Stream, encoding: str, most_bytes: int) -> Iterator[Line]:
    """Yield the lines of UTF-16 or UTF-32, whose line ends are not a single byte."""
    reader = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
    number = total = 0
    try:
        while line := reader.readline(MOST_LINE_BYTES):
            number, total = number + 1, total + 2 * len(line)  # Two bytes a character, at least.
            if total > most_bytes:
                yield Line(number, trouble=_GROWN.format(most_bytes // MEBIBYTE))
                return
            if not line.endswith("\n") and len(line) == MOST_LINE_BYTES:
                yield Line(number, trouble=f"is longer than {MOST_LINE_BYTES // MEBIBYTE} MiB; split the article")
                return
            if line.strip():
                yield Line(number, text=line)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Line(number + 1, trouble=_damaged(error))
    finally:
        reader.detach()  # its stream is closed by who opened it


def _damaged(error: Exception) -> str:
    kind = "cut short" if isinstance(error, EOFError) else f"damaged ({error})"
    return f"the compressed file is {kind} here; copy or download it again"


def _unreadable(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error}); check the file and its permissions"
