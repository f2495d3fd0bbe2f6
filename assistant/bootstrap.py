"""Intervals by resampling: how far a number may be chance."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

#: Resamples of every bootstrap interval, and where their random numbers start: equal input gives equal intervals.
RESAMPLES = 1_000
SEED = 20240123
#: The interval covers this share of the resamples.
COVERED = 0.95

Indices = NDArray[np.intp]


def bootstrap_interval(
    count: int,
    statistic: Callable[[Indices], float],
    *,
    clusters: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float]:
    """Return the 95% percentile bootstrap interval of a statistic (Efron 1979).

    Args:
        count: how many questions there are.
        statistic: gets the indices of a resample (``count`` of them, drawn with replacement) and returns its value.
        clusters: to which cluster each belongs, where some are of one source and go right or wrong together. As many
            whole clusters as there are are then drawn, so that a resample may have more or fewer than ``count``.
        resamples: how many are drawn.
        seed: equal seeds give equal intervals.

    Returns:
        The low and the high end; NaN twice for no questions.
    """
    if not count:
        return float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    if clusters is None:
        samples = (generator.integers(0, count, size=count) for _ in range(resamples))
    else:
        members = _members(clusters, count)
        samples = (
            np.concatenate([members[place] for place in generator.integers(0, len(members), size=len(members))])
            for _ in range(resamples)
        )
    values = [statistic(sample) for sample in samples]
    low, high = np.quantile(values, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return float(low), float(high)


def _members(clusters: Sequence[Hashable], count: int) -> list[Indices]:
    """Return the indices of each cluster."""
    places: dict[Hashable, list[int]] = {}
    for place, cluster in zip(range(count), clusters, strict=True):
        places.setdefault(cluster, []).append(place)
    return [np.array(indices, dtype=np.intp) for indices in places.values()]
