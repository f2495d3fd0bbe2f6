"""Training the span reader: what it is trained on, its loss, and going on after a stop."""

from __future__ import annotations

import gzip
import json
import math
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from assistant import Assistant
from assistant.errors import InputError
from assistant.models import bundled_folder
from assistant.reading.span_network import Batch, Pair, PairEncoder
from training import average, paragraph_questions, prepare, train
from training.alterations import altered, altered_within, reversed_roles
from training.evaluate import area_under_roc
from training.groups import Group, Piece, among_sentences, cut, make_header, read_groups, write_groups
from training.news.kinds import Kind
from training.news.patterns import KINDS, news_groups
from training.paragraph_questions import paragraph_hash
from training.sources import Example
from training.train import Encoded, batch_loss, encode
from training.written import STORIES, written_groups

TEXT = "The fleet sailed from Port Alden in May. It carried forty guns. " * 12
EXAMPLE = Example("new_wiki", "Port_Alden", "How many guns did it carry?", TEXT, ((TEXT.index("forty"), "forty"),))


def test_an_example_is_cut_as_the_project_cuts_and_its_answer_marked_where_it_stands() -> None:
    pieces = cut(EXAMPLE, random.Random(1))
    assert "".join(piece.text for piece in pieces) == TEXT
    [(piece, (start, end))] = [(piece, span) for piece in pieces for span in piece.spans]
    assert piece.text[start:end] == "forty"
    assert [piece.relevant for piece in pieces].count(True) == 1


def test_a_sentence_keeps_its_answer_among_others() -> None:
    example = Example("qamr", "", "Who came?", "Anna came.", ((0, "Anna"),))
    for seed in range(9):
        piece = among_sentences(example, ["It rained.", "Bo left."], random.Random(seed))
        [(start, end)] = piece.spans
        assert piece.text[start:end] == "Anna"


def test_an_altered_question_asks_about_something_else() -> None:
    chance = random.Random(3)
    changed = altered("What did the mayor of Port Alden say in 1999?", ["Karlsund"], chance)
    assert changed is not None
    assert ("Port Alden" in changed) != ("1999" in changed)
    assert altered("what happened then?", ["Karlsund"], chance) is None


def test_a_question_altered_with_its_own_text_has_a_name_far_from_the_answer_an_opposite_or_a_not() -> None:
    far = "Anna Berg met him later at Karlsund Castle, she said. "
    text = "The first king was Olaf. " + "He reigned for long, and the people were content with it. " * 3 + far
    example = Example("new_wiki", "", "Who was the first king of Port Alden?", text, ((19, "Olaf"),))
    changed = {altered_within(example, random.Random(seed)) for seed in range(200)}
    assert "Who was the last king of Port Alden?" in changed
    assert "Who was the first king of Karlsund Castle?" in changed
    assert "Who wasn't the first king of Port Alden?" in changed
    assert not any("Olaf" in question for question in changed if question)
    assert altered_within(Example("qed", "", "why so?", "So.", ()), random.Random(1)) is None


@pytest.mark.parametrize(
    ("question", "turned"),
    [
        ("Who sentenced the mayor of Karlsund?", "Who was sentenced by the mayor of Karlsund?"),
        ("Which club was bought by Anna Berg?", "Which club bought Anna Berg?"),
        ("Who married Anna Berg?", None),
        ("Who lived in Karlsund?", None),
        ("When was the bridge built by Olaf?", None),
    ],
)
def test_roles_are_reversed_where_that_asks_something_else(question: str, turned: str | None) -> None:
    assert reversed_roles(question) == turned


