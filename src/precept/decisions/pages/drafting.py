"""The office's pages that begin and change a draft, one thing at a time."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.decisions import access, actions, forms, queries, sign_ups
from precept.decisions.actions.moving import NOT_DRAFTER
from precept.decisions.models import Decision
from precept.decisions.pages.trails import around, decision_trail, place
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent


def draft_of(request: Request, reference: str) -> Decision:
    """A decision that whoever asks may look up and, as somebody who drafts, change."""
    only_if(access.may_draft(request.person), NOT_DRAFTER)
    return queries.decision(request.person, reference)


@office_page
def draft(request: Request) -> HttpResponse:
    """Begin a decision by hand."""
    only_if(access.may_draft(request.person), NOT_DRAFTER)
    return ask(
        request,
        forms.NewDecision(sent(request)),
        actions.draft_decision,
        place,
        title="Draft a decision",
        button="Begin the draft",
        words=["A round’s decision is drafted from its recommendation: begin that one there."],
        breadcrumbs=decision_trail(here="Draft"),
        back=reverse("decisions.all"),
    )


@office_page
def words(request: Request, reference: str) -> HttpResponse:
    """Change what a draft says."""
    one = draft_of(request, reference)
    known = None if one.finance_source else sign_ups.money_known(request.person, one)
    form = forms.Words(
        sent(request),
        initial={**forms.Words.was(one), **forms.Words.known(known)},
        drafted=one.drafted_words,
        money_of=known.of if known else "",
    )
    return ask(
        request,
        form,
        lambda **typed: actions.amend_decision(decision=one, **typed),
        title="Change the words",
        button="Save",
        again=lambda: forms.Words.was(queries.decision(request.person, reference)),
        **around(one, "Words"),
    )


@office_page
def exemption(request: Request, reference: str) -> HttpResponse:
    """Say whether a decision is published in full, or what of it is withheld."""
    one = draft_of(request, reference)
    return ask(
        request,
        forms.Exemption(sent(request), initial=forms.Exemption.was(one)),
        lambda **typed: actions.set_exemption(decision=one, **typed),
        title="Say what is withheld",
        button="Save",
        again=lambda: forms.Exemption.was(queries.decision(request.person, reference)),
        **around(one, "What is withheld"),
    )


@office_page
def attach(request: Request, reference: str) -> HttpResponse:
    """Keep a paper with a draft."""
    one = draft_of(request, reference)
    return ask(
        request,
        forms.Paper(sent(request), request.FILES or None),
        lambda *, by, paper: actions.attach_paper(
            by=by, decision=one, name=paper.name, content=paper
        ),
        title="Attach a paper",
        button="Attach it",
        words=[
            "It stays in the office: the public reads how many papers there are, and asks for a copy."
        ],
        **around(one, "Attach a paper"),
    )


@office_page
def link(request: Request, reference: str) -> HttpResponse:
    """Say that a draft follows, changes or ends an earlier decision."""
    one = draft_of(request, reference)
    form = forms.Earlier(sent(request), offered=queries.earlier_choices(request.person, one))
    return ask(
        request,
        form,
        lambda *, by, earlier, how: actions.link(
            by=by, decision=one, earlier=queries.decision(by, earlier), how=how
        ),
        title="Link an earlier decision",
        button="Link it",
        **around(one, "Link"),
    )


@office_page
def unlink(request: Request, reference: str, earlier: str) -> HttpResponse:
    """Take back that a draft belongs to an earlier decision."""
    one = draft_of(request, reference)
    found = next(
        (row.earlier for row in queries.links_of(one) if row.earlier.reference == earlier), None
    )
    if found is None:
        raise Http404
    return ask(
        request,
        forms.Go(sent(request)),
        lambda *, by: actions.unlink(by=by, decision=one, earlier=found),
        title=f"Remove the link to {earlier}",
        button="Remove the link",
        **around(one, "Remove a link"),
    )


@office_page
def send(request: Request, reference: str) -> HttpResponse:
    """Ask the advisers."""
    one = draft_of(request, reference)
    return ask(
        request,
        forms.Confirm(sent(request), initial={"version": one.version}),
        lambda **typed: actions.send_for_advice(decision=one, **typed),
        title="Send it for advice",
        button="Send it",
        words=[
            "Those who advise on money, law, equality and risk each get a letter. Nobody changes the"
            " words meanwhile: take the decision back first."
        ],
        **around(one, "Send for advice"),
    )


@office_page
def give_up(request: Request, reference: str) -> HttpResponse:
    """Give a decision up before it is signed."""
    one = draft_of(request, reference)
    return ask(
        request,
        forms.Reason(sent(request), initial={"version": one.version}),
        lambda *, by, why, **_: actions.withdraw_draft(by=by, decision=one, why=why),
        title="Give the decision up",
        button="Give it up",
        words=["Its history stays, and its number is not used again."],
        is_grave=True,
        **around(one, "Give up"),
    )
