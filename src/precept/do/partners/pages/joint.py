"""The office's pages of joint services: commissioners, lots, contributions, who leads, shared sums."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.do.partners import access, actions, forms, queries, rules, sign_ups
from precept.do.partners.actions.beginning import NOT_BOOK_KEEPER
from precept.do.partners.models import JointService
from precept.do.partners.pages.shared import (
    only_keepers,
    only_treasurers,
    publishing,
    trail_below,
)
from precept.do.partners.published import service_address
from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.understand import queries as understand

SERVICES = "Joint services"


def address(of: JointService) -> str:
    """Where the office reads a joint service."""
    return reverse("partners.service", args=[of.reference])


def _trail(of: JointService | None = None, here: str = "") -> Any:
    return trail_below("partners.services", SERVICES, (address(of), of.title) if of else None, here)


@office_page
def services(request: Request) -> HttpResponse:
    """Every joint service."""
    context = {
        "table": queries.services_page(request.person, request.GET),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": _trail(),
    }
    return render(request, "partners/services.html", context)


@office_page
def new_service(request: Request) -> HttpResponse:
    """Note a service that several bodies commission together."""
    only_keepers(request)
    return ask(
        request,
        forms.NewService(sent(request)),
        actions.begin_joint_service,
        address,
        title="Note a joint service",
        button="Note it",
        back=reverse("partners.services"),
        breadcrumbs=_trail(here="Note a joint service"),
    )


@office_page
def service(request: Request, reference: str) -> HttpResponse:
    """One joint service: the whole system, with who pays what, who leads and why."""
    found = queries.service(request.person, reference)
    context = {
        **service_context(found),
        "proposal": queries.proposal_for(found),
        "links": sign_ups.leads_of(found),
        "projects": way_back(request.person, found.subject),
        "may_keep": access.may_keep(request.person),
        "may_share": access.may_share_money(request.person),
        "may_settle": access.may_settle(request.person),
        "paid_to_lead": queries.paid_to_lead(found),
        "may_publish": access.may_publish(request.person),
        "public": queries.public_words(found.version, found.published_version),
        "public_address": service_address(found.reference),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(found),
    }
    return render(request, "partners/service.html", context)


def service_context(found: JointService) -> dict[str, Any]:
    """What the office's page and the partners' own page both show of a service."""
    partners = queries.commissioners_of(found)
    given = queries.contributions_of(found)
    return {
        "of": found,
        "period": queries.period_words(found),
        "partners": [(one, rules.EXPERTISE[one.expertise]) for one in partners],
        "lots": queries.lots_of(found),
        "years": queries.contributions_shown(partners, given),
        "sources": sorted({one.source for one in given if one.source}),
        "sums": [
            (one, rules.SUM_KINDS[one.kind].partition(",")[0]) for one in queries.sums_of(found)
        ],
        "states": rules.SHARE_STATES,
        "priorities": understand.priority_titles(found.priorities),
    }


def _asking(request: Request, found: JointService, form: Any, do: Any, **said: Any) -> HttpResponse:
    title = said.pop("title")
    return ask(
        request,
        form,
        do,
        lambda _: address(found),
        title=title,
        caption=found.title,
        button=said.pop("button", "Save"),
        back=address(found),
        breadcrumbs=_trail(found, title),
        **said,
    )


@office_page
def change_service(request: Request, reference: str) -> HttpResponse:
    """Change what is kept of a joint service."""
    only_keepers(request)
    found = queries.service(request.person, reference)
    was = forms.ChangeService.was
    return _asking(
        request,
        found,
        forms.ChangeService(sent(request), initial=was(found)),
        lambda **said: actions.change_joint_service(service=found, **said),
        title="Change what is kept of it",
        again=lambda: was(queries.service(request.person, reference)),
    )


@office_page
def expertise(request: Request, reference: str, organisation: str) -> HttpResponse:
    """Say how well a commissioner knows the field."""
    only_keepers(request)
    found = queries.service(request.person, reference)
    one = queries.commissioner_of(found, organisation)
    initial = {"expertise": one.expertise, "words": one.expertise_words}
    return _asking(
        request,
        found,
        forms.Expertise(sent(request), initial=initial),
        lambda **said: actions.state_expertise(commissioner=one, **said),
        title=f"Expertise of {one.organisation.name}",
    )


@office_page
def new_lot(request: Request, reference: str) -> HttpResponse:
    """Note a lot."""
    only_keepers(request)
    found = queries.service(request.person, reference)
    return _asking(
        request,
        found,
        forms.NewLot(sent(request)),
        lambda **said: actions.add_lot(service=found, **said),
        title="Note a lot",
        button="Note the lot",
    )


@office_page
def lot_agreement(request: Request, reference: str, number: int) -> HttpResponse:
    """Say which agreement of the register delivers a lot."""
    only_keepers(request)
    found = queries.service(request.person, reference)
    lot = queries.lot_of(found, number)
    return _asking(
        request,
        found,
        forms.LotContract(sent(request)),
        lambda **said: actions.add_agreement(lot=lot, **said),
        title=f"Say what delivers lot {number}",
    )


@office_page
def contribution(request: Request, reference: str) -> HttpResponse:
    """State what a partner puts in for a year."""
    only_treasurers(request)
    found = queries.service(request.person, reference)
    return _asking(
        request,
        found,
        forms.NewContribution(sent(request), service=found),
        lambda **said: actions.state_contribution(service=found, **said),
        title="State a contribution",
        words=[
            "What is stated again for the same partner and year replaces what was stated before."
        ],
    )


@office_page
def lead(request: Request, reference: str) -> HttpResponse:
    """Record which partner leads, beside what the rule proposes."""
    only_keepers(request)
    found = queries.service(request.person, reference)
    proposal = queries.proposal_for(found)
    initial = {"version": found.version, "lead": proposal.lead}

    def again() -> dict[str, Any]:
        now = queries.service(request.person, reference)
        held = now.lead.reference if now.lead else ""
        return {"version": now.version, "lead": held, "why": now.lead_why}

    return _asking(
        request,
        found,
        forms.Lead(sent(request), service=found, initial=initial),
        lambda **said: actions.agree_lead(service=found, **said),
        title="Agree who leads",
        words=list(proposal.reasons),
        again=again,
    )


KINDS = {
    "invoice": ("Split an invoice", "Split it", forms.Sum),
    "underspend": ("Share an underspend back", "Share it back", forms.Underspend),
}


@office_page
def share(request: Request, reference: str, kind: str) -> HttpResponse:
    """Split an invoice between the partners, or share an underspend back."""
    only_treasurers(request)
    if kind not in KINDS:
        raise Http404
    found = queries.service(request.person, reference)
    title, button, form = KINDS[kind]
    return _asking(
        request,
        found,
        form(
            sent(request),
            leads=queries.office_leads(found),
            initial={"year": clock.FinancialYear.of(clock.today()).label},
        ),
        lambda **said: actions.share_sum(service=found, kind=kind, **said),
        title=title,
        button=button,
        words=["Each partner’s share follows from what it contributes that year, to the penny."],
    )


@office_page
def reply(request: Request, reference: str, of: str, organisation: str) -> HttpResponse:
    """Answer a partner's question about its share."""
    only_treasurers(request)
    found = queries.service(request.person, reference)
    one = queries.queried_share(found, of, organisation)
    return _asking(
        request,
        found,
        forms.Reply(sent(request)),
        lambda **said: actions.reply_to_partner(share=one, **said),
        title=f"Answer {one.organisation.name}",
        button="Send the answer",
        words=[f"{one.of.what}: {one.amount}.", one.said or "It has no question now."],
    )


