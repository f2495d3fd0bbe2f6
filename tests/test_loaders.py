"""Files of every kind, good and bad, become drafts and named errors."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders import LOADERS, load, supported
from ingest.loaders.reading import MEBIBYTE
from ingest.sources import find_files

TEXT = "The council approved the budget on Tuesday after a debate of six hours, and the mayor signed it the same night."
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Budget approved | Harbor Times</title>
<meta property="og:site_name" content="Harbor Times"><meta property="og:title" content="Budget approved">
<meta name="author" content="Jane Doe"><link rel="canonical" href="https://example.com/budget">
<meta property="article:published_time" content="2024-01-24T08:40:00-05:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Budget approved</h1>
<p>{TEXT}</p><p>Opponents said that they would go to court over the sum, which is {{detail}}.</p></article>
<footer>© 2024 Harbor Times</footer></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def loaded(path: Path) -> tuple[list[Draft], list[LoadError]]:
    results = list(load(path))
    drafts = [result for result in results if isinstance(result, Draft)]
    return drafts, [result for result in results if isinstance(result, LoadError)]


def only_draft(path: Path) -> Draft:
    drafts, errors = loaded(path)
    assert len(drafts) == 1, errors
    assert not errors
    return drafts[0]


def only_error(path: Path) -> str:
    drafts, errors = loaded(path)
    assert len(errors) == 1
    assert not drafts
    assert "\n" not in str(errors[0])
    return str(errors[0])


# -- what is no text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", sorted(LOADERS))
@pytest.mark.parametrize("content", [b"", b" \n\t \n", b"\xef\xbb\xbf", gzip.compress(b"")])
def test_an_empty_file_of_any_kind_is_one_error(tmp_path, ending, content):
    assert only_error(write(tmp_path, f"empty{ending}", content)).startswith(f"empty{ending}: ")


@pytest.mark.parametrize("ending", sorted(LOADERS))
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Office"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\x00\x01\x02binary\x00\x00\x00data" * 50, "binary"),
    ],
)
def test_a_binary_file_is_named_for_what_it_looks_like(tmp_path, ending, content, kind):
    message = only_error(write(tmp_path, f"report{ending}", content))
    assert kind in message
    assert "ingest" in message


def test_an_unknown_ending_lists_the_known_ones(tmp_path):
    message = only_error(write(tmp_path, "news.docx", TEXT))
    assert all(ending in message for ending in LOADERS)
    assert not supported(Path("news.docx"))
    assert supported(Path("NEWS.JSONL.GZ"))


def test_a_missing_file_is_one_error(tmp_path):
    assert "cannot be read" in only_error(tmp_path / "missing.txt")


def test_a_gzip_file_cut_short_within_an_article_is_one_error(tmp_path):
    whole = gzip.compress("".join(f"Line {number} of the article.\n" for number in range(5000)).encode())
    assert "cut short" in only_error(write(tmp_path, "news.txt.gz", whole[: len(whole) // 2]))


@pytest.mark.parametrize("line", [b" " * MEBIBYTE, b" " * 1023 + b"\n"], ids=["one line", "many lines"])
def test_a_decompression_bomb_is_given_up(tmp_path, line):
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as bomb:
        for _ in range(300):
            bomb.write(line * (MEBIBYTE // len(line)))
    assert path.stat().st_size < 4 * MEBIBYTE
    drafts, errors = loaded(path)
    assert not drafts
    assert "grows past 256 MiB" in errors[-1].reason


def test_an_input_on_which_a_parser_breaks_is_one_error(tmp_path, monkeypatch):
    def break_down(path: Path, name: str) -> Iterator[Draft]:
        raise AttributeError("'NoneType' object\nhas no attribute 'text'")
        yield

    monkeypatch.setitem(LOADERS, ".txt", break_down)
    assert "AttributeError" in only_error(write(tmp_path, "news.txt", TEXT))


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode), ending=st.sampled_from(sorted(LOADERS)))
def test_no_bytes_whatever_make_a_loader_break(tmp_path, content, ending):
    for result in load(write(tmp_path, f"news{ending}", content)):
        assert isinstance(result, Draft) or "report the failure" not in result.reason


# -- encodings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_text_is_read_in_any_usual_encoding(tmp_path, encoding, ending):
    text = f"Le président a visité la région dévastée — « Nous sommes là », a-t-il déclaré à la presse. {TEXT}"
    assert only_draft(write(tmp_path, f"news{ending}", text.encode(encoding))).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_rows_are_read_in_any_usual_encoding(tmp_path, encoding):
    row = json.dumps({"text": f"Café in Zürich: naïve plan. {TEXT}"}, ensure_ascii=False) + "\n"
    drafts, errors = loaded(write(tmp_path, "news.jsonl", (row * 2).encode(encoding)))
    assert [draft.text for draft in drafts] == [f"Café in Zürich: naïve plan. {TEXT}"] * 2
    assert not errors


def test_latin_1_is_told_from_other_alphabets(tmp_path):
    assert (
        only_draft(write(tmp_path, "news.txt", "Café owners protest.".encode("latin-1"))).text == "Café owners protest."
    )


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path):
    page = PAGE.replace("utf-8", "iso-8859-15").replace("{detail}", "5 €")
    assert "5 €" in only_draft(write(tmp_path, "page.html", page.encode("iso-8859-15"))).text


def test_hidden_characters_are_removed_from_every_field(tmp_path):
    row = {"text": f"\u202e{TEXT}\u200b", "title": "Bud\u200bget", "source": "\u2066Times", "author": "Jane\u0000 Doe"}
    draft = only_draft(write(tmp_path, "news.jsonl", json.dumps(row)))
    assert (draft.text, draft.title, draft.source, draft.author) == (TEXT, "Budget", "Times", "Jane Doe")


# -- rows ----------------------------------------------------------------------------------------------------------


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


# -- Markdown ------------------------------------------------------------------------------------------------------


def test_markdown_front_matter_says_where_the_article_is_from(tmp_path):
    draft = only_draft(
        write(
            tmp_path,
            "news.md",
            f"---\ntitle: Budget\noutlet: Times\nauthors: [Jane Doe, John Roe]\nurl: https://example.com/b\n"
            f"published: 2024-01-23T14:05:00+02:00\n---\n\n{TEXT}\n",
        )
    )
    assert (draft.title, draft.source, draft.author) == ("Budget", "Times", "Jane Doe, John Roe")
    assert (draft.url, draft.published, draft.text) == ("https://example.com/b", "2024-01-23T14:05:00+02:00", TEXT)


@pytest.mark.parametrize("written", ["2024-01-23", '"2024-01-23"', "Jan 23, 2024", "23 January 2024"])
def test_a_date_in_front_matter_may_be_written_in_any_form(tmp_path, written):
    assert only_draft(write(tmp_path, "news.md", f"---\ndate: {written}\n---\n{TEXT}")).published == "2024-01-23"


def test_markdown_becomes_plain_text_and_its_first_heading_the_title(tmp_path):
    draft = only_draft(
        write(
            tmp_path,
            "news.md",
            "# The *budget*\n\nSome **900** [troops](https://example.com) left,\nofficials said &amp; smiled.\n\n"
            "![map](map.png)\n\n- one\n- two\n\n> quoted `code`\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
            "<b>end</b> of it\n",
        )
    )
    assert draft.title == "The budget"
    assert draft.text == (
        "Some 900 troops left, officials said & smiled.\n\none\n\ntwo\n\nquoted code\n\nA | B\n\n1 | 2\n\nend of it"
    )


@pytest.mark.parametrize(
    ("front_matter", "reason"),
    [
        ("---\ntitle: Iraq: what next\n---\n", "YAML"),
        ('---\ntitle: "open\n---\n', "YAML"),
        ("---\n- a\n- b\n---\n", "field: value"),
        ("---\ntitle: {a: b}\n---\n", '"title"'),
        ("---\npublished: someday\n---\n", '"someday"'),
        ("---\ntitle: Budget\n\n", "not closed"),
    ],
)
def test_bad_front_matter_is_one_error_that_names_the_file(tmp_path, front_matter, reason):
    message = only_error(write(tmp_path, "news.md", front_matter + TEXT))
    assert message.startswith("news.md: ")
    assert reason in message


def test_a_rule_at_the_beginning_of_markdown_is_no_front_matter(tmp_path):
    assert only_draft(write(tmp_path, "news.md", f"---\n\n{TEXT}")).text == TEXT


# -- pages ---------------------------------------------------------------------------------------------------------


def test_a_page_gives_its_article_and_what_it_says_of_it(tmp_path):
    draft = only_draft(write(tmp_path, "page.html.gz", gzip.compress(PAGE.replace("{detail}", "large").encode())))
    assert (draft.title, draft.source, draft.author) == ("Budget approved", "Harbor Times", "Jane Doe")
    assert (draft.url, draft.published) == ("https://example.com/budget", "2024-01-24T08:40:00-05:00")
    assert draft.language == "en"
    assert draft.text.endswith(f"{TEXT}\n\nOpponents said that they would go to court over the sum, which is large.")
    assert "World" not in draft.text


def test_the_outlet_and_the_date_of_a_page_may_stand_in_its_linked_data(tmp_path):
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "datePublished": "2024-02-03T10:00:00Z",
                "publisher": {"@type": "Organization", "name": "The Ledger"},
            },
        ]
    }
    page = f"<html><head><title>Budget</title><script type='application/ld+json'>{json.dumps(data)}</script></head><body><article><p>{TEXT}</p><p>{TEXT} Again.</p></article></body></html>"  # noqa: E501
    draft = only_draft(write(tmp_path, "page.html", page))
    assert (draft.source, draft.published) == ("The Ledger", "2024-02-03T10:00:00+00:00")


def test_a_page_of_navigation_only_holds_no_article(tmp_path):
    links = "<li><a href='/x'>World</a></li>" * 20
    page = f"<html><head><title>Site</title></head><body><nav><ul>{links}</ul></nav></body></html>"
    assert "no article text found" in only_error(write(tmp_path, "page.html", page))


def test_deeply_nested_pages_neither_crash_nor_hang(tmp_path):
    for number, tag in enumerate(("div", "span", "table><tr><td")):
        page = f"<html><body><article><p>{TEXT}</p>" + f"<{tag}>" * 30_000 + "x</article></body></html>"
        assert len(list(load(write(tmp_path, f"deep{number}.html", page)))) == 1


def test_a_page_that_is_too_large_says_so(tmp_path):
    assert "larger than 20 MiB" in only_error(write(tmp_path, "page.html", b"<p>word</p>" * (2 * MEBIBYTE)))


# -- plain text and sources ----------------------------------------------------------------------------------------


def test_the_stories_of_a_text_file_are_numbered(tmp_path):
    text = f"{TEXT}\nTroops to leave Iraq\nBaghdad (AFP) Jan 24, 2024 -\n{TEXT}"
    drafts, _ = loaded(write(tmp_path, "dump.txt", text))
    assert [(draft.locator, draft.place) for draft in drafts] == [("dump.txt story 1", 0), ("dump.txt story 2", 1)]
    assert (drafts[1].source, drafts[1].published) == ("AFP", "2024-01-24")


def found(*sources: str) -> list[str]:
    return [result.reason if isinstance(result, LoadError) else result.name for result in find_files(sources)]


def test_a_folder_gives_its_supported_files_in_order_without_hidden_ones(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.jsonl", "b/1.md", "a.txt", "README.md", ".hidden.txt", ".git/x.txt", "picture.png"):
        write(tmp_path, name, TEXT)
    assert found(str(tmp_path)) == ["a.txt", "b/1.md", "b/2.jsonl"]


def test_a_file_named_twice_is_given_once(tmp_path):
    path = write(tmp_path, "a.txt", TEXT)
    assert found(str(path), str(tmp_path), str(tmp_path / "*.txt")) == ["a.txt"]


def test_a_glob_names_files_from_its_fixed_part_on(tmp_path):
    (tmp_path / "2024" / "01").mkdir(parents=True)
    write(tmp_path, "2024/01/a.jsonl", TEXT)
    assert found(str(tmp_path / "**" / "*.jsonl")) == ["2024/01/a.jsonl"]
    assert "matches no file" in found(str(tmp_path / "*.md"))[0]


@pytest.mark.parametrize("source", ["", "nowhere.txt", "zero\0byte.txt"])
def test_a_source_that_is_nothing_is_one_error(source):
    assert len(found(source)) == 1


def test_a_named_file_that_no_loader_takes_lists_those_that_are_taken(tmp_path):
    assert ".jsonl" in found(str(write(tmp_path, "a.docx", TEXT)))[0]


def test_a_folder_without_supported_files_is_one_error(tmp_path):
    assert "no supported file" in found(str(tmp_path))[0]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_that_lead_round_in_a_circle_are_not_followed(tmp_path):
    (tmp_path / "a").mkdir()
    write(tmp_path, "a/1.txt", TEXT)
    for name in ("round", "and_round"):  # two of them, or the system's own limit on links ends it
        (tmp_path / "a" / name).symlink_to(tmp_path)
    results: list[str] = []
    walk = threading.Thread(target=lambda: results.extend(found(str(tmp_path))), daemon=True)
    walk.start()
    walk.join(20)
    assert results == ["a/1.txt"]
