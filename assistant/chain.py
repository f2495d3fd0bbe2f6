"""From a question to an Answer: the LCEL pipe, and the Assistant that owns what it runs on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from langsmith.run_helpers import tracing_context

from assistant.answering import Answering
from assistant.asking import Asked, Day, checked_count, checked_history, checked_question, make_filters
from assistant.chat.setup import Chat
from assistant.digest import DigestReader, beginning_with
from assistant.errors import LibraryError
from assistant.library import Library
from assistant.models import EmbeddingModel, load_embeddings, load_span_model
from assistant.outlets import choose_outlet, outlet_hint
from assistant.question.condense import History
from assistant.question.courtesies import asks_nothing
from assistant.question.freshness import stale_note
from assistant.question.kind import wants_account
from assistant.question.period import topic_of_period
from assistant.question.topic import topic_of
from assistant.question.understanding import understand
from assistant.reading.texts import passages_of_texts
from assistant.retrieve import LEGS, PassageRetriever, retrieve
from assistant.settings import Settings, check_reader, data_folder
from assistant.span_reader import SpanReader
from assistant.storage.rows import ArticleListing
from assistant.tracing import untraced
from assistant.types import Answer, Article, Filters, Reading, RetrievedPassage


class Assistant:
    """Answers questions from one library. Thread-safe; a context manager, or call ``close`` when done."""

    def __init__(self, library: Library, *, chat_model: BaseChatModel | None = None) -> None:
        self._library = library
        self._settings = library.settings
        self._loading = threading.Lock()
        self._model: EmbeddingModel | None = None
        self._closed = False
        self.chat = Chat(library.settings, chat_model)
        self.chain: Runnable[Asked, Answer] = (
            RunnableLambda(self._understand).with_config(run_name="understand")
            | RunnableLambda(self._retrieve).with_config(run_name="retrieve")
            | Answering(self)
        )

    @classmethod
    def open(
        cls,
        data_dir: str | Path | None = None,
        *,
        settings: Settings | None = None,
        chat_model: BaseChatModel | None = None,
    ) -> Assistant:
        """Open the library in ``data_dir`` (default: DATELINE_DATA_DIR, else the user's data folder).

        ``settings`` are used as they are, but for a ``data_dir`` given beside them. ``chat_model`` is any LangChain
        chat model, for the chat reader; default: the one that the settings name. An index that a killed ingest left
        behind is brought up to date, unless another process is at it.

        Raises:
            SettingsError, LibraryError: the settings or the folder cannot be used.
        """
        settings = settings or Settings.load(data_dir)
        library = Library.open(settings if data_dir is None else replace(settings, data_dir=data_folder(data_dir)))
        library.catch_up_if_free()
        return cls(library, chat_model=chat_model)

    def close(self) -> None:
        """Release the library's files; the loaded models stay for the next Assistant."""
        self._closed = True
        self._library.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    # -- asking --------------------------------------------------------------------------------------------------

    def answer(
        self,
        question: str,
        *,
        history: History = (),
        since: Day = None,
        until: Day = None,
        as_of: Day = None,
        source: str | None = None,
        reader: str | None = None,
    ) -> Answer:
        """Answer a question from the articles, or say that they do not say.

        Args:
            question: in the user's words, up to 20,000 characters.
            history: earlier (question, answer) pairs, oldest first; a follow-up is understood in their light.
            since: only articles published on this day or later (a date or "2024-01-23").
            until: only articles published on this day or earlier.
            as_of: answer as one could have on this day: like ``until``, and named in the answer.
            source: only articles of this outlet.
            reader: which reader answers (default: the setting).

        Raises:
            QuestionError: the question is empty or too long, or a date is not one.
            SettingsError: there is no such reader.
        """
        asked = self._ask(question, history, self._passing(make_filters(since, until, as_of, source)), reader)
        with tracing_context(enabled=False):
            return self.chain.invoke(asked)

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        since: Day = None,
        until: Day = None,
        as_of: Day = None,
        source: str | None = None,
        reader: str | None = None,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows; the last one is complete and equal to what ``answer`` returns."""
        asked = self._ask(question, history, self._passing(make_filters(since, until, as_of, source)), reader)
        return untraced(self.chain.stream(asked))

    def retrieve(
        self,
        question: str,
        *,
        k: int | None = None,
        since: Day = None,
        until: Day = None,
        as_of: Day = None,
        source: str | None = None,
        legs: Sequence[str] = LEGS,
        recent: bool = True,
    ) -> list[RetrievedPassage]:
        """Return the ``k`` best passages (default: as many as are read), best first; see ``retrieve.retrieve``."""
        self._check_open()
        query, filters = checked_question(question), self._passing(make_filters(since, until, as_of, source))
        count = self._settings.passages if k is None else checked_count(k)
        return retrieve(self._library, self.model, query, count=count, filters=filters, legs=legs, recent=recent)

    def read(self, question: str, contexts: Sequence[str], *, reader: str | None = None) -> Answer:
        """Answer from these texts alone: nothing is retrieved, the library's articles are not used."""
        asked = self._ask(question, (), Filters(), reader)
        passages = passages_of_texts(contexts, asked.question, self.model, count=self._settings.passages)
        asked = replace(asked, query=asked.question, passages=tuple(passages))
        with tracing_context(enabled=False):
            return Answering(self).invoke(asked)

    def as_retriever(self, k: int = 8, **filters: Any) -> BaseRetriever:  # noqa: ANN401 - the four filters of ``answer``
        """Return a LangChain retriever over the library: ``k`` passages a query, the filters those of ``answer``."""
        self._check_open()
        return PassageRetriever(
            library=self._library, model=self.model, k=checked_count(k), filters=self._passing(make_filters(**filters))
        )

    def warm_up(self) -> None:
        """Load the models and let them read once, so that the next question does not wait for seconds."""
        self.model.encode(["Ready?"])
        if self._settings.reader != "digest":
            load_span_model(self._settings).read("Ready?", [("", "Yes.")])

    # -- looking -------------------------------------------------------------------------------------------------

    def articles(self) -> list[ArticleListing]:
        """Return the articles of the library, newest first, without their texts."""
        return self._library.catalog.listings()

    def article(self, article_id: str, *, version: int | None = None) -> Article:
        """Return one article with its text.

        Raises:
            ArticleNotFound: there is no such article or version.
        """
        return self._library.catalog.article(article_id, version)

    def remove(self, article_id: str, *, on_wait: Callable[[], None] = lambda: None) -> None:
        """Remove an article for good: from the catalog now, and so from every answer.

        Called while another process writes, it waits for it, and calls ``on_wait`` first.

        Raises:
            ArticleNotFound: there is no such article.
        """
        with self._library.writing(on_wait):
            self._library.catalog.remove(article_id)
            self._library.catch_up()

    def outlets(self) -> list[str]:
        """Return the names of the outlets in the library, sorted."""
        return self._library.catalog.outlets()

    @property
    def library(self) -> Library:
        """The open library, for what only a page does: judgements, counts, settings."""
        return self._library

    # -- what the pipe runs on -----------------------------------------------------------------------------------

    @property
    def model(self) -> EmbeddingModel:
        """The embedding model, loaded on first use."""
        with self._loading:
            if self._model is None:
                model = load_embeddings(self._settings)
                self._library.check_model(model)
                self._model = model
            return self._model

    @property
    def digest_reader(self) -> DigestReader:
        """The reader that quotes the sentences that answer."""
        return DigestReader(self.model, self._library.lexical.term_weights)

    @property
    def span_reader(self) -> SpanReader:
        """The reader that finds short answers, its weights loaded on first use."""
        lexical = self._library.lexical
        return SpanReader(load_span_model(self._settings), lexical.term_weights, lexical.passages)

    def read_passages(self, reader: str, query: str, passages: Sequence[RetrievedPassage]) -> tuple[str, Reading]:
        """Read with the reader asked for; return which one read, and what it found.

        The digest reads in the span reader's place where the question asks for an account, beginning with what the span
        reader finds likeliest to hold it, or for all there is about something and no short answer is sure.
        """
        account = wants_account(query)
        about = topic_of(query) is not None or topic_of_period(query) is not None
        found = Reading()
        if reader == "span" and not (account and about):
            found = self.span_reader.read(query, passages)
            if (found.evidence and found.short_answer) or not (account or about):
                return "span", found
        told = self.digest_reader.read(query, passages)
        return "digest", beginning_with(found, told) if account else told

    def why_nothing(self, filters: Filters) -> str:
        """Return the name of the prompt that says why there was nothing to read."""
        if not self._library.catalog.any_passing(Filters()):
            return "empty_library"
        return "refusal" if self._library.catalog.any_passing(filters) else "nothing_passes"

    def notes_on_nothing(self, filters: Filters) -> tuple[str, ...]:
        """Return what may help whose filters let nothing pass: that there is no such outlet."""
        hint = outlet_hint(filters.source, self.outlets())
        return (hint,) if hint else ()

    def _passing(self, filters: Filters) -> Filters:
        self._check_open()
        return replace(filters, source=choose_outlet(filters.source, self.outlets())) if filters.source else filters

    def _ask(self, question: str, history: History, filters: Filters, reader: str | None) -> Asked:
        self._check_open()
        chosen = reader or self._settings.reader
        check_reader(chosen)
        return Asked(checked_question(question), checked_history(history), filters, chosen, time.perf_counter())

    def _check_open(self) -> None:
        if self._closed:
            raise LibraryError("this Assistant is closed; open the library again: Assistant.open(data_dir)")
        self._library.check_process()

    def widened(self, asked: Asked) -> Asked:
        """Return what was asked with the filters that its dates made given up, and other passages to read."""
        assert asked.wider is not None
        return self._retrieve(replace(asked.understood_as(asked.wider), passages=()))

    def warned(self, answer: Answer, filters: Filters) -> Answer:
        """Return the answer, with a note where its newest source is older than the settings allow."""
        today = filters.as_of or date.today()
        note = stale_note(answer, today=today, after_days=self._settings.stale_after_days)
        return replace(answer, notes=(*answer.notes, note)) if note else answer

    def _understand(self, asked: Asked) -> Asked:
        newest, condenser = self._library.catalog.newest_day, self.chat.condenser(asked.reader)
        asking = (asked.question, asked.history, asked.filters, condenser)
        return asked.understood_as(understand(*asking, today=date.today, newest=newest))

    def _retrieve(self, asked: Asked) -> Asked:
        began = time.perf_counter()
        if asks_nothing(asked.question) or not self._library.catalog.any_passing(asked.filters):
            return asked  # Nothing to find, and so no model to load: thanks, or an empty library, are answered at once.
        found = retrieve(self._library, self.model, asked.query, count=self._settings.passages, filters=asked.filters)
        return replace(asked, passages=tuple(found), retrieve_ms=1000 * (time.perf_counter() - began))
