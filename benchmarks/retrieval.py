"""Measure how often the gold article is found: dense, lexical and hybrid, at 1, 5, 10 and 50 articles.

An article's rank is that of its best passage; only articles published up to the question's date count. Two kinds of
gold: ``recent`` (articles at most 30 days older than the question that contain the answer's words) and ``any`` age.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from assistant import Assistant, RetrievedPassage
from assistant.errors import DatelineError
from assistant.evaluate import ranked_article_urls
from assistant.scoring import Measure, measure_mean, rank_of_gold, recall_at
from assistant.terminal import track
from benchmarks.results import as_json, command_line, machine, markdown_table, write_result
from benchmarks.suites import Row, add_suite_options, find_suite

#: What is measured: the legs that run, and whether newer articles are favoured.
LEGS = {
    "dense": (("dense",), False),
    "lexical": (("lexical",), False),
    "hybrid": (("dense", "lexical"), False),
    "hybrid, newer favoured": (("dense", "lexical"), True),
}
GOLD = {"recent": "recent_answer_urls", "any": "answer_urls"}
CUTOFFS = (1, 5, 10, 50)
#: Passages asked of the retriever: enough for 50 articles at up to 20 passages each.
PASSAGES = 1_000
#: Passages a question whose offsets are checked against the stored article.
CHECKED = 10


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark, print its table and write its numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks retrieval", description=__doc__)
    add_suite_options(parser)
    options = parser.parse_args(arguments)
    suite = find_suite(options)
    rows = suite.question_rows()
    with Assistant.open(data_dir=suite.library) as assistant:
        found = {
            name: [_find(assistant, row, legs, recent) for row in track(name, "questions")(rows)]
            for name, (legs, recent) in LEGS.items()
        }

    recalls: dict[str, Measure] = {}
    lines: list[list[str]] = []
    for gold, field in GOLD.items():
        ranks = {
            name: [rank_of_gold(urls, row[field]) for urls, row in zip(found[name], rows, strict=True)] for name in LEGS
        }
        for name in LEGS:
            measures = {f"{gold} {name} @{cutoff}": measure_mean(recall_at(ranks[name], cutoff)) for cutoff in CUTOFFS}
            recalls |= measures
            lines.append([gold, name, *(measure.shown() for measure in measures.values())])
        for other in ("dense", "lexical"):
            measures = {
                f"{gold} hybrid minus {other} @{cutoff}": _difference(ranks["hybrid"], ranks[other], cutoff)
                for cutoff in CUTOFFS
            }
            recalls |= measures
            lines.append([gold, f"hybrid − {other}", *(measure.shown() for measure in measures.values())])
    depth = {name: min(len(urls) for urls in lists) for name, lists in found.items()}
    facts = {"command": command_line("retrieval", arguments), "questions": len(rows), "fewest_articles_ranked": depth}
    path = write_result(
        options.work, f"retrieval-{suite.folder.name}", {**facts, **machine(), "recall": as_json(recalls)}
    )
    print(markdown_table(["gold", "legs", *(f"recall@{cutoff}" for cutoff in CUTOFFS)], lines))
    print(f"{len(rows)} questions; fewest articles ranked for one: {depth} → {path}")


def _find(assistant: Assistant, row: Row, legs: Sequence[str], recent: bool) -> list[str]:
    asked = date.fromisoformat(row["asked"])
    passages = assistant.retrieve(row["question"], k=PASSAGES, as_of=asked, legs=legs, recent=recent)
    for found in passages[:CHECKED]:
        _check(assistant, found, row)
    return ranked_article_urls(passages)


def _check(assistant: Assistant, found: RetrievedPassage, row: Row) -> None:
    passage, article = found.passage, found.article
    text = assistant.article(article.id, version=article.version).text
    if text[passage.start : passage.end] != passage.text or (article.published or "")[:10] > row["asked"]:
        raise DatelineError(f"question {row['id']}: passage {passage.id} is not in its article, or is too late")


def _difference(ranks: Sequence[int | None], others: Sequence[int | None], cutoff: int) -> Measure:
    """Return the mean difference, question by question, of two recalls at a cutoff."""
    pairs = zip(recall_at(ranks, cutoff), recall_at(others, cutoff), strict=True)
    return measure_mean([one - other for one, other in pairs])
