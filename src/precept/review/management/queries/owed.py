"""Actions: what is owed, by whom, how it stands, and what of it each may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import access, rules
from precept.review.management.models import ActionPoint, Thing
from precept.review.management.queries.things import address_of, owner_name, short_of

MOST = 100
KEPT_BACK = "A step about a safeguarding concern"


def whole_action(rows: QuerySet[ActionPoint]) -> QuerySet[ActionPoint]:
    """Actions with what their own pages show of other things."""
    return rows.select_related(
        "agreement__provider", "service", "owner", "body", "meeting", "issue", "plan", "done_by"
    )


def action_point(person: Person, reference: str) -> ActionPoint:
    """An action; 404 where this person may not look it up in the office."""
    found = whole_action(access.actions_for(person)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no action {reference}")
    return found


def my_action(person: Person, reference: str) -> ActionPoint:
    """An action that a body of theirs owes; else 404."""
    found = whole_action(access.my_actions(person)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no action {reference}")
    return found


def of_thing(of: Thing) -> Q:
    """What is about an agreement, or about a joint service, as a condition."""
    return Q(agreement=of) if isinstance(of, Agreement) else Q(service=of)


def actions_of(of: Thing) -> list[ActionPoint]:
    """What is owed of an agreement or a service and not done, soonest first (at most 100)."""
    rows = whole_action(ActionPoint.objects.filter(of_thing(of), done_on=None))
    return list(rows.order_by("due", "pk")[:MOST])


def my_open_actions(person: Person) -> list[ActionPoint]:
    """What bodies of theirs owe, soonest first (at most 100)."""
    rows = whole_action(access.my_actions(person).filter(done_on=None))
    return list(rows.order_by("due", "pk")[:MOST])


def owed_by(person: Person) -> list[ActionPoint]:
    """What somebody of the office owes, soonest first (at most 20)."""
    rows = whole_action(ActionPoint.objects.filter(owner=person, done_on=None))
    return list(rows.order_by("due", "pk")[:20])


@dataclass(frozen=True)
class ActionShown:
    """An action as a page lists it."""

    action: ActionPoint
    what: str
    owner: str
    of: str
    state: str
    tag: str
    href: str


def words_of(action: ActionPoint, person: Person | None) -> str:
    """What an action is, as somebody reads it: a step about a safeguarding concern says no more than that.

    Its owner always reads it. ``None`` is for whoever reads lists from outside.
    """
    issue = action.issue
    if issue is None or not issue.is_safeguarding:
        return action.what
    if person is not None and (
        action.owner_id == person.pk or access.may_see_details(person, issue)
    ):
        return action.what
    return KEPT_BACK


def shown(
    actions: Iterable[ActionPoint], person: Person | None, *, are_own: bool = False
) -> list[ActionShown]:
    """Actions with who owes them and how they stand; ``are_own`` where a body of theirs owes each."""
    today = clock.today()
    found = []
    for one in actions:
        tone = rules.tone_of(one.due, today)
        found.append(
            ActionShown(
                action=one,
                what=one.what if are_own else words_of(one, person),
                owner=owner_name(one.owner, one.body),
                of=short_of(one.of),
                state="Done" if one.done_on else rules.TONE_WORDS[tone],
                tag="govuk-tag--green" if one.done_on else rules.TAGS[tone],
                href=reverse("management.action", args=[one.reference]),
            )
        )
    return found


def place_of(action: ActionPoint) -> tuple[str, str]:
    """Where an action belongs in the office: its plan, its issue, its meeting, or its agreement."""
    if action.plan:
        return reverse("management.plan", args=[action.plan.reference]), action.plan.title
    if action.issue:
        words = f"Issue {action.issue.reference}"
        return reverse("management.issue", args=[action.issue.reference]), words
    if action.meeting:
        words = f"Meeting of {clock.spoken(action.meeting.on)}"
        return reverse("management.meeting", args=[action.meeting.reference]), words
    return address_of(action.of), short_of(action.of)


def late_actions(person: Person) -> list[ActionPoint]:
    """The actions of all agreements that are late, the latest first (at most 20)."""
    rows = access.actions_for(person).filter(done_on=None, due__lt=clock.today())
    return list(whole_action(rows).order_by("due", "pk")[:20])
