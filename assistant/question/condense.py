"""Turn a follow-up and its history into a query that stands alone, without a chat model.

Rules, in this order: a fragment takes its place in the last question ("And in Iraq?"), an asking word alone takes the
place of the last one ("Why?", "When was that?"), a pronoun gets the name it stands for, and what still leans gets the
subject of the conversation in brackets. A question that stands alone is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.antecedents import THERE, find_pronouns, is_late, points_out, resolve, short_answer, subject_of
from assistant.question.phrases import (
    ASKING,
    AUXILIARY,
    PREPOSITION,
    RELATIVE_DATE,
    SEASON,
    WEEKDAY,
    Phrase,
    counted,
    find_names,
    in_place,
    is_date,
    looks_personal,
    prepositional,
    split_asking,
    with_article,
)
from assistant.question.places import is_country, is_state, names_place
from assistant.question.topic import topic_of

#: Earlier exchanges: (question, answer) pairs, oldest first.
History = Sequence[tuple[str, str]]

#: Exchanges that are looked at, the last ones: a conversation rarely leans further back, and the cost stays small.
DEPTH = 12
#: A question of more words says itself what it is about.
LONGEST_FOLLOW_UP = 60
#: A question without a name and with at most so many content words needs what was talked about.
FEW_CONTENT_WORDS = 3
#: And one that begins small with at most so many: names in it may be small, too ("how many jobs is orlan cutting").
FEW_SMALL_WORDS = 1
#: Without a verb, and of at most so many words, a follow-up is a fragment of the last question.
FRAGMENT_WORDS = 6

_OPENING = re.compile(r"^(?:(?:and|but|or|so|ok|okay|then)\b[\s,]*)?(?:(?:what|how)\s+about\b|what\s+of\b)?\s*", re.I)
#: "When was that?", "How did it happen?", but not "How long is it?", which asks of a thing.
_AUX_THAT = re.compile(
    rf"^(?:{ASKING}\s+{AUXILIARY}\s+(?:that|this|it)\s+(?:happen|occur|take place|the case|so)"
    rf"|(?:(?:since|until|till|by)\s+)?(?:when|why)\s+{AUXILIARY}\s+(?:that|this|it)|where\s+was\s+(?:that|this|it))$",
    re.IGNORECASE,
)
_POINTING = re.compile(
    rf"\b(?:{AUXILIARY}|{PREPOSITION}|and)\s+that\b(?!\s+(?:the|a|an|[A-Z]))|\bthat\s*$"
    rf"|\b(?:this|these|those)\b(?!\s+(?:week|month|year|season|morning|evening|weekend|decade|century|{SEASON}|{WEEKDAY}"
    r"|who|whose|that)\b)",
    re.IGNORECASE,
)
_BEGINS_WITH_PREPOSITION = re.compile(rf"{PREPOSITION}\b", re.IGNORECASE)
_BARE_DATE = re.compile(rf"\b{RELATIVE_DATE}", re.IGNORECASE)
_COUNTS_NOTHING = re.compile(rf"how many(?=\s+{AUXILIARY}\b)", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:else|others?|another|more|also|too|again|ones?)\b", re.IGNORECASE)
_CONTENT = re.compile(r"[^\W_][\w’'-]+")
_FUNCTION = frozenset(
    "who whom whose what which when where why how many much long old far often and but or so is are was were be been do"
    " does did has have had will would can could should may might must the an in on at of for from to by with since"
    " until any some there it he she they him her his their its them this that these those not as after before during"
    " about into out up down over did get got go went take took make made happen happened else other more also".split()
)


def condense(question: str, history: History) -> str:
    """Return the query to search: the question itself, or rewritten so that it stands alone.

    Args:
        question: in the user's words.
        history: earlier (question, answer) pairs, oldest first. The last ``DEPTH`` of them count.
    """
    earlier: list[str] = []
    history = history[-DEPTH:]
    for place, (asked, _) in enumerate(history):
        earlier.append(_stand_alone(asked, earlier, history[:place]))
    return _stand_alone(question, earlier, history)


def leans(question: str, *, capitals: bool = True) -> bool:
    """Say whether a question needs what was said before: it opens with "And…", has a pronoun or no subject of its own.

    ``capitals``: whether the user writes names with capitals, so that a question without any has no name in it.
    """
    stripped = question.strip().rstrip("?!. ")
    rest = stripped[_opening_length(stripped) :]
    if rest != stripped or not stripped or _AUX_THAT.match(stripped) or _is_bare(stripped):
        return True
    if _is_fragment(stripped) and (_BEGINS_WITH_PREPOSITION.match(stripped) or _is_place(stripped)):
        return True
    names = find_names(stripped)
    if any(points_out(match, stripped, names) for match in find_pronouns(stripped)):
        return True
    pointing = (_POINTING.search(stripped), THERE.search(stripped), _COUNTS_NOTHING.match(stripped))
    if any(match and not is_late(match.start(), stripped) for match in pointing):
        return True
    if names or not capitals or any(letter.isdigit() for letter in stripped) or names_place(stripped):
        return False
    further = _FURTHER.search(stripped)
    few = FEW_SMALL_WORDS if stripped[:1].islower() else FEW_CONTENT_WORDS
    return bool(further and not is_late(further.start(), stripped)) or _content_count(stripped) <= few


def _stand_alone(question: str, earlier: Sequence[str], history: History) -> str:
    # A topic need not be a name; who begins with a capital writes names with one.
    capitals = any(find_names(asked) or (topic_of(asked) and question[:1].isupper()) for asked in earlier)
    if not earlier or len(question.split()) > LONGEST_FOLLOW_UP or not leans(question, capitals=capitals):
        return question
    stripped = question.strip().rstrip("?!. ")
    rest = stripped[_opening_length(stripped) :].strip()
    last = earlier[-1]
    if not _CONTENT.search(rest):
        # "And?", "OK", "???": nothing else is asked.
        return last
    answer = short_answer(history[-1][1]) if history else ""
    if _AUX_THAT.match(rest) or _is_bare(rest):
        if rewritten := _ask_otherwise(rest, last, answer):
            return rewritten
    elif _is_fragment(rest) and (rewritten := _put_in_place(resolve(rest, earlier, answer), last)):
        return rewritten
    resolved = _count_what_was_counted(resolve(rest or stripped, earlier, answer), last)
    subject = subject_of(earlier, answer)
    names = {name.text.casefold() for name in find_names(resolved)}
    if resolved == rest and not names and subject:
        resolved = f"{resolved} ({subject})"
    elif resolved == rest and (rest == stripped or not names) and not subject:
        return f"{last} {question}"
    return f"{resolved[:1].upper()}{resolved[1:]}?"


def _opening_length(stripped: str) -> int:
    match = _OPENING.match(stripped)
    return match.end() if match and match.group().strip() else 0


def _is_bare(text: str) -> bool:
    """Say whether nothing but asking words is there: "Why?", "Since when?", "Why not?"."""
    return bool(re.fullmatch(rf"{ASKING}(?:\s+not|\s+exactly)?", text, re.IGNORECASE))


def _has_verb(text: str) -> bool:
    """Say whether the text is a clause, as far as rules can tell: it asks, or has an auxiliary, or tells one to do."""
    told = r"tell|describe|explain|give|show|name|list|compare|summari[sz]e|more (?:about|on)"
    return bool(re.search(rf"\b{AUXILIARY}\b|^{ASKING}\b|^(?:{told})\b", text, re.IGNORECASE))


def _is_fragment(text: str) -> bool:
    return not _has_verb(text) and len(text.split()) <= FRAGMENT_WORDS


def _is_place(text: str) -> bool:
    return is_country(text) or is_state(text)


def _content_count(text: str) -> int:
    return sum(word.casefold() not in _FUNCTION for word in _CONTENT.findall(text))


def _ask_otherwise(rest: str, last: str, answer: str) -> str:
    """Ask the last question with other asking words: "When was that?" after "Why did it rise?": "When did it rise?"."""
    asking = split_asking(rest)[0] or rest
    before, clause = split_asking(last)
    if not clause or asking.casefold() in ("who", "whom", "whose", "what", "which"):
        return ""
    if before.casefold() in ("who", "what", "which") and not re.match(rf"{AUXILIARY}\b", clause, re.IGNORECASE):
        # The asking word was the subject of its clause; the answer takes its place where it is one.
        subject = answer if before.casefold() == "who" and find_names(answer) else ""
        if before.casefold() == "what" and clause.casefold().startswith("happened"):
            return f"{_capital(asking)} did it happen{clause[len('happened') :]}?"
        return f"{_capital(asking)} was it that {subject or 'someone'} {clause}?" if before.casefold() == "who" else ""
    if before.casefold() == "who" and find_names(answer):
        match = re.match(rf"({AUXILIARY})\s+(?!{AUXILIARY})(\w+ed|elected|killed|chosen|born)\b", clause, re.IGNORECASE)
        if match:
            return f"{_capital(asking)} {match.group(1)} {answer} {clause[match.start(2) :]}?"
    thing = counted(last)
    if thing and clause.startswith(thing):
        match = re.match(rf"\s+({AUXILIARY})\s*", clause[len(thing) :], re.IGNORECASE)
        if match:
            return f"{_capital(asking)} {match.group(1)} {thing} {clause[len(thing) + match.end() :]}?".replace(
                " ?", "?"
            )
    if not before:
        clause = f"{clause[:1].lower()}{clause[1:]}"
    return f"{_capital(asking)} {clause}?"


def _put_in_place(fragment: str, last: str) -> str:
    """Put a fragment where it belongs in the last question: "in Iraq" for "in Syria", "the Pentagon" for a name."""
    body = last.strip().rstrip("?!. ")
    match = re.match(rf"({PREPOSITION})\s+(.+)", fragment, re.IGNORECASE)
    phrases = prepositional(body)
    if match:
        preposition, thing = match.group(1).lower(), match.group(2)
        fragment = f"{preposition} {thing}"
        dated = is_date(thing)
        same = [found for word, found in phrases if is_date(found.text) == dated and (dated or word == preposition)]
        if same and not dated:
            return f"{_replaced(body, same[-1], thing)}?"
        return _with_date(body, fragment) if dated else f"{body} {fragment}?"
    if is_date(fragment):
        relative = re.match(r"(?:last|this|next|yesterday|today|now)\b", fragment, re.IGNORECASE)
        return _with_date(body, fragment if relative else f"in {fragment}")
    head = fragment.split()[-1].casefold()
    found_head = re.search(rf"(?:\b[A-Z][\w’'-]*\s+)*\b{re.escape(head)}\b", body)
    if found_head and len(fragment.split()) > 1:
        return f"{_replaced(body, Phrase('', *found_head.span()), fragment)}?"
    bare = re.sub(r"^(?:the|a|an)\s+", "", fragment, flags=re.IGNORECASE)
    names = find_names(body)
    if not names or not (find_names(fragment) or find_names(bare.capitalize()) and not bare.islower()):
        return ""
    # Only a place takes the place of a place: "Hezbollah" that of Hamas in "Who leads Hamas in Gaza?".
    fitting = names if _is_place(bare) else [name for name in names if not in_place(body, name)] or names
    alike = [name for name in fitting if looks_personal(name.text) == looks_personal(bare)] or fitting
    place = alike[-1]
    with_the = with_article(body, place)
    if with_the.text.casefold() == f"the {place.text.casefold()}":
        place = with_the
    return f"{_replaced(body, place, fragment)}?"


def _count_what_was_counted(text: str, last: str) -> str:
    """Name what "How many are in Iraq?" counts: the last question's troops."""
    thing = counted(last)
    return _COUNTS_NOTHING.sub(lambda _: f"How many {thing}", text) if thing and _COUNTS_NOTHING.match(text) else text


def _with_date(body: str, words: str) -> str:
    """Return the question with these words for its date, or with them at its end.

    A year takes the place of a year, wherever that stands: "Who won the 2022 World Cup?", "And in 2018?".
    """
    year = re.fullmatch(r"in\s+((?:19|20)\d\d)", words)
    if year and (found := re.search(r"\b(?:19|20)\d\d\b", body)):
        return f"{_replaced(body, Phrase('', *found.span()), year[1])}?"
    dates = [found for _, found in prepositional(body) if is_date(found.text)]
    if not dates:
        bare = _BARE_DATE.search(body)
        return f"{_replaced(body, Phrase('', *bare.span()), words)}?" if bare else f"{body} {words}?"
    before = re.search(rf"{PREPOSITION}\s+$", body[: dates[-1].start], re.IGNORECASE)
    return f"{_replaced(body, Phrase('', before.start() if before else dates[-1].start, dates[-1].end), words)}?"


def _replaced(text: str, phrase: Phrase, words: str) -> str:
    return f"{text[: phrase.start]}{words}{text[phrase.end :]}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
