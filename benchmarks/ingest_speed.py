"""Compare ingest, from file to searchable, with bare ``SentenceTransformer.encode`` over the same texts with headers.

Both run in one process with one loaded model, in turns, and which of them goes first changes from round to round: a
machine that slows down or speeds up meanwhile favours neither. The texts are those that the ingest asked the model for.
Beside the ratio of rates stands that of processor time, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from assistant.arrays import Vectors
from assistant.errors import InputError
from assistant.models import BATCH_SIZE, EmbeddingModel, load_embeddings
from assistant.settings import Settings
from benchmarks.results import command_line, machine, markdown_table, peak_memory_mib, write_result
from benchmarks.suites import add_suite_options, suite_in, write_rows
from ingest import ingest

#: Articles ingested in one round (about 19 passages each), and rounds: an even number, so that each side goes first as
#: often as the other.
ARTICLES = 100
ROUNDS = 6


class Recorder:
    """An ``EmbeddingModel.encode`` that keeps the texts it is given and the seconds it takes."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.texts: list[str] = []
        self.seconds = 0.0
        self._encode = model.encode

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed the texts as the model does."""
        started = time.perf_counter()
        vectors = self._encode(texts)
        self.seconds += time.perf_counter() - started
        self.texts.extend(texts)
        return vectors


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks ingest_speed", description=__doc__)
    add_suite_options(parser)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles a round; default: %(default)s")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="better even; default: %(default)s")
    options = parser.parse_args(arguments)
    suite = suite_in(options.work, options.suite)
    if not suite.articles.is_file():
        raise InputError(
            f"{suite.articles} is not there; write it: "
            f"python -m benchmarks realtimeqa_suite {options.suite} --files-only --work {options.work}"
        )
    with tempfile.TemporaryDirectory(prefix="dateline-ingest-speed-") as folder:
        sample = Path(folder) / "articles.jsonl"
        write_rows(sample, suite.article_rows()[: options.articles])
        settings = Settings.load(folder)
        model = load_embeddings(settings)
        model.encode(["The first forward pass is slower than the others."] * BATCH_SIZE)
        rounds = measure_in_turns(model, sample, options.rounds)

    passages = int(_total(rounds, "passages"))
    ingest_rate = passages / _total(rounds, "ingest_seconds")
    bare_rate = passages / _total(rounds, "bare_seconds")
    facts = {
        "command": command_line("ingest_speed", arguments),
        "precision": model.precision,
        "batch_size": BATCH_SIZE,
        "ingest_passages_per_second": round(ingest_rate, 1),
        "bare_passages_per_second": round(bare_rate, 1),
        "ratio": round(ingest_rate / bare_rate, 3),
        "ratio_of_processor_time": round(_total(rounds, "bare_cpu_seconds") / _total(rounds, "ingest_cpu_seconds"), 3),
        "share_of_ingest_in_encode": round(_total(rounds, "encode_seconds") / _total(rounds, "ingest_seconds"), 3),
        "peak_memory_mib": round(rounds[0]["peak_memory_mib"]),
        "rounds": rounds,
        **machine(),
    }
    path = write_result(options.work, "ingest-speed", facts)
    columns = [
        "ingest_passages_per_second",
        "bare_passages_per_second",
        "ratio",
        "ratio_of_processor_time",
        "peak_memory_mib",
    ]
    print(markdown_table([name.replace("_", " ") for name in columns], [[str(facts[name]) for name in columns]]))
    each_ratio = ", ".join(f"{each['bare_seconds'] / each['ingest_seconds']:.3f}" for each in rounds)
    print(
        f"{passages} passages in {len(rounds)} rounds (ratios {each_ratio}), {model.precision}, batches of {BATCH_SIZE}"
    )
    print(f"{facts['processor']} → {path}")


def _total(rounds: Sequence[dict[str, float]], name: str) -> float:
    return sum(each[name] for each in rounds)


def measure_in_turns(model: EmbeddingModel, sample: Path, count: int) -> list[dict[str, float]]:
    """Ingest the sample and encode its texts, ``count`` times each; return the seconds of both, round by round.

    The ingest goes first in the first round, third and so on: the first one says which texts there are, and no bare
    run is in its peak memory. Each ingest makes a library of its own beside the sample.
    """
    rounds: list[dict[str, float]] = []
    texts: list[str] = []
    for number in range(count):
        bare = _encode(model, texts) if number % 2 else {}
        texts, ingested = _ingest(model, sample, sample.parent / f"library-{number}")
        rounds.append({**ingested, **(bare or _encode(model, texts))})
    return rounds


def _ingest(model: EmbeddingModel, sample: Path, library: Path) -> tuple[list[str], dict[str, float]]:
    """Ingest into a fresh library; return the texts that were embedded, and the seconds."""
    recorder = Recorder(model)
    started, cpu_started = time.perf_counter(), time.process_time()
    with patch.object(model, "encode", recorder.encode):
        report = ingest([sample], data_dir=library)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    if report.failed or not recorder.texts:
        raise InputError(f"{sample}: nothing was embedded, or articles failed: {report}")
    return recorder.texts, {
        "passages": len(recorder.texts),
        "ingest_seconds": seconds,
        "ingest_cpu_seconds": cpu_seconds,
        "encode_seconds": recorder.seconds,
        "peak_memory_mib": peak_memory_mib(),
    }


def _encode(model: EmbeddingModel, texts: Sequence[str]) -> dict[str, float]:
    """Encode the texts and nothing else; return the seconds."""
    started, cpu_started = time.perf_counter(), time.process_time()
    model.model.encode(list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False)
    return {
        "bare_seconds": time.perf_counter() - started,
        "bare_cpu_seconds": time.process_time() - cpu_started,
    }
