"""One's own organisations: the list, starting a profile, and its parts, a page each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.parties import access, actions, forms, queries, rules
from precept.parties.actions.profiles import NOT_YOURS
from precept.parties.models import Organisation

DONE = {
    "started": "The profile was started.",
    "saved": "The change was saved.",
    "paper": "The paper was given. The office looks at it when it is needed.",
    "invited": "The invitation was sent.",
    "joined": "You now act for this organisation.",
    "declined": "You declined the invitation.",
    "left": "You no longer act for the organisation.",
    "bank": "The bank details were given. We telephone before anything is paid.",
    "secret": "The address is kept enciphered, and nobody is shown more than the area.",
    "settled": "Your answer was recorded.",
}


def own_address(one: Organisation, done: str = "") -> str:
    """Where its own people read of an organisation."""
    return reverse("parties.mine", args=[one.reference]) + (f"?done={done}" if done else "")


def said_done(request: Request) -> str:
    """What was just done, where the address says one of the words we know."""
    return DONE.get(request.GET.get("done", ""), "")


def only_who_keep_it(request: Request, one: Organisation) -> None:
    """Refuse whoever does not keep this profile, before a form is shown."""
    only_if(access.may_keep_profile(request.person, one), NOT_YOURS)


def came_from(request: Request) -> str:
    """Which of their own pages somebody came from and goes back to; "" where the address says none."""
    there = request.GET.get("next", "")
    return there if there.startswith("/my/") and ".." not in there and "\\" not in there else ""


@my_page
def organisations(request: Request) -> HttpResponse:
    """The organisations that one acts for, and invitations that wait."""
    context = {
        "memberships": queries.memberships(request.person),
        "invitations": queries.invitations_to(request.person),
        "done": said_done(request),
    }
    return render(request, "parties/my_organisations.html", context)


@my_page
def start(request: Request) -> HttpResponse:
    """Start an organisation's profile; back to where somebody came from of their own pages, if they did."""
    there = came_from(request)
    return ask(
        request,
        forms.StartProfile(sent(request)),
        actions.start_profile,
        lambda made: there or own_address(made, "started"),
        title="Start your organisation’s profile",
        words=[
            "You fill it in once, and use it for every bid. You can save each part and come back.",
            "Your group need not be registered anywhere.",
        ],
        button="Start the profile",
        back=there or reverse("parties.my_organisations"),
    )


@dataclass(frozen=True)
class PartOf:
    """A part of the profile as its task list shows it."""

    title: str
    href: str
    hint: str
    state: str
    tag: str


def _state(is_there: bool, needed: bool = True) -> tuple[str, str]:
    if is_there:
        return "Completed", ""
    return ("Not yet started", "govuk-tag--blue") if needed else ("Optional", "govuk-tag--grey")


def parts_of(one: Organisation, keeps: bool, signs: bool) -> list[PartOf]:
    """The parts of an organisation's profile, what each holds, and whether it is filled in."""
    profile, whole = queries.profile_of(one), queries.whole(one)
    officers = one.officers.count()
    has_address = whole.has_hidden_address or bool(one.postal_address)
    papers = queries.papers_shown(one)
    good = sum(shown.paper is not None and shown.problem is None for shown in papers)
    wrong = [shown for shown in papers if shown.paper is not None and shown.problem]
    bank = _bank_state(one)

    def part(name: str, title: str, hint: str, state: tuple[str, str], may: bool) -> PartOf:
        href = reverse(f"parties.{name}", args=[one.reference]) if may else ""
        return PartOf(title, href, hint, *state)

    return [
        part(
            "my_about",
            "Name and what it does",
            "Its name, kind, purpose and website",
            _state(bool(one.about)),
            keeps,
        ),
        part(
            "my_numbers",
            "Registration numbers",
            ", ".join(number.value for number in whole.identifiers[:5])
            or "With the Charity Commission, Companies House and others",
            _state(bool(whole.identifiers) or profile.is_unregistered),
            keeps,
        ),
        part(
            "my_address",
            "Address and telephone",
            "Its address must stay secret: shown by its area alone"
            if one.is_protected
            else "Where it is and how we reach it. Never published",
            _state(has_address),
            keeps,
        ),
        part(
            "my_people",
            "People who run it",
            f"{officers} named" if officers else "Trustees, directors, governors or committee",
            _state(bool(officers)),
            keeps,
        ),
        part(
            "my_papers",
            "Papers",
            f"{good} of {len(papers)} given. Asked of those who win, unless the round says otherwise",
            ("Look again", "govuk-tag--red")
            if wrong
            else _state(good == len(papers), needed=False),
            keeps,
        ),
        part(
            "my_bank",
            "Bank details",
            "Asked before money is paid",
            bank,
            keeps or signs,
        ),
        part(
            "my_colleagues",
            "Colleagues",
            "Who may change this profile, and who may sign",
            ("Always open", "govuk-tag--grey"),
            True,
        ),
    ]


def _bank_state(one: Organisation) -> tuple[str, str]:
    if queries.bank_waiting(one) is not None:
        return "Being checked", "govuk-tag--yellow"
    return _state(queries.bank_in_force(one) is not None, needed=False)


