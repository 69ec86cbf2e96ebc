"""Agreements: how their cells are read, what may be changed, what adds up. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from precept.foundation.clock import NotADate, read_date, read_period, spoken
from precept.foundation.money import (
    TBC,
    Amount,
    Money,
    NotMoney,
    SharesDoNotAddUp,
    check_shares,
    read_amounts,
    share,
)

kinds = [("contract", "Contract"), ("grant agreement", "Grant agreement")]
statuses = [
    ("upcoming", "Upcoming"),
    ("active", "Active"),
    ("ended", "Ended"),
    ("cancelled", "Cancelled"),
]
procedures = [
    ("not stated", "Not stated"),
    ("open", "Open procedure"),
    ("competitive flexible", "Competitive flexible procedure"),
    ("quotations", "Three written quotations"),
    ("direct award", "Direct award"),
    ("call-off", "Call-off from a framework"),
    ("joint", "Joint procurement with partners"),
    ("grant round", "Grant round"),
    ("direct grant", "Direct grant"),
]
categories = [
    ("not stated", "Not stated"),
    ("goods and services", "Goods or services"),
    ("light touch", "Light touch services"),
    ("works", "Works"),
]
what_follows = [
    ("extend", "Extend it"),
    ("recommission", "Commission it anew"),
    ("end", "Let it end"),
]
value_kinds = [
    ("estimate", "Estimate"),
    ("contract value", "Contract value"),
    ("lifetime maximum", "Lifetime maximum"),
    ("annual", "Annual value"),
    ("available", "Available"),
    ("committed", "Committed"),
    ("paid", "Paid"),
]
vat_bases = [
    ("excluding", "Excluding VAT"),
    ("including", "Including VAT"),
    ("outside the scope", "Outside the scope of VAT"),
    ("not stated", "Not stated"),
]
CHOICES: Final = {
    "kind": dict(kinds),
    "status": dict(statuses),
    "procedure": dict(procedures),
    "category": dict(categories),
    "what_follows": {"": "Not decided", **dict(what_follows)},
    "value_kind": dict(value_kinds),
    "vat": dict(vat_bases),
}

MOST_NUMBERS: Final = 20
"""How many agreements one row may stand for."""
MOST_LINKED: Final = 20
"""How many others of its programme an agreement names."""
PRIORITIES_AT_MOST: Final = 50
LONGEST_DUE: Final = 120
LONGEST_TITLE: Final = 300
SHARES_ARE_KEPT: Final = "keep"
SHARES_IN_PROPORTION: Final = "in proportion"
SHARES_NOT_STATED: Final = "not stated"

_REFERENCE: Final = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}")
_NONE_YET: Final = frozenset({"TBC", "TBA", "TBD", "N/A", "NA", "NONE", "-", "–"})
_BETWEEN_NUMBERS: Final = re.compile(r"\s*(?:[,;&+\n]|\band\b)\s*", re.IGNORECASE)
_WHOLE_NUMBER: Final = re.compile(r"[A-Z]+[A-Z0-9._-]*[0-9]")
_RANGE: Final = re.compile(r"([A-Z]+)[0-9]+\s*(?:-|–|—|\bTO\b)\s*\1[0-9]+")


class Unclear(ValueError):
    """What a cell or an answer says cannot be taken as it stands; ``words`` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read_reference(given: str) -> str:
    """A contract's number as the register spells it: capitals, figures, dots, dashes. Unclear if none."""
    text = "".join(given.split()).upper()
    if text in _NONE_YET:
        raise Unclear(f"Enter the contract’s number: “{given.strip()}” is none.")
    if _REFERENCE.fullmatch(text) is None:
        shown = given.strip() if len(given) <= 40 else f"{given.strip()[:40]}…"
        raise Unclear(
            f"“{shown}” is not a contract number. Use letters, figures, dots and dashes,"
            " at most 40 of them."
        )
    return text


def read_numbers(given: str) -> list[str]:
    """The contract numbers of a cell: "VRN001 and VRN002" are two. Unclear where any is none or twice."""
    text = " ".join(given.replace("\n", " \n ").split(" ")).strip()
    if not text:
        raise Unclear("Enter the contract’s number, like CORE018.")
    if _RANGE.fullmatch(" ".join(text.upper().split())):
        raise Unclear(f"“{text}” looks like a range. Write each number, like VRN001 and VRN002.")
    numbers: list[str] = []
    for piece in _BETWEEN_NUMBERS.split(text):
        words = piece.split()
        if not words:
            continue
        several = all(_WHOLE_NUMBER.fullmatch(word.upper()) for word in words)
        numbers += [read_reference(one) for one in (words if several else [piece])]
    if not numbers:
        raise Unclear("Enter the contract’s number, like CORE018.")
    twice = next((one for one in numbers if numbers.count(one) > 1), None)
    if twice is not None:
        raise Unclear(f"{twice} stands twice in the cell.")
    if len(numbers) > MOST_NUMBERS:
        raise Unclear(f"A row stands for at most {MOST_NUMBERS} contracts. Use several rows.")
    return numbers


