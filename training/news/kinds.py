"""What a kind of made-up fact consists of, and the parts that many kinds have in common."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from training.news.words import DOINGS, FIRST_NAMES, LAST_NAMES, MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: how one is made up, how news says it, and what is asked.

    Attributes:
        make: draws a fact: field -> words.
        sentences: with ``{fields}``; one that begins with "+ " goes on from the one before it, and has a pronoun at
            most for what it is about.
        questions: (question, field of the answer).
        reversed: questions that turn a fact around, "Who beat {winner}?": the sentences share every word with them and
            do not answer.
    """

    make: Callable[[random.Random], dict[str, str]]
    sentences: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    reversed: tuple[str, ...] = ()


def person(chance: random.Random) -> str:
    """Return a name."""
    return f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"


def times(chance: random.Random) -> dict[str, str]:
    """Return the fields that every fact has: days, months, and what somebody does."""
    return {
        "month": chance.choice(MONTHS),
        "last_month": chance.choice(MONTHS),
        "weekday": chance.choice(WEEKDAYS),
        "day": f"{chance.choice(MONTHS)} {chance.randint(1, 28)}",
        "does": chance.choice(DOINGS),
    }


def hedge(chance: random.Random) -> str:
    """Return what stands before a number that is not exact, with a space after it, or nothing."""
    return chance.choice(("", "", "about ", "some ", "more than ", "nearly ", "at least "))


def count(chance: random.Random) -> str:
    """Return a number of people or things."""
    return f"{chance.choice((chance.randint(12, 990), chance.randint(10, 99) * 100, chance.randint(2, 400) * 1000)):,}"


def percent(chance: random.Random, low: int = 1, high: int = 30) -> str:
    """Return a share."""
    value = chance.choice((str(chance.randint(low, high)), f"{chance.randint(low, high)}.{chance.randint(1, 9)}"))
    return value + chance.choice(("%", " percent", " per cent"))


def money(chance: random.Random) -> str:
    """Return a sum."""
    amount = chance.choice((f"{chance.randint(1, 9)}.{chance.randint(1, 9)} million", f"{chance.randint(2, 900)},000"))
    return chance.choice((f"${amount}", f"{amount} euros", f"£{amount}", f"{amount} crowns"))


def fee(chance: random.Random) -> str:
    """Return what one ticket or one crossing costs."""
    amount = f"{chance.randint(1, 60)}.{chance.choice(('00', '50', '25', '80', '95'))}"
    return chance.choice((f"${amount}", f"£{amount}", f"{amount} euros", f"${chance.randint(2, 90)}"))
