"""What a caller asks: the question and its filters, checked. Everything wrong with them is a QuestionError."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.errors import QuestionError
from assistant.question.condense import History
from assistant.question.understanding import Understood
from assistant.settings import MOST_PASSAGES
from assistant.types import Filters, RetrievedPassage, encodable

MAX_QUESTION_CHARACTERS = 20_000
Day = date | str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What runs through the pipe: the question with its options, then its query, then its passages."""

    question: str
    history: History
    filters: Filters
    reader: str
    began: float
    query: str = ""
    passages: tuple[RetrievedPassage, ...] = ()
    retrieve_ms: float = 0.0
    notes: tuple[str, ...] = ()
    wider: Understood | None = None

    def understood_as(self, understood: Understood) -> Asked:
        """Return the same with its query, filters and notes as understood."""
        query, filters, notes = understood.query, understood.filters, understood.notes
        return replace(self, query=query, filters=filters, notes=notes, wider=understood.wider)


def checked_question(question: str) -> str:
    """Return the question as it is asked: its words, a space between them, of characters that can be encoded."""
    if not isinstance(question, str):
        raise QuestionError(f"the question is {question!r:.60}; give a text")
    question = " ".join(encodable(question).split())
    if not question:
        raise QuestionError("the question is empty; ask something, such as: How many troops are in Syria?")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"the question is {len(question):,} characters long; ask it in at most {MAX_QUESTION_CHARACTERS:,}"
        )
    return question


def checked_history(history: History | None) -> History:
    """Return the earlier exchanges, each a (question, answer) pair of texts, of characters that can be encoded."""
    for number, exchange in enumerate(history or (), start=1):
        if (
            not isinstance(exchange, tuple | list)
            or len(exchange) != 2
            or not all(isinstance(t, str) for t in exchange)
        ):
            raise QuestionError(f"history {number} is {exchange!r:.60}; give (question, answer) pairs of texts")
    return tuple((encodable(asked), encodable(answered)) for asked, answered in history or ())


def checked_count(k: int) -> int:
    """Return a number of passages to retrieve."""
    if not isinstance(k, int) or not 1 <= k <= MOST_PASSAGES:
        raise QuestionError(f"k is {k!r:.40}; ask for 1 to {MOST_PASSAGES:,} passages")
    return k


def make_filters(since: Day = None, until: Day = None, as_of: Day = None, source: str | None = None) -> Filters:
    """Return the filters, days parsed; blank ones do not count."""
    if source is not None and not isinstance(source, str):
        raise QuestionError(f"source is {source!r:.60}; give the name of one outlet")
    outlet = encodable(source or "").strip() or None
    filters = Filters(_day("since", since), _day("until", until), _day("as_of", as_of), outlet)
    if filters.since and filters.last_day and filters.since > filters.last_day:
        raise QuestionError(f"since {filters.since} is after {filters.last_day}; no article can pass both")
    return filters


def _day(name: str, value: Day) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(value.strip())
    except (ValueError, AttributeError) as error:
        raise QuestionError(f"{name} is {value!r:.60}; give a day such as 2024-01-23") from error
