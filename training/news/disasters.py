"""Made-up news of tolls, storms, earthquakes, fires, outbreaks and flights."""

from __future__ import annotations

import random

from training.news.kinds import Kind, count, hedge, money, percent, person, times
from training.news.words import CITIES, COUNTRIES, DISEASES, KINDS_OF_DISASTER, LAST_NAMES, STORMS


def _toll(chance: random.Random) -> dict[str, str]:
    small = chance.random() < 0.3
    dead = chance.randint(3, 9) if small else chance.choice((chance.randint(10, 400), chance.randint(1000, 30000)))
    words = ("three", "four", "five", "six", "seven", "eight", "nine")
    return {
        **times(chance),
        "place": chance.choice((chance.choice(CITIES), chance.choice(COUNTRIES)[0])),
        "disaster": chance.choice(KINDS_OF_DISASTER),
        "dead": words[dead - 3] if small and chance.random() < 0.6 else f"{dead:,}",
        "dead_before": f"{max(1, dead - chance.randint(1, dead)):,}",
        "injured": f"{dead + chance.randint(2, 900):,}",
        "missing": f"{chance.randint(2, 90)}",
        "homeless": f"{chance.randint(2, 90)},000",
        "hedge": chance.choice(("at least ", "more than ", "about ", "nearly ", "some ", "", "")),
        "official": person(chance),
    }


def _storm(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "storm": chance.choice(STORMS),
        "place": chance.choice(CITIES),
        "wind": f"{chance.randint(75, 180)} {chance.choice(('mph', 'miles an hour', 'kilometers an hour'))}",
        "category": str(chance.randint(1, 5)),
        "homes": count(chance),
        "evacuated": count(chance),
        "dead": str(chance.randint(2, 140)),
        "missing": str(chance.randint(2, 60)),
        "rain": f"{chance.randint(3, 30)} inches",
        "damage": money(chance),
        "official": person(chance),
    }


def _quake(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "place": chance.choice(CITIES),
        "magnitude": f"{chance.randint(4, 8)}.{chance.randint(0, 9)}",
        "depth": f"{chance.randint(3, 90)} {chance.choice(('kilometers', 'miles', 'km'))}",
        "distance": f"{chance.randint(3, 90)} miles",
        "hour": f"{chance.randint(1, 12)}:{chance.randint(10, 59)} {chance.choice(('a.m.', 'p.m.'))}",
        "country": chance.choice(COUNTRIES)[0],
        "aid": money(chance),
        "year": str(chance.randint(1900, 2019)),
        "dead": count(chance),
        "old_dead": count(chance),
        "houses": count(chance),
        "official": person(chance),
    }


def _wildfire(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "fire": f"the {chance.choice(LAST_NAMES)} Fire",
        "place": chance.choice(CITIES),
        "hedge": hedge(chance),
        "acres": count(chance),
        "contained": percent(chance, 2, 98),
        "homes": str(chance.randint(2, 900)),
        "evacuated": count(chance),
        "dead": str(chance.randint(2, 60)),
        "crews": count(chance),
        "cause": chance.choice(("lightning", "a campfire", "a fallen power line", "arson", "fireworks", "a train")),
        "official": person(chance),
        "damage": money(chance),
    }


