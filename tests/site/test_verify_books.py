"""Checking the whole checks the books too."""

import pytest

from precept.do.spending.models import Account
from precept.site.setting_up import verify
from tests.do.spending.books import YEAR, make_fund, make_person

pytestmark = pytest.mark.django_db


def test_books_that_do_not_add_up_are_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    fund = make_fund(make_person("di", "chief-finance-officer"), "CORE", {YEAR: 100})

    assert verify((), None) == 0
    Account.objects.filter(fund=fund, pot="available").update(balance=1)

    assert verify((), None) == 1
    said = capsys.readouterr().out
    assert "the pots together don't come to nothing" in said
    assert "its balance is not what its movements come to" in said
