"""An agreement and its variations as letters on the office's letterhead, for Word and PDF."""

from collections.abc import Mapping, Sequence
from datetime import date

from precept.do.agreements import rules
from precept.do.agreements.models import Agreement, LetterWording, Variation
from precept.do.agreements.queries.one import current_words
from precept.do.agreements.queries.terms import terms_of_agreement
from precept.do.agreements.queries.variations import variation_shown
from precept.foundation import clock
from precept.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
    Table,
)
from precept.parties import queries as parties


def wording_of_kind(kind: str, version: int | None = None) -> LetterWording:
    """What the office's letters of a kind say, or said in a version: its own words, or Precept's, version 0."""
    rows = LetterWording.objects.filter(kind=kind)
    held = (rows if version is None else rows.filter(version=version)).order_by("-version").first()
    return held or LetterWording(kind=kind, words=rules.TEMPLATES[kind], version=0)


def worded(kind: str, fields: Mapping[str, str], version: int | None) -> list[Paragraph]:
    """The paragraphs of a letter of a kind in a version of the office's words, or in those of now, filled in."""
    words = wording_of_kind(kind, version).words
    return [Paragraph(one) for one in rules.merged(kind, words, fields)]


def _fields(agreement: Agreement) -> dict[str, str]:
    def day(of: object) -> str:
        return clock.spoken(of) if of else rules.NOT_STATED.lower()  # type: ignore[arg-type] # a date where there is one

    provider = agreement.provider
    return {
        "office": parties.office_name(agreement.signed_on),
        "provider": provider.name if provider else "the provider (not stated)",
        "reference": agreement.reference,
        "title": agreement.title,
        "starts": day(agreement.starts),
        "ends": day(agreement.ends),
        "value": current_words(agreement),
        "power": rules.power_words(agreement.power) or "a power that is not stated",
        "today": clock.spoken(agreement.signed_on or clock.today()),
    }


def agreement_document(agreement: Agreement) -> Document:
    """An agreement to sign: its words, its terms, and who signs."""
    fields = _fields(agreement)
    blocks: list[Block] = [
        KeyFacts(
            (
                ("Reference", agreement.reference),
                ("Kind", rules.CHOICES["kind"][agreement.kind]),
                ("Provider", fields["provider"]),
                (
                    "Period",
                    rules.period_words(agreement.starts, agreement.ends) or rules.NOT_STATED,
                ),
                ("Value", fields["value"]),
            )
        ),
        *worded("agreement", fields, agreement.worded),
    ]
    if agreement.purpose:
        blocks += [Heading(1, "What it is for"), Paragraph(agreement.purpose)]
    terms = terms_of_agreement(agreement)
    blocks += _table(
        "What is to change for people",
        ("Outcome", "How it is measured", "Reported by"),
        [rules.outcome_row(one) for one in terms.outcomes],
    )
    if terms.conditions:
        blocks += [Heading(1, "Conditions"), BulletList(tuple(terms.conditions))]
    blocks += _table(
        "How it is paid",
        ("Due", "What must have happened", "Amount"),
        [rules.payment_row(one) for one in terms.payments],
    )
    blocks += _signatures(fields)
    varied = agreement.variations.filter(state="in force").order_by("-number").first()
    return _document(
        f"{agreement.reference} {agreement.title}",
        blocks,
        agreement.signed_on,
        version_line=f"As varied, last by {varied.reference}" if varied else "",
    )


def variation_document(variation: Variation) -> Document:
    """The letter that varies an agreement: what changes, from what, the rule it rests on, and who signs."""
    shown = variation_shown(variation)
    fields = _fields(variation.agreement) | {
        "office": parties.office_name(variation.in_force_on),
        "variation": variation.reference,
        "kind": rules.VARIATION_KINDS[variation.kind].lower(),
        "reason": variation.reason,
    }
    blocks: list[Block] = [
        KeyFacts((("Variation", variation.reference), ("Agreement", variation.agreement.title))),
        *worded("variation", fields, variation.worded),
    ]
    blocks += _table("What changes", ("What", "Until now", "From then on"), shown.changes)
    if shown.plan:
        columns = ("Due", "What must have happened", "Until now", "From then on")
        blocks += _table("Payments planned", columns, [*shown.plan.rows, shown.plan.total])
    allowed = [f"{one.title} ({one.source})" for one in shown.findings]
    if allowed:
        blocks += [Heading(1, "The rules it rests on"), BulletList(tuple(allowed))]
    blocks += _signatures(fields)
    return _document(f"Variation {variation.reference}", blocks, variation.in_force_on)


def _table(caption: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[Block]:
    if not rows:
        return []
    return [
        Heading(1, caption),
        Table(
            caption,
            tuple(Column(one) for one in columns),
            tuple(tuple(row) for row in rows),
            has_title_above=True,
        ),
    ]


def _signatures(fields: dict[str, str]) -> list[Block]:
    signed = (
        (f"For {fields['office']}", "Name, signature and date"),
        (f"For {fields['provider']}", "Name, signature and date"),
    )
    return [Heading(1, "Signed"), KeyFacts(signed)]


def _document(
    title: str, blocks: Sequence[Block], signed_on: date | None, version_line: str = ""
) -> Document:
    """What was signed is printed as of the day that it was signed on, under the office’s name of that day."""
    day = signed_on or clock.today()
    return Document(
        title=title,
        office=parties.office_name(signed_on),
        blocks=tuple(blocks),
        version_line=version_line,
        date_line=clock.spoken(day),
        dated=day,
    )
