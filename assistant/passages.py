"""Split an article into passages, and say what of a passage is embedded and indexed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from assistant.sentences import Span, split_sentences
from assistant.types import Article, Passage

#: Longest passage in characters; sentences fill it greedily, which makes passages of about 430 on news text. Cut by
#: characters, so that the record does not depend on any model's tokens (the design's measured choice).
MAX_CHARACTERS = 520


def split_passages(article: Article, *, is_boilerplate: Callable[[str], bool] = lambda _: False) -> list[Passage]:
    """Return the passages of an article, in order: runs of whole sentences that tile its text.

    A sentence longer than ``MAX_CHARACTERS`` is cut, at white space where it has any. Sentences for which
    ``is_boilerplate`` holds are kept apart in passages of their own, marked so that nothing indexes them.
    """
    passages: list[Passage] = []
    for start, end, boilerplate in _runs(article.text, is_boilerplate):
        passages.append(
            Passage(
                id=f"{article.id}-{article.version}-{len(passages)}",
                article_id=article.id,
                start=start,
                end=end,
                text=article.text[start:end],
                boilerplate=boilerplate,
            )
        )
    return passages


def header(article: Article) -> str:
    """Return the line under which a passage is embedded and read: title · source · date, what is known of them."""
    return " · ".join(part for part in (article.title, article.source, (article.published or "")[:10]) if part)


def embedded_text(article: Article, passage: Passage) -> str:
    """Return exactly the text that is embedded for a passage: its article's header, then its words on one line.

    The header is left out where the passage itself starts with the title.
    """
    words = " ".join(passage.text.split())
    if passage.start == 0 and article.title and words.startswith(article.title):
        rest = " · ".join(part for part in (article.source, (article.published or "")[:10]) if part)
        return f"{rest} {words}".strip()
    return f"{header(article)} {words}".strip()


def text_hash(text: str) -> str:
    """Return the key of an embedded text: 128 bits of its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _runs(text: str, is_boilerplate: Callable[[str], bool]) -> Iterator[tuple[int, int, bool]]:
    start = end = 0
    current = False
    for piece_start, piece_end in _pieces(text):
        boilerplate = is_boilerplate(text[piece_start:piece_end].strip())
        if end > start and (boilerplate != current or piece_end - start > MAX_CHARACTERS):
            yield start, end, current
            start = piece_start
        current, end = boilerplate, piece_end
    if end > start:
        yield start, end, current


def _pieces(text: str) -> Iterator[Span]:
    """Yield the sentences, overlong ones cut."""
    for start, end in split_sentences(text):
        while end - start > MAX_CHARACTERS:
            cut = text.rfind(" ", start + MAX_CHARACTERS // 2, start + MAX_CHARACTERS) + 1 or start + MAX_CHARACTERS
            yield start, cut
            start = cut
        yield start, end
