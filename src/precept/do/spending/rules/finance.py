"""The finance system's ledger: which column is which, reading a line, and what it is matched with. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from precept.foundation.clock import NotADate, read_date, spoken
from precept.foundation.money import Money
from precept.parties.rules import name_key

DAY, SUPPLIER, REFERENCE, AMOUNT = "day", "supplier", "reference", "amount"
DESCRIPTION, CODE, INVOICE = "description", "code", "invoice"
COLUMN_TITLES: Final = {
    DAY: "Date",
    SUPPLIER: "Supplier",
    REFERENCE: "Reference",
    AMOUNT: "Amount",
    DESCRIPTION: "Description",
    CODE: "Cost code",
    INVOICE: "Invoice",
}
NEEDED: Final = (DAY, SUPPLIER, AMOUNT)
CALLED: Final = {
    DAY: (
        "date",
        "day",
        "payment date",
        "date paid",
        "transaction date",
        "posting date",
        "paid on",
    ),
    SUPPLIER: ("supplier", "supplier name", "payee", "payee name", "vendor", "vendor name", "name"),
    REFERENCE: (
        "reference",
        "payment reference",
        "your reference",
        "transaction number",
        "transaction reference",
        "ref",
    ),
    AMOUNT: ("amount", "net amount", "value", "amount paid", "total", "sum"),
    DESCRIPTION: ("description", "details", "narrative", "text", "line description"),
    CODE: ("cost code", "code", "cost centre", "account code", "account", "gl code"),
    INVOICE: ("invoice", "invoice number", "invoice no", "invoice reference", "supplier invoice"),
}
"""What finance systems call each column, in small letters."""
LONGEST: Final = {SUPPLIER: 200, REFERENCE: 80, DESCRIPTION: 300, CODE: 60, INVOICE: 60}
LARGEST: Final = 10**13
MOST_LINES: Final = 500_000
LOOKED_AT: Final = 20

MATCHED, DOUBT, OTHER, AGAIN = "matched", "doubt", "other", "again"

_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_TOKEN = re.compile(r"[A-Z0-9][A-Z0-9/-]{2,}")
_LEAST_TOKEN = 5


def find_columns(lines: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """Which of the first lines holds the headings, and the place of each column that is known.

    None where no line names a date, a supplier and an amount.
    """
    for at, cells in enumerate(lines[:LOOKED_AT]):
        said = [" ".join(cell.replace("_", " ").lower().split()) for cell in cells]
        places = {
            key: said.index(name)
            for key, names in CALLED.items()
            if (name := next((one for one in names if one in said), None)) is not None
        }
        if all(key in places for key in NEEDED):
            return at, places
    return None


def places_problem(places: Mapping[str, int], width: int) -> tuple[str, str] | None:
    """What is wrong with the places of columns that somebody named: the column's key, and why."""
    for key, title in COLUMN_TITLES.items():
        place = places.get(key)
        if place is None:
            if key in NEEDED:
                return key, f"Choose the column that holds “{title}”"
        elif not 0 <= place < width:
            return key, f"Choose a column of the file for “{title}”"
        elif list(places.values()).count(place) > 1:
            return key, f"Choose another column for “{title}”: it is used twice"
    return None


@dataclass(frozen=True, slots=True)
class SpendRead:
    """A line as it was read; the amount in whole pence, below nothing for money that came back."""

    line: int
    day: date
    supplier: str
    reference: str
    pence: int
    description: str
    code: str
    invoice: str = ""


Problem = tuple[int, str, str]
"""The line, the column's title, and in words what is wrong."""


@dataclass
class LineReader:
    """Reads line after line of a file; days that it met before are not read again."""

    places: Mapping[str, int]
    today: date
    days: dict[str, date | str] = field(default_factory=dict)

    def read(self, line: int, cells: Sequence[str]) -> SpendRead | Problem | None:
        """The line, or what is first wrong with it; nothing where it is blank."""
        width, places = len(cells), self.places
        if not any(cells):
            return None
        said = {key: cells[at].strip() if at < width else "" for key, at in places.items()}
        day = self._day(said[DAY])
        if isinstance(day, str):
            return line, COLUMN_TITLES[DAY], day
        pence = read_pence(said[AMOUNT])
        if isinstance(pence, str):
            return line, COLUMN_TITLES[AMOUNT], pence
        if not said[SUPPLIER]:
            return line, COLUMN_TITLES[SUPPLIER], "Nothing stands here"
        for key in (SUPPLIER, REFERENCE, CODE, INVOICE):
            if len(said.get(key, "")) > LONGEST[key]:
                words = f"This is longer than {LONGEST[key]} characters"
                return line, COLUMN_TITLES[key], words
        return SpendRead(
            line,
            day,
            said[SUPPLIER],
            said.get(REFERENCE, ""),
            pence,
            said.get(DESCRIPTION, "")[: LONGEST[DESCRIPTION]],
            said.get(CODE, ""),
            said.get(INVOICE, ""),
        )

    def _day(self, text: str) -> date | str:
        known = self.days.get(text)
        if known is None:
            known = self.days[text] = _read_day(text, self.today)
        return known


