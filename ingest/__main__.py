"""``python -m ingest SOURCE...`` is ``dateline ingest SOURCE...``."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    main(["ingest", *sys.argv[1:]])
