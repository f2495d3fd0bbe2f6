"""Set up chat models: the only file that names providers."""

from __future__ import annotations

import os
import re
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import ModelError, SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

#: Chat providers with an extra of ours: the extra, and the environment variable of the key ("" for none).
CHAT_PROVIDERS = {
    "ollama": ("ollama", ""),
    "openai": ("openai", "OPENAI_API_KEY"),
    "anthropic": ("anthropic", "ANTHROPIC_API_KEY"),
    "google_genai": ("google", "GOOGLE_API_KEY"),
}


def load_chat_model(settings: Settings) -> BaseChatModel:
    """Return the LangChain chat model that the settings name; nothing is asked of it yet.

    Raises:
        SettingsError: none is set, or its name has no provider.
        ModelError: its package is not installed, its key is not in the environment, or it cannot be set up.
    """
    named = settings.chat_model
    provider, _, model = named.partition(":")
    if not provider or not model:
        # What was given is not repeated: it may be a key that was put into the wrong variable.
        raise SettingsError(
            f"chat_model {'names no provider and model' if named else 'is not set'}; set DATELINE_CHAT_MODEL to"
            " provider:name, such as ollama:qwen3:4b, where the provider is one of:"
            f" {', '.join(CHAT_PROVIDERS)}, or another that LangChain knows"
        )
    options: dict[str, Any] = {"temperature": 0}
    if settings.chat_base_url:
        options["base_url"] = settings.chat_base_url
    extra, key = CHAT_PROVIDERS.get(provider, ("", ""))
    if key and not os.environ.get(key):
        if not settings.chat_base_url:
            raise ModelError(f"chat model {named!r} needs a key; set the environment variable {key}")
        # A server of one's own rarely wants a key, but the client wants something to send.
        options["api_key"] = "none"
    # Without one a silent server would hold a thread and a connection for each question that it was asked.
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": settings.chat_seconds}
    elif extra:
        # One retry is the chat reader's own, which knows how much time is left.
        options |= {"max_retries": 0, "timeout": settings.chat_seconds}
    from langchain.chat_models import init_chat_model

    try:
        return cast("BaseChatModel", init_chat_model(model, model_provider=provider, **options))
    except ImportError as error:
        raise ModelError(f"chat model {named!r} {_why_not_imported(error, extra)}") from None
    # The seam around a chat model: what a provider's package raises may hold the key, so none of it is passed on.
    except Exception as error:
        raise ModelError(f"chat model {named!r} cannot be set up ({type(error).__name__}); check its name") from None


def _why_not_imported(error: ImportError, extra: str) -> str:
    """Return what to do about a provider whose import failed: install its package, or mend the one that is there.

    LangChain says "pip install" of both, so whether the package is there is looked up.
    """
    named = re.search(r"pip install ([\w-]+)", str(error))
    package = named.group(1) if named else ""
    module = package.replace("-", "_")
    if module and find_spec(module) is None:
        command = f"'dateline[{extra}]'" if extra else package
        return f"needs a package; install it: pip install {command}"
    if module:
        try:
            import_module(module)
        except ImportError as found:
            error = found
    reason = str(error).strip().partition("\n")[0]
    return f"cannot be imported ({reason}); reinstall {package or 'the package of its provider'}"
