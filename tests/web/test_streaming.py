"""An answer that takes its time, in a real browser: it is seen to grow, can be stopped, and the next may be asked."""

import time

import pytest
from browsing import QUESTION, ask
from chat_models import Pondering, Scripted, number_of

from assistant import Assistant
from assistant.settings import Settings
from assistant.ui import ChatServer

pytestmark = pytest.mark.browser

#: Keeps in the page what the last answer said each time that it changed while it grew.
WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const copy = [...document.querySelectorAll("#chat .growing .copy")].at(-1);
    if (copy && copy.innerText.trim() !== window.seen.at(-1)) window.seen.push(copy.innerText.trim());
  }).observe(document.body, { childList: true, subtree: true });
}"""


def three_sentences(messages):
    new, old = number_of(messages, "about 2,000 troops in Syria"), number_of(messages, "some 900 troops in Syria")
    return (
        f"The United States has about 2,000 troops in Syria, the Pentagon said in December 2024 [{new}]. "
        f"In January 2024 it kept some 900 troops in Syria. [{old}] "
        f"Washington keeps some 900 troops in Syria [{old}]. "
    )


@pytest.fixture
def slow_chat(library):
    """A chat whose model writes a few characters at a time, for some seconds."""
    settings = Settings.load(library, environment={}, reader="chat", chat_seconds=120)
    model = Scripted(script=three_sentences, calls=[], pause=0.15)
    with Assistant.open(settings=settings, chat_model=model) as opened, ChatServer(opened, port=0) as server:
        server.model = model
        yield server


def begin(page, question=QUESTION):
    field = page.get_by_label("Your question")
    field.fill(question)
    field.press("Enter")


def test_an_answer_is_seen_to_grow_sentence_by_sentence(slow_chat, visit):
    page = visit(slow_chat.url)
    page.evaluate(WATCH)
    whole = ask(page, QUESTION).locator(".copy").inner_text().strip()
    seen = page.evaluate("window.seen")
    assert len(set(seen)) >= 2 and len(seen[0]) < len(whole)
    assert all(later.startswith(earlier) for earlier, later in zip(seen, [*seen[1:], whole], strict=True))


def test_a_growing_answer_can_be_stopped_and_what_there_is_of_it_stays(slow_chat, visit):
    page = visit(slow_chat.url)
    begin(page)
    page.locator("#chat .growing .copy").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.locator("#chat .answer:not(.growing) .notes", has_text="Stopped before the answer was complete").wait_for()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    copy = page.locator("#chat .copy").inner_text()
    assert "2,000 troops" in copy
    page.wait_for_timeout(3000)
    assert page.locator("#chat .copy").inner_text() == copy
    page.reload()
    page.wait_for_selector("#chat .turn")
    assert page.locator("#chat .copy").inner_text() == copy


def test_a_page_that_is_closed_ends_the_writing_of_its_answer(library, visit):
    model = Pondering(script=str, calls=[], ended=[])
    settings = Settings.load(library, environment={}, reader="chat", chat_seconds=60)
    with Assistant.open(settings=settings, chat_model=model) as opened, ChatServer(opened, port=0) as server:
        page = visit(server.url)
        begin(page)
        page.locator("#chat .pending").wait_for()
        end = time.monotonic() + 20
        while not model.calls and time.monotonic() < end:
            page.wait_for_timeout(100)
        assert model.calls and not model.ended
        page.close()
        while not model.ended and time.monotonic() < end:
            time.sleep(0.1)
        assert model.ended


def test_a_question_stopped_before_there_is_an_answer_goes_back_to_where_it_was_typed(slow_chat, visit):
    slow_chat.model.pause = 30.0
    page = visit(slow_chat.url)
    begin(page)
    page.locator("#chat .pending").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.locator("#offered .welcome").wait_for()
    assert page.get_by_label("Your question").input_value() == QUESTION


def test_a_question_asked_during_an_answer_is_asked_when_that_is_done(slow_chat, visit):
    page = visit(slow_chat.url)
    begin(page)
    page.locator("#chat .pending, #chat .growing").first.wait_for()
    begin(page, "And what of Iraq?")
    page.locator(".waiting", has_text="Asked as soon as this answer is done").wait_for()
    assert page.locator("#chat .turn").count() == 1
    page.locator("#chat .turn").nth(1).locator(".answer:not(.pending):not(.growing)").wait_for()
    assert page.locator("#chat .question").all_inner_texts() == [QUESTION, "And what of Iraq?"]
    assert "900 troops" in page.locator("#chat .turn").first.locator(".copy").inner_text()
    assert page.get_by_label("Your question").input_value() == "" and page.locator(".waiting").inner_text() == ""


def test_a_waiting_question_can_be_kept_back(slow_chat, visit):
    page = visit(slow_chat.url)
    begin(page)
    page.locator("#chat .pending, #chat .growing").first.wait_for()
    begin(page, "And what of Iraq?")
    page.locator(".waiting", has_text="Esc").wait_for()
    page.keyboard.press("Escape")
    page.locator("#chat .turn .answer:not(.pending):not(.growing)").wait_for()
    page.wait_for_timeout(1500)
    assert page.locator("#chat .turn").count() == 1
    assert page.get_by_label("Your question").input_value() == "And what of Iraq?"


def test_a_new_chat_begun_during_an_answer_stays_empty_and_the_answer_so_far_is_kept(slow_chat, visit):
    page = visit(slow_chat.url)
    ask(page, QUESTION)
    begin(page, "How many troops are in Syria now?")
    page.locator("#chat .turn").nth(1).locator(".growing .copy").wait_for()
    page.get_by_role("button", name="New chat").click()
    page.locator("#offered .welcome").wait_for()
    page.wait_for_timeout(3000)
    assert page.locator("#chat .turn").count() == 0
    page.get_by_label("Conversation").select_option(label=QUESTION)
    page.locator("#chat .turn").nth(1).locator(".notes", has_text="Stopped before").wait_for()


def test_a_waiting_question_is_not_asked_in_another_conversation(slow_chat, visit):
    page = visit(slow_chat.url)
    ask(page, QUESTION)
    begin(page, "How many troops are in Syria now?")
    page.locator("#chat .turn").nth(1).locator(".growing .copy").wait_for()
    begin(page, "And what of Iraq?")
    page.locator(".waiting", has_text="Esc").wait_for()
    page.get_by_role("button", name="New chat").click()
    page.locator("#offered .welcome").wait_for()
    page.wait_for_timeout(2000)
    assert page.locator("#chat .turn").count() == 0 and page.locator(".waiting").inner_text() == ""
    assert page.get_by_label("Your question").input_value() == "And what of Iraq?"
