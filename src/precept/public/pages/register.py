"""The register, rounds, funds and organisations."""

from django.http import HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.publications import queries as publications
from precept.foundation.search.entries import Hit
from precept.foundation.web.pages import public_page
from precept.foundation.web.tables import Cell, Column
from precept.public import queries, rules
from precept.public.answers import shown, tombstone
from precept.public.queries import whole


def _titled(hit: Hit) -> Cell:
    note = "Invented for the demonstration" if hit.shown.get("is_invented") else ""
    return Cell(hit.title, href=hit.href, note=note)


def _when(hit: Hit) -> str:
    if whole(hit, "due"):
        return f"Due {whole(hit, 'due')}"
    starts, ends = (
        clock.spoken(clock.read_date(text)) if (text := whole(hit, name)) else ""
        for name in ("starts", "ends")
    )
    return f"{starts} to {ends}" if starts and ends else starts or ends or "Not stated"


def _agreement(hit: Hit) -> list[Cell]:
    return [
        Cell(hit.key, href=hit.href),
        _titled(hit),
        Cell(whole(hit, "provider", "Not stated")),
        Cell(whole(hit, "kind_title")),
        Cell(_when(hit)),
        Cell(rules.amount(hit.amount)),
        Cell(whole(hit, "status_title")),
    ]


@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Every contract and grant agreement, side by side."""
    table = queries.hits_table(
        request.GET,
        kind="agreement",
        caption="The register",
        noun=("agreement", "agreements"),
        columns=(
            Column("key", "Reference", order=("key",)),
            Column("title", "Title", order=("title",)),
            Column("provider", "Provider"),
            Column("kind", "Kind"),
            Column("when", "When"),
            Column("value", "Value", numeric=True, order=("amount",)),
            Column("status", "Status"),
        ),
        cells=_agreement,
        empty="No agreement matches. Take a filter away, or search for fewer words.",
        facets=queries.REGISTER_FACETS,
        orders={
            "key": ("key", "key"),
            "title": ("title", "title"),
            "value": ("cheapest", "dearest"),
        },
        default="key",
    )
    return shown(request, "public/register.html", {"table": table})


@public_page
def agreement(request: HttpRequest, reference: str) -> HttpResponse:
    """One agreement."""
    released = publications.latest("agreement", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    return shown(
        request,
        "public/agreement.html",
        {"released": released, "said": released.payload, "amount": rules.amount},
    )


def _round(hit: Hit) -> list[Cell]:
    return [
        Cell(hit.key, href=hit.href),
        _titled(hit),
        Cell(clock.spoken(hit.date) if hit.date else "Not stated"),
        Cell(rules.amount(hit.amount)),
        Cell(whole(hit, "state_title")),
    ]


@public_page
def opportunities(request: HttpRequest) -> HttpResponse:
    """Rounds of grants, open, coming and past."""
    table = queries.hits_table(
        request.GET,
        kind="opportunity",
        caption="Rounds of grants",
        noun=("round", "rounds"),
        columns=(
            Column("key", "Reference"),
            Column("title", "Theme", order=("title",)),
            Column("date", "Deadline", order=("date",)),
            Column("value", "Spend", numeric=True, order=("amount",)),
            Column("state", "State"),
        ),
        cells=_round,
        empty="No round matches. Take a filter away, or search for fewer words.",
        facets=("year", "state", "programme"),
        orders={
            "title": ("title", "title"),
            "date": ("oldest", "newest"),
            "value": ("cheapest", "dearest"),
        },
        default="-date",
    )
    return shown(request, "public/opportunities.html", {"table": table})


@public_page
def opportunity(request: HttpRequest, reference: str) -> HttpResponse:
    """One round."""
    released = publications.latest("opportunity", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    context = {"released": released, "said": released.payload, "amount": rules.amount}
    return shown(request, "public/opportunity.html", context)


@public_page
def funds(request: HttpRequest) -> HttpResponse:
    """Where the money comes from."""
    every = publications.all_latest("fund")
    return shown(request, "public/funds.html", {"every": every, "amount": rules.amount})


@public_page
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """One fund: its conditions, its budgets, and what it pays for."""
    released = publications.latest("fund", code)
    if released.is_tombstone:
        return tombstone(request, released)
    context = {
        "released": released,
        "said": released.payload,
        "amount": rules.amount,
        "agreements": queries.agreements_of("fund", released.payload.short_name),
    }
    return shown(request, "public/fund.html", context)


def _organisation(hit: Hit) -> list[Cell]:
    kinds = hit.shown.get("kinds") or ()
    return [
        _titled(hit),
        Cell(", ".join(str(kind) for kind in kinds).capitalize()),
        Cell(whole(hit, "area")),
        Cell(
            f"Ended {clock.spoken(clock.read_date(whole(hit, 'ends')))}"
            if whole(hit, "ends")
            else ""
        ),
    ]


@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    """The bodies that commission, deliver and partner."""
    table = queries.hits_table(
        request.GET,
        kind="organisation",
        caption="Organisations",
        noun=("organisation", "organisations"),
        columns=(
            Column("title", "Name", order=("title",)),
            Column("kinds", "What it is"),
            Column("area", "Area"),
            Column("ends", "State"),
        ),
        cells=_organisation,
        empty="No organisation matches. Take a filter away, or search for fewer words.",
        facets=("kind of organisation",),
        orders={"title": ("title", "title")},
        default="title",
    )
    return shown(request, "public/organisations.html", {"table": table})


@public_page
def organisation(request: HttpRequest, reference: str) -> HttpResponse:
    """One organisation, and the agreements that it holds."""
    released = publications.latest("organisation", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    context = {
        "released": released,
        "said": said,
        "agreements": None if said.is_protected else queries.agreements_of("provider", said.name),
        "amount": rules.amount,
    }
    return shown(request, "public/organisation.html", context)
