"""Whatever people do with the money, in whatever order: it reconciles to the penny, and no pot is overdrawn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from precept.do.agreements.models import Agreement, FundShare
from precept.do.spending import actions, queries, rules
from precept.do.spending.actions import paying
from precept.do.spending.models import Account, CarryForward, Claim, Payment, Underspend
from precept.foundation import clock
from precept.foundation.ledger.actions import Refusal
from precept.foundation.money import Money, share
from precept.parties.queries.bank import PayableAccount
from precept.plan import actions as plan
from precept.plan.models import Budget
from tests.do.spending.books import TODAY, YEAR, make_agreement, make_fund, make_person
from tests.examples import on_each_database

STEADY = settings(
    max_examples=on_each_database(12),
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
pounds = st.sampled_from([1, 333, 1_000, 5_001, 20_000])
which = st.integers(min_value=0, max_value=5)


class Books(RuleBasedStateMachine):
    """Two funds, three agreements, everybody who handles money, and a clock that goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.traveller = time_machine.travel(f"{TODAY}T12:00", tick=False)
        self.time = self.traveller.start()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.chief = make_person("di", "chief-finance-officer")
        self.finance = make_person("fi", "finance-officer")
        self.officer = make_person("ol", "commissioning-officer")
        years = {"2025-26": 5_000, YEAR: 30_000, "2027-28": 10_000}
        self.funds = [make_fund(self.chief, code, years) for code in ("CORE", "VRN")]
        self.agreements = [
            make_agreement("A1", {self.funds[0]: 9_000}),
            make_agreement("A2", {self.funds[1]: 20_000}),
            make_agreement("A3", {self.funds[0]: 10_001, self.funds[1]: 20_002}),
        ]
        self.authorised: dict[tuple[int, str], int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.traveller.stop()

    def try_to(self, do: Callable[[], Any]) -> None:
        try:
            with transaction.atomic():
                do()
        except Refusal:
            pass

    @rule(days=st.sampled_from([1, 40, 200]))
    def time_passes(self, days: int) -> None:
        self.time.move_to(clock.now() + timedelta(days=days))

    @rule(
        place=st.integers(min_value=0, max_value=1),
        year=st.sampled_from(["2025-26", YEAR]),
        to=pounds,
    )
    def change_a_budget(self, place: int, year: str, to: int) -> None:
        budget = Budget.objects.get(fund=self.funds[place], year=year)
        self.try_to(
            lambda: plan.change_budget(
                by=self.chief,
                budget=budget,
                revision=budget.revision,
                amount=Money.of(to),
                source="Revised",
            )
        )

    @rule(place=st.integers(min_value=0, max_value=1), amount=pounds)
    def authorise(self, place: int, amount: int) -> None:
        fund = self.funds[place]

        def do() -> None:
            actions.authorise(
                by=self.chief, fund=fund, year=YEAR, amount=Money.of(amount), why="Underspends."
            )
            self.authorised[fund.pk, YEAR] = amount * 100

        self.try_to(do)

    @rule(place=which)
    def sign(self, place: int) -> None:
        agreement = self.agreements[place % 3]
        self.try_to(lambda: actions.sign(by=self.finance, agreement=agreement))

    @rule(place=which, to=pounds)
    def vary(self, place: int, to: int) -> None:
        agreement = self.agreements[place % 3]
        rows = list(agreement.shares.order_by("id"))
        parts = share(Money.of(to), [1] * len(rows))
        for row, part in zip(rows, parts, strict=True):
            FundShare.objects.filter(pk=row.pk).update(amount=part)
        Agreement.objects.filter(pk=agreement.pk).update(current_amount=Money.of(to))
        agreement.refresh_from_db()
        self.try_to(lambda: actions.follow(by=self.finance, agreement=agreement))

    @rule(place=which, amount=pounds)
    def claim(self, place: int, amount: int) -> None:
        agreement = self.agreements[place % 3]
        self.try_to(
            lambda: actions.claim(by=self.officer, agreement=agreement, amount=Money.of(amount))
        )

    @rule(place=which, what=st.sampled_from(["check", "approve", "back", "refuse", "own"]))
    def handle_a_claim(self, place: int, what: str) -> None:
        claims = list(Claim.objects.order_by("id"))
        if not claims:
            return
        one = claims[place % len(claims)]
        given: dict[str, Any] = {"claim": one, "version": one.version}
        does: dict[str, Callable[[], Any]] = {
            "check": lambda: actions.check_claim(by=self.officer, found="The invoice.", **given),
            "approve": lambda: actions.approve_claim(by=self.finance, **given),
            "back": lambda: actions.send_claim_back(by=self.officer, why="Which one?", **given),
            "refuse": lambda: actions.refuse_claim(by=self.officer, why="Not ours.", **given),
            "own": lambda: actions.check_claim(by=self.finance, found="Mine.", **given),
        }
        self.try_to(does[what])

    @rule()
    def make_a_payment_file(self) -> None:
        claims = list(Claim.objects.filter(state="approved").order_by("id"))
        self.try_to(lambda: actions.make_payment_file(by=self.finance, claims=claims))

    @rule(place=which, came_back=st.booleans())
    def hear_of_a_payment(self, place: int, came_back: bool) -> None:
        payments = list(Payment.objects.order_by("id"))
        if not payments:
            return
        one = payments[place % len(payments)]
        today = clock.today()
        if came_back:
            self.try_to(
                lambda: actions.payment_came_back(
                    by=self.finance, payment=one, day=today, why="No such account."
                )
            )
        else:
            self.try_to(lambda: actions.confirm_paid(by=self.finance, payment=one, day=today))

    @rule(place=which, amount=pounds)
    def find_an_underspend(self, place: int, amount: int) -> None:
        agreement = self.agreements[place % 3]
        self.try_to(
            lambda: actions.find_underspend(
                by=self.finance, agreement=agreement, amount=Money.of(amount), why="It ended early."
            )
        )

    @rule(place=which, amount=pounds, what=st.sampled_from(["agree", "recover", "off", "none"]))
    def handle_an_underspend(self, place: int, amount: int, what: str) -> None:
        cases = list(Underspend.objects.order_by("id"))
        if not cases:
            return
        one = cases[place % len(cases)]
        today = clock.today()
        given: dict[str, Any] = {"underspend": one, "version": one.version}
        does: dict[str, Callable[[], Any]] = {
            "agree": lambda: actions.agree_underspend(
                by=self.finance, amount=Money.of(amount), due=today, **given
            ),
            "recover": lambda: actions.recover(
                by=self.finance,
                amount=Money.of(amount),
                day=today,
                goes="reuse" if place % 2 else "given back",
                **given,
            ),
            "off": lambda: actions.write_off(by=self.chief, why="It is gone.", **given),
            "none": lambda: actions.withdraw_underspend(by=self.finance, why="Not so.", **given),
        }
        self.try_to(does[what])

    @rule(
        place=st.integers(min_value=0, max_value=1),
        year=st.sampled_from(["2025-26", YEAR]),
        amount=pounds,
    )
    def propose_carrying(self, place: int, year: str, amount: int) -> None:
        self.try_to(
            lambda: actions.propose_carrying(
                by=self.finance,
                fund=self.funds[place],
                year=year,
                amount=Money.of(amount),
                why="It is late.",
            )
        )

    @rule(approve=st.booleans())
    def decide_carrying(self, approve: bool) -> None:
        for one in CarryForward.objects.filter(state="proposed"):
            self.try_to(
                lambda proposal=one: actions.decide_carrying(
                    by=self.chief, proposal=proposal, approve=approve, why="So be it."
                )
            )

    @rule(place=st.integers(min_value=0, max_value=1), year=st.sampled_from(["2025-26", YEAR]))
    def close_a_year(self, place: int, year: str) -> None:
        self.try_to(lambda: actions.close_year(by=self.chief, fund=self.funds[place], year=year))

    @invariant()
    def the_books_hold(self) -> None:
        assert queries.problems_with_books() == []

    @invariant()
    def every_fund_reconciles(self) -> None:
        for fund in self.funds:
            assert queries.standing(queries.of_fund(fund)).adds_up

    @invariant()
    def no_pot_is_overdrawn_beyond_authority(self) -> None:
        for one in Account.objects.exclude(pot=rules.OUTSIDE):
            allowed = self.authorised.get((one.fund_id, one.year), 0)
            assert one.balance >= (-allowed if one.pot == rules.AVAILABLE else 0)

    @invariant()
    def claims_stand_where_their_money_stands(self) -> None:
        for agreement in self.agreements:
            held = sum(one.amount.pence for one in queries.held(agreement, rules.CLAIMED))
            claims = Claim.objects.filter(agreement=agreement, state__in=rules.HOLDS_MONEY)
            assert held == sum(one.amount.pence for one in claims)

    @invariant()
    def nobody_approves_what_they_checked(self) -> None:
        for one in Claim.objects.exclude(approved_by=None):
            assert one.checked_by_id not in {None, one.approved_by_id}

    @invariant()
    def any_day_that_is_asked_adds_up(self) -> None:
        everything = Account.objects.all()
        assert queries.standing_on(everything, clock.today() - timedelta(days=30)).adds_up
        assert queries.standing_on(everything, clock.today()) == queries.standing(everything)


@pytest.mark.django_db
def test_no_order_of_actions_loses_a_penny(monkeypatch: pytest.MonkeyPatch) -> None:
    payable = PayableAccount("B1", "5678", TODAY)
    monkeypatch.setattr(paying.parties, "payment_problem", lambda _organisation: None)
    monkeypatch.setattr(paying.parties, "payable_account", lambda _organisation: payable)

    run_state_machine_as_test(Books, settings=STEADY)
