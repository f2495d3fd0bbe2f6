"""Questions altered so that their passages no longer answer them: unanswerable ones that share nearly every word."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

from training.sources import Example

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*(?: (?:of the |of )?[A-Z][\w’'-]*)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
#: A name or number of the text takes the place of one in the question only when it stands so many characters from
#: every answer: nearer, the text may well answer the new question, too.
FAR_FROM_ANSWERS = 100
#: How often each kind of alteration is taken where a question allows all.
_NAME_WEIGHT, _NUMBER_WEIGHT, _OPPOSITE_WEIGHT = 5, 3, 3
#: The share of questions that may get a "not", which nearly every question allows and few people ask.
_NOT_SHARE = 0.15
_OPPOSITES = dict(
    tuple(words.split())
    for words in (
        "first last|before after|largest smallest|biggest smallest|highest lowest|oldest youngest|most least|"
        "more fewer|best worst|longest shortest|north south|northern southern|east west|eastern western|"
        "left right|win lose|won lost|increase decrease|increased decreased|rise fall|rose fell|begin end|"
        "began ended|start finish|open close|opened closed|started stopped|buy sell|bought sold|accept reject|"
        "accepted rejected|support oppose|join leave|supported opposed|joined left|arrive depart|arrived departed|"
        "born die|earliest latest|early late|minimum maximum|above below|inside outside|rich poor|"
        "cheapest dearest|strongest weakest|fastest slowest|greater smaller|male female|mother father|"
        "son daughter|brother sister|husband wife|men women|king queen|public private|military civilian|"
        "create destroy|created destroyed|build demolish|built demolished|gained lost|raise lower|raised lowered|"
        "high low|like dislike|liked disliked|love hate|allowed banned|success failure|ancestor descendant|"
        "teacher pupil|hot cold"
    ).split("|")
)
_OPPOSITES |= {right: left for left, right in _OPPOSITES.items() if right not in _OPPOSITES}
#: Past forms that are participles, too, so that "Who led X?" turns into "Who was led by X?" without a grammar.
_PARTICIPLE = (
    r"(\w+ed|won|led|made|held|built|found|told|taught|sent|sold|lost|paid|bought|brought|caught|hit|shot|sued|fought)"
)
_ASKED = r"^((?:Who|What|Which [\w ]{1,40}?)) "
_ACTIVE = re.compile(
    _ASKED + _PARTICIPLE + r" (?!by|in|on|at|to|from|with|as|for|of|about|into|after|before|when|that)([^?]{3,80})\?$"
)
_PASSIVE = re.compile(_ASKED + r"(?:was|were|is|are) " + _PARTICIPLE + r" by ([^?]{3,80})\?$")
#: What is true both ways, so that the turned question has the same answer, and what cannot be turned.
_TWO_WAYS = frozenset(
    "married divorced dated befriended resembled equaled needed wanted seemed looked happened".split()
)
_WORD = re.compile(r"[a-z]+")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|did|does|do|could|would|has|have|had)\b")


def altered(question: str, names: Sequence[str], chance: random.Random) -> str | None:
    """Return the question about something else: another number or another name in it; None when it has neither.

    What it asks is then, as a rule, not answered by the passages of the original: the cheap way to unanswerable
    questions that share nearly every word with their passage.
    """
    places = [*_NUMBER.finditer(question), *_NAME.finditer(question)]
    if not places:
        return None
    place = chance.choice(places)
    old = place.group()
    if old[0].isdigit():
        new = _other_number(old, chance)
    else:
        new = chance.choice(names)
        if new.lower() in question.lower() or old.lower() in new.lower():
            return None
    return _with(question, place, new)


def altered_within(example: Example, chance: random.Random) -> str | None:
    """Return an example's question with a name or number of its own text, an opposite, or a "not" in it.

    Harder to tell than ``altered``: each word of the new question stands in the text, or nearly. None when the
    question allows none of it.
    """
    question = example.question
    ways: list[tuple[int, str]] = []
    for place in _NAME.finditer(question):
        ways += [(_NAME_WEIGHT, _with(question, place, new)) for new in _others(_NAME, place.group(), example, chance)]
    for place in _NUMBER.finditer(question):
        new_numbers = _others(_NUMBER, place.group(), example, chance)
        ways += [(_NUMBER_WEIGHT, _with(question, place, new)) for new in new_numbers]
    words = (place for place in _WORD.finditer(question) if place.group() in _OPPOSITES)
    ways += [(_OPPOSITE_WEIGHT, _with(question, place, _OPPOSITES[place.group()])) for place in words]
    if chance.random() < _NOT_SHARE and (place := _AUXILIARY.search(question)):
        ways.append((1, _with(question, place, place.group() + "n't")))
    if not ways:
        return None
    return chance.choices([way for _, way in ways], [weight for weight, _ in ways])[0]


def reversed_roles(question: str) -> str | None:
    """Return a question with doer and done-to exchanged, "Who was sentenced by X?" for "Who sentenced X?", or None."""
    if match := _ACTIVE.match(question):
        return None if match[2] in _TWO_WAYS else f"{match[1]} was {match[2]} by {match[3]}?"
    if match := _PASSIVE.match(question):
        return None if match[2] in _TWO_WAYS else f"{match[1]} {match[2]} {match[3]}?"
    return None


def names_in(questions: Iterable[str]) -> list[str]:
    """Return the names that stand in questions, to put in the place of others."""
    return sorted({match.group().strip() for question in questions for match in _NAME.finditer(question)})


def _others(kind: re.Pattern[str], old: str, example: Example, chance: random.Random) -> list[str]:
    """Return at most one name or number of the text, far from its answers, to put in the place of another."""
    asked = example.question.lower()
    found = [
        match.group()
        for match in kind.finditer(example.context)
        if match.group().lower() not in asked
        and old.lower() not in match.group().lower()
        and bool(_YEAR.fullmatch(match.group())) == bool(_YEAR.fullmatch(old))
        and all(abs(match.start() - start) > FAR_FROM_ANSWERS for start, _ in example.answers)
    ]
    return [chance.choice(found)] if found else []


def _other_number(old: str, chance: random.Random) -> str:
    if _YEAR.fullmatch(old):
        return str(int(old) + chance.choice((-30, -12, -5, -2, 3, 7, 11)))
    digits = [chance.choice("123456789") if character.isdigit() else character for character in old]
    new = "".join(digits)
    return new if new != old else new.replace(new[0], "1" if new[0] != "1" else "2", 1)


def _with(question: str, place: re.Match[str], new: str) -> str:
    return question[: place.start()] + new + question[place.end() :]
