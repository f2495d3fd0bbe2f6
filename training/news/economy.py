"""Made-up news of rates, takeovers, results, prices, layoffs and who runs what."""

from __future__ import annotations

import random

from training.news.kinds import Kind, count, money, percent, person, times
from training.news.words import CAUSES, CITIES, COUNTRIES, GOODS, ORGANISATIONS, POSTS, RATES


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


def _results(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "company": chance.choice(ORGANISATIONS),
        "profit": money(chance),
        "sales": money(chance),
        "rose": chance.choice(("rose", "fell", "jumped", "dropped")),
        "change": percent(chance),
        "shares": percent(chance),
        "quarter": chance.choice(("first", "second", "third", "fourth")),
        "employees": count(chance),
        "stores": str(chance.randint(5, 400)),
        "recalled": count(chance),
        "cause": chance.choice(CAUSES),
        "place": chance.choice(CITIES),
        "name": person(chance),
        "year": str(chance.randint(1890, 2022)),
    }


def _market(chance: random.Random) -> dict[str, str]:
    price = chance.randint(20, 3000)
    return {
        **times(chance),
        "good": chance.choice(GOODS),
        "price": f"${price}.{chance.randint(10, 99)}",
        "before": f"${price + chance.randint(-15, 15)}.{chance.randint(10, 99)}",
        "change": percent(chance),
        "rose": chance.choice(("rose", "fell", "climbed", "slipped")),
        "high": chance.choice(("2008", "2014", "2019", "2021", "last summer", "a year ago")),
        "analyst": person(chance),
        "company": chance.choice(ORGANISATIONS),
        "forecast": f"${price + chance.randint(16, 90)}",
        "cause": chance.choice(
            ("a drought", "a strike at the mines", "a weak dollar", "a mild winter", "new sanctions")
        ),
    }


def _layoffs(chance: random.Random) -> dict[str, str]:
    return {
        **times(chance),
        "company": chance.choice(ORGANISATIONS),
        "jobs": count(chance),
        "share": percent(chance),
        "staff": count(chance),
        "plants": chance.choice(("two", "three", "four", "six", "nine", "12")),
        "plant": chance.choice(CITIES),
        "savings": money(chance),
        "name": person(chance),
        "reason": chance.choice(
            (
                "falling sales",
                "higher energy prices",
                "a shortage of chips",
                "new tariffs",
                "weak demand",
                "rising debt",
            )
        ),
    }


