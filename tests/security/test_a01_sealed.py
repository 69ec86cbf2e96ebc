"""Before bids are opened nobody in the office reads one, whatever they may do else (security: A01, access).

A token stands in every text of every bid; then everyone who works in the office asks for every address that a
bid, a round, a file, a mail or the ledger has. The officer who entered a bid for somebody reads that one.
"""

from typing import Final

import pytest
from django.test import Client

from precept.do.bids.models import Bid
from precept.foundation.outbox.models import Mail
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from precept.foundation.search.models import EntryRow
from tests.security import rounds
from tests.security.canaries import Canaries
from tests.security.house import House
from tests.security.rounds import Round
from tests.security.sweeping import BENEATH, doors_of_bids, plant_in, read_by

PARTS: Final = ("assessment", "bids", "decisions", "desk", "documents", "opportunities", "outbox")
STAFF: Final = (
    "commissioner",
    "deputy",
    "chief-executive",
    "chief-finance-officer",
    "commissioning-manager",
    "marker",
    "finance-officer",
    "auditor",
    "administrator",
    "external-expert",
    "partner",
)


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def made(office: House, canaries: Canaries) -> Round:
    """A sealed round with a token in everything that a bidder wrote."""
    of = rounds.sealed(office, canaries.words)
    work_until_idle()
    typed = {token: where for token, where in canaries.where.items() if "answer of" in where}
    canaries.where = typed  # officers read what people ask and how they want to apply
    plant_in(canaries, of.bids.values())
    return of


def sought(browser: Client, made: Round, canaries: Canaries) -> tuple[list[str], int]:
    """Where somebody finds a token, and how many pages they were shown."""
    mails = [
        f"/office/outbox/mail/{one.reference}" for one in Mail.objects.filter(kind__contains="bid")
    ]
    return read_by(browser, [*doors_of_bids(made, PARTS), *mails], canaries)


@pytest.mark.parametrize("role", STAFF)
def test_nobody_in_the_office_reads_a_sealed_bid(
    office: House, made: Round, canaries: Canaries, role: str
) -> None:
    found, shown = sought(office.browser(role), made, canaries)

    assert found == []
    assert shown > 0


def test_who_runs_the_round_reads_no_sealed_bid_either(made: Round, canaries: Canaries) -> None:
    found, shown = sought(signed_in(made.other_officer), made, canaries)

    assert found == []
    assert shown > 60


def test_the_officer_who_entered_a_bid_reads_that_one_alone(
    made: Round, canaries: Canaries
) -> None:
    entered = made.bid("assisted")
    found, _ = sought(signed_in(made.officer), made, canaries)

    rows = {"bids.Bid": {entered.pk}}
    rows |= {
        label: set(getattr(entered, beneath).values_list("pk", flat=True))
        for label, beneath in BENEATH.items()
    }
    where = {one.split(": ", 1)[1] for one in found}
    planted = {one for one in where if not one.startswith("an entered answer")}
    others = {
        one
        for one in planted
        if int(one.rsplit(" ", 1)[1]) not in rows.get(one.rsplit(".", 1)[0], set())
    }
    assert others == set()
    assert len(planted) > 3


def test_an_officer_who_left_the_work_reads_no_more_what_they_entered(
    made: Round, canaries: Canaries
) -> None:
    made.officer.roles_held.update(role="auditor")

    found, _ = sought(signed_in(Person.objects.get(pk=made.officer.pk)), made, canaries)

    assert found == []


def test_no_mail_and_no_list_to_search_holds_an_answer(made: Round, canaries: Canaries) -> None:
    mails = [mail.text.reveal() for mail in Mail.objects.all() if mail.text is not None]
    entries = [f"{row.title} {row.shown} {row.terms}" for row in EntryRow.objects.all()]

    assert [canaries.found_in(text) for text in (*mails, *entries) if canaries.found_in(text)] == []
    assert any("receipt" in text.casefold() for text in mails)


def test_the_ledger_does_not_say_who_bids_before_the_bids_are_opened(
    office: House, made: Round
) -> None:
    sealed = {one.subject for one in Bid.objects.filter(opportunity=made.call.opportunity)}
    for role in ("auditor", "administrator", "chief-executive", "chief-finance-officer"):
        browser = office.browser(role)
        listed = browser.get("/office/ledger?words=bid:").content.decode()
        assert [one for one in sealed if one in listed] == []
        assert {browser.get(f"/office/ledger/{one}").status_code for one in sealed} == {404}


def test_the_sweep_finds_the_bids_once_they_are_opened(
    office: House, made: Round, canaries: Canaries
) -> None:
    """A sweep that could find nothing would prove nothing."""
    rounds.opened(made)

    found, _ = sought(signed_in(made.manager), made, canaries)

    assert {one.split(" of row")[0].split(": ", 1)[1] for one in found} >= {
        "bids.Submission.content"
    }
    story = office.browser("auditor").get(f"/office/ledger/{made.bid('submitted').subject}")
    assert story.status_code == 200
    gone = office.browser("administrator").get(f"/office/ledger/{made.bid('submitted').subject}")
    assert gone.status_code == 404
