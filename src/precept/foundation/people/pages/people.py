"""The people of the office: who they are, what they may do, and whether they can sign in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.people import access, actions, factors, forms, queries
from precept.foundation.people.actions.roles import NOT_YOURS
from precept.foundation.people.middleware import session_here
from precept.foundation.people.models import Person
from precept.foundation.people.proving import proves_for_account
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, only_if, render


def _only_for_those_who_manage(request: Request) -> None:
    only_if(access.may_manage_people(request.person), NOT_YOURS)


def _proof_owed(request: Request) -> HttpResponse | None:
    row = session_here(request)
    return proves_for_account(request, row) if row is not None else None


@office_page
def people(request: Request) -> HttpResponse:
    """Everybody who can sign in, or once could."""
    _only_for_those_who_manage(request)
    table = queries.people_page(request.person, request.GET)
    context = {"table": table, "may_see_exports": access.may_see_exports(request.person)}
    return render(request, "people/people.html", context)


@office_page
def invite(request: Request) -> HttpResponse:
    """Add somebody, with their first role, and write to them."""
    _only_for_those_who_manage(request)
    if elsewhere := _proof_owed(request):
        return elsewhere
    return ask(
        request,
        forms.Invite(request.POST or None),
        actions.invite,
        title="Invite somebody",
        words=["They get a letter that says how to sign in with a code."],
        button="Send the invitation",
        back=reverse("people.all"),
        onwards=lambda person: reverse("people.one", args=[person.reference]),
    )


@office_page
def one(request: Request, reference: str) -> HttpResponse:
    """Somebody: the roles they hold, and how they sign in. One's own page is for everyone."""
    person = queries.person_of(request.person, reference)
    context = {
        "person": person,
        "roles": queries.roles_shown(request.person, person),
        "factors": factors.factors_of(person),
        "sessions": queries.sessions_of(person),
        "may_manage": access.may_manage_people(request.person),
        "back": reverse("people.all"),
    }
    return render(request, "people/person.html", context)


def _act(
    request: Request,
    person: Person,
    form: Form,
    act: Callable[..., Any],
    *,
    title: str,
    intro: str,
    button: str,
    is_grave: bool = False,
) -> HttpResponse:
    """A page with one form that does one thing to somebody, then goes back to them."""
    if elsewhere := _proof_owed(request):
        return elsewhere
    return ask(
        request,
        form,
        act,
        title=title,
        words=[intro],
        button=button,
        is_grave=is_grave,
        back=reverse("people.one", args=[person.reference]),
    )


@office_page
def give_role(request: Request, reference: str) -> HttpResponse:
    """Give somebody a role between two dates."""
    _only_for_those_who_manage(request)
    person = queries.person_of(request.person, reference)
    return _act(
        request,
        person,
        forms.GiveRole(request.POST or None),
        lambda **typed: actions.give_role(person=person, **typed),
        title=f"Give {person.name} a role",
        intro="What they may do changes on their next click.",
        button="Give the role",
    )


@office_page
def end_role(request: Request, reference: str, held: str) -> HttpResponse:
    """End a role that somebody holds."""
    _only_for_those_who_manage(request)
    person = queries.person_of(request.person, reference)
    role = queries.role_of(request.person, person, held)
    return _act(
        request,
        person,
        forms.Reason(request.POST or None),
        lambda **typed: actions.end_role(held=role, **typed),
        title=f"End a role: {role}",
        intro="It ends now, and so do the roles of deputies who were named for it.",
        button="End the role",
        is_grave=True,
    )


@office_page
def name_deputy(request: Request, reference: str, held: str) -> HttpResponse:
    """Let somebody stand in for the holder of a role."""
    person = queries.person_of(request.person, reference)
    role = queries.role_of(request.person, person, held)
    only_if(access.may_name_deputy(request.person, role), NOT_YOURS)
    return _act(
        request,
        person,
        forms.NameDeputy(request.POST or None, held=role),
        lambda **typed: actions.name_deputy(held=role, **typed),
        title=f"Name a deputy: {role}",
        intro="They may do all that the role may, on these days and no others.",
        button="Name the deputy",
    )


@office_page
def end_their_session(request: Request, reference: str, session: str) -> HttpResponse:
    """Sign somebody out of one browser, such as one that is not theirs."""
    _only_for_those_who_manage(request)
    person = queries.person_of(request.person, reference)
    row = queries.session_of(request.person, person, session)
    return _act(
        request,
        person,
        forms.Reason(request.POST or None),
        lambda **typed: actions.end_session(signed_in=row, **typed),
        title=f"Sign {person.name} out of {row.browser or 'a browser'}",
        intro=(
            "It acts on that browser’s next click, and they are told by e-mail. Whoever has their password or"
            " mailbox can sign in again: where you doubt that, switch the account off instead."
        ),
        button="Sign them out there",
        is_grave=True,
    )


@office_page
def switch_off(request: Request, reference: str) -> HttpResponse:
    """Stop somebody from signing in."""
    _only_for_those_who_manage(request)
    person = queries.person_of(request.person, reference)
    return _act(
        request,
        person,
        forms.Reason(request.POST or None),
        lambda **typed: actions.switch_off(person=person, **typed),
        title=f"Switch off the account of {person.name}",
        intro="They are signed out everywhere at once and cannot sign in again.",
        button="Switch the account off",
        is_grave=True,
    )


@office_page
def switch_on(request: Request, reference: str) -> HttpResponse:
    """Let somebody sign in again."""
    _only_for_those_who_manage(request)
    person = queries.person_of(request.person, reference)
    return _act(
        request,
        person,
        forms.Reason(request.POST or None),
        lambda **typed: actions.switch_on(person=person, **typed),
        title=f"Switch on the account of {person.name}",
        intro="They can sign in again, with the roles whose dates still run.",
        button="Switch the account on",
    )


@office_page
def reset_second_factor(request: Request, reference: str) -> HttpResponse:
    """Let somebody who lost their second factor start again."""
    _only_for_those_who_manage(request)
    person = queries.person_of(request.person, reference)
    return _act(
        request,
        person,
        forms.Reason(request.POST or None),
        lambda **typed: actions.reset_second_factor(person=person, **typed),
        title=f"Reset how {person.name} proves who they are",
        intro=(
            "Their app, passkeys, recovery codes and password stop working, and they are signed out"
            " everywhere. They start again with a code sent to their mailbox. First make sure, by"
            " voice or face to face, that it is them who ask."
        ),
        button="Reset",
        is_grave=True,
    )
