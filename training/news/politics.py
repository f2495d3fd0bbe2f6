"""Made-up news of offices, elections, laws, polls, candidates and what politicians said."""

from __future__ import annotations

import random

from training.news.kinds import Kind, count, money, percent, person, times
from training.news.words import CITIES, COUNTRIES, LAWS, OFFICES, PARTIES, POLLSTERS, SAYINGS


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


def _vote(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    seats = chance.randint(20, 150)
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "name": person(chance),
        "rival": person(chance),
        "party": chance.choice(PARTIES),
        "share": percent(chance, 35, 70),
        "rival_share": percent(chance, 10, 45),
        "turnout": percent(chance, 40, 90),
        "seats": str(seats),
        "all_seats": str(seats + chance.randint(30, 300)),
    }


def _law(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "law": chance.choice(LAWS),
        "for_votes": str(chance.randint(151, 400)),
        "against_votes": str(chance.randint(20, 150)),
        "sponsor": person(chance),
        "critic": person(chance),
        "party": chance.choice(PARTIES),
        "fine": money(chance),
        "year": str(chance.randint(2025, 2035)),
    }


def _poll(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "name": person(chance),
        "rival": person(chance),
        "third": person(chance),
        "share": percent(chance, 41, 60),
        "rival_share": percent(chance, 20, 40),
        "third_share": percent(chance, 2, 19),
        "pollster": chance.choice(POLLSTERS),
        "asked": count(chance),
        "margin": f"{chance.choice(('two', 'three', '2.5', '3.1', 'four'))} percentage points",
        "undecided": percent(chance, 3, 18),
    }


def _nominee(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "party": chance.choice(PARTIES),
        "office": chance.choice(OFFICES),
        "name": person(chance),
        "chooser": person(chance),
        "rival": person(chance),
        "mate": person(chance),
        "home": chance.choice(CITIES),
        "age": str(chance.randint(35, 82)),
    }


def _words(chance: random.Random) -> dict[str, str]:
    place, adjective = chance.choice(COUNTRIES)
    first, second = chance.sample(SAYINGS, 2)
    return {
        **times(chance),
        "place": place,
        "adjective": adjective,
        "name": person(chance),
        "other": person(chance),
        "office": chance.choice(OFFICES),
        "saying": first,
        "reply": second,
        "city": chance.choice(CITIES),
        "topic": chance.choice(
            ("the border plan", "the budget", "the new tariffs", "the ceasefire", "the dam", "the vote")
        ),
    }


