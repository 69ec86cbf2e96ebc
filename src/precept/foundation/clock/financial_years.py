"""The office's year for money: 1 April to 31 March."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from precept.foundation.clock.days import only_a_day

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_WRITTEN: Final = re.compile(r"([0-9]{4})\s*[-‐‑–—/]\s*([0-9]{2}|[0-9]{4})")


class NotAFinancialYear(ValueError):
    """What was given is not a financial year; `words` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A financial year, known by the calendar year in which it starts; earlier ones sort first."""

    first: int

    def __post_init__(self) -> None:
        if not _FIRST_YEAR <= self.first <= _LAST_YEAR:
            raise NotAFinancialYear(
                f"A financial year starts between {_FIRST_YEAR} and {_LAST_YEAR}, "
                f"not in {self.first}."
            )

    @classmethod
    def of(cls, day: date) -> Self:
        """The financial year in which a day falls. TypeError for a moment."""
        only_a_day(day)
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The year that was written as 2022-23, 2022–23, 2022/23 or 2022-2023.

        NotAFinancialYear where it is anything else, or where one half doesn't follow the other.
        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise NotAFinancialYear("Enter a financial year, like 2022-23.")
        first, second = int(found[1]), found[2]
        if second not in (f"{(first + 1) % 100:02d}", str(first + 1)):
            raise NotAFinancialYear(
                f"“{text.strip()}” is not a financial year: "
                f"the one that starts in {first} is {first}-{(first + 1) % 100:02d}."
            )
        return cls(first)

    @property
    def start(self) -> date:
        """1 April of its first calendar year."""
        return date(self.first, 4, 1)

    @property
    def end(self) -> date:
        """31 March of its second calendar year, the last day that belongs to it."""
        return date(self.first + 1, 3, 31)

    @property
    def label(self) -> str:
        """How addresses and files name it: "2022-23", with a hyphen."""
        return f"{self.first}-{(self.first + 1) % 100:02d}"

    @property
    def spoken(self) -> str:
        """How pages name it: "2022–23", with an en dash."""
        return self.label.replace("-", "–")

    def next(self) -> Self:
        """The financial year after this one."""
        return type(self)(self.first + 1)

    def previous(self) -> Self:
        """The financial year before this one."""
        return type(self)(self.first - 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= only_a_day(day) <= self.end

    def __str__(self) -> str:
        return self.label
