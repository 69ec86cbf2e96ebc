"""A published call: its clock, a later deadline by two people, moving on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from precept.do.opportunities import actions, queries, rules, sign_ups, tasks
from precept.do.opportunities.models import (
    Call,
    DeadlineChange,
    Opportunity,
    TurnedAway,
)
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Checkpoint, Event
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from tests.do.opportunities.conftest import wall

pytestmark = pytest.mark.django_db
LATER = wall("2027-01-27T12:00")
Clock = Callable[[datetime], None]


def released(call: Call) -> Any:
    return publications.latest("opportunity", call.opportunity.reference).payload


def last_event(call: Call) -> tuple[str, dict[str, Any]]:
    event = Event.objects.filter(subject=call.subject).order_by("-place")[0]
    return event.type, said(event)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[sign_ups.Change]:
    """What those who signed up were told."""
    told: list[sign_ups.Change] = []
    monkeypatch.setattr(sign_ups, "_when_changed", [told.append])
    return told


SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
CLOCK_TABLE = [
    ("2026-12-08T12:00", "noon-in-winter"),
    ("2027-06-09T12:00", "noon-in-summer"),
    ("2027-03-28T00:59", "before-the-clocks-go-forward"),
    ("2027-03-28T02:00", "after-the-clocks-went-forward"),
    ("2027-10-31T00:59", "before-the-clocks-go-back"),
    ("2027-10-31T02:00", "after-the-clocks-went-back"),
    ("2028-02-29T12:00", "leap-day"),
    ("2026-12-31T12:00", "new-years-eve"),
]


@pytest.mark.parametrize("closes", [row[0] for row in CLOCK_TABLE], ids=[r[1] for r in CLOCK_TABLE])
def test_a_round_is_open_up_to_its_deadline_and_closed_at_it(closes: str) -> None:
    moment = actions.moments_of(wall("2026-11-23T09:00"), wall(closes), every_doubt=True)
    opens_at, closes_at = moment["opens_at"], moment["closes_at"]

    def at(now: datetime) -> str:
        return rules.standing("published", opens_at, closes_at, now)

    assert [at(opens_at + step) for step in (-SECOND, -MILLISECOND, SECOND * 0)] == [
        "coming",
        "coming",
        "open",
    ]
    assert [at(closes_at + step) for step in (-SECOND, -MILLISECOND)] == ["open", "open"]
    steps = (SECOND * 0, MILLISECOND, SECOND)
    assert [at(closes_at + step) for step in steps] == ["closed", "closed", "closed"]


def test_the_clock_opens_and_closes_a_round_and_seals_after_the_deadline(
    published: Call, office_day: Clock
) -> None:
    assert published.opens_at is not None
    assert published.closes_at is not None
    seen = []
    for moment in (
        published.opens_at - MILLISECOND,
        published.opens_at,
        published.closes_at - MILLISECOND,
        published.closes_at,
    ):
        office_day(moment)
        tasks.keep_time()
        state = Opportunity.objects.get(pk=published.opportunity_id).state
        seen.append((state, released(published).state, Checkpoint.objects.exists()))

    assert seen == [
        ("planned", "planned", False),
        ("open", "open", False),
        ("open", "open", False),
        ("closed", "closed", True),
    ]
    kinds = Event.objects.filter(subject=published.subject).values_list("type", flat=True)
    assert list(kinds.order_by("place"))[-2:] == ["round opened for bids", "round closed to bids"]


def test_the_clock_does_nothing_twice(published: Call, office_day: Clock) -> None:
    assert published.opens_at is not None
    office_day(published.opens_at)
    tasks.keep_time()
    events = Event.objects.count()

    tasks.keep_time()

    assert Event.objects.count() == events


def test_a_round_in_preparation_is_not_moved_by_the_clock(
    complete: Call, office_day: Clock
) -> None:
    assert complete.closes_at is not None
    office_day(complete.closes_at)

    tasks.keep_time()

    assert Opportunity.objects.get(pk=complete.opportunity_id).state == "planned"


def test_a_round_closes_even_where_its_release_is_refused(
    opened: Call, office_day: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from precept.do.opportunities.actions import moving

    def refuse(*_: Any, **__: Any) -> None:
        raise Refused("Removed words stand in it.")

    monkeypatch.setattr(moving, "release_call", refuse)
    assert opened.closes_at is not None
    office_day(opened.closes_at)

    tasks.keep_time()

    assert Opportunity.objects.get(pk=opened.opportunity_id).state == "closed"
    assert last_event(opened)[1]["after"]["not published"] == "Removed words stand in it."


def test_a_later_deadline_takes_two_people_and_is_told_and_published(
    opened: Call, runner: Person, second: Person, heard: list[sign_ups.Change]
) -> None:
    proposal = actions.propose_extension(by=runner, call=opened, closes=LATER, why="A power cut")
    assert queries.call(opened.opportunity.reference).closes_wall == "2027-01-20T12:00"

    made = actions.extend_deadline(by=second, proposal=proposal)

    now = queries.call(opened.opportunity.reference)
    assert (now.closes_wall, now.closes_at) == (
        "2027-01-27T12:00",
        datetime.fromisoformat("2027-01-27T12:00:00+00:00"),
    )
    assert (made.before, made.after, made.why) == (
        "2027-01-20T12:00",
        "2027-01-27T12:00",
        "A power cut",
    )
    public = released(opened)
    assert (public.deadline, public.call.closes_wall) == ("2027-01-27", "2027-01-27T12:00")
    assert [one.why for one in public.call.deadline_changes] == ["A power cut"]
    assert [one.kind for one in heard] == ["deadline moved"]
    kind, facts = last_event(opened)
    assert kind == "deadline moved"
    assert facts["after"]["proposed by"] == runner.ledger_name


def test_nobody_agrees_to_their_own_later_deadline(opened: Call, second: Person) -> None:
    proposal = actions.propose_extension(by=second, call=opened, closes=LATER, why="A power cut")

    with pytest.raises(NotAllowed, match="second person"):
        actions.extend_deadline(by=second, proposal=proposal)

    actions.extend_deadline(by=second, proposal=proposal, alone_because="The other left.")
    assert last_event(opened)[1]["after"]["one person alone, because"] == "The other left."


def test_whoever_may_not_publish_agrees_to_nothing(
    opened: Call, runner: Person, second: Person
) -> None:
    proposal = actions.propose_extension(by=second, call=opened, closes=LATER, why="A power cut")

    with pytest.raises(NotAllowed):
        actions.extend_deadline(by=runner, proposal=proposal)


@pytest.mark.parametrize(
    "closes", ["2027-01-20T12:00", "2027-01-20T11:59", "2026-12-10T12:00"], ids=str
)
def test_a_deadline_never_moves_earlier_and_the_attempt_is_kept(
    opened: Call, runner: Person, closes: str
) -> None:
    with pytest.raises(Refused, match="only ever moves later"):
        actions.propose_extension(by=runner, call=opened, closes=wall(closes), why="Too many")

    assert last_event(opened)[0] == "deadline change refused"
    assert not opened.deadline_proposals.exists()


def test_a_later_deadline_needs_a_reason(opened: Call, runner: Person) -> None:
    with pytest.raises(Refused, match="why"):
        actions.propose_extension(by=runner, call=opened, closes=LATER, why=" ")


def test_one_proposal_waits_at_a_time_and_is_settled_once(
    opened: Call, runner: Person, second: Person
) -> None:
    proposal = actions.propose_extension(by=runner, call=opened, closes=LATER, why="A power cut")
    with pytest.raises(Refused, match="waits for a second person already"):
        actions.propose_extension(by=runner, call=opened, closes=LATER, why="Another")

    actions.turn_down_extension(by=second, proposal=proposal, why="Not needed")
    with pytest.raises(Changed):
        actions.extend_deadline(by=second, proposal=proposal)
    assert not DeadlineChange.objects.exists()


def test_a_closed_round_opens_again_for_everyone_until_bids_are_opened(
    closed: Call, runner: Person, second: Person, office_day: Clock
) -> None:
    assert closed.closes_at is not None
    office_day(closed.closes_at + timedelta(hours=2))
    proposal = actions.propose_extension(by=runner, call=closed, closes=LATER, why="A power cut")
    actions.extend_deadline(by=second, proposal=proposal)
    assert released(closed).state == "open"

    office_day(datetime.fromisoformat("2027-01-27T12:00:00+00:00"))
    tasks.keep_time()
    actions.move_on(by=SYSTEM, call=closed, to="opened")
    with pytest.raises(Refused, match="Bids to this round are opened"):
        actions.propose_extension(
            by=runner, call=closed, closes=wall("2027-02-03T12:00"), why="Again"
        )


def test_a_proposed_time_that_has_passed_is_not_agreed_to(
    opened: Call, runner: Person, second: Person, office_day: Clock
) -> None:
    proposal = actions.propose_extension(by=runner, call=opened, closes=LATER, why="A power cut")
    office_day(proposal.after_at)

    with pytest.raises(Refused, match="has passed"):
        actions.extend_deadline(by=second, proposal=proposal)


def test_bids_are_opened_only_after_the_deadline(opened: Call, office_day: Clock) -> None:
    with pytest.raises(Refused, match="after the round has closed"):
        actions.move_on(by=SYSTEM, call=opened, to="opened")

    assert opened.closes_at is not None
    office_day(opened.closes_at - MILLISECOND)
    with pytest.raises(Refused):
        actions.move_on(by=SYSTEM, call=opened, to="opened")
    office_day(opened.closes_at)
    now = actions.move_on(by=SYSTEM, call=opened, to="opened")

    assert now.stage == "opened"
    assert released(opened).call.stage_title == "Bids opened"
    assert last_event(now) == (
        "round moved on",
        {"before": {"stage": "Published"}, "after": {"stage": "Bids opened"}},
    )


def test_an_awarded_round_is_awarded_in_the_register(closed: Call) -> None:
    for stage in (
        "opened",
        "marking",
        "moderating",
        "ranking",
        "recommended",
        "decided",
        "awarded",
    ):
        actions.move_on(by=SYSTEM, call=closed, to=stage)

    assert Opportunity.objects.get(pk=closed.opportunity_id).state == "awarded"
    assert released(closed).state == "awarded"
    tasks.keep_time()
    assert Opportunity.objects.get(pk=closed.opportunity_id).state == "awarded"


def test_those_turned_away_are_counted_by_rule_and_day(opened: Call) -> None:
    rule = opened.eligibility.get().key
    for _ in range(3):
        actions.count_eligibility(call=opened, rule=rule)
    actions.count_eligibility(call=opened)

    counted = TurnedAway.objects.order_by("rule").values_list("rule", "count")
    assert list(counted) == [("", 1), (rule, 3)]
    with pytest.raises(KeyError):
        actions.count_eligibility(call=opened, rule="no-such-rule")


def test_parts_above_offer_what_comes_next(
    opened: Call, runner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = sign_ups.Step("/office/rounds/x/bids", "Bids", "12 came")
    monkeypatch.setattr(sign_ups, "_next_steps", [lambda _person, _call: [step]])

    assert queries.next_steps(runner, opened)[-1] == step
