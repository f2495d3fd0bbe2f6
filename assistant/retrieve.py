"""Find the passages for a query: stages as functions, and the LangChain retriever made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig
from langsmith.run_helpers import tracing_context
from pydantic import ConfigDict

from assistant.library import Library
from assistant.models import EmbeddingModel
from assistant.types import Filters, RetrievedPassage

LEGS = ("dense", "lexical")
#: Passages that each leg contributes before fusion, at least.
LEG_DEPTH = 100
#: The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): larger trusts first ranks less.
FUSION_CONSTANT = 20
#: Weight of each leg in the fusion.
LEG_WEIGHTS = {"dense": 1.0, "lexical": 1.0}

Ranking = Sequence[tuple[str, float]]


def retrieve(
    library: Library,
    model: EmbeddingModel,
    query: str,
    *,
    count: int,
    filters: Filters | None = None,
    legs: Sequence[str] = LEGS,
) -> list[RetrievedPassage]:
    """Return the best ``count`` passages for ``query``, best first; none for an empty library.

    Dense and lexical rankings, under the same filters, fused by reciprocal rank. ``score`` is the fused score, at
    most 1.
    """
    filters = filters or Filters()
    library.refresh()
    depth = max(LEG_DEPTH, count)
    rankings: dict[str, Ranking] = {}
    if "dense" in legs:
        vector = model.encode([query])[0]
        rankings["dense"] = library.search_dense(vector, depth, filters)
    if "lexical" in legs:
        rankings["lexical"] = library.search_lexical(query, depth, filters)
    fused = fuse(rankings)[:count]
    return join(library, fused, rankings)


def fuse(rankings: Mapping[str, Ranking], weights: Mapping[str, float] = LEG_WEIGHTS) -> list[tuple[str, float]]:
    """Fuse rankings by weighted reciprocal rank; (passage id, score in (0, 1]) pairs, best first, ties by id."""
    scores: dict[str, float] = {}
    whole = sum(weights[leg] for leg in rankings) or 1.0
    for leg, ranking in rankings.items():
        for rank, (passage_id, _) in enumerate(ranking, start=1):
            share = weights[leg] * (FUSION_CONSTANT + 1) / (FUSION_CONSTANT + rank)
            scores[passage_id] = scores.get(passage_id, 0.0) + share / whole
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def join(library: Library, fused: Ranking, rankings: Mapping[str, Ranking]) -> list[RetrievedPassage]:
    """Return the passages behind fused ids, in order; one that was retired meanwhile is left out."""
    ranks = {
        leg: {passage_id: rank for rank, (passage_id, _) in enumerate(ranking, start=1)}
        for leg, ranking in rankings.items()
    }
    stored = library.catalog.passages(passage_id for passage_id, _ in fused)
    found: list[RetrievedPassage] = []
    for passage_id, score in fused:
        if passage_id not in stored:
            continue
        passage, article = stored[passage_id]
        found.append(
            RetrievedPassage(
                passage=passage,
                article=article,
                score=score,
                rank=len(found) + 1,
                dense_rank=ranks.get("dense", {}).get(passage_id),
                lexical_rank=ranks.get("lexical", {}).get(passage_id),
            )
        )
    return found


class PassageRetriever(BaseRetriever):
    """Dateline's retrieval as a LangChain retriever: one Document a passage, its article's facts as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    model: EmbeddingModel
    k: int = 8
    filters: Filters = Filters()

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> list[Document]:  # noqa: ANN401
        """Retrieve for a query. LangSmith hears nothing of it, whatever the environment says."""
        with tracing_context(enabled=False):
            return super().invoke(input, config, **kwargs)

    async def ainvoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> list[Document]:  # noqa: ANN401
        """Retrieve for a query. LangSmith hears nothing of it, whatever the environment says."""
        with tracing_context(enabled=False):
            return await super().ainvoke(input, config, **kwargs)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = retrieve(self.library, self.model, query, count=self.k, filters=self.filters)
        return [as_document(passage) for passage in found]


def as_document(found: RetrievedPassage) -> Document:
    """Return a retrieved passage as a LangChain Document; ``start`` and ``end`` are offsets into the article's text."""
    passage = found.passage
    metadata = {
        **found.article.to_dict(),
        "article_id": found.article.id,
        "start": passage.start,
        "end": passage.end,
        "score": found.score,
        "rank": found.rank,
    }
    del metadata["id"]
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
