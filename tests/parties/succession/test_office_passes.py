"""The act: the office is another body's from one moment on; and the steps that write down what it moved."""

from datetime import date, timedelta

import pytest

from precept.do.agreements.models import LetterWording
from precept.do.partners.models import Partnership
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Progress, QueuedTask
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.queries import titles_on
from precept.foundation.publications import queries as published
from precept.parties import actions, queries, rules, sign_ups
from precept.parties.actions import passing
from precept.parties.models import Office, OfficeSuccession, Organisation, PassedOn
from precept.plan.models import Fund
from tests.parties.events import last
from tests.parties.succession.plans import ON, planned

pytestmark = pytest.mark.django_db
LAST = ON - timedelta(days=1)


@pytest.fixture
def funds() -> list[Fund]:
    """Forty-five funds that go on, and one that ends before."""
    Fund.objects.create(code="gone", name="Gone", short_name="G", kind="grant", ends=LAST)
    return [
        Fund.objects.create(code=f"fund-{n:02}", name=f"Fund {n}", short_name=f"F{n}", kind="grant")
        for n in range(45)
    ]


def steps(of: OfficeSuccession, most: int = 1_000) -> int:
    """Do the queued steps one after another, as a worker does; how many were done."""
    done = 0
    while done < most:
        waiting = QueuedTask.objects.filter(name="parties.write_passage").order_by("pk")
        task = waiting.select_related("result").first()
        if task is None:
            break
        arguments = task.result.args_kwargs["kwargs"]["arguments"]
        task.delete()
        actions.passage_step(**arguments)
        done += 1
    return done


def test_nothing_happens_before_the_day(approved: OfficeSuccession, office: Office) -> None:
    actions.pass_due()

    office.refresh_from_db()
    assert office.body.name == "Commissioner for Borderland"
    assert not queries.is_passing()


def test_the_office_is_another_bodys_as_the_day_begins(
    approved: OfficeSuccession, office: Office, the_day: list[date]
) -> None:
    old = office.body
    the_day[0] = ON
    assert queries.is_passing()

    actions.pass_due()

    office.refresh_from_db()
    old.refresh_from_db()
    assert office.body.name == "Borderland Policing Board"
    assert (office.name, office.short_name) == (
        "Office of the Borderland Policing Board",
        "Policing Board",
    )
    assert (old.ends, old.successor) == (LAST, office.body)
    assert office.body.kinds == ["commissioning body", "policing board"]
    assert not queries.is_passing()
    approved.refresh_from_db()
    assert approved.state == "done"
    assert approved.passed is not None
    assert Event.objects.filter(type="office passed to another body").count() == 1


def test_what_is_of_the_past_keeps_its_names(
    approved: OfficeSuccession, the_day: list[date]
) -> None:
    the_day[0] = ON
    actions.pass_due()

    assert queries.office_name() == "Office of the Borderland Policing Board"
    assert queries.office_name(ON) == "Office of the Borderland Policing Board"
    assert queries.office_name(LAST) == "Office of the Commissioner for Borderland"
    assert titles_on(LAST)["commissioner"] == "Commissioner"
    assert titles_on(ON)["commissioner"] == "Policing and crime lead"
    before, after = queries.body_of_day(LAST), queries.body_of_day(ON)
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Commissioner for Borderland", "Borderland Policing Board")


def test_where_the_act_is_late_the_name_lasts_until_it(
    approved: OfficeSuccession, the_day: list[date]
) -> None:
    the_day[0] = ON + timedelta(days=3)
    actions.pass_due()

    assert queries.office_name(ON) == "Office of the Commissioner for Borderland"
    assert queries.office_name(the_day[0]) == "Office of the Borderland Policing Board"
    body = queries.body_of_day(ON)
    assert body is not None
    assert body.name == "Borderland Policing Board"


def test_the_public_reads_the_bodies_in_turn(
    approved: OfficeSuccession, the_day: list[date]
) -> None:
    the_day[0] = ON
    actions.pass_due()

    latest = published.latest_or_none("office", "office")
    assert latest is not None
    assert [(one.body, one.decider, one.starts, one.ends) for one in latest.payload.bodies] == [
        ("Commissioner for Borderland", "Commissioner", None, "2028-05-31"),
        ("Borderland Policing Board", "Policing and crime lead", "2028-06-01", None),
    ]
    assert latest.payload.coming is None
    old = published.latest_or_none("organisation", "commissioner-for-borderland")
    assert old is not None
    assert old.payload.successor == "borderland-policing-board"


