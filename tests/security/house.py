"""The demonstration office as these tests use it: its people, its addresses, its pages."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from django.test import Client
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own

from precept.do.agreements import forms as agreements
from precept.do.agreements.models import Agreement
from precept.do.opportunities import forms as opportunities
from precept.do.opportunities.models import Opportunity
from precept.foundation.intake.models import Intake
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person, RoleHeld, TooManyExports
from precept.foundation.people.testing import signed_in
from precept.foundation.publications.models import Publication
from precept.parties.models import Contact, Organisation
from precept.plan.models import Budget, Framework, FrameworkLine, FrameworkSection, Fund
from precept.understand.models import (
    Aim,
    Area,
    CountKind,
    CrimePlan,
    Measure,
    NeedsAssessment,
    Priority,
    Strategy,
    StrategySection,
)
from precept.understand.pages.needs import PARTS as NEED_PARTS
from tests.architecture.test_house import every_address
from tests.security.answered_places import of_answers
from tests.security.managed_places import of_managed
from tests.security.places import (
    of_awards,
    of_decisions,
    of_each_award,
    of_organisations,
    of_rounds,
)
from tests.security.project_places import is_of_projects, of_projects
from tests.security.records_places import of_records
from tests.security.stake_places import of_crossings, of_stakes
from tests.security.standard_places import of_procedures
from tests.security.understood_places import of_understood
from tests.security.working_places import of_money, of_partners
from tests.security.year_places import of_year

Answer = Any
"""What the test client gives: a response of any kind, with more on it than Django's types know."""

OUTSIDE: Final = ("provider", "partner", "external-expert")


class House:
    """The people of the office, and browsers in which they are signed in."""

    def someone(self, role: str) -> Person:
        """The first who holds a role."""
        held = RoleHeld.objects.filter(role=role).order_by("id").select_related("person").first()
        assert held is not None, role
        return held.person

    def browser(self, role: str = "") -> Client:
        """A browser in which somebody of a role is signed in; nobody's without a role."""
        client = signed_in(self.someone(role)) if role else Client()
        client.raise_request_exception = False
        return client

    def everybody(self) -> Person:
        """Somebody who holds every role of the office at once, so that no door hides a page."""
        person = self.someone("commissioning-manager")
        for role in ("chief-executive", "chief-finance-officer", "administrator", "auditor"):
            RoleHeld.objects.get_or_create(person=person, role=role, starts="2021-04-01")
        return Person.objects.get(pk=person.pk)


def patterns() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every address of the site: its name, its pattern, what the pattern itself gives the view."""
    for place, one in every_address():
        yield one.name or "", place, dict(one.default_args)


@cache
def _doors() -> dict[str, str]:
    return {one.name or "": str(getattr(one.callback, "door", "")) for _, one in every_address()}


def door_of(name: str) -> str:
    """Which door an address has: public, open, office or my."""
    return _doors()[name]


def things(name: str) -> list[dict[str, str]]:
    """What can stand in the places of an address of this name, in the office as it is now."""
    part = name.split(".", 1)[0]
    found: list[dict[str, Any]] = []
    if part == "agreements":
        found = [
            {"reference": one.reference, "part": part}
            for one in Agreement.objects.all()
            for part in agreements.PARTS
        ]
        if is_of_awards(name):
            found = of_each_award()
        if any(place in name for place in OF_LETTERS):
            found = of_awards()
    elif part == "opportunities":
        found = [
            {"reference": one.reference, "part": part}
            for one in Opportunity.objects.all()
            for part in opportunities.PARTS
        ]
        if name not in OF_THE_REGISTER:
            found = of_rounds(name)
    elif part in {"bids", "assessment"}:
        found = of_rounds(name)
    elif part == "decisions":
        found = of_decisions()
    elif part == "parties" and "stake" in name:
        found = of_stakes(name)
    elif part == "parties":
        rows = Organisation.objects.filter(ends__isnull=name != "parties.reopening")
        found = [{"reference": one.reference} for one in rows]
        if "contact" in name:
            found = [
                {"reference": one.organisation.reference, "contact": one.reference}
                for one in Contact.objects.select_related("organisation")
            ]
        found = [*found, *of_organisations(name)]
    elif part == "understand":
        found = of_understood(name) or _of_the_plan(name)
    elif part == "plan":
        found = of_projects(name) if is_of_projects(name) else _of_the_framework(name)
    elif name == "people.alarm":
        found = [{"reference": one.reference} for one in TooManyExports.objects.filter(looked=None)]
    elif part == "people":
        found = [
            {"reference": one.person.reference, "held": one.reference}
            for one in RoleHeld.objects.select_related("person").order_by("pk")
            if one.person.is_active is (name != "people.switch_on")
            and (one.role == "commissioner" or name != "people.name_deputy")
        ]
    elif part == "publications":
        found = [
            {"kind": one.kind, "key": one.key}
            for one in Publication.objects.filter(is_latest=True).defer("payload")
        ]
    elif part == "intake":
        found = [{"reference": one.reference, "ending": "csv"} for one in Intake.objects.all()]
    elif part == "answers":
        found = of_answers(name)
    elif part == "management":
        found = of_managed(name)
    elif part == "crossings":
        found = of_crossings(name)
    elif part == "year":
        found = of_year(name)
    elif part == "spending":
        found = of_money(name)
    elif part == "procedures":
        found = of_procedures(name)
    elif part == "partners":
        found = of_partners(name)
    elif part == "records":
        found = of_records(name)
    elif part == "desk":
        subjects = Event.objects.order_by("subject").values_list("subject", flat=True)
        found = [{"name": subject} for subject in subjects.distinct()]
    return [{key: str(value) for key, value in one.items()} for one in found]


OF_AN_AWARD: Final = ("award", "offer", "accept", "decline", "payments")
OF_LETTERS: Final = (
    "letter",
    "wording",
    "terms",
    "told",
    "awards",
    "award_reserve",
    "draft_decision",
    "correct_results",
)
"""Addresses of what follows from a decision, round by round."""
OF_THE_REGISTER: Final = {
    f"opportunities.{name}" for name in ("all", "new", "one", "change", "spend", "publish")
}
"""Addresses that every round has, those without questions too."""

MEASURES: Final[dict[str, dict[str, Any]]] = {
    "understand.measure_receive": {"state": "requested"},
    "understand.measure_assess": {"state": "received"},
    "understand.measure_schedule": {"kind": "monitoring"},
    "understand.measure_look": {"kind": "monitored", "next_due__isnull": False},
}


NEEDED: Final = re.compile(r"need|\.(new_|change_|end_)?area|count|service|gap")
"""Addresses of what people need: assessments, areas, counts."""


def is_of_awards(name: str) -> bool:
    """Whether an address of the register's part is about what a round awarded."""
    return any(place in name for place in (*OF_AN_AWARD, *OF_LETTERS))


