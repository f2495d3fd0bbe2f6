"""Many people ask a served chat at once, each with a gradio_client of their own: nobody fails, each gets their own."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from gradio_client import Client

from benchmarks.results import markdown_table

#: Asked in turn, each with a number of its own, so that an answer tells whose it is.
QUESTIONS = (
    "How many US troops are in Syria?",
    "How much will the Castell Bridge cost?",
    "Why was the launch of Halden-4 delayed?",
    "Who is the mayor of Port Alden?",
)


def main(arguments: Sequence[str]) -> None:
    """Ask, and print how long the answers took; exit with 1 when one failed or was another's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks chat_load", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:7860/", help="a served chat on the samples")
    parser.add_argument("--people", type=int, default=20)
    options = parser.parse_args(arguments)
    together = Barrier(options.people)

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
    if wrong:
        raise SystemExit(1)
