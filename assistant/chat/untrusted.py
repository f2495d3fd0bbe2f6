"""What in an article may be meant for a chat model and not for a reader. Articles are written by strangers.

Two defences: what a model sees cannot break out of its place in the prompt, and words that give orders to software, or
pretend to be another passage, count as evidence for nothing. Both leave the article as it is stored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.chat.marks import marks_changed_to_parentheses
from assistant.sentences import Span, split_sentences

#: More invisible characters than this in one sentence hide something; emoji and soft hyphens need a few.
MANY_HIDDEN = 8
#: So many characters before a passage are looked at for orders, where not all of its article is.
LOOKED_BACK = 1_500

#: Words that mean software and nobody else: a model may walk, an agent may sell houses.
_SOFTWARE = (
    r"(?:ais?(?: (?:assistants?|agents?|(?:language )?models?|systems?|bots?))?|chat ?bots?|bots?"
    r"|(?:large )?language models?|llms?|summari[sz]ers?)"
)
#: Where an order may begin: with the sentence, after "please" or after "you must". News has "must say", "and say that".
_COMMAND = (
    r"(?:^[\W_]*|\bplease\s+|\byou\s+(?:must|should|have to|need to|are to)\s+)(?:(?:please|now|then|always|only)\s+)?"
)
_SAY = r"(?:answer|say|reply|respond|write|output|tell (?:the )?(?:users?|readers?|everyone))"
_DIRECTED = r"(?:that|with|exactly|only|in one word|instead|the following|[\"“'‘])"
#: Orders to software. From the first of them on, the rest of the article is no evidence.
_TAKE_OVER = re.compile(
    "|".join(
        (
            rf"{_COMMAND}(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{{0,40}}\b(?:instructions?|prompts?"
            r"|guidelines|passages)\b",
            # A court's instructions are other people's business; previous ones, and yours, are not.
            r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|every|of|the|these|those|my)"
            r"\s+){0,4}(?:(?:previous|prior|earlier|above|preceding|foregoing|your|system)\s+){1,3}"
            r"(?:instructions?|prompts?|guardrails|passages)\b",
            r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|everything)\s+(?:of\s+)?(?:the\s+)?"
            r"(?:above|before(?=\W*$|[,.;:]|\s+and\b))|(?:all\s+|everything\s+)?(?:what\s+|that\s+)?"
            r"you (?:were|have been) told)",
            # A label alone may open a headline, "AI: How chatbots changed work": capitals, brackets or an order tell.
            r"(?:^|[.!?]\s)\W{0,4}(?:(?-i:SYSTEM|ASSISTANT|USER|DEVELOPER|ADMIN)\s*[:>]"
            r"|(?:system|assistant|user|developer|human|ai|bot|admin)\s+(?:prompt|message|note|override"
            r"|instructions?)\s*[:>\]]|[\[<{](?:system|assistant|user|developer|human|ai|bot|admin)[\]>}]"
            r"|(?:system|assistant|user|developer|human|ai|bot|admin)\s*[:>]\s+(?:you (?:must|are|will)"
            rf"|(?:always|never|please|only|{_SAY}|ignore|disregard|forget|repeat)\b))",
            r"\bnew (?:instructions?|task)\s*:",
            rf"{_COMMAND}(?:act as|pretend to be|role-?play as|behave as)\s+(?:an?|the)\b[^.!?\n]{{0,40}}\b(?:ai|bot"
            r"|assistant(?! \w+or\b| coach| manager)|chatbot|(?<!role )model|dan|pirate|agent|unrestricted"
            r"|jailbroken)\b",
            r"\b(?:you are|you[’']re)\s+(?:(?:now|no longer)\s+(?:an?|the)\b[^.!?\n]{0,40}\b(?:ai|bot|assistant|chatbot"
            r"|(?:language|ai) model|dan|pirate|(?:ai|helpful) agent|unrestricted|jailbroken)\b"
            r"|an?\s+(?:\w+\s+){0,3}(?:ai (?:assistant|model|agent)|chatbot|language model)\b)",
            r"\b(?:act|behave)\s+as\s+(?:an?|the)\s+(?:\w+\s+){0,3}(?:ai (?:assistant|model|agent)|chatbot"
            r"|language model)\b",
            r"\b(?:attention|note to|message to|dear|hey|hello|instructions? (?:to|for)|if you are)[\s:,]{1,3}"
            rf"(?:(?:all|any|the|an?)\s+)?{_SOFTWARE}\s*(?:[:,;!—–]|\b(?:that|who|reading|processing)\b)",
            rf"^as an? {_SOFTWARE}[,:]\s+(?:you|your|please|always|never|do not|{_SAY})\b",
        )
    ),
    re.IGNORECASE,
)
#: Orders that a reader of news is not given. The rest of their paragraph is no evidence.
_ORDER = re.compile(
    "|".join(
        (
            rf"{_COMMAND}{_SAY}\s+{_DIRECTED}|\bplease\s+add\s+that\b"
            rf"|\b(?:and|then)\s+(?:answer|reply|output)\s+{_DIRECTED}",
            r"(?:^[\W_]*|\byou\s+(?:must|should)\s+)(?:always|only)\s+(?:answer|say|reply|respond|write|output|claim)\b",
            # "The sign read: say “it is free”."
            r":\s+(?:answer|say|reply|respond|write|output)\s+(?:that\b|exactly|only|in one word|the following"
            r"|[\"“'‘])",
            r"\b(?:answer|say|reply|respond|write|output|print|state)\s+(?:only\s+|exactly\s+|just\s+){0,2}"
            r"(?:with\s+)?(?:the following\s*:|exactly\s*[:\"“'‘]|only\s*[:\"“'‘]|in one word\s*:)",
            rf"{_COMMAND}(?:print|output)\s+(?:[<\"“'‘`]|(?:the following|exactly|only)\b)",
            rf"{_COMMAND}tell (?:the )?(?:readers?|users?|everyone|them) to\b|^[\W_]*visit\s+\W?https?:",
            rf"{_COMMAND}(?:do not|don[’']t|never)\s+(?:mention|cite|quote|reveal|refer to|answer)\s+(?:the|this|that"
            r"|these|any|anything|it|questions?|other|your (?:instructions?|prompt))\b"
            r"(?! (?:phone|door|calls?|texts?|e-?mails?)\b)",
            r"\b(?:cite|citing|quote|reference)\s+(?:as\s+|only\s+){0,2}(?:it as\s+|passages?\s+|sources?\s+|[\[【]\s?)"
            r"[\[(【]?\d+\b|^[\W_]*cite\s+(?:only\s+)?[\[(【]?\d+\b",
            r"^[\W_]*the (?:only )?(?:correct|right|true|real|final)\s+(?:and final\s+)?answer\s+"
            r"(?:is(?:\s+that\b|\s*[:\"“'‘])|(?:must|should) be\b)",
            rf"(?:{_COMMAND}|[:;,]\s+)(?:begin|start|end|finish|include|put|write|give|repeat|reveal|print|output|append"
            r"|add|translate|change)\b[^.!?\n]{0,30}\byour (?:answer|response|reply|output|summary|instructions"
            r"|prompt)\b",
            r"\byour (?:answer|response|reply|output|summary)\s+(?:must|should|has to)\s+(?:be|say|begin|start|end"
            r"|include)",
            r"^[\W_]*the user (?:asked|asks|wants)\s+(?:to be told|you)\b",
            rf"{_COMMAND}(?:repeat|copy|translate|append|include|insert|visit|click|follow|execute|run|call|send|leak"
            r"|reveal)\s+(?:(?:the|this|following|a|an|all|your|these|our|on)\s+){0,3}(?:link|url|sentence|text|words?"
            r"|phrase|image|code|command|function|tool|prompt|conversation|after me|passages?|answer|https?)\b",
        )
    ),
    re.IGNORECASE,
)
#: What pretends to end the passage, or to be another one. Every repetition is bounded, and none spans lines: some pages
#: are a hundred thousand characters of one mark.
_FAKE_FRAME = re.compile(
    r"</?[ \t]{0,4}(?:passages?|documents?|context|article|source|system|instructions?|user|assistant|data|inst)\b"
    r"[^>]{0,200}>|<\|[^|>]{0,60}\|>|\[/?INST\]|<</?SYS>>|\"(?:number|text|outlet|role|content)\"[ \t]{0,4}:"
    r"|(?:^|\n)[ \t]{0,8}`{3}"
    # "## Background" is a heading of news; "### Passage 1" and "### Response:" are a prompt's.
    r"|(?:^|\n)[ \t]{0,8}#{1,6}[ \t]{0,4}(?:(?:passage|document|source)[ \t]{0,4}\d"
    r"|(?:instructions?|system|user|assistant|response|prompt|output)[ \t]{0,4}(?::|\n|$))"
    r"|(?:^|\n)[ \t]{0,8}(?:passage|document|source)[ \t]{0,4}[\[(【#]?[ \t]{0,4}\d{1,3}[ \t]{0,4}(?:[\])】:]|\n|$)"
    r"|(?:^|\n)[ \t]{0,8}[\[【][ \t]{0,4}\d{1,3}[ \t]{0,4}[\]】][ \t]{0,4}\S"
    r"|(?:^|\n)[ \t]{0,8}question[ \t]{0,4}:[^\n]{0,300}(?:\n|[?.][ \t])[ \t]{0,8}answer[ \t]{0,4}:"
    r"|(?:^|\n|[.!?][ \t]{1,4})\W{0,4}(?:end|begin|start|beginning)[ \t]{1,4}(?:of[ \t]{1,4})?(?:the[ \t]{1,4})?"
    r"(?:passages?|documents?|articles?|context|data|input|prompt)[ \t]{0,4}(?:[^\w\s]|\n|$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s+|\n")


def shown_to_model(text: str) -> str:
    """Return ``text`` as a chat model may see it: one line, no invisible characters, no citation marks of its own."""
    visible = "".join(letter for letter in text if letter.isspace() or not _hidden(letter))
    visible = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in visible)
    return " ".join(marks_changed_to_parentheses(visible).split())


def trusted_around(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the runs of ``text[start:end]`` that may be evidence, as ``trusted_spans`` but by what stands near alone.

    Reading a whole article costs 0.7 ms for each thousand characters, too much for every article of a question.
    """
    first = max(0, start - LOOKED_BACK)
    if first and (ended := _SENTENCE_END.search(text, first, start)):
        # Half a sentence may look like an order.
        first = ended.end()
    runs = ((max(start, first + a), min(end, first + b)) for a, b in trusted_spans(text[first:end]))
    return tuple((a, b) for a, b in runs if a < b)


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
