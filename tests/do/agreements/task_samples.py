"""A call of the register's task, on a state where it has something to do."""

from datetime import date
from typing import Any

from precept.do.agreements import actions
from precept.do.opportunities import actions as opportunities
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.money import Money


def two_of_a_programme() -> dict[str, Any]:
    """Two agreements that name one another, and a round, none of them public."""
    for reference in ("VRN001", "VRN002"):
        actions.record_agreement(
            by=SYSTEM,
            reference=reference,
            title=f"Provider of {reference}",
            programme="Specialist Providers",
            amount=Money.of(83_500),
        )
    opportunities.record_round(
        by=SYSTEM,
        programme="Safety Fund",
        year="2022-23",
        number=1,
        theme="General",
        deadline=date(2022, 3, 28),
    )
    job = actions.publish_changes(by=SYSTEM)
    return {
        "job": job.reference,
        "by": "system",
        "why": "",
        "after": "",
        "done": 0,
        "refused": [],
        "rounds_done": False,
    }


SAMPLES = {"agreements.publish_changes": two_of_a_programme}
