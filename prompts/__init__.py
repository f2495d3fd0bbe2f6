"""The texts that Dateline says and, to chat models, sends: one Markdown file each. ``load_prompt("refusal")``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_prompt(name: str) -> str:
    """Return the prompt ``name`` without the white space at its ends.

    Raises:
        ValueError: there is no such prompt; the message lists those there are.
    """
    folder = files("prompts")
    valid = sorted(path.name.removesuffix(".md") for path in folder.iterdir() if path.name.endswith(".md"))
    if name not in valid:
        raise ValueError(f"there is no prompt {name!r}; the prompts are: {', '.join(valid)}")
    return folder.joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
