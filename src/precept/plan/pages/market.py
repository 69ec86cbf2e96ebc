"""A project's public page from the office, and what providers say that they might bid for."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, office_page, only_if, render, sent
from precept.foundation.web.trails import outside_trail
from precept.parties import queries as parties
from precept.plan import access, actions, forms, queries
from precept.plan.actions.market import NOT_TELLER
from precept.plan.forms.market import NONE
from precept.plan.pages.projects import asking, project_trail


@office_page
def publish_project(request: Request, reference: str) -> HttpResponse:
    """Write a project's public page and publish it."""
    only_if(access.may_publish_project(request.person), NOT_TELLER)
    found = queries.project(request.person, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    return asking(
        request,
        found,
        forms.PublishProject(sent(request), initial=queries.page_now(found)),
        lambda **said: actions.publish_project(project=found, **said),
        title="Publish the project’s page",
        button="Publish",
        words=[
            "Write it for people outside: nothing typed on the project’s own pages stands there but its"
            " priorities, dates, the gates it passed and what of its thread is public."
        ],
        again=lambda: queries.page_now(found),
    )


@office_page
def interests(request: Request, reference: str) -> HttpResponse:
    """Who might bid for what follows from a project."""
    found = queries.project(request.person, reference)
    context = {
        "project": found,
        "interests": queries.interests_in(request.person, found),
        "released": queries.project_released(found),
        "breadcrumbs": project_trail(found, ("", "Who might bid")),
    }
    return render(request, "plan/interests.html", context)


@my_page
def mine(request: Request) -> HttpResponse:
    """What one registered an interest in."""
    context = {
        "interests": queries.my_interests(request.person),
        "breadcrumbs": outside_trail(("", "What you might bid for")),
    }
    return render(request, "plan/my_interests.html", context)


@my_page
def interest(request: Request, reference: str) -> HttpResponse:
    """Say that one might bid when something opens."""
    project = queries.market_project(reference)
    only_if(
        access.may_register_interest(request.person), "People who work in the office do not bid."
    )
    before = queries.my_interest(request.person, project)
    acted_for = {
        one.organisation.reference: one.organisation for one in parties.memberships(request.person)
    }
    initial = {
        "organisation": before.organisation.reference if before and before.organisation else "",
        "words": before.words if before else "",
    }
    form = forms.Interest(
        sent(request),
        initial=initial,
        organisations={reference: one.name for reference, one in acted_for.items()},
    )
    return ask(
        request,
        form,
        lambda *, by, organisation, words: actions.register_interest(
            by=by,
            reference=project.reference,
            organisation=None if organisation == NONE else acted_for[organisation],
            words=words,
        ),
        lambda _: reverse("plan.my_interests"),
        title="You might bid for this",
        caption=project.page.title,
        button="Save" if before else "Tell me when it opens",
        words=["We write to you when a round or tender that follows from it is published."],
        back=f"/projects/{project.reference}",
        breadcrumbs=outside_trail(
            (reverse("plan.my_interests"), "What you might bid for"), ("", project.page.title)
        ),
    )


@my_page
def take_interest_back(request: Request, reference: str) -> HttpResponse:
    """Say that one will not bid after all."""
    project = queries.project_of_interest(request.person, reference)
    return ask(
        request,
        forms.Confirm(request.POST if request.method == "POST" else None),
        lambda **_: actions.take_interest_back(by=request.person, project=project),
        lambda _: reverse("plan.my_interests"),
        title="You will not bid after all",
        caption=project.page.title,
        button="Take it back",
        words=["Nothing more is sent to you about it, and what you wrote is gone."],
        is_grave=True,
        back=reverse("plan.my_interests"),
        breadcrumbs=outside_trail(
            (reverse("plan.my_interests"), "What you might bid for"), ("", project.page.title)
        ),
    )
