"""Take the screenshots of this folder: python docs/take_screenshots.py [URL of a chat on the samples]."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
QUESTIONS = ("What is the population of Damascus?", "Who is the mayor of Port Alden?")


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the whole answer."""
    number = page.locator("#chat .turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator("#chat .turn").nth(number).locator(".answer:not(.pending):not(.growing)").wait_for()
    page.wait_for_timeout(1500)


def check_width(page: Page, width: int) -> None:
    """Refuse a page that scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide != width:
        raise SystemExit(f"the page is {wide} pixels wide in a window of {width}")


def main(url: str) -> None:
    """Take every screenshot: three pages, two widths, light and dark."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                page.set_default_timeout(120_000)
                page.goto(url)
                page.wait_for_selector("#offered .welcome")
                for question in QUESTIONS:
                    ask(page, question)
                check_width(page, width)
                page.screenshot(path=HERE / f"chat-{size}-{scheme}.png")
                page.get_by_role("tab", name="Library").click()
                page.locator("#listed td.title button").first.click()
                page.locator("#article h2").wait_for()
                check_width(page, width)
                page.screenshot(path=HERE / f"library-{size}-{scheme}.png")
                page.get_by_role("tab", name="Add articles").click()
                page.locator("#addresses textarea").wait_for()
                check_width(page, width)
                page.screenshot(path=HERE / f"add-{size}-{scheme}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860/")
