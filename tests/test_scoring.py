"""Scores against values worked out by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from assistant.bootstrap import bootstrap_interval
from assistant.question_file import Question
from assistant.scoring import (
    Measure,
    ScoredAnswer,
    comparable_url,
    contains_answer,
    exact_match,
    f1_score,
    measure_mean,
    measure_quantile,
    normalize_answer,
    rank_of_gold,
    recall_at,
    risk_coverage_area,
)
from assistant.types import Answer, Article, Citation

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("The  Cat, a dog!", "cat dog"),
        ("An apple a day", "apple day"),
        ("“Oppenheimer”", "oppenheimer"),
        ("84–82", "8482"),
        ("$2 billion", "2 billion"),
        ("Theatre", "theatre"),
        ("", ""),
    ],
)
def test_normalizing_drops_case_punctuation_and_english_articles(text: str, normalized: str) -> None:
    assert normalize_answer(text) == normalized


def test_an_exact_match_is_the_best_over_the_answers() -> None:
    assert exact_match("the Islamic Resistance in Iraq", ["Iran", "Islamic Resistance in Iraq."]) == 1.0
    assert exact_match("some 900", ["900"]) == 0.0
    assert exact_match("900", []) == 0.0


def test_an_empty_prediction_matches_nothing_not_even_an_answer_that_normalizes_to_nothing() -> None:
    assert exact_match("", ["The"]) == 0.0
    assert f1_score("", ["The"]) == 0.0


def test_f1_counts_shared_words_with_repeats() -> None:
    assert f1_score("some 900", ["900"]) == pytest.approx(2 * 0.5 * 1 / 1.5)
    # Predicted: new new york (3); wanted: new york city (3); shared: new, york.
    assert f1_score("New New York", ["New York City"]) == pytest.approx(2 / 3)
    assert f1_score("Paris", ["London", "the Paris"]) == 1.0
    assert f1_score("Paris", ["London"]) == 0.0
    assert f1_score("Paris", []) == 0.0


@pytest.mark.parametrize(
    ("quote", "answer", "found"),
    [
        ("There are some 900 troops.", "900", True),
        ("There are 1,900 troops.", "900", False),
        ("There are 1,900 troops.", "1900", True),
        ("Prices rose 2.5 percent.", "25", False),
        ("Prices rose 2.5 percent.", "2.5", True),
        ("It ended 84–82 in Boston.", "84-82", True),
        ("A 900-strong force", "900", True),
        ("President Biden’s plan", "Biden", True),
        ("the US-led coalition", "US", True),
        ("the U.S.-led coalition", "US", True),
        ("It is thus over.", "US", False),
        ("talks—Qatar said—failed", "Qatar", True),
        ("Marching on", "March", False),
        ("Fans of “Oppenheimer” won", '"Oppenheimer"', True),
        ("The end", "The", False),
        ("", "900", False),
    ],
)
def test_an_answer_is_contained_as_whole_words_only(quote: str, answer: str, found: bool) -> None:
    assert contains_answer(quote, ["no such words", answer]) is found


def test_the_risk_coverage_area_is_the_mean_of_the_risks_so_far() -> None:
    # By falling confidence: right, wrong, right, wrong: risks 0/1, 1/2, 1/3, 2/4.
    area = risk_coverage_area([0.2, 0.9, 0.5, 0.7], [False, True, True, False])
    assert area == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4)


def test_equal_confidences_share_their_errors_whatever_the_order() -> None:
    # Two at .5, one of them wrong: half an error each: risks .5/1, 1/2, then right: 1/3.
    expected = (0.5 + 0.5 + 1 / 3) / 3
    assert risk_coverage_area([0.5, 0.5, 0.1], [True, False, True]) == pytest.approx(expected)
    assert risk_coverage_area([0.5, 0.1, 0.5], [False, True, True]) == pytest.approx(expected)


def test_all_right_has_no_risk_and_all_wrong_has_all() -> None:
    assert risk_coverage_area([0.1, 0.9], [True, True]) == 0.0
    assert risk_coverage_area([0.1, 0.9], [False, False]) == 1.0
    assert np.isnan(risk_coverage_area([], []))


def test_the_bootstrap_is_the_same_under_the_same_seed_and_another_under_another() -> None:
    values = np.arange(50.0)

    def mean(indices: np.ndarray) -> float:
        return float(values[indices].mean())

    assert bootstrap_interval(50, mean) == bootstrap_interval(50, mean)
    assert bootstrap_interval(50, mean, seed=1) != bootstrap_interval(50, mean, seed=2)
    low, high = bootstrap_interval(50, mean)
    # The standard error of the mean is 14.43 / sqrt(50) = 2.04; 1.96 of them each side of 24.5.
    assert low == pytest.approx(24.5 - 4.0, abs=0.7)
    assert high == pytest.approx(24.5 + 4.0, abs=0.7)


def test_a_bootstrap_of_nothing_is_nan_and_one_of_equal_values_has_no_width() -> None:
    assert np.isnan(bootstrap_interval(0, lambda indices: 1.0)).all()
    assert measure_mean([1.0, 1.0, 1.0]) == Measure(1.0, 1.0, 1.0, 3)


def test_values_of_one_cluster_are_resampled_together() -> None:
    values = [place % 2 for place in range(20) for _ in range(50)]
    clusters = [place for place in range(20) for _ in range(50)]
    alone, together = measure_mean(values), measure_mean(values, clusters=clusters)
    assert (together.value, together.count) == (alone.value, 1000) == (0.5, 1000)
    # The standard error is .5 / sqrt(1000) of a thousand values, .5 / sqrt(20) of twenty.
    assert alone.high - alone.low == pytest.approx(2 * 1.96 * 0.5 / 1000**0.5, rel=0.2)
    assert together.high - together.low == pytest.approx(2 * 1.96 * 0.5 / 20**0.5, rel=0.2)
    assert np.isnan(measure_mean([], clusters=[]).value)
    with pytest.raises(ValueError, match="shorter"):
        measure_mean([1.0, 2.0], clusters=["a"])


def test_quantiles_are_measured_in_the_values_own_unit() -> None:
    measure = measure_quantile(list(range(101)), 0.95)
    assert measure.value == 95.0
    assert measure.low <= 95.0 <= measure.high
    assert Measure(0.12345, 0.1, 0.2, 7).shown() == "0.123 [0.100, 0.200]"


def test_recall_counts_questions_with_a_gold_article_among_the_first() -> None:
    ranks = [1, 5, 6, None]
    assert recall_at(ranks, 1) == [1.0, 0.0, 0.0, 0.0]
    assert recall_at(ranks, 5) == [1.0, 1.0, 0.0, 0.0]
    assert recall_at(ranks, 10) == [1.0, 1.0, 1.0, 0.0]


def test_the_rank_of_gold_is_that_of_the_first_gold_article_and_articles_without_url_take_a_place() -> None:
    ranked = ["", "https://a.example/x", "", "https://www.b.example/story/?utm_source=rss"]
    assert rank_of_gold(ranked, ["http://b.example/story", "https://c.example/"]) == 4
    assert rank_of_gold(ranked, ["https://c.example/"]) is None
    assert rank_of_gold(ranked, [""]) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.example/x/", "https://A.example/x", True),
        ("https://a.example/x?utm_source=AMP&utm_medium=y", "https://a.example/x", True),
        ("https://a.example/x?cid=rss", "https://a.example/x", True),
        ("https://a.example/x?cid=4821", "https://a.example/x?cid=4822", False),
        ("https://a.example/x#part", "https://a.example/x", True),
        ("https://a.example/?id=1", "https://a.example/?id=2", False),
        ("https://a.example/?b=2&a=1", "https://a.example/?a=1&b=2", True),
        ("https://a.example/X", "https://a.example/x", False),
        ("http://[", "http://[", True),
    ],
)
def test_urls_are_compared_by_what_tells_articles_apart(one: str, other: str, same: bool) -> None:
    assert (comparable_url(one) == comparable_url(other)) is same


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.example/story/2024/",
        "https://a.example/caf%C3%A9/x?fbclid=abc&id=7",
        "https://a.example/café/x?gclid=1",
        "https://a.example/x?partner=rss&at_medium=y&share=1",
        "https://a.example:443/x?amp",
    ],
)
def test_a_gold_url_stays_comparable_with_the_form_in_which_ingest_stores_it(url: str) -> None:
    from ingest.urls import canonical_url

    assert comparable_url(canonical_url(url)) == comparable_url(url)


def scored(
    *,
    answers: list[str],
    short: str | None = None,
    quotes: tuple[str, ...] = (),
    abstained: bool = False,
    at: float = 0.5,
) -> ScoredAnswer:
    article = Article(id="a", text="", title="")
    citations = tuple(Citation(n, quote, 0, len(quote), "", article) for n, quote in enumerate(quotes, start=1))
    answer = Answer("?", "?", short_answer=short, abstained=abstained, confidence=at, citations=citations)
    return ScoredAnswer(Question("1", "?", tuple(answers)), answer, 1.0)


def test_a_short_answer_is_right_when_it_matches_and_a_digest_when_its_quotes_hold_the_answer() -> None:
    quotes = ("There are some 900 troops.",)
    assert scored(answers=["900"], short="900", quotes=quotes).correct
    assert not scored(answers=["900"], short="some 900", quotes=quotes).correct
    assert scored(answers=["900"], quotes=quotes).correct
    assert not scored(answers=["2,500"], quotes=quotes).correct
    assert not scored(answers=["900"], quotes=quotes, abstained=True).correct
    assert not scored(answers=[], short="900", quotes=quotes).correct


def test_abstaining_is_matched_where_there_is_no_answer_and_predicts_nothing() -> None:
    silent = scored(answers=[], short="900", abstained=True)
    assert (silent.exact_match, silent.f1, silent.prediction) == (1.0, 1.0, "")
    spoken = scored(answers=[], short="900")
    assert (spoken.exact_match, spoken.f1, spoken.prediction) == (0.0, 0.0, "900")
    assert scored(answers=["x"], abstained=True, at=0.9).rank_confidence < scored(answers=["x"], at=0.0).rank_confidence


@pytest.fixture
def realtimeqa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data set of three questions and four articles, in RealTimeQA's layout."""
    monkeypatch.syspath_prepend(ROOT)
    day = {"asked": "2024-02-02"}
    one = {"id": "20240202_0", "question": "Who won?", "answers": ["Rovers"], **day}
    two = {"id": "20240202_1", "question": "Who lost?", "answers": ["United"], **day}
    old = {"id": "20220202_0", "question": "Which river?", "answers": ["Ouse"], "asked": "2022-02-02"}
    one |= {"searched_urls": ["u1", "u2"], "answer_urls": ["u1"], "recent_answer_urls": ["u1"]}
    two |= {"searched_urls": ["u3"], "answer_urls": ["u3"], "recent_answer_urls": ["u3"]}
    old |= {"searched_urls": ["u4"], "answer_urls": [], "recent_answer_urls": []}
    texts = {"u1": "Rovers won.", "u2": "A match against United was played.", "u3": "United lost.", "u4": "Rain."}
    rows = [{"url": url, "title": url, "text": text, "published": "2024-01-20"} for url, text in texts.items()]
    folder = tmp_path / "realtimeqa"
    folder.mkdir()
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in (one, two, old)))
    with gzip.open(folder / "articles-0.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


def test_the_standard_suite_is_the_answerable_questions_of_2024_with_the_articles_searched_for_them(
    realtimeqa: Path,
) -> None:
    from benchmarks.suites import select

    selection = select("standard", realtimeqa)
    assert [row["id"] for row in selection.questions] == ["20240202_0", "20240202_1"]
    assert [row["url"] for row in selection.articles] == ["u1", "u2", "u3"]


def test_a_suite_without_answers_drops_the_answering_articles_and_the_questions_still_in_doubt(
    realtimeqa: Path,
) -> None:
    from benchmarks.suites import select, without_answers

    emptied = without_answers(select("standard", realtimeqa))
    assert [row["url"] for row in emptied.articles] == ["u2"]
    assert [(row["id"], row["answers"]) for row in emptied.questions] == [("20240202_0", [])]
    assert emptied.dropped == 1


def test_a_suite_says_plainly_that_its_data_is_missing(tmp_path: Path, realtimeqa: Path) -> None:
    from assistant.errors import InputError
    from benchmarks.suites import select

    with pytest.raises(InputError, match=r"questions\.jsonl is not there.*RealTimeQA.*--realtimeqa"):
        select("standard", tmp_path / "nowhere")
