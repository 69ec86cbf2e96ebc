"""How long the ledger takes: writing beside a bare save, and checking 200,000 events.

    .venv/bin/python benchmarks/ledger.py

Works in a database of its own in a temporary folder (SQLite, ``synchronous=FULL``).
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EVENTS = 200_000
os.environ["PRECEPT_HOME"] = home = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django  # noqa: E402 - the settings come first

django.setup()

from django.db import transaction  # noqa: E402

from precept.foundation.ledger import queries, sealing, verify_ledger  # noqa: E402
from precept.foundation.ledger.actions import SYSTEM, action, record  # noqa: E402
from precept.foundation.ledger.models import Event, Part, Waiting  # noqa: E402
from precept.foundation.people.models import Person  # noqa: E402
from precept.site.setting_up import make_database  # noqa: E402


@action
def save_and_record(person: Person, place: int) -> None:
    """A change with its event."""
    person.name = f"Name {place}"
    person.save(update_fields=["name"])
    record("person:bench", "name changed", by=SYSTEM, after={"name": person.name})


def fill(count: int) -> None:
    """Write history in bulk: what `record` writes, without a transaction for each event."""
    previous: dict[str, str] = {}
    for start in range(0, count, 5_000):
        events, parts = [], []
        for number in range(start, min(start + 5_000, count)):
            subject, place = f"agreement:B{number % 20_000:05}", number // 20_000 + 1
            salt, text = f"{number:032x}", verify_ledger.canonical({"after": {"value": number}})
            header = {
                "subject": subject,
                "place": place,
                "type": "agreement amended",
                "actor": "system",
                "at": "2026-01-01T00:00:00.000000+00:00",
                "facts": verify_ledger.part_digest(salt, text),
                "personal": "",
                "previous": previous.get(subject, verify_ledger.NOTHING_BEFORE),
            }
            digest = verify_ledger.event_digest(header)
            previous[subject] = digest
            events.append(Event(**header, digest=digest))
            parts.append((salt, text))
        with transaction.atomic():
            made = Event.objects.bulk_create(events)
            Part.objects.bulk_create(
                Part(event=event, name="facts", salt=salt, text=text)
                for event, (salt, text) in zip(made, parts, strict=True)
            )
            Waiting.objects.bulk_create(Waiting(event=event) for event in made)


def timed(words: str, began: float, of: int = 0) -> float:
    """Print how long something took."""
    took = time.perf_counter() - began
    print(f"{words:<58}{took:8.2f} s" + (f"  {of / took:,.0f} a second" if of else ""))
    return took


def main() -> None:
    """Measure."""
    make_database()
    sealing._when_sealed.clear()
    person = Person.objects.create(email="bench@opcc.example", name="Bench")
    began = time.perf_counter()
    for place in range(500):
        with transaction.atomic():
            person.name = f"Bare {place}"
            person.save(update_fields=["name"])
    bare = timed("500 bare saves, each its own transaction", began, 500)
    began = time.perf_counter()
    for place in range(500):
        save_and_record(person, place)
    recorded = timed("500 saves, each with its event", began, 500)
    print(f"{'ratio of a save with its event to a bare save':<58}{recorded / bare:8.2f}")

    fill(EVENTS)
    began = time.perf_counter()
    made = sealing.seal()
    timed(f"sealing {EVENTS:,} events in {len(made)} checkpoints", began)
    began = time.perf_counter()
    outcome = queries.check([])
    timed(f"precept verify, {outcome.events:,} events", began, outcome.events)
    assert outcome.holds, outcome.findings[:3]
    verifier = Path(verify_ledger.__file__)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-I", verifier, f"{home}/precept.sqlite3"], check=True)
    timed("verify_ledger.py alone, on the database", began, outcome.events)
    export = Path(home) / "ledger.jsonl"
    export.write_text("\n".join(queries.export()))
    began = time.perf_counter()
    subprocess.run([sys.executable, "-I", verifier, export], check=True)
    timed(
        f"verify_ledger.py alone, on an export of {export.stat().st_size / 1e6:.0f} MB",
        began,
        outcome.events,
    )


if __name__ == "__main__":
    main()
