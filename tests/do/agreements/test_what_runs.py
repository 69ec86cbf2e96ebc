"""What the register, the rounds and projects leave open in a year's framework; listing what runs; outcomes carried."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.do.agreements import actions, queries
from precept.do.agreements.models import Agreement, Listing
from precept.do.opportunities import queries as rounds
from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger.actions import SYSTEM, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.plan import actions as plan
from precept.plan.models import Framework, Fund, Project
from precept.understand.models import Theory, TheoryRow
from tests.do.agreements.signed import drafted
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Any], Client]
YEAR = "2026-27"
ENDS = date(2027, 3, 31)


@pytest.fixture(autouse=True)
def in_december(on: Callable[[date], None]) -> None:
    on(date(2026, 12, 1))


def running(reference: str = "CORE050", ends: date = ENDS, **said: Any) -> Agreement:
    made = drafted(reference=reference, ends=ends, **said)
    Agreement.objects.filter(pk=made.pk).update(status="active")
    return Agreement.objects.get(pk=made.pk)


def project(by: Person, wanted: date | None, subject: str = "agreement:CORE050") -> Project:
    made = plan.begin_project(
        by=by, title="What follows", purpose="Something.", owner=by, wanted_on=wanted
    )
    made.links.create(subject=subject, kind=subject.partition(":")[0], added_by=by)
    return made


def said(year: str = YEAR) -> list[tuple[str, str]]:
    return [(one.sort, one.words) for one in queries.doubts_of_agreements(year)]


UNLISTED = ("gap", "CORE050 Victim advocacy runs in 2026–27 and is not listed.")
NOTHING_FOLLOWS = (
    "gap",
    "CORE050 Victim advocacy ends on 31 March 2027 and no project looks into what follows.",
)


def test_what_runs_and_is_not_listed_or_ends_with_nothing_to_follow_is_a_gap() -> None:
    running()

    assert said() == [UNLISTED, NOTHING_FOLLOWS]
    assert said("2025-26") == [
        ("gap", "CORE050 Victim advocacy runs in 2025–26 and is not listed.")
    ]
    assert said("2027-28") == []


def test_what_follows_once_said_or_looked_into_is_no_gap(cast: SimpleNamespace) -> None:
    one = running()
    Listing.objects.create(agreement=one, year=YEAR, section="core", place=1)
    project(cast.manager, date(2027, 4, 1))
    assert said() == []

    Project.objects.all().update(state="stopped", ended_on=date(2026, 12, 1))
    assert said() == [NOTHING_FOLLOWS]
    Agreement.objects.update(what_follows="end")
    assert said() == []


@pytest.mark.parametrize(
    ("wanted", "gone"), [(date(2027, 4, 2), "a day"), (date(2027, 5, 1), "30 days")]
)
def test_days_without_a_service_are_a_clash(wanted: date, gone: str, cast: SimpleNamespace) -> None:
    one = running()
    Listing.objects.create(agreement=one, year=YEAR, section="core", place=1)
    project(cast.manager, wanted)

    [(sort, told)] = said()

    assert sort == "clash"
    assert told.endswith(f": {gone} without a service.")


def test_what_runs_is_listed_together_and_stands_in_the_framework(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    running()
    running("CORE051", title="Second")
    made = plan.draft_framework(
        by=cast.manager,
        year=YEAR,
        title="Framework",
        introduction="Words.",
        sections=[plan.NewSection("core", "Contracts", "contract periods")],
    )
    browser = client_as(cast.manager)
    at = f"/office/register/running/{YEAR}"

    assert "Choose the table in which they stand" in words(
        browser.post(at, {"agreements": "CORE050"})
    )
    assert "Choose what to list" in words(browser.post(at, {"section": "core"}))
    assert (
        browser.post(at, {"section": "core", "agreements": ["CORE050", "CORE051"]}).status_code
        == 302
    )

    assert list(
        Listing.objects.order_by("place").values_list("agreement__reference", flat=True)
    ) == [
        "CORE050",
        "CORE051",
    ]
    assert plan.refresh_from_register(by=cast.manager, framework=made).added == (
        "CORE050 Victim advocacy",
        "CORE051 Second",
    )
    assert "Everything that runs in this year is listed." in words(browser.get(at))
    assert browser.get("/office/register/running/soon").status_code == 404


def test_who_may_not_keep_the_register_lists_nothing(cast: SimpleNamespace) -> None:
    running()
    with pytest.raises(NotAllowed):
        actions.list_running(by=cast.auditor, year=YEAR, section="core", agreements=["CORE050"])
    with pytest.raises(Refused):
        actions.list_running(by=SYSTEM, year=YEAR, section="", agreements=["CORE050"])
    assert not Listing.objects.exists()


def test_rounds_without_a_table_and_deadlines_too_close_are_said() -> None:
    fund = Fund.objects.create(code="CSF", name="Safety Fund", short_name="CSF", kind="core")
    for number, day, section in ((1, 1, "rounds"), (2, 14, ""), (3, 28, "rounds")):
        Opportunity.objects.create(
            reference=f"R{number}",
            number=number,
            theme=f"Theme {number}",
            year=YEAR,
            fund=fund,
            section=section,
            deadline=date(2027, 2, day),
        )

    assert [(one.sort, one.words) for one in rounds.doubts_of_rounds(YEAR)] == [
        ("gap", "Round 2, Theme 2, of 2026–27 is in no table of the framework."),
        (
            "clash",
            "Rounds 1 and 2 close on 1 February 2027 and 14 February 2027:"
            " one group can hardly apply to both.",
        ),
    ]


def theory(state: str = "agreed") -> Theory:
    made = Theory.objects.create(reference="T1", version=1, title="How it works", state=state)
    TheoryRow.objects.create(
        theory=made,
        column="outcomes",
        number=1,
        text="feel safer at home",
        people=40,
        percent=70,
        measure="A survey",
        source="Those who came",
        by_when=date(2028, 1, 31),
    )
    return made


def test_the_terms_of_an_agreement_begin_with_the_outcomes_of_its_theory_of_change(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    one = running()
    theory()
    project(cast.manager, None).links.create(
        subject="theory:T1", kind="theory", added_by=cast.manager
    )
    page = client_as(cast.manager).get(f"/office/register/{one.reference}/terms")

    assert "those of the theory of change T1" in words(page)
    assert 'value="feel safer at home"' in page.content.decode()
    assert queries.terms_of_agreement(one).outcomes == [], "nothing is stated until somebody saves"
    reference, outcomes = queries.outcomes_carried(one)
    assert (reference, [(o.people, o.percent, o.change) for o in outcomes]) == (
        "T1",
        [(40, 70, "feel safer at home")],
    )


def test_what_is_only_drafted_or_not_tied_is_carried_nowhere(cast: SimpleNamespace) -> None:
    one = running()
    theory("draft")
    assert queries.outcomes_carried(one) == ("", [])
    project(cast.manager, None).links.create(
        subject="theory:T1", kind="theory", added_by=cast.manager
    )
    assert queries.outcomes_carried(one) == ("", [])
    assert Framework.objects.count() == 0
