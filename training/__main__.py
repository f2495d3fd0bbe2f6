"""The commands of training: ``python -m training prepare|train|average|evaluate|export|common_words``."""

from __future__ import annotations

import importlib
import os
import sys

from assistant.errors import DatelineError

COMMANDS = ("prepare", "train", "average", "evaluate", "export", "common_words")


def main() -> int:
    """Run the command that is named first; return the exit code."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(f"usage: python -m training {{{','.join(COMMANDS)}}} [options]; each takes --help", file=sys.stderr)
        return 2
    # Read when torch starts: threads that spin while they wait cost half of the speed beside any other process.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        importlib.import_module(f"training.{sys.argv[1]}").main(sys.argv[2:])
    except DatelineError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
