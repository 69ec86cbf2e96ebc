"""How an organisation stands with the office: rights, papers, bank details and checks, as words and rules."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from precept.foundation.people.rules import PROOF_LASTS

KEEPS: Final = "keeps the profile"
SIGNS: Final = "signs"
RIGHTS: Final = {
    KEEPS: "Keep the profile, its papers and its colleagues",
    SIGNS: "Sign for the organisation: submit bids, accept offers, give bank details",
}

INVITED: Final = "invited"
INVITATION_STATES: Final = [
    (INVITED, "Invited"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("withdrawn", "Withdrawn"),
]
CLAIMED: Final = "waiting"
CLAIM_STATES: Final = [(CLAIMED, "Waiting"), ("confirmed", "Confirmed"), ("refused", "Refused")]

MOST_PROFILES_A_DAY: Final = 5
"""How many profiles one person may start in a day; nobody who bids needs more."""
MOST_INVITED_A_DAY: Final = 20
MOST_WAITING_INVITATIONS: Final = 20
MOST_MAILS_A_DAY: Final = 3
"""To one mailbox, whoever invites it."""


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: what it is called, what to give, and which dates it must bear."""

    key: str
    title: str
    what: str
    needs_date: bool = False
    needs_expiry: bool = False
    date_label: str = "Date on it"
    expiry_label: str = "Until when it holds"


PAPERS: Final = {
    one.key: one
    for one in (
        PaperKind(
            "constitution",
            "Constitution or governing document",
            "The rules by which you run: a constitution, articles, trust deed or set of rules.",
            date_label="Date it was adopted or last changed",
        ),
        PaperKind(
            "accounts",
            "Accounts",
            "Your latest accounts. A new group may give a budget, or its record of money in and out.",
            needs_date=True,
            date_label="Last day of the year that they cover",
        ),
        PaperKind(
            "safeguarding",
            "Safeguarding policy",
            "How you keep children and adults at risk safe, and who is responsible.",
            needs_date=True,
            date_label="Date it was agreed or last reviewed",
            expiry_label="Date of its next review",
        ),
        PaperKind(
            "insurance",
            "Insurance",
            "The certificate of your public liability insurance, and employers’ liability if you"
            " employ anybody.",
            needs_expiry=True,
            date_label="First day of cover",
            expiry_label="Last day of cover",
        ),
        PaperKind(
            "bank",
            "Bank evidence",
            "A bank statement or letter that shows the account’s name, sort code and number. You may"
            " black out the payments.",
            needs_date=True,
            date_label="Date on the statement or letter",
        ),
    )
}

GIVEN: Final = "given"
CHECKED: Final = "checked"
NOT_GOOD_ENOUGH: Final = "not good enough"
REPLACED: Final = "replaced"
PAPER_STATES: Final = [
    (GIVEN, "Given, not looked at yet"),
    (CHECKED, "Checked"),
    (NOT_GOOD_ENOUGH, "Not good enough"),
    (REPLACED, "Replaced by a newer one"),
]
REMIND_BEFORE: Final = timedelta(days=30)


def paper_choices() -> list[tuple[str, str]]:
    """The kinds of paper as a form offers them."""
    return [(kind.key, kind.title) for kind in PAPERS.values()]


def paper_dates_problem(
    kind: str, dated: date | None, expires: date | None, *, on: date
) -> tuple[str, str] | None:
    """The field and what is wrong with a paper's dates; nothing where they will do."""
    about = PAPERS[kind]
    if about.needs_date and dated is None:
        return "dated", f"Enter the {_small(about.date_label)}"
    if about.needs_expiry and expires is None:
        return "expires", f"Enter the {_small(about.expiry_label)}"
    if dated is not None and dated > on and kind != "insurance":
        return "dated", f"The {_small(about.date_label)} must be today or earlier"
    if expires is not None and expires < on:
        return "expires", "This paper is out of date already. Give one that still holds"
    if dated is not None and expires is not None and expires < dated:
        return "expires", f"The {_small(about.expiry_label)} must be after the date on it"
    return None


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def paper_problem(state: str | None, expires: date | None, *, on: date) -> str | None:
    """Why a paper cannot be relied on, in a word or two; nothing where it can. No state: none was given."""
    if state is None:
        return "not given"
    if state == NOT_GOOD_ENOUGH:
        return "not good enough"
    if expires is not None and expires < on:
        return "out of date"
    return None


BANK_GIVEN: Final = "given"
BANK_CALLED: Final = "called back"
BANK_APPROVED: Final = "approved"
BANK_REFUSED: Final = "refused"
BANK_REPLACED: Final = "replaced"
BANK_STATES: Final = [
    (BANK_GIVEN, "Waiting for a call-back"),
    (BANK_CALLED, "Called back, waiting for approval"),
    (BANK_APPROVED, "Approved"),
    (BANK_REFUSED, "Refused"),
    (BANK_REPLACED, "Replaced"),
]
BANK_WAITS: Final = (BANK_GIVEN, BANK_CALLED)
COOLING_OFF: Final = timedelta(days=5)

CALL_SOURCES: Final = [
    ("register", "A public register"),
    ("website", "The organisation’s own website"),
    ("earlier record", "Our records from before the change"),
]
_DASHES: Final = re.compile(r"[\s\-‐‑‒–—−.]")


