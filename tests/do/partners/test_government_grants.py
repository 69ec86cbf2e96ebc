"""Bids for government money: a won one becomes a fund whose conditions cascade, a lost one sets off the rest."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.do.agreements import actions as register
from precept.do.agreements.models import Agreement, FundShare
from precept.do.partners import actions
from precept.do.partners.models import AgreedAction, GrantBid
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import actions as plan
from precept.plan.models import Fund
from tests.do.spending.paying import acts_for
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]


@pytest.fixture
def grant(cast: SimpleNamespace, bodies: SimpleNamespace) -> GrantBid:
    """A bid of the district that the office supports; it closes at midday on 11 December."""
    return actions.consider_grant(
        by=cast.officer,
        title="Safer streets in Harrow",
        programme="Safer Streets Fund",
        department=bodies.ministry,
        closes=datetime(2026, 12, 11, 12, 0),  # noqa: DTZ001 - the time on the wall
        lead=bodies.district,
        partners=[bodies.county],
        amount=Money.of(250_000),
        match=Money.of(25_000),
        owner=cast.officer,
        instead="Ask the county to pay for the lamps",
        instead_owner=cast.manager,
        instead_days=10,
    )


def submitted(cast: SimpleNamespace, grant: GrantBid) -> GrantBid:
    begun = actions.draft_grant(by=cast.officer, grant=grant, version=grant.version)
    return actions.submit_grant(
        by=cast.officer,
        grant=begun,
        version=begun.version,
        at=datetime(2026, 11, 30, 11, 0, tzinfo=UTC),
    )


def test_a_deadline_is_an_instant_and_a_uk_time_and_doubts_are_confirmed(
    cast: SimpleNamespace, bodies: SimpleNamespace, grant: GrantBid
) -> None:
    assert grant.closes_at == datetime(2026, 12, 11, 12, 0, tzinfo=UTC)
    assert grant.closes.wall.isoformat() == "2026-12-11T12:00:00"
    with pytest.raises(Refused, match="very start of that day"):
        actions.consider_grant(
            by=cast.officer,
            title="x",
            programme="x",
            department=bodies.ministry,
            closes=datetime(2026, 12, 11, 0, 0),  # noqa: DTZ001 - the time on the wall
            lead=bodies.district,
            amount=Money(1),
            owner=cast.officer,
            instead="x",
            instead_owner=cast.officer,
        )


def test_a_won_grant_becomes_a_fund_and_its_conditions_reach_what_it_pays_for(
    cast: SimpleNamespace, grant: GrantBid, client_as: ClientAs
) -> None:
    sent = submitted(cast, grant)
    won = actions.grant_won(
        by=cast.officer,
        grant=sent,
        version=sent.version,
        on=date(2026, 11, 30),
        won=Money.of(200_000),
        conditions="Spend by 31 March 2028\nReport to the Ministry every quarter",
    )
    assert "make its fund" in words(client_as(cast.finance).get("/office/"))
    with pytest.raises(NotAllowed):
        actions.make_fund(
            by=cast.officer,
            grant=won,
            version=won.version,
            code="ssf",
            short_name="SSF",
            year="2026-27",
        )
    fund = actions.make_fund(
        by=cast.finance,
        grant=won,
        version=won.version,
        code="ssf",
        short_name="SSF",
        year="2026-27",
        ends=date(2028, 3, 31),
    )

    assert fund.budgets.get().amount == Money.of(200_000)
    assert fund.given_by == grant.department
    agreement = Agreement.objects.create(reference="SSF1", title="Lamps in Harrow")
    FundShare.objects.create(agreement=agreement, fund=fund)
    page = f"/office/register/{agreement.reference}"
    client = client_as(cast.auditor)
    assert "Safer Streets Fund Spend by 31 March 2028" in words(client.get(page))
    # By reference: what finance changes in the fund is changed here, and nothing is copied.
    fund.refresh_from_db()
    plan.change_fund(
        by=cast.finance,
        fund=fund,
        revision=fund.revision,
        name=fund.name,
        short_name=fund.short_name,
        kind=fund.kind,
        conditions="Spend by 30 June 2028",
    )
    assert "Spend by 30 June 2028" in words(client.get(page))
    assert agreement.conditions.count() == 0
    told = words(client.get(f"/office/partnerships/grants/{grant.reference}"))
    assert "Had it been lost" in told
    assert "Agreements that it pays for, and that bear them SSF1 Lamps in Harrow" in told
    with pytest.raises(Changed):
        actions.make_fund(
            by=cast.finance,
            grant=won,
            version=won.version,
            code="ssf2",
            short_name="SSF",
            year="2026-27",
        )
    assert Fund.objects.filter(code="ssf2").count() == 0


def test_a_lost_bid_sets_off_the_planned_alternative(
    cast: SimpleNamespace, grant: GrantBid, client_as: ClientAs
) -> None:
    sent = submitted(cast, grant)
    actions.grant_lost(
        by=cast.officer,
        grant=sent,
        version=sent.version,
        on=date(2026, 11, 27),
        outcome="Too few bids from the north",
    )

    agreed = AgreedAction.objects.get(about=grant.subject)
    assert (agreed.owner, agreed.due) == (cast.manager, date(2026, 12, 10))
    desk = words(client_as(cast.manager).get("/office/"))
    assert "Ask the county to pay for the lamps A bid that was lost, due 10 December 2026" in desk
    assert GrantBid.objects.get().state == "lost"


def test_what_went_after_the_deadline_was_not_submitted(
    cast: SimpleNamespace, grant: GrantBid
) -> None:
    begun = actions.draft_grant(by=cast.officer, grant=grant, version=grant.version)
    GrantBid.objects.update(closes_at=datetime(2026, 11, 30, 11, 0, tzinfo=UTC))

    with pytest.raises(Refused, match="had closed"):
        actions.submit_grant(
            by=cast.officer,
            grant=begun,
            version=begun.version,
            at=datetime(2026, 11, 30, 11, 0, tzinfo=UTC),
        )


def test_a_bid_cannot_be_won_before_it_was_submitted(
    cast: SimpleNamespace, grant: GrantBid
) -> None:
    with pytest.raises(Refused, match="cannot become won"):
        actions.grant_won(
            by=cast.officer,
            grant=grant,
            version=grant.version,
            on=date(2026, 11, 30),
            won=Money(1),
            conditions="None",
        )


def test_the_form_asks_to_confirm_a_doubtful_time(
    cast: SimpleNamespace, bodies: SimpleNamespace, client_as: ClientAs
) -> None:
    typed = {
        "title": "Lamps",
        "programme": "Safer Streets Fund",
        "department": "Ministry",
        "closes-day": "12",
        "closes-month": "12",
        "closes-year": "2026",
        "closes_time": "5pm",
        "lead": "District",
        "partners": "County\nCity",
        "amount": "1000",
        "owner": cast.officer.reference,
        "instead": "Nothing",
        "instead_owner": cast.officer.reference,
        "instead_days": "14",
    }
    client = client_as(cast.officer)

    asked = client.post("/office/partnerships/grants/new", typed)
    assert "12 December 2026 is a Saturday" in words(asked)
    doubt = (
        asked.content.decode().split('name="confirmed" type="checkbox" value="')[1].split('"')[0]
    )
    made = client.post("/office/partnerships/grants/new", {**typed, "confirmed": doubt})
    assert made.headers["Location"].startswith("/office/partnerships/grants/U")
    assert sorted(GrantBid.objects.get().partners.values_list("name", flat=True)) == [
        "City",
        "County",
    ]


def test_inherited_conditions_reach_the_provider_and_the_public_and_follow_the_shares(
    cast: SimpleNamespace,
    bodies: SimpleNamespace,
    client_as: ClientAs,
    client: Client,
    person: Callable[..., Person],
) -> None:
    grant, core = (
        Fund.objects.create(code=code, name=name, short_name=name, kind="core", conditions=words)
        for code, name, words in (
            ("ssf", "Streets", "Spend by March 2028\nReport each quarter"),
            ("own", "Own", "Say who paid"),
        )
    )
    provider = person(role="provider", name="Lou Lampwick")
    acts_for(provider, bodies.county)
    made = Agreement.objects.create(reference="SSF1", title="Lamps", provider=bodies.county)
    pages = [
        (client_as(cast.auditor), "/office/register/SSF1"),
        (client_as(provider), "/my/agreements/SSF1"),
        (client, "/register/SSF1"),
    ]
    for fund in (grant, core):
        plan.publish_fund(by=cast.finance, fund=fund)

    def paid_by(*funds: Fund) -> None:
        now = register.set_shares(
            by=cast.manager,
            agreement=Agreement.objects.get(pk=made.pk),
            version=Agreement.objects.get(pk=made.pk).version,
            shares=[(one, None) for one in funds],
        )
        register.publish_agreement(by=cast.manager, agreement=now)

    ssf, own = "Streets Spend by March 2028 Report each quarter", "Own Say who paid"
    for funds, there, gone in (
        ((grant,), [ssf], [own]),
        ((core,), [own], [ssf]),
        ((grant, core), [ssf, own], []),
    ):
        paid_by(*funds)
        for browser, page in pages:
            told = words(browser.get(page))
            assert "Conditions that come with its money" in told
            assert [one for one in there if one in told] == there
            assert [one for one in gone if one in told] == []


def test_conditions_of_a_fund_that_is_not_public_stay_with_the_office_and_the_provider(
    cast: SimpleNamespace, bodies: SimpleNamespace, client: Client, client_as: ClientAs
) -> None:
    fund = Fund.objects.create(
        code="quiet", name="Quiet", short_name="Q", kind="core", conditions="Not for the public"
    )
    made = Agreement.objects.create(reference="SSF2", title="Lamps", provider=bodies.county)
    FundShare.objects.create(agreement=made, fund=fund)
    register.publish_agreement(by=cast.manager, agreement=made)

    assert "Not for the public" in words(client_as(cast.auditor).get("/office/register/SSF2"))
    assert "Not for the public" not in words(client.get("/register/SSF2"))


def test_the_page_of_an_agreement_reads_its_funds_once(
    cast: SimpleNamespace, fund: Fund, client_as: ClientAs
) -> None:
    made = Agreement.objects.create(reference="SSF3", title="Lamps")
    FundShare.objects.create(agreement=made, fund=fund)
    browser = client_as(cast.auditor)

    with CaptureQueriesContext(connection) as asked:
        browser.get("/office/register/SSF3")

    assert sum('FROM "agreements_fundshare"' in one["sql"] for one in asked) == 1
