"""The sentences of an answer that a chat model writes, each with its citation marks, as they become complete.

Formatting is left out, and so is a list of sources: it says nothing of the news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.chat.dates import without_dates
from assistant.chat.marks import PLAIN_MARKS, plain_marks, without_marks
from assistant.sentences import split_sentences

#: A line of a list of sources has at most so many characters. One that may be such a line is waited for.
LONGEST_LISTED = 200

_FORMATTING = re.compile(
    r"^[^\S\n]*(?:#{1,6}\s+|[-*•]\s+|\d{1,2}[.)]\s+)|\*\*|__|`|!?\[([^\]\d][^\]]*)\]\([^)]*\)", re.MULTILINE
)
#: A mark that may have begun, in brackets or in parentheses.
_OPEN_MARK = re.compile(r"(?:[\[【][^\]】]*|\([^()\n]{0,80})$")
_BEGUN_LINE = re.compile(rf"(?:^|\n)[^\S\n]*{PLAIN_MARKS}[^\n]{{0,{LONGEST_LISTED}}}$")
_LINE_OF_MARKS = re.compile(rf"(?<=\S)[^\S\n]*\n\s*({PLAIN_MARKS})[^\S\n]*(?=\n|$)")
_LEADING = re.compile(rf"\s*{PLAIN_MARKS}\s*[^\s\[]")
_MARKS_AFTER_STOP = re.compile(rf"([.!?][\"”’']?)([^\S\n]*{PLAIN_MARKS})")
_NEXT_MARKS = re.compile(rf"([.!?][\"”’']?)[^\S\n]+(?={PLAIN_MARKS}[^\S\n]+\S)")
#: "Sources:" at the beginning of a line, or before a mark, and what follows it; "Sources" alone on its line.
_LIST = re.compile(
    r"(?:^|\n)[^\w\n]*(?:(?:list\s+of|cited)\s+)?(?:sources?|references?|citations?)(?:\s+(?:used|cited))?[^\w\n]*[:\n]"
    r"|(?<=[.!?\]])[^\S\n]+(?:sources?|references?|citations?):\s*\[\d",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?://\S+|\b(?:the|on|published|dated|accessed|updated|(?:19|20)\d\d)\b", re.IGNORECASE)


def complete_sentences(texts: Iterator[str], names: Sequence[str] = ()) -> Iterator[str]:
    """Yield the sentences of a growing text, each when the next one has begun, the last one at the end.

    Citation marks after a full stop belong to the sentence before them, however the model's words arrive; on a line
    that begins with marks they belong to the sentence after them. All have one form, [1].

    Args:
        texts: all that is written so far, again and again.
        names: the outlets and titles of the passages: a line of marks, names and dates alone is one of a list.
    """
    released = 0
    text = ""
    for text in texts:
        # A mark that has only begun may yet belong to the sentence before it.
        # And a word may: "by the U.S. In" ends a sentence, "by the U.S. Indiana National Guard" does not.
        whole = _plain(_OPEN_MARK.sub("", text[: max(map(text.rfind, " \n")) + 1]))
        if listed := _LIST.search(whole):
            yield from _split(whole[: listed.start()], names)[released:]
            return
        for sentence in _split(_BEGUN_LINE.sub("", whole), names)[released:-1]:
            released += 1
            yield sentence
    whole = _plain(text)
    listed = _LIST.search(f"{whole}\n")
    yield from _split(whole[: listed.start()] if listed else whole, names)[released:]


def _plain(text: str) -> str:
    """Return a text without formatting, its marks in one form, those on a line of their own at the line before."""
    return _LINE_OF_MARKS.sub(r" \1", _FORMATTING.sub(r"\1", plain_marks(text)))


def _split(plain: str, names: Sequence[str]) -> list[str]:
    lines = [_marked(line) for line in plain.split("\n") if not _is_listed(line, names)]
    plain = "\n".join(lines)
    found = [plain[start:end].strip() for start, end in split_sentences(plain)]
    return [sentence for sentence in found if re.search(r"[^\W_]", without_marks(sentence))]


def _marked(line: str) -> str:
    """Return a line with each mark inside its sentence, before its full stop or at its beginning."""
    if _LEADING.match(line):
        line = _NEXT_MARKS.sub(r"\1\n", line)
    return _MARKS_AFTER_STOP.sub(lambda match: f"{match.group(2)}{match.group(1)}", line)


def _is_listed(line: str, names: Sequence[str]) -> bool:
    """Say whether a line is one of a list of sources: marks before names and dates, and nothing else."""
    if len(line) > LONGEST_LISTED or not (marks := re.match(rf"\s*{PLAIN_MARKS}", line)):
        return False
    rest = line[marks.end() :]
    named = False
    # A model leaves out what stands in parentheses: "Northgate Post (sample)".
    shown = {*names, *(re.sub(r"\s*\([^()]*\)$", "", name) for name in names)} - {""}
    for name in sorted(shown, key=len, reverse=True):
        rest, count = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest, flags=re.IGNORECASE)
        named |= count > 0
    return named and not re.search(r"[^\W_]", _NO_NAME.sub(" ", without_dates(rest)))