def test_made_up_news_marks_the_answer_where_it_stands_and_nowhere_else() -> None:
    groups = list(news_groups(4000, ["It rained."], random.Random(1)))
    answered = [group for group in groups if any(piece.spans for piece in group.pieces)]
    assert 0.7 < len(answered) / len(groups) < 0.9
    for group in groups:
        assert "{" not in group.question
        for piece in group.pieces:
            assert piece.relevant == bool(piece.spans)
            assert all(start == 0 or not piece.text[start - 1].isalnum() for start, _ in piece.spans)
    places = "Egypt|Kenya|Japan|Brazil|Norway|Chile|Canada|Ghana|Nigeria|India|Jordan|Latvia|Tunisia|Panama|Bolivia"
    asked = re.compile(rf"Who is the (?!current |nominee )(?P<office>[a-z ]+) of (?P<place>{places})\?")
    offices = [(group, found) for group in answered if (found := asked.fullmatch(group.question))]
    assert offices
    for group, found in offices:
        [(piece, (start, end))] = [(piece, span) for piece in group.pieces for span in piece.spans]
        around = piece.text[max(0, start - 80) : end + 80].lower()
        assert found["office"] in around
        assert found["place"][:4].lower() in around


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_made_up_news_has_what_its_phrases_name_and_phrases_for_what_it_asks(kind: Kind) -> None:
    fact = kind.make(random.Random(1))
    phrases = (*kind.sentences, *kind.reversed, *(f"{asked} {{{answer}}}" for asked, answer in kind.questions))
    assert set(re.findall(r"{(\w+)}", " ".join(phrases))) <= set(fact)
    told = " ".join(kind.sentences)
    assert all(f"{{{answer}}}" in told for _, answer in kind.questions)


def test_headers_have_a_title_an_outlet_and_a_day_or_parts_of_these() -> None:
    headers = {make_header("Port_Alden", random.Random(seed)) for seed in range(20)}
    assert all(text.startswith("Port Alden · ") for text in headers)
    assert make_header("Amazon_Reviews_30", random.Random(1)).count("Amazon") == 0


def test_groups_come_back_from_their_file(tmp_path: Path) -> None:
    groups = [Group("qamr", "Who?", (Piece("h", "Anna came.", ((0, 4),), True), Piece("h", "Bo left.")))]
    assert write_groups(tmp_path / "groups.jsonl.gz", groups) == 1
    assert list(read_groups(tmp_path / "groups.jsonl.gz")) == groups


def test_the_loss_is_that_of_each_passage_of_the_group_together_and_of_relevance() -> None:
    pairs = [Pair([101, 7, 102, 8, 9, 102], 3, [(0, 1), (2, 3)])] * 2
    group = Encoded(pairs, [[(3, 4)], []], [True, False])
    starts = torch.tensor(
        [[0.0, -torch.inf, -torch.inf, 1.0, 0.0, -torch.inf], [2.0, *[-torch.inf] * 2, 0.0, 0.0, -torch.inf]]
    )
    ends = starts.clone()
    relevance = torch.tensor([0.0, 0.0])
    nothing = torch.zeros(2, 6)
    found = batch_loss([group], Batch(nothing, nothing, nothing, nothing), (starts, ends, relevance))
    whole = math.log(1 + math.e + 1)
    answered = 2 * whole - (1.0 + 0.0)
    declined = 2 * math.log(math.exp(2) + 2) - 4.0
    together = 2 * math.log(math.e + 1 + 2) - 1.0
    expected = (answered + declined) / 2 + train.GROUP_WEIGHT * together + train.RELEVANCE_WEIGHT * math.log(2)
    assert float(found) == pytest.approx(expected, rel=1e-5)


def test_an_answer_much_longer_than_the_shortest_is_not_trained_on() -> None:
    text = "It was Anna of the northern fleet who came."
    piece = Piece("", text, ((7, 11), (7, 33)), True)
    encoded = encode(PairEncoder(str(bundled_folder() / "tokenizer.json")), Group("x", "Who came?", (piece,)))
    assert len(encoded.spans[0]) == 1


