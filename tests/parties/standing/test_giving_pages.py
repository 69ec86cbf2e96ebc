"""The pages on which papers and bank details are given, checked, approved and refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from precept.foundation import clock
from precept.foundation.people.models import Person, SignedIn
from precept.parties.models import BankDetails, Organisation, Paper
from tests.parties.reading import errors, words
from tests.parties.standing.accounts import NUMBER, SORT_CODE, call, give, says_account

ClientAs = Callable[[Person], Client]
MY = "/my/organisations"


def test_a_paper_is_given_on_its_page(
    client_as: ClientAs, club: Organisation, applicant: Person
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser, here = client_as(applicant), f"{MY}/{club.reference}/papers"
    assert words(browser.get(here)).count("Not given yet") == 5
    wrong = browser.post(
        f"{here}/accounts", {"file": SimpleUploadedFile("accounts.txt", b"In and out.")}
    )
    assert errors(wrong) == ["Enter the last day of the year that they cover"]

    ends = clock.today() - timedelta(days=100)
    done = browser.post(
        f"{here}/accounts",
        {
            "file": SimpleUploadedFile("accounts.txt", b"In and out."),
            "dated-day": ends.day,
            "dated-month": ends.month,
            "dated-year": ends.year,
        },
    )

    assert done["Location"] == f"{here}?done=paper"
    assert "accounts.txt" in words(browser.get(here))
    assert browser.get(f"{here}/poem").status_code == 404


def test_the_office_says_what_is_wrong_with_a_paper_and_its_people_read_it(
    client_as: ClientAs, club: Organisation, applicant: Person, officer: Person, paper: Paper
) -> None:
    address = f"/office/organisations/{club.reference}/diligence/papers/{paper.reference}"
    browser = client_as(officer)
    assert f"/files/{paper.file}" in browser.get(address).content.decode()

    wrong = browser.post(address, {"is_good_enough": "no", "reason": ""})
    assert errors(wrong) == ["Enter what is wrong with it, for its people to read"]
    browser.post(address, {"is_good_enough": "no", "reason": "Nobody signed it"})

    assert "The office says: Nobody signed it" in words(
        client_as(applicant).get(f"{MY}/{club.reference}/papers")
    )


def typed() -> dict[str, str]:
    return {"name": "Oxenmere Canary Account", "sort_code": SORT_CODE, "account_number": NUMBER}


def test_bank_details_are_given_and_only_their_end_is_shown(
    client_as: ClientAs, club: Organisation, applicant: Person
) -> None:
    browser, here = client_as(applicant), f"{MY}/{club.reference}/bank"
    assert "None are given yet" in words(browser.get(here))

    done = browser.post(f"{here}/new", typed())

    assert done["Location"] == f"{here}?done=bank"
    page = browser.get(done["Location"])
    assert f"ending {NUMBER[-4:]}" in words(page)
    assert not says_account(words(page))


def test_somebody_who_signed_in_long_ago_shows_again_who_they_are(
    client_as: ClientAs, club: Organisation, applicant: Person
) -> None:
    browser = client_as(applicant)
    SignedIn.objects.update(proved=clock.now() - timedelta(minutes=31))
    here = f"{MY}/{club.reference}/bank/new"

    for page in (browser.get(here), browser.post(here, typed())):
        assert page.status_code == 403
        assert "Show again that it is you" in words(page)
    assert not BankDetails.objects.exists()


@pytest.fixture
def details(club: Organisation, applicant: Person) -> BankDetails:
    """Details that wait."""
    return give(applicant, club)


def test_the_office_calls_back_approves_and_reads_the_numbers_for_a_reason(
    client_as: ClientAs,
    club: Organisation,
    details: BankDetails,
    officer: Person,
    finance: Person,
    marker: Person,
) -> None:
    here = f"/office/organisations/{club.reference}/bank/{details.reference}"
    assert client_as(marker).get(here).status_code == 403
    assert client_as(officer).get(f"{here}/numbers").status_code == 403
    assert client_as(officer).get(f"{here}/approve").status_code == 403

    called = client_as(officer).post(
        f"{here}/call-back",
        {"number_from": "register", "spoke_to": "Tam Trustee", "is_confirmed": "yes", "why": ""},
    )
    assert called["Location"] == here
    approved = client_as(finance).post(f"{here}/approve", {"sure": "on"})
    assert approved["Location"] == here
    for somebody in (officer, finance):
        page = client_as(somebody).get(here)
        assert "Approved" in words(page)
        assert not says_account(page.content.decode())

    asked = client_as(finance).get(f"{here}/numbers")
    assert NUMBER not in asked.content.decode()
    shown = client_as(finance).post(f"{here}/numbers", {"why": "To set the payment up"})
    assert NUMBER in words(shown)
    assert shown["Cache-Control"] == "no-store"


def test_who_called_back_is_not_offered_to_approve(
    client_as: ClientAs, club: Organisation, details: BankDetails, finance: Person
) -> None:
    call(finance, details)
    here = f"/office/organisations/{club.reference}/bank/{details.reference}"

    page = client_as(finance).get(here)

    assert f"{here}/approve" not in page.content.decode()
    assert client_as(finance).post(f"{here}/approve", {"sure": "on"}).status_code == 403


def test_refused_details_say_why_to_their_people(
    client_as: ClientAs,
    club: Organisation,
    details: BankDetails,
    finance: Person,
    applicant: Person,
) -> None:
    here = f"/office/organisations/{club.reference}/bank/{details.reference}"
    client_as(finance).post(f"{here}/refuse", {"why": "The name is another’s"})

    assert "was not accepted: The name is another’s" in words(
        client_as(applicant).get(f"{MY}/{club.reference}/bank")
    )
