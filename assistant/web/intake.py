"""Draw an ingest as it goes on: how far it is, and what became of each item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.web.text import escape_text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file or address: what was done in words, and every failure with its reason."""

    name: str
    done: str = ""
    failures: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Gauge:
    """Hears how an ingest goes on (it is a ``Progress``), and says it in words and as a fraction."""

    words: str = "Reading"
    done: int = 0
    total: int | None = None

    def waiting(self) -> None:
        """Another process is writing to the library."""
        self.words, self.total = "Waiting for another ingest to finish", None

    def phase(self, name: str, total: int | None, unit: str) -> None:
        """Begin a phase."""
        self.words, self.done, self.total = name, 0, total

    def advance(self, count: int) -> None:
        """Count units as done."""
        self.done += count

    @property
    def fraction(self) -> float:
        """How much of the phase is done, in [0, 1]; 0 while that is not known."""
        return min(1.0, self.done / self.total) if self.total else 0.0


def render_intake(outcomes: Sequence[Outcome], *, items: int, current: str = "", gauge: Gauge | None = None) -> str:
    """Return the progress of a batch of ``items`` and the outcome of each item so far."""
    if not items:
        return ""
    share = (len(outcomes) + (gauge.fraction if gauge else 0)) / items
    if gauge is not None:
        said = f"{gauge.words}: {current} ({len(outcomes) + 1} of {items})"
        bar = f'<progress max="1" value="{share:.3f}" aria-label="Progress of this batch"></progress>'
    else:
        failed = sum(bool(outcome.failures) for outcome in outcomes)
        said = f"Done: {items - failed} of {items} without a failure. What was added can be asked about now."
        bar = '<progress max="1" value="1" aria-label="Progress of this batch"></progress>'
    listed = "".join(_outcome(outcome) for outcome in outcomes)
    return (
        f'<section class="intake" aria-label="This batch"><p role="status">{escape_text(said)}</p>{bar}'
        f'<ul class="outcomes">{listed}</ul></section>'
    )


def render_refusal(reason: str) -> str:
    """Return why nothing was done."""
    return f'<section class="intake"><p class="refused" role="alert">{escape_text(reason)}</p></section>'


def _outcome(outcome: Outcome) -> str:
    failures = "".join(
        f'<p class="reason">{escape_text(reason if name == outcome.name else f"{name}: {reason}")}</p>'
        for name, reason in outcome.failures
    )
    kind = "failed" if outcome.failures else "fine"
    words = outcome.done or ("Nothing added" if outcome.failures else "Nothing new")
    return (
        f'<li class="{kind}"><span class="item">{escape_text(outcome.name)}</span>'
        f'<span class="done">{escape_text(words)}</span>{failures}</li>'
    )
