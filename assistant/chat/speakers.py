"""Who says what a sentence reports: whether another says it in what it cites, "the union said", of a minister. English.

Words in quotation marks are ``quoted``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.chat.common_words import light_words
from assistant.chat.names import canonical, names_of, same_name
from assistant.lexical import query_terms

_VERBS = (
    r"sa(?:id|ys?)|t(?:old|ells?)|believ(?:es?|ed)|claim(?:s|ed)?|warn(?:s|ed)|announc(?:es?|ed)|argu(?:es?|ed)"
    r"|add(?:s|ed)|explain(?:s|ed)|not(?:es|ed)|stat(?:es|ed)|den(?:y|ies|ied)|promis(?:es|ed)|call(?:s|ed)|insist(?:s|ed)?"
    r"|reckons?|thinks?|estimat(?:es?|ed)|predict(?:s|ed)?|blam(?:es?|ed)|complain(?:s|ed)?"
)
_SAYS = re.compile(rf"\b(?:{_VERBS})\b")
_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_BREAK = re.compile(r"[;:!?]\s|[\"“”]")
#: What stands before who speaks and is another clause.
_CLAUSE = re.compile(
    r"\b(?:that|who|which|while|but|as|when|after|because|if|where|whose|although|though)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_](?:[\w’'&-]*[^\W_])?")
#: Letters on each side of a verb that may say who speaks.
_REACH = 200
#: Words of whom is spoken of, at most.
_LONGEST = 6
#: Who they are is said elsewhere, or left open.
_OPEN = frozenset(
    "he she it they i we you this that who one some many others another all both people official officials authorities"
    " source sources expert experts report reports study article statement".split()
)
_TITLES = frozenset("mr mrs ms miss sir dame".split())
_SMALL = frozenset("has have had also been is was were are will would can could not never often later earlier".split())
#: Two that stand so few words apart are one: "coach Peter Lund", "Lund, the coach".
_APART = 4
#: So many words of what is reported, and so large a share of them, must be in the sentence that has it.
_LEAST, _LEAST_SHARE = 2, 0.4
#: "A spokesman said" is what the company said.
_SPEAKS_FOR = re.compile(r"spokes\w+|secretary", re.IGNORECASE)
_AGE = re.compile(r"(?:^|-)olds?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who speaks in a sentence, word by word, where ``text[start:end]`` has them and their verb."""

    words: tuple[str, ...]
    start: int
    end: int

    @property
    def bare_name(self) -> bool:
        """Whether it is nothing but a name, which says of nobody what they are."""
        return self.words[0].casefold() in _TITLES or all(map(_is_named, self.words))

    @property
    def bare_office(self) -> bool:
        """Whether it names nobody."""
        return not any(map(_is_named, self.words))


def in_other_mouth(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, when ``sentences`` have what a claim reports from another alone; else "".

    The claim's speaker must speak there too, of other things.
    """
    mine, *more = [*_speakers(claim), None]
    if mine is None or any(more) or not mine.words:
        return ""
    words = {
        term
        for term in query_terms(claim[: mine.start] + " " + claim[mine.end :])
        if term not in {part for word in mine.words for part in query_terms(word)}
    }
    shares = [len(words & set(query_terms(text))) for text in sentences]
    best = max(shares, default=0)
    if best < max(_LEAST, _LEAST_SHARE * len(words)):
        return ""
    spoken = [list(_speakers(text)) for text in sentences]
    theirs = [who for who, share in zip(spoken, shares, strict=True) if share == best]
    if not all(theirs) or any(not speaker.words for who in theirs for speaker in who):
        return ""
    others = [speaker for who in theirs for speaker in who]
    if any(_same(mine, other) or _may_be(mine, other) or _beside(mine, other, sentences) for other in others):
        return ""
    elsewhere = [(speaker, share) for who, share in zip(spoken, shares, strict=True) for speaker in who]
    own = [share for speaker, share in elsewhere if _same(mine, speaker)]
    return "reports what another says in what it cites" if own and max(own) < best - 1 else ""


def _speakers(text: str) -> Iterator[_Speaker]:
    """Yield who speaks in a text; with no words where that is left open."""
    for match in _ACCORDING.finditer(text):
        end = match.end() + len(re.split(r"[,.;:]", text[match.end() : match.end() + _REACH])[0])
        yield _speaker(text[match.end() : end], match.start(), end)
    for match in _SAYS.finditer(text):
        first = max(0, match.start() - _REACH)
        start = max((found.end() for found in _BREAK.finditer(text, first, match.start())), default=first)
        *before, last = text[start : match.start()].split(",")
        if last.strip():
            clause = [found.end() for found in _CLAUSE.finditer(last)]
            cut = max(clause, default=0)
            yield _speaker(last[cut:], match.start() - len(last) + cut, match.end())
            continue
        # "The mayor, Helena Marsh, said", or "..., said Helena Marsh": either may be who speaks.
        behind = re.split(r"[,.;:]", text[match.end() : match.end() + _REACH])[0]
        inverted = len(behind.split()) <= _LONGEST
        words = behind if inverted else ",".join(before[-2:])
        yield (
            _speaker(words, match.start(), match.end() + len(behind))
            if inverted
            else _speaker(words, start, match.end())
        )


def _speaker(text: str, start: int, end: int) -> _Speaker:
    found = [match.group() for match in _WORD.finditer(text)][-_LONGEST:]
    if any(word.casefold() in _OPEN or _AGE.search(word) for word in found):
        found = []
    light = light_words() | _SMALL
    return _Speaker(tuple(word for word in found if word.casefold() not in light and query_terms(word)), start, end)


def _is_named(word: str) -> bool:
    """Say whether a word is of a name: "Mayor" is none."""
    return bool(names_of(word))


def _same(one: _Speaker, two: _Speaker) -> bool:
    return (
        _stands_for(one, two)
        or _stands_for(two, one)
        or any(
            set(query_terms(word)) & set(query_terms(other)) or same_name(canonical(word), canonical(other))
            for word in one.words
            for other in two.words
        )
    )


def _stands_for(one: _Speaker, two: _Speaker) -> bool:
    """Say whether one has the initials of the other: "LGA"."""
    initials = "".join(word[0] for word in two.words).casefold()
    return any(len(word) > 1 and word.casefold() in initials for word in one.words)


def _may_be(one: _Speaker, two: _Speaker) -> bool:
    """Say whether one is a name and the other an office, which may be that person's, or speaks for the other."""
    if any(_SPEAKS_FOR.fullmatch(word) for word in (*one.words, *two.words)):
        return True
    return (one.bare_name and two.bare_office) or (one.bare_office and two.bare_name)


def _beside(one: _Speaker, two: _Speaker, sentences: Sequence[str]) -> bool:
    """Say whether a word of one stands beside a word of the other: they may be one."""
    ones, twos = ({term for word in who.words for term in query_terms(word)} for who in (one, two))
    for text in sentences:
        for part in _SAYS.split(text):
            words = [set(query_terms(match.group())) for match in _WORD.finditer(part)]
            places = sorted(
                [(place, 1) for place, terms in enumerate(words) if terms & ones]
                + [(place, 2) for place, terms in enumerate(words) if terms & twos]
            )
            if any(a[1] != b[1] and b[0] - a[0] <= _APART for a, b in pairwise(places)):
                return True
    return False
