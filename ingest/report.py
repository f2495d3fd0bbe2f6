"""What an ingest did: the counts, every failure by name, and what the user should know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: Endings of files left out that are named.
_MOST_ENDINGS: Final = 8


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The outcome of one ingest. ``articles`` and ``passages`` count the library afterwards; ``failed`` is in order.

    ``not_pruned`` is whether articles were to be removed and were not, because of what failed.
    ``other_languages`` counts the newly stored articles by language, English left out; ``undated`` is how many of them
    have no date. ``other_kinds`` counts by ending the files that no loader takes in the folders and globs given.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    removed: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    articles: int = 0
    passages: int = 0
    seconds: float = 0.0
    other_languages: Mapping[str, int] = field(default_factory=dict)
    not_pruned: bool = False
    undated: int = 0
    other_kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many articles were dealt with, those that needed nothing among them."""
        return self.added + self.updated + self.unchanged + self.duplicates

    def to_dict(self) -> dict[str, Any]:
        """Return the report as ``dateline ingest --json`` prints it."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "removed": self.removed,
            "failed": [{"input": name, "reason": reason} for name, reason in self.failed],
            "articles": self.articles,
            "passages": self.passages,
            "seconds": round(self.seconds, 2),
            "other_languages": dict(self.other_languages),
            "undated": self.undated,
            "other_kinds": dict(self.other_kinds),
        }

    def __str__(self) -> str:
        counts = f"{self.added} added, {self.updated} updated, {self.unchanged} unchanged"
        if self.duplicates:
            counts += f", {_counted(self.duplicates, 'duplicate')} left out"
        if self.removed:
            counts += f", {self.removed} removed"
        if self.failed:
            counts += f", {len(self.failed)} failed"
        lines = [
            f"{counts} in {self.seconds:.1f} s.",
            f"The library has {_counted(self.articles, 'article')} in {_counted(self.passages, 'passage')}.",
        ]
        if self.undated:
            lines.append(
                f"{_counted(self.undated, 'article')} of these without a date, which questions about a time pass over:"
                ' write "Date: 2024-01-23" above the text, or give --published 2024-01-23.'
            )
        if self.other_kinds:
            count = sum(self.other_kinds.values())
            shown = ", ".join(sorted(kind or "no ending" for kind in self.other_kinds)[:_MOST_ENDINGS])
            shown += ", …" if len(self.other_kinds) > _MOST_ENDINGS else ""
            lines.append(f"{_counted(count, 'file')} of other kinds left out ({shown}).")
        if self.not_pruned:
            lines.append("Nothing was removed: what failed may hold the articles that seem to be gone.")
        if self.other_languages:
            named = ", ".join(f"{language}: {count}" for language, count in sorted(self.other_languages.items()))
            lines.append(
                f"Not in English ({named}): stored, and found by their words. The default embedding model is English;"
                " another can be set with embedding_model."
            )
        return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    """Return "1 article", "2 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
