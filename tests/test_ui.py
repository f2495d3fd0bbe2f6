"""The web chat in a real browser, over a real library: what a reader sees, and what the page must never do."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.ui import ChatServer
from ingest import ingest

SAMPLES = Path(__file__).parent.parent / "ingest" / "samples"
QUESTION = "How many troops are in Syria?"
EXAMPLE = "How much will the Castell Bridge cost?"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-gpu",
]  # fmt: skip
HOSTILE = (
    "The Quillfeather orchard holds 417 walnut trees <script>window.hacked = 1</script> "
    "<img src=http://tracker.invalid/a.png onerror=window.hacked=2> ![pixel](http://tracker.invalid/b.png) "
    "[a link](javascript:window.hacked=3) $x^2$ {{value}} ${window.hacked=4}, said its owner."
)
HOSTILE_ARTICLE = {
    "text": f"Quillfeather orchard\n\n{HOSTILE}",
    "title": "Quillfeather orchard <script>window.hacked = 5</script>",
    "source": "<img src=http://tracker.invalid/c.png> Gazette",
    "author": '"><svg onload=window.hacked=6>',
    "url": "javascript:window.hacked=7",
    "published": "2024-05-05",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    rows = folder / "hostile.jsonl"
    rows.write_text(json.dumps(HOSTILE_ARTICLE), "utf-8")
    report = ingest([SAMPLES, rows], data_dir=folder / "data")
    assert not report.failed
    with Assistant.open(folder / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def chat(assistant):
    with ChatServer(assistant, port=0, examples=[EXAMPLE]) as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install 'dateline[test]'")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs a Chromium on PATH (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser, chat):
    """Open a page; at the end, check that it asked nothing of another machine and ran into no error."""
    contexts, outside, errors = [], [], []

    def open_page(url=chat.url, *, width=1280, height=900, color_scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=color_scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        local = (url, f"blob:{url}", "data:")
        page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(local) else None)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
        page.wait_for_selector(".example, .empty-library")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


def ask(page, question):
    """Type a question, press Enter, and return its finished answer's element."""
    count = page.locator("#chat [data-testid=bot]").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    answer = page.locator("#chat [data-testid=bot]").nth(count)
    answer.locator(".answer:not(.pending)").wait_for()
    page.wait_for_selector("#chat .generating", state="detached")
    return answer


