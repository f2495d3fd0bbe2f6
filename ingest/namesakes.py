"""Which stored article a story is that has no address, and is known by the path of its file.

Another day's folder may hold a file of the same name with quite another story. Taken for an update it would replace the
first day's article without a word; taken for another story, an edited one would stand beside what it said before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import count, pairwise
from typing import Final

from assistant.catalog import Catalog
from assistant.types import Article

#: Two texts are one story when so many of the smaller one's pairs of neighbouring words stand in the other, too. Pairs,
#: as words alone do not tell: of 20,000 pairs of RealTimeQA's articles 1% share half of their words, frequent ones left
#: out, and .1% a quarter of their pairs of words. A text of which every fourth word is changed keeps half of them.
FEWEST_SHARED: Final = 1 / 3
#: Stories under one path that are read to be compared, the newest: an edit is seldom one of what was stored long ago.
MOST_COMPARED: Final = 20

_Pairs = set[tuple[str, str]]


def find_identity(article: Article, catalog: Catalog, taken: Collection[str]) -> tuple[str, str | None]:
    """Return the id under which an article is stored or to be stored, and the stored content hash, None for a new one.

    It is the stored article of its path with the very same content; else the one that it is most like, if they are the
    same story; else a new one, whose id is the path's own, or that with a number after it.

    Args:
        article: its id is that of its path.
        catalog: what is stored.
        taken: ids that other articles of this ingest have: of two files of one name each has an article of its own.
    """
    stored = catalog.namesakes(article.id)
    open_to_it = [other for other in stored if other.id not in taken]
    for other in open_to_it:
        if other.content_hash == article.content_hash:
            return other.id, other.content_hash
    if same := _same_story(article, open_to_it[:MOST_COMPARED], catalog):
        return same.id, same.content_hash
    used = {other.id for other in stored}
    numbered = (f"{article.id}{number:04x}" if number else article.id for number in count())
    return next(candidate for candidate in numbered if candidate not in used and candidate not in taken), None


def _same_story(article: Article, others: Sequence[Article], catalog: Catalog) -> Article | None:
    """Return that of the others which is the article's story, the likest first; None when none is.

    One title is one story, whatever became of its words; but not on two days: "Weather" is another text every day.
    """
    if not others:
        return None
    own = _pairs(article.text)
    found = []
    for other in others:
        share = _share(own, _pairs(catalog.article(other.id).text))
        if share >= FEWEST_SHARED or (
            _words(article.title) == _words(other.title) and _may_be_of_one_day(article, other)
        ):
            found.append((share, other))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _may_be_of_one_day(article: Article, other: Article) -> bool:
    days = {article.published_on, other.published_on}
    return None in days or len(days) == 1


def _share(one: _Pairs, other: _Pairs) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)


def _pairs(text: str) -> _Pairs:
    return set(pairwise(_words(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
