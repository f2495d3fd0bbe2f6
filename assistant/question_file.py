"""Read a question file: the rows that ``evaluate`` asks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.errors import InputError


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a question file.

    No ``answers`` means that the question has none and abstaining is right. An article published after ``asked`` is not
    used. ``contexts``, where given, are the texts to read, and then nothing is retrieved.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    asked: date | None = None
    answer_urls: tuple[str, ...] = ()
    contexts: tuple[str, ...] | None = None


def read_questions(path: str | Path) -> list[Question]:
    """Read a question file: JSONL rows ``{"id", "question", "answers", "asked"?, "answer_urls"?, "contexts"?}``.

    Other keys are ignored, and so are blank lines.

    Raises:
        InputError: the file cannot be read or has no questions, or rows are bad: each one is named by its line.
    """
    try:
        lines = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; name a JSONL file of questions") from error
    questions: list[Question] = []
    line_of: dict[str, int] = {}
    bad_lines: dict[str, list[int]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = _question(line)
            if question.id in line_of:
                raise _BadRow(f"id {question.id!r} is that of line {line_of[question.id]}")
        except _BadRow as error:
            bad_lines.setdefault(str(error), []).append(number)
        else:
            line_of[question.id] = number
            questions.append(question)
    if bad_lines:
        listed = "; ".join(f"line {_ranges(numbers)}: {reason}" for reason, numbers in bad_lines.items())
        raise InputError(f"{path}: {listed}")
    if not questions:
        raise InputError(f'{path} has no questions; give rows such as {{"id": "1", "question": "…", "answers": ["…"]}}')
    return questions


class _BadRow(ValueError):
    """Why a row is no question."""


def _question(line: bytes) -> Question:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise _BadRow("not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _BadRow(f"not valid JSON ({error.msg})") from None
    except RecursionError:
        raise _BadRow("not valid JSON (nested too deeply)") from None
    except ValueError:
        raise _BadRow("it holds a number too long to read") from None
    if not isinstance(row, dict):
        raise _BadRow("not a JSON object")
    identifier = row.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int) or not str(identifier).strip():
        raise _BadRow("'id' must be a text")
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise _BadRow("'question' must be a text that is not empty")
    if row.get("answers") is None:
        raise _BadRow("'answers' is missing (a list of texts; [] where the question has no answer)")
    contexts = _texts(row, "contexts")
    return Question(
        id=str(identifier),
        question=question,
        answers=_texts(row, "answers") or (),
        asked=_day(row.get("asked")),
        answer_urls=_texts(row, "answer_urls") or (),
        contexts=contexts,
    )


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise _BadRow(f"{key!r} must be a list of texts that are not empty")
    return tuple(value)


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    raise _BadRow(f"'asked' is {value!r}; it must be a date such as 2024-01-23")


def _ranges(numbers: Sequence[int]) -> str:
    """Return ``3, 7-9`` for 3, 7, 8, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
