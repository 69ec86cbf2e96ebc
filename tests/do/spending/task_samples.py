"""Calls of the tasks of the finance system's ledger, on states where each has something to do."""

from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile

from precept.do.spending import actions
from precept.do.spending.models import Payment, SpendFile
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.spending.books import make_agreement, make_fund, make_person
from tests.do.spending.paying import acts_for, approved, bank_in_force, in_a_file

HEADINGS = "Date,Supplier,Reference,Amount\n"


def given(by: Person, lines: str) -> SpendFile:
    """A file of the finance system, as it was given."""
    content = ContentFile((HEADINGS + lines).encode())
    return actions.give_spend_file(by=by, name="ledger.csv", content=content)


def to_read() -> dict[str, Any]:
    """A file of two lines, of which one cannot be read."""
    by = make_person("fi", "finance-officer")
    return {"reference": given(by, "01/11/2026,Club,INV-1,20.00\nnever,Club,INV-2,1\n").reference}


def paid() -> dict[str, Any]:
    """A file taken over that names a payment on its way."""
    cast = SimpleNamespace(
        officer=make_person("ol", "commissioning-officer"),
        finance=make_person("fi", "finance-officer"),
        other=make_person("ot", "finance-officer"),
        chief=make_person("di", "chief-finance-officer"),
        provider=make_person("pa", "provider"),
    )
    year = FinancialYear.of(clock.today())
    fund = make_fund(cast.chief, "CORE", {year.label: 10_000})
    agreement = make_agreement("CORE004", {fund: 5_000}, starts=year.start, ends=year.end)
    actions.sign(by=cast.finance, agreement=agreement)
    acts_for(cast.provider, Organisation.objects.get(reference="oxenmere"))
    bank_in_force(cast, cast.provider, Organisation.objects.get(reference="oxenmere"))
    payment: Payment = in_a_file(cast, approved(cast, agreement, 500)).payments.get()
    day = f"{clock.today():%d/%m/%Y}"
    file = given(cast.finance, f"{day},Oxenmere Boxing Club,{payment.reference},500.00\n")
    actions.read_lines(reference=file.reference)
    file.refresh_from_db()
    actions.take_over(by=cast.finance, file=file)
    return {"reference": file.reference}


def dropped() -> dict[str, Any]:
    """A file that was read, then dropped."""
    arguments = to_read()
    actions.read_lines(**arguments)
    file = SpendFile.objects.get(**arguments)
    actions.drop_spend_file(by=Person.objects.get(email="fi@opcc.example"), file=file)
    return arguments


SAMPLES = {
    "spending.clear_dropped": dropped,
    "spending.confirm_found": paid,
    "spending.read_lines": to_read,
}
