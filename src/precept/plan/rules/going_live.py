"""What a framework still lacks before it goes live. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from precept.plan.published import FrameworkPublished
from precept.plan.rules.spending import shares_problem

STALE: Final = "The register, the rounds or the projects changed since this draft was taken from them. Refresh it."


@dataclass(frozen=True)
class Point:
    """Something to see to: ``must`` where nothing is approved or published without it.

    ``about`` says where: "words", "tables", "aims", "funds", or a table's key.
    """

    about: str
    words: str
    must: bool = False


def points_before_going_live(
    framework: FrameworkPublished,
    *,
    over: Sequence[str] = (),
    unplaced: Sequence[str] = (),
    is_stale: bool = False,
) -> list[Point]:
    """What is missing and what is doubtful: the musts first.

    ``over`` are warnings of funds over-programmed, ``unplaced`` names from the register with no table.
    ``is_stale``: lines no longer say what the register says of them.
    """
    found = _words(framework) + _tables(framework)
    if is_stale:
        found.append(Point("register", STALE, must=True))
    if not framework.aims:
        found.append(
            Point("aims", "No aims are recorded for this year. They print above the tables.")
        )
    found += [
        Point(
            "tables", f"{name} is listed for this year in a table that this framework has not got."
        )
        for name in unplaced
    ]
    found += [Point("funds", words) for words in over]
    return sorted(found, key=lambda point: not point.must)


def must_haves(points: Sequence[Point]) -> list[str]:
    """The words of those points without which nothing goes live."""
    return [point.words for point in points if point.must]


def _words(framework: FrameworkPublished) -> list[Point]:
    found = []
    if not framework.introduction.strip():
        found.append(Point("words", "Write the introduction.", must=True))
    if not framework.review.strip():
        found.append(Point("words", "Say when this framework is to be reviewed."))
    if framework.version > 1 and not framework.why.strip():
        found.append(Point("words", "Say why this version was made.", must=True))
    return found


def _tables(framework: FrameworkPublished) -> list[Point]:
    found = []
    if not any(section.lines for section in framework.sections):
        found.append(
            Point(
                "tables", "No table has a line: there is no intended spend to publish.", must=True
            )
        )
    for section in framework.sections:
        if not section.lines:
            found.append(Point(section.key, f"“{section.title}” has no lines."))
        for line in section.lines:
            if problem := shares_problem(line):
                found.append(
                    Point(section.key, f"{line.number or line.name}: {problem}", must=True)
                )
            if not line.fund and not line.shares:
                found.append(Point(section.key, f"{line.number or line.name}: no fund is stated."))
    return found
