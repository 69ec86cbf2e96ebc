"""A process that submits bids until somebody kills it, or says what the database holds.

    submitting_process.py prepare N     one complete bid for each of N clients
    submitting_process.py submit C      client C submits, and prints what was acknowledged
    submitting_process.py say           everything that was kept, as one line of JSON

It stands outside pytest: it is killed, and starts again on what is on disk.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"


def tell(what: object) -> None:
    """Say something to whoever started this, at once."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def prepare(clients: int) -> None:
    """An open round, and a complete bid for each client."""
    from precept.do.bids import actions
    from precept.foundation import clock
    from precept.foundation.people.models import Person
    from tests.do.bids.conftest import fill, make_call, make_organisation

    wall = clock.in_uk(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    call = make_call(wall + timedelta(days=10))
    for number in range(clients):
        person = Person.objects.create(
            name=f"Client {number}", email=f"client{number}@group.example"
        )
        body = make_organisation(f"Group {number}", person)
        fill(actions.begin_bid(by=person, call=call, organisation=body), person)


def submit(client: int) -> None:
    """Submit one bid again and again, each time twice, and say each receipt once it is given."""
    from precept.do.bids import actions
    from precept.do.bids.models import Bid
    from precept.foundation import clock

    bid = Bid.objects.get(begun_by__email=f"client{client}@group.example")
    by = bid.begun_by
    assert by is not None
    # Where it was killed before the answer it sends the same form again, as a browser does.
    number = max(bid.submissions.count(), 1)
    while True:
        key = f"form-{number}"
        for _ in range(2):
            made = actions.submit_bid(by=by, bid=bid, key=key, begun=clock.now())
            tell([bid.reference, key, made.receipt])
        number += 1


def say() -> None:
    """What is kept, for whoever compares it with what was acknowledged."""
    from precept.do.bids.models import Attempt, Bid, Submission
    from precept.foundation.ledger import queries as ledger
    from precept.foundation.ledger.models import Event
    from precept.foundation.outbox.models import Mail

    rows = Submission.objects.order_by("pk").values_list("bid__reference", "key", "receipt")
    in_force = Bid.objects.filter(state="submitted").values_list("reference", "in_force__number")
    counted = {one.reference: one.submissions.count() for one in Bid.objects.all()}
    tell(
        {
            "submissions": [list(row) for row in rows],
            "events": Event.objects.filter(type="bid submitted").count(),
            "attempts": Attempt.objects.filter(outcome="accepted").count(),
            "letters": Mail.objects.filter(kind="bid receipt").count(),
            "last is in force": all(number == counted[reference] for reference, number in in_force),
            "ledger problems": [str(one) for one in ledger.check([]).findings],
        }
    )


if __name__ == "__main__":
    import django

    django.setup()
    what, *arguments = sys.argv[1:]
    {"prepare": prepare, "submit": submit, "say": say}[what](*map(int, arguments))
