"""The values of a fact over time: which lead, which are shown, and what counts as a disagreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest

from assistant.compose import compose
from assistant.reading.answer_scores import AnswerFeatures
from assistant.reading.short_answers import ShortAnswer, SpanCandidate, group_equal, support_of, supporting
from assistant.reading.span_network import PassageScores, ScoredSpan
from assistant.span_reader import SpanReader
from assistant.timeline import MOST_CONFIDENCE, confidence_in, dated_values, disagree, leading
from assistant.types import (
    Answer,
    Article,
    DatedEvidence,
    Evidence,
    Filters,
    Passage,
    Reading,
    RetrievedPassage,
    escape_markdown,
)

NOW = "How many troops are in Syria?"
THEN = "How many troops were in Syria?"
_NOTHING = AnswerFeatures(*[0.0] * len(fields(AnswerFeatures)))


def candidate(value: str, day: str, outlet: str, *, raw: float = 5.0, margin: float = 3.0) -> SpanCandidate:
    text = f"The ministry counts {value} troops in Syria."
    article = Article(id=f"{outlet}-{day}-{value}", text=text, title="", source=outlet, published=day)
    passage = Passage(id="p", article_id=article.id, start=0, end=len(text), text=text)
    start = text.index(value)
    return SpanCandidate(RetrievedPassage(passage, article, 1.0, 1), start, start + len(value), raw, margin, 1.0)


def answer(probability: float, *candidates: SpanCandidate) -> ShortAnswer:
    return ShortAnswer(candidates, _NOTHING, rank_score=probability, probability=probability)


OLD = answer(0.8, candidate("900", "2024-01-23", "Wire"), candidate("900", "2024-03-01", "Post"))
NEW = answer(0.5, candidate("2,000", "2024-12-19", "Times"))


def test_the_newest_value_leads_where_a_question_asks_how_things_stand() -> None:
    values = dated_values(NOW, [OLD, NEW])
    assert [value.candidate.text for value in values] == ["2,000", "900"]
    assert leading(NOW, [OLD, NEW], values) is NEW
    assert leading(THEN, [OLD, NEW], values) is OLD


def test_nothing_is_newer_than_a_value_without_a_date() -> None:
    undated = answer(0.9, candidate("900", "", "Wire"))
    values = dated_values(NOW, [undated, NEW])
    assert {value.candidate.text for value in values} == {"2,000", "900"}
    assert leading(NOW, [undated, NEW], values) is undated


def test_whom_everything_is_about_does_not_lead_before_the_holder_of_an_office() -> None:
    famous = answer(0.8, candidate("Musk", "2024-12-19", "Wire", margin=-5.0))
    holder = answer(0.3, candidate("Yaccarino", "2024-12-01", "Post"))
    who = "Who is the chief executive?"
    values = dated_values(who, [famous, holder])
    assert leading(who, [famous, holder], values) is holder
    assert confidence_in(who, [famous, holder], values) == holder.probability
    toll = "How many people were killed?"
    assert leading(toll, [famous, holder], [*values]) is holder
    won = "Who won the race?"
    assert leading(won, [famous, holder], dated_values(won, [famous, holder])) is famous


def test_numbers_of_different_days_are_no_rivals_and_names_are() -> None:
    six = answer(0.35, candidate("six", "2024-01-01", "Wire"))
    seven = answer(0.3, candidate("seven", "2024-01-02", "Post"))
    same_day = answer(0.3, candidate("eight", "2024-01-01", "Times"))
    assert confidence_in(NOW, [six, seven], dated_values(NOW, [six, seven])) == pytest.approx(0.65)
    assert confidence_in(NOW, [six, same_day], dated_values(NOW, [six, same_day])) == 0.35
    assert confidence_in(NOW, [OLD, NEW], dated_values(NOW, [OLD, NEW])) == max(OLD.probability, MOST_CONFIDENCE)
    # What was, one value says; the newest is not what is asked for.
    assert confidence_in(THEN, [six, seven], dated_values(THEN, [six, seven])) == 0.35
    who = "Who is the minister?"
    assert confidence_in(who, [six, seven], dated_values(who, [six, seven])) == 0.35
    # Of amounts, the newest leads in the place of the likeliest: that is as sure as the less sure of both.
    price = "How much does it cost?"
    assert confidence_in(price, [six, seven], dated_values(price, [six, seven])) == 0.3


def test_a_run_of_equal_values_is_one_entry_of_its_newest_day() -> None:
    assert [str(value.day) for value in dated_values(NOW, [OLD, NEW])] == ["2024-12-19", "2024-03-01"]


def test_an_unlikely_value_or_one_of_a_passage_that_does_not_answer_is_none() -> None:
    unlikely = answer(-4.0, candidate("17", "2025-01-01", "Times"))
    elsewhere = answer(0.7, candidate("17", "2025-01-01", "Times", margin=-2.0))
    assert dated_values(NOW, [OLD, unlikely, elsewhere]) == dated_values(NOW, [OLD])


def test_what_is_measured_otherwise_is_no_other_value() -> None:
    tall = answer(0.7, candidate("26 metres", "2024-01-23", "Wire"))
    dead = answer(0.6, candidate("41", "2024-06-23", "Post"))
    taller = answer(0.5, candidate("30 meters", "2024-07-23", "Times"))
    values = dated_values("How tall are the troops in Syria?", [tall, dead, taller])
    assert [value.candidate.text for value in values] == ["30 meters", "26 metres"]


def test_other_articles_agree_only_where_their_passages_answer() -> None:
    group = answer(0.9, candidate("900", "2024-01-23", "Wire"), candidate("900", "2024-03-01", "Post", margin=-1.0))
    assert [found.article.source for found in supporting(group)] == ["Wire"]
    assert support_of(group) == "one source"


def test_an_article_that_names_the_old_value_beside_the_new_one_counts_with_the_clearer() -> None:
    new = candidate("2,000", "2024-12-19", "Times")
    aside = replace(candidate("900", "2024-12-19", "Times"), found=new.found, end=new.start, start=0)
    values = dated_values(NOW, [answer(0.8, new), answer(0.7, *OLD.candidates, aside)])
    assert [(value.candidate.text, str(value.day)) for value in values] == [
        ("2,000", "2024-12-19"),
        ("900", "2024-03-01"),
    ]


def test_an_article_counts_with_its_clearest_value_though_another_one_is_likelier_of_all() -> None:
    old, named = candidate("900", "2024-01-24", "A"), candidate("900", "2024-12-19", "B", margin=1.0)
    new = candidate("2,000", "2024-12-19", "B", margin=7.0)
    named = replace(named, found=new.found)
    values = dated_values("How many are there?", [answer(0.7, old, named), answer(0.6, new)])
    assert [(value.candidate.text, str(value.day)) for value in values] == [
        ("2,000", "2024-12-19"),
        ("900", "2024-01-24"),
    ]


def test_outlets_that_differ_at_the_same_time_disagree_and_a_change_over_months_does_not() -> None:
    at_once = answer(0.5, candidate("1,200", "2024-03-03", "Times"))
    assert disagree(NOW, dated_values(NOW, [OLD, at_once]))
    assert not disagree(NOW, dated_values(NOW, [OLD, NEW]))


def test_a_toll_that_is_higher_on_a_later_day_has_risen() -> None:
    toll = "How many people died in the flood?"
    first = answer(0.8, candidate("41", "2024-03-01", "Wire"))
    later = answer(0.7, candidate("60", "2024-03-04", "Times"))
    assert not disagree(toll, dated_values(toll, [first, later]))
    # Lower on a later day, or another one of the same day, it is another outlet's count.
    for day, count in (("2024-03-04", "30"), ("2024-03-01", "60")):
        assert disagree(toll, dated_values(toll, [first, answer(0.7, candidate(count, day, "Times"))]))
    # What is no toll may be known differently.
    assert disagree(NOW, dated_values(NOW, [first, later]))


def test_a_day_to_come_may_be_put_off_and_one_that_was_may_not() -> None:
    first = answer(0.8, candidate("March 2026", "2024-03-01", "Wire"))
    later = answer(0.7, candidate("May 4, 2027", "2024-09-01", "Times"))
    vague = answer(0.7, candidate("within a year", "2024-10-01", "Post"))
    plan = "When will the bridge open?"
    values = dated_values(plan, [first, later, vague])
    assert [value.candidate.text for value in values] == ["May 4, 2027", "March 2026"]
    assert leading(plan, [first, later, vague], values) is later
    assert dated_values("When did the bridge open?", [first, later]) == []


class Pointing:
    """Points at the given words of each text, with log odds against "not in this passage"."""

    def __init__(self, *pointed: dict[str, float]) -> None:
        self._pointed = pointed

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageScores]:
        found = []
        for (_, text), pointed in zip(passages, self._pointed, strict=True):
            spans = [ScoredSpan(text.index(words), text.index(words) + len(words), x) for words, x in pointed.items()]
            found.append(PassageScores(tuple(sorted(spans, key=lambda span: -span.score)), 0.0, 5.0))
        return found


def test_a_sentence_with_two_values_backs_the_one_that_leads() -> None:
    texts = {
        "2024-05-02": "The army had 2,500 troops in the hills and 900 troops in the valley.",
        "2024-05-03": "It has 900 troops there.",
        "2024-05-04": "It has 900 troops, he said.",
    }
    passages = []
    for day, text in texts.items():
        article = Article(id=day, text=text, title="", source=day, published=day)
        passages.append(RetrievedPassage(Passage(day, day, 0, len(text), text), article, 1.0, 1))
    model = Pointing({"2,500": 7.2, "900": 7.0}, {"900": 7.0}, {"900": 7.0})
    reading = SpanReader(model, lambda terms: dict.fromkeys(terms, 1.0), 100).read(
        "How many troops were there?", passages
    )
    assert reading.short_answer == "900"
    assert {value.value for value in reading.values} <= {"900"}
    assert {evidence.answer for evidence in reading.evidence} == {"900"}


def test_a_question_for_no_number_name_or_day_has_no_values() -> None:
    assert dated_values("What did they find?", [OLD, NEW]) == []
    assert dated_values(NOW, []) == []


def test_outlets_are_counted_and_a_copied_sentence_is_one_voice() -> None:
    one, other = candidate("900", "2024-01-23", "Wire"), candidate("some 900", "2024-01-24", "Post")
    assert support_of(answer(0.9, one)) == "one source"
    assert support_of(answer(0.9, one, other)) == "two outlets agree"
    assert support_of(OLD) == "one source"  # The same sentence, word for word, under two outlets' names.


def test_equal_answers_are_one_group_in_the_order_of_their_best() -> None:
    spans = [candidate("2,000", "2024-12-19", "A"), candidate("some 900", "2024-01-23", "B")]
    groups = group_equal([*spans, candidate("nine hundred", "2024-01-24", "C")])
    assert [[span.text for span in group] for group in groups] == [["2,000"], ["some 900", "nine hundred"]]


def test_an_answer_that_could_be_either_of_two_does_not_make_them_one() -> None:
    spans = [candidate(name, "2024-01-24", "A") for name in ("Biden", "Hunter Biden", "Joe Biden")]
    assert [[each.text for each in group] for group in group_equal(spans)] == [["Biden", "Hunter Biden"], ["Joe Biden"]]


def test_of_the_newest_day_the_value_that_is_said_most_clearly_leads() -> None:
    # Older articles repeat 900 and lift it as a whole; on the newest day 2,000 is said more clearly.
    often = answer(0.9, candidate("900", "2024-01-23", "Wire"), candidate("900", "2024-12-19", "Post", raw=4.0))
    values = dated_values(NOW, [often, NEW])
    assert leading(NOW, [often, NEW], values) is NEW


def test_an_article_that_tells_what_it_was_before_is_no_value_of_its_own_day() -> None:
    recounted = candidate("900", "2024-12-20", "Ledger", margin=0.5)
    old = answer(0.8, candidate("900", "2024-01-23", "Wire"), recounted)
    clear = answer(0.5, candidate("2,000", "2024-12-19", "Times", margin=6.0))
    values = dated_values(NOW, [old, clear])
    assert [(value.candidate.text, str(value.day)) for value in values] == [
        ("2,000", "2024-12-19"),
        ("900", "2024-01-23"),
    ]
    assert not disagree(NOW, values)
    # As clear as the new value, it is another outlet's: a disagreement.
    as_clear = answer(0.8, candidate("900", "2024-01-23", "Wire"), replace(recounted, margin=5.0))
    assert disagree(NOW, dated_values(NOW, [as_clear, clear]))


def test_amounts_of_other_orders_are_of_other_things() -> None:
    toll = answer(0.8, candidate("$2.40", "2025-03-04", "Post"))
    cost = answer(0.7, candidate("$212 million", "2025-02-11", "Times"))
    earlier = answer(0.6, candidate("$1.80", "2024-02-11", "Times"))
    values = dated_values("What is the toll?", [toll, cost, earlier])
    assert [value.candidate.text for value in values] == ["$2.40", "$1.80"]


def test_the_answer_shows_the_lead_in_bold_then_the_other_values_with_their_days() -> None:
    new = Article("n", "Now about 2,000 are there.", "", "Times", published="2024-12-19")
    old = Article("o", "Some 900 are there.", "", "Wire", published="2024-01-23")
    evidence = Evidence(new, 0, len(new.text), 0.9), Evidence(old, 0, len(old.text), 0.9)
    values = (DatedEvidence("2,000", evidence[0]), DatedEvidence("900", evidence[1]))
    *_, last = compose(Answer(NOW, NOW), Reading(evidence, 0.9, None, "2,000", "one source", values), Filters())
    assert last.text.startswith("**About 2,000** [1]\n\n“Now about 2,000")
    assert "Some 900 (January 23, 2024) [2]" in last.text
    assert [(entry.value, entry.citation) for entry in last.timeline] == [("about 2,000", 1), ("Some 900", 2)]
    assert [citation.supports for citation in last.citations] == ["2,000", "900"]
    assert (last.short_answer, last.as_of) == ("2,000", "2024-12-19")


def test_of_the_sample_articles_the_newest_number_leads_and_the_earlier_one_follows(sample_assistant) -> None:
    found = sample_assistant.answer(NOW)
    assert found.short_answer == "2,000"
    assert [(entry.value, (entry.published or "")[:10]) for entry in found.timeline] == [
        ("about 2,000", "2024-12-20"),
        ("about 900", "2024-01-24"),
    ]


def test_of_the_sample_articles_the_newest_cost_leads_and_is_no_toll(sample_assistant) -> None:
    found = sample_assistant.answer("How much will Castell Bridge cost?")
    assert [entry.value for entry in found.timeline] == ["$212 million", "$185 million", "$140 million"]
    assert sample_assistant.answer("How much does it cost to cross Castell Bridge?").short_answer in (None, "$2.40")


def test_of_the_sample_articles_every_day_that_was_put_off_follows(sample_assistant) -> None:
    found = sample_assistant.answer("When will Castell Bridge open?")
    assert [entry.value for entry in found.timeline] == ["March 2026", "November 2025", "June 2025"]


@pytest.mark.parametrize(
    ("value", "quote", "shown"),
    [
        ("12", "About 120 people were aboard and 12 died.", "12"),
        ("12", "About 12 people died.", "About 12"),
        ("$4 million", "It cost nearly $4 million.", "Nearly $4 million"),
        ("Iraq", "The jet flew over Iraq.", "Iraq"),
    ],
)
def test_only_a_number_is_shown_with_the_word_that_says_how_exact_it_is(value: str, quote: str, shown: str) -> None:
    article = Article(id="a", text=quote, title="")
    reading = Reading((Evidence(article, 0, len(quote), 0.9),), 0.9, None, value, "one source")
    *_, last = compose(Answer("?", "?"), reading, Filters())
    assert last.text.startswith(f"**{escape_markdown(shown)}** [1]")
