"""What the benchmarks count is what a user gets, and what was asked is asked of nothing else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant import Assistant
from assistant.chat.facts import Source
from assistant.errors import InputError
from assistant.models import EmbeddingModel
from assistant.types import Answer, Article


class Silent:
    """An assistant whose reader finds a sure first answer, and which gives another, or none."""

    def __init__(self, answer: Answer) -> None:
        self.given = answer
        self.span_reader = SimpleNamespace(
            answers=lambda question, passages: [SimpleNamespace(text="900", probability=0.9, candidates=())]
        )

    def retrieve(self, question: str, **filters: object) -> list[object]:
        """Find nothing."""
        return []

    def answer(self, question: str, **filters: object) -> Answer:
        """Return the answer that a user gets."""
        assert filters == {"as_of": "2024-02-01", "reader": "span"}
        return self.given


ROW: dict[str, Any] = {"question": "How many troops?", "asked": "2024-02-01", "answers": ["900"]}


@pytest.mark.parametrize(
    ("answer", "given", "right"),
    [
        (Answer("?", "?", short_answer="900"), True, True),
        (Answer("?", "?", short_answer="2,500"), True, False),
        (Answer("?", "?", short_answer=None), False, False),
        (Answer("?", "?", short_answer="900", abstained=True), False, False),
    ],
)
def test_calibration_counts_the_short_answer_that_a_user_gets(
    answer: Answer, given: bool, right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import calibration

    monkeypatch.setattr(calibration, "check", lambda answers: None)
    asked = calibration.ask_one(cast(Assistant, Silent(answer)), ROW, 12)
    assert (asked.given, asked.right, asked.probability, asked.first_right) == (given, right, 0.9, True)


@pytest.mark.parametrize(
    ("quote", "leads"),
    [
        ("It rose to 4% in May.", True),
        ("It rose to 6.4% in May.", False),
        ("It is 4% and was 3% before.", True),
        ("It rose from 3% to 4%.", False),
        ("Of the 14% it says nothing.", False),
    ],
)
def test_the_newest_value_leads_a_quote_as_a_whole_and_before_older_ones(quote: str, leads: bool) -> None:
    from benchmarks.timeline import stands_first

    assert stands_first(quote, ["4%"], ["3%"]) is leads
    assert not stands_first("It costs $80.", ["$8"], [])
    assert stands_first("It costs $8.", ["$8"], [])


def test_unseen_lies_are_distinct_and_none_was_seen() -> None:
    from benchmarks.lies import Claim, make_lies
    from benchmarks.lying import OTHER_DRAWS, SEEN_DRAWS, unseen_lies

    text = "Washington keeps 900 troops in Syria and 2,500 in Iraq. On Tuesday, Ryder met 14 envoys in Amman."
    sources = [
        Source(Article(str(place), text.replace("900", f"{900 + place}"), ""), 0, len(text)) for place in range(5)
    ]
    truths = [Claim("Ryder met 14 envoys in Amman.", sources[0]), Claim("Some 900 troops are in Syria.", sources[0])]
    seen = [lie for seed in SEEN_DRAWS for lie in make_lies(truths, sources, 6, seed=seed)]
    others = [lie for seed in OTHER_DRAWS for lie in make_lies(truths, sources, 6, seed=seed)]
    found = unseen_lies(truths, sources, 6)
    assert found
    assert [lie for lie in others if lie in seen]
    assert not [lie for lie in found if lie in seen]
    assert all(lie not in found[:place] for place, lie in enumerate(found))
    assert all(lie in found or lie in seen for lie in others)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("May 1990", "right"),
        ("in May 1990", "right"),
        ("1990", ""),
        ("June 1992", "wrong"),
        ("not June 1992 but May 1990", ""),
        ("nine", "right"),
    ],
)
def test_an_answer_to_conflicting_texts_is_right_when_it_says_as_much_as_the_gold(said: str, found: str) -> None:
    from benchmarks.conflicts import verdict

    assert verdict(said, ["May 1990", "9"], ["June 1992"]) == found


def test_cases_of_a_set_in_order_are_sampled() -> None:
    from benchmarks.conflicts import sampled

    chosen = sampled(range(1000), 100)
    assert chosen == sampled(range(1000), 100)
    assert len(set(chosen)) == 100
    assert max(chosen) > 500
    assert sorted(sampled(range(5), 100)) == [0, 1, 2, 3, 4]


def test_no_article_of_the_sentence_benchmark_is_both_fitted_and_scored() -> None:
    from benchmarks.sentence_support import Judged, split_by_article

    judged = [Judged("CNN", place, True, "", ()) for place in (0, 0, 0, 1, 1, 2)]
    fitted, scored = split_by_article(judged)
    assert [row.place for row in fitted] == [0, 0, 0, 2]
    assert [row.place for row in scored] == [1, 1]


def test_follow_ups_are_measured_on_titles_that_were_not_in_view() -> None:
    from benchmarks.follow_ups import FollowUp, held_out

    titles = {"a": "Rhine", "b": "Oxygen", "c": "Geology", "d": "Rhine"}
    turns = [FollowUp(name, "And then?", ((title, "History"),), "?", "") for name, title in titles.items()]
    assert [turn.dialogue for turn in held_out(turns)] == ["b"]


def test_a_library_that_is_built_smaller_loses_the_articles_that_are_gone(tmp_path: Path) -> None:
    from benchmarks.suites import build_library

    rows = [{"title": f"Match {place}", "text": f"Rovers won match {place} by two goals."} for place in range(3)]
    assert build_library(tmp_path, rows).articles == 3
    assert build_library(tmp_path, rows[:1]).articles == 1
    with pytest.raises(InputError, match="1 articles failed"):
        build_library(tmp_path, [{"title": "No text"}])


def test_a_result_names_the_settings_of_the_environment_but_no_address_folder_or_key() -> None:
    from benchmarks.results import environment_settings

    found = environment_settings(
        {
            "DATELINE_READER": "digest",
            "DATELINE_PASSAGES": "20",
            "DATELINE_CHAT_BASE_URL": "http://127.0.0.1:1",
            "DATELINE_DATA_DIR": "/home/someone",
            "DATELINE_MCP_TOKEN": "secret",
            "HOME": "/home/someone",
        }
    )
    assert found == {"DATELINE_PASSAGES": "20", "DATELINE_READER": "digest"}


def test_results_of_other_readers_and_libraries_have_other_names() -> None:
    from benchmarks.results import result_name

    assert result_name("latency", "standard", "span") == "latency-standard-span"
    assert result_name("latency", "three suites/at once", None) == "latency-three-suites-at-once"


def test_missing_data_and_a_missing_package_are_said_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import calibration, unanswerable

    with pytest.raises(InputError, match=r"squad2.*is not there.*--data"):
        unanswerable.main(["--data", str(tmp_path), "--work", str(tmp_path)])
    monkeypatch.setattr(calibration, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="pip install"):
        calibration.main(["--plots", str(tmp_path), "--work", str(tmp_path)])


def test_ingest_and_bare_encoding_take_turns_at_going_first_over_the_same_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import ingest_speed

    turns: list[tuple[str, list[str]]] = []
    bare = SimpleNamespace(encode=lambda texts, **options: turns.append(("bare", texts)))
    model = cast(EmbeddingModel, SimpleNamespace(encode=lambda texts: turns.append(("ingest", texts)), model=bare))

    def ingest(sources: list[Path], *, data_dir: Path) -> SimpleNamespace:
        assert data_dir.parent == tmp_path
        model.encode(["a header and a text", "another"])
        return SimpleNamespace(failed=())

    monkeypatch.setattr(ingest_speed, "ingest", ingest)
    rounds = ingest_speed.measure_in_turns(model, tmp_path / "articles.jsonl", 4)
    assert [side for side, _ in turns] == ["ingest", "bare", "bare", "ingest", "ingest", "bare", "bare", "ingest"]
    assert {tuple(texts) for _, texts in turns} == {("a header and a text", "another")}
    assert [each["passages"] for each in rounds] == [2] * 4
    assert all("bare_seconds" in each and "ingest_seconds" in each for each in rounds)
