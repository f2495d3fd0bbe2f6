"""Made-up news of troops, arms, captives, trials and strikes."""

from __future__ import annotations

import random

from training.news.kinds import Kind, count, hedge, money, percent, person, times
from training.news.words import ARMS, CITIES, COUNTRIES, CRIMES, GROUPS, OFFICES, ORGANISATIONS, UNIONS


def _troops(chance: random.Random) -> dict[str, str]:
    (owner, adjective), (place, _) = chance.sample(COUNTRIES, 2)
    return {
        **times(chance),
        "owner": owner,
        "owner_adjective": adjective,
        "place": place,
        "hedge": hedge(chance),
        "troops": count(chance),
        "troops_before": count(chance),
        "more": count(chance),
        "base": chance.choice(CITIES),
        "commander": person(chance),
        "year": str(chance.randint(2015, 2027)),
        "killed": str(chance.randint(2, 40)),
    }


def _aid(chance: random.Random) -> dict[str, str]:
    (giver, adjective), (receiver, _) = chance.sample(COUNTRIES, 2)
    return {
        **times(chance),
        "giver": giver,
        "giver_adjective": adjective,
        "receiver": receiver,
        "aid": money(chance),
        "all_aid": f"${chance.randint(2, 90)} billion",
        "arms": chance.choice(ARMS),
        "number": str(chance.randint(2, 90)),
        "name": person(chance),
        "office": chance.choice(OFFICES),
    }


def _captives(chance: random.Random) -> dict[str, str]:
    (place, adjective), (mediator, _) = chance.sample(COUNTRIES, 2)
    return {
        **times(chance),
        "group": chance.choice(GROUPS),
        "place": place,
        "adjective": adjective,
        "mediator": mediator,
        "hedge": hedge(chance),
        "freed": str(chance.randint(2, 60)),
        "held": str(chance.randint(61, 250)),
        "prisoners": str(chance.randint(20, 400)),
        "days": str(chance.randint(2, 400)),
        "name": person(chance),
        "truce": chance.choice(("four days", "six weeks", "72 hours", "ten days", "a month")),
    }


def _court(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "place": chance.choice(CITIES),
        "defendant": person(chance),
        "judge": person(chance),
        "lawyer": person(chance),
        "prosecutor": person(chance),
        "crime": chance.choice(CRIMES),
        "term": _term(chance),
        "asked_term": _term(chance),
        "counts": str(chance.randint(2, 30)),
        "fine": money(chance),
        "age": str(chance.randint(19, 88)),
    }


def _strike(chance: random.Random) -> dict[str, str]:
    union, company = chance.choice(UNIONS), chance.choice(ORGANISATIONS)
    return {
        **times(chance),
        "union": union,
        "company": company,
        "workers": count(chance),
        "hedge": chance.choice(("", "about ", "some ", "more than ", "nearly ")),
        "demand": percent(chance),
        "offer": percent(chance),
        "agreed": percent(chance),
        "leader": person(chance),
        "mediator": person(chance),
        "length": chance.choice((f"{chance.randint(2, 60)}-day", f"{chance.choice(('two', 'three', 'six'))}-week")),
        "for_votes": str(chance.randint(300, 900)),
        "against_votes": str(chance.randint(20, 290)),
        "cost": money(chance),
    }


def _term(chance: random.Random) -> str:
    number = chance.choice(("two", "three", "four", "six", "eight", "12", "15", "20"))
    return f"{number} {chance.choice(('years', 'years', 'months'))}"


