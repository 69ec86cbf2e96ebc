"""What bidders are told: reminders, changes of their round, the end of a draft, a refused file."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from precept.do.bids import actions, queries, tasks
from precept.do.bids.models import Bid, WhyNot
from precept.do.opportunities import sign_ups
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail, QueuedTask
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question, Section
from tests.do.bids.conftest import (
    ABOUT,
    CLOSES,
    DEADLINE,
    at_wall,
    make_call,
    small_set,
    submit,
)


def subjects() -> list[str]:
    """What was written, the oldest first, without the round's name; and forgotten."""
    found = [
        one.subject.removesuffix(" for Keeping young people safe")
        for one in Mail.objects.order_by("pk")
    ]
    Mail.objects.all().delete()
    return [one.replace(": Keeping young people safe", "") for one in found]


WAITING = "Your bid for Keeping young people safe is not submitted yet"
COMPLETE = "Your bid for Keeping young people safe is complete but not submitted"


def test_each_reminder_comes_once_at_its_moment(
    draft: Bid, clock_at: Callable[[datetime], None]
) -> None:
    heard: list[tuple[str, list[str]]] = []
    for before in (170, 168, 167, 48, 47, 24, 4, 3, 0):
        clock_at(DEADLINE - timedelta(hours=before))
        tasks.remind()
        tasks.remind()
        heard.append((f"{before} hours", subjects()))

    assert heard == [
        ("170 hours", []),
        ("168 hours", [WAITING]),
        ("167 hours", []),
        ("48 hours", [WAITING]),
        ("47 hours", []),
        ("24 hours", []),
        ("4 hours", [WAITING]),
        ("3 hours", []),
        ("0 hours", []),
    ]


def test_who_is_complete_hears_that_the_last_step_is_missing(
    complete: Bid, clock_at: Callable[[datetime], None]
) -> None:
    for before in (48, 24, 4):
        clock_at(DEADLINE - timedelta(hours=before))
        tasks.remind()

    assert subjects() == [COMPLETE] * 3


def test_who_submitted_is_not_reminded_and_who_withdrew_is(
    submitted: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    subjects()
    clock_at(DEADLINE - timedelta(days=7))
    tasks.remind()
    assert subjects() == []
    actions.withdraw_bid(by=bidder, bid=submitted)
    subjects()
    clock_at(DEADLINE - timedelta(days=2))
    tasks.remind()
    assert subjects() == [COMPLETE]


def test_a_reminder_that_was_missed_is_not_sent_after_the_next(
    draft: Bid, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE - timedelta(hours=47))
    tasks.remind()

    assert subjects() == [WAITING]
    draft.refresh_from_db()
    assert draft.reminded == ["two days"]


def test_reminders_come_at_wall_time_across_the_end_of_summer_time(
    bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    closes = datetime.fromisoformat("2026-10-27T12:00")
    clock_at(at_wall(closes) - timedelta(days=10))
    bid = actions.begin_bid(by=bidder, call=make_call(closes))

    # Seven days before on the wall are seven days and an hour.
    assert bid.remind_at == at_wall(closes) - timedelta(days=7, hours=1)


def move(call: Call, by: timedelta) -> None:
    """Move the deadline as the part of rounds does, and do what follows."""
    wall = CLOSES + by
    Call.objects.filter(pk=call.pk).update(
        closes_at=at_wall(wall), closes_wall=wall.isoformat(timespec="minutes")
    )
    hear(call, "deadline moved", "The website was down.")


def hear(call: Call, kind: sign_ups.ChangeKind, words: str) -> None:
    """Let bids hear of a change, and run the task that this queues."""
    from django.db import transaction

    before = set(QueuedTask.objects.values_list("pk", flat=True))
    with transaction.atomic():
        sign_ups.tell_changed(
            sign_ups.Change(kind=kind, call=Call.objects.get(pk=call.pk), words=words, by=SYSTEM)
        )
    for queued in QueuedTask.objects.exclude(pk__in=before).filter(name="bids.tell_change"):
        arguments = queued.result.args_kwargs["kwargs"]["arguments"]
        tasks.tell_change(**arguments)
        tasks.tell_change(**arguments)


def test_reminders_move_with_the_deadline(
    draft: Bid, call: Call, clock_at: Callable[[datetime], None]
) -> None:
    move(call, timedelta(days=7))
    assert subjects() == ["The deadline has moved"]
    clock_at(DEADLINE - timedelta(days=7))
    tasks.remind()
    assert subjects() == []
    clock_at(DEADLINE)
    tasks.remind()
    assert subjects() == [WAITING]


def test_a_lapsed_bid_may_go_on_when_the_deadline_moves(
    draft: Bid,
    call: Call,
    clock_at: Callable[[datetime], None],
    event_types: Callable[[str], list[str]],
) -> None:
    clock_at(DEADLINE + timedelta(minutes=15))
    tasks.lapse()
    move(call, timedelta(days=1))

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "bid reopened" in event_types(draft.subject)


def test_a_late_bid_is_in_time_when_the_deadline_moves_for_everyone(
    complete: Bid, bidder: Person, call: Call, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(minutes=5))
    submit(complete, bidder)
    move(call, timedelta(days=1))

    complete.refresh_from_db()
    assert (complete.state, complete.title) == ("submitted", "Boxing at dusk")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("cancelled", "This round is cancelled"),
        ("clarified", "A question about this round was answered"),
        ("corrected", "A correction has been made"),
    ],
)
def test_everyone_who_started_hears_of_a_change_once(
    draft: Bid,
    submitted: Bid,
    call: Call,
    person: Callable[..., Person],
    kind: sign_ups.ChangeKind,
    said: str,
) -> None:
    other = person()
    actions.begin_bid(by=other, call=call)
    subjects()

    hear(call, kind, "The words of the change.")

    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted(
        [other.email, submitted.members.get().email]
    )
    assert set(subjects()) == {said}


