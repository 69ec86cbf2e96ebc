"""What of the register would be released, and what is public already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from precept.decisions import queries as decisions
from precept.do.agreements import rules
from precept.do.agreements.models import Agreement, Award, Buyer, FundShare, Variation
from precept.do.agreements.published import (
    AgreementLinkPublished,
    AgreementPublished,
    AgreementSharePublished,
    ChangePublished,
    NovationPublished,
    OptionPublished,
    OutcomePublished,
    PaperLinkPublished,
    PaymentPlannedPublished,
    PriorityLinkPublished,
    ValuePublished,
    VariationPublished,
    in_words,
)
from precept.do.agreements.queries.one import full, history_of_values, shares_of
from precept.do.agreements.queries.terms import terms_of_agreement
from precept.do.agreements.queries.variations import plan_of
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.outbox.models import Progress
from precept.foundation.outbox.queries import jobs_of
from precept.foundation.publications import queries as publications
from precept.foundation.web.tables import counted

SHOWN = 50
MOST_VARIATIONS = 100
MOST_PAPERS = 50
MOST_BUYERS = 20
CHANGES = "register:changes"
"""What the ledger calls the publication of all changes."""


def payload(
    agreement: Agreement,
    together: Collection[int] | None = (),
    shares: Sequence[FundShare] | None = None,
) -> AgreementPublished:
    """An agreement as it would be released now.

    It names others only where they are public already, or are among ``together`` (their ids; None:
    whichever they are), which are released with it. What a protected bidder wrote stays inside. ``shares``
    are its funds' shares, where they were read already.
    """
    award = award_of(agreement)
    said = _payload(agreement, award, together, shares_of(agreement) if shares is None else shares)
    provider = agreement.provider
    if provider is None or not provider.is_protected or together is None:
        return said
    return said.model_copy(update=kept_in(said, award))


def award_of(agreement: Agreement) -> Award | None:
    """The award that led to an agreement; None where none did."""
    try:
        return agreement.award
    except Award.DoesNotExist:
        return None


def held_back(agreement: Agreement) -> str:
    """Why an agreement may not be published yet; "" where nothing stands against it.

    The decision comes first: it waits for its day, for applicants to be told, and before an election.
    """
    award = award_of(agreement)
    if award is None or award.decision.state != "signed":
        return ""
    return f"Decision {award.decision.reference}, which it comes of, is not published yet."


def kept_in(said: AgreementPublished, award: Award | None) -> dict[str, Any]:
    """What is said instead of a protected bidder's own words, until an officer wrote what the public reads."""
    if award is None or award.is_described:
        return {}
    standard = award.result.awarding.conditions
    return {
        "title": rules.award_title("", award.opportunity.programme),
        "purpose": "",
        "outcomes": (),
        "variations": (),
        "conditions": tuple(one for one in said.conditions if one in standard),
    }


def _spend_decision(agreement: Agreement) -> str | None:
    """The published decision about an agreement's own spending; None where there is none."""
    found = (one for one in decisions.decisions_about(agreement.subject) if one.kind != "award")
    return next((one.reference for one in found if one.state == "published"), None)


