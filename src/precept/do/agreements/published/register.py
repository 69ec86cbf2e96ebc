"""What may be released of agreements. Amounts are whole pence; None is not yet known."""

import base64
from collections.abc import Sequence
from datetime import date

from precept.do.agreements import rules
from precept.foundation.clock import from_iso, spoken
from precept.foundation.money import Money
from precept.foundation.publications.kinds import File, Released, Struct
from precept.foundation.search.entries import Entry
from precept.parties.rules import novation_words


class ValuePublished(Struct):
    """A value somebody stated."""

    pence: int | None
    kind: str
    kind_title: str
    vat: str
    vat_title: str
    dated: str | None
    source: str
    is_current: bool


class AgreementSharePublished(Struct):
    """What one fund pays."""

    fund: str
    fund_name: str
    pence: int | None


class PriorityLinkPublished(Struct):
    """A priority that the agreement serves."""

    slug: str
    title: str


class AgreementLinkPublished(Struct):
    """Another agreement: predecessor, successor, or one of the same programme."""

    reference: str
    title: str


class OutcomePublished(Struct):
    """What an agreement is to change for people, how that is measured, and when it is reported."""

    people: int | None
    percent: int | None
    change: str
    measure: str
    report_by: str | None


class PaymentPlannedPublished(Struct):
    """A payment that an agreement plans: when, how much, what must have happened. Never a bank fact."""

    due: str | None
    pence: int
    condition: str


class OptionPublished(Struct):
    """An extension that the agreement provides for."""

    months: int
    until: str | None
    state_title: str


class ChangePublished(Struct):
    """One thing that a variation changed, in words."""

    name: str
    before: str
    after: str


class VariationPublished(Struct):
    """A variation in force: what it changed, why, and the rules that allowed it."""

    number: int
    kind_title: str
    in_force_on: str
    reason: str
    changes: tuple[ChangePublished, ...]
    rules: tuple[str, ...]
    plan_before: tuple[PaymentPlannedPublished, ...] = ()
    plan_after: tuple[PaymentPlannedPublished, ...] = ()
    """The plan of payments, where it was changed."""


class PaperLinkPublished(Struct):
    """A redacted copy that anyone may read, and what was taken out of it."""

    number: int
    title: str
    name: str
    size: int
    redacted_why: str


class PaperPublished(Struct):
    """A redacted copy itself. ``content`` is the file in base64: what is published is made from this alone."""

    agreement: str
    number: int
    title: str
    redacted_why: str
    name: str
    media_type: str
    size: int
    sha256: str
    content: str
    is_invented: bool


class NovationPublished(Struct):
    """Another body bought from a day on, on the same terms."""

    on: str
    buyer: str
    buyer_reference: str
    under: str


class AgreementPublished(Struct):
    """An agreement as the public register shows it."""

    reference: str
    title: str
    kind: str
    kind_title: str
    status: str
    status_title: str
    provider: str | None
    """The provider's name; None is not stated."""
    provider_reference: str | None
    provider_area: str
    """A protected provider's area, which is all the register says of where it is."""
    programme: str | None
    programme_reference: str | None
    same_programme: tuple[AgreementLinkPublished, ...]
    procedure: str
    procedure_title: str
    due: str
    starts: str | None
    ends: str | None
    values: tuple[ValuePublished, ...]
    shares: tuple[AgreementSharePublished, ...]
    priorities: tuple[PriorityLinkPublished, ...]
    predecessor: AgreementLinkPublished | None
    successor: AgreementLinkPublished | None
    frameworks: tuple[str, ...]
    """The financial years whose frameworks list it."""
    source: str
    note: str
    is_invented: bool
    purpose: str = ""
    outcomes: tuple[OutcomePublished, ...] = ()
    conditions: tuple[str, ...] = ()
    payments: tuple[PaymentPlannedPublished, ...] = ()
    decision: str | None = None
    """The decision that made the award; None where no award led to it."""
    opportunity: str | None = None
    """The round that it was awarded in."""
    power: str = ""
    power_title: str = ""
    """The power relied on, which decides what is published."""
    signed_on: str | None = None
    latest_end: str | None = None
    """The last day with every extension, as awarded."""
    options: tuple[OptionPublished, ...] = ()
    variations: tuple[VariationPublished, ...] = ()
    papers: tuple[PaperLinkPublished, ...] = ()
    buyer: str = ""
    """The commissioning body that signed it, as it was called then; empty where not signed or not stated."""
    buyer_reference: str | None = None
    novations: tuple[NovationPublished, ...] = ()


