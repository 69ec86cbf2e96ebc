"""What was offered to somebody's organisation: reading it, accepting it, declining it."""

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import access, actions, queries, rules
from precept.do.agreements.actions.award_moves import NOT_SIGNER
from precept.do.agreements.forms import awards as forms
from precept.do.agreements.models import Award
from precept.foundation import clock
from precept.foundation.documents.handing import as_file
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.foundation.web.trails import Trail, outside_trail
from precept.parties import queries as parties


def _trail(*steps: tuple[str, str]) -> Trail:
    return outside_trail((reverse("agreements.my_awards") if steps else "", "Your awards"), *steps)


def _address(of: Award) -> str:
    return reverse("agreements.my_award", args=[of.reference])


@my_page
def my_awards(request: Request) -> HttpResponse:
    """Every award that was offered to whom they act for."""
    context = {
        "awards": queries.my_awards(request.person),
        "states": rules.AWARD_STATES,
        "breadcrumbs": _trail(),
    }
    return render(request, "agreements/my_awards.html", context)


@my_page
def my_award(request: Request, reference: str) -> HttpResponse:
    """One offer: what is offered, its conditions, what is missing, how to accept it."""
    one = queries.my_award(request.person, reference)
    terms = queries.terms_of(one)
    body = one.signing_body
    is_open = one.state == "offered" and (one.accept_by is None or clock.today() <= one.accept_by)
    context = {
        "award": one,
        "body": body,
        "state": rules.AWARD_STATES[one.state],
        "outcomes": [rules.outcome_row(row) for row in terms.outcomes],
        "conditions": terms.conditions,
        "of_funds": queries.conditions_of_award_funds(one),
        "payments": [rules.payment_row(row) for row in terms.payments],
        "total": rules.payments_total(terms.payments),
        "period": rules.period_words(one.starts, one.ends) or "Not stated",
        "missing": queries.missing_for(one),
        "is_member": body is not None and access.is_member(request.person, one),
        "may_accept": is_open and access.may_accept(request.person, one),
        "is_open": is_open,
        "has_letter": bool(one.letter or one.result.letter),
        "breadcrumbs": _trail(("", one.reference)),
    }
    return render(request, "agreements/my_award.html", context)


@my_page
def accept(request: Request, reference: str) -> HttpResponse:
    """Accept an award for the organisation."""
    one = queries.my_award(request.person, reference)
    only_if(access.may_accept(request.person, one), NOT_SIGNER)
    return ask(
        request,
        forms.Accept(sent(request), initial={"version": one.version}),
        lambda **said: actions.accept_award(award=one, **said),
        title="Accept the award",
        caption=f"{one.reference}: {one.amount.short}",
        words=[
            f"You accept {one.amount.short} for “{one.purpose or one.result.title}” with its conditions."
        ],
        button="Accept the award",
        back=_address(one),
        breadcrumbs=_trail((_address(one), one.reference), ("", "Accept the award")),
        again=lambda: {"version": queries.fresh_award(one).version},
    )


@my_page
def decline(request: Request, reference: str) -> HttpResponse:
    """Decline an award for the organisation."""
    one = queries.my_award(request.person, reference)
    only_if(access.may_accept(request.person, one), NOT_SIGNER)
    return ask(
        request,
        forms.Declined(sent(request), initial={"version": one.version}),
        lambda **said: actions.decline_award(award=one, **said),
        title="Decline the award",
        caption=f"{one.reference}: {one.amount.short}",
        words=["It may then be offered to the next on the reserve list."],
        button="Decline the award",
        back=_address(one),
        is_grave=True,
        breadcrumbs=_trail((_address(one), one.reference), ("", "Decline the award")),
        again=lambda: {"version": queries.fresh_award(one).version},
    )


@my_page
def letter(request: Request, reference: str, ending: str) -> HttpResponse:
    """The letter of an award, as Word or PDF."""
    one = queries.my_award(request.person, reference)
    kept = one.letter or one.result.letter
    if not kept:
        raise Http404("this offer was made on paper")
    document = queries.letter_document(
        rules.kept_letter(kept),
        bid=one.result.bid.reference,
        decision=one.decision.reference,
        office=parties.office_name(one.offered),
        dated=one.offered,
    )
    return handed_out(
        request, "letter", lambda: as_file(document, f"award-{one.reference}", ending)
    )


ONE = "my/awards/<str:reference>"
urlpatterns: list[URLPattern] = [
    path("my/awards", my_awards, name="agreements.my_awards"),
    path(ONE, my_award, name="agreements.my_award"),
    path(f"{ONE}/accept", accept, name="agreements.accept_award"),
    path(f"{ONE}/decline", decline, name="agreements.decline_award"),
    path(f"{ONE}/letter.<slug:ending>", letter, name="agreements.my_letter"),
]
