"""What a later article takes back: corrected, revised and changed values, and offices left."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.reading.ruled_out import is_corrected, is_withdrawn
from assistant.reading.span_network import PassageScores, ScoredSpan
from assistant.span_reader import SpanReader
from assistant.types import Article, Passage, Reading, RetrievedPassage

PLAN = "The company will cut 2,800 jobs."
RAISED = "The company raised the number of job cuts to 4,100 from 2,800."


class Pointing:
    """Stands in for the network: it points at the given words of each text, with their log odds."""

    def __init__(self, spans: Mapping[str, float]) -> None:
        self._spans = spans

    def read(self, question: str, passages: list[tuple[str, str]]) -> list[PassageScores]:
        found = []
        for _, text in passages:
            places = [(text.find(words), words, score) for words, score in self._spans.items()]
            spans = [ScoredSpan(at, at + len(words), score) for at, words, score in places if at >= 0]
            found.append(PassageScores(tuple(sorted(spans, key=lambda span: -span.score)), 0.0, 5.0))
        return found


def read(question: str, texts: Mapping[str, str], spans: Mapping[str, float]) -> Reading:
    passages = []
    for day, text in texts.items():
        article = Article(id=day, text=text, title="", source=day, published=day)
        passages.append(RetrievedPassage(Passage(day, day, 0, len(text), text), article, 1.0, 1))
    return SpanReader(Pointing(spans), lambda terms: dict.fromkeys(terms, 1.0), 100).read(question, passages)


def test_a_value_that_a_later_article_replaces_gives_way_to_the_new_one() -> None:
    texts = {"2026-07-28": PLAN, "2026-10-29": RAISED}
    spans = {"2,800": 7.0, "4,100": 3.0}
    reading = read("How many jobs is the company cutting?", texts, spans)
    assert reading.short_answer == "4,100"
    assert [value.value for value in reading.values] == ["4,100", "2,800"]
    # What was so once was so, for who asks about then.
    assert read("How many jobs did the company cut in July?", texts, spans).short_answer == "2,800"


def test_an_older_article_takes_nothing_back() -> None:
    texts = {"2026-07-28": RAISED, "2026-10-29": PLAN}
    assert read("How many jobs is the company cutting?", texts, {"2,800": 7.0, "4,100": 3.0}).short_answer == "2,800"


def test_a_revised_value_gives_way_whenever_the_question_is_of() -> None:
    texts = {"2026-10-03": "The quake had a magnitude of 6.8.", "2026-10-07": "It was revised to 6.9 from 6.8."}
    assert read("What was the magnitude of the quake?", texts, {"6.8": 7.0, "6.9": 3.0}).short_answer == "6.9"


def test_a_corrected_value_is_no_answer_and_the_correction_is_quoted_first() -> None:
    correction = "It was erroneously reported that the bacteria degraded 12% of it. The correct figure is 1.2%."
    texts = {"2026-05-19": "The bacteria degraded 12% of it.", "2026-05-21": correction}
    reading = read("How much of it did the bacteria degrade?", texts, {"12%": 7.0})
    assert reading.short_answer is None
    assert reading.evidence[0].quote == correction
    assert reading.evidence[0].answer == ""


@pytest.mark.parametrize(
    ("query", "sentence", "words", "withdrawn", "corrected"),
    [
        ("How many jobs are cut?", RAISED, "2,800", True, False),
        ("How many jobs are cut?", RAISED, "4,100", False, False),
        ("How high is it?", "The estimate was revised to 6.9 from 6.8.", "6.8", True, True),
        ("How high is it?", "We wrongly gave it as 6.8.", "6.8", True, True),
        ("Who is the minister?", "Former minister Ana Ruiz spoke.", "Ana Ruiz", True, False),
        ("Who is the minister?", "The minister, Ana Ruiz, spoke.", "Ana Ruiz", False, False),
    ],
)
def test_a_sentence_tells_what_it_takes_back(
    query: str, sentence: str, words: str, withdrawn: bool, corrected: bool
) -> None:
    start = sentence.index(words)
    assert is_withdrawn(query, sentence, start, start + len(words)) is withdrawn
    assert is_corrected(sentence, start) is corrected
