"""Protecting an organisation, and revealing its address to somebody who needs it."""

from typing import Any

from django.http import HttpResponse

from precept.foundation.people.proving import proves_first
from precept.foundation.web.pages import Request, office_page, only_if, render
from precept.parties import access, actions, forms, queries
from precept.parties.actions.protection import NOT_TO_PROTECT, NOT_TO_REVEAL
from precept.parties.pages.trail import change, trail_of

WHAT_IT_DOES = (
    "Everything public that names it will say its name and area alone, older versions too. Its address is"
    " enciphered, and leaves its record, the ledger and every text published."
)


@office_page
def protection(request: Request, reference: str) -> HttpResponse:
    """Mark an organisation as protected; once it is, give it another address."""
    only_if(access.may_protect(request.person), NOT_TO_PROTECT)
    one = queries.organisation(request.person, reference)
    typed = request.POST or None
    if one.is_protected:
        return change(
            request,
            one,
            forms.SetSecretAddress(typed, organisation=one),
            lambda **said: actions.set_protected_address(organisation=one, **said),
            title="Set its protected address",
            button="Keep the address",
            done="address",
            intro="The address that is kept now is replaced. Nobody sees either without giving a reason.",
        )

    def protect(*, sure: bool, **said: Any) -> None:  # noqa: ARG001 - the form has asked
        actions.mark_protected(organisation=one, **said)

    return change(
        request,
        one,
        forms.Protect(typed, organisation=one),
        protect,
        title="Protect this organisation",
        button="Protect it now",
        done="protected",
        intro=WHAT_IT_DOES,
        is_grave=True,
    )


@office_page
def address(request: Request, reference: str) -> HttpResponse:
    """Reveal a protected address: only in answer to a reason, and never kept by a browser."""
    one = queries.organisation(request.person, reference)
    only_if(access.may_reveal(request.person, one), NOT_TO_REVEAL)
    if elsewhere := proves_first(request):
        return elsewhere
    form = forms.Reveal(request.POST or None)
    revealed = None
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            revealed = actions.reveal_address(
                by=request.person, organisation=one, **form.cleaned_data
            )
    context = {
        "organisation": one,
        "form": form,
        "revealed": revealed,
        "breadcrumbs": trail_of(one, "Protected address"),
    }
    response = render(request, "parties/address.html", context)
    response["Cache-Control"] = "no-store"
    return response