def address(key: str) -> str:
    """Where the public reads an agreement."""
    return f"/register/{key}"


def paper_address(key: str) -> str:
    """Where the public reads a redacted copy: "CORE018-2" is the second paper of CORE018."""
    reference, _, number = key.rpartition("-")
    return f"/register/{reference}/papers/{number}"


def paper_withdrawn_at(key: str) -> str:
    """Where the office takes a redacted copy down."""
    reference, _, number = key.rpartition("-")
    return f"/office/register/{reference}/papers/{number}/withdraw"


def paper_files(released: Released) -> list[File]:
    """The redacted copy as a file, made from its payload alone."""
    of: PaperPublished = released.payload
    return [File(of.name, of.title, of.media_type, base64.b64decode(of.content))]


def current_value(of: AgreementPublished) -> ValuePublished | None:
    """The value that counts now; None where none is stated."""
    return next((value for value in of.values if value.is_current), None)


def entry(released: Released) -> Entry:
    """An agreement as search finds it, made from its payload alone.

    ``shown`` is all that the public register shows of it: ``pence`` is None and ``value_kind`` is
    empty where no value is stated, and None beside a kind where it is not yet known.
    """
    of: AgreementPublished = released.payload
    value = current_value(of)
    kind = value.kind_title if value else ""
    texts = [of.reference, of.title, of.provider or "", of.programme or "", of.kind_title, of.note]
    texts += [of.purpose, *(one.change for one in of.outcomes)]
    return Entry(
        scope="public",
        kind="agreement",
        key=of.reference,
        title=of.title,
        href=address(of.reference),
        text="\n".join([*texts, *(one.title for one in of.priorities)]),
        shown={
            "reference": of.reference,
            "title": of.title,
            "provider": of.provider or "",
            "kind": of.kind_title,
            "status": of.status_title,
            "pence": value.pence if value else None,
            "value_kind": kind,
            "due": of.due,
            "starts": of.starts,
            "ends": of.ends,
            "funds": [one.fund_name for one in of.shares],
            "is_invented": of.is_invented,
        },
        facets={
            "kind": (of.kind,),
            "status": (of.status,),
            "fund": tuple(one.fund for one in of.shares),
            "year": of.frameworks,
            "provider": (of.provider,) if of.provider else (),
            "organisation": (of.provider_reference,) if of.provider_reference else (),
            "programme": (of.programme,) if of.programme else (),
            "priority": tuple(one.slug for one in of.priorities),
        },
        date=from_iso(of.starts),
        amount=value.pence if value else None,
    )


def in_words(of: AgreementPublished) -> dict[str, str]:
    """Everything that the public reads of an agreement, name by name: for showing what a release changes."""
    return {
        "Title": of.title,
        "Purpose": of.purpose,
        "Kind": of.kind_title,
        "Status": of.status_title,
        "Provider": of.provider or "Not stated",
        "Commissioning body as signed": of.buyer,
        "Novations": " ".join(
            novation_words(date.fromisoformat(one.on), one.buyer, one.under) for one in of.novations
        ),
        "Programme": of.programme or "",
        "Others of the programme": _linked(*of.same_programme),
        "Procedure": of.procedure_title,
        "Contract due": of.due,
        "Period": rules.period_words(from_iso(of.starts), from_iso(of.ends)),
        "Values": "; ".join(_value(one) for one in of.values),
        "Funds": "; ".join(_share(one) for one in of.shares),
        "Priorities": "; ".join(one.title for one in of.priorities),
        "Follows": _linked(of.predecessor),
        "Followed by": _linked(of.successor),
        "Frameworks": ", ".join(of.frameworks),
        "Outcomes": "; ".join(", ".join(row) for row in outcome_rows(of)),
        "Conditions": " ".join(of.conditions),
        "Payments planned": "; ".join(", ".join(row) for row in payment_rows(of)),
        "Decision": of.decision or "",
        "Round": of.opportunity or "",
        "Power relied on": of.power_title,
        "Signed": _day(of.signed_on),
        "Latest end as awarded": _day(of.latest_end),
        "Options to extend": "; ".join(option_words(one) for one in of.options),
        "Variations": "; ".join(variation_words(one) for one in of.variations),
        "Public copies": "; ".join(one.title for one in of.papers),
        "Source": of.source,
        "Note": of.note,
    }


