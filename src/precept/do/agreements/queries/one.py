"""One agreement, and what the ledger keeps of it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse

from precept.do.agreements import access, rules
from precept.do.agreements.models import (
    Agreement,
    AgreementPaper,
    AgreementValue,
    FundShare,
    Variation,
)
from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.parties.models import Organisation
from precept.plan.models import Fund
from precept.understand.sign_ups import AgreementNamed

MOST_VALUES = 100
MOST_SUGGESTED = 5


def full(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Agreements with what their own pages show of other things."""
    return rows.select_related("provider", "programme", "predecessor", "successor", "manager")


def agreement(asker: access.Asker, reference: str) -> Agreement:
    """An agreement by its reference; 404 where they may not see it."""
    rows = full(access.visible_to(asker)).select_related("award__opportunity", "award__decision")
    rows = rows.prefetch_related(
        "listings",
        "options",
        Prefetch("papers", AgreementPaper.objects.select_related("file", "redacts")),
        Prefetch("variations", Variation.objects.select_related("drafted_by", "approved_by")),
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no agreement {reference}")
    return found


def agreement_or_none(reference: str) -> Agreement | None:
    """The agreement of a reference as somebody typed it."""
    try:
        spelled = rules.read_reference(reference)
    except rules.Unclear:
        return None
    return Agreement.objects.filter(reference=spelled).first()


def shares_of(agreement: Agreement) -> list[FundShare]:
    """What each fund pays of an agreement, in the order in which they were stated."""
    return list(agreement.shares.select_related("fund").order_by("pk"))


def history_of_values(agreement: Agreement) -> list[AgreementValue]:
    """Every value that was stated, the newest first (at most 100)."""
    return list(agreement.values.order_by("-pk")[:MOST_VALUES])


@dataclass(frozen=True)
class Found:
    """An organisation as somebody typed it; none where nothing or several fit, with what is near."""

    organisation: Organisation | None
    near: list[str]


def found_organisation(typed: str) -> Found:
    """The organisation of this reference or exact name, or the names and references that come near."""
    text = " ".join(typed.split())
    exact = list(
        (
            Organisation.objects.filter(reference=text)
            | Organisation.objects.filter(name__iexact=text)
        ).order_by("name")[: MOST_SUGGESTED + 1]
    )
    if len(exact) == 1:
        return Found(exact[0], [])
    near = exact or list(
        Organisation.objects.filter(name__icontains=text).order_by("name")[:MOST_SUGGESTED]
    )
    return Found(None, [f"{one.name} ({one.reference})" for one in near[:MOST_SUGGESTED]])


def said(agreement: Agreement) -> dict[str, str]:
    """What the ledger keeps of an agreement, name by name, in words."""
    return {
        "title": agreement.title,
        "purpose": agreement.purpose,
        "kind": rules.CHOICES["kind"][agreement.kind],
        "status": rules.CHOICES["status"][agreement.status],
        "provider": agreement.provider.reference if agreement.provider else "",
        "programme": agreement.programme.title if agreement.programme else "",
        "procedure": rules.CHOICES["procedure"][agreement.procedure],
        "due": agreement.due,
        "starts": _day(agreement.starts),
        "ends": _day(agreement.ends),
        "priorities": ", ".join(agreement.priorities),
        "source": agreement.source,
        "note": agreement.note,
        **_said_at_work(agreement),
    }


def _said_at_work(agreement: Agreement) -> dict[str, str]:
    stated = agreement.category != "not stated"
    return {
        "power": agreement.power,
        "category": rules.CHOICES["category"][agreement.category] if stated else "",
        "procurement began": _day(agreement.procurement_began),
        "signed": _day(agreement.signed_on),
        "signed before the register": "Yes" if agreement.is_past else "",
        "latest end as awarded": _day(agreement.latest_end),
        "value as awarded": agreement.award_amount.short if agreement.award_amount else "",
        "manager": agreement.manager.reference if agreement.manager else "",
        "next return": _day(agreement.next_return),
        "next review": _day(agreement.next_review),
        "what follows": rules.CHOICES["what_follows"][agreement.what_follows]
        if agreement.what_follows
        else "",
    }


def said_of_value(
    *, amount: Money | None, kind: str, vat: str, dated: date | None, source: str
) -> dict[str, str]:
    """What the ledger keeps of a value, in words."""
    return {
        "value": rules.amount_words(amount, kind),
        "kind of value": rules.CHOICES["value_kind"].get(kind, ""),
        "VAT": rules.CHOICES["vat"].get(vat, ""),
        "dated": _day(dated),
        "source": source,
    }


def said_of_shares(shares: Sequence[tuple[Fund, Money | None]]) -> dict[str, str]:
    """What the ledger keeps of the funds' shares, in words."""
    return {
        "funds": ", ".join(
            fund.code if amount is None else f"{fund.code} {amount.short}"
            for fund, amount in shares
        )
    }


def _day(day: date | None) -> str:
    return spoken(day) if day else ""


def current_words(agreement: Agreement) -> str:
    """The current value in a few words: the amount and what it is."""
    words = rules.amount_words(agreement.current_amount, agreement.current_kind)
    kind = rules.CHOICES["value_kind"].get(agreement.current_kind, "")
    return f"{words} ({kind.lower()})" if kind else words


def listed_words(agreement: Agreement) -> str:
    """Where an agreement stands in frameworks, in words."""
    rows = sorted(agreement.listings.all(), key=lambda one: one.year)
    return "; ".join(f"{one.year}, table “{one.section}”" for one in rows)


def agreement_named(reference: str) -> AgreementNamed | None:
    """The agreement that evidence names by its reference, however that is spelled; None where there is none."""
    rows = Agreement.objects.filter(reference__iexact=reference).order_by("pk")
    found = rows.values_list("reference", "title").first()
    if found is None:
        return None
    return AgreementNamed(*found, href=reverse("agreements.one", args=[found[0]]))
