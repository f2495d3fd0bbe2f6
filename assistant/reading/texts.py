"""Passages of texts that are not in the library: for reading what the caller brings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.models import EmbeddingModel
from assistant.passages import split_passages
from assistant.types import Article, RetrievedPassage


def passages_of_texts(texts: Sequence[str], query: str, model: EmbeddingModel, *, count: int) -> list[RetrievedPassage]:
    """Return the ``count`` passages of ``texts`` nearest to ``query`` by meaning, best first."""
    articles = [Article(id=f"text-{place}", text=text, title="") for place, text in enumerate(texts)]
    pairs = [(passage, article) for article in articles for passage in split_passages(article)]
    vectors = model.encode([query, *(passage.text for passage, _ in pairs)])
    scores = vectors[1:] @ vectors[0]
    order = np.argsort(-scores, kind="stable")[:count]
    return [
        RetrievedPassage(pairs[place][0], pairs[place][1], score=float(scores[place]), rank=rank, dense_rank=rank)
        for rank, place in enumerate(order, start=1)
    ]
