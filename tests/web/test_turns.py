"""What a browser keeps comes back as it was, unless an article is gone or the store was meddled with."""

import json
from dataclasses import replace
from types import SimpleNamespace

import gradio as gr
import pytest
from starlette.requests import Request

from assistant import Assistant
from assistant.errors import ArticleNotFound, StorageError
from assistant.types import Answer
from assistant.web.browser_secret import Seal, load_secret
from assistant.web.conversation import Conversation
from assistant.web.fair_gate import FairGate
from assistant.web.history import forget_chat, grown_elsewhere, keep_chat, read_kept, turns_of, write_kept
from assistant.web.turns import KEPT_CONVERSATIONS, Choices, Turn, restore_turns, store_turns, without_rest

QUESTION = "How many US troops are in Syria?"


@pytest.fixture(scope="module")
def assistant(sample_library):
    with Assistant.open(sample_library) as opened:
        yield opened


@pytest.fixture(scope="module")
def turn(assistant):
    answer = assistant.answer(QUESTION)
    return Turn(QUESTION, answer, choices=Choices(until="2025-01-01"), rating=1, receipt="3.x", note="good")


@pytest.fixture
def conversation(assistant):
    """What the events of the page do, without a page."""
    return Conversation(assistant, FairGate(1, most_waiting=1), Seal("secret"), ["An example?"], lambda: None)


def request_from(user, session="s"):
    """What Gradio gives an event of a page that this user opened."""
    scope = {"type": "http", "state": {"user": user}, "client": ("127.0.0.1", 5), "headers": []}
    return gr.Request(Request(scope), session_hash=session)


def through_a_browser(turns):
    return json.loads(json.dumps(store_turns(turns)))


def test_a_conversation_comes_back_as_it_was(assistant, turn):
    abstained = Turn("What is tungsten?", assistant.answer("What is the melting point of tungsten carbide?"))
    noticed = Turn("?", notice="that went wrong")
    assert restore_turns(assistant, through_a_browser([turn, abstained, noticed])) == [turn, abstained, noticed]


def test_no_article_text_is_kept_beyond_the_quotes(turn):
    stored = json.dumps(store_turns([turn]))
    longest = max(len(citation.article.text) for citation in turn.answer.citations)
    assert len(stored) < 6_000 and longest not in (0, len(stored))
    assert turn.answer.citations[0].article.text not in stored


def test_a_question_that_was_never_answered_is_not_kept():
    assert store_turns([Turn("q")]) == []


def test_the_quote_of_an_article_that_is_gone_comes_back_without_an_article(assistant, turn):
    stored = through_a_browser([turn])
    stored[0]["answer"]["citations"][0]["article"]["id"] = "gone"
    (restored,) = restore_turns(assistant, stored)
    assert restored.answer.citations[0].article.text == ""
    assert restored.answer.citations[0].quote == turn.answer.citations[0].quote


def test_the_next_question_and_the_sources_mark_an_answer_whose_article_was_removed_meanwhile(
    conversation, assistant, turn, monkeypatch
):
    said, article = SimpleNamespace(_data={"turn": "0"}), assistant.article
    session = "the chat", Choices()
    assert conversation.look("", [turn], *session, said)[:3] == (gr.skip(), gr.skip(), gr.skip())

    def removed(article_id, *, version=None):
        if article_id == turn.answer.citations[0].article.id:
            raise ArticleNotFound(article_id)
        return article(article_id, version=version)

    monkeypatch.setattr(assistant, "article", removed)
    shown, turns, beside, *_ = conversation.look("", [turn], *session, said)
    assert "has since been removed" in shown and "no longer in the library" in beside
    assert turns[0].answer.citations[0].article.text == ""
    # Marked once, the pane is still the one that came with the text.
    assert "no longer in the library" in conversation.look("", turns, *session, said)[2]
    # Coming back to the page draws both again.
    shown, _, beside = conversation.refresh([turn])
    assert "has since been removed" in shown and "no longer in the library" in beside
    *_, (shown, *_) = conversation.converse("", "Why?", [turn], *session, request_from("ana"))
    assert "has since been removed" in shown
    growing = [turn, replace(turn, growing=True)]
    assert conversation.look("", growing, *session, said)[:2] == (gr.skip(), gr.skip())


