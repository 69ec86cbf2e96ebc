"""The office's pages of succession: the plan, its rehearsal, its approval, and what it moved."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.outbox.queries import jobs_of
from precept.foundation.people.models import Person
from precept.foundation.people.proving import proves_first
from precept.foundation.people.queries import titles_on
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail
from precept.parties import access, actions, forms, queries, rules
from precept.parties.actions.succession import NOT_APPROVER, NOT_PLANNER
from precept.parties.models import Office, OfficeSuccession

NOT_READER = "Only people who plan, approve or audit a succession may read this."
TAGS = {
    rules.PASSING_PLANNED: "govuk-tag--yellow",
    rules.PASSING_APPROVED: "govuk-tag--blue",
    rules.PASSING_DONE: "govuk-tag--green",
    rules.PASSING_WITHDRAWN: "govuk-tag--grey",
}


def succession_trail(one: OfficeSuccession | None = None, here: str = "") -> Trail:
    """The breadcrumbs down to a page of succession."""
    first = (reverse("parties.successions"), "Successions")
    if one is None:
        return trail(first, ("", here)) if here else trail(("", "Successions"))
    name = f"{one.successor.name}, {clock.spoken(one.on)}"
    return trail(first, (_address(one), name), ("", here)) if here else trail(first, ("", name))


def _address(one: OfficeSuccession) -> str:
    return reverse("parties.succession", args=[one.reference])


def _office() -> Office:
    found = queries.office()
    if found is None:
        raise Http404("the office is not set up")
    return found


@office_page
def successions(request: Request) -> HttpResponse:
    """The plans by which the office passes to another body, and whose it was."""
    only_if(access.may_read_succession(request.person), NOT_READER)
    context = {
        "table": queries.successions_page(request.GET),
        "may_plan": access.may_plan_succession(request.person),
        "line": [_turn(one) for one in queries.bodies_in_turn(_office())],
        "breadcrumbs": succession_trail(),
    }
    return render(request, "parties/successions.html", context)


def _turn(one: rules.BodyInTurn) -> tuple[str, str, str, str]:
    return (
        one.body,
        clock.spoken(one.starts) if one.starts else "Not stated",
        clock.spoken(one.ends) if one.ends else "Now",
        one.decider,
    )


@office_page
def new_succession(request: Request) -> HttpResponse:
    """Plan a succession."""
    only_if(access.may_plan_succession(request.person), NOT_PLANNER)
    office = _office()
    return ask(
        request,
        forms.PlanSuccession(sent(request), office=office),
        lambda by, successor, **said: actions.prepare_succession(
            by=by, successor=queries.organisation(by, successor), **said
        ),
        _address,
        title="Plan a succession",
        words=[
            f"{office.body.name} has the office now. Everything live passes to the body that you name, on"
            " its first day, in one act that a second person approves. What was signed keeps its name,"
            " and every public address still answers.",
            "Nothing happens by planning: the next page rehearses it.",
        ],
        button="Save and rehearse",
        back=reverse("parties.successions"),
        breadcrumbs=succession_trail(None, "Plan a succession"),
    )


@office_page
def change_succession(request: Request, reference: str) -> HttpResponse:
    """Change a plan that is not approved yet."""
    only_if(access.may_plan_succession(request.person), NOT_PLANNER)
    one = queries.succession(request.person, reference)
    if one.state != rules.PASSING_PLANNED:
        raise Http404("it is approved, done or withdrawn")
    return ask(
        request,
        forms.ChangeSuccession(sent(request), office=_office(), row=one),
        lambda by, successor, **said: actions.change_succession(
            by=by, succession=one, successor=queries.organisation(by, successor), **said
        ),
        title="Change the plan",
        caption=one.successor.name,
        words=["Whoever changes a plan has prepared it: somebody else approves it."],
        button="Save and rehearse",
        back=_address(one),
        breadcrumbs=succession_trail(one, "Change the plan"),
        again=lambda: {"version": queries.succession(request.person, reference).version},
        in_words=lambda: facts(queries.succession(request.person, reference)),
    )


@office_page
def succession(request: Request, reference: str) -> HttpResponse:
    """One succession: the plan, the rehearsal of it, who did what; or what it moved."""
    one = queries.succession(request.person, reference)
    waits = one.state in rules.WITHDRAWABLE
    may_approve = access.may_approve_succession(request.person, one)
    context: dict[str, Any] = {
        "one": one,
        "tag": TAGS[one.state],
        "facts": facts(one),
        "rehearsal": queries.rehearsal(one, _office()) if waits else None,
        "moved": queries.moved(one) if one.state == rules.PASSING_DONE else None,
        "jobs": jobs_of(one.subject) if one.state == rules.PASSING_DONE else [],
        "may_change": one.state == rules.PASSING_PLANNED
        and access.may_plan_succession(request.person),
        "may_withdraw": waits and access.may_plan_succession(request.person),
        "may_approve": one.state == rules.PASSING_PLANNED and may_approve,
        "story": ledger.story(one.subject),
        "breadcrumbs": succession_trail(one),
    }
    return render(request, "parties/succession.html", context)


def facts(one: OfficeSuccession) -> list[tuple[str, str]]:
    """What a plan says, in words."""
    titles = titles_on(rules.last_day(one.on))
    people = dict(
        Person.objects.filter(reference__in=[person for person, _ in one.beginning]).values_list(
            "reference", "name"
        )
    )
    ends = dict(queries.roles_to_end()) if one.ending else {}
    return [
        ("New body", one.successor.name),
        ("First day", clock.spoken(one.on)),
        ("Under", one.instrument),
        ("Where that can be read", one.source),
        ("The office’s name", one.name),
        ("Short name", one.short_name),
        ("Area", one.area or "Not stated"),
        ("Website", one.website or "Not stated"),
        ("Postal address", one.postal_address or "Not stated"),
        ("Public e-mail address", one.mailbox or "Not stated"),
        ("Public telephone number", one.telephone or "Not stated"),
        ("Colours", f"{one.colour}, {one.accent}"),
        *((f"{titles[role]} becomes", title) for role, title in one.titles.items()),
        (
            "Roles that end the day before",
            "; ".join(ends.get(held, "A role that has ended") for held in one.ending) or "None",
        ),
        (
            "Roles that begin that day",
            "; ".join(
                f"{people.get(person, 'Somebody')}, {one.titles.get(role, titles[role]).lower()}"
                for person, role in one.beginning
            )
            or "None: whoever decides now goes on",
        ),
        ("Prepared by", one.prepared_by.name),
        ("Approved by", one.approved_by.name if one.approved_by else "Nobody yet"),
    ]


@office_page
def succession_kind(request: Request, reference: str, kind: str) -> HttpResponse:
    """The things of one kind that pass, each with its page."""
    one = queries.succession(request.person, reference)
    moving = queries.moving_of(kind)
    context = {
        "one": one,
        "moving": moving,
        "table": queries.kind_page(one, moving, request.GET),
        "breadcrumbs": succession_trail(one, moving.title),
    }
    return render(request, "parties/succession_kind.html", context)


@office_page
def approve_succession(request: Request, reference: str) -> HttpResponse:
    """Approve a plan that somebody else prepared, having shown again who one is."""
    one = queries.succession(request.person, reference)
    only_if(access.may_approve_succession(request.person, one), NOT_APPROVER)
    if one.state != rules.PASSING_PLANNED:
        raise Http404("it is approved, done or withdrawn")
    if away := proves_first(request, instead=_address(one)):
        return away
    has_come = one.on <= clock.today()
    when = "as soon as you approve it" if has_come else f"as {clock.spoken(one.on)} begins"
    return ask(
        request,
        forms.ApproveSuccession(sent(request), initial={"version": one.version}),
        lambda **said: actions.approve_succession(succession=one, **said),
        _address,
        title=f"Approve that the office passes to {one.successor.name}",
        caption=clock.spoken(one.on),
        words=[
            f"It is done {when}, in one act. It cannot be undone then: a correction is a succession of"
            " its own.",
            "The public site says from now on what comes. Until the day the plan can be withdrawn.",
        ],
        button="Approve and do it now" if has_come else "Approve",
        is_grave=has_come,
        back=_address(one),
        breadcrumbs=succession_trail(one, "Approve"),
        again=lambda: {"version": queries.succession(request.person, reference).version},
        in_words=lambda: facts(queries.succession(request.person, reference)),
    )


@office_page
def withdraw_succession(request: Request, reference: str) -> HttpResponse:
    """Withdraw a plan before its day."""
    only_if(access.may_plan_succession(request.person), NOT_PLANNER)
    one = queries.succession(request.person, reference)
    if one.state not in rules.WITHDRAWABLE:
        raise Http404("it is done or withdrawn")
    return ask(
        request,
        forms.WithdrawSuccession(sent(request), initial={"version": one.version}),
        lambda **said: actions.withdraw_succession(succession=one, **said),
        _address,
        title="Withdraw this plan",
        caption=f"{one.successor.name}, {clock.spoken(one.on)}",
        words=["The plan stays here to be read. The public site no longer says that it comes."],
        button="Withdraw it",
        is_grave=True,
        back=_address(one),
        breadcrumbs=succession_trail(one, "Withdraw"),
        again=lambda: {"version": queries.succession(request.person, reference).version},
    )
