"""What the pronouns of a follow-up stand for: a name of an earlier question or answer. Rules, no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.phrases import (
    ASKING,
    AUXILIARY,
    PREPOSITION,
    WHERE,
    Phrase,
    counted,
    find_names,
    in_place,
    looks_personal,
    prepositional,
    split_asking,
    with_article,
)
from assistant.question.topic import topic_of

#: An answer of at most so many words is taken for the thing itself, a longer one for a sentence about it.
SHORT_ANSWER_WORDS = 8
#: In the second half of a question with so many words or more, "it" and "that" are clear from its first.
LONG_WORDS = 12

_PERSON = re.compile(r"\b(he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
_THING = re.compile(r"\b(it|its|itself)\b", re.IGNORECASE)
_MANY = re.compile(r"\b(they|them|their|theirs|themselves)\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|does|did|will|would|can|could)\s+it\s+(?:true|possible|likely|legal|safe|rain|snow"
    r"|(?:take|cost|mean)\s+to)\b"
    r"|\bwhat\s+time\s+is\s+it\b|\bit\s+(?:is|was|takes?|costs?)\s+(?:\w+\s+)?(?:to|that)\b|\bmake\s+it\b",
    re.IGNORECASE,
)
#: What a question asks for, and its place: "the unemployment rate" and "in Germany".
_ASKED_FOR = re.compile(
    rf"^(?:what|how\s+\w+)\s+(?:is|are|was|were)\s+((?:the|an?)\s+(?:(?!{AUXILIARY}\b|\w+ed\b)[\w-]+\s+){{1,6}}?)({WHERE}\s+.+)",
    re.IGNORECASE,
)
THERE = re.compile(rf"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bthere\b(?!\s+{AUXILIARY})", re.IGNORECASE)


def resolve(text: str, earlier: Sequence[str], answer: str) -> str:
    """Return the text with its pronouns replaced by what they stand for, as far as that is found.

    One at a time: after "Did Zappa say", the next "he" is clear.
    """
    for pronoun in find_pronouns(text):
        # The text before a pronoun grows with each replacement; what follows it does not.
        match = next(
            (found for found in find_pronouns(text) if text[found.end() :] == pronoun.string[pronoun.end() :]), None
        )
        if match is None or not points_out(match, text, find_names(text)):
            continue
        word = match.group().casefold()
        found = _asked_for(earlier[-1], text) if word in ("it", "they", "them") else ""
        found = found or _antecedent(word, earlier, answer)
        follows = re.match(rf"\s+(?!{PREPOSITION}\b|{AUXILIARY}\b|{ASKING}\b|and\b|or\b)\w", text[match.end() :], re.I)
        if found and (word in ("his", "their", "its", "hers", "theirs") or (word == "her" and follows)):
            found += "’" if found.endswith("s") else "’s"
        text = f"{text[: match.start()]}{found or match.group()}{text[match.end() :]}"
    places = (found.text for turn in reversed(earlier) for _, found in prepositional(turn) if find_names(found.text))
    place = next(places, "")
    return THERE.sub(lambda _: f"in {place}", text) if place else text


def subject_of(earlier: Sequence[str], answer: str) -> str:
    """Return what the conversation is about: the topic or names of the last question that has any, or the answer's."""
    for turn in reversed(earlier):
        if topic := _topic(turn):
            return topic
        if names := find_names(turn):
            return ", ".join(dict.fromkeys(_fullest(name.text, earlier) for name in names))
    return ", ".join(name.text for name in find_names(answer))


def _topic(turn: str) -> str:
    """Return the topic that a question asks all about, with an article where it is no name; "" for other questions."""
    topic = topic_of(turn) or ""
    # What an earlier rewriting put in brackets stays: "the ferry (Sarnovia)".
    topic += ")" * (topic.count("(") - topic.count(")"))
    named = find_names(topic) or re.match(r"(?:the|an?|this|that|my|our)\b", topic, re.IGNORECASE)
    return topic if named or not topic else f"the {topic}"


