"""One frozen Settings: the only place where the environment and the settings file are read.

Order of precedence: a keyword given in code, the environment (``DATELINE_EMBEDDING_MODEL=…``), the file
``dateline.toml`` in the data folder, the default. Unknown keys raise and list the valid ones. The file comes with a
library, which may be somebody else's, so it may not say to whom questions and passages are sent (``NEVER_IN_FILE``),
and the embedding model that it names is never downloaded (``Settings.only_local_model``).
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

SETTINGS_FILE = "dateline.toml"
ENVIRONMENT_PREFIX = "DATELINE_"
BUNDLED_EMBEDDING_MODEL = "all-MiniLM-L6-v2"
#: Passages that one question may read or retrieve: more take minutes, and far more the process's memory.
MOST_PASSAGES = 1_000
READERS = ("span", "digest", "chat")
#: The reader that answers when the chat model does not.
FALLBACK_READER = "span"
PRECISIONS = ("auto", "bfloat16", "float32")
#: Settings that a data folder's file may not have: they say where questions, passages and the user's key are sent.
NEVER_IN_FILE = ("chat_model", "chat_base_url")
#: Fields of ``Settings`` that nobody sets by name.
_NOT_SETTINGS = ("data_dir", "only_local_model")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose. Every field can be set by keyword or environment under its own name.

    But ``data_dir`` is given beside the others, and ``only_local_model`` follows from them. The file can set all but
    these two and ``NEVER_IN_FILE``.

    Attributes:
        data_dir: folder of the library (catalog, indexes); created on first use.
        embedding_model: the bundled model's name, a folder, or a sentence-transformers model name.
        embedding_precision: ``auto`` (bfloat16 where the processor computes in it, else float32), or one of the two.
        reader: which reader answers; see ``READERS``.
        passages: how many retrieved passages are read for one question.
        chat_model: ``provider:name`` of the chat model that the chat reader asks, such as ``ollama:qwen3:4b``.
        chat_base_url: where its server is, for one that speaks another's protocol; "" for the provider's own. The key,
            if one is needed, is in the provider's own environment variable, and never here.
        chat_seconds: the longest that a chat model may take for one answer.
        stale_after_days: an answer whose newest source is older says so; 0 for never.
        max_article_characters: a longer article is refused at ingest (one that long is no news article, and would
            be loaded whole for each question that cites it).
        only_local_model: the file named the embedding model, which must then be on this machine already.
    """

    data_dir: Path
    embedding_model: str = BUNDLED_EMBEDDING_MODEL
    embedding_precision: str = "auto"
    reader: str = "span"
    passages: int = 12
    chat_model: str = ""
    chat_base_url: str = ""
    chat_seconds: int = 60
    stale_after_days: int = 365
    max_article_characters: int = 2_000_000
    only_local_model: bool = False

    def __post_init__(self) -> None:
        check_choice("embedding_precision", self.embedding_precision, PRECISIONS)
        check_reader(self.reader)
        for name in ("passages", "chat_seconds", "max_article_characters"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; it must be 1 or more")
        if self.passages > MOST_PASSAGES:
            raise SettingsError(f"passages is {self.passages}; it must be {MOST_PASSAGES:,} or less")
        if not self.embedding_model:
            raise SettingsError(f"embedding_model is empty; leave it out for {BUNDLED_EMBEDDING_MODEL}")
        if self.stale_after_days < 0:
            raise SettingsError(f"stale_after_days is {self.stale_after_days}; it must be 0 (no warning) or more")

    @classmethod
    def load(
        cls,
        data_dir: str | Path | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        **overrides: str | int | None,
    ) -> Settings:
        """Read the settings that hold for ``data_dir`` (default: the environment's, else the user's data folder).

        Args:
            data_dir: the library's folder; ``~`` is expanded.
            environment: stands in for ``os.environ``.
            **overrides: fields to set; None means "not given".

        Raises:
            SettingsError: an unknown key, one that the file may not have, or a value that its field cannot have.
        """
        environment = os.environ if environment is None else environment
        given = {
            key.removeprefix(ENVIRONMENT_PREFIX).lower(): value
            for key, value in environment.items()
            if key.startswith(ENVIRONMENT_PREFIX)
        }
        folder = data_folder(data_dir, given.pop("data_dir", None))
        of_file = _from_file(folder / SETTINGS_FILE)
        of_user = _checked(given, "the environment", ENVIRONMENT_PREFIX)
        of_user |= _checked({name: value for name, value in overrides.items() if value is not None}, "this call")
        only_local = "embedding_model" in of_file and "embedding_model" not in of_user
        return replace(cls(data_dir=folder, only_local_model=only_local), **{**of_file, **of_user})


def check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise SettingsError, listing the valid choices, unless ``value`` is one."""
    if value not in choices:
        raise SettingsError(f"{name} is {value!r}; it must be one of: {', '.join(choices)}")


def check_reader(reader: str) -> None:
    """Raise SettingsError unless this version has the reader."""
    check_choice("reader", reader, READERS)


def default_folder() -> Path:
    """Return where the library is when nobody says: in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False)


def data_folder(argument: str | Path | None, variable: str | None = None) -> Path:
    """Return the folder that is named, by the caller or else by the environment's variable, or else the default one."""
    if named := str(argument or "") or variable:
        try:
            return Path(named).expanduser().absolute()
        except RuntimeError as error:
            raise SettingsError(f"data_dir is {named!r}, the home of nobody; name a folder") from error
    return default_folder()


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            given = tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}; correct or remove it") from error
    if refused := [name for name in NEVER_IN_FILE if name in given]:
        variables = " and ".join(ENVIRONMENT_PREFIX + name.upper() for name in refused)
        raise SettingsError(
            f"{path} sets {' and '.join(refused)}, but a library does not decide where questions and passages are sent;"
            f" take that out of the file, and set {variables} in the environment, or pass the keyword to Settings.load"
        )
    return _checked(given, str(path), but=NEVER_IN_FILE)


def _checked(given: Mapping[str, Any], where: str, prefix: str = "", but: Sequence[str] = ()) -> dict[str, Any]:
    types = {field.name: str(field.type) for field in fields(Settings) if field.name not in (*_NOT_SETTINGS, *but)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in types:
            shown, valid = (prefix + name.upper(), [prefix + n.upper() for n in types]) if prefix else (name, types)
            raise SettingsError(f"unknown setting {shown} in {where}; the settings are: {', '.join(sorted(valid))}")
        values[name] = _converted(name, value, types[name], where)
    return values


def _converted(name: str, value: object, type_name: str, where: str) -> str | int:
    match type_name, value:
        case "int", bool():
            pass
        case "int", int():
            return value
        case "int", str() if re.fullmatch(r"\s*-?\d{1,18}\s*", value):
            return int(value)
        case "str", str():
            return value
    kind = {"int": "a whole number", "str": "text"}[type_name]
    raise SettingsError(f"setting {name} in {where} is {value!r}; it must be {kind}")
