"""The office's pages of the partnerships plan and of partners' own services."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.do.partners import access, actions, forms, queries, rules
from precept.do.partners.models import Chance
from precept.do.partners.pages.shared import is_public, only_keepers, partners_trail, publishing
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent

PLAN = "Partnerships plan"


def _plan() -> str:
    return reverse("partners.plan")


def _trail(here: str = "", of: Chance | None = None) -> Any:
    places = [(_plan() if here or of else "", PLAN)]
    if of is not None:
        places.append((address(of) if here else "", of.title))
    return partners_trail(*places, *([("", here)] if here else []))


def address(of: Chance) -> str:
    """Where the office reads an entry of the plan."""
    return reverse("partners.chance", args=[of.reference])


@office_page
def plan(request: Request) -> HttpResponse:
    """What could be commissioned together, what is looked into, and what may be offered twice."""
    context = {
        "chances": queries.chances(request.person),
        "states": rules.CHANCE_STATES,
        "overlaps": queries.overlaps_left(),
        "may_keep": access.may_keep(request.person),
        "may_publish": access.may_publish(request.person),
        "is_public": is_public("partnerships-plan", "plan"),
        "breadcrumbs": _trail(),
    }
    return render(request, "partners/plan.html", context)


@office_page
def take_up(request: Request, pair: str) -> HttpResponse:
    """Put an overlap into the plan."""
    only_keepers(request)
    found = queries.overlap(pair)
    if found is None:
        raise Http404
    return ask(
        request,
        forms.TakeUp(
            sent(request), initial={"title": f"{found.first.title}; {found.second.title}"}
        ),
        lambda **said: actions.take_up(pair=pair, **said),
        address,
        title="Put it into the plan",
        button="Put it into the plan",
        words=[found.first.title, found.second.title, *queries.why_of(found)],
        back=_plan(),
        breadcrumbs=_trail("Put it into the plan"),
    )


@office_page
def new_chance(request: Request) -> HttpResponse:
    """Write down a chance that no rule can find."""
    only_keepers(request)
    return ask(
        request,
        forms.WriteDown(sent(request)),
        actions.write_down_chance,
        address,
        title="Write down a chance",
        button="Put it into the plan",
        back=_plan(),
        breadcrumbs=_trail("Write down a chance"),
    )


@office_page
def chance(request: Request, reference: str) -> HttpResponse:
    """One entry of the plan."""
    found = queries.chance(request.person, reference)
    context = {
        "chance": found,
        "state": rules.CHANCE_STATES[found.state],
        "may_keep": access.may_keep(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(of=found),
    }
    return render(request, "partners/chance.html", context)


@office_page
def move_on(request: Request, reference: str) -> HttpResponse:
    """Say what the next step is now."""
    only_keepers(request)
    found = queries.chance(request.person, reference)
    was = forms.MoveOn.was
    return ask(
        request,
        forms.MoveOn(sent(request), initial=was(found)),
        lambda **said: actions.move_chance_on(chance=found, **said),
        address,
        title="Say what the next step is",
        caption=found.title,
        button="Save",
        back=address(found),
        breadcrumbs=_trail("Next step", found),
        again=lambda: was(queries.chance(request.person, reference)),
    )


@office_page
def settle(request: Request, reference: str) -> HttpResponse:
    """Say what came of an entry."""
    only_keepers(request)
    found = queries.chance(request.person, reference)

    def again() -> dict[str, Any]:
        now = queries.chance(request.person, reference)
        return {"state": now.state, "why": now.ended_why, "version": now.version}

    return ask(
        request,
        forms.Settle(sent(request), initial={"version": found.version}),
        lambda **said: actions.settle_chance(chance=found, **said),
        address,
        title="Say what came of it",
        caption=found.title,
        button="Save",
        back=address(found),
        breadcrumbs=_trail("What came of it", found),
        again=again,
    )


@office_page
def publish_plan(request: Request) -> HttpResponse:
    """Let the public read the plan as it stands."""
    return publishing(
        request,
        lambda **said: actions.publish_plan(**said),
        title="Publish the partnerships plan",
        back=_plan(),
        breadcrumbs=_trail("Publish"),
        words=[
            "Each entry becomes public with its reasons, its next step and its day. Owners are named by"
            " their role alone."
        ],
    )


@office_page
def own_services(request: Request) -> HttpResponse:
    """What partners commission by themselves."""
    context = {
        "table": queries.own_services_page(request.person, request.GET),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": _trail("Partners’ own services"),
    }
    return render(request, "partners/own_services.html", context)


@office_page
def new_own_service(request: Request) -> HttpResponse:
    """Note a partner's own service."""
    only_keepers(request)
    return ask(
        request,
        forms.NewServiceOfPartner(sent(request)),
        actions.note_partner_service,
        lambda _: reverse("partners.own_services"),
        title="Note a partner’s service",
        button="Note it",
        back=reverse("partners.own_services"),
        breadcrumbs=_trail("Note a partner’s service"),
    )


@office_page
def change_own_service(request: Request, reference: str) -> HttpResponse:
    """Change what is kept of a partner's own service."""
    only_keepers(request)
    found = queries.own_service(request.person, reference)
    was = forms.ChangeServiceOfPartner.was
    return ask(
        request,
        forms.ChangeServiceOfPartner(sent(request), initial=was(found)),
        lambda **said: actions.change_partner_service(service=found, **said),
        lambda _: reverse("partners.own_services"),
        title="Change what is kept of it",
        caption=f"{found.title} ({found.organisation.name})",
        button="Save",
        back=reverse("partners.own_services"),
        breadcrumbs=_trail("Change a partner’s service"),
        again=lambda: was(queries.own_service(request.person, reference)),
    )
