"""Score predictions: pure functions on texts, ranks and numbers, which ``evaluate`` and the benchmarks put together."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assistant.bootstrap import bootstrap_interval
from assistant.question_file import Question
from assistant.reading.equal_answers import answer_key, same_answer
from assistant.types import Answer

_ENGLISH_ARTICLES = re.compile(r"\b(a|an|the)\b")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_DASH_BETWEEN_WORDS = re.compile(r"(?<!\d)[-‐‑‒–—/]|[-‐‑‒–—/](?!\d)")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
#: How a reader came to a page. ``ingest.urls`` knows more exactly, but ingest is above this package; a test holds that
#: a gold URL and the form in which ingest stores it stay comparable.
_TRACKING = re.compile(
    r"(utm|mtm|pk|hsa|vero|at|mc|ns|soc|guce?)_\w+|[a-z]*clid|gclsrc|[gw]braid|_g[al]|icid|ncid|ocid|cmp(id|source)?|smid"
    r"|sref|spm|xtor|ref(_src|_url|err?er)|partner|s_cid|ftag|ito|igshi?d?|mkt_tok|taid|wt\.mc_id|guccounter"
    r"|traffic_source|share|feature|amp|__twitter_impression",
    re.IGNORECASE,
)
#: The same on most sites, but on some the article's own, bare number.
_TRACKING_UNLESS_NUMBER = re.compile(r"cid|ref|src|source|campaign|intcmp|rss|via", re.IGNORECASE)
_PORT = re.compile(r":(80|443)?$")


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its 95% bootstrap interval [low, high], and how many questions it was taken over."""

    value: float
    low: float
    high: float
    count: int

    def to_dict(self) -> dict[str, float | int]:
        """Return the measure as JSON has it, rounded to four decimals."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "count": self.count,
        }

    def shown(self, decimals: int = 3) -> str:
        """Return ``0.382 [0.330, 0.436]``."""
        return f"{self.value:.{decimals}f} [{self.low:.{decimals}f}, {self.high:.{decimals}f}]"


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """An answer with what it was worth; every citation in it has been verified.

    ``gold_rank`` is the rank of the first gold article among those retrieved, or None.
    """

    question: Question
    answer: Answer
    latency_ms: float
    gold_rank: int | None = None

    @property
    def prediction(self) -> str:
        """The short answer; "" when there is none or the reader abstained."""
        return "" if self.answer.abstained else self.answer.short_answer or ""

    @property
    def exact_match(self) -> float:
        """SQuAD 2.0's exact match: a question without answers is matched by abstaining."""
        if not self.question.answers:
            return float(self.answer.abstained)
        return exact_match(self.prediction, self.question.answers)

    @property
    def f1(self) -> float:
        """SQuAD 2.0's F1 over words: a question without answers is matched by abstaining."""
        if not self.question.answers:
            return float(self.answer.abstained)
        return f1_score(self.prediction, self.question.answers)

    @property
    def guess(self) -> str:
        """The short answer or, where the reader abstained, what it would have been; "" where there is none."""
        answer = self.answer
        if not answer.abstained:
            return answer.short_answer or ""
        miss = answer.near_miss
        return miss.supports if miss and miss.supports != miss.quote else ""

    @property
    def answer_is_cited(self) -> bool:
        """Whether a gold answer stands, as whole words, inside one of the cited quotes."""
        return any(contains_answer(citation.quote, self.question.answers) for citation in self.answer.citations)

    @property
    def correct(self) -> bool:
        """Whether the question was answered, and rightly.

        A short answer is right when it matches exactly; without one (the digest) a gold answer must be in a
        cited quote.
        """
        if self.answer.abstained or not self.question.answers:
            return False
        return bool(self.exact_match) if self.answer.short_answer else self.answer_is_cited

    @property
    def rank_confidence(self) -> float:
        """Confidence for sorting: every answer above every abstention."""
        return self.answer.confidence - 2.0 * self.answer.abstained

    def to_row(self) -> dict[str, Any]:
        """Return the row of the predictions file."""
        return {
            "id": self.question.id,
            "prediction": self.prediction,
            "confidence": round(self.answer.confidence, 4),
            "abstained": self.answer.abstained,
            "citations": [citation.to_dict() for citation in self.answer.citations],
        }


def normalize_answer(text: str) -> str:
    """Normalise as SQuAD's script does: lower case, no punctuation, no English articles, single spaces.

    All of Unicode's punctuation goes, not only ASCII's: “Oppenheimer” and "Oppenheimer" are one answer in news text.
    On ASCII text the result is that of the script (Rajpurkar et al. 2016).
    """
    kept = "".join(character for character in text.lower() if not _is_punctuation(character))
    return " ".join(_ENGLISH_ARTICLES.sub(" ", kept).split())


def exact_match(prediction: str, answers: Iterable[str]) -> float:
    """Return 1.0 when the prediction equals one of the answers after normalisation, else 0.0.

    An empty prediction matches nothing, and no answers are matched by nothing.
    """
    normalized = normalize_answer(prediction)
    return float(bool(normalized) and any(normalized == normalize_answer(answer) for answer in answers))


def f1_score(prediction: str, answers: Iterable[str]) -> float:
    """Return the best F1 in [0, 1] between the prediction's words and those of one answer, after normalisation."""
    return max((_word_f1(prediction, answer) for answer in answers), default=0.0)


