"""The values of an answer over time, in a real browser: plotted where they are numbers, each leading to its card."""

import json

import pytest
from browsing import ask

from assistant import Assistant
from assistant.ui import ChatServer
from ingest import ingest

pytestmark = pytest.mark.browser

COUNTS = (
    (410, "2024-01-15", "Harbor Times"),
    (530, "2024-05-20", "Northgate Post"),
    (612, "2024-09-02", "Harbor Times"),
)


@pytest.fixture(scope="module")
def prison(tmp_path_factory):
    """A chat over three articles, months apart, that give three figures for one thing."""
    folder = tmp_path_factory.mktemp("prison")
    sentence = "Corby prison holds {} inmates, its warden said. The prison was built for 400."
    rows = [
        {
            "title": f"Corby prison holds {count} inmates",
            "text": sentence.format(count),
            "published": day,
            "source": paper,
        }
        for count, day, paper in COUNTS
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert ingest([folder / "rows.jsonl"], data_dir=folder / "data").added == 3
    with Assistant.open(folder / "data") as assistant, ChatServer(assistant, port=0, examples=["x"]) as server:
        yield server


def test_numbers_of_several_days_are_plotted_in_time_and_listed_newest_first(prison, visit):
    page = visit(prison.url)
    ask(page, "How many inmates does Corby prison hold?")
    days = page.locator("#sources .timeline tbody time").evaluate_all("times => times.map(time => time.dateTime)")
    assert days == [day for _, day, _ in reversed(COUNTS)]
    boxes = [dot.bounding_box() for dot in page.locator("#sources .plot .dot").all()]
    assert len(boxes) == 3
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
    assert [box["y"] for box in boxes] == sorted((box["y"] for box in boxes), reverse=True)
    assert page.locator("#sources .plot .value").all_text_contents() == ["410", "530", "612"]


@pytest.mark.parametrize("press", ["click", "Enter"])
def test_a_point_of_the_plot_leads_to_the_card_of_its_source(prison, visit, press):
    page = visit(prison.url, height=600)
    ask(page, "How many inmates does Corby prison hold?")
    point = page.locator("#sources .plot a").first
    point.click() if press == "click" else point.press("Enter")
    page.locator("#sources .card.lit", has_text="410 inmates").wait_for()
    card = page.locator("#sources .card.lit")
    assert card.count() == 1 and card.evaluate("card => card === document.activeElement")
    page.wait_for_function("document.querySelector('.card.lit').getBoundingClientRect().top < innerHeight")
