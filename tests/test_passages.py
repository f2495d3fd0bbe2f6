"""Sentences and passages tile any text, in linear time."""

import random
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.passages import MAX_CHARACTERS, split_passages
from assistant.sentences import sentences_near, split_sentences, trimmed
from assistant.types import Article

PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Gen. Smith", "U.S. ", "p.m. The", ". ", ".” ", "?!", "…", "\n", "\n\n", "。", "」", " \u2028", "$1.5"]
    ),
    st.text(alphabet=" .\"'A“”\n", max_size=40),
    st.integers(1, 1_500).map(lambda length: "x" * length),
    st.integers(1, 300).map(lambda count: "word " * count),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
@example(text="")
@example(text=" ")
@example(text="\n\n\n")
@example(text="x" * (MAX_CHARACTERS + 1))
@example(text="\U0001f30d" * 2_000)
@example(text='He said: "No." Then he left. ' * 50)
def test_sentences_and_passages_tile_any_text(text):
    spans = split_sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    article = Article(id="a", text=text, title="T", version=3)
    passages = split_passages(article, is_boilerplate=lambda sentence: sentence.startswith("x"))
    assert "".join(passage.text for passage in passages) == text
    assert [passage.id for passage in passages] == [f"a-3-{place}" for place in range(len(passages))]
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert 0 < len(passage.text) <= MAX_CHARACTERS
    assert passages == split_passages(article, is_boilerplate=lambda sentence: sentence.startswith("x"))


@pytest.mark.parametrize(
    "unit",
    [".", "?!", '"', "” ", " ", "\n", " \n", "x", "x ", ". ", '." ', "U.S. ", "A.", "Gen. ", "。", "p.m. The "],
    ids=repr,
)  # fmt: skip
def test_two_megabytes_of_anything_are_split_in_linear_time(unit):
    text = unit * (2_000_000 // len(unit))
    began = time.process_time()
    passages = split_passages(Article(id="a", text=text, title=""))
    assert time.process_time() - began < 20
    assert sum(len(passage.text) for passage in passages) == len(text)
    assert max(len(passage.text) for passage in passages) <= MAX_CHARACTERS


def test_two_parties_of_a_case_are_in_one_sentence() -> None:
    text = "It cited Roe v. Wade and Brown vs. Board of Education. They came after Henry V. The end."
    cuts = [text[start:end].strip() for start, end in split_sentences(text)]
    assert cuts == [
        "It cited Roe v. Wade and Brown vs. Board of Education.",
        "They came after Henry V.",
        "The end.",
    ]


def test_the_sentences_near_a_place_are_those_of_the_whole_text() -> None:
    lines = ["Mr. Berg said no. “It is late,” he said.", "", "A storm hit at 5 p.m. on Monday. Why? Nobody knew."]
    text = "\n".join(lines * 400) + " " + "It went on and on. " * 3_000
    whole = [trimmed(text, span) for span in split_sentences(text)]
    chance = random.Random(1)
    for _ in range(60):
        start = chance.randrange(len(text) - 30)
        end = start + chance.randrange(1, 30)
        near = [trimmed(text, span) for span in sentences_near(text, start, end)]
        assert [(a, b) for a, b in near if a < end and b > start] == [(a, b) for a, b in whole if a < end and b > start]
    began = time.process_time()
    sentences_near("word " * 2_000_000, 5_000_000, 5_000_010)
    assert time.process_time() - began < 0.2
