"""What the agreements of a financial year leave open in its framework, and where dates do not meet."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.agreements.queries.ahead import LIVE
from precept.foundation.clock import FinancialYear, spoken
from precept.plan import rules as plan
from precept.plan.models import ProjectLink
from precept.plan.rules import Doubt

MOST_DOUBTS = 100
NAMED = 3
"""How many of those that are not listed are named."""


def doubts_of_agreements(year: str) -> list[Doubt]:
    """Agreements that run in a year and are not listed; those that end in it with nothing, or too late, to follow.

    Three queries; at most 100 of each.
    """
    of = FinancialYear.parse(year)
    unlisted = [f"{one.reference} {one.title}" for one in running_unlisted(year)]
    found = [_unlisted(unlisted, of)] if unlisted else []
    rows = _running(of).filter(ends__lte=of.end, successor=None, what_follows="")
    return found + _what_follows(rows)


def _unlisted(names: Sequence[str], of: FinancialYear) -> Doubt:
    href = reverse("agreements.list_running", args=[of.label])
    if len(names) == 1:
        return plan.gap(f"{names[0]} runs in {of.spoken} and is not listed.", href)
    return plan.gap(
        f"{len(names)} agreements run in {of.spoken} and are not listed: {', '.join(names[:NAMED])}"
        + (f", and {len(names) - NAMED} more." if len(names) > NAMED else "."),
        href,
    )


def running_unlisted(year: str) -> list[Agreement]:
    """The agreements that run in a financial year and stand in no table of its framework (at most 100)."""
    rows = _running(FinancialYear.parse(year)).exclude(listings__year=year)
    return list(rows.order_by("ends", "pk")[:MOST_DOUBTS])


def _running(of: FinancialYear) -> QuerySet[Agreement]:
    return Agreement.objects.filter(status__in=LIVE, ends__gte=of.start, starts__lte=of.end)


def _what_follows(rows: QuerySet[Agreement]) -> list[Doubt]:
    ending = list(rows.order_by("ends", "pk")[:MOST_DOUBTS])
    links = ProjectLink.objects.filter(
        subject__in=[one.subject for one in ending], project__state="going"
    ).select_related("project")
    looked_into: dict[str, list[tuple[str, date | None]]] = {}
    for link in links:
        said = (link.project.title, link.project.wanted_on)
        looked_into.setdefault(link.subject, []).append(said)
    found = []
    for one in ending:
        assert one.ends is not None
        href = reverse("agreements.one", args=[one.reference])
        projects = looked_into.get(one.subject, [])
        ends = f"{one.reference} {one.title} ends on {spoken(one.ends)}"
        if not projects:
            found.append(plan.gap(f"{ends} and no project looks into what follows.", href))
        for title, wanted in projects:
            days = (wanted - one.ends).days - 1 if wanted else 0
            if wanted and days > 0:
                gone = "a day" if days == 1 else f"{days} days"
                words = (
                    f"{ends}, and project “{title}” is to be in place by {spoken(wanted)}:"
                    f" {gone} without a service."
                )
                found.append(plan.clash(words, href))
    return found
