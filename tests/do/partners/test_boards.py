"""Partnerships and boards: members, meetings, papers, decisions; what is owed stands on its owner's desk."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.partners import actions, queries
from precept.do.partners.models import AgreedAction, Meeting, Partnership
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as released
from precept.parties import actions as parties
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]


@pytest.fixture
def board(cast: SimpleNamespace, bodies: SimpleNamespace) -> Partnership:
    """The county's board, on which the office sits."""
    made = actions.set_up_partnership(
        by=cast.officer,
        name="Safer Westmere Board",
        kind="theirs",
        run_by=bodies.county,
        attends=cast.manager,
        outcomes=[{"outcome": "Fewer people are harmed again", "measure": "Repeat reports"}],
    )
    for body, role in ((bodies.office, "member"), (bodies.county, "chair")):
        actions.add_member(by=cast.officer, partnership=made, organisation=body, role=role)
    return Partnership.objects.get(pk=made.pk)


@pytest.fixture
def meeting(cast: SimpleNamespace, board: Partnership) -> Meeting:
    """A meeting that was held last week."""
    return actions.call_meeting(
        by=cast.officer, partnership=board, on=date(2026, 11, 23), agenda="Minutes\n\nHarm at night"
    )


def test_a_board_of_others_needs_its_owner_and_who_attends(
    cast: SimpleNamespace, bodies: SimpleNamespace
) -> None:
    with pytest.raises(Refused, match="whose board"):
        actions.set_up_partnership(by=cast.officer, name="Board", kind="theirs")
    with pytest.raises(Refused, match="who attends"):
        actions.set_up_partnership(
            by=cast.officer, name="Board", kind="theirs", run_by=bodies.county
        )
    with pytest.raises(NotAllowed):
        actions.set_up_partnership(by=cast.auditor, name="Board", kind="ours")


def test_a_meeting_records_who_came_and_what_was_decided(
    cast: SimpleNamespace, bodies: SimpleNamespace, board: Partnership, meeting: Meeting
) -> None:
    actions.record_meeting(
        by=cast.officer,
        meeting=meeting,
        version=meeting.version,
        came={"commissioner": "present", "county": "apologies"},
        decisions="The county asks its partners.",
    )

    assert queries.came(board, bodies.office).words == "1 of 1"
    assert queries.came(board, bodies.county).words == "0 of 1"
    with pytest.raises(Changed):
        actions.record_meeting(by=cast.officer, meeting=meeting, version=1, came={})
    now = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(Refused, match="Only members"):
        actions.record_meeting(
            by=cast.officer, meeting=now, version=now.version, came={"city": "present"}
        )


def test_what_is_to_come_cannot_be_recorded(cast: SimpleNamespace, board: Partnership) -> None:
    later = actions.call_meeting(by=cast.officer, partnership=board, on=date(2026, 12, 1))

    with pytest.raises(Refused, match="not been held"):
        actions.record_meeting(by=cast.officer, meeting=later, version=1, came={})


def test_an_action_stands_on_its_owners_desk_until_it_is_done(
    cast: SimpleNamespace, meeting: Meeting, client_as: ClientAs
) -> None:
    agreed = actions.agree_action(
        by=cast.officer,
        meeting=meeting,
        what="Send the county our figures",
        owner=cast.treasurer,
        due=date(2026, 11, 27),
    )
    desk = client_as(cast.treasurer)

    said = words(desk.get("/office/"))
    assert "Send the county our figures Safer Westmere Board, due 27 November 2026 Late" in said
    assert "Send the county our figures" not in words(client_as(cast.finance).get("/office/"))
    with pytest.raises(NotAllowed):
        actions.finish_action(by=cast.finance, agreed=agreed, version=1, outcome="Sent")
    desk.post(
        f"/office/partnerships/actions/{agreed.reference}/finish",
        {"outcome": "Sent on Friday", "version": 1},
    )
    assert AgreedAction.objects.get(pk=agreed.pk).done_on == date(2026, 11, 30)
    assert "Send the county our figures" not in words(desk.get("/office/"))
    assert "Done" in words(desk.get(f"/office/partnerships/meetings/{meeting.reference}"))