def value_rows(of: AgreementPublished) -> list[tuple[str, ...]]:
    """Every value that was stated, as the rows of a table, the newest first."""
    return [
        (
            one.kind_title,
            rules.amount_words(None if one.pence is None else Money(one.pence), one.kind),
            one.vat_title,
            spoken(date.fromisoformat(one.dated)) if one.dated else "Not stated",
            one.source or "Not stated",
            "Current" if one.is_current else "Earlier",
        )
        for one in of.values
    ]


def outcome_rows(of: AgreementPublished) -> list[tuple[str, str, str]]:
    """What an agreement is to change, as the rows of a table: what, how it is measured, when it is reported."""
    return [
        rules.outcome_row(
            rules.Outcome(one.people, one.percent, one.change, one.measure, from_iso(one.report_by))
        )
        for one in of.outcomes
    ]


def payment_rows(of: AgreementPublished) -> list[tuple[str, str, str]]:
    """The payments that an agreement plans, as the rows of a table: when, what must have happened, how much."""
    return [rules.payment_row(one) for one in _payments(of.payments)]


def payments_total(of: AgreementPublished) -> tuple[str, str, str]:
    """What the planned payments of an agreement come to."""
    return rules.payments_total(_payments(of.payments))


def _payments(planned: Sequence[PaymentPlannedPublished]) -> list[rules.Payment]:
    return [rules.Payment(from_iso(one.due), Money(one.pence), one.condition) for one in planned]


def option_words(one: OptionPublished) -> str:
    """An option to extend in words."""
    until = f", until {_day(one.until)}" if one.until else ""
    months = "1 month" if one.months == 1 else f"{one.months} months"
    return f"{months}{until} ({one.state_title.lower()})"


def variation_words(one: VariationPublished) -> str:
    """A variation in a line."""
    return f"{one.kind_title}, in force on {_day(one.in_force_on)}: {one.reason}"


def change_rows(one: VariationPublished) -> list[tuple[str, str, str]]:
    """What a variation changed, as the rows of a table: what, before, after."""
    return [(each.name, each.before, each.after) for each in one.changes]


def plan_rows(one: VariationPublished) -> list[tuple[str, str, str, str]]:
    """The payments planned before and after a variation, as the rows of a table; none where they stayed."""
    return rules.plan_rows(_payments(one.plan_before), _payments(one.plan_after))


def plan_totals(one: VariationPublished) -> tuple[str, str, str, str]:
    """What the plans before and after a variation come to."""
    return rules.plan_totals(_payments(one.plan_before), _payments(one.plan_after))


def _day(day: str | None) -> str:
    return spoken(date.fromisoformat(day)) if day else ""


def _linked(*links: AgreementLinkPublished | None) -> str:
    return "; ".join(f"{link.reference} {link.title}" for link in links if link)


def _value(value: ValuePublished) -> str:
    amount = rules.amount_words(None if value.pence is None else Money(value.pence), value.kind)
    dated = f", {spoken(date.fromisoformat(value.dated))}" if value.dated else ""
    source = f" ({value.source})" if value.source else ""
    earlier = "" if value.is_current else "earlier: "
    return f"{earlier}{value.kind_title} {amount}, VAT {value.vat_title.lower()}{dated}{source}"


def _share(one: AgreementSharePublished) -> str:
    return one.fund_name if one.pence is None else f"{one.fund_name} {Money(one.pence).short}"
