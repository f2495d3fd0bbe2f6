"""What somebody does at the web chat, as the browser tests do it."""

QUESTION = "How many troops are in Syria?"
EXAMPLE = "How much will the Castell Bridge cost?"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-gpu",
]  # fmt: skip


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
