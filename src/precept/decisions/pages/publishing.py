"""The office's pages that take a signed decision to the public, correct it there, or take it down."""

from django.http import HttpResponse

from precept.decisions import access, actions, forms, queries, rules
from precept.decisions.actions.moving import NOT_PUBLISHER
from precept.decisions.models import Decision
from precept.decisions.pages.trails import around, decision_trail, place
from precept.foundation import clock
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent


def _mine(request: Request, reference: str) -> Decision:
    only_if(access.may_publish(request.person), NOT_PUBLISHER)
    return queries.decision(request.person, reference)


@office_page
def day(request: Request, reference: str) -> HttpResponse:
    """Choose the day of publication."""
    one = _mine(request, reference)
    signature = queries.signature_of(one)
    default = rules.default_day(signature.signed_on if signature else clock.today())
    initial = {"day": one.publish_on or default, "version": one.version}
    return ask(
        request,
        forms.PublicationDay(sent(request), initial=initial),
        lambda **typed: actions.set_publication(decision=one, **typed),
        title="Choose the day of publication",
        button="Save",
        **around(one, "Day of publication"),
    )


@office_page
def hold(request: Request, reference: str) -> HttpResponse:
    """Hold a signed decision back."""
    one = _mine(request, reference)
    return ask(
        request,
        forms.Reason(sent(request), initial={"version": one.version}),
        lambda *, by, why, **_: actions.hold(by=by, decision=one, why=why),
        title="Hold it back",
        button="Hold it back",
        words=[
            "It is not published until somebody stops holding it. The reason stays in the office."
        ],
        **around(one, "Hold back"),
    )


@office_page
def stop_holding(request: Request, reference: str) -> HttpResponse:
    """Let a decision go out on its day."""
    one = _mine(request, reference)
    return ask(
        request,
        forms.Go(sent(request)),
        lambda *, by: actions.stop_holding(by=by, decision=one),
        title="Stop holding it back",
        button="Stop holding it back",
        words=[f"It is held because: {one.held_why}"] if one.held_why else [],
        **around(one, "Stop holding"),
    )


@office_page
def exception(request: Request, reference: str) -> HttpResponse:
    """Let a decision be published in a pre-election period."""
    only_if(
        access.may_make_exception(request.person),
        "Only the chief executive may let a decision be published before an election.",
    )
    one = queries.decision(request.person, reference)
    period = rules.election_period(clock.today())
    return ask(
        request,
        forms.PublicReason(sent(request), initial={"version": one.version}),
        lambda *, by, why, **_: actions.allow_in_period(by=by, decision=one, why=why),
        title="Let it out before the election",
        button="Allow it",
        words=[f"Today lies in {period.words}." if period else "Today lies in no such period."],
        **around(one, "Before the election"),
    )


@office_page
def publish(request: Request, reference: str) -> HttpResponse:
    """Publish a signed decision."""
    one = _mine(request, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.Go(sent(request)),
        lambda *, by: actions.publish_decision(by=by, decision=one),
        title="Publish the decision",
        caption=f"{one.reference} {one.title}",
        button="Publish",
        words=queries.not_yet(one) or ["Everybody can read it at once, with PDF and Word."],
        breadcrumbs=decision_trail(one, "Publish"),
        back=place(one),
    )


@office_page
def correct(request: Request, reference: str) -> HttpResponse:
    """Put the words of a published decision right."""
    one = _mine(request, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.Correction(sent(request), initial=forms.Correction.was(one)),
        lambda **typed: actions.correct_decision(decision=one, **typed),
        title="Correct the decision",
        button="Publish the correction",
        words=[
            "Every earlier version stays public. What was signed keeps its digest: another decision"
            " changes what was decided."
        ],
        again=lambda: forms.Correction.was(queries.decision(request.person, reference)),
        **around(one, "Correct"),
    )


@office_page
def withdraw(request: Request, reference: str) -> HttpResponse:
    """Take a published decision down."""
    only_if(
        access.may_withdraw(request.person),
        "Only people who may withdraw publications can do this.",
    )
    if elsewhere := proves_first(request):
        return elsewhere
    one = queries.decision(request.person, reference)
    return ask(
        request,
        forms.PublicReason(sent(request), initial={"version": one.version}),
        lambda *, by, why, **_: actions.withdraw_decision(by=by, decision=one, why=why),
        title="Withdraw the decision",
        caption=f"{one.reference} {one.title}",
        button="Withdraw",
        words=["The address stays and says that it was withdrawn, when and why."],
        is_grave=True,
        breadcrumbs=decision_trail(one, "Withdraw"),
        back=place(one),
    )


@office_page
def review(request: Request, reference: str) -> HttpResponse:
    """Look again at what a published decision withholds, and keep it until another day."""
    one = _mine(request, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    initial = {"version": one.version, "review": forms.in_a_year()}
    return ask(
        request,
        forms.KeepRedaction(sent(request), initial=initial),
        lambda **typed: actions.review_exemption(decision=one, **typed),
        title="Look again at what is withheld",
        caption=f"{one.reference} {one.title}",
        button="Keep it until then",
        words=["To let the words be read, correct the decision so that it says them."],
        breadcrumbs=decision_trail(one, "Review"),
        back=place(one),
        again=lambda: {"version": queries.decision(request.person, reference).version},
    )
