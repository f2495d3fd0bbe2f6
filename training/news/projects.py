"""Made-up news of rockets, and of bridges and what a ticket for them costs."""

from __future__ import annotations

import random

from training.news.kinds import Kind, count, fee, person, times
from training.news.words import CITIES, COUNTRIES, DELAYS, LAST_NAMES, MISSIONS, ORGANISATIONS


def _launch(chance: random.Random) -> dict[str, str]:
    goal, origin = chance.sample(("the moon", "Mars", "the space station", "Venus", "Titan", "an asteroid"), 2)
    return {
        **times(chance),
        "mission": chance.choice(MISSIONS),
        "owner": chance.choice((chance.choice(COUNTRIES)[0], chance.choice(ORGANISATIONS))),
        "goal": goal,
        "origin": origin,
        "new_day": f"{chance.choice(('in May', 'on June 18', 'on March 2', 'in October', 'on July 30', 'in 2027'))}",
        "delay": chance.choice(DELAYS),
        "crew": chance.choice(("two", "three", "four", "seven")),
        "name": person(chance),
        "days": str(chance.randint(3, 400)),
        "cost": f"${chance.randint(2, 900)} million",
        "place": chance.choice(CITIES),
        "weight": f"{chance.randint(2, 900)} {chance.choice(('kilograms', 'pounds', 'tons'))}",
    }


def _works(chance: random.Random) -> dict[str, str]:
    thing = chance.choice(("Bridge", "Tunnel", "Ferry", "Tram", "Stadium", "Museum", "Zoo", "Expressway", "Tower"))
    return {
        **times(chance),
        "thing": f"the {chance.choice((*LAST_NAMES, *CITIES))} {thing}",
        "fee": fee(chance),
        "child_fee": fee(chance),
        "old_fee": fee(chance),
        "cost": f"${chance.randint(2, 900)} {chance.choice(('million', 'billion'))}",
        "planned_cost": f"${chance.randint(2, 900)} million",
        "users": count(chance),
        "length": f"{chance.randint(2, 90)} {chance.choice(('miles', 'kilometers'))}",
        "height": f"{chance.randint(60, 900)} {chance.choice(('feet', 'meters'))}",
        "builder": chance.choice(ORGANISATIONS),
        "name": person(chance),
        "place": chance.choice(CITIES),
        "years": chance.choice(("two years", "six years", "18 months", "a decade", "four years")),
    }


PROJECTS = {
    "launch": Kind(
        _launch,
        (
            "{owner} put off the launch of {mission} from {weekday} until a new attempt {new_day} because of {delay}.",
            "{mission}, a {cost} mission to {goal}, will now lift off {new_day}, {owner} said.",
            "{owner} launched {mission} to {goal} with {crew} people on board.",
            "The {mission} mission of {owner} is to bring back {weight} of rock from {goal}.",
            "{mission} is to spend {days} days at {goal}, said {name}, who leads the mission.",
            "{name}, commander of {mission}, {does}.",
            "The launch of {mission} was delayed by {delay}.",
            "An earlier mission of {owner} flew to {origin} in {month}.",
            "+ The crew of {crew} is led by {name}.",
            "+ It is to land at {goal} after {days} days.",
            "+ An earlier delay was caused by {delay}.",
        ),
        (
            ("Where is {mission} going?", "goal"),
            ("When will {mission} be launched?", "new_day"),
            ("Why was the launch of {mission} delayed?", "delay"),
            ("How many people are aboard {mission}?", "crew"),
            ("Who commands {mission}?", "name"),
            ("How much does the {mission} mission cost?", "cost"),
            ("Who launched {mission}?", "owner"),
            ("How long will {mission} stay at {goal}?", "days"),
            ("What is the name of {owner}'s mission to {goal}?", "mission"),
            ("How much rock is {mission} to bring back?", "weight"),
        ),
    ),
    "works": Kind(
        _works,
        (
            "{thing}, which cost {cost} to build, opens in {place} on {day}.",
            "A single ticket for {thing} will cost {fee}, or {child_fee} for children.",
            "Drivers and visitors will pay {fee} for {thing}, up from {old_fee}.",
            "The price of {thing} for users goes from {old_fee} to {fee} on {day}.",
            "{builder} built {thing} in {years} for {cost}, twice the {planned_cost} that was planned.",
            "Some {users} people a day use {thing}, said {name}, its manager.",
            "{thing}, {length} long, took {years} to build.",
            "{name}, who designed {thing}, {does}.",
            "Work on {thing} in {place}, {height} high, began in {month}.",
            "+ A ticket costs {fee}, and children pay {child_fee}.",
            "+ It cost {cost}, and {users} people are expected each day.",
            "+ It was planned at {planned_cost}.",
        ),
        (
            ("How much did {thing} cost to build?", "cost"),
            ("What was the cost of {thing}?", "cost"),
            ("How much does a ticket for {thing} cost?", "fee"),
            ("How much do people have to pay to use {thing}?", "fee"),
            ("What do children pay for {thing}?", "child_fee"),
            ("How much did a ticket for {thing} cost before?", "old_fee"),
            ("When does {thing} open?", "day"),
            ("Who built {thing}?", "builder"),
            ("How many people a day use {thing}?", "users"),
            ("How long is {thing}?", "length"),
            ("How long did it take to build {thing}?", "years"),
            ("Who designed {thing}?", "name"),
            ("How high is {thing}?", "height"),
            ("How much was {thing} meant to cost?", "planned_cost"),
        ),
    ),
}
