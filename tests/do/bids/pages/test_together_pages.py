"""Working on a bid together: who bids, colleagues and their rights; rehearsing; writing for somebody."""

from collections.abc import Callable

import pytest
from django.test import Client

from precept.do.bids import actions
from precept.do.bids.models import Bid, BidMember, Submission
from precept.do.opportunities.models import Call
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.bids.conftest import make_organisation
from tests.do.bids.pages.test_own_pages import hidden, own, page


@pytest.fixture
def mine(bidder: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of whoever bids."""
    return client_as(bidder)


def test_a_group_without_a_profile_begins_and_makes_one_on_the_way(
    call: Call, mine: Client
) -> None:
    start = f"/my/bids/start/{call.opportunity.reference}"
    shown = page(mine, start)

    began = mine.post(start, {"organisation": "new", "key": hidden(shown, "key")})

    bid = Bid.objects.get()
    assert began.headers["Location"].startswith("/my/organisations/new?next=%2Fmy%2Fbids%2F")
    assert "Start its profile" in page(mine, own(bid, "/organisation"))
    made = mine.post(
        began.headers["Location"],
        {
            "name": "Tuesday Boxing Group",
            "kinds": "community group",
            "role": "Coach",
            "signs": "yes",
            "is_protected": "no",
        },
    )
    assert made.headers["Location"] == own(bid, "/organisation"), made.content.decode()
    group = Organisation.objects.get(name="Tuesday Boxing Group")
    shown = page(mine, own(bid, "/organisation"))
    assert f'value="{group.reference}" checked' in shown
    saved = mine.post(
        own(bid, "/organisation"), {"organisation": group.reference, "accountable_body": "none"}
    )
    assert saved.headers["Location"] == own(bid, "?done=bidder")
    bid.refresh_from_db()
    assert (bid.organisation, bid.accountable_body) == (group, None)


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "/office/"])
def test_a_profile_leads_back_to_own_pages_alone(mine: Client, next_page: str) -> None:
    shown = page(mine, f"/my/organisations/new?next={next_page}")

    assert "evil" not in shown.partition("<main")[2]
    assert f'href="{next_page}"' not in shown.partition("<main")[2]


def test_another_organisation_may_hold_the_money(
    draft: Bid, bidder: Person, group: Organisation, mine: Client
) -> None:
    holder = make_organisation("Steady Trust", bidder)

    mine.post(
        own(draft, "/organisation"),
        {"organisation": group.reference, "accountable_body": holder.reference},
    )

    draft.refresh_from_db()
    assert draft.accountable_body == holder
    assert "Steady Trust: asked to hold the money" in page(mine, own(draft))
    same = mine.post(
        own(draft, "/organisation"),
        {"organisation": group.reference, "accountable_body": group.reference},
    )
    assert same.status_code == 422
    assert "Choose another organisation" in same.content.decode()


def test_an_organisation_of_others_cannot_be_chosen(draft: Bid, mine: Client) -> None:
    theirs = make_organisation("Not Yours")

    answer = mine.post(
        own(draft, "/organisation"),
        {"organisation": theirs.reference, "accountable_body": "none"},
    )

    assert answer.status_code == 422
    assert "Not Yours" not in answer.content.decode()


def test_a_colleague_is_invited_given_other_rights_and_taken_off(
    draft: Bid,
    mine: Client,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    idris = person(name="Idris Example")
    theirs = client_as(idris)
    assert theirs.get(own(draft)).status_code == 404
    team = own(draft, "/team")
    wrong = mine.post(team, {"email": "nonsense", "rights": "edit"})
    assert wrong.status_code == 422
    mine.post(team, {"email": idris.email, "rights": "read"})
    assert "Invited, not yet signed in" in page(mine, team)

    assert "Keeping young people safe" in page(theirs, "/my/bids")  # the place is taken up
    place = BidMember.objects.get(person=idris)
    assert "Leave" in page(theirs, team)
    change = f"{team}/{place.pk}"
    assert theirs.post(change, {"rights": "lead"}).status_code == 403
    mine.post(change, {"rights": "edit"})
    place.refresh_from_db()
    assert place.rights == "edit"
    removed = mine.post(change, {"remove": "yes"})

    assert removed.headers["Location"] == f"{team}?done=changed"
    assert theirs.get(own(draft)).status_code == 404


def test_the_last_who_leads_cannot_leave_and_is_told_why(draft: Bid, mine: Client) -> None:
    place = draft.members.get()
    change = own(draft, f"/team/{place.pk}")
    assert "Leave this bid" in page(mine, change)

    answer = mine.post(change, {"remove": "yes"})

    assert answer.status_code == 422
    assert "Somebody must lead this bid" in answer.content.decode()


def test_a_colleague_leaves_by_themselves(
    draft: Bid,
    bidder: Person,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    idris = person()
    actions.invite(by=bidder, bid=draft, email=idris.email, rights="edit")
    theirs = client_as(idris)
    page(theirs, "/my/bids")
    place = BidMember.objects.get(person=idris)
    assert 'name="rights"' not in page(theirs, own(draft, f"/team/{place.pk}"))

    left = theirs.post(own(draft, f"/team/{place.pk}"), {"remove": "yes"})

    assert left.headers["Location"] == "/my/bids?done=left"
    assert "You left the bid" in page(theirs, left.headers["Location"])


def test_an_officer_rehearses_a_round_and_leaves_no_trace(
    call: Call, runner: Person, client_as: Callable[[Person], Client]
) -> None:
    office = client_as(runner)
    start = f"/my/bids/start/{call.opportunity.reference}"
    assert "Rehearse as an applicant" in page(office, start)
    assert ">Start a bid</h1>" in page(office, f"{start}?rehearse")
    before = Event.objects.count()
    began = office.post(start, {"rehearse": "yes"})
    bid = Bid.with_rehearsals.get()
    assert began.headers["Location"] == own(bid)
    task_list = page(office, own(bid))
    assert "You play an applicant" in task_list
    assert f"/office/rounds/{call.opportunity.reference}/rehearse" in task_list
    assert "/my/bids/other-way/" not in task_list
    assert "/my/organisations/start" not in page(office, own(bid, "/organisation"))
    for section, answers in (
        ("about", {"q-title": "A try", "q-what": "Try", "q-under-18s": "no"}),
        ("money", {"q-asked": "100"}),
    ):
        shown = page(office, own(bid, f"/answers/{section}"))
        assert "You play an applicant" in shown
        office.post(
            own(bid, f"/answers/{section}"), {"version": hidden(shown, "version"), **answers}
        )
    shown = page(office, own(bid, "/check"))
    sent = office.post(own(bid, "/check"), {"key": hidden(shown, "key")})
    assert "Bid submitted" in page(office, sent.headers["Location"])
    assert Event.objects.count() == before
    assert "Rehearsals" in page(office, "/my/bids")

    ended = office.post(own(bid, "/end-rehearsal"))

    assert ended.headers["Location"] == f"/office/rounds/{call.opportunity.reference}/rehearse"
    assert Bid.with_rehearsals.count() == 0
    assert Submission.objects.count() == 0
    assert Event.objects.count() == before


def test_a_round_that_is_not_published_is_there_for_rehearsals_alone(
    call: Call, runner: Person, mine: Client, client_as: Callable[[Person], Client]
) -> None:
    Call.objects.update(stage="drafting", frozen=None)
    start = f"/my/bids/start/{call.opportunity.reference}"

    assert mine.get(start).status_code == 404
    office = client_as(runner)
    before = page(office, start)
    assert "not published yet" in before
    assert f'href="/opportunities/{call.opportunity.reference}"' not in before
    began = office.post(start, {"rehearse": "yes"})
    assert "You play an applicant" in page(office, began.headers["Location"])


def test_nobody_else_rehearses(call: Call, mine: Client) -> None:
    start = f"/my/bids/start/{call.opportunity.reference}"

    assert "Rehearse" not in page(mine, start)
    assert "Rehearse" not in page(mine, f"{start}?rehearse")
    assert mine.post(start, {"rehearse": "yes"}).status_code == 403
    assert Bid.with_rehearsals.count() == 0


def test_a_bid_is_not_ended_as_if_it_were_a_rehearsal(draft: Bid, mine: Client) -> None:
    assert mine.post(own(draft, "/end-rehearsal")).status_code == 404
    assert Bid.objects.filter(pk=draft.pk).exists()


def test_an_officer_writes_down_what_somebody_says_reads_it_back_and_submits(
    call: Call, runner: Person, client_as: Callable[[Person], Client]
) -> None:
    office = client_as(runner)
    body = make_organisation("Sam’s Circle")
    bid = actions.begin_assisted(
        by=runner, call=call, channel="phone", for_whom="Sam Example", organisation=body
    )
    for section, answers in (
        ("about", {"q-title": "Sewing", "q-what": "We sew.", "q-under-18s": "no"}),
        ("money", {"q-asked": "100"}),
    ):
        shown = page(office, own(bid, f"/answers/{section}"))
        assert "You write down what Sam Example says" in shown
        office.post(
            own(bid, f"/answers/{section}"), {"version": hidden(shown, "version"), **answers}
        )
    shown = page(office, own(bid, "/check"))
    assert "Read the answers back" in shown
    assert 'name="key"' not in shown
    refused = office.post(own(bid, "/check"), {"key": "k-1"})
    assert refused.status_code == 422
    assert "Read the answers back" in refused.content.decode()

    back = f"/office/rounds/{call.opportunity.reference}/bids/{bid.reference}/read-back"
    office.post(back, {"read": "yes"})
    office.post(back, {"confirmed_by": "Sam Example", "confirmed_how": "Said yes by phone"})
    shown = page(office, own(bid, "/check"))
    sent = office.post(own(bid, "/check"), {"key": hidden(shown, "key")})

    assert sent.status_code == 302, sent.content.decode()
    assert Submission.objects.get().channel == "phone"
    assert "Bid submitted" in page(office, sent.headers["Location"])
