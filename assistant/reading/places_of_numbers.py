"""Which place a number of a sentence belongs to: "2,500 troops in Iraq and some 900 in Syria". Rules, no model."""

from __future__ import annotations

import re

from assistant.question.numbers import find_numbers
from assistant.question.phrases import find_names, prepositional


def belongs_elsewhere(query: str, sentence: str, start: int, end: int) -> bool:
    """Say whether ``sentence[start:end]`` is another place's number, and one of the question's place stands beside it.

    A name after a preposition belongs to the last number before it, unless the sentence begins with its places ("to
    Iraq by 5 percent, to Syria by 7"). A small reader mixes such pairs up: both numbers answer the same question of
    different places.
    """
    numbers = find_numbers(sentence)
    if not any(number.start < end and number.end > start for number in numbers):
        return False
    asked = set(re.findall(r"\w+", query.casefold()))
    mine: list[bool] = []
    others: list[bool] = []
    for _, phrase in prepositional(sentence):
        for name in find_names(phrase.text)[:1]:
            before = [number for number in numbers if number.end <= phrase.start + name.start]
            if not before:
                return False
            owned = before[-1].start < end and before[-1].end > start
            (mine if owned else others).append(set(re.findall(r"\w+", name.text.casefold())) <= asked)
    return bool(mine) and not any(mine) and any(others)
