"""An applicant's whole way by its pages: their bids, beginning one, sections, the check, the receipt."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.bids import actions
from precept.do.bids.models import Bid, Submission
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.bids.conftest import DEADLINE, fill, submit


@pytest.fixture
def mine(bidder: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of whoever bids."""
    return client_as(bidder)


def page(client: Client, address: str, status: int = 200) -> str:
    """A page as it is sent, each id once."""
    response = client.get(address)
    assert response.status_code == status, response.content[:800]
    shown = response.content.decode()
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert sorted(set(ids)) == sorted(ids)
    return shown


def hidden(shown: str, name: str) -> str:
    """What a hidden box of a page says."""
    box = re.search(rf'<input[^>]*name="{name}"[^>]*>', shown)
    assert box is not None
    value = re.search(r'value="([^"]*)"', box[0])
    assert value is not None
    return value[1]


def own(bid: Bid, end: str = "") -> str:
    return f"/my/bids/{bid.reference}{end}"


def test_the_whole_way_from_an_open_round_to_a_receipt(
    call: Call, group: Organisation, mine: Client
) -> None:
    assert "You have begun no bid" in page(mine, "/my/bids")
    start = f"/my/bids/start/{call.opportunity.reference}"
    shown = page(mine, start)
    assert "midday on 9 December 2026" in shown
    assert "14 days left" in shown
    began = mine.post(start, {"organisation": group.reference, "key": hidden(shown, "key")})
    bid = Bid.objects.get()
    assert began.headers["Location"] == own(bid, "?done=begun")
    shown = page(mine, own(bid))
    assert "0 of 2 sections answered in full" in shown
    assert shown.count("Not yet started") == 2

    shown = page(mine, own(bid, "/answers/about"))
    sent = {
        "version": hidden(shown, "version"),
        "q-title": "Boxing at dusk",
        "q-what": "We teach boxing.",
        "q-under-18s": "no",
        "onwards": "yes",
    }
    went_on = mine.post(own(bid, "/answers/about"), sent)
    assert went_on.headers["Location"] == own(bid, "/answers/money")
    shown = page(mine, own(bid, "/answers/money"))
    went_on = mine.post(
        own(bid, "/answers/money"), {"version": hidden(shown, "version"), "q-asked": "5,000"}
    )
    assert went_on.headers["Location"] == own(bid, "/check")
    assert "2 of 2 sections answered in full" in page(mine, own(bid))

    shown = page(mine, own(bid, "/check"))
    assert "Boxing at dusk" in shown
    assert "£5,000" in shown
    key = hidden(shown, "key")
    done = mine.post(own(bid, "/check"), {"key": key})
    made = Submission.objects.get()
    assert done.headers["Location"] == own(bid, f"/receipt?of={made.receipt}")
    assert (
        mine.post(own(bid, "/check"), {"key": key}).headers["Location"] == done.headers["Location"]
    )
    assert Submission.objects.count() == 1
    shown = page(mine, done.headers["Location"])
    assert made.receipt in shown
    assert made.sha256 in shown
    assert "midday on 25 November 2026" in shown
    listed = page(mine, "/my/bids")
    assert "Boxing at dusk" in listed
    assert made.receipt in listed


def test_a_stranger_who_starts_gives_an_address_first(call: Call) -> None:
    start = f"/my/bids/start/{call.opportunity.reference}"

    response = Client().get(start)

    assert response.headers["Location"] == (
        f"/my/start?next=%2Fmy%2Fbids%2Fstart%2F{call.opportunity.reference}"
    )
    assert (
        Client().post(start, {"organisation": "none"}).headers["Location"].startswith("/my/start")
    )
    assert Bid.objects.count() == 0


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        pytest.param(DEADLINE - timedelta(days=30), "opens at midday on 18 November", id="before"),
        pytest.param(DEADLINE, "closed at midday on 9 December 2026", id="after"),
    ],
)
def test_a_round_that_is_not_open_says_when(
    call: Call,
    bidder: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[..., None],
    moment: object,
    words: str,
) -> None:
    clock_at(moment)
    mine = client_as(bidder)
    start = f"/my/bids/start/{call.opportunity.reference}"

    shown = page(mine, start)

    assert words in shown
    assert 'value="none"' not in shown
    response = mine.post(start, {"organisation": "none", "key": "k"})
    assert response.status_code == 422
    assert Bid.objects.count() == 0


PAGES = (
    "",
    "/answers/about",
    "/answers/about/history",
    "/answers/about/files/papers",
    "/check",
    "/form.docx",
    "/offline",
    "/organisation",
    "/receipt",
    "/receipt.pdf",
    "/evidence.csv",
    "/team",
    "/withdraw",
    "/why-not",
)


