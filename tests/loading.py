"""Files for the loaders to read, and what came of them."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import LoadError
from ingest.draft import Draft
from ingest.loaders import load

TEXT = "The council approved the budget on Tuesday after a debate of six hours, and the mayor signed it the same night."
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Budget approved | Harbor Times</title>
<meta property="og:site_name" content="Harbor Times"><meta property="og:title" content="Budget approved">
<meta name="author" content="Jane Doe"><link rel="canonical" href="https://example.com/budget">
<meta property="article:published_time" content="2024-01-24T08:40:00-05:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Budget approved</h1>
<p>{TEXT}</p><p>Opponents said that they would go to court over the sum, which is {{detail}}.</p></article>
<footer>© 2024 Harbor Times</footer></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def loaded(path: Path) -> tuple[list[Draft], list[LoadError]]:
    results = list(load(path))
    drafts = [result for result in results if isinstance(result, Draft)]
    return drafts, [result for result in results if isinstance(result, LoadError)]


def only_draft(path: Path) -> Draft:
    drafts, errors = loaded(path)
    assert len(drafts) == 1, errors
    assert not errors
    return drafts[0]


def only_error(path: Path) -> str:
    drafts, errors = loaded(path)
    assert len(errors) == 1
    assert not drafts
    assert "\n" not in str(errors[0])
    return str(errors[0])
