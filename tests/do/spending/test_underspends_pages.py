"""The pages of underspends: found, agreed, asked back by letter, recovered, or written off."""

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from docx import Document

from precept.do.agreements import actions as agreements
from precept.do.agreements.models import Agreement
from precept.do.spending import actions
from precept.do.spending.models import Underspend
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.do.spending.books import YEAR, make_agreement, pots
from tests.do.spending.paying import acts_for, bank_in_force, paid

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]
DUE = {"due-day": "31", "due-month": "12", "due-year": "2026"}
TODAY_SAID = {"day-day": "16", "day-month": "11", "day-year": "2026"}


@pytest.fixture
def agreement(cast: SimpleNamespace, core: Fund, person: Callable[..., Person]) -> Agreement:
    """An agreement of £30,000 of which £10,000 was paid."""
    made = make_agreement("CORE004", {core: 30_000})
    actions.sign(by=cast.finance, agreement=made)
    cast.provider = person(role="provider")
    provider = Organisation.objects.get(reference="oxenmere")
    acts_for(cast.provider, provider)
    bank_in_force(cast, cast.provider, provider)
    paid(cast, made, 10_000)
    return made


def found(browser: Client, pounds: str = "2,000") -> str:
    """The address of an underspend that somebody recorded through the pages."""
    browser.post("/office/underspends/new", {"reference": "CORE004"})
    answer = browser.post(
        "/office/register/CORE004/underspend",
        {"amount": pounds, "why": "The final return shows it: a post stood empty."},
    )
    return answer.headers["Location"]


def test_an_underspend_is_asked_back_by_letter_and_recovered(
    cast: SimpleNamespace, core: Fund, agreement: Agreement, client_as: As
) -> None:
    browser = client_as(cast.finance)
    place = found(browser)
    answer = browser.post(f"{place}/agree", {"version": 1, "amount": "1,500", **DUE})
    assert answer.status_code == 302, answer.content.decode()
    assert pots(fund=core, year=YEAR)["underspent"] == 1_500
    Mail.objects.all().delete()
    browser.post(f"{place}/ask", {"version": 2})

    case = Underspend.objects.get()
    assert case.state == "asked"
    page = browser.get(place).content.decode()
    assert 'href="/office/register/CORE004">CORE004</a>' in page
    assert "CORE, 2026–27: £1,500.00" in page
    own = client_as(cast.provider)
    page = own.get("/my/agreements/CORE004").content.decode()
    assert "to be back by 31 December 2026" in page
    answer = own.get(f"/my/underspends/{case.reference}/letter.docx")
    said = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "a post stood empty" in said
    assert "£1,500.00" in said
    assert said.endswith("The office")
    agreements.change_template(
        by=cast.officer, kind="recovery", version=0, words="Pay $amount, $provider."
    )
    again = own.get(f"/my/underspends/{case.reference}/letter.docx").content
    assert "a post stood empty" in "\n".join(
        one.text for one in Document(io.BytesIO(again)).paragraphs
    )
    assert [one.to for one in Mail.objects.all()] == [cast.provider.email]

    answer = browser.post(
        f"{place}/recover", {"version": 3, "amount": "1,500", "goes": "reuse", **TODAY_SAID}
    )
    assert answer.status_code == 302, answer.content.decode()
    now = pots(fund=core, year=YEAR)
    assert Underspend.objects.get().state == "recovered"
    assert (now["paid"], now["available"]) == (8_500, 71_500)
    assert "underspent" not in now


def test_a_letter_is_not_the_providers_before_it_went_out(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    browser = client_as(cast.finance)
    place = found(browser)
    case = Underspend.objects.get()
    own = client_as(cast.provider)

    assert "2,000" not in own.get("/my/agreements/CORE004").content.decode()
    browser.post(f"{place}/agree", {"version": 1, "amount": "2,000", **DUE})
    assert own.get(f"/my/underspends/{case.reference}/letter.pdf").status_code == 404


def test_an_underspend_is_written_off_by_another_hand_with_the_power(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    chief = client_as(cast.chief)
    place = found(chief)
    chief.post(f"{place}/agree", {"version": 1, "amount": "2,000", **DUE})

    assert "Write it off" not in chief.get(place).content.decode()
    said = {"version": 2, "why": "The group has disbanded."}
    answer = chief.post(f"{place}/write-off", said)
    assert answer.status_code == 422
    assert "You found this underspend" in answer.content.decode()
    assert client_as(cast.finance).post(f"{place}/write-off", said).status_code == 403
    assert Underspend.objects.get().state == "agreed"


def test_overdue_ones_are_listed_as_such(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    browser = client_as(cast.finance)
    place = found(browser)
    browser.post(f"{place}/agree", {"version": 1, "amount": "2,000", **DUE})

    assert (
        "No underspend was found"
        in browser.get("/office/underspends?state=overdue").content.decode()
    )
    Underspend.objects.update(due="2026-11-15")
    page = browser.get("/office/underspends?state=overdue").content.decode()
    assert "Overdue" in page
    assert "CORE004" in page
