"""What a loader yields: one news story as its file gave it, before it is given an identity."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.errors import LoadError
from ingest.clean import clean_line, clean_text
from ingest.urls import is_url, plain_address

#: Longest title, outlet and author in characters; more is cut. The first two stand in what is embedded of each passage.
LONGEST = {"title": 1_000, "source": 300, "author": 1_000}
#: Longest address; of a longer one a part would be another page's.
LONGEST_URL = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One story of one input. Texts that are unknown are empty strings.

    ``locator`` is what errors call it ("news.jsonl line 12"), ``place`` its position among the stories of its file,
    from 0. ``published`` is an ISO 8601 date or date-time with its time zone kept, or None. ``language`` is what
    the file states, cleaned an ISO 639-1 code. ``url`` is the address as given: see ``ingest.urls.canonical_url``.
    ``served_by`` is the address that served the story, "" for one from a file of the user's.
    """

    text: str
    locator: str
    title: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    language: str = ""
    place: int = 0
    served_by: str = ""


def clean_draft(draft: Draft) -> Draft | LoadError:
    """Return the draft with its text cleaned and its other fields on one line each, or why it cannot be an article.

    An address that is not http or https is no address, and "en-GB" is "en"; what is neither is left out. So are a name
    and a password in an address, as everybody who may read the article reads it, and what names no page in it.
    """
    text = clean_text(draft.text)
    if not any(character.isalnum() for character in text):
        return LoadError(draft.locator, "has no text left once site furniture is removed; nothing to ingest")
    url = clean_line(draft.url)
    if len(url) > LONGEST_URL:
        return LoadError(draft.locator, f"has an address of {len(url):,} characters; leave it out, or shorten it")
    title, source, author = (clean_line(getattr(draft, field))[:most] for field, most in LONGEST.items())
    language = draft.language[:2].lower()
    return replace(
        draft,
        text=text,
        title=title.rstrip(),
        source=source.rstrip(),
        author=author.rstrip(),
        url=plain_address(url) if is_url(url) else "",
        language=language if language.isascii() and language.isalpha() else "",
    )
