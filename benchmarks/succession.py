"""What it costs to pass an office of 5,000 agreements to another body: the act, and the steps that write it down.

    .venv/bin/python benchmarks/succession.py [agreements]

Works in a database of its own in a temporary folder (SQLite) unless DATABASE_URL names another. Every synthetic
agreement is public and signed, and those that run are novated and published again.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

os.environ["PRECEPT_HOME"] = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from precept.demo import actions as demo  # noqa: E402
from precept.do.agreements.models import Agreement, Buyer  # noqa: E402
from precept.do.spending import actions as spending  # noqa: E402
from precept.do.spending.models import PaymentFile  # noqa: E402
from precept.foundation import clock  # noqa: E402
from precept.foundation.outbox.models import QueuedTask  # noqa: E402
from precept.foundation.people.models import Person, RoleHeld  # noqa: E402
from precept.parties import actions  # noqa: E402
from precept.parties.models import OfficeSuccession, Organisation, PassedOn  # noqa: E402
from precept.site.setting_up import make_database  # noqa: E402

AGREEMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000


def approved() -> OfficeSuccession:
    """The demonstration's plan of succession, for today, approved by a second person."""
    plan = OfficeSuccession.objects.select_related("successor").get()
    today = clock.today()
    OfficeSuccession.objects.filter(pk=plan.pk).update(on=today + timedelta(days=1))
    Organisation.objects.filter(pk=plan.successor_id).update(starts=today + timedelta(days=1))
    plan.refresh_from_db()
    treasurer = RoleHeld.objects.get(role="chief-finance-officer", deputy_for=None).person_id
    for file in PaymentFile.objects.filter(released=None, undone=None):
        spending.release_payment_file(by=Person.objects.get(pk=treasurer), file=file)
    held = RoleHeld.objects.get(role="chief-executive", deputy_for=None)
    chief = Person.objects.get(pk=held.person_id)
    return actions.approve_succession(by=chief, succession=plan, version=plan.version)


def timed(function: Callable[..., object], **arguments: object) -> tuple[float, float]:
    """How many seconds of CPU a call takes, and how many by the clock."""
    cpu, clocked = time.process_time(), time.monotonic()
    function(**arguments)
    return time.process_time() - cpu, time.monotonic() - clocked


def told(seconds: list[float]) -> str:
    """The middle, the slowest twentieth and the longest of these, sorted, in milliseconds."""
    middle, most = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
    return (
        f"{middle * 1000:.0f} ms (95% within {most * 1000:.0f}, longest {seconds[-1] * 1000:.0f})"
    )


def main() -> None:
    """Make the office, pass it on, and print what each part took."""
    make_database()
    demo.make(step=lambda _: None, large=AGREEMENTS)
    Agreement.objects.filter(reference__startswith="LARGE-").update(
        signed_on=clock.today() - timedelta(days=400), ends=clock.today() + timedelta(days=400)
    )
    approved()
    really = clock.today()
    clock.today = lambda: really + timedelta(days=1)
    act = timed(actions.pass_due)
    steps: list[tuple[float, float]] = []
    while task := QueuedTask.objects.filter(name="parties.write_passage").first():
        arguments = task.result.args_kwargs["kwargs"]["arguments"]
        task.delete()
        steps.append(timed(actions.passage_step, **arguments))
    things = PassedOn.objects.count()
    print(f"{connection.vendor}, {Agreement.objects.count():,} agreements")
    print(f"the act: {act[0] * 1000:.0f} ms of CPU, {act[1] * 1000:.0f} by the clock")
    cpu, clocked = (sorted(one) for one in zip(*steps, strict=True))
    print(f"{things:,} things in {len(steps):,} steps, {sum(cpu):.0f} s of CPU in all")
    print(f"a step: {told(cpu)} of CPU; {told(clocked)} by the clock")
    print(f"{Buyer.objects.count():,} rows of buyers")


if __name__ == "__main__":
    main()
