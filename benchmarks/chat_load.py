"""Many people ask a served chat at once, each with a gradio_client of their own: nobody fails, each gets their own."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from gradio_client import Client

from benchmarks.results import command_line, machine, markdown_table, result_name, write_result
from benchmarks.suites import WORK

#: How long the others wait for one who cannot connect before all fail.
BARRIER_SECONDS = 60
#: Asked in turn, each with a number of its own, so that an answer tells whose it is.
QUESTIONS = (
    "How many US troops are in Syria?",
    "How much will the Castell Bridge cost?",
    "Why was the launch of Halden-4 delayed?",
    "Who is the mayor of Port Alden?",
)


def main(arguments: Sequence[str]) -> None:
    """Ask, print how long the answers took and write it; exit with 1 when one failed or was another's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks chat_load", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:7860/", help="a served chat on the samples")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    options = parser.parse_args(arguments)
    together = Barrier(options.people, timeout=BARRIER_SECONDS)

    def ask(number: int) -> tuple[float, bool]:
        client = Client(options.url, verbose=False)
        question = f"{QUESTIONS[number % len(QUESTIONS)]} ({number})"
        together.wait()
        began = time.perf_counter()
        answer = client.predict(question, api_name="/ask")
        return time.perf_counter() - began, answer["question"] == question

    with ThreadPoolExecutor(options.people) as crowd:
        results = list(crowd.map(ask, range(options.people)))
    seconds = sorted(spent for spent, _ in results)
    wrong = sum(not own for _, own in results)
    rows = [[str(options.people), f"{seconds[len(seconds) // 2]:.1f}", f"{seconds[-1]:.1f}", str(wrong)]]
    print(markdown_table(["people at once", "median answer, s", "slowest, s", "got another's answer"], rows))
    outcome = {
        "command": command_line("chat_load", arguments),
        **machine(),
        "seconds": seconds,
        "got another's answer": wrong,
    }
    print(write_result(options.work, result_name("chat-load", options.people), outcome))
    if wrong:
        raise SystemExit(1)
