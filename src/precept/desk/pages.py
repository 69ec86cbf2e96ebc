"""Each person's home in the office, and the ledger's pages."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from precept.desk import access, forms, queries
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger import sealing
from precept.foundation.ledger.models import Checkpoint, Event
from precept.foundation.web.pages import Request, office_page, only_if, render
from precept.foundation.web.tables import Cell, Column, listing
from precept.foundation.web.trails import trail


@office_page
def home(request: Request) -> HttpResponse:
    """What waits for this person, the year's framework, and where to go."""
    return render(request, "desk/home.html", queries.desk(request.person))


def _cells(event: Event) -> list[Cell]:
    return [
        Cell(event.at[:19].replace("T", " ")),
        Cell(event.type.capitalize()),
        Cell(event.subject, href=f"/office/ledger/{event.subject}"),
        Cell(f"#{event.place}"),
    ]


@office_page
def the_ledger(request: Request) -> HttpResponse:
    """Everything that was done, newest first; the checkpoints; sealing and checking now."""
    only_if(
        access.may_check_ledger(request.person),
        "Only people who check the ledger may see all of it.",
    )
    outcome = None
    if request.method == "POST" and "seal" in request.POST:
        sealing.seal()
        return redirect("desk.ledger")
    form = forms.CheckLedger(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["checkpoint"]
        outcome = ledger.check([kept] if kept else [])
    table = listing(
        request.GET,
        queries.events_for(request.person),
        caption="What was done",
        noun=("event", "events"),
        columns=(
            Column("at", "When (UTC)", order=("id",)),
            Column("type", "What"),
            Column("subject", "Of what"),
            Column("place", "Place", numeric=True),
        ),
        cells=_cells,
        default="-at",
        search=lambda rows, words: rows.filter(subject__startswith=words),
        empty="Nothing starts with these words. Search for the beginning of a subject, such as agreement:CORE.",
    )
    context = {
        "table": table,
        "form": form,
        "outcome": outcome,
        "checkpoints": [
            json.loads(one.statement) for one in Checkpoint.objects.order_by("-number")[:10]
        ],
        "waiting": queries.events_not_sealed(),
        "breadcrumbs": trail(("", "Ledger")),
    }
    return render(request, "desk/ledger.html", context)


@office_page
def subject(request: Request, name: str) -> HttpResponse:
    """The story of one subject."""
    only_if(
        access.may_check_ledger(request.person),
        "Only people who check the ledger may see all of it.",
    )
    story = ledger.story(name, limit=200)
    if not story or not access.may_read_story(request.person, name):
        raise Http404
    context = {
        "name": name,
        "story": story,
        "breadcrumbs": trail(("/office/ledger", "Ledger"), ("", name)),
    }
    return render(request, "desk/subject.html", context)
