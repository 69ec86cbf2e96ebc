"""The books: what is committed, claimed, paid and comes back stands where it should."""

from datetime import date
from types import SimpleNamespace

import pytest

from precept.do.agreements.models import Agreement, Listing
from precept.do.spending import actions, queries, rules
from precept.do.spending.models import Account, WaitingCommitment
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.money import Money
from precept.plan import actions as plan
from precept.plan.models import Budget, Fund, FundRestriction
from tests.do.spending.books import YEAR, make_agreement, make_fund, moved, pots

pytestmark = pytest.mark.django_db


def part(fund: Fund, pounds: int, year: str = YEAR) -> rules.Part:
    return rules.Part(fund.code, year, Money.of(pounds))


def test_a_budget_that_is_stated_is_available_and_follows_its_changes(
    cast: SimpleNamespace, core: Fund
) -> None:
    assert pots(fund=core, year=YEAR) == {"outside": -100_000, "available": 100_000}

    budget = Budget.objects.get(fund=core, year=YEAR)
    plan.change_budget(
        by=cast.chief, budget=budget, revision=1, amount=Money.of(90_000), source="Revised"
    )

    assert pots(fund=core, year=YEAR) == {"outside": -90_000, "available": 90_000}
    assert moved()[-1] == "budget cut"
    assert actions.open_books(by=cast.chief, fund=core) == 0


def test_a_budget_cannot_sink_below_what_was_promised(cast: SimpleNamespace, core: Fund) -> None:
    agreement = make_agreement("A1", {core: 95_000})
    actions.commit(by=cast.finance, agreement=agreement, parts=[part(core, 95_000)])
    budget = Budget.objects.get(fund=core, year=YEAR)

    with pytest.raises(Refused, match=r"£5,000\.00 available"):
        plan.change_budget(
            by=cast.chief, budget=budget, revision=1, amount=Money.of(90_000), source="Revised"
        )


def test_nothing_is_promised_beyond_the_budget_without_authority(
    cast: SimpleNamespace, core: Fund
) -> None:
    agreement = make_agreement("A1", {core: 105_000})
    parts = [part(core, 105_000)]

    with pytest.raises(Refused, match="over-programming"):
        actions.commit(by=cast.finance, agreement=agreement, parts=parts)
    with pytest.raises(NotAllowed):
        actions.authorise(
            by=cast.finance,
            fund=core,
            year=YEAR,
            amount=Money.of(10_000),
            why="Projects underspend.",
        )
    actions.authorise(
        by=cast.chief, fund=core, year=YEAR, amount=Money.of(10_000), why="Projects underspend."
    )
    actions.commit(by=cast.finance, agreement=agreement, parts=parts)

    assert pots(fund=core, year=YEAR) == {
        "outside": -100_000,
        "available": -5_000,
        "committed": 105_000,
    }
    assert queries.promisable(core, YEAR) == Money.of(5_000)
    with pytest.raises(Refused, match="promised already"):
        actions.authorise(by=cast.chief, fund=core, year=YEAR, amount=Money(0), why="No more.")


def test_a_fund_that_has_ended_or_may_not_pay_for_it_promises_nothing(
    cast: SimpleNamespace,
) -> None:
    grant = make_fund(cast.chief, "MOJ", {YEAR: 50_000, "2027-28": 1}, ends=date(2027, 3, 31))
    agreement = make_agreement("A1", {grant: 1_000})
    FundRestriction.objects.create(
        fund=grant, sort="kinds", values=["grant agreement"], words="For grants alone."
    )

    with pytest.raises(Refused, match="ended on 31 March 2027"):
        actions.commit(by=cast.finance, agreement=agreement, parts=[part(grant, 1, "2027-28")])
    with pytest.raises(Refused, match="For grants alone"):
        actions.commit(by=cast.finance, agreement=agreement, parts=[part(grant, 1_000)])


def test_signing_commits_by_the_years_in_which_payments_fall(
    cast: SimpleNamespace, core: Fund
) -> None:
    agreement = make_agreement(
        "A1", {core: 90_000}, {date(2026, 6, 1): 60_000, date(2027, 6, 1): 30_000}
    )

    actions.sign(by=cast.finance, agreement=agreement)

    assert queries.promised(agreement) == [part(core, 60_000), part(core, 30_000, "2027-28")]


def test_the_year_of_a_commitment_is_that_of_its_framework_not_of_its_deadline(
    cast: SimpleNamespace, core: Fund
) -> None:
    agreement = make_agreement(
        "A1", {core: 70_000}, kind="grant agreement", starts=date(2026, 2, 1)
    )
    Listing.objects.create(agreement=agreement, year=YEAR, section="grants", place=1)

    actions.sign(by=cast.finance, agreement=agreement)

    assert queries.promised(agreement) == [part(core, 70_000)]


