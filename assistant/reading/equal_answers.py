"""Tell which short answers say the same: "900", "some 900 troops" and "nine hundred"; "Biden" and "President Biden".

An answer's key is its words with what does not change what it says taken away; equal keys are equal answers, and a key
whose words all stand at an end of another is the same answer said more shortly.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.question.places import OTHER_PLACE

_DASHES = re.compile(r"[‐‑‒–—−]")
_FRACTION = re.compile(r"(?<!\d)(\d{0,20})([¼½¾])")
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s|$)")
_HEDGES = re.compile(
    r"^(?:us(?=\$)|(?:about|around|some|roughly|nearly|almost|approximately|more than|less than|fewer than|over|under"
    r"|at least|at most|up to|an estimated|estimated|just|only|exactly|as many as|as much as|close to|the|a|an|in|on|at"
    r"|by|from|of|its|his|her|their|our)\s+)"
)
_TITLES = re.compile(
    r"^(?:(?:former|then|acting|late|u\.?s\.?|british|french|russian|ukrainian|israeli|iraqi|chinese)\s+)*"
    r"(?:president(?:-elect)?|vice president|prime minister|chancellor|secretary of state|defen[cs]e secretary"
    r"|foreign minister|minister|senator|sen|representative|rep|governor|gov|mayor|judge|pope|gen|lieutenant|lt|captain"
    r"|capt|colonel|col|doctor|dr|mr|mrs|ms|sir|lord|lady|dame)\.?\s+(?=\w)"
)
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "dozen": 12, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
#: A single letter counts only at its figure: "900 m" are metres.
_LETTERS = {"k": " thousand", "m": " million", "b": " billion"}
_LETTER = re.compile(r"(?<=\d)[kmb]\b")
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_TOKEN = re.compile(r"(?<!\S)-(?=[$€£]?\d)|[$€£]|\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+|%")
_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct"
        "|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_DATE_FORMS = (
    re.compile(_WEEKDAY + r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?$"),
    re.compile(_WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>[a-z]{3,9})\.?(?:,? (?P<year>\d{4}))?$"),
)

#: From here on a float does not tell one whole number from the next; a longer row of digits is compared as it stands.
_EXACT = 1e15
_LONGEST_DIGITS = 20

Key = tuple[str, ...]


def answer_key(text: str) -> Key:
    """Return the words by which a short answer is compared; empty for one of punctuation alone.

    Lower case, without accents, hedges, titles and possessives; numbers in digits ("2.5 million" is "2500000"), a
    percentage with "%", a day as "01-23" or "2024-01-23".
    """
    plain = _FRACTION.sub(lambda found: str(int(found[1] or 0) + unicodedata.numeric(found[2])), text.casefold())
    plain = _DASHES.sub("-", unicodedata.normalize("NFKD", plain))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = _POSSESSIVE.sub("", plain).strip(" \t\n\"'“”‘’.,;:!?()[]")
    before = None
    while plain != before:
        before = plain
        plain = _HEDGES.sub("", plain)
        plain = _TITLES.sub("", plain)
    plain = _LETTER.sub(lambda letter: _LETTERS[letter.group()], plain)
    return _date_key(plain) or tuple(_with_numbers(_TOKEN.findall(plain)))


def same_answer(one: Key, other: Key) -> bool:
    """Say whether two keys are one answer: equal, a name and a part of it, or a number and the number with its noun.

    A day is the same with its year and without, a thing in singular and plural. That may join two answers to a third
    that are not each other's.
    """
    if one == other or _singular(one) == _singular(other):
        return bool(one)
    if len(one) == len(other) == 1 and _without_year(one[0]) == _without_year(other[0]):
        return _DAY.fullmatch(one[0]) is not None or _DAY.fullmatch(other[0]) is not None
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    numbers = [word for word in long if is_number(word)]
    if numbers or any(map(is_number, short)):
        # "900" and "900 troops", but neither "900" and "900 %" nor "10" and "10-15".
        rest = long[len(short) :]
        alike = long[: len(short)] == short and is_number(short[-1])
        return alike and not set(rest) & _CHANGING and not any(map(is_number, rest))
    if set(long) & _CHANGING_NAMES != set(short) & _CHANGING_NAMES or len(long) > len(short) + 3:
        return False
    if long[-len(short) :] == short:
        return long[-len(short) - 1] not in _OF_WHAT
    return long[: len(short)] == short and long[-1] not in _NAMED_AFTER_PLACES


def is_number(word: str) -> bool:
    """Say whether a word of a key is a number."""
    return word.removeprefix("-")[:1].isdigit()


#: Words that make a longer answer another one: "50 %" is not "50", two thirds not two, "Iraq and Syria" not "Syria".
_CHANGING = frozenset("% and or to not half halves third thirds quarter quarters fifth fifths tenth tenths".split())
#: South Sudan is not Sudan, nor New Mexico Mexico; the Bank of America is not America, nor The New York Times New York.
_CHANGING_NAMES = _CHANGING | OTHER_PLACE
_OF_WHAT = frozenset(("of", "for"))
_NAMED_AFTER_PLACES = frozenset("times post journal herald tribune department county bank exchange".split())
_DAY = re.compile(r"\d\d-\d\d")


def _singular(key: Key) -> Key:
    """Return a key without the "s" of its last word: "birth control pill(s)"."""
    *first, last = key or ("",)
    plural = len(last) > 3 and last.endswith("s") and not last.endswith("ss") and last not in _NAMED_AFTER_PLACES
    return (*first, last[:-1]) if plural else key


def _without_year(word: str) -> str:
    return re.sub(r"^\d{4}-(?=\d\d-\d\d$)", "", word)


def _date_key(plain: str) -> Key:
    for form in _DATE_FORMS:
        found = form.match(plain)
        month = _MONTHS.get(found["month"]) if found else None
        if found and month:
            day = f"{month:02}-{int(found['day']):02}"
            return (f"{found['year']}-{day}",) if found["year"] else (day,)
    return ()


def _with_numbers(words: list[str]) -> list[str]:
    """Return the words with every run of number words as one number in digits, and "percent" as "%"."""
    out: list[str] = []
    place, sign = 0, ""
    while place < len(words):
        value, length = _number_at(words, place)
        if length:
            out.append(sign + _digits(value))
            place, sign = place + length, ""
            continue
        word = words[place]
        if word == "-":
            place, sign = place + 1, "-"
            continue
        if word in ("percent", "pct"):
            word = "%"
        elif word == "per" and words[place + 1 : place + 2] == ["cent"]:
            word, place = "%", place + 1
        if word not in ("the", "a", "an"):
            out.append(word)
        place += 1
    return out


def _number_at(words: list[str], place: int) -> tuple[float, int]:
    """Return the number that stands in ``words`` from ``place`` on and how many words it takes; 0 words for none."""
    total, current, taken = 0.0, 0.0, 0
    while place + taken < len(words):
        word = words[place + taken]
        after_digits = bool(taken and _DIGITS.fullmatch(words[place + taken - 1]))
        if _DIGITS.fullmatch(word) and not taken and len(word) <= _LONGEST_DIGITS:
            current = float(word.replace(",", ""))
        elif word in _SCALES and len(word) > 2 and not taken:
            current = float(_SCALES[word])  # "a hundred"
        elif word in _UNITS and (not taken or (current % 10 == 0 and not after_digits)):
            current += _UNITS[word]
        elif word in _SCALES and taken and (len(word) > 2 or after_digits):
            scale = _SCALES[word]
            current *= scale
            if scale >= 1_000:
                total, current = total + current, 0.0
        elif (
            word == "and"
            and taken
            and words[place + taken + 1 : place + taken + 3] in (["a", "half"], ["a", "quarter"])
        ):
            # "Five and a quarter"; "a" and the fraction are taken with it.
            current += (0.5 if words[place + taken + 2] == "half" else 0.25) * _SCALES.get(words[place + taken - 1], 1)
            taken += 2
        elif (
            word == "and"
            and taken
            and words[place + taken + 1 : place + taken + 2][:1]
            and (words[place + taken + 1] in _UNITS and words[place + taken - 1] == "hundred")
        ):
            pass
        else:
            break
        taken += 1
    return total + current, taken


def _digits(value: float) -> str:
    if value >= _EXACT:
        return str(value)
    value = round(value, 6)  # 4.1 times a thousand million is not quite 4,100 million.
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")
