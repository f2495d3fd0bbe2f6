"""Adding articles in a real browser: files, addresses, and what became of each."""

import shutil
from contextlib import closing

import pytest
from browsing import ask, open_tab

from assistant import Assistant
from assistant.library import Library
from assistant.ui import ChatServer
from assistant.web.ingest import _Work
from assistant.web.intake import Gauge

pytestmark = pytest.mark.browser


def test_uploaded_files_are_answerable_at_once_and_each_failure_has_its_reason(own_chat, visit, tmp_path):
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


def test_what_is_no_web_address_is_not_read_even_when_it_is_a_file(own_chat, visit, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("The password of the vault is walnut.")
    page = visit(own_chat.url)
    open_tab(page, "Add articles")
    page.locator("#addresses textarea").fill(str(secret))
    page.locator("#add").click()
    page.locator("#intake", has_text="is no web address").wait_for()


#: Lets files fall on the field, as a file manager's drag does.
DROP = """(target, files) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name, { type: "text/plain" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""
#: Keeps in the page every state of the progress bar.
WATCH = """() => {
  window.progress = [];
  new MutationObserver(() => {
    const said = document.querySelector("#intake [role=status]")?.textContent;
    if (said && said !== window.progress.at(-1)) window.progress.push(said);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def drop(page, *files):
    """Drop files, as (name, text), and wait until they are uploaded."""
    page.locator("#files button").first.evaluate(DROP, [list(file) for file in files])
    for name, _ in files:
        page.locator("#files", has_text=name.rpartition(".")[0]).wait_for()
    page.wait_for_timeout(500)


def test_files_that_are_dropped_are_in_at_once_and_the_bad_one_is_named(own_chat, visit):
    page = visit(own_chat.url)
    open_tab(page, "Add articles")
    page.evaluate(WATCH)
    # Long enough that its turn can be seen: what takes milliseconds never reaches the page.
    floors = " ".join(f"The shops on floor {floor} open in week {floor % 52} of next year." for floor in range(600))
    drop(
        page,
        ("ferry.txt", "Ostrava ferry\n\nThe Ostrava ferry carried 4,321 people on Monday, the harbor office said."),
        ("broken.json", '{"text": '),
        ("tower.md", f"# Millbrook tower\n\nThe Millbrook tower is 187 meters high, the builders said.\n\n{floors}"),
    )
    page.locator("#add").click()
    page.locator("#intake", has_text="Done: 2 of 3").wait_for()
    assert page.locator("#intake .fine .item").all_inner_texts() == ["ferry.txt", "tower.md"]
    failed = page.locator("#intake .failed")
    assert failed.locator(".item").inner_text() == "broken.json" and failed.locator(".reason").inner_text()
    progress = page.evaluate("window.progress")
    assert any("(1 of 3)" in said for said in progress) and any("(3 of 3)" in said for said in progress)
    open_tab(page, "Ask")
    assert "187" in ask(page, "How high is the Millbrook tower?").locator(".copy").inner_text()
    assert "tower" in page.locator("#sources .card h3").first.inner_text()


STORY = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p>
<p>The council will meet again in a month, and the mayor has asked for a report by then.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbor Times</title>
<item><title>Lighthouse lit</title><link>/lighthouse</link><pubDate>Tue, 23 Jan 2024 14:05:00 +0200</pubDate></item>
<item><title>Lost</title><link>/lost</link></item></channel></rss>"""


def test_a_page_and_a_feed_are_fetched_by_address_and_each_failure_has_its_reason(own_chat, visit, site):
    mill = "The mill at Ostrava burned for 14 hours on Sunday before firemen from three towns had put it out."
    lamp = "The lighthouse of Millbrook was lit again after 37 years on Monday, its keeper told the paper."
    page_url = site.add("/mill", STORY.format(title="Ostrava mill burns", words=mill))
    site.add("/lighthouse", STORY.format(title="Lighthouse lit", words=lamp))
    feed_url = site.add("/feed", FEED, "application/rss+xml")
    gone = site.address("/gone")
    page = visit(own_chat.url)
    open_tab(page, "Add articles")
    page.locator("#addresses textarea").fill(f"{page_url}\n{feed_url}\n{gone}")
    page.locator("#add").click()
    page.locator("#intake", has_text="Done: 1 of 3").wait_for()
    assert page.locator("#intake .fine").inner_text().split("\n") == [page_url, "1 added"]
    feed, lost = page.locator("#intake .failed").all()
    assert "1 added" in feed.inner_text() and "404" in feed.locator(".reason").inner_text()
    assert "Nothing added" in lost.inner_text() and "404" in lost.locator(".reason").inner_text()
    open_tab(page, "Ask")
    assert "14" in ask(page, "How many hours did the mill at Ostrava burn?").locator(".copy").inner_text()
    assert "37" in ask(page, "After how many years was the lighthouse of Millbrook lit again?").inner_text()


def test_a_chat_for_others_fetches_nothing_from_the_servers_own_network(library, visit, site, tmp_path):
    url = site.add(
        "/secret", STORY.format(title="Secret", words="The password of the vault is walnut, said the guard.")
    )
    folder = shutil.copytree(library, tmp_path / "own")
    with (
        Assistant.open(folder) as opened,
        ChatServer(opened, host="0.0.0.0", port=0, insecure=True) as server,
    ):
        page = visit(server.url.replace("0.0.0.0", "127.0.0.1"))
        open_tab(page, "Add articles")
        page.locator("#addresses textarea").fill(url)
        page.locator("#add").click()
        page.locator("#intake .failed .reason", has_text="on this machine or its network").wait_for()
        assert site.agents == []
        page.close()


def test_too_big_a_file_is_refused_in_plain_words(library, visit, monkeypatch):
    monkeypatch.setattr("assistant.ui.MOST_FILE_BYTES", 1000)
    with Assistant.open(library) as opened, ChatServer(opened, port=0) as server:
        page = visit(server.url)
        open_tab(page, "Add articles")
        page.locator("#files button").first.evaluate(DROP, [["big.txt", "word " * 400]])
        refusal = page.locator("[data-testid=toast-body]")
        refusal.wait_for()
        assert "maximum allowed size of 1000" in refusal.inner_text() and "big.txt" in refusal.inner_text()
        assert page.locator("#files", has_text="big").count() == 0
        assert not page.locator("#files .error").is_visible()
        page.close()
    visit.errors.clear()  # the refusal is written to the browser's log too


def test_too_many_files_are_refused_in_plain_words(own_chat, visit, monkeypatch):
    monkeypatch.setattr("assistant.web.ingest.MOST_ITEMS", 2)
    page = visit(own_chat.url)
    open_tab(page, "Add articles")
    drop(page, *((f"story{number}.txt", f"Story {number}\n\nNothing much happened.") for number in range(3)))
    page.locator("#add").click()
    page.get_by_role("alert").filter(has_text="At most 2 files and addresses at a time").wait_for()
    assert page.locator("#intake .outcomes").count() == 0
    open_tab(page, "Library")
    page.locator("#listed .counted", has_text="27 articles").wait_for()


def test_an_upload_is_read_to_its_end_though_nobody_waits_for_it_and_again_for_whoever_sent_the_same(
    own_chat, tmp_path
):
    # As when the page is closed while another ingest holds the library.
    upload = tmp_path / "ferry.md"
    upload.write_text("# Ostrava ferry carries 4,321 people\n\nThe Ostrava ferry carried 4,321 people on Monday.\n")
    with Assistant.open(own_chat.library) as assistant:
        with closing(Library.open(assistant.library.settings)) as busy, busy.writing():
            work = _Work(assistant, upload, Gauge(), local=False)
            assert not work.done(0.5)
            assert upload.exists()
        assert work.done(60)
        # Gradio keeps files of the same content as one.
        again = _Work(assistant, upload, Gauge(), local=False)
        assert again.done(60)
    assert work.outcome("ferry.md").failures == again.outcome("ferry.md").failures == ()
    assert "unchanged" in again.outcome("ferry.md").done
