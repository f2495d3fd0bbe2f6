"""Adding articles in a real browser: files, addresses, and what became of each."""

import pytest
from browsing import ask, open_tab

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
