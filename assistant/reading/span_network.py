"""The span reader's network: what it reads, what it computes, how spans are taken from that. Imported lazily: torch.

The encoder of all-MiniLM-L6-v2 reads ``[CLS] question [SEP] header [SEP] passage [SEP]`` and has three outputs: for
each token whether the answer starts there and whether it ends there, and for [CLS] whether the passage answers at all.
A start and an end at [CLS] mean "not in this passage" (Devlin et al. 2019, section 4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

#: Longest question, header and whole input in tokens; a passage of the project has about 110.
QUESTION_TOKENS = 64
HEADER_TOKENS = 40
MAX_TOKENS = 256
#: Inputs are padded to a multiple of so many tokens, so that torch meets few shapes.
PADDED_TOKENS = 16
#: Longest answer in tokens.
ANSWER_TOKENS = 24
#: Tokens that are considered as starts and as ends, and spans taken, of one passage.
BEST_ENDS = 12
BEST_SPANS = 4

CLS, SEP, PAD = 101, 102, 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with a passage as token ids. ``offsets`` are those of the passage's tokens, the first at ``first``."""

    ids: list[int]
    first: int
    offsets: list[tuple[int, int]]

    def token_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the (first, last) positions of the tokens that cover ``text[start:end]``; None past the cut."""
        inside = [place for place, (a, b) in enumerate(self.offsets) if a < end and b > start]
        if not inside or self.offsets[inside[-1]][1] < end:
            return None
        return self.first + inside[0], self.first + inside[-1]


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as tensors of shape (pairs, tokens); ``passage`` is True at the passage's tokens."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    passage: Tensor


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span of a passage's text; ``score`` is its log odds against "not in this passage"."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What the network says of one passage: its best spans, best first, its null score, and its relevance (log odds).

    ``span.score + null`` is the span's raw score, which is comparable across the passages of one question.
    """

    spans: tuple[ScoredSpan, ...]
    null: float
    relevance: float


class PairEncoder:
    """Turns (question, header, passage) into tokens, with the embedding model's own vocabulary."""

    def __init__(self, tokenizer_file: str) -> None:
        self._tokenizer = Tokenizer.from_file(tokenizer_file)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Pair]:
        """Return the pairs of a question with (header, text) passages, in order."""
        texts = [question, *(part for passage in passages for part in passage)]
        first, *rest = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        asked = first.ids[:QUESTION_TOKENS]
        pairs = []
        for header, text in zip(rest[::2], rest[1::2], strict=True):
            before = [CLS, *asked, SEP, *header.ids[:HEADER_TOKENS], SEP]
            room = MAX_TOKENS - len(before) - 1
            pairs.append(Pair([*before, *text.ids[:room], SEP], len(before), text.offsets[:room]))
        return pairs


def collate(pairs: Sequence[Pair], *, device: str = "cpu") -> Batch:
    """Pad pairs to one length and stack them."""
    longest = max(len(pair.ids) for pair in pairs)
    width = min(MAX_TOKENS, -(-longest // PADDED_TOKENS) * PADDED_TOKENS)
    shape = (len(pairs), width)
    ids = torch.zeros(shape, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    passage = torch.zeros(shape, dtype=torch.bool)
    for row, pair in enumerate(pairs):
        length = len(pair.ids)
        ids[row, :length] = torch.tensor(pair.ids)
        mask[row, :length] = 1
        types[row, pair.ids.index(SEP) + 1 : length] = 1
        passage[row, pair.first : pair.first + len(pair.offsets)] = True
    return Batch(ids.to(device), types.to(device), mask.to(device), passage.to(device))


class SpanNetwork(nn.Module):
    """The encoder with its three outputs."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        config._attn_implementation = "sdpa"
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.span = nn.Linear(config.hidden_size, 2)
        self.relevance = nn.Linear(config.hidden_size, 1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Return start and end logits, shape (pairs, tokens), and relevance logits, shape (pairs,), in float32.

        Logits of tokens that are neither [CLS] nor the passage's are minus infinity.
        """
        hidden = self.encoder(
            input_ids=batch.ids, attention_mask=batch.mask, token_type_ids=batch.types
        ).last_hidden_state
        logits = self.span(hidden).float()
        allowed = batch.passage.clone()
        allowed[:, 0] = True
        logits = logits.masked_fill(~allowed.unsqueeze(-1), float("-inf"))
        return logits[..., 0], logits[..., 1], self.relevance(hidden[:, 0]).float().squeeze(-1)


def take_spans(pairs: Sequence[Pair], outputs: tuple[Tensor, Tensor, Tensor]) -> list[PassageScores]:
    """Return the best spans of each pair, best first, at most ``BEST_SPANS``, none longer than ``ANSWER_TOKENS``."""
    starts, ends, relevance = (output.detach().cpu() for output in outputs)
    found = []
    for row, pair in enumerate(pairs):
        null = float(starts[row, 0] + ends[row, 0])
        spans: list[ScoredSpan] = []
        if pair.offsets:
            last = pair.first + len(pair.offsets)
            start, end = starts[row, pair.first : last], ends[row, pair.first : last]
            spans = _best_spans(pair, start, end, null)
        found.append(PassageScores(tuple(spans), null, float(relevance[row])))
    return found


def _best_spans(pair: Pair, starts: Tensor, ends: Tensor, null: float) -> list[ScoredSpan]:
    count = min(BEST_ENDS, len(starts))
    top_starts, top_ends = starts.topk(count), ends.topk(count)
    places = torch.stack([top_starts.indices.repeat_interleave(count), top_ends.indices.repeat(count)])
    scores = top_starts.values.repeat_interleave(count) + top_ends.values.repeat(count)
    length = places[1] - places[0]
    scores = scores.masked_fill((length < 0) | (length >= ANSWER_TOKENS), float("-inf"))
    best = scores.topk(min(BEST_SPANS, len(scores)))
    spans = []
    for score, place in zip(best.values.tolist(), best.indices.tolist(), strict=True):
        if score > float("-inf"):
            first, last = places[:, place].tolist()
            spans.append(ScoredSpan(pair.offsets[first][0], pair.offsets[last][1], score - null))
    return spans


#: Those of the embedding model, which stay as they are.
WORD_EMBEDDINGS = "encoder.embeddings.word_embeddings.weight"
