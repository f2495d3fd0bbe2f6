"""Read the weights of a checkpoint, and compare what it was made with."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from assistant.errors import InputError
from assistant.reading.span_network import WORD_EMBEDDINGS, SpanNetwork


def read_weights(path: Path, which: str = "average") -> dict[str, Tensor]:
    """Return a checkpoint's weights, the running average or the last, or those of a ``.safetensors`` that ships."""
    if path.suffix == ".safetensors":
        return {name: value.float() for name, value in load_file(path).items()}
    weights: dict[str, Tensor] = torch.load(path, weights_only=True, map_location="cpu")[which]
    return weights


def load_weights(network: SpanNetwork, state: dict[str, Tensor], path: Path) -> None:
    """Load a checkpoint's weights into a network: all but the word embeddings, which are the embedding model's own.

    Raises:
        InputError: ``state``, read from ``path``, has other weights.
    """
    try:
        found = network.load_state_dict(state, strict=False)
    except RuntimeError as error:
        raise InputError(f"{path} has weights of another shape than the span reader's") from error
    wrong = sorted({*found.missing_keys, *found.unexpected_keys} - {WORD_EMBEDDINGS})
    if wrong:
        raise InputError(
            f"{path} has not the span reader's weights: {len(wrong)} are missing or unknown, as {wrong[0]}"
        )


def made_with(options: argparse.Namespace, groups: Path) -> dict[str, str]:
    """Return what decides the steps of a run, and where it starts, in words."""
    with groups.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    names = ("start", "kinds", "epochs", "rate", "seed")
    return {**{name: str(getattr(options, name)) for name in names}, "SHA-256 of the groups": digest}


def compare(checkpoint: Path, before: dict[str, str] | None, now: dict[str, str]) -> None:
    """Refuse to go on with a checkpoint that was made otherwise; one that does not say how is gone on with, and told.

    Raises:
        InputError: the two differ.
    """
    if before is None:
        print(f"{checkpoint} does not say what it was made with; training goes on with it as it is", flush=True)
        return
    changed = [f"{name} was {before.get(name)}, is {value}" for name, value in now.items() if before.get(name) != value]
    if changed:
        raise InputError(
            f"{checkpoint} was made otherwise ({'; '.join(changed)}): give the same again, or another --name"
        )
