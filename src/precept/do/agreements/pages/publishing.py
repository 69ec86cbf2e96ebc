"""What publishing would change in public, and doing so: one agreement, or everything that changed."""

from django.http import HttpResponse
from django.shortcuts import redirect

from precept.do.agreements import access, actions, forms, queries
from precept.do.agreements.actions.moving import NOT_PUBLISHER
from precept.do.agreements.pages.trails import office_address, trail_of
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Publish
from precept.foundation.web.pages import Request, office_page, only_if, render


def _only_publishers(request: Request) -> None:
    only_if(access.may_publish_register(request.person), NOT_PUBLISHER)


@office_page
def publish(request: Request, reference: str) -> HttpResponse:
    """Publish one agreement."""
    _only_publishers(request)
    found = queries.agreement(request.person, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        Publish(request.POST or None, initial={"version": found.version}),
        lambda **typed: actions.publish_agreement(agreement=found, **typed),
        title=f"Publish {found.reference}",
        caption=found.title,
        button="Publish",
        back=office_address(found),
        breadcrumbs=trail_of(found, "Publish"),
        again=lambda: {"version": found.version},
        in_words=list,
        template="web/publish.html",
        more={"changes": queries.would_change(found)},
    )


@office_page
def publish_changes(request: Request) -> HttpResponse:
    """Publish every agreement and round that has changed; a worker does it, and a page shows how far it is."""
    _only_publishers(request)
    if elsewhere := proves_first(request):
        return elsewhere
    form = forms.PublishChanges(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            job = actions.publish_changes(by=request.person, **form.cleaned_data)
            return redirect("outbox.job", job.reference)
    context = {
        "form": form,
        "waiting": queries.waiting_to_be_public(),
        "jobs": queries.running_jobs(),
        "breadcrumbs": trail_of(here="Publish all changes"),
    }
    return render(request, "agreements/publish_changes.html", context)