def _known_share(request: Request, reference: str, of: str, organisation: str) -> Any:
    only_if(access.may_settle(request.person), NOT_BOOK_KEEPER)
    found = queries.service(request.person, reference)
    one = queries.queried_share(found, of, organisation)
    return found, one, [f"{one.of.what}: {one.organisation.name}, {one.amount}."]


@office_page
def settle_share(request: Request, reference: str, of: str, organisation: str) -> HttpResponse:
    """Note that a partner's share was received, or went back to it."""
    found, one, words = _known_share(request, reference, of, organisation)
    is_invoice = one.of.kind == "invoice"
    return _asking(
        request,
        found,
        forms.Settling(sent(request)),
        lambda **said: actions.settle_share(share=one, **said),
        title="Note what was received" if is_invoice else "Note what went back",
        button="Note it",
        words=words,
    )


@office_page
def take_settling_back(
    request: Request, reference: str, of: str, organisation: str
) -> HttpResponse:
    """Take back that a share was settled."""
    found, one, words = _known_share(request, reference, of, organisation)
    return _asking(
        request,
        found,
        forms.TakingBack(sent(request)),
        lambda **said: actions.take_settling_back(share=one, **said),
        title="Take back that it was settled",
        button="Take it back",
        words=words,
    )


@office_page
def withdraw_sum(request: Request, reference: str, of: str) -> HttpResponse:
    """Withdraw an invoice or an underspend that was shared in error."""
    only_treasurers(request)
    found = queries.service(request.person, reference)
    one = queries.sum_of(found, of)
    return _asking(
        request,
        found,
        forms.TakingBack(sent(request)),
        lambda **said: actions.withdraw_sum(of=one, **said),
        title="Withdraw what was shared",
        button="Withdraw it",
        words=[f"{one.what}: {one.amount}. Every partner’s share of it leaves the books."],
    )


@office_page
def publish_service(request: Request, reference: str) -> HttpResponse:
    """Let the public read a joint service as it is kept now."""
    found = queries.service(request.person, reference)
    return publishing(
        request,
        lambda **said: actions.publish_joint_service(service=found, version=found.version, **said),
        title=f"Publish {found.title}",
        back=address(found),
        breadcrumbs=_trail(found, "Publish"),
        words=[
            "Its commissioners, lots, contracts that are public, contributions, and who leads and why"
            " become public. Invoices, underspends and partners’ answers do not."
        ],
        texts=[
            *(found.title, found.purpose, found.longest, found.note, found.source, found.lead_why),
            *found.lead_proposed,
        ],
    )
