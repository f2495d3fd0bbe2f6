"""Everybody can use the web chat: axe-core finds nothing serious, phones scroll only down, keys reach everything.

axe-core comes from npm: ``npm ci --prefix tests``; without it, its tests say that they were left out.
"""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.ui import ChatServer

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
QUESTIONS = ("How many troops are in Syria?", "What is the melting point of tungsten carbide?")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chat(sample_library):
    with Assistant.open(sample_library) as opened, ChatServer(opened, port=0) as server:
        yield server


@pytest.fixture(
    params=[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")], ids=lambda given: f"{given[0]}-{given[1]}"
)
def page(request, browser, chat):
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(chat.url)
    opened.wait_for_selector("#offered .welcome")
    yield opened
    context.close()


def ask_both(page):
    for number, question in enumerate(QUESTIONS):
        page.get_by_label("Your question").fill(question)
        page.get_by_label("Your question").press("Enter")
        page.locator("#chat .turn").nth(number).locator(".answer:not(.pending):not(.growing)").wait_for()
        page.locator("#toolbar [data-export]").wait_for()
        page.wait_for_timeout(500)


def serious(page):
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        (violation["id"], node["target"], node["failureSummary"][:300])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: npm ci --prefix tests")
def test_axe_finds_nothing_serious_on_any_page(page):
    found = serious(page)
    ask_both(page)
    page.locator("#filters summary").click()
    found += serious(page)
    page.locator("#chat .turn").first.get_by_role("button", name="Sources").click()
    page.locator("#sources .card summary").first.click()
    found += serious(page)
    page.get_by_role("tab", name="Library").click()
    page.locator("#listed td.title button").first.click()
    page.locator("#article h2").wait_for()
    found += serious(page)
    page.get_by_role("tab", name="Add articles").click()
    page.locator("#addresses textarea").wait_for()
    found += serious(page)
    assert found == []


def test_what_is_pressed_is_large_enough_for_a_finger(page):
    ask_both(page)
    for pressed, least in ((".cite", 24), (".sources summary", 24), (".sources .original", 24), ("[role=tab]", 40)):
        sizes = page.locator(pressed).evaluate_all(
            "(found) => found.map((one) => one.getBoundingClientRect()).map((box) => [box.width, box.height])"
        )
        assert sizes and all(width >= 24 and height >= least for width, height in sizes), (pressed, sizes)


def test_no_page_scrolls_sideways(page):
    width = page.viewport_size["width"]
    page.get_by_label("Your question").fill(f"{QUESTIONS[0]} {'unbreakable' * 12}")
    page.get_by_label("Your question").press("Enter")
    page.locator("#chat .answer:not(.pending):not(.growing)").wait_for()
    for tab in ("Ask", "Library", "Add articles"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") == width, tab
    page.get_by_role("tab", name="Ask").click()
    if width < 768:
        chat_box, sources_box = page.locator("#conversation").bounding_box(), page.locator("#sources").bounding_box()
        assert sources_box["y"] >= chat_box["y"] + chat_box["height"]


def test_the_tab_key_reaches_everything_there_is_to_press(page):
    ask_both(page)
    page.evaluate("document.body.focus()")
    page.get_by_role("tab", name="Ask").focus()
    name = (
        "(e => e.textContent.trim().slice(0, 20) || e.getAttribute('aria-label') || e.tagName)(document.activeElement)"
    )
    reached = set()
    for _ in range(60):
        reached.add(page.evaluate(name))
        page.keyboard.press("Tab")
    for wanted in (
        "Ask",
        "New chat",
        "Export",
        "Delete",
        "[1]",
        "Copy",
        "Useful",
        "Not useful",
        "TEXTAREA",
        "Whole article",
    ):
        assert any(wanted in name for name in reached), (wanted, reached)
