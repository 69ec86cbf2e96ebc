"""What every change of an agreement begins and ends with: the power, the version, what differs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from precept.do.agreements import access, queries, rules, sign_ups
from precept.do.agreements.access import Asker
from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.versions import as_read, write_next

T = TypeVar("T")
NOT_KEEPER = "Only people who keep the register may change an agreement."
NOT_PUBLISHER = "Only people who may publish the register can do this."
CORRECTED = "It is signed. Say why the register is corrected; what both sides agreed to change is a variation."
MOVED_ON = "Somebody changed this agreement while you had it open."


def ask_keeper(by: Asker) -> None:
    """NotAllowed where this person does not keep the register."""
    if not access.may_keep_register(by):
        raise NotAllowed(NOT_KEEPER)


def as_seen(agreement: Agreement, version: int) -> Agreement:
    """The agreement as it is, if it is still at the version that the person saw; else Changed."""
    now = queries.full(Agreement.objects.all()).get(pk=agreement.pk)
    as_read(now, version, stale=MOVED_ON)
    return now


MOVES_DECIDE_BY = frozenset({"ends", "procedure", "category", "kind", "status"})
"""What the day depends on by which it is decided what follows, besides the options."""


KEPT_INSIDE = frozenset(
    {
        "manager",
        "next_return",
        "next_review",
        "what_follows",
        "procurement_began",
        "category",
        "award_amount",
        "paid_before",
        "paid_before_on",
        "decide_by",
    }
)
"""What the public never reads: where only that changes, what is public stays as it is."""


def move_on(now: Agreement, **changes: Any) -> None:
    """Write the changes as the next version; Changed where somebody else did so first.

    Where they move its end or how it was let, the day by which the office decides what follows moves too.
    """
    if MOVES_DECIDE_BY & set(changes):
        changes["decide_by"] = queries.decide_by_of(now, changes)
        if "ends" in changes and changes["ends"] != now.ends:
            changes.setdefault("what_follows", "")
    if changes and set(changes) <= KEPT_INSIDE and now.published_version == now.version:
        changes["published_version"] = now.version + 1
    write_next(now, changes, read=now.version, stale=MOVED_ON)


def settle_decide_by(now: Agreement) -> None:
    """Work the decide-by day out again after an option came or went, within the caller's own change."""
    move_on(now, decide_by=queries.decide_by_of(now, {}), latest_end=now.latest_end)


@contextmanager
def heard(now: Agreement, *, by: Asker, why: str) -> Iterator[None]:
    """Around a correction of what the register says: the parts above hear of it where the agreement is signed.

    What both sides agreed to change is a variation; this corrects what was written down wrongly. Refused where
    it corrects one that was signed here, and gives no reason.
    """
    if not now.is_signed:
        yield
        return
    before = queries.held_of(now)
    yield
    after = queries.held_of(now)
    if not rules.binds_anew(before, after):
        return
    if not now.is_past and not why.strip():
        raise Refused(CORRECTED, field="why")
    sign_ups.tell_varied(now, before, after, by, why)


def read(reading: Callable[[], T], field: str) -> T:
    """What a rule reads, or its words as a refusal beside the field."""
    try:
        return reading()
    except rules.Unclear as unclear:
        raise Refused(unclear.words, field=field) from unclear


def different(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Of two accounts of the same thing, what differs: before and after."""
    names = [name for name, words in after.items() if before.get(name, "") != words]
    return {name: before.get(name, "") for name in names}, {name: after[name] for name in names}