@dataclass(frozen=True)
class Account:
    """An account in the one spelling that it is kept in: sort code of 6 digits, number of 8."""

    sort_code: str
    number: str
    name: str
    roll: str = ""

    @property
    def ending(self) -> str:
        """The last four digits: all that a page shows."""
        return self.number[-4:]

    @property
    def key(self) -> str:
        """What two spellings of one account have in common; of a building society, its roll number too."""
        return f"{self.sort_code}/{self.number}/{self.roll}"

    def __repr__(self) -> str:
        return "<bank account>"


class NotAnAccount(ValueError):
    """What was typed is no account; ``field`` and ``words`` say what to change."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        self.words = words


def read_account(*, sort_code: str, account_number: str, name: str, roll: str = "") -> Account:
    """An account as somebody typed it. NotAnAccount where a part of it cannot be one.

    A number of 6 or 7 digits is filled up with noughts on the left, as banks do.
    """
    said = " ".join(name.split())
    if not said:
        raise NotAnAccount("name", "Enter the name on the account")
    if len(said) > 120:
        raise NotAnAccount("name", "The name on the account must be 120 characters or fewer")
    code = _DASHES.sub("", sort_code)
    if not re.fullmatch(r"[0-9]{6}", code):
        raise NotAnAccount("sort_code", "Enter a sort code of 6 digits, like 30-94-30")
    digits = _DASHES.sub("", account_number)
    if not re.fullmatch(r"[0-9]{6,8}", digits) or not int(digits):
        raise NotAnAccount("account_number", "Enter an account number of 6 to 8 digits")
    typed_roll = "".join(roll.upper().split())
    if typed_roll and not re.fullmatch(r"[A-Z0-9/.\-]{1,18}", typed_roll):
        raise NotAnAccount(
            "roll", "Enter a roll number of letters, digits, hyphens, full stops and slashes only"
        )
    return Account(code, digits.rjust(8, "0"), said, typed_roll)


def proof_is_fresh(proved: datetime | None, now: datetime) -> bool:
    """Whether somebody showed who they are lately enough to give bank details."""
    return proved is not None and timedelta(0) <= now - proved <= PROOF_LASTS


def first_payable(given_on: date) -> date:
    """The first day on which newly given details may be paid: five days after they were given."""
    return given_on + COOLING_OFF


@dataclass(frozen=True)
class BankStand:
    """What matters of an organisation's bank details on a day."""

    approved_from: date | None
    """The first payable day of the details that were approved; None where none were."""
    has_change_waiting: bool


def payment_problem(stand: BankStand, *, on: date) -> str | None:
    """Why nothing can be paid to an organisation on a day; nothing where it can."""
    if stand.has_change_waiting:
        return "Its bank details were changed, and the change is not approved yet."
    if stand.approved_from is None:
        return "No bank details are approved."
    if on < stand.approved_from:
        return "Its bank details were changed less than five days ago."
    return None


DILIGENCE: Final = {
    "identity": "Identity and registration",
    "governing": "Governing document",
    "accounts": "Accounts",
    "bank": "Bank account",
    "safeguarding": "Safeguarding",
    "insurance": "Insurance",
    "people": "People who run it",
    "sanctions": "Sanctions and debarment",
    "subsidy": "Subsidy control",
}
PAPER_OF: Final = {
    "governing": "constitution",
    "accounts": "accounts",
    "bank": "bank",
    "safeguarding": "safeguarding",
    "insurance": "insurance",
}
"""The paper that a check looks at."""
SATISFIED: Final = "satisfied"
WITH_CONDITIONS: Final = "with conditions"
NOT_SATISFIED: Final = "not satisfied"
NOT_NEEDED: Final = "not needed"
DILIGENCE_OUTCOMES: Final = [
    (SATISFIED, "Satisfied"),
    (WITH_CONDITIONS, "Satisfied, with conditions"),
    (NOT_SATISFIED, "Not satisfied"),
    (NOT_NEEDED, "Not needed, with the reason"),
]
BY_HAND: Final = "by hand"
DILIGENCE_SOURCES: Final = [
    (BY_HAND, "Looked up by hand"),
    ("register file", "The register’s file"),
    ("register asked", "The register itself"),
    ("paper", "A paper that they gave"),
]


def diligence_choices() -> list[tuple[str, str]]:
    """The kinds of check as a form offers them."""
    return list(DILIGENCE.items())


def diligence_state(outcome: str | None, expires: date | None, *, on: date) -> str:
    """How a check stands: "missing", "not satisfied", "expired" or "complete"."""
    if outcome is None:
        return "missing"
    if outcome == NOT_SATISFIED:
        return "not satisfied"
    if expires is not None and expires < on:
        return "expired"
    return "complete"


def diligence_problems(states: Iterable[tuple[str, str]]) -> list[str]:
    """What stands against an award, in words, from (kind, state) pairs."""
    return [f"{DILIGENCE[kind]}: {state}" for kind, state in states if state != "complete"]


def diligence_summary(states: Sequence[str]) -> str:
    """How all checks stand, in a line: "6 complete, 2 missing, 1 expired"."""
    said = [
        f"{count} {state}"
        for state in ("complete", "missing", "expired", "not satisfied")
        if (count := sum(one == state for one in states))
    ]
    return ", ".join(said)
