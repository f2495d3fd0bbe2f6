"""What a sentence checker must see where right words are put together falsely: opposites, plans, wholes, quotations."""

from __future__ import annotations

import pytest

from assistant.chat.facts import Source
from assistant.chat.sentence_check import check_sentence
from assistant.types import Article


def problem(said: str, claim: str) -> str:
    article = Article("a", said, "", source="Northgate Post (sample)", published="2025-02-11")
    return check_sentence(claim, [Source(article, 0, len(said))]).problem


PRICES = (
    "Consumer prices in December were 2.6 percent higher than a year before. The contract went to Brandvik, the lower"
    " of two bidders. Ana Ruiz is younger than Tomas Vell. Officials were told of the trip some hours before he arrived"
    " in Kyiv. The best and the worst films were shown."
)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("Consumer prices in December were 2.6 percent lower than a year before.", "has higher where it has lower"),
        ("The contract went to Brandvik, the higher of two bidders.", "has lower where it has higher"),
        ("Officials were told of the trip hours after he arrived in Kyiv.", "has before where it has after"),
    ],
)
def test_a_word_that_says_the_opposite_is_seen(claim: str, why: str) -> None:
    assert problem(PRICES, claim) == f"the passage {why}"


@pytest.mark.parametrize(
    "claim",
    [
        "Consumer prices were higher by 2.6 percent in December.",
        "Tomas Vell is older than Ana Ruiz.",
        "He arrived in Kyiv some hours after officials were told of the trip.",
        "The worst and the best films were shown.",
    ],
)
def test_an_opposite_word_that_says_the_same_passes(claim: str) -> None:
    assert "where it has" not in problem(PRICES, claim)


BRIDGE = (
    "The bridge will open in March 2026, when the ferry stops. It is to carry 900 cars. The firm would seek to recover"
    " the money from its supplier. The council voted to lower the toll. Work opens the road to Alden in May."
)


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("The firm recovered the money from its supplier.", "recovered"),
        ("The bridge has carried 900 cars.", "carried"),
    ],
)
def test_a_plan_that_is_said_to_be_done_is_seen(claim: str, word: str) -> None:
    assert problem(BRIDGE, claim) == f"says {word} of what is only planned in what it cites"


def test_a_day_after_the_article_has_not_been() -> None:
    said = "Drivers will pay when the bridge opens in March 2026. Iredale spoke on Tuesday."
    assert problem(said, "The bridge opened in March 2026.").startswith("says opened of what is only planned")
    assert problem(said, "The bridge opens in March 2026.") == ""


@pytest.mark.parametrize(
    "claim",
    [
        "The bridge is to be opened in March 2026.",
        "The firm said that it would have recovered the money from its supplier.",
        "The council lowered the toll.",
        "The firm planned to recover the money from its supplier.",
    ],
)
def test_a_plan_in_other_words_or_a_decision_passes(claim: str) -> None:
    assert "only planned" not in problem(BRIDGE, claim)


WELDS = (
    "Of the 312 welds examined 84 failed. Most economists had expected no change. Not all"
    " flights were canceled. Each pier stands on gravel, and some piers are new. Some 12 percent of plastic is burned."
)
SOME = "says that it is so of all, where what it cites says of some"


@pytest.mark.parametrize(
    ("said", "claim", "why"),
    [
        (WELDS, "All of the welds examined failed.", SOME),
        (WELDS, "All economists had expected no change.", SOME),
        (WELDS, "Every flight was canceled.", SOME),
        (
            "The committee voted 5-2.",
            "The committee voted unanimously.",
            "says that all agreed, which is not in what it cites",
        ),
    ],
)
def test_a_part_that_is_said_to_be_the_whole_is_seen(said: str, claim: str, why: str) -> None:
    assert problem(said, claim) == why


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (WELDS, "All piers stand on gravel."),
        (WELDS, "Nearly all economists had expected no change."),
        (WELDS, "Of all plastic some 12 percent is burned."),
        ("The council voted 9-0 to rebuild it.", "The council voted unanimously to rebuild it."),
    ],
)
def test_a_whole_that_is_one_passes(said: str, claim: str) -> None:
    assert SOME not in problem(said, claim)
    assert "all agreed" not in problem(said, claim)


SPEECHES = (
    "Mayor Tomas Iredale, who took office in January, said he had no choice. “The state has told us that its $60"
    " million is its last word,” he said. “What remains is either a toll or a tax, and a toll is at least paid.”\n\n"
    "Former mayor Helena Marsh, watching from the public gallery, said that she had never proposed one.\n\n"
    "Solano said that the old bridge stood in the way.\n\n"
    "“The rig could not work under the span,” she said.\n\n"
    "“You can drill at an angle,” said Hugo Brennecke of the United Nations."
)


@pytest.mark.parametrize(
    "claim",
    [
        'Solano told reporters, "You can drill at an angle."',
    ],
)
def test_a_quotation_in_another_mouth_is_seen(claim: str) -> None:
    assert problem(SPEECHES, claim) == "puts a quotation in another mouth"


@pytest.mark.parametrize(
    "claim",
    [
        "“What remains is either a toll or a tax,” said Mayor Iredale.",
        '"The rig could not work under the span," Solano said.',
        "“You can drill at an angle,” the UN said.",
        "In reply to Helena Marsh, he said: “What remains is either a toll or a tax.”",
    ],
)
def test_a_quotation_of_who_said_it_passes(claim: str) -> None:
    assert "another mouth" not in problem(SPEECHES, claim)
