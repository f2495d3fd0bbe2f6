"""Whether a sentence says "all" where what it cites says "most" or "some". English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lexical import query_terms

#: What is said to be all; "of all plastic 12 percent" does not, nor does "by all accounts" or "nearly all".
_ALL = re.compile(
    r"\b(?<!of )(?<!by )(?<!at )(?<!after )(?<!above )(?<!not )(?<!nearly )(?<!almost )(?<!for )(?<!in )"
    r"(?:all|every(?!\s+(?:other|time|year|month|week|day|night|hour)\b))\s+(?:of\s+)?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:most|some|many|several|few|half|quarters?|thirds?|parts?|majority|dozens|hundreds|\d+|percent|number"
    r"|nearly all|almost all|not all|not every)(?:\s+of)?\s+",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(r"\bof\s+(?:the\s+)?(?:more than\s+|about\s+|some\s+)?\d[\d,]*\s+", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:all|every|each|entire|whole|any|no|none|both)\s+(?:of\s+)?", re.IGNORECASE)
_ONE_MIND = re.compile(r"\bunanim\w*", re.IGNORECASE)
_NO_DISSENT = re.compile(
    r"\bunanim\w*|\b(?:all|everyone|nobody|none|no one|without (?:dissent|opposition))\b"
    r"|\b\d+\s*(?:-|–|to)\s*(?:0|zero|nil)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|nearly|almost)\s+$", re.IGNORECASE)
_PHRASE_END = re.compile(r"[.,;:!?()]")
#: Words behind "all" and "most" that may be what is counted.
_REACH = 3


def overstates(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, with an "all" of a claim of which ``sentences`` have but some; "" for nothing."""
    if _ONE_MIND.search(claim) and not any(_NO_DISSENT.search(sentence) for sentence in sentences):
        return "says that all agreed, which is not in what it cites"
    for match in _ALL.finditer(claim):
        counted = _behind(claim, match.end())
        parts = _counts(counted, sentences, (_PART, _OF_THOSE))
        if parts and not _counts(counted, sentences, (_WHOLE,)):
            return "says that it is so of all, where what it cites says of some"
    return ""


def _counts(counted: set[str], sentences: Sequence[str], words: Sequence[re.Pattern[str]]) -> bool:
    """Say whether sentences have one of the words before what is counted."""
    return any(
        counted & _behind(sentence, match.end())
        for sentence in sentences
        for pattern in words
        for match in pattern.finditer(sentence)
        # "Not all" is no whole.
        if pattern is not _WHOLE or not _NOT.search(sentence[: match.start()])
    )


def _behind(text: str, start: int) -> set[str]:
    words = _PHRASE_END.split(text[start:])[0].split()
    return set(query_terms(" ".join(words[:_REACH])))
