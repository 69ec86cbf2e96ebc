"""What a process of an office does for a proof, and what its database holds afterwards.

    story.py tables                    the tables of a new office
    story.py clients N                 an open round, and a complete bid for each of N applicants, signed in
    story.py rounds WALLS N            the same in a round that closes at each wall time, made an hour before it
    story.py kept                      everything that was kept

Arguments and answers are JSON. It stands outside pytest, so that a proof may have an office of its own.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def tables() -> bool:
    """The tables of a new office."""
    from precept.site.setting_up import make_database

    make_database()
    return True


def clients(number: int) -> list[dict[str, Any]]:
    """An open round, and a complete bid for each of so many applicants; their sessions and bids."""
    from precept.foundation import clock

    wall = clock.in_uk(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    return _bids(wall + timedelta(days=10), number)


def rounds(walls: list[str], number: int) -> list[list[dict[str, Any]]]:
    """For each wall time a round that closes then, with complete bids, made an hour before."""
    import time_machine

    from precept.foundation.clock import UK

    made = []
    for wall in walls:
        closes = datetime.fromisoformat(wall)
        with time_machine.travel(closes.replace(tzinfo=UK).astimezone(UTC) - timedelta(hours=1)):
            made.append(_bids(closes.replace(tzinfo=None), number, closes.fold))
    return made


def _bids(wall: datetime, number: int, fold: int = 0) -> list[dict[str, Any]]:
    from django.conf import settings

    from precept.do.bids import actions
    from precept.foundation.people.models import Person
    from precept.foundation.people.testing import signed_in
    from tests.do.bids.conftest import fill, make_call, make_organisation

    call = make_call(wall.replace(fold=fold))
    made = []
    for place in range(number):
        name = f"Client {Person.objects.count() + 1}"
        person = Person.objects.create(
            name=name, email=f"{name.lower().replace(' ', '')}@group.example"
        )
        body = make_organisation(f"Group of {name}", person)
        begun = actions.begin_bid(by=person, call=call, organisation=body)
        fill(begun, person)
        session = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
        made.append({"bid": begun.reference, "session": session, "place": place})
    return made


def kept() -> dict[str, Any]:
    """What is kept, for whoever compares it with what was acknowledged."""
    from django.db import connection

    from precept.do.bids.models import Attempt, Bid, Submission
    from precept.foundation.ledger import queries as ledger
    from precept.foundation.ledger.models import Event
    from precept.foundation.outbox.models import Mail

    rows = Submission.objects.order_by("pk").values_list(
        "bid__reference", "key", "receipt", "is_late", "begun"
    )
    in_force = Bid.objects.filter(in_force__isnull=False).values_list(
        "reference", "in_force__number"
    )
    counted = {one.reference: one.submissions.count() for one in Bid.objects.all()}
    whole = True
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            whole = cursor.fetchone() == ("ok",)
    return {
        "submissions": [[*row[:4], row[4].isoformat()] for row in rows],
        "events": Event.objects.filter(type="bid submitted").count(),
        "late events": Event.objects.filter(type="late bid kept").count(),
        "attempts": Attempt.objects.filter(outcome="accepted").count(),
        "letters": Mail.objects.filter(kind="bid receipt").count(),
        "last is in force": all(number == counted[reference] for reference, number in in_force),
        "ledger problems": [str(one) for one in ledger.check([]).findings],
        "database is whole": whole,
    }


if __name__ == "__main__":
    import django

    django.setup()
    what, *said = sys.argv[1:]
    answer = globals()[what](*(json.loads(one) for one in said))
    sys.stdout.write(json.dumps(answer) + "\n")
