"""How news says things, as made-up examples: "Karelian Foreign Minister Ana Ruiz said", "fell to 4.1% from 4.2%".

The data sets ask about encyclopedias, reviews and single sentences, where such phrases are rare. Here every fact is
invented, its names drawn at random, and stands beside facts of the same kind about others, so that what is learned is
whose value a value is, and which is the present one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from training.groups import Group, Piece, make_header
from training.news.conflict import CONFLICT
from training.news.culture import CULTURE
from training.news.disasters import DISASTERS
from training.news.economy import ECONOMY
from training.news.kinds import Kind
from training.news.politics import POLITICS
from training.news.projects import PROJECTS
from training.news.sport import SPORT

Fact = Mapping[str, str]
_FIELD = re.compile(r"\{(\w+)\}")
#: Fields that say the same as another: "Karelian" names Karelia, "CEO" the chief executive.
_SAME = {
    "adjective": "place",
    "owner_adjective": "owner",
    "giver_adjective": "giver",
    "Office": "office",
    "short_post": "post",
}
#: The share of questions that turn a fact around, where a kind has such; of the others about something that no passage
#: tells; and of the facts beside the one asked for that differ from it in one thing alone: another country's prime
#: minister, the same country's other minister.
REVERSED_SHARE = 0.15
UNANSWERABLE_SHARE = 0.2
ALIKE_SHARE = 0.6
#: How a sentence begins that goes on from the one before it.
GOES_ON = "+ "


def news_groups(count: int, fillers: Sequence[str], chance: random.Random) -> Iterator[Group]:
    """Yield made-up questions with their passages, two each.

    Args:
        count: how many.
        fillers: sentences to put between those that tell facts.
        chance: where names, numbers and phrases are drawn.
    """
    made = 0
    while made < count:
        group = _group(chance.choice(KINDS), fillers, chance)
        if group is not None:
            made += 1
            yield group


def _group(kind: Kind, fillers: Sequence[str], chance: random.Random) -> Group | None:
    turned = bool(kind.reversed) and chance.random() < REVERSED_SHARE
    asked, answer = (chance.choice(kind.reversed), "") if turned else chance.choice(kind.questions)
    needed = {_plain(field) for field in _FIELD.findall(asked)}
    fact = kind.make(chance)
    others = [_other(fact, kind.make(chance), needed, chance) for _ in range(12)]
    others = [other for other in others if any(other[field] != fact[field] for field in needed)]
    telling, silent = _telling(kind.sentences, needed, answer), _telling(kind.sentences, set(), None, but=answer)
    if not telling or len(others) < 3:
        return None
    if not turned and chance.random() < UNANSWERABLE_SHARE:
        own = chance.sample(silent, min(len(silent), chance.choice((0, 1, 1, 2))))
    else:
        # What else is told of the same fact: the injured beside the dead.
        own = [chance.choice(telling), *chance.sample(silent, min(len(silent), chance.choice((0, 0, 1, 2))))]
    alone = [said for said in kind.sentences if not said.startswith(GOES_ON)]
    beside = [(chance.choice(alone), other) for other in others[: chance.choice((0, 1, 1, 2))]]
    elsewhere = [(chance.choice(alone), other) for other in others[2 : chance.choice((3, 4))]]
    pieces = [
        _piece([*((said, fact) for said in own), *beside], fact, answer, fillers, chance),
        _piece(elsewhere, fact, answer, fillers, chance),
    ]
    return Group("news", _filled(asked, fact)[0], tuple(pieces))


def _telling(sentences: Sequence[str], needed: set[str], answer: str | None, but: str = "") -> list[str]:
    """Return the sentences, alone and with one that goes on from them, that name all that is needed and the answer.

    ``but`` is a field that they must not tell.
    """
    alone = [said for said in sentences if not said.startswith(GOES_ON)]
    going_on = [said.removeprefix(GOES_ON) for said in sentences if said.startswith(GOES_ON)]
    runs = [*alone, *(f"{first} {then}" for first in alone for then in going_on if needed <= _told(first))]
    wanted = needed | ({answer} if answer else set())
    return [run for run in runs if wanted <= _told(run) and but not in _told(run)]


def _other(fact: Fact, made: dict[str, str], needed: set[str], chance: random.Random) -> dict[str, str]:
    """Return a fact of the same kind, often alike in all that a question names but one thing."""
    if chance.random() < ALIKE_SHARE:
        differing = chance.choice(sorted(needed))
        made |= {field: value for field, value in fact.items() if _plain(field) in needed - {differing}}
    return made


def _piece(
    sentences: Sequence[tuple[str, Fact]], fact: Fact, answer: str, fillers: Sequence[str], chance: random.Random
) -> Piece:
    """Return a passage of sentences that tell facts, in any order among fillers, with the fact's answers marked."""
    parts: list[tuple[str, list[tuple[int, int]]]] = [
        (chance.choice(fillers).strip(), []) for _ in range(chance.choice((0, 1, 1, 2)))
    ]
    title = ""
    for template, told in sentences:
        text, places = _filled(template, told)
        spans = [span for field, span in places if _plain(field) == answer] if told is fact else []
        parts.append((text[:1].upper() + text[1:], spans))
        title = title or (text.rstrip(".") if chance.random() < 0.1 and told is not fact else "")
    chance.shuffle(parts)
    spans, text = [], ""
    for part, marked in parts:
        gap = "" if not text else chance.choice((" ", " ", "\n\n"))
        spans += [(len(text) + len(gap) + start, len(text) + len(gap) + end) for start, end in marked]
        text += gap + part
    return Piece(make_header(title, chance), text, tuple(spans), bool(spans))


def _filled(template: str, fact: Fact) -> tuple[str, list[tuple[str, tuple[int, int]]]]:
    """Return a template's text with the fact's fields in it, and where each of them stands."""
    text, places, end = "", [], 0
    for match in _FIELD.finditer(template):
        text += template[end : match.start()]
        value = fact[match[1]]
        places.append((match[1], (len(text), len(text) + len(value))))
        text, end = text + value, match.end()
    return text + template[end:], places


def _told(template: str) -> set[str]:
    return {_plain(field) for field in _FIELD.findall(template)}


def _plain(field: str) -> str:
    return _SAME.get(field, field)


_TOPICS = (POLITICS, CONFLICT, ECONOMY, DISASTERS, CULTURE, SPORT, PROJECTS)
KINDS = tuple(kind for topic in _TOPICS for kind in topic.values())
