"""Which outlet is meant by a name as it is typed."""

import pytest

from assistant.outlets import choose_outlet, outlet_hint

OUTLETS = ["Capitol Ledger", "Harbor Times (UK)", "Harbor Times (US)", "Meridian Wire (sample)", "Varnholm Post"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Capitol Ledger", "Capitol Ledger"), (" capitol  LEDGER", " capitol  LEDGER"),
        ("meridian wire", "Meridian Wire (sample)"), ("harbor times (us)", "harbor times (us)"),
        ("Harbor Times", "Harbor Times"), ("Nobody", "Nobody"),
    ],
)  # fmt: skip
def test_a_name_in_any_case_with_or_without_its_brackets_is_an_outlet(typed, meant):
    assert choose_outlet(typed, OUTLETS) == meant


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Harbor Times", "did you mean 'Harbor Times (UK)' or 'Harbor Times (US)'?"),
        ("Meridan Wyre", "did you mean 'Meridian Wire (sample)'?"),
        ("Zzyzx", "there are 'Capitol Ledger', 'Harbor Times (UK)', 'Harbor Times (US)' and others"),
    ],
)
def test_of_any_other_name_it_is_said_what_may_be_meant(typed, hint):
    assert repr(typed) in outlet_hint(typed, OUTLETS) and outlet_hint(typed, OUTLETS).endswith(hint)


def test_of_an_outlet_and_of_an_empty_library_there_is_nothing_to_say():
    assert outlet_hint("capitol ledger", OUTLETS) == ""
    assert outlet_hint("Nobody", []) == ""


def test_the_first_the_of_a_name_may_be_left_out_or_put_there():
    assert choose_outlet("Salt Ledger", ["The Salt Ledger", "Row Post"]) == "The Salt Ledger"
    assert choose_outlet("the row post", ["The Salt Ledger", "Row Post"]) == "Row Post"
    # One outlet, though it is spelled in two ways.
    assert choose_outlet("The Row Post", ["Row Post", "ROW POST"]) == "Row Post"