def test_training_goes_on_where_it_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piece = Piece("", "Anna came to the harbor.", ((0, 4),), True)
    write_groups(
        tmp_path / "groups.jsonl.gz", [Group("x", "Who came?", (piece,)), Group("x", "When?", (Piece("", "No."),))]
    )
    train.main(["--work", str(tmp_path), "--epochs", "2"])
    assert "from step 0" in capsys.readouterr().out
    with pytest.raises(InputError, match="epochs was 2.0, is 3.0"):
        train.main(["--work", str(tmp_path), "--epochs", "3"])
    state = torch.load(tmp_path / "reader.pt", weights_only=True)
    # A checkpoint of before options were recorded goes on, and says so.
    torch.save({name: value for name, value in state.items() if name != "made_with"}, tmp_path / "reader.pt")
    train.main(["--work", str(tmp_path), "--epochs", "3"])
    out = capsys.readouterr().out
    assert "does not say what it was made with" in out and "3 steps, from step 2" in out
    state = torch.load(tmp_path / "reader.pt", weights_only=True)
    assert state["step"] == 3
    train.main(["--work", str(tmp_path), "--name", "other", "--start", str(tmp_path / "reader.pt"), "--epochs", "0.5"])
    torch.save({"average": {"span.bias": torch.zeros(2)}}, tmp_path / "wrong.pt")
    with pytest.raises(InputError, match="has not the span reader's weights"):
        train.main(["--work", str(tmp_path), "--name", "third", "--start", str(tmp_path / "wrong.pt")])
    assert not any("word_embeddings" in name for name in state["average"])


def test_area_under_roc_counts_ties_half() -> None:
    import numpy as np

    assert area_under_roc([0.9, 0.5, 0.5, 0.1], np.array([True, True, False, False])) == pytest.approx(0.875)


def test_the_mean_of_two_checkpoints_is_that_of_their_averages(tmp_path: Path) -> None:
    for name, value in (("one", 1.0), ("other", 3.0)):
        weights = {"span.bias": torch.full((2,), value)}
        torch.save({"average": weights, "last": {}, "step": 5}, tmp_path / f"{name}.pt")
    average.main([str(tmp_path / "one.pt"), str(tmp_path / "other.pt"), "--to", str(tmp_path / "mean.pt")])
    mean = torch.load(tmp_path / "mean.pt", weights_only=True)
    assert mean["average"]["span.bias"].tolist() == [2.0, 2.0]


STORY = {
    "articles": [
        {
            "headline": "Toll of Karlsund fire rises to nine",
            "outlet": "Harbor Times",
            "published": "2025-03-14",
            "text": "KARLSUND - Nine people died in the fire, Anna Berg said. "
            + "Rain fell all day on the town. " * 40,
        }
    ],
    "questions": [
        {"q": "How many died in the fire?", "answers": [{"article": 0, "text": "Nine", "in": "Nine people"}]},
        {"q": "Who said so?", "answers": [{"article": 0, "text": "Anna Berg"}]},
        {"q": "Who put the fire out?", "answers": []},
    ],
}


def test_a_written_story_becomes_groups_with_the_answer_marked_where_it_was_said_to_stand(tmp_path: Path) -> None:
    stories, more = tmp_path / "stories.jsonl.gz", tmp_path / "more.jsonl.gz"
    stories.write_bytes(gzip.compress(json.dumps(STORY).encode()))
    extra = {"q": "How many died in the flood?", "answers": []}
    of = {"story": paragraph_hash(STORY["articles"][0]["text"]), "questions": [extra]}
    more.write_bytes(gzip.compress(json.dumps(of).encode()))
    groups = list(written_groups(tmp_path, 2, random.Random(1), files=[stories, more]))
    assert [group.question for group in groups] == [q["q"] for q in [*STORY["questions"], extra] for _ in range(2)]
    for group in groups:
        marked = [piece.text[start:end] for piece in group.pieces for start, end in piece.spans]
        told = {"How many died in the fire?": ["Nine"], "Who said so?": ["Anna Berg"]}
        assert marked == told.get(group.question, [])
        assert all(piece.relevant == bool(piece.spans) for piece in group.pieces)
        assert all(piece.header.startswith("Toll of Karlsund fire") for piece in group.pieces)
        assert sum(not piece.spans for piece in group.pieces) >= 2


