"""What a site serves in an article's place is refused when it is fetched; and what the report says of an ingest."""

from __future__ import annotations

import pytest

from assistant.errors import LoadError
from ingest import IngestReport, ingest
from ingest.draft import Draft
from ingest.fetch import fetch

TEXT = "The council approved the budget on Tuesday after a debate of six hours, and the mayor signed it the same night."
WALL = "This may take a few seconds while the site makes sure that all is well with your connection. Please stand by."


def page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><article>{body}</article></body></html>"


def headlines(teaser: str = "") -> str:
    return "".join(
        f"<h2><a href='/s{number}'>Story number {number} of the day is here</a></h2>{teaser}" for number in range(12)
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Just a moment...", "robots"),
        ("Checking your browser before accessing news.example", "robots"),
        ("Access denied", "robots"),
        ("Page not found", "not found"),
        ("404 - Page not found | Kelso News", "not found"),
        ("Sorry, the page you requested was not found", "not found"),
        ("Before you continue to Kelso News", "cookies"),
        ("We value your privacy", "cookies"),
    ],
)
def test_a_page_in_an_articles_place_is_refused_with_what_it_is(site, title, kind):
    (error,) = fetch(site.add("/story", page(title, f"<h1>{title}</h1><p>{WALL}</p><p>{WALL} Again.</p>")))
    assert isinstance(error, LoadError)
    assert kind in error.reason and title.partition(" |")[0] in error.reason


def test_an_entry_of_a_feed_that_leads_to_one_gives_the_words_of_the_feed_or_an_error(site):
    site.add("/story", page("Just a moment...", f"<p>{WALL}</p>"))
    items = f"<item><link>/story</link></item><item><link>/story?2</link><description>{TEXT}</description></item>"
    site.pages["/story?2"] = site.pages["/story"]
    bare, told = fetch(site.add("/feed", f"<rss><channel>{items}</channel></rss>", "application/rss+xml"))
    assert isinstance(bare, LoadError) and "robots" in bare.reason
    assert isinstance(told, Draft) and told.text == TEXT


@pytest.mark.parametrize("title", ["Access denied to the old quay", "404 flats planned in Kelso", "Not found guilty"])
def test_an_article_with_such_words_in_its_title_is_read(site, title):
    (draft,) = fetch(site.add("/story", page(title, f"<h1>{title}</h1><p>{TEXT}</p><p>{TEXT} Again.</p>")))
    assert isinstance(draft, Draft)


@pytest.mark.parametrize(
    ("path", "teaser"), [("/", f"<p>{TEXT}</p>"), ("/local/", "<p>A line about it, with some words.</p>")]
)
def test_a_front_page_is_refused_and_its_feed_is_named(site, path, teaser):
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    (error,) = fetch(site.add(path, page("Kelso News", headlines(teaser), feed)))
    assert isinstance(error, LoadError)
    assert "front page" in error.reason and site.address("/feed.xml") in error.reason


def test_an_article_above_links_to_others_is_read(site):
    body = "".join(f"<p>{TEXT} {number}</p>" for number in range(6))
    (draft,) = fetch(site.add("/story", page("Budget", f"<h1>Budget</h1>{body}</article>{headlines()}")))
    assert isinstance(draft, Draft)


def test_addresses_that_differ_in_what_names_no_page_are_one_unchanged_article(site, empty):
    body = "".join(f"<p>{TEXT} {number}</p>" for number in range(3))
    url = site.add("/story", page("Budget", body))
    site.pages["/story?utm_source=x"] = site.pages["/story"]
    ingest([url], data_dir=empty)
    report = ingest([url, f"{url}?utm_source=x", f"{url}#part"], data_dir=empty)
    assert (report.added, report.updated, report.articles) == (0, 0, 1)


# -- the report ----------------------------------------------------------------------------------------------------


def test_one_is_no_plural():
    said = str(IngestReport(duplicates=1, articles=1, passages=1))
    assert "1 duplicate left out" in said and "1 article in 1 passage." in said
    said = str(IngestReport(duplicates=2, articles=1_000, passages=2_000))
    assert "2 duplicates left out" in said and "1,000 articles in 2,000 passages." in said


def test_the_report_says_how_many_articles_have_no_date_and_what_was_left_out(empty, tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "dated.txt").write_text(f"Budget approved\nNovember 10, 2020\n\n{TEXT}")
    (tmp_path / "news" / "undated.txt").write_text(f"Bridge opens at last\n\n{TEXT} The bridge opened, too.")
    for name in ("a.csv", "b.csv", "c.pdf"):
        (tmp_path / "news" / name).write_text("x")
    report = ingest([tmp_path / "news"], data_dir=empty)
    assert (report.added, report.undated, report.other_kinds) == (2, 1, {".csv": 2, ".pdf": 1})
    assert report.to_dict()["undated"] == 1
    assert "1 article of these without a date" in str(report) and "--published" in str(report)
    assert "3 files of other kinds left out (.csv, .pdf)." in str(report)
    assert "without a date" not in str(ingest([tmp_path / "news"], data_dir=empty))
