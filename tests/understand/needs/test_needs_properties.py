"""Whatever happens to a needs assessment in whatever order: what is in force lacks nothing, and had other hands."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from precept.foundation import clock
from precept.foundation.ledger.actions import Refusal
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.publications.models import Publication
from precept.understand.actions import areas as area_actions
from precept.understand.actions import counts, need_parts
from precept.understand.actions import needs as actions
from precept.understand.models import Area, CrimePlan, NeedsAssessment, Priority
from precept.understand.published import NeedPublished
from precept.understand.queries import needs as queries
from precept.understand.rules import counts as rules
from precept.understand.rules.needs import figure_key, missing_to_agree

who = st.sampled_from(["officer", "manager", "commissioner"])
NAMES = ("Leicester", "Rutland", "Blaby", "Melton")
APRIL = date(2022, 4, 1)
SIZES = (0, 1, 3, 4, 9, 40)


class Needs(RuleBasedStateMachine):
    """One assessment, three people who may write, agree or publish, and counts of any size."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = {
            name: self.person(name, role)
            for name, role in (
                ("officer", "commissioning-officer"),
                ("manager", "commissioning-manager"),
                ("commissioner", "commissioner"),
            )
        }
        plan = CrimePlan.objects.create(
            reference="p",
            version=1,
            title="Plan",
            first_year=2021,
            last_year=2024,
            state="published",
        )
        Priority.objects.create(plan=plan, place=1, slug="victims", title="Victims", text="x")
        area_actions.take_standard_areas(by=self.people["manager"])
        self.areas = [Area.objects.get(name=name, ends=None) for name in NAMES]
        self.need = actions.begin_need(by=self.people["officer"], title="A need")

    @staticmethod
    def person(name: str, role: str) -> Person:
        made = Person.objects.create(name=name, email=f"{name}@opcc.example")
        RoleHeld.objects.create(person=made, role=role, starts=date(2020, 1, 1))
        return made

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def try_to(self, do: Callable[[], Any]) -> None:
        try:
            with transaction.atomic():
                do()
        except Refusal:
            pass

    @property
    def now(self) -> NeedsAssessment:
        return queries.need(self.need.reference)

    @rule(by=who, lacking=st.sampled_from(["", "", "questions", "findings", "owner", "priorities"]))
    def write(self, by: str, lacking: str) -> None:
        said: dict[str, Any] = {
            "questions": "Who?",
            "findings": "Most.",
            "owner": "Manager",
            "priorities": ["victims"],
            "population": 100,
            "population_of": "people",
            "population_source": "A survey",
            "review_on": clock.today() + timedelta(days=90),
        }
        if lacking:
            said[lacking] = [] if lacking == "priorities" else ""
        need = self.now
        self.try_to(
            lambda: actions.change_need(
                by=self.people[by], need=need, revision=need.revision, **said
            )
        )

    @rule(by=who, chosen=st.lists(st.integers(0, 3), unique=True, max_size=4))
    def choose_areas(self, by: str, chosen: list[int]) -> None:
        need = self.now
        self.try_to(
            lambda: actions.set_figures(
                by=self.people[by],
                need=need,
                revision=need.revision,
                areas=[self.areas[place] for place in chosen],
                figures=[figure_key("burglary", "")],
                first_month=APRIL,
                last_month=date(2022, 5, 1),
            )
        )

    @rule(by=st.sampled_from(["officer", "manager"]), few=st.booleans())
    def write_all_of_it(self, by: str, few: bool) -> None:
        """What people mostly do before they agree it."""
        self.write(by, "")
        self.choose_areas(by, [0, 1] if few else [0, 1, 2, 3])
        self.add_parts(by, 0)

    @rule(by=who, place=st.integers(0, 3), month=st.sampled_from([4, 5]), count=st.integers(0, 40))
    def count(self, by: str, place: int, month: int, count: int) -> None:
        self.try_to(
            lambda: counts.keep_count(
                by=self.people[by],
                kind="Burglary",
                month=date(2022, month, 1),
                area=self.areas[place],
                count=count,
            )
        )

    @rule(by=who, place=st.integers(0, 3))
    def add_parts(self, by: str, place: int) -> None:
        where = [self.areas[place]]
        need = self.now
        self.try_to(
            lambda: need_parts.add_gap(by=self.people[by], need=need, what="x", areas=where)
        )
        self.try_to(
            lambda: need_parts.add_service(
                by=self.people[by], need=need, what="x", by_whom="y", areas=where
            )
        )

    @rule(by=who)
    def take_a_gap_away(self, by: str) -> None:
        gap = self.now.gaps.first()
        if gap is not None:
            self.try_to(
                lambda: need_parts.remove_gap(
                    by=self.people[by], gap=gap, revision=gap.revision, why="x"
                )
            )

    @rule(
        by=who,
        behind=st.sampled_from([False, False, False, True]),
        exception=st.sampled_from(["", "Nobody else is here."]),
    )
    def agree(self, by: str, behind: bool, exception: str) -> None:
        need = self.now
        self.try_to(
            lambda: actions.agree_need(
                by=self.people[by],
                need=need,
                revision=need.revision - behind,
                exception=exception,
            )
        )

    @rule(by=who)
    def amend(self, by: str) -> None:
        self.try_to(lambda: actions.amend_need(by=self.people[by], need=self.need, why="New."))

    @rule(by=who)
    def publish(self, by: str) -> None:
        need = self.now
        self.try_to(lambda: actions.publish_need(by=self.people[by], need=need))

    @rule(few=st.booleans(), counted=st.lists(st.sampled_from(SIZES), min_size=8, max_size=8))
    def carry_it_through(self, few: bool, counted: list[int]) -> None:
        for at, count in enumerate(counted):
            self.count("manager", at % 4, 4 + at // 4, count)
        self.write_all_of_it("officer", few)
        self.agree("commissioner", False, "")
        self.publish("commissioner")

    @invariant()
    def one_edition_is_in_force_and_one_is_drafted_at_most(self) -> None:
        states = [one.state for one in NeedsAssessment.objects.all()]

        assert states.count("agreed") <= 1
        assert states.count("draft") <= 1
        assert [one.edition for one in queries.editions(self.need.reference)] == list(
            range(len(states), 0, -1)
        )

    @invariant()
    def what_was_agreed_lacks_nothing_and_had_other_hands(self) -> None:
        for one in NeedsAssessment.objects.exclude(state="draft"):
            assert one.agreed_on is not None
            assert missing_to_agree(queries.said(one), one.agreed_on) == []
            wrote = one.writers.filter(pk=one.agreed_by_id).exists()
            assert wrote == bool(one.exception)

    @invariant()
    def nothing_small_is_in_public_and_the_sum_gives_none_away(self) -> None:
        for row in Publication.objects.filter(kind="need"):
            for figure in NeedPublished.model_validate_json(row.payload).figures:
                for line in (figure.areas, figure.months):
                    shown = [one.count for one in line if one.count is not None]
                    assert all(count >= rules.SMALL for count in shown)
                    if figure.total is not None and len(shown) < len(line):
                        hidden = [one.words for one in line if one.count is None]
                        rest = figure.total - sum(shown)
                        least = rules.SMALL * hidden.count(rules.KEPT_BACK)
                        assert len(hidden) > 1
                        assert rest - (rules.SMALL - 1) >= least
                assert figure.total is not None or figure.is_withheld


@pytest.mark.django_db
def test_no_order_of_acts_puts_in_force_what_lacks_something_or_lets_a_small_count_out() -> None:
    run_state_machine_as_test(
        Needs,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
