"""How long records are kept, what is due on a day, and what a hold keeps from being disposed of. Pure."""

import functools
import hashlib
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

from precept.foundation.clock import months_later
from precept.foundation.ledger.verify_ledger import canonical

actions = [
    ("destroy", "Destroy it"),
    ("anonymise", "Destroy what is personal or was given in confidence, keep that it existed"),
    ("keep", "Keep it for ever"),
    ("transfer", "Offer it to the archive, then destroy it by hand"),
]
ACTIONS: Final = dict(actions)
BY_RUN: Final = frozenset({"destroy", "anonymise"})
"""The actions that a disposal run carries out."""
hold_kinds = [
    ("litigation", "A legal claim or a case in court"),
    ("foi", "A freedom of information request"),
    ("access", "Somebody’s request for their own data"),
    ("audit", "An audit or an inquiry"),
    ("other", "Something else"),
]
HOLD_KINDS: Final = dict(hold_kinds)
CLAIM: Final = "litigation"
"""The kind of hold that says of which claim: since when, by whom, about what, and how it ended."""
claim_subjects = [
    ("procurement", "A challenge of a procurement"),
    ("review", "A judicial review"),
    ("other", "Another claim"),
]
CLAIM_SUBJECTS: Final = dict(claim_subjects)
claim_outcomes = [
    ("withdrawn", "It was withdrawn"),
    ("settled", "It was settled"),
    ("won", "The office won"),
    ("lost", "The office lost"),
    ("part", "Each won in part"),
    ("none", "Nothing came of it in time"),
]
CLAIM_OUTCOMES: Final = dict(claim_outcomes)
run_states = [
    ("proposed", "Waits for a second person"),
    ("approved", "Being disposed of"),
    ("done", "Done"),
    ("withdrawn", "Withdrawn"),
]
RUN_STATES: Final = dict(run_states)
line_states = [
    ("waiting", "On the list"),
    ("disposed", "Disposed of"),
    ("held", "Not touched: held"),
    ("changed", "Not touched: no longer as the list says"),
]
LINE_STATES: Final = dict(line_states)
EVERYTHING: Final = "office:everything"
"""The subject of a hold on every record of the office."""
MOST_YEARS: Final = 100
NO_FINGERPRINT: Final = "0" * 64


@dataclass(frozen=True)
class Rule:
    """A row of the schedule: how long a kind of record is kept, counted from what, and what happens then."""

    key: str
    title: str
    what: str
    trigger: str
    years: int | None
    action: str
    source: str
    is_confirmed: bool
    version: int = 0
    """0 is the row that comes with the software."""

    @property
    def kept_for(self) -> str:
        """In words."""
        if self.years is None:
            return "For ever"
        return "1 year" if self.years == 1 else f"{self.years} years"


@dataclass(frozen=True)
class Record:
    """A record as the part that keeps it knows it: when its years began, and everything that it lies under.

    ``subject`` and ``under`` are ledger subjects: "bid:B7K…", "opportunity:CSF-…", "organisation:…".
    """

    subject: str
    trigger_on: date
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """What an approved list says of a record."""

    trigger_on: date
    rule_version: int
    years: int


@functools.cache
def first_schedule() -> tuple[Rule, ...]:
    """The schedule that an office begins with."""
    text = files("precept.records.data").joinpath("schedule.toml").read_text(encoding="utf-8")
    return tuple(
        Rule(
            key=one["key"],
            title=one["title"],
            what=one["what"],
            trigger=one["trigger"],
            years=one.get("years"),
            action=one["action"],
            source=one["source"],
            is_confirmed=one["is_confirmed"],
        )
        for one in tomllib.loads(text)["kind"]
    )


def due_on(trigger_on: date, years: int) -> date:
    """The day from which a record may go: the same day so many years on. From 29 February it is 1 March."""
    later = months_later(trigger_on, 12 * years)
    return later if later.day == trigger_on.day else date(later.year, 3, 1)


def latest_trigger(on: date, years: int) -> date:
    """The latest trigger whose records are due on a day."""
    return months_later(on, -12 * years)


