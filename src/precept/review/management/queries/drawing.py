"""What an agenda draws: from earlier meetings, from what is kept here, from the register and from the books."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Q
from django.urls import reverse

from precept.do.agreements import rules as register
from precept.do.agreements.models import Agreement, Evidence, ExtensionOption
from precept.do.spending import queries as spending
from precept.do.spending.models import Claim, Underspend
from precept.foundation import clock
from precept.review.management import rules, sign_ups
from precept.review.management.models import (
    ActionPoint,
    ExitTask,
    Issue,
    Meeting,
    Risk,
    Thing,
)
from precept.review.management.queries.things import agreements_of
from precept.review.management.rules import Drawn

MOST: Final = 12
"""How many of one kind are drawn: an agenda is to be got through."""
EVIDENCE_DAYS: Final = 90
AHEAD_DAYS: Final = 365
STEP_DAYS: Final = 30
MONEY_OPEN: Final = ("agreed", "asked")


def drawn_for(meeting: Meeting) -> list[Drawn]:
    """Everything that a meeting is to speak of, in the order of an agenda: bounded, whatever there is."""
    of, on = meeting.of, meeting.on
    agreements = agreements_of(of)
    found = [
        rules.OPENING,
        *_minutes(meeting),
        *_actions(of, on),
        *_issues(of),
        *_risks(of),
        *_steps(of, on),
        *_claims(agreements),
        *_underspends(agreements),
        *_evidence(agreements, on),
        *_ahead(agreements, on),
        *_options(agreements, on),
        *_exits(agreements, on),
        *sign_ups.drawn_by_others(agreements, on),
        rules.CLOSING,
    ]
    return rules.in_order(found)


def _of(of: Thing) -> Q:
    return Q(agreement=of) if isinstance(of, Agreement) else Q(service=of)


def earlier(meeting: Meeting) -> Meeting | None:
    """The meeting of the same agreement or service that was held last before this one."""
    rows = Meeting.objects.filter(_of(meeting.of), state="held", on__lte=meeting.on)
    return rows.exclude(pk=meeting.pk).order_by("-on", "-at", "-pk").first()


def _minutes(meeting: Meeting) -> Iterator[Drawn]:
    last = earlier(meeting)
    if last is None:
        return
    state = "agreed" if last.minutes_version else "not agreed yet"
    yield Drawn(
        "opening",
        "minutes",
        f"Minutes of {clock.spoken(last.on)}",
        f"The last meeting has minutes: they are {state}.",
        reverse("management.meeting", args=[last.reference]),
    )


def _actions(of: Thing, on: date) -> Iterator[Drawn]:
    rows = ActionPoint.objects.filter(_of(of), done_on=None, plan=None)
    rows = rows.filter(Q(issue=None) | Q(issue__is_safeguarding=False))
    for one in rows.select_related("owner", "body").order_by("due", "pk")[:MOST]:
        owner = one.owner.name if one.owner else one.body.name if one.body else ""
        late = " It will be late by then." if one.due < on else ""
        yield Drawn(
            "action",
            one.reference,
            _cut(one.what),
            f"{owner} owes it by {clock.spoken(one.due)}.{late}",
            reverse("management.action", args=[one.reference]),
            # What was agreed before both sides is spoken of before both; the office's own stays its own.
            is_internal=one.meeting_id is None and one.body_id is None,
        )


def _issues(of: Thing) -> Iterator[Drawn]:
    rows = Issue.objects.filter(_of(of), state="open").select_related("owner")
    for one in rows.order_by("-happened_on", "-pk")[:MOST]:
        words = rules.CONCERN if one.is_safeguarding else one.title
        yield Drawn(
            "issue",
            one.reference,
            words,
            f"An issue of {clock.spoken(one.happened_on)} that is open:"
            f" {rules.SEVERITIES[one.severity].lower()}.",
            reverse("management.issue", args=[one.reference]),
        )


def _risks(of: Thing) -> Iterator[Drawn]:
    line = rules.scale_on(clock.today()).line
    rows = Risk.objects.filter(_of(of), state="open", score__gte=line)
    for one in rows.order_by("-score", "pk")[:MOST]:
        words = rules.RISK_OF_SAFETY if one.is_safeguarding else one.title
        yield Drawn(
            "risk",
            one.reference,
            words,
            f"It scores {one.score}, above the line of {line}.",
            reverse("management.risk", args=[one.reference]),
        )


def _steps(of: Thing, on: date) -> Iterator[Drawn]:
    until = on + timedelta(days=STEP_DAYS)
    rows = ActionPoint.objects.filter(
        _of(of), done_on=None, plan__state__in=rules.IN_FORCE, due__lte=until
    )
    for one in rows.select_related("plan").order_by("due", "pk")[:MOST]:
        assert one.plan is not None  # the filter says so
        yield Drawn(
            "step",
            one.reference,
            _cut(one.what),
            f"A step of the improvement plan “{one.plan.title}”, due {clock.spoken(one.due)}.",
            reverse("management.plan", args=[one.plan.reference]),
        )


def _claims(agreements: Sequence[Agreement]) -> Iterator[Drawn]:
    late = Q(state__in=("claimed", "checked", "approved"), claimed__lt=spending.late_before())
    rows = Claim.objects.filter(Q(state="returned") | late, agreement__in=agreements)
    for one in rows.select_related("agreement").order_by("claimed", "pk")[:MOST]:
        why = (
            "It was sent back with a question."
            if one.state == "returned"
            else "It has waited for more than 30 days."
        )
        yield Drawn(
            "claim",
            one.reference,
            f"Claim {one.reference} for {one.amount}",
            why,
            reverse("spending.claim", args=[one.reference]),
        )


def _underspends(agreements: Sequence[Agreement]) -> Iterator[Drawn]:
    rows = Underspend.objects.filter(agreement__in=agreements, state__in=MONEY_OPEN)
    for one in rows.order_by("due", "pk")[:MOST]:
        due = f" It is to be back by {clock.spoken(one.due)}." if one.due else ""
        yield Drawn(
            "underspend",
            one.reference,
            f"{one.amount} that was not spent",
            f"The underspend {one.reference} is not settled.{due}",
            reverse("spending.underspend", args=[one.reference]),
        )


def _evidence(agreements: Sequence[Agreement], on: date) -> Iterator[Drawn]:
    until = on + timedelta(days=EVIDENCE_DAYS)
    rows = Evidence.objects.filter(agreement__in=agreements, is_current=True, expires__lte=until)
    for one in rows.select_related("agreement").order_by("expires", "pk")[:MOST]:
        assert one.expires is not None  # the filter says so
        verb = "expired" if one.expires < on else "expires"
        yield Drawn(
            "evidence",
            f"{one.agreement.reference}-{one.kind}-{clock.iso(one.expires)}",
            f"{register.EVIDENCE_KINDS[one.kind]} of {one.agreement.reference}",
            f"What was seen {verb} on {clock.spoken(one.expires)}.",
            reverse("agreements.one", args=[one.agreement.reference]),
        )


def _ahead(agreements: Sequence[Agreement], on: date) -> Iterator[Drawn]:
    until = on + timedelta(days=AHEAD_DAYS)
    for one in agreements:
        if one.decide_by is None or one.what_follows or one.decide_by > until:
            continue
        yield Drawn(
            "decide-by",
            f"{one.reference}-{clock.iso(one.decide_by)}",
            f"What follows {one.reference}",
            f"The office decides by {clock.spoken(one.decide_by)}"
            + (f"; it ends on {clock.spoken(one.ends)}." if one.ends else "."),
            reverse("agreements.one", args=[one.reference]),
        )


def _options(agreements: Sequence[Agreement], on: date) -> Iterator[Drawn]:
    until = on + timedelta(days=AHEAD_DAYS)
    rows = ExtensionOption.objects.filter(
        agreement__in=agreements, state="open", notice_by__lte=until
    )
    for one in rows.select_related("agreement").order_by("notice_by", "pk")[:MOST]:
        assert one.notice_by is not None  # the filter says so
        yield Drawn(
            "option",
            f"{one.agreement.reference}-{one.place}",
            f"The option to extend {one.agreement.reference} by {one.months} months",
            f"Notice is due by {clock.spoken(one.notice_by)}.",
            reverse("agreements.one", args=[one.agreement.reference]),
        )


def _exits(agreements: Sequence[Agreement], on: date) -> Iterator[Drawn]:
    until = on + timedelta(days=STEP_DAYS)
    rows = ExitTask.objects.filter(
        plan__agreement__in=agreements, plan__done_on=None, state="open", due__lte=until
    )
    for one in rows.select_related("plan__agreement").order_by("due", "pk")[:MOST]:
        yield Drawn(
            "exit",
            one.reference,
            one.title,
            f"Due {clock.spoken(one.due)} in the exit of {one.plan.agreement.reference}.",
            reverse("management.exit_plan", args=[one.plan.agreement.reference]),
        )


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 300 else f"{line[:299]}…"
