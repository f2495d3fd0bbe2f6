"""Filters, earlier conversations, export and judgements, in a real browser."""

import json
import time
from pathlib import Path

import pytest
from browsing import EXAMPLE, QUESTION, ask, set_filter
from click.testing import CliRunner
from logging_in import PASSWORD

from assistant import Assistant
from assistant.cli import cli
from assistant.ui import ChatServer
from assistant.web.access import add_user
from assistant.web.forms import render_filters
from assistant.web.history import write_kept
from assistant.web.turns import Choices

pytestmark = pytest.mark.browser


def test_filters_limit_what_is_used_are_named_in_the_answer_and_survive_a_reload(visit):
    page = visit()
    set_filter(page, "until", "2024-02-01")
    set_filter(page, "source", "Capitol Ledger (sample)")
    heading = ask(page, QUESTION).locator(".answer-heading").inner_text()
    assert "until February 1, 2024" in heading and "only Capitol Ledger (sample)" in heading
    days = page.locator("#sources .card time").evaluate_all("times => times.map(time => time.dateTime)")
    assert days and max(days) <= "2024-02-01"
    page.wait_for_timeout(1500)  # What the browser keeps is written after the answer is shown.
    page.reload()
    page.locator(".filters-set", has_text="until 2024-02-01 · Capitol Ledger (sample)").wait_for()
    page.get_by_role("button", name="Clear").or_(page.locator("#filters summary")).first.click()
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("document.querySelector('.filters-set').textContent === ''")
    page.wait_for_timeout(500)
    page.reload()
    page.wait_for_selector("#chat .turn")
    assert page.locator(".filters-set").inner_text() == ""


def test_a_slow_first_look_at_the_library_does_not_hide_the_filters_that_hold(visit, monkeypatch):
    page = visit()
    set_filter(page, "until", "2024-02-01")

    def slowly(choices, *rest):
        if choices == Choices():
            time.sleep(1.5)
        return render_filters(choices, *rest)

    monkeypatch.setattr("assistant.web.conversation.render_filters", slowly)
    page.reload()
    page.wait_for_timeout(2500)
    assert page.locator(".filters-set").inner_text() == "until 2024-02-01"


def test_a_filter_chosen_while_another_is_on_its_way_holds_too(visit, monkeypatch):
    page = visit()

    def slowly(kept):
        time.sleep(1)
        return write_kept(kept)

    monkeypatch.setattr("assistant.web.conversation.write_kept", slowly)
    set_filter(page, "until", "2024-02-01")
    set_filter(page, "source", "Capitol Ledger (sample)")
    page.wait_for_timeout(2500)
    heading = ask(page, QUESTION).locator(".answer-heading").inner_text()
    assert "until February 1, 2024" in heading and "only Capitol Ledger (sample)" in heading


def test_as_of_answers_as_one_could_have_then(visit):
    page = visit()
    set_filter(page, "as_of", "2024-06-30")
    assert "As of June 30, 2024" in ask(page, QUESTION).inner_text()


def test_the_conversation_is_there_after_a_reload_with_its_sources(visit):
    page = visit()
    ask(page, QUESTION)
    quote = page.locator("#sources mark").first.inner_text()
    page.reload()
    page.wait_for_selector("#chat .turn")
    assert page.locator("#chat .question").inner_text() == QUESTION
    assert page.locator("#sources mark").first.inner_text() == quote


def test_the_history_survives_a_new_server_because_its_secret_is_kept(own_chat, visit):
    page = visit(own_chat.url)
    ask(page, QUESTION)
    port = int(own_chat.url.rstrip("/").rpartition(":")[2])
    own_chat.close()
    with Assistant.open(own_chat.library) as again, ChatServer(again, port=port):
        page.reload()
        page.wait_for_selector("#chat .turn")
        assert page.locator("#chat .question").inner_text() == QUESTION
        page.close()
    visit.errors.clear()  # the page may have noticed that its server was away


def test_an_open_page_goes_on_with_its_conversation_and_filters_when_its_server_starts_anew(own_chat, visit):
    page = visit(own_chat.url)
    set_filter(page, "until", "2024-02-01")
    ask(page, QUESTION)
    port = int(own_chat.url.rstrip("/").rpartition(":")[2])
    own_chat.close()
    with Assistant.open(own_chat.library) as again, ChatServer(again, port=port):
        assert "until February 1, 2024" in ask(page, QUESTION).locator(".answer-heading").inner_text()
        page.wait_for_timeout(1500)
        page.reload()
        page.wait_for_selector("#chat .turn")
        assert page.locator("#chat .question").all_inner_texts() == [QUESTION, QUESTION]
        page.close()
    visit.errors.clear()  # the page has noticed that its server was away


def test_people_who_log_in_at_one_browser_see_their_own_conversations_alone(library, browser, auth_file):
    add_user(auth_file, "eve", PASSWORD)

    def come_in(name):
        page.goto(f"{server.url}login")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_selector("#offered .welcome, #chat .turn")
        return page.locator("#chat .question").all_inner_texts()

    with (
        Assistant.open(library) as opened,
        ChatServer(opened, port=0, auth_file=auth_file) as server,
        browser.new_context() as context,
    ):
        page = context.new_page()
        assert come_in("ana") == []
        ask(page, QUESTION)
        page.wait_for_timeout(1500)
        assert come_in("eve") == []
        assert come_in("ana") == [QUESTION]


def test_a_new_chat_begins_empty_and_the_earlier_one_can_be_opened_and_deleted(visit):
    page = visit()
    ask(page, QUESTION)
    page.get_by_role("button", name="New chat").click()
    page.locator("#offered .welcome").wait_for()
    assert page.locator("#sources .card").count() == 0
    ask(page, EXAMPLE)
    page.get_by_label("Conversation").select_option(label=QUESTION)
    page.locator("#chat .question", has_text=QUESTION).wait_for()
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="Delete").click()
    page.wait_for_timeout(500)
    assert page.locator("#chat .question").inner_text() == QUESTION
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Delete").click()
    page.locator("#offered .welcome").wait_for()
    assert page.get_by_label("Conversation").locator("option", has_text=QUESTION).count() == 0


def test_a_conversation_is_exported_as_markdown_with_its_citations(visit, assistant):
    page = visit()
    ask(page, QUESTION)
    ask(page, EXAMPLE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    text = Path(download.value.path()).read_text("utf-8")
    cited = assistant.answer(QUESTION).citations[0]
    assert f"## {QUESTION}" in text and f"## {EXAMPLE}" in text
    assert cited.quote in text and cited.article.url in text and cited.article.title in text


def test_an_answer_is_copied_with_its_sources(visit):
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="Copy").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('[1]'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied and page.locator("#sources mark").first.inner_text() in copied and "<" not in copied


def test_a_judgement_and_its_note_reach_the_catalog(own_chat, visit):
    page = visit(own_chat.url)
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="Not useful").click()
    note = page.get_by_label("What was wrong?")
    note.fill("an old figure")
    note.press("Enter")
    page.locator(".thanks").wait_for()
    result = CliRunner().invoke(cli, ["feedback", "--json", "--data-dir", str(own_chat.library)])
    (judgement,) = json.loads(result.stdout)["feedback"]
    assert (judgement["rating"], judgement["note"], judgement["question"]) == (-1, "an old figure", QUESTION)
    assert judgement["articles"]
    page.reload()
    page.locator("#chat button[data-value='-1'][aria-pressed=true]").wait_for()
