"""Sentences of a chat model that say what the articles do not say. No passage can show one true, so none is a claim.

What an article itself reports as not said is one: "The ministry did not say …", "Officials would not say …".
"""

from __future__ import annotations

import re

from assistant.chat.marks import PLAIN_MARKS, bracketed, without_marks
from prompts import load_prompt

_DET = r"(?:(?:all|any|both|none|neither)\s+(?:of\s+)?)?(?:the|these|those|your|my)\s+"
_ADJECTIVE = r"(?:(?:provided|given|supplied|cited|available|retrieved|above|following|relevant|other|news)\s+)"
_MARKED = rf"(?:\s*{PLAIN_MARKS}|\s+\d+(?:\s*(?:,|and)\s*\d+)*)?"
_AFTER = (
    rf"(?:\s+(?:provided|given|supplied|cited|available|above|here|themselves|(?:that\s+)?(?:is|are|were)\s+given))?"
    rf"{_MARKED}(?:\s*,?\s*(?:however|though|unfortunately|also|still)\s*,?)?\s+"
)
#: News has documents, texts and sources too, mostly in the past: "The source did not say".
_ARTICLES = rf"(?:{_DET})?{_ADJECTIVE}{{0,2}}(?:passages?|articles?)"
_SOURCES = (
    rf"(?:(?:{_DET}{_ADJECTIVE}{{0,2}}|{_ADJECTIVE})(?:sources?|documents?|texts?|excerpts?|context|information)"
    rf"|sources?\s*{PLAIN_MARKS})"
)
_SAY = (
    r"(?:say|tell|state|mention|give|provide|specify|name|contain|include|report|discuss|address|answer|identify"
    r"|explain|describe|detail|cover|offer|list|reveal|disclose|note|have|clarify|confirm|refer|make|indicate|talk)"
)
_SAID = (
    r"(?:said|told|stated|mentioned|given|provided|specified|named|contained|included|reported|discussed|addressed"
    r"|answered|identified|explained|described|covered|listed|revealed|disclosed|found|available|clear|known)"
)
_NOT = r"(?:\s+not|n[’']t)"
#: What denies, of whatever says something: "make no mention", "say nothing", "are silent".
_LACKS = (
    rf"(?:(?:give|provide|contain|offer|include|make|have|has)s?\s+(?:no|neither)\b|{_SAY}s?\s+nothing\b|lacks?\b"
    rf"|(?:fails?\s+to|can(?:\s?not|[’']t))\s+{_SAY}\b|(?:never|nowhere)\s+{_SAY}s?\b|(?:is|are)\s+silent\b|omits?\b)"
)
#: Where a clause begins: the articles are its subject there.
_CLAUSE = (
    r"(?:^\W*|[,;:(–—]\s*|\b(?:and|but|although|though|while|whereas|yet)\s+)"
    r"(?:(?:and|but|so|yet|although|though|while|whereas|however|unfortunately|sorry|also|as|since|because)\s*,?\s+){0,3}"
)
_DENIAL = re.compile(
    "|".join(
        (
            rf"{_CLAUSE}{_ARTICLES}{_AFTER}(?:(?:do|does|did|is|are|has|have){_NOT}\b|{_LACKS})",
            rf"{_CLAUSE}{_SOURCES}{_AFTER}(?:(?:do|does){_NOT}\s+(?:\w+ly\s+|even\s+|also\s+)?{_SAY}\b|{_LACKS})",
            rf"{_CLAUSE}(?:no(?:ne\s+of|\s+other)?|neither(?:\s+of)?)\s+(?:{_DET})?{_ADJECTIVE}{{0,2}}"
            rf"(?:passages?|articles?|sources?|documents?|texts?){_AFTER}{_SAY}s?\b",
            # "There is no information on the suspects, police said" is what an article reports.
            rf"{_CLAUSE}(?:there\s+(?:is|are|was)\s+|there[’']s\s+)?no\s+(?:\w+\s+)?(?:information|mention)"
            rf"(?:\s+(?:on|about|of|regarding|concerning|in|as\s+to|whether|that|how|who|when|where|why|what)\b"
            rf"|\s+(?:(?:is|was)\s+)?(?:\w+ly\s+)?(?:made|{_SAID})\b|\W*$)(?!.*,\s+[^,]*\b(?:said|says|told|added|reported)\b)",
            rf"{_CLAUSE}(?:there\s+is\s+)?nothing\s+in\s+{_ARTICLES}\b",
            rf"(?:\bnot|n[’']t)\s+(?:\w+ly\s+)?{_SAID}\s+(?:in|by|from)\s+(?:any\s+of\s+)?(?:{_ARTICLES}|{_SOURCES})\b",
        )
    ),
    re.IGNORECASE,
)


def is_refusal(sentence: str) -> bool:
    """Say whether a sentence refuses, in the words that the model was told or in its own: "No article gives …"."""
    return is_plain_refusal(sentence) or bool(_DENIAL.search(bracketed(sentence)))


def is_plain_refusal(sentence: str) -> bool:
    """Say whether a sentence is the one that the model was told to refuse with."""
    return without_marks(sentence).rstrip(".").casefold() == load_prompt("refusal").rstrip(".").casefold()
