"""A receipt means that it is safe, once: kills of the server and of the database in mid-submission.

Sixteen applicants submit over real connections to the server that ``precept serve`` starts, see receipts,
press Submit twice, and press it again with the same form where the line broke.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.proofs.applicants import Crowd, everyone, submit_and_submit_again
from tests.proofs.conftest import IS_POSTGRES
from tests.proofs.offices import Office

CLIENTS = 16
KILLS = int(os.environ.get("PRECEPT_PROOF_KILLS", "20" if IS_POSTGRES else "25"))
STOPS = int(os.environ.get("PRECEPT_PROOF_STOPS", "15"))


def nothing_is_lost(crowd: Crowd, said: dict[str, Any]) -> None:
    """Hold what was acknowledged against what is kept."""
    assert crowd.failures == []
    assert crowd.strange == []
    assert (
        crowd.differing == []
    )  # the same form never gives another receipt, before a kill or after
    rows = {(bid, key): receipt for bid, key, receipt, *_ in said["submissions"]}
    assert len(rows) == len(said["submissions"])
    assert {form: rows.get(form) for form in crowd.acknowledged} == crowd.acknowledged
    count = len(rows)
    assert (said["events"], said["attempts"], said["letters"]) == (count, count, count)
    assert said["last is in force"]
    assert said["ledger problems"] == []
    assert said["database is whole"]


def played(times: int, hit: Callable[[], None], crowd: Crowd) -> str:
    """Have everybody submit, strike so many times in the midst of it, then let them finish."""
    threads = crowd.start(submit_and_submit_again)
    try:
        for strike in range(times):
            assert crowd.wait_for(8 + strike % 9), "no receipts any more"
            if crowd.failures:
                break
            hit()
        assert crowd.wait_for(CLIENTS) or crowd.failures
    finally:
        crowd.is_over.set()
        for thread in threads:
            thread.join()
    return (
        f"{times} strikes: {len(crowd.acknowledged)} acknowledged, {crowd.repeated} asked for again,"
        f" {crowd.broken} cut off before the answer, {crowd.not_saved} times “not saved”"
    )


@pytest.mark.proof
def test_no_acknowledged_submission_is_lost_or_there_twice_when_the_server_is_killed(
    office: Office, say: Callable[[str], None]
) -> None:
    prepared = office.tell("clients", CLIENTS)
    servers = [office.start()]
    crowd = Crowd(everyone(servers[0].port, prepared))

    def kill() -> None:
        assert len(servers[-1].processes) > 1  # the workers too
        servers[-1].kill()
        servers.append(office.start(port=servers[0].port))

    try:
        say(f"server killed, {played(KILLS, kill, crowd)}")
    finally:
        servers[-1].stop()
    nothing_is_lost(crowd, office.tell("kept"))
    assert crowd.broken >= 1  # else nobody was hit in the midst of it


@pytest.mark.proof
@pytest.mark.skipif(not IS_POSTGRES, reason="an embedded office has no database server")
def test_no_acknowledged_submission_is_lost_or_there_twice_when_the_database_ends(
    office: Office, say: Callable[[str], None]
) -> None:
    cluster = office.cluster
    assert cluster is not None
    prepared = office.tell("clients", CLIENTS)

    def stop() -> None:
        cluster.stop_at_once()
        cluster.start()

    with office.served() as server:
        crowd = Crowd(everyone(server.port, prepared))
        say(f"database ended, {played(STOPS, stop, crowd)}")
    nothing_is_lost(crowd, office.tell("kept"))
    assert crowd.broken + crowd.not_saved >= 1


@pytest.mark.proof
@pytest.mark.django_db
def test_the_database_promises_to_have_it_on_disk_before_it_answers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)  # FULL
            return
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            assert cursor.fetchone() == ("on",)
