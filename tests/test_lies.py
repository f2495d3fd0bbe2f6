"""A liar is caught: of 500 sentences with one thing changed hardly any pass, and true ones do."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.chat.dates import find_dates_in
from assistant.chat.facts import Source, missing_fact
from assistant.chat.names import canonical, name_words, same_name
from assistant.chat.sentence_check import check_sentence
from assistant.question.numbers import find_numbers
from assistant.types import Article
from benchmarks.lying import caught_denials, measure

WORDS = "Washington keeps some 900 troops in Syria and roughly 2,500 in neighboring Iraq. Gen. Ryder spoke on Tuesday."
ARTICLE = Article("a", WORDS, "", published="2024-01-25")


def problem(claim: str) -> str:
    return check_sentence(claim, [Source(ARTICLE, 0, len(WORDS))]).problem


@pytest.mark.slow
def test_lies_are_caught_and_true_sentences_kept(sample_assistant: Assistant) -> None:
    dropped, caught, lies = measure(sample_assistant)
    assert len(lies) == 500
    # .950 measured; the aim is .95 (benchmarks/README.md, "Sentences").
    assert sum(caught) / len(caught) >= 0.95
    assert sum(dropped) / len(dropped) <= 0.05


@pytest.mark.slow
def test_truths_that_are_denied_are_caught(sample_assistant: Assistant) -> None:
    caught = caught_denials(sample_assistant)
    # .781 measured.
    assert sum(caught) / len(caught) >= 0.75


@pytest.mark.parametrize(
    "claim",
    [
        "Washington keeps nine hundred troops in Syria.",
        "Washington keeps 2500 troops in Iraq.",
        "Gen. Ryder spoke on January 23, 2024.",
        "Nearly nine hundred troops are kept in Syria by Washington.",
        "Around 900 troops are in Syria.",
    ],
)
def test_the_same_in_other_words_is_supported(claim: str) -> None:
    assert problem(claim) == ""


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("Washington keeps some 950 troops in Syria.", "950"),
        ("Washington keeps some 900 troops in Jordan.", "Jordan"),
        ("Washington keeps roughly 2,500 troops in Syria.", "has 2,500 in another place"),
        ("Ryder spoke on January 24, 2024.", "January 24"),
        ("Ryder spoke on Wednesday.", "Wednesday"),
        ("Ivan Smith keeps some 900 troops in Syria.", "Ivan"),
        ("Boeing keeps some 900 troops in Syria.", "Boeing"),
        ("The cat slept on the sofa.", "adds what the passage does not say"),
        ("Ryder keeps the cat.", "has washington where it has ryder"),
        ("There is a cat.", "not what the passage says"),
        (
            "Washington keeps some 900 troops in Syria, a significant increase from the previous year.",
            "adds what the passage does not say",
        ),
    ],
)
def test_what_is_wrong_with_a_lie_is_said(claim: str, why: str) -> None:
    assert why in problem(claim)


RESIGNED = "Carla Thorne resigned on Friday after a vote. She did not say why."
REMAINED = "Carla Thorne did not resign on Friday after a vote. She does not wear ties."
REJECTED = "The council rejected the plan on Friday. No councillor spoke."
UNSET = "She wants the coalition out of Iraq. She spoke. It rained. She told them so, and has not set a deadline."
CONTRADICTION = "denies what the passage says, or says what it denies"


@pytest.mark.parametrize(
    ("said", "claim", "problem"),
    [
        (RESIGNED, "Carla Thorne did not resign on Friday after a vote.", CONTRADICTION),
        (RESIGNED, "Carla Thorne didn’t resign on Friday.", CONTRADICTION),
        (RESIGNED, "Carla Thorne never resigned.", CONTRADICTION),
        (RESIGNED, "Nobody resigned on Friday.", CONTRADICTION),
        (RESIGNED, "Carla Thorne resigned on Friday.", ""),
        (RESIGNED, "Carla Thorne did not say why.", ""),
        (RESIGNED, "Carla Thorne resigned on Friday without saying why.", ""),
        (REMAINED, "Carla Thorne resigned on Friday after a vote.", CONTRADICTION),
        (REMAINED, "Carla Thorne resigned.", CONTRADICTION),
        (REMAINED, "Carla Thorne never resigned.", ""),
        (REMAINED, "Carla Thorne refused to resign on Friday.", ""),
        (REJECTED, "The council did not pass the plan on Friday.", ""),
        (REJECTED, "The council rejected the plan.", ""),
        ("The council did not approve the plan. It approved the budget.", "The council approved the budget.", ""),
        ("She does not wear heels. She wears boots.", "She wears boots.", ""),
        ("She does not wear high heels (she has boots).", "She wears boots.", ""),
        (UNSET, "She wants the coalition out of Iraq but has set no deadline.", ""),
        ("Not all members voted on Friday.", "Members voted on Friday.", ""),
        ("The toll is $60, not $90.", "The toll is $60.", ""),
        ("The toll rose to $60 from $90.", "The toll is $60, not $90.", ""),
    ],
)
def test_a_sentence_says_no_only_where_its_passage_does(said: str, claim: str, problem: str) -> None:
    assert check_sentence(claim, [Source(Article("a", said, ""), 0, len(said))]).problem == problem


FLOOD = "On March 12, dozens of people died in the flood."


@pytest.mark.parametrize(
    ("said", "claim", "problem"),
    [
        (FLOOD, "12 people died.", "12 is not"),
        (FLOOD, "Twelve people died.", "Twelve is not"),
        ("On 12 March 2024, dozens died.", "2,024 people died.", "2,024 is not"),
        ("On 12 March 2024, dozens died.", "Dozens died in 2024.", ""),
        ("In March 2021, dozens died.", "Dozens died in 2021.", ""),
        ("On March 12, all 12 people died.", "12 people died.", ""),
        (FLOOD, "People died on March 12, 2024.", ""),
        (FLOOD, "People died on March 12, 2025.", "the date March 12, 2025"),
        (FLOOD, "People died on March 12, 2023.", "the date March 12, 2023"),
        (FLOOD, "People died in March 2025.", "the date March 2025"),
        ("It opens in February.", "It opens in February 2024.", ""),
        ("It opened on December 30.", "It opened on December 30, 2023.", ""),
        ("It opened on December 30.", "It opened on December 30, 2024.", "the date December 30, 2024"),
        ("It opened on March 12 last year.", "It opened on March 12, 2023.", ""),
        ("It opened on March 12 last year.", "It opened on March 12, 2024.", "the date March 12, 2024"),
        ("It opened last April.", "It opened in April 2023.", ""),
        ("It opens in December of next year.", "It opens in December 2025.", ""),
        ("As many as 20 may have died.", "As many as 20 may have died.", ""),
        ("As many as 20 may have died.", "As many as 30 may have died.", "30 is not"),
        ("Police say 20 march daily.", "About 20 march daily.", ""),
        ("It was on the 20th of May.", "It was on the 20th of may.", ""),
        ("It was on 20 May.", "It was on May 21.", "the date May 21"),
        ("It rained yesterday.", "It rained on March 13.", ""),
        ("It rained yesterday.", "It rained on March 12.", "the date March 12"),
        ("It rained yesterday.", "It rained on Wednesday.", ""),
        ("It rains tomorrow.", "It rains on Friday, March 15.", ""),
        ("It rains today.", "It rains on March 14, 2024.", ""),
        ("It rained.", "It rained on March 13.", "the date March 13"),
    ],
)
def test_a_date_counts_nothing_and_its_year_follows_from_the_day_of_publication(
    said: str, claim: str, problem: str
) -> None:
    found = missing_fact(claim, [Source(Article("a", said, "", published="2024-03-14"), 0, len(said))])
    assert found.startswith(problem) and bool(found) is bool(problem)


COUNT = (
    "About 2,500 US troops serve in Iraq and about 900 in Syria, the Pentagon says. Attacks on them since mid-October"
    " have passed 150, by its count."
)


@pytest.mark.parametrize(("number", "supported"), [("150", True), ("900", False), ("2,500", False)])
def test_a_name_beside_a_number_in_another_sentence_does_not_make_it_the_right_one(
    number: str, supported: bool
) -> None:
    article = Article(id="a", text=COUNT, title="")
    claim = f"By the Pentagon's count, attacks since October have passed {number}."
    assert check_sentence(claim, [Source(article, 0, len(COUNT))]).supported is supported


def test_a_sentence_that_cites_nothing_is_not_supported() -> None:
    assert check_sentence("Washington keeps some 900 troops in Syria.", []).problem == "cites nothing"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("nine hundred troops", 900, ""),
        ("half a million people", 500_000, ""),
        ("$2.3 million", 2_300_000, "$"),
        ("2.3 million dollars", 2_300_000, "$"),
        ("two dozen", 24, ""),
        ("one hundred and forty", 140, ""),
        ("4.25 percent", 4.25, "%"),
        ("the 14th edition", 14, "th"),
        ("in 2024", 2024, "year"),
        ("2,024 welds", 2024, ""),
        ("a third of voters", 100 / 3, "part"),
        ("two decades", 20, ""),
        ("-5 degrees", -5, ""),
        ("a loss of −$2 million", -2_000_000, "$"),
    ],
)
def test_numbers_are_read_as_what_they_are(text: str, value: float, unit: str) -> None:
    assert [(found.value, found.unit) for found in find_numbers(text)] == [(value, unit)]


def test_a_number_in_a_name_and_one_alone_are_no_numbers() -> None:
    assert find_numbers("One of them saw Halden-4 first.") == []


def test_names_and_dates_are_compared_as_people_do() -> None:
    assert same_name(canonical("Iraqi"), canonical("Iraq"))
    assert same_name(canonical("U.S."), canonical("Americans"))
    assert not same_name(canonical("Iran"), canonical("Iraq"))
    assert [(found.month, found.day, found.year) for found in find_dates_in("It may be on May 5, 2024.")] == [
        (5, 5, 2024)
    ]


@pytest.mark.parametrize(
    ("claim", "said", "agrees"),
    [
        ("about 81,000 votes", "81,326 votes", True),
        ("about 81,000 votes to 60,000", "81,326 votes to 60,399", True),
        ("81,000 votes", "81,326 votes", False),
        ("about 81,000 votes", "80,000 votes", False),
        ("more than 800 miles", "830 miles", True),
        ("more than 900 miles", "830 miles", False),
        ("a third of voters", "33% of voters", True),
        ("two thirds of voters", "33% of voters", False),
        ("20 years", "two decades", True),
        ("-5 degrees", "5 degrees", False),
        ("-5 degrees", "−5 degrees", True),
    ],
)
def test_a_number_may_be_rounded_only_where_it_says_so(claim: str, said: str, agrees: bool) -> None:
    known = find_numbers(said)
    assert all(any(number.agrees(other) for other in known) for number in find_numbers(claim)) is agrees


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Heating costs are rising.", []),
        ("Nearly half of the jars were clean, Jane Roe said.", ["Jane", "Roe"]),
        ("Twenty-two people, one a 19-year-old, own an iPhone.", []),
        ("It rained. Traditionally, the Pilgrims prayed.", ["Pilgrims"]),
        ("Nicknamed the giant, it grew. Rapidly.", []),
        ("Erdogan said so.", ["Erdogan"]),
        ("Three-quarters agreed. Two-thirds of them voted. Half-a-million came.", []),
        ("Three-time champion Jane Roe won. Four-fifths cheered.", ["Jane", "Roe"]),
        ("He read it in Time.", ["Time"]),
        ("Italy and Boeing agreed. Kelly did not. Beijing did.", ["Italy", "Boeing", "Kelly", "Beijing"]),
    ],
)
def test_a_capital_that_comes_from_its_place_is_no_name(text: str, words: list[str]) -> None:
    assert [word for word, _, _ in name_words(text)] == words


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("The EPA said so.", "The Environmental Protection Agency spoke on Monday."),
        ("The Environmental Protection Agency said so.", "The EPA spoke on Monday."),
        ("The GOP won.", "The Republicans won."),
        ("It was in Portugal.", "Portuguese police said so."),
        ("USA Today reported it.", "It happened."),
        ("That was in 2023, in December.", "Last year it rained; last month too."),
    ],
)
def test_a_name_or_date_may_stand_there_in_another_form(claim: str, said: str) -> None:
    article = Article("a", said, "", source="usatoday.com", published="2024-01-25")
    assert missing_fact(claim, [Source(article, 0, len(said))]) == ""


@pytest.mark.parametrize(
    ("said", "problem"), [("They told us that it is so.", "the name US"), ("The U.S. said so.", "")]
)
def test_a_small_word_is_no_name_of_the_same_letters(said: str, problem: str) -> None:
    claim = "The US said so."
    assert missing_fact(claim, [Source(Article("a", said, ""), 0, len(said))]).startswith(problem)
    assert bool(missing_fact(claim, [Source(Article("a", said, ""), 0, len(said))])) is bool(problem)


def test_what_only_a_headline_says_has_nothing_to_quote_and_is_not_shown() -> None:
    source = Source(Article("a", "It rained all day on the harbour.", "Iredale"), 0, 33)
    always = check_sentence("Iredale.", [source], lambda claim, texts: [1.0] * len(texts))
    assert (always.supported, always.evidence) == (False, ())
