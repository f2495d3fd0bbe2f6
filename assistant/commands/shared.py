"""What the commands share: their common options, how they print, and how they fail."""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import click

from assistant.settings import Settings, default_folder

#: What a terminal would act on instead of showing it, and halves of surrogates, which no output can encode. Names of
#: files and the words of strangers are printed.
_UNSHOWABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_Command = TypeVar("_Command", bound=Callable[..., Any])


def data_dir_option(command: _Command) -> _Command:
    """Give a command the option --data-dir, which may also stand before it."""
    return click.option(
        "--data-dir",
        metavar="DIR",
        help="The library's folder. [default: DATELINE_DATA_DIR, else your user data folder]",
    )(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def settings_to_read(data_dir: str | None) -> Settings:
    """Return the settings of a library that a command only reads, and say so where its folder is not there.

    A name may be mistyped; but a library to which nothing has come yet is an empty one, and no error.
    """
    settings = Settings.load(data_dir)
    folder = settings.data_dir
    nearest = next((parent for parent in folder.parents if parent.exists()), folder)
    if not folder.exists() and folder != default_folder() and nearest.is_dir():
        complain(
            f"there is no folder {folder} yet, so its library is empty; if you meant another, name it with --data-dir"
            " or DATELINE_DATA_DIR"
        )
    return settings


def print_result(said: str | dict[str, Any]) -> None:
    """Print text, or a value as JSON, which is plain ASCII where the output is not UTF-8."""
    if isinstance(said, dict):
        written = json.dumps(said, ensure_ascii=not _output_is_utf_8(), indent=2)
        click.echo(_UNSHOWABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written))
    else:
        click.echo(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", said))


def _output_is_utf_8() -> bool:
    # What stands in for the output in another program may have no encoding: it takes any text.
    encoding = getattr(sys.stdout, "encoding", None)
    return encoding is None or codecs.lookup(encoding).name == "utf-8"


def complain(message: str) -> None:
    """Print one line on stderr."""
    line = _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(message.split()))
    click.echo(f"dateline: {line}", err=True)


def fail(message: str) -> NoReturn:
    """Print one line on stderr and end with exit code 2."""
    complain(message)
    raise SystemExit(2)
