"""Export a checkpoint as the weights that ship: ``python -m training export CHECKPOINT``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file

from assistant.models import SPAN_WEIGHTS, file_sha256
from training.checkpoints import read_weights


def main(arguments: Sequence[str]) -> None:
    """Write the weights in float16 without the word embeddings, the embedding model's own; print their hash."""
    parser = argparse.ArgumentParser(prog="python -m training export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--weights", choices=("average", "last"), default="average")
    parser.add_argument("--to", type=Path, default=SPAN_WEIGHTS, help="default: %(default)s")
    options = parser.parse_args(arguments)
    state = read_weights(options.checkpoint, options.weights)
    options.to.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: value.to(torch.float16).contiguous() for name, value in state.items()}, options.to)
    print(f"{options.to}: {options.to.stat().st_size / 1e6:.1f} MB; put into assistant/models.py:")
    print(f'SPAN_WEIGHTS_SHA256 = "{file_sha256(options.to)}"')
