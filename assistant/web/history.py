"""The conversations that a browser keeps: pure functions from what it stored to what it shall store, as JSON.

Stored is ``{"current": id, "choices": {…}, "chats": [{"id", "title", "turns"}, …]}``, the newest conversation first.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any

from assistant.web.text import read_object
from assistant.web.turns import KEPT_CONVERSATIONS, Choices, Turn, store_turns

#: Characters of JSON that are kept: a browser gives a page about 5 million.
KEPT_CHARACTERS = 1_500_000
#: Changed only when older browsers' histories can no longer be read.
STORAGE_KEY = "dateline-history-2"
#: The cookie in which the page finds whose conversations the browser is to keep apart: a hash of the name.
PERSON_COOKIE = "dateline_person"

#: What the page runs to send what is kept (and then its other values), and to keep what came back. The store is read at
#: each event, not once: another tab may have written to it. A browser may refuse to keep anything; then nothing is.
#: Where people log in, each has a store of their own.
_KEY = f"'{STORAGE_KEY}' + (document.cookie.match(/{PERSON_COOKIE}=(\\w+)/)?.[1] ?? '')"
READ_STORE = (
    f"(_, ...others) => {{ try {{ return [localStorage.getItem({_KEY}) ?? '', ...others]; }}"
    " catch { return ['', ...others]; } }"
)
WRITE_STORE = f"(kept) => {{ try {{ if (kept) localStorage.setItem({_KEY}, kept); }} catch {{}} return []; }}"

Kept = dict[str, Any]


def new_chat_id() -> str:
    """Return an id for a new conversation."""
    return secrets.token_hex(6)


def read_kept(stored: str) -> Kept:
    """Return what a browser stored as a whole ``Kept``, whatever it was."""
    given = read_object(stored)
    chats = given.get("chats")
    whole = [
        {
            # Versions up to 2026-11-28 could keep one without an id, and never find it again.
            "id": str(chat["id"]) or f"lost-{place}",
            "title": str(chat.get("title", "")),
            "turns": _list_of(chat.get("turns")),
        }
        for place, chat in enumerate(_list_of(chats))
        if isinstance(chat, dict) and "id" in chat
    ]
    return {
        "current": str(given.get("current") or ""),
        "choices": Choices.restore(given.get("choices")).options(),
        "chats": whole,
    }


def _list_of(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def write_kept(kept: Kept) -> str:
    """Return what the browser shall store."""
    return json.dumps(kept)


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


def grown_elsewhere(kept: Kept, chat_id: str, turns: Sequence[Turn]) -> bool:
    """Say whether another tab has gone on with this conversation: it asked what is not among ``turns``."""
    stored = [turn.get("question") if isinstance(turn, dict) else None for turn in turns_of(kept, chat_id)]
    own = [turn.question for turn in turns]
    return not any(own[start : start + len(stored)] == stored for start in range(len(own) - len(stored) + 1))


def forget_chat(kept: Kept, chat_id: str) -> Kept:
    """Return ``kept`` without this conversation, none being current."""
    return {**kept, "current": "", "chats": [chat for chat in kept["chats"] if chat["id"] != chat_id]}
