"""The office's pages of advice and of signing."""

from django.http import Http404, HttpResponse

from precept.decisions import access, actions, forms, published, queries, rules
from precept.decisions.actions.signing import NOT_SIGNER
from precept.decisions.models import Decision
from precept.decisions.pages.drafting import draft_of
from precept.decisions.pages.trails import around, decision_trail, place
from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.documents.html import write_blocks
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent


@office_page
def advise(request: Request, reference: str, kind: str) -> HttpResponse:
    """Give advice of one kind, with the notice above it."""
    if kind not in rules.ADVICE:
        raise Http404
    only_if(access.may_advise(request.person, kind), "This advice is for somebody else to give.")
    one = queries.decision(request.person, reference)
    before = queries.advice_given(one).get(kind)
    shape = forms.GiveAdvice
    if kind in rules.MAY_NOT_MATTER:
        shape = forms.GiveAdviceThatMayNotMatter
    elif kind == "finance" and one.author_id == request.person.pk:
        shape = forms.GiveAdviceAlone
    return ask(
        request,
        shape(sent(request), initial=shape.was(before)),
        lambda *, by, **typed: actions.give_advice(by=by, decision=one, kind=kind, **typed),
        title=rules.ADVICE[kind],
        caption=f"{one.reference} {one.title}",
        button="Give this advice",
        words=[rules.kind_table[one.kind].finance] if kind == "finance" else [],
        breadcrumbs=decision_trail(one, rules.ADVICE[kind]),
        back=place(one),
        again=lambda: shape.was(queries.advice_given(one).get(kind)),
        template="decisions/with_notice.html",
        more=_notice(request, one),
    )


def _notice(request: Request, one: Decision) -> dict[str, object]:
    sees_withheld = access.may_see_withheld(request.person, one)
    said = queries.shown_notice(one) if sees_withheld else queries.notice(one)
    return {
        "decision": one,
        "notice": write_blocks(
            published.notice_blocks(said), heading_offset=2, id_prefix="notice-"
        ),
        "papers": documents.files_about(request.person, one.subject) if sees_withheld else [],
        "sees_withheld": sees_withheld,
    }


@office_page
def ready(request: Request, reference: str) -> HttpResponse:
    """Lay a decision before those who sign."""
    one = draft_of(request, reference)
    lacking = queries.lacking(one)
    return ask(
        request,
        forms.Confirm(sent(request), initial={"version": one.version}),
        lambda **typed: actions.make_ready(decision=one, **typed),
        title="Make it ready to sign",
        button="Make it ready",
        words=[queries.who_may_sign_words(one, clock.today()), *lacking],
        **around(one, "Make ready"),
    )


@office_page
def back(request: Request, reference: str) -> HttpResponse:
    """Send a decision back to be changed."""
    only_if(
        access.may_draft(request.person) or access.may_sign(request.person),
        "Only people who draft or sign decisions may send one back.",
    )
    one = queries.decision(request.person, reference)
    return ask(
        request,
        forms.Reason(sent(request), initial={"version": one.version}),
        lambda **typed: actions.return_to_draft(decision=one, **typed),
        title="Send it back to be changed",
        button="Send it back",
        words=[
            "It becomes a draft again. Advice stays, and is asked for again where words change."
        ],
        **around(one, "Send back"),
    )


@office_page
def sign(request: Request, reference: str) -> HttpResponse:
    """The page that is signed: the notice as it will be read, a declaration, one button."""
    only_if(access.may_sign(request.person), NOT_SIGNER)
    one = queries.decision(request.person, reference)
    today = clock.today()
    capacity = queries.capacity(request.person, one, today)
    only_if(
        capacity is not None,
        f"You may not sign this one. {queries.who_may_sign_words(one, today)}",
    )
    if elsewhere := proves_first(request):
        return elsewhere
    read = {"version": one.version, "sha256": rules.digest(queries.signed_content(one))}
    shape = forms.SignAlone if one.author_id == request.person.pk else forms.Sign
    return ask(
        request,
        shape(sent(request), initial=read),
        lambda **typed: actions.sign_decision(decision=one, **typed),
        title="Sign this decision",
        caption=f"{one.reference} {one.title}",
        button="Approve and sign",
        words=[f"You sign as: {capacity.words}." if capacity else ""],
        breadcrumbs=decision_trail(one, "Sign"),
        back=place(one),
        template="decisions/with_notice.html",
        more={**_notice(request, one), "sha256": read["sha256"]},
    )


@office_page
def refuse(request: Request, reference: str) -> HttpResponse:
    """Not approve a decision, with the reason."""
    only_if(access.may_sign(request.person), NOT_SIGNER)
    one = queries.decision(request.person, reference)
    return ask(
        request,
        forms.Reason(sent(request), initial={"version": one.version}),
        lambda **typed: actions.refuse_decision(decision=one, **typed),
        title="Do not approve this decision",
        caption=f"{one.reference} {one.title}",
        button="Do not approve it",
        is_grave=True,
        breadcrumbs=decision_trail(one, "Do not approve"),
        back=place(one),
    )
