"""What the commands share: their common options, how they print, and how they fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def data_dir_option(command: _Command) -> _Command:
    """Give a command the option --data-dir, which may also stand before it."""
    return click.option(
        "--data-dir",
        metavar="DIR",
        help="The library's folder. [default: DATELINE_DATA_DIR, else your user data folder]",
    )(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def print_result(said: str | dict[str, Any]) -> None:
    """Print text, or a value as JSON."""
    click.echo(json.dumps(said, ensure_ascii=False, indent=2) if isinstance(said, dict) else said)


def fail(message: str) -> NoReturn:
    """Print one line on stderr and end with exit code 2."""
    click.echo(f"dateline: {' '.join(message.split())}", err=True)
    raise SystemExit(2)
