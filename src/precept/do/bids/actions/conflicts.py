"""Declaring interests before anything is shown, and ending one that was declared by mistake."""

from collections.abc import Sequence
from typing import Final

from precept.do.bids import access, queries, rules
from precept.do.bids.models import Bid, Conflict, Declaration
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person

JOINED: Final = (
    "The list changed while you read it. Look at it again, and declare against it as it is."
)


@action
def declare(
    *,
    by: Person,
    opportunity: Opportunity,
    listed: str,
    conflicts: Sequence[tuple[Bid, str, str]] = (),
) -> Declaration:
    """Say what interests one has among the bidders of a round: (bid, kind, words) each, or none.

    ``listed`` is the digest of the list that was read. Interests declared before stay: only somebody
    else can end one.
    """
    if not access.may_declare(by, opportunity):
        raise NotAllowed(
            "Interests are declared by those who handle or mark bids, once these are opened."
        )
    current = queries.list_now(opportunity)
    if current is None or current.sha256 != listed:
        raise Changed(JOINED)
    for bid, kind, words in conflicts:
        if kind not in rules.CONFLICT_KINDS or bid.opportunity_id != opportunity.pk:
            raise Refused("Choose what kind of interest it is.", field="kind")
        if kind == "other" and not words.strip():
            raise Refused("Say what the interest is.", field="words")
    for bid, kind, words in conflicts:
        _made, is_new = Conflict.objects.get_or_create(
            bid=bid, person=by, ended=None, defaults={"kind": kind, "words": words.strip()}
        )
        if is_new:
            record(
                bid.subject,
                "conflict declared",
                by=by,
                after={"kind": kind},
                private={"words": words.strip()},
            )
    held = Conflict.objects.filter(person=by, bid__opportunity=opportunity, ended=None).count()
    before = queries.declaration(by, opportunity)
    made, _ = Declaration.objects.update_or_create(
        opportunity=opportunity,
        person=by,
        defaults={
            "is_nil": held == 0,
            "made": clock.now(),
            "listed": listed,
            "version": before.version + 1 if before else 1,
        },
    )
    record(
        opportunity.subject,
        "interests declared",
        by=by,
        after={"conflicts": held, "listed": listed, "bids": current.count},
    )
    return made


@action
def end_conflict(*, by: Person, conflict: Conflict, why: str) -> Conflict:
    """End a conflict that somebody else declared by mistake, and say why."""
    if not access.may_end_conflict(by, conflict):
        raise NotAllowed("Somebody else who runs rounds must end a conflict of yours.")
    if not why.strip():
        raise Refused("Enter why this conflict is ended.", field="why")
    rows = Conflict.objects.filter(pk=conflict.pk, ended=None)
    if not rows.update(ended=clock.now(), ended_why=why.strip()):
        raise Changed("This conflict was ended before you.")
    record(
        conflict.bid.subject,
        "conflict ended",
        by=by,
        why=why.strip(),
        before={"kind": conflict.kind, "person": conflict.person.ledger_name},
    )
    conflict.refresh_from_db()
    return conflict
