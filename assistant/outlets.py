"""The name of an outlet as somebody types it: which outlet of the library is meant, and what to say when none is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from assistant.storage.rows import source_key

#: Outlets that are named when none has the name that was typed.
SUGGESTED = 3
_THE = re.compile(r"^the ")
_BRACKETED_END = re.compile(r"\s*\([^()]*\)$")


def choose_outlet(typed: str, outlets: Sequence[str]) -> str:
    """Return the outlet that is meant, whose brackets at the end ("(sample)") or first "The" may have been left out.

    A name that an outlet has in any case is returned as it is, and so is one that no outlet has, or several.
    """
    wanted = source_key(typed)
    if wanted in map(source_key, outlets):
        return typed
    wanted = _THE.sub("", wanted)
    found = [outlet for outlet in outlets if wanted in map(_without_the, (outlet, _BRACKETED_END.sub("", outlet)))]
    return found[0] if len(set(map(source_key, found))) == 1 else typed


def outlet_hint(typed: str | None, outlets: Sequence[str]) -> str:
    """Return the note that no outlet has a name, with those that may be meant; "" for no name and an outlet's."""
    wanted = source_key(typed or "")
    if not wanted or not outlets or wanted in map(source_key, outlets):
        return ""
    forms = {form: outlet for outlet in outlets for form in (source_key(outlet), _without_brackets(outlet))}
    found = [outlet for outlet in outlets if _without_brackets(outlet) == wanted]
    found += [forms[form] for form in difflib.get_close_matches(wanted, forms, n=2 * SUGGESTED)]
    near = list(dict.fromkeys(found))[:SUGGESTED]
    if near:
        return f"No outlet is called {typed!r}; did you mean {' or '.join(map(repr, near))}?"
    named = ", ".join(map(repr, outlets[:SUGGESTED]))
    return f"No outlet is called {typed!r}; there are {named}{' and others' if len(outlets) > SUGGESTED else ''}"


def _without_the(outlet: str) -> str:
    return _THE.sub("", source_key(outlet))


def _without_brackets(outlet: str) -> str:
    return source_key(_BRACKETED_END.sub("", outlet))
