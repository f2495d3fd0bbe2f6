"""Ask as a user does: what an answer gives, and not what the reader's parts would."""

from __future__ import annotations

from datetime import date

from assistant import Assistant
from assistant.evaluate import verify_citations
from assistant.question_file import Question


def short_answer_in_use(assistant: Assistant, question: str, *, asked: str | None = None) -> str:
    """Return the span reader's short answer to a question, as of the day it was asked; "" where none is given.

    Raises:
        DatelineError: a citation is not what its article says, or its article is later than ``asked``.
    """
    answer = assistant.answer(question, as_of=asked, reader="span")
    day = date.fromisoformat(asked) if asked else None
    verify_citations(assistant, Question(question, question, (), asked=day), answer)
    return "" if answer.abstained else answer.short_answer or ""
