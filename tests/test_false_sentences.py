"""What a sentence checker must see in sentences whose names and numbers are all in what they cite."""

from __future__ import annotations

import time

import pytest

from assistant.chat.facts import Source, missing_fact
from assistant.chat.reporters import acting_reporter
from assistant.chat.sentence_check import check_sentence
from assistant.types import Article

ELECTED = (
    "Tomas Iredale, the councilman, has been elected mayor of Port Alden, defeating Helena Marsh after eight years in"
    " office. Iredale won 52.3 percent of the vote on Tuesday and Marsh 47.7 percent."
)
TROOPS = "The US has about 2,000 troops in Syria, more than double the 900 that it had given until now."


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (ELECTED, "Helena Marsh was elected mayor of Port Alden, defeating Tomas Iredale."),
        (ELECTED, "Marsh won 52.3 percent of the vote and Iredale 47.7 percent."),
        (TROOPS, "The US has about 900 troops in Syria, more than double the 2,000 that it had given until now."),
    ],
)
def test_two_names_or_numbers_that_have_changed_places_are_seen(said: str, claim: str) -> None:
    assert "the other way round" in check_sentence(claim, [Source(Article("a", said, ""), 0, len(said))]).problem


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (ELECTED, "Tomas Iredale was elected mayor of Port Alden, defeating Helena Marsh."),
        (ELECTED, "Helena Marsh, after eight years in office, was defeated by Tomas Iredale."),
        (ELECTED, "Marsh won 47.7 percent of the vote and Iredale 52.3 percent."),
        (TROOPS, "The US has about 2,000 troops in Syria, not the 900 that it had given."),
        ("Two Americans and one Iraqi soldier were wounded.", "An Iraqi soldier and two Americans were wounded."),
    ],
)
def test_two_names_or_numbers_in_their_own_places_pass(said: str, claim: str) -> None:
    assert "the other way round" not in check_sentence(claim, [Source(Article("a", said, ""), 0, len(said))]).problem


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("Iredale stole the election.", "stole"),
        ("Mayor Tomas Iredale was murdered.", "murdered"),
        ("Marsh was arrested.", "arrested"),
        ("Helena Marsh is a criminal.", "criminal"),
        ("Iredale has cancer.", "cancer"),
        ("Tomas Iredale lied to Helena Marsh.", "lied"),
        ("Iredale is corrupt.", "corrupt"),
        ("Tomas Iredale, a convicted rapist, has been elected mayor of Port Alden.", "convicted"),
        ("Tomas Iredale has been elected mayor of Port Alden. He was fired.", "fired"),
    ],
)
def test_a_grave_word_must_have_one_of_its_kind_in_what_is_cited(claim: str, word: str) -> None:
    found = check_sentence(claim, [Source(Article("a", ELECTED, ""), 0, len(ELECTED))]).problem
    assert found == f"says {word}, of which nothing is in what it cites"


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Two soldiers were shot on Friday.", "Two soldiers were killed on Friday."),
        ("Carla Thorne was assassinated on Friday.", "Carla Thorne was murdered on Friday."),
        ("Carla Thorne stepped down on Friday.", "Carla Thorne resigned on Friday."),
        ("Militants launched two rockets on Friday.", "Militants fired two rockets on Friday."),
        ("The firm's chief, Carla Thorne, spoke on Friday.", "Carla Thorne, chief executive, spoke on Friday."),
        ("Varn is on the coast near Oslo.", "Varn lies on the coast near Oslo."),
    ],
)
def test_a_grave_word_of_the_same_kind_will_do(said: str, claim: str) -> None:
    assert check_sentence(claim, [Source(Article("a", said, ""), 0, len(said))]).problem == ""


@pytest.mark.parametrize(
    ("claim", "added"),
    [("Tomas Iredale is bankrupt.", True), ("Iredale was mayor.", False), ("Iredale met Marsh.", False)],
)
def test_a_sentence_that_says_one_word_of_somebody_may_not_say_its_own(claim: str, added: bool) -> None:
    found = check_sentence(claim, [Source(Article("a", ELECTED, ""), 0, len(ELECTED))]).problem
    assert (found == "adds what the passage does not say") is added


def cited(claim: str, *said: str) -> list[int]:
    """Return which of the passages, counted from 0, a claim that cites them all is left with."""
    sources = [Source(Article(str(place), text, ""), 0, len(text)) for place, text in enumerate(said)]
    return [int(evidence.article.id) for evidence in check_sentence(claim, sources).evidence]


COST = "The bridge will cost $212 million, officials in Port Alden said."
LATE = "The bridge will not open before March 2026, officials in Port Alden said."


def test_a_passage_that_says_nothing_of_a_sentence_is_not_cited_for_it() -> None:
    claim = "Tomas Iredale has been elected mayor of Port Alden."
    assert cited(claim, COST, ELECTED, LATE, TROOPS) == [1]
    assert cited(claim, ELECTED, ELECTED) == [0, 1]


def test_a_passage_is_cited_where_it_alone_has_a_fact_of_the_sentence() -> None:
    claim = "The bridge will cost $212 million and will not open before March 2026."
    assert cited(claim, LATE, "The bridge is old.", COST) == [0, 2]


