"""Files of one name: another day's is another story, an edited one an update."""

from __future__ import annotations

import pytest
from three_articles import opened, write_rows

from ingest import ingest

FERRY = "The Ostrava ferry sank off Kelmouth with 41 passengers aboard. Lifeboats reached the wreck within an hour."
EDITED = "The Ostrava ferry sank off Kelmouth with 43 passengers aboard. Lifeboats reached the wreck within an hour."
MINE = "The Brenhold copper mine will close in June, its owner said on Monday. Some 1,300 miners will lose their work."
VOTE = "Councillors in Tarnsea voted to ban cars from the old harbour. Traders on the quay opposed the plan for years."


def day(tmp_path, name, *texts):
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts, start=1):
        (folder / f"{number}.txt").write_text(text)
    return folder


def counts(report):
    return report.added, report.updated, report.unchanged, report.duplicates, report.removed


def beginnings(folder):
    with opened(folder) as library:
        texts = [library.catalog.article(item.article.id).text for item in library.catalog.listings()]
    return sorted(text[:40] for text in texts)


def test_a_second_days_file_of_the_same_name_replaces_no_article(empty, tmp_path):
    days = [day(tmp_path, name, text) for name, text in (("22", FERRY), ("23", MINE), ("24", VOTE))]
    assert [counts(ingest([folder], data_dir=empty)) for folder in days] == [(1, 0, 0, 0, 0)] * 3
    assert beginnings(empty) == sorted(text[:40] for text in (FERRY, MINE, VOTE))


@pytest.mark.parametrize("order", [("22", "23"), ("23", "22")])
def test_unchanged_folders_are_unchanged_in_any_order_together_or_one_by_one(empty, tmp_path, order):
    days = {"22": day(tmp_path, "22", FERRY, VOTE), "23": day(tmp_path, "23", MINE)}
    assert counts(ingest(list(days.values()), data_dir=empty)) == (3, 0, 0, 0, 0)
    folders = [days[name] for name in order]
    assert counts(ingest(folders, data_dir=empty, prune=True)) == (0, 0, 3, 0, 0)
    for folder in folders:
        assert ingest([folder], data_dir=empty).unchanged == len(list(folder.iterdir()))
    assert len(beginnings(empty)) == 3


@pytest.mark.parametrize("edited", ["22", "23"])
def test_an_edited_file_is_an_update_of_its_own_article(empty, tmp_path, edited):
    days = {"22": day(tmp_path, "22", FERRY), "23": day(tmp_path, "23", MINE)}
    ingest(list(days.values()), data_dir=empty)
    changed = {"22": EDITED, "23": MINE.replace("1,300", "1,400")}[edited]
    day(tmp_path, edited, changed)
    assert counts(ingest([days[edited]], data_dir=empty)) == (0, 1, 0, 0, 0)
    other = {"22": MINE, "23": FERRY}[edited]
    assert beginnings(empty) == sorted((changed[:40], other[:40]))
    assert counts(ingest(list(days.values()), data_dir=empty)) == (0, 0, 2, 0, 0)


def test_a_rewritten_article_under_its_old_title_is_an_update_but_not_on_another_day(empty, tmp_path):
    def weather(text, published):
        return write_rows(tmp_path / "weather.jsonl", [{"title": "Weather", "text": text, "published": published}])

    ingest([weather("Rain is expected along the coast.", "2024-03-01")], data_dir=empty)
    report = ingest([weather("Storms may close both harbours.", "2024-03-01")], data_dir=empty)
    assert counts(report) == (0, 1, 0, 0, 0)
    report = ingest([weather("Sunshine everywhere, says the office.", "2024-03-02")], data_dir=empty)
    assert counts(report) == (1, 0, 0, 0, 0)


def test_what_the_sources_no_longer_have_is_removed_and_comes_back(empty, tmp_path):
    first, second = day(tmp_path, "22", FERRY), day(tmp_path, "23", MINE)
    for folder in (first, second):
        ingest([folder], data_dir=empty)
    assert counts(ingest([second], data_dir=empty, prune=True)) == (0, 0, 1, 0, 1)
    assert counts(ingest([second], data_dir=empty)) == (0, 0, 1, 0, 0)
    assert counts(ingest([first, second], data_dir=empty)) == (1, 0, 1, 0, 0)


def test_the_new_rows_of_a_file_replace_none_of_the_last_days(empty, tmp_path):
    file = tmp_path / "news.jsonl"
    ingest([write_rows(file, [{"text": FERRY}, {"text": VOTE}])], data_dir=empty)
    assert counts(ingest([write_rows(file, [{"text": MINE}])], data_dir=empty)) == (1, 0, 0, 0, 0)
    # A row that moved to another place is known by its words.
    report = ingest([write_rows(file, [{"text": MINE}, {"text": FERRY}])], data_dir=empty, prune=True)
    assert (report.added, report.updated, report.removed, report.articles) == (0, 0, 1, 2)


def test_two_folders_may_hold_versions_of_one_story(empty, tmp_path):
    folders = [day(tmp_path, "draft", FERRY), day(tmp_path, "final", EDITED)]
    assert counts(ingest(folders, data_dir=empty)) == (2, 0, 0, 0, 0)
    for order in (folders, folders[::-1]):
        assert counts(ingest(order, data_dir=empty)) == (0, 0, 2, 0, 0)


def test_files_of_one_name_and_the_same_words_are_one_article(empty, tmp_path):
    folders = [day(tmp_path, "22", FERRY), day(tmp_path, "23", FERRY)]
    assert counts(ingest(folders, data_dir=empty)) == (1, 0, 0, 1, 0)
    assert counts(ingest(folders[::-1], data_dir=empty)) == (0, 0, 1, 1, 0)
