"""Issues and risks, with what of them each may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import access, rules
from precept.review.management.models import ActionPoint, Issue, Risk, RiskScore, Thing
from precept.review.management.queries.owed import of_thing, whole_action
from precept.review.management.queries.things import short_of

MOST = 100
CONCERN = "Safeguarding concern"
RISK_KEPT_BACK = "Risk about somebody’s safety"


def issue(person: Person, reference: str) -> Issue:
    """An issue; 404 where this person may not look it up in the office."""
    rows = access.issues_for(person).select_related(
        "agreement__provider", "agreement__manager", "service", "owner", "raised_by"
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no issue {reference}")
    return found


def risk(person: Person, reference: str) -> Risk:
    """A risk; 404 where this person may not look it up in the office."""
    rows = access.risks_for(person).select_related(
        "agreement__provider", "service", "owner", "raised_by"
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no risk {reference}")
    return found


def issues_of(of: Thing) -> list[Issue]:
    """The issues of an agreement or a service, those that are open first (at most 100)."""
    rows = Issue.objects.filter(of_thing(of)).select_related("owner", "agreement", "service")
    return list(rows.order_by("-state", "-happened_on", "-pk")[:MOST])


def open_issues_of(of: Thing) -> list[Issue]:
    """The issues that are open, the newest first (at most 100)."""
    return list(Issue.objects.filter(of_thing(of), state="open").order_by("-pk")[:MOST])


def risks_of(of: Thing) -> list[Risk]:
    """The open risks of an agreement or a service, the heaviest first (at most 100)."""
    rows = Risk.objects.filter(of_thing(of), state="open")
    return list(
        rows.select_related("owner", "agreement", "service").order_by("-score", "pk")[:MOST]
    )


def steps_of_issue(of: Issue) -> list[ActionPoint]:
    """What is done about an issue, soonest first."""
    return list(whole_action(of.steps.all()).order_by("due", "pk")[:MOST])


def scores_of(of: Risk) -> list[RiskScore]:
    """How a risk was scored, the newest first (at most 100)."""
    return list(of.scores.select_related("by").order_by("-pk")[:MOST])


def open_scores(rows: QuerySet[Risk]) -> list[tuple[int, int]]:
    """The likelihood and impact of open risks, for the map (at most 1,000)."""
    pairs = rows.filter(state="open").order_by("pk").values_list("likelihood", "impact")
    return list(pairs[:1_000])


def issue_title(one: Issue, person: Person | None) -> str:
    """An issue's title as somebody reads it; a safeguarding concern has none for others."""
    if not one.is_safeguarding or (person is not None and access.may_see_details(person, one)):
        return one.title
    return f"{CONCERN} {one.reference}"


def risk_title(one: Risk, person: Person | None) -> str:
    """A risk's title as somebody reads it; one about somebody's safety has none for others."""
    if not one.is_safeguarding or (person is not None and access.may_see_details(person, one)):
        return one.title
    return f"{RISK_KEPT_BACK} {one.reference}"


@dataclass(frozen=True)
class IssueShown:
    """An issue as a page lists it."""

    issue: Issue
    title: str
    severity: str
    tag: str
    state: str
    of: str
    href: str


def shown_issues(issues: Iterable[Issue], person: Person | None) -> list[IssueShown]:
    """Issues with their titles as far as somebody may read them."""
    return [
        IssueShown(
            issue=one,
            title=issue_title(one, person),
            severity=rules.SEVERITIES[one.severity],
            tag=rules.SEVERITY_TAGS[one.severity],
            state=rules.OPEN_STATES[one.state],
            of=short_of(one.of),
            href=reverse("management.issue", args=[one.reference]),
        )
        for one in issues
    ]


@dataclass(frozen=True)
class RiskShown:
    """A risk as a page lists it."""

    risk: Risk
    title: str
    band: str
    tag: str
    is_above_line: bool
    likelihood: str
    impact: str
    is_review_late: bool
    of: str
    href: str


def shown_risks(risks: Iterable[Risk], person: Person | None) -> list[RiskShown]:
    """Risks with their titles as far as somebody may read them, in the words of their scale."""
    today = clock.today()
    found = []
    for one in risks:
        scale = rules.scale_of(one.scale)
        band = scale.band(one.score)
        found.append(
            RiskShown(
                risk=one,
                title=risk_title(one, person),
                band=f"{one.score} {band.title}",
                tag=band.tag,
                is_above_line=scale.is_above_line(one.score),
                likelihood=_level(one.likelihood, scale.likelihood),
                impact=_level(one.impact, scale.impact),
                is_review_late=one.state == "open" and one.review_on < today,
                of=short_of(one.of),
                href=reverse("management.risk", args=[one.reference]),
            )
        )
    return found


def _level(number: int, levels: tuple[rules.Level, ...]) -> str:
    return f"{number} {levels[number - 1].title}"
