"""What the office keeps of an agreement while it runs, one thing at a time."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import access, actions, queries, rules
from precept.do.agreements.actions.moving import NOT_KEEPER, NOT_PUBLISHER
from precept.do.agreements.forms import keeping as forms
from precept.do.agreements.models import Agreement
from precept.do.agreements.pages.trails import ONE, office_address, trail_of
from precept.foundation import clock
from precept.foundation.documents.handing import as_file
from precept.foundation.people.exports import handed_out
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, only_if, render, sent


def _only_keepers(request: Request) -> None:
    only_if(access.may_keep_register(request.person), NOT_KEEPER)


def _acting(
    request: Request,
    reference: str,
    title: str,
    button: str,
    typed: Callable[[Agreement], Form],
    act: Callable[..., Any],
    words: Callable[[Agreement], list[str]] = lambda _: [],
    template: str = "web/act.html",
) -> HttpResponse:
    """One form on one agreement, for those who keep the register."""
    _only_keepers(request)
    found = queries.agreement(request.person, reference)

    def again() -> dict[str, Any]:
        return {"version": queries.agreement(request.person, reference).version}

    return ask(
        request,
        typed(found),
        lambda **said: act(agreement=found, **said),
        title=title,
        caption=found.reference,
        button=button,
        back=office_address(found),
        breadcrumbs=trail_of(found, title),
        words=words(found),
        again=again,
        in_words=list,
        template=template,
    )


@office_page
def keep(request: Request, reference: str, part: str) -> HttpResponse:
    """Change its footing in law, who manages it, or what follows it."""
    if part not in forms.KEPT_PARTS:
        raise Http404
    title, kind = forms.KEPT_PARTS[part]
    return _acting(
        request,
        reference,
        title,
        "Save",
        lambda found: kind(sent(request), initial=forms.initial_kept(found)),
        actions.amend_agreement,
    )


@office_page
def terms(request: Request, reference: str) -> HttpResponse:
    """State what it is to change, how that is measured and reported, and its conditions."""
    return _acting(
        request,
        reference,
        "State its outcomes and conditions",
        "Save",
        lambda found: forms.Terms(sent(request), initial=forms.initial_terms(found)),
        actions.state_terms,
        _about_terms,
    )


def _about_terms(found: Agreement) -> list[str]:
    words = ["No agreement is signed without an outcome, a measure and a reporting date."]
    theory, _ = queries.outcomes_carried(found)
    if theory and not queries.terms_of_agreement(found).outcomes:
        words.append(
            f"The outcomes below are those of the theory of change {theory}, on which its project rests."
            " Nothing is stated until you save."
        )
    return words


@office_page
def payments(request: Request, reference: str) -> HttpResponse:
    """Plan when it is paid."""
    return _acting(
        request,
        reference,
        "Plan its payments",
        "Save",
        lambda found: forms.PaymentPlan(sent(request), initial=forms.initial_payments(found)),
        actions.plan_payments,
        lambda found: [f"They add up to its value: {queries.current_words(found)}."],
    )


@office_page
def sign(request: Request, reference: str) -> HttpResponse:
    """Record that it is signed."""
    return _acting(
        request,
        reference,
        "Record that it is signed",
        "Record it",
        lambda found: forms.Sign(sent(request), initial={"version": found.version, "how": "now"}),
        actions.sign_agreement,
    )


@office_page
def draft_spend_decision(request: Request, reference: str) -> HttpResponse:
    """Draft the decision about spending that no framework foresaw."""
    only_if(request.person.may("draft decisions"), "Only people who draft decisions may do this.")
    return _acting(
        request,
        reference,
        "Draft the decision about this spending",
        "Draft it",
        lambda found: forms.SpendDecision(sent(request), initial=_at(found)),
        actions.draft_spend_decision,
        lambda found: [
            queries.covering_of(found, clock.today()).words,
            "Where somebody receives an amount that the framework does not name, that is decided and"
            " published by itself. The agreement is signed after that.",
        ],
    )


def _at(found: Agreement) -> dict[str, Any]:
    return {"version": found.version}


@office_page
def new_option(request: Request, reference: str) -> HttpResponse:
    """Record an option to extend it."""
    return _acting(
        request,
        reference,
        "Record an option to extend",
        "Save",
        lambda found: forms.Option(sent(request), initial=_at(found)),
        actions.add_option,
    )


@office_page
def give_up_option(request: Request, reference: str, place: int) -> HttpResponse:
    """Say that an option is not used."""
    return _acting(
        request,
        reference,
        f"Give up option {place}",
        "Give it up",
        lambda found: forms.GiveUp(sent(request), initial=_at(found)),
        lambda **said: actions.give_up_option(place=place, **said),
    )


@office_page
def new_break(request: Request, reference: str) -> HttpResponse:
    """Record a break clause."""
    return _acting(
        request,
        reference,
        "Record a break clause",
        "Save",
        lambda found: forms.Break(sent(request), initial=_at(found)),
        actions.add_break,
    )


@office_page
def new_evidence(request: Request, reference: str) -> HttpResponse:
    """Record insurance or safeguarding evidence that somebody saw."""
    return _acting(
        request,
        reference,
        "Record evidence that you saw",
        "Save",
        lambda found: forms.Seen(sent(request), initial=_at(found)),
        actions.see_evidence,
        lambda _: [f"Its renewal is asked for {rules.ASK_BEFORE} days before it expires."],
    )


@office_page
def new_paper(request: Request, reference: str) -> HttpResponse:
    """Add a paper."""

    def add(*, agreement: Agreement, paper: Any, redacts: str, **said: Any) -> Any:
        original = (
            queries.paper_of(request.person, agreement.reference, int(redacts)) if redacts else None
        )
        return actions.add_paper(
            agreement=agreement, name=paper.name, content=paper, redacts=original, **said
        )

    return _acting(
        request,
        reference,
        "Add a paper",
        "Add it",
        lambda found: forms.NewPaper(
            sent(request),
            request.FILES or None,
            initial=_at(found),
            offered=queries.originals_of(found),
        ),
        add,
        lambda _: ["It stays in the office. Only a redacted copy is ever published."],
    )


@office_page
def release_paper(request: Request, reference: str, number: int) -> HttpResponse:
    """Publish a redacted copy."""
    only_if(access.may_publish_register(request.person), NOT_PUBLISHER)
    paper = queries.paper_of(request.person, reference, number)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.Why(sent(request)),
        lambda **said: actions.release_paper(paper=paper, **said),
        title="Publish the redacted copy",
        caption=paper.title,
        button="Publish",
        words=[
            f"Anyone can read it from then on. Taken out: {paper.redacted_why or 'not stated'}",
            "Open it once more and look for names, addresses and bank details before you do.",
        ],
        back=office_address(paper.agreement),
        breadcrumbs=trail_of(paper.agreement, "Publish a copy"),
    )


@office_page
def withdraw_paper(request: Request, reference: str, number: int) -> HttpResponse:
    """Take a redacted copy down."""
    only_if(
        request.person.may("withdraw publications"),
        "Only people who may withdraw publications can do this.",
    )
    if elsewhere := proves_first(request):
        return elsewhere
    paper = queries.paper_of(request.person, reference, number)
    return ask(
        request,
        forms.WhyWithdrawn(sent(request)),
        lambda **said: actions.withdraw_paper(paper=paper, **said),
        title="Withdraw the redacted copy",
        caption=paper.title,
        button="Withdraw it",
        is_grave=True,
        back=office_address(paper.agreement),
        breadcrumbs=trail_of(paper.agreement, "Withdraw a copy"),
    )


@office_page
def agreement_file(request: Request, reference: str, ending: str) -> HttpResponse:
    """The agreement on the office's letterhead, as Word or PDF."""
    found = queries.agreement(request.person, reference)
    return handed_out(
        request,
        "agreement",
        lambda: as_file(queries.agreement_document(found), f"agreement-{found.reference}", ending),
    )


