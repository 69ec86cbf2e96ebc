"""Giving bids to markers, by hand or evenly, and beginning the marking."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from precept.do.assessment import access, queries, rules
from precept.do.assessment.models import Allocation, MarkingPeriod, MarkSheet
from precept.do.bids.models import Bid
from precept.do.opportunities.actions import move_on
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.foundation.people.sign_ups import office_name

NOT_ALLOCATOR = "Only people who run rounds may say who marks which bid."
SHUT = "This bid is not open to you."
NOT_NOW = "Bids are given to markers from their opening until the ranking is frozen."


@action
def allocate(*, by: Person, bid: Bid, marker: Person) -> Allocation:
    """Give a bid to somebody to mark."""
    now = _open_bid(by, bid)
    if not access.may_mark_bids(marker):
        raise Refused("Choose somebody who may mark bids", field="marker")
    if queries.barred([now.pk], [marker.pk]):
        raise Refused(
            "Choose somebody else: they have a conflict of interest in this bid, or wrote it",
            field="marker",
        )
    if not queries.to_be_marked(by, now.opportunity).filter(pk=now.pk).exists():
        raise Refused("This bid is not eligible, so it is not marked.")
    is_first = marker.pk not in _markers_of(now.opportunity)
    made = _given(by, now, marker)
    record(now.subject, "bid allocated", by=by, after={"marker": marker.ledger_name})
    if is_first and _is_marked_now(now.opportunity.call):
        _tell([marker], now.opportunity)
    return made


@action
def allocate_evenly(
    *, by: Person, call: Call, markers: Sequence[Person], each: int | None = None
) -> rules.SharedOut[int, int]:
    """Share out every bid that lacks markers, so that nobody has two more than somebody else could take.

    Bids shut to whoever does this are left for somebody else. One event holds the count and the digest.
    """
    _ask(by, call)
    if not markers:
        raise Refused("Choose at least one marker", field="markers")
    if any(not access.may_mark_bids(one) for one in markers):
        raise Refused("Choose only people who may mark bids", field="markers")
    of = call.opportunity
    bids = list(
        queries.to_be_marked(by, of)
        .order_by("reference")
        .values_list("pk", "reference")[: queries.MOST_BIDS]
    )
    if not bids:
        raise Refused("No bid of this round waits for a marker.")
    people = {one.pk: one for one in markers}
    already = queries.live_pairs(of)
    had = {marker for _, marker in already}
    shared = rules.share_out(
        [pk for pk, _ in bids],
        list(people),
        each=each or call.markers_per_bid,
        barred=queries.barred([pk for pk, _ in bids], list(people)),
        already=already,
    )
    if not shared.pairs:
        raise Refused(
            "Nobody you chose can take another bid: each bid has them already, or they may not mark it.",
            field="markers",
        )
    try:
        with transaction.atomic():
            Allocation.objects.bulk_create(
                Allocation(bid_id=bid, marker_id=marker, by=by) for bid, marker in shared.pairs
            )
    except IntegrityError as error:
        raise Changed("Somebody else gave bids to markers just now: look again.") from error
    names = dict(bids)
    listed = sorted(f"{names[bid]} {people[marker].ledger_name}" for bid, marker in shared.pairs)
    record(
        of.subject,
        "bids allocated",
        by=by,
        after={
            "allocations": len(listed),
            "markers": len({marker for _, marker in shared.pairs}),
            "bids short of markers": len(shared.short),
            "sha256": hashlib.sha256("\n".join(listed).encode()).hexdigest(),
        },
    )
    if _is_marked_now(call):
        _tell([people[pk] for pk in {marker for _, marker in shared.pairs} - had], of)
    return shared


@action
def end_allocation(*, by: Person, allocation: Allocation, why: str) -> Allocation:
    """Take a bid from a marker who has not submitted its marks; what they wrote is kept, and not counted."""
    now = _open_bid(by, allocation.bid)
    if not why.strip():
        raise Refused("Say why they do not mark it any longer", field="why")
    if MarkSheet.objects.filter(bid=now, marker=allocation.marker, state="submitted").exists():
        raise Refused("Their marks of this bid are in, so there is nothing left to end.")
    moment = clock.now()
    if not Allocation.objects.filter(pk=allocation.pk, ended=None).update(
        ended=moment, ended_why=why.strip()
    ):
        raise Changed("Somebody else ended this before you.")
    allocation.ended, allocation.ended_why = moment, why.strip()
    record(
        now.subject,
        "allocation ended",
        by=by,
        before={"marker": allocation.marker.ledger_name},
        private={"why": why.strip()},
    )
    return allocation


@action
def begin_marking(*, by: Person, call: Call, due: date | None = None, why: str = "") -> Call:
    """Begin the marking of a round: every marker is told once, and may read their bids from now on.

    Refused in a rolling round, whose markers read a bid as soon as they are given it, and while a bid has
    no marker at all. Where one has fewer than the round asks for, ``why`` says why
    the marking begins all the same.
    """
    if not access.may_allocate_bids(by):
        raise NotAllowed(NOT_ALLOCATOR)
    if call.is_rolling:
        raise Refused("A rolling round is marked bid by bid: there is nothing to begin.")
    of = call.opportunity
    if due is not None and due < clock.today():
        raise Refused("The day by which marks are due must be today or later", field="due")
    if not call.criteria.exists():
        raise Refused("This round has no criteria to mark bids by.")
    none = queries.how_many_without(of, 1)
    if none:
        raise Refused(f"{_bids(none)} no marker yet. Give each bid to somebody first.")
    fewer = queries.how_many_without(of, call.markers_per_bid)
    if fewer and not why.strip():
        raise Refused(
            f"{_bids(fewer)} fewer markers than the {call.markers_per_bid} that the round asks for."
            " Say why the marking begins all the same.",
            field="why",
        )
    markers = _markers_of(of)
    if not markers:
        raise Refused("No bid of this round is to be marked.")
    call.refresh_from_db(fields=["stage"])
    if call.stage != "opened":  # a round under moderation goes back by moderation's own hand
        raise Refused("Marking begins once the bids are opened, and only once.")
    move_on(by=by, call=call, to="marking", why=why.strip())
    MarkingPeriod.objects.update_or_create(
        opportunity=of, defaults={"due": due, "begun": clock.now(), "begun_by": by}
    )
    record(
        of.subject,
        "marking begun",
        by=by,
        why=why.strip(),
        after={"markers": len(markers), **({"due": clock.iso(due)} if due else {})},
    )
    _tell(list(Person.objects.filter(pk__in=markers).order_by("pk")), of)
    return call


def _bids(number: int) -> str:
    return "1 bid has" if number == 1 else f"{number:,} bids have"


def _is_marked_now(call: Call) -> bool:
    return rules.is_marked(call.stage, is_rolling=call.is_rolling)


def _ask(by: Person, call: Call) -> None:
    if not access.may_allocate_bids(by):
        raise NotAllowed(NOT_ALLOCATOR)
    call.refresh_from_db(fields=["stage", "is_rolling"])
    if not rules.is_checked(call.stage, is_rolling=call.is_rolling):
        raise Refused(NOT_NOW)


def _open_bid(by: Person, bid: Bid) -> Bid:
    """The bid as it is now, where this person may allocate it at this stage."""
    if not access.may_allocate_bids(by):
        raise NotAllowed(NOT_ALLOCATOR)
    now = access.visible_to(by).select_related("opportunity__call").filter(pk=bid.pk).first()
    if now is None:
        raise NotAllowed(SHUT)
    _ask(by, now.opportunity.call)
    return now


def _markers_of(of: Opportunity) -> set[int]:
    """Who has bids of a round to mark now."""
    return {marker for _, marker in queries.live_pairs(of)}


def _given(by: Person, bid: Bid, marker: Person) -> Allocation:
    try:
        with transaction.atomic():
            return Allocation.objects.create(bid=bid, marker=marker, by=by)
    except IntegrityError as error:
        raise Changed("They have this bid to mark already.") from error


def _tell(markers: Collection[Person], of: Opportunity) -> None:
    """Tell markers that bids wait for them: what to do first, where, and until when."""
    period = queries.marking_period(of)
    until = f" Your marks are due by {clock.spoken(period.due)}." if period and period.due else ""
    for marker in sorted(markers, key=lambda one: one.pk):
        queue_mail(
            to=marker.email,
            subject=f"Bids of {of.reference} wait for your marks",
            text=(
                f"{office_name()} asks you to mark bids of “{of.theme}”.{until}\n\n"
                "First say which interests you have in the organisations and people that bid, even if"
                " you have none. You can read the bids after that.\n\n"
                f"Begin here:\n{settings.PRECEPT_ADDRESS}/my/marking/{of.reference}\n"
            ),
            kind="marking notice",
            about=of.subject,
        )
