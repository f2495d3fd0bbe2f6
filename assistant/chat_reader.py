"""The chat reader: a chat model writes the answer, and only what its passages say of it is released.

Passages go to the model as numbered data. What comes back is cut into sentences, and each is checked before anybody
sees it (``sentence_check``): one that fails is dropped, one that refuses (``refusals``) is passed over. When nothing is
left, or the model fails, another reader answers.
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
from assistant.chat.marks import cited_numbers, without_marks
from assistant.chat.refusals import is_plain_refusal, is_refusal
from assistant.chat.sentence_check import Support, Verdict, check_sentence
from assistant.chat.stream import ChatFailure, stream_text
from assistant.chat.untrusted import shown_to_model, trusted_spans
from assistant.chat.written import complete_sentences
from assistant.citations import cite, verifies
from assistant.compose import decline
from assistant.types import Answer, Citation, Filters, RetrievedPassage, escape_markdown
from prompts import load_prompt

#: Sentences of one answer, at most.
MOST_SENTENCES = 8
#: Calls of the model for one question: the first, and one retry when it fails before it has written anything.
CALLS = 2
#: A model that has repeated so many sentences in a row will not stop by itself.
REPEATED = 3

FAILED = "The chat model {why}, so another reader answered"
NOTHING_HELD = "Nothing that the chat model wrote stands in the articles, so another reader answered"
REFUSED = "The chat model found no answer in the articles, so another reader answered"
DROPPED = "{count} of the chat model's sentences left out: not in the articles that they cite"

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
        refusals: list[str] = []
        dropped, why = 0, ""
        try:
            for sentence in self._sentences(draft.query, passages, filters):
                if is_refusal(sentence):
                    refusals.append(sentence)
                    continue
                verdict = self._check(sentence, passages, filters.as_of or date.today())
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
        elif not dropped and not why and all(map(is_plain_refusal, refusals)):
            yield decline(draft, "refusal", filters)
        else:
            note = FAILED.format(why=why) if why else NOTHING_HELD if dropped else REFUSED
            yield from fallback(replace(draft, notes=(*draft.notes, note)))

    def _sentences(self, query: str, passages: Sequence[RetrievedPassage], filters: Filters) -> Iterator[str]:
        """Yield each sentence as soon as it is complete, once; a model that writes nothing is asked again.

        Raises:
            ChatFailure: it failed twice, or ran out of time.
        """
        deadline = time.monotonic() + self._seconds
        messages = prompt(query, passages, filters.as_of or date.today())
        articles = [found.article for found in passages]
        names = [shown_to_model(name) for article in articles for name in (article.source, article.title)]
        for call in range(1, CALLS + 1):
            seen: set[str] = set()
            repeated = 0
            texts = stream_text(self._model, messages, seconds=max(0.0, deadline - time.monotonic()))
            try:
                for sentence in complete_sentences(texts, names):
                    repeated = repeated + 1 if sentence in seen else 0
                    if repeated == REPEATED:
                        return
                    if not repeated:
                        seen.add(sentence)
                        yield sentence
            except ChatFailure:
                if seen or call == CALLS or time.monotonic() >= deadline:
                    raise
            if seen:
                return
        raise ChatFailure("wrote nothing")

    def _check(self, sentence: str, passages: Sequence[RetrievedPassage], today: date) -> Verdict:
        """Check a sentence against what it cites; one that cites nothing, against each passage in turn."""
        claim = without_marks(sentence)
        numbers = cited_numbers(sentence)
        if any(not 1 <= number <= len(passages) for number in numbers):
            return Verdict("cites a passage that is not there")
        if numbers:
            cited = [source for number in numbers for source in sources_of(passages[number - 1])]
            return check_sentence(claim, cited, self._support, today=today)
        for passage in passages:
            verdict = check_sentence(claim, sources_of(passage), self._support, today=today)
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
    """Return the messages for a question: the rules, then the passages as numbered JSON lines.

    Each has its article's title, outlet and date. JSON, because nothing that an article holds can end a JSON string.
    Invisible characters and citation marks are gone.
    """
    lines = [
        json.dumps(
            {
                "number": number,
                "title": shown_to_model(found.article.title),
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


def sources_of(found: RetrievedPassage) -> list[Source]:
    """Return what of a passage may be evidence: nothing that gives orders to software, or pretends to be a passage."""
    start, end = found.passage.start, found.passage.end
    runs = ((max(start, first), min(end, last)) for first, last in trusted_spans(found.article.text))
    title = found.article.title
    trusts_title = trusted_spans(title) == ((0, len(title)),)
    return [Source(found.article, first, last, trusts_title) for first, last in runs if first < last]
