"""Asking in a real browser: what a reader sees of an answer."""

import pytest
from browsing import EXAMPLE, QUESTION, ask, set_filter

pytestmark = pytest.mark.browser


def test_a_question_typed_on_the_keyboard_is_answered_with_the_highlighted_words_of_an_article(visit, assistant):
    page = visit()
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    mark = page.locator("#sources .card mark").first
    mark.wait_for()
    cited = assistant.answer(QUESTION).citations[0]
    assert mark.inner_text() == cited.quote
    card = page.locator("#sources .card").first
    assert cited.article.source in card.inner_text() and cited.article.title in card.inner_text()
    assert "As of" in page.locator("#chat .answer-heading").first.inner_text()
    assert page.get_by_label("Your question").input_value() == ""


def test_an_abstention_looks_different_and_shows_no_numbered_source(visit):
    page = visit()
    answered = ask(page, QUESTION).locator(".answer")
    abstained = ask(page, "What is the melting point of tungsten carbide?").locator(".answer")
    background = "element => getComputedStyle(element).backgroundColor + getComputedStyle(element).borderLeftStyle"
    assert abstained.evaluate(background) != answered.evaluate(background)
    assert "Not in the articles" in abstained.inner_text()
    assert page.locator("#sources .number").count() == 0


def test_support_is_said_in_words_and_its_figure_on_hover_and_focus(visit):
    page = visit()
    turn = ask(page, QUESTION)
    figure = turn.locator(".figure")
    assert turn.locator(".support").is_visible() and not figure.is_visible()
    turn.locator(".support").hover()
    assert "Confidence" in figure.inner_text() and figure.is_visible()
    page.mouse.move(0, 0)
    assert not figure.is_visible()
    turn.locator(".support").focus()
    assert figure.is_visible()


def test_a_follow_up_is_understood_in_the_light_of_the_conversation(visit):
    page = visit()
    ask(page, QUESTION)
    turn = ask(page, "And in Iraq?")
    assert "Iraq" in turn.locator(".copy").inner_text()
    assert turn.inner_text().count("How many troops are in Iraq?") == 1


def test_an_example_is_asked_with_one_click(visit):
    page = visit()
    page.get_by_role("button", name=EXAMPLE).click()
    page.locator("#sources mark").first.wait_for()
    assert page.locator("#chat .question").inner_text().strip() == EXAMPLE


def test_what_went_wrong_is_said_in_plain_words(visit):
    page = visit()
    set_filter(page, "since", "2024-12-31")
    set_filter(page, "until", "2024-01-01")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("Your question").press("Enter")
    notice = page.locator("#chat .notice")
    notice.wait_for()
    assert "since 2024-12-31 is after 2024-01-01" in notice.inner_text().lower()
    assert "Traceback" not in page.content()


def test_the_newest_question_stays_in_view_above_a_long_answer(visit):
    page = visit(width=390, height=600)
    for question in (QUESTION, EXAMPLE):
        ask(page, question)
        top = page.locator("#chat .turn").last.bounding_box()["y"]
        assert abs(top - page.locator("#chat").bounding_box()["y"]) < 40
