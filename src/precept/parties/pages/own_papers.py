"""The papers and bank details that one's own organisation gives."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render
from precept.parties import access, actions, forms, queries, rules
from precept.parties.models import Organisation
from precept.parties.pages.mine import came_from, only_who_keep_it, own_address, said_done


def _papers_address(one: Organisation, *, done: str = "", then: str = "") -> str:
    said = urlencode({name: text for name, text in (("done", done), ("next", then)) if text})
    address = reverse("parties.my_papers", args=[one.reference])
    return f"{address}?{said}" if said else address


@my_page
def papers(request: Request, reference: str) -> HttpResponse:
    """The papers that were given, and those that were not."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    context = {
        "organisation": one,
        "papers": queries.papers_shown(one),
        "replaced": queries.replaced_papers(one),
        "kinds": rules.PAPERS,
        "states": dict(rules.PAPER_STATES),
        "back": own_address(one),
        "came_from": came_from(request),
        "onwards": f"?{urlencode({'next': came_from(request)})}" if came_from(request) else "",
        "done": said_done(request),
    }
    return render(request, "parties/my_papers.html", context)


@my_page
def give_paper(request: Request, reference: str, kind: str) -> HttpResponse:
    """Give one kind of paper, or the newer one."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    about = rules.PAPERS.get(kind)
    if about is None:
        raise Http404
    typed = (request.POST, request.FILES) if request.method == "POST" else ()

    def give(*, file: Any, **said: Any) -> object:
        return actions.give_paper(
            organisation=one, kind=about.key, name=file.name, content=file, **said
        )

    return ask(
        request,
        forms.GivePaper(*typed, kind=about),
        give,
        lambda _: _papers_address(one, done="paper", then=came_from(request)),
        title=about.title,
        caption=one.name,
        words=[about.what],
        button="Give this paper",
        back=_papers_address(one, then=came_from(request)),
    )


@my_page
def bank(request: Request, reference: str) -> HttpResponse:
    """How one's bank details stand: how they end, and what is still to happen."""
    one = queries.my_organisation(request.person, reference)
    signs = access.may_sign_for(request.person, one)
    only_if(
        signs or access.may_keep_profile(request.person, one),
        "Only people who sign for this organisation, or keep its profile, see this.",
    )
    context = {
        "organisation": one,
        "in_force": queries.bank_in_force(one),
        "waiting": queries.bank_waiting(one),
        "history": queries.bank_history(one),
        "states": dict(rules.BANK_STATES),
        "signs": signs,
        "back": own_address(one),
        "done": said_done(request),
    }
    return render(request, "parties/my_bank.html", context)


def _proved(request: Request) -> Any:
    """When whoever asks last showed who they are; now, for the invented people of a demonstration."""
    row = getattr(request, "signed_in", None)
    if row is None:
        return None
    return clock.now() if row.how == "demonstration" else row.proved


@my_page
def give_bank(request: Request, reference: str) -> HttpResponse:
    """Give, or change, where the organisation is paid; who does so must have shown lately who they are."""
    one = queries.my_organisation(request.person, reference)
    only_if(
        access.may_sign_for(request.person, one),
        "Only somebody who signs for the organisation may give bank details.",
    )
    back = reverse("parties.my_bank", args=[one.reference])
    proved = _proved(request)
    if not rules.proof_is_fresh(proved, clock.now()):
        context = {"organisation": one, "back": back}
        return render(request, "parties/prove.html", context, status=403)
    form = forms.GiveBankDetails(request.POST if request.method == "POST" else None)
    response = ask(
        request,
        form,
        lambda **said: actions.give_bank_details(organisation=one, proved=proved, **said),
        lambda _: f"{back}?done=bank",
        title="Give bank details",
        caption=one.name,
        words=[
            "The account must be the organisation’s own, with two people who sign where it can.",
            "We keep the numbers enciphered and show nobody more than the last four digits. Nothing is"
            " paid for five days, and not before we have telephoned your organisation.",
        ],
        button="Give these details",
        back=back,
    )
    response["Cache-Control"] = "no-store"
    return response


@my_page
def leave_it(request: Request, reference: str) -> HttpResponse:
    """Stop acting for an organisation oneself."""
    one = queries.my_organisation(request.person, reference)
    member = queries.own_membership(request.person, one)
    if request.method == "POST":
        actions.end_membership(by=request.person, member=member)
        return HttpResponseRedirect(reverse("parties.my_organisations") + "?done=left")
    context = {"organisation": one, "back": own_address(one)}
    return render(request, "parties/leave.html", context)
