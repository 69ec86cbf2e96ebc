"""Counts of need: what a file may not hold, months, rates, and which figures stay in the office. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.clock import NotADate, read_date
from precept.foundation.clock.days import MONTHS

count_groups = [
    ("", "Not stated"),
    ("victims", "Victims"),
    ("offences", "Offences"),
    ("referrals", "Referrals"),
    ("perpetrators", "Perpetrators"),
]
GROUPS: Final = dict(count_groups)

SMALL: Final = 5
"""Counts below this never leave the office."""
FEWER: Final = f"fewer than {SMALL}"
KEPT_BACK: Final = "not shown"
LARGEST: Final = 10_000_000
MOST_MONTHS: Final = 240

_PLACE: Final = "it looks like a place smaller than an area"
_PERSON: Final = "it looks like something about one person"
_WORDS_OF_ONE: Final = "it looks like words about what happened to somebody"
NOT_COUNTS: Final[tuple[tuple[str, str], ...]] = (
    ("post ?code|zip ?code", _PLACE),
    ("easting|northing|x coord.*|y coord.*|grid ref.*|uprn|usrn|what3words", _PLACE),
    ("lat|long|lng|lon|latitude|longitude|coordinates?|location|geo ?location", _PLACE),
    ("address|address line.*|street|street name|road|house|house number|property|venue", _PLACE),
    ("output area|oa code|oa21.*|lsoa.*|beat|beat code", _PLACE),
    ("name|first name|last name|forename.*|surname|full name|victim name|suspect name", _PERSON),
    ("offender name|known as|nickname", _PERSON),
    ("date of birth|dob|birth ?date|d o b|age|nhs number|ni number|national insurance.*", _PERSON),
    ("crime ref.*|crime number|crime no|occurrence.*|incident ref.*|incident number", _PERSON),
    ("urn|person id|nominal.*|custody.*|offence ref.*|case ref.*|case number|e ?mail.*", _PERSON),
    ("phone.*|telephone.*|mobile.*|victim|suspect|offender|perpetrator|officer.*", _PERSON),
    ("notes?|comments?|narrative|free text|summary|mo|modus operandi", _WORDS_OF_ONE),
)
"""Headings, folded, that no file of counts has, and why."""
_WITHIN: Final = re.compile(
    r"\b(post ?code|easting|northing|latitude|longitude|address|street|surname|forename"
    r"|date of birth|dob|crime ref(erence)?|crime number|victim name|suspect name|offender name)\b"
)


def folded(heading: str) -> str:
    """One spelling of a heading."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def why_not_a_count(heading: str) -> str:
    """Why a column of this heading has no place in a file of counts; nothing where it has."""
    plain = folded(heading)
    for shape, why in NOT_COUNTS:
        if re.fullmatch(shape, plain):
            return why
    if within := _WITHIN.search(plain):
        return _PERSON if re.search("name|birth|dob|crime", within[0]) else _PLACE
    return ""


def refused_columns(headings: Sequence[str]) -> str:
    """What is said of a file whose headings show that it holds more than counts; nothing where all is well."""
    found = [(one, why) for one in headings if (why := why_not_a_count(one))]
    if not found:
        return ""
    told = "; ".join(f"“{one}”: {why}" for one, why in found[:6])
    return (
        f"This file holds more than counts, so it is not kept. {told}. Take such columns out, add the"
        " rows up by month, type and area, then give the file again."
    )


_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")


def looks_like_postcode(text: str) -> bool:
    """Whether somebody wrote a postcode where an area belongs."""
    return _POSTCODE.fullmatch(text.strip().upper()) is not None


_SHORT: Final = {
    name: at
    for at, one in enumerate(MONTHS, 1)
    for name in {one.lower(), one[:3].lower(), "sept" if at == 9 else one.lower()}
}
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{4})")
_WORDS: Final = re.compile(r"([a-z]+)\.?[-/ ']*([0-9]{4}|[0-9]{2})")


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def read_month(given: object) -> date | None:
    """The first day of the month somebody wrote: "April 2021", "2021-04", "04/2021" or a day; None where it is none."""
    if isinstance(given, date):
        return date(given.year, given.month, 1)
    text = " ".join(str(given).split()).lower()
    year = month = 0
    if found := _YEAR_FIRST.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _NUMBERS.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    elif (found := _WORDS.fullmatch(text)) and found[1] in _SHORT:
        year, month = int(found[2]), _SHORT[found[1]]
        year += 2000 if year < 100 else 0
    else:
        try:
            return month_of(read_date(text))
        except NotADate:
            return None
    return date(year, month, 1) if 1 <= month <= 12 and 1990 <= year <= 2199 else None


def month_words(month: date) -> str:
    """A month as people say it: "April 2021"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def short_month(month: date) -> str:
    """A month as an axis says it: "Apr 21"."""
    return f"{MONTHS[month.month - 1][:3]} {month.year % 100:02}"


def months_between(first: date, last: date) -> list[date]:
    """Every month from the first to the last, both included; at most twenty years."""
    found: list[date] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month) and len(found) < MOST_MONTHS:
        found.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def tenths_of_rate(count: int, population: int | None) -> int | None:
    """How many in 1,000 people, in tenths, rounded half up; None where nobody knows how many people there are."""
    if not population:
        return None
    return (count * 20_000 + population) // (2 * population)


def rate_words(tenths: int | None) -> str:
    """A rate in words: "3.4 in 1,000"."""
    return "not known" if tenths is None else f"{tenths / 10:,.1f} in 1,000"


@dataclass(frozen=True)
class Shown:
    """What the public may know of a figure: the figure itself, or the words that stand in its place."""

    count: int | None
    words: str


def withheld(counts: Sequence[int]) -> list[Shown] | None:
    """A line of counts as the public may read it beside their sum; None where none of it may be shown.

    A count below five is not shown. So that it cannot be worked out from the sum, the smallest of the
    others are not shown either, until each small one could still be anything from nought to four for
    whoever takes the line apart knowing which places are small. The same sum may stand beside other
    lines that were treated so: they have nothing else in common.
    """
    small = [place for place, one in enumerate(counts) if one < SMALL]
    kept_back: list[int] = []
    if small and not _could_be_anything(counts, small, kept_back):
        rest = sorted((one, place) for place, one in enumerate(counts) if one >= SMALL)
        for _, place in rest:
            kept_back.append(place)
            if _could_be_anything(counts, small, kept_back):
                break
        else:
            return None
    return [_shown(one, place in small, place in kept_back) for place, one in enumerate(counts)]


def _could_be_anything(counts: Sequence[int], small: list[int], kept_back: list[int]) -> bool:
    """Whether each small count could be anything from nought to four, of what does not stand there."""
    hidden = sum(counts[place] for place in (*small, *kept_back))
    least = SMALL * len(kept_back)
    most = (SMALL - 1) * (len(small) - 1)
    reaches_four = hidden - (SMALL - 1) >= least
    reaches_nought = bool(kept_back) or hidden <= most
    return reaches_four and reaches_nought


def _shown(count: int, is_small: bool, is_kept_back: bool) -> Shown:
    if is_small:
        return Shown(None, FEWER)
    if is_kept_back:
        return Shown(None, KEPT_BACK)
    return Shown(count, f"{count:,}")
