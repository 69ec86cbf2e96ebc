"""The office's lists of meetings, actions, issues, risks, improvement plans and exits: two queries each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing
from precept.review.management import access, rules
from precept.review.management.models import (
    ActionPoint,
    ExitPlan,
    ImprovementPlan,
    Issue,
    Managed,
    Meeting,
    Risk,
)
from precept.review.management.queries.owed import shown, whole_action
from precept.review.management.queries.things import address_of, short_of
from precept.review.management.queries.troubles import shown_issues, shown_risks

Lists = Callable[[Person, QueryDict], Table]
OF: Final = Column("of", "Of")


def _of(one: Managed) -> Cell:
    return Cell(short_of(one.of), href=address_of(one.of))


def _about(words: str) -> Q:
    return Q(agreement__reference__icontains=words) | Q(service__title__icontains=words)


def _search(*names: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    def search(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        for word in words.split():
            found = _about(word)
            for name in names:
                found |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(found)
        return rows

    return search


def meetings(person: Person, query: QueryDict) -> Table:
    """Every meeting, the next ones last."""

    def cells(one: Meeting) -> list[Cell]:
        stands = rules.MEETING_STATES[one.state]
        if one.state == "held":
            stands = "Minutes agreed" if one.minutes_version else "Minutes not agreed yet"
        tags = {"planned": "govuk-tag--blue", "cancelled": "govuk-tag--grey"}
        agreed = "govuk-tag--green" if one.minutes_version else "govuk-tag--yellow"
        return [
            Cell(clock.spoken(one.on), href=reverse("management.meeting", args=[one.reference])),
            Cell(rules.MEETING_KINDS[one.kind]),
            _of(one),
            Cell(stands, tag=tags.get(one.state, agreed)),
        ]

    return listing(
        query,
        access.meetings_for(person).select_related("agreement", "service"),
        caption="Meetings about agreements",
        noun=("meeting", "meetings"),
        columns=(
            Column("on", "Day", order=("on",)),
            Column("kind", "Kind"),
            OF,
            Column("state", "State"),
        ),
        cells=cells,
        default="-on",
        filters=(
            Filter("kind", "Kind", tuple(rules.meeting_kinds), by_field("kind")),
            Filter(
                "state",
                "State",
                (
                    ("planned", "To come"),
                    ("unagreed", "Minutes not agreed yet"),
                    ("cancelled", "Cancelled"),
                ),
                _meetings_in,
            ),
        ),
        search=_search(),
        empty="No meeting is noted yet, or none fits. Call one from the page of an agreement’s management.",
    )


def _meetings_in(rows: QuerySet[Meeting], state: str) -> QuerySet[Meeting]:
    if state == "unagreed":
        return rows.filter(state="held", minutes_version=0)
    return rows.filter(state=state)


def actions(person: Person, query: QueryDict) -> Table:
    """Every action, what is due first on top."""

    def cells(one: ActionPoint) -> list[Cell]:
        (said,) = shown([one], person)
        return [
            Cell(said.what, href=said.href),
            _of(one),
            Cell(said.owner),
            Cell(clock.spoken(one.due)),
            Cell(said.state, tag=said.tag),
        ]

    return listing(
        query,
        whole_action(access.actions_for(person)),
        caption="Actions",
        noun=("action", "actions"),
        columns=(
            Column("what", "What"),
            OF,
            Column("owner", "Who owes it"),
            Column("due", "Due", order=("due",)),
            Column("state", "State"),
        ),
        cells=cells,
        default="due",
        filters=(
            Filter(
                "state",
                "State",
                (("open", "Not done"), ("late", "Late"), ("done", "Done")),
                _actions_in,
            ),
            Filter(
                "owner",
                "Who owes it",
                (("me", "I do"), ("office", "The office"), ("body", "A provider or partner")),
                lambda rows, who: _owned(rows, who, person),
            ),
        ),
        search=_search_actions(person),
        empty="No action is noted, or none fits. Actions are agreed in meetings, for issues and in improvement plans.",
    )


def _actions_in(rows: QuerySet[ActionPoint], state: str) -> QuerySet[ActionPoint]:
    if state == "done":
        return rows.filter(done_on__isnull=False)
    rows = rows.filter(done_on=None)
    return rows.filter(due__lt=clock.today()) if state == "late" else rows


def _owned(rows: QuerySet[ActionPoint], who: str, person: Person) -> QuerySet[ActionPoint]:
    if who == "me":
        return rows.filter(owner=person)
    return rows.filter(owner__isnull=who != "office")


def _search_actions(person: Person) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    plain = _search("what")

    def search(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        if not person.may("see safeguarding concerns"):
            own = Q(issue=None) | Q(issue__is_safeguarding=False) | Q(owner=person)
            rows = rows.filter(own)
        return plain(rows, words)

    return search


def issues(person: Person, query: QueryDict) -> Table:
    """Every issue, the newest first."""

    def cells(one: Issue) -> list[Cell]:
        (said,) = shown_issues([one], person)
        return [
            Cell(said.title, href=said.href),
            _of(one),
            Cell(said.severity, tag=said.tag),
            Cell(clock.spoken(one.happened_on)),
            Cell(one.owner.name),
            Cell(said.state),
        ]

    plain = _search("title")
    return listing(
        query,
        access.issues_for(person).select_related("agreement", "service", "owner"),
        caption="Issues",
        noun=("issue", "issues"),
        columns=(
            Column("title", "What"),
            OF,
            Column("severity", "How bad"),
            Column("on", "Happened", order=("happened_on",)),
            Column("owner", "Who deals with it"),
            Column("state", "State"),
        ),
        cells=cells,
        default="-on",
        filters=(
            Filter("state", "State", tuple(rules.open_states), by_field("state")),
            Filter(
                "severity",
                "How bad",
                tuple(rules.SEVERITIES.items()),
                by_field("severity"),
            ),
        ),
        search=lambda rows, words: plain(rows.filter(access.readable(person)), words),
        empty="No issue is noted, or none fits. Raise one from the page of an agreement’s management.",
    )


def risks(person: Person, query: QueryDict) -> Table:
    """Every risk, the heaviest first."""

    def cells(one: Risk) -> list[Cell]:
        (said,) = shown_risks([one], person)
        review = clock.spoken(one.review_on)
        return [
            Cell(said.title, href=said.href),
            _of(one),
            Cell(said.band, tag=said.tag),
            Cell(said.likelihood),
            Cell(said.impact),
            Cell(review, tag="govuk-tag--red") if said.is_review_late else Cell(review),
            Cell(one.owner.name),
        ]

    plain = _search("title")
    line = rules.scale_on(clock.today()).line
    return listing(
        query,
        access.risks_for(person).select_related("agreement", "service", "owner"),
        caption="Risks",
        noun=("risk", "risks"),
        columns=(
            Column("title", "What could happen"),
            OF,
            Column("score", "Score", order=("score",)),
            Column("likelihood", "How likely"),
            Column("impact", "How bad"),
            Column("review", "Looked at again", order=("review_on",)),
            Column("owner", "Whose"),
        ),
        cells=cells,
        default="-score",
        filters=(
            Filter("state", "State", tuple(rules.open_states), by_field("state")),
            Filter(
                "which",
                "Which",
                (("above", f"Above the line of {line}"), ("late", "To be looked at again")),
                lambda rows, which: _risks_of(rows, which, line),
            ),
        ),
        search=lambda rows, words: plain(rows.filter(access.readable(person)), words),
        empty="No risk is noted, or none fits. Note one from the page of an agreement’s management.",
    )


def _risks_of(rows: QuerySet[Risk], which: str, line: int) -> QuerySet[Risk]:
    rows = rows.filter(state="open")
    if which == "above":
        return rows.filter(score__gte=line)
    return rows.filter(review_on__lt=clock.today())


def plans(person: Person, query: QueryDict) -> Table:
    """Every improvement plan, the newest first."""

    def cells(one: ImprovementPlan) -> list[Cell]:
        is_late = one.state in rules.IN_FORCE and one.by_when < clock.today()
        when = clock.spoken(one.by_when)
        return [
            Cell(one.title, href=reverse("management.plan", args=[one.reference])),
            _of(one),
            Cell(one.provider.name),
            Cell(when, tag="govuk-tag--red") if is_late else Cell(when),
            Cell(rules.PLAN_STATES[one.state], tag=rules.PLAN_TAGS[one.state]),
        ]

    return listing(
        query,
        access.plans_for(person).select_related("agreement", "service", "provider"),
        caption="Improvement plans",
        noun=("improvement plan", "improvement plans"),
        columns=(
            Column("title", "What must be better", order=("title",)),
            OF,
            Column("provider", "Provider"),
            Column("when", "By", order=("by_when",)),
            Column("state", "State"),
        ),
        cells=cells,
        default="-when",
        filters=(Filter("state", "State", tuple(rules.plan_states), by_field("state")),),
        search=_search("title", "provider__name"),
        empty="No improvement plan is open, or none fits. Open one from the page of an agreement’s management.",
    )


def exits(person: Person, query: QueryDict) -> Table:
    """Every exit, what ends first on top."""
    today = clock.today()

    def cells(one: ExitPlan) -> list[Cell]:
        whole, done, late = (getattr(one, name) for name in ("whole", "closed", "late"))
        stands = rules.Stands(whole, done, late)
        colour = "govuk-tag--red" if late else "govuk-tag--blue"
        return [
            Cell(
                f"{one.agreement.reference} {one.agreement.title}",
                href=reverse("management.exit_plan", args=[one.agreement.reference]),
            ),
            Cell(clock.spoken(one.ends)),
            Cell(one.owner.name),
            Cell("Done", tag="govuk-tag--green") if one.done_on else Cell(stands.words, tag=colour),
        ]

    rows = access.exits_for(person).select_related("agreement", "owner")
    rows = rows.annotate(
        whole=Count("tasks"),
        closed=Count("tasks", filter=~Q(tasks__state="open")),
        late=Count("tasks", filter=Q(tasks__state="open", tasks__due__lt=today)),
    )
    return listing(
        query,
        rows,
        caption="Exits and handovers",
        noun=("exit", "exits"),
        columns=(
            Column("agreement", "Agreement", order=("agreement__reference",)),
            Column("ends", "Last day", order=("ends",)),
            Column("owner", "Who sees to it"),
            Column("state", "State"),
        ),
        cells=cells,
        default="ends",
        filters=(
            Filter(
                "state",
                "State",
                (("open", "Under way"), ("soon", "Ends within 90 days"), ("done", "Done")),
                _exits_in,
            ),
        ),
        search=lambda found, words: found.filter(
            Q(agreement__reference__icontains=words) | Q(agreement__title__icontains=words)
        ),
        empty="No exit is begun, or none fits. Begin one from the page of an agreement’s management.",
    )


def _exits_in(rows: QuerySet[ExitPlan], state: str) -> QuerySet[ExitPlan]:
    if state == "done":
        return rows.filter(done_on__isnull=False)
    rows = rows.filter(done_on=None)
    if state == "soon":
        return rows.filter(ends__lte=clock.today() + timedelta(days=90))
    return rows


LISTS: Final[dict[str, tuple[str, Lists]]] = {
    "meetings": ("Meetings", meetings),
    "actions": ("Actions", actions),
    "issues": ("Issues", issues),
    "risks": ("Risks", risks),
    "plans": ("Improvement plans", plans),
    "exits": ("Exits", exits),
}
"""Each list by the name that its address has: its title, and what reads it."""
