"""How a decision is read as a notice, found by search, and taken away as PDF and Word."""

from datetime import date

from precept.decisions import rules
from precept.decisions.published.structs import (
    DecisionAdvicePublished,
    DecisionPublished,
    DecisionTablePublished,
    NumberPublished,
)
from precept.foundation import clock
from precept.foundation.documents import pdf, word
from precept.foundation.documents.handing import PDF, WORD
from precept.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    KeyFacts,
    Link,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    Words,
    blocks_from_text,
)
from precept.foundation.money import Money
from precept.foundation.publications import kinds
from precept.foundation.publications.kinds import File, Released
from precept.foundation.search.entries import Entry

ABSOLUTE = "This exemption is absolute: it asks no test of the public interest."
INVENTED = "This decision is invented for demonstration. No office took it."


def decision_entry(released: Released) -> Entry:
    """A decision as search finds it: by its words, its tables and the role that took it."""
    said: DecisionPublished = released.payload
    texts = [
        said.reference,
        said.summary,
        said.recommendation,
        said.reasons,
        said.background,
        said.finance_source,
        said.decided_by,
        *(fact.words for fact in said.facts),
        *(" ".join(row) for table in said.tables for row in table.rows),
    ]
    signed = clock.from_iso(said.signed_on)
    return Entry(
        scope="public",
        kind="decision",
        key=released.key,
        title=said.title,
        href=released.address,
        text="\n".join(texts),
        shown={
            "reference": said.reference,
            "kind": said.kind_title,
            "decided_by": said.decided_by,
            "signed_on": said.signed_on,
            "pence": said.pence,
            "status": said.status,
            "status_title": said.status_title,
            "is_invented": said.is_invented,
        },
        facets={
            "year": (str(signed.year),) if signed else (),
            "kind": (said.kind,),
            "priority": tuple(one.slug for one in said.priorities),
            "power": (said.power,) if said.power else (),
            "status": (said.status, *(("redacted",) if said.redactions else ())),
        },
        date=signed,
        amount=said.pence,
    )


def notice_blocks(said: DecisionPublished) -> tuple[Block, ...]:
    """The notice from its facts to its signature, for pages, PDF and Word alike."""
    blocks: list[Block] = [Note(INVENTED)] if said.is_invented else []
    blocks.append(KeyFacts(_key_facts(said)))
    for name, title in rules.WORDS.items():
        text = getattr(said, name)
        if text:
            blocks += [Heading(1, title), *blocks_from_text(text)]
        if name == "background":
            blocks += _facts_and_tables(said)
    blocks += [Heading(1, "Power relied on"), Paragraph(_power(said))]
    blocks += _spending(said)
    if said.priorities:
        blocks += [
            Heading(1, "Priorities of the police and crime plan"),
            BulletList(tuple((Link(one.title, f"/plan#{one.slug}"),) for one in said.priorities)),
        ]
    if said.advice:
        blocks.append(Heading(1, "Advice"))
        for one in said.advice:
            blocks += _advice(one)
    blocks += _withheld(said)
    blocks += _redacted(said)
    if said.links:
        blocks += [
            Heading(1, "Earlier decisions"),
            BulletList(
                tuple(
                    (
                        Text(f"{one.how_title} "),
                        Link(f"{one.reference} {one.title}", f"/decisions/{one.reference}"),
                    )
                    for one in said.links
                )
            ),
        ]
    if said.papers:
        count = "1 paper is" if said.papers == 1 else f"{said.papers} papers are"
        blocks += [
            Heading(1, "Supporting papers"),
            Paragraph(f"{count} kept with this decision. Ask the office for a copy."),
        ]
    for copy in said.copies:
        blocks += [
            Heading(1, f"Paper {copy.number}: {copy.title}"),
            Paragraph(f"What was taken out, and why: {copy.taken_out}"),
            *blocks_from_text(copy.text),
        ]
    return (*blocks, *_signature(said), *_corrections(said))


