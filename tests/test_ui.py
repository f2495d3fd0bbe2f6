"""The web chat in a real browser, over a real library: what a reader sees, and what the page must never do."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Assistant
from assistant.cli import cli
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

    def open_page(url=chat.url, *, width=1280, height=900, color_scheme="light", context=None):
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=color_scheme)
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        local = (url, f"blob:{url}", "data:")
        page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(local) else None)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        page.wait_for_selector("#offered .welcome, #offered .empty-library, #chat .turn")
        return page

    open_page.errors = errors
    yield open_page
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def own_chat(assistant, tmp_path):
    """A chat over a library that the test may change."""
    folder = Path(shutil.copytree(assistant.library.folder, tmp_path / "own"))
    with Assistant.open(folder) as opened, ChatServer(opened, port=0) as server:
        server.library = folder
        yield server


def ask(page, question):
    """Type a question, press Enter, and return its finished turn's element, once it is kept."""
    count = page.locator("#chat .turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    turn = page.locator("#chat .turn").nth(count)
    turn.locator(".answer:not(.pending):not(.growing)").wait_for()
    page.wait_for_function(f"document.querySelector('#sources .sources').dataset.turn === '{count}'")
    page.locator("#toolbar [data-export]").wait_for()
    page.wait_for_timeout(300)
    return turn


def open_tab(page, name):
    page.get_by_role("tab", name=name).click()


def set_filter(page, name, value):
    """Set a filter as a person does, and wait until the page says it."""
    if not page.locator("#filters form").is_visible():
        page.locator("#filters summary").click()
    field = page.locator(f"#filters [name={name}]")
    field.select_option(value) if name in ("source", "reader") else field.fill(value)
    page.locator(".filters-set", has_text=value).wait_for()
    page.wait_for_timeout(300)


@pytest.mark.browser
class TestAsking:
    def test_a_question_typed_on_the_keyboard_is_answered_with_the_highlighted_words_of_an_article(
        self, visit, assistant
    ):
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

    def test_a_citation_mark_lights_its_card_up_and_brings_it_into_view(self, visit):
        page = visit(height=500)
        turn = ask(page, QUESTION)
        last = turn.locator(".cite").last
        number = last.inner_text().strip("[]")
        last.click()
        page.wait_for_function(f"document.activeElement.id === 'source-0-{number}'")
        card = page.locator(f"#source-0-{number}")
        assert "lit" in card.get_attribute("class") and page.locator(".card.lit").count() == 1
        page.wait_for_function(
            f"document.getElementById('source-0-{number}').getBoundingClientRect().top < innerHeight"
        )

    def test_the_whole_article_opens_in_its_place_scrolled_to_the_quote(self, visit, assistant):
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
        assert page.locator("#sources img, #sources script, #chat img, #chat script, #sources iframe").count() == 0
        assert page.locator("#sources .card", has_text="Quillfeather").locator("a.original").count() == 0
        open_tab(page, "Library")
        page.locator("#listed td.title button", has_text="Quillfeather").click()
        page.locator("#article h2", has_text="Quillfeather orchard <script>").wait_for()
        assert "![pixel]" in page.locator("#article").inner_text()
        assert page.locator("#library img, #library script, #library a").count() == 0
        assert page.evaluate("window.hacked") is None

    def test_a_hostile_question_is_shown_as_it_was_typed(self, visit):
        page = visit()
        typed = (
            "Is <img src=x onerror=window.hacked=1> ![x](http://tracker.invalid/d.png) ${window.hacked=2} {{x}} *it*?"
        )
        turn = ask(page, typed)
        assert turn.locator(".question").inner_text().strip() == typed
        assert page.locator("#sources .asked").inner_text() == typed
        assert page.evaluate("window.hacked") is None

    def test_an_abstention_looks_different_and_shows_no_numbered_source(self, visit):
        page = visit()
        answered = ask(page, QUESTION).locator(".answer")
        abstained = ask(page, "What is the melting point of tungsten carbide?").locator(".answer")
        background = "element => getComputedStyle(element).backgroundColor + getComputedStyle(element).borderLeftStyle"
        assert abstained.evaluate(background) != answered.evaluate(background)
        assert "Not in the articles" in abstained.inner_text()
        assert page.locator("#sources .number").count() == 0

    def test_support_is_said_in_words_and_its_figure_on_hover_and_focus(self, visit):
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

    def test_an_earlier_answer_brings_its_sources_back(self, visit):
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

    def test_a_follow_up_is_understood_in_the_light_of_the_conversation(self, visit):
        page = visit()
        ask(page, QUESTION)
        turn = ask(page, "And in Iraq?")
        assert "Iraq" in turn.locator(".copy").inner_text()
        assert "Searched for:" in turn.inner_text()

    def test_an_example_is_asked_with_one_click(self, visit):
        page = visit()
        page.get_by_role("button", name=EXAMPLE).click()
        page.locator("#sources mark").first.wait_for()
        assert page.locator("#chat .question").inner_text().strip() == EXAMPLE

    def test_what_went_wrong_is_said_in_plain_words(self, visit):
        page = visit()
        set_filter(page, "since", "2024-12-31")
        set_filter(page, "until", "2024-01-01")
        page.get_by_label("Your question").fill(QUESTION)
        page.get_by_label("Your question").press("Enter")
        notice = page.locator("#chat .notice")
        notice.wait_for()
        assert "since 2024-12-31 is after 2024-01-01" in notice.inner_text().lower()
        assert "Traceback" not in page.content()

    def test_the_newest_question_stays_in_view_above_a_long_answer(self, visit):
        page = visit(width=390, height=600)
        for question in (QUESTION, EXAMPLE):
            ask(page, question)
            top = page.locator("#chat .turn").last.bounding_box()["y"]
            assert abs(top - page.locator("#chat").bounding_box()["y"]) < 40


@pytest.mark.browser
class TestFiltersAndHistory:
    def test_filters_limit_what_is_used_are_named_in_the_answer_and_survive_a_reload(self, visit):
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

    def test_as_of_answers_as_one_could_have_then(self, visit):
        page = visit()
        set_filter(page, "as_of", "2024-06-30")
        assert "As of June 30, 2024" in ask(page, QUESTION).inner_text()

    def test_the_conversation_is_there_after_a_reload_with_its_sources(self, visit):
        page = visit()
        ask(page, QUESTION)
        quote = page.locator("#sources mark").first.inner_text()
        page.reload()
        page.wait_for_selector("#chat .turn")
        assert page.locator("#chat .question").inner_text() == QUESTION
        assert page.locator("#sources mark").first.inner_text() == quote

    def test_the_history_survives_a_new_server_because_its_secret_is_kept(self, own_chat, visit):
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

    def test_a_new_chat_begins_empty_and_the_earlier_one_can_be_opened_and_deleted(self, visit):
        page = visit()
        ask(page, QUESTION)
        page.get_by_role("button", name="New chat").click()
        page.locator("#offered .welcome").wait_for()
        assert page.locator("#sources .card").count() == 0
        ask(page, EXAMPLE)
        page.get_by_label("Conversation").select_option(label=QUESTION)
        page.locator("#chat .question", has_text=QUESTION).wait_for()
        page.get_by_role("button", name="Delete").click()
        page.locator("#offered .welcome").wait_for()
        assert page.get_by_label("Conversation").locator("option", has_text=QUESTION).count() == 0

    def test_a_conversation_is_exported_as_markdown_with_its_citations(self, visit, assistant):
        page = visit()
        ask(page, QUESTION)
        ask(page, EXAMPLE)
        with page.expect_download() as download:
            page.get_by_role("button", name="Export").click()
        text = Path(download.value.path()).read_text("utf-8")
        cited = assistant.answer(QUESTION).citations[0]
        assert f"## {QUESTION}" in text and f"## {EXAMPLE}" in text
        assert cited.quote in text and cited.article.url in text and cited.article.title in text

    def test_an_answer_is_copied_with_its_sources(self, visit):
        page = visit()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        turn = ask(page, QUESTION)
        turn.get_by_role("button", name="Copy").click()
        page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('[1]'))")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "[1]" in copied and page.locator("#sources mark").first.inner_text() in copied and "<" not in copied

    def test_a_judgement_and_its_note_reach_the_catalog(self, own_chat, visit):
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


