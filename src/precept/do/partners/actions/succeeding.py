"""What follows where a body that is a partner ends and another takes its place."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from precept.do.partners import queries
from precept.do.partners.models import (
    Contribution,
    GrantBid,
    JointCommissioner,
    JointService,
    JointShare,
    Meeting,
    PartnerService,
    Partnership,
    PartnershipMember,
)
from precept.do.partners.published import (
    BodyPublished,
    JointServicePublished,
    PartnershipPublished,
)
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import action, record
from precept.foundation.publications import actions as publications
from precept.foundation.publications.kinds import Struct
from precept.parties import queries as parties
from precept.parties.models import Organisation
from precept.parties.sign_ups import (
    Moving,
    Passage,
    Shown,
    Staying,
    Stop,
    Succession,
    passes_with_the_office,
    stays_as_it_was,
    stops_a_succession,
)

MOST_STOPS = 10
LIVE_GRANTS = ("considering", "drafting", "submitted")


@action
def take_over_body(succession: Succession) -> None:
    """Let the successor stand where the body that ended stood, in everything that is live.

    What was agreed, shared and published keeps the old name. Where the successor commissions a service
    already, nothing moves there: how two contributions become one is for the partners to say.
    """
    _boards(succession)
    _services(succession)
    _bids(succession)


def _note(subject: str, succession: Succession) -> None:
    record(
        subject,
        "partner succeeded",
        by=succession.by,
        why=succession.why,
        before={"organisation": succession.organisation.reference},
        after={"organisation": succession.successor.reference},
    )


def _boards(succession: Succession) -> None:
    old, new = succession.organisation, succession.successor
    held = PartnershipMember.objects.filter(organisation=old, ends=None)
    run = Partnership.objects.filter(run_by=old, ended=None)
    boards = Partnership.objects.filter(
        Q(pk__in=run.values("pk")) | Q(pk__in=held.values("partnership"))
    )
    for board in boards.order_by("pk"):
        for member in held.filter(partnership=board):
            PartnershipMember.objects.filter(pk=member.pk).update(ends=succession.ends)
            PartnershipMember.objects.get_or_create(
                partnership=board,
                organisation=new,
                ends=None,
                defaults={
                    "role": member.role,
                    "starts": succession.ends + timedelta(days=1),
                },
            )
        Partnership.objects.filter(pk=board.pk, run_by=old).update(run_by=new)
        Partnership.objects.filter(pk=board.pk).update(version=F("version") + 1)
        _note(board.subject, succession)


def _services(succession: Succession) -> None:
    old, new, ends = succession.organisation, succession.successor, succession.ends
    year = FinancialYear.of(ends + timedelta(days=1)).label
    live = (
        JointService.objects.filter(Q(ends=None) | Q(ends__gt=ends))
        .filter(commissioners__organisation=old)
        .exclude(commissioners__organisation=new)
    )
    for service in live.order_by("pk"):
        JointCommissioner.objects.filter(service=service, organisation=old).update(organisation=new)
        Contribution.objects.filter(service=service, organisation=old, year__gte=year).update(
            organisation=new
        )
        JointShare.objects.filter(of__service=service, organisation=old).exclude(
            state="agreed"
        ).update(organisation=new)
        JointService.objects.filter(pk=service.pk, lead=old).update(lead=new)
        JointService.objects.filter(pk=service.pk).update(version=F("version") + 1)
        _note(service.subject, succession)
    own = PartnerService.objects.filter(Q(ends=None) | Q(ends__gt=ends), organisation=old)
    for one in own.order_by("pk"):
        PartnerService.objects.filter(pk=one.pk).update(organisation=new, version=F("version") + 1)
        _note(one.subject, succession)


def _bids(succession: Succession) -> None:
    old, new = succession.organisation, succession.successor
    live = GrantBid.objects.filter(Q(lead=old) | Q(partners=old), state__in=LIVE_GRANTS).distinct()
    for bid in live.order_by("pk"):
        GrantBid.objects.filter(pk=bid.pk, lead=old).update(lead=new)
        if bid.partners.filter(pk=old.pk).exists():
            bid.partners.remove(old)
            bid.partners.add(new)
        GrantBid.objects.filter(pk=bid.pk).update(version=F("version") + 1)
        _note(bid.subject, succession)


BOARDS = "/office/partnerships"
"""Said before the addresses are known."""


def _own_body(_on: date) -> Organisation | None:
    office = parties.office()
    return office.body if office else None


def _live_boards(on: date) -> QuerySet[Partnership]:
    """The boards that this office’s body runs or belongs to."""
    body = _own_body(on)
    held = PartnershipMember.objects.filter(organisation=body, ends=None)
    return Partnership.objects.filter(
        Q(run_by=body) | Q(pk__in=held.values("partnership")), ended=None
    )


def _shown_board(one: Partnership) -> Shown:
    return Shown(one.subject, one.name, reverse("partners.partnership", args=[one.reference]))


def _publish_board(one: Partnership, passage: Passage) -> None:
    """Let the public read who belongs to it now, and no change that somebody has not published yet."""
    of = _renaming(passage)

    def change(said: PartnershipPublished) -> PartnershipPublished:
        members = tuple(
            member.model_copy(update={"body": of(member.body)}) for member in said.members
        )
        run_by = of(said.run_by) if said.run_by else None
        return said.model_copy(update={"members": members, "run_by": run_by})

    _publish_again("partnership", one, change, passage)


def _renaming(passage: Passage) -> Callable[[BodyPublished], BodyPublished]:
    old, new = passage.before.reference, queries.body_published(passage.after)
    return lambda body: new if body.reference == old else body


def _publish_again(
    kind_name: str,
    one: Partnership | JointService,
    change: Callable[[Any], Struct],
    passage: Passage,
) -> None:
    """Publish it again in the new body's name; where nothing else of it waited, all of it is public as it stands."""
    publications.publish_again(
        kind_name=kind_name,
        key=one.reference,
        change=change,
        by=passage.by,
        why=f"{passage.after.name} took the office over",
    )
    # The act made it one version higher, and changed nothing of it but the body.
    type(one).objects.filter(pk=one.pk, published_version=F("version") - 1).update(
        published_version=F("version")
    )


