"""The timeline as HTML: a table, a plot where the values are numbers of one kind, and days written out."""

import re

import pytest

from assistant.types import TimelineEntry
from assistant.web.text import format_day
from assistant.web.timeline import parse_number, render_timeline


def entries(*values):
    return tuple(TimelineEntry(value, f"2024-0{month}-01", month) for month, value in enumerate(values, 1))


def test_dated_values_are_shown_newest_first_when_there_are_two_to_compare():
    shown = render_timeline(entries("900", "about 2,000"), 3)
    rows = re.findall(r'<tr><td><time datetime="([^"]*)"', shown)
    assert rows == ["2024-02-01", "2024-01-01"]
    assert render_timeline(entries("900"), 0) == ""


def test_numbers_are_plotted_and_each_point_leads_to_its_source():
    shown = render_timeline(entries("some 900", "about 2,000", "1,500 troops"), 3)
    assert shown.count('class="dot"') == 3
    assert re.findall(r'<a href="([^"]*)" aria-label', shown) == ["#source-3-1", "#source-3-2", "#source-3-3"]
    heights = [float(found) for found in re.findall(r'class="dot" cx="[^"]*" cy="([^"]*)"', shown)]
    assert heights[1] < heights[2] < heights[0]


@pytest.mark.parametrize("values", [("Ana Ruiz", "Tomas Iredale"), ("$5 million", "5%"), ("2 of 3", "4")])
def test_what_is_no_number_of_one_kind_is_a_table_alone(values):
    shown = render_timeline(entries(*values), 0)
    assert "<table" in shown and "<svg" not in shown


@pytest.mark.parametrize(
    ("value", "number"),
    [("about 2,000", (2000, "")), ("$212 million", (212e6, "$")), ("4.25 percent", (4.25, "%")), ("none", None)],
)
def test_numbers_are_read_from_words(value, number):
    assert parse_number(value) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("$2.5bn", (2.5e9, "$")), ("$900m", (900e6, "$")), ("£2.5 mn", (2.5e6, "£")), ("some 5K", (5e3, "")),
        ("$1.2tn", (1.2e12, "$")), ("€3B", (3e9, "€")), ("$2.5-billion", (2.5e9, "$")), ("5 millions", (5e6, "")),
    ],
)  # fmt: skip
def test_numbers_are_read_as_newspapers_shorten_them(value, number):
    assert parse_number(value) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("-0.3%", (-0.3, "%")), ("−$5m", (-5e6, "$")), ("a loss of -4", (-4, "")),
        ("Syria - 900", (900, "")), ("Covid-19", (19, "")),
    ],
)  # fmt: skip
def test_a_sign_is_told_from_a_hyphen(value, number):
    assert parse_number(value) == number


@pytest.mark.parametrize(("value", "number"), [("5km", None), ("25th", None), ("900 m", (900, "")), ("3 bnp", (3, ""))])
def test_letters_that_are_no_scale_are_not_taken_for_one(value, number):
    assert parse_number(value) == number


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2024-01-03", "January 3, 2024"),
        ("2024-12-31T23:59:00+02:00", "December 31, 2024"),
        (None, ""),
        ("soon", "soon"),
    ],
)
def test_dates_are_written_out(published, shown):
    assert format_day(published) == shown
