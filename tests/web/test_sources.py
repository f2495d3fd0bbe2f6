"""The sources beside an answer, in a real browser: quotes, whole articles, and what is hostile in them."""

import pytest
from browsing import EXAMPLE, QUESTION, ask, open_tab

pytestmark = pytest.mark.browser


def test_a_citation_mark_lights_its_card_up_and_brings_it_into_view(visit):
    page = visit(height=500)
    turn = ask(page, QUESTION)
    last = turn.locator(".cite").last
    number = last.inner_text().strip("[]")
    last.click()
    page.wait_for_function(f"document.activeElement.id === 'source-0-{number}'")
    card = page.locator(f"#source-0-{number}")
    assert "lit" in card.get_attribute("class") and page.locator(".card.lit").count() == 1
    page.wait_for_function(f"document.getElementById('source-0-{number}').getBoundingClientRect().top < innerHeight")


def test_the_whole_article_opens_in_its_place_scrolled_to_the_quote(visit, assistant):
    page = visit()
    ask(page, "How many US troops serve in Iraq?")
    for card in page.locator("#sources .card").all():
        whole = card.locator(".article")
        assert not whole.is_visible()
        card.locator("summary").click()
        page.wait_for_timeout(100)
        box, quote = whole.bounding_box(), whole.locator("mark").first.bounding_box()
        assert box["y"] <= quote["y"] < box["y"] + box["height"]
    cited = assistant.answer("How many US troops serve in Iraq?").citations[0]
    first = page.locator("#sources .card .article").first
    assert " ".join(first.inner_text().split()) == " ".join(assistant.article(cited.article.id).text.split())


def test_the_original_is_linked_without_telling_it_who_comes(visit):
    page = visit()
    ask(page, QUESTION)
    link = page.locator("#sources .original").first
    assert link.get_attribute("href").startswith("https://samples.dateline.example/")
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_a_hostile_article_is_shown_as_text_and_reaches_nothing(visit):
    page = visit()
    ask(page, "How many walnut trees does the Quillfeather orchard hold?")
    page.locator("#sources .card", has_text="Quillfeather").first.locator("summary").click()
    shown = page.locator("#sources").inner_text()
    for words in (
        "<script>window.hacked = 1</script>",
        "onerror=window.hacked=2",
        "![pixel]",
        "${window.hacked=4}",
    ):
        assert words in shown
        assert words in page.locator("#chat").inner_text()
    assert page.locator("#sources img, #sources script, #chat img, #chat script, #sources iframe").count() == 0
    assert page.locator("#sources .card", has_text="Quillfeather").locator("a.original").count() == 0
    open_tab(page, "Library")
    page.locator("#listed td.title button", has_text="Quillfeather").click()
    page.locator("#article h2", has_text="Quillfeather orchard <script>").wait_for()
    assert "![pixel]" in page.locator("#article").inner_text()
    assert page.locator("#library img, #library script, #library a").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_hostile_question_is_shown_as_it_was_typed(visit):
    page = visit()
    typed = "Is <img src=x onerror=window.hacked=1> ![x](http://tracker.invalid/d.png) ${window.hacked=2} {{x}} *it*?"
    turn = ask(page, typed)
    assert turn.locator(".question").inner_text().strip() == typed
    assert page.locator("#sources .asked").inner_text() == typed
    assert page.evaluate("window.hacked") is None


def test_an_earlier_answer_brings_its_sources_back(visit):
    page = visit()
    ask(page, QUESTION)
    first = page.locator("#sources mark").first.inner_text()
    ask(page, EXAMPLE)
    assert page.locator("#sources .asked").inner_text() == EXAMPLE
    page.locator("#chat .turn").first.locator(".cite").first.press("Enter")
    page.wait_for_function("document.activeElement.id === 'source-0-1'")
    assert page.locator("#sources mark").first.inner_text() == first
    page.locator("#chat .turn.chosen[data-turn='0']").wait_for()
    page.locator("#chat .turn").nth(1).get_by_role("button", name="Sources").click()
    page.locator("#chat .turn.chosen[data-turn='1']").wait_for()
    assert page.locator("#sources .asked").inner_text() == EXAMPLE
