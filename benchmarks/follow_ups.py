"""Measure follow-ups on CANARD: does the rewritten question find and answer what the gold rewrite does?

Each dialogue's answers are one article under the title of the Wikipedia article that it is about. A follow-up is asked
as it stands, after all earlier questions (the naive way), as Dateline rewrites it, and as people rewrote it. The rules
were written with every other dialogue in view; of the rest those are measured that share no title with these.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant
from assistant.errors import InputError
from assistant.lexical import query_terms
from assistant.question.condense import History, condense
from assistant.scoring import measure_mean
from assistant.terminal import track
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import WORK

CANARD = Path(__file__).resolve().parents[2] / "shared" / "data" / "canard_dev"
SEED = 7
UNKNOWN = "I don't know."


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question of a dialogue with what was said before it, its rewrite by people, and its answer."""

    dialogue: str
    question: str
    history: History
    gold: str
    answer: str


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks follow_ups", description=__doc__)
    parser.add_argument("--canard", type=Path, default=CANARD, help="the data set; default: %(default)s")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    parser.add_argument("--questions", type=int, default=250, help="how many are asked; default: %(default)s")
    options = parser.parse_args(arguments)
    turns = read_dialogues(options.canard)
    measured = held_out(turns)
    asked = [turn for turn in measured if turn.answer and turn.gold != turn.question]
    asked = random.Random(SEED).sample(asked, min(options.questions, len(asked)))
    ways: dict[str, Callable[[FollowUp], str]] = {
        "as it stands": lambda turn: turn.question,
        "after all earlier questions": lambda turn: " ".join([*(said for said, _ in turn.history), turn.question]),
        "rewritten": lambda turn: condense(turn.question, turn.history),
        "rewritten by people": lambda turn: turn.gold,
    }
    rows, result = [], {}
    with tempfile.TemporaryDirectory() as folder:
        _ingest(turns, Path(folder))
        with Assistant.open(Path(folder) / "library") as assistant:
            for name, way in ways.items():
                found = [_ask(assistant, turn, way(turn)) for turn in track(name, "questions")(asked)]
                measures = {
                    "same words": measure_mean([same_words(way(turn), turn.gold) for turn in asked]),
                    "dialogue first": measure_mean([float(rank == 1) for rank, _ in found]),
                    "among five": measure_mean([float(rank <= 5) for rank, _ in found]),
                    "answer in quotes": measure_mean([answered for _, answered in found]),
                }
                rows.append([name, *(measure.shown() for measure in measures.values())])
                result[name] = as_json(measures)
    began = time.perf_counter()
    alone = measure_mean([float(condense(turn.gold, turn.history) == turn.gold) for turn in measured])
    each_ms = 1000 * (time.perf_counter() - began) / len(measured)
    path = write_result(
        options.work,
        "follow-ups",
        {
            "command": command_line("follow_ups", arguments),
            "questions": len(asked),
            **machine(),
            "ways": result,
            **as_json({"left_alone": alone}),
            "rewriting_ms": each_ms,
        },
    )
    print(markdown_table(["asked", *measures], rows))
    print(f"questions that stand alone (the gold rewrites) left as they are: {alone.shown()} of {len(measured)}")
    print(f"{each_ms:.2f} ms each → {path}")


def read_dialogues(folder: Path) -> list[FollowUp]:
    """Return the questions of CANARD's dialogues in order.

    The title and section that a dialogue is about count as its first exchange. ``answer`` is "" where it is unknown.

    Raises:
        InputError: the data set is not there.
    """
    try:
        rows = json.loads((folder / "dev.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(
            f"{folder / 'dev.json'} is not there: this benchmark needs the CANARD data set, which is not part of"
            " Dateline; name its folder with --canard"
        ) from error
    answers = {
        (row["QuAC_dialog_id"], row["Question_no"] - 1): row["History"][-1] for row in rows if row["Question_no"] > 1
    }
    turns = []
    for row in rows:
        said = row["History"]
        history = tuple(
            (said[place], said[place + 1] if place + 1 < len(said) else "") for place in range(0, len(said), 2)
        )
        answer = answers.get((row["QuAC_dialog_id"], row["Question_no"]), "")
        turns.append(
            FollowUp(
                row["QuAC_dialog_id"], row["Question"], history, row["Rewrite"], "" if answer == UNKNOWN else answer
            )
        )
    return turns


def held_out(turns: Sequence[FollowUp]) -> list[FollowUp]:
    """Return the turns of dialogues that were not in view and share no title with those that were."""
    in_view = set(sorted({turn.dialogue for turn in turns})[::2])
    titles = {_title(turn) for turn in turns if turn.dialogue in in_view}
    return [turn for turn in turns if turn.dialogue not in in_view and _title(turn) not in titles]


def _title(turn: FollowUp) -> str:
    return turn.history[0][0]


def same_words(text: str, gold: str) -> float:
    """Return the F1 of the content words of ``text`` against those of ``gold``."""
    ours, theirs = Counter(query_terms(text)), Counter(query_terms(gold))
    both = sum((ours & theirs).values())
    return 2 * both / (sum(ours.values()) + sum(theirs.values())) if ours or theirs else 1.0


def _ingest(turns: Iterable[FollowUp], folder: Path) -> None:
    from ingest import ingest

    texts: dict[str, tuple[str, list[str]]] = {}
    for turn in turns:
        title = " ".join(turn.history[0])
        texts.setdefault(turn.dialogue, (title, []))[1].append(turn.answer)
    with (folder / "dialogues.jsonl").open("w", encoding="utf-8") as file:
        for dialogue, (title, answers) in texts.items():
            lines = "\n".join(dict.fromkeys(filter(None, answers)))
            if lines:
                row = {"title": title, "text": lines, "url": f"https://canard.example/{dialogue}"}
                file.write(json.dumps(row) + "\n")
    ingest([folder / "dialogues.jsonl"], data_dir=folder / "library")


def _ask(assistant: Assistant, turn: FollowUp, query: str) -> tuple[int, float]:
    """Return the rank of the turn's dialogue (1000 where it is not found) and whether the answer is in the quotes."""
    urls = list(dict.fromkeys(found.article.url for found in assistant.retrieve(query, k=50)))
    url = f"https://canard.example/{turn.dialogue}"
    quoted = " ".join(citation.quote for citation in assistant.answer(query).citations)
    words = set(query_terms(turn.answer))
    covered = len(words & set(query_terms(quoted))) / len(words) if words else 0.0
    return (urls.index(url) + 1 if url in urls else 1000, float(covered >= 0.8))
