"""The office's pages of the framework: every year, and the version in hand."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.money import Money
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render
from precept.plan import access, actions, forms, queries, rules
from precept.plan.actions.drafting import NOT_YOURS
from precept.plan.models import Framework
from precept.plan.pages.trails import year_trail
from precept.plan.published import FrameworkPublished
from precept.understand import queries as understand

COVER_TAGS = {
    "active": ("In force", "govuk-tag--green"),
    "warning": ("Ends soon", "govuk-tag--yellow"),
    "lapsed": ("Lapsed", "govuk-tag--red"),
}


@office_page
def frameworks(request: Request) -> HttpResponse:
    """Every year's framework, with a warning on top where none is in force for long."""
    cover = queries.cover_today()
    context = {
        "table": queries.frameworks_page(request.person, request.GET),
        "cover": cover,
        "cover_tag": COVER_TAGS[cover.state],
        "next_year": queries.year_to_draft().spoken,
        "may_draft": access.may_draft(request.person),
        "breadcrumbs": year_trail(),
    }
    return render(request, "plan/frameworks.html", context)


@office_page
def draft(request: Request) -> HttpResponse:
    """Begin a year's framework, from the one before it where there is one."""
    only_if(access.may_draft(request.person), NOT_YOURS)
    year = queries.year_to_draft()
    initial = {"year": year.label, "title": f"Commissioning Framework {year.spoken}"}
    form = forms.DraftFramework(request.POST or None, initial=initial)
    before = queries.framework_before(year.label)
    intro = (
        f"Its words and tables are copied from {clock.FinancialYear.parse(before.year).spoken}."
        " The lines come from the register when you refresh it."
        if before
        else "There is no earlier framework to copy from: add its words and tables next."
    )
    return ask(
        request,
        form,
        actions.draft_next_year,
        title="Draft a framework",
        button="Begin the draft",
        words=[intro],
        breadcrumbs=year_trail(here="Draft"),
        back=reverse("plan.frameworks"),
        onwards=lambda made: reverse("plan.framework", args=[made.year]),
    )


@office_page
def framework(request: Request, year: str) -> HttpResponse:
    """A year's framework: the version in hand, else the published one."""
    return show(request, queries.framework_of(request.person, year))


@office_page
def framework_version(request: Request, year: str, version: int) -> HttpResponse:
    """One version of a year's framework."""
    return show(request, queries.framework_of(request.person, year, version))


def show(request: Request, thing: Framework, done: str = "") -> HttpResponse:
    """A version with its tables as they will print, what is missing, what changed, and what to do next."""
    person = request.person
    sections = queries.sections_with_lines(thing)
    areas = understand.areas_in_force()
    payload = queries.framework_payload(thing, sections, areas)
    uses = queries.fund_uses(payload)
    is_in_hand = thing.state in rules.IN_HAND
    points = (
        queries.points_before_going_live(payload, uses, queries.refreshing(thing, sections))
        if is_in_hand
        else []
    )
    doubts = queries.doubts_of(payload, sections, uses, areas) if _is_of_now(thing) else None
    cover = queries.cover_today()
    is_draft = thing.state == "draft"
    context = {
        "framework": thing,
        "year": clock.FinancialYear.parse(thing.year),
        "state": dict(rules.framework_states)[thing.state],
        "state_tag": queries.TAGS[thing.state],
        "payload": payload,
        "total": rules.total_text(payload.total),
        "cover": cover,
        "cover_tag": COVER_TAGS[cover.state],
        "tables": [
            (
                rules.printed(table, rules.fund_names(payload.slices)),
                [line for line in section.lines.all() if not line.subject],
            )
            for table, section in zip(payload.sections, sections, strict=True)
        ],
        "uses": [
            (use.name, str(use.intended), _budget(use), use.over.short if use.over else "–")
            for use in uses
        ],
        "points": points,
        "is_ready": not rules.must_haves(points),
        "gaps": [one for one in doubts or [] if one.sort == rules.GAP],
        "clashes": [one for one in doubts or [] if one.sort == rules.CLASH],
        "shows_doubts": doubts is not None,
        "areas": rules.area_rows(payload.areas),
        "changes": _changes(thing, payload, areas) if is_in_hand else None,
        "versions": queries.versions_of(thing.year),
        "states": dict(rules.framework_states),
        "tags": queries.TAGS,
        "is_draft": is_draft,
        "may_change": is_draft and access.may_draft(person),
        "may_approve": is_draft and access.may_approve(person),
        "may_send_back": thing.state == "approved" and access.may_send_back(person),
        "may_publish": thing.state == "approved" and access.may_publish(person),
        "may_amend": thing.state == "published"
        and access.may_draft(person)
        and queries.in_hand(thing.year) is None,
        "may_withdraw": thing.state == "published"
        and access.may_withdraw(person)
        and rules.may_withdraw(queries.published_years(), thing.year, clock.today()),
        "story": ledger.story(thing.subject),
        "breadcrumbs": year_trail(thing.year),
        "done": done,
    }
    return render(request, "plan/framework.html", context)


def _is_of_now(thing: Framework) -> bool:
    """Whether a version is worked on, or in force: what it leaves open can still be seen to."""
    return thing.state in (*rules.IN_HAND, "published")


def _budget(use: rules.FundUse) -> str:
    if use.budget is None:
        return "Not stated"
    return use.budget.short if isinstance(use.budget, Money) else "Not yet known"


def _changes(
    thing: Framework, payload: FrameworkPublished, areas: list[str]
) -> list[tuple[str, ...]] | None:
    changes = queries.changed_since_published(thing, payload, areas)
    if changes is None:
        return None
    return [(one.where, one.what, one.before or "–", one.after or "–") for one in changes]
