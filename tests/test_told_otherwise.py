"""What a sentence checker must see where right words are told otherwise: causes, comparisons, speakers and days."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.chat.comparisons import compares_wrongly
from assistant.chat.facts import Source
from assistant.chat.multiples import unsaid_multiple
from assistant.chat.sentence_check import check_sentence
from assistant.sentences import split_sentences
from assistant.types import Article


def problem(said: str, claim: str, *, today: date | None = None, published: str | None = "2025-02-11") -> str:
    article = Article("a", said, "", source="Northgate Post (sample)", published=published)
    return check_sentence(claim, [Source(article, 0, len(said))], today=today).problem


OUTAGE = (
    "A power failure left 30,000 homes in Alden dark. It forced the hospital to put off eleven operations. Sales of"
    " bicycles doubled after the city closed its center to cars. The welds cracked because the steel was cold."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The hospital's putting off of eleven operations led to the power failure.",
        "The city closed its center to cars because sales of bicycles doubled.",
        "Because the welds cracked, the steel was cold.",
    ],
)
def test_an_effect_given_as_the_cause_is_seen(claim: str) -> None:
    assert problem(OUTAGE, claim) == "gives as the cause what is the effect in what it cites"


def test_a_cause_of_which_hardly_a_word_is_there_is_made_up() -> None:
    claim = "The hospital in Alden put off eleven operations because surgeons wanted higher wages."
    assert problem(OUTAGE, claim) == "gives a cause of which hardly a word is in what it cites"


@pytest.mark.parametrize(
    "claim",
    [
        "The power failure led the hospital to put off eleven operations.",
        "Because the steel was cold, the welds cracked.",
        "The closing of the center to cars led to a doubling of bicycle sales.",
        "The hospital put off eleven operations because of the power failure.",
    ],
)
def test_a_cause_in_other_words_passes(claim: str) -> None:
    assert "cause" not in problem(OUTAGE, claim)


TOWNS = (
    "Alden has 61,000 inhabitants and 48 police officers. Norwick has 20,000 inhabitants and 39 officers. Rents in"
    " Alden rose to 950 crowns, from 600 in 2015. Quanta earned more in 2024. Its shares have lost 5 percent. The lake"
    " at Sable is 62 meters deep. The one at Kell reaches 45 meters. The season began in May."
)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("Rents in Alden have more than doubled since 2015.", "doubled is not in what it cites"),
        ("Rents in Alden are twice as high as in 2015.", "twice as is not in what it cites"),
        ("Earnings of Quanta were up 5 percent.", "5 goes the other way in what it cites"),
        ("Norwick has more police officers than Alden.", "compares 39 and 48 the wrong way"),
        ("The lake at Kell is deeper than that at Sable.", "compares 45 and 62 the wrong way"),
    ],
)
def test_a_multiple_or_a_comparison_that_the_numbers_do_not_bear_is_seen(claim: str, why: str) -> None:
    assert problem(TOWNS, claim) == why


@pytest.mark.parametrize(
    "claim",
    [
        "Alden has more police officers than Norwick.",
        "Alden has more than three times as many inhabitants.",
        "The season began in May and was twice delayed in its second half.",
        "The lake at Sable is deeper than that at Kell.",
        "Shares of Quanta are 5 percent lower.",
        "Shares of Quanta were down, by more than 5 percent.",
    ],
)
def test_a_comparison_that_the_numbers_bear_passes(claim: str) -> None:
    # The two rules alone: others may drop a sentence for the words that it adds.
    assert unsaid_multiple(claim, TOWNS) == ""
    assert compares_wrongly(claim, [TOWNS[first:last] for first, last in split_sentences(TOWNS)]) == ""


def test_a_multiple_that_two_numbers_bear_passes() -> None:
    said = "Alden sold 9,000 bicycles in 2024 and 4,480 in 2023. Half the members voted."
    assert problem(said, "The number of bicycles that Alden sold doubled in 2024.") == ""
    assert "doubled is not" in problem(said.replace("4,480", "7,100"), "Bicycles that Alden sold doubled in 2024.")


STRIKE = (
    "Health minister Karl Dahl said talks would go on. The nurses' union said that 40 operations had been put off at"
    " three hospitals. The hospital association (HA) said nobody had come to harm. Dahl called the strike a pity."
    " Lena Orr told the council that rents in Alden were too high for teachers."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The health minister said that 40 operations were put off at the hospitals.",
        "40 operations had been put off at hospitals, minister Karl Dahl said.",
        "According to the hospital association, 40 operations at three clinics had been put off.",
    ],
)
def test_what_another_said_is_in_another_mouth(claim: str) -> None:
    assert problem(STRIKE, claim) == "reports what another says in what it cites"


@pytest.mark.parametrize(
    "claim",
    [
        "The union said that 40 operations were put off at the hospitals.",
        "40 operations were put off at three hospitals, according to the nurses' union.",
        "Karl Dahl, the minister, said that talks would go on.",
        "The HA said that nobody came to harm.",
        "Officials said that 40 operations had been put off at three hospitals.",
        "She said that rents in Alden were too high for teachers.",
    ],
)
def test_what_its_speaker_said_passes(claim: str) -> None:
    assert problem(STRIKE, claim) != "reports what another says in what it cites"


WEEK = "A tram left the rails near Dalby market on Monday. A fair opened at the town hall there on Saturday."


def test_what_happened_on_one_weekday_did_not_on_another() -> None:
    assert (
        problem(WEEK, "A tram left the rails near Dalby on Saturday.") == "the passage has Monday where it has Saturday"
    )
    assert problem(WEEK, "A tram left the rails near Dalby on Monday.") == ""
    assert problem(WEEK, "A fair opened at the town hall on Saturday.") == ""


STORM = (
    "The council met last week. A storm tore the chains from the pier yesterday. The harbor opens on March 3. The old"
    " bridge was sold two years ago."
)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("A storm tore the chains from the pier yesterday.", "yesterday"),
        ("The council met last week.", "last week"),
        ("The harbor opens next month.", "next month"),
        ("The old bridge was sold two years ago.", "two years ago"),
    ],
)
def test_a_day_counted_from_that_of_asking_is_another_than_the_articles(claim: str, words: str) -> None:
    asked = date(2026, 11, 2)
    assert problem(STORM, claim, today=asked) == f"{words} is another day than in what it cites"
    assert problem(STORM, claim, today=date(2025, 2, 11)) == ""
    assert problem(STORM, claim) == ""


def test_a_day_of_which_nothing_is_known_is_another() -> None:
    assert "another day" in problem(STORM, "The council met last week.", today=date(2025, 2, 11), published=None)


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        ("A storm tore the chains from the pier last week.", date(2025, 2, 19)),
        ("The harbor opens tomorrow.", date(2025, 3, 2)),
        ("The bridge was sold in 2023, USA Today reported.", date(2026, 11, 2)),
        ("“The council met last week,” it said.", date(2026, 11, 2)),
        ("The council met in the last week of its term.", date(2026, 11, 2)),
    ],
)
def test_a_day_that_is_the_same_or_no_day_passes(claim: str, asked: date) -> None:
    assert "another day" not in problem(STORM, claim, today=asked)


def test_who_speaks_for_a_body_says_what_it_says() -> None:
    said = "Press secretary Bo Aster said 900 soldiers would stay in the valley."
    said += " The White House said it knew of the letter."
    assert "another says" not in problem(said, "The White House said 900 soldiers would stay in the valley.")
