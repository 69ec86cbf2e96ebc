"""Where a partner ends and another body takes its place: what is live moves, what was agreed keeps the old name."""

from datetime import date
from types import SimpleNamespace

import pytest

from precept.do.partners import actions, queries
from precept.do.partners.models import JointService, Partnership
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.parties import actions as parties
from precept.parties.models import Organisation

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 11, 29)


def end(cast: SimpleNamespace, body: Organisation, successor: Organisation) -> None:
    parties.end_organisation(
        by=cast.manager, organisation=body, ends=LAST_DAY, successor=successor, why="Reorganised"
    )


def shared(cast: SimpleNamespace, joint: JointService, what: str) -> dict[str, Money]:
    made = actions.share_sum(
        by=cast.finance,
        service=joint,
        kind="invoice",
        year="2026-27",
        amount=Money.of(1_000),
        what=what,
        dated=date(2026, 11, 1),
    )
    return {one.organisation.name: one.amount for one in made.shares.select_related("organisation")}


def test_the_successor_commissions_pays_and_answers(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    first = shared(cast, joint, "INV-1")
    share = joint.sums.get().shares.get(organisation=bodies.district)
    actions.answer_share(by=cast.partner, share=share, answer="agreed")
    end(cast, bodies.district, bodies.city)

    assert first["District"] == shared(cast, joint, "INV-2")["City"] == Money.of(300)
    share.refresh_from_db()
    assert share.organisation == bodies.district
    assert [one.title for one in queries.my_services(cast.stranger)] == [joint.title]
    assert queries.my_services(cast.partner) == []
    assert Event.objects.filter(subject=joint.subject, type="partner succeeded").count() == 1


def test_two_contributions_do_not_become_one_by_themselves(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    end(cast, bodies.district, bodies.county)

    assert [one.organisation.name for one in queries.commissioners_of(joint)] == [
        "Commissioner",
        "District",
        "County",
    ]


def test_the_successor_sits_on_the_board_from_the_day_after(
    cast: SimpleNamespace, bodies: SimpleNamespace
) -> None:
    board = actions.set_up_partnership(
        by=cast.officer,
        name="Board",
        kind="theirs",
        run_by=bodies.district,
        attends=cast.manager,
    )
    actions.add_member(
        by=cast.officer, partnership=board, organisation=bodies.district, role="chair"
    )
    held = actions.call_meeting(by=cast.officer, partnership=board, on=LAST_DAY)
    later = actions.call_meeting(by=cast.officer, partnership=board, on=date(2026, 11, 30))
    end(cast, bodies.district, bodies.city)

    assert Partnership.objects.get().run_by == bodies.city
    assert [one.organisation.name for one in queries.members_on(held)] == ["District"]
    assert [(one.organisation.name, one.role) for one in queries.members_on(later)] == [
        ("City", "chair")
    ]
