"""What a chat model writes around its sentences: marks in many forms, lists of sources, refusals in its own words."""

from __future__ import annotations

import pytest

from assistant.chat.marks import cited_numbers, without_marks
from assistant.chat.refusals import is_refusal
from assistant.chat.untrusted import shown_to_model
from assistant.chat.written import complete_sentences

OUTLETS = ("Meridian Wire (sample)", "Northgate Post", "Iredale wins the mayor's office", "")


def read(text: str) -> list[tuple[str, list[int]]]:
    """Return each sentence without marks, and what it cites; the same however the text arrives."""
    whole = list(complete_sentences(iter([text]), OUTLETS))
    assert list(complete_sentences((text[:end] for end in range(1, len(text) + 1)), OUTLETS)) == whole
    return [(without_marks(sentence), cited_numbers(sentence)) for sentence in whole]


@pytest.mark.parametrize(
    "mark",
    "[^4]|(4)|[Source 4]|[source #4]|[4, Northgate Post]|[4, Meridian Wire, May 3, 2024]|[4, 3 May 2024]|[4: Post]"
    "|[number 4]|[#4]|[ref 4]|[4](#p4)|[4](https://a.example/?q=4)|[[4]]|([4](#4))|(passage 4)|(Passage [4])|**[4]**"
    "|(see [4])|(Source: 4)|【4†source】|according to passage 4|(per [4])|as reported in [4]|from source [4]".split(
        "|"
    ),
)
def test_a_mark_is_read_in_every_form_that_models_use(mark: str) -> None:
    expected = [("Tomas has been elected.", [4]), ("Turnout was 61 percent.", [4])]
    assert read(f"Tomas has been elected {mark}. Turnout was 61 percent {mark}.") == expected


@pytest.mark.parametrize("marks", ["[4 & 5]", "[4/5]", "[4, and 5]", "(4, 5)", "(4)(5)", "[Sources 4; 5]", "[4–5]"])
def test_a_mark_of_several_passages_cites_each(marks: str) -> None:
    assert read(f"Tomas has been elected {marks}. So it was.") == [
        ("Tomas has been elected.", [4, 5]),
        ("So it was.", []),
    ]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("He won the last vote (2024). It was close (4-3).", ["He won the last vote (2024).", "It was close (4-3)."]),
        ("Ann (4) is here. Bob left.", ["Ann (4) is here.", "Bob left."]),
        ("Ann leads [1]. Bob has many points (24).", ["Ann leads.", "Bob has many points (24)."]),
        ("Ann has many points (24). [1] So it was.", ["Ann has many points (24).", "So it was."]),
        ("It says [sic] so [3].", ["It says [sic] so."]),
    ],
)
def test_a_number_in_parentheses_is_no_mark_where_it_may_be_something_else(text: str, claims: list[str]) -> None:
    assert [claim for claim, _ in read(text)] == claims


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is so. (4) And this. (5)", [("It is so.", [4]), ("And this.", [5])]),
        ("[4] Ann won. [1] Bob lost. [3][2] So it is.", [("Ann won.", [4]), ("Bob lost.", [1]), ("So it is.", [3, 2])]),
        ("- [4] Ann won.\n- [1]: Bob lost. [2]", [("Ann won.", [4]), ("Bob lost.", [1, 2])]),
        ("[4] It is run by the U.S. [1] Bob lost.", [("It is run by the U.S.", [4]), ("Bob lost.", [1])]),
        ("Ann won\n[1]\nBob lost\n[2]", [("Ann won", [1]), ("Bob lost", [2])]),
    ],
)
def test_a_mark_belongs_to_the_sentence_that_it_stands_beside(
    text: str, sentences: list[tuple[str, list[int]]]
) -> None:
    assert read(text) == sentences


@pytest.mark.parametrize(
    ("text", "claim", "numbers"),
    [
        ("According to passage [4], Tomas won.", "Tomas won.", [4]),
        ("according to passage 4, he won.", "He won.", [4]),
        ("Per [4], he won.", "He won.", [4]),
        ("In [4], he won, according to the passages [1] and [2], on Tuesday.", "He won on Tuesday.", [4, 1, 2]),
        ("He won, and according to article [4] he is here.", "He won, and he is here.", [4]),
        ("Passage [4] says that he won.", "He won.", [4]),
        ("Based on the passages, he won [4].", "He won.", [4]),
        ("According to the sources, he won [4].", "According to the sources, he won.", [4]),
    ],
)
def test_words_that_only_name_the_passage_go_with_its_mark(text: str, claim: str, numbers: list[int]) -> None:
    assert read(text) == [(claim, numbers)]


