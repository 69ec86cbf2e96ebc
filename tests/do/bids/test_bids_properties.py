"""What holds whatever people do in whatever order: no text lost, no forbidden state, one in force."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from precept.do.bids import access, actions, queries, rules, tasks
from precept.do.bids.models import Bid, Revision
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import Refusal
from precept.foundation.people.models import Person, RoleHeld
from tests.do.bids.conftest import ABOUT, DEADLINE, fill, make_call, make_organisation
from tests.examples import on_each_database

STEADY = settings(
    max_examples=on_each_database(15),
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class Undone(Exception):
    """Ends an example: what it wrote is taken back."""


def make_person(name: str, role: str = "") -> Person:
    made = Person.objects.create(name=name, email=f"{name}@group.example")
    if role:
        RoleHeld.objects.create(person=made, role=role, starts=clock.today() - timedelta(days=900))
    return made


saves = st.lists(
    st.tuples(
        st.sampled_from(["ama", "bo"]),
        st.booleans(),
        st.sampled_from(["", "1", "2", "3"]),
        st.text(alphabet="abcde ", max_size=6),
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(
    max_examples=on_each_database(40),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(saves)
def test_no_order_of_saves_loses_a_text_that_was_acknowledged(
    done: list[tuple[str, bool, str, str]],
) -> None:
    """Two people save one section, each having read the newest version or the one they knew."""
    try:
        with time_machine.travel(DEADLINE - timedelta(days=10), tick=False), transaction.atomic():
            _save_all(done)
            raise Undone
    except Undone:
        pass


def _save_all(done: list[tuple[str, bool, str, str]]) -> None:
    people = {name: make_person(name) for name in ("ama", "bo")}
    bid = actions.begin_bid(by=people["ama"], call=make_call())
    actions.invite(by=people["ama"], bid=bid, email=people["bo"].email, rights="edit")
    actions.take_up_invitations(by=people["bo"])
    known = dict.fromkeys(people, 0)
    acknowledged: set[str] = set()
    keys: dict[str, str] = {}
    newest, version = "", 0
    for name, looks_first, number, text in done:
        if looks_first:
            known[name] = version
        key = f"{name}-{number}" if number else ""
        is_again = key in keys
        saved = actions.save_section(
            by=people[name],
            bid=bid,
            section="about",
            answers={"title": keys.setdefault(key, text) if key else text},
            read_version=known[name],
            key=key,
        )
        sent = keys[key] if key else text
        acknowledged.add(sent)
        if not is_again and saved.is_in_place:
            assert known[name] == version
            newest, version = sent, version + 1
            known[name] = version
    kept = {one.answers["title"] for one in Revision.objects.filter(bid=bid)}
    assert kept == acknowledged
    row = bid.sections.get(section="about")
    assert row.version == version
    assert row.answers.get("title", "") == newest


class Round(RuleBasedStateMachine):
    """A round with a bid, people who do anything at any time, and a clock that only goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.traveller = time_machine.travel(DEADLINE - timedelta(days=3), tick=False)
        self.time = self.traveller.start()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.bidder = make_person("ama")
        self.officer = make_person("olu", "commissioning-officer")
        self.manager = make_person("mia", "commissioning-manager")
        self.call = make_call()
        self.bid = actions.begin_bid(
            by=self.bidder,
            call=self.call,
            organisation=make_organisation("Club", self.bidder),
        )
        self.keys = 0
        self.state = "draft"

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.traveller.stop()

    def try_to(self, do: Callable[[], Any]) -> None:
        """Do it, or be refused in words; either way the state went where it may."""
        try:
            with transaction.atomic():
                do()
        except Refusal:
            pass
        before, self.state = self.state, Bid.objects.get(pk=self.bid.pk).state
        assert self.state == before or rules.may_move(before, self.state), (before, self.state)

    @rule(minutes=st.sampled_from([1, 14, 16, 24 * 60, 4 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.time.move_to(clock.now() + timedelta(minutes=minutes))

    @rule(money=st.sampled_from([{}, {"asked": 500_000}, {"asked": 5_000_000}]))
    def write(self, money: dict[str, int]) -> None:
        self.try_to(lambda: fill(self.bid, self.bidder, ABOUT, money))

    @rule(again=st.booleans(), ago=st.sampled_from([0, 5, 20]))
    def submit(self, again: bool, ago: int) -> None:
        self.keys += 0 if again else 1
        begun = clock.now() - timedelta(minutes=ago)
        self.try_to(
            lambda: actions.submit_bid(
                by=self.bidder, bid=self.bid, key=f"key-{self.keys}", begun=begun
            )
        )

    @rule()
    def withdraw(self) -> None:
        self.try_to(lambda: actions.withdraw_bid(by=self.bidder, bid=self.bid))

    @rule()
    def the_clock_acts(self) -> None:
        self.try_to(tasks.lapse)
        self.try_to(tasks.remind)

    @rule()
    def open_the_bids(self) -> None:
        self.try_to(lambda: actions.open_bids(by=self.officer, call=self.call))

    @rule(accept=st.booleans(), by_manager=st.booleans())
    def settle(self, accept: bool, by_manager: bool) -> None:
        by = self.manager if by_manager else self.officer
        self.try_to(
            lambda: actions.settle_late_bid(by=by, bid=self.bid, accept=accept, why="A reason.")
        )

    @precondition(lambda self: queries.list_now(self.call.opportunity) is not None)
    @rule()
    def declare(self) -> None:
        listed = queries.list_now(self.call.opportunity)
        assert listed is not None
        self.try_to(
            lambda: actions.declare(
                by=self.officer, opportunity=self.call.opportunity, listed=listed.sha256
            )
        )

    @invariant()
    def one_submission_is_in_force_exactly_where_the_bid_is_submitted(self) -> None:
        bid = Bid.objects.select_related("in_force").get(pk=self.bid.pk)
        assert (bid.in_force is not None) == (bid.state == "submitted")
        if bid.in_force is not None:
            assert bid.in_force.withdrawn is None
            assert bid.in_force == bid.submissions.order_by("-number").first()
            assert queries.digest_of(bid.in_force.content) == bid.in_force.sha256

    @invariant()
    def nothing_late_is_in_force_without_two_people_and_a_reason(self) -> None:
        bid = Bid.objects.select_related("in_force").get(pk=self.bid.pk)
        if bid.in_force is not None and bid.in_force.is_late:
            assert bid.late_why
            assert bid.late_proposed_by_id is not None
            assert bid.late_settled_by_id not in {None, bid.late_proposed_by_id}

    @invariant()
    def nobody_in_the_office_reads_a_sealed_bid(self) -> None:
        bid = Bid.objects.get(pk=self.bid.pk)
        stage = Call.objects.get(pk=self.call.pk).stage
        if stage == "published":
            assert bid.opened is None
        is_readable = access.may_read_bid(self.officer, bid)
        assert is_readable == (bid.opened is not None)

    @invariant()
    def every_attempt_that_made_a_submission_is_kept(self) -> None:
        made = self.bid.submissions.count()
        kept = self.bid.attempts.filter(outcome__in=["accepted", "late complete"]).count()
        assert made == kept


@pytest.mark.django_db
def test_no_order_of_actions_reaches_a_forbidden_state() -> None:
    run_state_machine_as_test(Round, settings=STEADY)


@given(st.dictionaries(st.text(max_size=3), st.integers(min_value=0, max_value=12), max_size=6))
def test_no_small_number_can_be_worked_out_from_what_is_published(counts: dict[str, int]) -> None:
    published = rules.suppressed(counts)

    small = {name for name, count in counts.items() if 0 < count < rules.FEWEST}
    hidden = {name for name, count in published.items() if count is None}
    assert small <= hidden
    shown = {name: count for name, count in counts.items() if count and name not in small}
    if small and shown:
        # A total beside the others gives the sum of what is hidden, never one of them.
        assert len(hidden) >= 2
    assert all(published[name] == counts[name] for name in counts if name not in hidden)
