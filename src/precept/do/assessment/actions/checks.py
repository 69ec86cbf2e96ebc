"""Recording what was checked of a bid."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from precept.do.assessment import access, queries, rules
from precept.do.assessment.models import BidCheck
from precept.do.bids.models import Bid
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person

NOT_CHECKER = "Only people who run rounds may record checks."
SHUT = "This bid is not open to you."
STALE = "Somebody else recorded a check of this bid before you. What you wrote is below."


@dataclass(frozen=True)
class Said:
    """What somebody says of one check. ``rule`` is the round's rule where eligibility is checked by it."""

    kind: str
    outcome: str
    evidence: str
    rule: str = ""
    told: str = ""

    @property
    def field(self) -> str:
        """How the form's fields of this check are called."""
        return rules.check_field(self.kind, self.rule)


@action
def record_check(
    *,
    by: Person,
    bid: Bid,
    kind: str,
    outcome: str,
    evidence: str,
    rule: str = "",
    told: str = "",
) -> BidCheck:
    """Record one check of a bid; it takes the place of an earlier one of its kind and rule."""
    made = record_checks(by=by, bid=bid, said=[Said(kind, outcome, evidence, rule, told)])
    return made[0]


@action
def record_checks(
    *, by: Person, bid: Bid, said: Sequence[Said], read: int | None = None
) -> list[BidCheck]:
    """Record several checks of a bid at once, each with its event.

    ``read`` is the latest check that was read (0 for none). A failed eligibility check takes the bid out
    of marking, and needs what the applicant may be told; nothing else does.
    """
    now = _checked_by(by, bid)
    current = queries.current_checks(now)
    if read is not None and read != max((one.pk for one in current), default=0):
        raise Changed(STALE)
    asked = set(rules.to_check([one.key for one in queries.eligibility_of(now.opportunity)]))
    stood = {(one.kind, one.rule): one for one in current}
    was_out = rules.is_out(queries.checks_in_force(now, current))
    if not said:
        raise Refused("Choose an outcome for at least one check")
    made = []
    for one in said:
        _ask(one, asked)
        made.append(_take_place(by, now, one, stood.get((one.kind, one.rule))))
    _say_where_it_is(by, now, was_out)
    return made


def _say_where_it_is(by: Person, bid: Bid, was_out: bool) -> None:
    is_out = rules.is_out(queries.checks_in_force(bid, queries.current_checks(bid)))
    if is_out != was_out:
        record(
            bid.subject,
            "bid taken out of marking" if is_out else "bid put back into marking",
            by=by,
        )


@action
def confirm_checks(*, by: Person, bid: Bid, why: str, read: int | None = None) -> list[BidCheck]:
    """Say with a reason that what was checked of an earlier version still holds for the one that stands.

    Each of those checks is recorded anew as it was, by whoever confirms it.
    """
    now = _checked_by(by, bid)
    current = queries.current_checks(now)
    if read is not None and read != max((one.pk for one in current), default=0):
        raise Changed(STALE)
    earlier = [one for one in current if queries.is_earlier(one, now)]
    if not earlier:
        raise Refused("No check of this bid was recorded for an earlier version.")
    if not why.strip():
        raise Refused("Say how you know that it still holds", field="why")
    was_out = rules.is_out(queries.checks_in_force(now, current))
    made = [
        _take_place(
            by, now, Said(one.kind, one.outcome, one.evidence, one.rule, one.told), one, why.strip()
        )
        for one in earlier
    ]
    _say_where_it_is(by, now, was_out)
    return made


def _checked_by(by: Person, bid: Bid) -> Bid:
    """The bid as it is now, where this person may check it at this stage."""
    if not access.may_check_bids(by):
        raise NotAllowed(NOT_CHECKER)
    now = access.visible_to(by).select_related("opportunity__call").filter(pk=bid.pk).first()
    if now is None:
        raise NotAllowed(SHUT)
    call = now.opportunity.call
    if not rules.is_checked(call.stage, is_rolling=call.is_rolling):
        raise Refused(
            "Checks are recorded from the opening of the bids until the ranking is frozen."
        )
    return now


def _ask(said: Said, asked: set[tuple[str, str]]) -> None:
    if (said.kind, said.rule) not in asked:
        raise Refused("This is not a check of this round.")
    if said.outcome not in rules.OUTCOMES:
        raise Refused("Choose what came of the check", field=f"outcome_{said.field}")
    if not said.evidence.strip():
        raise Refused("Say what you looked at", field=f"evidence_{said.field}")
    if said.kind == rules.ELIGIBILITY and said.outcome == "fail" and not said.told.strip():
        raise Refused(
            "Say what the applicant may be told: it is why the bid is not marked",
            field=f"told_{said.field}",
        )


def _take_place(
    by: Person, bid: Bid, said: Said, before: BidCheck | None, still_holds: str = ""
) -> BidCheck:
    if before is not None and not BidCheck.objects.filter(pk=before.pk, is_current=True).update(
        is_current=False
    ):
        raise Changed(STALE)
    try:
        with transaction.atomic():
            made = BidCheck.objects.create(
                bid=bid,
                submission_id=bid.in_force_id,
                kind=said.kind,
                rule=said.rule,
                outcome=said.outcome,
                evidence=said.evidence.strip(),
                told=said.told.strip(),
                by=by,
            )
    except IntegrityError as error:
        raise Changed(STALE) from error
    record(
        bid.subject,
        "check confirmed for the version that stands" if still_holds else "check recorded",
        by=by,
        why=still_holds,
        before={"outcome": rules.OUTCOMES[before.outcome]} if before else None,
        after={
            "check": rules.CHECK_KINDS[said.kind],
            **({"rule": said.rule} if said.rule else {}),
            "outcome": rules.OUTCOMES[said.outcome],
        },
        private={"evidence": made.evidence, "told": made.told},
    )
    return made