@office_page
def decide_by(request: Request, reference: str) -> HttpResponse:
    """How its decide-by day was worked out, step by step."""
    found = queries.agreement(request.person, reference)
    backwards = queries.backwards_of(found)
    context = {
        "agreement": found,
        "backwards": backwards,
        "steps": [
            (one.name, clock.spoken(one.starts), clock.spoken(one.ends), one.length, one.source)
            for one in (backwards.steps if backwards else ())
        ],
        "chart": queries.drawn([found], clock.today()) if found.ends else None,
        "follows": rules.CHOICES["what_follows"][found.what_follows],
        "may_keep": access.may_keep_register(request.person),
        "breadcrumbs": trail_of(found, "Decide by"),
    }
    return render(request, "agreements/decide_by.html", context)


@office_page
def letter_wording(request: Request, kind: str) -> HttpResponse:
    """Word the office's agreements or variation letters."""
    _only_keepers(request)
    if kind not in rules.TEMPLATE_KINDS:
        raise Http404
    held = queries.wording_of_kind(kind)
    names = ", ".join(f"${name}" for name in sorted(rules.TEMPLATE_FIELDS[kind]))
    title = f"Wording: {rules.TEMPLATE_KINDS[kind].lower()}"
    form = forms.Wording(sent(request), initial={"version": held.version, "words": held.words})
    return ask(
        request,
        form,
        lambda **said: actions.change_template(kind=kind, **said),
        title=title,
        button="Save",
        words=[
            f"Filled in for each agreement: {names}.",
            "Terms and signatures follow by themselves.",
        ],
        back=reverse("agreements.all"),
        breadcrumbs=trail_of(here=title),
        again=lambda: {"version": queries.wording_of_kind(kind).version},
    )


urlpatterns: list[URLPattern] = [
    path(f"{ONE}/keep/<slug:part>", keep, name="agreements.keep"),
    path(f"{ONE}/terms", terms, name="agreements.terms_of_agreement"),
    path(f"{ONE}/payments", payments, name="agreements.payments_of_agreement"),
    path(f"{ONE}/sign", sign, name="agreements.sign"),
    path(f"{ONE}/decision", draft_spend_decision, name="agreements.draft_spend_decision"),
    path(f"{ONE}/options/new", new_option, name="agreements.new_option"),
    path(f"{ONE}/options/<int:place>/give-up", give_up_option, name="agreements.give_up_option"),
    path(f"{ONE}/breaks/new", new_break, name="agreements.new_break"),
    path(f"{ONE}/evidence/new", new_evidence, name="agreements.new_evidence"),
    path(f"{ONE}/papers/new", new_paper, name="agreements.new_paper"),
    path(f"{ONE}/papers/<int:number>/publish", release_paper, name="agreements.release_paper"),
    path(f"{ONE}/papers/<int:number>/withdraw", withdraw_paper, name="agreements.withdraw_paper"),
    path(f"{ONE}/agreement.<slug:ending>", agreement_file, name="agreements.agreement_file"),
    path(f"{ONE}/decide-by", decide_by, name="agreements.decide_by"),
    path("office/register/wording/<slug:kind>", letter_wording, name="agreements.letter_wording"),
]
