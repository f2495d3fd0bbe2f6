"""Questions about a time as a whole: "What happened last week?", "Any news from Port Alden today?"."""

from __future__ import annotations

import re
from datetime import date

from assistant.question.dates import find_dates
from assistant.question.topic import LONGEST_CHARACTERS

_HAPPENED = re.compile(
    r"^(?:what (?:else )?(?:happened|has happened|was in the news|was new|is new|is in the news)"
    r"|what[’']s (?:new|in the news)|(?:(?:is|was) there )?any(?:thing in the)? news|(?:the )?news)\b",
    re.IGNORECASE,
)
_BEFORE_TOPIC = re.compile(r"^\s*(?:in|at|to|on|with|around|from|about)\b", re.IGNORECASE)


def topic_of_period(query: str) -> str | None:
    """Return what a question about a time asks about: "Port Alden", or "" for everything; None for any other question.

    What happened then is what the articles of that time say: which these are the question's dates decide.
    """
    plain = " ".join(query.split())
    happened = _HAPPENED.match(plain) if len(plain) <= LONGEST_CHARACTERS else None
    dates = find_dates(plain, today=date.today()) if happened else None
    if happened is None or dates is None:
        return None
    start = plain.find(dates.words)
    rest = plain[happened.end() : start] + plain[max(happened.end(), start + len(dates.words)) :]
    return _BEFORE_TOPIC.sub("", rest).strip(" ?.!,")
