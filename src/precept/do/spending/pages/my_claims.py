"""A provider's own agreements and claims: what remains, claiming, answering, taking back, what comes back."""

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import queries as agreements
from precept.do.spending import access, actions, queries
from precept.do.spending.actions.claims import NOT_CLAIMANT
from precept.do.spending.forms import claims as forms
from precept.do.spending.models import Claim
from precept.foundation.documents import queries as documents
from precept.foundation.documents.handing import as_file
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.foundation.web.trails import Trail, outside_trail
from precept.parties import queries as parties


def _trail(*steps: tuple[str, str]) -> Trail:
    return outside_trail(
        (reverse("spending.my_agreements") if steps else "", "Your agreements"), *steps
    )


def _agreement_address(reference: str) -> str:
    return reverse("spending.my_agreement", args=[reference])


def _address(one: Claim) -> str:
    return reverse("spending.my_claim", args=[one.reference])


def _trail_to(one: Claim, here: str = "") -> Trail:
    agreement = (_agreement_address(one.agreement.reference), one.agreement.reference)
    if not here:
        return _trail(agreement, ("", f"Claim {one.reference}"))
    return _trail(agreement, (_address(one), f"Claim {one.reference}"), ("", here))


@my_page
def my_agreements(request: Request) -> HttpResponse:
    """Every agreement of those whom they act for, with what was planned, claimed, paid and remains."""
    context = {"agreements": queries.my_agreements(request.person), "breadcrumbs": _trail()}
    return render(request, "spending/my_agreements.html", context)


@my_page
def my_agreement(request: Request, reference: str) -> HttpResponse:
    """One agreement: its instalments, its claims, what is to come back."""
    own = queries.my_agreement(request.person, reference)
    context = {
        "own": own,
        "agreement": own.agreement,
        "conditions": agreements.terms_of_agreement(own.agreement).conditions,
        "of_funds": agreements.conditions_of_funds(agreements.shares_of(own.agreement)),
        "instalments": queries.instalments(own.agreement),
        "claims": queries.my_claims(own.agreement),
        "states": queries.STATES,
        "underspends": queries.my_underspends(request.person, own.agreement),
        "may_claim": access.may_claim(request.person, own.agreement) and own.remains.pence > 0,
        "breadcrumbs": _trail(("", reference)),
    }
    return render(request, "spending/my_agreement.html", context)


@my_page
def make_claim(request: Request, reference: str) -> HttpResponse:
    """Claim an instalment, or an amount."""
    own = queries.my_agreement(request.person, reference)
    only_if(access.may_claim(request.person, own.agreement), NOT_CLAIMANT)
    open_now = queries.open_instalments(own.agreement)
    chosen = request.GET.get("instalment", "")
    return ask(
        request,
        forms.MakeClaim(
            sent(request),
            request.FILES or None,
            instalments=open_now,
            initial={"instalment": chosen},
        ),
        lambda **said: actions.claim_with_evidence(agreement=own.agreement, **said),
        _address,
        title="Claim a payment",
        caption=f"{own.agreement.reference} {own.agreement.title}",
        words=[f"{own.remains} can still be claimed."],
        button="Send the claim",
        back=_agreement_address(reference),
        breadcrumbs=_trail((_agreement_address(reference), reference), ("", "Claim a payment")),
    )


@my_page
def my_claim(request: Request, reference: str) -> HttpResponse:
    """One claim: how it stands, what the office says, its evidence."""
    one = queries.my_claim(request.person, reference)
    claims = access.may_claim(request.person, one.agreement)
    context = {
        "claim": one,
        "state": queries.STATES[one.state],
        "colour": queries.TAGS[one.state],
        "files": documents.files_about(request.person, one.subject),
        "payments": queries.payments_of(one),
        "may_add": claims and access.is_open_for_evidence(one),
        "may_answer": claims and one.state == "returned",
        "may_withdraw": claims and one.state in {"claimed", "returned"},
        "breadcrumbs": _trail_to(one),
    }
    return render(request, "spending/my_claim.html", context)


def _own_claim(request: Request, reference: str) -> Claim:
    one = queries.my_claim(request.person, reference)
    only_if(access.may_claim(request.person, one.agreement), NOT_CLAIMANT)
    return one


@my_page
def answer_claim(request: Request, reference: str) -> HttpResponse:
    """Put a claim right that was sent back, and send it again."""
    one = _own_claim(request, reference)

    def now() -> dict[str, object]:
        fresh = queries.my_claim(request.person, reference)
        return {
            "version": fresh.version,
            "amount": fresh.amount,
            "invoice": fresh.invoice,
            "words": fresh.words,
            "evidence": None,
        }

    return ask(
        request,
        forms.AnswerClaim(sent(request), request.FILES or None, initial=now()),
        lambda **said: actions.answer_with_evidence(claim=one, **said),
        _address,
        title="Put your claim right",
        caption=f"Claim {one.reference}",
        words=[f"The office says: {one.why}"] if one.why else [],
        button="Send it again",
        back=_address(one),
        breadcrumbs=_trail_to(one, "Put it right"),
        again=now,
    )


@my_page
def withdraw_claim(request: Request, reference: str) -> HttpResponse:
    """Take a claim back."""
    one = _own_claim(request, reference)
    return ask(
        request,
        forms.WithdrawClaim(sent(request), initial={"version": one.version}),
        lambda **said: actions.withdraw_claim(claim=one, **said),
        title="Withdraw your claim",
        caption=f"Claim {one.reference}",
        words=["You can claim the same payment again afterwards."],
        button="Withdraw it",
        is_grave=True,
        back=_address(one),
        breadcrumbs=_trail_to(one, "Withdraw"),
        again=lambda: {"version": queries.my_claim(request.person, reference).version},
    )


@my_page
def add_evidence(request: Request, reference: str) -> HttpResponse:
    """Give one more file with a claim."""
    one = _own_claim(request, reference)
    return ask(
        request,
        forms.AddEvidence(sent(request), request.FILES or None),
        lambda **said: actions.add_evidence(claim=one, **said),
        title="Add evidence",
        caption=f"Claim {one.reference}",
        button="Add this file",
        back=_address(one),
        breadcrumbs=_trail_to(one, "Add evidence"),
    )


@my_page
def my_recovery_letter(request: Request, reference: str, ending: str) -> HttpResponse:
    """The letter that asks for money back, as Word or PDF."""
    found = access.underspends_of(request.person).filter(reference=reference)
    case = found.select_related("agreement__provider").first()
    if case is None or not case.letters:
        raise Http404(f"no letter about {reference}")
    document = queries.recovery_letter(case, parties.office_name(queries.asked_on(case)))
    return handed_out(
        request, "letter", lambda: as_file(document, f"letter-{case.reference}", ending)
    )


AGREEMENT = "my/agreements/<str:reference>"
CLAIM = "my/claims/<str:reference>"
urlpatterns: list[URLPattern] = [
    path("my/agreements", my_agreements, name="spending.my_agreements"),
    path(AGREEMENT, my_agreement, name="spending.my_agreement"),
    path(f"{AGREEMENT}/claim", make_claim, name="spending.make_claim"),
    path(CLAIM, my_claim, name="spending.my_claim"),
    path(f"{CLAIM}/answer", answer_claim, name="spending.answer_claim"),
    path(f"{CLAIM}/withdraw", withdraw_claim, name="spending.withdraw_claim"),
    path(f"{CLAIM}/evidence", add_evidence, name="spending.add_evidence"),
    path(
        "my/underspends/<str:reference>/letter.<slug:ending>",
        my_recovery_letter,
        name="spending.my_recovery_letter",
    ),
]