@my_page
def organisation(request: Request, reference: str) -> HttpResponse:
    """One's own organisation: what is filled in, and what is still to do."""
    one = queries.my_organisation(request.person, reference)
    keeps = access.may_keep_profile(request.person, one)
    signs = access.may_sign_for(request.person, one)
    context = {
        "organisation": one,
        "parts": parts_of(one, keeps, signs),
        "claim": queries.claim_from(one),
        "claims": queries.claims_upon(one) if keeps else [],
        "keeps": keeps,
        "signs": signs,
        "back": reverse("parties.my_organisations"),
        "done": said_done(request),
    }
    return render(request, "parties/my_organisation.html", context)


def _part(
    request: Request,
    one: Organisation,
    form: Form,
    act: Callable[..., Any],
    *,
    title: str,
    words: tuple[str, ...] = (),
    done: str = "saved",
    button: str = "Save",
    is_grave: bool = False,
) -> HttpResponse:
    """A page of one part of the profile."""

    def again() -> dict[str, Any]:
        now = queries.my_organisation(request.person, one.reference)
        profile = queries.profile_of(now)
        return {
            name: getattr(now, name) if hasattr(now, name) else getattr(profile, name, "")
            for name in form.fields
        }

    return ask(
        request,
        form,
        act,
        lambda _: own_address(one, done),
        title=title,
        caption=one.name,
        words=words,
        button=button,
        is_grave=is_grave,
        back=own_address(one),
        again=again,
    )


@my_page
def about(request: Request, reference: str) -> HttpResponse:
    """Its name, its kind and what it does."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    profile = queries.profile_of(one)
    return _part(
        request,
        one,
        forms.AboutOrganisation(sent(request), organisation=one, profile=profile),
        lambda **said: actions.amend_profile(organisation=one, **said),
        title="Name and what it does",
    )


@my_page
def address(request: Request, reference: str) -> HttpResponse:
    """Where it is, and how it is reached."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    profile = queries.profile_of(one)
    form = forms.ContactAndAddress(sent(request), organisation=one, profile=profile)
    words = (
        ("Its address is kept enciphered, and we show nobody more than the area.",)
        if one.is_protected
        else ("Must it stay secret, as a refuge’s must? Say so before you type the address.",)
    )

    def again() -> dict[str, Any]:
        now = queries.my_organisation(request.person, one.reference)
        kept = queries.profile_of(now)
        said = {name: getattr(now, name, getattr(kept, name, "")) for name in form.fields}
        return said | {"secret_address": ""}

    return ask(
        request,
        form,
        lambda **said: actions.amend_profile(organisation=one, **said),
        lambda _: own_address(one, "saved"),
        title="Address and telephone",
        caption=one.name,
        words=words,
        button="Save",
        back=own_address(one),
        again=again,
        template="parties/my_address.html",
        more={"organisation": one},
    )


@my_page
def secrecy(request: Request, reference: str) -> HttpResponse:
    """Say that its address must stay secret."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    only_if(not one.is_protected, "Its address is kept secret already.")
    return _part(
        request,
        one,
        forms.KeepSecret(sent(request), organisation=one),
        lambda **said: actions.protect_own(organisation=one, **said),
        title="Its address must stay secret",
        words=(
            "For a refuge or another place where people would be in danger if it were found. The address"
            " leaves your profile and is kept enciphered; nobody is shown more than the area.",
        ),
        done="secret",
        button="Keep it secret",
        is_grave=True,
    )


@my_page
def numbers(request: Request, reference: str) -> HttpResponse:
    """Its numbers in other people's registers."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    profile = queries.profile_of(one)
    has_none = request.POST.get("act") == "none"
    if has_none and not profile.is_unregistered:
        actions.amend_profile(by=request.person, organisation=one, is_unregistered=True)
    if has_none:
        return HttpResponseRedirect(own_address(one, "saved"))
    return ask(
        request,
        forms.OwnNumber(sent(request), organisation=one),
        lambda **said: actions.add_own_number(organisation=one, **said),
        lambda _: own_address(one, "saved"),
        title="Registration numbers",
        caption=one.name,
        button="Add the number",
        back=own_address(one),
        again=lambda: {"version": queries.my_organisation(request.person, one.reference).version},
        in_words=lambda: [
            (number.get_scheme_display(), number.value) for number in queries.identifiers_of(one)
        ],
        template="parties/my_numbers.html",
        more={
            "numbers": queries.identifiers_of(one),
            "schemes": rules.SCHEMES,
            "is_unregistered": profile.is_unregistered,
        },
    )


@my_page
def people(request: Request, reference: str) -> HttpResponse:
    """The people who run it: one more, or one away."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    here = reverse("parties.my_people", args=[one.reference])
    officers = queries.officers_of(one)
    if gone := request.POST.get("remove"):
        found = next((officer for officer in officers if officer.reference == gone), None)
        if found is not None:
            actions.remove_officer(by=request.person, officer=found)
        return HttpResponseRedirect(here)
    return ask(
        request,
        forms.WhoRunsIt(sent(request)),
        lambda **said: actions.add_officer(organisation=one, **said),
        lambda _: here,
        title="People who run it",
        caption=one.name,
        words=[
            "Name everybody who decides for the organisation: trustees, directors, governors or the"
            " committee. Never published.",
        ],
        button="Add this person",
        back=own_address(one),
        template="parties/my_people.html",
        more={"officers": officers, "today": clock.today()},
    )
