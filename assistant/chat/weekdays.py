"""The day of the week that a sentence gives to what happened: whether what it cites has another one there. English."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.dates import find_weekdays
from assistant.lexical import query_terms
from assistant.question.phrases import WEEKDAYS

#: A sentence with another day must share so many words more with the claim than any with its own, and so many times as
#: many.
_MORE = 2
_MARGIN = 2.0
_DAYS = frozenset(term for weekday in WEEKDAYS for term in query_terms(weekday))


def on_other_weekday(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, with a weekday of a claim that stands in ``sentences`` for other things; or "".

    One that stands in none of them follows from a date.
    """
    mine = find_weekdays(claim)
    if not mine:
        return ""
    words = set(query_terms(claim)) - _DAYS
    said = [(find_weekdays(text), len(words & set(query_terms(text)))) for text in sentences]
    most = max((share for _, share in said), default=0)
    others = {day for days, share in said if share == most and not days & mine for day in days}
    for weekday in sorted(mine):
        own = max((share for days, share in said if weekday in days), default=most)
        if others and most - own >= _MORE and most >= _MARGIN * own:
            return f"the passage has {min(others, key=WEEKDAYS.index).capitalize()} where it has {weekday.capitalize()}"
    return ""
