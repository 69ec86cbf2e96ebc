"""What the office checked of an organisation, and what waits to be checked."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail
from precept.parties import access, actions, forms, queries, rules
from precept.parties.actions.diligence import NOT_YOURS
from precept.parties.models import Organisation
from precept.parties.pages.colleagues import ask_about_claim
from precept.parties.pages.trail import address_of

DONE = {
    "recorded": "The check was recorded.",
    "looked": "That you looked is recorded.",
    "paper": "What you said of the paper was recorded.",
    "settled": "The answer was recorded.",
    "bank": "The bank details moved on.",
}


def diligence_address(one: Organisation, done: str = "") -> str:
    """Where the office sees how an organisation stands."""
    address = reverse("parties.diligence", args=[one.reference])
    return f"{address}?done={done}" if done else address


def trail_to(one: Organisation, here: str = "") -> Trail:
    """The breadcrumbs down to how an organisation stands, or to a page below it."""
    above = [(reverse("parties.organisations"), "Organisations"), (address_of(one), one.name)]
    if not here:
        return trail(*above, ("", "Due diligence"))
    return trail(*above, (diligence_address(one), "Due diligence"), ("", here))


def only_who_check(request: Request) -> None:
    """Refuse whoever does not check organisations, before anything is shown."""
    only_if(access.may_check(request.person), NOT_YOURS)


def said_done(request: Request) -> str:
    """What was just done, where the address says one of the words we know."""
    return DONE.get(request.GET.get("done", ""), "")


@office_page
def waiting(request: Request) -> HttpResponse:
    """Every organisation with something to check."""
    only_if(
        access.may_see_bank(request.person),
        "Only people who check organisations, or approve bank details, see what waits.",
    )
    context = {
        "table": queries.diligence_page(request.person, request.GET),
        "breadcrumbs": trail(("", "Due diligence")),
    }
    return render(request, "parties/waiting.html", context)


@office_page
def diligence(request: Request, reference: str) -> HttpResponse:
    """How one organisation stands: its checks, papers, bank details, and what it shares with others."""
    one = queries.organisation(request.person, reference)
    only_if(
        access.may_see_bank(request.person),
        "Only people who check organisations, or approve bank details, see this.",
    )
    may_check = access.may_check(request.person)
    profile = queries.profile_of(one)
    form = forms.Reason(request.POST if request.method == "POST" and may_check else None)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.look_at_profile(by=request.person, organisation=one, **form.taken())
            return HttpResponseRedirect(diligence_address(one, "looked"))
    standings = queries.diligence(one)
    context = {
        "organisation": one,
        "standings": standings,
        "summary": rules.diligence_summary([standing.state for standing in standings]),
        "outcomes": dict(rules.DILIGENCE_OUTCOMES),
        "sources": dict(rules.DILIGENCE_SOURCES),
        "papers": queries.papers_shown(one),
        "paper_states": dict(rules.PAPER_STATES),
        "bank_states": dict(rules.BANK_STATES),
        "in_force": queries.bank_in_force(one),
        "bank": queries.bank_waiting(one),
        "payment_problem": queries.payment_problem(one),
        "flags": queries.flags(one),
        "profile": profile,
        "claims": queries.claims_upon(one),
        "officers": queries.officers_of(one),
        "members": queries.members(one),
        "subsidies": queries.subsidy_checks(one),
        "subsidy_outcomes": dict(rules.SUBSIDY_OUTCOMES),
        "registers": [
            number for number in queries.identifiers_of(one) if number.scheme in rules.REGISTERS
        ],
        "may_check": may_check,
        "form": form,
        "story": ledger.story(one.subject, limit=20),
        "done": said_done(request),
        "breadcrumbs": trail_to(one),
    }
    return render(request, "parties/diligence.html", context)


@office_page
def check(request: Request, reference: str, kind: str) -> HttpResponse:
    """Record one check of an organisation."""
    one = queries.organisation(request.person, reference)
    only_who_check(request)
    title = rules.DILIGENCE.get(kind)
    if title is None:
        raise Http404
    papers = queries.papers_in_force(one)

    def standing() -> queries.Standing:
        return next(found for found in queries.diligence(one) if found.kind == kind)

    def latest() -> str:
        now = standing().check
        return now.reference if now else ""

    before = standing().check
    wanted = rules.PAPER_OF.get(kind)
    given = next((paper.reference for paper in papers if paper.kind == wanted), "")
    initial = {
        "latest": latest(),
        "paper": given,
        "source": request.GET.get("source", "paper" if given else rules.BY_HAND),
    }
    return ask(
        request,
        forms.RecordDiligence(sent(request), papers=papers, initial=initial),
        lambda **said: actions.record_diligence(organisation=one, kind=kind, **said),
        lambda _: diligence_address(one, "recorded"),
        title=title,
        caption=one.name,
        words=[f"Last recorded on {clock.spoken_time(before.at)}: {before.evidence}"]
        if before
        else [],
        button="Record the check",
        back=diligence_address(one),
        breadcrumbs=trail_to(one, title),
    )


@office_page
def paper(request: Request, reference: str, paper: str) -> HttpResponse:
    """Say whether a paper will do."""
    one = queries.organisation(request.person, reference)
    only_who_check(request)
    found = queries.paper(one, paper)
    only_if(found.state != rules.REPLACED, "This paper was replaced: look at the newer one.")
    shown = next(
        (each for each in queries.papers_shown(one) if each.paper and each.paper.pk == found.pk),
        None,
    )
    dates = [
        f"{label}: {clock.spoken(day)}"
        for label, day in (("Dated", found.dated), ("Holds until", found.expires))
        if day
    ]
    return ask(
        request,
        forms.CheckPaper(sent(request)),
        lambda **said: actions.check_paper(paper=found, **said),
        lambda _: diligence_address(one, "paper"),
        title=rules.PAPERS[found.kind].title,
        caption=one.name,
        words=[f"Given on {clock.spoken_time(found.given)} by {found.given_by.name}.", *dates],
        button="Record this",
        back=diligence_address(one),
        breadcrumbs=trail_to(one, rules.PAPERS[found.kind].title),
        template="parties/check_paper.html",
        more={"paper": found, "shown": shown},
    )


@office_page
def claim(request: Request, reference: str, claim: str) -> HttpResponse:
    """Say whether somebody belongs to an organisation."""
    one = queries.organisation(request.person, reference)
    found = queries.claim(one, claim)
    only_if(
        access.may_settle_claim(request.person, found),
        "Only people who keep organisations may say who belongs to them.",
    )
    return ask_about_claim(
        request,
        found,
        back=diligence_address(one),
        onwards=diligence_address(one, "settled"),
        breadcrumbs=trail_to(one, "Do they belong to it?"),
    )


@office_page
def register(request: Request, reference: str) -> HttpResponse:
    """Look an organisation up in a public register, and compare what it says."""
    one = queries.organisation(request.person, reference)
    only_who_check(request)
    held = [number for number in queries.identifiers_of(one) if number.scheme in rules.REGISTERS]
    choices = [
        (number.scheme, f"{rules.REGISTERS[number.scheme]}: {number.value}") for number in held
    ]
    form = forms.LookedUp(
        request.POST if request.method == "POST" else None, registers=list(dict(choices).items())
    )
    context: dict[str, Any] = {
        "organisation": one,
        "form": form,
        "has_numbers": bool(choices),
        "breadcrumbs": trail_to(one, "Look it up in a register"),
        "back": diligence_address(one),
    }
    if form.is_bound and form.is_valid():
        with form.refusals():
            answer = actions.check_register(by=request.person, organisation=one, **form.taken())
            context["answer"] = answer
            context["compared"] = queries.compared_with_register(one, answer.entry)
    return render(request, "parties/register_look.html", context)


@office_page
def new_subsidy(request: Request, reference: str) -> HttpResponse:
    """Check whether paying for one activity would be a subsidy."""
    one = queries.organisation(request.person, reference)
    only_who_check(request)
    initial = {"on": clock.today(), "about": request.GET.get("about", "")[:150]}
    return ask(
        request,
        forms.CheckSubsidy(sent(request), initial=initial),
        lambda **said: actions.check_subsidy(organisation=one, **said),
        lambda made: reverse("parties.subsidy", args=[one.reference, made.reference]),
        title="Is it a subsidy?",
        caption=one.name,
        words=["It goes by what the money is for, not by what kind of organisation it is."],
        button="See what follows",
        back=diligence_address(one),
        breadcrumbs=trail_to(one, "Is it a subsidy?"),
    )


@office_page
def subsidy(request: Request, reference: str, check: str) -> HttpResponse:
    """One subsidy check: what it came to, and the steps that were taken."""
    one = queries.organisation(request.person, reference)
    only_who_check(request)
    found = queries.subsidy_check(one, check)
    shown = {
        "check": found,
        "result": queries.subsidy_result(found),
        "outcome": dict(rules.SUBSIDY_OUTCOMES)[found.outcome],
        "problem": rules.subsidy_problem(
            found.outcome, notified=found.notified, confirmed=found.confirmed
        ),
        "law": rules.subsidy_law(found.on),
    }
    if request.method == "GET" and not queries.subsidy_steps_left(found):
        around = {"organisation": one, "breadcrumbs": trail_to(one, "Subsidy check")}
        return render(request, "parties/subsidy_none.html", shown | around)

    def again() -> dict[str, Any]:
        now = queries.subsidy_check(one, check)
        return {"version": now.version, "step": "", "on": clock.today()}

    return ask(
        request,
        forms.SubsidyStep(sent(request), initial={"version": found.version, "on": clock.today()}),
        lambda **said: actions.record_subsidy_step(check=found, **said),
        lambda _: reverse("parties.subsidy", args=[one.reference, found.reference]),
        title="Subsidy check",
        caption=one.name,
        button="Record this step",
        back=diligence_address(one),
        breadcrumbs=trail_to(one, "Subsidy check"),
        again=again,
        template="parties/subsidy.html",
        more=shown,
    )
