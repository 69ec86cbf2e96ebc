"""What staff do about mail and tasks that failed: again, or never."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox import access, actions
from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.models import Mail, QueuedTask
from precept.foundation.outbox.worker import work_until_idle
from tests.foundation.outbox.written import write

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Register = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def standing_clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def failed_task(own_tasks: Register) -> QueuedTask:
    own_tasks(fails=[ValueError("broken")], attempts=1)
    task = queue_task("test.noted", {})
    work_until_idle()
    task = QueuedTask.objects.select_related("result").get(pk=task.pk)
    assert task.state == "failed"
    return task


def test_failed_task_is_queued_again_with_all_its_tries(
    own_tasks: Register, person: Callable[..., Any]
) -> None:
    task = failed_task(own_tasks)
    again = actions.run_again(by=person("administrator"), task=task)
    assert (again.state, again.attempts) == ("waiting", 0)
    assert work_until_idle() == 1
    again.result.refresh_from_db()
    again.refresh_from_db()
    assert (again.state, again.reason) == ("done", "")


def test_failed_task_is_queued_again_once(own_tasks: Register, person: Callable[..., Any]) -> None:
    task = failed_task(own_tasks)
    somebody = person("administrator")
    actions.run_again(by=somebody, task=task)
    with pytest.raises(Changed):
        actions.run_again(by=somebody, task=task)


def test_failed_task_is_given_up_for_a_reason(
    own_tasks: Register, person: Callable[..., Any]
) -> None:
    task = failed_task(own_tasks)
    somebody = person("administrator")
    with pytest.raises(Refused) as refused:
        actions.give_up_task(by=somebody, task=task, why=" ")
    assert refused.value.field == "why"
    assert actions.give_up_task(by=somebody, task=task, why="Not needed").state == "given up"
    with pytest.raises(Changed):
        actions.give_up_task(by=somebody, task=task, why="Not needed")
    assert actions.run_again(by=somebody, task=task).state == "waiting"


def test_waiting_task_that_is_given_up_is_not_done(
    own_tasks: Register, person: Callable[..., Any]
) -> None:
    calls = own_tasks()
    task = queue_task("test.noted", {})
    actions.give_up_task(by=person("administrator"), task=task, why="Not needed")
    assert work_until_idle() == 0
    assert calls == []


@pytest.mark.parametrize("state", ["dead", "given up", "kept"])
def test_undelivered_mail_is_sent_again(state: str, person: Callable[..., Any]) -> None:
    mail = write()
    Mail.objects.update(state=state, settled=NOW, tries=18, reason="The server was away")
    QueuedTask.objects.all().delete()
    mail.refresh_from_db()
    again = actions.send_again(by=person("administrator"), mail=mail)
    assert (again.state, again.settled, again.tries, again.reason) == ("waiting", None, 0, "")
    assert QueuedTask.objects.count() == 1


@pytest.mark.parametrize("state", ["waiting", "sent", "too late"])
def test_mail_that_was_sent_or_waits_is_not_sent_again(
    state: str, person: Callable[..., Any]
) -> None:
    mail = write()
    Mail.objects.update(state=state)
    with pytest.raises(Changed):
        actions.send_again(by=person("administrator"), mail=mail)
    assert QueuedTask.objects.count() == 1


def test_mail_whose_words_are_gone_or_late_is_not_sent_again(
    person: Callable[..., Any], standing_clock: time_machine.Traveller
) -> None:
    somebody = person("administrator")
    code = write(kind="sign-in code")
    Mail.objects.update(state="dead")
    standing_clock.move_to(NOW + timedelta(minutes=15))
    with pytest.raises(Refused, match="too late to be of use"):
        actions.send_again(by=somebody, mail=code)
    Mail.objects.update(text=None)
    code.refresh_from_db()
    with pytest.raises(Refused, match="is deleted"):
        actions.send_again(by=somebody, mail=code)


def test_mail_is_given_up_for_a_reason_and_then_not_sent(person: Callable[..., Any]) -> None:
    mail = write()
    somebody = person("administrator")
    with pytest.raises(Refused) as refused:
        actions.give_up(by=somebody, mail=mail, why="")
    assert refused.value.field == "why"
    given_up = actions.give_up(by=somebody, mail=mail, why="Wrong\nperson")
    assert (given_up.state, given_up.reason, given_up.settled) == ("given up", "Wrong person", NOW)
    assert work_until_idle() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == ("given up", 0)
    with pytest.raises(Changed):
        actions.give_up(by=somebody, mail=mail, why="Again")


def test_what_staff_do_is_in_the_ledger(own_tasks: Register, person: Callable[..., Any]) -> None:
    from precept.foundation.ledger.models import Event

    somebody = person("administrator")
    mail = actions.give_up(by=somebody, mail=write(), why="Wrong person")
    actions.send_again(by=somebody, mail=mail)
    task = actions.give_up_task(by=somebody, task=failed_task(own_tasks), why="Not needed")
    actions.run_again(by=somebody, task=task)
    assert list(Event.objects.order_by("id").values_list("subject", "type", "actor")) == [
        (f"mail:{mail.reference}", "mail given up", somebody.ledger_name),
        (f"mail:{mail.reference}", "mail sent again", somebody.ledger_name),
        (f"task:{task.reference}", "task given up", somebody.ledger_name),
        (f"task:{task.reference}", "task queued again", somebody.ledger_name),
    ]


@pytest.mark.parametrize("role", ["auditor", "commissioner", ()])
def test_others_may_do_nothing_about_it(
    role: Any, own_tasks: Register, person: Callable[..., Any]
) -> None:
    somebody = person(role)
    mail, task = write(), failed_task(own_tasks)
    assert not access.may_see_outbox(somebody)
    for act in (
        lambda: actions.send_again(by=somebody, mail=mail),
        lambda: actions.give_up(by=somebody, mail=mail, why="I say so"),
        lambda: actions.run_again(by=somebody, task=task),
        lambda: actions.give_up_task(by=somebody, task=task, why="I say so"),
    ):
        with pytest.raises(NotAllowed):
            act()
