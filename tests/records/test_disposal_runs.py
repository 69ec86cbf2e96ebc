"""Proposed by one, approved by another, asked again record by record; the register and what lies outside."""

import json
from base64 import b64encode
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.models import Event, Part
from precept.foundation.outbox.models import Mail, Progress, QueuedTask
from precept.foundation.people.models import Person
from precept.records import actions, keeping, queries, sign_ups
from precept.records.models import Disposal, DisposalRun, RunLine
from precept.records.sign_ups import Gone
from tests.records.keeping_records import NAME, Shelf

OLD = date(2020, 1, 1)


@pytest.fixture
def two(shelf: Shelf) -> Shelf:
    """Two records that are due."""
    shelf.put("ONE", OLD, "organisation:BODY")
    shelf.put("TWO", OLD, steps=3)
    return shelf


def approved(officer: Person, chief: Person) -> DisposalRun:
    """A run that was approved."""
    run = actions.propose_run(by=officer, words="The yearly look")
    return actions.approve_run(by=chief, run=run, version=1, why="Looked at")


def done(run: DisposalRun) -> DisposalRun:
    """The same once the worker was at it."""
    while not actions.dispose_some(reference=run.reference):
        pass
    run.refresh_from_db()
    return run


def test_what_is_due_is_listed_and_touched_by_nobody_yet(two: Shelf, officer: Person) -> None:
    two.put("YOUNG", clock.today() - timedelta(days=364))
    run = actions.propose_run(by=officer, words=" Said with it ")

    assert [one.thing for one in run.lines.all()] == ["contact:ONE", "contact:TWO"]
    assert (run.count, run.words, len(run.sha256)) == (2, "Said with it", 64)
    assert two.gone == []
    assert Event.objects.filter(subject=run.subject, type="disposal proposed").exists()


def test_a_record_stands_on_one_list_that_waits(two: Shelf, officer: Person) -> None:
    actions.propose_run(by=officer)
    with pytest.raises(Refused, match="Nothing is due"):
        actions.propose_run(by=officer)
    assert DisposalRun.objects.count() == 1
    two.put("THREE", OLD)

    assert [one.thing for one in actions.propose_run(by=officer).lines.all()] == ["contact:THREE"]


def test_a_list_is_at_most_five_hundred_records_read_page_by_page(
    shelf: Shelf, officer: Person
) -> None:
    for number in range(620):
        shelf.put(f"N{number:04}", OLD)
    run = actions.propose_run(by=officer)

    assert run.count == 500
    assert set(shelf.asked) == {200}
    assert len(shelf.asked) == 3


