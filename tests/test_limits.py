"""Small files that unpack to large ones, and large ones that are honest: what reading them takes is bounded."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import TEXT, loaded, only_error, write

from ingest import clean, loaders
from ingest.clean import clean_text, normalised
from ingest.lines import Lines
from ingest.loaders import load, markdown
from ingest.loaders.reading import MEBIBYTE
from ingest.stories import split_stories

# -- size ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "limit"), [(".txt", 20), (".json", 20), (".html", 20), (".md", 8)])
def test_a_small_file_that_unpacks_to_more_than_its_kind_may_have_is_one_error(tmp_path, ending, limit):
    path = write(tmp_path, f"bomb{ending}.gz", gzip.compress(b" " * ((limit + 1) * MEBIBYTE)))
    assert path.stat().st_size < 30_000
    assert only_error(path) == f"bomb{ending}.gz: is larger than {limit} MiB; split it, or save its articles as .jsonl"


def test_a_dump_that_is_large_on_the_disk_is_read(tmp_path):
    paragraph = f"{TEXT} " * 2_000
    story = "".join(f"{paragraph}{number}.\n" for number in range(20))
    dump = "".join(f"Troops to leave Iraq\nBaghdad (AFP) Jan {day}, 2024 -\n{story}" for day in (1, 2, 3, 4, 5))
    path = write(tmp_path, "dump.txt", dump)
    assert path.stat().st_size > 21 * MEBIBYTE
    drafts, errors = loaded(path)
    assert [draft.published for draft in drafts] == [f"2024-01-0{day}" for day in (1, 2, 3, 4, 5)]
    assert not errors


# -- memory --------------------------------------------------------------------------------------------------------


def memory_for_a_byte(
    folder: Path, name: str, unit: bytes, *, times: int, before: bytes = b"", after: bytes = b""
) -> float:
    """Return how much more memory, at its peak, reading takes for each byte more of a file of equal units."""
    peaks = []
    for number in (times, times, 3 * times):  # the first time things are imported and compiled
        path = write(folder, name, gzip.compress(before + unit * number + after))
        tracemalloc.start()
        for _ in load(path):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return (peaks[2] - peaks[1]) / (2 * times * len(unit))


@pytest.mark.parametrize("line", [b"ab\n", b"ab\r\n", b"a\n", b"ab  "])
def test_short_lines_take_little_more_memory_than_their_text(tmp_path, line):
    assert memory_for_a_byte(tmp_path, "lines.txt.gz", line, times=25_000) < 15


def test_stories_are_not_held_together(tmp_path):
    story = b"Bridge to open\nX (AP) -\nThe bridge opens.\n"
    assert memory_for_a_byte(tmp_path, "stories.txt.gz", story, times=1_000) < 15


@pytest.mark.parametrize("element", [b"[],", b"{},", b"1.5,"])
def test_the_elements_of_a_list_are_not_held_together(tmp_path, monkeypatch, element):
    monkeypatch.setattr(loaders, "MOST_ERRORS", 10)
    assert memory_for_a_byte(tmp_path, "rows.json.gz", element, times=5_000, before=b"[", after=b"0]") < 5


@pytest.mark.parametrize("block", [b"a\n\n", b"*a*", b"a ", b"```\na\n\n", b"<!--\na\n\n"])
def test_the_syntax_tree_of_a_whole_markdown_file_is_never_held(tmp_path, monkeypatch, block):
    monkeypatch.setattr(markdown, "_SECTION", 1_000)
    assert memory_for_a_byte(tmp_path, "news.md.gz", block, times=3_000) < 30


# -- errors --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "rows"), [(".jsonl", "[]\n" * 9), (".json", f"[{'[],' * 9}0]")])
def test_errors_past_a_number_are_counted_and_good_articles_among_them_read(tmp_path, monkeypatch, ending, rows):
    monkeypatch.setattr(loaders, "MOST_ERRORS", 3)
    good = json.dumps({"text": TEXT})
    content = rows + good if ending == ".jsonl" else rows.replace("0]", f"{good}]")
    drafts, errors = loaded(write(tmp_path, f"news{ending}", content))
    assert len(drafts) == 1
    assert [error.source for error in errors[-1:]] == [f"news{ending}"]
    assert "6 more" in errors[-1].reason and len(errors) == 4


# -- the same as before, in parts ----------------------------------------------------------------------------------

MIXED = st.text(alphabet=st.sampled_from("ab.\u0301e\u200b\x1c\x85\r\n\t  \u00a0\u00ad"), max_size=40)


@given(MIXED)
def test_a_text_is_normalised_alike_in_one_block_and_in_many(text):
    whole = normalised(text)
    size, clean._BLOCK = clean._BLOCK, 1
    try:
        assert normalised(text) == whole
    finally:
        clean._BLOCK = size
    assert clean_text(whole) == clean_text(text)


@given(st.text(alphabet="ab\n", max_size=20))
def test_lines_are_those_of_the_text(text):
    lines, expected = Lines(text), text.split("\n")
    assert list(lines) == expected == [lines[number] for number in range(len(lines))]
    for start in range(len(expected) + 1):
        assert lines.text(start) == "\n".join(expected[start:])
        for end in range(start, len(expected) + 1):
            assert lines.text(start, end) == "\n".join(expected[start:end])


@given(st.recursive(st.sampled_from([0, "a", None]), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["articles", "text", "x"]), inner)), st.sampled_from([None, 1]))  # fmt: skip
def test_json_is_read_as_python_reads_it(content, indent):
    from ingest.loaders.json import _rows

    listed = content["articles"] if isinstance(content, dict) and "articles" in content else content
    listed = listed if isinstance(listed, list) else content
    expected = [(row, True) for row in listed] if isinstance(listed, list) else [(listed, False)]
    assert list(_rows(json.dumps(content, indent=indent))) == expected


@given(st.text(alphabet='[]{}",: 1\n', max_size=12) | st.text(max_size=4).map('{{"articles": [1]{}'.format))
def test_what_python_refuses_as_json_is_refused(text):
    from ingest.loaders.json import _rows

    try:
        json.loads(text)
    except ValueError:
        with pytest.raises(ValueError):
            list(_rows(text))
    else:
        list(_rows(text))


def test_the_rows_of_a_json_file_that_is_cut_short_are_kept(tmp_path):
    whole = json.dumps([{"text": f"{TEXT} {number}"} for number in range(3)])
    drafts, (error,) = loaded(write(tmp_path, "news.json", whole[:-5]))
    assert [draft.place for draft in drafts] == [0, 1]
    assert error.source == "news.json" and "not valid JSON" in error.reason


def test_a_long_markdown_file_is_read_in_sections_cut_between_its_paragraphs(tmp_path, monkeypatch):
    paragraphs = [f"Paragraph *{number}* of the text." for number in range(300)]
    paragraphs[60:90] = ["```\ncode\n\nmore code\n```", "<!-- a comment\n\nof two paragraphs -->"] * 15
    path = write(tmp_path, "news.md", "# Budget\n\n" + "\n\n".join(paragraphs) + "\n\n# Second\n\nThe end.")
    (whole,), _ = loaded(path)
    monkeypatch.setattr(markdown, "_SECTION", 300)
    (draft,), _ = loaded(path)
    assert draft == whole
    assert draft.title == "Budget" and draft.text.endswith("Second\n\nThe end.")
    assert "comment" not in draft.text and "code\n\nmore code" in draft.text


def test_tags_that_never_end_are_text_and_cost_no_more_than_others():
    assert markdown._without_tags("<p>One<br>two</p><!-- <i> --> 3 < 4") == " One two   3 < 4"
    assert markdown._without_tags("<!-- open <i>five</i>") == " five "
    assert len(markdown._without_tags("<!--" * 200_000)) == 800_000


def test_a_text_of_many_stories_gives_the_first_before_the_last_is_read():
    stories = split_stories("Bridge to open\nX (AP) -\nThe bridge opens.\n" * 3)
    assert next(stories).title == "Bridge to open"
