"""What follows where a body that is a partner ends and another takes its place."""

from datetime import timedelta

from django.db.models import F, Q

from precept.do.partners.models import (
    Contribution,
    GrantBid,
    JointCommissioner,
    JointService,
    JointShare,
    PartnerService,
    Partnership,
    PartnershipMember,
)
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import action, record
from precept.parties.sign_ups import Succession

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