def _key_facts(said: DecisionPublished) -> tuple[tuple[str, Words], ...]:
    facts: list[tuple[str, Words]] = [("Reference", said.reference), ("Kind", said.kind_title)]
    if said.pence is not None:
        facts.append(("Amount", Money(said.pence).short))
    facts.append(("Decision by", said.decided_by or "Not signed yet"))
    facts.append(("Signed", _day(said.signed_on) if said.signed_on else "Not signed yet"))
    if said.lead_role:
        facts.append(("Lead officer", said.lead_role))
    if said.author_role:
        facts.append(("Author", said.author_role))
    facts.append(("Publication", said.status_title))
    return tuple(facts)


def _facts_and_tables(said: DecisionPublished) -> list[Block]:
    blocks: list[Block] = []
    if said.facts:
        blocks += [
            Heading(1, "Facts"),
            KeyFacts(tuple((one.name, one.words) for one in said.facts)),
        ]
    for table in said.tables:
        blocks.append(_table(table))
    return blocks


def _table(table: DecisionTablePublished) -> Table:
    columns = tuple(
        Column(heading, is_numeric=rules.is_numeric(table.rows, place))
        for place, heading in enumerate(table.columns)
    )
    return Table(
        caption=table.title,
        columns=columns,
        rows=table.rows,
        rows_have_headings=True,
        has_title_above=True,
    )


def _power(said: DecisionPublished) -> Words:
    if not said.power:
        return "No power is named: the decision commits no money."
    return (
        Strong(said.power_title),
        Text(": "),
        Link(said.power_source, said.power_link) if said.power_link else Text(said.power_source),
    )


def _advice(one: DecisionAdvicePublished) -> list[Block]:
    blocks: list[Block] = [Heading(2, one.kind_title)]
    if not one.is_relevant:
        blocks.append(Paragraph((Strong("Not relevant here, because:"),)))
    blocks += blocks_from_text(one.words)
    blocks.append(Paragraph(f"Advice of the {one.role.lower()}, {_day(one.on)}."))
    if one.exception:
        blocks.append(Paragraph(f"The author gave this advice too: {one.exception}"))
    return blocks


def _withheld(said: DecisionPublished) -> list[Block]:
    if said.status == "open":
        return []
    title = rules.exemption_words(said.exemption)
    blocks: list[Block] = [
        Heading(1, "What is withheld"),
        Paragraph(f"A part of this decision is withheld. {title} ({said.exemption})."),
    ]
    if said.exemption_why:
        blocks.append(Heading(2, "How the public interest was weighed"))
        blocks += blocks_from_text(said.exemption_why)
    else:
        blocks.append(Paragraph(ABSOLUTE))
    if said.exemption_review:
        blocks.append(Paragraph(f"This is looked at again on {_day(said.exemption_review)}."))
    return blocks


def _spending(said: DecisionPublished) -> list[Block]:
    """Where the money comes from, and what is spent in each financial year."""
    if not said.finance_source and not said.finance_years:
        return []
    blocks: list[Block] = [Heading(1, "Where the money comes from")]
    blocks += blocks_from_text(said.finance_source) if said.finance_source else []
    if said.finance_years:
        total = Money(sum(one.pence for one in said.finance_years))
        blocks.append(
            Table(
                caption="Spending by financial year",
                columns=(Column("Financial year"), Column("Amount", is_numeric=True)),
                rows=tuple(
                    (clock.FinancialYear.parse(one.year).spoken, Money(one.pence).short)
                    for one in said.finance_years
                ),
                totals=(("Total", total.short),),
                rows_have_headings=True,
                has_title_above=False,
            )
        )
    return blocks


