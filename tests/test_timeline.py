"""A fact over time: equal values merged, newest first, changes and disagreements in words."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.timeline import (
    DatedValue,
    find_disagreement,
    make_timeline,
    newest_value,
    same_value,
    say_changes,
    say_disagreement,
)


def values(*rows: tuple[str, str | None, str, float]) -> list[DatedValue]:
    return [
        DatedValue(text, date.fromisoformat(day) if day else None, outlet, number, probability)
        for number, (text, day, outlet, probability) in enumerate(rows, start=1)
    ]


TROOPS = values(
    ("some 900", "2024-01-23", "Meridian Wire", 0.9),
    ("about 900", "2024-01-24", "Capitol Ledger", 0.8),
    ("about 900", "2024-12-08", "Northgate Post", 0.7),
    ("about 2,000", "2024-12-19", "Meridian Wire", 0.9),
    ("the 900", "2024-12-19", "Meridian Wire", 0.6),
    ("about 2,000", "2024-12-20", "Harbor Times", 0.9),
)
COST = values(
    ("$212 million", "2025-02-11", "Harbor Times", 0.9),
    ("$140 million", "2025-02-11", "Harbor Times", 0.5),
    ("$140 million", "2024-03-12", "Harbor Times", 0.9),
    ("$185 million", "2024-08-20", "Harbor Times", 0.9),
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("some 900", "nine hundred", True),
        ("about 2,000 troops", "2000", True),
        ("$2.3 million", "2.3 million dollars", True),
        ("$2.3 million", "2.3 million euros", False),
        ("900", "2,000", False),
        ("March 2026", "in March 2026", True),
        ("March 2026", "November 2025", False),
        ("June 18", "June 18, 2024", True),
        ("Tomas Iredale", "Mayor Iredale", True),
        ("Tomas Iredale", "Helena Marsh", False),
        ("a helium leak", "A  helium leak", True),
        ("March 2026", "900", False),
    ],
)
def test_values_are_compared_as_what_they_are(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same
    assert same_value(other, one) is same


def test_the_troops_are_two_values_newest_first_each_with_the_first_day_it_held() -> None:
    found = make_timeline(TROOPS)
    assert [(entry.value, entry.published, entry.citation) for entry in found] == [
        ("about 2,000", "2024-12-19", 4),
        ("some 900", "2024-01-23", 1),
    ]
    assert say_changes(found) == "Earlier: some 900 (January 2024)."
    newest = newest_value(TROOPS)
    assert newest is not None and newest.text == "about 2,000"


def test_a_cost_that_slips_twice_is_three_values() -> None:
    assert [entry.value for entry in make_timeline(COST)] == ["$212 million", "$185 million", "$140 million"]
    assert say_changes(make_timeline(COST)) == "Earlier: $185 million (August 2024); $140 million (March 2024)."


def test_a_value_that_comes_back_is_there_twice() -> None:
    found = make_timeline(
        values(("5 percent", "2023-01-01", "A", 1), ("4 percent", "2024-01-01", "A", 1), ("5%", "2025-01-01", "A", 1))
    )
    assert [entry.value for entry in found] == ["5%", "4 percent", "5 percent"]


def test_outlets_that_differ_at_one_time_disagree_and_are_named() -> None:
    wounded = values(("Two", "2024-01-23", "Northgate Post", 0.9), ("four", "2024-01-24", "Capitol Ledger", 0.9))
    assert say_disagreement(wounded) == "The sources disagree: Capitol Ledger: four; Northgate Post: Two."


def test_what_has_changed_or_is_restated_is_no_disagreement() -> None:
    assert find_disagreement(TROOPS) == ()
    assert find_disagreement(COST) == ()
    assert say_disagreement([]) == ""
    corrected = values(
        ("$90 million", "2024-08-20", "Harbor Times", 1), ("$60 million", "2024-08-23", "Harbor Times", 1)
    )
    assert find_disagreement(corrected) == ()


def test_one_value_or_none_makes_no_timeline_and_undated_ones_do_not_count() -> None:
    assert make_timeline([]) == ()
    assert make_timeline(TROOPS[:3]) == ()
    undated = values(("7", None, "A", 0.9), ("8", None, "B", 0.95))
    assert make_timeline(undated) == ()
    newest = newest_value(undated)
    assert newest is not None and newest.text == "8"
    assert newest_value([]) is None
