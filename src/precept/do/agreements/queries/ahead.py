"""What lies ahead of agreements: when it is decided what follows, what ends, and what was called to mind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from precept.do.agreements import access, rules
from precept.do.agreements.models import Agreement, Evidence, ExtensionOption
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.people import queries as people
from precept.foundation.people import rules as people_rules
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.web.charts import Mark, Span, Timeline, timeline

MOST_AHEAD = 200
MOST_DRAWN = 30
LIVE = ("upcoming", "active")
SPAN_KINDS = ("Agreement", "Option to extend")


def options_of(agreement: Agreement) -> list[rules.Option]:
    """The extensions that an agreement provides for, in their order."""
    return [one.as_rule for one in agreement.options.all()]


def backwards_of(
    agreement: Agreement, changes: Mapping[str, Any] | None = None
) -> rules.Backwards | None:
    """How the decide-by day of an agreement is worked out, with changes that are not written yet."""

    def told(name: str) -> Any:
        return (changes or {}).get(name, getattr(agreement, name))

    if told("status") not in LIVE or told("ends") is None:
        return None
    return rules.backwards(
        kind=told("kind"),
        category=told("category"),
        procedure=told("procedure"),
        ends=told("ends"),
        options=options_of(agreement),
        on=clock.today(),
    )


def decide_by_of(agreement: Agreement, changes: Mapping[str, Any]) -> date | None:
    """The day by which it is decided what follows; None where no last day is stated, or it is over."""
    found = backwards_of(agreement, changes)
    return found.decide_by if found else None


@dataclass(frozen=True)
class Ahead:
    """An agreement of the pipeline: when it ends, when that is decided, and how that stands."""

    agreement: Agreement
    href: str
    ends: str
    decide_by: str
    tone: str
    follows: str
    manager: str


def ahead(asker: access.Asker, year: str) -> list[Agreement]:
    """The live agreements that end, or are decided on, in a financial year or are overdue (at most 200)."""
    of = FinancialYear.parse(year)
    rows = access.visible_to(asker).filter(status__in=LIVE, ends__isnull=False)
    within = Q(ends__range=(of.start, of.end)) | Q(decide_by__range=(of.start, of.end))
    rows = rows.filter(within).select_related("provider", "manager")
    return list(rows.prefetch_related("options").order_by("decide_by", "pk")[:MOST_AHEAD])


def ahead_row(one: Agreement, today: date) -> Ahead:
    """An agreement as the pipeline shows it."""
    return Ahead(
        agreement=one,
        href=reverse("agreements.one", args=[one.reference]),
        ends=clock.spoken(one.ends) if one.ends else "",
        decide_by=clock.spoken(one.decide_by) if one.decide_by else "Not worked out",
        tone=rules.expiry_tone(one.decide_by, today, one.what_follows),
        follows=rules.CHOICES["what_follows"][one.what_follows],
        manager=one.manager.name if one.manager else "Nobody",
    )


def drawn(rows: list[Agreement], today: date) -> Timeline:
    """Agreements as bars, options after them, decide-by days as marks (the first 30)."""
    spans: list[Span] = []
    for one in rows[:MOST_DRAWN]:
        if one.ends is None:
            continue
        marks = (
            (Mark(one.decide_by, f"decide by {clock.spoken(one.decide_by)}"),)
            if one.decide_by
            else ()
        )
        starts = min(one.starts or one.ends, one.ends)
        spans.append(
            Span(
                f"{one.reference} {one.title}",
                starts,
                one.ends,
                shown=rules.period_words(one.starts, one.ends),
                marks=marks,
            )
        )
        spans += _options(one, one.ends)
    return timeline(
        title="Agreements, options and decide-by dates",
        things="Agreement",
        spans=spans,
        today=today,
        kinds=SPAN_KINDS,
    )


def _options(of: Agreement, ends: date) -> list[Span]:
    found, last = [], ends
    for one in options_of(of):
        if not one.is_open:
            continue
        until = one.until or rules.extended(last, one.months)
        notice = (
            (Mark(one.notice_by, f"notice by {clock.spoken(one.notice_by)}"),)
            if one.notice_by
            else ()
        )
        label = f"{of.reference} option, {one.months} months"
        words = rules.period_words(last, until)
        found.append(Span(label, last, until, shown=words, kind=2, marks=notice))
        last = until
    return found


def undecided_of(person: Person, today: date, most: int) -> QuerySet[Agreement]:
    """The agreements that somebody manages and nobody decided on, by their decide-by day."""
    rows = Agreement.objects.filter(
        manager=person, status__in=LIVE, what_follows="", decide_by__isnull=False
    )
    return rows.filter(decide_by__lte=today + timedelta(days=rules.SOON)).order_by(
        "decide_by", "pk"
    )[:most]


def evidence_of(agreement: Agreement) -> list[Evidence]:
    """The evidence that counts now."""
    return list(agreement.evidence.filter(is_current=True).select_related("seen_by"))


def open_options(agreement: Agreement) -> QuerySet[ExtensionOption]:
    """The extensions that can still be used."""
    return agreement.options.filter(state="open")


def manager_choices() -> list[tuple[str, str]]:
    """Who may manage agreements: everybody who works in the office today."""
    staff = [role.key for role in people_rules.ROLES.values() if role.staff]
    working = RoleHeld.objects.filter(people.held_on(clock.today()), role__in=staff)
    rows = Person.objects.filter(is_active=True, pk__in=working.values("person_id"))
    return list(rows.order_by("name", "pk").values_list("reference", "name")[:MOST_AHEAD])
