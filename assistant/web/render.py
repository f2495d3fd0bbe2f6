"""Draw the conversation: questions as headlines, answers under a line that says what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Answer, escape_markdown, markdown_link, plain_text
from assistant.web.markdown import render_markdown
from assistant.web.text import escape_text, format_day, in_quotation_marks
from assistant.web.turns import Choices, Turn, is_gone, lost_sources
from prompts import load_prompt

_PENDING = '<div class="answer pending" role="status">Reading the articles…</div>'
_GONE = "An article behind this answer has since been removed from the library"
_READERS = {"span": "short answers", "digest": "quotes only", "chat": "chat model"}


def render_thread(turns: Sequence[Turn]) -> str:
    """Return the conversation as HTML, oldest first. No turns give an empty string."""
    shown = "".join(_turn(turn, number) for number, turn in enumerate(turns))
    return f'<div class="thread">{shown}</div>' if shown else ""


def render_answer(turn: Turn, *, number: int = 0) -> str:
    """Return the answer of a turn, or what took its place, as HTML. One that still grows offers nothing to do."""
    if turn.notice:
        return render_notice(turn.notice)
    answer = turn.answer
    if answer is None:
        return _PENDING
    classes = "answer" + (" abstained" if answer.abstained else "") + (" growing" if turn.growing else "")
    # A note says how a follow-up was understood; what was searched for then need not be said again.
    said = answer.query == answer.question or any(note.endswith(answer.query) for note in answer.notes)
    asked = "" if said else f'<p class="searched">Searched for: {escape_text(answer.query)}</p>'
    gone = f'<p class="gone" role="status">{_GONE}.</p>' if lost_sources(answer) else ""
    notes = "".join(f"<li>{escape_text(note)}</li>" for note in answer.notes)
    return (
        f'<div class="{classes}">{_heading(answer, turn.choices)}{gone}{_copy(answer, number)}{asked}'
        f"{f'<ul class=notes>{notes}</ul>' if notes else ''}"
        f"{'' if turn.growing else _actions(turn, answer, number)}</div>"
    )


def render_notice(message: str) -> str:
    """Return what went wrong, in plain words, as HTML."""
    sentence = message[:1].upper() + message[1:]
    return (
        '<div class="answer notice" role="alert"><p class="answer-heading"><span>That did not work</span></p>'
        f"<p>{escape_text(sentence)}</p></div>"
    )


def render_choices(choices: Choices) -> list[str]:
    """Return in words what a question was limited to, for people: "until February 1, 2024"."""
    said = []
    if choices.since:
        said.append(f"from {format_day(choices.since)}")
    if choices.until:
        said.append(f"until {format_day(choices.until)}")
    if choices.source:
        said.append(f"only {choices.source}")
    if choices.reader:
        said.append(_READERS.get(choices.reader, choices.reader))
    return said


def say_support(answer: Answer) -> str:
    """Return in words what stands behind an answer: the reader's own, else how many outlets it quotes; "" for none."""
    if answer.abstained or not answer.citations:
        return ""
    if answer.support:
        return answer.support
    outlets = {citation.article.source or citation.article.id for citation in answer.citations}
    return "one outlet" if len(outlets) == 1 else f"quotes {len(outlets)} outlets"


def export_turn(turn: Turn) -> str:
    """Return one question and its answer as Markdown, with its sources; words from outside are no markup in it."""
    lines = [f"## {escape_markdown(turn.question)}", ""]
    answer = turn.answer
    if answer is None:
        return "\n".join([*lines, escape_markdown(turn.notice)])
    facts = [f"As of {format_day(answer.as_of)}"] if answer.as_of else []
    facts += [*render_choices(turn.choices), *([say_support(answer)] if say_support(answer) else [])]
    if facts:
        lines += [f"*{escape_markdown('; '.join(facts))}*", ""]
    if lost_sources(answer):
        lines += [f"*{_GONE}*", ""]
    lines += [answer.text]
    if answer.notes:
        lines += ["", *(f"- {escape_markdown(note)}" for note in answer.notes)]
    for citation in answer.citations:
        article = citation.article
        where = ", ".join(part for part in (article.source, article.title, (article.published or "")[:10]) if part)
        said = f"{in_quotation_marks(escape_markdown(citation.quote))} — {escape_markdown(where)}"
        gone = " (no longer in the library)" if is_gone(citation) else ""
        lines += ["", f"[{citation.number}] {said}{gone} {markdown_link(article.url)}".rstrip()]
    return "\n".join(lines)