def _of_needs(name: str) -> list[dict[str, Any]]:
    if "area" in name:
        return [{"code": one.code} for one in Area.objects.filter(ends=None).order_by("-pk")]
    if "count" in name:
        return [{"kind": one.slug} for one in CountKind.objects.order_by("pk")]
    state = "agreed" if name in {"understand.amend_need", "understand.publish_need"} else "draft"
    return [
        {"reference": one.reference, "place": 1, "part": part}
        for one in NeedsAssessment.objects.filter(state=state).order_by("-pk")
        for part in NEED_PARTS
    ]


def _of_the_plan(name: str) -> list[dict[str, Any]]:
    if NEEDED.search(name) and not name.endswith(("plan_areas", "measures")):
        return _of_needs(name)
    if "strateg" in name:
        return [{"version": one.version} for one in Strategy.objects.order_by("-version")]
    if "section" in name:
        return [
            {"version": one.strategy.version, "slug": one.slug}
            for one in StrategySection.objects.order_by("-pk").select_related("strategy")
        ]
    if "aim" in name or name == "understand.new_measure":
        return [{"year": one.year, "slug": one.slug} for one in Aim.objects.all()]
    if "measure" in name:
        rows = Measure.objects.select_related("aim").order_by("pk")
        if (state := MEASURES.get(name)) is not None:
            rows = rows.filter(**state)
        return [{"year": one.aim.year, "slug": one.slug} for one in rows]
    if "priority" in name or "evidence" in name:
        return [
            {
                "reference": one.plan.reference,
                "version": one.plan.version,
                "slug": one.slug,
                "number": 1,
            }
            for one in Priority.objects.order_by("-pk").select_related("plan")
        ]
    return [{"reference": one.reference, "version": one.version} for one in CrimePlan.objects.all()]


FRAMEWORKS: Final = {
    "plan.publish": "approved",
    "plan.send_back": "approved",
    "plan.amend": "published",
    "plan.withdraw": "published",
}


def _of_the_framework(name: str) -> list[dict[str, Any]]:
    if "fund" in name or "budget" in name:
        budgets = Budget.objects.select_related("fund")
        return [{"code": one.fund.code, "year": one.year} for one in budgets] + [
            {"code": one.code, "year": "2022-23"} for one in Fund.objects.all()
        ]
    if name.endswith("_line") and name != "plan.add_line":
        return [
            {"year": one.section.framework.year, "reference": one.reference}
            for one in FrameworkLine.objects.filter(subject="", section__framework__state="draft")
            .order_by("-pk")
            .select_related("section__framework")
        ]
    if "section" in name or name == "plan.add_line":
        return [
            {"year": one.framework.year, "key": one.key}
            for one in FrameworkSection.objects.filter(framework__state="draft")
            .order_by("-pk")
            .select_related("framework")
        ]
    rows = Framework.objects.order_by("-state", "year")
    wanted = FRAMEWORKS.get(name, "")
    return [
        {"year": one.year, "version": one.version}
        for one in sorted(rows, key=lambda row: row.state != (wanted or "draft"))
    ]


PLACE: Final = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")


def addresses(name: str, pattern: str, *, most: int = 1) -> list[str]:
    """Real addresses of a pattern, at most so many; none where nothing in the office fits it."""
    if not PLACE.search(pattern):
        return ["/" + pattern]
    made: list[str] = []

    def placed(thing: dict[str, str]) -> str:
        return "/" + PLACE.sub(lambda match: thing[match[1]], pattern)

    for thing in things(name):
        if set(PLACE.findall(pattern)) <= set(thing):
            made = list(dict.fromkeys([*made, placed(thing)]))
        if len(made) == most:
            break
    return made


def page_of(response: Answer) -> html.HtmlElement:
    """A page as a browser reads it."""
    found: html.HtmlElement = html.document_fromstring(
        response.content or b"<p>", parser=html.HTMLParser(encoding="utf-8")
    )
    return found
