"""Variations as their pages, their checks and the public record read them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from precept.do.agreements import access, rules
from precept.do.agreements.models import Agreement, Variation
from precept.do.agreements.queries.one import full, shares_of
from precept.do.agreements.queries.terms import terms_of_agreement
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import access as plan
from precept.plan.models import Project

MOST_VARIATIONS = 100


def _whole(rows: QuerySet[Variation]) -> QuerySet[Variation]:
    return rows.select_related(
        "agreement__provider", "agreement__manager", "drafted_by", "approved_by"
    )


def variation(asker: access.Asker, reference: str, number: int) -> Variation:
    """A variation of an agreement by its number; 404 where they may not see it."""
    held = access.visible_to(asker).filter(reference=reference)
    found = _whole(Variation.objects.filter(agreement__in=held, number=number)).first()
    if found is None:
        raise Http404(f"no variation {number} of {reference}")
    return found


def project_to_vary_for(person: Person, agreement: Agreement, reference: str) -> Project | None:
    """The project under way for which somebody varies an agreement that it is tied to, if they keep projects."""
    if not reference or not plan.may_keep_projects(person):
        return None
    rows = plan.projects_visible_to(person).filter(reference=reference, state="going")
    return rows.filter(links__subject=agreement.subject).first()


def fresh_variation(held: Variation) -> Variation:
    """A variation as it stands now."""
    return _whole(Variation.objects.filter(pk=held.pk)).get()


def variations_of(agreement: Agreement) -> list[Variation]:
    """The variations of an agreement, the newest first (at most 100)."""
    return list(agreement.variations.all())[:MOST_VARIATIONS]


def variations_waiting(person: Person, most: int) -> list[Variation]:
    """The checked variations that somebody may approve, the oldest first."""
    if not person.may("approve variations"):
        return []
    rows = _whole(Variation.objects.filter(state="checked")).exclude(drafted_by=person)
    found = rows.order_by("pk")[:MOST_VARIATIONS]
    return [one for one in found if access.may_approve_variation(person, one)][:most]


def held_of(agreement: Agreement) -> rules.Held:
    """What a variation may change of an agreement, as it stands: four queries."""
    terms = terms_of_agreement(agreement)
    return {
        "title": agreement.title,
        "purpose": agreement.purpose,
        "status": agreement.status,
        "provider": agreement.provider.reference if agreement.provider else "",
        "starts": agreement.starts,
        "ends": agreement.ends,
        "value": agreement.current_amount,
        "value_kind": agreement.current_kind,
        "vat": vat_of(agreement),
        "shares": {one.fund.code: one.amount for one in shares_of(agreement)},
        "payments": terms.payments,
        "outcomes": terms.outcomes,
    }


def vat_of(agreement: Agreement) -> str:
    """The VAT basis of the current value."""
    rows = agreement.values.filter(is_current=True)
    return rows.values_list("vat", flat=True).first() or "not stated"


def standing_of(agreement: Agreement) -> rules.Standing:
    """An agreement as the rules of change read it."""
    return rules.Standing(
        kind=agreement.kind,
        category=agreement.category,
        began=agreement.procurement_began,
        starts=agreement.starts,
        ends=agreement.ends,
        latest_end=agreement.latest_end,
        awarded=agreement.award_amount,
        value=agreement.current_amount,
        vat=vat_of(agreement),
        earlier=_earlier(agreement),
    )


def _earlier(agreement: Agreement) -> tuple[Money, ...]:
    """The changes of value in force that relied on being small."""
    found = []
    rows = agreement.variations.filter(state="in force").order_by("number")
    for one in rows[:MOST_VARIATIONS]:
        relied = any(
            each["rule"] in ("change-below-threshold", "change-not-substantial")
            and each["verdict"] == rules.ALLOWED
            for each in one.findings
        )
        if relied and "difference" in one.changes:
            found.append(Money(one.changes["difference"]))
    return tuple(found)


def findings_of(held: Variation) -> list[rules.Finding]:
    """What the rules find of a variation as it is drafted."""
    wanted = rules.Wanted.read(held.changes)
    of = full(Agreement.objects.filter(pk=held.agreement_id)).get()
    option = None
    if wanted.option is not None:
        option = of.options.filter(place=wanted.option).first()
    asked = rules.proposed(
        held.kind,
        wanted,
        held.ground,
        now=of.ends,
        notice_by=option.notice_by if option else None,
    )
    return rules.findings(standing_of(of), asked, today=clock.today())


@dataclass(frozen=True)
class PlanShown:
    """Two plans of payments side by side: rows under ``rules.PLAN_COLUMNS``, and what each plan comes to."""

    rows: list[tuple[str, str, str, str]]
    total: tuple[str, str, str, str]


def plan_of(held: Variation) -> tuple[list[rules.Payment], list[rules.Payment]] | None:
    """The plan of payments before and after a variation in force; None where it stayed, or is kept in words alone."""
    if "plan" not in held.changes:
        return None
    before, after = held.changes["plan"]
    return rules.plan_of(before), rules.plan_of(after)


@dataclass(frozen=True)
class VariationShown:
    """A variation for its page: what it changes, and what the rules say of it."""

    variation: Variation
    changes: list[tuple[str, str, str]]
    plan: PlanShown | None
    """The plan of payments before and after, where it changes."""
    findings: list[rules.Finding]
    worst: str


def variation_shown(held: Variation) -> VariationShown:
    """A variation as it is drafted, or as it was put in force."""
    if held.state == "in force":
        before: dict[str, str] = held.before
        after: dict[str, str] = held.after
        plans = plan_of(held)
    else:
        now = held_of(held.agreement)
        wanted = rules.Wanted.read(held.changes)
        then = wanted.applied(now)
        if wanted.value is not None:
            then["payments"] = rules.payments_after(now["payments"], then["value"], then["ends"])
        before, after = rules.held_apart(now, then)
        changes_plan = now["payments"] != then["payments"]
        plans = (now["payments"], then["payments"]) if changes_plan else None
    kept: list[dict[str, Any]] = held.findings
    found = [rules.Finding(**one) for one in kept] if kept else findings_of(held)
    changes = [
        (name, before.get(name, ""), words)
        for name, words in after.items()
        if plans is None or name != rules.PAYMENTS_PLANNED
    ]
    plan = PlanShown(rules.plan_rows(*plans), rules.plan_totals(*plans)) if plans else None
    return VariationShown(held, changes, plan, found, rules.worst(found))
