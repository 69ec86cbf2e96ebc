"""Partnerships, joint services, the partnerships plan and formula funding, as anyone reads them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from precept.do.partners.published import BodyPublished
from precept.foundation.web.pages import public_page
from precept.public import queries, rules
from precept.public.answers import shown, tombstone
from precept.public.shell import shell_around

PARTNERSHIPS = {"href": "/partnerships", "text": "Partners"}


def _leads(bodies: Iterable[BodyPublished | None], *more: str) -> frozenset[str]:
    addresses = [f"/organisations/{one.reference}" for one in bodies if one and one.reference]
    return queries.leading([*addresses, *more])


@public_page
def partnerships(request: HttpRequest) -> HttpResponse:
    """Everything that the office does with partners, and what it means to commission together next."""
    office, found = queries.office_and_partners()
    context = {
        "partnerships": found["partnership"],
        "services": found["joint-service"],
        "plan": next(iter(found["partnerships-plan"]), None),
        "formulas": found["formula-funding"],
        "amount": rules.amount,
        "shell": shell_around(request, office),
    }
    return shown(request, "public/partnerships.html", context)


def _one(
    request: HttpRequest, kind: str, key: str, template: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    office, released = queries.with_office(kind, key)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    bodies, addresses = _named(kind, said)
    context = {
        "released": released,
        "said": said,
        "leads": _leads(bodies, *addresses),
        "amount": rules.amount,
        "shell": shell_around(request, office),
        "breadcrumbs": [PARTNERSHIPS, {"text": released.title}],
        **(more or {}),
    }
    return shown(request, template, context)


def _named(kind: str, said: Any) -> tuple[list[BodyPublished | None], list[str]]:
    """The bodies that a publication names, and the other addresses that it leads to."""
    if kind == "partnership":
        return [said.run_by, *(one.body for one in said.members)], []
    if kind == "joint-service":
        contracts = [one for lot in said.lots for one in lot.agreements]
        bodies = [said.lead, *said.commissioners, *(one.provider for one in contracts)]
        return bodies, [one.href for one in contracts if one.href]
    return [one.body for one in said.areas], [f"/funds/{said.fund}"]


@public_page
def partnership(request: HttpRequest, reference: str) -> HttpResponse:
    """One partnership or board."""
    return _one(request, "partnership", reference, "public/partnership.html")


@public_page
def joint_service(request: HttpRequest, reference: str) -> HttpResponse:
    """One jointly commissioned service: the whole system, who pays what of it, who leads and why."""
    return _one(request, "joint-service", reference, "public/joint_service.html")


@public_page
def formula_funding(request: HttpRequest, year: str) -> HttpResponse:
    """A year's formula funding to community safety partnerships."""
    return _one(request, "formula-funding", year, "public/formula_funding.html")
