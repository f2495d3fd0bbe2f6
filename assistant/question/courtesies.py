"""The question inside a polite one: "Can you tell me who the mayor is?" asks who he is, and "Thanks!" asks nothing."""

from __future__ import annotations

import re

#: Longer questions are left as they are: they cost the patterns time.
LONGEST_CHARACTERS = 300
_GREETING = r"(?:(?:hi|hello|hey)(?: there| again| all)?|good (?:morning|afternoon|evening|day))"
_THANKS = r"(?:(?:many )?thanks(?: a lot| so much| again)?|thank you(?: very much| so much| again)?|cheers)"
_ADDRESS = rf"(?:(?:please|{_GREETING}|so|well|ok|okay|sorry|{_THANKS})\b[,.!:]?\s+)*"
_THANKS_AFTER = re.compile(rf"(?<=[?.!])\s*(?:{_THANKS}|please)(?: in advance)?\W*$", re.IGNORECASE)
#: All that somebody says who asks nothing.
_NOTHING_ASKED = re.compile(
    # No word in two ways: a long row of them would be tried in all combinations.
    rf"(?:(?:{_GREETING}|{_THANKS}|ok(?:ay)?|great|perfect|nice|cool|good(?!bye)|got it|i see|(?:good)?bye|see you"
    r"|sorry|please|well done|wonderful|excellent|dateline)\W*)+",
    re.IGNORECASE,
)
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
_ASKING_WORD = r"(?:who|whom|whose|what|when|where|which|why|how)"
#: The order of words after "tell me", of one clause: "who the mayor is", but not "what happened and who it was".
_ONE_CLAUSE = rf"(?!\w+\b.*\b(?:and|or|but|that\s+(?!is|are|was|were)|{_ASKING_WORD})\b)"
#: "How old she was", "what time it is", "how many troops there are".
_PRONOUN_LAST = re.compile(
    rf"^{_ONE_CLAUSE}({_ASKING_WORD}(?:\s+(?!(?:the|an?)\b)[\w’'-]+){{0,4}}?)\s+(it|he|she|they|there|this|that|those|these)"
    r"\s+(is|are|was|were)\W*$",
    re.IGNORECASE,
)
#: "Who the mayor is". "What time the vote is" asks for a time.
_INDIRECT = re.compile(
    rf"^{_ONE_CLAUSE}(who|what(?!\s+\w+\s+(?:the|an?|his|her|its|their)\b)"
    r"|where|when|how (?!(?:many|much|the|an?|his|her|its|their|our|my)\b)\w+)"
    r"\s+(?!is\b|are\b|was\b|were\b)(.+?)\s+(is|are|was|were)\W*$",
    re.IGNORECASE,
)


def asks_nothing(question: str) -> bool:
    """Say whether words that were sent as a question are a greeting, thanks or the like."""
    return len(question) <= LONGEST_CHARACTERS and bool(_NOTHING_ASKED.fullmatch(question.strip()))


def without_courtesies(question: str) -> str:
    """Return the question without the words of politeness around it; any other as it is."""
    if len(question) > LONGEST_CHARACTERS:
        return question
    question = _THANKS_AFTER.sub("", question)
    words = " ".join(question.split())
    plain = _COURTESIES.sub("", words, count=1)
    if plain == words:
        return question
    order = _PRONOUN_LAST if _PRONOUN_LAST.match(plain) else _INDIRECT
    return order.sub(r"\1 \3 \2?", plain)