def _redacted(said: DecisionPublished) -> list[Block]:
    """What each mark stands for: the exemption, how the public interest was weighed, the day of the review."""
    if not said.redactions:
        return []
    blocks: list[Block] = [
        Heading(1, "What is redacted"),
        Paragraph(
            "Words were taken out of this notice before it was published, by one person and with the"
            " agreement of a second. A mark stands in their place. The decision that was signed holds them."
        ),
    ]
    for one in said.redactions:
        blocks.append(Heading(2, f"{one.mark} {one.title}"))
        if one.why:
            blocks += blocks_from_text(one.why)
        elif not one.is_qualified:
            blocks.append(Paragraph(ABSOLUTE))
        blocks.append(Paragraph(f"This is looked at again on {_day(one.review)}."))
    return blocks


def number_entry(released: Released) -> Entry:
    """A number without a decision as search finds it."""
    said: NumberPublished = released.payload
    return Entry(
        scope="public",
        kind="decision-number",
        key=released.key,
        title=f"{said.reference}: {said.reason_title.lower()}",
        href=released.address,
        text=f"{said.reference}\n{said.words}",
        shown={"reference": said.reference, "reason": said.reason_title, "words": said.words},
        facets={"year": (str(said.year),)},
        date=date.fromisoformat(said.said_on),
    )


def _signature(said: DecisionPublished) -> list[Block]:
    if not said.signed_on:
        return []
    blocks: list[Block] = [
        Heading(1, "Declaration and signature"),
        *blocks_from_text(said.interests),
        Paragraph(
            f"Approved by the {said.decided_by[:1].lower()}{said.decided_by[1:]} on"
            f" {_day(said.signed_on)}{', on paper kept by the office' if said.is_on_paper else ''}."
        ),
        Paragraph(f"{said.delegation_title}. Source: {said.delegation_source}."),
    ]
    if said.exception:
        blocks.append(Paragraph(f"The author signed too: {said.exception}"))
    if said.election_exception:
        blocks.append(
            Paragraph(f"Published in a pre-election period, because: {said.election_exception}")
        )
    return [*blocks, Paragraph(f"SHA-256 of what was signed: {said.sha256}")]


def _corrections(said: DecisionPublished) -> list[Block]:
    if not said.corrections:
        return []
    return [
        Heading(1, "Corrected since it was signed"),
        BulletList(tuple(f"{_day(one.on)}: {one.why}" for one in said.corrections)),
    ]


def _day(text: str) -> str:
    return clock.spoken(date.fromisoformat(text))


def notice_document(
    said: DecisionPublished, *, version: int = 0, day: date | None = None
) -> Document:
    """A notice as a document; ``version`` and ``day`` are those of its publication, where there is one."""
    return Document(
        title=said.title,
        subtitle=f"Decision {said.reference}",
        office=said.office or "Local policing body",
        blocks=notice_blocks(said),
        version_line=f"Version {version}" if version else "Not published: as it would read today",
        date_line=f"Published on {clock.spoken(day)}" if day else "",
        dated=day or clock.from_iso(said.signed_on),
    )


def notice_files(released: Released) -> list[File]:
    """A published notice as PDF/UA and Word, made from its payload and its date alone."""
    day = clock.uk_date(released.released)
    document = notice_document(released.payload, version=released.version, day=day)
    stem = f"decision-{released.key}"
    return [
        File(f"{stem}.pdf", "The decision as PDF", PDF, pdf.write_pdf(document)),
        File(f"{stem}.docx", "The decision as a Word document", WORD, word.write_word(document)),
    ]


def sign_up() -> None:
    """Tell the house that this part publishes decisions."""
    kinds.sign_up(
        kinds.Kind(
            name="decision",
            title="Decision",
            plural="Decisions",
            struct=DecisionPublished,
            address=lambda key: f"/decisions/{key}",
            entry=decision_entry,
            files=notice_files,
            withdrawn_at=lambda key: f"/office/decisions/{key}/withdraw",
        ),
        kinds.Kind(
            name="decision-number",
            title="Number without a decision",
            plural="Numbers without a decision",
            struct=NumberPublished,
            address=lambda key: f"/decisions/{key}",
            entry=number_entry,
            in_feeds=False,
        ),
    )
