"""Text files that hold one article, or several wire stories one after another."""

from __future__ import annotations

import time

import pytest

from ingest.datelines import read_dateline
from ingest.stories import split_stories

PROSE = (
    "The two sides met for the third time this month and agreed on a list of points that remain open, a spokesman"
    " said after the talks, which lasted until the early morning and will go on next week in another city."
)
# The shape of the dump that the project started from: a story without headline or dateline, then one with both.
DUMP = f"""Since the war began there have been more than 140 attacks on coalition forces, officials said on Tuesday.
"Multiple attack drones were launched" at the base, an official told AFP, speaking on condition of anonymity.
There are roughly 2,500 American troops in Iraq and some 900 in Syria.
U.S. stages retaliatory airstrikes in Iraq against Iranian-backed militias
Washington DC (UPI) Jan 23, 2024 -
{PROSE}
"We condemn these attacks, and demand an end to them."
Related Links
UAV News - Suppliers and Technology
Subscribe Free To Our Daily Newsletters |
Subscribe Free To Our Daily Newsletters |"""


def test_a_dump_of_two_wire_stories_is_two_stories():
    first, second = split_stories(DUMP)
    assert first.text.endswith("There are roughly 2,500 American troops in Iraq and some 900 in Syria.")
    assert (first.title, first.source, first.published) == ("", "", None)
    assert second.title == "U.S. stages retaliatory airstrikes in Iraq against Iranian-backed militias"
    assert (second.source, second.published) == ("UPI", "2024-01-23")
    assert second.text.startswith("The two sides met")
    assert second.text.endswith('demand an end to them."')


def test_no_line_of_site_furniture_is_left_in_any_story():
    text = "\n".join(story.text for story in split_stories(DUMP))
    assert not any(words in text for words in ("Related Links", "Subscribe Free", "Suppliers and Technology"))


def test_short_stories_are_split_at_each_dateline():
    text = "\n".join(
        f"Headline of story {number}\nParis (AFP) Jan {number}, 2024 -\nShort text {number}." for number in (1, 2, 3)
    )
    stories = list(split_stories(text))
    assert [story.published for story in stories] == ["2024-01-01", "2024-01-02", "2024-01-03"]
    assert [story.title for story in stories] == [f"Headline of story {number}" for number in (1, 2, 3)]
    assert [story.text for story in stories] == [f"Short text {number}." for number in (1, 2, 3)]


def test_stories_with_the_dateline_in_their_first_line_are_split_at_their_headlines():
    text = (
        f"Oil prices rise again\n\nLONDON, Jan 24 (Reuters) - {PROSE}\n\n{PROSE}\n\n"
        f"Storm closes the airport\n\nBAGHDAD, Iraq (AP) — {PROSE}"
    )
    first, second = split_stories(text)
    assert (first.title, first.source, first.published) == ("Oil prices rise again", "Reuters", None)
    assert (second.title, second.source) == ("Storm closes the airport", "AP")
    assert second.text == f"BAGHDAD, Iraq (AP) — {PROSE}"


def test_the_last_line_of_a_dumped_story_ends_it_even_if_the_next_has_no_dateline():
    text = f"{PROSE}\nSubscribe Free To Our Daily Newsletters\n\nBridge opens at last\n{PROSE}"
    assert [story.title for story in split_stories(text)] == ["", "Bridge opens at last"]


def test_a_byline_between_headline_and_dateline_is_the_author():
    (story,) = split_stories(
        f"Strikes kill three in Iraq\nBy Jane Doe and John Roe\nBaghdad (AFP) Jan 24, 2024 -\n{PROSE}"
    )
    assert (story.title, story.author, story.source) == ("Strikes kill three in Iraq", "Jane Doe and John Roe", "AFP")
    assert story.text == PROSE


def test_an_article_that_names_agencies_and_quotes_datelines_stays_one_story():
    text = f"""Bridge costs rise

{PROSE}

The agency (AP) first reported the sum. A cable that began "LONDON, Jan 24 (Reuters) - Prices" was found in the files.

What happens next

{PROSE} Usain Bolt (JAM) - 9.58 seconds - was mentioned."""
    (story,) = split_stories(text)
    assert story.title == "Bridge costs rise"


