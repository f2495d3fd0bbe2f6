"""The chat reader: a chat model writes the answer, and only what its passages say of it is released.

Passages go to the model as numbered data. What comes back is cut into sentences, and each is checked before anybody
sees it (``sentence_check``): one that fails is dropped. When nothing is left, or the model fails, another reader
answers.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.chat.facts import Source
from assistant.chat.sentence_check import Support, Verdict, check_sentence
from assistant.chat.stream import ChatFailure, stream_text
from assistant.chat.untrusted import shown_to_model, trusted_spans
from assistant.citations import cite, verifies
from assistant.compose import decline
from assistant.sentences import split_sentences
from assistant.types import Answer, Citation, Filters, RetrievedPassage, escape_markdown
from prompts import load_prompt

#: Sentences of one answer, at most.
MOST_SENTENCES = 8
#: Calls of the model for one question: the first, and one retry when it fails before it has written anything.
CALLS = 2
#: Passages that one range may cite: "[1-3]".
MOST_CITED = 50

FAILED = "The chat model {why}, so another reader answered"
NOTHING_HELD = "Nothing that the chat model wrote stands in the articles, so another reader answered"
DROPPED = "{count} of the chat model's sentences left out: not in the articles that they cite"

_MARK = r"[\[【]\s*(?:passages?\s*)?\d+(?:†[^\]】]*)?(?:\s*(?:[-–,;]|and)\s*(?:passages?\s*)?\d+)*\s*[\]】]"
_MARKS = re.compile(_MARK, re.IGNORECASE)
_CITED = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(?:passages?\s*)?(\d{1,9}))?", re.IGNORECASE)
_MARKS_AFTER_STOP = re.compile(rf"([.!?][\"”’']?)((?:\s*{_MARK})+)", re.IGNORECASE)
_OPEN_MARK = re.compile(r"\s*[\[【][^\]】]*$")
_FORMATTING = re.compile(
    r"^\s*(?:#{1,6}\s+|[-*•]\s+|\d{1,2}[.)]\s+)|\*\*|__|`|!?\[([^\]\d][^\]]*)\]\([^)]*\)", re.MULTILINE
)

_log = logging.getLogger(__name__)

#: Answers in the chat model's stead: (draft, with the note that says so) -> growing answers.
Fallback = Callable[[Answer], Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sentence that holds: its words without marks, and the evidence behind it."""

    text: str
    verdict: Verdict


class ChatReader:
    """Answers with a chat model, every sentence checked; see the module's docstring."""

    def __init__(self, model: BaseChatModel, *, support: Support | None = None, seconds: float = 60.0) -> None:
        self._model = model
        self._support = support
        self._seconds = seconds

    def stream(
        self, draft: Answer, passages: Sequence[RetrievedPassage], filters: Filters, fallback: Fallback
    ) -> Iterator[Answer]:
        """Yield the growing answer, the last one complete.

        Args:
            draft: the answer so far: its question, query and notes.
            passages: what may be used, best first.
            filters: what was asked for.
            fallback: answers when the chat model does not, or nothing of what it wrote holds.
        """
        passages = newest_first(passages)
        kept: list[_Kept] = []
        dropped, why, said = 0, "", ""
        try:
            for sentence in self._sentences(draft.query, passages, filters):
                said = f"{said} {sentence}"
                if is_refusal(sentence):
                    break
                verdict = self._check(sentence, passages)
                if not verdict.supported:
                    _log.info("left out a sentence of the chat model: it %s", verdict.problem)
                    dropped += 1
                    continue
                kept.append(_Kept(without_marks(sentence), verdict))
                yield self._answer(draft, kept, 0, filters)
                if len(kept) == MOST_SENTENCES:
                    break
        except ChatFailure as failure:
            why = str(failure)
        if kept:
            yield self._answer(draft, kept, dropped, filters)
        elif is_refusal(said) and not dropped and not why:
            yield decline(draft, "refusal", filters)
        else:
            note = FAILED.format(why=why) if why else NOTHING_HELD
            yield from fallback(replace(draft, notes=(*draft.notes, note)))

    def _sentences(self, query: str, passages: Sequence[RetrievedPassage], filters: Filters) -> Iterator[str]:
        """Yield each sentence as soon as it is complete, once; a model that writes nothing is asked again.

        Raises:
            ChatFailure: it failed twice, or ran out of time.
        """
        deadline = time.monotonic() + self._seconds
        messages = prompt(query, passages, filters.as_of or date.today())
        for call in range(1, CALLS + 1):
            seen: set[str] = set()
            try:
                for sentence in complete_sentences(
                    stream_text(self._model, messages, seconds=max(0.0, deadline - time.monotonic()))
                ):
                    if sentence in seen:
                        # A model that repeats itself will not stop by itself.
                        return
                    seen.add(sentence)
                    yield sentence
            except ChatFailure:
                if seen or call == CALLS or time.monotonic() >= deadline:
                    raise
            if seen:
                return
        raise ChatFailure("wrote nothing")

    def _check(self, sentence: str, passages: Sequence[RetrievedPassage]) -> Verdict:
        """Check a sentence against what it cites; one that cites nothing, against each passage in turn."""
        claim = without_marks(sentence)
        numbers = cited_numbers(sentence)
        if any(not 1 <= number <= len(passages) for number in numbers):
            return Verdict("cites a passage that is not there")
        if numbers:
            cited = [source for number in numbers for source in sources_of(passages[number - 1])]
            return check_sentence(claim, cited, self._support)
        for passage in passages:
            verdict = check_sentence(claim, sources_of(passage), self._support)
            if verdict.supported:
                return verdict
        return Verdict("cites nothing, and no passage says it")

    def _answer(self, draft: Answer, kept: Sequence[_Kept], dropped: int, filters: Filters) -> Answer:
        citations: list[Citation] = []
        lines = []
        for item in kept:
            numbers = []
            for evidence in item.verdict.evidence:
                citation = cite(evidence, number=len(citations) + 1, supports=item.text)
                place = (citation.article.id, citation.start, citation.end)
                same = [old for old in citations if (old.article.id, old.start, old.end) == place]
                if not same and verifies(citation):
                    same = [citation]
                    citations.append(citation)
                numbers += [found.number for found in same if found.number not in numbers]
            lines.append(f"{escape_markdown(item.text)} {''.join(f'[{number}]' for number in numbers)}")
        days = [citation.article.published_on for citation in citations if citation.article.published_on]
        newest = max(days).isoformat() if days else None
        note = (DROPPED.format(count=dropped),) if dropped else ()
        return replace(
            draft,
            text=" ".join(lines),
            citations=tuple(citations),
            confidence=sum(item.verdict.support for item in kept) / len(kept),
            as_of=filters.as_of.isoformat() if filters.as_of else newest,
            notes=(*draft.notes, *note),
        )


