"""Exports of the finance system overlap: no line counts twice."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.spending import actions
from precept.do.spending.models import Payment, SpendFile, SpendLine
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.do.spending.ledger_files import given, taken

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


def test_lines_of_an_export_that_overlaps_do_not_count_again(
    cast: SimpleNamespace, payment: Payment, client_as: As
) -> None:
    paid = f"14/11/2026,Oxenmere Boxing Club,{payment.reference},500.00,,\n"
    ticket = "15/11/2026,Bus company,,2.00,Ticket,\n"
    taken(cast.finance, given(cast.finance, paid + ticket + ticket, "to-15.csv"))

    file = given(
        cast.finance,
        paid + ticket * 3 + "15/11/2026,Bus company,,2.00,Another,\n16/11/2026,Baker,,9.50,,\n",
        "from-14.csv",
    )

    lines = SpendLine.objects.filter(file=file).order_by("line")
    assert [one.state for one in lines] == ["again"] * 3 + ["other"] * 3
    assert lines[0].because == "It stands in to-15.csv already"
    assert (file.rows_read, file.rows_again, file.total_again) == (6, 3, 50_400)
    browser = client_as(cast.finance)
    asked = browser.get(f"/office/finance/files/{file.reference}/take-over").content.decode()
    assert "3 lines, £13.50 in all. 3 stand already" in asked
    taken(cast.finance, file)
    everything = browser.get("/office/finance/lines").content.decode()
    assert everything.count("Bus company") == 4
    assert SpendLine.objects.filter(state="doubt").count() == 0


def test_a_file_read_before_another_was_taken_over_is_compared_again_first(
    cast: SimpleNamespace,
) -> None:
    rows = "14/11/2026,Somebody,R1,5.00,,\n"
    first = given(cast.finance, rows, "first.csv")
    second = given(cast.finance, rows + "15/11/2026,Somebody,R2,6.00,,\n", "second.csv")
    taken(cast.finance, first)

    assert actions.take_over(by=cast.finance, file=second).state == "reading"
    actions.read_lines(reference=second.reference)
    second.refresh_from_db()

    assert (second.state, second.rows_again) == ("ready", 1)
    assert actions.take_over(by=cast.finance, file=second).state == "taken"
    assert Event.objects.filter(subject=second.subject, type="to be compared again").count() == 1


def test_comparing_again_after_a_break_comes_to_the_same(cast: SimpleNamespace) -> None:
    rows = "14/11/2026,Somebody,R1,5.00,,\n"
    taken(cast.finance, given(cast.finance, rows + rows))
    second = given(cast.finance, rows * 3)
    SpendFile.objects.filter(pk=second.pk).update(state="reading")

    actions.read_lines(reference=second.reference)

    second.refresh_from_db()
    assert (second.rows_again, second.total_again) == (2, 1000)