def test_the_points_that_some_papers_set_above_a_story_do_not_split_it():
    points = (
        "AP\n\nTwo have died as a result of Barbara\n\nThe storm came ashore with winds of 75 mph.\n\nRain is expected"
    )
    text = f"{points}\n\nOAXACA, Mexico (AP) — {PROSE}"
    assert len(list(split_stories(text))) == 1


def test_a_short_line_above_longer_ones_is_the_title():
    (story,) = split_stories(f"Troops to leave the U.S.\n{PROSE}")
    assert (story.title, story.text) == ("Troops to leave the U.S.", PROSE)


def test_a_first_line_that_is_a_sentence_is_no_title():
    (story,) = split_stories(f"The troops left on Monday.\n{PROSE}")
    assert story.title == ""
    assert story.text.startswith("The troops left on Monday.")


def test_header_lines_become_what_they_say():
    (story,) = split_stories(
        "Title: Bridge opens\nSource: Harbor Times\nAuthor: Jane Doe\nDate: Jan 23, 2024\n"
        f"URL: https://example.com/bridge\n\n{PROSE}"
    )
    assert (story.title, story.source, story.author) == ("Bridge opens", "Harbor Times", "Jane Doe")
    assert (story.published, story.url, story.text) == ("2024-01-23", "https://example.com/bridge", PROSE)


def test_what_a_header_states_stands_against_the_dateline_and_the_lines_below():
    (story,) = split_stories(
        "Title: Bridge opens\nSource: The Guardian\nPublished: 2024-01-25T10:00:00Z\n\nThe long way to a bridge\n\n"
        f"LONDON, Jan 24, 2024 (Reuters) - {PROSE}"
    )
    assert (story.title, story.source) == ("Bridge opens", "The Guardian")
    assert story.published == "2024-01-25T10:00:00+00:00"
    assert story.text == f"The long way to a bridge\n\nLONDON, Jan 24, 2024 (Reuters) - {PROSE}"


def test_a_country_behind_a_place_is_no_outlet():
    (story,) = split_stories(f"Source: GlobeNewswire\n\nParis (France), January 24, 2024 – {PROSE}")
    assert (story.source, story.text) == ("GlobeNewswire", f"Paris (France), January 24, 2024 – {PROSE}")


def test_the_line_below_a_headline_is_no_title_and_stays_in_the_text():
    deck = "City officials blame flawed welds and a shortage of steel"
    (story,) = split_stories(f"Bridge repair delayed again\n\n{deck}\n\nBy Jane Doe\n\n{PROSE}")
    assert (story.title, story.author) == ("Bridge repair delayed again", "Jane Doe")
    assert story.text == f"{deck}\n\n{PROSE}"


def test_the_headline_stands_below_the_name_of_a_section():
    (story,) = split_stories(f"World News\n\nBridge repair delayed again\n\n{PROSE}")
    assert (story.title, story.text) == ("Bridge repair delayed again", f"World News\n\n{PROSE}")


def test_thousands_of_headers_without_a_body_are_read_in_a_moment():
    entries = "".join(
        f"Title: Bridge {number}\nURL: https://example.com/{number}\nDate: Jan 23, 2024\n\n" for number in range(3_000)
    )
    began = time.perf_counter()
    assert len(list(split_stories(entries))) == 1
    assert time.perf_counter() - began < 10


def test_a_sentence_that_begins_like_a_header_is_part_of_the_text():
    (story,) = split_stories(f"Source: police said the driver fled.\n\n{PROSE}")
    assert story.source == ""
    assert "police said the driver fled" in f"{story.title}\n{story.text}"
    (story,) = split_stories(f"Source: Bay Area News Co.\n\n{PROSE}")
    assert story.source == "Bay Area News Co."


