"""Formula funding: drafted, approved by another hand, allocated to the penny, accepted, reported, amended."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.do.partners import actions, queries
from precept.do.partners.models import Allocation, Formula
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as released
from precept.plan.models import Fund
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]

SAID: dict[str, Any] = {
    "title": "Partnership Locality Funding",
    "amount": Money.of(100_000),
    "weights": {"population": 50, "crime": 25, "demand": 25},
    "phase": 100,
    "accept_by": date(2026, 12, 18),
    "returns_due": [date(2026, 11, 27), date(2027, 4, 30)],
    "source": "Decision 2026-12",
    "conditions": "Report on time\nReturn what is not spent",
}


@pytest.fixture
def draft(cast: SimpleNamespace, bodies: SimpleNamespace, fund: Fund) -> Formula:
    """A drafted formula with the figures of two areas."""
    made = actions.draft_formula(by=cast.officer, year="2026-27", fund=fund, **SAID)
    for body, figures in (
        (bodies.district, (100_000, 5_000, 100)),
        (bodies.county, (300_000, 5_000, 300)),
    ):
        made.refresh_from_db()
        actions.state_figures(
            by=cast.officer,
            formula=made,
            version=made.version,
            organisation=body,
            population=figures[0],
            crime=figures[1],
            demand=figures[2],
            source="Census 2021 and police records",
            dated=date(2026, 9, 30),
        )
    return Formula.objects.get(pk=made.pk)


def approved(cast: SimpleNamespace, draft: Formula) -> Formula:
    return actions.approve_formula(by=cast.commissioner, formula=draft, version=draft.version)


def test_what_one_drafted_another_approves_and_each_is_offered_its_part(
    cast: SimpleNamespace, draft: Formula
) -> None:
    for by in (cast.officer, cast.manager):
        with pytest.raises(NotAllowed):
            actions.approve_formula(by=by, formula=draft, version=draft.version)
    found = approved(cast, draft)

    amounts = dict(found.allocations.values_list("organisation__name", "amount"))
    assert amounts == {"District": Money.of(31_250), "County": Money.of(68_750)}
    assert [one.returns.count() for one in found.allocations.all()] == [2, 2]
    with pytest.raises(Refused, match="Only a draft"):
        actions.change_formula(
            by=cast.officer, formula=found, version=found.version, fund=found.fund, **SAID
        )


def test_the_pages_of_a_formula_name_it_first_and_its_year_as_people_write_it(
    cast: SimpleNamespace, draft: Formula, client_as: ClientAs
) -> None:
    client = client_as(cast.officer)
    year = draft.year.replace("-", "–")

    listed = words(client.get("/office/partnerships/formula"))
    assert f"{draft.title} {year} {draft.number} " in listed
    page = words(client.get(f"/office/partnerships/formula/{draft.year}/{draft.number}"))
    assert f"{year}, version {draft.number}" in page
    assert f"{draft.year}, version" not in page


def test_a_formula_that_cannot_be_worked_out_is_not_approved(
    cast: SimpleNamespace, draft: Formula
) -> None:
    phased = actions.change_formula(
        by=cast.officer,
        formula=draft,
        version=draft.version,
        fund=draft.fund,
        **{**SAID, "phase": 50},
    )

    with pytest.raises(Refused, match="not stated for District, County"):
        approved(cast, phased)


def test_a_change_is_a_new_version_with_its_reason(cast: SimpleNamespace, draft: Formula) -> None:
    first = approved(cast, draft)
    second = actions.amend_formula(by=cast.officer, formula=first, why="The census was corrected")
    assert second.areas.count() == 2
    with pytest.raises(Changed):
        actions.amend_formula(by=cast.officer, formula=first, why="Again")
    approved(cast, second)

    states = dict(Formula.objects.values_list("number", "state"))
    assert states == {1: "superseded", 2: "approved"}
    old = Allocation.objects.filter(formula=first)[0]
    with pytest.raises(Refused, match="newer version"):
        actions.settle_allocation(
            by=cast.officer, allocation=old, accepts=True, on=date(2026, 11, 30), words="Chair"
        )


def test_an_accepted_allocation_reports_and_a_late_one_stands_on_the_desk(
    cast: SimpleNamespace, draft: Formula, client_as: ClientAs
) -> None:
    found = approved(cast, draft)
    one = queries.allocations_of(found)[0]
    due = queries.return_of(queries.allocation(cast.officer, one.reference), "2026-11-27")

    def report(spent: int, left: int) -> object:
        return actions.receive_return(
            by=cast.officer,
            due=due,
            on=date(2026, 11, 30),
            spent=Money.of(spent),
            underspend=Money.of(left),
        )

    with pytest.raises(Refused, match="Only an accepted"):
        report(1, 0)
    settled = actions.settle_allocation(
        by=cast.officer,
        allocation=one,
        accepts=True,
        on=date(2026, 11, 26),
        words="Its chair, signed paper in the safe",
    )
    due = queries.return_of(settled, "2026-11-27")
    assert "District has not reported" in words(client_as(cast.officer).get("/office/"))
    with pytest.raises(Refused, match="more than the £31,250"):
        report(31_000, 251)
    report(31_000, 250)
    assert "has not reported" not in words(client_as(cast.officer).get("/office/"))
    with pytest.raises(Changed):
        report(1, 1)


def test_a_formula_in_force_is_published_with_figures_and_their_source(
    cast: SimpleNamespace, draft: Formula
) -> None:
    with pytest.raises(Refused, match="in force"):
        actions.publish_formula(by=cast.manager, formula=draft)
    actions.publish_formula(by=cast.manager, formula=approved(cast, draft))

    said = released.latest("formula-funding", "2026-27").payload
    assert sum(one.pence for one in said.areas) == said.pence
    page = words(Client().get("/partnerships/funding/2026-27"))
    assert "Population 50%, Recorded crime 25%, Demand that is not crime 25%" in page
    assert "District Census 2021 and police records, 30 September 2026" in page
    assert "£31,250" in page
    assert "Quillfeather" not in page


def test_the_draft_waits_on_the_commissioners_desk(
    cast: SimpleNamespace, draft: Formula, client_as: ClientAs
) -> None:
    waits = "Partnership Locality Funding waits to be approved"

    assert waits in words(client_as(cast.commissioner).get("/office/"))
    assert waits not in words(client_as(cast.officer).get("/office/"))


def test_the_weights_of_a_form_are_asked_one_by_one(
    cast: SimpleNamespace, fund: Fund, client_as: ClientAs
) -> None:
    typed = {
        "year": "2027-28",
        "title": "Locality funding",
        "fund": "core",
        "amount": "1,000",
        "population": "50",
        "crime": "25",
        "demand": "24",
        "phase": "100",
        "accept_by-day": "1",
        "accept_by-month": "3",
        "accept_by-year": "2027",
        "returns_due": "30 October 2027\n30 April 2028",
        "source": "A decision",
    }
    client = client_as(cast.officer)

    wrong = client.post("/office/partnerships/formula/new", typed)
    assert "they add up to 99" in words(wrong)
    client.post("/office/partnerships/formula/new", {**typed, "demand": "25"})
    made = Formula.objects.get(year="2027-28")
    assert made.returns_due == ["2027-10-30", "2028-04-30"]


# A partnership answers for itself


def own(cast: SimpleNamespace, draft: Formula, *, signs: bool = True) -> Allocation:
    """The district's allocation, where somebody acts for it here."""
    cast.partner.memberships.update(signs=signs)
    return approved(cast, draft).allocations.get(organisation__name="District")


