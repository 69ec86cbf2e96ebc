"""Whatever partners and the office do with joint money among everything else: it reconciles to the penny."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from precept.do.partners import actions
from precept.do.partners.models import JointService, JointShare, JointSum
from precept.do.spending import queries as books
from precept.do.spending import rules
from precept.do.spending.actions import paying
from precept.do.spending.models import Account
from precept.foundation import clock
from precept.foundation.money import Money
from precept.parties.models import Office, Organisation
from precept.parties.queries.bank import PayableAccount
from tests.do.spending.books import TODAY, YEAR, make_person
from tests.do.spending.test_books_properties import STEADY, Books, pounds, which

places = st.integers(min_value=0, max_value=1)


class JointBooks(Books):
    """The same, with a service that the office leads: two partners, whose shares its funds hold."""

    def __init__(self) -> None:
        super().__init__()
        self.manager = make_person("bo", "commissioning-manager")
        office, *partners = [
            Organisation.objects.create(reference=name.lower(), name=name)
            for name in ("Commissioner", "District", "County")
        ]
        Office.objects.create(name="The Office", short_name="Office", body=office)
        service = actions.begin_joint_service(
            by=self.manager, title="Safe places", commissioners=[office, *partners]
        )
        for body, put_in in ((office, 5_000), (partners[0], 3_001), (partners[1], 1_999)):
            actions.state_contribution(
                by=self.finance,
                service=service,
                organisation=body,
                year=YEAR,
                amount=Money.of(put_in),
                source="Agreed",
            )
        lot = actions.add_lot(by=self.manager, service=service, number=1, title="All")
        actions.add_agreement(by=self.manager, lot=lot, agreement=self.agreements[0])
        now = JointService.objects.get(pk=service.pk)
        self.service = actions.agree_lead(
            by=self.manager, service=now, version=now.version, lead=office, why="Most."
        )

    @rule(place=places, amount=pounds, kind=st.sampled_from(["invoice", "underspend"]))
    def share_a_sum(self, place: int, amount: int, kind: str) -> None:
        self.try_to(
            lambda: actions.share_sum(
                by=self.finance,
                service=self.service,
                kind=kind,
                year=YEAR,
                amount=Money(amount * 100 + 1),
                what="INV",
                dated=clock.today(),
                agreement=self.agreements[0],
                fund=self.funds[place],
            )
        )

    @rule(place=which, back=st.booleans(), days=st.sampled_from([0, 3]))
    def settle_a_share(self, place: int, back: bool, days: int) -> None:
        shares = list(JointShare.objects.select_related("of__fund", "organisation").order_by("id"))
        if not shares:
            return
        one = shares[-1 - place % len(shares)]
        day = clock.today() - timedelta(days=days)
        given: dict[str, Any] = {"by": self.finance, "share": one}
        if back:
            self.try_to(lambda: actions.take_settling_back(why="An error.", **given))
        else:
            self.try_to(lambda: actions.settle_share(day=day, words="Statement", **given))

    @rule(place=which)
    def withdraw_a_sum(self, place: int) -> None:
        sums = list(JointSum.objects.order_by("id"))
        if sums:
            one = sums[-1 - place % len(sums)]
            self.try_to(lambda: actions.withdraw_sum(by=self.finance, of=one, why="An error."))

    @invariant()
    def pots_hold_what_partners_owe_and_get_back(self) -> None:
        for kind, pot in (("invoice", rules.OWED), ("underspend", rules.OWING)):
            for fund in self.funds:
                open_shares = JointShare.objects.filter(
                    of__kind=kind,
                    of__fund=fund,
                    of__withdrawn_on=None,
                    settled_on=None,
                    is_own=False,
                )
                held = Account.objects.filter(fund=fund, pot=pot)
                assert sum(one.balance for one in held) == sum(
                    one.amount.pence for one in open_shares
                )

    @invariant()
    def what_is_told_of_partners_is_what_stands(self) -> None:
        parts = {one.fund: one for one in books.partners_parts(clock.FinancialYear.parse(YEAR))}
        for fund in self.funds:
            standing = books.standing(books.of_fund(fund, YEAR))
            part = parts.get(fund.name)
            owed, owing = (part.amounts[2], part.amounts[5]) if part else (Money(0), Money(0))
            assert (owed.pence, owing.pence) == (standing.owed, standing.owing)

    @invariant()
    def no_more_goes_back_than_was_put_in(self) -> None:
        shared = JointSum.objects.filter(kind="underspend", withdrawn_on=None)
        assert sum(one.amount.pence for one in shared) <= Money.of(10_000).pence


@pytest.mark.django_db
def test_no_order_of_actions_with_partners_loses_a_penny(monkeypatch: pytest.MonkeyPatch) -> None:
    payable = PayableAccount("B1", "5678", TODAY)
    monkeypatch.setattr(paying.parties, "payment_problem", lambda _organisation: None)
    monkeypatch.setattr(paying.parties, "payable_account", lambda _organisation: payable)

    run_state_machine_as_test(JointBooks, settings=STEADY)
