"""Whether a number or name of a claim stands in the right place: among the words that stand around it in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from assistant.chat.dates import without_dates
from assistant.chat.names import canonical, name_words, names_of, same_name, short_names
from assistant.lexical import query_terms
from assistant.question.numbers import Number, find_numbers
from assistant.question.places_of_numbers import placed_elsewhere

#: A word counts for less the further it stands from the number or name, on either side of the comparison.
DECAY = 0.35
#: A word on the other side of the number than in the claim ("in Syria there are 900") counts for so much.
OTHER_SIDE = 0.8
#: A name on the other side of its words is another part of the sentence: who elects is not who is elected.
NAME_OTHER_SIDE = 0.6
#: Another number, or name, must fit the claim's words so many times as well before the claim's own is called misplaced,
#: and by so much in all: by more for a name, whose sentence may be put in many ways. Chosen on lies and true sentences:
#: ``python -m benchmarks lying``.
MARGIN = 1.6
NAME_MARGIN = 1.3
LEAST_DIFFERENCE = 0.3
NAME_LEAST_DIFFERENCE = 0.8
#: Of a name that stands beside none of the claim's words anywhere, the less.
ALONE_LEAST_DIFFERENCE = 0.6
#: Two that the claim has both have changed places where a sentence fits them crossed so many times as well, and by so
#: much in all. Chosen on ``python -m benchmarks chat_sentences`` and ``lying``.
SWAP_MARGIN = 1.3
SWAP_LEAST_DIFFERENCE = 0.3
NAME_SWAP_LEAST_DIFFERENCE = 1.0
#: A name settles a number, and a number a name, when it stands so many times nearer to it, on its side of it.
TELLING_MARGIN = 1.55
TELLING_OTHER_SIDE = 0.5

_GOVERNMENTS = {
    "washington": "us", "moscow": "russia", "kremlin": "russia", "beijing": "china", "kyiv": "ukraine",
    "tehran": "iran", "london": "uk", "paris": "france", "berlin": "germany", "tokyo": "japan", "delhi": "india",
    "ankara": "turkey", "damascus": "syria", "baghdad": "iraq", "cairo": "egypt", "riyadh": "saudi", "seoul": "korea",
}  # fmt: skip
#: What says how exact a number is; it belongs to no place.
HEDGES = frozenset("about roughly some around nearly almost over than least approximately only".split())
#: A sentence of news names fewer; each is compared with each other, which takes minutes for a thousand.
MOST_VALUES = 20
_DEMONYM = re.compile(r"(?:i|ian|ish|ese|an|ch)$")
_WORD = re.compile(r"[^\W_][\w’'&.,-]*[^\W_]|[^\W_]")


#: A number, or the words of a name in ``canonical`` form.
Value = Number | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A number, or the words of a name, with the content words around it: stem -> signed distances in words.

    Those on either side are in order, nearest first.

    ``quality`` is whether a name says of which country something is: "Iraqi towns"; ``sentence`` the number of its
    sentence in the source.
    """

    value: Value
    around: Mapping[str, tuple[int, ...]]
    quality: bool = False
    sentence: int = 0


def misplaced(claim: str, sentences: Sequence[str]) -> str:
    """Return what is wrong, in words, when a number or name of the claim stands elsewhere in the source; else ""."""
    if any(len(slots_of(claim)) > MOST_VALUES for slots_of in (_numbers, _names)):
        return "it has more numbers or names than can be compared"
    elsewhere = placed_elsewhere(without_dates(claim), [without_dates(sentence) for sentence in sentences])
    if elsewhere:
        return f"the passage has {elsewhere} in another place"
    return (
        _misplaced(claim, sentences, _numbers)
        or _misplaced(claim, sentences, _names)
        or _swapped(claim, sentences, _numbers)
        or _swapped(claim, sentences, _names)
    )