@pytest.mark.parametrize(
    "stored",
    [
        None, "x", 3, [None], [3], ["x"], [{}], [{"question": "q"}], [{"question": "q", "answer": []}],
        [{"question": "q", "answer": {"citations": 3}}],
    ],
)  # fmt: skip
def test_what_is_malformed_is_left_out(assistant, stored):
    assert restore_turns(assistant, stored) == []


@pytest.mark.parametrize(
    "stored",
    [
        "", "{", "[" * 100_000, "null", "[]", '{"chats": [{"turns": 5}]}', '"x"', '{"chats": 3}', '{"chats": [3, {}]}',
        '{"choices": [], "current": 5}',
    ],
)  # fmt: skip
def test_any_store_can_be_read(stored):
    kept = read_kept(stored)
    assert kept["chats"] == [] and kept["choices"] == {}


def test_choices_of_any_kind_become_text_or_nothing():
    assert Choices.restore({"since": "2024-01-01", "until": 3, "x": "y", "source": "a" * 500}) == Choices(
        since="2024-01-01", source="a" * 200
    )
    assert Choices.restore("x") == Choices()


@pytest.mark.parametrize(("kept", "holds"), [("chat", ""), ("digest", "digest"), ("", "")])
def test_a_reader_that_is_no_longer_offered_is_not_chosen_any_more(conversation, kept, holds):
    _, _, choices, *_ = conversation.load(write_kept({**read_kept(""), "choices": {"reader": kept, "source": "Wire"}}))
    assert choices == Choices(source="Wire", reader=holds)


def test_a_page_that_the_server_has_forgotten_goes_on_from_what_the_browser_keeps(conversation, turn):
    forgotten = [], "", None
    kept = keep_chat({**read_kept(""), "choices": {"until": "2024-01-31"}}, "c1", [turn])
    *_, (_, _, _, turns, current, choices) = conversation.converse(
        write_kept(kept), "Why?", *forgotten, request_from("ana")
    )
    assert [each.question for each in turns] == [turn.question, "Why?"]
    assert (current, choices) == ("c1", Choices(until="2024-01-31"))
    said = SimpleNamespace(_data={"turn": "0", "act": "rate", "value": "1"})
    shown, (rated,), *_ = conversation.act(write_kept(kept), *forgotten, said)
    assert rated.rating == 1 and shown
    # Nothing is ever kept where no id leads back to it.
    stored, _, current = conversation.save(write_kept(read_kept("")), [turn], "", None)
    assert current and read_kept(stored)["chats"][0]["id"] == current


def test_a_conversation_that_was_kept_without_an_id_can_be_opened_again():
    kept = read_kept(json.dumps({"chats": [{"id": "a", "turns": []}, {"id": "", "title": "lost", "turns": [{}]}]}))
    lost = kept["chats"][1]
    assert lost["id"] and turns_of(kept, lost["id"]) == [{}]


def test_an_error_that_nobody_foresaw_ends_its_turn_with_a_notice_and_is_logged(
    conversation, assistant, monkeypatch, caplog
):
    def fail(*_, **__):
        raise ZeroDivisionError("a detail of the engine")

    monkeypatch.setattr(assistant, "stream", fail)
    *_, (shown, _, _, turns, *_) = conversation.converse("", "Why?", [], "c", Choices(), request_from("ana"))
    assert turns == [Turn("Why?", notice="Something went wrong; the server's log says what")]
    assert "Something went wrong" in shown and "pending" not in shown and "detail" not in shown
    assert "ZeroDivisionError: a detail of the engine" in caplog.text