def test_an_action_has_an_owner(cast: SimpleNamespace, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="Say who owes it"):
        actions.agree_action(by=cast.officer, meeting=meeting, what="x", due=date(2026, 12, 1))


def test_a_board_becomes_public_without_anybodys_name(
    cast: SimpleNamespace, board: Partnership
) -> None:
    actions.publish_partnership(by=cast.manager, partnership=board, version=board.version)

    said = released.latest("partnership", "safer-westmere-board").payload
    assert [(one.body.name, one.role) for one in said.members] == [
        ("Commissioner", "Member"),
        ("County", "Chairs it"),
    ]
    assert "Marrowby" not in said.model_dump_json()


def test_a_body_that_becomes_protected_is_named_by_its_area_alone(
    cast: SimpleNamespace, bodies: SimpleNamespace, board: Partnership
) -> None:
    actions.add_member(by=cast.officer, partnership=board, organisation=bodies.city, role="member")
    board.refresh_from_db()
    actions.publish_partnership(by=cast.manager, partnership=board, version=board.version)
    parties.mark_protected(by=cast.manager, organisation=bodies.city, why="A refuge")

    text = released.latest("partnership", board.reference).payload.model_dump_json()
    assert "Protected organisation, Oxen" in text
    assert "City" not in text


def test_a_slug_is_free_and_never_that_of_a_page(
    cast: SimpleNamespace, bodies: SimpleNamespace
) -> None:
    made = [
        actions.set_up_partnership(by=cast.officer, name=name, kind="ours").reference
        for name in ("New", "Board", "Board")
    ]

    assert made == ["new-2", "board", "board-2"]


def test_the_forms_keep_what_was_typed_where_somebody_was_first(
    cast: SimpleNamespace, board: Partnership, client_as: ClientAs
) -> None:
    address = f"/office/partnerships/boards/{board.reference}/change"
    typed = {
        "name": "Safer Westmere",
        "kind": "theirs",
        "run_by": "County",
        "attends": cast.manager.reference,
        "outcomes": "Fewer people are harmed again | Repeat reports",
        "version": board.version,
    }
    client = client_as(cast.officer)

    assert client.post(address, typed).status_code == 302
    overtaken = client.post(address, {**typed, "name": "Another name"})
    assert overtaken.status_code == 409
    assert "Another name" in overtaken.content.decode()
    assert Partnership.objects.get(pk=board.pk).name == "Safer Westmere"


def test_who_came_is_asked_of_each_member(
    cast: SimpleNamespace, meeting: Meeting, client_as: ClientAs
) -> None:
    client = client_as(cast.officer)
    address = f"/office/partnerships/meetings/{meeting.reference}/record"

    assert "Say whether County came" in words(client.post(address, {"version": 1}))
    client.post(
        address,
        {
            "came-commissioner": "present",
            "came-county": "present",
            "decisions": "Agreed",
            "version": 1,
        },
    )
    page = words(client.get(f"/office/partnerships/meetings/{meeting.reference}"))
    assert "Minutes Harm at night" in page
    assert "Commissioner Present County Present" in page


def test_whoever_publishes_a_partnership_is_warned_of_protected_names_and_the_public_reads_areas(
    cast: SimpleNamespace, bodies: SimpleNamespace, client_as: ClientAs
) -> None:
    made = actions.set_up_partnership(
        by=cast.officer,
        name="Night board",
        kind="ours",
        purpose="District opens its doors at night.",
        outcomes=[{"outcome": "More come to District", "measure": "Counted"}],
    )
    page = f"/office/partnerships/boards/{made.reference}/publish"
    assert "Careful" not in words(client_as(cast.manager).get(page))
    parties.mark_protected(by=cast.manager, organisation=bodies.district, why="A refuge")

    warned = words(client_as(cast.manager).get(page))
    assert "Careful: its words name District, protected for somebody’s safety." in warned
    now = Partnership.objects.get(pk=made.pk)
    actions.publish_partnership(by=cast.manager, partnership=now, version=now.version)
    said = released.latest("partnership", made.reference).payload
    assert said.purpose == "Protected organisation, Harrow opens its doors at night."
    assert "District" not in said.model_dump_json()
