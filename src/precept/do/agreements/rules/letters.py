"""What applicants are told: the round's wording merged with each bid's own facts. Pure.

Merge fields are names after a dollar sign ("$amount") and nothing else: no template, no logic.
"""

import hashlib
import string
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from precept.do.agreements.rules.choices import LETTER_KINDS
from precept.do.procedures.rules import field_problem
from precept.foundation.ledger.verify_ledger import canonical

FIELDS: Final[Mapping[str, str]] = {
    "organisation": "the bidder",
    "project": "the project",
    "bid": "the reference of the bid",
    "round": "the round and its theme",
    "asked": "what the bid asked for",
    "decision": "the reference of the decision",
    "office": "the office",
    "amount": "what is awarded",
    "award": "the reference of the award",
    "accept_by": "the last day to accept",
    "reserve_place": "the place on the reserve list",
}
"""Every merge field, and what it stands for."""
FOR_ALL: Final = frozenset(
    {"organisation", "project", "bid", "round", "asked", "decision", "office"}
)
FIELDS_OF: Final[Mapping[str, frozenset[str]]] = {
    "offer": FOR_ALL | {"amount", "award", "accept_by"},
    "partial": FOR_ALL | {"amount", "award", "accept_by"},
    "reserve": FOR_ALL | {"reserve_place"},
    "unsuccessful": FOR_ALL,
    "ineligible": FOR_ALL,
}
"""The merge fields that each kind of letter has."""
LONGEST_WORDING: Final = 8_000

STARTING: Final[Mapping[str, str]] = {
    "offer": (
        "Dear $organisation,\n\n"
        "We are pleased to offer you an award of $amount for “$project”, which you asked us to fund in"
        " $round.\n\n"
        "To accept it, somebody who may sign for your organisation does so by $accept_by. The award is"
        " $award. The decision is $decision."
    ),
    "partial": (
        "Dear $organisation,\n\n"
        "We are pleased to offer you an award of $amount for “$project”. You asked for $asked in $round."
        " We explain below why we offer a part of it.\n\n"
        "To accept it, somebody who may sign for your organisation does so by $accept_by. The award is"
        " $award. The decision is $decision."
    ),
    "reserve": (
        "Dear $organisation,\n\n"
        "Thank you for “$project”, your bid for $asked in $round.\n\n"
        "There was not enough money to fund every good bid. Yours is number $reserve_place on our reserve"
        " list. If an award is not taken up, we may be able to offer you one. You need do nothing now, and"
        " we will write to you if that happens. The decision is $decision."
    ),
    "unsuccessful": (
        "Dear $organisation,\n\n"
        "Thank you for “$project”, your bid for $asked in $round.\n\n"
        "We are sorry to tell you that we could not fund it this time. What we thought of it stands below,"
        " for each thing that bids were marked on. We hope that it helps you with your next bid. The"
        " decision is $decision."
    ),
    "ineligible": (
        "Dear $organisation,\n\n"
        "Thank you for “$project”, your bid for $asked in $round.\n\n"
        "We are sorry to tell you that it could not be considered, because it does not meet a rule of the"
        " round. We say below which. It was not ranked against other bids. The decision is $decision."
    ),
}
"""The wording that a round starts with."""


def wording_problem(kind: str, words: str) -> str:
    """Why a letter cannot say this, fit to show; "" where it can."""
    if not words.strip():
        return f"Enter what the letter says: {LETTER_KINDS[kind].lower()}"
    if len(words) > LONGEST_WORDING:
        return f"The letter must be {LONGEST_WORDING:,} characters or fewer"
    return field_problem(
        words, sorted(FIELDS_OF[kind]), called="merge field", such_as="organisation"
    )


@dataclass(frozen=True)
class Said:
    """A criterion's feedback as a bidder reads it."""

    criterion: str
    score: str
    words: str


@dataclass(frozen=True)
class Promised:
    """What both sides of an award are held to, in words; nothing in the letters of other bids."""

    outcomes: Sequence[str] = ()
    report_by: str = ""
    conditions: Sequence[str] = ()
    payments: Sequence[str] = ()

    @property
    def parts(self) -> list[tuple[str, Any]]:
        """The parts of a letter that say it."""
        said: list[tuple[str, Any]] = []
        if self.outcomes:
            said += [("h", "What is to change for people"), ("list", list(self.outcomes))]
        if self.report_by:
            said.append(("p", f"Tell us what changed by {self.report_by}."))
        if self.conditions:
            said += [("h", "Conditions"), ("list", list(self.conditions))]
        if self.payments:
            said += [("h", "How it is paid"), ("list", list(self.payments))]
        return said


NOTHING_PROMISED: Final = Promised()


@dataclass(frozen=True)
class Letter:
    """A letter as it goes out: who it is to, its subject, and its parts in order.

    A part is ["p", words], ["h", heading], ["h2", heading below one] or ["list", [points]].
    """

    kind: str
    subject: str
    parts: tuple[tuple[str, Any], ...]

    @property
    def as_json(self) -> dict[str, Any]:
        """The letter as it is kept."""
        return {
            "kind": self.kind,
            "subject": self.subject,
            "parts": [list(part) for part in self.parts],
        }

    @property
    def sha256(self) -> str:
        """The letter's digest."""
        return hashlib.sha256(canonical(self.as_json).encode()).hexdigest()

    @property
    def text(self) -> str:
        """The letter as plain text, for mail."""
        said = []
        for what, words in self.parts:
            if what == "list":
                said.append("\n".join(f"- {point}" for point in words))
            else:
                said.append(words)
        return "\n\n".join(said) + "\n"


def kept_letter(said: Mapping[str, Any]) -> Letter:
    """A letter from what is kept of it."""
    parts = tuple((str(what), words) for what, words in said["parts"])
    return Letter(said["kind"], said["subject"], parts)


def compose(
    kind: str,
    wording: str,
    fields: Mapping[str, str],
    *,
    why: str = "",
    promised: Promised = NOTHING_PROMISED,
    wanted: Sequence[str] = (),
    feedback: Sequence[Said] = (),
    contact: str = "",
) -> Letter:
    """A bid's letter: the round's wording, then reasons, what is promised, what is asked of it, feedback, contact.

    KeyError for a merge field that this letter does not have: ``wording_problem`` is asked first.
    """
    merged = string.Template(wording).substitute({name: fields[name] for name in FIELDS_OF[kind]})
    parts: list[tuple[str, Any]] = [
        ("p", paragraph.strip()) for paragraph in merged.split("\n\n") if paragraph.strip()
    ]
    if why:
        heading = "Why this amount" if kind in {"offer", "partial"} else "Our reason"
        parts += [("h", heading), ("p", why)]
    parts += promised.parts
    if wanted:
        parts += [("h", "What we need before we can pay"), ("list", list(wanted))]
    if feedback:
        parts.append(("h", "What we thought of your bid"))
        for one in feedback:
            heading = f"{one.criterion}: {one.score}" if one.score else one.criterion
            parts += [("h2", heading), ("p", one.words)]
    if contact:
        parts += [("h", "If you want to talk to us"), ("p", contact)]
    return Letter(kind, f"What we decided about your bid {fields['bid']}", tuple(parts))


def digest_of_letters(digests: Iterable[str]) -> str:
    """One digest over all the letters that go out together, in the order of their own."""
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def first_lines(letter: Letter, most: int = 200) -> str:
    """How a letter begins, for a list."""
    return textwrap.shorten(letter.text, most, placeholder=" …")
