"""Scores: weighted out of 100, banded, ranked with ties, and where markers are far apart. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from statistics import median
from typing import Final, Protocol

THREE_PLACES: Final = Decimal("0.001")
HIGHEST: Final = 100
"""What a bid with the best score for every criterion comes to."""
FAR_LEVELS: Final = 2
"""So many levels from what the others gave, and a mark is looked at again."""
ENOUGH_FOR_QUARTILES: Final = 4
WIDE: Final = Fraction(3, 2)


class Weighed(Protocol):
    """A criterion as scoring needs it: its key, its weight and its best score."""

    @property
    def key(self) -> str:
        """Its short name."""
        ...

    @property
    def weight(self) -> int:
        """Whole percent."""
        ...

    @property
    def highest(self) -> int:
        """The best score that can be given."""
        ...


@dataclass(frozen=True)
class Weighing:
    """A criterion apart from the database."""

    key: str
    weight: int
    highest: int
    title: str = ""


class NoScore(ValueError):
    """A score cannot be worked out; ``words`` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def exactly(number: Fraction) -> Decimal:
    """A fraction to three places, halves upwards: how every score of ours is rounded, once."""
    thousandths = (2 * number.numerator * 1000 + number.denominator) // (2 * number.denominator)
    return Decimal(thousandths).scaleb(-3).quantize(THREE_PLACES, rounding=ROUND_HALF_UP)


def weighted_score(scores: Mapping[str, int], criteria: Sequence[Weighed]) -> Decimal:
    """What a bid comes to out of 100: each score as a part of the best one, times its weight.

    Three places, halves upwards, rounded once at the end. NoScore where a criterion has no score, a
    score is above its best, or the criteria weigh nothing.
    """
    weights = sum(one.weight for one in criteria)
    best = [one.highest for one in criteria]
    if not weights or any(one <= 0 for one in best):
        raise NoScore("The criteria have no weights or no score levels.")
    whole = Fraction(0)
    for one, highest in zip(criteria, best, strict=True):
        if one.key not in scores:
            raise NoScore(f"There is no score for “{one.key}”.")
        score = scores[one.key]
        if not 0 <= score <= highest:
            raise NoScore(f"The score for “{one.key}” must be between 0 and {highest}.")
        whole += Fraction(one.weight * score, highest)
    return exactly(whole * HIGHEST / weights)


def score_words(score: Decimal | None) -> str:
    """A score as people write it: "72.5", "65"; "No score" where there is none."""
    if score is None:
        return "No score"
    text = f"{score:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ranks(scores: Sequence[Decimal | None]) -> list[int | None]:
    """The rank of each: 1 is best, a tie has the same one and the next is skipped; none without a score."""
    known = sorted((one for one in scores if one is not None), reverse=True)
    first: dict[Decimal, int] = {}
    for place, one in enumerate(known, start=1):
        first.setdefault(one, place)
    return [None if one is None else first[one] for one in scores]


@dataclass(frozen=True)
class Band:
    """Scores between two edges, and how many bids are there."""

    words: str
    count: int
    least: int
    """Its lower edge; 0 for the lowest."""


def check_bands(edges: Sequence[int]) -> str:
    """Why these lower edges are no bands, in words; "" where they are."""
    if not edges:
        return "Enter at least one lower edge, such as 70"
    if any(not 0 < one < HIGHEST for one in edges):
        return "Each lower edge must be between 1 and 99"
    if len(set(edges)) < len(edges):
        return "Each lower edge must be a different number"
    return ""


def band_of(score: Decimal, edges: Sequence[int]) -> int:
    """Which band a score is in: 0 is the highest one, the number of edges the lowest."""
    return sum(1 for edge in edges if score < edge)


def band_words(band: int, edges: Sequence[int]) -> str:
    """A band as decisions name it: "70 or more", "60 to 70", "below 40"."""
    highest_first = sorted(edges, reverse=True)
    if band >= len(highest_first):
        return f"below {highest_first[-1]}" if highest_first else "any score"
    if band == 0:
        return f"{highest_first[0]} or more"
    return f"{highest_first[band]} to below {highest_first[band - 1]}"


def bands(scores: Sequence[Decimal], edges: Sequence[int]) -> list[Band]:
    """Every band from the highest, with how many scores are in it, none left out."""
    highest_first = sorted(edges, reverse=True)
    held = [0] * (len(highest_first) + 1)
    for one in scores:
        held[band_of(one, highest_first)] += 1
    return [
        Band(
            band_words(place, highest_first),
            count,
            highest_first[place] if place < len(highest_first) else 0,
        )
        for place, count in enumerate(held)
    ]


