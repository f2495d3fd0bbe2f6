"""Which place a number of a sentence belongs to: "2,500 troops in Iraq and some 900 in Syria". Rules, no model."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence, Set

from assistant.question.numbers import Number, find_numbers
from assistant.question.phrases import find_names, prepositional

_INSIDE = frozenset(("in", "inside", "within", "near", "across", "outside"))
_AMOUNT = re.compile(r"[\d$€£]")
#: A number of a sentence and the names of its places, each as its words in small letters.
Placed = tuple[Number, list[Set[str]]]


def places_of_numbers(sentence: str, prepositions: Container[str] | None = None) -> list[Placed]:
    """Return each number of a sentence with the names that stand after a preposition (one of these) and belong to it.

    A name belongs to the last number before it. Where a sentence begins with its places ("to Iraq by 5 percent, to
    Syria by 7") they belong to its only number, or nobody knows to which: then nothing is returned.
    """
    placed: list[Placed] = [(number, []) for number in find_numbers(sentence)]
    for word, phrase in prepositional(sentence):
        if _AMOUNT.match(phrase.text):
            continue  # "About 2,500 US troops": the number itself, and no place of it.
        for name in find_names(phrase.text)[:1] if prepositions is None or word in prepositions else ():
            before = [item for item in placed if item[0].end <= phrase.start + name.start]
            if not before and len(placed) != 1:
                return []
            (before or placed)[-1][1].append(_words(name.text))
    return placed


def belongs_elsewhere(query: str, sentence: str, start: int, end: int) -> bool:
    """Say whether ``sentence[start:end]`` is another place's number, and one of the question's place stands beside it.

    A small reader mixes such pairs up: both numbers answer the same question of different places.
    """
    asked = _words(query)
    mine: list[bool] = []
    others: list[bool] = []
    for number, names in places_of_numbers(sentence):
        (mine if number.start < end and number.end > start else others).extend(name <= asked for name in names)
    return bool(mine) and not any(mine) and any(others)


def own_number(query: str, sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return where in ``sentence[start:end]`` the one number stands that is not another place's, or the whole of it.

    "2,500 American troops in Iraq and some 900", asked of Syria, is 900.
    """
    numbers = [number for number in find_numbers(sentence) if start <= number.start and number.end <= end]
    own = [number for number in numbers if not belongs_elsewhere(query, sentence, number.start, number.end)]
    return (own[0].start, own[0].end) if len(own) == 1 < len(numbers) else (start, end)


def placed_elsewhere(claim: str, sentences: Sequence[str]) -> str:
    """Return the first number of a claim that the sentences give to other places alone, "" for none.

    Only places that something is in: what is done by, with or for somebody can be said in many ways.
    """
    known = [item for sentence in sentences for item in places_of_numbers(sentence, _INSIDE)]
    for number, names in places_of_numbers(claim, _INSIDE):
        there = [name for other, places in known if other.agrees(number) for name in places]
        if names and there and not any(name & place for name in names for place in there):
            return claim[number.start : number.end]
    return ""


def _words(text: str) -> Set[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