def test_a_question_takes_its_turns_as_the_person_who_is_logged_in(conversation, monkeypatch):
    taken, turn = [], FairGate.turn

    def recording(self, *asker):
        taken.append(asker)
        return turn(self, *asker)

    monkeypatch.setattr(FairGate, "turn", recording)
    *_, (_, _, _, turns, *_) = conversation.converse("", QUESTION, [], "c", Choices(), request_from("ana", "a tab"))
    assert turns[0].answer.citations and set(taken) == {("ana", "a tab")}


def test_the_newest_conversation_stands_first_and_the_oldest_give_way():
    kept = read_kept("")
    for number in range(KEPT_CONVERSATIONS + 2):
        kept = keep_chat(kept, f"c{number}", [Turn(f"question {number}", Answer("q", "q"))])
    assert len(kept["chats"]) == KEPT_CONVERSATIONS
    assert (
        kept["chats"][0]["title"] == f"question {KEPT_CONVERSATIONS + 1}" and kept["current"] == kept["chats"][0]["id"]
    )
    assert turns_of(kept, "c0") == []
    assert turns_of(forget_chat(kept, "c5"), "c5") == [] and turns_of(kept, "c5")


def test_too_much_for_a_browser_gives_way_until_it_fits(monkeypatch):
    monkeypatch.setattr("assistant.web.history.KEPT_CHARACTERS", 5_000)
    kept = read_kept("")
    for number in range(5):
        kept = keep_chat(kept, f"c{number}", [Turn("q", Answer("q", "q", text="x" * 1_500))])
    assert 1 <= len(kept["chats"]) < 5 and kept["chats"][0]["id"] == "c4"


def test_what_is_written_is_what_is_read():
    kept = keep_chat(read_kept(""), "c1", [Turn("q", Answer("q", "q"))])
    assert read_kept(write_kept(kept)) == kept


def test_a_conversation_that_another_tab_went_on_with_is_noticed():
    asked = [Turn(question, Answer(question, question)) for question in "abcdef"]
    kept = keep_chat(read_kept(""), "c1", asked[:3])
    assert not grown_elsewhere(kept, "c1", asked[:3]) and not grown_elsewhere(kept, "c1", asked)
    assert not grown_elsewhere(kept, "c2", asked[3:])
    assert grown_elsewhere(kept, "c1", asked[:2]) and grown_elsewhere(kept, "c1", [*asked[:2], asked[5]])
    # Of a long conversation the newest turns are kept alone.
    assert not grown_elsewhere(keep_chat(kept, "c1", asked[2:]), "c1", asked)


def test_a_stopped_answer_keeps_what_there_is_of_it():
    done, growing = Turn("a", Answer("a", "a", text="x")), Turn("b", Answer("b", "b", text="y"), growing=True)
    *earlier, stopped = without_rest([done, growing])
    assert earlier == [done] and stopped.answer.text == "y" and not stopped.growing
    assert stopped.answer.notes == ("Stopped before the answer was complete",)
    assert without_rest([done, Turn("b", growing=True)]) == [done] == without_rest([done])
    assert without_rest([]) == []


def test_only_a_number_that_was_sealed_here_is_opened():
    seal = Seal("secret")
    assert seal.open(seal.close(17)) == 17
    forged = "18" + seal.close(17)[2:]
    for other in ("", "17", "17.", forged, "0" + seal.close(17), Seal("other").close(17), "\u0661.x", "9" * 5000):
        assert seal.open(other) is None


@pytest.mark.parametrize("held", ["", "abc"])
def test_a_secret_that_was_cut_short_signs_nothing(tmp_path, held):
    whole = load_secret(tmp_path, "judgements")
    assert load_secret(tmp_path, "judgements") == whole != load_secret(tmp_path, "sessions")
    (tmp_path / "browser.secret").write_text(held)
    with pytest.raises(StorageError, match="no whole secret; remove it"):
        load_secret(tmp_path, "judgements")