def test_a_smaller_share_keeps_no_text_of_the_one_before(tmp_path: Path) -> None:
    other = replace(EXAMPLE, title="Karlsund", context="Anna Berg ruled Karlsund for long. It rained there.")
    library = prepare._library(tmp_path, [EXAMPLE, other])
    assert prepare._library(tmp_path, [other]) == library
    with Assistant.open(library) as assistant:
        assert {found.article.title for found in assistant.retrieve("guns and rain", k=9)} == {"Karlsund"}


def test_every_answer_of_the_stories_that_are_kept_stands_where_it_is_said_to() -> None:
    with gzip.open(STORIES, "rt", encoding="utf-8") as file:
        stories = [json.loads(line) for line in file]
    assert len(stories) == 315
    for story in stories:
        for answer in (answer for question in story["questions"] for answer in question["answers"]):
            around = answer.get("in", answer["text"])
            assert story["articles"][answer["article"]]["text"].count(around) == 1
            assert around.count(answer["text"]) == 1


def test_the_questions_on_paragraphs_name_them_by_hash_and_their_answers_by_place(tmp_path: Path) -> None:
    context = "The mill burned down in 1906. It was rebuilt in 1911."
    rows = [
        {"paragraph": paragraph_hash(context), "question": "When was it rebuilt?", "start": 48, "end": 52},
        {"paragraph": paragraph_hash(context), "question": "Who burned it down?"},
        {"paragraph": paragraph_hash("of a set that is not there"), "question": "Why?"},
    ]
    path = tmp_path / "questions.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    of = Example("squad1", "Mills", "When did it burn down?", context, ((24, "1906"),))
    other = replace(of, source="qamr", context="of a set that is not there")
    answered, unanswered = paragraph_questions.paragraph_examples([of, other], [path])
    assert (answered.answers, answered.title) == (((48, "1911"),), "Mills")
    assert unanswered.answers == () and unanswered.context == context


def test_two_in_three_of_the_questions_on_paragraphs_have_no_answer_and_none_holds_a_paragraph() -> None:
    with gzip.open(paragraph_questions.QUESTIONS, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert len({(row["paragraph"], row["question"]) for row in rows}) == len(rows) > 10_000
    assert 0.6 < sum("start" not in row for row in rows) / len(rows) < 0.8
    assert all(set(row) <= {"paragraph", "question", "start", "end"} for row in rows)
    assert max(len(row["question"]) for row in rows) < 200


@pytest.mark.parametrize(("name", "least"), [("more_paragraph_questions", 20_000), ("edited_questions", 3_000)])
def test_the_other_files_of_questions_hold_no_paragraph_either_and_none_of_the_first_ones(
    name: str, least: int
) -> None:
    folder = paragraph_questions.QUESTIONS.parent
    first, rows = (
        [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
        for path in (paragraph_questions.QUESTIONS, folder / f"{name}.jsonl.gz")
    )
    asked = {(row["paragraph"], row["question"]) for row in rows}
    assert len(asked) == len(rows) > least
    assert not asked & {(row["paragraph"], row["question"]) for row in first}
    assert all(set(row) <= {"paragraph", "question", "start", "end"} for row in rows)


def test_every_edited_question_on_a_story_has_its_story() -> None:
    folder = STORIES.parent
    edits = [json.loads(line) for line in gzip.decompress((folder / "story_edits.jsonl.gz").read_bytes()).splitlines()]
    stories = [
        json.loads(line)
        for path in folder.glob("*stories.jsonl.gz")
        for line in gzip.decompress(path.read_bytes()).splitlines()
    ]
    assert {line["story"] for line in edits} <= {paragraph_hash(story["articles"][0]["text"]) for story in stories}
    assert all(question["answers"] == [] for line in edits for question in line["questions"])