def bands_sentence(counted: Sequence[Band]) -> str:
    """The bands as a decision says them: "2 at 70 or more, 5 at 60, 4 at 40, 1 below"."""
    if len(counted) == 1:
        return f"{counted[0].count} in one band"
    first = f"{counted[0].count} at {counted[0].least} or more"
    middle = [f"{one.count} at {one.least}" for one in counted[1:-1]]
    return ", ".join([first, *middle, f"{counted[-1].count} below"])


@dataclass(frozen=True)
class Outlier:
    """A mark that is far from the others for the same criterion, and why it stands out."""

    place: int
    score: int
    words: str


def spread(scores: Sequence[int]) -> int:
    """How far apart the lowest and the highest of several scores are."""
    return max(scores) - min(scores) if scores else 0


def _quartiles(scores: Sequence[int]) -> tuple[Fraction, Fraction]:
    """The lower and upper quartile: the middles of the two halves, the middle itself left out."""
    ordered = sorted(scores)
    half = len(ordered) // 2
    return Fraction(median(ordered[:half])), Fraction(median(ordered[-half:]))


def outliers(scores: Sequence[int], levels: Sequence[int] = ()) -> list[Outlier]:
    """Marks two levels or more from the middle one, or outside 1.5 times the middle half.

    ``levels`` are the scores that could be given, lowest first: a step between two of them is a level.
    Of two markers who are that far apart both stand out, because nobody can say which is right.
    """
    return list(_outliers(tuple(scores), tuple(levels)))


@lru_cache(maxsize=4_096)
def _outliers(scores: tuple[int, ...], levels: tuple[int, ...]) -> tuple[Outlier, ...]:
    # Kept: on a board of hundreds of bids the same few marks stand beside each other again and again.
    level = {score: place for place, score in enumerate(sorted(set(levels) | set(scores)))}
    if not levels:
        level = {score: score for score in scores}
    fences: tuple[Fraction, Fraction] | None = None
    if len(scores) >= ENOUGH_FOR_QUARTILES:
        low, high = _quartiles(scores)
        fences = (low - WIDE * (high - low), high + WIDE * (high - low))
    found = []
    for place, score in enumerate(scores):
        others = [one for at, one in enumerate(scores) if at != place]
        if not others:
            continue
        beside = others if len(others) == 1 else scores
        apart = abs(Fraction(median([level[one] for one in beside])) - level[score])
        given = ", ".join(str(one) for one in others)
        if apart >= FAR_LEVELS:
            words = f"Gave {score}, where the others gave {given}: two levels or more apart"
            found.append(Outlier(place, score, words))
        elif fences is not None and not fences[0] <= score <= fences[1]:
            words = f"Gave {score}, where the others gave {given}: far outside the middle half"
            found.append(Outlier(place, score, words))
    return tuple(found)


@dataclass(frozen=True)
class Severity:
    """How a marker compares with those who marked the same bids."""

    marker: str
    difference: Decimal
    """Mean difference from the co-markers, in score points: below nothing is stricter."""
    compared: int
    """How many marks that rests on."""

    @property
    def words(self) -> str:
        """In a few words."""
        if not self.compared:
            return "Nobody else marked the same bids"
        if not self.difference:
            return "The same as the others on average"
        which = "stricter" if self.difference < 0 else "more generous"
        return f"{score_words(abs(self.difference))} {which} than the others on average"


def severities(marks: Sequence[tuple[str, str, str, int]]) -> list[Severity]:
    """Each marker against their co-markers, from (marker, bid, criterion, score); by marker."""
    together: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for marker, bid, criterion, score in marks:
        together.setdefault((bid, criterion), []).append((marker, score))
    # By marker and how many others there were: how often, and their differences times that number, whole.
    differences: dict[str, dict[int, tuple[int, int]]] = {marker: {} for marker, *_ in marks}
    for held in together.values():
        beside, total = len(held) - 1, sum(score for _, score in held)
        if not beside:
            continue
        for marker, score in held:
            times, apart = differences[marker].get(beside, (0, 0))
            apart += score * beside - (total - score)
            differences[marker][beside] = times + 1, apart
    return [
        Severity(marker, _mean(found), sum(times for times, _ in found.values()))
        for marker, found in sorted(differences.items())
    ]


def _mean(found: Mapping[int, tuple[int, int]]) -> Decimal:
    """The mean difference, to one place."""
    count = sum(times for times, _ in found.values())
    if not count:
        return Decimal(0)
    mean = (
        sum((Fraction(apart, beside) for beside, (_, apart) in found.items()), Fraction(0)) / count
    )
    tenths = (2 * abs(mean.numerator) * 10 + mean.denominator) // (2 * mean.denominator)
    return Decimal(tenths).scaleb(-1) * (-1 if mean < 0 else 1)


def needs_reason(agreed: int, given: Sequence[int]) -> bool:
    """Whether an agreed score needs a reason: it is not what every marker gave."""
    return any(one != agreed for one in given) or not given