def prompt(query: str, passages: Sequence[RetrievedPassage], today: date) -> list[SystemMessage | HumanMessage]:
    """Return the messages for a question: the rules, then the passages as numbered JSON lines with outlet and date.

    JSON, because nothing that a passage holds can end a JSON string. Invisible characters and citation marks are gone.
    """
    lines = [
        json.dumps(
            {
                "number": number,
                "outlet": shown_to_model(found.article.source),
                "date": (found.article.published or "unknown")[:10],
                "text": shown_to_model(found.passage.text),
            },
            ensure_ascii=False,
        )
        for number, found in enumerate(passages, start=1)
    ]
    fields = {"today": today.isoformat(), "passages": "\n".join(lines), "question": query}
    rules = load_prompt("chat").replace("{refusal}", load_prompt("refusal"))
    # One pass, so that a question that holds "{passages}" is not filled in.
    asked = re.sub(r"\{(today|passages|question)\}", lambda match: fields[match.group(1)], load_prompt("chat_question"))
    return [SystemMessage(rules), HumanMessage(asked)]


def newest_first(passages: Sequence[RetrievedPassage]) -> list[RetrievedPassage]:
    """Return the passages by date, the newest first and undated ones last; of one day, the best first."""

    def age(found: RetrievedPassage) -> int:
        day = found.article.published_on
        return -day.toordinal() if day else 0

    return sorted(passages, key=lambda found: (age(found), found.rank))


def complete_sentences(texts: Iterator[str]) -> Iterator[str]:
    """Yield the sentences of a growing text, each when the next one has begun, the last one at the end.

    Citation marks after a full stop belong to the sentence before them, however the model's words arrive.
    """
    released = 0
    text = ""
    for text in texts:
        # A mark that has only begun may yet belong to the sentence before it.
        # And a word may: "by the U.S. In" ends a sentence, "by the U.S. Indiana National Guard" does not.
        whole = text[: max(map(text.rfind, " \n")) + 1]
        for sentence in _split(_OPEN_MARK.sub("", whole))[released:-1]:
            released += 1
            yield sentence
    yield from _split(text)[released:]


def sources_of(found: RetrievedPassage) -> list[Source]:
    """Return what of a passage may be evidence: nothing that gives orders to software, or pretends to be a passage."""
    start, end = found.passage.start, found.passage.end
    runs = ((max(start, first), min(end, last)) for first, last in trusted_spans(found.article.text))
    return [Source(found.article, first, last) for first, last in runs if first < last]


def cited_numbers(sentence: str) -> list[int]:
    """Return the passage numbers that a sentence cites, each once, in order: 1, 2 and 3 for "[1-3]"."""
    found: list[int] = []
    for mark in _MARKS.findall(sentence):
        for first, last in _CITED.findall(mark.split("†")[0]):
            # A range that is far too long cites what is not there by its ends alone.
            numbers = range(int(first), int(last or first) + 1)
            found += numbers if 0 < len(numbers) <= MOST_CITED else (int(first), int(last))
    return list(dict.fromkeys(found))


def without_marks(sentence: str) -> str:
    """Return a sentence without its citation marks."""
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(_MARKS.sub(" ", sentence).split()))


def is_refusal(text: str) -> bool:
    """Say whether a model refused: it wrote the one sentence that it was told to refuse with."""
    return without_marks(text).strip().rstrip(".").casefold() == load_prompt("refusal").rstrip(".").casefold()


def _split(text: str) -> list[str]:
    plain = _FORMATTING.sub(r"\1", text)
    plain = _MARKS_AFTER_STOP.sub(lambda match: f"{match.group(2)}{match.group(1)}", plain)
    found = [plain[start:end].strip() for start, end in split_sentences(plain)]
    return [sentence for sentence in found if re.search(r"[^\W_]", without_marks(sentence))]
