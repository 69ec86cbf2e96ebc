"""Papers of an agreement at work, and variations of it in the states that the demonstration has not."""

from datetime import date

from django.test import override_settings

from precept.do.agreements import actions
from precept.do.agreements.models import Agreement, Variation
from precept.foundation.documents import actions as documents
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from tests.architecture.rounds import People, References

AT_WORK = "DEMO-WORK-01"


def at_work() -> Agreement:
    """The agreement of the demonstration that is signed, varied and has an option open."""
    return Agreement.objects.get(reference=AT_WORK)


def add_varied(people: People, references: References) -> None:
    """An original and two redacted copies, one of them public; a draft, a checked and an approved variation."""
    with override_settings(PRECEPT_SCANNER="none"):
        original = add_paper(people.manager, "signed agreement", "The agreement as signed")
        for title in ("A copy that waits", "A copy to read"):
            add_paper(people.manager, "redacted copy", title, redacts=original)
    papers = at_work().papers
    references["agreement_paper"] = papers.get(number=1).file.reference
    copy = papers.get(title="A copy to read")
    actions.release_paper(by=people.manager, paper=copy)
    work_until_idle()
    drafted(people)
    checked = check(people, drafted(people))
    check(people, drafted(people))
    actions.approve_variation(by=people.manager, variation=checked, version=checked.version)


def add_paper(by: Person, kind: str, title: str, redacts: object = None) -> object:
    """A paper that the scanner passed."""
    made = actions.add_paper(
        by=by,
        agreement=(now := at_work()),
        version=now.version,
        kind=kind,
        title=title,
        name="agreement.txt",
        content=b"The agreement.",
        redacts=redacts,  # type: ignore[arg-type] # a paper, or none
        redacted_why="The names of those who signed." if redacts else "",
    )
    documents.scan(reference=made.file.reference)
    return made


def drafted(people: People) -> Variation:
    """A variation that the officer drafted."""
    made = actions.draft_variation(
        by=people.officer, agreement=at_work(), kind="extension", reason="It goes well."
    )
    return actions.change_variation(
        by=people.officer,
        variation=made,
        version=made.version,
        reason=made.reason,
        changes={"ends": date(2040, 3, 31)},
    )


def check(people: People, made: Variation) -> Variation:
    """The same, checked by rule."""
    return actions.check_variation(by=people.officer, variation=made, version=made.version)
