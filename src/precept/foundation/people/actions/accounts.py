"""Accounts: making them, switching them off and on, names and passwords."""

from datetime import date
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.people import access, letters, queries, rules, sign_ups
from precept.foundation.people.actions.roles import (
    NOT_YOURS,
    give_role,
    refuse_to_lose_the_last_administrator,
)
from precept.foundation.people.actions.sessions import end_all_sessions
from precept.foundation.people.models import Person


@action
def make_person(*, by: access.Asker, email: str, name: str, is_invented: bool = False) -> Person:
    """Add somebody who can sign in with a code sent to their address; they hold no role yet."""
    if not access.may_manage_people(by):
        raise NotAllowed(NOT_YOURS)
    address, name = rules.same_address(email), " ".join(name.split())
    if not name:
        raise Refused("Enter their name.", field="name")
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Enter an e-mail address in the correct format, like name@example.com.", field="email"
        ) from None
    if Person.objects.filter(email=address).exists():
        raise Refused("Somebody with this e-mail address was added before.", field="email")
    person = Person.objects.create_user(address, name=name, is_invented=is_invented)
    record(
        person.ledger_name,
        "person added",
        by=by,
        after={"invented": is_invented},
        private={"name": name, "email": address},
    )
    return person


@action
def invite(
    *,
    by: access.Asker,
    email: str,
    name: str,
    role: str,
    starts: date,
    ends: date | None = None,
    why: str,
) -> Person:
    """Add somebody, give them a role and write to them how to sign in."""
    person = make_person(by=by, email=email, name=name)
    give_role(by=by, person=person, role=role, starts=starts, ends=ends, why=why)
    letters.send_invitation(person, queries.titles_on()[role])
    record(person.ledger_name, "person invited", by=by, why=why)
    return person


@action
def first_administrator(*, email: str, name: str, password: str | None = None) -> Person:
    """The office's first administrator, made by the command line. Refused where there is one."""
    if queries.administrators().exists():
        raise Refused("There is an administrator already. They invite everybody else.")
    person = make_person(by=SYSTEM, email=email, name=name)
    give_role(
        by=SYSTEM,
        person=person,
        role="administrator",
        starts=clock.today(),
        why="The first administrator of this installation",
    )
    if password is not None:
        set_password(by=SYSTEM, person=person, password=password)
    return person


@action
def change_name(*, by: Person, name: str) -> Person:
    """Change one's own name."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter your name.", field="name")
    before, by.name = by.name, name
    by.save(update_fields=["name"])
    record(by.ledger_name, "name changed", by=by, private={"before": before, "after": name})
    return by


@action
def switch_off(*, by: access.Asker, person: Person, why: str) -> Person:
    """Stop somebody from signing in, and end every session of theirs at once."""
    if not access.may_manage_people(by):
        raise NotAllowed(NOT_YOURS)
    if isinstance(by, Person) and by.pk == person.pk:
        raise Refused("You cannot switch off your own account. Ask another administrator.")
    if not why.strip():
        raise Refused("Say why the account is switched off.", field="why")
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise Changed("This account was already switched off.")
    if queries.manages_people(person):
        refuse_to_lose_the_last_administrator()
    person.is_active = False
    ended = end_all_sessions(person)
    record(
        person.ledger_name, "account switched off", by=by, why=why, after={"sessions ended": ended}
    )
    return person


@action
def switch_on(*, by: access.Asker, person: Person, why: str) -> Person:
    """Let somebody sign in again; they hold the roles whose dates still run."""
    if not access.may_manage_people(by):
        raise NotAllowed(NOT_YOURS)
    if not why.strip():
        raise Refused("Say why the account is switched on again.", field="why")
    if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        raise Changed("This account was already switched on.")
    person.is_active = True
    record(person.ledger_name, "account switched on", by=by, why=why)
    return person


@action
def set_password(
    *, by: access.Asker, person: Person, password: str, keep_session: str = ""
) -> Person:
    """Set the password that staff sign in with; every session but ``keep_session`` ends."""
    if not access.may_change_sign_in(by, person):
        raise NotAllowed("Only a person themself may set their password.")
    problem = rules.password_problem(
        password,
        is_common=_is_common(password),
        words=(sign_ups.office_name(), person.name, person.email.partition("@")[0]),
    )
    if problem:
        raise Refused(problem, field="password")
    person.set_password(password)
    person.save(update_fields=["password"])
    ended = end_all_sessions(person, but=keep_session)
    letters.send_notice(person, "your password was changed")
    record(person.ledger_name, "password set", by=by, after={"sessions ended": ended})
    return person


@cache
def _common_passwords() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def _is_common(password: str) -> bool:
    try:
        _common_passwords().validate(password)
    except ValidationError:
        return True
    return False
