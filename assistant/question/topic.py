"""What a question is about where it asks for nothing in particular of it: "What is the latest on the ferry strike?"."""

from __future__ import annotations

import re

#: Longer ones say themselves what they ask for, and cost the patterns time.
LONGEST_CHARACTERS = 300
_ARTICLES = r"articles?|stories|reports|coverage|headlines|papers?"
_TOPIC = re.compile(
    r"^(?:what(?:[’']s| is| are)?(?: the)?(?: very)? (?:latest|newest|new|news|going on|happening)"
    r"(?: news| developments?| updates?)? (?:on|about|with|in|from|regarding|around)"
    r"|(?:(?:is|are) there |do you have )?any(?:thing new| news| updates?| developments?) (?:on|about|from|regarding)"
    rf"|(?:the )?(?:latest|news|updates?|{_ARTICLES})(?: news)? (?:on|about|from|regarding)"
    rf"|what (?:do|did|does) (?:the |my )?(?:news|{_ARTICLES}) (?:say|report|tell(?: me| us)?) (?:about|on)"
    r"|(?:please )?(?:tell|give) (?:me|us) (?:(?:all|everything|more|something|details) )?(?:about|on)"
    r"|more (?:about|on)"
    r"|what (?:do we know|do you know|is known|else is known|can you (?:tell|say)(?: me| us)?) about|what about"
    r"|(?:please )?(?:summari[sz]e|describe))\s+(?P<topic>\S.*?)\W*$",
    re.IGNORECASE,
)
#: "Who is Anders Quill?", but not "Who is Iran's Supreme Leader?".
_WHO_IS = re.compile(
    r"^(?i:who|what)(?:[’']s| is| was| are| were)\s+"
    r"(?P<topic>[A-Z][\w.-]*(?:[’'](?!s\b)\w+)?(?:\s+(?:[A-Z0-9][\w.-]*(?:[’'](?!s\b)\w+)?|of|the|de|van|von|al|bin|[a-z]))*)\W*$"
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|am|does|do|did|has|have|had|can|could|will|would"
    r"|should|may|might|must)\b|[’']s\s|n[’']t\b",
    re.IGNORECASE,
)


def topic_of(query: str) -> str | None:
    """Return what a question is about where it asks for nothing in particular of it; None for any other question.

    "Who is Anders Quill?", "What is the latest on the ferry strike?" and "ferry strike" are answered by what the
    articles say of Anders Quill and of the ferry strike.
    """
    plain = _plain(query)
    match = _TOPIC.match(plain) or _WHO_IS.match(plain)
    if match:
        return match["topic"]
    return plain if plain and not _ASKS.search(plain) else None


def asks_for_all(query: str) -> bool:
    """Say whether a question asks in so many words for all there is about a topic: "Tell me about the strike"."""
    return bool(_TOPIC.match(_plain(query)))


def _plain(query: str) -> str:
    """Return the query with single spaces; "", which has no topic, for one that is too long for the patterns."""
    plain = " ".join(query.split())
    return plain if len(plain) <= LONGEST_CHARACTERS else ""
