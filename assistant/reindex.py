"""Rebuild the derived indexes from the catalog, and re-embed it when the embedding model was changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from assistant.library import Library
from assistant.models import load_embeddings
from assistant.passages import embedded_text
from assistant.progress import Progress
from assistant.settings import Settings

#: Articles whose passages are embedded in one step.
ARTICLES_PER_STEP = 50


def reindex(settings: Settings, *, vectors: bool, lexical: bool, progress: Progress) -> None:
    """Rebuild the chosen indexes by applying the change sequence from zero.

    Embeddings come from the catalog. ``vectors`` first embeds every live passage that has none by the model that
    ``settings`` name: all of them when it is another than the library's. Killed in the middle, the next call goes on
    where it stopped.

    Raises:
        StorageError: the folder of a chosen index is a symbolic link; nothing is changed.
    """
    with closing(Library.open(settings, any_model=vectors)) as library, library.writing(progress.waiting):
        for index in [library.vectors] * vectors + [library.lexical] * lexical:
            index.check_deletable()
        if vectors:
            _embed_missing(library, progress)
            library.vectors.clear()
        if lexical:
            library.lexical.clear()
        last = library.catalog.last_sequence()
        progress.phase("Indexing", last, "changes")
        library.catch_up(_steps(progress.advance))


def _embed_missing(library: Library, progress: Progress) -> None:
    """Embed what the catalog has no embedding of by the settings' model: everything, when the model was changed."""
    name = library.settings.embedding_model
    model = load_embeddings(library.settings) if library.catalog.fact("embedding_model") != name else None
    live = [(listing.article.id, listing.article.version) for listing in library.catalog.listings()]
    progress.phase(f"Embedding with {name}", len(live), "articles")
    for start in range(0, len(live), ARTICLES_PER_STEP):
        step = live[start : start + ARTICLES_PER_STEP]
        found = library.catalog.indexed_passages(step)
        texts = {key: embedded_text(article, passage) for passage, article, key in found}
        known = library.catalog.embeddings(name, texts)
        if missing := [key for key in texts if key not in known]:
            model = model or load_embeddings(library.settings)
            new = dict(zip(missing, model.encode([texts[key] for key in missing]), strict=True))
            library.catalog.store_embeddings(name, new)
        progress.advance(len(step))
    if model is not None:
        library.catalog.record_facts(embedding_model=name, embedding_dimension=str(model.dimension))


def _steps(advance: Callable[[int], None]) -> Callable[[int, int], None]:
    """Turn "so many done of so many" into "so many more"."""
    shown = 0

    def on_progress(done: int, _: int) -> None:
        nonlocal shown
        advance(done - shown)
        shown = done

    return on_progress
