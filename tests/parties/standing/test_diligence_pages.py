"""The office’s pages of how an organisation stands, and of what waits."""

import re
from collections.abc import Callable

from django.test import Client

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties import queries
from precept.parties.models import Organisation, Paper
from tests.parties.reading import errors, words

ClientAs = Callable[[Person], Client]
MY = "/my/organisations"


def test_what_waits_is_listed_and_filtered(
    client_as: ClientAs, club: Organisation, paper: Paper, officer: Person, marker: Person
) -> None:
    assert client_as(marker).get("/office/diligence").status_code == 403
    browser = client_as(officer)

    page = words(browser.get("/office/diligence"))
    assert "Papers to check; Not checked yet" in page
    assert club.name in words(browser.get("/office/diligence?waits=papers"))
    assert club.name not in words(browser.get("/office/diligence?waits=bank"))
    assert club.name in words(browser.get("/office/diligence?words=oxenmere"))


def test_with_nothing_waiting_the_list_says_what_comes_here(
    client_as: ClientAs, officer: Person
) -> None:
    assert "Nothing waits" in words(client_as(officer).get("/office/diligence"))


def test_a_check_is_recorded_on_its_page(
    client_as: ClientAs, club: Organisation, officer: Person, paper: Paper, finance: Person
) -> None:
    here = f"/office/organisations/{club.reference}/diligence"
    browser = client_as(officer)
    assert "9 missing" in words(browser.get(here))
    form = browser.get(f"{here}/checks/governing").content.decode()
    assert re.search(rf'value="{paper.reference}"\s+selected', form)

    done = browser.post(
        f"{here}/checks/governing",
        {
            "latest": "",
            "outcome": "satisfied",
            "source": "paper",
            "paper": paper.reference,
            "evidence": "Read it: it says who decides.",
        },
    )

    assert done["Location"] == f"{here}?done=recorded"
    assert "1 complete, 8 missing" in words(browser.get(here))
    assert browser.get(f"{here}/checks/shoes").status_code == 404
    stale = browser.post(
        f"{here}/checks/governing",
        {"latest": "", "outcome": "satisfied", "source": "paper", "evidence": "Again"},
    )
    assert stale.status_code == 409
    seen = client_as(finance).get(here)
    assert seen.status_code == 200
    assert f"{here}/checks/governing" not in seen.content.decode()
    assert client_as(finance).get(f"{here}/checks/governing").status_code == 403


def test_what_is_shared_is_shown_and_looked_at(
    client_as: ClientAs, start: Callable[..., Organisation], stranger: Person, officer: Person
) -> None:
    one = start("Oxenmere Boxing", telephone="0116 496 0321")
    other = start("Fenwick Fencing", by=stranger, telephone="+44 116 496 0321")
    here = f"/office/organisations/{one.reference}/diligence"
    browser = client_as(officer)
    assert f"The same telephone number: {other.name}" in words(browser.get(here))
    assert errors(browser.post(here, {"why": ""})) == ["Enter why"]

    browser.post(here, {"why": "They share an office"})

    assert not queries.profile_of(one).is_flagged


def test_a_subsidy_is_checked_and_its_steps_followed(
    client_as: ClientAs, club: Organisation, officer: Person
) -> None:
    browser, here = client_as(officer), f"/office/organisations/{club.reference}/diligence/subsidy"
    today = clock.today()
    day = {"on-day": today.day, "on-month": today.month, "on-year": today.year}
    answers = {"offers_on_market": "yes", "on_market_terms": "no", "could_affect": "yes"}
    wrong = browser.post(here, {"activity": "A café", "amount": "tbc", **answers, **day})
    assert errors(wrong) == [
        "Enter an amount in pounds, like £10,000",
        "Enter an amount, or 0 where it had none",
    ]

    done = browser.post(
        here, {"activity": "A café", "amount": "£10,000", "earlier": "0", **answers, **day}
    )
    page = words(browser.get(done["Location"]))
    assert "A subsidy given as Minimal Financial Assistance" in page
    assert "Subsidy Control Act 2022" in page
    for version, step in ((1, "notified"), (2, "confirmed")):
        browser.post(done["Location"], {"version": version, "step": step, **day})

    assert "Nothing of subsidy control stands against" in words(browser.get(done["Location"]))
