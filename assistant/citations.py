"""Make citations, and check them: a citation that does not verify is dropped, with what it supported."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.sentences import trimmed
from assistant.types import Citation, Evidence


def cite(evidence: Evidence, *, number: int, supports: str = "") -> Citation:
    """Return the citation of evidence, without white space at the ends of its quote.

    ``supports`` is what it backs: the quote itself unless the answer says something else.
    """
    start, end = trimmed(evidence.article.text, (evidence.start, evidence.end))
    quote = evidence.article.text[start:end]
    return Citation(number, quote, start, end, supports or quote, evidence.article)


def verifies(citation: Citation) -> bool:
    """Say whether the quote is not empty and stands in its article at its offsets."""
    return bool(citation.quote) and citation.article.text[citation.start : citation.end] == citation.quote


def cite_all(evidence: Sequence[Evidence], *, supports: Sequence[str] = ()) -> tuple[Citation, ...]:
    """Return the citations that verify, numbered from 1 in order; ``supports`` as in ``cite``, one for each or none."""
    citations: list[Citation] = []
    for item, backed in zip(evidence, supports or [""] * len(evidence), strict=True):
        citation = cite(item, number=len(citations) + 1, supports=backed)
        if verifies(citation):
            citations.append(citation)
    return tuple(citations)
