"""Texts that are nearly the same: flagged to people, never decided upon. Pure.

A text is the set of its runs of three words. Two texts are as alike as the share of the shorter one's runs
that the other has too. Few of the runs (those whose checksum ends in noughts) say whom to compare with.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final
from zlib import crc32

from precept.foundation.search.rules import folded

RUN: Final = 3
NEAR: Final = 0.5
"""From this share on two texts are near duplicates."""
SHORTEST: Final = 8
"""Texts of fewer words are alike by chance."""
_SAMPLED: Final = 8
"""One run in so many is looked up in long texts."""
_LONG: Final = 160
_CROWD: Final = 40
"""Where more texts share a run, each is compared with the first few of them only."""
_FIRST: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(folded(text))
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(
        crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)
    )


def _score(one: frozenset[int], other: frozenset[int]) -> float:
    shorter = min(len(one), len(other))
    return round(len(one & other) / shorter, 3) if shorter else 0.0


def likeness_of_texts(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; 1 also where one stands wholly in the other."""
    return _score(_runs(one), _runs(other))


def near_duplicates(
    texts: Mapping[str, str], *, least: float = NEAR
) -> list[tuple[str, str, float]]:
    """Pairs of texts that are nearly the same, by their keys in order, the nearest first.

    Where very many are the same, each is paired with some of them and not with all.
    """
    runs = {key: found for key in sorted(texts) if (found := _runs(texts[key]))}
    near = [
        (one, other, score)
        for one, other in sorted(_candidates(runs))
        if (score := _score(runs[one], runs[other])) >= least
    ]
    return sorted(near, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _sample(runs: frozenset[int]) -> Iterable[int]:
    if len(runs) < _LONG:
        return runs
    return [run for run in runs if run % _SAMPLED == 0] or runs


def _candidates(runs: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for key, held in runs.items():
        for run in _sample(held):
            holders[run].append(key)
    meetings: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if len(keys) < 2:
            continue
        if len(keys) <= _CROWD:
            meetings.update(combinations(keys, 2))
        else:
            first = keys[:_FIRST]
            meetings.update(combinations(first, 2))
            meetings.update((one, other) for other in keys[_FIRST:] for one in first)
    return {pair for pair, count in meetings.items() if count >= _enough(runs, pair)}


def _enough(runs: Mapping[str, frozenset[int]], pair: tuple[str, str]) -> float:
    """How many of the runs that are looked up two near texts share at the least, chance allowed for."""
    shorter = min(len(runs[pair[0]]), len(runs[pair[1]]))
    return max(1, shorter / _SAMPLED * NEAR * 0.6)