def joined(words: Sequence[str]) -> str:
    """Things in a row, as one says them: "VRN001, VRN002 and VRN003"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def read_title(given: str) -> str:
    """An agreement's title on one line. Unclear where it is empty or too long."""
    text = " ".join(given.split())
    if not text:
        raise Unclear("Enter the contract’s name.")
    if len(text) > LONGEST_TITLE:
        raise Unclear(f"The name must be {LONGEST_TITLE} characters or fewer.")
    return text


def read_due(given: str) -> tuple[str, str]:
    """When an agreement is due, word for word, and a doubt ("" where it is a date).

    Nothing is derived from it: the strategy lists it under "upcoming commissioning activity" and
    does not say what falls due on that day.
    """
    text = " ".join(given.split())
    if len(text) > LONGEST_DUE:
        raise Unclear(f"Enter when it is due in {LONGEST_DUE} characters or fewer.")
    if not text:
        return "", ""
    try:
        read_date(text)
    except NotADate:
        return text, f"“{text}” is not a date. It is kept as it is written."
    return text, ""


def read_dates(given: object) -> tuple[date, date]:
    """The first and last day of a contract period. Unclear where it is not two dates in order."""
    try:
        return read_period(given)
    except NotADate as refused:
        raise Unclear(refused.words) from refused


def read_values(given: object) -> tuple[list[Amount], list[str]]:
    """The values of a cell in their order ("£83,500 £83,500" is two) and doubts; none where it is empty.

    Unclear where something in it looks like an amount and cannot be read.
    """
    try:
        found = read_amounts(given)
    except NotMoney as refused:
        raise Unclear(refused.words) from refused
    doubts = [
        f"“{one.words}” is not kept. If it matters, write it in the agreement’s note."
        for one in found
        if one.words
    ]
    return [one.amount for one in found], doubts


def matched_values(numbers: Sequence[str], amounts: Sequence[Amount]) -> list[Amount | None]:
    """The value of each contract of a row; None for all where the cell states none. Unclear otherwise."""
    if not amounts:
        return [None] * len(numbers)
    if len(amounts) == len(numbers):
        return list(amounts)
    of = f"{len(numbers)} contract number{'' if len(numbers) == 1 else 's'}"
    values = f"{len(amounts)} value{'' if len(amounts) == 1 else 's'}"
    raise Unclear(
        f"This row has {of} ({joined(numbers)}) and {values}."
        " Write one value for each number, in the same order."
    )


def period_words(starts: date | None, ends: date | None) -> str:
    """A period in words: "1 November 2022 to 31 March 2024"; nothing where neither date is stated."""
    if starts and ends:
        return f"{spoken(starts)} to {spoken(ends)}"
    if starts:
        return f"from {spoken(starts)}"
    return f"until {spoken(ends)}" if ends else ""


def when_words(due: str, starts: date | None, ends: date | None) -> str:
    """What a table says of the time: when it is due as written, else its period."""
    return due or period_words(starts, ends)


def amount_words(amount: Money | None, kind: str) -> str:
    """A value in words: the pounds, "not yet known" where it was stated so, else "not stated"."""
    if amount is not None:
        return amount.short
    return str(TBC) if kind else "not stated"


def provider_in_public(name: str, area: str, *, is_protected: bool) -> str:
    """A provider's name as the public reads it: a protected one appears by its area alone."""
    if not is_protected:
        return name
    return f"Protected organisation, {area}" if area else "Protected organisation"


def check_fund_shares(whole: Money | None, shares: Sequence[Money | None]) -> None:
    """Unclear where funds' shares and a known value contradict each other by as much as a penny.

    A share without an amount says that it is not stated how much that fund pays.
    """
    stated = [one for one in shares if one is not None]
    if any(one.pence < 0 for one in stated):
        raise Unclear("A share can’t be less than nothing.")
    if whole is None or not stated:
        return
    if len(stated) == len(shares):
        try:
            check_shares(whole, stated)
        except SharesDoNotAddUp as refused:
            raise Unclear(refused.words) from refused
    elif sum(stated, Money(0)) > whole:
        raise Unclear(f"The shares come to more than {whole}.")


def shares_after(
    whole: Money | None, shares: Sequence[Money | None], how: str
) -> list[Money | None]:
    """What each fund pays once the value has changed: kept, in proportion to the penny, or not stated.

    Unclear where they are kept and no longer add up, or cannot be divided in proportion.
    """
    if how == SHARES_NOT_STATED:
        return [None] * len(shares)
    if how == SHARES_IN_PROPORTION and whole is not None:
        weights = [one.pence for one in shares if one is not None]
        if len(weights) < len(shares) or not any(weights):
            raise Unclear("Not every share is stated, so they can’t be kept in proportion.")
        return list(share(whole, weights))
    check_fund_shares(whole, shares)
    return list(shares)


def problem_with(
    *, title: str, starts: date | None, ends: date | None, priorities: Sequence[str]
) -> tuple[str, str] | None:
    """What is wrong with an agreement as a whole: the answer at fault and words; nothing where all is well."""
    try:
        read_title(title)
    except Unclear as unclear:
        return "title", unclear.words
    if starts and ends and ends < starts:
        return "ends", "The last day must be the same as or after the first day"
    if len(priorities) > PRIORITIES_AT_MOST:
        return "priorities", f"Choose at most {PRIORITIES_AT_MOST} priorities"
    return None
