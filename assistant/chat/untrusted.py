"""What in an article may be meant for a chat model and not for a reader. Articles are written by strangers.

Two defences: what a model sees cannot break out of its place in the prompt, and words that give orders to software, or
pretend to be another passage, count as evidence for nothing. Both leave the article as it is stored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.sentences import Span, split_sentences

#: More invisible characters than this in one sentence hide something; emoji and soft hyphens need a few.
MANY_HIDDEN = 8

_SOFTWARE = (
    r"(?:ais?|(?:ai )?(?:assistants?|agents?|models?)|chat ?bots?|bots?|language models?|llms?|models?|summari[sz]ers?)"
)
#: Orders to software. From the first of them on, the rest of the article is no evidence.
_TAKE_OVER = re.compile(
    "|".join(
        (
            r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:instructions?|prompts?|guidelines"
            r"|passages|(?:all|everything) (?:of )?(?:the )?(?:above|before)|what you (?:were|have been) told)\b",
            r"(?:^|[.!?]\s)\W{0,4}(?:system|assistant|user|developer|human|ai|bot|admin\w*)\s*(?:prompt|message|note|override)?"
            r"\s*[:>\]]",
            r"\b(?:system|developer)\s+(?:prompt|override)\b|\bnew (?:instructions?|rules?|task)\s*:",
            r"\b(?:you are|you're|act as|pretend to be|roleplay as|behave as)\s+(?:now\s+)?(?:an?|the|no longer)\b"
            r"[^.!?\n]{0,40}\b(?:ai|assistant|bot|chatbot|model|dan|pirate|agent|unrestricted|jailbroken)\b",
            r"\b(?:attention|note to|message to|dear|hey|hello|instructions? (?:to|for)|if you are)[\s:,]+"
            rf"(?:(?:all|any|the|an?)\s+)?{_SOFTWARE}\b|^as an? {_SOFTWARE}\b",
        )
    ),
    re.IGNORECASE,
)
#: Orders that a reader of news is not given. The rest of their paragraph is no evidence.
_ORDER = re.compile(
    "|".join(
        (
            r"(?:^[\W_]*|[:;,]\s+|\b(?:please|and|then|now|must|always|only)\s+)(?:answer|say|reply|respond|write|output"
            r"|print|state|claim|tell (?:the |every)\w+|report|insist|begin|start|end|conclude|finish)\s+"
            r"(?:(?:only|instead|exactly|just|with|by|your)\s+){0,3}(?:that|with|exactly|in one word|instead|[\"“'‘]"
            r"|the following|this|saying|answer|response)",
            r"\b(?:please|must|always|only)\s+(?:answer|say|reply|respond|write|output|print|claim|insist)\b"
            r"|(?:^[\W_]*|[.!?]\s+)(?:tell (?:\w+ ){1,2}to|print|output)\b|\bvisit\s+\W?https?:",
            r"\b(?:do not|don['’]t|never)\s+(?:mention|cite|quote|reveal|refer|answer)\b",
            r"\b(?:cite|citing|quote|reference)\s+(?:as\s+|only\s+|passage\s+|source\s+|it as\s+){0,3}[\[(【]?\d+\b",
            r"\b(?:correct|right|only|true|real|final)\s+(?:and final\s+)?answer\s+(?:is|to|must|should)\b",
            r"\byour (?:answer|response|reply|output|summary|instructions|task)\b|\bthe user (?:asked|asks|wants)\b",
            r"(?:^[\W_]*|\b(?:please|and|then|now|must|always)\s+)(?:repeat|copy|translate|append|include|insert|visit"
            r"|click|follow|execute|run|call|send|leak|reveal)\s+(?:(?:the|this|following|a|an|all|your|these|our|on)\s+)"
            r"{0,3}(?:link|url|sentence|text|words?|phrase|image|code|command|function|tool|prompt|conversation"
            r"|after me|passages?|answer|https?)",
        )
    ),
    re.IGNORECASE,
)
#: What pretends to end the passage, or to be another one.
_FAKE_FRAME = re.compile(
    r"</?\s*(?:passages?|documents?|context|article|source|system|instructions?|user|assistant|data|inst)\b[^>]*>"
    r"|<\|[^|>]*\|>|\[/?INST\]|<</?SYS>>|\"(?:number|text|outlet|role|content)\"\s*:"
    r"|(?:^|\n)\s*(?:#{2,}|`{3,})"
    r"|(?:^|\n)\s*(?:passage|document|source)?\s*[\[(【#]\s*\d+\s*[\])】]\s*\W?\s*\w"
    r"|(?:^|\n)\s*(?:passage|document|source|question|answer|end of|begin|beginning of)\b[^\n.]{0,30}(?::|\n|$)"
    r"|\bend of (?:passages?|documents?|articles?|context|data|input)\b",
    re.IGNORECASE,
)
_CITATION_MARK = re.compile(r"[\[【]\s*((?:passage\s*)?\d+(?:\s*[,;]\s*\d+)*)\s*[\]】]", re.IGNORECASE)


def shown_to_model(text: str) -> str:
    """Return ``text`` as a chat model may see it: one line, no invisible characters, no citation marks of its own."""
    visible = "".join(letter for letter in text if letter.isspace() or not _hidden(letter))
    visible = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in visible)
    return " ".join(_CITATION_MARK.sub(r"(\1)", visible).split())


@lru_cache(maxsize=32)
def trusted_spans(text: str) -> tuple[Span, ...]:
    """Return the runs of sentences of an article that may be evidence, in order: all of it, for nearly all articles.

    Kept for the articles last asked for: every sentence of an answer is checked against the same ones.
    """
    plain = "".join("\N{MIDDLE DOT}" if _hidden(letter) else letter for letter in text)
    frame = _FAKE_FRAME.search(plain)
    runs: list[Span] = []
    resumes = 0
    for start, stop in split_sentences(plain[: frame.start()] if frame else plain):
        sentence = plain[start:stop].replace("\N{MIDDLE DOT}", "")
        if _TAKE_OVER.search(sentence) or _smuggles(text[start:stop]):
            break
        if _ORDER.search(sentence):
            line_end = plain.find("\n", start)
            resumes = len(plain) if line_end < 0 else line_end
        if start < resumes:
            continue
        runs = [*runs[:-1], (runs[-1][0], stop)] if runs and runs[-1][1] == start else [*runs, (start, stop)]
    return tuple(runs)


def _hidden(letter: str) -> bool:
    """Say whether a character is invisible: formats, tags, variation selectors, private and unassigned ones."""
    if letter.isascii():
        return False
    code = ord(letter)
    return unicodedata.category(letter) in ("Cf", "Co", "Cn") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def _smuggles(sentence: str) -> bool:
    """Say whether a sentence hides words: characters of the tag block, or many invisible ones between its letters."""
    if sentence.isascii():
        return False
    tags = any(0xE0000 <= ord(letter) <= 0xE007F for letter in sentence)
    return tags or sum(map(_hidden, sentence)) > MANY_HIDDEN
