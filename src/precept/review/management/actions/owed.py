"""Actions: agreeing one, doing it, moving its day."""

from datetime import date

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import access, queries, rules
from precept.review.management.actions import telling
from precept.review.management.actions.beginning import (
    NOT_READER,
    STALE,
    ask_manager,
    ask_one_owner,
    ask_past,
    placed_in,
)
from precept.review.management.models import ActionPoint, ImprovementPlan, Issue, Meeting, Thing

NOT_OWNER = "Only whoever owes this, or manages agreements, may finish it."


@action
def agree_action(
    *,
    by: Person,
    of: Thing | None = None,
    what: str,
    due: date,
    owner: Person | None = None,
    body: Organisation | None = None,
    meeting: Meeting | None = None,
    issue: Issue | None = None,
    plan: ImprovementPlan | None = None,
) -> ActionPoint:
    """Note what somebody owes by a day: of a meeting, as a step of an issue or of an improvement plan, or by itself.

    A body that owes it is told, unless its plan is not in force: nobody owes a step of a draft.
    """
    ask_manager(by)
    source = meeting or issue or plan
    of = source.of if source is not None else of
    if of is None:
        raise Refused("Say what it is about")
    _ask_source_open(by, meeting, issue, plan)
    what = needed(what, "Enter what is to be done", "what")
    ask_one_owner(of, owner, body)
    made = ActionPoint.objects.create(
        **placed_in(of),
        meeting=meeting,
        issue=issue,
        plan=plan,
        what=what,
        owner=owner,
        body=body,
        due=due,
    )
    if plan is None or plan.state in rules.IN_FORCE:
        telling.tell_owed(made)
    kept_back = issue is not None and issue.is_safeguarding
    record(
        made.subject,
        "action agreed",
        by=by,
        after={
            "of": (source.subject if source is not None else of.subject),
            "what": queries.KEPT_BACK if kept_back else what,
            "owner": owner.reference if owner else "",
            "body": body.reference if body else "",
            "due": clock.iso(due),
        },
    )
    return made


def _ask_source_open(
    by: Person, meeting: Meeting | None, issue: Issue | None, plan: ImprovementPlan | None
) -> None:
    if meeting is not None:
        now = Meeting.objects.get(pk=meeting.pk)
        if now.state == "cancelled":
            raise Refused("This meeting is cancelled.")
    if issue is not None:
        if not access.may_keep_trouble(by, issue):
            raise NotAllowed(NOT_READER)
        if Issue.objects.get(pk=issue.pk).state == "closed":
            raise Refused("This issue is closed.")
    if plan is not None:
        state = ImprovementPlan.objects.get(pk=plan.pk).state
        if state in rules.PLAN_OVER:
            raise Refused("This improvement plan is closed.")
        if state == "proposed":
            raise Refused("It waits for the provider: what it asks for cannot change now.")


@action
def finish_action(
    *,
    by: Person,
    action_point: ActionPoint,
    version: int,
    outcome: str,
    done_on: date | None = None,
) -> ActionPoint:
    """Say what came of an action: whoever owes it, somebody of the body that does, or who manages agreements."""
    is_theirs = access.my_actions(by).filter(pk=action_point.pk).exists()
    if not is_theirs and not access.may_finish(by, action_point):
        raise NotAllowed(NOT_OWNER)
    outcome = needed(outcome, "Say what came of it", "outcome")
    now = queries.whole_action(ActionPoint.objects.all()).get(pk=action_point.pk)
    if now.done_on:
        raise Changed("Somebody finished this already.")
    on = done_on or clock.today()
    ask_past(on, "The day it was done cannot be later than today", "done_on")
    write_next(now, {"done_on": on, "done_by": by, "outcome": outcome}, read=version, stale=STALE)
    kept_back = now.issue is not None and now.issue.is_safeguarding
    record(
        now.subject,
        "action finished",
        by=by,
        after={"on": clock.iso(on), "outcome": queries.KEPT_BACK if kept_back else outcome},
    )
    return now


@action
def move_action(
    *, by: Person, action_point: ActionPoint, version: int, due: date, why: str
) -> ActionPoint:
    """Give an action another day, with the reason; its owner is reminded anew."""
    ask_manager(by)
    why = needed(why, "Say why it moves", "why")
    now = queries.whole_action(ActionPoint.objects.all()).get(pk=action_point.pk)
    if now.done_on:
        raise Refused("It is done already.")
    before = now.due
    write_next(now, {"due": due, "reminded": ""}, read=version, stale=STALE)
    record(
        now.subject,
        "action moved",
        by=by,
        why=why,
        before={"due": clock.iso(before)},
        after={"due": clock.iso(due)},
    )
    return now