def says_the_same(prediction: str, answers: Iterable[str]) -> bool:
    """Say whether a prediction is one of the answers as people judge: "nine" is 9, "Gorbachev" Mikhail Gorbachev."""
    key = answer_key(prediction)
    return any(bool(exact_match(prediction, [each])) or same_answer(key, answer_key(each)) for each in answers)


def contains_answer(text: str, answers: Iterable[str]) -> bool:
    """Say whether one of the answers stands in the text as whole words, after normalisation.

    "900" is not in "1,900" and "25" not in "2.5 percent"; "Biden" is in "Biden's" and "US" in "U.S.-led". An answer
    that normalises to nothing is in no text.
    """
    haystack = f" {_words(text)} "
    return any(words and f" {words} " in haystack for words in map(_words, answers))


def risk_coverage_area(confidences: ArrayLike, correct: ArrayLike) -> float:
    """Return the area under the risk-coverage curve: in [0, 1], lower is better.

    Questions are taken in order of falling confidence; after each, the risk is the share of wrong ones so far. The area
    is the mean of these risks (Geifman & El-Yaniv 2017), so confidence that sorts right before wrong makes it small.
    Equal confidences share their errors evenly, which makes the order of the input irrelevant. NaN for no questions.
    """
    confidence, right = np.asarray(confidences, dtype=float), np.asarray(correct, dtype=float)
    if not confidence.size:
        return float("nan")
    _, group, sizes = np.unique(-confidence, return_inverse=True, return_counts=True)
    errors_per_group = np.bincount(group, weights=1.0 - right, minlength=sizes.size)
    errors = np.repeat(errors_per_group / sizes, sizes)
    return float(np.mean(np.cumsum(errors) / np.arange(1, errors.size + 1)))


def rank_of_gold(ranked_urls: Iterable[str], gold_urls: Iterable[str]) -> int | None:
    """Return the rank, from 1, of the first gold article, or None when there is none among them.

    ``ranked_urls`` has one URL for each article found, best first, compared as ``comparable_url`` reduces them. An
    article without a URL ("") takes its place and is never gold.
    """
    gold = {comparable_url(url) for url in gold_urls} - {""}
    return next((rank for rank, url in enumerate(ranked_urls, start=1) if comparable_url(url) in gold), None)


def recall_at(ranks: Sequence[int | None], cutoff: int) -> list[float]:
    """Return 1.0 for each question with a gold article among the first ``cutoff`` articles, 0.0 for the others."""
    return [float(rank is not None and rank <= cutoff) for rank in ranks]


def comparable_url(url: str) -> str:
    """Reduce a URL to what tells articles apart: host without ``www.``, path, and the query without tracking.

    A text that is no URL is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not (_TRACKING.fullmatch(name) or (_TRACKING_UNLESS_NUMBER.fullmatch(name) and not value.isdecimal()))
    ]
    suffix = f"?{urlencode(sorted(query))}" if query else ""
    host = _PORT.sub("", parts.netloc.lower()).removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}{suffix}"


def measure_mean(values: ArrayLike, *, clusters: Sequence[Hashable] | None = None) -> Measure:
    """Return the mean of one value per question with its interval; NaN for no questions.

    ``clusters`` are as ``bootstrap_interval`` takes them.
    """
    return _measure(np.asarray(values, dtype=float), lambda sample: float(np.mean(sample)), clusters)


def measure_quantile(values: ArrayLike, quantile: float) -> Measure:
    """Return a quantile, such as .95, of one value per question with its interval; NaN for no questions."""
    return _measure(np.asarray(values, dtype=float), lambda sample: float(np.quantile(sample, quantile)))


def measure_risk_coverage(confidences: ArrayLike, correct: ArrayLike) -> Measure:
    """Return the area under the risk-coverage curve with its interval; NaN for no questions."""
    confidence, right = np.asarray(confidences, dtype=float), np.asarray(correct, dtype=float)
    low, high = bootstrap_interval(
        confidence.size, lambda indices: risk_coverage_area(confidence[indices], right[indices])
    )
    return Measure(risk_coverage_area(confidence, right), low, high, confidence.size)


def _measure(
    values: NDArray[np.float64],
    statistic: Callable[[NDArray[np.float64]], float],
    clusters: Sequence[Hashable] | None = None,
) -> Measure:
    low, high = bootstrap_interval(values.size, lambda indices: statistic(values[indices]), clusters=clusters)
    return Measure(statistic(values) if values.size else float("nan"), low, high, values.size)


def _is_punctuation(character: str) -> bool:
    return character in string.punctuation or unicodedata.category(character).startswith("P")


def _word_f1(prediction: str, answer: str) -> float:
    predicted, wanted = normalize_answer(prediction).split(), normalize_answer(answer).split()
    shared = sum((Counter(predicted) & Counter(wanted)).values())
    if not shared:
        return 0.0
    precision, recall = shared / len(predicted), shared / len(wanted)
    return 2 * precision * recall / (precision + recall)


def _words(text: str) -> str:
    """Normalise so that words can be found in running text.

    SQuAD's script deletes punctuation, which is right for two short answers side by side, but in a sentence would make
    "Bidens" of "Biden's", "USled" of "US-led" and "25" of "2.5".
    """
    text = _DASH_BETWEEN_WORDS.sub(" ", _POSSESSIVE.sub("", text))
    return normalize_answer(_DECIMAL_POINT.sub("point", text))
