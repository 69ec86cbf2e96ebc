"""Calls of the tasks of parties, on states where each has something to do."""

from datetime import timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Mark, Organisation, Paper


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


SAMPLES = {
    "parties.papers_run_out": a_paper_that_runs_out,
    "parties.mark_organisations": an_unmarked_organisation,
}
