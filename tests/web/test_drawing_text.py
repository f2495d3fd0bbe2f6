"""Words from outside stay words, and a quote is marked where it is."""

import re

import pytest
from drawing import HOSTILE, Elements, cite, make_article

from assistant.types import Answer, Citation, TimelineEntry
from assistant.web.render import render_notice, render_thread
from assistant.web.sources import render_article, render_paragraph, render_sources
from assistant.web.text import escape_text, web_link
from assistant.web.turns import Turn


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
        "aria-label", "class", "data-turn", "datetime", "href", "id", "role", "scope", "tabindex"
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


def test_a_question_is_shown_as_it_was_typed():
    question = "# <b>x</b> ![i](http://e.example/a.png) www.e.example `c` $$x$$ ${y} {{z}} *why*?"
    shown = render_thread([Turn(question)])
    assert question in Elements(shown).text
    assert set(Elements(shown).tags) == {"div", "section", "h2"}
    assert "{" not in shown and "$" not in shown


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
