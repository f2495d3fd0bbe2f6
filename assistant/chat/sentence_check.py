"""Whether passages say what a sentence says: the check that every sentence of a chat model passes or falls by.

Four tests, cheapest first. Its numbers, dates and names must occur in the passages (``facts``); each must stand there
among the same words, not merely somewhere ("2,500 troops in Syria", where the passage has 900 there and 2,500 in Iraq);
it may add nothing of its own ("…, a significant increase from the previous year"); and the whole must be covered well
enough by its words and its meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from assistant.chat.facts import (
    DateFact,
    canonical,
    find_dates_in,
    find_numbers,
    find_weekdays,
    name_words,
    same_name,
    short_names,
    without_dates,
)
from assistant.chat.slots import inner_names, misplaced
from assistant.lexical import query_terms
from assistant.models import EmbeddingModel
from assistant.question.phrases import find_names
from assistant.question.time_spans import WEEKDAYS
from assistant.sentences import split_sentences, trimmed
from assistant.types import Article, Evidence

#: Gives how well each of the texts supports a claim, higher is better: (claim, texts) -> a score for each.
Support = Callable[[str, Sequence[str]], Sequence[float]]

#: Intercept and weights of ``support_features``, fitted on half of the judged sentences of QAGS:
#: ``python -m benchmarks sentence_support``.
WEIGHTS = (-4.56, 2.24, -0.41, 1.09, 2.89, 0.45)
#: The least probability that passes, by how many numbers, dates and names of the claim have been found: what those
#: leave open its words must settle. Between invented sentences and true ones: ``python -m benchmarks lying``.
THRESHOLDS = (0.4, 0.4, 0.2, 0.15)
#: So many content words in a row that are in nothing cited are the model's own. Of 120 true sentences to which a clause
#: was added 67 pass without this, 5 with it, and no true one fails by it: ``python -m benchmarks lying``.
ADDED_WORDS = 3
#: Sentences whose meaning is compared with the claim's, those that share most of its words.
COMPARED_SENTENCES = 6
#: A further sentence is quoted with the best one when it adds at least this share of the claim's words.
ADDED_SHARE = 0.2

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|denied|denies|deny|\w+n[’']t)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim cites: a run of an article's text, its facts (outlet, date, headline) counting as said by it."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.article.text[self.start : self.end]

    @property
    def said(self) -> str:
        """The words with what is known of their article."""
        article = self.article
        return f"{self.text}\n{article.title}\n{article.source}\n{article.author}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of checking a sentence: ``problem`` is "" for a supported one, else says what is wrong with it.

    ``evidence`` holds the words of each source that support it, in the order of the sources; none of one that does not.
    """

    problem: str
    support: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the sources say it."""
        return not self.problem


def check_sentence(claim: str, sources: Sequence[Source], support: Support | None = None) -> Verdict:
    """Check ``claim``, a sentence without its citation marks, against what it cites.

    ``support`` adds a score of likeness in meaning to the words; without it the words decide.
    """
    if not sources:
        return Verdict("cites nothing")
    texts = [item.quote for source in sources for item in sentences_of(source)]
    if problem := find_problem(claim, sources, texts):
        return Verdict(problem)
    features = support_features(claim, texts, support)
    likely = support_probability(features)
    if likely < THRESHOLDS[min(count_facts(claim), len(THRESHOLDS) - 1)]:
        return Verdict("is not what the passage says", likely)
    return Verdict("", likely, _quotes(claim, sources, likely))


def find_problem(claim: str, sources: Sequence[Source], texts: Sequence[str]) -> str:
    """Return what is wrong with the facts and words of a claim, before its meaning is weighed; "" for nothing.

    ``texts`` are the sentences of the sources.
    """
    if problem := missing_fact(claim, sources):
        return problem
    titles = [source.article.title for source in sources if source.article.title]
    names = inner_names("\n".join(source.article.text for source in sources))
    if problem := misplaced(claim, [*texts, *titles], names):
        return problem
    if longest_addition(claim, sources) >= ADDED_WORDS:
        return "adds what the passage does not say"
    return ""


def missing_fact(claim: str, sources: Sequence[Source]) -> str:
    """Return the first number, date or name of the claim that no source has, in words; "" when all are there."""
    said = "\n".join(source.said for source in sources)
    days = [day for source in sources if (day := source.article.published_on)]
    return _missing_date(claim, sources) or _missing_number(claim, said, days) or _missing_name(claim, said)


def longest_addition(claim: str, sources: Sequence[Source]) -> int:
    """Return the most content words in a row of the claim that no source has; dates and negations aside."""
    said = {term for source in sources for term in query_terms(source.said)}
    longest = run = 0
    for term in query_terms(_NEGATION.sub(" ", without_dates(claim))):
        run = 0 if term in said else run + 1
        longest = max(longest, run)
    return longest


def count_facts(claim: str) -> int:
    """Return how many numbers, dates and names a sentence has."""
    names = [name for name in find_names(claim) if name_words(name.text)]
    return len(find_numbers(without_dates(claim))) + len(find_dates_in(claim)) + len(names)


def support_features(claim: str, texts: Sequence[str], support: Support | None = None) -> tuple[float, ...]:
    """Return how well sentences cover a claim: (best, both, pairs, closeness, negation), each 0 to 1.

    Of the claim's content words, ``best`` is the share in one sentence, ``both`` in the two that together have most;
    ``pairs`` is the share of its neighbouring words that stand in one sentence together; ``closeness`` the best score
    of ``support`` (without it ``best``); ``negation`` whether only one of claim and best sentence is negative.
    """
    # Its dates have been found, often in what is known of the article and not in its words.
    stems = query_terms(without_dates(claim))
    if not stems or not texts:
        return (0.0,) * len(WEIGHTS[1:])
    words = set(stems)
    shared = [words & set(query_terms(text)) for text in texts]
    order = sorted(range(len(texts)), key=lambda place: -len(shared[place]))
    first = shared[order[0]]
    both = max(len(first | other) for other in shared)
    pairs = list(pairwise(stems))
    together = sum(any({*pair} <= found for found in shared) for pair in pairs) / len(pairs) if pairs else 1.0
    best = len(first) / len(words)
    closeness = max(support(claim, [texts[place] for place in order[:COMPARED_SENTENCES]])) if support else best
    differs = bool(_NEGATION.search(claim)) != bool(_NEGATION.search(texts[order[0]]))
    return (best, both / len(words), together, float(closeness), float(differs))


def support_probability(features: Sequence[float], weights: Sequence[float] = WEIGHTS) -> float:
    """Return the probability that a claim with these features is supported."""
    intercept, *rest = weights
    return 1 / (1 + math.exp(-intercept - sum(w * x for w, x in zip(rest, features, strict=True))))


def embedding_support(model: EmbeddingModel) -> Support:
    """Return a support score that is the cosine of the embeddings of claim and text."""

    def score(claim: str, texts: Sequence[str]) -> list[float]:
        vectors = model.encode([claim, *texts])
        return [float(vector @ vectors[0]) for vector in vectors[1:]]

    return score


def _missing_date(claim: str, sources: Sequence[Source]) -> str:
    known = [(item, source.article.published_on) for source in sources for item in find_dates_in(source.said)]
    days = [source.article.published_on for source in sources if source.article.published_on]
    for item in find_dates_in(claim):
        if not any(item.agrees(other, published) for other, published in known) and not any(
            _is_day(item, day) for source in sources for day in _days_said(source)
        ):
            return f"the date {claim[item.start : item.end]} is not in what it cites"
    named = {weekday for source in sources for weekday in find_weekdays(source.said)}
    named |= {WEEKDAYS[day.weekday()] for day in days}
    for weekday in sorted(find_weekdays(claim) - named):
        return f"{weekday.capitalize()} is not in what it cites"
    return ""


def _days_said(source: Source) -> list[date]:
    """Return the day of publication, and for each weekday that the source names the last one up to then."""
    published = source.article.published_on
    if published is None:
        return []
    back = [(published.weekday() - WEEKDAYS.index(weekday)) % 7 for weekday in find_weekdays(source.text)]
    return [published, *(published - timedelta(days=days) for days in back)]


def _is_day(item: DateFact, day: date) -> bool:
    return item.month == day.month and item.day in (None, day.day) and item.year in (None, day.year)


def _missing_number(claim: str, said: str, days: Sequence[date]) -> str:
    known = find_numbers(said)
    years = {float(day.year) for day in days}
    for number in find_numbers(without_dates(claim)):
        if not (number.unit == "year" and number.value in years) and not any(number.agrees(other) for other in known):
            return f"{claim[number.start : number.end]} is not in what it cites"
    return ""


def _missing_name(claim: str, said: str) -> str:
    known = {canonical(word) for word in re.findall(r"[^\W_][\w’'&.-]*", short_names(said))}
    known |= {part for word in known for part in word.split("-")}
    for word, _, _ in name_words(claim):
        plain = canonical(word)
        parts = [part for part in plain.split("-") if part]
        if not all(any(same_name(part, other) for other in known) for part in (parts if plain not in known else [])):
            return f"the name {word} is not in what it cites"
    return ""


def sentences_of(source: Source) -> list[Evidence]:
    """Return the sentences of a source, as they stand in its article."""
    found = []
    for span in split_sentences(source.text):
        start, end = trimmed(source.text, span)
        if end > start:
            found.append(Evidence(source.article, source.start + start, source.start + end, 0.0))
    return found


def _quotes(claim: str, sources: Sequence[Source], likely: float) -> tuple[Evidence, ...]:
    """Return the sentence of each source with most of the claim's words, and a neighbour that adds to it."""
    words = set(query_terms(claim))
    quotes = []
    for source in sources:
        sentences = sentences_of(source)
        shares = [set(query_terms(item.quote)) & words for item in sentences]
        if not any(shares):
            continue
        best = max(range(len(sentences)), key=lambda place: len(shares[place]))
        first = last = best
        for near in (best - 1, best + 1):
            if 0 <= near < len(sentences) and len(shares[near] - shares[best]) >= ADDED_SHARE * len(words):
                first, last = min(first, near), max(last, near)
        quotes.append(Evidence(source.article, sentences[first].start, sentences[last].end, likely))
    return tuple(quotes)
