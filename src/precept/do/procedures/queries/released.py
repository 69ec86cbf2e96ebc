"""A procedure as it is released: the version in force on a day, its dates, its last reviews."""

from datetime import date

from precept.do.procedures import rules
from precept.do.procedures.models import Standard, StandardVersion
from precept.do.procedures.published import (
    DocumentPublished,
    ProcedurePublished,
    ReviewPublished,
    SectionPublished,
    StagePublished,
)
from precept.do.procedures.queries.standing import document_titles, reviews_of
from precept.foundation import clock
from precept.parties.queries import office_name

MOST_REVIEWS = 5


def procedure_published(one: Standard, version: StandardVersion, on: date) -> ProcedurePublished:
    """What anyone may read of a procedure: five queries."""
    documents = document_titles(one.key, on)
    return ProcedurePublished(
        key=one.key,
        title=version.title,
        number=version.number,
        why=version.why,
        used_when=version.used_when,
        stages=tuple(
            StagePublished(name=row.name, who=row.who, what=row.what, how_long=row.how_long)
            for row in rules.kept_stages(version.stages)
        ),
        sections=tuple(
            SectionPublished(heading=row.heading, text=row.text)
            for row in rules.kept_sections(version.sections)
        ),
        documents=tuple(title for _, title in documents),
        begins=clock.iso(version.begins) or "",
        approved_on=clock.iso(version.approved_on) or "",
        review_on=clock.iso(one.review_on),
        reviews=tuple(
            ReviewPublished(
                held_on=clock.iso(row.held_on) or "",
                outcome=rules.REVIEW_OUTCOMES[row.outcome],
                words=row.words,
            )
            for row in reviews_of(one)[:MOST_REVIEWS]
        ),
        retired_on=clock.iso(one.retired_on),
        retired_why=one.retired_why,
        is_invented=one.is_invented,
        document_keys=tuple(key for key, _ in documents),
    )


def document_published(one: Standard, version: StandardVersion) -> DocumentPublished:
    """What anyone may read of a document: its text, where a field that is filled in later says what belongs there."""
    office = office_name(version.begins)
    known = {"office": office}
    return DocumentPublished(
        key=one.key,
        title=version.title,
        number=version.number,
        why=version.why,
        used_when=version.used_when,
        sections=tuple(
            SectionPublished(
                heading=rules.filled(row.heading, known), text=rules.filled(row.text, known)
            )
            for row in rules.kept_sections(version.sections)
        ),
        procedures=tuple(version.procedures),
        office=office,
        begins=clock.iso(version.begins) or "",
        approved_on=clock.iso(version.approved_on) or "",
        retired_on=clock.iso(one.retired_on),
        retired_why=one.retired_why,
        is_invented=one.is_invented,
    )
