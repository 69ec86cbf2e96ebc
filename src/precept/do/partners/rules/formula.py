"""Formula funding: what each community safety partnership is allocated, and how that came about. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

from precept.foundation.money import Money, share

MEASURES: Final = {
    "population": "Population",
    "crime": "Recorded crime",
    "demand": "Demand that is not crime",
}


@dataclass(frozen=True)
class AreaFigures:
    """What is known of one area; ``previous`` is what it had the year before, None where not stated."""

    key: str
    name: str
    population: int
    crime: int
    demand: int
    previous: Money | None = None


@dataclass(frozen=True)
class Allocated:
    """What an area gets: to the penny, and its part of the whole by each step of the formula."""

    key: str
    amount: Money
    by_formula: Fraction
    by_previous: Fraction | None


class FormulaProblem(ValueError):
    """Why a formula cannot be worked out; ``words`` are fit to show, ``field`` names what to change."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def weights_problem(weights: Mapping[str, int]) -> str:
    """What stands against these weights; nothing where they are percentages of a whole."""
    if set(weights) != set(MEASURES) or any(one < 0 for one in weights.values()):
        return "Each weight is a whole percentage from 0 to 100."
    total = sum(weights.values())
    return "" if total == 100 else f"The weights must add up to 100: they add up to {total}."


def by_formula(areas: Sequence[AreaFigures], weights: Mapping[str, int]) -> list[Fraction]:
    """Each area's part of the whole by the weights alone; together they are one.

    FormulaProblem where weights are no whole, or a measure that counts is nothing everywhere.
    """
    if problem := weights_problem(weights):
        raise FormulaProblem(problem)
    if not areas:
        raise FormulaProblem("Add an area first: there is nobody to share between.")
    parts = [Fraction(0)] * len(areas)
    for measure, weight in weights.items():
        if not weight:
            continue
        figures = [getattr(one, measure) for one in areas]
        whole = sum(figures)
        if not whole:
            raise FormulaProblem(
                f"{MEASURES[measure]} counts for {weight}% and is nothing everywhere."
            )
        for at, figure in enumerate(figures):
            parts[at] += Fraction(weight, 100) * Fraction(figure, whole)
    return parts


def allocated(
    whole: Money, areas: Sequence[AreaFigures], weights: Mapping[str, int], phase: int
) -> list[Allocated]:
    """What each area gets of the whole, to the penny.

    ``phase`` is the percentage that goes by the formula; the rest goes by what each had the year before, so
    that nobody's money falls at once. FormulaProblem where a figure that this needs is not stated.
    """
    if not 0 <= phase <= 100:
        raise FormulaProblem("The formula decides from 0 to 100 per cent.", "phase")
    if whole.pence <= 0:
        raise FormulaProblem("Enter what there is to share: more than nothing.", "amount")
    formula = by_formula(areas, weights)
    previous: list[Fraction] | None = None
    if phase < 100:
        missing = [one.name for one in areas if one.previous is None]
        if missing:
            raise FormulaProblem(
                "To phase it in, state what every area had the year before; not stated for"
                f" {', '.join(missing)}."
            )
        had = [(one.previous or Money(0)).pence for one in areas]
        if not sum(had):
            raise FormulaProblem("Nobody had anything the year before: let the formula decide all.")
        previous = [Fraction(one, sum(had)) for one in had]
    part = Fraction(phase, 100)
    blended = [
        one if previous is None else part * one + (1 - part) * previous[at]
        for at, one in enumerate(formula)
    ]
    bottom = lcm(*(one.denominator for one in blended))
    amounts = share(whole, [int(one * bottom) for one in blended])
    return [
        Allocated(area.key, amount, formula[at], previous[at] if previous else None)
        for at, (area, amount) in enumerate(zip(areas, amounts, strict=True))
    ]


def percent_words(part: Fraction) -> str:
    """A part of a whole as people read it: "12.34%"."""
    hundredths = round(part * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02}%"
