"""Clean text: one form for every character and line, and no site furniture. ``clean_text`` changes nothing twice."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, takewhile
from typing import Final

from ingest.lines import Lines

_NEWLINE: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Controls, soft hyphens, zero-width and bidirectional-override characters, tag characters (which hide text from people
#: but not from models), surrogates without their other half (which no file can store) and non-characters.
_HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
_INVISIBLE: Final = re.compile(f"[{_HIDDEN}]")
_SPACES: Final = re.compile(r"[^\S\n]+")
#: Characters normalised in one step: replacing makes a string of all that stands between two of what it replaces.
_BLOCK: Final = 65_536
#: The end of a word before a space, where a text can be cut without a difference to what becomes of either part.
_CUT: Final = re.compile(rf"[^\s{_HIDDEN}](?=[^\S{_HIDDEN}])")

#: A line longer than this is prose, whatever it says.
LONGEST_BOILERPLATE: Final = 250

_NEWSLETTER = (
    r"(?:news ?letters?|daily digest|e-?mail list|mailing list|inbox|news alerts?|push alerts?|whatsapp channel)"
)
_NETWORK = (
    r"(?:twitter|x|facebook|instagram|threads|tiktok|linkedin|youtube|telegram|flipboard|bluesky|whatsapp|mastodon)"
)
_AGENCY = (
    r"(?:AP|AFP|UPI|EPA|Reuters|REUTERS|Getty(?: Images)?|Shutterstock|Bloomberg|Xinhua|Anadolu|Alamy|iStock"
    r"|USA TODAY Sports)"
)
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}"

#: Whole lines that belong to a site and not to a story, without regard to case. Each is anchored at both ends. Where
#: from: the wire dumps of spacedaily.com and its sisters (the seed file), the lines that more than ten articles of
#: RealTimeQA share (USA TODAY, CNN, The Week), and what trafilatura lets through on the 181 pages of scrapinghub's
#: benchmark.
_LINES: Final = (
    # spacedaily.com, spacewar.com, terradaily.com …: the block below every story
    r"related links",
    r"[\w ,.&'’/-]{2,60} - suppliers and technology",
    r"subscribe free to our daily newsletters ?\|?",
    r"thanks for being (?:t)?here;?",
    r"we need your help\. the .{3,40} news network continues to grow.{0,120}",
    r"with the rise of ad blockers, and facebook - our traditional revenue sources.{0,150}",
    r"our news coverage takes time and effort to publish 365 days a year\.?",
    r"if you find our news site informative and useful then please consider becoming.{0,150}",
    r"\w+daily (?:contributor|monthly supporter)",
    r"\$\d+(?:\.\d\d)? ?\+? billed (?:once|monthly)",
    r"paypal only",
    # headings of link lists
    (r"(?:related|recommended|popular|trending|top|more|latest) (?:links?|articles?|stories|coverage|topics?|"
     r"content|news|posts|reading|videos?):?"),
    r"(?:most|must) (?:read|popular|viewed|watched|shared)",
    r"trending(?: now)?",
    r"recommended(?: for you)?",
    r"editors?['’]s? picks?",
    r"you (?:may|might) (?:also )?(?:like|be interested in):?",
    r"(?:more )?from (?:around )?the web",
    r"more (?:on|from) this (?:story|topic)",
    r"(?:up|read|watch) next",
    r"keep (?:scrolling|reading)",
    r"continue reading(?: below)?",
    r"in case you missed it:?",
    # links in mid-story
    r"(?:read|see|learn|find out) more(?: here| ?>+)?[.!]?",
    r"(?:click )?here for more[.!]?",
    (r"(?:(?:read|see|learn|find out) more|read next|see also|also read|read also|related|recommended|"
     r"don['’]t miss|dig deeper|go deeper)(?: ?\||:) .{2,160}"),
    r"(?:watch|more): .{2,150}[^.]",
    r"click (?:here|on (?:this|the) link|the link below)\b.{0,140}",
    r"unable to view our graphics\?.{0,60}",
    r"check your local forecast here\W*",
    # advertising
    r"(?:advertisements?|advertorial|sponsored(?: content)?|paid (?:post|content)|promoted(?: content| stories)?)\W*",
    (r"(?:story|article|scroll|content)(?: continues)? (?:below|after|to continue)(?: this)?(?: "
     r"(?:advertisement|ad))?[.:]?"),
    r"(?:advertisement|ad)\W{1,3}(?:scroll|story continues|content continues|continue reading).{0,60}",
    r"scroll to continue.{0,40}",
    r"how relevant is this ad to you\?",
    r"video player was slow to load content.{0,200}",
    r"(?:—|-|–)? ?recommendations are independently chosen by .{3,150}",
    r"prices were accurate at the time this article was published.{0,60}",
    # newsletters and subscriptions
    (rf"(?:[^.]{{0,80}}[:?!.] ?)?(?:please )?sign[ -]?up (?:here )?(?:for|to|now|"
     rf"today)\b.{{0,120}}\b{_NEWSLETTER}\b.{{0,120}}"),
    rf"get .{{2,80}}\b{_NEWSLETTER}\b.{{0,160}}",
    rf"(?:to get|want|like) .{{2,120}}\b{_NEWSLETTER}\b,? ?(?:sign up|subscribe|click).{{0,80}}",
    (rf"(?:[^.]{{0,80}}[:?!.] ?)?subscribe (?:now|today|here|(?:free )?to .{{2,80}}\b(?:{_NEWSLETTER}|channel|"
     rf"podcasts?|feed|today|now|here|free)\b).{{0,80}}"),
    rf"(?:join|enter|enjoy) (?:our|the|your) .{{0,60}}{_NEWSLETTER}.{{0,60}}",
    r"sign up here[.!]?",
    r"(?:log|sign) in(?: or (?:register|subscribe|sign up))?",
    r"support (?:local|independent|quality|our|real) journalism\b.{0,120}",
    (r"(?:this (?:article|content|story)|these articles) (?:is|are) (?:only available to|for) "
     r".{0,40}subscribers(?: only)?\..{0,60}"),
    r"thank(?:s| you) for (?:reading|visiting|subscribing|supporting our journalism)\b.{0,160}",
    r"need a break\?.{0,60}crossword.{0,20}",
    r"already a (?:subscriber|member)\?.{0,40}",
    # sharing, following, writing in
    (rf"(?:share|tweet|print|e-?mail|comments?|save)(?: this)?(?: (?:article|story|page|post|video))?(?: "
     rf"(?:on|via) {_NETWORK})?\W*"),
    r"(?:leave|post|add|view|show|read) (?:a |all |\d+ )?comments?",
    r"\d+ comments?",
    r"comments (?:are )?closed\.?",
    r"join the (?:conversation|discussion)\.?",
    rf"(?:please )?(?:like|find|join|connect with) (?:us|me) (?:on|at) (?:our )?{_NETWORK}\b.{{0,120}}",
    rf"(?:please )?follow [^.!?]{{2,60}} on (?:our )?{_NETWORK}\b.{{0,120}}",
    r"(?:please )?(?:contact|reach|e-?mail) [^.!?]{2,80}(?: at| on)\b.{0,60}@[\w.]{2,}.{0,120}",
    r"(?:got|have) (?:a|any) (?:(?:news )?tips?|story ideas?)\b.{0,40}\?.{0,160}",
    r"(?:listen to|print|save|bookmark) this (?:article|story)\W*",
    r"listen \d+ min(?:utes?)?",
    r"\d+ min(?:ute)? read",
    # rights, provenance, credits
    r"(?:copyright ?)?(?:©|\(c\) ?\d{4}).{0,160}",  # not "(c)" alone, which lists count with
    r"copyright (?:\d{4}|by)\b.{0,160}",
    r"(?:\d{4} )?[^.!?]{0,80}[.,]? ?all rights reserved\.?(?: this material may not be .{0,120})?",
    r"this material may not be (?:published|reproduced).{0,120}",
    r"(?:re)?published with permission.{0,80}",
    r"this (?:article|story|post|column) (?:was )?(?:originally|first) (?:appeared|published|ran)\b.{0,160}",
    (r"(?:editor['’]s note: )?a version of this (?:article|story) (?:first |also |originally )?appear(?:s|"
     r"ed) .{3,200}"),
    (r"\(?this (?:article|story) (?:has been|was) updated (?:with|to add) (?:additional|new|more) "
     r"(?:details?|information|developments?|reporting|content)\.?\)?"),
    r"contributing: .{2,120}",
    r"[^.!?]{3,150} contributed to this (?:report|story|article)\.?",
    r"(?:from )?(?:staff|usa today network) and wire reports",
    r".{2,60} is a usa today content partner\b.{0,160}",
    r"our fact[- ]check (?:work is supported|sources).{0,80}",
    # consent
    r"(?:this|our) (?:web ?)?site uses cookies\b.{0,200}",
    r"we (?:and our partners )?use cookies\b.{0,200}",
    (r"(?:by (?:continuing|using|clicking|signing up|subscribing|submitting)\b.{2,80} you (?:agree|consent|"
     r"accept)\b).{0,160}"),
    r"(?:accept|reject|allow|manage)(?: all)? (?:cookies|preferences|settings|and close)",
    r"cookie (?:policy|settings|preferences)",
    r"privacy policy",
    r"terms of (?:use|service)",
    # navigation
    r"skip to (?:main )?(?:content|navigation)",
    r"(?:back to|go to) (?:the )?(?:top|home ?page)",
    r"jump to (?:content|navigation)",
    r"loading\W*",
    r"menu",
    r"show more",
    r"load more",
)  # fmt: skip
#: Credits, whose capitals tell them from prose.
_CREDITS: Final = (
    (r"(?i:(?:file )?(?:photo|photograph|image|picture|video|illustration|graphic)s?(?: ?credits?| source)? "
     r"?[:/]) ?[^.!?]{2,80}"),
    (rf"(?i:(?:file )?(?:photo|photograph|image|picture|video|illustration)s?(?: courtesy(?: of)?| by)) "
     rf"{_NAME}(?: ?(?:/|via|for|,|\||of) ?(?:the )?{_NAME}){{0,3}}\.?"),
    rf"\(?(?:{_NAME} ?(?:/|via|\||, ?|for) ?){{0,3}}{_AGENCY} ?(?:(?i:file )?(?i:photos?|images?|via .{{2,30}}))\)?",
    rf"\(?{_NAME} ?/ ?{_AGENCY}\)?",
)  # fmt: skip

_BOILERPLATE: Final = re.compile("|".join(f"(?i:{line})" for line in _LINES) + "|" + "|".join(_CREDITS))
#: After one of these come the titles of other stories.
_LINK_LIST: Final = re.compile(r"(?:related|recommended) (?:links?|articles?|stories|coverage):?", re.IGNORECASE)
#: No link list of the dumps is longer.
_MOST_LINKS: Final = 3


def clean_text(text: str) -> str:
    """Return ``text`` in Unicode NFC, without invisible characters, superfluous space and site furniture.

    Lines are stripped, runs of spaces collapsed, at most one blank line is left between lines, and lines that
    ``is_boilerplate`` knows go, with the link titles between two of them. Applying it again changes nothing.
    """
    cleaned = io.StringIO()
    gap = ""  # what stands between the last line and the next
    for line in _without_boilerplate(Lines(normalised(text))):
        if line:
            cleaned.write(gap)
            cleaned.write(line)
            gap = "\n"
        elif gap:
            gap = "\n\n"
    return cleaned.getvalue()


def normalised(text: str) -> str:
    """Return ``text`` in Unicode NFC, one kind of line end, and without invisible characters and extra space."""
    whole = "".join(map(_normalised_block, _blocks(text)))
    return whole.replace(" \n", "\n").replace("\n ", "\n").strip(" ")


def _blocks(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        cut = _CUT.search(text, start + _BLOCK)
        end = cut.end() if cut else len(text)
        yield text[start:end]
        start = end


def _normalised_block(block: str) -> str:
    visible = _INVISIBLE.sub("", _NEWLINE.sub("\n", block))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible))


def clean_line(text: str) -> str:
    """Return ``text`` on one line, in Unicode NFC and without invisible characters, for titles and names."""
    return " ".join(normalised(text).split())


def is_boilerplate(line: str) -> bool:
    """Say whether a whole line, or a sentence, is site furniture ("Related Links", "Sign up for our newsletter").

    A line of news that merely contains such words is not: patterns are matched against all of it.
    """
    line = line.strip()
    return 0 < len(line) <= LONGEST_BOILERPLATE and _is_furniture(line)


@lru_cache(maxsize=4_096)  # a line is asked about several times on its way, and furniture recurs from story to story
def _is_furniture(line: str) -> bool:
    return _BOILERPLATE.fullmatch(line) is not None


def with_headline(text: str, title: str) -> str:
    """Return ``text`` with the headline as its first line, added unless it is there up to case and punctuation."""
    title = clean_line(title)
    if not title or letters_of(text.partition("\n")[0]) == letters_of(title):
        return text
    return f"{title}\n\n{text}"


def _without_boilerplate(lines: Lines) -> Iterator[str]:
    furniture = bytearray(map(is_boilerplate, lines))
    for number in compress(range(len(lines)), furniture):
        if _LINK_LIST.fullmatch(lines[number]):
            _mark_links(lines, furniture, number + 1)
    return (line for line, drop in zip(lines, furniture, strict=True) if not drop)


def _mark_links(lines: Lines, furniture: bytearray, start: int) -> None:
    """Mark the few short lines from ``start`` to the next line of furniture, if they end there, as links."""
    links = [
        number
        for number in takewhile(
            lambda number: not furniture[number], range(start, min(len(lines), start + _MOST_LINKS + 1))
        )
    ]
    end = start + len(links)
    is_enclosed = len(links) <= _MOST_LINKS and end < len(lines)
    if is_enclosed and all(len(lines[number]) <= 120 and not lines[number].endswith(".") for number in links):
        for number in links:
            furniture[number] = True


def letters_of(text: str) -> str:
    """Return the letters and digits of a text alone, in lower case: two writings of one headline are equal in them."""
    return "".join(character for character in text.casefold() if character.isalnum())
