"""Rendering for the web chat: words from outside stay words, and a quote is marked where it is."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from assistant.types import Answer, Article, Citation, TimelineEntry, escape_markdown
from assistant.ui_render import (
    Turn,
    escape_text,
    escape_words,
    format_day,
    render_answer,
    render_article,
    render_messages,
    render_notice,
    render_paragraph,
    render_sources,
    web_link,
)

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror='alert(2)'> \" onmouseover=\"alert(3) ${alert(4)} {{value}} &amp;"
)


def make_article(text="A headline\n\nThe first paragraph.\n\nThe second one says 900 troops.", **fields):
    return Article(**{"id": "a1", "text": text, "title": text.split("\n")[0], "published": "2024-01-23", **fields})


def cite(quote, article=None, number=1, **fields):
    article = article or make_article()
    start = article.text.index(quote)
    return Citation(**{
        "number": number, "quote": quote, "start": start, "end": start + len(quote),
        "supports": "", "article": article, **fields,
    })  # fmt: skip


class Elements(HTMLParser):
    """The elements of a page, as a browser would build them, and the text of its marks."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.marks, self.text, self._marking = [], [], [], "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]
        self._marking |= tag == "mark"
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        self._marking &= tag != "mark"

    def handle_data(self, data):
        self.text += data
        if self._marking:
            self.marks[-1] += data


# -- escaping ----------------------------------------------------------------------------------------------------------


def test_no_field_of_an_article_becomes_markup():
    article = make_article(
        f"{HOSTILE}\n\nBefore {HOSTILE} after.",
        title=HOSTILE,
        source=HOSTILE,
        author=HOSTILE,
        url="javascript:alert(5)",
    )
    citation = cite(HOSTILE, article, supports=HOSTILE)
    timeline = (TimelineEntry(HOSTILE, "2024-01-23", 1), TimelineEntry("900", HOSTILE, 1))
    answer = Answer(HOSTILE, HOSTILE, text="x [1]", citations=(citation,), timeline=timeline)

    page = Elements(render_sources(answer))

    assert not {"script", "img", "a"} & set(page.tags) - {"a"}
    assert {name for _, name, _ in page.attributes} <= {
        "aria-label", "class", "datetime", "href", "id", "scope", "tabindex"
    }  # fmt: skip
    assert [value for _, name, value in page.attributes if name == "href"] == ["#source-0-1", "#source-0-1"]
    assert HOSTILE in page.text


def test_a_published_date_cannot_leave_its_attribute():
    article = make_article(published='"><b id=x')
    page = Elements(render_sources(Answer("q", "q", citations=(cite("900", article),))))
    assert "b" not in page.tags


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "vbscript:x",
        "file:///etc/passwd", "//evil.example/x", "/local", "", "http://", "https://[bad", "http://a b/",
        "http://evil.example/\u202egnp.exe",
    ],
)  # fmt: skip
def test_only_absolute_web_addresses_become_links(url):
    assert web_link(url) is None
    assert 'class="original"' not in render_sources(Answer("q", "q", citations=(cite("900", make_article(url=url)),)))


def test_a_web_link_is_quoted_and_tells_the_other_site_nothing():
    article = make_article(url='https://example.com/?a="><script>&b=1')
    page = Elements(render_sources(Answer("q", "q", citations=(cite("900", article),))))
    link = {name: value for tag, name, value in page.attributes if tag == "a"}
    assert link["href"] == article.url
    assert link["rel"] == "noopener noreferrer nofollow"
    assert "script" not in page.tags


def test_text_that_cannot_be_encoded_is_still_drawn():
    assert escape_text("a\ud800b") == "a?b"
    assert escape_words("a\ud800b") == "a\\?b"


def test_a_question_is_shown_as_it_was_typed():
    question = "# <b>x</b> ![i](http://e.example/a.png) www.e.example 1. `c` $$x$$ ~~s~~\n- *why*?"
    (message, _) = render_messages([Turn(question)])
    shown = message["content"]
    assert re.sub(r"\\(.)", r"\1", shown) == " ".join(question.split())
    assert not re.search(r"(?<!\\)[<>\[\]()*_`#!$~.:&-]", shown)


def test_an_error_message_is_plain_text():
    assert "<img" not in render_notice("no such thing: <img src=x>").replace("\\<", "")
    assert "No such thing" in render_notice("no such thing")


# -- marks -------------------------------------------------------------------------------------------------------------


def test_the_mark_is_at_the_exact_offsets_even_when_the_words_occur_twice():
    text = "Nine\n\nAbout 900 troops. Some 900 more. And 900."
    start = text.rindex("900")
    citation = Citation(1, "900", start, start + 3, "", make_article(text))
    assert render_paragraph(citation) == "About 900 troops. Some 900 more. And <mark>900</mark>."


