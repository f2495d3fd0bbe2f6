"""Answers as HTML: their citation marks, headings, notes and judgements, and how they are exported."""

import re
from dataclasses import replace

import pytest
from drawing import Elements, answered, cite, links, make_article
from markdown_it import MarkdownIt

from assistant.types import Answer, escape_markdown
from assistant.web.render import copy_answer, export_turn, render_answer, render_thread, say_support
from assistant.web.sources import render_sources
from assistant.web.turns import Choices, Turn
from prompts import load_prompt


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
    assert say_support(Answer("q", "q", citations=(one,))) == "one outlet"
    assert say_support(Answer("q", "q", citations=(one, other))) == "quotes 2 outlets"
    assert say_support(Answer("q", "q")) == ""


def test_notes_and_a_query_that_differs_are_shown_as_text():
    shown = render_answer(
        Turn("And in Iraq?", Answer("And in Iraq?", "troops in Iraq <b>", text="x", notes=("Two <i>",)))
    )
    words = Elements(shown).text
    assert "Searched for: troops in Iraq <b>" in words and "Two <i>" in words
    assert "Searched for" not in render_answer(answered(text="x"))


def test_how_a_follow_up_was_understood_is_said_once():
    asked, query = "And in Iraq?", "How many US troops are in Iraq?"
    words = Elements(
        render_answer(Turn(asked, Answer(asked, query, text="x", notes=(f"Understood as: {query}",))))
    ).text
    assert words.count(query) == 1


def test_the_sentence_before_quotes_without_a_short_answer_is_set_apart_from_them():
    lead = load_prompt("quotes_only")
    shown = render_answer(answered(text=f"{lead}\n\n“900” [1]", citations=(cite("900"),)))
    assert f'<div class="copy"><p class="introduced">{lead}</p><p>“900” <a class="cite"' in shown
    assert f'<div class="copy"><p class="introduced">{lead}</p></div>' in render_answer(answered(text=lead))


def test_an_answer_says_that_an_article_behind_it_has_been_removed():
    kept, removed = cite("900"), cite("A headline", make_article(id="a2"), number=2)
    removed = replace(removed, article=replace(removed.article, text=""))
    for fields in ({"citations": (kept, removed)}, {"abstained": True, "near_miss": removed}):
        turn = answered(text="**900** [1] [2]", **fields)
        assert "has since been removed" in render_answer(turn) and "has since been removed" in export_turn(turn)
    exported = export_turn(answered(text="**900** [1] [2]", citations=(kept, removed)))
    assert exported.count("(no longer in the library)") == 1
    assert exported.endswith("[2] “A headline” — A headline, 2024-01-23 (no longer in the library)")
    assert "removed" not in render_answer(answered(text="x [1]", citations=(kept,)))


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("“We left.”", "“We left.”"), ('"We left."', '"We left."'), ("We left.", "“We left.”"),
        ("“We,” he said, “left.”", "““We,” he said, “left.””"),
    ],
)  # fmt: skip
def test_a_quote_that_is_in_quotation_marks_gets_no_second_pair(quote, shown):
    turn = answered(text="x [1]", citations=(cite(quote, make_article(f"A headline\n\n{quote}")),))
    assert f"[1] {shown} — " in export_turn(turn)
    assert copy_answer(turn).endswith(f": {shown}")


def test_an_answer_that_still_grows_offers_nothing_to_do():
    turns = [answered(text="x"), answered(text="y")]
    assert render_thread(turns).count('class="answer-actions"') == 2
    turns[-1] = replace(turns[-1], growing=True)
    assert render_thread(turns).count('class="answer-actions"') == 1
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
        "## How many?", "", "*one outlet*", "", "**900** [1]", "",
        "[1] “900” — Wire, A headline, 2024-01-23 <https://example.com/a>",
    ]  # fmt: skip
    assert copy_answer(turn) == "900 [1]\n\n[1] Wire, 2024-01-23: “900”"
    assert "<javascript" not in export_turn(
        answered(text="x [1]", citations=(cite("900", make_article(url="javascript:x")),))
    )


@pytest.mark.parametrize("shown", [export_turn, lambda turn: turn.answer.sources_markdown()])
def test_words_from_outside_are_no_markup_in_exported_markdown(shown):
    hostile = "![t](https://evil.example/t.png) [click](javascript:alert(1)) <img src=https://evil.example/p> *x*"
    article = make_article(f"Head\n\n{hostile}", title=hostile, source=hostile, url="https://example.com/?q=<b>$x$")
    answer = Answer(hostile, hostile, citations=(cite(hostile, article),), support=hostile, notes=(hostile,))
    turn = Turn(hostile, answer, choices=Choices(source=hostile))

    page = Elements(MarkdownIt("commonmark").render(shown(turn)))

    assert not {"img", "script", "b"} & set(page.tags)
    assert [value for tag, name, value in page.attributes if tag == "a"] == ["https://example.com/?q=%3Cb%3E%24x%24"]
    assert page.text.count(hostile) == shown(turn).count("evil.example/t.png") >= 3
    assert "<img" not in export_turn(Turn("q", notice=hostile)).replace("\\<", "")


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "https://", "https://a.example/ <b>", "https://a.example\n> x", "//a.example"]
)
def test_only_web_addresses_become_links_in_exported_markdown(url):
    answer = Answer("q", "q", citations=(cite("900", make_article(url=url)),))
    for shown in (export_turn(Turn("q", answer)), answer.sources_markdown()):
        assert shown.endswith("— A headline, 2024-01-23")