def test_what_is_still_cited_says_the_whole_sentence() -> None:
    claim = "Walkers found the green lamp, and divers lifted the broken anchor."
    said = ("Walkers found the green lamp.", "It rained on divers and walkers.", "Divers lifted the broken anchor.")
    assert cited(claim, *said) == [0, 2]


BRIDGE = (
    "The council voted to rebuild the 412-meter bridge at a cost of $140 million. It closes at 6:30 p.m. for eight"
    " years. More than 900 cars cross it daily. The toll fell to $3 from $5."
)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("The council voted to rebuild it at a cost of 140 million rubles.", "140 million measures something else"),
        ("The council voted to rebuild it at a cost of 140 million yen.", "140 million measures something else"),
        ("The council voted to rebuild the 412-foot bridge.", "412 measures something else"),
        ("The bridge is 412 miles long.", "412 measures something else"),
        ("It closes for eight months.", "eight measures something else"),
        ("It closes at 6:30 am for eight years.", "30 measures something else"),
        ("Fewer than 900 cars cross it daily.", "900 is the other bound"),
        ("No more than 900 cars cross it daily.", "900 is the other bound"),
        ("The toll rose to $3 from $5.", "$3 from $5 is the wrong way"),
        ("The toll fell to $5 from $3.", "$5 from $3 is the wrong way"),
        ("The toll fell from about $3 to $5.", "$3 to $5 is the wrong way"),
    ],
)
def test_what_a_number_measures_must_be_what_is_cited(claim: str, why: str) -> None:
    assert check_sentence(claim, [Source(Article("a", BRIDGE, ""), 0, len(BRIDGE))]).problem.startswith(why)


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (BRIDGE, "The council voted to rebuild the bridge, 412 metres long, at a cost of 140 million dollars."),
        (BRIDGE, "The bridge closes at 6:30 pm for eight years."),
        (BRIDGE, "No fewer than 900 cars cross it daily."),
        (BRIDGE, "The toll fell from $5 to $3."),
        ("It stayed for two decades, until half past six.", "It stayed for 20 years."),
        ("The wait rose from 30 seconds to 2 minutes.", "The wait rose from 30 seconds to 2 minutes."),
        ("He had eight dogs.", "He had eight dogs for years."),
        ("She ran 12 miles in 12 days.", "She ran 12 miles in 12 days."),
        ("Oslo fell from 3rd to 10th place.", "Oslo fell from 3rd to 10th place."),
    ],
)
def test_a_number_of_the_same_measure_passes(said: str, claim: str) -> None:
    assert missing_fact(claim, [Source(Article("a", said, ""), 0, len(said))]) == ""


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("VLADIMIR PUTIN HAS BEEN ELECTED MAYOR OF PORT ALDEN.", "the name Vladimir"),
        ("TOMAS IREDALE HAS BEEN ELECTED MAYOR OF OSLO.", "the name Oslo"),
        ("vladimir putin has been elected mayor of Port Alden.", "the name vladimir"),
        ("普京 has been elected mayor of Port Alden, defeating Helena Marsh.", "the name 普京"),
        ("بوتين has been elected mayor of Port Alden, defeating Helena Marsh.", "the name بوتين"),
    ],
)
def test_a_name_that_no_capital_marks_is_seen(claim: str, word: str) -> None:
    found = check_sentence(claim, [Source(Article("a", ELECTED, ""), 0, len(ELECTED))]).problem
    assert found == f"{word} is not in what it cites"


def test_names_of_a_claim_of_capitals_that_changed_places_are_seen() -> None:
    claim = "HELENA MARSH WAS ELECTED MAYOR OF PORT ALDEN, DEFEATING TOMAS IREDALE."
    found = check_sentence(claim, [Source(Article("a", ELECTED, ""), 0, len(ELECTED))]).problem
    assert "the other way round" in found


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (ELECTED, "TOMAS IREDALE HAS BEEN ELECTED MAYOR OF PORT ALDEN."),
        (ELECTED, "tomas iredale has been elected mayor of port alden."),
        ("市长普京当选。 Mayor 普京 was elected on Friday.", "普京 was elected on Friday."),
    ],
)
def test_a_true_sentence_in_unusual_letters_passes(said: str, claim: str) -> None:
    assert check_sentence(claim, [Source(Article("a", said, ""), 0, len(said))]).problem == ""


def test_a_sentence_of_a_hundred_names_is_dropped_at_once() -> None:
    said = "beat Ann " * 90
    began = time.perf_counter()
    found = check_sentence(said, [Source(Article("a", said, ""), 0, len(said))]).problem
    assert found == "it has more numbers or names than can be compared"
    assert time.perf_counter() - began < 5  # It took 13 seconds, and minutes for twice as many.


@pytest.mark.parametrize("word", ["Early", "early", "12"])
def test_a_row_of_words_behind_an_outlet_is_read_in_one_way(word: str) -> None:
    claim = "The Northgate Post" + f", {word}" * 40 + " zzz."
    began = time.perf_counter()
    acting_reporter(claim, "Nothing of it.", "Northgate Post")
    assert time.perf_counter() - began < 1  # It doubled with each word: 40 took days.
