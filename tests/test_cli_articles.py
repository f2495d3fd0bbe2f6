"""``dateline articles``, ``reindex`` and ``eval``."""

import json

import pytest
from command_line import (
    LISTING_KEYS,
    SYRIA,
    assert_one_error,
    run,
    run_json,
)

# -- articles --------------------------------------------------------------------------------------------------------


def test_articles_are_listed_newest_first_with_the_keys_of_the_contract(sample_library):
    listed = run_json("articles", "list", data_dir=sample_library)
    assert listed.keys() == {"articles"}
    days = [article["published"][:10] for article in listed["articles"]]
    assert len(days) >= 20 and days == sorted(days, reverse=True)
    assert all(article.keys() == LISTING_KEYS for article in listed["articles"])
    assert all(article["passages"] >= 1 and article["version"] == 1 for article in listed["articles"])
    shown = run("articles", "list", data_dir=sample_library).stdout
    assert len(shown.splitlines()) == len(days)
    assert all(article["title"] in shown and article["id"] in shown for article in listed["articles"])


def test_the_list_of_an_empty_library_is_empty(empty):
    empty.mkdir()
    assert run_json("articles", "list", data_dir=empty) == {"articles": []}
    assert run("articles", "list", data_dir=empty).exit_code == 0


def test_show_gives_one_article_of_the_list_with_its_text(sample_library):
    first = run_json("articles", "list", data_dir=sample_library)["articles"][0]
    shown = run_json("articles", "show", first["id"], data_dir=sample_library)
    assert shown.keys() == LISTING_KEYS | {"text"}
    assert {name: shown[name] for name in LISTING_KEYS} == first
    assert shown["text"].startswith(first["title"])
    assert shown["text"] in run("articles", "show", first["id"], data_dir=sample_library).stdout


def test_an_unknown_article_is_refused_by_its_id(own):
    for command in (["show", "nosuch"], ["remove", "nosuch", "--yes"]):
        assert_one_error(run("articles", *command, data_dir=own), "'nosuch'", "dateline articles list")
    first = run_json("articles", "list", data_dir=own)["articles"][0]["id"]
    assert_one_error(run("articles", "show", first, "--version", "7", data_dir=own), first, "version 7")


def test_remove_wants_a_yes_when_there_is_nobody_to_ask(own):
    first = run_json("articles", "list", data_dir=own)["articles"][0]["id"]
    assert_one_error(run("articles", "remove", first, data_dir=own), "--yes")
    # An answer that is piped in is not somebody who was asked.
    assert_one_error(run("articles", "remove", first, data_dir=own, input="y\n"), "--yes")
    assert run("articles", "show", first, data_dir=own).exit_code == 0


def test_remove_with_a_yes_removes_and_says_what(own):
    listed = run_json("articles", "list", data_dir=own)["articles"]
    removed = run_json("articles", "remove", listed[0]["id"], "--yes", data_dir=own)
    assert removed["removed"]["id"] == listed[0]["id"]
    result = run("articles", "remove", listed[1]["id"], "--yes", data_dir=own)
    assert (result.exit_code, listed[1]["title"] in result.stdout) == (0, True)
    left = run_json("articles", "list", data_dir=own)["articles"]
    assert left == listed[2:]


# -- reindex and eval ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--vectors"], ["--lexical"]], ids=str)
def test_reindex_rebuilds_what_it_is_told_to_and_answers_stay_the_same(own, options):
    before = run_json("ask", SYRIA, data_dir=own)
    changed = {name: (own / name / "applied.json").stat().st_mtime_ns for name in ("vectors", "lexical")}
    result = run("reindex", *options, data_dir=own)
    assert (result.exit_code, result.stderr) == (0, "")
    for name, earlier in changed.items():
        rebuilt = (own / name / "applied.json").stat().st_mtime_ns != earlier
        assert rebuilt == (not options or f"--{name}" in options)
    after = run_json("ask", SYRIA, data_dir=own)
    assert {**after, "timings_ms": {}} == {**before, "timings_ms": {}}


def test_eval_scores_a_question_file_and_writes_its_predictions(sample_library, tmp_path):
    questions = tmp_path / "questions.jsonl"
    rows = [
        {"id": "1", "question": SYRIA, "answers": ["about 2,000"]},
        {"id": "2", "question": "What is the population of Damascus?", "answers": []},
    ]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows))
    scored = run("eval", questions, "--predictions", tmp_path / "out.jsonl", "--json", data_dir=sample_library)
    assert scored.exit_code == 0
    assert json.loads(scored.stdout)
    predicted = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in predicted] == ["1", "2"]
    assert all({"id", "prediction", "confidence", "abstained", "citations"} <= row.keys() for row in predicted)


def test_eval_of_a_file_that_is_missing_or_broken_is_refused(sample_library, tmp_path):
    assert_one_error(run("eval", tmp_path / "missing.jsonl", data_dir=sample_library), "missing.jsonl")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "1"\n')
    assert_one_error(run("eval", broken, data_dir=sample_library), "broken.jsonl")
