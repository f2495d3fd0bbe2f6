"""The trained span reader: its network, its weights, and the short answers that come of it."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch

from assistant import Assistant, models
from assistant.citations import cite, verifies
from assistant.errors import ModelError
from assistant.models import SPAN_WEIGHTS, SpanModel, bundled_folder, load_span_model
from assistant.passages import header
from assistant.question.places_of_numbers import belongs_elsewhere, own_number
from assistant.reading.answer_features import overlapping
from assistant.reading.span_network import ANSWER_TOKENS, Pair, PairEncoder, collate, take_spans
from assistant.settings import Settings
from assistant.span_reader import QUOTED_SENTENCES, cuts_number, sentence_evidence
from prompts import load_prompt

WIRE = "There are roughly 2,500 American troops in Iraq and some 900 in Syria."


@pytest.fixture(scope="module")
def encoder() -> PairEncoder:
    return PairEncoder(str(bundled_folder() / "tokenizer.json"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SpanModel:
    return load_span_model(Settings(tmp_path_factory.mktemp("span")))


def test_a_span_of_text_and_its_tokens_lead_to_each_other(encoder: PairEncoder) -> None:
    [pair] = encoder.encode("How many troops are in Syria?", [("Wire · 2024-01-23", WIRE)])
    start = WIRE.index("some 900")
    first, last = pair.token_span(start, start + len("some 900")) or (0, 0)
    offsets = pair.offsets[first - pair.first : last - pair.first + 1]
    assert WIRE[offsets[0][0] : offsets[-1][1]] == "some 900"


def test_a_passage_longer_than_the_network_reads_is_cut_and_an_answer_past_the_cut_is_not_there(
    encoder: PairEncoder,
) -> None:
    text = "word " * 400 + "end"
    [pair] = encoder.encode("What ends it?", [("", text)])
    assert len(pair.ids) <= 256
    assert pair.token_span(text.index("end"), len(text)) is None


def test_the_best_span_is_that_of_the_highest_start_and_end_in_order(encoder: PairEncoder) -> None:
    [pair] = encoder.encode("How many?", [("", WIRE)])
    starts, ends = torch.full((1, 48), -9.0), torch.full((1, 48), -9.0)
    first, last = pair.token_span(WIRE.index("some"), WIRE.index("900") + 3) or (0, 0)
    starts[0, first], ends[0, last] = 5.0, 4.0
    starts[0, last + 1] = 9.0  # A start after every likely end: no span with it is in order and likely.
    starts[0, 0], ends[0, 0] = 1.0, 1.5
    [found] = take_spans([pair], (starts, ends, torch.tensor([0.5])))
    assert WIRE[found.spans[0].start : found.spans[0].end] == "some 900"
    assert found.spans[0].score == pytest.approx(5.0 + 4.0 - 2.5)
    assert (found.null, found.relevance) == (pytest.approx(2.5), pytest.approx(0.5))


def test_no_span_is_longer_than_an_answer(encoder: PairEncoder) -> None:
    [pair] = encoder.encode("What?", [("", "one " * 60)])
    starts, ends = torch.zeros((1, 96)), torch.zeros((1, 96))
    starts[0, pair.first], ends[0, pair.first + 50] = 9.0, 9.0
    [found] = take_spans([pair], (starts, ends, torch.tensor([0.0])))
    assert all(span.end - span.start <= ANSWER_TOKENS * len("one ") for span in found.spans)


def test_an_empty_passage_has_no_spans(model: SpanModel) -> None:
    [found] = model.read("How many?", [("", "")])
    assert found.spans == ()


def test_reading_gives_what_the_network_computes_in_training(encoder: PairEncoder) -> None:
    """Parity: the shipped reading path against one plain forward pass of all passages, as a training step makes it."""
    from safetensors.torch import load_file

    network = models.new_span_network()
    network.load_state_dict(load_file(SPAN_WEIGHTS), strict=False)
    question = "How many troops are in Syria?"
    passages = [
        ("Wire · 2024-01-23", WIRE),
        ("", "A storm closed the bridge. " * 9),
        ("Title · Outlet", "No one came."),
    ]
    pairs = encoder.encode(question, passages)
    with torch.no_grad():
        expected = take_spans(pairs, network.eval().float()(collate(pairs)))
    found = SpanModel(network, precision="float32").read(question, passages)
    for one, other in zip(found, expected, strict=True):
        assert one.null == pytest.approx(other.null, abs=1e-3)
        assert one.relevance == pytest.approx(other.relevance, abs=1e-3)
        assert [(s.start, s.end) for s in one.spans] == [(s.start, s.end) for s in other.spans]


def test_threads_that_read_at_once_get_each_their_own(model: SpanModel) -> None:
    questions = ["How many troops are in Syria?", "How many troops are in Iraq?", "Who came?"]
    alone = [model.read(question, [("", WIRE)] * 3) for question in questions]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda question: model.read(question, [("", WIRE)] * 3), questions * 6))
    assert together == alone * 6


def test_the_weights_are_small_and_loaded_once(model: SpanModel, tmp_path: Path) -> None:
    assert SPAN_WEIGHTS.stat().st_size < 24_000_000
    assert load_span_model(Settings(tmp_path)) is model


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered = tmp_path / "span-reader.safetensors"
    content = bytearray(SPAN_WEIGHTS.read_bytes())
    content[-1] ^= 1
    altered.write_bytes(content)
    monkeypatch.setattr(models, "SPAN_WEIGHTS", altered)
    models._load_span_model.cache_clear()
    try:
        with pytest.raises(ModelError, match="altered.*reinstall"):
            load_span_model(Settings(tmp_path))
    finally:
        models._load_span_model.cache_clear()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many US troops are in Syria?", "2,000"),
        ("How many eddies has Halden-4 found?", "6,115"),
        ("Who is the mayor of Port Alden?", "Iredale"),
        ("When will the coalition's mission in Iraq end?", "September 2025"),
    ],
)
def test_a_question_of_fact_gets_a_short_answer_that_stands_in_its_quote(
    sample_assistant: Assistant, question: str, answer: str
) -> None:
    found = sample_assistant.answer(question)
    assert found.reader == "span"
    assert answer in (found.short_answer or "")
    assert found.text.startswith("**")
    assert found.short_answer in found.citations[0].quote
    assert found.citations[0].supports == found.short_answer
    assert all(verifies(citation) and citation.supports in citation.quote for citation in found.citations[1:])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much of the cost of Castell Bridge will the state pay?", "$212 million"),
        ("How much does it cost to cross the Castell Bridge?", "$212 million"),
    ],
)
def test_where_no_short_answer_is_sure_the_sentences_of_the_likeliest_are_quoted_and_said_to_be_that(
    sample_assistant: Assistant, question: str, answer: str
) -> None:
    found = sample_assistant.answer(question)
    assert (found.reader, found.short_answer, found.abstained) == ("span", None, False)
    assert found.text.startswith(load_prompt("quotes_only"))
    assert answer in found.citations[0].quote
    assert 1 <= len(found.citations) <= QUOTED_SENTENCES
    assert len({citation.quote for citation in found.citations}) == len(found.citations)
    assert all(verifies(citation) and citation.supports == citation.quote for citation in found.citations)
    days = [str(citation.article.published_on) for citation in found.citations]
    assert days == sorted(days, reverse=True)  # Both ask how things stand.


def test_a_span_in_the_same_place_is_no_rival(sample_assistant: Assistant) -> None:
    question = "How many US troops are in Syria?"
    answers = sample_assistant.span_reader.answers(question, sample_assistant.retrieve(question))
    [first, second] = (
        answers[0],
        next(each for each in answers if not overlapping(each.candidates, answers[0].candidates)),
    )
    assert overlapping(first.candidates, first.candidates)
    assert first.features.lead > 0 > second.features.lead


def test_every_candidate_is_words_of_its_article_inside_its_sentence(sample_assistant: Assistant) -> None:
    question = "How many US troops are in Syria?"
    answers = sample_assistant.span_reader.answers(question, sample_assistant.retrieve(question))
    assert answers
    for answer in answers:
        assert 0 <= answer.probability <= 1
        for candidate in answer.candidates:
            citation = cite(sentence_evidence(candidate), number=1)
            assert verifies(citation)
            assert candidate.text in citation.quote
            assert math.isfinite(candidate.raw)


def test_a_question_in_capitals_gets_the_same_answer(sample_assistant: Assistant) -> None:
    plain = sample_assistant.answer("How many troops are in Syria?")
    assert plain.short_answer
    assert sample_assistant.answer("HOW MANY TROOPS ARE IN SYRIA?").short_answer == plain.short_answer


@pytest.mark.parametrize(
    ("question", "reader"),
    [
        ("Why was the launch of Halden-4 delayed?", "digest"),
        ("What is the latest on Castell Bridge?", "digest"),
        ("Did Tomas Iredale win the election?", "span"),
    ],
)
def test_an_account_is_the_digests_and_a_yes_or_no_is_quoted(
    sample_assistant: Assistant, question: str, reader: str
) -> None:
    found = sample_assistant.answer(question, reader="span")
    assert (found.reader, found.short_answer) == (reader, None)
    assert found.citations


def test_the_reader_sees_the_header_that_training_showed(sample_assistant: Assistant) -> None:
    [found, *_] = sample_assistant.retrieve("How many US troops are in Syria?")
    assert header(found.article).count("·") == 2


def test_pairs_of_different_length_do_not_disturb_each_other(model: SpanModel) -> None:
    long = ("", "The council met again on Monday. " * 12)
    [alone] = model.read("How many troops are in Syria?", [("", WIRE)])
    [beside, _] = model.read("How many troops are in Syria?", [("", WIRE), long])
    assert beside.null == pytest.approx(alone.null, abs=0.3)
    assert [(s.start, s.end) for s in beside.spans[:1]] == [(s.start, s.end) for s in alone.spans[:1]]


def test_a_pair_without_room_for_offsets_has_no_token_span() -> None:
    assert Pair([101, 102], 2, []).token_span(0, 3) is None


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("3", True),
        ("870", True),
        ("3,870", False),
        ("2", True),
        ("2.5", False),
        ("10", False),
        ("15", True),
        ("15-20", False),
        ("30", True),
    ],
)
def test_a_part_of_a_number_is_no_answer(words: str, cut: bool) -> None:
    text = "They found 3,870 eddies, 2.5 of 10 of them new, in 15-20 minutes before 2:30."
    start = text.index(words)
    assert cuts_number(text, start, start + len(words)) is cut


@pytest.mark.parametrize(
    ("question", "number", "elsewhere"),
    [
        ("How many troops are in Syria?", "2,500", True),
        ("How many US troops are in Syria?", "2,500", True),
        ("HOW MANY TROOPS ARE IN SYRIA?", "2,500", True),
        ("How many troops are in Syria?", "900", False),
        ("How many American troops are in Iraq?", "900", True),
        ("How many American troops are in Iraq?", "2,500", False),
        ("How many troops are in Iraq and Syria?", "2,500", False),
        ("How many American troops are there?", "2,500", False),
    ],
)
def test_a_number_of_another_place_is_no_answer(question: str, number: str, elsewhere: bool) -> None:
    start = WIRE.index(number)
    assert belongs_elsewhere(question, WIRE, start, start + len(number)) is elsewhere


def test_a_number_after_about_is_no_place() -> None:
    sentence = "About 2,500 US troops serve in Iraq and about 900 in Syria."
    start = sentence.index("2,500")
    assert belongs_elsewhere("How many US troops are in Syria?", sentence, start, start + 5)
    assert not belongs_elsewhere("How many US troops are in Iraq?", sentence, start, start + 5)


def test_a_sentence_that_begins_with_its_places_is_left_to_the_reader() -> None:
    sentence = "Exports to Iraq rose by 5 percent, to Syria by 7 percent and to Libya by 9 percent."
    start = sentence.index("7 percent")
    assert not belongs_elsewhere("How much did exports to Syria rise?", sentence, start, start + 9)


def test_of_a_span_with_the_numbers_of_two_places_the_one_that_is_asked_for_stays() -> None:
    whole = "2,500 American troops in Iraq and some 900"
    start = WIRE.index(whole)
    first, last = own_number("How many troops are in Syria?", WIRE, start, start + len(whole))
    assert WIRE[first:last] == "900"
    assert own_number("How many troops are there?", WIRE, start, start + len(whole)) == (start, start + len(whole))


@pytest.mark.parametrize(("place", "number"), [("Syria", "900"), ("Iraq", "2,500")])
def test_each_place_gets_its_own_number(sample_assistant: Assistant, place: str, number: str) -> None:
    found = sample_assistant.read(f"How many troops are in {place}?", [f"{WIRE} They were attacked 140 times."])
    assert found.short_answer == number