@pytest.mark.browser
class TestLibraryAndIngest:
    def test_articles_are_searched_sorted_and_opened(self, visit, assistant):
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

    def test_a_removed_article_is_asked_about_first_and_then_gone_from_everywhere(self, own_chat, visit):
        page = visit(own_chat.url)
        question = "How many walnut trees does the Quillfeather orchard hold?"
        ask(page, question)
        open_tab(page, "Library")
        page.locator("#listed td.title button", has_text="Quillfeather").click()
        page.get_by_role("button", name="Remove…").click()
        page.get_by_role("button", name="Keep").click()
        page.get_by_role("button", name="Remove…").click()
        page.get_by_role("button", name="Remove", exact=True).click()
        page.locator("#article", has_text="Removed “Quillfeather").wait_for()
        assert page.locator("#listed td.title", has_text="Quillfeather").count() == 0
        open_tab(page, "Ask")
        page.locator("#chat .turn").first.get_by_role("button", name="Sources").click()
        page.locator("#sources .gone").wait_for()
        page.get_by_label("Your question").fill(question)
        page.get_by_label("Your question").press("Enter")
        page.locator("#chat .turn").nth(1).locator(".abstained:not(.growing)").wait_for()

    def test_uploaded_files_are_answerable_at_once_and_each_failure_has_its_reason(self, own_chat, visit, tmp_path):
        good, bad = tmp_path / "ferry.md", tmp_path / "empty.txt"
        good.write_text("# Ostrava ferry carries 4,321 people\n\nThe Ostrava ferry carried 4,321 people on Monday.\n")
        bad.write_text("")
        page = visit(own_chat.url)
        open_tab(page, "Add articles")
        page.locator("#files input[type=file]").set_input_files([good, bad])
        page.locator("#files", has_text="ferry").wait_for()
        page.wait_for_timeout(500)
        page.locator("#add").click()
        page.locator("#intake", has_text="Done: 1 of 2").wait_for()
        assert "1 added" in page.locator("#intake .fine").inner_text()
        assert "empty" in page.locator("#intake .failed .reason").inner_text()
        open_tab(page, "Ask")
        assert "4,321" in ask(page, "How many people did the Ostrava ferry carry?").inner_text()

    def test_what_is_no_web_address_is_not_read_even_when_it_is_a_file(self, own_chat, visit, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("The password of the vault is walnut.")
        page = visit(own_chat.url)
        open_tab(page, "Add articles")
        page.locator("#addresses textarea").fill(str(secret))
        page.locator("#add").click()
        page.locator("#intake", has_text="is no web address").wait_for()

    def test_an_empty_library_offers_three_ways_to_begin_and_the_samples_work(self, visit, tmp_path):
        with Assistant.open(tmp_path) as empty, ChatServer(empty, port=0, examples=[EXAMPLE]) as server:
            page = visit(server.url)
            shown = page.locator(".empty-library").inner_text()
            assert "dateline ingest FOLDER" in shown
            assert page.get_by_role("button", name=EXAMPLE).count() == 0
            page.get_by_role("button", name="Add articles").click()
            page.locator("#adding").wait_for()
            open_tab(page, "Ask")
            page.get_by_role("button", name="Add the samples").click()
            page.get_by_role("button", name=EXAMPLE).click()
            page.locator("#sources mark").first.wait_for()
            page.close()

    def test_example_questions_come_from_the_librarys_own_articles(self, own_chat, visit):
        page = visit(own_chat.url)
        example = page.locator(".examples button").first
        example.wait_for()
        with Assistant.open(own_chat.library) as assistant:
            titles = " ".join(listing.article.title for listing in assistant.articles())
            offered = page.locator(".examples button").all_inner_texts()
            assert all(any(word in titles for word in question.split()[-3:]) for question in offered)
        example.click()
        page.locator("#sources mark").first.wait_for()
        assert page.locator("#chat .abstained").count() == 0
