"""Calls of the tasks of parties, on states where each has something to do."""

from datetime import date, timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.people.models import Person, RoleHeld
from precept.parties import actions
from precept.parties.models import Mark, OfficeSuccession, Organisation, Paper


def _club() -> tuple[Person, Organisation]:
    """A group whose profile somebody keeps."""
    keeper = Person.objects.create(name="Asha Applicant", email="asha@oxenmere.example")
    club = actions.start_profile(by=keeper, name="Oxenmere Boxers", kinds=["community group"])
    return keeper, club


def a_paper_that_runs_out() -> dict[str, Any]:
    """An insurance that ends in a week."""
    keeper, club = _club()
    given = actions.give_paper(
        by=keeper,
        organisation=club,
        kind="insurance",
        name="cover.txt",
        content=b"We are covered.",
        expires=clock.today() + timedelta(days=60),
    )
    Paper.objects.filter(pk=given.pk).update(expires=clock.today() + timedelta(days=7))
    return {}


def an_unmarked_organisation() -> dict[str, Any]:
    """A group that was here before marks were kept."""
    _club()
    Mark.objects.all().delete()
    return {}


def _plan() -> OfficeSuccession:
    """An office, a body that takes it over today, and a plan that a second person approved."""
    planner, approver = (
        Person.objects.create(name=name, email=f"{name}@borderland.example")
        for name in ("planner", "approver")
    )
    RoleHeld.objects.create(person=planner, role="administrator", starts=date(2020, 1, 1))
    RoleHeld.objects.create(person=approver, role="commissioner", starts=date(2020, 1, 1))
    actions.set_up_office(by=SYSTEM, name="Office", short_name="Office", body_name="The Old Body")
    board = actions.add_organisation(
        by=SYSTEM, name="The Board", kinds=["policing board"], confirmed=True
    )
    row = actions.prepare_succession(
        by=planner,
        successor=board,
        on=clock.today() + timedelta(days=1),
        instrument="the Order",
        source="law.example",
        name="Office of the Board",
        short_name="Board",
        titles={"commissioner": "Lead"},
    )
    return actions.approve_succession(by=approver, succession=row, version=row.version)


def a_succession_whose_day_has_come() -> dict[str, Any]:
    """An approved succession that is due."""
    OfficeSuccession.objects.filter(pk=_plan().pk).update(on=clock.today())
    return {}


def a_succession_that_was_done() -> dict[str, Any]:
    """The office passed, and nothing of it is written down yet."""
    row = _plan()
    OfficeSuccession.objects.filter(pk=row.pk).update(on=clock.today())
    actions.pass_due()
    return {"succession": row.reference, "kind": "", "after": 0, "done": 0}


SAMPLES = {
    "parties.pass_due": a_succession_whose_day_has_come,
    "parties.write_passage": a_succession_that_was_done,
    "parties.papers_run_out": a_paper_that_runs_out,
    "parties.mark_organisations": an_unmarked_organisation,
}