@pytest.mark.browser
class TestInTheBrowser:
    def test_a_question_typed_on_the_keyboard_is_answered_with_the_highlighted_words_of_an_article(
        self, visit, assistant
    ):
        page = visit()
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        mark = page.locator("#sources .card mark").first
        mark.wait_for()
        cited = assistant.answer(QUESTION).citations[0]
        assert mark.inner_text() == cited.quote
        card = page.locator("#sources .card").first
        assert cited.article.source in card.inner_text() and cited.article.title in card.inner_text()
        assert "AS OF" in page.locator("#chat .answer-heading").first.inner_text().upper()
        assert page.get_by_label("Your question").input_value() == ""

    def test_the_whole_article_opens_in_its_place_with_the_quote_marked(self, visit, assistant):
        page = visit()
        ask(page, QUESTION)
        cited = assistant.answer(QUESTION).citations[0]
        whole = page.locator("#sources .card").first.locator(".article")
        assert not whole.is_visible()
        page.locator("#sources .card summary").first.click()
        assert whole.locator("mark").inner_text() == cited.quote
        assert " ".join(whole.inner_text().split()) == " ".join(assistant.article(cited.article.id).text.split())

    def test_the_original_is_linked_without_telling_it_who_comes(self, visit):
        page = visit()
        ask(page, QUESTION)
        link = page.locator("#sources .original").first
        assert link.get_attribute("href").startswith("https://samples.dateline.example/")
        assert link.get_attribute("rel") == "noopener noreferrer nofollow"

    def test_a_hostile_article_is_shown_as_text_and_reaches_nothing(self, visit):
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
        assert page.locator("#sources img, #sources svg, #sources script, #chat .answer img, #chat script").count() == 0
        assert page.locator("#sources .card", has_text="Quillfeather").locator("a.original").count() == 0
        assert page.evaluate("window.hacked") is None

    def test_a_hostile_question_is_shown_as_it_was_typed(self, visit):
        page = visit()
        typed = "Is <img src=x onerror=window.hacked=1> ![x](http://tracker.invalid/d.png) <b>in</b> *Syria*?"
        ask(page, typed)
        assert page.locator("#chat [data-testid=user]").inner_text().strip() == typed
        assert page.locator("#sources .asked").inner_text() == typed
        assert page.evaluate("window.hacked") is None

    def test_an_abstention_looks_different_and_shows_no_numbered_source(self, visit):
        page = visit()
        answered = ask(page, QUESTION).locator(".answer")
        abstained = ask(page, "What is the melting point of tungsten carbide?").locator(".answer")
        background = "element => getComputedStyle(element).backgroundColor + getComputedStyle(element).borderLeftStyle"
        assert abstained.evaluate(background) != answered.evaluate(background)
        assert "NOT IN THE ARTICLES" in abstained.inner_text().upper()
        assert page.locator("#sources .number").count() == 0

    def test_an_earlier_answer_brings_its_sources_back(self, visit):
        page = visit()
        ask(page, QUESTION)
        first = page.locator("#sources mark").first.inner_text()
        ask(page, EXAMPLE)
        page.wait_for_function(f"document.querySelector('#sources .asked').innerText === {json.dumps(EXAMPLE)}")
        page.locator("#chat [data-testid=bot]").first.locator("a").first.press("Enter")
        page.wait_for_function("document.activeElement.id === 'source-0-1'")
        assert page.locator("#sources mark").first.inner_text() == first
        assert "chosen" in page.locator("#chat .answer").first.get_attribute("class")

    def test_a_follow_up_is_understood_in_the_light_of_the_conversation(self, visit):
        page = visit()
        ask(page, QUESTION)
        assert "Iraq" in ask(page, "And in Iraq?").inner_text()

    def test_an_example_is_asked_with_one_click(self, visit):
        page = visit()
        page.get_by_role("button", name=EXAMPLE).click()
        page.locator("#sources mark").first.wait_for()
        assert page.locator("#chat [data-testid=user]").inner_text().strip() == EXAMPLE

    def test_dates_and_outlet_limit_what_is_used(self, visit):
        page = visit()
        page.get_by_role("button", name="Filters").click()
        page.locator("#filters input.time").nth(1).fill("2024-02-01")
        page.locator("#filters input.time").nth(1).press("Enter")
        ask(page, QUESTION)
        days = page.locator("#sources .card time").evaluate_all("times => times.map(time => time.dateTime)")
        assert days and max(days) <= "2024-02-01"

    def test_what_went_wrong_is_said_in_plain_words(self, visit):
        page = visit()
        page.get_by_role("button", name="Filters").click()
        for field, day in enumerate(("2024-12-31", "2024-01-01")):
            page.locator("#filters input.time").nth(field).fill(day)
            page.locator("#filters input.time").nth(field).press("Enter")
        answer = ask(page, QUESTION)
        assert "since 2024-12-31 is after 2024-01-01" in answer.inner_text().lower()
        assert "Traceback" not in page.content()

    def test_an_empty_library_says_what_to_do(self, visit, tmp_path):
        with Assistant.open(tmp_path) as empty, ChatServer(empty, port=0, examples=[EXAMPLE]) as server:
            page = visit(server.url)
            shown = page.locator(".empty-library").inner_text()
            assert "dateline ingest FOLDER" in shown and "dateline demo" in shown
            assert page.get_by_role("button", name=EXAMPLE).count() == 0
            assert "abstained" in ask(page, QUESTION).locator(".answer").get_attribute("class")

    @pytest.mark.parametrize("color_scheme", ["light", "dark"])
    def test_a_phone_scrolls_only_down(self, visit, color_scheme):
        page = visit(width=390, height=844, color_scheme=color_scheme)
        ask(page, f"{QUESTION} {'unbreakable' * 12}")
        ask(page, QUESTION)
        page.locator("#sources summary").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        chat_box, sources_box = page.locator("#conversation").bounding_box(), page.locator("#sources").bounding_box()
        assert sources_box["y"] >= chat_box["y"] + chat_box["height"]

    def test_the_newest_question_stays_in_view_above_a_long_answer(self, visit):
        page = visit(width=390, height=600)
        for question in (QUESTION, EXAMPLE):
            ask(page, question)
            top = page.locator("#chat .user-row").last.bounding_box()["y"]
            assert abs(top - page.locator("#chat [role=log]").bounding_box()["y"]) < 40

    def test_dark_mode_follows_the_system(self, visit):
        colours = [
            visit(color_scheme=scheme).evaluate("getComputedStyle(document.querySelector('.masthead h1')).color")
            for scheme in ("light", "dark")
        ]
        assert colours[0] != colours[1]


# -- the HTTP endpoint -------------------------------------------------------------------------------------------------


@contextmanager
def connected(url):
    from gradio_client import Client

    client = Client(url, verbose=False)
    try:
        yield client
    finally:
        client.close()


def test_the_endpoint_ask_returns_what_the_command_line_prints(chat, assistant):
    with connected(chat.url) as client:
        got = client.predict(question=QUESTION, until="2024-02-01", api_name="/ask")
        want = assistant.answer(QUESTION, until="2024-02-01").to_dict()
        assert {**got, "timings_ms": None} == {**want, "timings_ms": None}
        assert set(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == {"/ask"}


def test_the_endpoint_says_what_is_wrong_with_a_question(chat):
    from gradio_client.exceptions import AppError

    with connected(chat.url) as client, pytest.raises(AppError, match="since is 'yesterday'"):
        client.predict(question=QUESTION, since="yesterday", api_name="/ask")
