"""Whether a question asks about now, and whether an answer is too old for that."""

from __future__ import annotations

import re
from datetime import date

from assistant.types import Answer, day_in_words

_NOW = re.compile(
    r"\b(?:now|currently|today|at present|at the moment|these days|nowadays|latest|newest|most recent|so far|still|yet"
    r"|up to date|as of now)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|am|isn[’']t|aren[’']t|does|do|doesn[’']t|don[’']t|has|have|hasn[’']t|haven[’']t|can|will|won[’']t)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|did|had|wasn[’']t|weren[’']t|didn[’']t|hadn[’']t)\b", re.IGNORECASE)
#: The victims of one event, who are counted again every day: what was reported first is never the answer later.
_TOLL = re.compile(
    r"\bdeath toll\b|\bhow many lives\b(?!.*\bsav)"
    r"|\bhow many (?:[\w’'-]+ ){0,8}?(?:died?|dead|deaths|kill(?:ed)?|injur(?:ed?|ies)|wounded|hurt|missing"
    r"|infected|evacuated|displaced|homeless|hospitali[sz]ed|arrested)\b",
    re.IGNORECASE,
)
#: What is planned for a day may be put off.
_PLAN = re.compile(r"\b(?:when|(?:what|which) (?:day|date|month|year)) (?:will|is|are|does|do)\b", re.IGNORECASE)
#: An office or a role: it has one holder at a time, and who is named most is often another.
_HOLDER = re.compile(
    r"\bwho(?:[’']s| (?:now |currently )?(?:is|are|leads?|heads?|runs?|holds?|owns?|chairs?|captains?|commands?"
    r"|governs?|rules?|manages?|coaches?|edits?))\b",
    re.IGNORECASE,
)


def asks_about_now(question: str) -> bool:
    """Say whether a question asks how things stand: "now", "currently", "latest", the present tense alone, or a toll.

    "How many troops are in Syria?" does, "Who leads the party?", and "How many people died in the earthquake?", whose
    count goes on; "How many troops were in Syria?" and "Who won the cup?" do not.
    """
    return (
        bool(_NOW.search(question))
        or asks_for_toll(question)
        or bool((_PRESENT.search(question) or _HOLDER.search(question)) and not _PAST.search(question))
    )


def asks_for_toll(question: str) -> bool:
    """Say whether a question asks for a count of victims, which goes on for days: "How many people died …?"."""
    return bool(_TOLL.search(question))


def asks_for_plan(question: str) -> bool:
    """Say whether a question asks for a day to come: "When will the bridge open?"."""
    return bool(_PLAN.search(question))


def asks_who_holds(question: str) -> bool:
    """Say whether a question asks who is something now: "Who is the director?", "Who owns the club?"."""
    return bool(_HOLDER.search(question)) and asks_about_now(question)


def stale_note(answer: Answer, *, today: date, after_days: int) -> str:
    """Return a sentence that warns of an answer whose newest source is over ``after_days`` old; "" for any other.

    Age counts up to the day that the answer is as of, where one was asked for; 0 days turn the warning off.
    """
    days = [citation.article.published_on for citation in answer.citations if citation.article.published_on]
    if not days or after_days == 0 or (today - max(days)).days <= after_days:
        return ""
    newest = max(days)
    return f"The newest source is of {day_in_words(newest)}: {_age((today - newest).days)} old"


def _age(days: int) -> str:
    for unit, length in (("year", 365), ("month", 30)):
        if days >= 2 * length:
            return f"{days // length} {unit}s"
    return f"{days} days"
