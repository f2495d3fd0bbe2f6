"""Lies for the sentence checker: true sentences with one number, one name or the citation changed, or denied."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.dates import without_dates
from assistant.chat.facts import Source, missing_fact
from assistant.chat.names import canonical, name_words, same_name
from assistant.chat.negation import NEGATION
from assistant.question.numbers import find_numbers
from assistant.question.phrases import find_names

KINDS = ("number", "name", "citation")

_NO = re.compile(r"\s+not\b|n[’']t\b|\b(?:no|never)\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should)\b")
_PAST = re.compile(r"(?<=[\w,] )(?!\w+ed by\b)[a-z]{2,}ed\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, what it cites, and how it was made a lie ("" for a true one)."""

    text: str
    source: Source
    kind: str = ""


def make_lies(truths: Sequence[Claim], others: Sequence[Source], count: int, *, seed: int = 5) -> list[Claim]:
    """Return ``count`` lies, a third of each kind, from ``truths``.

    Half of the changed numbers and names are others of the same passage, the hardest to tell; the rest come from
    elsewhere. A changed citation is that of a passage of ``others`` which lacks a number or name of the sentence.
    """
    generator = random.Random(seed)
    lies: list[Claim] = []
    tries = 0
    while len(lies) < count and tries < 100 * count:
        tries += 1
        kind = KINDS[len(lies) % len(KINDS)]
        truth = generator.choice(truths)
        lie = {"number": _other_number, "name": _other_name, "citation": _other_citation}[kind](
            truth, others, generator
        )
        if lie is not None and lie not in lies:
            lies.append(lie)
    return lies


def add_clauses(truths: Sequence[Claim], clauses: Sequence[str], *, each: int = 3, seed: int = 3) -> list[Claim]:
    """Return each clause at the end of ``each`` of the truths."""
    generator = random.Random(seed)
    return [
        Claim(f"{truth.text.rstrip('.')}, {clause}.", truth.source, "clause")
        for clause in clauses
        for truth in generator.sample(truths, each)
    ]


def deny(truths: Sequence[Claim]) -> list[Claim]:
    """Return each truth that says yes with a "not" or "never", and each that says no without it."""
    return [Claim(text, truth.source, "negation") for truth in truths if (text := _denied(truth.text))]


def _denied(text: str) -> str:
    """Return a sentence that says the opposite; "" where no verb is found."""
    if NEGATION.search(text):
        return _NO.sub(lambda match: "a" if match.group().lower() == "no" else "", text, count=1)
    if _AUXILIARY.search(text):
        return _AUXILIARY.sub(lambda match: f"{match.group()} not", text, count=1)
    return _PAST.sub(lambda match: f"never {match.group()}", text, count=1) if _PAST.search(text) else ""


def _other_number(truth: Claim, others: Sequence[Source], generator: random.Random) -> Claim | None:
    numbers = find_numbers(without_dates(truth.text))
    if not numbers:
        return None
    chosen = generator.choice(numbers)
    near = [item.value for item in find_numbers(without_dates(truth.source.text)) if item.value != chosen.value]
    if near and generator.random() < 0.5:
        value = generator.choice(near)
    else:
        value = generator.choice([chosen.value * 2, chosen.value + 1, chosen.value * 10, max(2.0, chosen.value // 2)])
    said = {item.value for item in numbers}
    if value in said or value == chosen.value:
        return None
    text = (
        f"{truth.text[: chosen.start]}{chosen.unit if chosen.unit == '$' else ''}{value:,g}{truth.text[chosen.end :]}"
    )
    return Claim(text, truth.source, "number")


def _other_name(truth: Claim, others: Sequence[Source], generator: random.Random) -> Claim | None:
    names = [name for name in find_names(truth.text) if name_words(truth.text[name.start : name.end])]
    if not names:
        return None
    chosen = generator.choice(names)
    pool = [truth.source] if generator.random() < 0.5 else list(others)
    taken = [canonical(word) for word, _, _ in name_words(truth.text)]
    # Names inside a sentence: the capital that opens one, after a dateline too, may be any word's. "US-led" is none.
    candidates = [
        name.text
        for source in pool
        for name in find_names(source.text)
        if source.text[max(0, name.start - 2) : name.start].strip(' “"') not in ("", *".?!-–—")
        and not re.search(r"-[a-z]+$", name.text)
        and not any(same_name(canonical(word), other) for word, _, _ in name_words(name.text) for other in taken)
        and name_words(name.text)
    ]
    if not candidates:
        return None
    return Claim(
        f"{truth.text[: chosen.start]}{generator.choice(candidates)}{truth.text[chosen.end :]}", truth.source, "name"
    )


def _other_citation(truth: Claim, others: Sequence[Source], generator: random.Random) -> Claim | None:
    source = generator.choice(others)
    # A passage that has all its numbers and names may say the same.
    return Claim(truth.text, source, "citation") if missing_fact(truth.text, [source]) else None
