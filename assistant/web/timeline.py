"""How an answer changed over time: a small plot where the values are numbers of one kind, and always a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.types import TimelineEntry
from assistant.web.markdown import mark_link
from assistant.web.text import escape_text, format_day

#: The plot's size and the room around it for its labels, in units of its view box.
WIDTH, HEIGHT = 320, 104
LEFT, RIGHT, TOP, BOTTOM = 26, 26, 26, 22

_NUMBER = re.compile(
    r"(?P<sign>(?<!\w)[-−])?(?:(?P<unit>[$€£¥])\s?)?(?P<figure>\d[\d,]*(?:\.\d+)?)"
    # A single letter counts only where it stands at the figure: "900 m" are metres.
    r"(?:[\s-]?(?P<scale>(?:thousand|million|billion|trillion)(?=s?\b)|[bmt]n\b|(?<=\d)[bmk]\b))?"
    r"\s?(?P<percent>%|percent|per cent)?",
    re.IGNORECASE,
)
_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12,
}  # fmt: skip


def render_timeline(entries: Sequence[TimelineEntry], turn: int) -> str:
    """Return the dated values as HTML, newest first, or "" when there are not at least two to compare."""
    if len(entries) < 2:
        return ""
    newest_first = sorted(entries, key=lambda entry: entry.published or "", reverse=True)
    rows = "".join(
        f'<tr><td><time datetime="{escape_text((entry.published or "")[:10])}">'
        f"{escape_text(format_day(entry.published) or 'undated')}</time></td><td>{escape_text(entry.value)}</td>"
        f"<td>{mark_link(entry.citation, turn)}</td></tr>"
        for entry in newest_first
    )
    head = '<thead><tr><th scope="col">Published</th><th scope="col">Says</th><th scope="col">Source</th></tr></thead>'
    return (
        f'<section class="timeline" aria-label="How the answer changed"><h3>How the answer changed</h3>'
        f"{_plot(newest_first, turn)}<table>{head}<tbody>{rows}</tbody></table></section>"
    )


def parse_number(value: str) -> tuple[float, str] | None:
    """Return the one number in ``value`` and its unit ("$", "%" or "").

    None when there is no number, or several, or one that letters change in a way not known here: "5km", "F-16s".
    """
    found = list(_NUMBER.finditer(value))
    if len(found) != 1:
        return None
    match = found[0]
    if not (match["scale"] or match["percent"]) and value[match.end("figure") :][:1].isalpha():
        return None
    figure = float(match["figure"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1)
    return -figure if match["sign"] else figure, match["unit"] or ("%" if match["percent"] else "")


def _plot(entries: Sequence[TimelineEntry], turn: int) -> str:
    """Return the values as points over their days, or "" when they are not numbers of one unit on several days."""
    points = []
    for entry in entries:
        number = parse_number(entry.value)
        try:
            day = date.fromisoformat((entry.published or "")[:10]).toordinal()
        except ValueError:
            return ""
        if number is None:
            return ""
        points.append((day, *number, entry))
    if len({day for day, *_ in points}) < 2 or len({unit for _, _, unit, _ in points}) > 1:
        return ""
    points.sort(key=lambda point: point[0])
    first, last = points[0][0], points[-1][0]
    low, high = min(0.0, *(figure for _, figure, *_ in points)), max(figure for _, figure, *_ in points)
    placed = [
        (
            LEFT + (WIDTH - LEFT - RIGHT) * (day - first) / (last - first),
            HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (figure - low) / ((high - low) or 1),
            entry,
        )
        for day, figure, _, entry in points
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in placed)
    dots = "".join(_dot(x, y, entry, turn) for x, y, entry in placed)
    days = (
        f'<text class="day" x="{LEFT - 20}" y="{HEIGHT - 4}">{date.fromordinal(first):%b %Y}</text>'
        f'<text class="day" x="{WIDTH - RIGHT + 20}" y="{HEIGHT - 4}" text-anchor="end">'
        f"{date.fromordinal(last):%b %Y}</text>"
    )
    base = f'<line class="base" x1="0" x2="{WIDTH}" y1="{HEIGHT - BOTTOM + 5}" y2="{HEIGHT - BOTTOM + 5}"></line>'
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="The values over time">{base}'
        f'<polyline points="{line}"></polyline>{dots}{days}</svg>'
    )


def _dot(x: float, y: float, entry: TimelineEntry, turn: int) -> str:
    anchor = "start" if x < WIDTH * 0.25 else "end" if x > WIDTH * 0.75 else "middle"
    shift = {"start": -6, "middle": 0, "end": 6}[anchor]
    label = f"{entry.value}, {format_day(entry.published)}, source {entry.citation}"
    return (
        f'<a href="#source-{turn}-{entry.citation}" aria-label="{escape_text(label)}">'
        f'<circle class="reach" cx="{x:.1f}" cy="{y:.1f}" r="12"></circle>'
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"></circle>'
        f'<text class="value" x="{x + shift:.1f}" y="{y - 9:.1f}" text-anchor="{anchor}">'
        f"{escape_text(_short(entry.value))}</text></a>"
    )


def _short(value: str) -> str:
    return value if len(value) <= 16 else value[:15] + "…"