def _read_day(text: str, today: date) -> date | str:
    if not text:
        return "Nothing stands here"
    try:
        found = _DAY.fullmatch(text)
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else read_date(text)
    except NotADate as problem:
        return problem.words
    except ValueError:
        return f"“{text}” is no day of the calendar"
    if day > today:
        return f"{spoken(day)} is in the future"
    return day


def read_pence(text: str) -> int | str:
    """An amount in whole pence, or what is wrong with it; (12.50) and -12.50 are below nothing."""
    plain = text.replace("£", "").replace(" ", "")
    is_less = plain[:1] in {"-", "−", "("} or plain[-1:] == "-"
    found = _AMOUNT.fullmatch(plain.strip("-−()+"))
    if found is None:
        return f"“{text[:40]}” is no amount of money" if text else "Nothing stands here"
    pence = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    if pence > LARGEST:
        return "This is more money than there is"
    return -pence if is_less else pence


@dataclass(frozen=True, slots=True)
class KnownPayment:
    """A payment that the office made: its key, its agreement's, its amount, and how it stands."""

    key: int
    reference: str
    pence: int
    agreement: int
    is_paid: bool = False
    came_back: bool = False


@dataclass
class Known:
    """What lines are matched with: payments and agreements by reference, open payments by payee and invoice or sum."""

    payments: dict[str, KnownPayment]
    agreements: dict[str, int]
    by_sum: dict[tuple[str, int], list[KnownPayment]] = field(default_factory=dict)
    by_invoice: dict[tuple[str, str], list[KnownPayment]] = field(default_factory=dict)
    found: set[int] = field(default_factory=set)
    """Keys of payments that a line was matched with already."""
    suppliers: dict[str, str] = field(default_factory=dict)

    def supplier(self, name: str) -> str:
        """A supplier as names are compared; worked out once."""
        key = self.suppliers.get(name)
        if key is None:
            key = self.suppliers[name] = name_key(name)
        return key


@dataclass(frozen=True, slots=True)
class Match:
    """What a line was matched with, and in words by what, or why it is in doubt."""

    state: str
    because: str = ""
    payment: int | None = None
    agreement: int | None = None


NOT_OF_AN_AGREEMENT: Final = Match(OTHER)


def match(line: SpendRead, known: Known) -> Match:
    """What a line of the ledger is: a payment of ours, of an agreement, in doubt, or none of these."""
    tokens = _TOKEN.findall(f"{line.reference} {line.description}".upper())
    for token in tokens:
        payment = known.payments.get(token)
        if payment is not None:
            return _of_payment(line, payment, known)
    whole = line.reference.upper()
    for token in (whole, *tokens):
        agreement = known.agreements.get(token)
        if agreement is not None and (len(token) >= _LEAST_TOKEN or token == whole):
            return Match(MATCHED, f"It names the agreement {token}", agreement=agreement)
    if line.pence > 0:
        payee = known.supplier(line.supplier)
        if line.invoice and (same := known.by_invoice.get((payee, line.invoice.upper()))):
            return _could_be(same, "the same payee and the same invoice")
        if same := known.by_sum.get((payee, line.pence)):
            return _could_be(same, "the same payee and the same amount")
    return NOT_OF_AN_AGREEMENT


def _could_be(likely: Sequence[KnownPayment], why: str) -> Match:
    names = ", ".join(one.reference for one in likely[:3])
    only = likely[0] if len(likely) == 1 else None
    return Match(
        DOUBT,
        f"It could be {names}: {why}",
        payment=only.key if only else None,
        agreement=only.agreement if only else None,
    )


def _of_payment(line: SpendRead, payment: KnownPayment, known: Known) -> Match:
    reference, because = payment.reference, ""
    if line.pence < 0:
        because = f"Did {reference} come back?"
    elif line.pence != payment.pence:
        because = f"{reference} is {Money(payment.pence)}, and this says {Money(line.pence)}"
    elif payment.came_back:
        because = f"{reference} came back: was it paid again?"
    elif payment.key in known.found:
        because = f"{reference} was found in another line already"
    if because:
        return Match(DOUBT, because, payment.key, payment.agreement)
    known.found.add(payment.key)
    return Match(MATCHED, f"It names the payment {reference}", payment.key, payment.agreement)