ECONOMY = {
    "post": Kind(
        _post,
        (
            "{organisation} {short_post} {name} {does}.",
            "{name}, {post} of {organisation}, {does}.",
            "{name}, {organisation}'s {post}, {does}.",
            "{organisation}'s {short_post}, {name}, {does}.",
            "“We are ready,” {organisation} {post} {name} said.",
            "The decision was confirmed by {name}, the {short_post} of {organisation}.",
            "new {organisation} {short_post} {name}, who took over last {month}, {does}.",
            "{organisation} named {name} as its new {post}, replacing {former}.",
            "{name} took over from {former} as {post} of {organisation} in {month}.",
            "{former}, the former {short_post} of {organisation}, {does}.",
            "{former} was ousted as {organisation}'s {short_post} in {month}.",
            "{organisation} said on {weekday} that {former} would step down as {post} and be succeeded by {name}.",
            "In a memo to staff, {organisation} {short_post} {name} {does}.",
            "{organisation} {does}, according to {short_post} {name}.",
        ),
        (
            ("Who is the {post} of {organisation}?", "name"),
            ("Who is the {short_post} of {organisation}?", "name"),
            ("Who is {organisation}'s {short_post}?", "name"),
            ("Who runs {organisation} as {post}?", "name"),
            ("Who was named {post} of {organisation}?", "name"),
            ("Who is the new {short_post} of {organisation}?", "name"),
            ("Who did {name} replace at {organisation}?", "former"),
            ("Who was {post} of {organisation} before {name}?", "former"),
            ("Who left {organisation} as {short_post}?", "former"),
            ("Which organization is {name} {short_post} of?", "organisation"),
            ("What is {name}'s job at {organisation}?", "post"),
            ("When did {name} take over at {organisation}?", "month"),
        ),
        ("Who replaced {name} at {organisation}?", "Who did {former} replace at {organisation}?"),
    ),
    "rate": Kind(
        _rate,
        (
            "{place}'s {rate} rose to {value} in {month} from {before} in {last_month}.",
            "{place}'s {rate} fell to {value} from {before} a month earlier.",
            "The {rate} in {place} stood at {value} in {month}, up from {before}.",
            "The {adjective} {rate} held at {value} on {weekday}.",
            "{place} kept its {rate} at {value}, as economists had expected.",
            "The {adjective} {rate}, which had been {before} in {last_month}, is now {value}, officials said.",
            "The {rate} in {place} eased to {value}, its lowest since {last_month}, after peaking at {before}.",
            "The {adjective} {rate} was raised by {points} to {value}, the highest in years.",
            "{place} cut its {rate} by {points}, taking it to {value}.",
            "The {adjective} {rate} jumped to {value} — the third rise in a row.",
            "After a rise of {points}, {place}'s {rate} is {value}.",
            "In {last_month}, {place}'s {rate} was {before}.",
            "The {adjective} {rate} could reach {before} by the end of the year, analysts said.",
        ),
        (
            ("What is the {rate} in {place}?", "value"),
            ("What is {place}'s {rate}?", "value"),
            ("What is the {adjective} {rate} now?", "value"),
            ("How high is the {rate} in {place}?", "value"),
            ("What did {place}'s {rate} fall to?", "value"),
            ("What is the current {adjective} {rate}?", "value"),
            ("What was {place}'s {rate} before it changed to {value}?", "before"),
            ("By how much did {place} change its {rate}?", "points"),
            ("In which country is the {rate} {value}?", "place"),
        ),
    ),
    "deal": Kind(
        _deal,
        (
            "{buyer} agreed on {weekday} to buy {target} for {price}.",
            "{buyer} will pay {price} for {target}, the companies said.",
            "{target} accepted a {price} offer from {buyer}.",
            "{buyer}'s {price} takeover of {target} was approved in {month}.",
            "{target}, which owes {debt}, is to be sold to {buyer} for {price}.",
            "{target} said it would cut {jobs} jobs after its sale to {buyer}.",
            "{buyer} plans to lay off {jobs} workers as it buys {target}.",
            "{court} asked a judge to stop {buyer} from buying {target}.",
            "The sale of {target} to {buyer}, announced in {month}, values it at {price}, including {debt} of debt.",
            "{name}, who founded {target}, {does}.",
            "Shares of {target} jumped after {buyer} bid {price}.",
        ),
        (
            ("How much is {buyer} paying for {target}?", "price"),
            ("How much did {buyer} offer for {target}?", "price"),
            ("What is the price of {target}?", "price"),
            ("Which company is buying {target}?", "buyer"),
            ("Who agreed to buy {target}?", "buyer"),
            ("Which company did {buyer} agree to buy?", "target"),
            ("How many jobs will go at {target}?", "jobs"),
            ("How much debt does {target} have?", "debt"),
            ("Who founded {target}?", "name"),
            ("Who wants to stop {buyer} from buying {target}?", "court"),
        ),
        (
            "Who is buying {buyer}?",
            "Which company did {target} buy?",
            "How much will {target} pay for {buyer}?",
            "Who bought {buyer}?",
        ),
    ),
    "results": Kind(
        _results,
        (
            "{company} said its profit {rose} {change} to {profit} in the {quarter} quarter on sales of {sales}.",
            "{company} reported sales of {sales} and a profit of {profit}.",
            "Shares of {company} {rose} {shares} after the results.",
            "{company}, which employs {employees} people in {place}, will close {stores} stores.",
            "{company} is based in {place} and has {employees} employees.",
            "{company} is recalling {recalled} cars because of {cause}.",
            "{company} chief {name} {does}.",
            "{name}, who founded {company} in {year}, {does}.",
            "+ The company, based in {place}, has {employees} employees.",
            "+ Its shares {rose} {shares}.",
            "+ Chief executive {name} {does}.",
        ),
        (
            ("How much profit did {company} make?", "profit"),
            ("What were the sales of {company}?", "sales"),
            ("How many people does {company} employ?", "employees"),
            ("Where is {company} based?", "place"),
            ("How many stores will {company} close?", "stores"),
            ("How many cars is {company} recalling?", "recalled"),
            ("Why is {company} recalling cars?", "cause"),
            ("Who heads {company}?", "name"),
            ("Who founded {company}?", "name"),
            ("When was {company} founded?", "year"),
            ("By how much did the shares of {company} change?", "shares"),
        ),
    ),
    "market": Kind(
        _market,
        (
            "{good} {rose} {change} to {price} on {weekday}, from {before} a day earlier.",
            "{good} closed at {price}, its highest since {high}.",
            "The price of {good} {rose} {change} because of {cause}.",
            "{good}, which stood at {before} in {last_month}, now costs {price}.",
            "{analyst} of {company} expects {good} to reach {forecast} by {month}.",
            "“It is {cause},” said {analyst}, who follows {good} at {company}.",
            "+ Traders pointed to {cause}.",
            "+ It is the highest price since {high}.",
        ),
        (
            ("What is the price of {good}?", "price"),
            ("How much does {good} cost?", "price"),
            ("By how much did the price of {good} change?", "change"),
            ("What was the price of {good} before?", "before"),
            ("Why did the price of {good} change?", "cause"),
            ("How high could {good} go, according to {analyst}?", "forecast"),
            ("Who expects {good} to reach {forecast}?", "analyst"),
            ("Since when has {good} not been as high?", "high"),
        ),
    ),
    "layoffs": Kind(
        _layoffs,
        (
            "{company} will cut {jobs} jobs, or {share} of its workforce, because of {reason}.",
            "{company} said on {weekday} that it would lay off {jobs} of its {staff} workers.",
            "{company} plans to close {plants} plants, among them the one in {plant}, and to save {savings} a year.",
            "The {plant} plant of {company} will close in {month}, and {jobs} people lose their jobs.",
            "{company}, which has {staff} employees, blamed {reason} for the cuts.",
            "{name}, the head of {company}, {does}.",
            "+ The cuts affect {share} of its staff.",
            "+ It has {staff} workers.",
            "+ {name}, its chief executive, blamed {reason}.",
        ),
        (
            ("How many jobs will {company} cut?", "jobs"),
            ("How many workers is {company} laying off?", "jobs"),
            ("What share of its workforce will {company} cut?", "share"),
            ("How many people does {company} employ?", "staff"),
            ("Why is {company} cutting jobs?", "reason"),
            ("Which company is cutting {jobs} jobs?", "company"),
            ("Which plant will {company} close?", "plant"),
            ("How many plants will {company} close?", "plants"),
            ("How much does {company} want to save?", "savings"),
            ("Who runs {company}?", "name"),
        ),
    ),
}
