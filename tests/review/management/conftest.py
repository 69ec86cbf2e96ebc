"""People, a provider, an agreement and a joint service for the tests of the management of agreements."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from precept.do.agreements.models import Agreement, Evidence, ExtensionOption
from precept.do.partners.models import JointCommissioner, JointService, Lot, LotAgreement
from precept.do.spending.models import Claim, Underspend
from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Member, Office, Organisation
from precept.review.management import actions
from precept.review.management.models import ImprovementPlan, Meeting

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be midday on a Monday; call it to let another day come."""

    def become(day: date) -> None:
        moment = datetime.combine(day, time(12), UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(moments, "now", lambda: moment)

    become(TODAY)
    return become


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """One person for each hand that managing an agreement passes through."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer", name="Ada Quillfeather"),
        other=person(role="commissioning-officer", name="Abe Longacre"),
        manager=person(role="commissioning-manager", name="Bo Marrowby"),
        chief=person(role="chief-executive", name="Di Farthingale"),
        auditor=person(role="auditor", name="Ed Plainsong"),
        provider=person(role="provider", name="Pru Oakapple"),
        volunteer=person(role="provider", name="Vic Lindenfold"),
        rival=person(role="provider", name="Rae Otherway"),
        partner=person(role="partner", name="Pat Harbour"),
        stranger=person(role="partner", name="Sam Farside"),
    )


@pytest.fixture
def bodies(cast: SimpleNamespace) -> SimpleNamespace:
    """The commissioning body, a council, a provider with two people of whom one signs, another provider."""

    def body(name: str, kind: str) -> Organisation:
        return Organisation.objects.create(reference=name.lower(), name=name, kinds=[kind])

    made = SimpleNamespace(
        office=body("Commissioner", "commissioning body"),
        district=body("District", "local authority"),
        faraway=body("Faraway", "local authority"),
        club=body("Oxenmere", "charity"),
        rival=body("Osierbrook", "charity"),
    )
    Office.objects.create(name="The Office", short_name="Office", body=made.office)
    for somebody, of, signs in (
        (cast.provider, made.club, True),
        (cast.volunteer, made.club, False),
        (cast.rival, made.rival, True),
        (cast.partner, made.district, False),
        (cast.stranger, made.faraway, False),
    ):
        Member.objects.create(
            organisation=of,
            person=somebody,
            starts=date(2020, 1, 1),
            keeps_profile=True,
            signs=signs,
        )
    return made


@pytest.fixture
def agreement(cast: SimpleNamespace, bodies: SimpleNamespace) -> Agreement:
    """An agreement that ends in four months, kept by the officer."""
    return Agreement.objects.create(
        reference="CORE004",
        title="Advocates",
        status="active",
        provider=bodies.club,
        manager=cast.officer,
        starts=date(2025, 4, 1),
        ends=date(2027, 3, 31),
        signed_on=date(2025, 3, 1),
    )


@pytest.fixture
def service(bodies: SimpleNamespace) -> JointService:
    """A service of the office and the district, delivered by an agreement of its own."""
    made = JointService.objects.create(reference="safe-places", title="Safe places at night")
    for one in (bodies.office, bodies.district):
        JointCommissioner.objects.create(service=made, organisation=one)
    lot = Lot.objects.create(service=made, number=1, title="The town")
    delivers = Agreement.objects.create(
        reference="JOINT1", title="Patrols", status="active", provider=bodies.club
    )
    LotAgreement.objects.create(lot=lot, agreement=delivers)
    return made


@pytest.fixture
def call(cast: SimpleNamespace, agreement: Agreement) -> Callable[..., Meeting]:
    """Call a meeting about the agreement: next week, with its provider."""

    def called(**said: Any) -> Meeting:
        return actions.call_meeting(
            **{
                "by": cast.officer,
                "of": agreement,
                "kind": "review",
                "on": date(2026, 12, 7),
                "at": time(10),
                "place": "Room 2",
                "bodies": [agreement.provider],
                **said,
            }
        )

    return called


@pytest.fixture
def draft(cast: SimpleNamespace, agreement: Agreement) -> Callable[..., ImprovementPlan]:
    """Open an improvement plan, with a step of the provider's."""

    def opened(**said: Any) -> ImprovementPlan:
        of = said.pop("of", agreement)
        made = actions.open_plan(
            **{
                "by": cast.officer,
                "of": of,
                "provider": agreement.provider,
                "title": "Calls are answered",
                "reason": "other",
                "why": "A third of the calls are not answered.",
                "must": "Nine of ten are.",
                "shown_how": "The telephone’s own figures",
                "by_when": date(2027, 2, 28),
                "owner": cast.officer,
                **said,
            }
        )
        actions.agree_action(
            by=cast.officer,
            plan=made,
            what="Put a second person on the line",
            body=agreement.provider,
            due=date(2026, 12, 20),
        )
        return ImprovementPlan.objects.get(pk=made.pk)

    return opened


@pytest.fixture
def event_types() -> Callable[[str], list[str]]:
    """The types of the events of a subject, in order."""

    def types(subject: str) -> list[str]:
        found = Event.objects.filter(subject=subject).order_by("place")
        return list(found.values_list("type", flat=True))

    return types


@pytest.fixture
def counted() -> Any:
    """How many queries a page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def busy(cast: SimpleNamespace, agreement: Agreement) -> Agreement:
    """The agreement with something of everything that an agenda speaks of."""
    Agreement.objects.filter(pk=agreement.pk).update(decide_by=date(2027, 1, 15))
    agreement.refresh_from_db()
    ExtensionOption.objects.create(
        agreement=agreement, place=1, months=12, notice_by=date(2026, 12, 31)
    )
    Evidence.objects.create(
        agreement=agreement,
        kind="public liability",
        seen_on=date(2026, 1, 5),
        seen_by=cast.officer,
        expires=date(2027, 1, 5),
    )
    for state, claimed in (("returned", 3), ("claimed", 40), ("claimed", 3), ("paid", 90)):
        Claim.objects.create(
            agreement=agreement,
            amount=Money.of(100),
            state=state,
            claimed_by=cast.provider,
            claimed=datetime(2026, 11, 30, tzinfo=UTC) - timedelta(days=claimed),
        )
    for state in ("found", "asked", "recovered"):
        Underspend.objects.create(
            agreement=agreement, amount=Money.of(50), state=state, found_by=cast.officer, why="x"
        )
    actions.raise_issue(
        by=cast.officer,
        of=agreement,
        title="A late letter",
        what="It came late",
        happened_on=date(2026, 11, 20),
        severity="low",
        owner=cast.officer,
    )
    for likelihood in (4, 1):
        actions.note_risk(
            by=cast.officer,
            of=agreement,
            title=f"A risk of likelihood {likelihood}",
            what="x",
            mitigation="y",
            likelihood=likelihood,
            impact=4,
            owner=cast.officer,
            review_on=date(2027, 1, 1),
        )
    actions.agree_action(
        by=cast.officer,
        of=agreement,
        what="Send the figures",
        body=agreement.provider,
        due=date(2026, 12, 4),
    )
    return agreement