def _payload(
    agreement: Agreement,
    award: Award | None,
    together: Collection[int] | None,
    shares: Sequence[FundShare],
) -> AgreementPublished:
    provider, programme = agreement.provider, agreement.programme
    terms = terms_of_agreement(agreement)
    public = Q()
    if together is not None:
        public = Q(published_version__gt=0) | Q(pk__in=list(together))
    same = (
        programme.agreements.filter(public)
        .exclude(pk=agreement.pk)
        .order_by("reference")[: rules.MOST_LINKED]
        if programme
        else []
    )
    before, following = agreement.predecessor, getattr(agreement, "successor", None)
    titles = opportunities.priority_titles(agreement.priorities) if agreement.priorities else {}
    return AgreementPublished(
        reference=agreement.reference,
        title=agreement.title,
        kind=agreement.kind,
        kind_title=rules.CHOICES["kind"][agreement.kind],
        status=agreement.status,
        status_title=rules.CHOICES["status"][agreement.status],
        provider=rules.provider_in_public(
            provider.name, provider.area, is_protected=provider.is_protected
        )
        if provider
        else None,
        provider_reference=provider.reference if provider and not provider.is_protected else None,
        provider_area=provider.area if provider and provider.is_protected else "",
        programme=programme.title if programme else None,
        programme_reference=programme.reference if programme else None,
        same_programme=tuple(_link(one) for one in same),
        procedure=agreement.procedure,
        procedure_title=rules.CHOICES["procedure"][agreement.procedure],
        due=agreement.due,
        starts=clock.iso(agreement.starts),
        ends=clock.iso(agreement.ends),
        values=_values(agreement),
        shares=tuple(
            AgreementSharePublished(
                fund=one.fund.code, fund_name=one.fund.name, pence=_pence(one.amount)
            )
            for one in shares
        ),
        priorities=tuple(
            PriorityLinkPublished(slug=slug, title=title) for slug, title in titles.items()
        ),
        predecessor=_link_if_public(before, together),
        successor=_link_if_public(following, together),
        frameworks=tuple(sorted(one.year for one in agreement.listings.all())),
        source=agreement.source,
        note=agreement.note,
        is_invented=agreement.is_invented,
        purpose=agreement.purpose,
        outcomes=tuple(
            OutcomePublished(**one.as_json, report_by=clock.iso(one.report_by))
            for one in terms.outcomes
        ),
        conditions=tuple(terms.conditions),
        payments=_planned(terms.payments),
        decision=award.decision.reference if award else _spend_decision(agreement),
        opportunity=award.opportunity.reference if award else None,
        power=agreement.power,
        power_title=rules.power_words(agreement.power),
        signed_on=clock.iso(agreement.signed_on),
        latest_end=clock.iso(agreement.latest_end),
        options=tuple(
            OptionPublished(
                months=one.months,
                until=clock.iso(one.until),
                state_title=rules.OPTION_STATES[one.state],
            )
            for one in agreement.options.all()
        ),
        variations=_variations(agreement),
        papers=public_papers(agreement),
        **buyers_published(buyers_of(agreement)),
    )


def buyers_of(agreement: Agreement) -> list[Buyer]:
    """Who signed an agreement, and who bought under it since, in turn (at most 20)."""
    return list(agreement.buyers.select_related("organisation").order_by("pk")[:MOST_BUYERS])


def buyers_published(buyers: Sequence[Buyer]) -> dict[str, Any]:
    """Who signed an agreement as it was called then, and every novation since: fields of what is published."""
    first = next((one for one in buyers if not one.succession), None)
    return {
        "buyer": first.name if first else "",
        "buyer_reference": first.organisation.reference if first else None,
        "novations": tuple(
            NovationPublished(
                on=one.starts.isoformat() if one.starts else "",
                buyer=one.name,
                buyer_reference=one.organisation.reference,
                under=one.under,
            )
            for one in buyers
            if one.succession
        ),
    }


def _variations(agreement: Agreement) -> tuple[VariationPublished, ...]:
    rows = [one for one in agreement.variations.all() if one.state == "in force"]
    return tuple(_variation(one) for one in rows[:MOST_VARIATIONS])


def _variation(one: Variation) -> VariationPublished:
    plans = plan_of(one)
    before, after = plans or ([], [])
    return VariationPublished(
        number=one.number,
        kind_title=rules.VARIATION_KINDS[one.kind],
        in_force_on=one.in_force_on.isoformat() if one.in_force_on else "",
        reason=one.reason,
        changes=tuple(
            _change(name, one.before.get(name, ""), words)
            for name, words in one.after.items()
            if plans is None or name != rules.PAYMENTS_PLANNED
        ),
        rules=tuple(f"{each['title']} ({each['source']})" for each in one.findings),
        plan_before=_planned(before),
        plan_after=_planned(after),
    )


def _planned(plan: Sequence[rules.Payment]) -> tuple[PaymentPlannedPublished, ...]:
    return tuple(
        PaymentPlannedPublished(
            due=clock.iso(one.due), pence=one.amount.pence, condition=one.condition
        )
        for one in plan
    )


def _change(name: str, before: str, after: str) -> ChangePublished:
    """What a variation changed. Who provides is named where the agreement is: a protected one by its area alone."""
    if name == "Provider":
        before, after = "Another provider", "A new provider"
    return ChangePublished(name=name, before=before, after=after)


