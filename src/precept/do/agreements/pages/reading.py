"""The register, and one agreement of it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.do.agreements import access, queries, sign_ups
from precept.do.agreements.models import Agreement
from precept.do.agreements.pages.at_work import at_work
from precept.do.agreements.pages.trails import trail_of
from precept.do.agreements.published import (
    AgreementPublished,
    address,
    in_words,
    outcome_rows,
    payment_rows,
    payments_total,
    value_rows,
)
from precept.do.opportunities import queries as rounds
from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.pages import Request, office_page, render


@office_page
def register(request: Request) -> HttpResponse:
    """Every agreement, side by side."""
    context = {
        "table": queries.register_page(request.person, request.GET),
        "may_keep": access.may_keep_register(request.person),
        "may_publish": access.may_publish_register(request.person),
        "jobs": queries.running_jobs(),
        "breadcrumbs": trail_of(),
    }
    return render(request, "agreements/register.html", context)


CHANGED_BY = {
    "Title": "about",
    "Purpose": "about",
    "Kind": "about",
    "Status": "about",
    "Procedure": "about",
    "Source": "about",
    "Note": "about",
    "Provider": "provider",
    "Programme": "programme",
    "Contract due": "dates",
    "Period": "dates",
    "Priorities": "priorities",
}
"""Which form changes what the page shows under a name."""
PAGE_OF = {
    "Funds": "agreements.funds",
    "Followed by": "agreements.successor",
    "Frameworks": "agreements.framework",
}


SHOWN_APART = (
    "Values",
    "Outcomes",
    "Conditions",
    "Payments planned",
    "Options to extend",
    "Variations",
    "Public copies",
    "Power relied on",
    "Signed",
    "Latest end as awarded",
)
"""What the page shows in tables and lists of its own."""


def _rows(of: Agreement, said: dict[str, str], may_keep: bool) -> list[tuple[Any, ...]]:
    """What the page shows of an agreement, name by name, each with the link that changes it."""
    rows: list[tuple[Any, ...]] = []
    for name, words in said.items():
        href = ""
        if name in CHANGED_BY:
            href = reverse("agreements.change", args=[of.reference, CHANGED_BY[name]])
        elif name in PAGE_OF:
            href = reverse(PAGE_OF[name], args=[of.reference])
        row = (name, words or "Not stated")
        link = {"href": href, "text": "Change", "hidden": name.lower()}
        rows.append((*row, [link]) if may_keep and href else row)
    return rows


@office_page
def one(request: Request, reference: str) -> HttpResponse:
    """One agreement: everything the register says of it, where it leads, and its history."""
    found = queries.agreement(request.person, reference)
    shares = queries.shares_of(found)
    held = queries.as_held(found, shares)
    may_keep = access.may_keep_register(request.person)
    said = in_words(held) | {"Frameworks": queries.listed_words(found)}
    for name in SHOWN_APART:
        said.pop(name)
    context = {
        "agreement": found,
        "said": said,
        "value": queries.current_words(found),
        "rows": _rows(found, said, may_keep),
        "values": value_rows(held),
        "outcomes": outcome_rows(held),
        "conditions": held.conditions,
        "of_funds": queries.conditions_of_funds(shares),
        "payments": payment_rows(held),
        "total": payments_total(held),
        "links": [
            *_links(found, held),
            *_thread(held, may_see_awards=access.may_see_awards(request.person)),
            *({"href": href, "text": text} for href, text in sign_ups.leads_of(found)),
            *(
                {"href": href, "text": f"Commissioning project: {text}"}
                for text, href in way_back(request.person, found.subject)
            ),
        ],
        "public": rounds.public_words(found.version, found.published_version),
        "address": address(found.reference) if found.published_version else None,
        "may_keep": may_keep,
        "may_publish": access.may_publish_register(request.person),
        "held_back": queries.held_back(found),
        "covering": None if found.is_signed else queries.covering_of(found, clock.today()),
        "may_draft_decision": may_keep and request.person.may("draft decisions"),
        "at_work": at_work(request, found),
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found),
    }
    return render(request, "agreements/agreement.html", context)


def _links(of: Agreement, held: AgreementPublished) -> list[dict[str, str]]:
    """Where an agreement leads in the office: provider, funds, priorities, others of the register."""
    links = []
    if of.provider:
        links.append(
            {"href": f"/office/organisations/{of.provider.reference}", "text": of.provider.name}
        )
    links += [{"href": f"/office/funds/{one.fund}", "text": one.fund_name} for one in held.shares]
    for what, link in (("follows", held.predecessor), ("followed by", held.successor)):
        if link:
            links.append(_to(link.reference, f"{link.reference} {link.title} ({what})"))
    links += [
        _to(link.reference, f"{link.reference} {link.title} (same programme)")
        for link in held.same_programme
    ]
    links += [
        {"href": f"/office/framework/{year}", "text": f"Framework of {year}"}
        for year in held.frameworks
    ]
    return links


def _thread(held: AgreementPublished, *, may_see_awards: bool) -> list[dict[str, str]]:
    """Where an agreement came from: its round, its decision, and its award for those who may see that."""
    if held.opportunity is None or held.decision is None:
        return []
    links = [
        ("opportunities.one", held.opportunity, f"Round {held.opportunity}"),
        ("decisions.one", held.decision, f"Decision {held.decision}"),
    ]
    if may_see_awards:
        words = f"Award {held.reference}: letters, papers asked for, payments"
        links.append(("agreements.award", held.reference, words))
    return [{"href": reverse(name, args=[key]), "text": words} for name, key, words in links]


def _to(reference: str, text: str) -> dict[str, str]:
    return {"href": reverse("agreements.one", args=[reference]), "text": text}