POLITICS = {
    "office": Kind(
        _office,
        (
            "{adjective} {Office} {name} {does}.",
            "{name}, {place}'s {office}, {does}.",
            "{place}'s {office}, {name}, {does}.",
            "{Office} {name} of {place} {does}.",
            "In {place}, {Office} {name} {does}.",
            "{name}, the {adjective} {office}, {does}.",
            "{name} became {place}'s {office} in {month} after {former} resigned.",
            "{name} was sworn in as {office} of {place} on {weekday}, succeeding {former}.",
            "{name}, who replaced {former} as {adjective} {office} in {month}, {does}.",
            "New {adjective} {Office} {name} {does}, a week after taking over from {former}.",
            "A spokesman for {name}, the {office} of {place}, {does}.",
            "{adjective} {Office} {name} and a delegation arrived on {weekday}.",
            "Former {adjective} {Office} {former} {does}.",
            "{former}, a former {office} of {place}, {does}.",
            "{former} stepped down as {place}'s {office} in {month}.",
            "{place} named {name} {office} on {weekday}.",
            "The meeting was attended by {name}, {place}'s {office} since {month}.",
        ),
        (
            ("Who is the {office} of {place}?", "name"),
            ("Who is {place}'s {office}?", "name"),
            ("Who is the {adjective} {office}?", "name"),
            ("Who is the current {office} of {place}?", "name"),
            ("What is the name of the {adjective} {office}?", "name"),
            ("Which politician is {place}'s {office}?", "name"),
            ("Who is {place}'s new {office}?", "name"),
            ("Who did {name} succeed as {office}?", "former"),
            ("Who was {name}'s predecessor as {adjective} {office}?", "former"),
            ("Who replaced {former} as {adjective} {office}?", "name"),
            ("Who is the former {adjective} {office}?", "former"),
            ("{name} is {office} of which country?", "place"),
            ("Which post does {name} hold in {place}?", "office"),
            ("When did {name} become {office}?", "month"),
        ),
        ("Who replaced {name} as {adjective} {office}?", "Who did {former} succeed as {office}?"),
    ),
    "vote": Kind(
        _vote,
        (
            "{name} won the {adjective} election with {share} of the vote, against {rival_share} for {rival}.",
            "{rival} conceded defeat to {name} in the election in {place}.",
            "{name}'s {party} won {seats} of the {all_seats} seats in the {adjective} parliament.",
            "Turnout in the election in {place} was {turnout}, the commission said.",
            "{name} took {share} in {place}, while {rival} got {rival_share}.",
            "{party}, led by {name}, lost its majority in {place}: it holds {seats} seats now.",
            "{name} will be sworn in as {place}'s leader on {day}.",
            "+ Turnout was {turnout}.",
            "+ The runner-up, {rival}, {does}.",
            "+ The party has {seats} of {all_seats} seats.",
        ),
        (
            ("Who won the election in {place}?", "name"),
            ("Who won the {adjective} election?", "name"),
            ("Who lost the election in {place}?", "rival"),
            ("Who came second in the {adjective} election?", "rival"),
            ("What share of the vote did {name} win?", "share"),
            ("What share of the vote did {rival} get?", "rival_share"),
            ("What was the turnout in {place}'s election?", "turnout"),
            ("How many seats did {party} win in {place}?", "seats"),
            ("How many seats are there in the {adjective} parliament?", "all_seats"),
            ("Which party does {name} lead?", "party"),
        ),
        ("Who conceded defeat to {rival}?", "Which party does {rival} lead?"),
    ),
    "law": Kind(
        _law,
        (
            "{place}'s parliament voted {for_votes} to {against_votes} on {weekday} to {law}.",
            "{place} will {law} from {year} under a bill passed on {weekday}.",
            "A bill by {sponsor} of {party} to {law} passed in {place} by {for_votes} votes to {against_votes}.",
            "{adjective} lawmakers approved a plan to {law}, {for_votes} to {against_votes}.",
            "{critic}, who voted against the bill to {law}, {does}.",
            "Those who break the {adjective} law face fines of up to {fine}.",
            "{sponsor}, who wrote the {adjective} bill to {law}, {does}.",
            "{critic} said that the {adjective} plan to {law} went too far.",
            "+ It takes effect in {month} {year}.",
            "+ {party} had pushed for the measure for years.",
            "+ Offenders face fines of up to {fine}.",
        ),
        (
            ("What did {place}'s parliament vote to do?", "law"),
            ("Which country will {law}?", "place"),
            ("How many lawmakers voted for the {adjective} bill?", "for_votes"),
            ("How many votes were there against the bill in {place}?", "against_votes"),
            ("Who wrote the bill to {law} in {place}?", "sponsor"),
            ("Which party does {sponsor} belong to?", "party"),
            ("When will {place} {law}?", "year"),
            ("How high are the fines under the {adjective} law?", "fine"),
            ("Who opposed the {adjective} bill to {law}?", "critic"),
        ),
    ),
    "poll": Kind(
        _poll,
        (
            "{name} leads {rival} {share} to {rival_share} in a {pollster} poll of {asked} voters in {place}.",
            "{share} of {adjective} voters back {name}, against {rival_share} for {rival}, {pollster} found.",
            "{rival} trails {name} in {place} with {rival_share}, and {third} has {third_share}.",
            "A survey by {pollster} puts support for {third} in {place} at {third_share}.",
            "{undecided} of voters in {place} have not made up their minds, the {pollster} survey says.",
            "The {pollster} poll of {asked} people in {place} has a margin of error of {margin}.",
            "In {last_month} {name} had been behind {rival} in {place}.",
            "+ {third} is third with {third_share}.",
            "+ {undecided} are undecided.",
            "+ The margin of error is {margin}.",
        ),
        (
            ("What share of {adjective} voters support {name}?", "share"),
            ("What percentage does {rival} have in the poll in {place}?", "rival_share"),
            ("Who leads the polls in {place}?", "name"),
            ("Who is ahead in the {pollster} poll in {place}?", "name"),
            ("Which pollster found {name} ahead of {rival}?", "pollster"),
            ("How many people did {pollster} ask in {place}?", "asked"),
            ("How many voters in {place} are undecided?", "undecided"),
            ("What is the margin of error of the {pollster} poll in {place}?", "margin"),
            ("How much support does {third} have in {place}?", "third_share"),
        ),
    ),
    "nominee": Kind(
        _nominee,
        (
            "{chooser} chose {name} as {adjective} {office} on {weekday}.",
            "{chooser} picked {name}, {age}, to be {place}'s next {office}.",
            "{name} was nominated for {office} of {place} by {chooser}.",
            "{party} named {name} its candidate for {office} in {place}, ahead of {rival}.",
            "{name}, the candidate of {party} in {place}, chose {mate} as running mate.",
            "{rival} ended the campaign to become {place}'s {office} and endorsed {name}.",
            "{name} accepted the nomination of {party} in {home} on {weekday}.",
            "{name} must still be confirmed as {adjective} {office}.",
            "+ {name}, {age}, lives in {home}.",
            "+ {rival} had also sought the nomination.",
        ),
        (
            ("Who did {chooser} choose as {adjective} {office}?", "name"),
            ("Who nominated {name} as {office}?", "chooser"),
            ("Who is the candidate of {party} in {place}?", "name"),
            ("Who is {name}'s running mate?", "mate"),
            ("Who is the nominee for {office} of {place}?", "name"),
            ("Which party nominated {name}?", "party"),
            ("Which post was {name} nominated for?", "office"),
            ("Who dropped out and endorsed {name}?", "rival"),
            ("Where did {name} accept the nomination?", "home"),
            ("How old is {name}?", "age"),
        ),
        ("Who did {name} choose as {adjective} {office}?", "Who nominated {chooser}?", "Who did {name} endorse?"),
    ),
    "words": Kind(
        _words,
        (
            "“{saying},” {adjective} {office} {name} said of {topic} on {weekday}.",
            "{name}, {place}'s {office}, called {topic} “{saying}.”",
            "{topic} is “{saying},” {name} told reporters in {city}.",
            "{other} answered that {topic} was “{reply}.”",
            "{other}, who disagrees with {name}, said of {topic}: “{reply}.”",
            "Asked about {topic}, {name} {does}.",
            "+ {other} called it “{reply}.”",
            "+ {name} spoke in {city}.",
        ),
        (
            ("What did {name} call {topic}?", "saying"),
            ("Who called {topic} “{saying}”?", "name"),
            ("How did {name} describe {topic}?", "saying"),
            ("Who said that {topic} was “{saying}”?", "name"),
            ("What did {other} say about {topic}?", "reply"),
            ("Where did {name} speak about {topic}?", "city"),
            ("Which {adjective} official spoke about {topic}?", "name"),
        ),
    ),
}
