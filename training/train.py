"""Train the span reader: ``python -m training train``. Resumes from its last checkpoint."""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.distributed
import torch.multiprocessing
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from assistant.errors import InputError
from assistant.models import bundled_folder, new_span_network
from assistant.reading.span_network import WORD_EMBEDDINGS, Batch, Pair, PairEncoder, SpanNetwork, collate
from training.checkpoints import compare, load_weights, made_with, read_weights
from training.groups import Group, Piece, read_groups

#: Tokens of one step, padding included; about 32 passages.
STEP_TOKENS = 4_600
PEAK_RATE = 1.5e-4
WARM_UP = 0.05
WEIGHT_DECAY = 0.01
#: Weights of the loss over a group's passages together, and of the relevance, beside that of each passage by itself.
GROUP_WEIGHT = 0.5
RELEVANCE_WEIGHT = 0.3
#: Share of the running average of weights that a step keeps.
AVERAGE_KEEP = 0.998
CHECKPOINT_SECONDS = 240
#: Of several annotated answers those are used that are at most so many characters longer than the shortest: news is
#: asked for names and numbers, and the data sets' people differ in how much they mark around one.
LONGER_THAN_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Encoded:
    """A group as tokens: its pairs, the (first, last) token spans of each, and the relevance of each."""

    pairs: list[Pair]
    spans: list[list[tuple[int, int]]]
    relevant: list[bool]

    @property
    def length(self) -> int:
        """The tokens of the longest pair."""
        return max(len(pair.ids) for pair in self.pairs)


def main(arguments: Sequence[str]) -> None:
    """Train for the given epochs over the groups, and write ``NAME.pt`` checkpoints to the work folder."""
    parser = argparse.ArgumentParser(prog="python -m training train", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder with groups.jsonl.gz")
    parser.add_argument("--name", default="reader", help="name of the checkpoint; default: %(default)s")
    parser.add_argument("--start", type=Path, help="checkpoint (its averaged weights) or shipped weights to start from")
    parser.add_argument("--kinds", nargs="*", help="train only on groups of these kinds")
    parser.add_argument("--epochs", type=float, default=1.0, help="default: %(default)s")
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="highest learning rate; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--processes", type=int, default=1, help="share each step between so many, a thread each; default: %(default)s"
    )
    options = parser.parse_args(arguments)
    if options.processes == 1:
        _train(0, options)
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(free.getsockname()[1])}
    torch.multiprocessing.spawn(_train_together, (options,), nprocs=options.processes)  # type: ignore[no-untyped-call]


