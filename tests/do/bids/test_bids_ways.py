"""Other ways of applying: asked for by anyone, entered by an officer, read back, confirmed; and reach."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from precept.do.bids import access, actions, queries, tasks
from precept.do.bids.models import AssistedEntry, Bid, OtherWay
from precept.do.opportunities.models import Call, EligibilityRule, TurnedAway
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.bids.conftest import ABOUT, DEADLINE, fill, submit


def ask(call: Call, **changes: str) -> OtherWay:
    said = {"channel": "phone", "name": "Sam Example", "contact": "0116 496 0000", **changes}
    return actions.ask_other_way(by=None, call=call, **said)


def test_anyone_asks_for_another_way_and_who_set_the_round_up_hears(
    call: Call, runner: Person, event_types: Callable[[str], list[str]]
) -> None:
    Call.objects.update(set_up_by=runner)
    call.refresh_from_db()

    way = ask(call, words="I cannot use a computer.")

    assert queries.ways(call) == [way]
    assert event_types(call.subject) == ["another way of applying asked for"]
    facts = Event.objects.get(subject=call.subject).parts.get(name="facts").text
    assert "Sam" not in facts
    letter = Mail.objects.get()
    assert letter.to == runner.email
    assert letter.text is not None
    assert "Sam" not in letter.text.reveal()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channel": "online"}, "how you would like"),
        ({"name": " "}, "your name"),
        ({"contact": ""}, "telephone number"),
    ],
    ids=["channel", "name", "contact"],
)
def test_a_request_says_how_who_and_where(call: Call, changes: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        ask(call, **changes)


def test_nobody_asks_after_the_deadline(call: Call, clock_at: Callable[[datetime], None]) -> None:
    clock_at(DEADLINE)

    with pytest.raises(Refused, match="closed"):
        ask(call)


def test_a_request_is_met_once(call: Call, runner: Person, bidder: Person) -> None:
    way = ask(call)
    with pytest.raises(NotAllowed):
        actions.settle_other_way(by=bidder, way=way, how="Called.")
    with pytest.raises(Refused, match="how this was met"):
        actions.settle_other_way(by=runner, way=way, how="")

    actions.settle_other_way(by=runner, way=way, how="Called on Monday.")

    with pytest.raises(Changed):
        actions.settle_other_way(by=runner, way=way, how="Again.")


@pytest.fixture
def entered(call: Call, runner: Person, group: Organisation) -> Bid:
    """A bid that an officer enters for somebody on the telephone."""
    return actions.begin_assisted(
        by=runner,
        call=call,
        channel="phone",
        for_whom="Sam Example",
        organisation=group,
        way=ask(call),
        key="form-1",
    )


def test_an_entry_is_read_back_and_confirmed_before_it_is_submitted(
    entered: Bid, runner: Person, clock_at: Callable[[datetime], None], freeze: datetime
) -> None:
    fill(entered, runner)
    with pytest.raises(Refused, match="Read the answers back"):
        submit(entered, runner)
    with pytest.raises(Refused, match="Read them back again"):
        actions.confirm(by=runner, bid=entered, confirmed_by="Sam", confirmed_how="Said yes.")
    actions.read_back(by=runner, bid=entered)
    with pytest.raises(Refused, match="name"):
        actions.confirm(by=runner, bid=entered, confirmed_by="", confirmed_how="Said yes.")
    with pytest.raises(Refused, match="how they"):
        actions.confirm(by=runner, bid=entered, confirmed_by="Sam", confirmed_how=" ")
    actions.confirm(by=runner, bid=entered, confirmed_by="Sam", confirmed_how="Said yes.")
    clock_at(freeze + timedelta(minutes=1))
    fill(entered, runner, {**ABOUT, "title": "Changed after that"})
    with pytest.raises(Refused, match="as they are now"):
        submit(entered, runner)
    actions.read_back(by=runner, bid=entered)
    with pytest.raises(Refused, match="confirmed"):
        submit(entered, runner)
    actions.confirm(by=runner, bid=entered, confirmed_by="Sam", confirmed_how="Said yes.")

    made = submit(entered, runner)

    assert made.channel == "phone"
    assert OtherWay.objects.get().bid == entered
    assert AssistedEntry.objects.get().confirmed_by == "Sam"


def test_the_officer_who_entered_reads_it_while_sealed_and_no_other(
    entered: Bid, runner: Person, person: Callable[..., Person]
) -> None:
    other = person(role="commissioning-officer")

    assert access.may_read_bid(runner, entered)
    assert list(access.visible_to(runner)) == [entered]
    assert queries.bid(runner, entered.reference) == entered
    assert not access.may_read_bid(other, entered)
    assert not access.visible_to(other).exists()


def test_an_entry_sent_twice_begins_one_bid(entered: Bid, call: Call, runner: Person) -> None:
    again = actions.begin_assisted(
        by=runner, call=call, channel="phone", for_whom="Sam Example", key="form-1"
    )

    assert again == entered


def test_who_is_entered_for_may_join_by_their_address(
    call: Call, runner: Person, bidder: Person, group: Organisation
) -> None:
    bid = actions.begin_assisted(
        by=runner,
        call=call,
        channel="bsl",
        for_whom="Ama Example",
        email=bidder.email,
        organisation=group,
    )
    actions.take_up_invitations(by=bidder)
    fill(bid, runner)

    assert submit(bid, bidder).by == bidder


def test_only_who_enters_for_others_begins_an_entry(
    call: Call, person: Callable[..., Person], bidder: Person
) -> None:
    for somebody in (bidder, person(role="marker")):
        with pytest.raises(NotAllowed):
            actions.begin_assisted(by=somebody, call=call, channel="phone", for_whom="Sam")


# Reach


def test_reach_counts_whom_the_round_reached_and_who_turned_away(
    submitted: Bid,
    call: Call,
    bidder: Person,
    runner: Person,
    clock_at: Callable[[datetime], None],
    freeze: datetime,
) -> None:
    EligibilityRule.objects.create(
        call=call, place=1, key="area", asks="Do you work here?", reason="x"
    )
    EligibilityRule.objects.create(call=call, place=2, key="age", asks="For the young?", reason="x")
    for rule, count in (("", 30), ("area", 7)):
        TurnedAway.objects.create(call=call, rule=rule, day=freeze.date(), count=count)
    Bid.objects.filter(pk=submitted.pk).update(areas=["Leicester", "Oadby"])
    unfinished = actions.begin_bid(by=bidder, call=call)
    clock_at(DEADLINE + timedelta(minutes=20))
    tasks.lapse()
    actions.answer_why_not(by=bidder, bid=unfinished, reason="time")
    actions.open_bids(by=runner, call=call)

    found = queries.reach(call.opportunity)

    assert (found.starts, found.submissions, found.first_time, found.passed) == (2, 1, 1, 30)
    assert found.areas == {"Leicester": 1, "Oadby": 1}
    assert found.channels == {"Online form": 1}
    assert found.turned_away == {"Do you work here?": 7, "For the young?": 0}
    assert found.why_not == {"There was not enough time": 1}
    public = found.published()
    assert (public.starts, public.submissions, public.first_time) == (None, None, None)
    assert public.areas == {"Leicester": None, "Oadby": None}
    assert public.turned_away == {"Do you work here?": 7, "For the young?": 0}
