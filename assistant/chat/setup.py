"""The chat model of an Assistant: set up on first use, with what reads and rewrites by it."""

from __future__ import annotations

import threading

from langchain_core.language_models import BaseChatModel

from assistant.chat.follow_up import ChatCondenser
from assistant.chat.providers import load_chat_model
from assistant.chat.sentence_check import embedding_support
from assistant.chat_reader import ChatReader
from assistant.models import EmbeddingModel
from assistant.question.condense import condense
from assistant.question.understanding import Condenser
from assistant.settings import Settings


class Chat:
    """Hands out a chat reader and a chat condenser on one chat model: the given one, else that of the settings."""

    def __init__(self, settings: Settings, model: BaseChatModel | None = None) -> None:
        self._settings = settings
        self._model = model
        self._loading = threading.Lock()

    def reader(self, model: EmbeddingModel) -> ChatReader:
        """Return the reader that asks the chat model.

        Raises:
            SettingsError, ModelError: there is no chat model, or it cannot be set up.
        """
        return ChatReader(self._load(), support=embedding_support(model), seconds=float(self._settings.chat_seconds))

    def condenser(self, reader: str) -> Condenser:
        """Return what makes follow-ups stand alone for a reader: the chat model for its own, rules for the others."""
        return ChatCondenser(self._load()) if reader == "chat" else condense

    def _load(self) -> BaseChatModel:
        with self._loading:
            if self._model is None:
                self._model = load_chat_model(self._settings)
            return self._model
