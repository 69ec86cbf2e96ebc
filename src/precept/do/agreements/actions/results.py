"""What a round came to, published with its decision; put right with a public reason."""

from precept.decisions.models import Decision
from precept.do.agreements import access, queries
from precept.do.agreements.actions.awarding import NOT_MAKER
from precept.do.agreements.actions.finishing import finish_if_over, state_what_it_came_to
from precept.do.agreements.models import Award, Awarding
from precept.do.agreements.published import results_title
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.clock import today
from precept.foundation.ledger.actions import Actor, NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as released
from precept.foundation.publications.models import Publication
from precept.parties.sign_ups import Protection


def publish_results(decision: Decision, by: Actor) -> None:
    """Within the publication of a decision: publish what the round came to, and say so in the register."""
    awarding = queries.awarding_of(decision)
    if awarding is not None:
        _publish(awarding, by)


@action
def _publish(awarding: Awarding, by: Actor) -> None:
    of = awarding.opportunity
    call = Call.objects.select_related("opportunity").get(opportunity=of)
    if call.is_rolling:
        finish_if_over(call)
    else:
        state_what_it_came_to(of, f"Decision {awarding.decision.reference}")
        if call.stage == "decided":
            call.refresh_from_db()
            opportunities.move_on(
                by=by, call=call, to="awarded", why=f"Decision {awarding.decision.reference}"
            )
    done = _release(of, by=by)
    record(
        awarding.subject,
        "results published",
        by=by,
        after={"publication": done.version, "digest": done.digest},
    )


def _release(of: Opportunity, *, by: Actor, why: str = "") -> Publication:
    payload = queries.results(of)
    if payload is None:
        raise Refused("Nothing is decided about this round yet.")
    return publications.publish(
        kind_name="round-results",
        key=of.reference,
        title=results_title(payload),
        payload=payload,
        by=by,
        why=why,
    )


@action
def correct_results(*, by: Person, awarding: Awarding, version: int, why: str) -> Publication:
    """Publish the results anew as the records say now, with a public reason: a new version.

    After an award was declined, lapsed or taken from the reserve list, or its description put right.
    """
    if not access.may_handle_letters(by, awarding):
        raise NotAllowed(NOT_MAKER)
    now = queries.fresh_awarding(awarding)
    if not why.strip():
        raise Refused("Say what is put right, and why. The reason is public", field="why")
    latest = released.latest_or_none("round-results", now.opportunity.reference)
    if latest is None or latest.is_tombstone:
        raise Refused("The results are not published: they go out with the decision.")
    if latest.payload == queries.results(now.opportunity):
        raise Refused("The published results say the same: nothing has changed.")
    note = {"on": today().isoformat(), "why": why.strip()}
    write_next(
        now,
        {"corrections": [*now.corrections, note]},
        read=version,
        stale="Somebody corrected these results while you had them open.",
    )
    if not now.opportunity.call.is_rolling or now.opportunity.call.stage == "awarded":
        state_what_it_came_to(now.opportunity, why.strip())
    done = _release(now.opportunity, by=by, why=why.strip())
    record(
        now.subject,
        "results corrected",
        by=by,
        why=why.strip(),
        after={"publication": done.version, "digest": done.digest},
    )
    return done


@action
def hide_protected(protection: Protection) -> None:
    """Release the results that name an organisation again, with its area in place of its name.

    Only that changes: what was changed since and not published stays unpublished.
    """
    body = protection.organisation
    held = Award.objects.filter(recipient=body)
    rounds = Opportunity.objects.filter(pk__in=held.values("opportunity")).order_by("pk")
    own = set(held.values_list("reference", flat=True))
    for of in rounds:
        latest = released.latest_or_none("round-results", of.reference)
        if latest is None or latest.is_tombstone:
            continue
        publications.publish(
            kind_name="round-results",
            key=of.reference,
            title=latest.title,
            payload=queries.without_protected(latest.payload, own, body.area),
            by=protection.by,
            why="A recipient is protected",
        )
