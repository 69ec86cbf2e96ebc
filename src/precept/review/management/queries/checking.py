"""Whether the minutes that are kept are those that were agreed: what ``precept verify`` asks."""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from precept.foundation.ledger.models import Event
from precept.foundation.ledger.verify_ledger import Finding
from precept.review.management.models import Minutes
from precept.review.management.rules import Agreed, disagreements

TYPES = ("minutes agreed", "minutes corrected")


def check_minutes() -> Iterator[Finding]:
    """Everything in which the minutes of meetings about agreements are not what the ledger tells of them."""
    told = _told_by_events()
    rows = Minutes.objects.select_related("meeting", "agreed_by").order_by("meeting", "number")
    for meeting, versions in groupby(rows.iterator(chunk_size=500), key=lambda one: one.meeting):
        kept = [
            (Agreed(one.number, one.sha256, one.agreed_by.ledger_name, one.why), one.body)
            for one in versions
        ]
        for words in disagreements(kept, told.pop(meeting.subject, [])):
            yield Finding(meeting.subject, words)
    for subject, gone in told.items():
        for words in disagreements([], gone):
            yield Finding(subject, words)


def _told_by_events() -> dict[str, list[Agreed]]:
    rows = (
        Event.objects.filter(
            subject__startswith="contract-meeting:", type__in=TYPES, parts__name="facts"
        )
        .order_by("subject", "place")
        .values_list("subject", "actor", "parts__text")
    )
    told: dict[str, list[Agreed]] = defaultdict(list)
    for subject, actor, text in rows.iterator(chunk_size=2_000):
        said = json.loads(text)
        after = said["after"]
        told[subject].append(Agreed(after["version"], after["sha256"], actor, said.get("why", "")))
    return told
