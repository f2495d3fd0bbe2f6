"""What a sentence says has happened and what it cites only plans: "opened", of a bridge that will open. English."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from assistant.chat.dates import find_dates_in
from assistant.chat.facts import Source
from assistant.lexical import query_terms

#: Past forms that do not end in -ed, with the form that ``query_terms`` has of the present one.
_PAST = {
    "took": "take", "became": "become", "began": "begin", "gave": "give", "left": "leave", "went": "go",
    "came": "come", "made": "make", "paid": "pay", "built": "build", "bought": "buy", "sold": "sell", "sent": "send",
    "met": "meet", "held": "hold", "got": "get", "ran": "run", "spent": "spend", "led": "lead", "kept": "keep",
    "rose": "rise", "fell": "fall", "grew": "grow", "won": "win", "lost": "lose", "brought": "bring", "chose": "choose",
    "drew": "draw", "flew": "fly", "lent": "lend", "withdrew": "withdraw", "taken": "take", "begun": "begin",
    "given": "give", "gone": "go", "risen": "rise", "fallen": "fall", "grown": "grow", "chosen": "choose",
    "drawn": "draw", "flown": "fly", "withdrawn": "withdraw",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?![’'][^\W\d_])|\d+")
#: A plan is of what a claim says when it has a word of those so near behind the verb; before it, where none is behind.
_REACH = 6
#: Characters before a verb that tell whether it is a plan.
_LOOKED_BACK = 80
_TO_BE = r"(?:(?:be|have|been|not|also|then|now|only|soon|\w+ly|seek to|begin to|start to|be able to)\s+){0,3}$"
#: What makes a verb behind it a plan. What was voted or agreed on may be called done, so they are no plans.
_PLANNED = re.compile(
    r"\b(?:will|would|shall|may|might|won[’']t|(?:is|are|was|were|be) to"
    r"|(?:plan|expect|intend|want|hope|promis|seek|sought|due|set|schedul|aim|likely|vow|pledg|propos|prepar|threat"
    rf"|wait)\w*\s+(?:\w+\s+){{0,2}}?to)\s+{_TO_BE}",
    re.IGNORECASE,
)
#: What else keeps a past form from saying that it was: "if it closed", "could have closed", "the closed one".
_OPEN = re.compile(
    r"\b(?:can|could|should|must|if|unless|until|once|to|the|an?|its|his|her|their|of|for|with|in|on|at|by|from|more|as|no"
    rf"|not)\s+{_TO_BE}|\b(?:if|unless|until|once|when)\b[^.;,]*$",
    re.IGNORECASE,
)
#: Plans themselves.
_PLANNING = re.compile(
    r"(?:plan|expect|intend|want|hope|promis|schedul|aim|vow|pledg|propos|prepar|threat|need|ask|call|us)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Verb:
    """A word by its stem, its form ("plan", "past", "open", else "present"), and the stems near it on each side."""

    word: str
    stem: str
    form: str
    before: frozenset[str]
    behind: frozenset[str]


def states_plan_as_done(claim: str, sources: Sequence[Source], sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, with a past form of a claim whose verb stands in ``sentences`` as a plan; or "".

    Where the claim gives it a day after the sources', a past form among them alone tells that it was.
    """
    done = [verb for verb in _verbs(claim) if verb.form == "past" and not _PLANNING.fullmatch(verb.word)]
    later = bool(done) and _is_later(claim, sources)
    stems = {verb.stem for verb in done}
    said = [verb for sentence in sentences for verb in _verbs(sentence, stems)] if done else []
    for mine in done:
        same = [verb for verb in said if verb.stem == mine.stem]
        planned = all(verb.form == "plan" or (later and verb.form == "present") for verb in same)
        if planned and any(
            mine.behind & verb.behind or (not mine.behind and mine.before & verb.before) for verb in same
        ):
            return f"says {mine.word} of what is only planned in what it cites"
    return ""


def _verbs(text: str, wanted: Set[str] | None = None) -> list[_Verb]:
    """Return the words of a text that may be verbs, of the stems ``wanted`` alone where these are given."""
    words = list(_WORD.finditer(text))
    stems = [query_terms(match.group()) for match in words]
    found = []
    for place, match in enumerate(words):
        past = _past_stem(match.group())
        own = [stem for stem in ([past] if past else stems[place]) if wanted is None or stem in wanted]
        if not own or (wanted is None and not past):
            continue
        form = "past" if past else "present"
        leading = text[max(0, match.start() - _LOOKED_BACK) : match.start()]
        if _PLANNED.search(leading):
            form = "plan"
        elif past and _OPEN.search(leading):
            form = "open"
        before = frozenset(stem for near in stems[max(0, place - _REACH) : place] for stem in near)
        behind = frozenset(stem for near in stems[place + 1 : place + 1 + _REACH] for stem in near)
        found += [_Verb(match.group(), stem, form, before, behind) for stem in own]
    return found


def _past_stem(word: str) -> str:
    plain = word.casefold()
    if plain not in _PAST and (not plain.endswith("ed") or len(plain) < 5):
        return ""
    return next(iter(query_terms(_PAST.get(plain, plain))), "")


def _is_later(claim: str, sources: Sequence[Source]) -> bool:
    """Say whether a claim names a month of a year after the days of all sources."""
    days = [source.article.published_on for source in sources]
    dates = find_dates_in(claim)
    newest = max((day for day in days if day), default=None)
    return (
        bool(dates)
        and newest is not None
        and all(item.year is not None and (item.year, item.month) > (newest.year, newest.month) for item in dates)
    )
