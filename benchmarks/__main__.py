"""Run one benchmark by name: ``python -m benchmarks retrieval standard``."""

from __future__ import annotations

import sys
from importlib import import_module

from assistant.errors import DatelineError

BENCHMARKS = (
    "realtimeqa_suite",
    "digest_fit",
    "retrieval",
    "latency",
    "ingest_speed",
    "unanswerable",
    "span_fit",
    "reading",
    "calibration",
    "conflicts",
    "follow_ups",
    "sentence_support",
    "lying",
    "chat_sentences",
    "timeline",
    "invented_news",
    "weak_model",
    "chat_load",
    "first_paint",
)


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names with the rest; return the exit code."""
    if not arguments or arguments[0] not in BENCHMARKS:
        sys.stderr.write(f"usage: python -m benchmarks NAME …; the names are: {', '.join(BENCHMARKS)}\n")
        return 2
    try:
        import_module(f"benchmarks.{arguments[0]}").main(arguments[1:])
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