def public_papers(agreement: Agreement) -> tuple[PaperLinkPublished, ...]:
    """The redacted copies of an agreement that anyone may read now."""
    rows = [one for one in agreement.papers.all() if one.released_on is not None]
    return tuple(
        PaperLinkPublished(
            number=one.number,
            title=one.title,
            name=one.public_name,
            size=one.file.size,
            redacted_why=one.redacted_why,
        )
        for one in rows[:MOST_PAPERS]
    )


def _values(agreement: Agreement) -> tuple[ValuePublished, ...]:
    return tuple(
        ValuePublished(
            pence=_pence(one.amount),
            kind=one.kind,
            kind_title=rules.CHOICES["value_kind"][one.kind],
            vat=one.vat,
            vat_title=rules.CHOICES["vat"][one.vat],
            dated=clock.iso(one.dated),
            source=one.source,
            is_current=one.is_current,
        )
        for one in history_of_values(agreement)
    )


def _link_if_public(
    near: Agreement | None, together: Collection[int] | None
) -> AgreementLinkPublished | None:
    """A link to another agreement, where it is public or is released together with this one."""
    if near is None:
        return None
    is_named = together is None or near.published_version > 0 or near.pk in together
    return _link(near) if is_named else None


def _link(agreement: Agreement) -> AgreementLinkPublished:
    return AgreementLinkPublished(reference=agreement.reference, title=agreement.title)


def _pence(amount: Money | None) -> int | None:
    return None if amount is None else amount.pence


def as_held(agreement: Agreement, shares: Sequence[FundShare] | None = None) -> AgreementPublished:
    """An agreement as the office holds it: with its links to others whether they are public or not."""
    return payload(agreement, None, shares)


@dataclass(frozen=True)
class Waiting:
    """What publishing all changes would release: the first of them, and how many there are in words."""

    rows: list[tuple[str, str, str]]
    words: str


def waiting_to_be_public() -> Waiting:
    """What publishing all changes would release: agreements, then rounds (the first 50 of each)."""
    agreements = list(changed()[: SHOWN + 1])
    rounds = list(opportunities.changed()[: SHOWN + 1])
    rows = [_waits(one, one.title) for one in agreements[:SHOWN]]
    rows += [_waits(one, one.theme) for one in rounds[:SHOWN]]
    more = len(rows) < len(agreements) + len(rounds)
    if more:
        return Waiting(rows, f"The first {len(rows)} of more are shown. All of them are published.")
    return Waiting(rows, counted(len(rows), ("thing waits", "things wait")) + " to be published.")


def _waits(one: Agreement | Opportunity, title: str) -> tuple[str, str, str]:
    return (
        one.reference,
        title,
        opportunities.public_words(one.version, one.published_version),
    )


def running_jobs() -> list[Progress]:
    """The publications of all changes that run now."""
    return [job for job in jobs_of(CHANGES) if job.state == Progress.State.RUNNING]


def would_change(agreement: Agreement) -> list[tuple[str, str, str]]:
    """What publishing an agreement now would change in public: (what, what it says, what it would say)."""
    latest = publications.latest_or_none("agreement", agreement.reference)
    before = in_words(latest.payload) if latest else {}
    after = in_words(payload(agreement, [agreement.pk]))
    return [
        (name, before.get(name, ""), words)
        for name, words in after.items()
        if before.get(name, "") != words
    ]


def changed() -> QuerySet[Agreement]:
    """The agreements that say something else than the public register does, by reference."""
    return full(Agreement.objects.filter(version__gt=F("published_version"))).order_by("reference")


def changed_count(most: int) -> int:
    """How many agreements publishing all changes would release, counted to ``most``."""
    rows = Agreement.objects.filter(version__gt=F("published_version"))
    return rows.order_by()[:most].count()


def neighbours(agreement: Agreement) -> list[Agreement]:
    """The public agreements that name this one and have no changes of their own to publish (at most 22)."""
    near = Q(predecessor=agreement) | Q(pk=agreement.predecessor_id)
    if agreement.programme_id:
        near |= Q(programme=agreement.programme_id)
    rows = Agreement.objects.filter(
        near, published_version__gt=0, version=F("published_version")
    ).exclude(pk=agreement.pk)
    return list(full(rows).order_by("reference")[: rules.MOST_LINKED + 2])