def copy_answer(turn: Turn) -> str:
    """Return what the copy button puts on the clipboard: the answer as plain words, then its sources."""
    answer = turn.answer
    if answer is None:
        return turn.notice
    sources = [
        f"[{citation.number}] {citation.article.source or citation.article.title}, "
        f"{(citation.article.published or 'undated')[:10]}: {in_quotation_marks(' '.join(citation.quote.split()))}"
        for citation in answer.citations
    ]
    return "\n".join([plain_text(answer.text), *([""] if sources else []), *sources])


def _turn(turn: Turn, number: int) -> str:
    answer = render_answer(turn, number=number)
    kept = f' data-markdown="{escape_text(export_turn(turn))}"' if turn.answer or turn.notice else ""
    return (
        f'<section class="turn" data-turn="{number}"{kept} aria-label="Question {number + 1}">'
        f'<h2 class="question">{escape_text(turn.question)}</h2>{answer}</section>'
    )


def _copy(answer: Answer, number: int) -> str:
    """Return the answer's words; the sentence that introduces quotes without a short answer is set apart from them."""
    text, lead, introduced = answer.text, load_prompt("quotes_only"), ""
    if text.startswith(lead):
        text, introduced = text.removeprefix(lead).lstrip(), f'<p class="introduced">{escape_text(lead)}</p>'
    shown = render_markdown(text, numbers={citation.number for citation in answer.citations}, turn=number)
    return f'<div class="copy">{introduced}{shown}</div>'


def _heading(answer: Answer, choices: Choices) -> str:
    parts = ["Not in the articles"] if answer.abstained else []
    if answer.as_of:
        parts.append(f"as of {format_day(answer.as_of)}" if parts else f"As of {format_day(answer.as_of)}")
    said = "".join(f"<span>{escape_text(part)}</span>" for part in [*parts, *render_choices(choices)])
    support = say_support(answer)
    if support:
        # An answer's confidence is a probability; as a bare figure it would promise more than it knows.
        figure = f"Confidence {round(100 * answer.confidence)}%"
        said += (
            f'<span class="support" tabindex="0">{escape_text(support)}'
            f'<span class="figure" role="tooltip">{figure}</span></span>'
        )
    return f'<p class="answer-heading">{said}</p>' if said else ""


def _actions(turn: Turn, answer: Answer, number: int) -> str:
    count = len(answer.citations)
    label = f"Sources ({count})" if count else "Closest passage" if answer.near_miss else ""
    sources = f'<button type="button" data-act="show" data-turn="{number}">{label}</button>' if label else ""
    rate = "".join(
        f'<button type="button" data-act="rate" data-turn="{number}" data-value="{value}"'
        f' aria-pressed="{"true" if turn.rating == value else "false"}">{name}</button>'
        for value, name in ((1, "Useful"), (-1, "Not useful"))
    )
    return (
        f'<div class="answer-actions">{sources}<button type="button" data-copy="{escape_text(copy_answer(turn))}">Copy'
        f"</button>{rate}</div>{_note(turn, number) if turn.rating else ''}"
    )


def _note(turn: Turn, number: int) -> str:
    if turn.note:
        return '<p class="thanks" role="status">Noted. Thank you.</p>'
    return (
        f'<form class="note" data-act="note" data-turn="{number}">'
        '<input name="note" maxlength="2000" autocomplete="off"'
        f' aria-label="What was {"good" if turn.rating > 0 else "wrong"}?"'
        f' placeholder="What was {"good" if turn.rating > 0 else "wrong"}? (optional)">'
        '<button type="submit">Send</button></form>'
    )
