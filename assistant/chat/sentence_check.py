"""Whether passages say what a sentence says: the check that every sentence of a chat model passes or falls by.

Five tests, cheapest first. Its numbers, dates and names must occur in the passages (``facts``); each must stand there
among the same words, not merely somewhere ("2,500 troops in Syria", where the passage has 900 there and 2,500 in Iraq),
do what it does there (``deeds``) and have the office that it has there (``titles``), and no word may be the opposite of
the one in its place (``opposites``), no part the whole (``wholes``), no plan done (``plans``), no day another
(``weekdays``, ``relative_days``), no effect the cause (``causes``), nothing more than it is (``multiples``,
``comparisons``), no quotation or report another's (``quoted``, ``speakers``); it may not say no where they say yes
(``negation``); it may add nothing of its own ("…, a significant increase from the previous year"), no grave word above
all (``grave``); and the whole must be covered well enough by its words and its meaning.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from assistant.chat.causes import made_up_cause
from assistant.chat.common_words import light_words
from assistant.chat.comparisons import compares_wrongly
from assistant.chat.dates import find_weekdays, without_dates
from assistant.chat.deeds import turned_round
from assistant.chat.facts import Source, held_facts, missing_fact
from assistant.chat.grave import unsaid_grave_word
from assistant.chat.letters import in_usual_case
from assistant.chat.multiples import unsaid_multiple
from assistant.chat.names import name_words
from assistant.chat.negation import NEGATION, contradicts
from assistant.chat.opposites import says_opposite
from assistant.chat.plans import states_plan_as_done
from assistant.chat.quoted import misquoted
from assistant.chat.relative_days import names_other_day
from assistant.chat.slots import HEDGES, misplaced
from assistant.chat.speakers import in_other_mouth
from assistant.chat.titles import mistitled
from assistant.chat.weekdays import on_other_weekday
from assistant.chat.wholes import overstates
from assistant.lexical import query_terms
from assistant.models import EmbeddingModel
from assistant.question.numbers import find_numbers
from assistant.sentences import split_sentences, trimmed
from assistant.types import Evidence

#: Gives how well each of the texts supports a claim, higher is better: (claim, texts) -> a score for each.
Support = Callable[[str, Sequence[str]], Sequence[float]]

#: Intercept and weights of ``support_features``, fitted on half of the judged sentences of QAGS:
#: ``python -m benchmarks sentence_support``.
WEIGHTS = (-4.50, 2.27, -0.43, 1.11, 2.82)
#: The least probability that passes. It is low: a good model puts things in its own words, and a threshold of .4 drops
#: a third more of what it truly says (``python -m benchmarks chat_sentences``).
THRESHOLD = 0.08
#: So many content words in a row that are in nothing cited are the model's own, and so is a sentence of whose words
#: beside its names so large a share is.
ADDED_WORDS = 3
ADDED_SHARE = 0.65
#: Sentences whose meaning is compared with the claim's, those that share most of its words.
COMPARED_SENTENCES = 6
NOT_SAID = "is not what the passage says"
#: A further sentence is quoted with the best one when it adds at least this share of the claim's words.
QUOTED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of checking a sentence: ``problem`` is "" for a supported one, else says what is wrong with it.

    ``evidence`` holds the words of each source that supports it, in the order of the sources; none of the others.
    """

    problem: str
    support: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the sources say it."""
        return not self.problem


def check_sentence(
    claim: str, sources: Sequence[Source], support: Support | None = None, *, today: date | None = None
) -> Verdict:
    """Check ``claim``, a sentence without its citation marks, against what it cites.

    ``support`` adds a score of likeness in meaning to the words; without it the words decide. ``today`` is the day of
    asking; without it, "yesterday" may be any day.
    """
    if not sources:
        return Verdict("cites nothing")
    claim = in_usual_case(claim, "\n".join(source.said for source in sources))
    if today and (problem := names_other_day(claim, sources, today)):
        return Verdict(problem)
    problem, likely = _weigh(claim, sources, support)
    if problem:
        return Verdict(problem, likely)
    quotes = _quotes(claim, _needed(claim, sources, support), likely)
    # A claim whose words stand in a headline of the page alone has nothing to quote.
    return Verdict("", likely, quotes) if quotes else Verdict(NOT_SAID, likely)


def _weigh(claim: str, sources: Sequence[Source], support: Support | None) -> tuple[str, float]:
    """Return what is wrong with a claim, "" for nothing, and the probability that it is supported, 0 for unweighed."""
    texts = [item.quote for source in sources for item in sentences_of(source)]
    if problem := find_problem(claim, sources, texts):
        return problem, 0.0
    likely = support_probability(support_features(claim, texts, support))
    return (NOT_SAID if likely < THRESHOLD else ""), likely


def _needed(claim: str, sources: Sequence[Source], support: Support | None) -> list[Source]:
    """Return the sources that say a claim which all together say: a model may cite more than it used.

    Those that say it alone, and those with a number, date or name of it that no other of these has; where that is not
    all of it, what has most of its words comes first.
    """
    if len(sources) == 1:
        return list(sources)
    quoted = {source: " ".join(item.quote for item in _quotes(claim, [source], 0.0)) for source in sources}
    kept = [source for source in sources if quoted[source] and not _weigh(claim, [source], support)[0]]
    facts = {source: held_facts(claim, quoted[source], source.article.published_on) for source in sources}
    words = set(query_terms(claim))
    rest = [source for source in sources if quoted[source] and source not in kept]
    rest.sort(key=lambda source: -len(words & set(query_terms(quoted[source]))))
    for source in rest:
        if facts[source] - {fact for other in kept for fact in facts[other]}:
            kept.append(source)
    for source in rest:
        if source not in kept and _weigh(claim, kept, support)[0]:
            kept.append(source)
    return [source for source in sources if source in kept]


def find_problem(claim: str, sources: Sequence[Source], texts: Sequence[str]) -> str:
    """Return what is wrong with the facts and words of a claim, before its meaning is weighed; "" for nothing.

    ``texts`` are the sentences of the sources.
    """
    if problem := missing_fact(claim, sources):
        return problem
    said = [*texts, *(source.headline for source in sources if source.headline)]
    if problem := (
        misplaced(claim, said)
        or turned_round(claim, said)
        or mistitled(claim, said)
        or says_opposite(claim, said)
        or overstates(claim, said)
        or on_other_weekday(claim, said)
        or states_plan_as_done(claim, sources, said)
        or unsaid_multiple(claim, "\n".join(said))
        or compares_wrongly(claim, said)
        or misquoted(claim, sources)
        or made_up_cause(claim, said)
        or in_other_mouth(claim, said)
    ):
        return problem
    if contradicts(claim, texts):
        return "denies what the passage says, or says what it denies"
    if grave := unsaid_grave_word(claim, "\n".join(source.said for source in sources)):
        return f"says {grave}, of which nothing is in what it cites"
    return "adds what the passage does not say" if adds(claim, sources) else ""


def adds(claim: str, sources: Sequence[Source]) -> bool:
    """Say whether a claim has content of its own: a run of words that no source has, or hardly any that one has.

    Names, dates and numbers have been checked, negations too, and words of every article are no content.
    """
    names = [(start, end) for _, start, end in name_words(claim)]
    checked = [term for start, end in names for term in query_terms(claim[start:end])]
    said = {term for source in sources for term in query_terms(source.said)} | {*checked, *find_weekdays(claim)}
    blank = NEGATION.sub(lambda match: " " * len(match.group()), without_dates(claim))
    blank = _without(blank, [(number.start, number.end) for number in find_numbers(blank)])
    longest = run = 0
    for term in _content(blank):
        run = 0 if term in said else run + 1
        longest = max(longest, run)
    rest = _content(_without(blank, names))
    own = sum(term not in said for term in rest)
    # "Iredale is bankrupt": of a name nothing is said but one word at the end. "Blinken traveled to China" says more.
    alone = bool(names) and len(rest) == 1 and query_terms(claim)[-1:] == rest
    return longest >= ADDED_WORDS or ((own > 1 or alone) and own >= ADDED_SHARE * len(rest))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _content(text: str) -> list[str]:
    return [term for term in query_terms(text) if term not in _light_terms()]


@cache
def _light_terms() -> frozenset[str]:
    return frozenset(term for word in light_words() | HEDGES for term in query_terms(word))


def support_features(claim: str, texts: Sequence[str], support: Support | None = None) -> tuple[float, ...]:
    """Return how well sentences cover a claim: (best, both, pairs, closeness), each 0 to 1.

    Of the claim's content words, ``best`` is the share in one sentence, ``both`` in the two that together have most;
    ``pairs`` is the share of its neighbouring words that stand in one sentence together; ``closeness`` the best score
    of ``support`` (without it ``best``).
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
    return (best, both / len(words), together, float(closeness))


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
            if 0 <= near < len(sentences) and len(shares[near] - shares[best]) >= QUOTED_SHARE * len(words):
                first, last = min(first, near), max(last, near)
        quotes.append(Evidence(source.article, sentences[first].start, sentences[last].end, likely))
    return tuple(quotes)
