"""Mail and tasks are queued with the change they follow from, or not at all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from precept.foundation.ledger.actions import Refused
from precept.foundation.outbox.actions import OutsideTransaction, queue_task
from precept.foundation.outbox.models import Mail, QueuedTask
from precept.foundation.outbox.rules import Priority
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.private import ProtectedAddress
from tests.foundation.outbox.written import write

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Register = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def standing_clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.django_db(transaction=True)
def test_task_outside_a_transaction_is_refused(own_tasks: Register) -> None:
    own_tasks()
    with pytest.raises(OutsideTransaction):
        queue_task("test.noted", {})
    assert QueuedTask.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_rolled_back_change_leaves_no_mail_and_no_task(own_tasks: Register) -> None:
    calls = own_tasks()
    with transaction.atomic():
        queue_task("test.noted", {"number": 1})
        write()
        transaction.set_rollback(True)
    assert [Mail.objects.count(), QueuedTask.objects.count(), DBTaskResult.objects.count()] == [
        0,
        0,
        0,
    ]
    assert work_until_idle() == 0
    assert calls == []


@pytest.mark.django_db(transaction=True)
def test_task_is_done_after_its_change_is_kept(own_tasks: Register) -> None:
    calls = own_tasks()
    with transaction.atomic():
        queued = queue_task("test.noted", {"number": 1, "names": ["a", None]})
    assert work_until_idle() == 1
    assert calls == [{"number": 1, "names": ["a", None]}]
    queued.refresh_from_db()
    assert (queued.state, queued.attempts, queued.worker) == ("done", 1, None)


@pytest.mark.django_db
def test_unknown_task_is_a_fault_of_whoever_queues_it() -> None:
    with pytest.raises(KeyError, match=r"no part has a task named “test\.unknown”"):
        queue_task("test.unknown", {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments", [{}, {"mail": "K7PQ", "more": 1}, {"mail": NOW}, {"mail": ProtectedAddress("x")}]
)
def test_task_takes_its_own_arguments_and_json_alone(arguments: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        queue_task("outbox.send_mail", arguments)
    assert QueuedTask.objects.count() == 0


@pytest.mark.django_db
def test_task_waits_for_its_moment(
    own_tasks: Register, standing_clock: time_machine.Traveller
) -> None:
    calls = own_tasks()
    queue_task("test.noted", {}, after=NOW + timedelta(hours=1))
    standing_clock.move_to(NOW + timedelta(minutes=59, seconds=59))
    assert work_until_idle() == 0
    standing_clock.move_to(NOW + timedelta(hours=1))
    assert work_until_idle() == 1
    assert calls == [{}]


@pytest.mark.django_db
def test_same_key_waits_once(own_tasks: Register) -> None:
    calls = own_tasks()
    first = queue_task("test.noted", {}, key="agreement:CORE004")
    second = queue_task("test.noted", {}, key="agreement:CORE004")
    other = queue_task("test.noted", {}, key="agreement:CORE005")
    assert first == second
    assert QueuedTask.objects.count() == 2
    assert other != first
    assert work_until_idle() == 2
    assert calls == [{}, {}]


@pytest.mark.django_db
def test_same_key_is_moved_forward_never_back(own_tasks: Register) -> None:
    own_tasks()
    hour = timedelta(hours=1)
    queue_task("test.noted", {}, key="k", after=NOW + 2 * hour)
    queue_task("test.noted", {}, key="k", after=NOW + hour)
    queue_task("test.noted", {}, key="k", after=NOW + 3 * hour)
    assert list(DBTaskResult.objects.values_list("run_after", flat=True)) == [NOW + hour]


@pytest.mark.django_db
def test_same_key_is_queued_again_once_the_first_has_begun(own_tasks: Register) -> None:
    calls = own_tasks(fails=[ValueError("not yet")])
    queue_task("test.noted", {}, key="k")
    assert work_until_idle() == 1
    queue_task("test.noted", {}, key="k")
    assert QueuedTask.objects.count() == 2
    assert work_until_idle() == 1
    assert calls == [{}, {}]


@pytest.mark.django_db
def test_same_key_queued_by_two_at_once_is_done_once(own_tasks: Register) -> None:
    calls = own_tasks()
    # As when the first was held by somebody else's transaction: each has a row of its own.
    queue_task("test.noted", {}, key="k")
    queue_task("test.noted", {}, key="other")
    QueuedTask.objects.update(key="k")
    assert work_until_idle() == 1
    assert calls == [{}]
    assert [task.state for task in QueuedTask.objects.all()] == ["done", "done"]


@pytest.mark.django_db(transaction=True)
def test_same_key_held_by_another_transaction_is_queued_again_without_waiting(
    own_tasks: Register,
) -> None:
    if connection.vendor != "postgresql":
        assert (
            not connection.features.has_select_for_update
        )  # one writer at a time: nothing is held
        return
    from django.db import connections

    own_tasks()
    with transaction.atomic():
        queue_task("test.noted", {}, key="k")
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_tasks_database_dbtaskresult FOR UPDATE")
        with transaction.atomic():
            queue_task("test.noted", {}, key="k")
        assert QueuedTask.objects.filter(key="k").count() == 2
        # And a worker steps over what is held: whoever holds it changes something that it must see.
        assert work_until_idle() == 1
        other.rollback()
        assert work_until_idle() == 1
    finally:
        other.close()


@pytest.mark.django_db
def test_most_pressing_task_goes_first(own_tasks: Register) -> None:
    calls = own_tasks()
    for priority in (Priority.NEWSLETTER, Priority.RECEIPT, Priority.NOTICE, Priority.CODE):
        queue_task("test.noted", {"priority": int(priority)}, priority=priority)
    assert work_until_idle() == 4
    assert [call["priority"] for call in calls] == [90, 60, 0, -60]


@pytest.mark.django_db
def test_mail_is_stored_whole_and_its_sending_queued(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "office@opcc.example"
    mail = write(to=" Reader@OPCC.example ", about="agreement:CORE004", kind="bid receipt")
    mail.refresh_from_db()
    assert mail.text is not None
    assert {
        "to": mail.to,
        "mailbox": mail.mailbox,
        "subject": mail.subject,
        "text": mail.text.reveal(),
        "about": mail.about,
        "priority": mail.priority,
        "state": mail.state,
        "queued": mail.queued,
        "useful_until": mail.useful_until,
        "message_id": mail.message_id,
    } == {
        "to": "Reader@OPCC.example",
        "mailbox": "reader@opcc.example",
        "subject": "A return is due",
        "text": "Your return is due.\n",
        "about": "agreement:CORE004",
        "priority": Priority.RECEIPT,
        "state": "waiting",
        "queued": NOW,
        "useful_until": None,
        "message_id": f"<{mail.reference.lower()}@opcc.example>",
    }
    sending = QueuedTask.objects.select_related("result").get()
    assert (sending.name, sending.result.priority) == ("outbox.send_mail", Priority.RECEIPT)
    assert sending.result.args_kwargs["kwargs"]["arguments"] == {"mail": mail.reference}


@pytest.mark.django_db
def test_code_goes_first_and_is_of_use_for_15_minutes() -> None:
    mail = write(kind="sign-in code")
    assert (mail.priority, mail.useful_until) == (Priority.CODE, NOW + timedelta(minutes=15))


@pytest.mark.django_db
def test_mail_says_nothing_in_clear_in_the_database() -> None:
    write(subject="Your code", text="123456 is your code.", kind="sign-in code")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_mail")
        mails = cursor.fetchall()
        cursor.execute("SELECT * FROM django_tasks_database_dbtaskresult")
        tasks = cursor.fetchall()
    assert len(mails) == len(tasks) == 1
    assert "123456" not in repr(mails) + repr(tasks)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@opcc.example, b@opcc.example",
        "a@opcc.example\nBcc: b@opcc.example",
        "Somebody <a@opcc.example>",
        "a@opcc.example\x00",
    ],
)
def test_mail_goes_to_one_address_and_nothing_else(to: str) -> None:
    with pytest.raises(Refused) as refused:
        write(to=to)
    assert refused.value.field == "to"
    assert Mail.objects.count() == 0


def test_mail_subject_cannot_carry_a_header(db: None) -> None:
    assert write(subject="Hello\r\nBcc: all@opcc.example").subject == "Hello Bcc: all@opcc.example"
