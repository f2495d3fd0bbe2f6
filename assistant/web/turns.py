"""A conversation in the browser: its turns, what each was asked with, and how both are kept as JSON.

What the browser hands back is untrusted and may be old: a quote is shown as a quote only while its article, in that
version, still says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from assistant.errors import ArticleNotFound
from assistant.settings import READERS, Settings
from assistant.types import Answer, Article, Citation, TimelineEntry

if TYPE_CHECKING:
    from assistant.chain import Assistant

#: Turns of one conversation that are kept, and conversations: a browser stores about 5 MB for a page.
KEPT_TURNS = 40
KEPT_CONVERSATIONS = 20


@dataclass(frozen=True, slots=True)
class Choices:
    """What a question is asked with: days as "2024-01-23", an outlet, a reader. Empty means no restriction."""

    since: str = ""
    until: str = ""
    as_of: str = ""
    source: str = ""
    reader: str = ""

    def options(self) -> dict[str, str]:
        """Return them as options of ``Assistant.answer``, unset ones left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def restore(cls, stored: object) -> Choices:
        """Return the choices that ``stored`` holds; what is no text does not count."""
        given = stored if isinstance(stored, Mapping) else {}
        known = {field.name for field in fields(cls)}
        return cls(**{name: value[:200] for name, value in given.items() if name in known and isinstance(value, str)})


def readers_of(settings: Settings) -> tuple[str, ...]:
    """Return the readers to offer: the chat reader only where a chat model is set."""
    return tuple(reader for reader in READERS if reader != "chat" or settings.chat_model)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the conversation with its answer so far, or with the ``notice`` that took the answer's place.

    ``rating`` is 1 (useful), -1 (not useful) or 0; ``receipt`` the sealed number of its row in the catalog, "" without
    one; ``note`` what was added. ``growing``: the answer is still being given.
    """

    question: str
    answer: Answer | None = None
    notice: str = ""
    choices: Choices = Choices()
    rating: int = 0
    receipt: str = ""
    note: str = ""
    growing: bool = False


def store_turns(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """Return the finished turns as JSON; of an article only what names it, never its text."""
    return [
        {
            "question": turn.question,
            "notice": turn.notice,
            "choices": turn.choices.options(),
            "rating": turn.rating,
            "receipt": turn.receipt,
            "note": turn.note,
            "answer": _store_answer(turn.answer) if turn.answer is not None else None,
        }
        for turn in turns[-KEPT_TURNS:]
        if turn.answer is not None or turn.notice
    ]


def restore_turns(assistant: Assistant, stored: object) -> list[Turn]:
    """Return the turns that ``store_turns`` gave; one that is malformed is left out."""
    turns = []
    for item in stored[-KEPT_TURNS:] if isinstance(stored, list) else []:
        try:
            turns.append(_restore_turn(assistant, item))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            continue
    return turns


def without_rest(turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns as they are when the answer being given is stopped: with what there is of it, if anything."""
    if not turns or not turns[-1].growing:
        return list(turns)
    *earlier, last = turns
    if last.answer is None:
        return earlier
    notes = (*last.answer.notes, "Stopped before the answer was complete")
    return [*earlier, replace(last, answer=replace(last.answer, notes=notes), growing=False)]


def resolve(assistant: Assistant, answer: Answer) -> Answer:
    """Return the answer with its articles as the library has them now; a removed one has no text any more."""
    near_miss = answer.near_miss and _resolve(assistant, answer.near_miss)
    return replace(
        answer, citations=tuple(_resolve(assistant, citation) for citation in answer.citations), near_miss=near_miss
    )


def refresh_turns(assistant: Assistant, turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns with the articles of their answers as the library has them now."""
    return [replace(turn, answer=turn.answer and resolve(assistant, turn.answer)) for turn in turns]


def is_gone(citation: Citation) -> bool:
    """Say whether the article of a resolved citation has no such words any more: it has been removed."""
    return citation.article.text[citation.start : citation.end] != citation.quote


def lost_sources(answer: Answer) -> bool:
    """Say whether an article that a resolved answer shows has been removed from the library."""
    shown = [*answer.citations, *([answer.near_miss] if answer.near_miss else [])]
    return any(is_gone(citation) for citation in shown)


def _resolve(assistant: Assistant, citation: Citation) -> Citation:
    known = citation.article
    try:
        return replace(citation, article=assistant.article(known.id, version=known.version))
    except ArticleNotFound:
        return replace(citation, article=replace(known, text=""))


def _store_answer(answer: Answer) -> dict[str, Any]:
    stored = answer.to_dict()
    del stored["timings_ms"]
    own = {"support": answer.support, "notes": list(answer.notes), "confidence": answer.confidence}
    return {**stored, **own, "near_miss": answer.near_miss and answer.near_miss.to_dict()}


def _restore_turn(assistant: Assistant, item: Mapping[str, Any]) -> Turn:
    answer = item["answer"]
    rating = item.get("rating")
    return Turn(
        question=str(item["question"]),
        answer=None if answer is None else resolve(assistant, _restore_answer(answer)),
        notice=str(item.get("notice") or ""),
        choices=Choices.restore(item.get("choices")),
        rating=rating if rating in (1, -1) else 0,
        receipt=str(item.get("receipt") or ""),
        note=str(item.get("note") or ""),
    )


def _restore_answer(stored: Mapping[str, Any]) -> Answer:
    near_miss = stored.get("near_miss")
    return Answer(
        question=str(stored["question"]),
        query=str(stored["query"]),
        text=str(stored["text"]),
        short_answer=stored.get("short_answer") and str(stored["short_answer"]),
        abstained=bool(stored["abstained"]),
        confidence=float(stored["confidence"]),
        as_of=stored.get("as_of") and str(stored["as_of"]),
        reader=str(stored["reader"]),
        citations=tuple(_restore_citation(citation) for citation in stored["citations"]),
        timeline=tuple(
            TimelineEntry(str(entry["value"]), entry["published"] and str(entry["published"]), int(entry["citation"]))
            for entry in stored["timeline"]
        ),
        near_miss=near_miss and _restore_citation(near_miss),
        support=str(stored.get("support") or ""),
        notes=tuple(str(note) for note in stored.get("notes") or ()),
    )


def _restore_citation(stored: Mapping[str, Any]) -> Citation:
    known = stored["article"]
    article = Article(
        id=str(known["id"]),
        text="",
        title=str(known["title"]),
        source=str(known["source"]),
        author=str(known["author"]),
        url=str(known["url"]),
        published=known["published"] and str(known["published"]),
        version=int(known["version"]),
    )
    return Citation(
        int(stored["number"]), str(stored["quote"]), int(stored["start"]), int(stored["end"]),
        str(stored["supports"]), article,
    )  # fmt: skip
