"""The partnerships plan: what comes up together is found, taken up, moved on, settled and published."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.partners import actions, queries
from precept.do.partners.models import Chance, PartnerService
from precept.foundation.intake.reading import Cell
from precept.foundation.intake.sheets import Row, Unreadable, sheet
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as released
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]


@pytest.fixture
def service(cast: SimpleNamespace, bodies: SimpleNamespace) -> PartnerService:
    """The county's own service, which ends half a year before the office's contract."""
    Agreement.objects.create(
        reference="CORE9",
        title="Help in the evening",
        status="active",
        starts=date(2025, 4, 1),
        ends=date(2028, 3, 31),
        priorities=["support-for-victims"],
    )
    return actions.note_partner_service(
        by=cast.officer,
        organisation=bodies.county,
        title="Listening line",
        source="Its contracts register",
        priorities=["support-for-victims"],
        ends=date(2027, 9, 30),
    )


def taken_up(cast: SimpleNamespace) -> Chance:
    [found] = queries.overlaps_left()
    return actions.take_up(
        by=cast.officer,
        pair=found.key,
        title="One line for Westmere",
        owner=cast.manager,
        next_step="Meet the county’s commissioners",
        due=date(2026, 12, 4),
    )


def test_an_overlap_is_found_taken_up_once_and_stands_on_its_owners_desk(
    cast: SimpleNamespace, service: PartnerService, client_as: ClientAs
) -> None:
    page = words(client_as(cast.officer).get("/office/partnerships/plan"))
    assert "Listening line (County) and CORE9 Help in the evening" in page
    assert "They come up on 30 September 2027 and 31 March 2028" in page

    made = taken_up(cast)

    assert queries.overlaps_left() == []
    assert made.things == [
        {"key": service.subject, "title": "Listening line (County)"},
        {"key": "agreement:CORE9", "title": "CORE9 Help in the evening"},
    ]
    with pytest.raises(Changed):
        actions.take_up(
            by=cast.officer,
            pair=made.pair,
            title="Again",
            owner=cast.manager,
            next_step="x",
            due=date(2026, 12, 4),
        )
    desk = words(client_as(cast.manager).get("/office/"))
    assert "Meet the county’s commissioners Partnerships plan: One line for Westmere" in desk


def test_an_entry_moves_on_and_is_settled_with_a_reason(
    cast: SimpleNamespace, service: PartnerService
) -> None:
    made = taken_up(cast)
    moved = actions.move_chance_on(
        by=cast.officer,
        chance=made,
        version=made.version,
        owner=cast.officer,
        next_step="Draft the agreement",
        due=date(2027, 1, 8),
    )
    settled = actions.settle_chance(
        by=cast.officer, chance=moved, version=moved.version, state="left", why="Different people"
    )

    assert (settled.next_step, settled.state) == ("Draft the agreement", "left")
    with pytest.raises(Refused, match="settled already"):
        actions.move_chance_on(
            by=cast.officer,
            chance=settled,
            version=settled.version,
            owner=cast.officer,
            next_step="x",
            due=date(2027, 1, 8),
        )


def test_the_plan_becomes_public_with_roles_and_without_names(
    cast: SimpleNamespace, service: PartnerService, client_as: ClientAs
) -> None:
    taken_up(cast)
    with pytest.raises(NotAllowed):
        actions.publish_plan(by=cast.officer)
    actions.publish_plan(by=cast.manager)

    [entry] = released.latest("partnerships-plan", "plan").payload.entries
    assert entry.owner == "Commissioning manager"
    # The contract is not in the public register, and so is not named here.
    assert entry.things == ("Listening line (County)", "An agreement that is not public yet")
    said = words(Client().get("/partnerships"))
    assert "One line for Westmere" in said
    assert "Meet the county’s commissioners (Commissioning manager, by 4 December 2026)" in said
    assert "Marrowby" not in said


def test_what_no_rule_can_find_is_written_down(
    cast: SimpleNamespace, bodies: SimpleNamespace
) -> None:
    made = actions.write_down_chance(
        by=cast.officer,
        title="A place to go at night",
        why="Nobody commissions one",
        owner=cast.officer,
        next_step="Ask the district",
        due=date(2026, 12, 4),
    )

    assert (made.pair, made.things) == ("", [])
    with pytest.raises(Refused, match="today or later"):
        actions.write_down_chance(
            by=cast.officer,
            title="Late",
            why="x",
            owner=cast.officer,
            next_step="x",
            due=date(2026, 11, 29),
        )


def read(key: str, cell: Cell) -> object:
    return sheet("partner services").column(key).read(cell).value


def test_a_file_of_partners_services_is_read_column_by_column(bodies: SimpleNamespace) -> None:
    assert read("priorities", "Support for victims; ") == ["support-for-victims"]
    assert read("ends", date(2027, 3, 31)) == "2027-03-31"
    assert read("amount", "£45,000") == 45_000_00
    assert read("amount", None) is None
    for key, cell in (("priorities", "Tidiness"), ("ends", "soon"), ("title", " ")):
        with pytest.raises(Unreadable):
            read(key, cell)


def test_a_row_of_such_a_file_notes_the_service_of_the_partner_named(
    cast: SimpleNamespace, bodies: SimpleNamespace
) -> None:
    kind = sheet("partner services")
    row = Row(
        2,
        {
            "title": "Night bus guards",
            "priorities": ["support-for-victims"],
            "starts": "2026-04-01",
            "ends": "2027-03-31",
            "amount": 100,
        },
    )

    kind.load(row, {"organisation": "district"}, cast.manager, "Sent on 1 November 2026")

    made = PartnerService.objects.get()
    assert (made.organisation, made.area, made.ends) == (
        bodies.district,
        "Harrow",
        date(2027, 3, 31),
    )
    assert made.source == "Sent on 1 November 2026"
    late = Row(3, {**row.values, "starts": "2027-04-01"})
    [problem] = kind.check_rows([row, late], {})
    assert (problem.line, problem.column) == (3, "ends")
    assert not kind.may_load(cast.auditor)
    assert kind.may_load(cast.manager)