def _live_services(on: date) -> QuerySet[JointService]:
    """The joint services that this office’s body commissions with others."""
    rows = JointService.objects.filter(Q(ends=None) | Q(ends__gte=on))
    return rows.filter(
        pk__in=JointCommissioner.objects.filter(organisation=_own_body(on)).values("service")
    )


def _shown_service(one: JointService) -> Shown:
    return Shown(one.subject, one.title, reverse("partners.service", args=[one.reference]))


def _publish_service(one: JointService, passage: Passage) -> None:
    """Let the public read who commissions it now, and no change that somebody has not published yet."""
    of, since = _renaming(passage), FinancialYear.of(passage.on).label

    def change(said: JointServicePublished) -> JointServicePublished:
        contributions = tuple(
            each.model_copy(update={"body": of(each.body)}) if each.year >= since else each
            for each in said.contributions
        )
        return said.model_copy(
            update={
                "commissioners": tuple(of(body) for body in said.commissioners),
                "lead": of(said.lead) if said.lead else None,
                "contributions": contributions,
            }
        )

    _publish_again("joint-service", one, change, passage)


def _live_bids(on: date) -> QuerySet[GrantBid]:
    """The bids for government money that this office’s body leads or joined."""
    body = _own_body(on)
    joined = GrantBid.objects.filter(partners=body).values("pk")
    return GrantBid.objects.filter(Q(lead=body) | Q(pk__in=joined), state__in=LIVE_GRANTS)


def _shown_bid(one: GrantBid) -> Shown:
    return Shown(one.subject, one.title, reverse("partners.grant", args=[one.reference]))


def _in_the_way(before: Organisation, after: Organisation) -> list[Stop]:
    """Services that both bodies commission: how two contributions become one is for the partners to say."""
    both = (
        JointService.objects.filter(commissioners__organisation=before)
        .filter(commissioners__organisation=after)
        .exclude(ends__lt=clock.today())
        .order_by("pk")[:MOST_STOPS]
    )
    return [
        Stop(
            f"{after.name} commissions “{one.title}” already, beside {before.name}. Agree with the partners"
            " how the two become one, and enter it.",
            reverse("partners.service", args=[one.reference]),
        )
        for one in both
    ]


def sign_up_for_successions() -> None:
    """Say what of the work with partners passes with the office, what stays, what stands in the way."""
    passes_with_the_office(
        Moving(
            "boards",
            "Boards and partnerships",
            "The new body is a member from that day, and runs what the old one ran.",
            _live_boards,
            _shown_board,
            _publish_board,
            texts=("name", "purpose", "terms", "outcomes"),
            at_once=2,
            is_few=True,
            place=14,
        )
    )
    passes_with_the_office(
        Moving(
            "services",
            "Joint services",
            "The new body commissions, leads and contributes where the old one did.",
            _live_services,
            _shown_service,
            _publish_service,
            texts=("title", "purpose", "lead_why", "lead_proposed", "longest", "note"),
            at_once=2,
            is_few=True,
            place=13,
        )
    )
    passes_with_the_office(
        Moving(
            "grants",
            "Bids for government money",
            "Led by the new body.",
            _live_bids,
            _shown_bid,
            texts=("title", "what", "conditions", "instead"),
            is_few=True,
            place=15,
        )
    )
    stays_as_it_was(
        Staying(
            "Minutes and attendance of meetings",
            "Who came and what was decided stays as it was written.",
            lambda: Meeting.objects.filter(on__lte=clock.today()).count(),
            BOARDS,
        )
    )
    stops_a_succession(_in_the_way)
