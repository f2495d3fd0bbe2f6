"""The stream of a chat model: its thinking is left out, its time is kept, and each character is read once."""

from __future__ import annotations

import time

import pytest
from chat_models import Scripted

from assistant.chat.stream import MOST_CHARACTERS, MOST_THINKING, ChatFailure, stream_text

ALOUD = "Okay, the user asks for the toll. It may be $7. "


def streamed(text: str, *, piece: int, seconds: float = 60.0) -> list[str]:
    model = Scripted(script=lambda messages: text, calls=[], piece=piece)
    return list(stream_text(model, [], seconds=seconds))


@pytest.mark.parametrize("piece", [1, 3, 7, 1_000])
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The toll is $3 [1].", "The toll is $3 [1]."),
        ("<think>Maybe $7?</think>The toll is $3.", "The toll is $3."),
        ("<Thinking>Maybe $7?</THINKING>The toll is $3.", "The toll is $3."),
        ("Well: <think>$7?</think>The toll is $3.<think>Done.", "Well: The toll is $3."),
        (f"{ALOUD}</think>The toll is $3.", "The toll is $3."),
        (f"{ALOUD * 30}</think>The toll is $3.", "The toll is $3."),
        (f"{ALOUD}It is.", f"{ALOUD}It is."),
        ("Less than 3 is < 3 or <b>", "Less than 3 is < 3 or <b>"),
        ("Ok.", "Ok."),
    ],
)
def test_the_answer_is_what_is_no_thinking_however_it_arrives(text: str, answer: str, piece: int) -> None:
    grown = streamed(text, piece=piece)
    assert grown[-1] == answer
    assert all(later.startswith(earlier) for earlier, later in zip(grown, grown[1:], strict=False))
    assert not any("think" in part or "<t" in part for part in grown)


def test_what_comes_before_a_closing_tag_alone_is_thinking() -> None:
    assert streamed("Perhaps it is $7.</think>The toll is $3.", piece=1_000) == ["The toll is $3."]
    # What was handed out stays, and is checked as sentences of their own.
    assert streamed("Perhaps it is, as people say, $7.</think>The toll is $3.", piece=1)[-1] == (
        "Perhaps it is, as people say, $7.\nThe toll is $3."
    )


@pytest.mark.parametrize("opening", ["<think>", ALOUD])
def test_long_thinking_takes_time_in_proportion(opening: str) -> None:
    thought = "and so on " * (MOST_THINKING // 10 - 20)
    began = time.process_time()
    assert streamed(f"{opening}{thought}</think>The toll is $3.", piece=4)[-1] == "The toll is $3."
    # It takes 3 s, most of it the model's own; scanned again for each piece, it took 50 s.
    assert time.process_time() - began < 20


@pytest.mark.parametrize("opening", ["<think>", ALOUD])
def test_a_model_that_thinks_without_end_is_cut_off(opening: str) -> None:
    with pytest.raises(ChatFailure, match="thought for too long"):
        streamed(opening + "and so on " * (MOST_THINKING // 10 + 20), piece=500)


def test_an_answer_without_end_is_cut_off() -> None:
    assert len(streamed("The toll is $3. " * MOST_CHARACTERS, piece=500)[-1]) <= MOST_CHARACTERS + 500


def test_pieces_that_wait_are_not_read_after_the_time_limit() -> None:
    """A reader that takes its time between pieces leaves some waiting: those are too late, too."""
    model = Scripted(script=lambda messages: "The toll is three dollars, they say. " * 20, calls=[], piece=30)
    got = 0
    began = time.monotonic()
    with pytest.raises(ChatFailure, match="took longer than 0.3 seconds"):
        for _ in stream_text(model, [], seconds=0.3):
            got += 1
            time.sleep(0.1)
    assert got <= 5 and time.monotonic() - began < 5
