"""What the clock does for agreements: reminders before they end, renewals asked for, states that follow dates."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from precept.do.agreements import queries, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.linking import list_in_framework
from precept.do.agreements.actions.moving import MOVED_ON, ask_keeper, move_on
from precept.do.agreements.actions.publishing import release_in_act
from precept.do.agreements.models import Agreement, Evidence, ExpiryReminder
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, Refused, action, record, tried
from precept.foundation.outbox.actions import queue_mail
from precept.parties import queries as parties

STEP = 50


def remind_managers() -> int:
    """Remind the managers of agreements that end in 12, 9, 6 or 3 months, once each; how many were reminded."""
    today = clock.today()
    horizon = clock.months_later(today, max(rules.REMIND_MONTHS))
    rows = Agreement.objects.filter(
        status="active", manager__is_active=True, ends__range=(today, horizon)
    ).order_by("ends", "pk")
    done = 0
    for one in rows.prefetch_related("reminders").iterator(chunk_size=200):
        if _reminder_due(one) is None:
            continue
        done += tried(_remind, one)
        if done == STEP:
            break
    return done


def _reminder_due(one: Agreement) -> int | None:
    assert one.ends is not None  # the filter says so
    sent = [each.months for each in one.reminders.all() if each.ends == one.ends]
    return rules.expiry_reminder(one.ends, clock.today(), sent)


@action
def _remind(agreement: Agreement) -> None:
    now = queries.full(Agreement.objects.all()).get(pk=agreement.pk)
    months = _reminder_due(now) if now.ends else None
    if months is None or now.ends is None or now.manager is None:
        raise Changed(MOVED_ON)
    ExpiryReminder.objects.create(agreement=now, ends=now.ends, months=months)
    decide = f" What follows is decided by {clock.spoken(now.decide_by)}." if now.decide_by else ""
    queue_mail(
        to=now.manager.email,
        subject=f"{now.reference} ends in {months} months",
        text=(
            f"{now.reference} {now.title} ends on {clock.spoken(now.ends)}.{decide}\n\n"
            f"{settings.PRECEPT_ADDRESS}/office/register/{now.reference}\n"
        ),
        kind="agreement reminder",
        about=now.subject,
    )
    record(
        now.subject,
        "manager reminded of the end",
        by=SYSTEM,
        after={"months before": months, "ends": clock.iso(now.ends)},
    )


def ask_for_evidence() -> int:
    """Ask for evidence that expires within 60 days to be renewed, once each; how many were asked for."""
    horizon = clock.today() + timedelta(days=rules.ASK_BEFORE)
    rows = Evidence.objects.filter(
        is_current=True, asked=None, expires__lte=horizon, agreement__status="active"
    ).order_by("expires", "pk")
    done = 0
    for one in rows[:STEP]:
        done += tried(_ask, one)
    return done


@action
def _ask(evidence: Evidence) -> None:
    if not Evidence.objects.filter(pk=evidence.pk, is_current=True, asked=None).update(
        asked=clock.today()
    ):
        raise Changed(MOVED_ON)
    now = queries.full(Agreement.objects.all()).get(pk=evidence.agreement_id)
    assert evidence.expires is not None  # the filter says so
    kind = rules.EVIDENCE_KINDS[evidence.kind]
    signers = parties.signatories(now.provider) if now.provider else []
    manager = [now.manager] if now.manager is not None and now.manager.is_active else []
    told = dict.fromkeys(one.email for one in [*signers, *manager])
    for address in told:
        queue_mail(
            to=address,
            subject=f"{kind} for {now.reference} expires on {clock.spoken(evidence.expires)}",
            text=(
                f"The {kind.lower()} that we saw for {now.reference} {now.title} expires on"
                f" {clock.spoken(evidence.expires)}.\n\nThe one that follows it is to be shown to the office"
                " before then.\n"
            ),
            kind="agreement reminder",
            about=now.subject,
        )
    record(
        now.subject,
        "renewal of evidence asked for",
        by=SYSTEM,
        after={"evidence": kind, "expires": clock.iso(evidence.expires), "people asked": len(told)},
    )


def follow_dates() -> int:
    """Let agreements that are signed begin and end on their days; how many did."""
    today = clock.today()
    begins = Q(status="upcoming", starts__lte=today)
    over = Q(status__in=("upcoming", "active"), ends__lt=today)
    rows = Agreement.objects.filter(begins | over, signed_on__isnull=False).order_by("pk")
    done = 0
    for one in rows[:STEP]:
        done += tried(_follow, one)
    return done


@action
def _follow(agreement: Agreement) -> None:
    now = queries.full(Agreement.objects.all()).get(pk=agreement.pk)
    status = rules.status_on(clock.today(), now.starts, now.ends)
    if status == now.status:
        raise Changed(MOVED_ON)
    before, was = rules.CHOICES["status"][now.status], now.version
    move_on(now, status=status)
    record(
        now.subject,
        "agreement began" if status == "active" else "agreement ended",
        by=SYSTEM,
        before={"status": before},
        after={"status": rules.CHOICES["status"][status]},
    )
    release_in_act(now, was, by=SYSTEM, why="It follows its dates")


@action
def take_into_framework(
    *, by: Asker, references: Sequence[str], year: str, section: str, why: str = ""
) -> list[Agreement]:
    """List agreements of the pipeline in a table of a coming year's framework."""
    ask_keeper(by)
    if not references:
        raise Refused("Choose at least one agreement", field="references")
    rows = queries.full(Agreement.objects.filter(reference__in=list(references)))
    return [
        list_in_framework(
            by=by, agreement=one, version=one.version, year=year, section=section, why=why
        )
        for one in rows.order_by("decide_by", "pk")[: queries.MOST_AHEAD]
    ]
