"""Deadlines: an instant and the UK wall time that was published for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from precept.foundation.clock.days import WEEKDAYS, spoken, wall_words
from precept.foundation.clock.moments import UK
from precept.foundation.clock.working_days import HolidayChanges, bank_holiday_name, is_weekend

_UK_KEY: Final = "Europe/London"


class Answer(NamedTuple):
    """One way to settle a doubt: the key to confirm, and the words beside it."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a time may not be what was meant; no answers where nothing can settle it."""

    key: str
    words: str
    answers: tuple[Answer, ...]


class DoubtfulTime(ValueError):
    """A deadline that somebody has to confirm, or choose again; `doubts` say why, fit to show."""

    def __init__(self, doubts: tuple[Doubt, ...]) -> None:
        super().__init__(" ".join(doubt.words for doubt in doubts))
        self.doubts = doubts


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something closes: the instant (UTC), and the wall time and zone people were told."""

    instant: datetime
    wall: datetime
    zone: str = _UK_KEY

    def __post_init__(self) -> None:
        if self.instant.utcoffset() != timedelta(0):
            raise TypeError("The instant of a deadline is in UTC.")
        if self.wall.tzinfo is not None:
            raise TypeError("The wall time of a deadline has no zone of its own.")


def deadline_at(
    wall: datetime,
    *,
    confirmed: Collection[str] = (),
    changes: HolidayChanges | None = None,
) -> Deadline:
    """The deadline at a UK wall time (naive; else TypeError).

    DoubtfulTime where it is 00:00, on a weekend or a bank holiday, or comes twice because the
    clocks go back, unless the key of an answer to that doubt is among `confirmed`. Keys name the
    date, so that what was confirmed for one day doesn't carry over to another. A time that the
    clocks jump over is always refused. `changes` stand in for those of `bank_holidays.toml`.
    """
    if wall.tzinfo is not None:
        raise TypeError("Give the time on the wall, without a zone.")
    wall = wall.replace(fold=0)
    earlier, later = (_instant(wall, fold) for fold in (0, 1))
    if earlier.astimezone(UK).replace(tzinfo=None) != wall:
        raise DoubtfulTime((_missing(wall),))
    doubts = []
    instant = earlier
    if earlier != later:
        doubt = _comes_twice(wall)
        said = [answer.key in confirmed for answer in doubt.answers]
        if said == [False, True]:
            instant = later
        elif said != [True, False]:
            doubts.append(doubt)
    doubts += [
        doubt
        for doubt in (_midnight(wall), _day_off(wall, changes))
        if doubt is not None and doubt.key not in confirmed
    ]
    if doubts:
        raise DoubtfulTime(tuple(doubts))
    return Deadline(instant=instant, wall=wall)


def in_time(begun: datetime, deadline: Deadline) -> bool:
    """Whether something begun at a moment is in time: strictly before the deadline.

    TypeError where the moment names no zone.
    """
    if begun.tzinfo is None:
        raise TypeError("When something began must name its zone.")
    return begun < deadline.instant


def still_same(deadline: Deadline) -> bool:
    """Whether the published wall time still means the stored instant, after new time zone rules."""
    shown = deadline.instant.astimezone(ZoneInfo(deadline.zone))
    return shown.replace(tzinfo=None, fold=0) == deadline.wall.replace(fold=0)


def _instant(wall: datetime, fold: int) -> datetime:
    return wall.replace(tzinfo=UK, fold=fold).astimezone(UTC)


def _missing(wall: datetime) -> Doubt:
    return Doubt(
        key=f"missing-{wall:%Y-%m-%d}",
        words=(
            f"There is no {wall_words(wall)}: the clocks go forward past it. Choose another time."
        ),
        answers=(),
    )


def _comes_twice(wall: datetime) -> Doubt:
    key = f"twice-{wall:%Y-%m-%d}"
    return Doubt(
        key=key,
        words=(
            f"{wall_words(wall)} comes twice, because the clocks go back. "
            "Say which of the two you mean."
        ),
        answers=(
            Answer(f"{key}-first", "The first, in British Summer Time"),
            Answer(f"{key}-second", "The second, in Greenwich Mean Time"),
        ),
    )


def _midnight(wall: datetime) -> Doubt | None:
    if (wall.hour, wall.minute) != (0, 0):
        return None
    key = f"midnight-{wall:%Y-%m-%d}"
    day, before = spoken(wall.date()), spoken((wall - timedelta(days=1)).date())
    return Doubt(
        key=key,
        words=(
            f"00:00 on {day} is the very start of that day, and many people will read it "
            f"as its end. Choose 11:59pm on {before} or another time, "
            "or confirm that you mean the start."
        ),
        answers=(Answer(key, f"I mean the very start of {day}"),),
    )


def _day_off(wall: datetime, changes: HolidayChanges | None) -> Doubt | None:
    day = wall.date()
    name = bank_holiday_name(day, changes=changes)
    if is_weekend(day):
        kind, what = "weekend", f"a {WEEKDAYS[day.weekday()]}"
    elif name is not None:
        kind, what = "bank-holiday", f"a bank holiday ({name})"
    else:
        return None
    key = f"{kind}-{wall:%Y-%m-%d}"
    return Doubt(
        key=key,
        words=(
            f"{spoken(day)} is {what}, when nobody is there to help. "
            "Choose a working day, or confirm that you mean this one."
        ),
        answers=(Answer(key, f"I mean {spoken(day)}"),),
    )
