"""The office's pages of claims: all of them, one, and what is done with it by one hand and another."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import queries as agreements
from precept.do.spending import access, actions, queries, sign_ups
from precept.do.spending.actions.claims import NOT_CLAIMANT
from precept.do.spending.forms import claims as forms
from precept.do.spending.models import Claim
from precept.foundation.documents import queries as documents
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Versioned
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail

NOT_CHECKER = "Only people who check claims may do this."
NOT_APPROVER = "Only people who approve claims may do this."


def claims_trail(*steps: tuple[str, str]) -> Trail:
    """From the office's home over the claims to here."""
    return trail((reverse("spending.claims") if steps else "", "Claims"), *steps)


def address_of(one: Claim) -> str:
    """Where the office reads a claim."""
    return reverse("spending.claim", args=[one.reference])


@office_page
def claims(request: Request) -> HttpResponse:
    """Every claim, by its state."""
    context = {
        "table": queries.claims_page(request.person, request.GET),
        "may_write": access.may_check_claims(request.person),
        "breadcrumbs": claims_trail(),
    }
    return render(request, "spending/claims.html", context)


@office_page
def claim(request: Request, reference: str) -> HttpResponse:
    """One claim: what is asked for and what for, its evidence, what was said, what may be done."""
    one = queries.claim(request.person, reference)
    context = {
        "claim": one,
        "state": queries.STATES[one.state],
        "colour": queries.TAGS[one.state],
        "files": documents.files_about(request.person, one.subject),
        "payments": queries.payments_of(one),
        "from_parts": queries.parts_of(one.parts),
        "remains": queries.remains_to_claim(one.agreement),
        "held": sign_ups.held_because(one.agreement),
        "doors": _doors(request.person, one),
        "may_add": access.may_check_claims(request.person) and access.is_open_for_evidence(one),
        "story": ledger.story(one.subject),
        "breadcrumbs": claims_trail(("", one.reference)),
    }
    return render(request, "spending/claim.html", context)


def _doors(person: Person, one: Claim) -> list[dict[str, str]]:
    """What this person may do with a claim now, the next step first."""
    checks, approves = access.may_check_claims(person), access.may_approve_claims(person)
    doors = []
    if checks and one.state == "claimed":
        doors.append(("check_claim", "Check it"))
    own = person.pk in (one.checked_by_id, one.claimed_by_id)
    if approves and one.state == "checked" and not own:
        doors.append(("approve_claim", "Approve it"))
    if (checks or approves) and one.state in {"claimed", "checked", "approved"}:
        doors.append(("send_claim_back", "Send it back"))
    if (checks or approves) and one.state in {"claimed", "checked"}:
        doors.append(("refuse_claim", "Refuse it"))
    if (
        access.may_keep_books(person)
        and one.state == "approved"
        and one.approved_by_id != person.pk
    ):
        doors.append(("paid_otherwise", "It was paid another way"))
    if checks and one.for_them and one.state == "returned":
        doors.append(("put_claim_right", "Put it right"))
    return [
        {"href": reverse(f"spending.{name}", args=[one.reference]), "text": words}
        for name, words in doors
    ]


def _acting(
    request: Request,
    reference: str,
    allowed: Callable[[Person], bool],
    refusal: str,
    title: str,
    kind: type[Versioned],
    act: Callable[..., object],
    *words: str,
    is_grave: bool = False,
) -> HttpResponse:
    """One thing to do with a claim."""
    one = queries.claim(request.person, reference)
    only_if(allowed(request.person), refusal)
    asks = f"{one.amount} under {one.agreement.reference} {one.agreement.title}."
    return ask(
        request,
        kind(sent(request), initial={"version": one.version}),
        lambda **said: act(claim=one, **said),
        title=title,
        caption=f"Claim {one.reference}",
        words=[asks, *words],
        button=title,
        back=address_of(one),
        is_grave=is_grave,
        breadcrumbs=claims_trail((address_of(one), one.reference), ("", title)),
        again=lambda: {"version": queries.claim(request.person, reference).version},
    )


def _may_answer(person: Person) -> bool:
    return access.may_check_claims(person) or access.may_approve_claims(person)


@office_page
def check_claim(request: Request, reference: str) -> HttpResponse:
    """Say that a claim is right, and what evidence was seen."""
    return _acting(
        request,
        reference,
        access.may_check_claims,
        NOT_CHECKER,
        "Check this claim",
        forms.CheckClaim,
        actions.check_claim,
        "Somebody else approves it afterwards.",
    )


