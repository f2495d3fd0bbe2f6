"""Turn a follow-up and its history into a query that stands alone, without a chat model."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Earlier exchanges: (question, answer) pairs, oldest first.
History = Sequence[tuple[str, str]]

#: Openings and words by which a question shows that it leans on the one before it.
_OPENING = re.compile(r"^(and|but|or|so|what about|how about|what of|why not|since when)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(he|she|it|its|they|them|his|her|their|that|this|those|these|there|then|one|ones)\b", re.IGNORECASE
)
_FEW_WORDS = 3


def condense(question: str, history: History) -> str:
    """Return the query to search: the question alone, or after the last question when it leans on that.

    A question leans on the last one when it opens with "And…" or "What about…", points back ("When was that?"), or has
    hardly any words. A chain of follow-ups is followed back to the question that stands alone.
    """
    if not history or not _leans(question):
        return question
    earlier = condense(history[-1][0], history[:-1])
    return f"{earlier} {question}"


def _leans(question: str) -> bool:
    stripped = question.strip()
    words = stripped.split()
    return len(words) <= _FEW_WORDS or bool(_OPENING.match(stripped)) or bool(_POINTING.search(stripped))
