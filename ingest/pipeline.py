"""Ingest: read, clean, split, embed, store; in an order that a kill at any moment leaves whole.

Fetch what lies at addresses, which may keep one waiting, before anybody is kept from writing. Then, as the one writer,
read everything (what is new, what is unchanged, what failed), and embed in batches. Each batch is one catalog
transaction, after which the indexes catch up; a run that was killed is taken up where its last batch ended.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from assistant.errors import LoadError, SettingsError
from assistant.library import Library
from assistant.models import EmbeddingModel, load_embeddings
from assistant.passages import embedded_text, split_passages, text_hash
from assistant.progress import Progress, Silence
from assistant.settings import Settings
from assistant.storage.rows import PreparedArticle
from assistant.types import Article
from ingest.articles import to_article, words_hash
from ingest.clean import clean_line, is_boilerplate
from ingest.dates import parse_date
from ingest.draft import Draft
from ingest.fetch import fetch
from ingest.report import IngestReport
from ingest.sorting import Tally, settle_copies, sort_out
from ingest.sources import read_files
from ingest.spool import Heap, Spool
from ingest.urls import is_url

#: Characters embedded and stored in one step: about 900 passages, 15 seconds of work on two cores, which is all that
#: a kill can lose.
CHARACTERS_PER_BATCH = 400_000
#: Articles whose hashes are looked up in one query.
ARTICLES_PER_LOOKUP = 200
#: What an address served, or the input and the reason of what failed.
_Fetched: TypeAlias = Draft | tuple[str, str]


def ingest(
    sources: Sequence[str | Path],
    *,
    data_dir: str | Path | None = None,
    source: str | None = None,
    published: str | None = None,
    prune: bool = False,
    progress: Progress | None = None,
    settings: Settings | None = None,
    local_addresses: bool = True,
) -> IngestReport:
    """Ingest files, folders, globs, URLs and feeds, and return what became of them.

    Running it again is cheap and changes nothing: an unchanged article costs a look-up of its hash, a changed one
    becomes a new version. A bad input is reported and the rest is done.

    Args:
        sources: what to ingest, each named as on the command line.
        data_dir: the library's folder (default: as ``Settings.load``).
        source: the outlet of articles that do not name theirs.
        published: the date of articles that do not give theirs.
        prune: remove every article that is in none of the sources; nothing, when an input failed that may hold some.
        progress: hears how it goes on.
        settings: stands in for ``Settings.load(data_dir)``.
        local_addresses: whether URLs on this machine and its network may be fetched: not for strangers.

    Raises:
        LibraryError, ModelError, SettingsError: nothing more could be done; what was stored stays.
    """
    if isinstance(sources, (str, Path)):
        sources = [sources]
    if published is not None and parse_date(published) is None:
        raise SettingsError(f"published is {published!r}; give a date such as 2024-01-23")
    settings = settings or Settings.load(data_dir)
    hear = progress or Silence()
    began = time.monotonic()
    tally = Tally()
    defaults = _Defaults(clean_line(source or ""), published and parse_date(published), settings.max_article_characters)
    names = [str(name) for name in sources]
    with closing(Library.open(settings)) as library, Heap[_Fetched](settings.data_dir) as fetched:
        _fetch_all(filter(is_url, names), fetched, hear, local_addresses=local_addresses)
        with library.writing(hear.waiting):
            if library.behind():
                hear.phase("Finishing an earlier run", None, "changes")
                library.catch_up()
            with Heap[Article](settings.data_dir) as heap:
                hear.phase("Reading", None, "articles")
                spool = Spool(heap)
                files = read_files([name for name in names if not is_url(name)], tally.other_kinds)
                for found in _batches(_articles(chain(files, _served(fetched)), defaults, tally)):
                    sort_out(found, library.catalog, spool, tally)
                    hear.advance(len(found))
                settle_copies(spool, tally)
                if len(spool):
                    _store(spool, library, tally, hear)
            if prune and not tally.failed:
                _remove_unseen(library, tally, hear)
            articles, passages = library.catalog.counts()
    return IngestReport(
        **{name: tally.counts[name] for name in ("added", "updated", "unchanged", "duplicates", "removed")},
        failed=tuple(tally.failed),
        not_pruned=prune and bool(tally.failed),
        articles=articles,
        passages=passages,
        seconds=time.monotonic() - began,
        other_languages=dict(tally.languages),
        undated=tally.counts["undated"],
        other_kinds=dict(tally.other_kinds),
    )


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What holds for articles that do not say it themselves, and the longest text that is accepted."""

    source: str
    published: str | None
    max_characters: int


