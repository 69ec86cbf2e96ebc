"""Submitting: the receipt, its fingerprint, the deadline, and what is kept of each attempt."""

import hashlib
import json
from datetime import timedelta

import pytest

from precept.do.bids import actions, queries
from precept.do.bids.models import Attempt, Bid, Submission
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from tests.do.bids.conftest import ABOUT, CLOSES, at_wall, fill, submit


def test_a_submission_is_whole_fingerprinted_and_read_off(complete: Bid, bidder: Person) -> None:
    made = submit(complete, bidder)

    complete.refresh_from_db()
    said = json.loads(made.content)
    assert hashlib.sha256(made.content.encode()).hexdigest() == made.sha256
    assert said["answers"] == {**ABOUT, "asked": 500_000}
    assert said["questions"] == complete.questions.digest
    assert said["organisation"] == {"reference": "dusk-boxing-club", "name": "Dusk Boxing Club"}
    assert (complete.state, complete.in_force_id) == ("submitted", made.pk)
    assert (complete.title, complete.amount) == ("Boxing at dusk", Money.of(5_000))
    assert complete.is_first_time is True
    assert complete.opened is None
