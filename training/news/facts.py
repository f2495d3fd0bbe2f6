"""Facts of the kinds that news tells, each made up: fields -> words (``news_patterns.py`` puts them into sentences)."""

from __future__ import annotations

import random
from collections.abc import Callable

from training.news_words import (
    CITIES,
    COUNTRIES,
    DISASTERS,
    DOINGS,
    FIRST_NAMES,
    LAST_NAMES,
    MONTHS,
    OFFICES,
    ORGANISATIONS,
    POSTS,
    RATES,
    TEAMS,
    WEEKDAYS,
    WORKS,
)


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


def _office(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    office = chance.choice(OFFICES)
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "office": office,
        "Office": office.title(),
        "name": person(chance),
        "former": person(chance),
    }


def _post(chance: random.Random) -> dict[str, str]:
    post, short = chance.choice(POSTS)
    return {
        **times(chance),
        "organisation": chance.choice(ORGANISATIONS),
        "post": post,
        "short_post": short,
        "name": person(chance),
        "former": person(chance),
    }


def _rate(chance: random.Random) -> dict[str, str]:
    whole = chance.randint(1, 14)
    place, adjective = chance.choice(COUNTRIES)
    sign = chance.choice(("%", "%", " percent", " per cent"))
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "rate": chance.choice(RATES),
        "value": f"{whole}.{chance.randint(0, 9)}{sign}",
        "before": f"{whole + chance.choice((-1, 0, 1))}.{chance.randint(0, 9)}{sign}",
        "points": chance.choice(("25 basis points", "half a percentage point", "a quarter point", "50 basis points")),
    }


def _toll(chance: random.Random) -> dict[str, str]:
    small = chance.random() < 0.3
    dead = chance.randint(3, 9) if small else chance.choice((chance.randint(10, 400), chance.randint(1000, 30000)))
    words = ("three", "four", "five", "six", "seven", "eight", "nine")
    return {
        **times(chance),
        "place": chance.choice((chance.choice(CITIES), chance.choice(COUNTRIES)[0])),
        "disaster": chance.choice(DISASTERS),
        "dead": words[dead - 3] if small and chance.random() < 0.6 else f"{dead:,}",
        "dead_before": f"{max(1, dead - chance.randint(1, dead)):,}",
        "injured": f"{dead + chance.randint(2, 900):,}",
        "missing": f"{chance.randint(2, 90)}",
        "homeless": f"{chance.randint(2, 90)},000",
        "hedge": chance.choice(("at least ", "more than ", "about ", "nearly ", "some ", "", "")),
        "official": person(chance),
    }


def _deal(chance: random.Random) -> dict[str, str]:
    buyer, target, court = chance.sample(ORGANISATIONS, 3)
    unit = chance.choice(("million", "billion"))
    amount = chance.choice((f"{chance.randint(1, 9)}.{chance.randint(1, 9)}", str(chance.randint(2, 900))))
    return {
        **times(chance),
        "buyer": buyer,
        "target": target,
        "price": f"{chance.choice('$$$€£')}{amount} {unit}",
        "debt": f"${chance.randint(2, 90)}.{chance.randint(1, 9)} {unit}",
        "jobs": f"{chance.randint(2, 90) * 100:,}",
        "name": person(chance),
        "court": court,
    }


def _match(chance: random.Random) -> dict[str, str]:
    winner, loser = chance.sample(TEAMS, 2)
    scored = chance.randint(1, 6)
    return {
        **times(chance),
        "winner": winner,
        "loser": loser,
        "cup": f"{chance.choice(CITIES)} {chance.choice(('Cup', 'Open', 'Trophy', 'Championship', 'Series'))}",
        "score": f"{scored}-{chance.randint(0, scored - 1)}",
        "place": chance.choice(CITIES),
        "name": person(chance),
        "count": chance.choice(("third", "second", "fifth", "record 12th", "first")),
    }


def _prize(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "name": person(chance),
        "rival": person(chance),
        "work": chance.choice(WORKS),
        "prize": f"{chance.choice(LAST_NAMES)} {chance.choice(('Prize', 'Award', 'Medal'))}",
        "place": chance.choice(CITIES),
        "money": f"${chance.randint(2, 90)},000",
        "age": str(chance.randint(19, 88)),
    }


def _event(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "event": chance.choice(("summit", "festival", "climate conference", "trade fair", "peace talks", "election")),
        "group": chance.choice(ORGANISATIONS),
        "place": chance.choice(CITIES),
        "former_place": chance.choice(CITIES),
        "guests": f"{chance.randint(2, 90) * 50:,}",
        "name": person(chance),
    }


def _flight(chance: random.Random) -> dict[str, str]:
    origin, goal, landed = chance.sample(CITIES, 3)
    return {
        **times(chance),
        "airline": chance.choice(("Air ", ""))
        + chance.choice(LAST_NAMES)
        + chance.choice((" Airlines", " Airways", " Air")),
        "origin": origin,
        "goal": goal,
        "place": landed,
        "aboard": str(chance.randint(40, 320)),
        "cause": chance.choice(
            (
                "a crack in a window",
                "smoke in the cabin",
                "a bird strike",
                "a fuel leak",
                "a burst tire",
                "a bomb threat",
            )
        ),
    }


#: Kind of fact -> how one is made up.
MAKERS: dict[str, Callable[[random.Random], dict[str, str]]] = {
    "office": _office,
    "post": _post,
    "rate": _rate,
    "toll": _toll,
    "deal": _deal,
    "match": _match,
    "prize": _prize,
    "event": _event,
    "flight": _flight,
}
