"""What people type as an answer, as it is stored. What can't be read stays the text that was typed."""

import re
from typing import Final

from precept.foundation.clock import NotADate, iso, read_date
from precept.foundation.money import Money, NotMoney, read_money
from precept.foundation.questions.rules.answers import cleaned, day_of

LARGEST: Final = 2_000_000_000
_NUMBER: Final = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.0+)?")
_POSTCODE: Final = re.compile(
    r"(GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKS-UW]"
    r"|[A-HK-Y][0-9][ABEHMNPRVWXY])) ?([0-9][ABD-HJLNP-UW-Z]{2})"
)
_TBC: Final = ", or “tbc” if it is not yet known"
_YES: Final = frozenset({"yes", "y", "true", "x", "✓", "✔", "☒", "☑", "on", "1"})


def read_pence(text: str) -> int | str | None:
    """The whole pence of an amount; the text itself where it is none, None where it is empty."""
    text = cleaned(text)
    if not text:
        return None
    try:
        amount = read_money(text)
    except NotMoney:
        return text
    return amount.pence if isinstance(amount, Money) else text


def why_no_pence(text: str) -> str:
    """Why a text is no amount, in words for whoever typed it."""
    try:
        read_money(text)
    except NotMoney as refused:
        return refused.words.replace(_TBC, "").removesuffix(".")
    return "Enter the amount: it has to be known here"


def read_number(text: str) -> int | str | None:
    """A whole number that somebody typed; the text itself where it is none, None where it is empty."""
    text = cleaned(text)
    found = _NUMBER.fullmatch(text) if len(text) <= 20 else None
    if found is None:
        return text or None
    number = int(found[1].replace(",", ""))
    return number if number <= LARGEST else text


def read_day(text: str) -> str | None:
    """The ISO day that somebody typed; the text itself where it is none, None where it is empty."""
    text = cleaned(text)
    if not text:
        return None
    try:
        return iso(read_date(text))
    except NotADate:
        return text


def why_no_day(text: str) -> str:
    """Why a text is no date. Three boxes that were typed in stand with a stroke between them."""
    boxes = [box.strip() for box in text.split("/")]
    if len(boxes) == 3 and not all(boxes):
        names = ("day", "month", "year")
        missing = [name for name, box in zip(names, boxes, strict=True) if not box]
        return f"The date must include a {' and a '.join(missing)}"
    try:
        read_date(text)
    except NotADate as refused:
        return refused.words.removesuffix(".")
    return "Enter a date, like 1 April 2023"


def is_day(value: object) -> bool:
    """Whether a stored date could be read."""
    return day_of(value) is not None


def read_postcode(text: str) -> str:
    """A postcode in its usual form ("LE1 1AA"); the text itself where it is none."""
    bare = re.sub(r"[\s-]+", "", cleaned(text)).upper()
    found = _POSTCODE.fullmatch(bare)
    return f"{found[1]} {found[2]}" if found else cleaned(text)


def is_postcode(text: str) -> bool:
    """Whether a stored postcode is a whole one of the United Kingdom."""
    return _POSTCODE.fullmatch(text) is not None


def is_yes(text: str) -> bool:
    """Whether a mark or a word beside a box means that it is chosen."""
    return cleaned(text).strip("[]() ").lower() in _YES
