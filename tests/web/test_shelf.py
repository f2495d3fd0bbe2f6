"""The library: its pages, and in a real browser search, sort, read and remove."""

import pytest
from browsing import ask, open_tab
from drawing import make_article

from assistant import Assistant
from assistant.storage.rows import ArticleListing
from assistant.web.shelf import PAGE, Look, render_shelf


def shelf(count, page):
    return render_shelf([ArticleListing(make_article(), 1)] * count, Look(page=page), total=count or 1)


def test_a_page_that_is_there_no_more_gives_way_to_the_last_one():
    assert shelf(PAGE, 1).count('data-act="open"') == PAGE
    assert f"{PAGE + 1} to {PAGE + 2} of {PAGE + 2}" in shelf(PAGE + 2, 9)
    assert "No article has these words" in shelf(0, 1)


@pytest.mark.browser
def test_articles_are_searched_sorted_and_opened(visit, assistant):
    page = visit()
    open_tab(page, "Library")
    page.locator("#listed .counted", has_text="27 articles").wait_for()
    page.get_by_role("button", name="Headline").click()
    page.locator("th.title[aria-sort=ascending]").wait_for()
    titles = page.locator("#listed td.title").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    page.get_by_label("Search").fill("castell drivers")
    page.locator("#listed .counted", has_text=" of 27").wait_for()
    assert page.locator("#listed td.title").all_inner_texts() == ["Drivers to pay $2.40 to cross Castell Bridge"]


@pytest.mark.browser
def test_a_removed_article_is_asked_about_first_and_then_gone_from_everywhere(own_chat, visit):
    page = visit(own_chat.url)
    question = "How many walnut trees does the Quillfeather orchard hold?"
    ask(page, question)
    open_tab(page, "Library")
    page.locator("#listed td.title button", has_text="Quillfeather").click()
    # The keyboard finds what asks, and is back where it was when the article is kept.
    focused = "document.activeElement.textContent === '{}'"
    page.get_by_role("button", name="Remove…").press("Enter")
    page.wait_for_function(focused.format("Keep"))
    page.keyboard.press("Enter")
    page.wait_for_function(focused.format("Remove…"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove", exact=True).click()
    page.locator("#article", has_text="Removed “Quillfeather").wait_for()
    assert page.locator("#listed td.title", has_text="Quillfeather").count() == 0
    open_tab(page, "Ask")
    page.locator("#sources .gone").wait_for()
    page.locator("#chat .turn").first.get_by_role("button", name="Sources").click()
    page.locator("#sources .gone").wait_for()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator("#chat .turn").nth(1).locator(".abstained:not(.growing)").wait_for()


@pytest.mark.browser
def test_an_article_removed_behind_an_open_page_is_not_shown_any_more(own_chat, visit):
    page = visit(own_chat.url)
    turn = ask(page, "How many walnut trees does the Quillfeather orchard hold?")
    assert turn.locator(".gone").count() == 0
    with Assistant.open(own_chat.library) as beside:
        (listing,) = [found for found in beside.articles() if found.article.title.startswith("Quillfeather")]
        beside.remove(listing.article.id)
    page.locator("#sources .card summary").first.click()
    page.locator("#sources .gone").first.wait_for()
    turn.locator(".gone").wait_for()
    assert "said its owner" not in page.locator("#sources .article").all_text_contents()


@pytest.mark.browser
def test_back_closes_the_article_and_then_goes_through_the_tabs(visit):
    page = visit()
    open_tab(page, "Library")
    page.locator("#listed td.title button").first.click()
    page.locator("#article h2").wait_for()
    page.go_back()
    page.locator("#article .hint").wait_for()
    page.go_forward()
    page.locator("#article h2").wait_for()
    page.go_back()
    page.go_back()
    page.locator('[role=tab][aria-selected=true]:has-text("Ask")').wait_for()
    page.go_forward()
    page.locator('[role=tab][aria-selected=true]:has-text("Library")').wait_for()