@pytest.mark.parametrize("end", PAGES)
def test_a_bid_of_others_is_not_there(
    submitted: Bid, person: Callable[..., Person], client_as: Callable[[Person], Client], end: str
) -> None:
    for other in (person(), person(role="commissioning-officer")):
        assert client_as(other).get(own(submitted, end)).status_code == 404


@pytest.mark.parametrize("end", PAGES)
def test_every_page_of_a_submitted_bid_is_shown_to_its_team(
    submitted: Bid, mine: Client, end: str
) -> None:
    if end.endswith((".docx", ".pdf", ".csv")):
        assert mine.get(own(submitted, end)).status_code == 200
    else:
        page(mine, own(submitted, end))


@pytest.mark.parametrize("end", [one for one in PAGES if not one.startswith("/receipt")])
def test_every_page_of_an_empty_draft_is_shown_to_its_team(
    draft: Bid, mine: Client, end: str
) -> None:
    assert mine.get(own(draft, end)).status_code == 200


def test_what_is_missing_leads_to_its_question_and_nothing_is_submitted(
    draft: Bid, mine: Client
) -> None:
    shown = page(mine, own(draft, "/check"))
    assert "still to do" in shown

    response = mine.post(own(draft, "/check"), {"key": hidden(shown, "key")})

    assert response.status_code == 422
    shown = response.content.decode()
    assert "Your bid was not submitted" in shown
    link = own(draft, "/answers/about?problems=yes#id_q-title")
    assert f'href="{link}"' in shown
    assert 'id="id_q-title"' in page(mine, link.partition("#")[0])
    assert Submission.objects.count() == 0
    assert "Sent back with errors" in mine.get(own(draft, "/evidence.csv")).content.decode()


