"""The question inside a polite one: "Can you tell me who the mayor is?" asks who the mayor is, and no yes or no."""

from __future__ import annotations

import re

#: Longer questions are left as they are: they cost the patterns time.
LONGEST_CHARACTERS = 300
_ADDRESS = r"(?:(?:please|hi|hello|hey|so|well|ok|okay|sorry|thanks|thank you)\b[,.!:]?\s+)*"
_ASKING = (
    r"(?:(?:can|could|would|will) (?:you|someone|anyone)(?: please| kindly)? (?:tell|say|show|explain)(?: to)?"
    r"(?: me| us)?"
    r"|(?:do|does) (?:you|we|anyone|anybody|somebody) (?:happen to )?know"
    r"|i(?:[’']d| would) (?:like|love) to know|i (?:want|need|wish) to know|i (?:wonder|ask myself)"
    r"|i(?:[’']m| am) wondering|(?:please )?(?:tell|show) (?:me|us)|any idea)"
)
_COURTESIES = re.compile(
    rf"^\s*{_ADDRESS}(?:{_ASKING}[,:]?\s+)?(?=(?:who|whom|whose|what|when|where|which|why|how)(?:[’']s)?\b)",
    re.IGNORECASE,
)
#: The order of words after "tell me": "who the mayor is".
_INDIRECT = re.compile(
    r"^(who|what|where|when|how \w+)\s+(?!is\b|are\b|was\b|were\b)(.+?)\s+(is|are|was|were)\W*$", re.IGNORECASE
)


def without_courtesies(question: str) -> str:
    """Return the question without the words of politeness before its own question word; any other as it is."""
    if len(question) > LONGEST_CHARACTERS:
        return question
    words = " ".join(question.split())
    plain = _COURTESIES.sub("", words, count=1)
    return question if plain == words else _INDIRECT.sub(r"\1 \3 \2?", plain)