def _train_together(rank: int, options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.distributed.init_process_group("gloo", rank=rank, world_size=options.processes)
    _train(rank, options)
    torch.distributed.destroy_process_group()


def _train(rank: int, options: argparse.Namespace) -> None:
    file = options.work / "groups.jsonl.gz"
    if not file.is_file():
        raise InputError(f"{file} is not there; make it: python -m training prepare --work {options.work}")
    groups = [group for group in read_groups(file) if not options.kinds or group.kind in options.kinds]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    network = new_span_network().to(device)
    if device == "cpu":
        # The fused attention's backward pass takes five times as long in bfloat16 as that of its parts.
        network.encoder.set_attn_implementation("eager")
    if options.start:
        load_weights(network, read_weights(options.start), options.start)
    encoder = PairEncoder(str(bundled_folder() / "tokenizer.json"))
    Training(network, options, made_with(options, file), device, rank).run([encode(encoder, group) for group in groups])


class Training:
    """A run: the network, its optimizer, its running average, and where it stands."""

    def __init__(
        self, network: SpanNetwork, options: argparse.Namespace, made_from: dict[str, str], device: str, rank: int
    ) -> None:
        self._network, self._options, self._device, self._rank = network, options, device, rank
        self._made_from = made_from
        network.get_parameter(WORD_EMBEDDINGS).requires_grad = False
        self._parameters = {name: value for name, value in network.named_parameters() if value.requires_grad}
        self._optimizer = torch.optim.AdamW(
            self._parameters.values(), lr=options.rate, weight_decay=WEIGHT_DECAY, fused=True
        )
        self._average = {name: value.detach().clone() for name, value in self._parameters.items()}
        self._step = 0
        self._checkpoint = options.work / f"{options.name}.pt"
        self._resume()

    def run(self, groups: list[Encoded]) -> None:
        """Take every step that is still to be taken."""
        steps = list(_steps(groups, self._options.epochs, self._options.seed))
        print(f"{len(groups):,} groups, {len(steps):,} steps, from step {self._step:,}, on {self._device}", flush=True)
        began = saved = time.monotonic()
        first, losses = self._step, []
        self._network.train()
        for batch in steps[self._step :]:
            for setting in self._optimizer.param_groups:
                setting["lr"] = self._options.rate * _schedule(self._step / len(steps))
            losses.append(self._take(batch))
            self._step += 1
            if self._step % 50 == 0 and self._rank == 0:
                left = (time.monotonic() - began) / (self._step - first) * (len(steps) - self._step)
                mean = sum(losses[-50:]) / len(losses[-50:])
                print(f"step {self._step:,} of {len(steps):,}, loss {mean:.3f}, {left / 60:.0f} min left", flush=True)
            if time.monotonic() - saved > CHECKPOINT_SECONDS and self._rank == 0:
                self._save()
                saved = time.monotonic()
        if self._rank == 0:
            self._save()

    def _take(self, groups: list[Encoded]) -> float:
        mine = groups[self._rank :: self._options.processes]
        loss = self._backward(mine) if mine else 0.0
        if self._options.processes > 1:
            self._share_gradients()
        torch.nn.utils.clip_grad_norm_(self._parameters.values(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        with torch.no_grad():
            keep = min(AVERAGE_KEEP, (1 + self._step) / (10 + self._step))
            for name, value in self._parameters.items():
                self._average[name].lerp_(value, 1 - keep)
        return loss

    def _share_gradients(self) -> None:
        """Give every process the mean of all gradients."""
        parameters = list(self._parameters.values())
        # A process without a group in this step has no gradients.
        gradients = [torch.zeros_like(value) if value.grad is None else value.grad for value in parameters]
        together = torch.cat([gradient.flatten() for gradient in gradients])
        torch.distributed.all_reduce(together)
        together /= self._options.processes
        for value, part in zip(parameters, together.split([value.numel() for value in parameters]), strict=True):
            value.grad = part.view_as(value)

    def _backward(self, groups: list[Encoded]) -> float:
        pairs = [pair for group in groups for pair in group.pairs]
        batch = collate(pairs, device=self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            outputs = self._network(batch)
        loss = batch_loss(groups, batch, outputs)
        loss.backward()  # type: ignore[no-untyped-call]
        return float(loss.detach())

    def _resume(self) -> None:
        if self._checkpoint.is_file():
            state = torch.load(self._checkpoint, weights_only=True, map_location=self._device)
            compare(self._checkpoint, state.get("made_with"), self._made_from)
            load_weights(self._network, state["last"], self._checkpoint)
            self._optimizer.load_state_dict(state["optimizer"])
            self._average, self._step = state["average"], state["step"]

    def _save(self) -> None:
        state: dict[str, Any] = {
            "last": {name: value.detach() for name, value in self._parameters.items()},
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
            "step": self._step,
            "made_with": self._made_from,
        }
        partial = self._checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self._checkpoint)
        (self._checkpoint.with_suffix(".json")).write_text(json.dumps({"step": self._step, **_plain(self._options)}))


def batch_loss(groups: Sequence[Encoded], batch: Batch, outputs: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Return the loss of groups, whose pairs stand one after the other in the batch.

    The sum of three means: over passages, minus the log probability of all answer spans together (of "not here" where
    there is none); over answered groups, the same with the passages' tokens under one normalisation and no "not here";
    over passages, the cross-entropy of relevance.
    """
    starts, ends, relevance = outputs
    inside_starts = torch.logsumexp(starts[:, 1:], dim=1)
    inside_ends = torch.logsumexp(ends[:, 1:], dim=1)
    whole = torch.logaddexp(inside_starts, starts[:, 0]) + torch.logaddexp(inside_ends, ends[:, 0])
    passage_losses, group_losses, labels = [], [], []
    row = 0
    for group in groups:
        rows = range(row, row + len(group.pairs))
        row += len(group.pairs)
        labels.extend(float(label) for label in group.relevant)
        gold = []
        for place, spans, relevant in zip(rows, group.spans, group.relevant, strict=True):
            if spans:
                here = torch.stack([starts[place, first] + ends[place, last] for first, last in spans])
                gold.append(torch.logsumexp(here, dim=0))
                passage_losses.append(whole[place] - gold[-1])
            elif not relevant:
                passage_losses.append(whole[place] - starts[place, 0] - ends[place, 0])
        if gold and len(group.pairs) > 1:
            together = torch.logsumexp(inside_starts[rows.start : rows.stop], dim=0)
            together = together + torch.logsumexp(inside_ends[rows.start : rows.stop], dim=0)
            group_losses.append(together - torch.logsumexp(torch.stack(gold), dim=0))
    loss = RELEVANCE_WEIGHT * binary_cross_entropy_with_logits(relevance, torch.tensor(labels, device=relevance.device))
    if passage_losses:
        loss = loss + torch.stack(passage_losses).mean()
    if group_losses:
        loss = loss + GROUP_WEIGHT * torch.stack(group_losses).mean()
    return loss


def encode(encoder: PairEncoder, group: Group) -> Encoded:
    """Return a group as tokens; answers past the longest input count as not there."""
    pairs = encoder.encode(group.question, [(piece.header, piece.text) for piece in group.pieces])
    spans = [
        [span for start, end in _short(piece) if (span := pair.token_span(start, end))]
        for pair, piece in zip(pairs, group.pieces, strict=True)
    ]
    relevant = [
        piece.relevant and (bool(found) or not piece.spans) for piece, found in zip(group.pieces, spans, strict=True)
    ]
    return Encoded(pairs, spans, relevant)


def _short(piece: Piece) -> list[tuple[int, int]]:
    if not piece.spans:
        return []
    shortest = min(end - start for start, end in piece.spans)
    return [(start, end) for start, end in piece.spans if end - start <= shortest + LONGER_THAN_SHORTEST]


def _steps(groups: Sequence[Encoded], epochs: float, seed: int) -> Iterator[list[Encoded]]:
    """Yield the batches of all epochs, in random order: groups of like length, about ``STEP_TOKENS`` tokens."""
    chance = random.Random(seed)
    whole = int(epochs)
    for epoch in range(whole + (epochs > whole)):
        share = 1.0 if epoch < whole else epochs - whole
        chosen = chance.sample(groups, int(len(groups) * share))
        chosen.sort(key=lambda group: group.length + chance.random() * 16)
        batches: list[list[Encoded]] = [[]]
        for group in chosen:
            rows = sum(len(other.pairs) for other in batches[-1]) + len(group.pairs)
            if batches[-1] and rows * group.length > STEP_TOKENS:
                batches.append([])
            batches[-1].append(group)
        chance.shuffle(batches)
        yield from batches


def _schedule(done: float) -> float:
    """Return the learning rate as a share of the highest: up, then straight down to a hundredth."""
    return done / WARM_UP if done < WARM_UP else max(0.01, (1 - done) / (1 - WARM_UP))


def _plain(options: argparse.Namespace) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Path) else value for name, value in vars(options).items()}