def test_a_partnership_accepts_its_allocation_itself_and_the_office_reads_who_did(
    cast: SimpleNamespace, draft: Formula, client_as: ClientAs
) -> None:
    offered, theirs = own(cast, draft), client_as(cast.partner)
    page = f"/my/partnerships/allocations/{offered.reference}"

    assert "Partnership Locality Funding, 2026–27: £31,250" in words(theirs.get("/my/partnerships"))
    assert "Report on time" in words(theirs.get(page))
    assert "Accept or decline" in words(theirs.get(page))
    assert theirs.post(f"{page}/answer", {"accepts": "yes", "said": "Gladly"}).status_code == 302

    offered.refresh_from_db()
    assert (offered.state, offered.answered_by) == ("accepted", cast.partner)
    told = words(
        client_as(cast.auditor).get(f"/office/partnerships/allocations/{offered.reference}")
    )
    assert "Pat Harbour, for the partnership itself" in told
    with pytest.raises(Changed):
        actions.answer_allocation(by=cast.partner, allocation=offered, accepts=True)


def test_a_partnership_that_declines_says_why(
    cast: SimpleNamespace, draft: Formula, client_as: ClientAs
) -> None:
    offered = own(cast, draft)
    page = f"/my/partnerships/allocations/{offered.reference}/answer"

    wrong = client_as(cast.partner).post(page, {"accepts": "no", "said": ""})
    assert "Say why it is declined" in words(wrong)
    assert "Say whether it accepts" in words(client_as(cast.partner).post(page, {}))
    client_as(cast.partner).post(page, {"accepts": "no", "said": "Too little"})
    offered.refresh_from_db()
    assert (offered.state, offered.settled_words) == ("declined", "Too little")


def test_the_office_records_an_answer_only_where_nobody_signs_for_the_partnership_here(
    cast: SimpleNamespace, draft: Formula, client_as: ClientAs
) -> None:
    offered = own(cast, draft)
    page = f"/office/partnerships/allocations/{offered.reference}"
    officer = client_as(cast.officer)
    given: dict[str, Any] = {"accepts": True, "on": date(2026, 11, 30), "words": "The chair"}

    with pytest.raises(Refused, match="Somebody signs for District here"):
        actions.settle_allocation(by=cast.officer, allocation=offered, **given)
    assert "it answers for itself" in words(officer.get(page))
    assert "Record the answer" not in words(officer.get(page))

    cast.partner.memberships.update(ends=date(2026, 11, 29))
    assert "Nobody signs for District here" in words(officer.get(page))
    made = actions.settle_allocation(by=cast.officer, allocation=offered, **given)
    assert (made.state, made.answered_by) == ("accepted", None)
    assert "On paper, recorded by the office" in words(officer.get(page))


def test_only_who_signs_for_a_partnership_answers_and_nobody_reads_another_s(
    cast: SimpleNamespace, draft: Formula, client_as: ClientAs
) -> None:
    offered = own(cast, draft, signs=False)
    page = f"/my/partnerships/allocations/{offered.reference}"

    assert "Somebody who signs for District answers" in words(client_as(cast.partner).get(page))
    assert client_as(cast.partner).get(f"{page}/answer").status_code == 403
    assert client_as(cast.stranger).get(page).status_code == 404
    assert client_as(cast.stranger).get(f"{page}/answer").status_code == 404
    for by in (cast.partner, cast.stranger, cast.officer):
        with pytest.raises(NotAllowed):
            actions.answer_allocation(by=by, allocation=offered, accepts=True)
