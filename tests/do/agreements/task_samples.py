"""Calls of the tasks of the register and of awards, on states where each has something to do."""

from datetime import date, timedelta
from typing import Any

from precept.do.agreements import actions, rules
from precept.do.agreements.models import Agreement, Award
from precept.do.opportunities import actions as opportunities
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.money import Money
from tests.architecture.awarded import checked
from tests.small_office import people


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


def letters_to_send() -> dict[str, Any]:
    """The letters of a round, which a second person sent a moment ago."""
    staff = people()
    _, awarding = checked(staff, "Warm rooms")
    actions.send_letters(
        by=staff.manager,
        awarding=awarding,
        version=awarding.version,
        sha256=actions.digest_today(awarding),
    )
    return {"decision": awarding.decision.reference}


def offers_that_end() -> dict[str, Any]:
    """An offer whose last day was yesterday, and one that nears its last day."""
    actions.send_step(**letters_to_send())
    first, second = Award.objects.order_by("pk")
    Award.objects.filter(pk=first.pk).update(accept_by=clock.today() - timedelta(days=1))
    Award.objects.filter(pk=second.pk).update(accept_by=clock.today() + timedelta(days=1))
    return {}


def agreements_that_end() -> dict[str, Any]:
    """An agreement that ends in five months, with insurance that expires, and one whose last day is over."""
    staff = people()
    today = clock.today()
    for reference, ends in (("C-1", today + timedelta(days=150)), ("C-2", today)):
        made = actions.record_agreement(
            by=SYSTEM, reference=reference, title="Advocates", starts=today, ends=ends
        )
        made = actions.state_terms(
            by=SYSTEM,
            agreement=made,
            version=made.version,
            outcomes=[rules.Outcome(80, None, "feel safer", "A survey")],
            report_by=ends,
        )
        made = actions.amend_agreement(
            by=SYSTEM, agreement=made, version=made.version, manager=staff.manager
        )
        made = actions.see_evidence(
            by=staff.manager,
            agreement=made,
            version=made.version,
            kind="public liability",
            seen_on=today,
            expires=today + timedelta(days=30),
        )
        actions.sign_agreement(by=SYSTEM, agreement=made, version=made.version, signed_on=today)
    Agreement.objects.filter(reference="C-2").update(
        starts=today - timedelta(days=300), ends=today - timedelta(days=1)
    )
    return {}


SAMPLES = {
    "agreements.ahead": agreements_that_end,
    "agreements.publish_changes": two_of_a_programme,
    "agreements.send_letters": letters_to_send,
    "agreements.offers": offers_that_end,
}