def test_a_contract_of_several_years_says_itself_when_it_is_paid(
    cast: SimpleNamespace, core: Fund
) -> None:
    agreement = make_agreement("A1", {core: 70_000}, ends=date(2028, 3, 31))

    actions.sign(by=cast.finance, agreement=agreement)

    assert "plan them, or commit by hand" in WaitingCommitment.objects.get().because
    actions.commit(
        by=cast.finance,
        agreement=agreement,
        parts=[part(core, 40_000), part(core, 30_000, "2027-28")],
    )
    assert not WaitingCommitment.objects.exists()


def test_what_the_books_cannot_take_waits_and_says_why(cast: SimpleNamespace, core: Fund) -> None:
    agreement = make_agreement("A1", {core: 150_000})

    actions.sign(by=cast.finance, agreement=agreement)

    waiting = WaitingCommitment.objects.get()
    assert waiting.parts == [["CORE", YEAR, 15_000_000]]
    assert "£100,000.00 available for 2026–27" in waiting.because
    assert queries.remains_to_claim(agreement) == Money(0)

    actions.authorise(by=cast.chief, fund=core, year=YEAR, amount=Money.of(50_000), why="Reserves.")
    actions.commit_waiting(by=cast.finance, agreement=agreement)

    assert not WaitingCommitment.objects.exists()
    assert queries.promised(agreement) == [part(core, 150_000)]


def test_a_variation_moves_the_books_and_keeps_what_was_paid(
    cast: SimpleNamespace, core: Fund
) -> None:
    agreement = make_agreement("A1", {core: 60_000})
    actions.sign(by=cast.finance, agreement=agreement)
    actions.enter_paid_before(by=cast.finance, agreement=agreement, amount=Money.of(20_000))

    def become(pounds: int) -> None:
        Agreement.objects.filter(pk=agreement.pk).update(current_amount=Money.of(pounds))
        agreement.refresh_from_db()
        actions.follow(by=cast.finance, agreement=agreement)

    become(50_000)
    assert pots(agreement=agreement) == {"committed": 30_000, "paid": 20_000}
    become(10_000)
    assert "£30,000.00 is committed" in WaitingCommitment.objects.get().because
    assert pots(agreement=agreement) == {"committed": 30_000, "paid": 20_000}


def test_any_day_can_be_asked(cast: SimpleNamespace, core: Fund) -> None:
    agreement = make_agreement("A1", {core: 60_000})
    actions.sign(by=cast.finance, agreement=agreement)
    accounts = queries.of_agreement(agreement)

    assert queries.standing_on(accounts, date(2026, 11, 15)) == rules.Standing()
    assert queries.standing_on(accounts, date(2026, 11, 16)).committed == 6_000_000
    assert queries.standing(accounts).committed == 6_000_000


def test_books_whose_balance_was_touched_are_found(cast: SimpleNamespace, core: Fund) -> None:
    assert queries.problems_with_books() == []

    Account.objects.filter(fund=core, pot="available").update(balance=1)

    assert len(queries.problems_with_books()) == 3


def test_a_year_ends(cast: SimpleNamespace) -> None:
    fund = make_fund(cast.chief, "OLD", {"2025-26": 10_000, YEAR: 1_000})
    agreement = make_agreement("A1", {fund: 4_000}, starts=date(2025, 5, 1), ends=date(2026, 3, 31))
    actions.sign(by=cast.finance, agreement=agreement)

    carried = actions.propose_carrying(
        by=cast.finance,
        fund=fund,
        year="2025-26",
        amount=Money.of(5_000),
        why="The project is late.",
    )
    with pytest.raises(Refused, match="waits to be decided"):
        actions.close_year(by=cast.chief, fund=fund, year="2025-26")
    actions.decide_carrying(by=cast.chief, proposal=carried, approve=True)
    actions.close_year(by=cast.chief, fund=fund, year="2025-26")

    assert pots(fund=fund, year="2025-26") == {"outside": -9_000}
    assert pots(fund=fund, year=YEAR) == {
        "outside": -1_000,
        "available": 6_000,
        "committed": 4_000,
    }
    assert queries.standing(queries.of_fund(fund)).adds_up
    with pytest.raises(Refused, match="2025–26 is closed"):
        actions.commit(by=cast.finance, agreement=agreement, parts=[part(fund, 1, "2025-26")])


def test_no_more_counts_as_paid_before_than_was_committed_up_to_this_year(
    cast: SimpleNamespace, core: Fund
) -> None:
    agreement = make_agreement("CORE004", {core: 30_000})
    actions.sign(by=cast.finance, agreement=agreement)

    with pytest.raises(Refused, match="is committed up to") as refused:
        actions.enter_paid_before(by=cast.finance, agreement=agreement, amount=Money.of(30_001))

    assert refused.value.field == "amount"
    assert queries.paid_before(agreement) == Money(0)