def test_a_header_line_that_says_no_date_is_not_lost():
    (story,) = split_stories(f"Date: to be announced\n{PROSE}")
    assert story.published is None
    assert "to be announced" in f"{story.title}\n{story.text}"


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("Published Nov 10, 2026", "2026-11-10"),
        ("November 10, 2026", "2026-11-10"),
        ("2026-11-10", "2026-11-10"),
        ("2026-11-10T14:05:00Z", "2026-11-10T14:05:00+00:00"),
        ("Posted on: Nov. 10th, 2026", "2026-11-10"),
        ("Published on: 10 November 2026", "2026-11-10"),
        ("10 November 2026, 14:05", "2026-11-10T14:05:00"),
        ("Tuesday, 10 November 2026", "2026-11-10"),
        ("10 novembre 2026", "2026-11-10"),
        ("Updated: Nov 11, 2026", "2026-11-11"),
        ("Updated: Nov 11, 2026\nPublished: Nov 10, 2026", "2026-11-10"),
        ("Posted Nov 10, 2026\nLast updated Nov 11, 2026", "2026-11-10"),
    ],
)
@pytest.mark.parametrize(
    "heading", ["Bridge opens at last\nBy Jane Doe\n{}\n\n", "{}\n\nBridge opens at last\n\nBy Jane Doe\n\n"]
)
def test_a_line_above_the_text_that_is_only_a_date_dates_the_story(heading, lines, published):
    (story,) = split_stories(heading.format(lines) + PROSE)
    assert (story.title, story.author, story.text) == ("Bridge opens at last", "Jane Doe", PROSE)
    assert story.published == published


@pytest.mark.parametrize("line", ["10.11.2026", "11/10/2026", "Posted 11/10/2026", "Top 10 of May 2026", "2026-02-31"])
def test_a_line_that_is_no_date_or_two_is_not_taken_for_one(line):
    (story,) = split_stories(f"Bridge opens at last\nBy Jane Doe\n{line}\n\n{PROSE}")
    assert story.published is None
    assert line in story.text


def test_a_date_below_the_first_paragraph_is_part_of_the_text():
    (story,) = split_stories(f"Bridge opens at last\n\n{PROSE}\n\nNovember 10, 2026\n\n{PROSE}")
    assert story.published is None
    assert "November 10, 2026" in story.text


def test_an_empty_title_line_gives_no_title():
    (story,) = split_stories(f"Title:\nSource: AFP\n\n{PROSE}")
    assert (story.title, story.source, story.text) == ("", "AFP", PROSE)


def test_a_headline_alone_is_its_own_text():
    (story,) = split_stories("Troops to leave Iraq\n\n")
    assert story.text == "Troops to leave Iraq"


@pytest.mark.parametrize("text", ["", " \n\u200b\n", "Related Links\nAdvertisement"])
def test_a_text_without_words_holds_no_story(text):
    assert list(split_stories(text)) == []


@pytest.mark.parametrize(
    ("line", "source", "published", "rest"),
    [
        ("Baghdad (AFP) Jan 24, 2024 -", "AFP", "2024-01-24", ""),
        ("Washington (AFP) Dec 20, 2024", "AFP", "2024-12-20", ""),
        ("Washington DC (UPI) Jan 23, 2024 -", "UPI", "2024-01-23", ""),
        ("LONDON, Jan 24 (Reuters) -", "Reuters", None, ""),
        ("BAGHDAD, Iraq (AP) — Troops left.", "AP", None, "Troops left."),
        ("WASHINGTON, Jan. 23, 2024 (UPI) -- Troops left.", "UPI", "2024-01-23", "Troops left."),
        ("BEIJING, March 5 (Xinhua) -- Troops left.", "Xinhua", None, "Troops left."),
        ("(Reuters) - Troops left.", "Reuters", None, "Troops left."),
        ("Port-au-Prince (AFP) 3 May 2024 - Troops left.", "AFP", "2024-05-03", "Troops left."),
        ("Rio de Janeiro (AFP) – Troops left.", "AFP", None, "Troops left."),
        ("Kyiv (Ukrinform) Feb 3, 2024 -", "Ukrinform", "2024-02-03", ""),
    ],
)
def test_a_dateline_is_read(line, source, published, rest):
    dateline = read_dateline(line)
    assert dateline is not None
    assert (dateline.source, dateline.published, dateline.rest) == (source, published, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Usain Bolt (JAM) - 9.58",
        "Jane Doe (Democrat) - 51 percent",
        "The Associated Press (AP) reported it first.",
        "The head of the agency (IAEA) Jan Novak said so.",
        "Baghdad (AFP)",
        "Paris (France), January 24, 2024 – The group said so.",
        "PARIS (TEXAS), Jan 24, 2024 – The group said so.",
        "He told Reuters - and others - that it was over.",
        "",
    ],
)
def test_a_line_that_only_looks_like_a_dateline_is_none(line):
    assert read_dateline(line) is None
