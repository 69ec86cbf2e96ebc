"""What follows what, and where an agreement stands in a year's framework."""

from collections.abc import Sequence

from django.db.models import Max

from precept.do.agreements import queries
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.moving import as_seen, ask_keeper, move_on
from precept.do.agreements.models import Agreement, Listing
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.ledger.actions import Refused, action, record

LONGEST_CHAIN = 100


@action
def link_successor(
    *, by: Asker, agreement: Agreement, version: int, successor: Agreement, why: str = ""
) -> Agreement:
    """Say that one agreement follows another. Refused where either is linked already or it would go round."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    following = Agreement.objects.select_related("predecessor").get(pk=successor.pk)
    if following.predecessor_id == now.pk:
        return now
    if following.predecessor is not None:
        raise Refused(
            f"{following.reference} already follows {following.predecessor.reference}.",
            field="successor",
        )
    already = Agreement.objects.filter(predecessor=now).first()
    if already is not None:
        raise Refused(f"{already.reference} already follows it.", field="successor")
    if _comes_before(following, now):
        raise Refused("An agreement can’t follow itself or one that follows it.", field="successor")
    move_on(now)
    move_on(following, predecessor=now)
    record(
        now.subject, "successor linked", by=by, why=why, after={"followed by": following.reference}
    )
    record(
        following.subject, "predecessor linked", by=by, why=why, after={"follows": now.reference}
    )
    return now


@action
def unlink_successor(*, by: Asker, agreement: Agreement, version: int, why: str = "") -> Agreement:
    """Take back that another agreement follows this one."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    following = Agreement.objects.filter(predecessor=now).first()
    if following is None:
        return now
    move_on(now)
    move_on(following, predecessor=None)
    record(
        now.subject,
        "successor unlinked",
        by=by,
        why=why,
        before={"followed by": following.reference},
    )
    record(
        following.subject, "predecessor unlinked", by=by, why=why, before={"follows": now.reference}
    )
    return now


def _comes_before(first: Agreement, last: Agreement) -> bool:
    """Whether an agreement is another, or one of those that it follows."""
    at: Agreement | None = last
    for _ in range(LONGEST_CHAIN):
        if at is None:
            return False
        if at.pk == first.pk:
            return True
        at = at.predecessor
    raise Refused(f"More than {LONGEST_CHAIN} agreements follow one another.", field="successor")


@action
def list_in_framework(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    year: str,
    section: str,
    place: int | None = None,
    why: str = "",
) -> Agreement:
    """List an agreement in a table of a financial year's framework; without a place it comes last.

    Once a year: listed there already, it moves to the table and place given here.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    try:
        year = FinancialYear.parse(year).label
    except NotAFinancialYear as refused:
        raise Refused(refused.words, field="year") from refused
    if not section:
        raise Refused("Choose the table in which it stands", field="section")
    held = now.listings.filter(year=year).first()
    if place is None and held is not None and held.section == section:
        place = held.place
    if place is None:
        last = Listing.objects.filter(year=year, section=section).aggregate(last=Max("place"))[
            "last"
        ]
        place = (last or 0) + 1
    if held is not None and (held.section, held.place) == (section, place):
        return now
    move_on(now)
    Listing.objects.update_or_create(
        agreement=now, year=year, defaults={"section": section, "place": place}
    )
    record(
        now.subject,
        "listed in a framework",
        by=by,
        why=why,
        before={"year": year, "table": held.section, "place": held.place} if held else None,
        after={"year": year, "table": section, "place": place},
    )
    return now


@action
def list_running(
    *, by: Asker, year: str, section: str, agreements: Sequence[str], why: str = ""
) -> list[Agreement]:
    """List agreements that run in a financial year in a table of its framework, by reference: each comes last.

    What is listed there already by somebody else meanwhile stays where it is.
    """
    ask_keeper(by)
    if not agreements:
        raise Refused("Choose what to list", field="agreements")
    running = {one.reference: one for one in queries.running_unlisted(year)}
    return [
        list_in_framework(
            by=by,
            agreement=running[reference],
            version=running[reference].version,
            year=year,
            section=section,
            why=why,
        )
        for reference in agreements
        if reference in running
    ]


@action
def unlist(*, by: Asker, agreement: Agreement, version: int, year: str, why: str = "") -> Agreement:
    """Take an agreement off a year's framework; versions already published keep it."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    held = now.listings.filter(year=year).first()
    if held is None:
        return now
    move_on(now)
    held.delete()
    record(
        now.subject,
        "taken off a framework",
        by=by,
        why=why,
        before={"year": year, "table": held.section, "place": held.place},
    )
    return now