@office_page
def send_claim_back(request: Request, reference: str) -> HttpResponse:
    """Send a claim back with a question."""
    return _acting(
        request,
        reference,
        _may_answer,
        NOT_CHECKER,
        "Send this claim back",
        forms.SendClaimBack,
        actions.send_claim_back,
    )


@office_page
def refuse_claim(request: Request, reference: str) -> HttpResponse:
    """Refuse a claim for good."""
    return _acting(
        request,
        reference,
        _may_answer,
        NOT_CHECKER,
        "Refuse this claim",
        forms.RefuseClaim,
        actions.refuse_claim,
        is_grave=True,
    )


@office_page
def approve_claim(request: Request, reference: str) -> HttpResponse:
    """Approve a claim that somebody else checked."""
    one = queries.claim(request.person, reference)
    return _acting(
        request,
        reference,
        access.may_approve_claims,
        NOT_APPROVER,
        "Approve this claim",
        forms.ApproveClaim,
        actions.approve_claim,
        f"{one.checked_by.name} checked it: “{one.found}”" if one.checked_by else "",
        "Its money is set aside until it is paid.",
    )


@office_page
def add_claim_evidence(request: Request, reference: str) -> HttpResponse:
    """Add a file that came to the office another way."""
    one = queries.claim(request.person, reference)
    only_if(access.may_check_claims(request.person), NOT_CHECKER)
    return ask(
        request,
        forms.AddEvidence(sent(request), request.FILES or None),
        lambda **said: actions.add_evidence(claim=one, **said),
        title="Add evidence",
        caption=f"Claim {one.reference}",
        button="Add this file",
        back=address_of(one),
        breadcrumbs=claims_trail((address_of(one), one.reference), ("", "Add evidence")),
    )


@office_page
def put_claim_right(request: Request, reference: str) -> HttpResponse:
    """Put right a claim that the office wrote for a provider and that was sent back."""
    one = queries.claim(request.person, reference)
    only_if(access.may_check_claims(request.person), NOT_CHECKER)

    def now() -> dict[str, object]:
        fresh = queries.claim(request.person, reference)
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
        address_of,
        title="Put this claim right",
        caption=f"Claim {one.reference}",
        words=[f"It was sent back: {one.why}"] if one.why else [],
        button="Send it again",
        back=address_of(one),
        breadcrumbs=claims_trail((address_of(one), one.reference), ("", "Put it right")),
        again=now,
    )


@office_page
def write_claim(request: Request) -> HttpResponse:
    """Say for which agreement the office writes a claim."""
    only_if(access.may_check_claims(request.person), NOT_CHECKER)

    return ask(
        request,
        forms.ChooseAgreement(sent(request)),
        lambda reference, **_: queries.found_agreement(reference),
        lambda found: reverse("spending.claim_for_them", args=[found.reference]),
        title="Write a claim for a provider",
        words=["For an instalment that is paid up front, or an invoice that came by post."],
        button="Continue",
        back=reverse("spending.claims"),
        breadcrumbs=claims_trail(("", "Write a claim")),
    )


@office_page
def claim_for_them(request: Request, reference: str) -> HttpResponse:
    """Write a claim for the provider of an agreement."""
    found = agreements.agreement(request.person, reference)
    only_if(access.may_check_claims(request.person), NOT_CLAIMANT)
    provider = found.provider.name if found.provider else "the provider"
    return ask(
        request,
        forms.MakeClaim(
            sent(request), request.FILES or None, instalments=queries.open_instalments(found)
        ),
        lambda **said: actions.claim_with_evidence(agreement=found, **said),
        address_of,
        title=f"Write a claim for {provider}",
        caption=f"{found.reference} {found.title}",
        words=[f"{queries.remains_to_claim(found)} can still be claimed."],
        button="Write the claim",
        back=reverse("spending.claims"),
        breadcrumbs=claims_trail(("", f"Claim of {found.reference}")),
    )


ONE = "office/claims/<str:reference>"
urlpatterns: list[URLPattern] = [
    path("office/claims", claims, name="spending.claims"),
    path("office/claims/new", write_claim, name="spending.write_claim"),
    path("office/register/<str:reference>/claim", claim_for_them, name="spending.claim_for_them"),
    path(ONE, claim, name="spending.claim"),
    path(f"{ONE}/check", check_claim, name="spending.check_claim"),
    path(f"{ONE}/approve", approve_claim, name="spending.approve_claim"),
    path(f"{ONE}/send-back", send_claim_back, name="spending.send_claim_back"),
    path(f"{ONE}/refuse", refuse_claim, name="spending.refuse_claim"),
    path(f"{ONE}/evidence", add_claim_evidence, name="spending.add_claim_evidence"),
    path(f"{ONE}/put-right", put_claim_right, name="spending.put_claim_right"),
]
