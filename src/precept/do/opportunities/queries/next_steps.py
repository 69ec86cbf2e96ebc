"""What may be done next for a call, by this part; the parts above offer theirs (``sign_ups``)."""

from django.urls import reverse

from precept.do.opportunities import access, rules, sign_ups
from precept.do.opportunities.models import Call
from precept.do.opportunities.queries.going_live import go_live
from precept.do.opportunities.sign_ups import Step
from precept.foundation.people.models import Person


def next_steps(person: Person, of: Call) -> list[Step]:
    """What somebody may do for a call now: what this part offers, then what those above do."""
    return [*_own(person, of), *sign_ups.steps_for(person, of)]


def _own(person: Person, of: Call) -> list[Step]:
    runs, publishes = access.may_run_rounds(person), access.may_publish_calls(person)
    if of.stage == "drafting":
        missing = len(go_live(of))
        state = "Nothing is missing" if not missing else f"{missing} to do"
        return [_step(of, "set_up", "Set it up", state), _rehearsal(of)] if runs else []
    if of.stage == "ready":
        steps = [_step(of, "publish_call", "Read it and publish it")] if publishes else []
        if runs or publishes:
            words = "Send it back" if publishes else "Take it back to change it"
            steps.append(_step(of, "send_back", words))
        return [*steps, _rehearsal(of)] if runs or publishes else steps
    steps = [_step(of, "preview", "Read it as bidders do")]
    if runs:
        waiting = of.clarifications.filter(state="waiting").count()
        state = f"{waiting} waiting" if waiting else "None waiting"
        steps.append(_step(of, "clarifications", "Questions that were asked", state))
        steps.append(_step(of, "workshops", "Workshops"))
    if of.stage == "published" and runs:
        steps.append(_rehearsal(of))
    if of.stage == "published" and (runs or publishes):
        waits = of.deadline_proposals.filter(state="waiting").exists()
        steps.append(
            _step(
                of,
                "extend",
                "Move the deadline later",
                "Waits for a second person" if waits else "",
            )
        )
    if runs:
        like = f"{reverse('opportunities.new_call')}?like={of.opportunity.reference}"
        steps.append(Step(like, "Set up another round like it"))
    if publishes and of.stage != "cancelled":
        steps.append(_step(of, "correct", "Correct it"))
        if rules.may_move(of.stage, "cancelled"):
            steps.append(_step(of, "cancel", "Cancel it"))
    return steps


def _rehearsal(of: Call) -> Step:
    return _step(of, "rehearse", "Rehearse it as an applicant")


def _step(of: Call, name: str, text: str, state: str = "") -> Step:
    return Step(reverse(f"opportunities.{name}", args=[of.opportunity.reference]), text, state)
