"""Turn the data sets into groups to train on: ``python -m training prepare``.

Every training text goes into a Dateline library first, and the library's own retrieval finds the hard negatives: the
passages that a question is likely to meet, and that do not hold its answer.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant import Assistant
from assistant.errors import InputError
from assistant.scoring import contains_answer
from assistant.terminal import track
from ingest import ingest
from training.alterations import altered, altered_within, names_in, reversed_roles
from training.groups import Group, Piece, among_sentences, cut, make_header, write_groups
from training.news.patterns import news_groups
from training.paragraph_questions import QUESTIONS, paragraph_examples
from training.paragraph_questions import SOURCE as PARAGRAPH
from training.sources import Example, read_all
from training.written import STORIES, written_groups

#: The share of each set's questions that is used unless all are wanted, and of these the share that gets retrieved
#: negatives.
SHARES = {"qamr": 0.6, "amazon": 0.6, "reddit": 0.6}
RETRIEVED_SHARES = {"qamr": 0.15, "amazon": 0.0, "reddit": 0.0, "clapnq": 0.0, PARAGRAPH: 0.2}
RETRIEVED_SHARE = 0.6
#: The share of questions that are asked a second time with a name or a number changed, and so unanswerable.
ALTERED_SHARES = {"new_wiki": 0.2, "squad1": 0.2, "qed": 0.2, "qamr": 0.08}
#: With ``--hard``: passages without the answer that are retrieved for a question, and the shares of questions that are
#: asked again altered, once with any words and once with words of their own text.
HARD_NEGATIVES = 2
HARD_RETRIEVED_SHARE = 0.8
HARD_ALTERED_SHARES = {"new_wiki": 0.6, "squad1": 0.6, "qed": 0.6, "amazon": 0.3, "reddit": 0.3, "qamr": 0.12}
#: With ``--hard``: how many questions about made-up news there are.
NEWS_GROUPS = 24_000
#: How many passages are retrieved for one question.
RETRIEVED = 8
SEED = 7


def main(arguments: Sequence[str]) -> None:
    """Write ``groups.jsonl.gz`` to the work folder."""
    parser = argparse.ArgumentParser(prog="python -m training prepare", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for the groups and the checkpoints")
    parser.add_argument("--whole", action="store_true", help="use every question of every set, not some of the largest")
    parser.add_argument(
        "--hard", action="store_true", help="more negatives, more and harder unanswerable questions, made-up news"
    )
    parser.add_argument("--share", type=float, default=1.0, help="use so much of every set; default: %(default)s")
    parser.add_argument("--seed", type=int, default=SEED, help="chooses that share; default: %(default)s")
    parser.add_argument("--written", type=int, default=0, metavar="TIMES", help="add the written stories so many times")
    parser.add_argument("--stories", type=Path, nargs="+", default=[STORIES], help="their files; default: the first")
    parser.add_argument(
        "--paragraphs", type=int, default=0, metavar="TIMES", help="add the questions on paragraphs so many times"
    )
    parser.add_argument("--questions", type=Path, nargs="+", default=[QUESTIONS], help="their files; default: one")
    parser.add_argument(
        "--beside", nargs="*", default=[], metavar="SET", help="add every question of these sets, unaltered, to those"
    )
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)
    shares = {} if options.whole else SHARES
    everything = list(read_all())
    examples = [e for e in everything if chance.random() < options.share * shares.get(e.source, 1.0)]
    examples += [*paragraph_examples(everything, options.questions)] * options.paragraphs
    if unknown := set(options.beside) - {example.source for example in everything}:
        raise InputError(f"--beside {' '.join(sorted(unknown))}: no such set, or it has no questions to train on")
    examples += [replace(example, source=PARAGRAPH) for example in everything if example.source in options.beside]
    library = _library(options.work, examples)
    with Assistant.open(library) as assistant:
        groups = list(_groups(assistant, examples, chance, hard=options.hard))
    if options.hard:
        fillers = sorted({example.context for example in examples if example.source == "qamr"})
        groups += news_groups(int(options.share * NEWS_GROUPS), fillers, random.Random(options.seed))
    if options.written:
        groups += written_groups(options.work, options.written, chance, files=options.stories)
    chance.shuffle(groups)
    count = write_groups(options.work / "groups.jsonl.gz", groups)
    pieces = sum(len(group.pieces) for group in groups)
    print(f"{count:,} groups, {pieces:,} passages -> {options.work / 'groups.jsonl.gz'}")


def _library(work: Path, examples: Sequence[Example]) -> Path:
    """Ingest the texts that negatives are drawn from; those of an earlier share or seed go."""
    folder = work / "library"
    rows = work / "texts.jsonl"
    texts = {e.context: e.title for e in examples if RETRIEVED_SHARES.get(e.source, 1.0)}
    lines = (json.dumps({"text": text, "title": title}) + "\n" for text, title in texts.items())
    rows.write_text("".join(lines), encoding="utf-8")
    ingest([rows], data_dir=folder, prune=True)
    return folder


def _groups(assistant: Assistant, examples: Sequence[Example], chance: random.Random, *, hard: bool) -> Iterator[Group]:
    negatives = HARD_NEGATIVES if hard else 1
    sentences = [example.context for example in examples if example.source == "qamr"]
    names = names_in(example.question for example in examples if example.source != "qamr")
    for example in track("groups", "questions")(examples):
        own = [among_sentences(example, sentences, chance)] if example.source == "qamr" else _own(example, chance)
        if not own:
            continue
        retrieved: list[Piece] = []
        if chance.random() < RETRIEVED_SHARES.get(example.source, HARD_RETRIEVED_SHARE if hard else RETRIEVED_SHARE):
            retrieved = _negatives(assistant, example, chance)[:negatives]
        yield Group(example.source, example.question, (*own, *retrieved))
        pieces = tuple(Piece(piece.header, piece.text) for piece in own[:2])
        for question in _alterations(example, names, chance, hard=hard):
            yield Group("altered", question, pieces)


def _alterations(example: Example, names: Sequence[str], chance: random.Random, *, hard: bool) -> Iterator[str]:
    """Yield an example's question as it is not answered by its own passages."""
    share = (HARD_ALTERED_SHARES if hard else ALTERED_SHARES).get(example.source, 0.0)
    ways = [altered(example.question, names, chance)] if chance.random() < share else []
    if hard:
        # A sentence alone has no other names that are far from the answer.
        if example.source != "qamr" and chance.random() < share:
            ways.append(altered_within(example, chance))
        if example.answers:
            ways.append(reversed_roles(example.question))
    yield from (question for question in ways if question is not None)


def _own(example: Example, chance: random.Random) -> list[Piece]:
    """Return the passages of the example's own text: those with the answer, and one beside them without it."""
    pieces = cut(example, chance)
    holding = [piece for piece in pieces if piece.relevant]
    others = [piece for piece in pieces if not piece.relevant]
    if not example.answers and not holding:
        return others[:2]
    return [*holding[:2], *chance.sample(others, min(1, len(others)))]


def _negatives(assistant: Assistant, example: Example, chance: random.Random) -> list[Piece]:
    """Return retrieved passages of other texts that do not hold any of the answers, the best of them in any order."""
    answers = [text for _, text in example.answers]
    pieces = []
    for passage in assistant.retrieve(example.question, k=RETRIEVED):
        title, text = passage.article.title, passage.passage.text
        # Stored articles begin with their headline, training texts do not: it would give the negatives away.
        text = text.removeprefix(title).strip() if title != passage.article.text.strip() else text
        title = "" if passage.article.text.startswith(text[:40]) else title
        if text and text not in example.context and example.context not in text and not contains_answer(text, answers):
            pieces.append(Piece(make_header(title, chance), text))
    pieces = pieces[:4]
    chance.shuffle(pieces)
    return pieces
