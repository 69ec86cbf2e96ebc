"""Bank details in the office: calling back, approving, refusing, and reading the numbers with a reason."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.parties import access, actions, forms, queries, rules
from precept.parties.models import BankDetails, Organisation
from precept.parties.pages.diligence import trail_to

NOT_YOURS = "Only people who check organisations, or approve bank details, see this."


def _address(one: Organisation, details: BankDetails) -> str:
    return reverse("parties.bank", args=[one.reference, details.reference])


def _words(details: BankDetails) -> list[tuple[str, str]]:
    said = [
        ("Account", f"Ending {details.ending}"),
        ("State", dict(rules.BANK_STATES)[details.state]),
        ("Given", f"{clock.spoken_time(details.given)} by {details.given_by.name}"),
        ("Can be paid from", clock.spoken(details.payable_from)),
    ]
    if details.called and details.called_by:
        source = dict(rules.CALL_SOURCES)[details.number_from]
        said += [
            ("Called back", f"{clock.spoken_time(details.called)} by {details.called_by.name}"),
            ("Spoke to", details.spoke_to),
            ("Telephone number from", source),
        ]
    if details.approved and details.approved_by:
        said.append(
            ("Approved", f"{clock.spoken_time(details.approved)} by {details.approved_by.name}")
        )
    if details.why:
        said.append(("Refused because", details.why))
    return said


@office_page
def bank(request: Request, reference: str, details: str) -> HttpResponse:
    """One account that an organisation gave: how it stands, and what may be done next."""
    one = queries.organisation(request.person, reference)
    only_if(access.may_see_bank(request.person), NOT_YOURS)
    found = queries.bank_details(one, details)
    context = {
        "organisation": one,
        "details": found,
        "facts": _words(found),
        "waits": found.state in rules.BANK_WAITS,
        "awaits_call": found.state == rules.BANK_GIVEN,
        "awaits_approval": found.state == rules.BANK_CALLED,
        "may_call": access.may_call_back(request.person) and request.person.pk != found.given_by_id,
        "may_approve": access.may_approve_bank(request.person, found),
        "may_reveal": access.may_reveal_account(request.person),
        "others": [flag for flag in queries.flags(one) if flag.kind == "bank"],
        "breadcrumbs": trail_to(one, "Bank details"),
    }
    return render(request, "parties/bank.html", context)


@office_page
def call_back(request: Request, reference: str, details: str) -> HttpResponse:
    """Record that the organisation was telephoned."""
    one = queries.organisation(request.person, reference)
    only_if(access.may_call_back(request.person), NOT_YOURS)
    found = queries.bank_details(one, details)
    return ask(
        request,
        forms.CallBack(sent(request)),
        lambda **said: actions.record_call_back(details=found, **said),
        lambda _: _address(one, found),
        title="Record the call-back",
        caption=one.name,
        words=[
            f"Ask them to read the account ending {found.ending} to you: do not read it to them.",
            "Somebody else approves the details afterwards.",
        ],
        button="Record the call-back",
        back=_address(one, found),
        breadcrumbs=trail_to(one, "Record the call-back"),
    )


@office_page
def approve(request: Request, reference: str, details: str) -> HttpResponse:
    """Approve bank details that somebody else called back on."""
    one = queries.organisation(request.person, reference)
    found = queries.bank_details(one, details)
    only_if(
        access.may_approve_bank(request.person, found),
        "Only people who approve bank details may do this, and not whoever called back.",
    )
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.Approve(sent(request)),
        lambda **said: actions.approve_bank_details(details=found, **said),
        lambda _: _address(one, found),
        title="Approve these bank details",
        caption=one.name,
        words=[f"The account ending {found.ending}. Compare it with the bank evidence they gave."],
        button="Approve",
        back=_address(one, found),
        breadcrumbs=trail_to(one, "Approve"),
    )


@office_page
def refuse(request: Request, reference: str, details: str) -> HttpResponse:
    """Refuse bank details that wait."""
    one = queries.organisation(request.person, reference)
    only_if(
        access.may_reveal_account(request.person),
        "Only people who approve bank details may do this.",
    )
    found = queries.bank_details(one, details)
    return ask(
        request,
        forms.RefuseBank(sent(request)),
        lambda **said: actions.refuse_bank_details(details=found, **said),
        lambda _: _address(one, found),
        title="Refuse these bank details",
        caption=one.name,
        button="Refuse",
        is_grave=True,
        back=_address(one, found),
        breadcrumbs=trail_to(one, "Refuse"),
    )


@office_page
def numbers(request: Request, reference: str, details: str) -> HttpResponse:
    """Read an account's numbers: only in answer to a reason, and never kept by a browser."""
    one = queries.organisation(request.person, reference)
    only_if(
        access.may_reveal_account(request.person),
        "Only people who approve bank details may see an account’s numbers.",
    )
    if elsewhere := proves_first(request):
        return elsewhere
    found = queries.bank_details(one, details)
    form = forms.RevealAccount(sent(request))
    account = None
    if form.is_bound and form.is_valid():
        with form.refusals():
            account = actions.reveal_account(by=request.person, details=found, **form.taken())
    context = {
        "organisation": one,
        "details": found,
        "form": form,
        "account": account,
        "back_to": _address(one, found),
        "breadcrumbs": trail_to(one, "The account’s numbers"),
    }
    response = render(request, "parties/account_numbers.html", context)
    response["Cache-Control"] = "no-store"
    return response
