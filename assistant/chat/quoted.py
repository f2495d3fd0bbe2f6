"""Whose mouth a quotation of a sentence is put in: whether it is near the same words in what it cites. English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.chat.facts import Source
from assistant.chat.names import canonical, names_of, same_name, short_names

#: A shorter quotation is a word or a title: the "bomb cyclone".
_LEAST_WORDS = 4
#: Who speaks is named in the paragraph of the words, or in one so few paragraphs before it, which "he said" goes on.
_PARAGRAPHS_BEFORE = 2
_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_SAYS = r"(?:said|says|told|tells|added|adds|wrote|writes|argued|explained|noted|stated|asked|warned|recalled|joked)"
_SPEAKS_BEFORE = re.compile(rf"\b{_SAYS}\s+$")
#: "Marsh, the mayor, told supporters", but not "in Alden, he said".
_SPEAKS_BEHIND = re.compile(rf"(?:,?\s+(?!(?:and|he|it|she|that|they|who)\b)[\w’'-]+){{0,4}},?\s+{_SAYS}\b")


def misquoted(claim: str, sources: Sequence[Source]) -> str:
    """Return what is wrong, in words, when who speaks in the claim is not near the words that it quotes; else ""."""
    quoted = [
        words for match in _QUOTATION.finditer(claim) if len((words := _plain(match.group(1))).split()) >= _LEAST_WORDS
    ]
    speakers = (
        _speakers(short_names(_QUOTATION.sub(lambda match: " " * len(match.group()), claim))) if quoted else set()
    )
    for words in quoted:
        near = " ".join(text for source in sources for text in _around(words, source.article.text))
        named = {canonical(word) for word in re.findall(r"[^\W_][\w’'.]*", short_names(near))}
        if speakers and named and not any(same_name(word, other) for word in speakers for other in named):
            return "puts a quotation in another mouth"
    return ""


def _speakers(text: str) -> set[str]:
    """Return the words of the names of whom a text says that they speak."""
    return {
        canonical(word)
        for name in names_of(text)
        if _SPEAKS_BEFORE.search(text[: name.start]) or _SPEAKS_BEHIND.match(text, name.end)
        for word, _, _ in name.words
    }


def _around(words: str, text: str) -> list[str]:
    """Return the paragraphs that hold the words; where one names nobody beside them, with those before it."""
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    found = []
    for place, paragraph in enumerate(paragraphs):
        if words in _plain(paragraph):
            alone = not names_of(_QUOTATION.sub(" ", paragraph))
            found += paragraphs[max(0, place - (_PARAGRAPHS_BEFORE if alone else 0)) : place + 1]
    return found


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
