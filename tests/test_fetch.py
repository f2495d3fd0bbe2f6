"""Pages, feeds and files by address, from a server on loopback."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest

from assistant.errors import LoadError
from ingest import fetch as fetching
from ingest.articles import to_article
from ingest.download import USER_AGENT, Response
from ingest.draft import Draft, clean_draft
from ingest.feeds import read_feed
from ingest.fetch import fetch
from ingest.loaders.encodings import decode

TEXT = "The council approved the budget on Tuesday after a debate of six hours, and the mayor signed it the same night."
PAGE = f"""<html><head><meta charset="utf-8"><title>Budget approved</title></head><body><article>
<h1>Budget approved</h1><p>{TEXT}</p><p>Opponents in the café said that they would go to court.</p></article>
</body></html>"""


def only_error(url: str) -> str:
    (error,) = fetch(url)
    assert isinstance(error, LoadError)
    assert "\n" not in str(error)
    assert error.source == url
    return error.reason


def test_a_page_is_fetched_and_says_honestly_who_asks(site):
    url = site.add("/budget", PAGE)
    (draft,) = fetch(url)
    assert isinstance(draft, Draft)
    assert draft.title == "Budget approved"
    assert TEXT in draft.text
    assert draft.url == url
    assert draft.source == "127.0.0.1"
    assert set(site.agents) == {USER_AGENT} == {"dateline/0.1"}


def test_the_encoding_that_the_server_declares_is_followed(site):
    page = PAGE.replace('<meta charset="utf-8">', "").replace("café", "café for 5 €")
    (draft,) = fetch(site.add("/budget", page.encode("iso-8859-15"), "text/html; charset=iso-8859-15"))
    assert isinstance(draft, Draft)
    assert "café for 5 €" in draft.text


def test_redirects_are_followed_to_the_article(site):
    target = site.add("/budget", PAGE)
    (draft,) = fetch(site.add("/old", "", status=301, Location="/budget"))
    assert isinstance(draft, Draft)
    assert draft.url == target


def test_a_feed_gives_the_page_of_each_entry_and_the_text_of_those_without_one(site):
    site.add("/budget", PAGE)
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbor Times</title>
    <item><title>Budget approved</title><link>/budget</link><pubDate>Tue, 23 Jan 2024 14:05:00 +0200</pubDate></item>
    <item><title>Bridge &amp; road</title><link>/gone</link><author>Jane</author>
    <description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;The end.&lt;/p&gt;</description></item>
    <item><title>Nothing</title><link>/gone</link></item></channel></rss>"""
    first, second, third = fetch(site.add("/feed", feed, "application/rss+xml"))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert isinstance(third, LoadError)
    assert (first.title, first.published, first.url) == (
        "Budget approved",
        "2024-01-23T14:05:00+02:00",
        site.address("/budget"),
    )
    assert (second.title, second.source, second.author) == ("Bridge & road", "Harbor Times", "Jane")
    assert (second.text, second.url) == (f"{TEXT}\n\nThe end.", site.address("/gone"))
    assert "404" in third.reason


def test_an_atom_feed_is_known_even_when_it_is_served_as_plain_xml(site):
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Times</title><entry><title>Budget</title>
    <updated>2024-01-23T10:00:00Z</updated><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
    (draft,) = fetch(site.add("/feed", feed, "application/xml"))
    assert isinstance(draft, Draft)
    assert (draft.text, draft.title, draft.published) == (TEXT, "Budget", "2024-01-23T10:00:00+00:00")


def test_a_feed_whose_body_is_the_name_of_a_file_reads_no_file(site, tmp_path):
    secret = tmp_path / "secret.xml"
    item = f"<item><title>Secret</title><description>{TEXT}</description></item>"
    secret.write_text(f"<rss version='2.0'><channel>{item}</channel></rss>")
    assert "without entries" in only_error(site.add("/feed", str(secret), "application/rss+xml"))


def test_no_more_than_fifty_entries_of_a_feed_are_taken(site):
    items = "".join(f"<item><title>{n}</title><description>{TEXT} {n}</description></item>" for n in range(60))
    feed = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"
    assert len(list(fetch(site.add("/feed", feed, "text/xml")))) == 50