def test_whoever_only_reads_sees_no_box_and_saves_nothing(
    draft: Bid,
    bidder: Person,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    reader = person()
    actions.invite(by=bidder, bid=draft, email=reader.email, rights="read")
    browser = client_as(reader)

    shown = page(browser, own(draft, "/answers/about"))  # takes the place up by coming

    assert "You can read this bid" in shown
    assert 'name="q-title"' not in shown
    sent = {"version": "0", "q-title": "Theirs"}
    assert browser.post(own(draft, "/answers/about"), sent).status_code == 403
    auto = browser.post(own(draft, "/answers/about"), {**sent, "autosave": "yes", "key": "a"})
    assert auto.status_code == 403
    assert "You cannot change this bid" in auto.json()["words"]
    assert draft.sections.get(section="about").answers == {}
    assert "Submit your bid" not in page(browser, own(draft, "/check"))
    assert browser.post(own(draft, "/check"), {"key": "x"}).status_code == 403


def test_after_the_deadline_a_draft_is_read_and_says_what_can_still_be_done(
    complete: Bid,
    bidder: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[..., None],
) -> None:
    clock_at(DEADLINE + timedelta(hours=1))
    mine = client_as(bidder)

    assert "was not submitted" in page(mine, own(complete))
    shown = page(mine, own(complete, "/check"))
    assert "kept as late" in shown
    late = mine.post(own(complete, "/check"), {"key": hidden(shown, "key")})

    shown = page(mine, late.headers["Location"])
    assert "came after the deadline" in shown
    assert "We kept it whole" in shown
    assert "Late, waiting for a decision" in page(mine, "/my/bids")
    assert "cannot be changed" not in page(mine, own(complete))


def test_a_submitted_bid_is_only_read_after_the_deadline(
    submitted: Bid,
    bidder: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[..., None],
) -> None:
    clock_at(DEADLINE)
    mine = client_as(bidder)

    shown = page(mine, own(submitted, "/answers/about"))

    assert "Your bid counts as it was submitted" in shown
    assert 'name="q-title"' not in shown
    auto = mine.post(
        own(submitted, "/answers/about"),
        {"autosave": "yes", "version": "1", "q-title": "Too late", "key": "b"},
    )
    assert auto.status_code == 422
    assert "closed at midday" in auto.json()["words"]
    kept = mine.post(own(submitted, "/answers/about"), {"version": "1", "q-title": "Too late"})
    assert kept.status_code == 422
    assert "Too late" in kept.content.decode()


def test_changing_after_submitting_says_that_the_change_does_not_count_yet(
    submitted: Bid, mine: Client
) -> None:
    shown = page(mine, own(submitted, "/answers/money"))
    mine.post(
        own(submitted, "/answers/money"), {"version": hidden(shown, "version"), "q-asked": "6000"}
    )

    assert "did not submit the changes" in page(mine, own(submitted))
    shown = page(mine, own(submitted, "/check"))
    assert "Submit again" in shown
    mine.post(own(submitted, "/check"), {"key": hidden(shown, "key")})

    assert [one.answers["asked"] for one in Submission.objects.all()] == [500_000, 600_000]
    first, second = Submission.objects.all()
    assert "no longer counts" in page(mine, own(submitted, f"/receipt?of={first.receipt}"))
    assert second.receipt in page(mine, own(submitted, "/receipt"))
    assert "Nothing changed since you submitted" in page(mine, own(submitted))
    assert "did not submit the changes" not in page(mine, own(submitted))


def test_a_bid_is_withdrawn_by_its_page(submitted: Bid, mine: Client) -> None:
    done = mine.post(own(submitted, "/withdraw"), {"why": ""})

    assert done.headers["Location"] == own(submitted, "?done=withdrawn")
    submitted.refresh_from_db()
    assert submitted.state == "withdrawn"
    assert "You withdrew this bid" in page(mine, own(submitted))


def test_the_list_of_many_bids_costs_no_more_than_that_of_one(
    draft: Bid, call: Call, bidder: Person, mine: Client, counted: object
) -> None:
    page(mine, "/my/bids")
    with counted() as few:  # type: ignore[operator]  # a fixture that gives a context
        page(mine, "/my/bids")
    for number in range(12):
        actions.begin_bid(by=bidder, call=call, key=f"k{number}")

    with counted() as many:  # type: ignore[operator]  # a fixture that gives a context
        shown = page(mine, "/my/bids")

    assert shown.count("Go on with it") == 13
    assert len(many) == len(few)
    assert len(few) <= 8


def test_the_task_list_costs_no_more_with_answers_files_and_submissions(
    draft: Bid, bidder: Person, mine: Client, counted: object
) -> None:
    page(mine, own(draft))
    with counted() as few:  # type: ignore[operator]  # a fixture that gives a context
        page(mine, own(draft))
    fill(draft, bidder)
    submit(draft, bidder)

    with counted() as many:  # type: ignore[operator]  # a fixture that gives a context
        page(mine, own(draft))

    assert len(few) <= 9
    assert len(many) <= len(few) + 2


@pytest.mark.parametrize("end", ["", "/answers/about", "/answers/money", "/check"])
def test_looking_at_a_bid_takes_few_queries_and_never_a_transaction(
    draft: Bid, bidder: Person, mine: Client, counted: Any, end: str
) -> None:
    fill(draft, bidder)
    submit(draft, bidder)
    page(mine, own(draft, end))
    with counted() as asked:
        shown = page(mine, own(draft, end))

    said = [one["sql"].split(None, 1)[0] for one in asked]
    assert set(said) == {"SELECT"}
    assert len(said) <= 9
    assert len(shown) <= 20 * 1024


def test_the_list_of_bids_takes_no_transaction_where_nobody_is_invited(
    draft: Bid, mine: Client, counted: Any
) -> None:
    with counted() as asked:
        page(mine, "/my/bids")

    assert {one["sql"].split(None, 1)[0] for one in asked} == {"SELECT"}


def test_saving_and_submitting_take_one_transaction_and_few_queries(
    draft: Bid, bidder: Person, mine: Client, counted: Any
) -> None:
    fill(draft, bidder)
    version = draft.sections.get(section="about").version
    sent = {"version": str(version), "q-title": "Dusk", "q-what": "Boxing", "q-under-18s": "no"}
    with counted() as saving:
        saved = mine.post(own(draft, "/answers/about"), {**sent, "autosave": "yes", "key": "k"})
    with counted() as submitting:
        done = mine.post(own(draft, "/check"), {"key": "form-1"})

    assert (saved.status_code, done.status_code) == (200, 302)
    assert "/receipt?of=" in done.headers["Location"]
    for asked, most in ((saving, 13), (submitting, 27)):
        begun = [one for one in asked if one["sql"].startswith(("BEGIN", "SAVEPOINT"))]
        assert len(begun) <= 1, [one["sql"][:60] for one in begun]
        assert len(asked) <= most


def test_after_closing_no_other_way_is_offered(
    complete: Bid,
    bidder: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[..., None],
) -> None:
    mine = client_as(bidder)
    other_way = "/my/bids/other-way/"
    assert other_way in page(mine, own(complete))

    clock_at(DEADLINE + timedelta(minutes=2))

    mine = client_as(bidder)
    assert other_way not in page(mine, own(complete))
