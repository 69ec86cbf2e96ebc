"""Several who commit money of one pot at the same time never pass it: on both databases, with real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from precept.do.spending import actions, queries, rules
from precept.do.spending.models import Account
from precept.foundation.ledger.actions import Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from tests.do.spending.books import YEAR, make_agreement, make_fund

AT_ONCE = 8


def test_awards_at_once_never_pass_the_pot(
    transactional_db: None, person: Callable[..., Person]
) -> None:
    chief = person(role="chief-finance-officer")
    fund = make_fund(chief, "POT", {YEAR: 10_000})
    agreements = [make_agreement(f"A{place}", {fund: 3_000}) for place in range(AT_ONCE)]
    start = Barrier(AT_ONCE)

    def award(place: int) -> bool:
        try:
            start.wait(timeout=30)
            part = rules.Part(fund.code, YEAR, Money.of(3_000))
            actions.commit(by=chief, agreement=agreements[place], parts=[part])
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        won = list(pool.map(award, range(AT_ONCE)))

    assert sum(won) == 3
    assert Account.objects.get(fund=fund, pot=rules.AVAILABLE).balance == 100_000
    assert queries.problems_with_books() == []