def test_roles_end_and_begin_as_the_plan_says(
    administrator: Person,
    board: Organisation,
    office: Office,
    chief: Person,
    commissioner: Person,
    held: RoleHeld,
    marker: Person,
    the_day: list[date],
) -> None:
    assert office
    plan = planned(
        administrator,
        board,
        ending=[held.reference],
        beginning=[(marker.reference, "commissioner")],
    )
    actions.approve_succession(by=chief, succession=plan, version=plan.version)
    the_day[0] = ON
    actions.pass_due()

    held.refresh_from_db()
    assert (held.ends, held.ended_early) == (LAST, None)
    assert Person.objects.get(pk=commissioner.pk).is_active
    assert Person.objects.get(pk=commissioner.pk).roles_today == ()
    assert Person.objects.get(pk=marker.pk).roles_today == ("commissioner", "marker")
    assert Person.objects.get(pk=chief.pk).roles_today == ("chief-executive",)
    assert last(commissioner.ledger_name)[0] == "role ended"
    assert last(marker.ledger_name)[0] == "role given"


def test_a_deputy_ends_with_the_role_they_stand_in_for(
    administrator: Person,
    board: Organisation,
    office: Office,
    chief: Person,
    commissioner: Person,
    held: RoleHeld,
    marker: Person,
    manager: Person,
    the_day: list[date],
) -> None:
    assert office
    deputy = RoleHeld.objects.create(
        person=manager, role="commissioner", starts=date(2028, 5, 1), deputy_for=commissioner
    )
    plan = planned(
        administrator,
        board,
        ending=[held.reference],
        beginning=[(marker.reference, "commissioner")],
    )
    actions.approve_succession(by=chief, succession=plan, version=plan.version)
    the_day[0] = ON
    actions.pass_due()

    deputy.refresh_from_db()
    assert deputy.ends == LAST
    assert Person.objects.get(pk=manager.pk).roles_today == ("commissioning-manager",)


def test_everything_live_is_written_down_in_steps(
    approved: OfficeSuccession, funds: list[Fund], the_day: list[date]
) -> None:
    the_day[0] = ON
    actions.pass_due()
    assert PassedOn.objects.count() == 0

    assert steps(approved) == 8  # the counting, five times eight, the last five, and the end

    things = set(PassedOn.objects.values_list("thing", flat=True))
    assert things == {fund.subject for fund in funds}
    told = Event.objects.filter(type="passed to another body")
    assert told.count() == len(funds)
    approved.refresh_from_db()
    assert approved.finished is not None
    job = Progress.objects.get(reference=approved.job)
    assert (job.state, job.done, job.total) == ("done", 45, 45)
    assert last("fund:fund-07")[1]["after"]["body"] == "Borderland Policing Board"


def test_stopped_half_way_it_goes_on_and_nothing_is_written_twice(
    approved: OfficeSuccession, funds: list[Fund], the_day: list[date]
) -> None:
    the_day[0] = ON
    actions.pass_due()
    first = QueuedTask.objects.select_related("result").get(name="parties.write_passage")
    arguments = first.result.args_kwargs["kwargs"]["arguments"]
    steps(approved, most=1)
    actions.passage_step(**arguments)  # a worker that died after its commit does it again
    second = QueuedTask.objects.select_related("result").get(name="parties.write_passage")
    arguments = second.result.args_kwargs["kwargs"]["arguments"]
    steps(approved, most=1)
    assert PassedOn.objects.count() == 8

    actions.passage_step(**arguments)
    assert PassedOn.objects.count() == 8

    steps(approved)
    actions.passage_step(**arguments)
    assert PassedOn.objects.count() == len(funds)
    assert Event.objects.filter(type="passed to another body").count() == len(funds)


