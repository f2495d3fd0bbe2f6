"""Which encoding bytes are in, and the text that they are."""

from __future__ import annotations

import codecs
import re
from typing import Final

#: How much of a file's beginning tells whether it is text, and in which encoding.
HEAD_BYTES: Final = 64 * 1024
_BYTE_ORDER_MARKS: Final = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What news is written in when it is not Unicode. Fewer candidates make better guesses on short texts.
_LEGACY_ENCODINGS: Final = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "gb18030", "shift_jis", "euc_jp",
    "euc_kr", "big5",
)  # fmt: skip
#: What browsers read an encoding as: the larger one that people who declare it write in.
_AS_BROWSERS_READ: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030",
}  # fmt: skip
#: Bytes with so many whole characters beyond ASCII for each broken one are UTF-8 with a flaw. News has 250 and more
#: with one bad byte, .34 in Shift-JIS, .2 in gb18030, none in cp1252; ten random characters of gb18030, Big5, EUC-KR,
#: EUC-JP or Shift-JIS reach 2 once in 4,000 times at most.
_LEAST_WHOLE: Final = 2
_META_CHARSET: Final = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)


def declared_in_page(page: bytes) -> str:
    """Return the encoding that the head of a web page declares, or ""."""
    declared = _META_CHARSET.search(page[:4096])
    return declared[1].decode("ascii", "replace") if declared else ""


def decode(data: bytes, *, declared: str = "") -> str:
    """Return ``data`` as text: by its byte-order mark, as UTF-8, as ``declared``, or by charset-normalizer's guess.

    Bytes that are UTF-8 but for a few stay UTF-8. What cannot be decoded at all becomes U+FFFD.
    """
    encoding = unicode_encoding(data[:HEAD_BYTES])
    if encoding:
        return data.decode(encoding, errors="replace")
    for candidate in ("utf-8", _known_encoding(declared)):
        try:
            return data.decode(candidate)
        except (UnicodeError, LookupError):  # LookupError: "hex" and the like are encodings, but of no text
            continue
    text = data.decode("utf-8", errors="replace")
    if _is_mostly_whole(text):
        return text
    return data.decode(_guess_encoding(data), errors="replace")


def unicode_encoding(head: bytes) -> str:
    """Return the Unicode encoding that a byte-order mark, or the place of the zero bytes of UTF-16, gives; else ""."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) >= 8 and max(even, odd) > len(sample) * 0.3 and min(even, odd) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return ""


def _known_encoding(declared: str) -> str:
    """Return a declared encoding as browsers read it; "utf-8", which has failed already, for an unknown one."""
    try:
        encoding = codecs.lookup(declared).name if declared else "utf-8"
    except LookupError:
        return "utf-8"
    # A page whose head could be read is not in UTF-16, whatever it says.
    return "utf-8" if encoding.startswith(("utf-16", "utf-32")) else _AS_BROWSERS_READ.get(encoding, encoding)


def _is_mostly_whole(text: str) -> bool:
    """Whether the characters beyond ASCII that were decoded outnumber those that could not be by far."""
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole >= _LEAST_WHOLE * broken


def _guess_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data[:HEAD_BYTES], cp_isolation=list(_LEGACY_ENCODINGS)))
    if not matches:
        return "cp1252"
    best = matches[0]
    # Windows-1250 and 1252 differ in few letters, and short texts do not tell which: the western one is far commoner.
    close = {
        match.encoding for match in matches if match.chaos <= best.chaos and match.coherence >= best.coherence - 0.05
    }
    return "cp1252" if "cp1252" in close else best.encoding
