"""Writing a bid: nothing that was acknowledged is lost, whoever writes at the same time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from precept.do.bids import actions, queries, sign_ups
from precept.do.bids.models import Bid, BidMember, Revision, SectionAnswers
from precept.do.opportunities.models import Call
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.bids.conftest import (
    ABOUT,
    DEADLINE,
    fill,
    make_call,
    make_organisation,
    submit,
)


def save(bid: Bid, by: Person, title: str, version: int, key: str = "") -> actions.Saved:
    return actions.save_section(
        by=by, bid=bid, section="about", answers={"title": title}, read_version=version, key=key
    )


def test_a_bid_begins_with_a_row_for_each_section_and_somebody_who_leads(
    draft: Bid, bidder: Person, event_types: Callable[[str], list[str]]
) -> None:
    assert [row.section for row in draft.sections.order_by("pk")] == ["about", "money"]
    assert BidMember.objects.get().rights == "lead"
    assert event_types(draft.subject) == ["bid begun"]
    assert draft.remind_at == DEADLINE - timedelta(days=7)


def test_a_double_click_begins_one_bid_and_another_form_a_second(
    call: Call, bidder: Person
) -> None:
    first = actions.begin_bid(by=bidder, call=call, key="form-1")
    again = actions.begin_bid(by=bidder, call=call, key="form-1")
    other = actions.begin_bid(by=bidder, call=call, key="form-2")

    assert first == again != other


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (DEADLINE - timedelta(days=30), "opens at"),
        (DEADLINE, "closed at"),
        (DEADLINE + timedelta(days=1), "closed at"),
    ],
    ids=["before it opens", "at the deadline", "after it"],
)
def test_a_bid_begins_only_while_the_round_is_open(
    call: Call,
    bidder: Person,
    clock_at: Callable[[datetime], None],
    moment: datetime,
    words: str,
) -> None:
    clock_at(moment)

    with pytest.raises(Refused, match=words):
        actions.begin_bid(by=bidder, call=call)


def test_nobody_bids_for_an_organisation_whose_profile_they_do_not_keep(
    call: Call, person: Callable[..., Person], group: Organisation
) -> None:
    stranger = person()

    with pytest.raises(NotAllowed):
        actions.begin_bid(by=stranger, call=call, organisation=group)
    bid = actions.begin_bid(by=stranger, call=call)
    with pytest.raises(NotAllowed):
        actions.set_bidder(by=stranger, bid=bid, organisation=group)


def test_an_accountable_body_is_somebody_else(
    draft: Bid, bidder: Person, group: Organisation
) -> None:
    with pytest.raises(Refused, match="another organisation"):
        actions.set_bidder(by=bidder, bid=draft, organisation=group, accountable_body=group)
    holder = make_organisation("County Trust")

    actions.set_bidder(by=bidder, bid=draft, organisation=group, accountable_body=holder)

    draft.refresh_from_db()
    assert draft.accountable_body == holder


def test_a_save_says_its_version_and_time(draft: Bid, bidder: Person, freeze: datetime) -> None:
    saved = save(draft, bidder, "One", 0)

    assert saved == actions.Saved(1, freeze)
    assert queries.answers(draft) == {"title": "One"}
    assert not Event.objects.filter(subject=draft.subject, type__contains="saved").exists()


def test_an_overtaken_save_is_kept_beside_and_both_texts_are_there(
    draft: Bid, bidder: Person
) -> None:
    save(draft, bidder, "Hers", 0)

    saved = save(draft, bidder, "His", 0)

    assert saved.overtaken is not None
    assert (saved.version, saved.overtaken.answers) == (1, {"title": "Hers"})
    assert queries.answers(draft) == {"title": "Hers"}
    kept = [(one.answers["title"], one.version) for one in queries.revisions(draft, "about")]
    assert sorted(kept, key=str) == [("Hers", 1), ("His", None)]


def test_the_same_save_sent_twice_is_one_revision(draft: Bid, bidder: Person) -> None:
    first = save(draft, bidder, "One", 0, key="7")
    again = save(draft, bidder, "One", 0, key="7")

    assert again == first
    assert Revision.objects.count() == 1


def test_an_overtaken_save_sent_twice_is_overtaken_twice_and_kept_once(
    draft: Bid, bidder: Person
) -> None:
    save(draft, bidder, "Hers", 0)
    save(draft, bidder, "His", 0, key="7")

    again = save(draft, bidder, "His", 0, key="7")

    assert again.overtaken is not None
    assert Revision.objects.filter(key="7").count() == 1


def test_only_questions_of_the_section_are_kept(draft: Bid, bidder: Person) -> None:
    actions.save_section(
        by=bidder,
        bid=draft,
        section="about",
        answers={"title": "One", "asked": 1, "state": "submitted"},
        read_version=0,
    )

    assert queries.answers(draft) == {"title": "One"}


def test_a_section_that_is_not_in_the_form_is_refused(draft: Bid, bidder: Person) -> None:
    with pytest.raises(Refused, match="no such section"):
        actions.save_section(by=bidder, bid=draft, section="x", answers={}, read_version=0)


def test_a_section_of_a_million_bytes_is_refused(draft: Bid, bidder: Person) -> None:
    with pytest.raises(Refused, match="too long"):
        save(draft, bidder, "a" * 1_000_001, 0)


def test_who_writes_while_somebody_submits_is_told(submitted: Bid, bidder: Person) -> None:
    row = submitted.sections.get(section="about")

    saved = save(submitted, bidder, "Too late for that one", row.version)

    assert saved.submitted == submitted.in_force
    assert queries.submitted_answers(submitted)["title"] == "Boxing at dusk"
    assert not queries.is_as_submitted(
        submitted, queries.asks(submitted), queries.answers(submitted)
    )


def test_a_submitted_bid_can_no_longer_be_written_after_the_deadline(
    submitted: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE)

    with pytest.raises(Refused, match="in force as it was submitted"):
        save(submitted, bidder, "More", 1)


def test_a_draft_is_written_after_the_deadline_as_long_as_a_late_bid_would_be_kept(
    draft: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(minutes=1))
    save(draft, bidder, "One", 0)
    Call.objects.update(stage="marking")

    with pytest.raises(Refused, match="kept"):
        save(draft, bidder, "Two", 1)
    assert queries.answers(draft) == {"title": "One"}


def test_an_earlier_text_comes_back_and_the_one_in_its_place_is_kept(
    draft: Bid, bidder: Person
) -> None:
    save(draft, bidder, "One", 0)
    save(draft, bidder, "Two", 1)
    first = Revision.objects.get(version=1)

    actions.restore_revision(by=bidder, bid=draft, revision=first, read_version=2)

    assert queries.answers(draft) == {"title": "One"}
    assert [one.answers["title"] for one in queries.revisions(draft, "about")] == [
        "One",
        "Two",
        "One",
    ]


def test_a_revision_of_another_bid_is_not_restored(draft: Bid, call: Call, bidder: Person) -> None:
    other = actions.begin_bid(by=bidder, call=call)
    save(other, bidder, "Theirs", 0)

    with pytest.raises(NotAllowed):
        actions.restore_revision(
            by=bidder, bid=draft, revision=Revision.objects.get(), read_version=0
        )


def test_the_task_list_says_where_each_section_stands(draft: Bid, bidder: Person) -> None:
    def states() -> list[str]:
        return [task.state for task in queries.task_list(draft)]

    assert states() == ["not started", "not started"]
    save(draft, bidder, "One", 0)
    assert states() == ["begun", "not started"]
    fill(draft, bidder, money={"asked": 99_000_000})
    assert states() == ["ready", "with problems"]
    actions.mark_section_done(by=bidder, bid=draft, section="about")
    assert states() == ["done", "with problems"]
    with pytest.raises(Refused, match="Put right"):
        actions.mark_section_done(by=bidder, bid=draft, section="money")


def test_answers_filled_in_offline_are_taken_section_by_section(draft: Bid, bidder: Person) -> None:
    save(draft, bidder, "One", 0)

    saved = actions.accept_upload(
        by=bidder, bid=draft, answers={"what": "We teach.", "asked": 100}, key="file"
    )

    draft.refresh_from_db()
    assert len(saved) == 2
    assert queries.answers(draft) == {"title": "One", "what": "We teach.", "asked": 100}
    assert draft.channel == "word"


# The team


def test_an_invitation_is_bound_to_its_address(
    draft: Bid, bidder: Person, person: Callable[..., Person]
) -> None:
    invited, stranger = person(), person()
    actions.invite(by=bidder, bid=draft, email=invited.email.upper(), rights="edit")

    assert actions.take_up_invitations(by=stranger) == []
    assert actions.take_up_invitations(by=invited) == [draft]
    assert actions.take_up_invitations(by=invited) == []
    save(draft, invited, "By a colleague", 0)
    with pytest.raises(NotAllowed):
        save(draft, stranger, "By a stranger", 1)
    assert Mail.objects.filter(to=invited.email, kind="bid notice").count() == 1


@pytest.mark.parametrize(
    ("email", "rights", "words"),
    [
        ("no address", "edit", "correct format"),
        ("a@group.example", "owner", "Choose what they may do"),
        ("person1@opcc.example", "read", "already"),
    ],
    ids=["no address", "no such right", "there already"],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    draft: Bid, bidder: Person, email: str, rights: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        actions.invite(by=bidder, bid=draft, email=email, rights=rights)


def test_somebody_always_leads(draft: Bid, bidder: Person, person: Callable[..., Person]) -> None:
    own = BidMember.objects.get()
    # An invitation that waits leads nothing yet.
    waits = actions.invite(by=bidder, bid=draft, email="waits@group.example", rights="lead")
    with pytest.raises(Refused, match="must lead"):
        actions.change_rights(by=bidder, bid=draft, member=own, rights="read")
    with pytest.raises(Refused, match="must lead"):
        actions.remove_member(by=bidder, bid=draft, member=own)
    second = person()
    BidMember.objects.filter(pk=waits.pk).update(person=second)

    actions.remove_member(by=bidder, bid=draft, member=own)

    assert not queries.my_bids(bidder).exists()
    assert queries.my_bids(second).get() == draft


def test_who_reads_may_leave_and_nothing_else(
    draft: Bid, bidder: Person, person: Callable[..., Person]
) -> None:
    reader = person()
    place = actions.invite(by=bidder, bid=draft, email=reader.email, rights="read")
    actions.take_up_invitations(by=reader)
    place.refresh_from_db()

    with pytest.raises(NotAllowed):
        save(draft, reader, "Not mine", 0)
    with pytest.raises(NotAllowed):
        actions.change_rights(by=reader, bid=draft, member=place, rights="lead")
    actions.remove_member(by=reader, bid=draft, member=place)
    assert not queries.my_bids(reader).exists()


def test_a_bid_of_somebody_else_is_not_found(draft: Bid, person: Callable[..., Person]) -> None:
    with pytest.raises(Http404):
        queries.bid(person(role="commissioning-manager"), draft.reference)


def test_the_task_list_takes_as_many_queries_for_a_long_form(
    draft: Bid, bidder: Person, counted: Any
) -> None:
    with counted() as few:
        queries.task_list(draft)
    SectionAnswers.objects.bulk_create(
        SectionAnswers(bid=draft, section=f"more-{number}", answers=ABOUT) for number in range(30)
    )
    with counted() as many:
        queries.task_list(draft)

    assert len(many) == len(few) <= 4


def test_a_rolling_round_may_hold_what_is_being_marked(
    bidder: Person, freeze: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_ups, "_holds", [lambda _: "It is being marked."])
    call = make_call(is_rolling=True, is_sealed=False)
    bid = actions.begin_bid(by=bidder, call=call, organisation=make_organisation("Roller", bidder))
    fill(bid, bidder)
    submit(bid, bidder)

    with pytest.raises(Refused, match="being marked"):
        submit(bid, bidder, key="key-2")
    with pytest.raises(Refused, match="being marked"):
        actions.withdraw_bid(by=bidder, bid=bid)