def test_of_a_long_feed_the_newest_entries_are_taken(site):
    items = "".join(
        f"<item><title>{n}</title><description>{TEXT} {n}</description><pubDate>{n % 28 + 1} Mar 2024 0{n // 28}:00:00"
        " GMT</pubDate></item>"
        for n in range(60)
    )
    feed = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"
    days = sorted(draft.published[:10] for draft in fetch(site.add("/feed", feed, "text/xml")))
    assert len(days) == 50
    # The ten oldest are left out: three each of March 1, 2 and 3, and one of March 4.
    assert days[0] == "2024-03-04" and days[-1] == "2024-03-28"


def test_rows_and_text_are_loaded_as_their_files_would_be(site):
    rows = "".join(json.dumps({"text": f"{TEXT} {number}"}) + "\n" for number in range(2)) + "{bad"
    results = list(fetch(site.add("/news.jsonl", rows, "application/octet-stream")))
    assert [isinstance(result, Draft) for result in results] == [True, True, False]
    assert "line 3" in str(results[2])
    (draft,) = fetch(site.add("/news.txt", f"Bridge opens\n\n{TEXT}", "text/plain; charset=utf-8"))
    assert isinstance(draft, Draft)
    assert (draft.title, draft.url) == ("Bridge opens", site.address("/news.txt"))
    (draft,) = fetch(site.add("/api", json.dumps({"text": TEXT, "url": "https://example.com/b"}), "application/json"))
    assert isinstance(draft, Draft)
    assert draft.url == "https://example.com/b"


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream"])
@pytest.mark.parametrize("name", ["/budget.html", "/budget.htm"])
def test_a_page_is_known_by_its_address_when_its_type_says_only_text(site, name, kind):
    (draft,) = fetch(site.add(name, PAGE, kind))
    assert isinstance(draft, Draft)
    assert (draft.title, draft.url) == ("Budget approved", site.address(name))
    assert "<p>" not in draft.text


def test_a_compressed_page_is_unpacked(site):
    (draft,) = fetch(site.add("/budget.html.gz", gzip.compress(PAGE.encode()), "application/gzip"))
    assert isinstance(draft, Draft)
    assert (draft.title, draft.url) == ("Budget approved", site.address("/budget.html.gz"))


def test_what_is_no_article_is_one_error(site):
    assert "404" in only_error(site.address("/gone"))
    assert "500" in only_error(site.add("/broken", "", status=500))
    assert "not supported" in only_error(site.add("/picture", b"\x89PNG", "image/png"))
    assert "PDF" in only_error(site.add("/report.txt", b"%PDF-1.7", "text/plain"))
    assert "no article" in only_error(site.add("/nav", "<html><body><nav>Home</nav></body></html>"))
    assert "without entries" in only_error(site.add("/feed", "<rss version='2.0'/>", "application/rss+xml"))


def test_a_page_is_read_in_the_encoding_that_it_alone_declares(site):
    czech = "Zastupitelstvo schválilo rozpočet a výstavbu nového mostu přes řeku, kterou město žádalo už před lety."
    page = PAGE.replace("utf-8", "iso-8859-2").replace(TEXT, czech).replace("Opponents in the café said", "Oni řekli")
    (draft,) = fetch(site.add("/a", page.encode("iso-8859-2")))
    assert czech in draft.text


def test_a_page_on_which_a_parser_breaks_costs_only_its_entry_of_a_feed(site, monkeypatch):
    read_page = fetching.read_page

    def breaking(page: str, name: str, *, url: str) -> Draft:
        if "poison" in page:
            raise AttributeError("'NoneType' object has no attribute 'text'")
        return read_page(page, name, url=url)

    monkeypatch.setattr(fetching, "read_page", breaking)
    links = [site.add("/bad", "<html>poison</html>"), site.add("/good", PAGE)]
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    feed = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"
    bad, good = fetch(site.add("/feed", feed, "application/rss+xml"))
    assert isinstance(bad, LoadError) and "AttributeError" in bad.reason and "/feed entry 1" in bad.source
    assert good.title == "Budget approved"


@pytest.mark.parametrize("encoding", ["hex", "undefined", "no-such"])
def test_an_encoding_that_is_none_of_text_is_guessed(encoding):
    assert decode("Café".encode("latin-1"), declared=encoding) == "Café"


# -- whose word counts for which address ---------------------------------------------------------------------------


def identity(draft: Draft) -> str:
    return to_article(draft, name=None, max_characters=10_000).id


