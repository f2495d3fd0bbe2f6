"""Dates, addresses and languages, made one form each."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import parse_date
from ingest.language import detect_language
from ingest.urls import canonical_url, hostname, is_url, names_page, plain_address, same_site, without_credentials


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-01-23", "2024-01-23"),
        ("2024-01-23 5:30 PM", "2024-01-23T17:30:00"),
        ("2024-01-23 10:00:00 EST", "2024-01-23T10:00:00-05:00"),
        ("Tue Jan 23 10:00:00 +0000 2024", "2024-01-23T10:00:00+00:00"),
        ("Thursday 01.02.2024", "2024-02-01"),
        ("Fri 03/05/2024", "2024-05-03"),  # March 5 was a Tuesday
        ("Sunday 13/02/2024", "2024-02-13"),
        ("2024-01-23T14:05:00+02:00", "2024-01-23T14:05:00+02:00"),
        ("2024-01-23T14:05:00.123Z", "2024-01-23T14:05:00+00:00"),
        ("2024-01-23 14:05", "2024-01-23T14:05:00"),
        ("20240123", "2024-01-23"),
        ("Tue, 23 Jan 2024 14:05:00 GMT", "2024-01-23T14:05:00+00:00"),
        ("Tue, 23 Jan 2024 14:05:00 -0500 (EST)", "2024-01-23T14:05:00-05:00"),
        ("Jan 23, 2024", "2024-01-23"),
        ("Jan. 23, 2024", "2024-01-23"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("23 January 2024", "2024-01-23"),
        ("Tuesday, January 23, 2024", "2024-01-23"),
        ("January 23, 2024 9:05 AM EST", "2024-01-23T09:05:00-05:00"),
        ("July 3, 2024 at 9 p.m. ET", "2024-07-03T21:00:00-04:00"),
        ("January 3, 2024 at 12:30 a.m. ET", "2024-01-03T00:30:00-05:00"),
        ("Updated 9:05 AM EST, Tue January 23, 2024", "2024-01-23T09:05:00-05:00"),
        ("1/23/2024", "2024-01-23"),
        ("23.01.2024", "2024-01-23"),
        ("23 janvier 2024", "2024-01-23"),
        ("2024年1月23日", "2024-01-23"),
    ],
)
def test_a_date_as_news_writes_it_becomes_iso(written, iso):
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "text",
    [
        "", "Monday", "5", "2024", "January 2024", "Jan 23", "yesterday", "two days ago", "1706011500", "2024-02-30",
        "Feb 30, 2024", "2024-13-01", "01/02/2024", "Jan 23, 2024 25:99", "Jan 23, 2024 9:05 +99:00", "10 2024 x",
        "Monday, 01/02/2024", "in 2024 5 people died",
        "The strikes of Jan 23, 2024, were the first in a long series of many such strikes",
    ],
)  # fmt: skip
def test_what_states_no_single_day_gives_none(text):
    assert parse_date(text) is None


@given(st.dates())
def test_every_day_in_iso_form_is_itself(day):
    assert parse_date(day.isoformat()) == day.isoformat()


@given(st.text(max_size=30, alphabet="0123456789-/:.,T Janp+"))
def test_no_text_makes_the_parser_fail(text):
    parse_date(text)


def test_the_usual_forms_are_fast_and_do_not_load_dateparser():
    code = (
        "import sys; from ingest.dates import parse_date\n"
        "assert parse_date('2024-01-23') and parse_date('January 23, 2024 9:05 AM EST')\n"
        "assert 'dateparser' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    began = time.perf_counter()
    for _ in range(20_000):
        parse_date("January 23, 2024 9:05 AM EST")
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Example.com:80/A/b/?utm_source=x&b=2&a=1#part", "https://www.example.com/A/b/?a=1&b=2"),
        ("https://example.com/", "https://example.com"),
        ("https://example.com/a?at_id=55&at_medium=rss", "https://example.com/a?at_id=55"),
        ("http://example.com", "https://example.com"),
        ("https://example.com/?id=3&cid=rss&ref=home&fbclid=1", "https://example.com/?id=3"),
        ("https://example.com/story?cid=48213", "https://example.com/story?cid=48213"),
        ("https://example.com/view?cid=ab12cd", "https://example.com/view?cid=ab12cd"),
        ("https://example.com/#!/story/1", "https://example.com#!/story/1"),
        ("https://example.com/app#/story/1?a=b", "https://example.com/app#/story/1?a=b"),
        ("https://example.com/story#/", "https://example.com/story"),
        ("https://example.com/story#:~:text=900", "https://example.com/story"),
        ("https://example.com/?id=%E9", "https://example.com/?id=%E9"),
        ("https://example.com/?id=%c3%a9", "https://example.com/?id=%C3%A9"),
        ("https://user:secret@example.com:8443/x", "https://example.com:8443/x"),
        ("http://münchen.de/ü", "https://xn--mnchen-3ya.de/%C3%BC"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://example.com/a?q=&p=1", "https://example.com/a?p=1&q="),
        ("http://[::1]:80/x", "https://[::1]/x"),
        ("  https://example.com/x\n", "https://example.com/x"),
    ],
)
def test_an_address_gets_its_canonical_form(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "text", ["", "news", "ftp://example.com/x", "javascript:alert(1)", "mailto:a@example.com", "https://", "http:///x",
             "http://example.com:99999/", "http://[::1/x", "https://h ost/x", "file:///etc/passwd"]
)  # fmt: skip
def test_what_is_no_web_address_has_no_canonical_form(text):
    assert canonical_url(text) == ""
    assert not is_url(text)


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["example.com", "EXAMPLE.com:80", "example.com:443", "a.b.example:8080"]),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_the_canonical_form_of_a_canonical_form_is_itself(scheme, host, path, query):
    once = canonical_url(f"{scheme}://{host}/{path}?{query}")
    assert canonical_url(once) == once


def test_the_front_page_of_a_site_is_told_from_its_other_pages():
    assert not any(names_page(url) for url in ("https://a.com", "https://a.com/?utm_source=x#top", "nowhere", ""))
    assert all(names_page(f"https://a.com/{place}") for place in ("story", "?id=3", "#!/story/3"))


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://example.com:8080/x", True),
        ("https://WWW.Example.com", True),
        ("https://m.example.com/x", True),
        ("https://amp.example.com/x", True),
        ("https://mobile.example.com/x", True),
        ("https://feeds.example.com/x", False),
        ("https://example.com.evil.example/", False),
        ("https://example.com@evil.example/", False),
        ("https://m.com/", False),
        ("nowhere", False),
    ],
)
def test_two_addresses_are_of_one_site_when_their_hosts_differ_by_an_edition_at_most(url, same):
    assert same_site(url, "https://example.com/story") is same


def test_no_address_is_of_one_site_with_what_is_none():
    assert not same_site("", "") and not same_site("nowhere", "nowhere")
    assert same_site("https://m\u00fcnchen.de/a", "https://www.xn--mnchen-3ya.de/b")
    assert same_site("http://m.com/", "https://m.com/x") and not same_site("http://m.com/", "http://www.com/")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ana:secret@example.com:8443/x?y=a@b#z", "https://example.com:8443/x?y=a@b#z"),
        ("https://ana@example.com", "https://example.com"),
        ("https://ana:s@cret@example.com/x", "https://example.com/x"),
        ("HTTP://:secret@[::1]/x", "HTTP://[::1]/x"),
        ("ftp://ana:secret@example.com/x", "ftp://example.com/x"),
        ("https://example.com/@ana/post", "https://example.com/@ana/post"),
        ("https://web.example/save/https://ana@example.com/", "https://web.example/save/https://ana@example.com/"),
        ("https://example.com?mail=ana@example.com", "https://example.com?mail=ana@example.com"),
        ("ana@example.com", "ana@example.com"),
    ],
)
def test_a_name_and_password_are_taken_out_of_an_address(url, shown):
    assert without_credentials(url) == shown


def test_the_host_is_named_without_www():
    assert hostname("https://www.Example.com/x") == "example.com"
    assert hostname("nowhere") == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president visited the region after the fire last week, officials said on Monday.", "en"),
        ("Le président a visité la région dévastée après l’incendie de la semaine dernière.", "fr"),
        ("Die Bundesregierung hat am Mittwoch über die Lage in der Straße von Hormus beraten.", "de"),
        ("Президент России заявил о прекращении огня в среду вечером после переговоров.", "ru"),
        ("日本の首相は水曜日に記者会見を開いた。政府は新しい政策を発表し、国会で議論する予定だと述べた。", "ja"),
        ("قال مسؤول أمريكي إن القوات الأمريكية في العراق تعرضت لهجوم بطائرات مسيرة يوم الثلاثاء", "ar"),
        ("Le feu", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_text_is_found(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("https://ana:x@Example.com/a?utm_source=x&b=2&a=1#part", "https://Example.com/a?b=2&a=1"),
        ("http://example.com/a/?utm_source=x", "http://example.com/a/"),
        ("https://example.com/#!/story/1", "https://example.com/#!/story/1"),
        ("https://example.com/a?q=&p=%C3%A9", "https://example.com/a?q=&p=%C3%A9"),
    ],
)
def test_an_address_is_stored_without_what_names_no_page(given, stored):
    assert plain_address(given) == stored
    assert canonical_url(stored) == canonical_url(given)
