"""No order of acts, by whoever may do them, brings a thing to where it cannot be (security: A10)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refusal, Refused
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications.models import Publication
from precept.plan import actions as plan
from precept.plan.models import Framework
from precept.plan.rules import states as rules
from precept.understand import actions as understand
from precept.understand.models import CrimePlan, Measure, Strategy
from tests.security.filling import add_approved, add_drafts, in_a_week
from tests.security.house import House

YEAR = "2024-25"
ROLES = ("commissioning-manager", "commissioner", "chief-executive", "marker")
WHO = st.sampled_from([*ROLES[:2], *ROLES])
BACK = st.sampled_from([0, 0, 0, 1, 2])
KEPT = ("title", "introduction", "year", "version", "approved_as", "drafted_by_id")


class LifeOfAFramework(RuleBasedStateMachine):
    """Anybody of the office does anything with any version of a year's framework, in any order."""

    office: House
    reached: set[str]

    @initialize()
    def begin(self) -> None:
        self.stands = transaction.atomic()
        self.stands.__enter__()
        self.people = {role: self.office.someone(role) for role in ROLES}
        self.states = self.now()
        self.public: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        if hasattr(self, "stands"):
            transaction.set_rollback(True)
            self.stands.__exit__(None, None, None)

    def now(self) -> dict[int, str]:
        return dict(Framework.objects.filter(year=YEAR).values_list("version", "state"))

    def attempt(self, act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
        except Refusal:
            return

    @rule(role=WHO, why=st.sampled_from(["", "An error of ours"]))
    def amend(self, role: str, why: str) -> None:
        self.attempt(lambda: plan.amend(by=self.people[role], year=YEAR, why=why))

    @rule(role=WHO, back=BACK, stale=st.sampled_from([False, False, False, True]))
    def approve(self, role: str, back: int, stale: bool) -> None:
        if thing := self.one(back):
            revision = thing.revision - stale
            self.attempt(
                lambda: plan.approve(by=self.people[role], framework=thing, revision=revision)
            )

    @rule(role=WHO, back=BACK)
    def send_back(self, role: str, back: int) -> None:
        if thing := self.one(back):
            self.attempt(lambda: plan.send_back(by=self.people[role], framework=thing, why="No"))

    @rule(role=WHO, back=BACK)
    def publish(self, role: str, back: int) -> None:
        if thing := self.one(back):
            self.attempt(lambda: plan.publish_framework(by=self.people[role], framework=thing))

    @rule(role=WHO, back=BACK, seldom=st.integers(0, 7))
    def withdraw(self, role: str, back: int, seldom: int) -> None:
        if seldom == 7 and (thing := self.one(back)):
            self.attempt(
                lambda: plan.withdraw_framework(by=self.people[role], framework=thing, why="No")
            )

    @rule(role=WHO, back=BACK)
    def change(self, role: str, back: int) -> None:
        if thing := self.one(back):
            self.attempt(
                lambda: plan.change_words(
                    by=self.people[role],
                    framework=thing,
                    revision=thing.revision,
                    title=f"{thing.title}.",
                    introduction=thing.introduction,
                    lead=thing.lead,
                    review=thing.review,
                )
            )

    @rule()
    def go_on_as_one_should(self) -> None:
        thing = self.one(0)
        if thing is not None and thing.state == "draft":
            who = self.people["commissioner"]
            self.attempt(lambda: plan.approve(by=who, framework=thing, revision=thing.revision))
        elif thing is not None and thing.state == "approved":
            who = self.people["chief-executive"]
            self.attempt(lambda: plan.publish_framework(by=who, framework=thing))
        else:
            who = self.people["commissioning-manager"]
            self.attempt(lambda: plan.amend(by=who, year=YEAR, why="An error of ours"))

    @rule(role=WHO)
    def begin_again(self, role: str) -> None:
        self.attempt(lambda: plan.draft_framework(by=self.people[role], year=YEAR, title="Anew"))

    @rule(role=WHO, back=BACK, seldom=st.integers(0, 3))
    def discard(self, role: str, back: int, seldom: int) -> None:
        if seldom == 3 and (thing := self.one(back)):
            self.attempt(
                lambda: plan.discard_draft(by=self.people[role], framework=thing, why="No")
            )

    def one(self, back: int) -> Framework | None:
        """A version, counted back from the newest."""
        return Framework.objects.filter(year=YEAR).order_by("-version")[back : back + 1].first()

    @invariant()
    def every_step_is_a_move(self) -> None:
        if not hasattr(self, "states"):
            return
        now = self.now()
        for version, state in now.items():
            before = self.states.get(version)
            steps = {after for (was, _), after in rules.MOVES.items() if was == before}
            assert state in {before, *steps} if before else state == "draft"
        assert {self.states[version] for version in self.states.keys() - now.keys()} <= {"draft"}
        self.states = now
        self.reached |= set(now.values())

    @invariant()
    def one_is_in_hand_and_one_in_force_at_most(self) -> None:
        if hasattr(self, "states"):
            states = list(self.now().values())
            assert sum(state in rules.IN_HAND for state in states) <= 1
            assert states.count("published") <= 1

    @invariant()
    def what_is_public_was_approved_by_another_and_stays_as_it_was(self) -> None:
        if not hasattr(self, "states"):
            return
        for thing in Framework.objects.filter(year=YEAR).exclude(state__in=rules.IN_HAND):
            assert thing.approved_by_id not in {None, thing.drafted_by_id}
            said = {name: getattr(thing, name) for name in KEPT}
            assert self.public.setdefault(thing.version, said) == said

    @invariant()
    def the_public_reads_the_version_in_force(self) -> None:
        if not hasattr(self, "states"):
            return
        latest = Publication.objects.get(kind="framework", key=YEAR, is_latest=True)
        assert latest.is_tombstone is ("published" not in self.now().values())


def test_no_order_of_acts_brings_a_framework_where_it_cannot_be(office: House) -> None:
    class Life(LifeOfAFramework):
        pass

    Life.office, Life.reached = office, set()
    run(
        Life,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert {"draft", "approved", "published", "superseded"} - Life.reached == set()


@pytest.fixture
def manager(office: House) -> Person:
    somebody = office.someone("commissioning-manager")
    add_drafts(somebody, office.someone("chief-finance-officer"))
    return somebody


def test_a_draft_framework_is_not_published(office: House, manager: Person) -> None:
    draft = Framework.objects.get(year="2031-32")

    with pytest.raises(Refused, match="This framework is draft, so this cannot be done to it"):
        plan.publish_framework(by=manager, framework=draft)

    assert Publication.objects.filter(kind="framework", key="2031-32").count() == 0


def test_a_framework_is_approved_once(office: House, manager: Person) -> None:
    draft = Framework.objects.get(year="2031-32")
    commissioner = office.someone("commissioner")
    approved = plan.approve(by=commissioner, framework=draft, revision=draft.revision)

    with pytest.raises(Changed):
        plan.approve(by=commissioner, framework=draft, revision=draft.revision)
    with pytest.raises(Refused, match="This framework is approved"):
        plan.approve(by=commissioner, framework=approved, revision=approved.revision)


def test_an_approved_framework_is_not_changed(office: House, manager: Person) -> None:
    approved = add_approved(office)

    with pytest.raises(Refused, match="Only a draft can be changed"):
        plan.add_section(by=manager, framework=approved, title="More", layout="projects")


def test_a_deliverable_is_assessed_after_it_came_and_comes_after_it_was_asked_for(
    office: House, manager: Person
) -> None:
    measure = Measure.objects.filter(kind="deliverable", state="planned")[0]
    with pytest.raises(Refused, match="cannot become assessed"):
        understand.assess_deliverable(by=manager, measure=measure, assessment="Good")
    with pytest.raises(Refused, match="cannot become received"):
        understand.receive_deliverable(
            by=manager, measure=measure, received=clock.today(), evidence="It came", link=""
        )

    understand.request_deliverable(by=manager, measure=measure, due=in_a_week(), note="")
    measure.refresh_from_db()
    with pytest.raises(Refused):
        understand.receive_deliverable(
            by=manager,
            measure=measure,
            received=clock.today() + timedelta(days=1),
            evidence="It came tomorrow",
            link="",
        )
    assert measure.state == "requested"


def test_what_is_published_already_is_not_published_as_a_draft(
    office: House, manager: Person
) -> None:
    chief = office.someone("chief-executive")
    for publish, thing in (
        (understand.publish_strategy, {"strategy": Strategy.objects.get(state="published")}),
        (understand.publish_plan, {"plan": CrimePlan.objects.get(state="published")}),
    ):
        with pytest.raises((Refused, Changed)):
            publish(by=chief, **thing)


def test_what_is_withdrawn_is_not_withdrawn_again(office: House, manager: Person) -> None:
    row = Publication.objects.get(kind="fund", key="core", is_latest=True)
    gone = publications.withdraw(by=manager, publication=row, why="Published by mistake")

    with pytest.raises(Changed, match="already withdrawn"):
        publications.withdraw(by=manager, publication=gone, why="Again")
    with pytest.raises(Changed):
        publications.withdraw(by=manager, publication=row, why="From an old page")
