"""Money, or anything else, that flows from the left through stages to the right: bands as wide as it is much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from precept.foundation.web.charts.scales import MOST_SERIES, checked, slug
from precept.foundation.web.charts.shapes import (
    Band,
    Flow,
    Head,
    Node,
    Passage,
    Table,
    Tick,
)

THICK = 240  # pixels down that everything together takes
GAP = 44  # pixels between two nodes, in which the words of the lower one stand
WIDE = 1.6  # per cent across that a node takes
LONGEST = (12, 11, 18)  # characters that fit beside each other on a 320-pixel screen, by stage


def flow(
    *,
    title: str,
    stages: Sequence[str],
    measured: str,
    passages: Sequence[Passage],
    shown: Callable[[float], str],
    short: Mapping[str, str] | None = None,
) -> Flow:
    """What flows along each passage through three stages, the largest of each stage first.

    ``stages`` head the columns of the table, ``measured`` its last one; ``shown`` says a size in words.
    ``short`` has what the picture calls a place whose name is long; the table has the name itself.

    Raises:
        ValueError: there are not three stages, a passage has not one place in each, or a size is negative
            or not a finite number.
    """
    if len(stages) != len(LONGEST) or any(len(one.path) != len(stages) for one in passages):
        raise ValueError("A flow has three stages, and a passage one place in each of them.")
    drawn = [one for one in passages if checked(one.size) > 0]
    whole = sum(one.size for one in drawn)
    scale = THICK / whole if whole else 0.0
    sums = [_sums(drawn, stage) for stage in range(len(stages))]
    tops = [_tops(one, scale) for one in sums]
    inks = {name: place % MOST_SERIES + 1 for place, name in enumerate(sums[0])}
    return Flow(
        head=Head(
            key=slug(title),
            title=title,
            description=_said(sums, stages, shown),
            height=round(max((_height(one, scale) for one in sums), default=GAP)),
            table=Table(
                (*stages, measured), tuple((*one.path, shown(one.size)) for one in passages)
            ),
        ),
        nodes=tuple(
            Node(
                name=_fitting((short or {}).get(name, name), LONGEST[stage]),
                shown=shown(size),
                words=f"{name}: {shown(size)}",
                at=Tick((0, 42, 100)[stage], "", ("start", "start", "end")[stage]),
                x=_across(stage),
                y=round(tops[stage][name], 2),
                width=WIDE,
                height=round(size * scale, 2),
            )
            for stage in range(len(stages))
            for name, size in sums[stage].items()
        ),
        bands=tuple(_bands(drawn, sums, tops, inks, scale, shown)),
    )


def _sums(passages: Sequence[Passage], stage: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in passages:
        found[one.path[stage]] = found.get(one.path[stage], 0.0) + one.size
    last = {one.path[stage] for one in passages if one.is_rest and stage == len(one.path) - 1}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] in last, -pair[1], pair[0])))


def _tops(sums: dict[str, float], scale: float) -> dict[str, float]:
    found, reached = {}, 0.0
    for name, size in sums.items():
        reached += GAP
        found[name] = reached
        reached += size * scale
    return found


def _height(sums: dict[str, float], scale: float) -> float:
    return len(sums) * GAP + sum(sums.values()) * scale + 4


def _across(stage: int) -> float:
    return (0.0, 42.0, 100.0 - WIDE)[stage]


def _bands(
    passages: Sequence[Passage],
    sums: list[dict[str, float]],
    tops: list[dict[str, float]],
    inks: dict[str, int],
    scale: float,
    shown: Callable[[float], str],
) -> list[Band]:
    """Two bands for each passage, laid at each node in the order in which their other ends lie."""
    places = [{name: place for place, name in enumerate(one)} for one in sums]
    found = []
    for stage in range(len(sums) - 1):
        leaving = dict(tops[stage])
        coming = dict(tops[stage + 1])
        ends: dict[int, float] = {}
        by_target = sorted(
            range(len(passages)),
            key=lambda place: [places[at][passages[place].path[at]] for at in range(len(sums))],
        )
        for place in by_target:
            name = passages[place].path[stage + 1]
            ends[place] = coming[name]
            coming[name] += passages[place].size * scale
        by_source = sorted(
            range(len(passages)),
            key=lambda place: [
                places[at][passages[place].path[at]]
                for at in ((stage, stage + 1, 0, 1, 2) if stage == 0 else (stage, 0, 1, 2))
            ],
        )
        for place in by_source:
            one = passages[place]
            start, thick = leaving[one.path[stage]], one.size * scale
            leaving[one.path[stage]] += thick
            found.append(
                Band(
                    path=_curve(
                        _across(stage) + WIDE, start, _across(stage + 1), ends[place], thick
                    ),
                    ink=inks[one.path[0]],
                    words=f"{' → '.join(one.path)}: {shown(one.size)}",
                )
            )
    return found


def _curve(x1: float, y1: float, x2: float, y2: float, thick: float) -> str:
    """A band of even thickness from one place to another, as an SVG path."""
    middle = (x1 + x2) / 2
    return (
        f"M{x1:.2f} {y1:.2f}C{middle:.2f} {y1:.2f} {middle:.2f} {y2:.2f} {x2:.2f} {y2:.2f}"
        f"V{y2 + thick:.2f}C{middle:.2f} {y2 + thick:.2f} {middle:.2f} {y1 + thick:.2f}"
        f" {x1:.2f} {y1 + thick:.2f}Z"
    )


def _fitting(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _said(
    sums: list[dict[str, float]], stages: Sequence[str], shown: Callable[[float], str]
) -> str:
    if not sums[0]:
        return "Nothing to show yet."
    whole = shown(sum(sums[0].values()))
    parts = [
        f"{stage.lower()}: " + ", ".join(f"{name} {shown(size)}" for name, size in of.items())
        for stage, of in zip(stages, sums, strict=True)
    ]
    return f"{whole} in all. " + "; ".join(parts) + "."
