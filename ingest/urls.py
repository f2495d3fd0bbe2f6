"""Addresses: which strings are web addresses, and one canonical form for each, by which an article is known again."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

#: Query parameters that say how a reader came to a page, never which page it is. courlan's ``normalize_url`` has such
#: a list too, but matches prefixes of words ("uid", "eid", "ref…", "source…") that on many sites name the article,
#: and joins the slashes of a path; two articles taken for one lose the first, so the names here are exact.
TRACKING_PREFIXES: Final = ("utm_", "mtm_", "pk_", "hsa_", "vero_")
TRACKING_PARAMETERS: Final = frozenset(
    {
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid", "ysclid",
        "igshid", "igsh",
        "mc_cid", "mc_eid", "mkt_tok", "ncid", "ocid", "cmpid", "cmp", "icid", "ito", "smid", "sref", "spm", "xtor",
        "ref_src", "ref_url", "referrer", "referer", "partner", "_ga", "_gl", "s_cid", "ftag", "cmpsource", "wt.mc_id",
        "guccounter", "guce_referrer", "guce_referrer_sig", "taid", "traffic_source", "ns_mchannel", "ns_campaign",
        "ns_source", "ns_linkname", "ns_fee", "soc_src", "soc_trk", "share", "feature", "__twitter_impression",
        "at_medium", "at_campaign", "at_campaign_type", "at_custom1", "at_custom2", "at_custom3", "at_custom4",
        "at_format", "at_link_id", "at_link_origin", "at_link_type", "at_ptr_name", "at_ptr_type", "at_bbc_team",
    }
)  # fmt: skip
#: Tracking on most sites ("cid=rss", "ref=home"), but the article's own number on some ("cid=48213", "cid=ab12cd"):
#: dropped unless the value has a digit.
SOMETIMES_TRACKING: Final = frozenset({"cid", "ref", "src", "source", "campaign", "intcmp", "rss", "via"})

#: Characters of a path that stay as they are.
_SAFE: Final = "/%!$&'()*+,;=:@~-._"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
#: Where a page without paths of its own keeps them: "#!/story/1", "#/story/1".
_PATH_IN_FRAGMENT: Final = re.compile(r"[!/]+[^!/].*")
#: Names before a site's own under which it serves its pages for the desk and for the telephone.
_EDITIONS: Final = ("www.", "m.", "mobile.", "amp.")
#: A name and a password before the host, up to the last "@" of the part that names the server.
_CREDENTIALS: Final = re.compile(r"(\s*[a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
_NOT_IN_A_URL: Final = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}]")


def is_url(text: str) -> bool:
    """Say whether ``text`` is an http or https address with a host."""
    return _split(text) is not None


def canonical_url(url: str) -> str:
    """Return the address by which an article is known, or "" for anything but http and https.

    The scheme becomes https (http and https of one address are one article), the host lower case (and ASCII, by
    IDNA), and the default port, credentials, a fragment that is no path, tracking parameters and the slash of an empty
    path go; the remaining parameters are sorted. The path is otherwise kept: on some sites its case and its last slash
    matter.
    """
    parts = _split(url)
    if parts is None:
        return ""
    host = parts.hostname or ""
    port = "" if parts.port in (None, 443, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    netloc = (f"[{host}]" if ":" in host else _ascii_host(host)) + port
    path = quote(parts.path, safe=_SAFE)
    # Escapes that are not UTF-8 stay themselves: "%E9" and "%E8" name two pages.
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted((name, value) for name, value in pairs if not _is_tracking(name.lower(), value))
    query = urlencode(kept, errors="surrogateescape")
    fragment = quote(parts.fragment, safe=f"{_SAFE}?") if _PATH_IN_FRAGMENT.fullmatch(parts.fragment) else ""
    return urlunsplit(("https", netloc, "" if path == "/" and not query else path, query, fragment))


def names_page(url: str) -> bool:
    """Say whether an address leads further than to the front page of its site."""
    parts = urlsplit(canonical_url(url))
    return bool(parts.path.strip("/") or parts.query or parts.fragment)


def hostname(url: str) -> str:
    """Return the host of an address without "www.", or "" when it is not an address."""
    parts = _split(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def site(url: str) -> str:
    """Return the host of an address without "www.", "m.", "mobile." or "amp.", or "" when it is not an address.

    Ports are left out: who serves one port of a host is taken to be who serves the others.
    """
    parts = _split(url)
    host = _ascii_host(parts.hostname or "") if parts else ""
    edition = next((edition for edition in _EDITIONS if host.startswith(edition)), "")
    rest = host.removeprefix(edition)
    return rest if "." in rest else host


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses lie on one site; what is no address lies on none."""
    return bool(site(one)) and site(one) == site(other)


def without_credentials(url: str) -> str:
    """Return an address without the name and password that it may give before its host; all else stays as it is."""
    return _CREDENTIALS.sub(r"\1", url, count=1) if _CREDENTIALS.match(url) else url


def plain_address(url: str) -> str:
    """Return an address as it is stored: without credentials, tracking parameters and a fragment that is no path.

    All else stays as it is, so that the address that is shown is the one that was given.
    """
    address, mark, fragment = without_credentials(url).partition("#")
    base, question, query = address.partition("?")
    kept = [field for field in query.split("&") if not _is_tracking(*_name_and_value(field))]
    query = question + "&".join(kept) if any(kept) else ""
    return base + query + (mark + fragment if _PATH_IN_FRAGMENT.fullmatch(fragment) else "")


def _name_and_value(field: str) -> tuple[str, str]:
    name, _, value = field.partition("=")
    return unquote(name).lower(), value


def _split(url: str) -> SplitResult | None:
    url = url.strip()
    if _NOT_IN_A_URL.search(url):
        url = quote(url, safe=f"{_SAFE}?#[]") if _looks_like_address(url) else ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 host that is none
        return None
    return parts if usable else None


def _looks_like_address(url: str) -> bool:
    """Whether an address with characters that do not belong in one is still an address: they are after its host."""
    host, slash, _ = url.partition("://")[2].partition("/")
    return bool(slash) and not _NOT_IN_A_URL.search(host)


def _ascii_host(host: str) -> str:
    host = host.rstrip(".")
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return quote(host)


def _is_tracking(name: str, value: str) -> bool:
    if name in SOMETIMES_TRACKING:
        return not any(character.isdecimal() for character in value)
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)
