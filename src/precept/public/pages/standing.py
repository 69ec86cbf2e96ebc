"""Pages that stand by themselves: the rules, the ledger's checkpoints, accessibility, privacy."""

import json

from django.http import Http404, HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.web.pages import public_page
from precept.law import rules as law
from precept.parties.published import line_of
from precept.public import queries
from precept.public import rules as public
from precept.public.answers import fingerprinted, shown, tombstone
from precept.public.shell import shell_around

LEDGER = {"href": "/ledger", "text": "Ledger"}


@public_page
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in force on a day, with its source and its other versions."""
    asked, problem = request.GET.get("on", "").strip()[:40], ""
    on = clock.today()
    if asked:
        try:
            on = clock.read_date(asked)
        except clock.NotADate as refusal:
            problem = refusal.words
    statement = law.statement(on)
    context = {
        "asked": asked,
        "problem": problem,
        "statement": statement,
        "others": {
            line.id: public.other_versions(line.id, on)
            for group in statement.groups
            for line in group.lines
        },
    }
    return shown(request, "public/rules.html", context, status=422 if problem else 200)


@public_page
def bodies(request: HttpRequest) -> HttpResponse:
    """Whose the office was and is, and the body that takes it over where that is settled."""
    office = publications.latest_or_none("office", "office")
    line = line_of(office.payload) if office is not None else []
    links = [one.body_reference for one in line]
    coming = office.payload.coming if office is not None else None
    links += [coming.body_reference] if coming is not None else []
    context = {
        "line": line,
        "coming": coming,
        "leads": queries.leading([f"/organisations/{one}" for one in links]),
        "shell": shell_around(request, office),
        "breadcrumbs": [{"text": "Whose office this is"}],
    }
    return shown(request, "public/bodies.html", context)


@public_page
def ledger(request: HttpRequest) -> HttpResponse:
    """What the ledger is, its latest checkpoints, and how to check them without us."""
    return shown(request, "public/ledger.html", {"rows": queries.for_feed("checkpoint")[:20]})


@public_page
def checkpoint(request: HttpRequest, number: str) -> HttpResponse:
    """One checkpoint, to keep."""
    office, released = queries.with_office("checkpoint", number)
    if released.is_tombstone:
        return tombstone(request, released)
    context = {
        "released": released,
        "said": released.payload,
        "shell": shell_around(request, office),
        "breadcrumbs": [LEDGER, {"text": released.title}],
    }
    return shown(request, "public/checkpoint.html", context)


@public_page
def checkpoint_file(request: HttpRequest, number: str) -> HttpResponse:
    """A checkpoint as the verifier reads it."""
    said = publications.latest("checkpoint", number).payload
    if said is None:
        raise Http404(f"checkpoint {number} is withdrawn")
    body = json.dumps(
        {"statement": said.statement, "signature": said.signature, "key": said.key}, indent=1
    )
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="checkpoint-{said.number}.json"'
    return fingerprinted(request, response)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible this site is, and what to do where it is not."""
    return _about_the_office(request, "public/accessibility.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people who read this site, and of those who use it."""
    return _about_the_office(request, "public/privacy.html")


def _about_the_office(request: HttpRequest, template: str) -> HttpResponse:
    office: Released | None = publications.latest_or_none("office", "office")
    context = {
        "office": office.payload if office else None,
        "shell": shell_around(request, office),
    }
    return shown(request, template, context)