def test_a_step_asks_little_of_the_database_however_much_there_is(
    approved: OfficeSuccession, funds: list[Fund], the_day: list[date]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    the_day[0] = ON
    actions.pass_due()
    steps(approved, most=1)

    with CaptureQueriesContext(connection) as asked:
        steps(approved, most=1)

    assert PassedOn.objects.count() == 8
    assert len(asked) <= 55  # four for each event, and twenty for the step
    assert funds


def test_half_way_through_the_steps_everybody_reads_the_whole(
    approved: OfficeSuccession, funds: list[Fund], the_day: list[date]
) -> None:
    """Whose the office is stands in the few rows of the act: no step changes it."""
    the_day[0] = ON
    actions.pass_due()
    office = queries.office()
    assert office is not None
    whole = (queries.bodies_in_turn(office), queries.office_as_published(office))

    while steps(approved, most=1):
        assert (queries.bodies_in_turn(office), queries.office_as_published(office)) == whole


def test_what_is_made_after_the_act_was_never_the_old_bodys(
    approved: OfficeSuccession, funds: list[Fund], the_day: list[date]
) -> None:
    the_day[0] = ON
    actions.pass_due()
    steps(approved, most=1)
    Fund.objects.create(code="new", name="New", short_name="N", kind="grant")

    steps(approved)

    assert not PassedOn.objects.filter(thing="fund:new").exists()
    assert funds


def test_the_act_is_short_however_much_there_is(
    approved: OfficeSuccession,
    the_day: list[date],
    django_assert_max_num_queries: object,
) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    the_day[0] = ON

    def counted() -> int:
        with (
            CaptureQueriesContext(
                connection,
            ) as few,
            transaction.atomic(),
        ):
            actions.pass_due()
            transaction.set_rollback(True)
        return len(few)

    without = counted()
    for n in range(300):
        Fund.objects.create(code=f"f{n}", name=f"F{n}", short_name=f"F{n}", kind="grant")

    assert counted() == without


def test_the_rehearsal_says_where_words_name_the_old_body(
    plan: OfficeSuccession, office: Office
) -> None:
    old = office.body.name
    Fund.objects.create(
        code="named", name="Core", short_name="C", kind="grant", note=f"Given to the {old.upper()}"
    )
    Fund.objects.create(
        code="ended", name="Gone", short_name="G", kind="grant", ends=LAST, note=old
    )
    Fund.objects.create(code="other", name="Other", short_name="O", kind="grant", note="Of nobody")
    LetterWording.objects.create(kind="agreement", words=f"The {old} offers you")
    terms = f"Chaired by {old}: {office.name}"
    Partnership.objects.create(
        reference="b", name="B", kind="ours", run_by=office.body, terms=terms
    )

    found = queries.rehearsal(plan, office).names

    said = [(one.words, one.href) for one in found]
    assert [one for one in said if not one[0].startswith("Scheme of delegation")] == [
        ("How letters begin: Agreement", "/office/register/wording/agreement"),
        ("Funds: Core", "/office/funds/named"),
        ("Boards and partnerships: B", "/office/partnerships/boards/b"),
    ]
    schemes = [words for words, _ in said if words.startswith("Scheme of delegation")]
    assert schemes
    assert all("still holds on 1 June 2028" in words for words in schemes)


def test_every_field_that_the_rehearsal_looks_through_is_one(
    plan: OfficeSuccession, office: Office
) -> None:
    """A name in each of them by itself: a field that was renamed fails here, not on the day."""
    for moving in sign_ups.everything_moving():
        for text in moving.texts:
            rows = moving.live(plan.on).filter(queries.naming((text,), ["O’Neill “Office”"]))
            assert not rows.exists()
    assert office


def test_the_rehearsal_counts_and_changes_nothing(
    plan: OfficeSuccession, office: Office, funds: list[Fund]
) -> None:
    events = Event.objects.count()

    found = queries.rehearsal(plan, office)

    assert {one.kind: one.count for one in found.moves if one.count} == {"funds": len(funds)}
    assert found.total == len(funds)
    assert Event.objects.count() == events
    assert {one.kind for one in found.moves} >= {
        "agreements",
        "awards",
        "bids",
        "boards",
        "budgets",
        "claims",
        "commitments",
        "decisions",
        "frameworks",
        "grants",
        "pipeline",
        "rounds",
        "services",
        "variations",
    }


def test_the_ledger_verifies_after_it(
    approved: OfficeSuccession, funds: list[Fund], the_day: list[date]
) -> None:
    the_day[0] = ON
    actions.pass_due()
    steps(approved)

    assert ledger.story(approved.subject)
    assert funds
    assert rules
    assert passing
