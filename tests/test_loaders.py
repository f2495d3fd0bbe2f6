"""Files that are no text, and text in any encoding: each gives its articles or one clear error."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loading import PAGE, TEXT, loaded, only_draft, only_error, write

from assistant.errors import LoadError
from ingest.articles import to_article
from ingest.draft import Draft
from ingest.loaders import LOADERS, load, supported
from ingest.loaders.encodings import decode
from ingest.loaders.reading import MEBIBYTE

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


@pytest.mark.parametrize(
    "line",
    [b" " * MEBIBYTE, b" " * 1023 + b"\n", (" " * 511 + "\n").encode("utf-16-le")],
    ids=["one line", "many lines", "many lines of UTF-16"],
)
def test_a_decompression_bomb_is_given_up(tmp_path, line):
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as bomb:
        bomb.write(b"\xff\xfe" if b"\0" in line else b"")
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


@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_one_bad_byte_in_a_utf_8_file_costs_one_character(tmp_path, ending):
    text = f"“We are here”, said the governor – and left. {TEXT}"
    content = (text if ending == ".txt" else PAGE.replace("{detail}", text)).encode()
    broken = content.replace(b"governor", b"governor\x92s")
    assert (
        "“We are here”, said the governor\ufffds – and left." in only_draft(write(tmp_path, f"a{ending}", broken)).text
    )
    for encoding in ("cp1252", "gb18030", "euc_kr"):
        assert decode("“Nous sommes là” – “là” – 今天在北京".encode(encoding, "ignore")).startswith("“Nous sommes")


def test_a_utf_8_file_that_is_cut_within_a_character_is_utf_8(tmp_path):
    text = "Президент России заявил о прекращении огня в среду вечером"
    assert only_draft(write(tmp_path, "news.txt", text.encode()[:-1])).text == f"{text[:-1]}\ufffd"


def test_a_text_may_begin_as_a_binary_file_does(tmp_path):
    text = "RIFFA, Bahrain (AP) — The council approved the budget."
    assert only_draft(write(tmp_path, "news.txt", text)).text == text
    assert "a sound" in only_error(write(tmp_path, "b.txt", b"RIFF\x24\x08\x0a\x01WAVEfmt "))


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path):
    page = PAGE.replace("utf-8", "iso-8859-15").replace("{detail}", "5 €")
    assert "5 €" in only_draft(write(tmp_path, "page.html", page.encode("iso-8859-15"))).text


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("shift_jis", "cp932", "①髙い予算"), ("euc-kr", "cp949", "똠방각하 예산"),
        ("iso-8859-9", "cp1254", "Ankara’da “bütçe”"), ("utf-16", "cp1252", "Le café a été fermé"),
    ],
)  # fmt: skip
def test_a_declared_encoding_is_read_as_browsers_read_it(tmp_path, declared, encoding, words):
    page = PAGE.replace("utf-8", declared).replace("{detail}", words).replace("©", "(c)")
    assert words in only_draft(write(tmp_path, "page.html", page.encode(encoding))).text


def test_hidden_characters_are_removed_from_every_field(tmp_path):
    row = {"text": f"\u202e{TEXT}\u200b", "title": "Bud\u200bget", "source": "\u2066Times", "author": "Jane\u0000 Doe"}
    draft = only_draft(write(tmp_path, "news.jsonl", json.dumps(row)))
    assert (draft.text, draft.title, draft.source, draft.author) == (TEXT, "Budget", "Times", "Jane Doe")


@pytest.mark.parametrize("written", ["11/10/2026", "2026-02-31", "10 Smarch 2026"])
def test_a_text_whose_header_gives_a_date_that_is_none_fails_as_a_row_does(tmp_path, written):
    (message,) = {
        only_error(write(tmp_path, name, content)).partition(": ")[2].removeprefix("line 1: ")
        for name, content in (
            ("news.txt", f"Title: Budget\nDate: {written}\n\n{TEXT}"),
            ("news.md", f"---\ndate: {written}\n---\n\n{TEXT}"),
        )
    }
    assert written in message and "2024-01-23" in message


def test_a_story_with_a_bad_date_costs_the_others_of_its_file_nothing(tmp_path):
    stories = "".join(f"Title: Budget {day}\nDate: {day}\n\n{TEXT}\n\n" for day in ("2024-01-23", "2024-02-31"))
    drafts, errors = loaded(write(tmp_path, "news.txt", stories))
    assert [draft.published for draft in drafts] == ["2024-01-23"]
    assert [error.source for error in errors] == ["news.txt story 2"]


def test_a_date_before_there_were_newspapers_is_a_mistake(tmp_path):
    draft = only_draft(write(tmp_path, "news.txt", f"Date: 0001-01-01\n\n{TEXT}"))
    with pytest.raises(LoadError, match="0001-01-01, before there were newspapers"):
        to_article(draft, name="news.txt", max_characters=10_000)
    draft = only_draft(write(tmp_path, "news.txt", f"Date: 1605-07-01\n\n{TEXT}"))
    assert to_article(draft, name="news.txt", max_characters=10_000).published == "1605-07-01"
