"""The span reader: short answers in the articles' own words, from a small trained network that cannot invent.

Each passage is read for the spans that may answer; equal answers from several passages are one (``equal_answers``), and
get a probability of being right (``answer_scores``). Below a threshold the sentences of the likeliest ones are quoted
and no short answer is given; below another the reader declines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.chat.untrusted import trusted_around
from assistant.lead import choose_lead, stated_first
from assistant.lexical import query_terms
from assistant.models import SpanModel
from assistant.passages import header
from assistant.question.freshness import asks_about_now
from assistant.question.kind import wants_short_answer
from assistant.question.numbers import find_numbers
from assistant.question.places_of_numbers import belongs_elsewhere, own_number
from assistant.reading.answer_features import describe, in_order
from assistant.reading.answer_scores import CONFIDENCE, QUOTABLE, RANKING, probability, weighted
from assistant.reading.answer_spans import answer_span
from assistant.reading.holders import states_holder, whole_name
from assistant.reading.later import opening
from assistant.reading.ruled_out import is_withdrawn, ruled_out
from assistant.reading.short_answers import (
    ShortAnswer,
    SpanCandidate,
    fullest_first,
    group_equal,
    sentence_evidence,
    support_of,
    supporting,
)
from assistant.reading.tolls import states_toll
from assistant.sentences import split_sentences
from assistant.timeline import DISAGREE, disagree
from assistant.types import DatedEvidence, Evidence, Reading, RetrievedPassage

#: Weights of terms by their rarity in the library: terms -> weight above 0 of each.
TermWeights = Callable[[Sequence[str]], Mapping[str, float]]

#: Least probability of being right at which a short answer is given, and of holding the answer at which sentences are
#: quoted without one. At the first four in five of what is given are right, to questions that can be answered and to
#: others, cross-validated, of the tuning questions (.82) as of the invented news (.87); at .60 just so (.801, .85), and
#: a wrong answer costs more than a quote. 49% of what can be answered get a short answer. At the second, sentences are
#: quoted for 68%, of which 84% hold the answer, and 94% of the others declined; chosen by hand (``python -m benchmarks
#: span_fit tuning``).
#: The third is the second for what no span answers, a yes or a no: nothing of that is in the fit, and it scores lower.
CONFIDENCE_THRESHOLD = 0.65
QUOTE_THRESHOLD = 0.6
SPANLESS_QUOTE_THRESHOLD = 0.5
#: Sentences quoted without a short answer, at most, and how far below the likeliest answer one's may rank.
QUOTED_SENTENCES = 3
QUOTED_RANK = 3.0
#: Answers that rank so near the likeliest one are about as likely: the newest is quoted first. Of .5 to 3 the best on
#: the invented news, and as good as any on the tuning questions (first quotes with the answer: .676, .613; by
#: likelihood alone .658, .607; both of what may be looked at).
CLOSE_RANK = 1.5
#: Digits on both sides of a place, or of a sign there: "3,870", "10-15", "2:30".
_IN_NUMBER = re.compile(r"\d[.,:/–-]?\d")
#: Articles cited for one answer, at most.
CITED_ARTICLES = 3


class SpanReader:
    """Reads passages for short answers; see the module's docstring."""

    def __init__(self, model: SpanModel, term_weights: TermWeights, library_passages: int) -> None:
        self._model = model
        self._term_weights = term_weights
        self._library_passages = library_passages

    def read(self, query: str, passages: Sequence[RetrievedPassage]) -> Reading:
        """Return the evidence for the leading short answer, then for its other values, newest first.

        Evidence without a short answer is the sentences of the likeliest ones. Empty evidence is an abstention;
        ``near_miss`` is then the sentence that comes nearest, ``short_answer`` what in it would have been the answer.
        """
        candidates, withdrawn = self._spans(query, passages)
        answers = self._ranked(query, candidates, passages)
        if not answers:
            return Reading()
        chosen = choose_lead(query, answers, withdrawn, passages)
        lead, values = chosen.answer, chosen.values
        if not wants_short_answer(query, sentence_evidence(lead.candidates[0]).quote):
            return _quoted(query, lead, answers, SPANLESS_QUOTE_THRESHOLD, chosen.corrections)
        if chosen.confidence < CONFIDENCE_THRESHOLD:
            return _quoted(query, lead, answers, QUOTE_THRESHOLD, chosen.corrections)
        quoted_first = stated_first(lead, values)
        evidence = [sentence_evidence(candidate) for candidate in supporting(quoted_first)][:CITED_ARTICLES]
        dated: list[DatedEvidence] = []
        leads = {(each.article.id, each.start, each.end) for each in evidence}
        for value in values if len(values) > 1 else ():
            quoted = sentence_evidence(value.candidate)
            # One sentence backs one value: of "2,500 in the hills and 900 in the valley" the one that leads.
            if value.answer is not chosen.answer and (quoted.article.id, quoted.start, quoted.end) in leads:
                continue
            if quoted not in evidence:
                evidence.append(quoted)
            dated.append(DatedEvidence(value.candidate.text, quoted))
        support = DISAGREE if disagree(query, values) else support_of(quoted_first)
        # A name in full where a quote has it so, a number as the first quote says it: "at least eight", not "8".
        in_full = not find_numbers(lead.text) and any(lead.text in each.quote for each in evidence)
        said = lead.text if in_full else quoted_first.text
        return Reading(tuple(evidence), chosen.confidence, None, said, support, tuple(dated))

    def answers(self, query: str, passages: Sequence[RetrievedPassage]) -> list[ShortAnswer]:
        """Return the short answers that the passages give, likeliest first; none for no passages."""
        return self._ranked(query, self._spans(query, passages)[0], passages)

    def _ranked(
        self, query: str, candidates: Sequence[SpanCandidate], passages: Sequence[RetrievedPassage]
    ) -> list[ShortAnswer]:
        groups = group_equal(candidates)
        if not groups:
            return []
        weights = self._term_weights(query_terms(query))
        found = [
            ShortAnswer(tuple(fullest_first(group)), features, weighted(features, RANKING), 0.0)
            for group, features in zip(
                groups, describe(query, weights, groups, passages, self._library_passages), strict=True
            )
        ]
        return [
            replace(answer, probability=probability(weighted(answer.features, CONFIDENCE)))
            for answer in in_order(found)
        ]

    def _spans(
        self, query: str, passages: Sequence[RetrievedPassage]
    ) -> tuple[list[SpanCandidate], list[SpanCandidate]]:
        """Return the spans that may answer, and those that the articles say do no more, likeliest first."""
        texts = [(header(found.article), found.passage.text) for found in passages]
        candidates: list[SpanCandidate] = []
        withdrawn: list[SpanCandidate] = []
        for found, scores in zip(passages, self._model.read(query, texts), strict=True):
            sentences = split_sentences(found.passage.text)
            about = f"{opening(found.article)} {found.passage.text}"
            trusted = trusted_around(found.article.text, found.passage.start, found.passage.end)
            for span in scores.spans:
                start, end = answer_span(query, found.passage.text, span.start, span.end)
                # A span across sentences is half of one and half of another, or of a headline.
                around = next(((a, b) for a, b in sentences if a <= start and end <= b), None)
                if start >= end or around is None:
                    continue
                base, sentence = around[0], found.passage.text[slice(*around)]
                first, last = whole_name(query, sentence, *own_number(query, sentence, start - base, end - base))
                if cuts_number(sentence, first, last) or belongs_elsewhere(query, sentence, first, last):
                    continue
                into = candidates
                if ruled_out(query, sentence, first, last):
                    if not is_withdrawn(query, sentence, first, last):
                        continue
                    into = withdrawn
                place = found.passage.start + base
                if not any(a <= place + first < b for a, b in trusted):
                    continue
                into.append(
                    SpanCandidate(
                        found,
                        place + first,
                        place + last,
                        span.score + scores.null,
                        span.score,
                        scores.relevance,
                        states(query, sentence, first, last, about),
                    )
                )
        for each in (candidates, withdrawn):
            each.sort(key=lambda candidate: -candidate.raw)
        return candidates, withdrawn