def _outbreak(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "disease": chance.choice(DISEASES),
        "hedge": hedge(chance),
        "cases": count(chance),
        "cases_before": count(chance),
        "deaths": str(chance.randint(2, 300)),
        "doses": count(chance),
        "region": chance.choice(CITIES),
        "official": person(chance),
        "source": chance.choice(("a poultry farm", "a well", "a wedding", "raw milk", "a bakery", "imported lettuce")),
        "year": str(chance.randint(1970, 2020)),
        "schools": str(chance.randint(2, 200)),
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


DISASTERS = {
    "toll": Kind(
        _toll,
        (
            "The death toll from the {disaster} in {place} has risen to {hedge}{dead}, officials said on {weekday}.",
            "{hedge}{dead} people have died in the {disaster} in {place}, up from {dead_before} a day earlier.",
            "A {disaster} in {place} killed {hedge}{dead} people and injured {injured}.",
            "The {disaster} left {hedge}{dead} dead and {missing} missing in {place}.",
            "{hedge}{dead} people were killed and {injured} wounded in the {disaster} in {place}, {official} said.",
            "The {place} {disaster}, which killed {hedge}{dead} and left {homeless} homeless, was the worst in years.",
            "In {place}, {injured} people were taken to hospital after the {disaster}; {hedge}{dead} of them died.",
            "Rescuers in {place} are still looking for {missing} people after the {disaster}.",
            "The {disaster} in {place} drove {homeless} people from their homes.",
            "Earlier reports had put the number of dead in the {place} {disaster} at {dead_before}.",
            "Authorities in {place} raised the number killed in the {disaster} from {dead_before} to {dead}.",
            "{dead} deaths and {injured} injuries have been confirmed since the {disaster} hit {place} on {weekday}.",
        ),
        (
            ("How many people have died in the {disaster} in {place}?", "dead"),
            ("How many people were killed in the {place} {disaster}?", "dead"),
            ("What is the death toll of the {disaster} in {place}?", "dead"),
            ("How many people has the {disaster} in {place} killed?", "dead"),
            ("How many deaths were there in the {place} {disaster}?", "dead"),
            ("How many people were injured in the {disaster} in {place}?", "injured"),
            ("How many are missing after the {disaster} in {place}?", "missing"),
            ("How many people lost their homes in the {disaster} in {place}?", "homeless"),
            ("Where did the {disaster} kill {dead} people?", "place"),
            ("What killed {dead} people in {place}?", "disaster"),
        ),
    ),
    "storm": Kind(
        _storm,
        (
            "Hurricane {storm} made landfall near {place} on {weekday} with winds of {wind}.",
            "{storm}, a Category {category} storm, hit {place} and left {homes} homes without power.",
            "{evacuated} people were told to leave {place} before Hurricane {storm} arrived.",
            "At least {dead} people died when {storm} struck {place}, and {missing} were missing.",
            "Hurricane {storm} dropped {rain} of rain on {place}.",
            "The damage done by {storm} is put at {damage}, said {official} of the emergency agency.",
            "{official}, who heads the emergency agency in {place}, {does}.",
            "+ {homes} homes had no power.",
            "+ The storm killed {dead} people and did damage worth {damage}.",
            "+ Its winds reached {wind}.",
        ),
        (
            ("How many people did Hurricane {storm} kill?", "dead"),
            ("How many people died in {storm}?", "dead"),
            ("Where did Hurricane {storm} make landfall?", "place"),
            ("How strong were the winds of Hurricane {storm}?", "wind"),
            ("How many homes lost power in {storm}?", "homes"),
            ("How many people had to leave {place} because of {storm}?", "evacuated"),
            ("How much damage did {storm} do?", "damage"),
            ("Which hurricane hit {place}?", "storm"),
            ("Which category was Hurricane {storm}?", "category"),
            ("Who heads the emergency agency in {place}?", "official"),
            ("How much rain did {storm} bring?", "rain"),
        ),
    ),
    "quake": Kind(
        _quake,
        (
            "A magnitude {magnitude} earthquake shook {place} at {hour} on {weekday}, the survey said.",
            "The {magnitude}-magnitude quake in {place} struck at a depth of {depth}.",
            "The quake, {distance} north of {place}, had a magnitude of {magnitude} and killed {dead} people.",
            "{country} pledged {aid} in aid for {place} after the earthquake.",
            "{place} had not seen such an earthquake since {year}, when {old_dead} people died.",
            "{official}, head of the rescue service in {place}, {does}.",
            "The earthquake in {place} killed {dead} people and destroyed {houses} houses.",
            "+ It was the deadliest since {year}, when some {old_dead} people were killed.",
            "+ {houses} houses fell, and {dead} people were killed.",
            "+ {country} promised {aid}.",
        ),
        (
            ("What was the magnitude of the earthquake in {place}?", "magnitude"),
            ("How strong was the {place} earthquake?", "magnitude"),
            ("How deep was the earthquake in {place}?", "depth"),
            ("How many people did the earthquake in {place} kill?", "dead"),
            ("How many houses did the earthquake in {place} destroy?", "houses"),
            ("Which country promised aid to {place}?", "country"),
            ("How much aid did {country} pledge to {place}?", "aid"),
            ("When was the last earthquake like that in {place}?", "year"),
            ("Who heads the rescue service in {place}?", "official"),
            ("At what time did the earthquake hit {place}?", "hour"),
        ),
        ("How much aid did {place} pledge to {country}?",),
    ),
    "wildfire": Kind(
        _wildfire,
        (
            "{fire} near {place} has burned {hedge}{acres} acres and is {contained} contained.",
            "{fire} destroyed {homes} homes near {place} and forced {evacuated} people to flee.",
            "{crews} firefighters are battling {fire} near {place}, which was started by {cause}.",
            "{dead} people died in {fire}, said {official}, the fire chief in {place}.",
            "The cause of {fire} was {cause}, investigators said on {weekday}.",
            "{fire} did damage worth {damage}, insurers estimate.",
            "+ It was {contained} contained on {weekday}.",
            "+ {homes} homes burned down, and {dead} people died.",
            "+ {evacuated} people had to leave.",
        ),
        (
            ("How many acres has {fire} burned?", "acres"),
            ("How large is {fire}?", "acres"),
            ("How much of {fire} is contained?", "contained"),
            ("How many homes did {fire} destroy?", "homes"),
            ("How many people fled {fire}?", "evacuated"),
            ("What started {fire}?", "cause"),
            ("How many firefighters are fighting {fire}?", "crews"),
            ("How many people died in {fire}?", "dead"),
            ("How much damage did {fire} do?", "damage"),
            ("Who is the fire chief in {place}?", "official"),
        ),
    ),
    "outbreak": Kind(
        _outbreak,
        (
            "{place} has reported {hedge}{cases} cases of {disease} and {deaths} deaths since {month}.",
            "The number of {disease} cases in {place} rose to {cases} from {cases_before} a week ago.",
            "{deaths} people have died of {disease} in {place}, {official} of the health ministry said.",
            "The {adjective} outbreak of {disease} began in {region} and was traced to {source}.",
            "{doses} doses of a vaccine against {disease} arrived in {place} on {weekday}.",
            "{place} closed {schools} schools to slow the spread of {disease}.",
            "{official}, the {adjective} health official in charge of the {disease} outbreak, {does}.",
            "It is the worst outbreak of {disease} in {place} since {year}.",
            "+ {deaths} of the patients died.",
            "+ It was traced to {source} in {region}.",
            "+ There had been {cases_before} cases a week before.",
        ),
        (
            ("How many cases of {disease} are there in {place}?", "cases"),
            ("How many people in {place} have caught {disease}?", "cases"),
            ("How many people have died of {disease} in {place}?", "deaths"),
            ("Where did the {adjective} {disease} outbreak begin?", "region"),
            ("What was the source of the {disease} outbreak in {place}?", "source"),
            ("How many doses of {disease} vaccine did {place} get?", "doses"),
            ("How many schools did {place} close because of {disease}?", "schools"),
            ("Which disease is spreading in {place}?", "disease"),
            ("When did {place} last have such an outbreak of {disease}?", "year"),
        ),
    ),
    "flight": Kind(
        _flight,
        (
            "An {airline} flight from {origin} to {goal} landed in {place} on {weekday} because of {cause}.",
            "{airline} said a plane with {aboard} people on board was diverted to {place} after {cause}.",
            "The {airline} plane, bound for {goal}, turned back to {origin} with {aboard} passengers after {cause}.",
            "{aboard} people were aboard the {airline} jet that made an emergency landing in {place}.",
            "{cause} forced the {airline} flight to {goal} to land in {place}, the company said.",
            "{airline} has suspended flights between {origin} and {goal} until {day}.",
        ),
        (
            ("Which airline's plane made an emergency landing in {place}?", "airline"),
            ("Which airline suspended flights to {goal}?", "airline"),
            ("Where did the {airline} flight land?", "place"),
            ("How many people were on the {airline} plane?", "aboard"),
            ("Why did the {airline} flight land in {place}?", "cause"),
            ("Where was the {airline} flight going?", "goal"),
            ("Where did the {airline} flight come from?", "origin"),
        ),
    ),
}