def test_nobody_hears_that_a_round_was_published(draft: Bid, call: Call) -> None:
    hear(call, "published", "")

    assert subjects() == []


def test_corrected_questions_are_taken_up_and_what_changed_is_no_longer_done(
    complete: Bid, bidder: Person, call: Call, event_types: Callable[[str], list[str]]
) -> None:
    for section in ("about", "money"):
        actions.mark_section_done(by=bidder, bid=complete, section=section)
    before = small_set()
    about, money = before.sections
    asks = (*about.questions, Question(key="who", kind="text", label="Who takes part?"))
    more = Section(
        key="more", title="One more", questions=(Question(key="x", kind="line", label="X"),)
    )
    after = before.model_copy(
        update={"sections": (about.model_copy(update={"questions": asks}), money, more)}
    )
    frozen = FrozenQuestions.objects.create(
        digest=after.digest, content=after.model_dump(mode="json")
    )
    Call.objects.update(frozen=frozen)

    hear(call, "corrected", "A question was missing.")

    complete.refresh_from_db()
    assert complete.questions == frozen
    done = {row.section: row.is_done for row in complete.sections.all()}
    assert done == {"about": False, "money": True, "more": False}
    assert queries.answers(complete) == {**ABOUT, "asked": 500_000}
    letter = Mail.objects.get().text
    assert letter is not None
    assert "- About your project\n- One more" in letter.reveal()
    assert "questions corrected" in event_types(complete.subject)


def test_a_submission_in_force_keeps_the_questions_it_answered(submitted: Bid, call: Call) -> None:
    was = submitted.questions
    after = small_set().model_copy(update={"checks": ()})
    frozen = FrozenQuestions.objects.create(
        digest=after.digest, content=after.model_dump(mode="json")
    )
    Call.objects.update(frozen=frozen)

    hear(call, "corrected", "A check was wrong.")

    submitted.refresh_from_db()
    assert submitted.questions == was
    assert queries.asks(submitted) == after


def test_a_change_is_told_in_steps(
    call: Call, bidder: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from precept.do.bids.actions import telling

    monkeypatch.setattr(telling, "STEP", 2)
    bids = [actions.begin_bid(by=bidder, call=call) for _ in range(3)]
    subjects()
    said = {
        "opportunity": call.opportunity.reference,
        "kind": "clarified",
        "words": "",
        "change": "a" * 12,
    }

    assert actions.tell_change(**said, after=0) == 2
    queued = QueuedTask.objects.get(name="bids.tell_change")
    assert queued.result.args_kwargs["kwargs"]["arguments"]["after"] == bids[1].pk
    assert actions.tell_change(**said, after=bids[1].pk) == 1
    assert len(subjects()) == 3


# The end of a draft


def test_a_draft_lapses_after_the_grace_and_is_asked_why_once(
    draft: Bid, call: Call, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(minutes=14, seconds=59))
    tasks.lapse()
    draft.refresh_from_db()
    assert draft.state == "draft"
    clock_at(DEADLINE + timedelta(minutes=15))
    tasks.lapse()
    tasks.lapse()
    draft.refresh_from_db()
    assert draft.state == "lapsed"
    assert subjects() == ["Your bid for Keeping young people safe was not submitted"]
    assert WhyNot.objects.count() == 1


def test_what_was_submitted_or_belongs_to_a_cancelled_round_does_not_lapse(
    submitted: Bid, call: Call, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    cancelled = make_call()
    other = actions.begin_bid(by=bidder, call=cancelled)
    Call.objects.filter(pk=cancelled.pk).update(stage="cancelled")
    clock_at(DEADLINE + timedelta(days=1))

    tasks.lapse()

    submitted.refresh_from_db()
    other.refresh_from_db()
    assert (submitted.state, other.state) == ("submitted", "draft")


def test_a_lapsed_bid_that_is_sent_all_the_same_is_late(
    complete: Bid, bidder: Person, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE + timedelta(hours=1))
    tasks.lapse()

    submit(complete, bidder)

    complete.refresh_from_db()
    assert complete.state == "late"


def test_why_not_is_answered_once_by_those_who_worked_on_it(
    draft: Bid,
    bidder: Person,
    person: Callable[..., Person],
    clock_at: Callable[[datetime], None],
) -> None:
    with pytest.raises(Changed):
        actions.answer_why_not(by=bidder, bid=draft, reason="time")
    clock_at(DEADLINE + timedelta(hours=1))
    tasks.lapse()
    with pytest.raises(NotAllowed):
        actions.answer_why_not(by=person(), bid=draft, reason="time")
    with pytest.raises(Refused, match="comes nearest"):
        actions.answer_why_not(by=bidder, bid=draft, reason="because")

    said = actions.answer_why_not(by=bidder, bid=draft, reason="time", words="Half-term.")

    assert (said.reason, said.words) == ("time", "Half-term.")
    with pytest.raises(Changed):
        actions.answer_why_not(by=bidder, bid=draft, reason="help")


def test_who_leads_hears_once_of_a_refused_file(
    submitted: Bid, bidder: Person, person: Callable[..., Person], freeze: datetime
) -> None:
    colleague = person()
    StoredFile.objects.create(
        about=submitted.subject,
        name_given="plan.pdf",
        name="plan.pdf",
        kind="pdf",
        size=10,
        sha256="a" * 64,
        kept="kept-1",
        state="refused",
        settled=freeze,
        added_by=colleague,
    )
    subjects()

    tasks.refused_files()
    tasks.refused_files()

    assert [one.to for one in Mail.objects.all()] == [bidder.email]
    assert subjects() == ["A file of your bid was refused"]
