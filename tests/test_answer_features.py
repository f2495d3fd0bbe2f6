"""What is known of an answer: that it tells answers apart, and counts as much as the library's size allows."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from assistant.reading.answer_features import describe, in_order
from assistant.reading.answer_scores import CONFIDENCE, QUOTABLE, RANKING, WEIGHTS, AnswerFeatures, weighted
from assistant.reading.short_answers import ShortAnswer, SpanCandidate, group_equal
from assistant.types import Article, Passage, RetrievedPassage

QUESTION = "Which airline lost a suitcase?"
SMALL, LARGE = 100, 100_000


def passage(text: str, day: str, title: str = "") -> RetrievedPassage:
    article = Article(id=f"{day}-{text}", text=text, title=title, source="Wire", published=day)
    return RetrievedPassage(Passage(f"p-{day}-{text}", article.id, 0, len(text), text), article, 1.0, 1)


def span(found: RetrievedPassage, words: str, *, margin: float = 3.0) -> SpanCandidate:
    start = found.passage.text.index(words)
    return SpanCandidate(found, start, start + len(words), margin, margin, 1.0)


OLD = passage("Harbour Air lost a suitcase, and Gull Air found it.", "2022-01-05")
NEW = passage("Gull Air lost a suitcase of a judge.", "2024-12-05", title="Gull Air in court")
OTHER = passage("The judge, who flew with Gull Air, waits.", "2024-12-06")


def described(question: str, size: int) -> dict[str, AnswerFeatures]:
    spans = [span(OLD, "Harbour Air", margin=4.0), span(OLD, "Gull Air", margin=1.0), span(NEW, "Gull Air")]
    groups = group_equal(spans)
    features = describe(question, {"airline": 1.0, "suitcase": 2.0}, groups, [OLD, NEW, OTHER], size)
    return {group[0].text: each for group, each in zip(groups, features, strict=True)}


def test_every_feature_has_its_three_weights() -> None:
    features = described(QUESTION, LARGE)["Gull Air"]
    assert list(WEIGHTS) == ["intercept", *asdict(features)]
    assert len(RANKING) == len(CONFIDENCE) == len(QUOTABLE) == len(WEIGHTS)


def test_an_answer_is_likeliest_where_no_other_span_of_the_passage_scores_higher() -> None:
    found = described(QUESTION, SMALL)
    assert found["Harbour Air"].likeliest == 1.0
    assert found["Gull Air"].likeliest == 0.5
    assert found["Gull Air"].spans > found["Harbour Air"].spans == 0.0


def test_headlines_other_passages_and_age_count_in_a_large_library_alone() -> None:
    small, large = described(QUESTION, SMALL), described(QUESTION, LARGE)
    for features in small.values():
        assert [features.headline, features.told_amid, features.age] == pytest.approx([0.0] * 3, abs=0.01)
    assert large["Gull Air"].headline == 1.0
    assert large["Harbour Air"].headline == 0.0
    assert large["Gull Air"].told_amid == large["Gull Air"].told > large["Harbour Air"].told_amid
    assert large["Harbour Air"].age > 0.8 > 0.1 > large["Gull Air"].age


def test_who_names_a_year_does_not_ask_of_late() -> None:
    found = described("Which airline lost a suitcase in 2022?", LARGE)
    assert {features.age for features in found.values()} == {0.0}
    # A number of four digits is no year.
    assert described("Which airline lost 1,999 suitcases and 3000 bags?", LARGE)["Harbour Air"].age > 0


def test_articles_without_a_date_are_neither_new_nor_old() -> None:
    undated = passage("Petrel Air lost a suitcase.", "")
    features = describe(QUESTION, {}, [[span(undated, "Petrel Air")]], [undated, NEW], LARGE)
    assert 0.0 < features[0].age < 0.5
    assert describe(QUESTION, {}, [[span(undated, "Petrel Air")]], [undated], LARGE)[0].age == features[0].age


def test_the_newer_of_two_answers_ranks_higher_in_a_large_library() -> None:
    small, large = described(QUESTION, SMALL), described(QUESTION, LARGE)

    def lead(found: dict[str, AnswerFeatures]) -> float:
        return weighted(found["Gull Air"], RANKING) - weighted(found["Harbour Air"], RANKING)

    assert lead(large) > lead(small)


def test_an_answer_is_as_far_ahead_as_its_rivals_elsewhere_let_it_be() -> None:
    def answer(candidate: SpanCandidate, rank_score: float) -> ShortAnswer:
        return ShortAnswer((candidate,), described(QUESTION, SMALL)["Gull Air"], rank_score, 0.0)

    one, other = answer(span(OLD, "Harbour Air"), 2.0), answer(span(NEW, "Gull Air"), 2.0)
    assert [each.features.ahead for each in in_order([one, other])] == [0.5, 0.5]
    last, first = answer(span(OLD, "Gull Air"), -90.0), answer(span(NEW, "Gull Air"), 90.0)
    assert [each.rank_score for each in in_order([last, first])] == [90.0, -90.0]
    assert [each.features.ahead for each in in_order([last, first])] == pytest.approx([1.0, 0.0])
    # "Harbour" of "Harbour Air" is in the same place.
    assert in_order([one, answer(span(OLD, "Harbour"), 2.0)])[0].features.ahead == 1.0
