"""People, bodies and a priority for the tests of the work with partners."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from precept.do.partners import actions
from precept.do.partners.models import JointService
from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Member, Office, Organisation
from precept.plan.models import Fund
from tests.small_office import priority

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be midday on a Monday."""
    moment = datetime.combine(TODAY, time(12), UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(moments, "now", lambda: moment)


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """One person for each hand that the work with partners passes through."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer", name="Ada Quillfeather"),
        manager=person(role="commissioning-manager", name="Bo Marrowby"),
        treasurer=person(role="chief-finance-officer", name="Di Farthingale"),
        finance=person(role="finance-officer", name="Gil Tollgate"),
        commissioner=person(role="commissioner", name="Cy Underhay"),
        auditor=person(role="auditor", name="Ed Plainsong"),
        partner=person(role="partner", name="Pat Harbour"),
        stranger=person(role="partner", name="Sam Farside"),
    )


@pytest.fixture
def bodies(cast: SimpleNamespace) -> SimpleNamespace:
    """The commissioning body, three partners, a department; one person acts for the district."""
    priority()

    def body(name: str, kind: str, area: str = "") -> Organisation:
        return Organisation.objects.create(
            reference=name.lower(), name=name, kinds=[kind], area=area
        )

    made = SimpleNamespace(
        office=body("Commissioner", "commissioning body", "Westmere"),
        district=body("District", "local authority", "Harrow"),
        county=body("County", "local authority", "Westmere"),
        city=body("City", "local authority", "Oxen"),
        ministry=body("Ministry", "government department"),
    )
    Office.objects.create(name="The Office", short_name="Office", body=made.office)
    Member.objects.create(organisation=made.district, person=cast.partner, starts=date(2020, 1, 1))
    Member.objects.create(organisation=made.city, person=cast.stranger, starts=date(2020, 1, 1))
    return made


@pytest.fixture
def fund(db: None) -> Fund:
    """A fund."""
    return Fund.objects.create(code="core", name="Core budget", short_name="CORE", kind="core")


@pytest.fixture
def joint(cast: SimpleNamespace, bodies: SimpleNamespace) -> JointService:
    """A service of the office, the district and the county, with a year's contributions."""
    made = actions.begin_joint_service(
        by=cast.officer,
        title="Safe places at night",
        commissioners=[bodies.office, bodies.district, bodies.county],
        priorities=["support-for-victims"],
        starts=date(2026, 4, 1),
        ends=date(2028, 3, 31),
    )
    for body, pounds in (
        (bodies.office, 50_000),
        (bodies.district, 30_000),
        (bodies.county, 20_000),
    ):
        actions.state_contribution(
            by=cast.finance,
            service=made,
            organisation=body,
            year="2026-27",
            amount=Money.of(pounds),
            source="Partnership agreement",
        )
    return JointService.objects.get(pk=made.pk)
