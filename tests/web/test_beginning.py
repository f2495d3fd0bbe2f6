"""What stands where no conversation has begun: examples, or three ways to fill an empty library."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from browsing import EXAMPLE, open_tab
from chat_models import says

from assistant import Assistant
from assistant.settings import Settings
from assistant.ui import ChatServer
from assistant.web.examples import DrawnExamples, draw_examples
from assistant.web.fair_gate import FairGate


def test_example_questions_are_tried_without_the_chat_model(library):
    settings, model = Settings.load(library, environment={}, reader="chat"), says("")
    with Assistant.open(settings=settings, chat_model=model) as assistant:
        assert draw_examples(assistant, FairGate(1, most_waiting=0))
    assert model.calls == []


def about_port_alden(answer, title="The launch of Port Alden is late again"):
    """An assistant that knows one headline, and answers by ``answer``."""
    listing = SimpleNamespace(article=SimpleNamespace(title=title))
    catalog = SimpleNamespace(last_sequence=lambda: 1)
    return SimpleNamespace(articles=lambda: [listing], answer=answer, library=SimpleNamespace(catalog=catalog))


def test_example_questions_wait_their_turn_like_everybodys():
    gate, tried = FairGate(1, most_waiting=1), []

    def answer(question, *, reader):
        tried.append(question)
        return SimpleNamespace(abstained=False)

    drawn = DrawnExamples(about_port_alden(answer), gate, [])
    with ThreadPoolExecutor(1) as aside:
        with gate.turn("ana"):
            drawing = aside.submit(drawn.draw)
            while not gate.waiting():
                assert not drawing.done()
            assert tried == []
        assert drawing.result(10) == ["What is the latest on Port Alden?"] == tried


def test_who_comes_while_examples_are_drawn_does_not_wait_for_them():
    gate = FairGate(1, most_waiting=9)
    drawn = DrawnExamples(about_port_alden(lambda *_, **__: SimpleNamespace(abstained=False)), gate, [])
    with ThreadPoolExecutor(1) as aside:
        with gate.turn("ana"):
            drawing = aside.submit(drawn.draw)
            while not gate.waiting():
                assert not drawing.done()
            assert drawn.draw() == []
        assert drawing.result(10) == ["What is the latest on Port Alden?"]


def test_while_too_many_wait_no_examples_are_drawn_and_later_they_are():
    gate = FairGate(1, most_waiting=0)
    drawn = DrawnExamples(about_port_alden(lambda *_, **__: SimpleNamespace(abstained=False)), gate, [])
    with gate.turn("ana"):
        assert drawn.draw() == []
    assert drawn.draw() == ["What is the latest on Port Alden?"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The coalition mission is wound up by September 2025", None),
        ("In September 2025 the mission to Port Alden ends", "Port Alden"),
        ("The new rules of US EPA are late again", "US EPA"),
    ],
)
def test_no_example_question_is_about_a_date(title, name):
    knowing = about_port_alden(lambda *_, **__: SimpleNamespace(abstained=False), title)
    drawn = draw_examples(knowing, FairGate(1, most_waiting=0))
    assert drawn == ([f"What is the latest on {name}?"] if name else [])


@pytest.mark.browser
def test_an_empty_library_offers_three_ways_to_begin_and_the_samples_work(visit, tmp_path):
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


@pytest.mark.browser
def test_example_questions_come_from_the_librarys_own_articles(own_chat, visit):
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