@pytest.mark.parametrize(
    "quote", ["<b>&", "naïve Zoë", "مرحبا بالعالم", "👩‍👩‍👧 said", "e\u0301t", "\"quoted\" 'words'"]
)
def test_any_characters_can_be_quoted(quote):
    text = f"Head & line\n\n🙂 Before <i>{quote}</i> after."
    citation = cite(quote, make_article(text))
    for page in (Elements(render_paragraph(citation)), Elements(render_article(citation))):
        assert page.marks == [quote]
    assert Elements(render_paragraph(citation)).text == f"🙂 Before <i>{quote}</i> after."


def test_a_quote_over_two_paragraphs_is_marked_in_both():
    citation = cite("first paragraph.\n\nThe second")
    page = Elements(render_article(citation))
    assert page.marks == ["first paragraph.", "The second"]
    assert page.tags == ["p", "p", "mark", "p", "mark"]
    assert Elements(render_paragraph(citation)).marks == [citation.quote]


def test_a_long_paragraph_is_shortened_around_its_quote_at_words():
    words = " ".join(f"word{number}" for number in range(400))
    citation = cite("word200", make_article(f"Head\n\n{words}"))
    shown = render_paragraph(citation)
    assert shown.startswith("… word") and shown.endswith(" …") and "<mark>word200</mark>" in shown
    assert set(re.sub(r"</?mark>|…", "", shown).split()) <= set(words.split())
    assert len(shown) < 1000


def test_a_headline_can_be_the_quote():
    assert render_paragraph(cite("A headline")) == "<mark>A headline</mark>"


def test_a_citation_without_its_article_text_shows_the_quote_alone():
    citation = Citation(1, "lost <words>", 40, 52, "", make_article())
    assert render_paragraph(citation) == "<mark>lost &lt;words&gt;</mark>"
    assert render_article(citation) == ""
    assert "<details" not in render_sources(Answer("q", "q", citations=(citation,)))


# -- answers -----------------------------------------------------------------------------------------------------------


def test_marks_lead_to_the_cards_of_their_own_turn():
    citations = (cite("900"), cite("A headline", number=2))
    shown = render_answer(Answer("q", "q", text="**900** [1], so says [2], not [3].", citations=citations), turn=4)
    assert "[\\[1\\]](#source-4-1)" in shown and "[\\[2\\]](#source-4-2)" in shown and "\\[3\\]." in shown
    page = Elements(render_sources(Answer("q", "q", citations=citations), turn=4))
    assert [value for _, name, value in page.attributes if name == "id"] == ["source-4-1", "source-4-2"]


def test_what_a_chat_model_writes_cannot_load_or_run_anything():
    text = '![x](http://e.example/?q=secret) <img src="http://e.example/a"> [click](javascript:x) [1]: http://e.example\n[1]'
    shown = render_answer(Answer("q", "q", text=text, citations=(cite("900"),)))
    links = re.findall(r"(?<!\\)\]\(([^)]*)\)", shown)
    assert links == ["#source-0-1", "#source-0-1"]
    assert not re.search(r"(?<!\\)<(?!/?div)|(?<!\\)!(?=\[)", shown)


def test_escaped_article_words_stay_escaped_and_are_no_marks():
    words = escape_markdown("as [1] \\ <b>")
    shown = render_answer(Answer("q", "q", text=f"{words} [1]", citations=(cite("900"),)))
    assert shown.count("#source-0-1") == 1
    assert words in shown


def test_an_abstention_is_told_apart_and_its_near_miss_is_no_source():
    answer = Answer("q", "q", text="The articles do not say.", abstained=True, near_miss=cite("900"))
    assert 'class="answer abstained"' in render_answer(answer)
    assert "Not in the articles" in render_answer(answer)
    pane = render_sources(answer)
    assert "Closest passage, not an answer" in pane and "near-miss" in pane and 'class="number"' not in pane


def test_an_answer_says_which_day_it_is_as_of():
    assert "As of January 23, 2024" in render_answer(Answer("q", "q", as_of="2024-01-23"))
    assert "answer-heading" not in render_answer(Answer("q", "q"))


def test_the_chosen_answer_alone_is_marked():
    answer = Answer("q", "q", text="x")
    contents = [message["content"] for message in render_messages([Turn("a", answer), Turn("b", answer)], chosen=1)]
    assert ["chosen" in content for content in contents] == [False, False, False, True]


def test_every_turn_has_two_messages_so_that_an_index_finds_its_turn():
    messages = render_messages([Turn("a", Answer("a", "a")), Turn("b", notice="no"), Turn("c")])
    assert [message["role"] for message in messages] == ["user", "assistant"] * 3


def test_dated_values_are_shown_when_there_are_two_to_compare():
    answer = Answer("q", "q", citations=(cite("900"),), timeline=(TimelineEntry("900", "2024-01-23", 1),) * 2)
    assert unescape(render_sources(answer)).count("January 23, 2024") == 3
    assert "<table" not in render_sources(Answer("q", "q", citations=(cite("900"),), timeline=answer.timeline[:1]))


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2024-01-03", "January 3, 2024"),
        ("2024-12-31T23:59:00+02:00", "December 31, 2024"),
        (None, ""),
        ("soon", "soon"),
    ],
)
def test_dates_are_written_out(published, shown):
    assert format_day(published) == shown
