"""Average the weights of two checkpoints: ``python -m training average ONE OTHER --to MEAN``.

Of runs that went on from one another, the mean reads better than either (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from training.checkpoints import read_weights


def main(arguments: Sequence[str]) -> None:
    """Write a checkpoint whose weights are the mean of two others', or of what ships and a checkpoint's."""
    parser = argparse.ArgumentParser(prog="python -m training average", description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs=2, metavar="CHECKPOINT")
    parser.add_argument("--to", type=Path, required=True, help="where to write the mean")
    options = parser.parse_args(arguments)
    one, other = map(read_weights, options.checkpoints)
    mean = {name: (value + other[name]) / 2 for name, value in one.items()}
    options.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"average": mean, "last": mean, "step": 0}, options.to)
