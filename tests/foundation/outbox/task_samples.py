"""A call of each of these tasks, on a state where it has something to do.

A part that has tasks has a file of this name in its tests, with ``SAMPLES``: by the task's name, a
function that makes the state and gives the arguments. ``test_every_task.py`` finds them all.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from precept.foundation import clock
from precept.foundation.ledger import sealing
from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.outbox import claims, rules
from precept.foundation.outbox.actions import queue_mail, queue_task
from precept.foundation.outbox.models import Mail, QueuedTask, WorkerSeen
from precept.foundation.publications import actions, kinds


def a_mail() -> dict[str, Any]:
    """A mail that waits."""
    with transaction.atomic():
        mail = queue_mail(to="a@opcc.example", subject="Due", text="It is due.", kind="notice")
    return {"mail": mail.reference}


def a_lost_task() -> dict[str, Any]:
    """A task whose worker has been silent for too long."""
    a_mail()
    silent = WorkerSeen.objects.create(name="silent")
    assert claims.claim(silent) is not None
    WorkerSeen.objects.update(seen=clock.now() - 2 * rules.LOST_AFTER)
    return {}


def old_rows() -> dict[str, Any]:
    """A mail and a task that nobody needs any more."""
    a_mail()
    long_ago = clock.now() - timedelta(days=400)
    Mail.objects.update(state="sent", settled=long_ago)
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=long_ago)
    with transaction.atomic():
        queue_task("outbox.sweep", {})
    assert QueuedTask.objects.count() == 2
    return {}


def unsealed_events() -> dict[str, Any]:
    """An event that no checkpoint has sealed."""

    @action
    def act() -> None:
        record("office:sample", "office set up", by=SYSTEM)

    act()
    return {}


def a_checkpoint_not_released() -> dict[str, Any]:
    """A checkpoint of which the publications did not hear."""
    unsealed_events()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_when_sealed", [])
        [made] = sealing.seal()
    return {
        "checkpoint": made.number,
        "hearer": "precept.foundation.publications.actions.publish_checkpoint",
    }


class Leaflet(kinds.Struct):
    """Something to publish, with a file."""

    text: str


def a_release_with_files() -> dict[str, Any]:
    """A version whose files are not written yet."""
    kinds.sign_up(
        kinds.Kind(
            name="sample leaflet",
            title="Leaflet",
            plural="Leaflets",
            struct=Leaflet,
            address=_address,
            files=_files,
        )
    )
    leaflet = actions.publish(
        kind_name="sample leaflet",
        key="one",
        title="A leaflet",
        payload=Leaflet(text="Open to all"),
        by=SYSTEM,
    )
    return {"publication": leaflet.pk}


def _address(key: str) -> str:
    return f"/leaflets/{key}"


def _files(released: kinds.Released) -> list[kinds.File]:
    return [kinds.File("one.txt", "As text", "text/plain", released.payload.text.encode())]


SAMPLES = {
    "outbox.send_mail": a_mail,
    "outbox.sweep": a_lost_task,
    "outbox.purge": old_rows,
    "ledger.seal": unsealed_events,
    "ledger.tell": a_checkpoint_not_released,
    "publications.write_files": a_release_with_files,
}
