"""Planning a succession, approving it by a second person, and withdrawing it before its day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.publications import queries as published
from precept.parties import actions, queries
from precept.parties.models import Office, OfficeSuccession, Organisation
from tests.parties.events import last
from tests.parties.succession.plans import ON, planned

pytestmark = pytest.mark.django_db


def test_a_plan_is_kept_and_changes_nothing(
    plan: OfficeSuccession, office: Office, administrator: Person
) -> None:
    office.refresh_from_db()

    assert (plan.state, plan.prepared_by, plan.approved_by) == ("planned", administrator, None)
    assert office.body.name == "Commissioner for Borderland"
    assert (plan.colour, plan.accent) == (office.colour, office.accent)
    assert last(plan.subject)[0] == "succession planned"


def test_a_plan_is_changed_by_whoever_then_has_prepared_it(
    plan: OfficeSuccession, chief: Person, board: Organisation, administrator: Person
) -> None:
    said = {"instrument": "the Order", "source": "law.example", "name": "Board", "short_name": "B"}
    now = actions.change_succession(
        by=chief,
        succession=plan,
        version=plan.version,
        successor=board,
        on=date(2028, 7, 1),
        titles={"commissioner": "Lead"},
        **said,
    )

    assert (now.on, now.prepared_by, now.titles) == (
        date(2028, 7, 1),
        chief,
        {"commissioner": "Lead"},
    )
    assert now.hands == [administrator.reference, chief.reference]
    with pytest.raises(NotAllowed):
        actions.approve_succession(by=chief, succession=now, version=now.version)


def test_nobody_carries_a_plan_that_gives_them_a_role(
    administrator: Person, board: Organisation, office: Office, chief: Person, commissioner: Person
) -> None:
    assert {office, commissioner}
    with pytest.raises(Refused, match="It would give you a role"):
        planned(administrator, board, beginning=[(administrator.reference, "commissioner")])
    plan = planned(administrator, board, beginning=[(chief.reference, "commissioner")])

    with pytest.raises(Refused, match="It would give you a role"):
        actions.approve_succession(by=chief, succession=plan, version=plan.version)


def test_two_people_carry_it(
    plan: OfficeSuccession, chief: Person, administrator: Person, office: Office
) -> None:
    actions.publish_office(by=SYSTEM)

    with pytest.raises(NotAllowed):
        actions.approve_succession(by=administrator, succession=plan, version=plan.version)
    now = actions.approve_succession(by=chief, succession=plan, version=plan.version)

    assert (now.state, now.approved_by) == ("approved", chief)
    office.refresh_from_db()
    assert office.body.name == "Commissioner for Borderland"
    latest = published.latest_or_none("office", "office")
    assert latest is not None
    assert latest.payload.coming.body == "Borderland Policing Board"
    assert latest.payload.coming.starts == "2028-06-01"
    assert queries.is_published("borderland-policing-board")


def test_it_is_withdrawn_until_its_day(
    plan: OfficeSuccession, chief: Person, administrator: Person
) -> None:
    actions.publish_office(by=SYSTEM)
    now = actions.approve_succession(by=chief, succession=plan, version=plan.version)

    gone = actions.withdraw_succession(
        by=administrator, succession=now, version=now.version, why="The Order was put off"
    )

    assert (gone.state, gone.ended_why) == ("withdrawn", "The Order was put off")
    latest = published.latest_or_none("office", "office")
    assert latest is not None
    assert latest.payload.coming is None
    with pytest.raises(Refused):
        actions.approve_succession(by=chief, succession=gone, version=gone.version)
    with pytest.raises(Refused):
        actions.withdraw_succession(
            by=administrator, succession=gone, version=gone.version, why="Again"
        )


def test_one_succession_waits_at_a_time(
    plan: OfficeSuccession, chief: Person, administrator: Person, board: Organisation
) -> None:
    actions.approve_succession(by=chief, succession=plan, version=plan.version)
    other = planned(administrator, board, on=date(2028, 7, 1))

    with pytest.raises(Refused, match="Another succession is approved"):
        actions.approve_succession(by=chief, succession=other, version=other.version)


def test_a_plan_that_does_not_fit_is_not_approved(
    plan: OfficeSuccession, chief: Person, board: Organisation, office: Office
) -> None:
    Organisation.objects.filter(pk=board.pk).update(starts=date(2028, 9, 1))

    with pytest.raises(Refused, match="does not exist on that day"):
        actions.approve_succession(by=chief, succession=plan, version=plan.version)
    stops = queries.in_the_way(queries.succession(chief, plan.reference), office)
    assert [stop.href for stop in stops] == [f"/office/successions/{plan.reference}/change"]


def test_nobody_else_could_approve_it(
    plan: OfficeSuccession, chief: Person, commissioner: Person, office: Office
) -> None:
    assert queries.in_the_way(plan, office) == []
    RoleHeld.objects.filter(person__in=[chief, commissioner]).update(ended_early=date(2028, 5, 1))

    words = " ".join(stop.words for stop in queries.in_the_way(plan, office))

    assert "Nobody but whoever prepared it" in words
    assert "Nobody would hold the role that decides" in words


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"instrument": " "}, "instrument"),
        ({"source": ""}, "source"),
        ({"instrument": "x" * 301}, "instrument"),
        ({"name": ""}, "name"),
        ({"titles": {}}, "title_commissioner"),
        ({"titles": {"commissioner": "x" * 121}}, "title_commissioner"),
        ({"titles": {"commissioner": "Lead", "marker": "Judge"}}, None),
        ({"ending": ["H0"]}, "ending"),
        ({"beginning": [("P0", "commissioner")]}, "decider"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    administrator: Person,
    board: Organisation,
    office: Office,
    given: dict[str, Any],
    field: str | None,
) -> None:
    assert office
    with pytest.raises(Refused) as refused:
        planned(administrator, board, **given)

    assert refused.value.field == field


def test_only_those_who_may_plan_withdraw_or_change(
    plan: OfficeSuccession, manager: Person, marker: Person, board: Organisation
) -> None:
    for somebody in (manager, marker):
        with pytest.raises(NotAllowed):
            planned(somebody, board)
        with pytest.raises(NotAllowed):
            actions.withdraw_succession(by=somebody, succession=plan, version=plan.version, why="x")
        with pytest.raises(NotAllowed):
            actions.approve_succession(by=somebody, succession=plan, version=plan.version)


def test_a_stale_plan_is_not_approved(
    plan: OfficeSuccession, chief: Person, person: Callable[..., Person]
) -> None:
    OfficeSuccession.objects.filter(pk=plan.pk).update(version=9)

    with pytest.raises(Changed):
        actions.approve_succession(by=chief, succession=plan, version=plan.version)


def test_the_body_changes_by_a_succession_alone(
    office: Office, manager: Person, board: Organisation
) -> None:
    with pytest.raises(Refused, match="Plan a succession"):
        actions.end_organisation(
            by=manager, organisation=office.body, ends=date(2028, 5, 31), successor=board, why="x"
        )
    assert date(2028, 5, 31) < ON
