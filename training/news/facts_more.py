"""More kinds of made-up facts, for the sentences of ``news_templates_more.py``."""

from __future__ import annotations

import random
from collections.abc import Callable

from training.news_facts import person, times
from training.news_words import (
    CAUSES,
    CITIES,
    COUNTRIES,
    CRIMES,
    FINDINGS,
    ILLNESSES,
    JOURNALS,
    LAST_NAMES,
    ORGANISATIONS,
    PARTIES,
    STORMS,
    UNIONS,
    WORKS,
)


def _court(chance: random.Random) -> dict[str, str]:
    return {
        "place": chance.choice(CITIES),
        "defendant": person(chance),
        "judge": person(chance),
        "lawyer": person(chance),
        "prosecutor": person(chance),
        "crime": chance.choice(CRIMES),
        "term": _term(chance),
        "asked_term": _term(chance),
        "counts": str(chance.randint(2, 30)),
        "fine": _money(chance),
        "age": str(chance.randint(19, 88)),
    }


def _strike(chance: random.Random) -> dict[str, str]:
    union, company = chance.choice(UNIONS), chance.choice(ORGANISATIONS)
    return {
        "union": union,
        "company": company,
        "workers": _count(chance),
        "hedge": chance.choice(("", "about ", "some ", "more than ", "nearly ")),
        "demand": _percent(chance),
        "offer": _percent(chance),
        "agreed": _percent(chance),
        "leader": person(chance),
        "mediator": person(chance),
        "length": chance.choice((f"{chance.randint(2, 60)}-day", f"{chance.choice(('two', 'three', 'six'))}-week")),
        "for_votes": str(chance.randint(300, 900)),
        "against_votes": str(chance.randint(20, 290)),
        "cost": _money(chance),
    }


def _study(chance: random.Random) -> dict[str, str]:
    return {
        "university": f"the University of {chance.choice(CITIES)}",
        "finding": chance.choice(FINDINGS),
        "journal": chance.choice(JOURNALS),
        "author": person(chance),
        "people": _count(chance),
        "years": str(chance.randint(2, 40)),
        "cost": _money(chance),
    }


def _obituary(chance: random.Random) -> dict[str, str]:
    work, last_work = chance.sample(WORKS, 2)
    return {
        "name": person(chance),
        "work": work,
        "last_work": last_work,
        "age": str(chance.randint(45, 99)),
        "cause": chance.choice(ILLNESSES),
        "place": chance.choice(CITIES),
        "birthplace": chance.choice(CITIES),
        "spouse": person(chance),
        "children": chance.choice(("two", "three", "four", "five")),
        "prize": f"{chance.choice(LAST_NAMES)} {chance.choice(('Prize', 'Award', 'Medal'))}",
        "copies": f"{chance.randint(2, 30)} million",
    }


def _race(chance: random.Random) -> dict[str, str]:
    return {
        "race": f"{chance.choice(CITIES)} {chance.choice(('Marathon', 'Rally', 'Regatta', 'Classic', 'Grand Prix'))}",
        "winner": person(chance),
        "second": person(chance),
        "third": person(chance),
        "champion": person(chance),
        "woman": person(chance),
        "second_woman": person(chance),
        "gap": chance.choice((f"{chance.randint(2, 59)} seconds", f"{chance.choice(('two', 'three'))} minutes")),
        "rank": chance.choice(("fifth", "fourth", "seventh", "only tenth")),
        "place": chance.choice(COUNTRIES)[0],
        "money": _money(chance),
        "city": chance.choice(CITIES),
        "age": str(chance.randint(19, 40)),
    }


