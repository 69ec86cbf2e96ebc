"""Joint services: who pays what, who leads, what is shared, and what each partner sees of it."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.partners import actions, queries
from precept.do.partners.models import JointService, JointShare, JointSum
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as released
from precept.parties import actions as parties
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]


def invoice(cast: SimpleNamespace, joint: JointService, pence: int = 100_01) -> JointSum:
    return actions.share_sum(
        by=cast.finance,
        service=joint,
        kind="invoice",
        year="2026-27",
        amount=Money(pence),
        what="INV-7, October 2026",
        dated=date(2026, 11, 2),
    )


def amounts(of: JointSum) -> dict[str, Money]:
    return {one.organisation.name: one.amount for one in of.shares.select_related("organisation")}


def test_an_invoice_is_split_between_the_partners_to_the_penny(
    cast: SimpleNamespace, joint: JointService
) -> None:
    made = invoice(cast, joint)

    assert amounts(made) == {
        "Commissioner": Money(50_01),
        "District": Money(30_00),
        "County": Money(20_00),
    }
    assert Event.objects.filter(subject=made.subject, type="invoice split").exists()


def test_underspends_go_back_by_contribution_and_never_more_than_was_put_in(
    cast: SimpleNamespace, joint: JointService
) -> None:
    def back(pounds: int) -> JointSum:
        return actions.share_sum(
            by=cast.finance,
            service=joint,
            kind="underspend",
            year="2026-27",
            amount=Money.of(pounds),
            what="A post was empty for a quarter",
            dated=date(2026, 11, 2),
        )

    assert amounts(back(60_000))["District"] == Money.of(18_000)
    with pytest.raises(Refused, match="£40,000 is left of £100,000"):
        back(40_001)
    assert amounts(back(40_000))["County"] == Money.of(8_000)


def test_nothing_is_shared_where_a_contribution_is_not_stated(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    actions.state_contribution(
        by=cast.finance, service=joint, organisation=bodies.county, year="2026-27", amount=None
    )

    with pytest.raises(Refused, match="not stated for County"):
        invoice(cast, joint)


def test_a_contribution_does_not_change_beneath_what_was_shared_by_it(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    invoice(cast, joint)

    with pytest.raises(Refused, match="cannot change beneath them"):
        actions.state_contribution(
            by=cast.finance,
            service=joint,
            organisation=bodies.county,
            year="2026-27",
            amount=Money.of(1),
            source="A new agreement",
        )


def test_money_is_for_finance_and_the_rest_for_those_who_keep_partnerships(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    with pytest.raises(NotAllowed):
        actions.state_contribution(
            by=cast.officer,
            service=joint,
            organisation=bodies.county,
            year="2026-27",
            amount=Money(1),
            source="x",
        )
    with pytest.raises(NotAllowed):
        actions.add_lot(by=cast.finance, service=joint, number=1, title="City")


def test_a_lead_is_agreed_with_its_reason_beside_what_the_rule_proposed(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    made = actions.agree_lead(
        by=cast.officer,
        service=joint,
        version=joint.version,
        lead=bodies.county,
        why="It has the staff; the office offered and stood back.",
    )

    assert made.lead == bodies.county
    assert made.lead_proposed == [
        "The office offers to lead: the service is directly linked to a priority of its plan (Support"
        " for victims).",
        "Level of investment: Commissioner puts in most (£50,000).",
        "Expertise does not decide: nobody’s stands out.",
    ]
    with pytest.raises(Changed):
        actions.agree_lead(
            by=cast.officer, service=joint, version=joint.version, lead=bodies.office, why="x"
        )


def test_a_service_needs_two_commissioners(cast: SimpleNamespace, bodies: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="at least two"):
        actions.begin_joint_service(by=cast.officer, title="Alone", commissioners=[bodies.office])


def test_an_agreement_delivers_one_lot_and_leads_to_its_service(
    cast: SimpleNamespace, joint: JointService, client_as: ClientAs
) -> None:
    lots = [
        actions.add_lot(by=cast.officer, service=joint, number=number, title=f"Lot {number}")
        for number in (1, 2)
    ]
    agreement = Agreement.objects.create(reference="SAFE1", title="Safe places, city")
    actions.add_agreement(by=cast.officer, lot=lots[0], agreement=agreement)

    with pytest.raises(Refused, match="delivers a lot already"):
        actions.add_agreement(by=cast.officer, lot=lots[1], agreement=agreement)
    page = words(client_as(cast.auditor).get("/office/register/SAFE1"))
    assert "Safe places at night (joint service)" in page


# What a partner sees


def test_a_partner_sees_the_services_of_its_organisation_and_no_other(
    cast: SimpleNamespace, joint: JointService, client_as: ClientAs
) -> None:
    made = invoice(cast, joint)
    theirs, other = client_as(cast.partner), client_as(cast.stranger)
    page = f"/my/partnerships/{joint.reference}"

    assert "Safe places at night" in words(theirs.get("/my/partnerships"))
    assert "INV-7, October 2026: £30.00" in words(theirs.get("/my/partnerships"))
    assert "District £30.00 Waits for the partner Answer" in words(theirs.get(page))
    actions.state_contribution(
        by=cast.finance,
        service=joint,
        organisation=joint.commissioners.all()[0].organisation,
        year="2027-28",
        amount=None,
        source="",
    )
    assert "2027–28 Not stated Not stated Not stated Not yet known" in words(theirs.get(page))
    assert "Nothing is shared with you yet" in words(other.get("/my/partnerships"))
    assert other.get(page).status_code == 404
    assert other.get(f"/my/partnerships/shares/{made.reference}").status_code == 404
    assert theirs.get(f"/office/partnerships/services/{joint.reference}").status_code == 403


def test_a_partner_answers_for_its_own_share_alone(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService, client_as: ClientAs
) -> None:
    made = invoice(cast, joint)
    address = f"/my/partnerships/shares/{made.reference}"
    client = client_as(cast.partner)

    asked = client.post(address, {"answer": "queried", "said": ""})
    assert "Say what you ask about it" in words(asked)
    client.post(address, {"answer": "queried", "said": "Which hours are these?"})
    client.post(address, {"answer": "agreed", "said": ""})

    states = dict(made.shares.values_list("organisation__name", "state"))
    assert states == {"Commissioner": "agreed", "District": "agreed", "County": "waiting"}
    assert words(client.post(address, {"answer": "queried", "said": "More"})).count(
        "was agreed already"
    )
    others = made.shares.get(organisation=bodies.county)
    with pytest.raises(NotAllowed):
        actions.answer_share(by=cast.partner, share=others, answer="agreed")


def test_a_question_stands_on_finances_desk_until_it_is_answered(
    cast: SimpleNamespace, joint: JointService, client_as: ClientAs
) -> None:
    made = invoice(cast, joint)
    client_as(cast.partner).post(
        f"/my/partnerships/shares/{made.reference}", {"answer": "queried", "said": "Which hours?"}
    )
    finance = client_as(cast.finance)
    waits = "District has a question about its share"

    assert waits in words(finance.get("/office/"))
    assert waits not in words(client_as(cast.officer).get("/office/"))
    address = (
        f"/office/partnerships/services/{joint.reference}/sums/{made.reference}/district/reply"
    )
    assert "Which hours?" in words(finance.get(address))
    assert finance.post(address, {"reply": "Those of October"}).status_code == 302
    assert waits not in words(finance.get("/office/"))
    page = words(client_as(cast.partner).get(f"/my/partnerships/{joint.reference}"))
    assert "Which hours? The office: Those of October Answer" in page
    assert "no question about this share any more" in words(finance.post(address, {"reply": "x"}))


def test_whoever_left_the_partner_sees_nothing_any_more(
    cast: SimpleNamespace, joint: JointService, client_as: ClientAs
) -> None:
    cast.partner.memberships.update(ends=date(2026, 11, 29))

    assert client_as(cast.partner).get(f"/my/partnerships/{joint.reference}").status_code == 404


# What becomes public


def test_a_joint_service_becomes_public_without_invoices_or_names(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    invoice(cast, joint)
    now = JointService.objects.get(pk=joint.pk)
    actions.publish_joint_service(by=cast.manager, service=now, version=now.version)

    said = released.latest("joint-service", joint.reference).payload
    assert [one.name for one in said.commissioners] == ["Commissioner", "District", "County"]
    assert [one.pence for one in said.contributions] == [50_000_00, 20_000_00, 30_000_00]
    text = said.model_dump_json()
    assert "INV-7" not in text
    assert "Quillfeather" not in text


def test_a_service_released_later_names_a_protected_partner_by_its_area_in_its_reasons_too(
    cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService
) -> None:
    actions.agree_lead(
        by=cast.officer,
        service=joint,
        version=joint.version,
        lead=bodies.district,
        why="District knows its streets.",
    )
    parties.mark_protected(by=cast.manager, organisation=bodies.district, why="A refuge")
    now = JointService.objects.get(pk=joint.pk)
    actions.publish_joint_service(by=cast.manager, service=now, version=now.version)

    said = released.latest("joint-service", joint.reference).payload
    assert said.lead_why == "Protected organisation, Harrow knows its streets."
    assert "District" not in said.model_dump_json()


def test_the_page_of_many_services_asks_as_much_as_that_of_one(
    cast: SimpleNamespace,
    bodies: SimpleNamespace,
    joint: JointService,
    client_as: ClientAs,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for number in range(30):
        actions.begin_joint_service(
            by=cast.officer,
            title=f"Service {number}",
            commissioners=[bodies.office, bodies.district],
        )
    office, theirs = client_as(cast.auditor), client_as(cast.partner)
    office.get("/office/partnerships/services")
    theirs.get("/my/partnerships")

    with django_assert_max_num_queries(8):
        assert "31 joint services" in words(office.get("/office/partnerships/services"))
    with django_assert_max_num_queries(8):
        assert "Service 29" in words(theirs.get("/my/partnerships"))


def test_shares_of_every_sum_add_up_to_it(cast: SimpleNamespace, joint: JointService) -> None:
    for pence in (1, 2, 3, 99_99, 12_345_67):
        made = invoice(cast, joint, pence)
        assert sum(amounts(made).values(), Money(0)) == Money(pence)
    assert queries.shared_of_year(joint, "2026-27", "invoice") == Money(
        1 + 2 + 3 + 99_99 + 12_345_67
    )
    assert JointShare.objects.count() == 15