def _quoted(
    query: str, lead: ShortAnswer, answers: Sequence[ShortAnswer], threshold: float, first: Sequence[Evidence]
) -> Reading:
    """Return sentences without a short answer, or none where these are unlikely.

    Those of ``first`` come before others, and of these newer ones before older ones that are about as likely where a
    question asks how things stand.
    """
    confidence = probability(weighted(answers[0].features, QUOTABLE))
    declined = confidence < threshold
    likeliest = likeliest_sentences(lead, answers, newest_first=not declined and asks_about_now(query))
    sentences = list({(each.article.id, each.start): each for each in (*first, *likeliest)}.values())[:QUOTED_SENTENCES]
    if declined:
        return Reading((), confidence, sentences[0], lead.text)
    return Reading(tuple(replace(sentence, answer="") for sentence in sentences), confidence)


def likeliest_sentences(
    lead: ShortAnswer, answers: Sequence[ShortAnswer], *, newest_first: bool = False
) -> list[Evidence]:
    """Return the sentences around the leading answer, which come first, and those that rank near the likeliest.

    ``newest_first`` puts the newest of those of the leading answer and of the likeliest ones first.
    """
    best = answers[0].rank_score
    quoted: dict[str, tuple[bool, Evidence]] = {}
    for answer in (lead, *(each for each in answers if each.rank_score >= best - QUOTED_RANK)):
        evidence = sentence_evidence(answer.candidates[0])
        close = answer is lead or answer.rank_score >= best - CLOSE_RANK
        # The same sentence in another outlet is a copied story.
        quoted.setdefault(" ".join(evidence.quote.split()), (close, evidence))
    shown = list(quoted.values())[:QUOTED_SENTENCES]
    if newest_first:
        shown.sort(key=lambda pair: (pair[0], (pair[0] and pair[1].article.published_on) or date.min), reverse=True)
    return [evidence for _, evidence in shown]


def states(query: str, sentence: str, start: int, end: int, around: str) -> bool:
    """Say whether a sentence says in so many words that a span is what is asked for: an office's holder, a toll."""
    return states_holder(query, sentence, start, end, around) or states_toll(query, sentence, start, end, around)


def cuts_number(text: str, start: int, end: int) -> bool:
    """Say whether ``text[start:end]`` begins or ends in the middle of a number: the "3" of "3,870"."""
    return bool(_IN_NUMBER.search(text[max(0, start - 2) : start + 1]) or _IN_NUMBER.search(text[end - 1 : end + 2]))
