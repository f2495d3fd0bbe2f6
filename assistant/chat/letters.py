"""Names that no capital marks: in a sentence of capitals or of small letters alone, or in another script. English."""

from __future__ import annotations

import re
import unicodedata

from assistant.chat.names import is_common
from assistant.lexical import query_terms

_WORD = re.compile(r"[^\W\d_](?:[\w’'.&-]*[^\W_])?")


def in_usual_case(claim: str, said: str) -> str:
    """Return a claim of capitals alone as ``said`` writes its words, others that may be names with a capital.

    Any other claim is returned as it is.
    """
    if not claim.isupper():
        return claim
    written: dict[str, str] = {}
    for word in _WORD.findall(said):
        # What is written small anywhere is no name.
        if word.islower() or word.casefold() not in written:
            written[word.casefold()] = word

    def usual(match: re.Match[str]) -> str:
        plain = match.group().casefold()
        return written.get(plain) or (plain if is_common(plain) else plain.capitalize())

    return _WORD.sub(usual, claim)


def strange_word(claim: str, said: str) -> str:
    """Return the first word of a claim that may be a name though no capital says so, and is not in ``said``; else "".

    Such is a word with a letter of a script of which ``said`` has none; and, where the claim begins small, so that what
    it writes small need be no common word, one of three letters or more that news does not mostly
    write so.
    """
    scripts = {_script(letter) for letter in set(said)}
    stems = set(query_terms(said))
    for word in _WORD.findall(claim):
        if any(_script(letter) not in scripts for letter in word if letter.isalpha()):
            return str(word)
        known = is_common(word.casefold()) or stems.issuperset(query_terms(word))
        if claim[:1].islower() and word[2:] and not known:
            return str(word)
    return ""


def _script(letter: str) -> str:
    """Return the script of a letter: "LATIN", "CJK", "ARABIC"."""
    return unicodedata.name(letter, "").split(" ")[0]
