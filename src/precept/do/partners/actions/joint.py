"""Jointly commissioned services: commissioners, lots, contributions, who leads, invoices, underspends."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from precept.do.agreements.models import Agreement
from precept.do.partners import queries
from precept.do.partners.actions.beginning import (
    STALE,
    ask_keeper,
    ask_treasurer,
    check_period,
    free_slug,
    year_label,
)
from precept.do.partners.models import (
    Contribution,
    JointCommissioner,
    JointService,
    Lot,
    LotAgreement,
    Partnership,
)
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand.actions import priorities_in_force


@action
def begin_joint_service(
    *,
    by: Person,
    title: str,
    commissioners: Sequence[Organisation],
    purpose: str = "",
    priorities: Sequence[str] = (),
    starts: date | None = None,
    ends: date | None = None,
    longest: str = "",
    partnership: Partnership | None = None,
    source: str = "",
    note: str = "",
    is_invented: bool = False,
) -> JointService:
    """Note a service that several bodies commission together. Refused for fewer than two."""
    ask_keeper(by)
    title = needed(title, "Enter the service’s title", "title")
    if len({one.pk for one in commissioners}) < 2:
        raise Refused("Choose at least two bodies that commission it", field="commissioners")
    check_period(starts, ends)
    made = JointService.objects.create(
        reference=free_slug(JointService, title, "title"),
        title=title,
        purpose=purpose.strip(),
        priorities=priorities_in_force(priorities),
        starts=starts,
        ends=ends,
        longest=longest.strip(),
        partnership=partnership,
        source=source.strip(),
        note=note.strip(),
        is_invented=is_invented,
    )
    JointCommissioner.objects.bulk_create(
        [JointCommissioner(service=made, organisation=one) for one in commissioners]
    )
    record(made.subject, "joint service noted", by=by, after=queries.said_of_service(made))
    return made


@action
def change_joint_service(
    *,
    by: Person,
    service: JointService,
    version: int,
    title: str,
    purpose: str = "",
    priorities: Sequence[str] = (),
    starts: date | None = None,
    ends: date | None = None,
    longest: str = "",
    partnership: Partnership | None = None,
    source: str = "",
    note: str = "",
) -> JointService:
    """Change what is kept of a joint service; its address stays."""
    ask_keeper(by)
    title = needed(title, "Enter the service’s title", "title")
    check_period(starts, ends)
    now = JointService.objects.get(pk=service.pk)
    before = queries.said_of_service(now)
    changes = {
        "title": title,
        "purpose": purpose.strip(),
        "priorities": priorities_in_force(priorities, now.priorities),
        "starts": starts,
        "ends": ends,
        "longest": longest.strip(),
        "partnership": partnership,
        "source": source.strip(),
        "note": note.strip(),
    }
    write_next(now, changes, read=version, stale=STALE)
    after = queries.said_of_service(now)
    record(now.subject, "joint service changed", by=by, before=before, after=after)
    return now


def count_on(service: JointService) -> None:
    """Let a joint service be at its next version: something that belongs to it changed."""
    now = JointService.objects.get(pk=service.pk)
    write_next(now, {}, read=now.version, stale=STALE)
    service.version = now.version


@action
def state_expertise(
    *, by: Person, commissioner: JointCommissioner, expertise: str, words: str = ""
) -> JointCommissioner:
    """Say how well a commissioner knows the field, and how that is known."""
    ask_keeper(by)
    if expertise != "none" and not words.strip():
        raise Refused("Say how that is known", field="words")
    JointCommissioner.objects.filter(pk=commissioner.pk).update(
        expertise=expertise, expertise_words=words.strip()
    )
    commissioner.refresh_from_db()
    count_on(commissioner.service)
    record(
        commissioner.service.subject,
        "expertise stated",
        by=by,
        after={"organisation": commissioner.organisation.reference, "expertise": expertise},
    )
    return commissioner


@action
def add_lot(
    *,
    by: Person,
    service: JointService,
    number: int,
    title: str,
    area: str = "",
    amount: Money | None = None,
) -> Lot:
    """Note a lot of a joint service; no amount is not stated."""
    ask_keeper(by)
    title = needed(title, "Enter the lot’s title", "title")
    try:
        with transaction.atomic():
            made = Lot.objects.create(
                service=service, number=number, title=title, area=area.strip(), amount=amount
            )
    except IntegrityError:
        raise Refused(f"There is a lot {number} already", field="number") from None
    count_on(service)
    record(
        service.subject,
        "lot noted",
        by=by,
        after={
            "lot": number,
            "title": title,
            "amount": amount.short if amount is not None else "Not stated",
        },
    )
    return made


@action
def add_agreement(*, by: Person, lot: Lot, agreement: Agreement) -> LotAgreement:
    """Say which agreement of the register delivers a lot. Refused where it delivers one already."""
    ask_keeper(by)
    try:
        with transaction.atomic():
            made = LotAgreement.objects.create(lot=lot, agreement=agreement)
    except IntegrityError:
        raise Refused("This agreement delivers a lot already", field="agreement") from None
    count_on(lot.service)
    record(
        lot.service.subject,
        "agreement of a lot noted",
        by=by,
        after={"lot": lot.number, "agreement": agreement.reference},
    )
    return made


@action
def state_contribution(
    *,
    by: Person,
    service: JointService,
    organisation: Organisation,
    year: str,
    amount: Money | None,
    source: str = "",
) -> Contribution:
    """State what a partner puts in for a financial year; None is not stated. The newest statement holds.

    Refused once an invoice or an underspend of that year was shared by what was stated before.
    """
    ask_treasurer(by)
    label = year_label(year)
    if not service.commissioners.filter(organisation=organisation).exists():
        raise Refused("It is not one of the service’s commissioners", field="organisation")
    if amount is not None and not source.strip():
        raise Refused("Say where this figure comes from", field="source")
    before = Contribution.objects.filter(
        service=service, organisation=organisation, year=label
    ).first()
    if (
        before
        and before.amount != amount
        and service.sums.filter(year=label, withdrawn_on=None).exists()
    ):
        raise Refused(
            f"Sums of {label} were shared by what was stated. A contribution cannot change beneath them.",
            field="amount",
        )
    made, _ = Contribution.objects.update_or_create(
        service=service,
        organisation=organisation,
        year=label,
        defaults={"amount": amount, "source": source.strip()},
    )
    count_on(service)
    record(
        service.subject,
        "contribution stated",
        by=by,
        before={"amount": queries.stated(before.amount)} if before else None,
        after={
            "organisation": organisation.reference,
            "year": label,
            "amount": queries.stated(amount),
        },
    )
    return made


@action
def agree_lead(
    *, by: Person, service: JointService, version: int, lead: Organisation, why: str
) -> JointService:
    """Record which partner leads, and why; what the rule proposed stands beside it for good."""
    ask_keeper(by)
    why = needed(why, "Say why it leads", "why")
    if not service.commissioners.filter(organisation=lead).exists():
        raise Refused("The lead is one of the service’s commissioners", field="lead")
    now = JointService.objects.get(pk=service.pk)
    proposal = queries.proposal_for(now)
    write_next(
        now,
        {
            "lead": lead,
            "lead_why": why,
            "lead_proposed": list(proposal.reasons),
            "lead_on": clock.today(),
        },
        read=version,
        stale=STALE,
    )
    record(
        now.subject,
        "lead partner agreed",
        by=by,
        why=why,
        after={
            "lead": lead.reference,
            "proposed": proposal.lead or "",
            "reasons": proposal.reasons,
        },
    )
    return now