def _vote(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    seats = chance.randint(20, 150)
    return {
        "place": place,
        "adjective": adjective,
        "name": person(chance),
        "rival": person(chance),
        "party": chance.choice(PARTIES),
        "share": _percent(chance, 35, 70),
        "rival_share": _percent(chance, 10, 45),
        "turnout": _percent(chance, 40, 90),
        "seats": str(seats),
        "all_seats": str(seats + chance.randint(30, 300)),
    }


def _storm(chance: random.Random) -> dict[str, str]:
    return {
        "storm": chance.choice(STORMS),
        "place": chance.choice(CITIES),
        "wind": f"{chance.randint(75, 180)} {chance.choice(('mph', 'miles an hour', 'kilometers an hour'))}",
        "category": str(chance.randint(1, 5)),
        "homes": _count(chance),
        "evacuated": _count(chance),
        "dead": str(chance.randint(2, 140)),
        "missing": str(chance.randint(2, 60)),
        "rain": f"{chance.randint(3, 30)} inches",
        "damage": _money(chance),
        "official": person(chance),
    }


def _results(chance: random.Random) -> dict[str, str]:
    return {
        "company": chance.choice(ORGANISATIONS),
        "profit": _money(chance),
        "sales": _money(chance),
        "rose": chance.choice(("rose", "fell", "jumped", "dropped")),
        "change": _percent(chance),
        "shares": _percent(chance),
        "quarter": chance.choice(("first", "second", "third", "fourth")),
        "employees": _count(chance),
        "stores": str(chance.randint(5, 400)),
        "recalled": _count(chance),
        "cause": chance.choice(CAUSES),
        "place": chance.choice(CITIES),
        "name": person(chance),
        "year": str(chance.randint(1890, 2022)),
    }


def _quake(chance: random.Random) -> dict[str, str]:
    return {
        "place": chance.choice(CITIES),
        "magnitude": f"{chance.randint(4, 8)}.{chance.randint(0, 9)}",
        "depth": f"{chance.randint(3, 90)} {chance.choice(('kilometers', 'miles', 'km'))}",
        "distance": f"{chance.randint(3, 90)} miles",
        "hour": f"{chance.randint(1, 12)}:{chance.randint(10, 59)} {chance.choice(('a.m.', 'p.m.'))}",
        "country": chance.choice(COUNTRIES)[0],
        "aid": _money(chance),
        "year": str(chance.randint(1900, 2019)),
        "dead": _count(chance),
        "old_dead": _count(chance),
        "houses": _count(chance),
        "official": person(chance),
    }


def _with_times(make: Callable[[random.Random], dict[str, str]]) -> Callable[[random.Random], dict[str, str]]:
    return lambda chance: {**times(chance), **make(chance)}


def _count(chance: random.Random) -> str:
    return f"{chance.choice((chance.randint(12, 990), chance.randint(10, 99) * 100, chance.randint(2, 400) * 1000)):,}"


def _percent(chance: random.Random, low: int = 1, high: int = 30) -> str:
    value = chance.choice((str(chance.randint(low, high)), f"{chance.randint(low, high)}.{chance.randint(1, 9)}"))
    return value + chance.choice(("%", " percent", " per cent"))


def _money(chance: random.Random) -> str:
    amount = chance.choice((f"{chance.randint(1, 9)}.{chance.randint(1, 9)} million", f"{chance.randint(2, 900)},000"))
    return chance.choice((f"${amount}", f"{amount} euros", f"£{amount}", f"{amount} crowns"))


def _term(chance: random.Random) -> str:
    number = chance.choice(("two", "three", "four", "six", "eight", "12", "15", "20"))
    return f"{number} {chance.choice(('years', 'years', 'months'))}"


#: Kind of fact -> how one is made up.
MORE_MAKERS: dict[str, Callable[[random.Random], dict[str, str]]] = {
    "court": _with_times(_court),
    "strike": _with_times(_strike),
    "study": _with_times(_study),
    "obituary": _with_times(_obituary),
    "race": _with_times(_race),
    "vote": _with_times(_vote),
    "storm": _with_times(_storm),
    "results": _with_times(_results),
    "quake": _with_times(_quake),
}
