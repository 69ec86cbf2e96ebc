"""What a marker is not shown: others' marks, a bid in conflict, an applicant whom the round hides (A05, A06)."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.bids.models import Bid, Conflict, Submission
from precept.do.opportunities.models import Call
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.storing import put
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.assessment.sheets_handed_in import TYPED, at, hand_in, round_at

pytestmark = pytest.mark.django_db


# A05: nobody's marks before one's own


def _pages(call: Call, bids: list[Bid]) -> list[str]:
    return ["/my/marking", round_at(call), *(at(bid) for bid in bids)]


@pytest.mark.parametrize(
    "query",
    ["", "?kept=1", "?marker=1&sheet=1&state=submitted", "?words=CANARY&sort=score&all=yes"],
    ids=["plain", "kept", "other objects", "filters"],
)
def test_a_peer_s_marks_and_name_stand_on_no_page_before_one_s_own_are_in(
    marking: Call, bids: list[Bid], markers: list[Person], ada: Client, query: str
) -> None:
    hand_in(markers[1], bids[0])

    for address in _pages(marking, bids):
        page = ada.get(address + query).content.decode()
        assert "CANARY-REASON" not in page
        assert "CANARY-WHOLE" not in page
        assert markers[1].name not in page
        assert markers[1].reference not in page


def test_afterwards_the_others_marks_are_shown_without_their_names(
    marking: Call, bids: list[Bid], markers: list[Person], ada: Client
) -> None:
    hand_in(markers[1], bids[0])
    hand_in(markers[1], bids[1])
    ada.post(at(bids[0]), TYPED | {"do": "submit"})

    page = ada.get(at(bids[0])).content.decode()
    assert "CANARY-REASON-need" in page
    assert "Marker 2" in page
    assert markers[1].name not in page
    assert "CANARY-REASON" not in ada.get(at(bids[1])).content.decode()


def test_whoever_is_first_is_told_how_many_are_out(
    marking: Call, bids: list[Bid], ada: Client
) -> None:
    ada.post(at(bids[0]), TYPED | {"do": "submit"})

    assert "1 other marker has not submitted theirs yet" in ada.get(at(bids[0])).content.decode()


# A06: a conflict shuts every door in the next request


def test_a_conflict_declared_after_viewing_shuts_the_bid_at_once(
    marking: Call, bids: list[Bid], markers: list[Person], bel: Client
) -> None:
    assert bel.get(at(bids[0])).status_code == 200
    Conflict.objects.create(bid=bids[0], person=markers[1], kind="money")

    assert bel.get(at(bids[0])).status_code == 404
    assert bel.get(at(bids[0], "files/1")).status_code == 404
    assert bel.post(at(bids[0]), TYPED | {"do": "submit"}).status_code == 404
    assert bel.post(at(bids[0]), TYPED | {"autosave": "yes"}).status_code == 404
    page = bel.get(round_at(marking)).content.decode()
    assert bids[0].reference not in page
    assert bids[0].title not in page
    assert "0 of 3 submitted" in page
    assert "0 of 3 submitted" in bel.get("/my/marking").content.decode()


# Where the round hides applicants


@pytest.fixture
def hidden(marking: Call) -> Call:
    """The round, marked without the applicants' names."""
    Call.objects.update(hides_applicant=True)
    return marking


def test_a_hidden_applicant_stands_nowhere_in_the_bid(
    hidden: Call, bids: list[Bid], bel: Client
) -> None:
    for address in _pages(hidden, bids):
        page = bel.get(address).content.decode()
        for bid in bids:
            assert bid.organisation is not None
            assert bid.organisation.name.lower() not in page.lower()
            assert f"Lead of {bid.reference}" not in page  # a personal answer

    page = bel.get(at(bids[0])).content.decode()
    assert "[the applicant] will walk with people home" in page
    assert "The applicant is not shown" in page


def test_an_applicant_who_is_not_hidden_is_named(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    assert bids[0].organisation is not None
    page = bel.get(at(bids[0])).content.decode()

    assert bids[0].organisation.name in page
    assert f"Lead of {bids[0].reference}" in page


def test_a_protected_organisation_appears_by_its_area_alone(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    assert bids[0].organisation is not None
    Organisation.objects.filter(pk=bids[0].organisation.pk).update(
        is_protected=True, area="North Larkshire"
    )

    page = bel.get(at(bids[0])).content.decode() + bel.get(round_at(marking)).content.decode()
    assert bids[0].organisation.name not in page
    assert "An organisation in North Larkshire" in page


def _with_file(bid: Bid, by: Person, **says: Any) -> StoredFile:
    """Give a bid a file, as its submission names it."""
    content = b"%PDF-1.7 wren"
    file = StoredFile.objects.create(
        about=bid.subject,
        name_given="Wrenfield accounts.pdf",
        name="Wrenfield accounts.pdf",
        kind="pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kept=put(content),
        state="clean",
        settled=bid.opened,
        added_by=by,
    )
    listed = {
        "reference": file.reference,
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
    }
    assert bid.in_force is not None
    said = bid.in_force.said
    said["answers"]["papers"] = [listed]
    said["files"] = [{**listed, "question": "papers", "hidden_from": [], **says}]
    Submission.objects.filter(pk=bid.in_force.pk).update(content=canonical(said))
    return file


def test_a_marker_opens_a_file_of_their_bid_and_of_no_other(
    marking: Call,
    bids: list[Bid],
    officer: Person,
    markers: list[Person],
    bel: Client,
    client_as: Callable[[Person], Client],
) -> None:
    file = _with_file(bids[0], officer)

    assert "Wrenfield accounts.pdf" in bel.get(at(bids[0])).content.decode()
    opened = bel.get(at(bids[0], "files/1"))
    assert opened.content == b"%PDF-1.7 wren"
    assert "Wrenfield accounts.pdf" in opened.headers["Content-Disposition"]
    assert bel.get(f"/files/{file.reference}").status_code == 200
    assert bel.get(at(bids[0], "files/2")).status_code == 404
    cy = client_as(markers[2])
    assert cy.get(at(bids[0], "files/1")).status_code == 404
    assert cy.get(f"/files/{file.reference}").status_code == 404


def test_where_applicants_are_hidden_a_file_goes_out_without_its_name(
    hidden: Call, bids: list[Bid], officer: Person, bel: Client
) -> None:
    file = _with_file(bids[0], officer)

    page = bel.get(at(bids[0])).content.decode()
    assert "Wrenfield accounts" not in page
    assert "File 1" in page
    opened = bel.get(at(bids[0], "files/1"))
    assert opened.content == b"%PDF-1.7 wren"
    assert "Wrenfield" not in opened.headers["Content-Disposition"]
    assert f"{bids[0].reference}-1.pdf" in opened.headers["Content-Disposition"]
    # Its own address would say the name.
    assert bel.get(f"/files/{file.reference}").status_code == 404


def test_a_file_hidden_from_markers_is_not_opened(
    marking: Call, bids: list[Bid], officer: Person, bel: Client
) -> None:
    file = _with_file(bids[0], officer, hidden_from=["markers"])

    assert bel.get(f"/files/{file.reference}").status_code == 404
    assert bel.get(at(bids[0], "files/1")).status_code == 404


def test_a_conflict_shuts_the_file_too(
    marking: Call, bids: list[Bid], officer: Person, markers: list[Person], bel: Client
) -> None:
    file = _with_file(bids[0], officer)
    Conflict.objects.create(bid=bids[0], person=markers[1], kind="money")

    assert bel.get(f"/files/{file.reference}").status_code == 404
    assert bel.get(at(bids[0], "files/1")).status_code == 404
