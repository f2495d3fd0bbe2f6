"""Turn what a loader yields into an article: its identity, its clean text under its headline, its hashes."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from assistant.errors import LoadError
from assistant.passages import text_hash
from assistant.sentences import split_sentences, trimmed
from assistant.types import Article
from ingest.clean import with_headline
from ingest.draft import Draft
from ingest.language import detect_language
from ingest.urls import canonical_url, same_site, site

#: An article may be dated this far ahead (embargoes, time zones) before its date counts as a mistake.
_DAYS_AHEAD = 2
#: No newspaper is older.
_FIRST_YEAR = 1600
#: Longest title made from a text that has none.
_TITLE_CHARACTERS = 80
_ID_CHARACTERS = 16
_CURRENCIES = r"$¢-¥\u060b\u09f2\u09f3\u0e3f\u20a0-\u20cf\uff04\uffe0\uffe1\uffe5\uffe6"
#: A plus or minus is one before a figure, and not between two or within a word.
_WORD_OR_SIGN = re.compile(rf"\w+|[{_CURRENCIES}%‰±]|(?<![\w)])[-+](?=[{_CURRENCIES}.]?\d)")
_ONE_MINUS = str.maketrans("−–", "--")
#: What an article states about itself beside its words and its outlet.
_STATED = ("url", "author", "published")


def to_article(draft: Draft, *, name: str | None, max_characters: int) -> Article:
    """Return the article of a draft, at version 1.

    Args:
        draft: what ``load`` or ``fetch`` yielded, and so cleaned.
        name: the file's path within the source given; None for what came from no file.
        max_characters: the longest text that is accepted.

    Raises:
        LoadError: it is too long, or dated in the future or before there were newspapers.
    """
    text = with_headline(draft.text, draft.title)
    if len(text) > max_characters:
        raise LoadError(
            draft.locator,
            f"is {len(text):,} characters long, more than the {max_characters:,} of max_article_characters;"
            " split it into articles, or raise the setting",
        )
    _check_date(draft)
    article = Article(
        id="",
        text=text,
        title=draft.title or _made_title(text),
        source=draft.source,
        author=draft.author,
        url=draft.url,
        published=draft.published,
        language=draft.language or detect_language(text),
    )
    return _identified(article, draft, name=name)


def words_hash(article: Article) -> str:
    """Return a hash of the words of an article alone, by which what may be a copy of it is looked up."""
    return text_hash(" ".join(re.findall(r"\w+", article.text.casefold())))


def copies_hash(article: Article) -> str:
    """Return a hash of the words of an article and the signs that change what its figures say: equal for copies.

    Nowhere stored: libraries hold ``words_hash``, by which they know the copies of what came before signs counted.
    """
    return text_hash(" ".join(_WORD_OR_SIGN.findall(article.text.casefold().translate(_ONE_MINUS))))


def says_more(article: Article, other: Article) -> bool:
    """Say whether an article states an address, author or date that ``other`` lacks, and lacks none that it states."""
    added = [field for field in _STATED if getattr(article, field) and not getattr(other, field)]
    lacking = [field for field in _STATED if getattr(other, field) and not getattr(article, field)]
    return bool(added) and not lacking


def _identified(article: Article, draft: Draft, *, name: str | None) -> Article:
    facts = [article.text, article.title, article.source, article.author, article.url, article.published]
    content = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]
    canonical = canonical_url(article.url)
    if canonical and draft.served_by and not same_site(canonical, draft.served_by):
        # What one site says of a page of another is never taken for that page, and cannot replace it.
        identity = f"url:{canonical} by {site(draft.served_by)}"
    elif canonical:
        identity = f"url:{canonical}"
    elif name is not None:
        identity = f"path:{name}#{draft.place}"
    else:
        identity = f"content:{content}"
    # A file's name need not be UTF-8 on every system.
    article_id = hashlib.sha256(identity.encode(errors="surrogateescape")).hexdigest()[:_ID_CHARACTERS]
    return replace(article, id=article_id, content_hash=content)


def _check_date(draft: Draft) -> None:
    if draft.published is None:
        return
    latest = datetime.now(UTC).date() + timedelta(days=_DAYS_AHEAD)
    day = date.fromisoformat(draft.published[:10])
    if day.year < _FIRST_YEAR:
        raise LoadError(
            draft.locator, f"is dated {draft.published}, before there were newspapers ({_FIRST_YEAR}); correct its date"
        )
    if day > latest:
        raise LoadError(draft.locator, f"is dated {draft.published}, in the future; correct its date")


def _made_title(text: str) -> str:
    """Return a title for a text without one: its first line or sentence, cut between words."""
    first = text.split("\n", 1)[0].strip()
    if len(first) > _TITLE_CHARACTERS:
        start, end = trimmed(first, split_sentences(first)[0])
        first = first[start:end]
    if len(first) > _TITLE_CHARACTERS:
        first = first[:_TITLE_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return first
