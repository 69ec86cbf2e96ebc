"""What publishing would change in public, and doing so: one agreement, or everything that changed."""

from django.http import HttpResponse
from django.shortcuts import redirect

from precept.do.agreements import access, actions, forms, queries
from precept.do.agreements.actions.moving import NOT_PUBLISHER
from precept.do.agreements.pages.reading import places
from precept.do.opportunities.pages import SAVED, saved
from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.web.pages import Request, office_page, render


def _ask_publisher(request: Request) -> None:
    if not access.may_publish_register(request.person):
        raise NotAllowed(NOT_PUBLISHER)


@office_page
def publish(request: Request, reference: str) -> HttpResponse:
    """Publish one agreement."""
    _ask_publisher(request)
    found = queries.agreement(request.person, reference)
    form = forms.Publish(request.POST or None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = saved(
            form,
            lambda: actions.publish_agreement(
                by=request.person, agreement=found, **form.cleaned_data
            ),
            lambda: found.version,
        )
        if status == SAVED:
            return redirect("agreements.one", reference)
    context = {
        "form": form,
        "agreement": found,
        "changes": queries.would_change(found),
        "breadcrumbs": places(of=found, here="Publish"),
    }
    return render(request, "agreements/publish.html", context, status=status)


@office_page
def publish_changes(request: Request) -> HttpResponse:
    """Publish every agreement and round that has changed; a worker does it, and a page shows how far it is."""
    _ask_publisher(request)
    form = forms.PublishChanges(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            job = actions.publish_changes(by=request.person, **form.cleaned_data)
            return redirect("outbox.job", job.reference)
    context = {
        "form": form,
        "waiting": queries.waiting_to_be_public(),
        "jobs": queries.running_jobs(),
        "breadcrumbs": places(here="Publish all changes"),
    }
    return render(request, "agreements/publish_changes.html", context)
