"""Measure the sentence checker on lies: truths about the sample articles, 500 with one thing changed, and denials.

The rules were made on lies of ``SEEN_DRAWS``. Lies of other draws are of the same truths, so that many are the same;
what is reported of them is what no seen draw has. Lies of other truths are beside them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant import Assistant
from assistant.chat.facts import Source, missing_fact
from assistant.chat.sentence_check import check_sentence, embedding_support
from assistant.lexical import query_terms
from assistant.passages import split_passages
from benchmarks.held_out_sentences import HELD_OUT_SENTENCES
from benchmarks.invented_clauses import INVENTED_CLAUSES
from benchmarks.lies import KINDS, Claim, add_clauses, deny, make_lies
from benchmarks.results import command_line, machine, markdown_table, write_result
from benchmarks.suites import WORK
from benchmarks.true_sentences import TRUE_SENTENCES

LIES = 500
#: Seeds of the lies on which the rules were made; the first is that of the 500.
SEEN_DRAWS = (5, 101, 102, 103, 104)
#: Seeds of further lies.
OTHER_DRAWS = (11, 12, 13, 14, 15)


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks lying", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="folder of results; default: %(default)s")
    options = parser.parse_args(arguments)
    from ingest import ingest
    from ingest.samples import samples_folder

    with tempfile.TemporaryDirectory() as folder:
        ingest([samples_folder()], data_dir=folder)
        with Assistant.open(folder) as assistant:
            dropped, caught, lies = measure(assistant)
            sources = _sources(assistant)
            unseen = unseen_lies(_claims(TRUE_SENTENCES, sources), sources)
            of_others = make_lies(_claims(HELD_OUT_SENTENCES, sources), sources, LIES, seed=OTHER_DRAWS[0])
            rows = [
                *_rows("lies", lies, caught),
                *_rows("unseen lies of five other draws", unseen, _dropped(assistant, unseen)),
                *_rows("lies of the other true sentences", of_others, _dropped(assistant, of_others)),
            ]
            held_out = dropped_truths(assistant, HELD_OUT_SENTENCES)
            added = caught_clauses(assistant)
            denied = caught_denials(assistant)
    rows.append(["an invented clause added", str(len(added)), f"{sum(added) / len(added):.3f}"])
    rows.append(["a truth denied", str(len(denied)), f"{sum(denied) / len(denied):.3f}"])
    rows.append(["true sentences", str(len(dropped)), f"{sum(dropped) / len(dropped):.3f}"])
    rows.append(["other true sentences", str(len(held_out)), f"{sum(held_out) / len(held_out):.3f}"])
    path = write_result(
        options.work,
        "lying",
        {"command": command_line("lying", arguments), **machine(), "dropped": {row[0]: row[1:] for row in rows}},
    )
    print(markdown_table(["sentences", "number", "dropped"], rows))
    print(f"→ {path}")


def _rows(name: str, lies: Sequence[Claim], caught: Sequence[bool]) -> list[list[str]]:
    """Return the lines of the table for lies of each kind, and for all."""
    parts = {
        f"{name}: {kind}": [held for lie, held in zip(lies, caught, strict=True) if lie.kind == kind] for kind in KINDS
    }
    parts[f"{name}: all"] = list(caught)
    return [[part, str(len(found)), f"{sum(found) / len(found):.3f}"] for part, found in parts.items() if found]


def measure(assistant: Assistant, count: int = LIES) -> tuple[list[bool], list[bool], list[Claim]]:
    """Return which true sentences are dropped, which lies are, and the lies; the library has the sample articles."""
    sources = _sources(assistant)
    truths = _claims(TRUE_SENTENCES, sources)
    lies = make_lies(truths, sources, count)
    return _dropped(assistant, truths), _dropped(assistant, lies), lies


def unseen_lies(truths: Sequence[Claim], sources: Sequence[Source], count: int = LIES) -> list[Claim]:
    """Return the distinct lies of ``OTHER_DRAWS``, of ``count`` each, that are in none of ``SEEN_DRAWS``."""

    def drawn(seeds: Sequence[int]) -> dict[tuple[str, str, int], Claim]:
        lies = (lie for seed in seeds for lie in make_lies(truths, sources, count, seed=seed))
        return {(lie.text, lie.source.article.id, lie.source.start): lie for lie in lies}

    seen = drawn(SEEN_DRAWS)
    return [lie for key, lie in drawn(OTHER_DRAWS).items() if key not in seen]


def dropped_truths(assistant: Assistant, sentences: Sequence[tuple[str, str]]) -> list[bool]:
    """Return which of the true sentences, each with the sample file that it cites, are dropped."""
    return _dropped(assistant, _claims(sentences, _sources(assistant)))


def caught_clauses(assistant: Assistant) -> list[bool]:
    """Return which sentences are dropped that are true, and kept, but for a clause at their end."""
    return _dropped(assistant, add_clauses(_kept_truths(assistant), INVENTED_CLAUSES))


def caught_denials(assistant: Assistant) -> list[bool]:
    """Return which sentences are dropped that are true, and kept, but for a "not" too many or too few."""
    return _dropped(assistant, deny(_kept_truths(assistant)))


def _kept_truths(assistant: Assistant) -> list[Claim]:
    truths = _claims((*TRUE_SENTENCES, *HELD_OUT_SENTENCES), _sources(assistant))
    return [truth for truth, dropped in zip(truths, _dropped(assistant, truths), strict=True) if not dropped]


def _dropped(assistant: Assistant, claims: Sequence[Claim]) -> list[bool]:
    support = embedding_support(assistant.model)
    return [not check_sentence(claim.text, [claim.source], support).supported for claim in claims]


def _sources(assistant: Assistant) -> list[Source]:
    articles = [assistant.article(listing.article.id) for listing in assistant.articles()]
    return [Source(article, passage.start, passage.end) for article in articles for passage in split_passages(article)]


def _claims(sentences: Sequence[tuple[str, str]], sources: Sequence[Source]) -> list[Claim]:
    return [Claim(text, _cited(text, file, sources)) for file, text in sentences]


def _cited(claim: str, file: str, sources: Sequence[Source]) -> Source:
    """Return the passage of the file that a model would cite: one with the claim's facts, with most of its words."""
    from ingest.samples import samples_folder

    text = " ".join((samples_folder() / file).read_text(encoding="utf-8").split())
    words = set(query_terms(claim))
    known = [source for source in sources if " ".join(source.article.title.split()) in text]
    return max(
        known, key=lambda source: (not missing_fact(claim, [source]), len(words & set(query_terms(source.text))))
    )
