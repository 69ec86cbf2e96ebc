"""Submitting: the receipt, its fingerprint, the deadline, and what is kept of each attempt."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from precept.do.bids import actions, queries
from precept.do.bids.models import Attempt, Bid, Submission
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from tests.do.bids.conftest import ABOUT, DEADLINE, fill, make_call, submit


def test_a_submission_is_whole_fingerprinted_and_read_off(complete: Bid, bidder: Person) -> None:
    made = submit(complete, bidder)

    complete.refresh_from_db()
    said = json.loads(made.content)
    assert hashlib.sha256(made.content.encode()).hexdigest() == made.sha256
    assert said["answers"] == {**ABOUT, "asked": 500_000}
    assert said["questions"] == complete.questions.digest
    assert said["organisation"] == {"reference": "dusk-boxing-club", "name": "Dusk Boxing Club"}
    assert (complete.state, complete.in_force_id) == ("submitted", made.pk)
    assert (complete.title, complete.amount) == ("Boxing at dusk", Money.of(5_000))
    assert complete.is_first_time is True
    assert complete.opened is None


def test_the_receipt_goes_to_everyone_who_leads_and_to_nobody_else(
    complete: Bid, bidder: Person, person: Callable[..., Person]
) -> None:
    second, reader = person(), person()
    for member, rights in ((second, "lead"), (reader, "read")):
        actions.invite(by=bidder, bid=complete, email=member.email, rights=rights)
        actions.take_up_invitations(by=member)
    Mail.objects.all().delete()

    made = submit(complete, bidder)

    letters = Mail.objects.filter(kind="bid receipt")
    assert sorted(one.to for one in letters) == sorted([bidder.email, second.email])
    text = letters[0].text
    assert text is not None
    assert made.receipt in text.reveal()
    assert made.sha256 in text.reveal()


def test_the_same_key_gives_the_same_receipt_and_one_event(complete: Bid, bidder: Person) -> None:
    first = submit(complete, bidder)
    again = submit(complete, bidder)

    assert again == first
    assert Submission.objects.count() == 1
    assert Event.objects.filter(subject=complete.subject, type="bid submitted").count() == 1
    assert Attempt.objects.filter(outcome="accepted").count() == 1


def test_the_same_key_after_the_deadline_still_gives_the_receipt(
    complete: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    first = submit(complete, bidder)
    clock_at(DEADLINE + timedelta(days=1))

    assert submit(complete, bidder) == first


def test_an_event_holds_the_digest_and_nothing_that_was_written(
    submitted: Bid, event_types: Callable[[str], list[str]]
) -> None:
    event = Event.objects.get(subject=submitted.subject, type="bid submitted")
    facts = event.parts.get(name="facts").text

    assert submitted.in_force is not None
    assert submitted.in_force.sha256 in facts
    assert "Boxing" not in facts
    assert event_types(submitted.subject) == ["bid begun", "bid submitted"]


def test_an_incomplete_bid_is_sent_back_with_every_problem_and_the_attempt_is_kept(
    draft: Bid, bidder: Person
) -> None:
    with pytest.raises(actions.Incomplete) as refused:
        submit(draft, bidder)

    assert [one.question for one in refused.value.problems] == [
        "title",
        "what",
        "under-18s",
        "asked",
    ]
    attempt = Attempt.objects.get()
    assert attempt.outcome == "errors"
    assert len(attempt.shown) == 5
    assert not Submission.objects.exists()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_bid_without_a_bidder_is_not_complete(call: Call, bidder: Person) -> None:
    bid = actions.begin_bid(by=bidder, call=call)
    fill(bid, bidder)

    with pytest.raises(actions.Incomplete) as refused:
        submit(bid, bidder)

    assert [one.words for one in refused.value.problems] == ["Say which organisation bids"]


def test_an_answer_that_is_not_asked_for_is_not_submitted(draft: Bid, bidder: Person) -> None:
    fill(draft, bidder, {**ABOUT, "safeguarding": "We have a policy."})

    made = submit(draft, bidder)

    assert "safeguarding" not in made.answers


def test_a_second_submission_replaces_the_first_which_is_kept(
    submitted: Bid, bidder: Person
) -> None:
    fill(submitted, bidder, {**ABOUT, "title": "Boxing at dawn"})

    second = submit(submitted, bidder, key="key-2")

    submitted.refresh_from_db()
    assert (submitted.in_force, submitted.title) == (second, "Boxing at dawn")
    assert [one.number for one in submitted.submissions.all()] == [1, 2]


def test_a_bid_is_withdrawn_and_submitted_again_before_the_deadline(
    submitted: Bid, bidder: Person
) -> None:
    actions.withdraw_bid(by=bidder, bid=submitted, why="A partner left.")

    submitted.refresh_from_db()
    first = submitted.submissions.get()
    assert (submitted.state, submitted.in_force, submitted.title, submitted.amount) == (
        "withdrawn",
        None,
        "",
        None,
    )
    assert first.withdrawn == clock.now()
    submit(submitted, bidder, key="key-2")
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_nothing_is_withdrawn_after_the_deadline(
    submitted: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE)

    with pytest.raises(Refused, match="round is closed"):
        actions.withdraw_bid(by=bidder, bid=submitted)


def test_what_is_not_submitted_cannot_be_withdrawn(complete: Bid, bidder: Person) -> None:
    with pytest.raises(Changed, match="nothing to withdraw"):
        actions.withdraw_bid(by=bidder, bid=complete)


def test_only_who_leads_submits_and_withdraws(
    complete: Bid, bidder: Person, person: Callable[..., Person]
) -> None:
    editor = person()
    actions.invite(by=bidder, bid=complete, email=editor.email, rights="edit")
    actions.take_up_invitations(by=editor)

    with pytest.raises(NotAllowed):
        submit(complete, editor)
    submit(complete, bidder)
    with pytest.raises(NotAllowed):
        actions.withdraw_bid(by=editor, bid=complete)


def test_a_late_bid_is_kept_whole_with_its_evidence_and_told(
    complete: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(minutes=1))

    made = submit(complete, bidder)

    complete.refresh_from_db()
    assert (complete.state, made.is_late, complete.in_force) == ("late", True, None)
    assert Attempt.objects.get().outcome == "late complete"
    assert "after the deadline" in Mail.objects.latest("pk").subject


def test_errors_a_minute_before_and_complete_a_minute_after_is_late_and_complete(
    draft: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE - timedelta(minutes=1))
    with pytest.raises(actions.Incomplete):
        submit(draft, bidder)
    clock_at(DEADLINE + timedelta(minutes=1))
    fill(draft, bidder)
    submit(draft, bidder, key="key-2")

    draft.refresh_from_db()
    assert draft.state == "late"
    assert [one.outcome for one in draft.attempts.all()] == ["errors", "late complete"]
    assert [row[2] for row in queries.evidence(draft)] == [
        "Sent back with errors",
        "Late and complete",
    ]


def test_an_incomplete_late_bid_leaves_an_attempt_alone(
    draft: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(minutes=1))

    with pytest.raises(actions.Incomplete, match="closed"):
        submit(draft, bidder)

    draft.refresh_from_db()
    assert (draft.state, Attempt.objects.get().outcome) == ("draft", "late")


def test_a_submitted_bid_cannot_be_replaced_late(
    submitted: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE)

    with pytest.raises(Refused, match="in force as it was submitted"):
        submit(submitted, bidder, key="key-2")

    submitted.refresh_from_db()
    assert submitted.state == "submitted"
    assert [one.outcome for one in submitted.attempts.all()] == ["accepted", "closed"]


def test_nothing_late_is_taken_once_marking_has_begun(
    complete: Bid, call: Call, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(days=2))
    Call.objects.update(stage="marking")

    with pytest.raises(Refused, match="being marked"):
        submit(complete, bidder)

    assert Attempt.objects.get().outcome == "closed"


def test_the_current_deadline_decides_not_the_one_on_the_page(
    complete: Bid, call: Call, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(hours=1))
    Call.objects.update(closes_at=DEADLINE + timedelta(days=1))

    assert submit(complete, bidder).is_late is False


def test_a_submission_needs_the_key_of_its_form(complete: Bid, bidder: Person) -> None:
    with pytest.raises(Refused, match="Open the page again"):
        submit(complete, bidder, key=" ")


def test_a_cancelled_round_takes_nothing(complete: Bid, bidder: Person) -> None:
    Call.objects.update(stage="cancelled")

    with pytest.raises(Refused, match="cancelled"):
        submit(complete, bidder)


def test_a_second_round_of_the_same_organisation_is_no_first_time(
    submitted: Bid, bidder: Person
) -> None:
    other = make_call()
    bid = actions.begin_bid(by=bidder, call=other, organisation=submitted.organisation)
    fill(bid, bidder)
    submit(bid, bidder)

    bid.refresh_from_db()
    submitted.refresh_from_db()
    assert (submitted.is_first_time, bid.is_first_time) == (True, False)
