"""Rendering for the web chat: words from outside stay words, and a quote is marked where it is."""

import re
from html.parser import HTMLParser

import pytest

from assistant.types import Answer, Article, Citation, TimelineEntry, escape_markdown
from assistant.web.render import copy_answer, export_turn, render_answer, render_notice, render_thread, say_support
from assistant.web.sources import render_article, render_paragraph, render_sources
from assistant.web.text import escape_text, format_day, web_link
from assistant.web.timeline import parse_number, render_timeline
from assistant.web.turns import Choices, Turn

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


# -- answers -----------------------------------------------------------------------------------------------------------


def links(html):
    return [value for tag, name, value in Elements(html).attributes if (tag, name) == ("a", "href")]


def answered(**fields):
    return Turn("q", Answer("q", "q", **fields))


def test_marks_lead_to_the_cards_of_their_own_turn():
    citations = (cite("900"), cite("A headline", number=2))
    shown = render_answer(answered(text="**900** [1], so says [2], not [3].", citations=citations), number=4)
    assert links(shown) == ["#source-4-1", "#source-4-2"]
    assert "<strong>900</strong>" in shown and ", not [3]." in shown
    page = Elements(render_sources(Answer("q", "q", citations=citations), turn=4))
    assert [value for _, name, value in page.attributes if name == "id"] == ["source-4-1", "source-4-2"]


def test_what_a_chat_model_writes_cannot_load_or_run_anything():
    text = (
        '![x](http://e.example/?q=secret) <img src="http://e.example/a"> [click](javascript:x) <http://e.example>\n'
        "[1]: http://e.example\n\n# Big\n\n<script>x</script> ${x} {{x}} [1]"
    )
    shown = render_answer(answered(text=text, citations=(cite("900"),)))
    assert set(links(shown)) == {"#source-0-1"}
    assert not {"img", "script", "h1"} & set(Elements(shown).tags)
    assert "{" not in shown and "$" not in shown


def test_escaped_article_words_stay_escaped_and_are_no_marks():
    words = "as [1] \\ <b>"
    shown = render_answer(answered(text=f"{escape_markdown(words)} [1]", citations=(cite("900"),)))
    assert links(shown) == ["#source-0-1"]
    assert words in Elements(shown).text


def test_an_abstention_is_told_apart_and_its_near_miss_is_no_source():
    turn = answered(text="The articles do not say.", abstained=True, near_miss=cite("900"))
    shown = render_answer(turn)
    assert 'class="answer abstained"' in shown
    assert "Not in the articles" in shown and "Confidence" not in shown
    pane = render_sources(turn.answer)
    assert "Closest passage, not an answer" in pane and "near-miss" in pane and 'class="number"' not in pane


def test_the_heading_says_as_of_when_what_limits_it_and_what_supports_it():
    choices = Choices(since="2024-01-01", source="<b>Wire</b>")
    turn = Turn(
        "q", Answer("q", "q", text="x [1]", as_of="2024-01-23", confidence=0.87, support="three outlets agree",
                    citations=(cite("900"),)), choices=choices,
    )  # fmt: skip
    words = Elements(render_answer(turn)).text
    for said in ("As of January 23, 2024", "from January 1, 2024", "only <b>Wire</b>", "three outlets agree"):
        assert said in words
    assert '<span class="figure" role="tooltip">Confidence 87%</span>' in render_answer(turn)
    assert "answer-heading" not in render_answer(answered(text="x"))


def test_support_is_said_even_where_the_reader_does_not_say_it():
    one, other = cite("900"), cite("900", make_article(id="a2", source="Other Wire"), number=2)
    assert say_support(Answer("q", "q", citations=(one,))) == "one source"
    assert say_support(Answer("q", "q", citations=(one, other))) == "quotes 2 outlets"
    assert say_support(Answer("q", "q")) == ""


def test_notes_and_a_query_that_differs_are_shown_as_text():
    shown = render_answer(
        Turn("And in Iraq?", Answer("And in Iraq?", "troops in Iraq <b>", text="x", notes=("Two <i>",)))
    )
    words = Elements(shown).text
    assert "Searched for: troops in Iraq <b>" in words and "Two <i>" in words
    assert "Searched for" not in render_answer(answered(text="x"))


def test_an_answer_that_still_grows_offers_nothing_to_do():
    turns = [answered(text="x"), answered(text="y")]
    assert render_thread(turns).count('class="answer-actions"') == 2
    assert render_thread(turns, growing=True).count('class="answer-actions"') == 1
    assert "Reading the articles" in render_thread([Turn("q")])
    assert render_thread([]) == ""


def test_a_rated_answer_shows_how_and_asks_what_was_wrong():
    shown = render_answer(Turn("q", Answer("q", "q", text="x"), rating=-1))
    assert re.search(r'data-value="-1" aria-pressed="true"', shown) and re.search(
        r'value="1" aria-pressed="false"', shown
    )
    assert "What was wrong?" in shown
    assert "Noted" in render_answer(Turn("q", Answer("q", "q", text="x"), rating=-1, note="an old figure"))


def test_an_exported_turn_has_the_answer_its_quotes_and_where_they_stand():
    article = make_article(source="Wire", url="https://example.com/a")
    turn = Turn("How many?", Answer("How many?", "How many?", text="**900** [1]", citations=(cite("900", article),)))
    assert export_turn(turn).splitlines() == [
        "## How many?", "", "*one source*", "", "**900** [1]", "",
        "[1] “900” — Wire, A headline, 2024-01-23 <https://example.com/a>",
    ]  # fmt: skip
    assert copy_answer(turn) == "900 [1]\n\n[1] Wire, 2024-01-23: “900”"
    assert "<javascript" not in export_turn(
        answered(text="x [1]", citations=(cite("900", make_article(url="javascript:x")),))
    )


# -- the timeline ------------------------------------------------------------------------------------------------------


def entries(*values):
    return tuple(TimelineEntry(value, f"2024-0{month}-01", month) for month, value in enumerate(values, 1))


def test_dated_values_are_shown_newest_first_when_there_are_two_to_compare():
    shown = render_timeline(entries("900", "about 2,000"), 3)
    rows = re.findall(r'<tr><td><time datetime="([^"]*)"', shown)
    assert rows == ["2024-02-01", "2024-01-01"]
    assert render_timeline(entries("900"), 0) == ""


def test_numbers_are_plotted_and_each_point_leads_to_its_source():
    shown = render_timeline(entries("some 900", "about 2,000", "1,500 troops"), 3)
    assert shown.count('class="dot"') == 3
    assert re.findall(r'<a href="([^"]*)" aria-label', shown) == ["#source-3-1", "#source-3-2", "#source-3-3"]
    heights = [float(found) for found in re.findall(r'class="dot" cx="[^"]*" cy="([^"]*)"', shown)]
    assert heights[1] < heights[2] < heights[0]


@pytest.mark.parametrize("values", [("Ana Ruiz", "Tomas Iredale"), ("$5 million", "5%"), ("2 of 3", "4")])
def test_what_is_no_number_of_one_kind_is_a_table_alone(values):
    shown = render_timeline(entries(*values), 0)
    assert "<table" in shown and "<svg" not in shown


@pytest.mark.parametrize(
    ("value", "number"),
    [("about 2,000", (2000, "")), ("$212 million", (212e6, "$")), ("4.25 percent", (4.25, "%")), ("none", None)],
)
def test_numbers_are_read_from_words(value, number):
    assert parse_number(value) == number


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