def is_due(record: Record, rule: Rule, on: date) -> bool:
    """Whether a record may go on a day, holds apart."""
    if rule.years is None or rule.action not in BY_RUN:
        return False
    return due_on(record.trigger_on, rule.years) <= on


def hold_on(record: Record, held: Collection[str]) -> str:
    """What is held that this record is or lies under; "" where nothing is."""
    return next(
        (one for one in (record.subject, *record.under, EVERYTHING) if one in held),
        "",
    )


def what_goes(
    records: Iterable[Record], rule: Rule, held: Collection[str], on: date
) -> list[Record]:
    """Exactly the records that are due on a day and not held."""
    return [one for one in records if is_due(one, rule, on) and not hold_on(one, held)]


@dataclass(frozen=True)
class Verdict:
    """Why a record on an approved list is left: ``state`` is "held" or "changed"."""

    state: str
    words: str


def why_left(
    now: Record | None,
    listed: Listed,
    rule: Rule | None,
    held: Collection[str],
    on: date,
    kept_back: str = "",
) -> Verdict | None:
    """Why a record is not disposed of, asked in the moment in which it would be; None where nothing stands against it.

    ``kept_back`` is what another part says against it.
    """
    if now is None or rule is None:
        return Verdict("changed", "It is no longer here, or no longer a record of this kind.")
    if hold := hold_on(now, held):
        what = "the whole office" if hold == EVERYTHING else hold
        return Verdict("held", f"A hold was placed on {what}.")
    if (rule.version, rule.years) != (listed.rule_version, listed.years):
        return Verdict("changed", "The schedule changed since the list was made.")
    if now.trigger_on != listed.trigger_on:
        return Verdict("changed", "The day that its years count from moved.")
    if kept_back:
        return Verdict("changed", kept_back)
    if not is_due(now, rule, on):
        return Verdict("changed", "It is not due any more.")
    return None


def list_digest(lines: Iterable[Sequence[Any]]) -> str:
    """The fingerprint of a list as it is proposed and approved: kind, subject, trigger, rule's version, years."""
    return hashlib.sha256(canonical([list(one) for one in lines]).encode()).hexdigest()


def fingerprint(row: dict[str, Any], previous: str) -> str:
    """The fingerprint of a row of the register, which the next row's holds too."""
    return hashlib.sha256(f"{previous}\n{canonical(row)}".encode()).hexdigest()


def hold_problem(subject: str) -> str:
    """What is wrong with a thing to hold; "" where it is a ledger subject."""
    kind, colon, reference = subject.partition(":")
    if kind and colon and reference and len(subject) <= 150:
        return ""
    return "Choose what is held, and enter its reference"


def claim_problem(
    kind: str, *, letter_on: date | None, claimant: str, about: str, today: date
) -> tuple[str, str] | None:
    """Why a hold cannot say this of a claim, as (field, words); nothing where it can."""
    if kind != CLAIM:
        if letter_on or claimant.strip() or about:
            return (
                "kind",
                "Choose “A legal claim or a case in court”, or leave out what is said of one",
            )
        return None
    if letter_on is None:
        return "letter_on", "Enter the day of the letter"
    if letter_on > today:
        return "letter_on", "The day of the letter must be today or in the past"
    if not claimant.strip():
        return "claimant", "Say who made the challenge"
    if about not in CLAIM_SUBJECTS:
        return "concerns", "Choose what the claim concerns"
    return None


def claim_end_problem(
    kind: str, *, letter_on: date | None, ended_on: date | None, outcome: str, today: date
) -> tuple[str, str] | None:
    """Why a hold cannot be released with this end of its claim; of a claim its end and outcome are needed."""
    if kind != CLAIM:
        return ("", "Only a claim ends with an outcome") if ended_on or outcome else None
    if ended_on is None:
        return "ended_on", "Enter the day on which the claim ended"
    if ended_on > today or (letter_on is not None and ended_on < letter_on):
        return "ended_on", "The claim ended between the day of the letter and today"
    if outcome not in CLAIM_OUTCOMES:
        return "outcome", "Choose how the claim ended"
    return None