def test_who_proposed_does_not_approve(two: Shelf, manager: Person, chief: Person) -> None:
    run = actions.propose_run(by=manager)
    with pytest.raises(Refused, match="somebody else approves"):
        actions.approve_run(by=manager, run=run, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        DisposalRun.objects.filter(pk=run.pk).update(
            state="approved", settled_by=manager, settled=clock.now()
        )

    assert actions.approve_run(by=chief, run=run, version=1).state == "approved"


def test_nobody_else_proposes_approves_or_withdraws(
    two: Shelf, officer: Person, marker: Person
) -> None:
    run = actions.propose_run(by=officer)
    with pytest.raises(NotAllowed):
        actions.propose_run(by=marker)
    with pytest.raises(NotAllowed):
        actions.withdraw_run(by=marker, run=run, version=1, why="No")
    for one in (marker, officer):
        with pytest.raises(NotAllowed):
            actions.approve_run(by=one, run=run, version=1)


def test_what_was_approved_is_what_was_proposed(two: Shelf, officer: Person, chief: Person) -> None:
    run = actions.propose_run(by=officer)
    RunLine.objects.filter(run=run, thing="contact:ONE").update(thing="contact:OTHER")

    with pytest.raises(Refused, match="no longer what was proposed"):
        actions.approve_run(by=chief, run=run, version=1)


def test_a_run_is_settled_once(two: Shelf, officer: Person, chief: Person) -> None:
    run = actions.propose_run(by=officer)
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw_run(by=officer, run=run, version=1, why=" ")
    actions.withdraw_run(by=officer, run=run, version=1, why="One is asked for")

    with pytest.raises(Changed):
        actions.approve_run(by=chief, run=run, version=1)
    assert done(run).state == "withdrawn"
    assert two.gone == []


def test_one_run_at_a_time(two: Shelf, officer: Person, chief: Person) -> None:
    approved(officer, chief)
    two.put("THREE", OLD)
    another = actions.propose_run(by=officer)

    with pytest.raises(Refused, match="Another run"):
        actions.approve_run(by=chief, run=another, version=1)


def test_each_goes_in_steps_and_enters_the_register(
    two: Shelf, officer: Person, chief: Person, outside: Path
) -> None:
    run = done(approved(officer, chief))

    assert run.state == "done"
    assert two.gone == ["contact:ONE", "contact:TWO"]
    first, second = Disposal.objects.order_by("number")
    assert (first.number, first.kind, first.thing, first.years) == (1, NAME, "contact:ONE", 1)
    assert (first.proposed_by, first.approved_by) == (officer.ledger_name, chief.ledger_name)
    assert (second.things, second.previous) == (3, first.fingerprint)
    assert queries.check_register() == []
    assert keeping.numbers() == [1, 2]
    assert oct(outside.stat().st_mode)[-3:] == "700"
    assert QueuedTask.objects.filter(name="records.dispose").count() == 1
    job = Progress.objects.get(subject=run.subject)
    assert (job.state, job.done, job.total) == ("done", 2, 2)


def test_the_history_of_a_record_says_that_it_went(
    two: Shelf, officer: Person, chief: Person
) -> None:
    run = done(approved(officer, chief))
    last = ledger.story("contact:ONE")[0]

    assert last.type == "record disposed of"
    assert last.actor == "system"
    assert [one.type for one in ledger.story(run.subject)][:2] == [
        "disposal done",
        "disposal under way",
    ]


def test_what_is_held_or_changed_meanwhile_is_left(
    two: Shelf, officer: Person, chief: Person
) -> None:
    two.put("THREE", OLD)
    two.put("FOUR", OLD)
    sign_ups.keeps_back(
        NAME, lambda subjects: {one: "A challenge is open." for one in subjects if "FOUR" in one}
    )
    shown = {one.record.subject: one.kept_back for one in queries.all_due(clock.today())}
    assert shown["contact:FOUR"] == "A challenge is open."
    run = approved(officer, chief)
    assert [one.thing for one in run.lines.order_by("thing")] == [
        "contact:ONE",
        "contact:THREE",
        "contact:TWO",
    ]
    two.put("ONE", OLD + timedelta(days=1))
    del two.records["contact:THREE"]
    done(run)

    assert two.gone == ["contact:TWO"]
    assert {one.thing: one.state for one in run.lines.all()} == {
        "contact:ONE": "changed",
        "contact:THREE": "changed",
        "contact:TWO": "disposed",
    }
    assert queries.counts_of(run) == [
        ("Disposed of", 1),
        ("Not touched: no longer as the list says", 2),
    ]


def test_a_hold_stops_a_record_between_two_of_its_steps(
    two: Shelf, officer: Person, chief: Person
) -> None:
    run = approved(officer, chief)
    real = two.dispose

    def held_meanwhile(subject: str, by: Any, why: str) -> Gone:
        gone = real(subject, by, why)
        if subject == "contact:TWO" and not gone.is_done:
            from precept.records.models import Hold

            Hold.objects.get_or_create(
                thing=subject,
                defaults={
                    "kind": "foi",
                    "case": "F",
                    "why": "W",
                    "review_on": clock.today(),
                    "placed_by": officer,
                },
            )
        return gone

    kind = sign_ups.kinds()[NAME]
    sign_ups.kept(sign_ups.Kind(NAME, kind.find, kind.look, held_meanwhile, kind.describe))
    done(run)

    assert two.gone == ["contact:ONE"]
    assert run.lines.get(thing="contact:TWO").state == "held"
    assert [one.thing for one in Disposal.objects.all()] == ["contact:ONE"]


def test_a_change_of_the_schedule_stops_what_was_listed_by_the_one_before(
    two: Shelf, officer: Person, chief: Person
) -> None:
    run = approved(officer, chief)
    actions.change_rule(
        by=chief, key=NAME, version=0, years=2, source="Ours", is_confirmed=True, why="Longer"
    )
    done(run)

    assert two.gone == []
    assert {one.words for one in run.lines.all()} == {
        "The schedule changed since the list was made."
    }


def test_what_goes_with_a_record_goes_first_and_mail_last(
    two: Shelf, officer: Person, chief: Person
) -> None:
    order: list[str] = []

    def above(subject: str, by: Any, why: str) -> Gone:
        order.append(f"above {subject}")
        assert subject in two.records
        return Gone(True, 5, ("uploads/aa/bb",))

    sign_ups.goes_with(NAME, above)
    Mail.objects.create(
        message_id="<a@b>",
        to="a@b.example",
        mailbox="a",
        subject="S",
        kind="k",
        about="contact:ONE",
        priority=0,
    )
    done(approved(officer, chief))

    assert order[0] == "above contact:ONE"
    assert Mail.objects.filter(about="contact:ONE").count() == 0
    row = Disposal.objects.get(number=1)
    assert (row.things, row.contents) == (7, ["uploads/aa/bb"])
    assert json.loads(json.loads((next(iter(_kept()))).read_text())["statement"])["contents"] == [
        "uploads/aa/bb"
    ]


def _kept() -> list[Path]:
    return sorted(keeping.folder().iterdir())


def test_a_row_that_was_changed_or_taken_away_is_found(
    two: Shelf, officer: Person, chief: Person
) -> None:
    done(approved(officer, chief))
    Disposal.objects.filter(number=2).update(thing="contact:NOBODY")
    assert ["was changed" in one.what for one in queries.check_register()] == [True]
    Disposal.objects.filter(number=1).delete()

    words = [one.what for one in queries.check_register()]
    assert words[0] == "the disposals before it are gone (expected 1)"


def test_a_row_that_lies_nowhere_outside_is_found_and_written(
    two: Shelf, officer: Person, chief: Person
) -> None:
    done(approved(officer, chief))
    _kept()[0].unlink()
    assert [one.where for one in queries.check_register()] == ["disposal 1"]
    Disposal.objects.update(is_kept=False)

    assert actions.keep_outside() == 2
    assert queries.check_register() == []


def test_a_restored_database_is_behind_and_catches_up(
    two: Shelf, officer: Person, chief: Person
) -> None:
    one, other = dict(two.records), dict(two.steps)
    done(approved(officer, chief))
    # What a restore does: the rows are back, and the register knows nothing.
    Disposal.objects.all().delete()
    two.records.update(one)
    two.steps.update({**other, "contact:ONE": 1, "contact:TWO": 3})
    two.gone.clear()
    assert queries.behind() == [1, 2]

    outcome = actions.dispose_again()

    assert (outcome.read, outcome.again) == (2, 2)
    assert two.gone == ["contact:ONE", "contact:TWO"]
    assert queries.behind() == []
    assert queries.check_register() == []
    assert ledger.story("contact:ONE")[0].type == "record disposed of again"
    assert actions.dispose_again().again == 0


def test_a_downloaded_register_does_what_the_lost_folder_would(
    two: Shelf, officer: Person, chief: Person, tmp_path: Path
) -> None:
    one, other = dict(two.records), {"contact:ONE": 1, "contact:TWO": 3}
    done(approved(officer, chief))
    register = tmp_path / "register.jsonl"
    register.write_text("".join(queries.signed_register(officer)))
    Disposal.objects.all().delete()
    for path in _kept():
        path.unlink()
    two.records.update(one)
    two.steps.update(other)
    assert queries.behind() == []

    assert actions.dispose_again(register=register).again == 2
    assert keeping.numbers() == [1, 2]
    assert queries.check_register() == []
    shorter = register.read_text().splitlines()[1:]
    register.write_text("\n".join(shorter))
    with pytest.raises(Refused, match="does not follow"):
        actions.dispose_again(register=register)


def test_a_register_of_another_office_disposes_of_nothing(
    two: Shelf, officer: Person, chief: Person, settings: Any
) -> None:
    done(approved(officer, chief))
    Disposal.objects.all().delete()
    settings.PRECEPT_SEALING_KEY = b64encode(bytes(range(32))).decode()

    with pytest.raises(Refused, match="Nothing was disposed of"):
        actions.dispose_again()


def test_erasing_what_the_ledger_says_of_a_subject_leaves_its_hashes(officer: Person) -> None:
    @action
    def said() -> None:
        for number in range(5):
            record("contact:X", "noted", by=SYSTEM, private={"word": f"secret {number}"})

    @action
    def erase() -> int:
        return actions.clear_ledger("contact:X", SYSTEM, "Disposal").things

    said()

    assert erase() == 5
    assert erase() == 0
    assert not Part.objects.filter(event__subject="contact:X", name="personal").exists()
    assert ledger.check([]).findings == []
