"""Outlets and authors of articles in a sentence: they report the news, and are not in it. English."""

from __future__ import annotations

import re
from collections.abc import Set

from assistant.chat.names import Name, canonical, names_of, same_name

_REPORT = (
    r"(?:report|sa(?:id|ys?|ying)|wr(?:ote|ites?|itten|iting)|not(?:ed?|es|ing)\b|cit(?:e|ing)|quot|found|finds|describ"
    r"|expla|publish|add(?:s|ed)\b|stat(?:ed?|es|ing)\b|puts?\b|list|estimat|calculat|counts?\b|counted|call|g[ai]ves?\b"
    r"|mention|correct|retract|reveal|confirm|account|cover|article|stor(?:y|ies)|interview|survey|poll|investigat"
    r"|analy|review|column|editorial|learn|understands|told|tells|asked|obtain|seen|saw|verif|accord|claim|argu|suggest"
    r"|point|identif|nam(?:e|ed|es)\b|summari|photograph|video|headline|update)"
)
#: What may stand between an outlet and its verb: "The Post, in an article of May 3, also reported". A word is of one
#: kind alone, and no kind takes the comma behind it: else a row of them would be read in ever more ways.
_SKIPPED = (
    r"(?:also|first|then|later|earlier|itself|has|had|have|is|was|[a-z]\w*ly|on|in|of|for|at|the|an?|its|and|[A-Z][\w.’'-]*"
    r"|\d+(?:,\d+)*)"
)
_BEHIND = re.compile(rf"(?:[’']s?)?(?:\s*\([^()]*\))?(?:,?\s+{_SKIPPED})*,?\s+(?i:{_REPORT})")
_BEFORE = re.compile(
    rf"\b(?:according\s+to|told|tells|via|per|sources?:?|{_REPORT}\w*(?:\s+\w+)?\s+(?:by|in|from|with|for|of|to|at)"
    rf"|as|{_REPORT}\w*|(?:published|quoted|cited|written|reported)\s+\w+)\s+(?:the\s+|an?\s+)?(?:[\w’'-]+\s+)?$",
    re.IGNORECASE,
)


def acting_reporter(claim: str, said: str, header: str) -> str:
    """Return the first name of a claim that is not in ``said``, the news, but in ``header``, its outlets and authors.

    A name is none where the claim says that it reports; "" when there is none.
    """
    known, reporters = _words(said), _words(header)
    for name in names_of(claim):
        borrowed = any(not _has(known, word) and _has(reporters, word) for word, _, _ in name.words)
        if borrowed and not _reports(name, claim):
            return claim[name.start : name.end]
    return ""


def _reports(name: Name, claim: str) -> bool:
    return bool(_BEHIND.match(claim, name.end) or _BEFORE.search(claim[: name.start]))


def _words(text: str) -> Set[str]:
    return {canonical(word) for word in re.findall(r"[^\W_](?:[\w’'&.-]*[^\W_])?", text)}


def _has(known: Set[str], word: str) -> bool:
    plain = canonical(word)
    return plain in known or any(same_name(plain, other) for other in known)
