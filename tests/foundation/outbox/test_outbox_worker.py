"""Workers as real processes: killed, stopped, several at once, and with a mail server that fails."""

import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.foundation.outbox.office import Office
from tests.foundation.outbox.post import PostOffice

STATES = """
    SELECT result.status, queued.attempts, queued.reason
      FROM outbox_queuedtask queued
      JOIN django_tasks_database_dbtaskresult result ON result.id = queued.result_id
     WHERE queued.name = 'test.stuck_once'
"""


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_task_of_a_killed_worker_is_found_and_done_by_the_next(
    office: Office, tmp_path: Path
) -> None:
    office.run("queue", "stuck", str(tmp_path / "stuck"))
    first = office.start("work")
    assert line_of(first) == "stuck"
    first.kill()
    first.wait(timeout=20)
    assert office.ask(STATES) == [("RUNNING", 1, "")]

    second = office.start("work")
    assert line_of(second) == "done"
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=20) == 0
    assert office.ask(STATES) == [("SUCCESSFUL", 2, "")]
    assert office.ask("SELECT count(*) FROM outbox_workerseen") == [(1,)]  # the killed one's


def test_worker_told_to_stop_ends_at_once_and_leaves_nothing(office: Office) -> None:
    office.run("queue", "numbers", "1")
    worker = office.start("work")
    assert line_of(worker) == "0"
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=5) == 0
    assert office.ask("SELECT count(*) FROM outbox_workerseen") == [(0,)]


def test_worker_told_to_stop_puts_back_a_task_that_does_not_end(
    office: Office, tmp_path: Path
) -> None:
    office.run("queue", "stuck", str(tmp_path / "stuck"))
    worker = office.start("work", "0.3")
    assert line_of(worker) == "stuck"
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=5) == 0
    assert office.ask(STATES) == [("READY", 0, "")]

    office.run("drain")
    assert office.ask(STATES) == [("SUCCESSFUL", 1, "")]


def test_several_workers_do_each_task_once(office: Office) -> None:
    office.run("queue", "numbers", "120")
    workers = [office.start("drain") for _ in range(3)]
    said = [worker.communicate(timeout=60)[0].split() for worker in workers]
    assert sorted(int(number) for numbers in said for number in numbers) == list(range(120))
    assert [worker.returncode for worker in workers] == [0, 0, 0]


def test_what_was_taken_back_is_never_sent(office: Office, post: PostOffice) -> None:
    office.run("queue", "mails", "3")
    office.run("drain")
    assert [mail["To"] for mail in post.mails] == [f"reader{n}@opcc.example" for n in range(3)]
    assert office.ask("SELECT count(*) FROM outbox_mail") == [(3,)]


def test_mail_of_a_worker_killed_before_it_heard_comes_twice_under_one_name(
    office: Office, post: PostOffice
) -> None:
    deliver_all(office, post, mails=1, workers=1, kill_after={1}, outages={}, total=2)
    first, second = post.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_every_mail_arrives_through_kills_and_outages(office: Office, post: PostOffice) -> None:
    deliver_all(office, post, mails=24, workers=2, kill_after={4, 12}, outages={8: 3, 16: 6})


@pytest.mark.proof
def test_400_mails_arrive_through_38_kills_and_4_outages(office: Office, post: PostOffice) -> None:
    deliver_all(
        office,
        post,
        mails=400,
        workers=2,
        kill_after=set(range(10, 390, 10)),
        outages={55: 10, 155: 10, 255: 10, 355: 10},
    )


def deliver_all(
    office: Office,
    post: PostOffice,
    *,
    mails: int,
    workers: int,
    kill_after: set[int],
    outages: dict[int, int],
    total: int = 0,
) -> None:
    """Send so many mails; kill a worker and close the mail server after the mails of these numbers.

    A kill comes when the server has kept a mail and its sender does not know. Each dead worker is
    followed by a new one.
    """
    office.run("queue", "mails", str(mails))
    at_work = [office.start("work") for _ in range(workers)]
    kills = 0

    def disturb(count: int) -> None:
        nonlocal kills
        if count in outages:
            post.out_of_order_for = outages[count]
        if count in kill_after:
            at_work[kills % workers].kill()
            at_work[kills % workers].wait(timeout=20)
            at_work[kills % workers] = office.start("work")
            kills += 1

    post.before_answer = disturb
    assert post.wait_for(mails, seconds=60 + mails, total=total), (
        f"only {len(set(post.ids()))} came"
    )
    for process in at_work:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
    office.run("settle")

    came = Counter(post.ids())
    written = {name for (name,) in office.ask("SELECT message_id FROM outbox_mail")}
    assert set(came) == written
    assert len(written) == mails
    assert office.ask("SELECT DISTINCT state FROM outbox_mail") == [("sent",)]
    assert kills == len(kill_after)
    assert sum(came.values()) - mails <= kills
    assert max(came.values()) <= 1 + kills