# -- reading -----------------------------------------------------------------------------------------------------


def _fetch_all(addresses: Iterable[str], heap: Heap[_Fetched], hear: Progress, *, local_addresses: bool) -> None:
    """Put what the addresses serve into the heap."""
    for place, address in enumerate(addresses):
        if place == 0:
            hear.phase("Fetching", None, "articles")
        for found in fetch(address, local=local_addresses):
            heap.put((found.source, found.reason) if isinstance(found, LoadError) else found)
            hear.advance(1)


def _served(heap: Heap[_Fetched]) -> Iterator[tuple[Draft | LoadError, None]]:
    for found in heap:
        yield LoadError(*found) if isinstance(found, tuple) else found, None


def _articles(
    found: Iterable[tuple[Draft | LoadError, str | None]], defaults: _Defaults, tally: Tally
) -> Iterator[Article]:
    """Yield the articles of drafts, each with its file's path or None; what fails is tallied and the rest goes on."""
    for draft, name in found:
        try:
            if isinstance(draft, LoadError):
                raise draft
            filled = replace(
                draft, source=draft.source or defaults.source, published=draft.published or defaults.published
            )
            yield to_article(filled, name=name, max_characters=defaults.max_characters)
        except LoadError as error:
            tally.fail(error)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    remaining = iter(articles)
    while batch := list(islice(remaining, ARTICLES_PER_LOOKUP)):
        yield batch


# -- storing -----------------------------------------------------------------------------------------------------


def _store(spool: Spool, library: Library, tally: Tally, hear: Progress) -> None:
    hear.phase("Loading the embedding model", None, "")
    model = load_embeddings(library.settings)
    library.check_model(model)
    hear.phase("Embedding", spool.characters, "characters")
    batch: list[Article] = []
    waiting = 0
    for article in spool:
        batch.append(article)
        waiting += len(article.text)
        if waiting >= CHARACTERS_PER_BATCH:
            _store_batch(batch, library, model, tally)
            hear.advance(waiting)
            batch, waiting = [], 0
    if batch:
        _store_batch(batch, library, model, tally)
        hear.advance(waiting)


def _store_batch(batch: Sequence[Article], library: Library, model: EmbeddingModel, tally: Tally) -> None:
    catalog = library.catalog
    live = catalog.live_versions(article.id for article in batch)
    versions = catalog.next_versions(article.id for article in batch)
    prepared, texts = [], {}
    for article in batch:
        item, its_texts = prepare(replace(article, version=versions[article.id]))
        prepared.append(item)
        texts.update(its_texts)
    known = catalog.embeddings(model.name, texts)
    missing = [key for key in texts if key not in known]
    vectors = dict(zip(missing, model.encode([texts[key] for key in missing]), strict=True))
    replaced = [tally.replaced[article.id] for article in batch if article.id in tally.replaced]
    catalog.add(prepared, model.name, vectors, replaced=replaced)
    library.catch_up()
    for article in batch:
        tally.counts["updated" if article.id in live or article.id in tally.replaced else "added"] += 1
        tally.counts["undated"] += article.published is None
        if article.language != "en":
            tally.languages[article.language] += 1


def _remove_unseen(library: Library, tally: Tally, hear: Progress) -> None:
    unseen = [item.article.id for item in library.catalog.listings() if item.article.id not in tally.seen]
    if not unseen:
        return
    hear.phase("Removing", len(unseen), "articles")
    for article_id in unseen:
        library.catalog.remove(article_id)
        hear.advance(1)
    library.catch_up()
    tally.counts["removed"] = len(unseen)


def prepare(article: Article) -> tuple[PreparedArticle, dict[str, str]]:
    """Split an article, and return it ready to store with the texts to embed by their keys."""
    passages = split_passages(article, is_boilerplate=is_boilerplate)
    texts = [None if passage.boilerplate else embedded_text(article, passage) for passage in passages]
    keys = [None if text is None else text_hash(text) for text in texts]
    wanted = {key: text for key, text in zip(keys, texts, strict=True) if key is not None and text is not None}
    return PreparedArticle(article, words_hash(article), passages, keys), wanted
