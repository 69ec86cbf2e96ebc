"""The office's pages of bids for government money."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.do.partners import access, actions, forms, queries, rules
from precept.do.partners.models import GrantBid
from precept.do.partners.pages.shared import only_keepers, trail_below
from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.understand import queries as understand

TITLE = "Bids for government money"


def address(of: GrantBid) -> str:
    """Where the office reads a bid."""
    return reverse("partners.grant", args=[of.reference])


def _trail(of: GrantBid | None = None, here: str = "") -> Any:
    return trail_below("partners.grants", TITLE, (address(of), of.title) if of else None, here)


@office_page
def grants(request: Request) -> HttpResponse:
    """Every bid for government money."""
    context = {
        "table": queries.grants_page(request.person, request.GET),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": _trail(),
    }
    return render(request, "partners/grants.html", context)


@office_page
def new_grant(request: Request) -> HttpResponse:
    """Note a department's opportunity."""
    only_keepers(request)
    return ask(
        request,
        forms.NewGrant(sent(request), initial={"instead_days": 14}),
        actions.consider_grant,
        address,
        title="Note a bid for government money",
        button="Note it",
        back=reverse("partners.grants"),
        breadcrumbs=_trail(here="Note a bid"),
    )


@office_page
def grant(request: Request, reference: str) -> HttpResponse:
    """One bid: deadline, lead, partners, money, what came of it, or what happens instead."""
    found = queries.grant(request.person, reference)
    context = {
        "of": found,
        "state": rules.GRANT_STATES[found.state],
        "tag": queries.GRANT_TAGS[found.state],
        "moves": rules.GRANT_MOVES[found.state],
        "closes": clock.spoken_time(found.closes_at),
        "is_closed": found.closes_at <= clock.now(),
        "partners": sorted(one.name for one in found.partners.all()),
        "conditions": rules.lines_of(found.fund.conditions if found.fund else found.conditions),
        "agreements": queries.agreements_paid_by(found),
        "priorities": understand.priority_titles(found.priorities),
        "projects": way_back(request.person, found.subject),
        "actions": queries.shown(queries.actions_about(found.subject)),
        "may_keep": access.may_keep(request.person),
        "may_make_fund": found.state == "won"
        and found.fund is None
        and access.may_keep_funds(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(found),
    }
    return render(request, "partners/grant.html", context)


@office_page
def change_grant(request: Request, reference: str) -> HttpResponse:
    """Change what is kept of a bid."""
    only_keepers(request)
    found = queries.grant(request.person, reference)
    was = forms.ChangeGrant.was
    return _asking(
        request,
        found,
        forms.ChangeGrant(sent(request), initial=was(found)),
        lambda **said: actions.change_grant(grant=found, **said),
        title="Change what is kept of it",
        again=lambda: was(queries.grant(request.person, reference)),
    )


def _asking(request: Request, found: GrantBid, form: Any, do: Any, **said: Any) -> HttpResponse:
    title = said.pop("title")

    def again() -> dict[str, Any]:
        now = queries.grant(request.person, found.reference)
        return {**dict.fromkeys(form.fields), "version": now.version}

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
        again=said.pop("again", again),
        **said,
    )


def _version(found: GrantBid) -> dict[str, int]:
    return {"version": found.version}


@office_page
def begin_grant(request: Request, reference: str) -> HttpResponse:
    """Say that a bid is being written."""
    only_keepers(request)
    found = queries.grant(request.person, reference)
    return _asking(
        request,
        found,
        forms.Nothing(sent(request), initial=_version(found)),
        lambda **said: actions.draft_grant(grant=found, **said),
        title="Begin to write the bid",
        button="Begin",
    )


@office_page
def submit_grant(request: Request, reference: str) -> HttpResponse:
    """Record that a bid went to the department."""
    only_keepers(request)
    found = queries.grant(request.person, reference)
    return _asking(
        request,
        found,
        forms.Submitted(sent(request), initial=_version(found)),
        lambda **said: actions.submit_grant(grant=found, **said),
        title="Record that it was submitted",
        words=[f"The opportunity closes at {clock.spoken_time(found.closes_at)}."],
    )


@office_page
def withdraw_grant(request: Request, reference: str) -> HttpResponse:
    """Take a bid back, or leave an opportunity be."""
    only_keepers(request)
    found = queries.grant(request.person, reference)
    return _asking(
        request,
        found,
        forms.Withdraw(sent(request), initial=_version(found)),
        lambda **said: actions.withdraw_grant(grant=found, **said),
        title="Withdraw the bid",
        button="Withdraw it",
        is_grave=True,
    )


@office_page
def grant_won(request: Request, reference: str) -> HttpResponse:
    """Record that a bid was won."""
    only_keepers(request)
    found = queries.grant(request.person, reference)
    return _asking(
        request,
        found,
        forms.Won(sent(request), initial={**_version(found), "won": found.amount}),
        lambda **said: actions.grant_won(grant=found, **said),
        title="Record that it was won",
        words=["Finance makes a fund of it then: it stands on their desk."],
    )


@office_page
def grant_lost(request: Request, reference: str) -> HttpResponse:
    """Record that a bid was lost: the alternative begins."""
    only_keepers(request)
    found = queries.grant(request.person, reference)
    return _asking(
        request,
        found,
        forms.Lost(sent(request), initial=_version(found)),
        lambda **said: actions.grant_lost(grant=found, **said),
        title="Record that it was lost",
        words=[
            f"What happens instead: {found.instead}",
            f"It will stand on the desk of {found.instead_owner.name}, due in"
            f" {found.instead_days} days.",
        ],
    )


@office_page
def make_fund(request: Request, reference: str) -> HttpResponse:
    """Make the fund of a grant that was won."""
    only_if(
        access.may_keep_funds(request.person), "Only people who keep funds may make a fund of it."
    )
    found = queries.grant(request.person, reference)
    return _asking(
        request,
        found,
        forms.MakeFund(sent(request), initial=_version(found)),
        lambda **said: actions.make_fund(grant=found, **said),
        title="Make its fund",
        button="Make the fund",
        words=[
            "The fund bears the department’s conditions, and so does every agreement it pays for."
        ],
    )
