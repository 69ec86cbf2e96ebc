"""How funds and frameworks are found by search, and the files that go with a framework."""

from collections.abc import Mapping
from datetime import date

from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.documents import pdf, sheets, word
from precept.foundation.documents.handing import PDF, WORD
from precept.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Emphasis,
    Heading,
    KeyFacts,
    Link,
    Note,
    Paragraph,
    Run,
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
from precept.plan import rules
from precept.plan.published import (
    FrameworkPublished,
    FrameworkSectionPublished,
    FundPublished,
    LinePublished,
    ProjectPublished,
)
from precept.understand.published import AimPublished

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
INVENTED = "This framework is invented for demonstration. No office published it."
AS_FIGURES = (
    "Amount (£)",
    "Amounts not yet known",
    "Available to spend (£)",
    "Funds",
    "Resource area",
    "Kind",
    "Invented",
)
"""What a spreadsheet adds to the printed columns, so that it can be added up."""


def fund_entry(released: Released) -> Entry:
    """A fund as search finds it."""
    said: FundPublished = released.payload
    return Entry(
        scope="public",
        kind="fund",
        key=released.key,
        title=released.title,
        href=f"/funds/{said.code}",
        text="\n".join([said.short_name, said.given_by or "", said.conditions, said.note]),
        shown={
            "code": said.code,
            "short_name": said.short_name,
            "kind_title": said.kind_title,
            "given_by": said.given_by,
            "ends": said.ends,
            "is_invented": said.is_invented,
        },
        facets={"kind": (said.kind_title,)},
        date=clock.from_iso(said.starts),
    )


def framework_entry(released: Released) -> Entry:
    """A year's framework as search finds it."""
    said: FrameworkPublished = released.payload
    texts = [
        said.introduction,
        *(aim.title for aim in said.aims),
        *(aim.statement for aim in said.aims),
        *(
            f"{line.number} {line.name} {line.provider}"
            for section in said.sections
            for line in section.lines
        ),
    ]
    return Entry(
        scope="public",
        kind="framework",
        key=released.key,
        title=released.title,
        href=f"/framework/{said.year}",
        text="\n".join(texts),
        shown={
            "year": said.year,
            "version": said.version,
            "total": rules.total_text(said.total),
            "is_invented": said.is_invented,
        },
        facets={"year": (said.year,)},
        date=date.fromisoformat(said.starts),
        amount=said.total.pence,
    )


def project_entry(released: Released) -> Entry:
    """A project as search finds it; ``leads`` are the public addresses that it leads to."""
    said: ProjectPublished = released.payload
    opens, wanted = clock.from_iso(said.opens_on), clock.from_iso(said.wanted_on)
    return Entry(
        scope="public",
        kind="project",
        key=released.key,
        title=released.title,
        href=f"/projects/{released.key}",
        text="\n".join(
            [
                said.purpose,
                said.for_whom,
                said.told,
                said.outcome,
                *(one.name for one in said.areas),
            ]
        ),
        shown={
            "for_whom": said.for_whom,
            "stage": said.stage,
            "opens_on": said.opens_on,
            "wanted_on": said.wanted_on,
            "band": said.band,
            "way": said.way,
            "priorities": [one.title for one in said.priorities],
            "is_in_market": said.is_in_market,
            "is_invented": said.is_invented,
            "released": released.released.isoformat(),
            "version": released.version,
        },
        facets={
            "market": ("yes",) if said.is_in_market else (),
            "priority": tuple(one.slug for one in said.priorities),
            "leads": tuple(one.href for one in said.thread),
            "area": tuple(one.code for one in said.areas),
        },
        date=opens or wanted or date.fromisoformat(said.begun_on),
    )


def framework_document(released: Released) -> Document:
    """A framework as a document: PDF and Word are made from it, from its payload and its date alone."""
    said: FrameworkPublished = released.payload
    year = FinancialYear.parse(said.year)
    blocks: list[Block] = [Note(INVENTED)] if said.is_invented else []
    blocks.append(KeyFacts(_facts(said)))
    blocks += [Heading(1, "Introduction"), *blocks_from_text(said.introduction)]
    if said.lead:
        blocks += blocks_from_text(said.lead)
    for aim in said.aims:
        blocks += _aim(aim)
    for section in said.sections:
        blocks += [Heading(1, section.title), _table(section, rules.fund_names(said.slices))]
    if said.areas:
        blocks += [Heading(1, rules.BY_AREA), _areas(said)]
    if len(said.sections) > 1:
        blocks += [Heading(1, "Intended spend by fund"), _slices(said)]
    if said.why:
        blocks += [Heading(1, "Why this version was made"), *blocks_from_text(said.why)]
    day = clock.uk_date(released.released)
    return Document(
        title=said.title,
        subtitle=f"Financial year {year.spoken}",
        office=said.office or "Local policing body",
        blocks=tuple(blocks),
        version_line=f"Version {said.version}",
        date_line=f"Published on {clock.spoken(day)}",
        dated=day,
    )


