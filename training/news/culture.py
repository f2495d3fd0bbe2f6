"""Made-up news of prizes, deaths, films, studies and events."""

from __future__ import annotations

import random

from training.news.kinds import Kind, count, money, person, times
from training.news.words import CITIES, FINDINGS, ILLNESSES, JOURNALS, LAST_NAMES, ORGANISATIONS, WORKS


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


def _obituary(chance: random.Random) -> dict[str, str]:
    work, last_work = chance.sample(WORKS, 2)
    return {
        **times(chance),
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


def _film(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "film": chance.choice(WORKS),
        "director": person(chance),
        "star": person(chance),
        "other": person(chance),
        "part": chance.choice(("a spy", "a baker", "Queen Anne", "a pilot", "a jazz singer", "a lighthouse keeper")),
        "takings": f"${chance.randint(2, 300)} million",
        "budget": f"${chance.randint(2, 300)} million",
        "weekend": f"${chance.randint(2, 90)}.{chance.randint(1, 9)} million",
        "studio": chance.choice(ORGANISATIONS),
        "awards": chance.choice(("two", "three", "five", "seven", "11")),
    }


def _study(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "university": f"the University of {chance.choice(CITIES)}",
        "finding": chance.choice(FINDINGS),
        "journal": chance.choice(JOURNALS),
        "author": person(chance),
        "people": count(chance),
        "years": str(chance.randint(2, 40)),
        "cost": money(chance),
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


CULTURE = {
    "prize": Kind(
        _prize,
        (
            "{name} won the {prize} for “{work}” on {weekday}.",
            "The {prize} went to {name}, {age}, for “{work}.”",
            "“{work},” by {name}, was awarded the {prize} in {place}.",
            "{name}, the author of “{work},” will get {money} with the {prize}.",
            "{name} beat the favorite, {rival}, to the {prize}.",
            "{rival} had been tipped to win the {prize}, which is worth {money}.",
            "At a ceremony in {place}, {name} accepted the {prize}.",
            "{name}, at {age} the oldest winner of the {prize}, {does}.",
            "The {prize} was given to {rival} last year.",
        ),
        (
            ("Who won the {prize}?", "name"),
            ("Who was awarded the {prize}?", "name"),
            ("Which book won the {prize}?", "work"),
            ("What did {name} win the {prize} for?", "work"),
            ("How much money does the winner of the {prize} get?", "money"),
            ("Where was the {prize} awarded?", "place"),
            ("Who wrote “{work}”?", "name"),
            ("How old is {name}?", "age"),
            ("Which prize did {name} win?", "prize"),
            ("Who was the favorite for the {prize}?", "rival"),
        ),
    ),
    "obituary": Kind(
        _obituary,
        (
            "{name}, the author of “{work},” died on {weekday} at the age of {age}.",
            "{name}, who wrote “{work},” has died in {place} at {age}.",
            "{name} died of {cause} at home in {place}, a family spokesman said.",
            "The writer {name}, {age}, died on {weekday} of {cause}.",
            "{name} is survived by a wife, {spouse}, and {children} children.",
            "{name}, born in {birthplace}, won the {prize} for “{work}.”",
            "{name}'s last book, “{last_work},” will appear in {month}.",
            "+ The cause was {cause}.",
            "+ The writer, who was {age}, leaves {children} children.",
            "+ The novel won the {prize} and sold {copies} copies.",
        ),
        (
            ("How old was {name}?", "age"),
            ("How old was {name} at death?", "age"),
            ("What did {name} die of?", "cause"),
            ("What was the cause of {name}'s death?", "cause"),
            ("Where did {name} die?", "place"),
            ("Who wrote “{work}”?", "name"),
            ("Which prize did {name} win?", "prize"),
            ("Who was {name} married to?", "spouse"),
            ("How many children did {name} have?", "children"),
            ("What is the title of {name}'s last book?", "last_work"),
            ("Where was {name} born?", "birthplace"),
        ),
    ),
    "film": Kind(
        _film,
        (
            "“{film},” directed by {director}, took in {weekend} in its first weekend.",
            "{star} plays {part} in “{film},” a film by {director}.",
            "{director}'s “{film},” with {star} and {other}, has earned {takings} worldwide.",
            "“{film}” cost {studio} {budget} and has made {takings}.",
            "“{film}” won {awards} awards, among them one for {star} as {part}.",
            "{other} turned down the part of {part} in “{film},” which went to {star}.",
            "{studio} will show “{film}” from {day}.",
            "+ It cost {budget} to make.",
            "+ {star} plays {part}, and {other} has a small part.",
            "+ It opened with {weekend}.",
        ),
        (
            ("Who directed “{film}”?", "director"),
            ("Who plays {part} in “{film}”?", "star"),
            ("Who stars in “{film}”?", "star"),
            ("How much did “{film}” make in its first weekend?", "weekend"),
            ("How much has “{film}” earned worldwide?", "takings"),
            ("What was the budget of “{film}”?", "budget"),
            ("Which studio made “{film}”?", "studio"),
            ("How many awards did “{film}” win?", "awards"),
            ("Which film did {director} direct?", "film"),
            ("What part does {star} play in “{film}”?", "part"),
            ("When does “{film}” open?", "day"),
        ),
        ("Which film did {star} direct?", "Who did {director} play in “{film}”?"),
    ),
    "study": Kind(
        _study,
        (
            "Researchers at {university} found {finding}, according to a study published in {journal}.",
            "{author} of {university}, the lead author of the study on {finding}, {does}.",
            "“This was a surprise,” said {author}, who led the work on {finding}.",
            "The study on {finding}, in {journal}, followed {people} people for {years} years.",
            "A team led by {author} at {university} reported {finding} after {years} years of work.",
            "{author}, whose team found {finding}, {does}.",
            "+ The study of {people} people appeared in {journal}.",
            "+ {author}, the lead author, {does}.",
            "+ The work cost {cost} and took {years} years.",
        ),
        (
            ("Who is the lead author of the study on {finding}?", "author"),
            ("Who led the research that found {finding}?", "author"),
            ("Which journal published the study on {finding}?", "journal"),
            ("Which university found {finding}?", "university"),
            ("How many people took part in the study on {finding}?", "people"),
            ("How many years did the study on {finding} take?", "years"),
            ("How much did the research on {finding} cost?", "cost"),
            ("What did {author} find?", "finding"),
        ),
    ),
    "event": Kind(
        _event,
        (
            "{group} will hold its {event} in {place} on {day}.",
            "The {event} of {group} opens in {place} on {day} with {guests} guests.",
            "{group} moved its {event} from {former_place} to {place}.",
            "{place} will host the {event} of {group}, which was held in {former_place} last year.",
            "{guests} people came to the {event} of {group} in {place}.",
            "The {event} of {group} was put off until {day}.",
            "{group} picked {name} to lead its {event} in {place}.",
            "The last {event} of {group}, in {former_place}, drew {guests} people.",
            "{name}, who organizes the {event} of {group}, {does}.",
        ),
        (
            ("Where will the {event} of {group} be held?", "place"),
            ("Which city hosts the {event} of {group}?", "place"),
            ("When does the {event} of {group} begin?", "day"),
            ("When is the {event} of {group}?", "day"),
            ("How many people came to the {event} of {group}?", "guests"),
            ("Where was the {event} of {group} held before?", "former_place"),
            ("Who leads the {event} of {group}?", "name"),
            ("Who is holding the {event} in {place}?", "group"),
        ),
    ),
}
