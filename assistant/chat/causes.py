"""What a sentence gives as the cause of what: whether what it cites has it the other way round, or not at all. English.

Whether a passage connects two things that it has both is not judged: it often says a cause without a word for it,
"Heavy rain fell. The road is closed", and some sentences away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from assistant.chat.common_words import light_words
from assistant.lexical import query_terms

#: What stands between an effect and its cause (not "is due to open"), and between a cause and its effect.
_BECAUSE = (
    r"because(?:\s+of)?|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )due\s+to|(?:owing|thanks)\s+to|on\s+account\s+of"
    r"|(?:as\s+)?(?:a|the)\s+result\s+of|result(?:s|ed|ing)?\s+from|stem(?:s|med|ming)?\s+from"
    r"|(?:caused|prompted|triggered|sparked|brought\s+(?:on|about))\s+by"
)
_CAUSES = (
    r"(?:led|leads|leading)\s+to|result(?:s|ed|ing)?\s+in|caus(?:es?|ed|ing)|trigger(?:s|ed|ing)|prompt(?:s|ed|ing)"
    r"|spark(?:s|ed|ing)"
)
#: In a passage also what says so with less weight: a cause is never later than its effect.
_AFTER = r"after|following|in\s+response\s+to|in\s+protest\s+(?:at|of|against)"
_FORCES = r"forc(?:es?|ed|ing)|led|made|means|meant"
_CLAIMED = re.compile(
    rf"\b(?:(?P<because>{_BECAUSE})|(?P<causes>{_CAUSES}|led\b(?=(?:\s+[\w’'-]+){{1,6}}?\s+to\b)))\b", re.I
)
_SAID = re.compile(rf"\b(?:(?P<because>{_BECAUSE}|{_AFTER})|(?P<causes>{_CAUSES}|{_FORCES}))\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:—–]\s")
_PRONOUN = re.compile(
    r"\s*(?:and\s+|but\s+)?(?:it|this|that|they|these|which|the\s+\w+)\s*(?:has|have|had|also|then)?\s*", re.IGNORECASE
)
#: Letters on each side that may be cause or effect.
_REACH = 300
#: So large a share of the words of a side must be where that side is.
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Cause:
    """What is given as cause and effect, by the stems of their words; none is of both."""

    cause: Set[str]
    effect: Set[str]


def made_up_cause(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, with a cause that a claim gives; "" for nothing.

    Wrong is one that ``sentences``, in their order, give as the effect, and one of whose words they have hardly any.
    """
    mine = next(_causes(claim, "", _CLAIMED), None)
    if mine is None or not mine.cause or not mine.effect:
        return ""
    said = [cause for before, text in pairwise(("", *sentences)) for cause in _causes(text, before, _SAID)]
    if not any(mine.cause & own.cause and mine.effect & own.effect for own in said) and any(
        _most(mine.cause, own.effect) and _most(mine.effect, own.cause) for own in said
    ):
        return "gives as the cause what is the effect in what it cites"
    there = {term for text in sentences for term in query_terms(text)}
    if len(mine.cause) > 1 and len(mine.cause & there) < _SHARE * len(mine.cause):
        return "gives a cause of which hardly a word is in what it cites"
    return ""


def _causes(text: str, before: str, pattern: re.Pattern[str]) -> Iterator[_Cause]:
    """Yield what a text gives as causes; "it", before the verb, is what the sentence ``before`` says."""
    for match in pattern.finditer(text):
        left, right = text[max(0, match.start() - _REACH) : match.start()], text[match.end() :][:_REACH]
        if match.group("because") and not left.strip(' "“'):
            # "Because of rain, the road is closed."
            right, *rest = _CLAUSE.split(right, maxsplit=1)
            left = "".join(rest)
        elif match.group("causes") and _PRONOUN.fullmatch(left):
            left = f"{before} {left}"
        effect, cause = (left, right) if match.group("because") else (right, left)
        effects, causes = _words(effect), _words(cause)
        yield _Cause(causes - effects, effects - causes)


def _words(text: str) -> Set[str]:
    return {term for term in query_terms(text) if term not in light_words()}


def _most(words: Set[str], there: Set[str]) -> bool:
    return len(words & there) >= max(1, _SHARE * len(words))
