"""For any records, holds and day, the whole way from proposing to the register disposes of exactly the due and free."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.records import actions, queries, rules
from precept.records.models import Disposal, DisposalRun, Hold
from tests.records.keeping_records import Shelf

ABOVE = ["opportunity:A", "organisation:B", "person:C"]
RECORD = st.tuples(
    st.integers(0, 40), st.integers(-3, 400), st.sets(st.sampled_from(ABOVE)), st.integers(1, 3)
)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    records=st.lists(RECORD, max_size=12, unique_by=lambda one: one[0]),
    held=st.sets(
        st.sampled_from([*ABOVE, *(f"contact:N{number}" for number in range(0, 40, 5))]), max_size=3
    ),
    late=st.sets(st.sampled_from(ABOVE), max_size=1),
)
def test_exactly_the_due_and_free_are_disposed_of(
    shelf: Shelf,
    officer: Person,
    chief: Person,
    records: list[tuple[int, int, set[str], int]],
    held: set[str],
    late: set[str],
) -> None:
    shelf.records.clear()
    shelf.gone.clear()
    a_year_ago = date(clock.today().year - 1, clock.today().month, clock.today().day)
    for number, days, under, steps in records:
        # Some a little younger than a year, most older.
        shelf.put(f"N{number}", a_year_ago - timedelta(days=days), *sorted(under), steps=steps)
    expected = {
        one.subject
        for one in shelf.records.values()
        if one.trigger_on <= a_year_ago and not {one.subject, *one.under} & held
    }
    going = {one for one in expected if not set(shelf.records[one].under) & late}
    with transaction.atomic():
        for thing in held:
            _hold(officer, thing)
        if not expected:
            transaction.set_rollback(True)
            return
        run = actions.propose_run(by=officer)
        assert {one.thing for one in run.lines.all()} == expected
        actions.approve_run(by=chief, run=run, version=1)
        for thing in late:  # a claim arrives between the approval and the disposal
            _hold(officer, thing)
        while not actions.dispose_some(reference=run.reference):
            pass
        assert set(shelf.gone) == going
        assert set(Disposal.objects.values_list("thing", flat=True)) == going
        assert {one.thing for one in run.lines.filter(state="held")} == expected - going
        assert DisposalRun.objects.get().state == "done"
        assert queries.check_register() == []
        transaction.set_rollback(True)


def _hold(by: Person, thing: str) -> None:
    Hold.objects.create(
        thing=thing,
        kind="foi",
        case="FOI-1",
        why="Asked for",
        review_on=clock.today() + timedelta(days=30),
        placed_by=by,
    )
    assert rules.hold_problem(thing) == ""
