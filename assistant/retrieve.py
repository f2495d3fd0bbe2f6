"""Find the passages for a query: stages as functions, and the LangChain retriever made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig
from langsmith.run_helpers import tracing_context
from pydantic import ConfigDict

from assistant.library import Library
from assistant.models import EmbeddingModel
from assistant.types import Filters, RetrievedPassage, encodable

LEGS = ("dense", "lexical")
#: Passages that each leg contributes before fusion, at least.
LEG_DEPTH = 100
#: The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): larger trusts first ranks less. This and
#: the four below were chosen on RealTimeQA's questions of 2022 and 2023; see benchmarks/README.md, "Retrieval".
FUSION_CONSTANT = 5
#: Weight of each leg in the fusion.
LEG_WEIGHTS = {"dense": 1.0, "lexical": 1.5}
#: News is asked about while it is new: a passage of the newest day counts for 1 + RECENCY_WEIGHT of an old one, and
#: that advantage is halved after RECENCY_DAYS. The gentlest setting that brings most of the gain.
RECENCY_WEIGHT = 0.5
RECENCY_DAYS = 60

Ranking = Sequence[tuple[str, float]]


def retrieve(
    library: Library,
    model: EmbeddingModel,
    query: str,
    *,
    count: int,
    filters: Filters | None = None,
    legs: Sequence[str] = LEGS,
    recent: bool = True,
) -> list[RetrievedPassage]:
    """Return the best ``count`` passages for ``query``, best first; none for an empty library.

    Dense and lexical rankings, under the same filters, fused by reciprocal rank, newer articles favoured. ``score`` is
    in (0, 1]. ``legs`` and ``recent`` are for measuring what each part brings.
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
    fused = fuse(rankings)
    if recent:
        days = library.catalog.published_days(passage_id for passage_id, _ in fused)
        fused = favour_recent(fused, days, filters.last_day)
    return join(library, fused[:count], rankings)


def fuse(rankings: Mapping[str, Ranking]) -> list[tuple[str, float]]:
    """Fuse rankings by weighted reciprocal rank; (passage id, score in (0, 1]) pairs, best first, ties by id."""
    scores: dict[str, float] = {}
    whole = sum(LEG_WEIGHTS[leg] for leg in rankings) or 1.0
    for leg, ranking in rankings.items():
        for rank, (passage_id, _) in enumerate(ranking, start=1):
            share = LEG_WEIGHTS[leg] * (FUSION_CONSTANT + 1) / (FUSION_CONSTANT + rank)
            scores[passage_id] = scores.get(passage_id, 0.0) + share / whole
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def favour_recent(fused: Ranking, days: Mapping[str, int], reference: date | None) -> list[tuple[str, float]]:
    """Rank again with newer passages favoured; (passage id, score in (0, 1]) pairs, best first, ties by id.

    Args:
        fused: (passage id, score) pairs.
        days: the day of publication of each as an ordinal, 0 for an undated one (which gets half of the advantage).
        reference: the day asked about; None for the newest day among the passages (an old archive is not all old).
    """
    newest = reference.toordinal() if reference else max(days.values(), default=0)

    def advantage(passage_id: str) -> float:
        day = days.get(passage_id, 0)
        share = 0.5 if day == 0 else RECENCY_DAYS / (RECENCY_DAYS + max(0, newest - day))
        return (1 + RECENCY_WEIGHT * share) / (1 + RECENCY_WEIGHT)

    scored = [(passage_id, score * advantage(passage_id)) for passage_id, score in fused]
    return sorted(scored, key=lambda item: (-item[1], item[0]))


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
        found = retrieve(self.library, self.model, encodable(query), count=self.k, filters=self.filters)
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
