"""What the office does with partners passes to the body that takes the office over."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db.models import F

from precept.do.partners import actions, queries
from precept.do.partners.models import JointService, Partnership, PartnershipMember
from precept.foundation import clock
from precept.foundation.publications import queries as released
from precept.parties import queries as offices
from precept.parties.models import Organisation, PassedOn
from tests.succeeding import passed, prepared, write_all_down

pytestmark = pytest.mark.django_db


def names(service: JointService) -> set[str]:
    return {one.organisation.name for one in queries.commissioners_of(service)}


def test_the_board_commissions_with_the_partners_and_the_public_reads_it(
    cast: SimpleNamespace, joint: JointService, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.publish_joint_service(by=cast.manager, service=joint, version=joint.version)
    passed(monkeypatch)
    assert names(joint) == {"The Board", "District", "County"}
    write_all_down()

    assert PassedOn.objects.filter(thing=joint.subject, kind="services").exists()
    said = released.latest("joint-service", joint.reference).payload
    assert {one.name for one in said.commissioners} == {"The Board", "District", "County"}
    joint.refresh_from_db()
    assert joint.published_version == joint.version


def test_what_waits_to_be_published_is_not_published_by_it(
    cast: SimpleNamespace, joint: JointService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The public reads the new body in what stood published; what somebody was changing stays theirs."""
    actions.publish_joint_service(by=cast.manager, service=joint, version=joint.version)
    JointService.objects.filter(pk=joint.pk).update(
        version=joint.version + 1, purpose="Not to be read yet"
    )
    passed(monkeypatch)
    write_all_down()

    said = released.latest("joint-service", joint.reference).payload
    assert said.purpose == ""
    assert {one.name for one in said.commissioners} == {"The Board", "District", "County"}
    joint.refresh_from_db()
    assert joint.published_version < joint.version


def test_a_board_with_changes_says_its_new_member_and_none_of_them(
    cast: SimpleNamespace, bodies: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Partnership.objects.create(
        reference="borderland",
        name="Safer Borderland",
        kind="ours",
        purpose="As agreed",
        run_by=bodies.office,
    )
    for body in (bodies.office, bodies.county):
        PartnershipMember.objects.create(
            partnership=board, organisation=body, role="member", starts=date(2024, 4, 1)
        )
    actions.publish_partnership(by=cast.manager, partnership=board, version=board.version)
    Partnership.objects.filter(pk=board.pk).update(version=F("version") + 1, purpose="A draft")
    passed(monkeypatch)
    write_all_down()

    said = released.latest("partnership", board.reference).payload
    assert said.purpose == "As agreed"
    assert said.run_by.name == "The Board"
    assert {one.body.name for one in said.members} == {"The Board", "County"}
    board.refresh_from_db()
    assert (board.purpose, board.published_version < board.version) == ("A draft", True)


def test_a_service_that_both_bodies_commission_stands_in_the_way(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    Organisation.objects.filter(pk=bodies.county.pk).update(
        kinds=["local authority", "policing board"]
    )
    row = prepared(clock.today() + timedelta(days=1), successor=bodies.county)
    office = offices.office()
    assert office is not None

    (stop,) = offices.in_the_way(row, office)

    assert "County commissions “Safe places at night” already" in stop.words
    assert stop.href == f"/office/partnerships/services/{joint.reference}"
    assert cast
