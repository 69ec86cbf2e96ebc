"""Jointly commissioned services: commissioners, lots, contributions, who leads, invoices, underspends."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from precept.do.agreements.models import Agreement
from precept.do.partners import access, queries, rules
from precept.do.partners.actions.beginning import (
    STALE,
    ask_keeper,
    ask_treasurer,
    check_period,
    check_priorities,
    free_slug,
    needed,
    year_label,
)
from precept.do.partners.models import (
    Contribution,
    JointCommissioner,
    JointService,
    JointShare,
    JointSum,
    Lot,
    LotAgreement,
    Partnership,
)
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation


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
        priorities=check_priorities(priorities),
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
        "priorities": check_priorities(priorities, now.priorities),
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


def _next(service: JointService) -> None:
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
    _next(commissioner.service)
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
    _next(service)
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
    _next(lot.service)
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
    if before and before.amount != amount and service.sums.filter(year=label).exists():
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
    _next(service)
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


@action
def share_sum(
    *,
    by: Person,
    service: JointService,
    kind: str,
    year: str,
    amount: Money,
    what: str,
    dated: date,
    agreement: Agreement | None = None,
) -> JointSum:
    """Split an invoice between the partners, or share an underspend back, by contribution, to the penny.

    Refused where a contribution of that year is not stated, or more would be shared back than was put in.
    """
    ask_treasurer(by)
    label = year_label(year)
    what = needed(
        what,
        "Enter the invoice’s number" if kind == "invoice" else "Say why money was left",
        "what",
    )
    # Whoever else shares a sum of this service waits here: what is left of a year is asked under the lock.
    locked = JointService.objects.select_for_update().get(pk=service.pk)
    partners = queries.commissioners_of(locked)
    given = queries.contributions_of_year(locked, label)
    names = {one.organisation.reference: one.organisation.name for one in partners}
    try:
        shares = rules.shares_of(amount, names, given)
    except rules.CannotShare as problem:
        raise Refused(problem.words, field="year") from problem
    if kind == "underspend":
        put_in = sum((one for one in given.values() if one is not None), Money(0))
        already = queries.shared_of_year(locked, label, "underspend")
        if problem_words := rules.underspend_problem(amount, put_in, already):
            raise Refused(problem_words, field="amount")
    if agreement and not queries.delivers(locked, agreement):
        raise Refused("This agreement delivers no lot of the service", field="agreement")
    made = JointSum.objects.create(
        service=locked,
        kind=kind,
        year=label,
        amount=amount,
        what=what,
        agreement=agreement,
        dated=dated,
        made_by=by,
    )
    JointShare.objects.bulk_create(
        [
            JointShare(
                of=made, organisation=one.organisation, amount=shares[one.organisation.reference]
            )
            for one in partners
        ]
    )
    _next(locked)
    record(
        made.subject,
        "invoice split" if kind == "invoice" else "underspend shared back",
        by=by,
        after={
            "service": locked.reference,
            "year": label,
            "amount": amount.short,
            "what": what,
            "shares": {key: part.short for key, part in shares.items()},
        },
    )
    return made


@action
def answer_share(*, by: Person, share: JointShare, answer: str, said: str = "") -> JointShare:
    """What a partner says of its share: agreed, or queried with its question.

    NotAllowed for anybody who does not act for that partner. Changed where it was agreed already.
    """
    if not access.may_answer(by, share):
        raise NotAllowed("Only people who act for this partner may answer for its share.")
    if answer not in ("agreed", "queried"):
        raise Refused("Say whether you agree", field="answer")
    if answer == "queried" and not said.strip():
        raise Refused("Say what you ask about it", field="said")
    rows = JointShare.objects.filter(pk=share.pk, state__in=("waiting", "queried"))
    if not rows.update(state=answer, said=said.strip(), answered_by=by, answered=clock.now()):
        raise Changed("This share was agreed already.")
    share.refresh_from_db()
    record(
        share.of.subject,
        f"share {answer}",
        by=by,
        after={"organisation": share.organisation.reference},
        private={"said": said.strip()} if said.strip() else None,
    )
    return share
