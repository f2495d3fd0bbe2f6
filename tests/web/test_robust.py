"""What nobody planned for: huge questions, other scripts, two tabs, no storage, a reload in the middle."""

import json

import pytest
from browsing import EXAMPLE, QUESTION, ask, open_tab

from assistant import Assistant
from assistant.ui import ChatServer
from assistant.web.history import STORAGE_KEY
from ingest import ingest

pytestmark = pytest.mark.browser

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""


def test_a_browser_that_keeps_nothing_can_ask_all_the_same(visit, browser):
    context = browser.new_context()
    context.add_init_script(NO_STORAGE)
    page = visit(context=context)
    ask(page, QUESTION)
    assert page.locator("#sources mark").count() > 0
    page.get_by_role("button", name="New chat").click()
    page.locator("#offered .welcome").wait_for()
    context.close()


def test_two_tabs_keep_both_conversations(visit, browser):
    context = browser.new_context()
    one, other = visit(context=context), visit(context=context)
    ask(one, QUESTION)
    ask(other, EXAMPLE)
    one.reload()
    one.wait_for_selector("#chat .turn")
    titles = one.get_by_label("Conversation").locator("option").all_inner_texts()
    assert sorted(titles) == sorted([QUESTION, EXAMPLE])
    context.close()


def test_two_tabs_that_go_on_with_one_conversation_lose_nothing_of_it(visit, browser):
    context = browser.new_context()
    one = visit(context=context)
    ask(one, QUESTION)
    other = visit(context=context)
    ask(other, "And in Iraq?")
    ask(one, EXAMPLE)
    one.reload()
    one.wait_for_selector("#chat .turn")
    kept = json.loads(one.evaluate(f"localStorage.getItem({STORAGE_KEY!r})"))["chats"]
    asked = [[turn["question"] for turn in chat["turns"]] for chat in kept]
    assert asked == [[QUESTION, EXAMPLE], [QUESTION, "And in Iraq?"]]
    context.close()


def test_who_edits_what_the_browser_keeps_changes_nobody_elses_judgement(own_chat, visit):
    with Assistant.open(own_chat.library) as assistant:
        others = assistant.library.catalog.rate(assistant.answer(EXAMPLE), 1, note="somebody else's")
        page = visit(own_chat.url)
        ask(page, QUESTION).get_by_role("button", name="Not useful").click()
        page.get_by_label("What was wrong?").wait_for()
        page.wait_for_timeout(1000)
        page.evaluate(
            """([key, receipt]) => {
              const kept = JSON.parse(localStorage.getItem(key));
              const turn = kept.chats[0].turns[0];
              turn.receipt = receipt + turn.receipt.slice(turn.receipt.indexOf("."));
              localStorage.setItem(key, JSON.stringify(kept));
            }""",
            [STORAGE_KEY, str(others)],
        )
        page.reload()
        page.wait_for_selector("#chat .turn")
        page.get_by_role("button", name="Useful", exact=True).click()
        page.get_by_label("What was good?").wait_for()
        judged = {row.id: (row.rating, row.note) for row in assistant.library.catalog.feedback()}
        assert judged.pop(others) == (1, "somebody else's")
        assert sorted(judged.values()) == [(-1, ""), (1, "")]


def test_a_question_of_a_page_and_one_too_long_are_both_heard(visit):
    page = visit(width=390)
    long = f"{QUESTION} {'Somebody told me so. ' * 480}"
    assert len(long) > 10_000
    turn = ask(page, long)
    assert turn.locator(".question").inner_text().strip() == long.strip()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_label("Your question").fill("why? " * 5_000)
    page.get_by_label("Your question").press("Enter")
    notice = page.locator("#chat .notice")
    notice.wait_for()
    assert "ask it in at most 20,000" in notice.inner_text()


def test_words_of_any_script_and_length_are_shown_within_the_page(visit, tmp_path):
    arabic = "قال مدير ميناء أوسترافا إن الميناء استقبل 4321 سفينة في عام 2024."
    article = {"title": f"ميناء 🚢 {'W' * 300}", "text": arabic, "source": "صحيفة", "published": "2024-05-05"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(article), "utf-8")
    assert ingest([tmp_path / "rows.jsonl"], data_dir=tmp_path / "data").added == 1
    with Assistant.open(tmp_path / "data") as opened, ChatServer(opened, port=0, examples=["x"]) as server:
        page = visit(server.url, width=390)
        turn = ask(page, "كم سفينة استقبل ميناء أوسترافا؟ 🚢")
        right = turn.locator(".question").evaluate(
            """element => {
              const range = document.createRange();
              range.selectNodeContents(element);
              return element.getBoundingClientRect().right - range.getBoundingClientRect().right;
            }"""
        )
        assert right < 24
        open_tab(page, "Library")
        page.locator("#listed td.title button").click()
        page.locator("#article h2", has_text="🚢").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.close()


def test_a_conversation_longer_than_what_is_kept_goes_on_and_its_newest_turns_come_back(visit, monkeypatch):
    monkeypatch.setattr("assistant.web.turns.KEPT_TURNS", 3)
    page = visit()
    for number in range(6):
        ask(page, f"What is the melting point of tungsten carbide {number}?")
    assert page.locator("#chat .turn").count() == 6 and page.get_by_label("Conversation").locator("option").count() == 1
    page.reload()
    page.wait_for_selector("#chat .turn")
    asked = page.locator("#chat .question").all_inner_texts()
    assert [question[-2:] for question in asked] == ["3?", "4?", "5?"]


def test_a_reload_during_an_answer_leaves_a_page_that_works(visit):
    page = visit()
    ask(page, QUESTION)
    page.get_by_label("Your question").fill(EXAMPLE)
    page.get_by_label("Your question").press("Enter")
    heard = len(visit.errors)
    page.reload()
    page.wait_for_selector("#chat .turn")
    # The page that is left loses its answer's stream, and sometimes lives long enough to say so.
    del visit.errors[heard:]
    ask(page, EXAMPLE)
    assert page.locator("#sources .asked").inner_text() == EXAMPLE


def test_back_leads_out_of_the_chat_and_forward_into_it_again(visit):
    page = visit()
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector("#offered .welcome")
    ask(page, QUESTION).locator(".cite").first.click()
    page.locator(".card.lit").wait_for()
    page.go_back()
    page.go_forward()
    page.wait_for_selector("#chat .turn")
    assert page.locator("#chat .question").inner_text() == QUESTION