CONFLICT = {
    "troops": Kind(
        _troops,
        (
            "{owner} has {hedge}{troops} troops in {place}, down from {troops_before} two years ago.",
            "{hedge}{troops} {owner_adjective} soldiers are stationed in {place}, most of them near {base}.",
            "The number of {owner_adjective} troops in {place} has grown to {troops} from {troops_before}.",
            "{owner} will withdraw its last {troops} troops from {place} by the end of {year}.",
            "{owner} is sending {more} more soldiers to {place}, the defense ministry said.",
            "General {commander}, who commands the {owner_adjective} forces in {place}, {does}.",
            "{killed} {owner_adjective} soldiers were killed in {place} on {weekday} when a drone hit their base.",
            "The {owner_adjective} mission in {place} is due to end in {month} {year}.",
            "At its height in {last_month} the {owner_adjective} force in {place} numbered {troops_before}.",
            "+ Most of the {troops} are based near {base}.",
            "+ Their commander, General {commander}, {does}.",
            "+ The mission ends in {month} {year}.",
        ),
        (
            ("How many troops does {owner} have in {place}?", "troops"),
            ("How many {owner_adjective} troops are in {place}?", "troops"),
            ("How many {owner_adjective} soldiers are there in {place} now?", "troops"),
            ("How many soldiers is {owner} sending to {place}?", "more"),
            ("Who commands the {owner_adjective} troops in {place}?", "commander"),
            ("How many {owner_adjective} soldiers were killed in {place}?", "killed"),
            ("Where are the {owner_adjective} soldiers in {place} based?", "base"),
            ("In which country does {owner} have {troops} troops?", "place"),
            ("How many {owner_adjective} troops were in {place} before?", "troops_before"),
        ),
        ("How many troops does {place} have in {owner}?", "How many soldiers is {place} sending to {owner}?"),
    ),
    "aid": Kind(
        _aid,
        (
            "{giver} announced a {aid} package of military aid for {receiver} on {weekday}.",
            "{giver} will send {receiver} {number} {arms}, {giver_adjective} officials said.",
            "The {aid} package for {receiver} from {giver} includes {number} {arms}.",
            "{giver} has given {receiver} {all_aid} since {last_month}.",
            "{giver_adjective} {office} {name} promised {receiver} {aid} in aid during a visit.",
            "{receiver} received the first of {number} {arms} from {giver} in {month}.",
            "{receiver} asked {giver} for more {arms}.",
            "+ The package includes {number} {arms}.",
            "+ It brings the total since {last_month} to {all_aid}.",
        ),
        (
            ("How much military aid is {giver} giving to {receiver}?", "aid"),
            ("How much is the {giver_adjective} aid package for {receiver} worth?", "aid"),
            ("Which country is {giver} sending {arms} to?", "receiver"),
            ("Which country will send {receiver} {arms}?", "giver"),
            ("How many {arms} will {giver} send to {receiver}?", "number"),
            ("What weapons is {giver} sending to {receiver}?", "arms"),
            ("How much aid has {giver} given {receiver} in total?", "all_aid"),
            ("Who promised {receiver} {giver_adjective} aid?", "name"),
        ),
        ("How much aid is {receiver} giving to {giver}?", "How many {arms} did {receiver} send to {giver}?"),
    ),
    "captives": Kind(
        _captives,
        (
            "{group} freed {freed} hostages on {weekday} in exchange for {prisoners} prisoners held in {place}.",
            "{hedge}{held} people are still held by {group}, {adjective} officials say.",
            "{group} released {freed} captives to the Red Cross, and {place} let {prisoners} prisoners go.",
            "The truce between {place} and {group}, mediated by {mediator}, is to last {truce}.",
            "{name}, one of the {freed} hostages freed by {group}, had been held for {days} days.",
            "{place} and {group} agreed on a truce of {truce}, {mediator} said.",
            "{name} was taken captive by {group} in {last_month}.",
            "+ Another {held} people remain in captivity.",
            "+ In return {place} released {prisoners} prisoners.",
            "+ {mediator} helped to reach the deal.",
        ),
        (
            ("How many hostages did {group} free?", "freed"),
            ("How many hostages were released by {group}?", "freed"),
            ("How many people does {group} still hold?", "held"),
            ("How many hostages are still held by {group}?", "held"),
            ("How many prisoners did {place} release?", "prisoners"),
            ("Which country mediated between {place} and {group}?", "mediator"),
            ("How long is the truce between {place} and {group}?", "truce"),
            ("How long was {name} held by {group}?", "days"),
            ("Which group freed {freed} hostages?", "group"),
        ),
        ("How many hostages did {place} free?", "How many prisoners did {group} hold in exchange for {freed} others?"),
    ),
    "court": Kind(
        _court,
        (
            "A court in {place} sentenced {defendant} to {term} in prison on {weekday} for {crime}.",
            "{defendant} was jailed for {term} for {crime} by Judge {judge}.",
            "Judge {judge} sentenced {defendant}, {age}, to {term} on {weekday}.",
            "{defendant}, {age}, was found guilty of {crime} on {counts} counts.",
            "{lawyer}, a lawyer for {defendant}, said his client would appeal.",
            "{defendant}'s lawyer, {lawyer}, {does}.",
            "Prosecutor {prosecutor} had asked that {defendant} be jailed for {asked_term}.",
            "{judge}, the judge in the trial of {defendant} in {place}, {does}.",
            "{defendant} was fined {fine} for {crime}, the court in {place} said.",
            "{defendant} was arrested in {place} in {month} on charges of {crime}.",
            "+ Judge {judge} said the case was the worst that she had seen.",
            "+ He was convicted on {counts} counts and must also pay {fine}.",
            "+ His lawyer, {lawyer}, said that he would appeal.",
            "+ Prosecutors had asked for {asked_term}.",
        ),
        (
            ("Who sentenced {defendant}?", "judge"),
            ("Which judge presided over the trial of {defendant}?", "judge"),
            ("How long is {defendant}'s prison sentence?", "term"),
            ("How long was {defendant} sentenced to prison?", "term"),
            ("What was {defendant} convicted of?", "crime"),
            ("What crime was {defendant} jailed for?", "crime"),
            ("Who is {defendant}'s lawyer?", "lawyer"),
            ("How many counts was {defendant} convicted on?", "counts"),
            ("How much was {defendant} fined?", "fine"),
            ("How old is {defendant}?", "age"),
            ("Who was sentenced by Judge {judge}?", "defendant"),
            ("Who prosecuted {defendant}?", "prosecutor"),
            ("Where was {defendant} tried?", "place"),
        ),
        (
            "Who was sentenced by {defendant}?",
            "Who sentenced Judge {judge}?",
            "Who is {lawyer}'s lawyer?",
            "How long was Judge {judge} sentenced to prison?",
        ),
    ),
    "strike": Kind(
        _strike,
        (
            "{hedge}{workers} workers at {company} walked out on {weekday}, demanding a raise of {demand}.",
            "{union} accepted a {agreed} raise, ending a {length} strike at {company}.",
            "Talks between {union} and {company} ended without a deal; {offer} is on offer, the union wants {demand}.",
            "{company} offered its workers {offer} more, well short of the {demand} that {union} asked for.",
            "{company} and {union} agreed on a raise of {agreed} after talks led by mediator {mediator}.",
            "{leader}, who leads {union}, {does}.",
            "“We cannot pay our rent,” said {union} leader {leader}.",
            "The strike at {company} by {hedge}{workers} members of {union} entered its second week.",
            "{mediator}, a retired judge, was named to mediate between {company} and {union}.",
            "Members of {union} voted {for_votes} to {against_votes} for the deal with {company}.",
            "+ The dispute costs the company {cost} a day.",
            "+ {leader}, the union's leader, {does}.",
            "+ The vote was {for_votes} to {against_votes}.",
        ),
        (
            ("How many workers walked out at {company}?", "workers"),
            ("How many people are on strike at {company}?", "workers"),
            ("What raise does {union} demand?", "demand"),
            ("How much more pay do the workers at {company} want?", "demand"),
            ("What raise did {company} offer?", "offer"),
            ("What raise did {union} get from {company}?", "agreed"),
            ("Who leads {union}?", "leader"),
            ("Who mediated between {company} and {union}?", "mediator"),
            ("How long did the strike at {company} last?", "length"),
            ("How many members of {union} voted for the deal?", "for_votes"),
            ("How many members of {union} voted against the deal?", "against_votes"),
            ("Which union is on strike at {company}?", "union"),
            ("How much does the strike at {company} cost a day?", "cost"),
        ),
    ),
}
