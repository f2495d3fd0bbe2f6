"""Plain text that holds one article, or several wire stories one after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from typing import Final

from ingest.clean import clean_text, is_boilerplate, normalised
from ingest.datelines import read_dateline
from ingest.dates import parse_date, read_date_line
from ingest.lines import Lines
from ingest.urls import is_url

#: A headline has more characters than this only by mistake, and fewer words than this is a section's name.
LONGEST_HEADLINE: Final = 160
#: What a header gives as the date is a sentence when it is longer.
LONGEST_DATE: Final = 60
FEWEST_HEADLINE_WORDS: Final = 3
#: From so many words on a name that ends with a full stop is a sentence.
FEWEST_SENTENCE_WORDS: Final = 5
#: What ends every story of spacedaily.com and its sisters, and stands nowhere else.
_END_OF_STORY: Final = re.compile(r"subscribe free to our daily newsletters ?\|?", re.IGNORECASE)
_ENDS_SENTENCE: Final = re.compile(r"(?:(?<!\.\.)[.]|[:;,—–-])[\"'”’)\]]*$")
#: "… troops to leave U.S." ends with an abbreviation, not with a sentence.
_ENDS_ABBREVIATION: Final = re.compile(r"\b(?:[A-Z]\.){2,}$|\b(?:Inc|Corp|Co|Jr|Sr|St|Ltd|vs)\.$")
_PERSON = r"[A-Z][\w.'’-]*(?: (?:[a-z]{1,3} )?[A-Z][\w.'’-]*){1,4}"
_DESK = r"(?:,? .{0,60}(?:[Ww]riter|[Cc]orrespondent|[Ee]ditor|[Rr]eporter|Press|Reuters|AP|AFP|UPI))?"
_BYLINE: Final = re.compile(rf"[Bb][Yy] ({_PERSON}(?:(?:,? and |, | & ){_PERSON}){{0,4}}){_DESK}")
_HEADER: Final = re.compile(
    r"(title|headline|source|outlet|author|byline|by|date|published|url|link):\s*(.*)", re.IGNORECASE
)
_HEADER_FIELDS: Final = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "outlet": "source",
    "author": "author",
    "byline": "author",
    "by": "author",
    "date": "published",
    "published": "published",
    "url": "url",
    "link": "url",
}


@dataclass(frozen=True, slots=True)
class Story:
    """One story of a text: its own words, and what its header, headline, byline and dateline say of it.

    ``published`` is an ISO 8601 date or date-time, or None; ``no_date`` is what a header gives as the date and is none.
    What is unknown is an empty string.
    """

    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    no_date: str = ""


def split_stories(text: str) -> Iterator[Story]:
    """Yield the stories of a text in order, cleaned; none when it holds no words.

    A new story begins at a headline with a dateline below it ("Baghdad (AFP) Jan 24, 2024 -" on a line of its own, or
    "LONDON, Jan 24 (Reuters) - Text"), at a dateline on a line of its own, or after the last line of another
    ("Subscribe Free To Our Daily Newsletters"). Datelines inside a paragraph, and those below no headline, begin none.
    A dateline on a line of its own becomes the story's metadata; one that a paragraph begins with stays in the text.
    """
    lines = Lines(normalised(text))
    for start, end in pairwise(chain(_find_starts(lines), (len(lines),))):
        story = _read_story(Lines(lines.text(start, end)))
        if any(character.isalnum() for character in story.text):
            yield story


def is_headline(line: str) -> bool:
    """Say whether a line may be a headline: short, more than one word, and no sentence, byline or site furniture."""
    if (
        not line
        or len(line) > LONGEST_HEADLINE
        or " " not in line
        or not any(character.isalpha() for character in line)
    ):
        return False
    if _ENDS_SENTENCE.search(line) and not _ENDS_ABBREVIATION.search(line):
        return False
    return not (is_boilerplate(line) or _BYLINE.fullmatch(line) or read_dateline(line))


def _find_starts(lines: Lines) -> Iterator[int]:
    """Yield the numbers of the lines at which stories begin; the first is always 0."""
    first, body = 0, _find_body(lines, 0)
    yield first
    after_end = False
    for number, line in enumerate(lines):
        if not line or is_boilerplate(line):
            after_end = after_end or _END_OF_STORY.fullmatch(line) is not None
            continue
        is_start = after_end or _begins_header(lines, number)
        start = number if is_start else _start_above_dateline(lines, number, first)
        after_end = False
        if start is not None and body < start:
            first, body = start, _find_body(lines, start)
            yield first


def _begins_header(lines: Lines, number: int) -> bool:
    """Whether a block of header lines begins here: a title, and another header line directly below it."""
    if _read_header(lines[number]).keys() != {"title"} or number + 1 == len(lines):
        return False
    return bool(_read_header(lines[number + 1]))


def _start_above_dateline(lines: Lines, number: int, first: int) -> int | None:
    """Return where the story of a dateline at this line begins; None when it begins none, or that from ``first``."""
    dateline = read_dateline(lines[number])
    if dateline is None:
        return None
    above = [place for place in range(number - 1, max(first, number - 6) - 1, -1) if lines[place]]
    if above and _BYLINE.fullmatch(lines[above[0]]):
        above.pop(0)
    headline = above[0] if above and is_headline(lines[above[0]]) else None
    if not dateline.rest and headline is None:
        before = list(islice((line for line in map(lines.__getitem__, range(first, number)) if line), 2))
        return None if len(before) == 1 and len(before[0]) <= LONGEST_HEADLINE else number
    if not dateline.rest:
        return headline
    if headline is None or len(lines[headline].split()) < FEWEST_HEADLINE_WORDS:
        return None
    return headline if _is_whole(map(lines.__getitem__, range(first, headline))) else None


def _is_whole(lines: Iterable[str]) -> bool:
    """Whether these lines are a story, and not the points that some papers set above one."""
    return any(len(line) > LONGEST_HEADLINE or read_dateline(line) for line in lines)


def _find_body(lines: Lines, first: int) -> int:
    """Return the number of the first line of a story's own words, above which it cannot end; past the last for none.

    The story begins at ``first``; its headline, byline, header and furniture are not its own words.
    """
    numbers = range(first, len(lines))
    return next((number for number in numbers if not _is_of_heading(lines[number])), len(lines))


def _is_of_heading(line: str) -> bool:
    return " " not in line or is_headline(line) or is_boilerplate(line) or _is_about(line)


def _is_about(line: str) -> bool:
    """Whether the line tells of the story: who wrote it, when, or a header line."""
    return bool(_BYLINE.fullmatch(line) or _read_header(line) or read_date_line(line))


def _read_story(lines: Lines) -> Story:
    story = Story(text="")
    changed: str | None = None  # when the story was changed, which dates one that does not say when it was published
    kept: list[str] = []  # lines of the heading that belong to the text: what stands above the headline, and the deck
    is_titled = False
    body = len(lines)
    for number, line in enumerate(lines):
        if not line or is_boilerplate(line):
            continue
        dateline = read_dateline(line)
        if dateline:
            # What a header states is no guess.
            story = replace(
                story, source=story.source or dateline.source, published=story.published or dateline.published
            )
            body = number if dateline.rest else number + 1
            break
        if header := _read_header(line):
            story = replace(story, **header)
            is_titled = is_titled or bool(header.get("title"))
        elif day := read_date_line(line):
            if day.is_later:
                changed = changed or day.published
            else:
                story = replace(story, published=story.published or day.published)
        elif not story.author and (byline := _BYLINE.fullmatch(line)):
            story = replace(story, author=byline[1])
        elif _is_title(lines, number) and is_titled:
            kept += [line, ""]
        elif _is_title(lines, number):
            kept += [story.title, ""] if story.title else []
            story = replace(story, title=line)
            is_titled = len(line.split()) >= FEWEST_HEADLINE_WORDS
        else:
            body = number
            break
    text = clean_text("\n".join([*kept, lines.text(body)]))
    return replace(story, text=text or story.title, published=story.published or changed)


def _is_title(lines: Lines, number: int) -> bool:
    """Whether the line is a headline above something: a blank line, a longer line, or more of its heading."""
    line = lines[number]
    if number + 1 >= len(lines) or len(line) > LONGEST_HEADLINE:
        return False
    below = lines[number + 1]
    dateline = read_dateline(below)
    if dateline and not dateline.rest:
        return True  # nothing but a headline stands between a story's beginning and its dateline, full stop or not
    return is_headline(line) and (not below or len(below) > len(line) or _is_about(below) or dateline is not None)


def _read_header(line: str) -> dict[str, str]:
    """Return what a header line ("Source: AFP") says, by the name of the story's field; empty when it is none."""
    match = _HEADER.fullmatch(line)
    if not match:
        return {}
    field, value = _HEADER_FIELDS[match[1].lower()], match[2]
    if field == "published":
        published = parse_date(value)
        if published:
            return {field: published}
        # Without a figure it is prose: "Date: to be announced".
        return {"no_date": value} if any(map(str.isdecimal, value)) and len(value) <= LONGEST_DATE else {}
    if len(value) > LONGEST_HEADLINE or (field == "url" and not is_url(value)):
        return {}
    is_sentence = value.endswith((".", "!", "?")) and len(value.split()) >= FEWEST_SENTENCE_WORDS
    if field in ("source", "author") and is_sentence:
        return {}  # "Source: police said the driver fled."
    return {field: value}
