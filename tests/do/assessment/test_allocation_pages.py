"""The pages of markers: by whom, what is shown, that no score is; each as cheap for many bids as for few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.assessment import actions, rules
from precept.do.assessment.models import Allocation
from precept.do.bids.models import Bid, Conflict
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import give

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(officer: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of somebody who runs rounds."""
    return client_as(officer)


def here(call: Call, *more: str) -> str:
    return "/".join(["/office/rounds", call.opportunity.reference, "markers", *more])


def progress(call: Call) -> str:
    return f"/office/rounds/{call.opportunity.reference}/marking-so-far"


ROLES = [
    ("commissioning-officer", 200, 200),
    ("commissioning-manager", 200, 200),
    ("chief-executive", 403, 200),
    ("marker", 403, 403),
    ("external-expert", 403, 403),
    ("auditor", 403, 403),
    ("administrator", 403, 403),
    ("provider", 403, 403),
]


@pytest.mark.parametrize(("role", "allocates", "follows"), ROLES, ids=[one[0] for one in ROLES])
def test_who_allocates_and_who_follows_the_marking(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
    role: str,
    allocates: int,
    follows: int,
) -> None:
    client = client_as(person(role=role))
    one = bids[0].reference

    for address in (
        here(marking),
        here(marking, "share-out"),
        here(marking, "begin"),
        here(marking, "bids", one),
        here(marking, "bids", one, "end", markers[0].reference),
    ):
        assert client.get(address).status_code == allocates, address
    assert client.get(progress(marking)).status_code == follows


def test_the_board_says_who_marks_what_and_what_is_short(
    marking: Call, bids: list[Bid], markers: list[Person], desk: Client
) -> None:
    Conflict.objects.create(bid=bids[0], person=markers[0], kind="member")

    page = desk.get(here(marking)).content.decode()
    assert "Ada Marker, Bel Expert" in page
    assert "has 1 of 2" in page
    only = desk.get(here(marking) + "?state=short").content.decode()
    assert "1 bid<" in only


def test_an_empty_round_says_what_to_do(call: Call, desk: Client) -> None:
    page = desk.get(here(call)).content.decode()

    assert "Bids can be given to markers once they are opened." in page
    assert "Nobody has a bid to mark yet." in page


def test_bids_are_shared_out_from_a_page(
    bids: list[Bid], call: Call, markers: list[Person], desk: Client
) -> None:
    page = desk.get(here(call, "share-out")).content.decode()
    assert "Bel Expert (External expert; no bids; interests not declared yet)" in page

    sent = {"markers": [one.reference for one in markers], "each": "2"}
    assert desk.post(here(call, "share-out"), sent).status_code == 302
    assert Allocation.objects.count() == 8


def test_sharing_out_says_in_our_words_what_is_wrong(
    bids: list[Bid], call: Call, desk: Client, manager: Person
) -> None:
    answer = desk.post(here(call, "share-out"), {"markers": ["nobody"], "each": "many"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Choose people of the list" in page
    assert "Enter a whole number, such as 2" in page
    nobody = desk.post(here(call, "share-out"), {"each": "2"}).content.decode()
    assert "Choose at least one marker" in nobody


def test_a_bid_is_given_and_taken_back_by_hand(
    bids: list[Bid], call: Call, markers: list[Person], desk: Client
) -> None:
    one = here(call, "bids", bids[0].reference)
    assert desk.post(one, {"marker": markers[0].reference}).status_code == 302
    assert "Ada Marker" in desk.get(one).content.decode()
    end = f"{one}/end/{markers[0].reference}"
    assert desk.post(end, {"why": ""}).status_code == 422
    assert desk.post(end, {"why": "Is ill"}).status_code == 302

    assert Allocation.objects.get().ended_why == "Is ill"
    assert desk.get(end).status_code == 404


def test_somebody_with_a_conflict_is_not_offered(
    bids: list[Bid], call: Call, markers: list[Person], desk: Client
) -> None:
    Conflict.objects.create(bid=bids[0], person=markers[0], kind="member")
    one = here(call, "bids", bids[0].reference)

    assert "Ada Marker" not in desk.get(one).content.decode()
    answer = desk.post(one, {"marker": markers[0].reference})
    assert answer.status_code == 422
    assert "Choose somebody of the list" in answer.content.decode()


def test_marking_begins_from_a_page(
    bids: list[Bid], call: Call, officer: Person, markers: list[Person], desk: Client
) -> None:
    refused = desk.post(here(call, "begin"), {})
    assert refused.status_code == 422
    assert "4 bids have no marker yet" in refused.content.decode()
    for bid in bids:
        give(bid, *markers[:2], by=officer)

    assert desk.post(here(call, "begin"), {}).status_code == 302
    assert Call.objects.get().stage == "marking"


def test_progress_says_how_far_everybody_is_and_no_score(
    marking: Call, bids: list[Bid], markers: list[Person], desk: Client
) -> None:
    given = {key: rules.Given(4, "CANARY-REASON") for key in ("need", "delivery", "value")}
    actions.save_marks(by=markers[0], bid=bids[0], given=given, overall="CANARY-WHOLE", read=0)
    actions.submit_sheet(by=markers[0], bid=bids[0], version=1)

    page = desk.get(progress(marking)).content.decode()
    assert "1 of 2 submitted" in page
    assert "Nobody’s scores are shown before all are in." in page
    assert "CANARY" not in page
    assert "CANARY" not in desk.get(here(marking)).content.decode()
    assert "CANARY" not in desk.get(here(marking, "bids", bids[0].reference)).content.decode()


def test_a_conflict_of_the_office_hides_the_bid_and_its_counts(
    marking: Call, bids: list[Bid], officer: Person, desk: Client
) -> None:
    Conflict.objects.create(bid=bids[0], person=officer, kind="family")

    for address in (here(marking), progress(marking)):
        page = desk.get(address).content.decode()
        assert bids[0].reference not in page
        assert bids[0].title not in page
        assert "3 bids" in page
    one = here(marking, "bids", bids[0].reference)
    assert desk.get(one).status_code == 404
    assert desk.post(one, {"marker": "x"}).status_code == 404


@pytest.mark.parametrize("page", ["markers", "share-out", "one bid", "marking-so-far"])
def test_pages_take_as_many_queries_for_many_bids_as_for_few(
    marking: Call,
    bids: list[Bid],
    make_bids: Callable[..., list[Bid]],
    officer: Person,
    markers: list[Person],
    person: Callable[..., Person],
    desk: Client,
    counted: Any,
    page: str,
) -> None:
    where = {
        "markers": here(marking),
        "share-out": here(marking, "share-out"),
        "one bid": here(marking, "bids", bids[0].reference),
        "marking-so-far": progress(marking),
    }[page]
    one = desk.get(where)
    with counted() as few:
        desk.get(where)
    for bid in make_bids(60):
        give(bid, *markers, by=officer)
    for _ in range(5):
        person(role="external-expert")
    with counted() as many:
        lot = desk.get(where)

    assert len(few) == len(many) <= 12
    assert max(len(one.content), len(lot.content)) <= 60 * 1024
