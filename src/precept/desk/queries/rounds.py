"""What of rounds, marks, decisions and organisations waits for somebody."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from precept.decisions import queries as decisions
from precept.desk.rules import counted
from precept.do.assessment import queries as assessment
from precept.do.bids import access as bids_access
from precept.do.bids.models import Bid, OtherWay
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits
from precept.parties import queries as parties

MOST = 10


def waiting_rounds(person: Person) -> list[Waits]:
    """Everything of rounds that somebody may do something about now."""
    return [
        *_calls(person),
        *_other_ways(person),
        *_late_bids(person),
        *_marking(person),
        *_decisions(person),
        *_organisations(person),
    ]


def _calls(person: Person) -> list[Waits]:
    runs, publishes = person.may("run rounds"), person.may("publish rounds")
    if not runs and not publishes:
        return []
    asked = Count("clarifications", filter=Q(clarifications__state="waiting"), distinct=True)
    later = Count(
        "deadline_proposals",
        filter=Q(deadline_proposals__state="waiting") & ~Q(deadline_proposals__by=person),
        distinct=True,
    )
    rows = (
        Call.objects.filter(stage__in=("drafting", "ready", "published"))
        .select_related("opportunity")
        .annotate(asked=asked, later=later)
        .order_by("closes_at")[:50]
    )
    now, found = clock.now(), []
    for call in rows:
        name, at = call.opportunity.theme, f"/office/rounds/{call.opportunity.reference}"
        if call.stage == "ready" and publishes and call.set_up_by_id != person.pk:
            found.append(Waits(f"{name} waits to be published", at, "amber"))
        elif call.stage == "drafting" and runs and call.set_up_by_id == person.pk:
            found.append(Waits(f"{name} is being set up", at, "grey"))
        elif call.stage == "published":
            if call.asked and runs:
                words = counted(call.asked, "question waits", "questions wait")
                found.append(
                    Waits(f"{words} for an answer", f"{at}/questions-asked", "amber", name)
                )
            if call.later and publishes:
                found.append(Waits("A later deadline waits for you", at, "amber", name))
            if runs and call.closes_at and call.closes_at <= now and not call.is_rolling:
                found.append(Waits("Open the bids", f"{at}/bids", "amber", name))
    return found[:MOST]


def _other_ways(person: Person) -> list[Waits]:
    if not bids_access.may_enter_for_others(person):
        return []
    waits = OtherWay.objects.filter(settled=None, opportunity__call__stage="published")
    return [
        Waits(
            f"{counted(count, 'person asks', 'people ask')} to apply in another way",
            f"/office/rounds/{reference}/other-ways",
            "amber",
            theme,
        )
        for reference, theme, count in _of_each_round(waits)
    ]


def _late_bids(person: Person) -> list[Waits]:
    if not bids_access.may_settle_late(person):
        return []
    waits = Bid.objects.filter(
        state="late", opportunity__call__stage__in=("published", "opened")
    ).exclude(late_proposed_by=person)
    return [
        Waits(
            f"{counted(count, 'late bid waits', 'late bids wait')} for a decision",
            f"/office/rounds/{reference}/bids/late",
            "amber",
            theme,
        )
        for reference, theme, count in _of_each_round(waits)
    ]


def _of_each_round(waits: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """The reference and theme of each round of which something waits, and how much."""
    by_round = waits.values_list("opportunity__reference", "opportunity__theme")
    return list(by_round.annotate(Count("pk")).order_by("opportunity__reference")[:MOST])


def _marking(person: Person) -> list[Waits]:
    if not person.may("mark bids"):
        return []
    return [
        Waits(f"Mark bids: {one.theme}", one.href, "amber", one.words)
        for one in assessment.rounds_to_mark(person)
        if one.waits
    ][:MOST]


def _decisions(person: Person) -> list[Waits]:
    return [
        Waits(f"{one.reference} {one.title}", one.href, "amber", one.what)
        for one in decisions.waits_for(person)
    ][:MOST]


def _organisations(person: Person) -> list[Waits]:
    if not person.may("check organisations") and not person.may("approve bank details"):
        return []
    waiting = parties.how_many_wait(person)
    if not waiting:
        return []
    words = counted(waiting, "organisation has", "organisations have")
    return [Waits(f"{words} something to check", "/office/diligence", "grey")]