def _misplaced(claim: str, sentences: Sequence[str], slots_of: Callable[[str], Iterable[_Slot]]) -> str:
    known = [replace(slot, sentence=place) for place, sentence in enumerate(sentences) for slot in slots_of(sentence)]
    claimed = list(slots_of(claim))
    names, numbers = _telling(claim)
    for slot in claimed:
        named = isinstance(slot.value, tuple)
        side, margin, least = (
            (NAME_OTHER_SIDE, NAME_MARGIN, NAME_LEAST_DIFFERENCE) if named else (OTHER_SIDE, MARGIN, LEAST_DIFFERENCE)
        )
        same = max((_fit(slot, other, side) for other in known if _equal(slot.value, other.value)), default=None)
        if same is None:
            # It is in what is known of the article, not in its words, or there under another form.
            continue
        others = [
            (_fit(slot, other, side), other)
            for other in known
            if _comparable(slot, other) and not any(_equal(said.value, other.value) for said in claimed)
        ]
        best, other = max(others, key=lambda pair: pair[0], default=(0.0, slot))
        if _told_apart(slot, other, known, numbers if named else names):
            continue
        if named and not same:
            least = ALONE_LEAST_DIFFERENCE
        if best > margin * same and best - same > least:
            return f"the passage has {_said(other.value)} where it has {_said(slot.value)}"
    return ""


def _swapped(claim: str, sentences: Sequence[str], slots_of: Callable[[str], Iterable[_Slot]]) -> str:
    """Return what is wrong, in words, when two of the claim's own stand in each other's place in a sentence; else "".

    ``_misplaced`` compares with what the claim has not: "Marsh was elected, defeating Iredale" has but its own names.
    """
    known = [list(slots_of(sentence)) for sentence in sentences]
    names, numbers = _telling(claim)
    for one, two in combinations(slots_of(claim), 2):
        if _equal(one.value, two.value) or not _may_swap(one, two):
            continue
        named = isinstance(one.value, tuple)
        side, least = (NAME_OTHER_SIDE, NAME_SWAP_LEAST_DIFFERENCE) if named else (OTHER_SIDE, SWAP_LEAST_DIFFERENCE)
        straight = crossed = 0.0
        for slots in known:
            ones = [slot for slot in slots if _equal(one.value, slot.value)]
            twos = [slot for slot in slots if _equal(two.value, slot.value)]
            telling = numbers if named else names
            if ones and twos and not (_is_told(one, ones, twos, telling) or _is_told(two, twos, ones, telling)):
                straight = max(straight, _best(one, ones, side) + _best(two, twos, side))
                crossed = max(crossed, _best(one, twos, side) + _best(two, ones, side))
        if crossed > SWAP_MARGIN * straight and crossed - straight >= least:
            return f"the passage has {_said(one.value)} and {_said(two.value)} the other way round"
    return ""


def _may_swap(one: _Slot, two: _Slot) -> bool:
    """Say whether two of a claim are of one kind; a quality may stand anywhere, "an Iraqi soldier"."""
    return _comparable(one, two) and not (one.quality or two.quality)


def _is_told(slot: _Slot, same: Sequence[_Slot], others: Sequence[_Slot], telling: Container[str]) -> bool:
    """Say whether the number nearest to a name, or the name nearest to a number, settles which of two it is.

    "Marsh won 47.7 percent and Iredale 52.3", where the source begins with Iredale.
    """
    nearest = min(_told_by(slot, telling), key=lambda pair: abs(pair[1]), default=None)
    if nearest is None:
        return False
    alone = replace(slot, around={nearest[0]: (nearest[1],)})
    return _best(alone, same, TELLING_OTHER_SIDE) > TELLING_MARGIN * _best(alone, others, TELLING_OTHER_SIDE)


def _telling(claim: str) -> tuple[set[str], set[str]]:
    """Return the stems of the names of a claim, and of its numbers."""
    names = {stem for word, _, _ in name_words(claim) for stem in query_terms(word)}
    numbers = {stem for number in find_numbers(claim) for stem in _stems(claim[number.start : number.end])}
    return names, numbers


def _best(slot: _Slot, others: Iterable[_Slot], side: float) -> float:
    return max(_fit(slot, other, side) for other in others)


