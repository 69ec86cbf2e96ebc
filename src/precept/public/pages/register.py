"""The register, funds and organisations."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from precept.do.agreements import published as released_agreements
from precept.do.agreements import rules as agreements
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.publications import queries as publications
from precept.foundation.search.entries import Hit
from precept.foundation.web.pages import public_page
from precept.foundation.web.tables import Cell, Column
from precept.parties.published import line_of
from precept.parties.rules import KINDS, kind_titles
from precept.public import queries, rules
from precept.public.answers import attached, shown, tombstone
from precept.public.queries import Facet
from precept.public.queries.lists import INVENTED
from precept.public.shell import shell_around

REGISTER = {"href": "/register", "text": "Register"}
FUNDS = {"href": "/funds", "text": "Funds"}
ORGANISATIONS = {"href": "/organisations", "text": "Organisations"}


def _titled(hit: Hit) -> Cell:
    return Cell(hit.title, href=hit.href, note=INVENTED if hit.shown["is_invented"] else "")


def _year(value: str) -> str:
    return value.replace("-", "–")


def _words_of_slug(value: str) -> str:
    return value.replace("-", " ").capitalize()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _when(hit: Hit) -> str:
    shown_ = hit.shown
    if shown_["starts"] or shown_["ends"]:
        words = agreements.period_words(_day(shown_["starts"]), _day(shown_["ends"]))
        return words[:1].upper() + words[1:]
    return f"Due {shown_['due']}" if shown_["due"] else "Not stated"


def _agreement(hit: Hit) -> list[Cell]:
    shown_ = hit.shown
    return [
        Cell(hit.key),
        _titled(hit),
        Cell(shown_["provider"] or "Not stated"),
        Cell(shown_["kind"]),
        Cell(_when(hit)),
        Cell(
            rules.stated_amount(shown_["pence"], bool(shown_["value_kind"])),
            note=shown_["value_kind"],
        ),
        Cell(shown_["status"]),
    ]


@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Every contract and grant agreement, side by side."""
    office, funds = queries.office_and_funds()
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
            Column("when", "When", order=("date",)),
            Column("value", "Value", numeric=True, order=("amount",)),
            Column("status", "Status"),
        ),
        cells=_agreement,
        nothing="The office has published no agreement yet.",
        facets=(
            Facet("kind", "Kind", agreements.CHOICES["kind"]),
            Facet("status", "Status", agreements.CHOICES["status"]),
            Facet("fund", "Fund", funds),
            Facet("year", "Framework of", called=_year),
            Facet("programme", "Programme"),
            Facet("organisation", "Organisation", linked=True),
            Facet("priority", "Priority", called=_words_of_slug, linked=True),
        ),
        orders={
            "key": ("key", "key"),
            "title": ("title", "title"),
            "when": ("oldest", "newest"),
            "value": ("cheapest", "dearest"),
        },
        default="key",
    )
    context = {"table": table, "shell": shell_around(request, office)}
    return shown(request, "public/register.html", context)


@public_page
def agreement(request: HttpRequest, reference: str) -> HttpResponse:
    """One agreement."""
    office, released = queries.with_office("agreement", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    line = line_of(office.payload) if office is not None else []
    signer, novations = released_agreements.buyers_of(said, line)
    bodies = [one.buyer_reference for one in novations]
    bodies += [signer.body_reference] if signer is not None and signer.body_reference else []
    procedure = rules.procedure_address(said.procedure)
    context = {
        "released": released,
        "projects": queries.projects_leading_to(f"/register/{reference}"),
        "said": said,
        "procedure": procedure,
        "signer": signer,
        "novations": novations,
        # A novation says for itself who buys now.
        **({"past": ""} if novations else {}),
        "leads": queries.leading(
            [
                *(f"/organisations/{one}" for one in dict.fromkeys(bodies)),
                *([f"/organisations/{said.provider_reference}"] if said.provider_reference else []),
                *(f"/funds/{share.fund}" for share in said.shares),
                *(f"/framework/{year}" for year in said.frameworks),
                *([f"/decisions/{said.decision}"] if said.decision else []),
                *([f"/opportunities/{said.opportunity}/results"] if said.opportunity else []),
                procedure,
            ]
        ),
        "outcomes": released_agreements.outcome_rows(said),
        "payments": released_agreements.payment_rows(said),
        "total": released_agreements.payments_total(said),
        "of_funds": _conditions([share.fund for share in said.shares]),
        "options": [released_agreements.option_words(one) for one in said.options],
        "changes_of": released_agreements.change_rows,
        "plan_columns": agreements.PLAN_COLUMNS,
        "plan_of": released_agreements.plan_rows,
        "plan_total": released_agreements.plan_totals,
        "current": next((value for value in said.values if value.is_current), None),
        "amount": rules.amount,
        "shell": shell_around(request, office),
        "breadcrumbs": [REGISTER, {"text": said.reference}],
    }
    return shown(request, "public/agreement.html", context)


def _conditions(funds: list[str]) -> list[agreements.ConditionsOfFund]:
    """What comes with the money of these funds, of those that are public: one query."""
    found = [one.payload for one in publications.latest_of("fund", funds)] if funds else []
    return agreements.conditions_with((one.code, one.name, one.conditions) for one in found)


@public_page
def agreement_paper(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A redacted copy of an agreement's paper, to keep."""
    key = f"{reference}-{number}"
    released = publications.latest("agreement-paper", key)
    if released.is_tombstone:
        return tombstone(request, released)
    return attached(request, publications.file("agreement-paper", key, released.payload.name))


@public_page
def funds(request: HttpRequest) -> HttpResponse:
    """Where the money comes from."""
    every = publications.all_latest("fund")
    year = FinancialYear.of(clock.today())
    budgets = [
        (one, next((b for b in one.payload.budgets if b.year <= year.label), None)) for one in every
    ]
    context = {"budgets": budgets, "amount": rules.amount}
    return shown(request, "public/funds.html", context)


@public_page
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """One fund: its conditions, its budgets, and what it pays for."""
    office, released = queries.with_office("fund", code)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    context = {
        "released": released,
        "said": said,
        "leads": queries.leading(
            [f"/organisations/{said.given_by_reference}"] if said.given_by_reference else []
        ),
        "amount": rules.amount,
        "agreements": queries.agreements_of("fund", code),
        "shell": shell_around(request, office),
        "breadcrumbs": [FUNDS, {"text": said.short_name}],
    }
    return shown(request, "public/fund.html", context)


def _organisation(hit: Hit) -> list[Cell]:
    shown_ = hit.shown
    return [
        _titled(hit),
        Cell(kind_titles(shown_["kinds"])),
        Cell(shown_["area"] or "Not stated"),
        Cell(f"Ended {clock.spoken(date.fromisoformat(shown_['ends']))}" if shown_["ends"] else ""),
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
        nothing="The office has published no organisation yet.",
        facets=(Facet("kind", "What it is", KINDS, kept_as="kind of organisation"),),
        orders={"title": ("title", "title")},
        default="title",
    )
    return shown(request, "public/organisations.html", {"table": table})


@public_page
def organisation(request: HttpRequest, reference: str) -> HttpResponse:
    """One organisation, and the agreements that it holds."""
    office, released = queries.with_office("organisation", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    context = {
        "released": released,
        "said": said,
        "kinds": kind_titles(said.kinds),
        "agreements": None
        if said.is_protected
        else queries.agreements_of("organisation", reference),
        "amount": rules.amount,
        "shell": shell_around(request, office),
        "breadcrumbs": [ORGANISATIONS, {"text": said.name}],
    }
    return shown(request, "public/organisation.html", context)
