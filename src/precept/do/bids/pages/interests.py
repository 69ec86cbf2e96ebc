"""Declaring interests before any bid is shown: for those who mark, outside the office too."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.do.bids import access, actions, queries, rules
from precept.do.bids.forms.office import Interest, Interests
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.web.pages import Request, my_page, only_if, render, sent

NOT_ASKED = "You are not asked for interests in this round. Bids may not be open yet."


@dataclass(frozen=True)
class Asked:
    """An organisation that was ticked, and the form about it."""

    listed: queries.Listed
    form: Interest


def _opportunity(request: Request, reference: str) -> Opportunity:
    found = Opportunity.objects.filter(reference=reference, call__isnull=False).first()
    if found is None:
        raise Http404
    only_if(access.may_declare(request.person, found), NOT_ASKED)
    return found


@my_page
def interests(request: Request, reference: str) -> HttpResponse:
    """Tick the bidders that one has an interest in, or say none; then say what it is."""
    opportunity = _opportunity(request, reference)
    rows = queries.declaration_list(opportunity, request.person)
    now = queries.list_now(opportunity)
    assert now is not None  # may_declare asked for it
    form = Interests(sent(request), rows=rows, initial={"listed": now.sha256})
    asked = _asked(request, form)
    status = 200
    if form.is_bound and form.is_valid():
        is_ready = all(one.form.is_valid() for one in asked) and (
            not asked or "said" in request.POST
        )
        if is_ready:
            try:
                with form.refusals():
                    _declare(request, opportunity, form, asked)
                    return HttpResponseRedirect(request.path)
            except Changed as changed:
                form.overtaken(changed.words, {"listed": now.sha256})
                status = 409
        elif any(one.form.is_bound for one in asked):
            status = 422
    context = {
        "opportunity": opportunity,
        "form": form,
        "asked": asked if form.is_bound and not form.errors else [],
        "forms": [form, *(one.form for one in asked)],
        "rows": rows,
        "declared": queries.declaration(request.person, opportunity),
        "is_current": access.has_declared(request.person, opportunity),
        "conflicts": queries.conflicts_of(request.person, opportunity),
        "kinds": rules.CONFLICT_KINDS,
        "interests": rules.what_an_interest_is,
        "is_office": request.person.may("see the office"),
        "address": reverse("bids.all", args=[reference]),
    }
    return render(request, "bids/interests.html", context, status=status)


def _asked(request: Request, form: Interests) -> list[Asked]:
    by_key = {one.key: one for one in form.rows}
    given = request.POST if "said" in request.POST else None
    return [
        Asked(by_key[key], Interest(given, prefix=f"interest-{place}"))
        for place, key in enumerate(form.chosen)
    ]


def _declare(
    request: Request, opportunity: Opportunity, form: Interests, asked: list[Asked]
) -> None:
    found: list[tuple[Bid, str, str]] = []
    for one in asked:
        said = one.form.cleaned_data
        bids = queries.bids_listed_as(opportunity, one.listed.key)
        if not bids:
            raise Refused("The list changed while you read it. Open the page again.")
        found += [(bid, said["kind"], said["words"]) for bid in bids]
    actions.declare(
        by=request.person,
        opportunity=opportunity,
        listed=form.cleaned_data["listed"],
        conflicts=found,
    )