def framework_files(released: Released) -> list[File]:
    """What goes with a framework: PDF/UA, Word, every table as CSV, and all of them as a workbook."""
    said: FrameworkPublished = released.payload
    stem = f"commissioning-framework-{said.year}"
    document = framework_document(released)
    day = clock.uk_date(released.released)
    workbook = [
        sheets.Sheet(
            section.title,
            (*_headings(section), *AS_FIGURES),
            _rows(section, rules.fund_names(said.slices)),
        )
        for section in said.sections
    ]
    files = [
        File(f"{stem}.pdf", "The framework as PDF", PDF, pdf.write_pdf(document)),
        File(f"{stem}.docx", "The framework as a Word document", WORD, word.write_word(document)),
    ]
    if workbook:
        content = sheets.write_xlsx(workbook, title=said.title, dated=day)
        files.append(File(f"{stem}.xlsx", "Every table as a workbook", EXCEL, content))
    for section in said.sections:
        content = sheets.write_csv(
            (*_headings(section), *AS_FIGURES), _rows(section, rules.fund_names(said.slices))
        )
        files.append(File(f"{stem}-{section.key}.csv", f"{section.title}, as CSV", CSV, content))
    return files


def _facts(said: FrameworkPublished) -> tuple[tuple[str, Words], ...]:
    starts, ends = date.fromisoformat(said.starts), date.fromisoformat(said.ends)
    facts: list[tuple[str, Words]] = [
        ("In force", f"{clock.spoken(starts)} to {clock.spoken(ends)}"),
        ("Intended spend", rules.total_text(said.total)),
    ]
    if said.review:
        facts.append(("To be reviewed", said.review))
    if said.approved_on:
        as_role = f" by the {said.approved_as.lower()}" if said.approved_as else ""
        facts.append(("Approved", f"{clock.spoken(date.fromisoformat(said.approved_on))}{as_role}"))
    return tuple(facts)


def _aim(aim: AimPublished) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, aim.title),
        Paragraph((Strong("Strategic Aim"), Text(f" – {aim.statement}"))),
        *blocks_from_text(aim.introduction),
        *blocks_from_text(aim.lead),
    ]
    if aim.measures:
        blocks.append(BulletList(tuple(measure.text for measure in aim.measures)))
    return blocks


def _table(section: FrameworkSectionPublished, funds: Mapping[str, str]) -> Table:
    table = rules.printed(section, funds)
    notes = [table.note] if table.note else []
    notes += [f"{line.number or line.name}: {line.note}" for line in section.lines if line.note]
    notes += [
        f"{line.number or line.name} is counted under “{line.area}”."
        for line in section.lines
        if line.area
    ]
    if any(line.is_invented for line in section.lines):
        notes.append("Lines of this table are invented for the demonstration.")
    return Table(
        caption=section.title,
        has_title_above=True,
        columns=tuple(Column(one.heading, is_numeric=one.is_numeric) for one in table.columns),
        rows=tuple(tuple(_words(cell) for cell in row) for row in table.rows),
        totals=(table.foot,),
        notes=tuple(notes),
        rows_have_headings=True,
    )


def _words(cell: tuple[rules.Piece, ...]) -> Words:
    runs: list[Run] = [
        Link(piece.text, piece.href) if piece.href else Text(piece.text) for piece in cell
    ]
    return tuple(runs)


def _slices(said: FrameworkPublished) -> Table:
    rows: list[tuple[Words, ...]] = [
        (part.fund_name, part.kind_title, rules.total_text(part.total)) for part in said.slices
    ]
    return Table(
        caption="Intended spend by fund and kind",
        columns=(Column("Fund"), Column("Kind"), Column("Intended spend", is_numeric=True)),
        rows=tuple(rows),
        totals=(("Total", "", rules.total_text(said.total)),),
        notes=((Emphasis("Values of contracts may be for more than one year."),),),
        rows_have_headings=True,
    )


def _areas(said: FrameworkPublished) -> Table:
    return Table(
        caption=rules.BY_AREA,
        has_title_above=True,
        columns=(
            Column("Resource area"),
            Column("Lines", is_numeric=True),
            Column("Intended spend", is_numeric=True),
        ),
        rows=rules.area_rows(said.areas),
        totals=(("Total", "", rules.total_text(said.total)),),
        rows_have_headings=True,
    )


def _headings(section: FrameworkSectionPublished) -> tuple[str, ...]:
    return rules.printed(section).headings


def _rows(
    section: FrameworkSectionPublished, funds: Mapping[str, str]
) -> list[tuple[sheets.Cell, ...]]:
    return [
        (*texts, *_figures(line))
        for texts, line in zip(rules.printed(section, funds).texts, section.lines, strict=True)
    ]


def _figures(line: LinePublished) -> tuple[sheets.Cell, ...]:
    added = rules.total_of([line])
    is_known = any(amount.pence is not None for amount in line.amounts)
    return (
        Money(added.pence) if is_known else None,
        added.unknown,
        None if line.available is None else Money(line.available),
        " and ".join(share.fund for share in line.shares) or line.fund,
        line.area,
        dict(rules.line_kinds)[line.kind],
        line.is_invented,
    )


def sign_up() -> None:
    """Tell the house what this part publishes."""
    kinds.sign_up(
        kinds.Kind(
            name="fund",
            title="Fund",
            plural="Funds",
            struct=FundPublished,
            address=lambda key: f"/funds/{key}",
            entry=fund_entry,
        ),
        kinds.Kind(
            name="framework",
            title="Commissioning framework",
            plural="Commissioning frameworks",
            struct=FrameworkPublished,
            address=lambda key: f"/framework/{key}",
            entry=framework_entry,
            files=framework_files,
            withdrawn_at=lambda key: f"/office/framework/{key}/withdraw",
        ),
        kinds.Kind(
            name="project",
            title="Commissioning project",
            plural="Commissioning projects",
            struct=ProjectPublished,
            address=lambda key: f"/projects/{key}",
            entry=project_entry,
        ),
    )
