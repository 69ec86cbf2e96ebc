"""An accountable body that would hold the money: asked by mail, agreeing or saying no, and what that means."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.bids import access, actions, queries
from precept.do.bids.actions import Incomplete
from precept.do.bids.models import Bid, BodyAsked
from precept.do.opportunities.models import Call
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties.models import Member, Organisation
from tests.do.bids.conftest import AFTER, DEADLINE, declare, make_organisation, submit

TRUST = "treasurer@trust.example.org"


@pytest.fixture
def treasurer(person: Callable[..., Person]) -> Person:
    """Somebody who signs for another organisation, known to the bidder by an address alone."""
    made = person(name="Tola Treasurer")
    made.email = TRUST
    made.save(update_fields=["email"])
    return made


@pytest.fixture
def trust(treasurer: Person) -> Organisation:
    """The organisation that the treasurer signs for."""
    made = make_organisation("County Trust", treasurer)
    Member.objects.filter(organisation=made).update(signs=True)
    return made


@pytest.fixture
def asking(complete: Bid, bidder: Person, group: Organisation) -> BodyAsked:
    """A complete bid whose accountable body was asked by the address of somebody there."""
    return ask(complete, bidder, group)


def ask(bid: Bid, by: Person, bidder: Organisation, **given: Any) -> BodyAsked:
    """Name an accountable body for a bid."""
    said = given or {"body_name": "The County Trust", "body_email": TRUST}
    actions.set_bidder(by=by, bid=bid, organisation=bidder, **said)
    found = queries.body_asked(bid)
    assert found is not None
    return found


def events(bid: Bid) -> list[str]:
    """What the ledger says was done to a bid about its accountable body."""
    types = (
        Event.objects.filter(subject=bid.subject).order_by("place").values_list("type", flat=True)
    )
    return [one for one in types if "accountable" in one]


def letters_to(address: str) -> list[str]:
    """The letters that an address got, by their subject."""
    rows = Mail.objects.filter(to=address).order_by("pk")
    return list(rows.values_list("subject", flat=True))


def test_a_body_known_by_an_address_is_asked_there_and_named_only_once_it_agreed(
    asking: BodyAsked, complete: Bid, bidder: Person, treasurer: Person, trust: Organisation
) -> None:
    complete.refresh_from_db()
    assert (complete.accountable_body, asking.state) == (None, "asked")
    assert letters_to(TRUST) == [
        "You are asked to hold the money for a bid for Keeping young people safe"
    ]
    letter = Mail.objects.get(to=TRUST).text.reveal()
    assert f"/my/bids/{complete.reference}/hold-the-money" in letter
    assert "The County Trust" not in letter  # nothing that a stranger typed

    actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)

    complete.refresh_from_db()
    assert complete.accountable_body == trust
    asking.refresh_from_db()
    assert (asking.state, asking.answered_by, asking.title) == ("agreed", treasurer, "County Trust")
    assert events(complete) == ["accountable body asked", "accountable body agreed"]
    assert letters_to(bidder.email) == ["Your accountable body agreed: Keeping young people safe"]


def test_a_body_that_is_known_here_is_asked_by_those_who_sign_for_it(
    complete: Bid, bidder: Person, group: Organisation, treasurer: Person, trust: Organisation
) -> None:
    asked = ask(complete, bidder, group, accountable_body=trust)

    assert letters_to(TRUST) == [
        "You are asked to hold the money for a bid for Keeping young people safe"
    ]
    assert queries.bodies_to_answer(treasurer) == [asked]
    assert queries.bodies_to_answer(bidder) == []


def test_nobody_answers_for_an_organisation_that_they_do_not_sign_for(
    asking: BodyAsked,
    complete: Bid,
    bidder: Person,
    treasurer: Person,
    trust: Organisation,
    person: Callable[..., Person],
) -> None:
    stranger = person()
    own = make_organisation("Stranger and Sons", stranger)
    Member.objects.filter(organisation=own).update(signs=True)
    for by, organisation in ((stranger, own), (bidder, trust), (treasurer, own)):
        with pytest.raises(NotAllowed):
            actions.answer_for_body(by=by, asked=asking, organisation=organisation, agrees=True)
    assert access.bodies_asked_of(stranger).count() == 0
    Member.objects.filter(organisation=trust).update(signs=False)
    with pytest.raises(NotAllowed):
        actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)
    asking.refresh_from_db()
    assert asking.state == "asked"


def test_an_organisation_does_not_hold_the_money_for_itself(
    asking: BodyAsked, treasurer: Person, group: Organisation
) -> None:
    Member.objects.create(organisation=group, person=treasurer, signs=True)

    with pytest.raises(Refused, match="bids itself"):
        actions.answer_for_body(by=treasurer, asked=asking, organisation=group, agrees=True)
    assert queries.may_answer_with(treasurer, asking) == []


def test_an_answer_is_given_once(asking: BodyAsked, treasurer: Person, trust: Organisation) -> None:
    actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)

    with pytest.raises(Changed):
        actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=False)


def test_a_bid_says_that_its_body_was_asked_where_the_round_lets_it(
    asking: BodyAsked, complete: Bid, bidder: Person, treasurer: Person, trust: Organisation
) -> None:
    made = submit(complete, bidder)

    assert made.said["accountable_body"] == {
        "reference": "",
        "name": "The County Trust",
        "request": asking.pk,
        "state": "asked",
    }
    complete.refresh_from_db()
    asked, answers = queries.asks(complete), queries.answers(complete)
    actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)
    complete.refresh_from_db()
    # Its answer is no change of the bid, which nobody has to submit again.
    assert queries.is_as_submitted(complete, asked, answers)


def test_a_round_may_ask_that_the_body_has_agreed_before_submitting(
    asking: BodyAsked,
    complete: Bid,
    call: Call,
    bidder: Person,
    treasurer: Person,
    trust: Organisation,
) -> None:
    Call.objects.filter(pk=call.pk).update(body_agrees_before="submission")
    with pytest.raises(Incomplete) as refusal:
        submit(complete, bidder)
    assert [one.told for one in refusal.value.problems] == [
        "The County Trust has not agreed to hold the money yet, and this round asks for that first"
    ]

    actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)

    assert submit(complete, bidder, "key-2").said["accountable_body"] == {
        "reference": "county-trust",
        "name": "County Trust",
        "request": asking.pk,
        "state": "agreed",
    }


def test_a_body_that_said_no_stands_against_submitting_until_another_is_named(
    asking: BodyAsked,
    complete: Bid,
    bidder: Person,
    group: Organisation,
    treasurer: Person,
    trust: Organisation,
) -> None:
    actions.answer_for_body(
        by=treasurer,
        asked=asking,
        organisation=trust,
        agrees=False,
        why="Our trustees meet in May.",
    )

    assert letters_to(bidder.email) == ["Your accountable body said no: Keeping young people safe"]
    assert "Our trustees meet in May." in Mail.objects.get(to=bidder.email).text.reveal()
    with pytest.raises(Incomplete) as refusal:
        submit(complete, bidder)
    assert [one.told for one in refusal.value.problems] == [
        "County Trust will not hold the money. Say who would hold it"
    ]
    actions.set_bidder(by=bidder, bid=complete, organisation=group)
    assert submit(complete, bidder, "key-2").said["accountable_body"] is None


def test_a_body_that_is_no_longer_asked_hears_it_and_cannot_agree(
    asking: BodyAsked,
    complete: Bid,
    bidder: Person,
    group: Organisation,
    treasurer: Person,
    trust: Organisation,
) -> None:
    actions.set_bidder(by=bidder, bid=complete, organisation=group)

    assert letters_to(TRUST)[1:] == [
        "You are no longer asked to hold the money for a bid for Keeping young people safe"
    ]
    with pytest.raises(NotAllowed):
        actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)
    assert events(complete) == ["accountable body asked", "accountable body no longer asked"]


def test_saving_who_bids_again_asks_nobody_twice_and_another_bidder_asks_anew(
    asking: BodyAsked, complete: Bid, bidder: Person, group: Organisation
) -> None:
    assert ask(complete, bidder, group).pk == asking.pk
    other = make_organisation("Dawn Boxing Club", bidder)

    anew = ask(complete, bidder, other)

    assert anew.pk != asking.pk
    assert letters_to(TRUST) == [
        "You are asked to hold the money for a bid for Keeping young people safe",
        "You are no longer asked to hold the money for a bid for Keeping young people safe",
        "You are asked to hold the money for a bid for Keeping young people safe",
    ]


def test_nobody_is_asked_without_end(complete: Bid, bidder: Person, group: Organisation) -> None:
    for number in range(10):
        ask(complete, bidder, group, body_name=f"Trust {number}", body_email=TRUST)

    with pytest.raises(Refused, match="10 organisations were asked"):
        ask(complete, bidder, group, body_name="Another", body_email=TRUST)
    assert queries.body_asked(complete).name == "Trust 9"  # type: ignore[union-attr]  # just asked
    with pytest.raises(Refused, match="correct format"):
        ask(complete, bidder, group, body_name="Another", body_email="no address")


def test_who_bids_does_not_change_after_the_deadline_but_a_body_that_said_no_is_replaced(
    asking: BodyAsked,
    complete: Bid,
    call: Call,
    bidder: Person,
    group: Organisation,
    treasurer: Person,
    trust: Organisation,
    runner: Person,
    clock_at: Callable[..., None],
) -> None:
    submit(complete, bidder)
    clock_at(DEADLINE + timedelta(minutes=1))
    other = make_organisation("Dawn Boxing Club", bidder)
    with pytest.raises(Refused, match="no longer be changed"):
        actions.set_bidder(by=bidder, bid=complete, organisation=other)
    with pytest.raises(Refused, match="no longer be changed"):
        actions.set_bidder(by=bidder, bid=complete, organisation=group)
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    declare(runner, call)

    actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=False)
    with pytest.raises(Refused, match="no longer be changed"):
        actions.set_bidder(by=bidder, bid=complete, organisation=other)
    again = ask(complete, bidder, group, accountable_body=trust)
    actions.answer_for_body(by=treasurer, asked=again, organisation=trust, agrees=True)

    complete.refresh_from_db()
    assert complete.accountable_body == trust
    # Somebody new is on the list that interests are declared against.
    assert not access.has_declared(runner, complete.opportunity)


def test_an_award_waits_for_a_body_that_was_asked_and_has_not_agreed(
    asking: BodyAsked, complete: Bid, group: Organisation, treasurer: Person, trust: Organisation
) -> None:
    assert (
        queries.body_wanting(complete, group)
        == "The County Trust has not agreed to hold the money yet."
    )
    actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)
    assert queries.body_wanting(complete, trust) == ""


def test_whoever_signs_for_the_body_that_was_asked_agrees_by_accepting(
    complete: Bid, bidder: Person, group: Organisation, treasurer: Person, trust: Organisation
) -> None:
    asked = ask(complete, bidder, group, accountable_body=trust)
    assert queries.body_wanting(complete, trust) == ""
    actions.answer_for_body(by=treasurer, asked=asked, organisation=trust, agrees=False)
    assert queries.body_wanting(complete, group) == (
        "County Trust will not hold the money. Whoever leads the bid names another."
    )


REMINDER = "Please answer: would you hold the money for a bid for Keeping young people safe?"


def reminded_at(clock_at: Callable[[datetime], None], *moments: datetime) -> list[int]:
    """How many bodies were written to at each of some moments, one after the other."""
    done = []
    for moment in moments:
        clock_at(moment)
        done.append(actions.remind_bodies_due())
    return done


def test_a_body_that_does_not_answer_is_reminded_after_a_week_and_before_the_deadline(
    asking: BodyAsked,
    complete: Bid,
    bidder: Person,
    clock_at: Callable[[datetime], None],
    client_as: Callable[[Person], Client],
) -> None:
    week, last = asking.asked + timedelta(days=7), DEADLINE - timedelta(days=2)
    a_second = timedelta(seconds=1)

    moments = (week - a_second, week, week + a_second, last - a_second, last, last + a_second)
    assert reminded_at(clock_at, *moments) == [0, 1, 0, 0, 1, 0]

    assert letters_to(TRUST)[1:] == [REMINDER, REMINDER]
    letter = Mail.objects.filter(to=TRUST).order_by("pk").last()
    assert letter is not None
    assert f"/my/bids/{complete.reference}/hold-the-money" in letter.text.reveal()
    assert "The County Trust" not in letter.text.reveal()
    assert events(complete).count("accountable body reminded") == 2
    said = "Asked on 25 November 2026, reminded on 2 December 2026 and 7 December 2026"
    address = f"/my/bids/{complete.reference}"
    for page in ("organisation", "check"):
        assert said in client_as(bidder).get(f"{address}/{page}").content.decode()


@pytest.mark.parametrize("how", ["answered", "taken back", "cancelled", "not submitted"])
def test_whoever_need_not_answer_any_more_is_not_reminded(
    asking: BodyAsked,
    complete: Bid,
    bidder: Person,
    group: Organisation,
    treasurer: Person,
    trust: Organisation,
    clock_at: Callable[[datetime], None],
    how: str,
) -> None:
    if how == "answered":
        actions.answer_for_body(by=treasurer, asked=asking, organisation=trust, agrees=True)
    elif how == "taken back":
        actions.set_bidder(by=bidder, bid=complete, organisation=group)
    elif how == "cancelled":
        Call.objects.update(stage="cancelled")
    else:
        Bid.objects.update(state="lapsed")

    moments = (asking.asked + timedelta(days=7), DEADLINE - timedelta(days=1))
    assert reminded_at(clock_at, *moments) == [0, 0]


def test_a_body_asked_a_day_before_the_deadline_is_reminded_a_week_later_and_once(
    complete: Bid, bidder: Person, group: Organisation, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE - timedelta(days=1))
    asked = ask(complete, bidder, group)
    submit(complete, bidder)

    moments = (
        DEADLINE - timedelta(hours=1),
        asked.asked + timedelta(days=7),
        asked.asked + timedelta(days=30),
    )
    assert reminded_at(clock_at, *moments) == [0, 1, 0]


def test_one_letter_stands_for_both_reminders_where_they_fall_together(
    complete: Bid, bidder: Person, group: Organisation, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE - timedelta(days=9))
    ask(complete, bidder, group)

    assert reminded_at(clock_at, DEADLINE - timedelta(days=2), DEADLINE) == [1, 0]
