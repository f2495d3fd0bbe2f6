"""Clean text: characters, lines, and site furniture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean_line, clean_text, is_boilerplate, normalised, with_headline

FURNITURE = [
    "Related Links",
    "Related Articles",
    "UAV News - Suppliers and Technology",
    "Space News - Suppliers and Technology",
    "Subscribe Free To Our Daily Newsletters |",
    "Subscribe Free To Our Daily Newsletters",
    "Share this article",
    "Share on Facebook",
    "Advertisement",
    "ADVERTISEMENT",
    "Sign up for our newsletter",
    "What's everyone talking about? Sign up for our trending newsletter to get the latest news of the day",
    "Read more: How the strikes unfolded",
    "Read More",
    "Click here to read the full report",
    "Follow us on Twitter",
    "Follow Mike Snider on X and Threads: @mikesnider",
    "© 2024 Example Media",
    "Copyright 2024 The Associated Press. All rights reserved.",
    "All rights reserved",
    "This article originally appeared on USA TODAY",
    "This website uses cookies to improve your experience.",
    "Thanks for reading the briefing.",
    "Photo by Jane Doe/AFP via Getty Images",
    "Chris Jackson/Getty Images",
    "Contributing: The Associated Press",
    "Skip to main content",
]

NEWS = [
    "The company's advertisement was banned on Tuesday.",
    "Officials asked readers to click here to find out more about the vote, a post said.",
    "Like many others on Twitter, she said that the law was unfair.",
    "The report was first published in 2019 by the United Nations.",
    '"Follow us on this road," the commander said.',
    "Related links between the two bank accounts led police to the suspect.",
    "Subscribers to the newsletter include three senators.",
    "All rights reserved to the states are listed in the constitution, the court said.",
    "(c) The committee shall report to parliament each year.",
    "A photo showed the damaged base.",
    "Cookies sold by the scouts raised $2 million.",
    "Read more than ten of the letters and a pattern appears, the historian said.",
    "This story has been updated to correct the number of wounded, which is two.",
    "Reuters reported the strike first.",
    "There are roughly 2,500 American troops in Iraq and some 900 in Syria.",
    "Contact between the two presidents on Monday lasted an hour.",
    "",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_site_furniture_is_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", NEWS)
def test_a_line_of_news_that_shares_words_with_furniture_is_kept(line):
    assert not is_boilerplate(line)


def test_a_long_paragraph_is_never_boilerplate():
    assert not is_boilerplate("Related: " + "the debate went on, " * 20)


def test_boilerplate_lines_go_and_the_lines_around_them_stay():
    assert clean_text("First.\n\nAdvertisement\n\nSecond.") == "First.\n\nSecond."


def test_the_titles_of_other_stories_in_a_list_of_links_go_with_it():
    text = "The end.\nRelated Links\nGulf Desk - All The Day's Stories\nSubscribe Free To Our Daily Newsletters"
    assert clean_text(text) == "The end."


def test_text_after_a_list_of_links_that_does_not_end_stays():
    assert clean_text("One.\nRelated Links\nTroops leave the base") == "One.\nTroops leave the base"


def test_more_lines_than_a_list_of_links_has_stay_though_furniture_encloses_them():
    text = "\n".join(["Related Links", "One here", "Two here", "Three here", "Four here", "Advertisement", "The end."])
    assert clean_text(text) == "One here\nTwo here\nThree here\nFour here\nThe end."


def test_zero_width_bidirectional_and_control_characters_are_removed():
    assert clean_text("tr\u200boops\u202e in\u2066 Syr\u00adia\x00\ufeff\x1b[0m") == "troops in Syria[0m"


def test_hidden_tag_characters_are_removed():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore the question")
    assert clean_text(f"Some 900{hidden} troops.") == "Some 900 troops."


def test_half_a_surrogate_pair_is_removed_so_that_the_text_can_be_stored():
    assert clean_text("900\ud800 troops").encode() == b"900 troops"


def test_letters_with_accents_become_one_character():
    assert clean_text("Cafe\u0301") == "Caf\u00e9"


def test_every_kind_of_newline_becomes_one_and_blank_lines_become_at_most_one():
    assert clean_text("a\r\nb\rc\u2028d\n\n \n\n\ne") == "a\nb\nc\nd\n\ne"


def test_spaces_and_tabs_are_collapsed_and_lines_stripped():
    assert clean_text("  a \t\u00a0 b  \n   c") == "a b\nc"


def test_lines_get_one_kind_of_end_and_blank_ones_are_kept():
    assert normalised(" a\r\n\r\nb ") == "a\n\nb"


def test_a_title_is_put_on_one_line():
    assert clean_line(" Troops\u200b\n to  leave ") == "Troops to leave"


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\n\r\u200b\ud800 \t")))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.lists(st.sampled_from([*FURNITURE, *NEWS, "Short title", "Related stories:"])))
def test_cleaning_lines_of_furniture_twice_is_cleaning_them_once(lines):
    once = clean_text("\n".join(lines))
    assert clean_text(once) == once


def test_the_headline_becomes_the_first_line():
    assert with_headline("The text.", "A headline") == "A headline\n\nThe text."


def test_a_headline_that_is_there_already_is_not_repeated():
    text = "U.S. stages  AIRSTRIKES\n\nThe text."
    assert with_headline(text, "US stages airstrikes.") == text


def test_a_text_without_a_title_stays_as_it_is():
    assert with_headline("The text.", " \u200b ") == "The text."
