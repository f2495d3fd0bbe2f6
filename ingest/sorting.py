"""What becomes of each article of an ingest: new, changed, unchanged, or a copy of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.catalog import Catalog
from assistant.errors import LoadError
from assistant.types import Article
from ingest.articles import copies_hash, says_more, words_hash
from ingest.namesakes import find_identity
from ingest.spool import Spool


@dataclass(frozen=True, slots=True)
class Copy:
    """The id of the stored article whose words a new one has, and whether the new one states more about itself."""

    original: str
    says_more: bool


@dataclass(slots=True)
class Tally:
    """What has become of the articles so far.

    ``copies`` are the copies of stored articles that wait in the spool, ``twins`` those of others that wait there;
    ``replaced`` gives the id of the article in whose place another one comes, by the latter's id. ``other_kinds``
    counts files that no loader takes, by ending.
    """

    counts: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    failed: list[tuple[str, str]] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    other_kinds: Counter[str] = field(default_factory=Counter)
    copies: dict[str, Copy] = field(default_factory=dict)
    twins: set[str] = field(default_factory=set)
    replaced: dict[str, str] = field(default_factory=dict)

    def leave_out(self, original: str) -> None:
        """Count a copy of ``original``, whose words are in the sources under the copy's name."""
        self.seen.add(original)
        self.counts["duplicates"] += 1

    def fail(self, error: LoadError) -> None:
        """Note what could not be used, and why."""
        self.failed.append((error.source, error.reason))


def sort_out(found: Sequence[Article], catalog: Catalog, spool: Spool, tally: Tally) -> None:
    """Put aside what is new or changed; of an article given twice, the last counts."""
    live: dict[str, str | None] = dict(catalog.live_versions(article.id for article in found))
    for given in found:
        article = given
        if not given.url and (given.id in tally.seen or live.get(given.id) != given.content_hash):
            identity, live[identity] = find_identity(given, catalog, tally.seen)
            article = replace(given, id=identity)
        stored_hash = live.get(article.id)
        tally.seen.add(article.id)
        if article.id in spool:
            tally.counts["duplicates"] += 1
            spool.drop(article.id)
            tally.copies.pop(article.id, None)
            tally.twins.discard(article.id)
        if stored_hash == article.content_hash:
            tally.counts["unchanged"] += 1
            continue
        if stored_hash is None:
            if spool.has_like(article):
                tally.twins.add(article.id)
            elif (stored := _stored_copy(article, catalog)) is not None:
                tally.copies[article.id] = Copy(stored.id, says_more(article, stored))
        spool.put(article)


def _stored_copy(article: Article, catalog: Catalog) -> Article | None:
    same_words = catalog.articles_with_text(words_hash(article), article.source)
    wanted = copies_hash(article)
    return next((stored for stored in same_words if copies_hash(stored) == wanted), None)


def settle_copies(spool: Spool, tally: Tally) -> None:
    """Leave out the copies of other articles; only when all is read is it known what becomes of these.

    Of several that wait with the same words the first stays. A copy of a stored article stays when the stored one gets
    other words in this ingest, and, in its place, when the stored one is in none of the sources and states less about
    itself: somebody has added its address or its date.
    """
    for article_id in tally.twins:
        if (first := spool.first_like(article_id)) != article_id:
            spool.drop(article_id)
            tally.leave_out(first)
    for article_id, copy in tally.copies.items():
        if copy.original in spool and not spool.has_same_words(article_id, copy.original):
            continue
        if copy.says_more and copy.original not in tally.seen:
            tally.replaced[article_id] = copy.original
            continue
        spool.drop(article_id)
        tally.leave_out(copy.original)