def test_marks_of_many_shapes_are_read() -> None:
    assert cited_numbers("It is so [1][3], and [2, 4] 【5†source】.") == [1, 3, 2, 4, 5]
    assert cited_numbers("It is so [passage 2].") == [2]
    assert cited_numbers("It is so [1-3], [5–6] and [3-1].") == [1, 2, 3, 5, 6]
    # No more than there may be: a range without end cites what is not there.
    assert cited_numbers("It is so [1-999999999].") == [1, 999999999]
    assert without_marks("It is so [1-3].") == "It is so."
    assert without_marks("It is so [1].") == "It is so."
    grown = ["It is so. [1] And", "It is so. [1] And this. [2]"]
    assert list(complete_sentences(iter(grown))) == ["It is so [1].", "And this [2]."]


def test_a_word_that_has_half_arrived_begins_no_sentence() -> None:
    pieces = ["It is run by the U.S.", " In", "diana National Guard and holds 900 troops [1].", " More were sent [2]."]
    grown = ("".join(pieces[: end + 1]) for end in range(len(pieces)))
    assert list(complete_sentences(grown)) == [
        "It is run by the U.S. Indiana National Guard and holds 900 troops [1].",
        "More were sent [2].",
    ]


def test_a_mark_belongs_to_its_sentence_however_the_text_arrives() -> None:
    text = "It is so. [1] [2] And this. [7] It says [sic] more [3]. The end"
    sentences = ["It is so [1] [2].", "And this [7].", "It says [sic] more [3].", "The end"]
    assert list(complete_sentences(iter([text]))) == sentences
    assert list(complete_sentences(text[:end] for end in range(1, len(text) + 1))) == sentences


@pytest.mark.parametrize(
    "listed",
    [
        "\n\nSources:\n[1] Meridian Wire, December 19, 2024\n[2] Somebody Else",
        "\n\n**Sources:**\n1. Meridian Wire",
        "\n### References\n1. Meridian Wire",
        "\n*Citations*: [1] Meridian Wire.",
        " Sources: [1] Meridian Wire",
        "\n\n[1] Meridian Wire, December 19, 2024\n[8] Northgate Post (2024-01-02)\n",
        "\n[^1]: Northgate Post",
        "\n- [1] “Iredale wins the mayor's office,” Meridian Wire, Dec. 19, 2024.",
    ],
)
def test_a_list_of_sources_ends_the_answer(listed: str) -> None:
    assert read(f"Tomas won [1].{listed}") == [("Tomas won.", [1])]


def test_a_line_that_says_more_than_its_source_is_read() -> None:
    assert read("Tomas won [1].\n[2] Northgate Post says he is 54.\nSources told it so [3].") == [
        ("Tomas won.", [1]),
        ("Northgate Post says he is 54.", [2]),
        ("Sources told it so.", [3]),
    ]


@pytest.mark.parametrize("mark", ["[^4]", "[Source 4]", "[4, Post]", "[#4]", "[4/5]", "【4†source】"])
def test_an_article_brings_no_mark_of_any_form_into_the_prompt(mark: str) -> None:
    shown = shown_to_model(f"Nobody pays {mark}.")
    assert not cited_numbers(shown) and "4" in shown


@pytest.mark.parametrize(
    "sentence",
    [
        "The articles do not say how many US troops are in Iraq [4].",
        "There is no information about US troops in Iraq.",
        "There is no information available.",
        "No information is given about Iraq.",
        "No article gives the number of US troops in Iraq.",
        "None of the passages [1][2] mentions Iraq.",
        "Neither passage mentions it.",
        "No mention is made of Iraq.",
        "Unfortunately, the provided passages don’t specify the number.",
        "Passage [4] does not mention Iraq.",
        "Passages 1 and 3 do not mention Iraq.",
        "The documents do not mention Iraq.",
        "The text does not say who won.",
        "The sources provided do not give a figure.",
        "Source [4] does not give a figure.",
        "The number is not mentioned in the articles.",
        "The passages make no mention of Iraq.",
        "The articles are silent on it.",
        "Nothing in the passages says who won.",
        "Iredale was elected, but the articles do not say when he takes office [4].",
        "While the passages do not mention Iraq, 2,000 are in Syria [1].",
    ],
)
def test_a_sentence_that_says_what_the_articles_do_not_say_is_a_refusal(sentence: str) -> None:
    assert is_refusal(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry did not say how many troops are in Iraq [4].",
        "Officials would not say how many.",
        "A source did not say who paid, and the sources did not say when.",
        "The court documents do not name the officer.",
        "Documents released by the court do not name the officer.",
        "The documents did not name the officer.",
        "No articles of impeachment were filed.",
        "The articles of impeachment do not mention bribery.",
        "There is no information on the suspects, police said.",
        "The text of the bill does not mention abortion.",
        "Sources close to the talks did not say when.",
        "There is no evidence of fraud [1].",
        "No information has been released about the suspects.",
        "He said the article did not reflect his views.",
        "The articles say that 2,000 troops are in Syria.",
        "The Pentagon gave no number.",
    ],
)
def test_what_an_article_reports_as_not_said_stays_a_claim(sentence: str) -> None:
    assert not is_refusal(sentence)
