"""What would be released of the work with partners; a protected body by its area, a person not at all."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Q
from django.db.models.functions import Length

from precept.do.agreements import rules as agreements
from precept.do.partners import rules
from precept.do.partners.models import Chance, Formula, JointService, Lot, Partnership
from precept.do.partners.published import (
    KIND_NAMES,
    BodyPublished,
    ChancePublished,
    ContributionPublished,
    FormulaAreaPublished,
    FormulaPublished,
    JointServicePublished,
    LotAgreementPublished,
    LotPublished,
    MemberPublished,
    OutcomeShared,
    PartnershipPublished,
    PartnershipsPlanPublished,
    TitlePublished,
)
from precept.do.partners.queries.boards import members_of
from precept.do.partners.queries.formula import worked_out
from precept.do.partners.queries.joint import commissioners_of, contributions_of, lots_of
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.people.queries import titles_on
from precept.foundation.people.rules import ROLES
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released, Struct, kind
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.understand import queries as understand

Said = TypeVar("Said", bound=Struct)


def body_published(of: Organisation) -> BodyPublished:
    """A body as the public reads it."""
    name = agreements.provider_in_public(of.name, of.area, is_protected=of.is_protected)
    return BodyPublished(reference=None if of.is_protected else of.reference, name=name)


def _priorities(slugs: Sequence[str]) -> tuple[TitlePublished, ...]:
    titles = understand.priority_titles(slugs) if slugs else {}
    return tuple(TitlePublished(slug=slug, title=titles.get(slug, slug)) for slug in slugs)


def partnership_payload(of: Partnership) -> PartnershipPublished:
    """A partnership as it would be released now."""
    said = PartnershipPublished(
        reference=of.reference,
        name=of.name,
        kind=of.kind,
        kind_title=rules.PARTNERSHIP_KINDS[of.kind],
        purpose=of.purpose,
        run_by=body_published(of.run_by) if of.run_by else None,
        area=of.area,
        terms=of.terms,
        terms_dated=clock.iso(of.terms_dated),
        review_on=clock.iso(of.review_on),
        outcomes=tuple(OutcomeShared(**one) for one in of.outcomes),
        priorities=_priorities(of.priorities),
        members=tuple(
            MemberPublished(
                body=body_published(one.organisation), role=rules.MEMBER_ROLES[one.role]
            )
            for one in members_of(of)
        ),
        ended=clock.iso(of.ended),
        source=of.source,
        is_invented=of.is_invented,
    )
    return _by_area_alone(said)


def service_payload(of: JointService) -> JointServicePublished:
    """A joint service as it would be released now; contracts as the public register says them."""
    lots = lots_of(of)
    register = _public_agreements(lots)
    commissioners = [one.organisation for one in commissioners_of(of)]
    said = JointServicePublished(
        reference=of.reference,
        title=of.title,
        purpose=of.purpose,
        priorities=_priorities(of.priorities),
        starts=clock.iso(of.starts),
        ends=clock.iso(of.ends),
        longest=of.longest,
        commissioners=tuple(body_published(one) for one in commissioners),
        lead=body_published(of.lead) if of.lead else None,
        lead_why=of.lead_why,
        lead_proposed=tuple(of.lead_proposed),
        lots=tuple(
            LotPublished(
                number=lot.number,
                title=lot.title,
                area=lot.area,
                pence=None if lot.amount is None else lot.amount.pence,
                agreements=tuple(
                    _agreement_published(register[one.agreement.reference])
                    for one in lot.agreements.all()
                    if one.agreement.reference in register
                ),
            )
            for lot in lots
        ),
        contributions=tuple(
            ContributionPublished(
                body=body_published(one.organisation),
                year=one.year,
                pence=None if one.amount is None else one.amount.pence,
                source=one.source,
            )
            for one in contributions_of(of)
        ),
        managed_by=of.partnership.name if of.partnership else None,
        source=of.source,
        note=of.note,
        is_invented=of.is_invented,
    )
    return _by_area_alone(said)


def _by_area_alone(said: Said) -> Said:
    """The same with the area of each protected body wherever its name stands, in texts too."""
    told: Any = said.model_dump(mode="json")
    for body in _protected():
        area = agreements.provider_in_public(body.name, body.area, is_protected=True)
        told = _without(told, body, area)
    return type(said).model_validate(told)


def _protected() -> list[Organisation]:
    """The bodies whose places are protected, the longest names first (at most 500)."""
    rows = Organisation.objects.filter(is_protected=True).order_by(Length("name").desc(), "pk")
    return list(rows[:500])


def protected_named(*texts: str) -> list[str]:
    """The protected bodies that texts about to be released name, by name; the public reads their areas instead."""
    words = "\n".join(texts).casefold()
    return sorted(
        one.name
        for one in _protected()
        if re.search(rf"(?<!\w){re.escape(one.name.casefold())}(?!\w)", words)
    )


def _public_agreements(lots: Sequence[Lot]) -> dict[str, Released]:
    keys = [one.agreement.reference for lot in lots for one in lot.agreements.all()]
    rows = Publication.objects.filter(
        kind="agreement", key__in=keys, is_latest=True, is_tombstone=False
    )
    return {row.key: publications.read(row) for row in rows}


def _agreement_published(released: Released) -> LotAgreementPublished:
    said = released.payload
    provider = None
    if said.provider is not None:
        provider = BodyPublished(reference=said.provider_reference, name=said.provider)
    return LotAgreementPublished(
        reference=said.reference, title=said.title, provider=provider, href=released.address
    )


def plan_payload() -> PartnershipsPlanPublished:
    """The partnerships plan as it would be released now: what is looked into, and what became of the rest."""
    rows = list(Chance.objects.select_related("owner").order_by("due", "pk")[:200])
    register = _titles_in_register(rows)
    return PartnershipsPlanPublished(
        entries=tuple(
            ChancePublished(
                title=one.title,
                why=one.why,
                things=tuple(
                    register.get(thing["key"], "An agreement that is not public yet")
                    if thing["key"].startswith("agreement:")
                    else str(thing["title"])
                    for thing in one.things
                ),
                is_duplicate=one.is_duplicate,
                owner=role_of(one.owner),
                next_step=one.next_step if one.state == "looking" else "",
                due=one.due.isoformat(),
                state=rules.CHANCE_STATES[one.state],
                ended_why=one.ended_why,
                is_invented=one.is_invented,
            )
            for one in rows
        )
    )


def _titles_in_register(rows: Sequence[Chance]) -> dict[str, str]:
    """What the public register calls the agreements that entries name, by their ledger subject."""
    keys = [
        thing["key"].partition(":")[2]
        for one in rows
        for thing in one.things
        if thing["key"].startswith("agreement:")
    ]
    found = Publication.objects.filter(
        kind="agreement", key__in=keys, is_latest=True, is_tombstone=False
    )
    return {
        f"agreement:{key}": f"{key} {title}" for key, title in found.values_list("key", "title")
    }


def role_of(person: Person) -> str:
    """What somebody of the office is called in public: the first of their roles, never their name."""
    called = titles_on()
    titles = [called[role] for role in person.roles_today if ROLES[role].staff]
    return titles[0] if titles else "The office"


def formula_payload(of: Formula) -> FormulaPublished:
    """A formula as it would be released now."""
    return FormulaPublished(
        year=of.year,
        number=of.number,
        title=of.title,
        fund=of.fund.code,
        fund_name=of.fund.name,
        pence=of.amount.pence,
        weights=tuple((title, of.weights[key]) for key, title in rules.MEASURES.items()),
        phase=of.phase,
        conditions=rules.lines_of(of.conditions),
        accept_by=of.accept_by.isoformat(),
        returns_due=tuple(of.returns_due),
        source=of.source,
        why=of.why,
        areas=tuple(
            FormulaAreaPublished(
                body=body_published(row.area.organisation),
                population=row.area.population,
                crime=row.area.crime,
                demand=row.area.demand,
                previous=None if row.area.previous is None else row.area.previous.pence,
                source=row.area.source,
                dated=row.area.dated.isoformat(),
                by_formula=row.by_formula,
                pence=row.amount.pence,
            )
            for row in worked_out(of).rows
        ),
        is_invented=of.is_invented,
    )


def naming(body: Organisation) -> Iterator[tuple[str, str, str, Struct]]:
    """What is public of this part and names a body, with its area in place of its name."""
    rows = Publication.objects.filter(
        Q(payload__contains=json.dumps(body.reference)) | Q(payload__contains=body.name),
        kind__in=KIND_NAMES,
        is_latest=True,
        is_tombstone=False,
    )
    area = agreements.provider_in_public(body.name, body.area, is_protected=True)
    for row in rows.order_by("pk").iterator(chunk_size=200):
        told = _without(json.loads(row.payload), body, area)
        title = row.title
        yield row.kind, row.key, title, kind(row.kind).struct.model_validate(told)


def _without(told: Any, body: Organisation, area: str) -> Any:
    if isinstance(told, list):
        return [_without(one, body, area) for one in told]
    if not isinstance(told, dict):
        return told.replace(body.name, area) if isinstance(told, str) else told
    if set(told) == {"reference", "name"} and told["reference"] == body.reference:
        return {"reference": None, "name": area}
    return {key: _without(one, body, area) for key, one in told.items()}
