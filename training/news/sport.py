"""Made-up news of matches, races and records."""

from __future__ import annotations

import random

from training.news.kinds import Kind, money, person, times
from training.news.words import CITIES, COUNTRIES, EVENTS_OF_SPORT, TEAMS


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


def _race(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
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
        "money": money(chance),
        "city": chance.choice(CITIES),
        "age": str(chance.randint(19, 40)),
    }


def _record(chance: random.Random) -> dict[str, str]:
    minutes = chance.randint(2, 58)
    return {
        **times(chance),
        "name": person(chance),
        "holder": person(chance),
        "sport": chance.choice(EVENTS_OF_SPORT),
        "time": f"{minutes}:{chance.randint(10, 59)}.{chance.randint(10, 99)}",
        "old_time": f"{minutes}:{chance.randint(10, 59)}.{chance.randint(10, 99)}",
        "place": chance.choice(CITIES),
        "country": chance.choice(COUNTRIES)[0],
        "year": str(chance.randint(1980, 2023)),
        "age": str(chance.randint(15, 44)),
        "coach": person(chance),
        "medals": chance.choice(("two", "three", "four", "five", "nine")),
    }


SPORT = {
    "match": Kind(
        _match,
        (
            "{winner} beat {loser} {score} in the final of the {cup} in {place} on {weekday}.",
            "{winner} won the {cup}, its {count} title, with a {score} victory over {loser}.",
            "{loser} lost the {cup} final {score} to {winner}.",
            "{name} scored twice as {winner} defeated {loser} {score} to win the {cup}.",
            "{winner} are champions of the {cup} after {name} sealed a {score} win over {loser} in {place}.",
            "{winner} lifted the {cup} for the {count} time.",
            "{loser} coach {name} {does} after the {score} defeat by {winner} in the {cup}.",
            "The {cup} in {place} ended with {winner} ahead of {loser}.",
            "{loser} had beaten everyone on the way to the {cup} final in {place}.",
        ),
        (
            ("Who won the {cup}?", "winner"),
            ("Which team won the {cup}?", "winner"),
            ("Who did {winner} beat in the {cup} final?", "loser"),
            ("Who lost the final of the {cup}?", "loser"),
            ("What was the score of the {cup} final?", "score"),
            ("Where was the {cup} final played?", "place"),
            ("Which competition did {winner} win against {loser}?", "cup"),
            ("Who scored for {winner} in the {cup}?", "name"),
            ("Who beat {loser} in the {cup}?", "winner"),
        ),
        ("Who beat {winner} in the {cup}?", "Who did {loser} beat in the {cup}?", "Who lost to {loser}?"),
    ),
    "race": Kind(
        _race,
        (
            "{winner} won the {race} on {weekday}, {gap} ahead of {second}.",
            "{winner}, {age}, took the {race} ahead of {second} and {third}.",
            "{second} finished second and {third} third in the {race}, won by {winner}.",
            "Defending champion {champion} came {rank} in the {race}.",
            "{champion}, who won the {race} last year, came {rank}.",
            "{woman} won the women's race of the {race}.",
            "In the women's {race}, {woman} beat {second_woman}.",
            "{winner} becomes the first winner of the {race} from {place} and gets {money}.",
            "The next {race} starts in {city} on {day}.",
            "+ {second} was second, {gap} behind, and {third} third.",
            "+ {woman} won among the women.",
            "+ The winner gets {money}.",
        ),
        (
            ("Who won the {race}?", "winner"),
            ("Who finished second in the {race}?", "second"),
            ("Who came second in the {race}?", "second"),
            ("Who came third in the {race}?", "third"),
            ("Who won the women's {race}?", "woman"),
            ("Which woman won the {race}?", "woman"),
            ("Who is the defending champion of the {race}?", "champion"),
            ("How much prize money does the winner of the {race} get?", "money"),
            ("Where does the next {race} start?", "city"),
            ("How far ahead of {second} was {winner}?", "gap"),
            ("Who won last year's {race}?", "champion"),
        ),
        ("How far behind {second} was {winner}?",),
    ),
    "record": Kind(
        _record,
        (
            "{name} of {country} broke the world record in {sport} in {place} with a time of {time}.",
            "{name}, {age}, set a world record of {time} in {sport}, beating the {old_time} of {holder} from {year}.",
            "{holder}, whose record of {old_time} in {sport} had stood since {year}, {does}.",
            "{name}'s coach, {coach}, {does}.",
            "{name} won {medals} medals in {place}, one of them in {sport}.",
            "The old record in {sport}, {old_time}, was held by {holder}.",
            "+ The old record, {old_time}, was set by {holder} in {year}.",
            "+ It was {name}'s first record.",
            "+ “I cannot believe it,” said the coach, {coach}.",
        ),
        (
            ("Who broke the world record in {sport}?", "name"),
            ("Who holds the world record in {sport}?", "name"),
            ("What is the new world record in {sport}?", "time"),
            ("What was the old record in {sport}?", "old_time"),
            ("Whose record in {sport} did {name} break?", "holder"),
            ("Where did {name} set the record?", "place"),
            ("Which country is {name} from?", "country"),
            ("Who coaches {name}?", "coach"),
            ("How many medals did {name} win in {place}?", "medals"),
            ("How old is {name}?", "age"),
        ),
        ("Whose record in {sport} did {holder} break?", "Who does {name} coach?"),
    ),
}
