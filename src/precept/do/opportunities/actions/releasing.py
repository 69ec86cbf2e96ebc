"""Releasing what a round and its call say: after the register, and after each change of a public call."""

from precept.do.opportunities import queries, rules
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.ledger.actions import Actor, Changed
from precept.foundation.publications import actions as publications

MOVED_ON = "Somebody changed this round while you had it open."


def release(now: Opportunity, *, by: Actor, why: str = "") -> None:
    """Publish a round as it stands. The caller has asked who may, and records why."""
    payload = queries.payload(now)
    publications.publish(
        kind_name="opportunity",
        key=now.reference,
        title=f"{now.called}: {now.theme}"[:300],
        payload=payload,
        by=by,
        why=why,
        approved=queries.approved_words(payload.call),
    )
    moved = Opportunity.objects.filter(pk=now.pk, version=now.version).update(
        published_version=now.version
    )
    if not moved:
        raise Changed(MOVED_ON)
    now.published_version = now.version


def release_call(call: Call, *, by: Actor, why: str = "") -> None:
    """Publish a round again because its call changed; nothing where its call is not public."""
    if rules.is_public(call.stage):
        release(
            Opportunity.objects.select_related("fund").get(pk=call.opportunity_id), by=by, why=why
        )
