"""The conversations that a browser keeps: pure functions from what it stored to what it shall store.

Stored is ``{"current": id, "choices": {…}, "chats": [{"id", "title", "turns"}, …]}``, the newest conversation first.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any

from assistant.web.turns import KEPT_CONVERSATIONS, Choices, Turn, store_turns

#: Characters of JSON that are kept: a browser gives a page about 5 million, and encryption makes them more.
KEPT_CHARACTERS = 1_500_000
#: Changed only when older browsers' histories can no longer be read.
STORAGE_KEY = "dateline-history-1"

Kept = dict[str, Any]


def new_chat_id() -> str:
    """Return an id for a new conversation."""
    return secrets.token_hex(6)


def read_kept(stored: object) -> Kept:
    """Return what a browser stored as a whole ``Kept``, whatever it was."""
    given = stored if isinstance(stored, dict) else {}
    chats = given.get("chats")
    whole = [
        {"id": str(chat["id"]), "title": str(chat.get("title", "")), "turns": chat.get("turns") or []}
        for chat in (chats if isinstance(chats, list) else [])
        if isinstance(chat, dict) and "id" in chat
    ]
    return {
        "current": str(given.get("current") or ""),
        "choices": Choices.restore(given.get("choices")).options(),
        "chats": whole,
    }


def turns_of(kept: Kept, chat_id: str) -> list[Any]:
    """Return the stored turns of a conversation; [] when there is none of that id."""
    return next((chat["turns"] for chat in kept["chats"] if chat["id"] == chat_id), [])


def keep_chat(kept: Kept, chat_id: str, turns: Sequence[Turn]) -> Kept:
    """Return ``kept`` with this conversation first and current; the oldest give way when it is too much."""
    stored = store_turns(turns)
    others = [chat for chat in kept["chats"] if chat["id"] != chat_id]
    title = " ".join(turns[0].question.split())[:80] if turns else ""
    chats = ([{"id": chat_id, "title": title, "turns": stored}] if stored else []) + others
    chats = chats[:KEPT_CONVERSATIONS]
    while len(chats) > 1 and len(json.dumps(chats)) > KEPT_CHARACTERS:
        chats.pop()
    return {**kept, "current": chat_id, "chats": chats}


def forget_chat(kept: Kept, chat_id: str) -> Kept:
    """Return ``kept`` without this conversation, none being current."""
    return {**kept, "current": "", "chats": [chat for chat in kept["chats"] if chat["id"] != chat_id]}
