"""Datelines: the place, agency and day with which a wire story begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.question.places import is_country, is_state
from ingest.dates import parse_date

#: Agencies whose datelines need no date and no capitals to be known by.
AGENCIES: Final = frozenset(
    {
        "AP", "The Associated Press", "Associated Press", "AFP", "UPI", "Reuters", "REUTERS",
        "Xinhua", "dpa", "DPA", "ANSA", "TASS", "Interfax", "Kyodo", "Kyodo News", "Yonhap", "PTI", "ANI", "IANS",
        "EFE", "AAP", "PA", "CP", "The Canadian Press", "CNN", "BBC", "Bloomberg", "SPX", "Sputnik", "RIA Novosti",
        "RFE/RL", "KUNA", "WAM", "SANA", "IRNA", "Anadolu", "AA", "Ukrinform", "Bernama", "Antara", "Tanjug", "PAP",
        "CTK", "VOA",
        "SANews", "NAN", "APP", "BSS", "CNA", "KCNA", "UPI.com", "States Newsroom", "KFF Health News", "StatePoint",
        "Thomson Reuters Foundation",
    }
)  # fmt: skip
#: A line that begins with a longer place is prose.
LONGEST_PLACE: Final = 60

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀČĎĐĒĞĪİŁŃŌŚŞŠŽ]"
_WORD = rf"{_CAPITAL}[\w.'’-]*"
_PLACE = (
    rf"(?P<place>{_WORD}(?:(?:, ?|/| )(?:(?:de|da|do|del|der|la|al|el|of|the|and|on|aboard) ){{0,2}}{_WORD}){{0,8}})"
)
_MONTH = (
    r"(?:(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\.?"
    r"|(?i:January|February|March|April|August|September|October|November|December))"
)
_DAY = rf"(?P<day>(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}})"
_AGENCY = r"\((?P<agency>[A-Za-z][\w./ &'-]{1,30})\)"
_DASH = r"(?P<dash>--|[-–—―])"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE},? ?{_AGENCY},?(?: {_DAY})?(?: ?{_DASH} *(?P<rest>.*))?",  # Baghdad (AFP) Jan 24, 2024 -
        rf"{_PLACE},? {_DAY},? ?{_AGENCY}(?: ?{_DASH} *(?P<rest>.*))?",  # LONDON, Jan 24 (Reuters) -
        rf"(?:{_DAY} )?{_AGENCY} ?{_DASH} *(?P<rest>.*)",  # Jan 24 (Reuters) - Text
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says: the agency as written, the day as ISO 8601 when it has a year, and the words after it.

    ``rest`` is empty for a dateline on a line of its own.
    """

    source: str
    published: str | None
    rest: str


def read_dateline(line: str) -> Dateline | None:
    """Return the dateline with which ``line`` begins, or None when it begins with none.

    An agency in parentheses is needed, and after it a dash or a date. One that is not in ``AGENCIES`` needs a date or a
    place in capitals besides, and is no country or state: "Usain Bolt (JAM) - 9.58" is no dateline, nor is "Paris
    (France), January 24, 2024 – Text". A dash is needed before text on the same line.
    """
    line = line.strip()
    if "(" not in line[: LONGEST_PLACE + 20]:
        return None
    for form in _FORMS:
        match = form.fullmatch(line)
        if match and _is_dateline(match.groupdict()):
            day = match["day"] or ""
            return Dateline(source=match["agency"], published=parse_date(day), rest=match["rest"] or "")
    return None


def _is_dateline(parts: dict[str, str | None]) -> bool:
    place, agency = parts.get("place") or "", parts["agency"] or ""
    if len(place) > LONGEST_PLACE or not (parts["day"] or parts["dash"]):
        return False
    if agency in AGENCIES:
        return True
    if is_country(agency) or is_state(agency):
        return False
    is_in_capitals = place.isupper() and agency.isupper() and len(agency) > 1
    return bool(place) and agency[0].isupper() and (parts["day"] is not None or is_in_capitals)