def short_answer(answer: str) -> str:
    """Return the answer itself: what is bold at its start, or all of it where it is short; else ""."""
    bold = re.match(r"\*\*(.+?)\*\*", answer.strip())
    plain = re.sub(r"\\(.)", r"\1", bold.group(1) if bold else answer).strip().rstrip(".")
    return plain if len(plain.split()) <= SHORT_ANSWER_WORDS else ""


def find_pronouns(text: str) -> list[re.Match[str]]:
    """Return the personal pronouns of a question, "it" only where it stands for something."""
    things = [] if _EXPLETIVE.search(text) else list(_THING.finditer(text))
    found = [*_PERSON.finditer(text), *things, *_MANY.finditer(text)]
    # "Zheng He" is a name.
    return [match for match in found if match.start() == 0 or match.group().islower()]


def points_out(pronoun: re.Match[str], text: str, names: Sequence[Phrase]) -> bool:
    """Say whether the pronoun stands for something outside its question.

    Not after a name ("Did Zappa say he would…"), nor after the one that is asked for ("Which state changed its law?").
    "Did France support him?" and "Who hosted it?" do: the object of a verb is not its subject.
    """
    word = pronoun.group().casefold()
    before = text[: pronoun.start()]
    if is_late(pronoun.start(), text):
        return False
    if any(name.end <= pronoun.start() for name in names):
        return word in ("him", "them") and pronoun.end() >= len(text) - 1
    if names and re.match(rf"(?:besides|despite|{PREPOSITION})\b", text, re.IGNORECASE):
        return False
    asked = re.match(r"(who|which|what|how many)\b", before, re.IGNORECASE)
    at_end = not text[pronoun.end() :].strip(" ?!.")
    if asked is None or at_end or re.search(rf"\b{AUXILIARY}\s+$", before, re.IGNORECASE):
        return True
    said = re.sub(
        rf"\b(?:{AUXILIARY}|{PREPOSITION}|the|a|an|this)\b", " ", before[asked.end() :], flags=re.IGNORECASE
    ).split()
    if asked.group().casefold() == "who":
        return not said or word not in ("he", "she", "they", "it")
    return len(said) < 2


def is_late(place: int, text: str) -> bool:
    """Say whether a place is far into a long question, or in its second sentence: by then its subject is clear."""
    before = text[:place]
    return bool(re.search(r"[.!?]\s", before)) or (
        len(text.split()) >= LONG_WORDS and len(before.split()) >= LONG_WORDS // 2
    )


def _antecedent(pronoun: str, earlier: Sequence[str], answer: str) -> str:
    """Return what a pronoun stands for: a name of the last question that fits, or of its answer, or of one before."""
    personal = bool(_PERSON.fullmatch(pronoun))
    last = earlier[-1]
    topic = _topic(last)
    named = any(name.text == topic for name in find_names(topic))
    if topic and (named and looks_personal(topic)) == personal:
        return topic
    if personal and split_asking(last)[0].casefold() in ("who", "whom", "which", "what"):
        people = [name.text for name in find_names(answer) if looks_personal(name.text)]
        if people:
            return people[0]
    if _MANY.fullmatch(pronoun) and counted(last):
        return counted(last)
    for turn in reversed(earlier):
        names = find_names(turn)
        if personal:
            names = [name for name in names if looks_personal(name.text) and not in_place(turn, name)]
        if names:
            whole = _fullest(names[0].text, earlier)
            return whole if personal or whole != names[0].text else with_article(turn, names[0]).text
    return ""


def _asked_for(last: str, text: str) -> str:
    """Return what the last question asks the value of, with its place unless ``text`` names another; "" for none.

    "What was it last year?" after "What is the unemployment rate in Germany?" asks of the rate, not of Germany.
    """
    match = _ASKED_FOR.match(last.strip().rstrip("?!. "))
    if match is None or find_names(match[1]) or not find_names(match[2]):
        return ""
    moved = any(in_place(text, name) for name in find_names(text))
    return match[1].strip() if moved else f"{match[1]}{match[2]}"


def _fullest(name: str, earlier: Sequence[str]) -> str:
    """Return the longer form of a name where one was used before: "Thomas A. Hendricks" for "Hendricks"."""
    words = set(name.split())
    known = [found.text for turn in earlier for found in find_names(turn)]
    return next((longer for longer in known if words < set(longer.split())), name)