def _told_apart(slot: _Slot, other: _Slot, known: Sequence[_Slot], telling: Container[str]) -> bool:
    """Say whether a name settles a number, or a number a name: "900 troops in Syria and 2,500 in Iraq".

    There, in one sentence, the second pair lacks the words that the first one has, and only each other tell them apart.
    """
    for stem, distance in _told_by(slot, telling):
        alone = replace(slot, around={stem: (distance,)})
        fits = [
            _fit(alone, found, TELLING_OTHER_SIDE)
            for found in known
            if found.sentence == other.sentence and _equal(slot.value, found.value)
        ]
        if max(fits, default=0.0) > TELLING_MARGIN * _fit(alone, other, TELLING_OTHER_SIDE):
            return True
    return False


def _told_by(slot: _Slot, telling: Container[str]) -> Iterable[tuple[str, int]]:
    """Return each telling word around a slot with its signed distance."""
    return ((stem, distance) for stem, found in slot.around.items() if stem in telling for distance in found)


def _fit(slot: _Slot, other: _Slot, other_side: float) -> float:
    total = 0.0
    for stem, distances in slot.around.items():
        elsewhere = other.around.get(stem, ())
        # The first on each side is the nearest: no other is worth more.
        nearest = {*elsewhere[:1], next((there for there in elsewhere if there > 0), elsewhere[0])} if elsewhere else ()
        for distance in distances:
            scores = [
                (1.0 if (distance > 0) == (there > 0) else other_side) / (1 + DECAY * (abs(there) - 1))
                for there in nearest
            ]
            total += max(scores, default=0.0) / (1 + DECAY * (abs(distance) - 1))
    return total


def _equal(value: Value, other: Value) -> bool:
    if isinstance(value, Number) or isinstance(other, Number):
        return isinstance(value, Number) and isinstance(other, Number) and value.agrees(other)
    return any(same_name(_government(word), _government(there)) for word in value for there in other)


def _government(word: str) -> str:
    """Return the country for the capital whose name stands for its government: "Washington keeps 900 troops"."""
    return _GOVERNMENTS.get(word, word)


def _comparable(slot: _Slot, other: _Slot) -> bool:
    """Say whether one could have been written for the other: dollars for dollars, a count for a count or a year."""
    if isinstance(slot.value, Number) and isinstance(other.value, Number):
        kinds = {slot.value.unit, other.value.unit}
        return len(kinds) == 1 or kinds == {"", "year"}
    # What ends as a quality may be a name, "Iran"; what does not is none.
    return slot.quality or not other.quality


def _numbers(text: str) -> list[_Slot]:
    blank = without_dates(text)
    return [_Slot(number, _around(text, number.start, number.end)) for number in find_numbers(blank)]


def _names(text: str) -> list[_Slot]:
    slots = []
    text = short_names(text)
    for name in names_of(text):
        words, said = tuple(canonical(word) for word, _, _ in name.words), text[name.start : name.end]
        # "US-led" is a quality.
        if not re.search(r"-[a-z]+$", said):
            quality = (
                len(words) == 1 and bool(_DEMONYM.search(words[0])) and text[name.end : name.end + 2].strip().islower()
            )
            slots.append(_Slot(words, _around(text, name.start, name.end), quality))
    return slots


def _around(text: str, start: int, end: int) -> dict[str, tuple[int, ...]]:
    matches = [match for match in _WORD.finditer(text) if match.group().casefold() not in HEDGES]
    before = [match.group() for match in reversed(matches) if match.end() <= start]
    after = [match.group() for match in matches if match.start() >= end]
    # The words next to it count whatever they are: "in Syria", "the Pentagon".
    found = [(f"={word.casefold()}", -1) for word in before[:1]] + [(f"={word.casefold()}", 1) for word in after[:1]]
    for side, words in ((-1, before), (1, after)):
        for distance, word in enumerate(words, start=1):
            found += [(stem, side * distance) for stem in _stems(word)]
    around: dict[str, tuple[int, ...]] = {}
    for stem, distance in found:
        around[stem] = (*around.get(stem, ()), distance)
    return around


@lru_cache(maxsize=10_000)
def _stems(word: str) -> tuple[str, ...]:
    """Return the content words in ``word``, "2,500" being the one word "2500"."""
    return tuple(query_terms(re.sub(r"(?<=\d),(?=\d)", "", word)))


def _said(value: Value) -> str:
    return (
        f"{value.unit if value.unit == '$' else ''}{value.value:,g}" if isinstance(value, Number) else " ".join(value)
    )
