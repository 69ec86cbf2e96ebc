"""A bid as its markers read it: without what is hidden from them, and without names where the round hides them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from precept.do.assessment import access, rules
from precept.do.assessment.models import MarkSheet, Placing
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.foundation.questions.reading import (
    AnswerRead,
    FileRead,
    SectionRead,
    TableRead,
    for_reading,
)


def bid_to_keep(person: Person, opportunity: str, reference: str) -> Bid | None:
    """A bid that somebody was marking when another joined the round, so that they declare again; else None.

    To keep what they typed, not to read it.
    """
    rows = Bid.objects.select_related("opportunity__call")
    found = rows.filter(opportunity__reference=opportunity, reference=reference).first()
    if found is None or access.to_mark_by(person).filter(pk=found.pk).exists():
        return None
    if not access.may_save_marks(person, found):
        return None
    own = MarkSheet.objects.filter(bid=found, marker=person, state="submitted")
    return None if own.exists() else found


def held_because(of: Bid) -> str:
    """Why a bid of a rolling round can no longer be replaced or withdrawn: it is marked, or in a ranking."""
    if MarkSheet.objects.filter(bid=of).exists():
        return "This bid is being marked, so it can no longer be changed."
    ranked = Placing.objects.filter(bid=of).exclude(recommendation__state="withdrawn")
    if ranked.exists():
        return "This bid is being decided on, so it can no longer be changed."
    return ""


def is_nameless(of: Bid, call: Call) -> bool:
    """Whether markers read a bid without its applicant's name: the round hides it, or it is protected."""
    return call.hides_applicant or bool(of.organisation and of.organisation.is_protected)


def names_withheld(of: Bid, call: Call) -> list[str]:
    """The names that markers do not read anywhere in a bid; none where they may."""
    if not is_nameless(of, call):
        return []
    bodies = [one for one in (of.organisation, of.accountable_body) if one is not None]
    return [
        name
        for body in bodies
        for name in (body.name, *(former.name for former in body.former_names.all()))
    ]


def title_for_markers(of: Bid, call: Call) -> str:
    """A bid's title as its markers read it."""
    return rules.withheld(of.title or of.reference, names_withheld(of, call))


def bidder_for_markers(of: Bid, call: Call) -> str:
    """Who bids, as markers read it; a protected organisation by its area alone."""
    if call.hides_applicant:
        return "The applicant is not shown"
    if of.organisation is None:
        return "Not stated"
    if of.organisation.is_protected:
        return f"An organisation in {of.organisation.area}" if of.organisation.area else "Protected"
    return of.organisation.name


def answers_for_markers(of: Bid, call: Call) -> list[SectionRead]:
    """A bid's answers as its markers read them.

    Without those hidden from markers; where the applicant's name is withheld, without personal answers, that
    name and the names of files too.
    """
    names = names_withheld(of, call)
    hide = {"markers", "personal"} if call.hides_applicant else {"markers"}
    answers = of.in_force.answers if of.in_force else {}
    read = for_reading(of.questions.question_set, answers, hide=hide)
    if not is_nameless(of, call):
        return read
    return [
        replace(section, rows=tuple(_nameless(row, names) for row in section.rows))
        for section in read
    ]


def _nameless(row: AnswerRead, names: Collection[str]) -> AnswerRead:
    files = tuple(replace(one, name="") for one in row.files)
    table = row.table and TableRead(
        row.table.columns,
        tuple(tuple(rules.withheld(cell, names) for cell in line) for line in row.table.rows),
        row.table.total,
    )
    return replace(
        row,
        words="" if files else rules.withheld(row.words, names),
        points=tuple(rules.withheld(one, names) for one in row.points),
        table=table,
        files=files,
        entries=tuple(tuple(_nameless(one, names) for one in entry) for entry in row.entries),
    )


def files_of(sections: Sequence[SectionRead]) -> Iterator[FileRead]:
    """Every file of a bid that is read, in order."""
    for section in sections:
        for row in section.rows:
            yield from row.files
            for entry in row.entries:
                for one in entry:
                    yield from one.files