GENUINE = identity(Draft(text=TEXT, locator="own file", url="https://news.example/budget"))


@pytest.mark.parametrize("compressed", [False, True])
def test_a_page_cannot_pass_for_one_of_another_site(site, compressed):
    page = PAGE.replace("</head>", '<link rel="canonical" href="https://news.example/budget"></head>').encode()
    body, kind = (gzip.compress(page), "application/gzip") if compressed else (page, "text/html")
    (draft,) = fetch(site.add("/fake.html", body, kind))
    assert draft.url == site.address("/fake.html")
    assert identity(draft) == identity(Draft(text="x", locator="x", url=site.address("/fake.html"))) != GENUINE


def test_what_a_feed_says_of_a_page_of_another_site_is_another_article_than_that_page():
    item = f"<item><link>https://news.example/budget</link><description>{TEXT}</description></item>"
    served = Response(
        "https://feeds.example/rss", "application/rss+xml", "", f"<rss><channel>{item}</channel></rss>".encode(), False
    )
    (draft,) = read_feed(served, "feed", lambda link: None)
    assert (draft.text, draft.url) == (TEXT, "https://news.example/budget")
    assert identity(draft) != GENUINE
    (draft,) = read_feed(replace(served, address="https://feeds.example/rss2"), "feed", lambda link: None)
    other = identity(draft)
    (draft,) = read_feed(replace(served, address="https://other.example/rss"), "feed", lambda link: None)
    assert identity(draft) not in (other, GENUINE)
    (draft,) = read_feed(replace(served, address="https://www.news.example/rss"), "feed", lambda link: None)
    assert identity(draft) == GENUINE


def test_rows_that_were_fetched_are_not_taken_for_pages_of_another_site(site):
    row = json.dumps({"text": TEXT, "url": "https://news.example/budget"})
    (draft,) = fetch(site.add("/api", row, "application/json"))
    assert draft.url == "https://news.example/budget"
    assert identity(draft) != GENUINE
    (draft,) = fetch(site.add("/own", row.replace("https://news.example/", site.address("/")), "application/json"))
    assert identity(draft) == identity(Draft(text="x", locator="x", url=site.address("/budget")))


# -- passwords -----------------------------------------------------------------------------------------------------


def test_a_password_in_an_address_is_used_and_neither_stored_nor_said(site):
    def with_password(url: str) -> str:
        return url.replace("://", "://ana:secret@")

    site.add("/budget", PAGE)
    feed = (
        "<rss version='2.0'><channel><title>T</title><item><link>/budget</link></item><item><link>/gone</link></item>"
    )
    results = list(fetch(with_password(site.address("/budget"))))
    results += fetch(with_password(site.add("/feed", f"{feed}</channel></rss>", "application/rss+xml")))
    results += fetch(with_password(site.add("/news.txt", f"Bridge opens\n\n{TEXT}", "text/plain")))
    results += fetch(with_password(site.address("/missing")))
    results += fetch("https://ana:secret@example.com:99999/")
    assert set(site.authorizations) == {"Basic YW5hOnNlY3JldA=="}
    drafts = [result for result in results if isinstance(result, Draft)]
    addresses = [site.address("/budget"), site.address("/budget"), site.address("/news.txt")]
    assert [draft.url for draft in drafts] == addresses
    assert len(results) == 6
    assert not any("secret" in f"{result!r} {result}" for result in results)


@pytest.mark.parametrize("draft", [
    Draft(text=TEXT, locator="x", url="https://ana:secret@example.com/a"),
    Draft(text=TEXT, locator="x", url=" HTTPS://ana@example.com/a"),
])  # fmt: skip
def test_a_password_in_the_address_that_a_file_states_is_not_stored(draft):
    assert clean_draft(draft).url.lower() == "https://example.com/a"


def test_an_endless_title_is_cut_and_an_endless_address_refused():
    draft = Draft(text=TEXT, locator="rows.jsonl line 1", title="Ferry sinks " * 20_000, source="Times " * 9_000)
    cleaned = clean_draft(draft)
    assert cleaned.title.startswith("Ferry sinks") and len(cleaned.title) <= 1_000 and len(cleaned.source) <= 300
    refused = clean_draft(replace(draft, url="https://example.com/" + "a" * 9_000))
    assert isinstance(refused, LoadError) and "9,020 characters" in refused.reason
