"""Loading a chat model: each thing that is missing or wrong is named with its remedy, and no key is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chat.providers import load_chat_model
from assistant.errors import ModelError, SettingsError
from assistant.settings import Settings


@pytest.mark.parametrize("provider", ["ollama", "anthropic", "google_genai", "groq"])
def test_a_missing_provider_is_named_with_its_install_command(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret")
    monkeypatch.setenv("GOOGLE_API_KEY", "sk-secret")
    package = {"ollama": "langchain_ollama", "google_genai": "langchain_google_genai"}.get(
        provider, f"langchain_{provider}"
    )
    monkeypatch.setitem(__import__("sys").modules, package, None)
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    with pytest.raises(ModelError, match="pip install") as caught:
        load_chat_model(Settings.load("x", environment={}, chat_model=f"{provider}:some-model"))
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_provider_that_is_there_and_broken_is_told_as_that(
    provider: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / f"langchain_{provider}"
    package.mkdir()
    (package / "__init__.py").write_text("import a_package_that_it_needs\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, package.name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    with pytest.raises(ModelError, match="a_package_that_it_needs") as caught:
        load_chat_model(Settings.load("x", environment={}, chat_model=f"{provider}:some-model"))
    assert "pip install" not in str(caught.value) and f"reinstall langchain-{provider}" in str(caught.value)


def test_a_silent_ollama_is_waited_for_no_longer_than_an_answer_may_take(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "langchain_ollama"
    package.mkdir()
    (package / "__init__.py").write_text("ChatOllama = dict\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, package.name, raising=False)
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    made = load_chat_model(Settings.load("x", environment={}, chat_model="ollama:some-model", chat_seconds=7))
    # httpx's own setting, under the name by which langchain-ollama 1.x hands it on.
    assert made["client_kwargs"] == {"timeout": 7}


def test_a_missing_key_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        load_chat_model(Settings.load("x", environment={}, chat_model="openai:gpt-x"))
    with pytest.raises(SettingsError, match="provider:name"):
        load_chat_model(Settings.load("x", environment={}, chat_model="gpt-x"))


@pytest.mark.parametrize("slip", ["sk-proj-SECRETKEY", ":SECRETKEY", "SECRETKEY:"])
def test_a_key_that_was_set_in_the_place_of_the_model_is_not_repeated(slip: str) -> None:
    with pytest.raises(SettingsError, match="names no provider and model; set DATELINE_CHAT_MODEL") as caught:
        load_chat_model(Settings.load("x", environment={}, chat_model=slip))
    assert "SECRETKEY" not in str(caught.value)
