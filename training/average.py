"""Average the weights of two checkpoints: ``python -m training average ONE OTHER --to MEAN``.

Of runs that went on from one another, the mean reads better than either (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch


def main(arguments: Sequence[str]) -> None:
    """Write a checkpoint whose weights are the mean of two others' running averages."""
    parser = argparse.ArgumentParser(prog="python -m training average", description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs=2, metavar="CHECKPOINT")
    parser.add_argument("--to", type=Path, required=True, help="where to write the mean")
    options = parser.parse_args(arguments)
    one, other = (torch.load(path, weights_only=True, map_location="cpu") for path in options.checkpoints)
    mean = {name: (value + other["average"][name]) / 2 for name, value in one["average"].items()}
    options.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"average": mean, "last": mean, "step": max(one["step"], other["step"])}, options.to)
