"""JSON and JSON Lines: good rows become drafts, bad ones are named by their line."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys

import pytest
from loading import TEXT, loaded, only_draft, only_error, write

from ingest.draft import Draft
from ingest.loaders.reading import MEBIBYTE


def test_a_row_with_all_fields_becomes_a_draft(tmp_path):
    row = {
        "text": TEXT, "title": "Budget", "url": "https://example.com/b", "source": "Times",
        "authors": ["Jane", "John", "Jane"],
        "published": "January 23, 2024 9:05 AM EST", "extra": {"ignored": 1},
    }  # fmt: skip
    assert only_draft(write(tmp_path, "news.jsonl", json.dumps(row))) == Draft(
        text=TEXT,
        locator="news.jsonl line 1",
        title="Budget",
        source="Times",
        author="Jane, John",
        url="https://example.com/b",
        published="2024-01-23T09:05:00-05:00",
    )


def test_a_row_with_the_fields_names_of_others_becomes_the_same_draft(tmp_path):
    row = {
        "body": TEXT, "headline": "Budget", "link": "https://example.com/b", "outlet": "Times",
        "publishedAt": "2024-01-23T14:05:00Z", "date": {"no": "day"},
    }  # fmt: skip
    draft = only_draft(write(tmp_path, "news.jsonl", json.dumps(row)))
    assert (draft.text, draft.title, draft.source) == (TEXT, "Budget", "Times")
    assert (draft.url, draft.published) == ("https://example.com/b", "2024-01-23T14:05:00+00:00")


def test_what_no_day_is_under_another_name_is_ignored_and_our_own_name_counts_first(tmp_path):
    row = {"text": TEXT, "content": "Something else.", "date": "soon", "title": "Budget", "headline": "Other"}
    draft = only_draft(write(tmp_path, "news.jsonl", json.dumps(row)))
    assert (draft.text, draft.title, draft.published) == (TEXT, "Budget", None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "cut off he', "cut short"),
        ("[1, 2]", "a list"),
        ('"text"', "a string"),
        ("null", "null"),
        ("{}", 'no "text"'),
        ('{"text": "  "}', 'no "text"'),
        ('{"text": "\\u200b"}', "no text left"),
        ('{"text": 5}', '"text" is a number'),
        ('{"text": "a b", "title": ["a"]}', '"title" is a list'),
        ('{"text": "a b", "authors": [1]}', '"authors"'),
        ('{"text": "a b", "published": "soon"}', '"soon"'),
        ('{"text": "a b", "published": 20240123}', "20240123"),
        ('{"text": "a b", "published": "01/02/2024"}', "2024-01-23T14:05:00+02:00"),
        ("[" * 100_000, "not valid JSON"),
        ('{"text": ' + "9" * 5000 + "}", "not valid JSON"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_rest_goes_on(tmp_path, line, reason):
    good = json.dumps({"text": TEXT})
    drafts, errors = loaded(write(tmp_path, "news.jsonl", f"{good}\n\n{line}\n{good}\n"))
    assert [draft.locator for draft in drafts] == ["news.jsonl line 1", "news.jsonl line 4"]
    assert [error.source for error in errors] == ["news.jsonl line 3"]
    assert reason in errors[0].reason


def test_rows_keep_their_places_when_one_before_them_is_bad(tmp_path):
    rows = [json.dumps({"text": f"{TEXT} {number}"}) for number in range(3)]
    drafts, _ = loaded(write(tmp_path, "news.jsonl", "\n".join([rows[0], "{bad", rows[2]])))
    assert [draft.place for draft in drafts] == [0, 2]


def test_a_row_whose_title_is_empty_has_none(tmp_path):
    assert only_draft(write(tmp_path, "news.jsonl", json.dumps({"text": TEXT, "title": ""}))).title == ""


def test_a_row_with_an_address_of_no_web_page_keeps_its_text_and_loses_the_address(tmp_path):
    row = {"text": TEXT, "url": "javascript:alert(1)"}
    assert only_draft(write(tmp_path, "news.jsonl", json.dumps(row))).url == ""


def test_markup_in_a_row_is_text_like_any_other(tmp_path):
    text = f"<p>{TEXT}</p>"
    assert only_draft(write(tmp_path, "news.jsonl", json.dumps({"text": text}))).text == text


def test_the_good_rows_of_a_truncated_gzip_file_are_kept(tmp_path):
    rows = "".join(json.dumps({"text": f"{TEXT} {os.urandom(40).hex()}"}) + "\n" for _ in range(2000)).encode()
    whole = gzip.compress(rows)
    drafts, errors = loaded(write(tmp_path, "news.jsonl.gz", whole[: len(whole) * 3 // 4]))
    assert 1000 < len(drafts) < 2000
    assert [error.source for error in errors] == [f"news.jsonl.gz line {len(drafts) + 1}"]
    assert "cut short" in errors[0].reason


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's largest size")
def test_a_hundred_thousand_rows_are_read_in_bounded_memory(tmp_path):
    path = tmp_path / "many.jsonl"
    with path.open("w") as file:
        for number in range(100_000):
            file.write(json.dumps({"text": f"Troops left base {number}. " + "More words follow here. " * 20}) + "\n")
    assert path.stat().st_size > 45 * MEBIBYTE
    code = """if True:
        import resource, sys
        from pathlib import Path
        from ingest.loaders import load
        rows = load(Path(sys.argv[1]))
        next(rows)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        count = 1 + sum(hasattr(row, "text") for row in rows)
        print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    command = [sys.executable, "-c", code, str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=200).stdout
    count, growth = map(int, printed.split())
    assert count == 100_000
    assert growth * (1 if sys.platform == "darwin" else 1024) < 10 * MEBIBYTE


def test_a_line_too_long_to_hold_is_named_and_the_next_is_read(tmp_path):
    path = tmp_path / "news.jsonl"
    with path.open("w") as file:
        file.write('{"text": "' + "word " * (5 * MEBIBYTE) + '"}\n' + json.dumps({"text": TEXT}))
    drafts, errors = loaded(path)
    assert [draft.locator for draft in drafts] == ["news.jsonl line 2"]
    assert [error.source for error in errors] == ["news.jsonl line 1"]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"articles": rows, "total": 2}])
def test_json_lists_give_each_article(tmp_path, wrap):
    content = json.dumps(wrap([{"text": TEXT}, {"title": "no text"}, {"text": TEXT, "title": "Budget"}]))
    drafts, errors = loaded(write(tmp_path, "news.json", content))
    assert [draft.place for draft in drafts] == [0, 2]
    assert [error.source for error in errors] == ["news.json article 2"]


def test_a_json_object_is_one_article(tmp_path):
    assert only_draft(write(tmp_path, "news.json", json.dumps({"text": TEXT, "author": "Jane"}))).author == "Jane"


@pytest.mark.parametrize("content", ["[]", '{"articles": []}', "{", "[1]", "[" * 100_000])
def test_json_without_articles_is_one_error(tmp_path, content):
    only_error(write(tmp_path, "news.json", content))
