"""Markdown and web pages: the article, and what it says of itself."""

from __future__ import annotations

import gzip
import json

import pytest
from loading import PAGE, TEXT, only_draft, only_error, write

from assistant.errors import LoadError
from ingest.loaders import load
from ingest.loaders.html import read_page
from ingest.loaders.reading import MEBIBYTE
from ingest.urls import hostname

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


@pytest.mark.parametrize("paragraph", [TEXT, f"“{TEXT}”", "900: that is the number.", "* * *"])
def test_text_between_two_rules_at_the_beginning_of_markdown_is_no_front_matter(tmp_path, paragraph):
    draft = only_draft(write(tmp_path, "news.md", f"---\n\n{paragraph}\n\n---\n\nThe end: {TEXT}"))
    assert draft.text.endswith(f"The end: {TEXT}")
    assert paragraph in draft.text or paragraph == "* * *"


def test_front_matter_may_begin_below_a_blank_line(tmp_path):
    assert only_draft(write(tmp_path, "news.md", f"---\n\ntitle: Budget\n---\n\n{TEXT}")).title == "Budget"


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


@pytest.mark.parametrize(
    "front_page", ["https://example.com/", "https://example.com", "https://example.com/?utm_source=x"]
)
def test_a_page_that_calls_itself_the_front_page_of_its_site_keeps_its_own_identity(tmp_path, front_page):
    page = PAGE.replace("{detail}", "large").replace("https://example.com/budget", front_page)
    assert only_draft(write(tmp_path, "page.html", page)).url == ""
    fetched = read_page(page, "page", url="https://example.com/news/17")
    assert (fetched.url, fetched.source) == ("https://example.com/news/17", "Harbor Times")
    nameless = page.replace("og:site_name", "other")
    assert only_draft(write(tmp_path, "page.html", nameless)).source == "example.com"


@pytest.mark.parametrize(
    "fetched", ["https://m.example.com/b?x=1", "http://www.example.com/b", "https://example.com/b"]
)
def test_a_fetched_page_is_believed_about_its_address_on_its_own_site(fetched):
    assert read_page(PAGE, "page", url=fetched).url == "https://example.com/budget"


@pytest.mark.parametrize(
    "fetched", ["https://evil.example/b", "https://example.com.evil.example/b", "http://10.0.0.1/b"]
)
def test_a_fetched_page_that_gives_the_address_of_another_site_is_known_by_its_own(tmp_path, fetched):
    nameless = PAGE.replace("og:site_name", "other")
    draft = read_page(nameless, "page", url=fetched)
    assert (draft.url, draft.source) == (fetched, hostname(fetched))
    assert only_draft(write(tmp_path, "saved.html", nameless)).url == "https://example.com/budget"


def page_of(body="", *, data=None, head="", above=""):
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if data else ""
    return (
        f"<!DOCTYPE html>\n{above}<html><head><title>Budget</title>{head}{script}</head><body><article>{body}"
        f"<p>{TEXT}</p><p>{TEXT} Again.</p></article></body></html>"
    )


def test_linked_data_may_name_its_publisher_and_its_authors_elsewhere(tmp_path):
    people = {"@type": "Person", "name": ["Jane Doe", "John Roe"]}
    article = {"@type": "NewsArticle", "author": {"@id": "#team"}, "publisher": {"@id": "#pub"}}
    graph = [article, {"@id": "#pub", "@type": "Organization", "name": "The Ledger"}, {"@id": "#team", **people}]
    draft = only_draft(write(tmp_path, "page.html", page_of(data={"@graph": graph})))
    assert (draft.source, draft.author) == ("The Ledger", "Jane Doe, John Roe")


@pytest.mark.parametrize("author", ["Staff", "Staff Writers", "News Staff", "Staff Reporter"])
def test_staff_is_no_author(tmp_path, author):
    page = PAGE.replace("{detail}", "large").replace("Jane Doe", author)
    assert only_draft(write(tmp_path, "page.html", page)).author == ""


def test_a_page_that_a_browser_saved_has_the_address_that_it_was_saved_from(tmp_path):
    saved = "<!-- saved from url=(0030)https://news.example/budget/17 -->\n"
    assert only_draft(write(tmp_path, "page.html", page_of(above=saved))).url == "https://news.example/budget/17"
    canonical = '<link rel="canonical" href="https://news.example/budget">'
    draft = only_draft(write(tmp_path, "page.html", page_of(above=saved, head=canonical)))
    assert draft.url == "https://news.example/budget"
    assert read_page(page_of(above=saved), "page", url="https://evil.example/b").url == "https://evil.example/b"


@pytest.mark.parametrize(
    "title",
    ["Budget - approved", "Budget - approved | Kelso News", "Budget - approved | Local | kelsonews.example",
     "Budget - approved - Kelso News"],
)  # fmt: skip
def test_the_name_of_the_site_is_no_part_of_the_title(tmp_path, title):
    head = (
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Kelso News">'
        '<link rel="canonical" href="https://kelsonews.example/budget">'
    )
    assert only_draft(write(tmp_path, "page.html", page_of(head=head))).title == "Budget - approved"


def test_the_rows_of_a_table_stay_together_under_its_head(tmp_path):
    table = (
        "<table><thead><tr><th>Port</th><th>2025</th><th>2026</th></tr></thead><tbody>"
        "<tr><td>Port Sallow</td><td>1,200</td><td>1,310</td></tr><tr><td>Kelso</td><td>30</td><td>31</td></tr>"
        "</tbody></table>"
    )
    draft = only_draft(write(tmp_path, "page.html", page_of(f"<p>{TEXT} First.</p>{table}")))
    assert "\n\n| Port | 2025 | 2026 |\n| Port Sallow | 1,200 | 1,310 |\n| Kelso | 30 | 31 |\n\n" in draft.text


def test_a_line_near_the_top_that_is_only_a_date_is_no_part_of_the_text(tmp_path):
    shown = "Thursday, March 20, 2025, 11:00 GMT"
    draft = only_draft(write(tmp_path, "page.html", page_of(f"<h1>Budget</h1><p>{shown}</p>")))
    assert shown not in draft.text
    assert draft.published == "2025-03-20T11:00:00+00:00"


def test_a_page_of_more_tags_than_any_article_has_is_given_up():
    with pytest.raises(LoadError, match="more than 100,000 tags"):
        read_page("<p>a" * 100_001, "page")


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
