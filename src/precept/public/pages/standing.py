"""Pages that stand by themselves: the rules, the ledger's checkpoints, accessibility, privacy."""

import json

from django.http import HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.publications import queries as publications
from precept.foundation.web.pages import public_page
from precept.law import rules as law
from precept.public.answers import fingerprinted, shown, tombstone


@public_page
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in force on a day, with its source."""
    asked, problem = request.GET.get("on", "").strip()[:40], ""
    on = clock.today()
    if asked:
        try:
            on = clock.read_date(asked)
        except clock.NotADate as refusal:
            problem = str(refusal)
    context = {
        "asked": asked,
        "problem": problem,
        "on": on,
        "statement": law.statement(on),
    }
    return shown(request, "public/rules.html", context, status=422 if problem else 200)


@public_page
def ledger(request: HttpRequest) -> HttpResponse:
    """What the ledger is, its latest checkpoints, and how to check them without us."""
    rows = publications.newest(["checkpoint"], 20)
    return shown(request, "public/ledger.html", {"rows": rows})


@public_page
def checkpoint(request: HttpRequest, number: str) -> HttpResponse:
    """One checkpoint, to keep."""
    released = publications.latest("checkpoint", number)
    if released.is_tombstone:
        return tombstone(request, released)
    context = {"released": released, "said": released.payload}
    return shown(request, "public/checkpoint.html", context)


@public_page
def checkpoint_file(request: HttpRequest, number: str) -> HttpResponse:
    """A checkpoint as the verifier reads it."""
    said = publications.latest("checkpoint", number).payload
    body = json.dumps(
        {"statement": said.statement, "signature": said.signature, "key": said.key}, indent=1
    )
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="checkpoint-{said.number}.json"'
    return fingerprinted(request, response)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible this site is, and what to do where it is not."""
    return shown(request, "public/accessibility.html", {"office": _office()})


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people who read this site, and of those who use it."""
    return shown(request, "public/privacy.html", {"office": _office()})


def _office() -> object:
    office = publications.latest_or_none("office", "office")
    return office.payload if office else None
