"""Adding and removing what a person proves themself with."""

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people import access, factors, letters, rules
from precept.foundation.people.actions.roles import NOT_YOURS
from precept.foundation.people.actions.sessions import end_all_sessions
from precept.foundation.people.models import Person, ProviderLink

WRONG_CODE = (
    "The code is not right. Check that the app shows this office, and enter the code it shows now."
)


@action
def add_app(*, by: Person, secret: str, code: str) -> list[str]:
    """Keep an authenticator app that shows the right code, in place of any before.

    Returns recovery codes to show once, where there were none.
    """
    if not factors.app_code_is_right(secret, rules.typed_digits(code)):
        raise Refused(WRONG_CODE, field="code")
    replaced = factors.remove_app(by)
    factors.add_app(by, secret, rules.typed_digits(code))
    return _added(by, "one-time codes of an app", {"replaced": replaced})


@action
def add_passkey(*, by: Person, answer: str, name: str) -> list[str]:
    """Keep the passkey that a browser made. Returns recovery codes to show once, where there were none."""
    name = " ".join(name.split())[:60] or f"Passkey of {clock.spoken(clock.today())}"
    if not factors.add_passkey(by, answer, name):
        raise Refused("The passkey could not be added. Try again.")
    return _added(by, "passkey", {"name": name})


def _added(person: Person, what: str, after: dict[str, object]) -> list[str]:
    codes: list[str] = []
    if not factors.factors_of(person).recovery_codes_left:
        codes = factors.new_recovery_codes(person)
    record(
        person.ledger_name,
        "second factor added",
        by=person,
        after={"kind": what, "recovery codes made": len(codes)},
        private=after,
    )
    letters.send_notice(person, f"a way to sign in was added to your account ({what})")
    return codes


@action
def make_recovery_codes(*, by: Person) -> list[str]:
    """Ten new recovery codes, to show once; those before stop working."""
    if not factors.factors_of(by).any:
        raise Refused("Add an app or a passkey first.")
    codes = factors.new_recovery_codes(by)
    record(by.ledger_name, "recovery codes made", by=by, after={"codes": len(codes)})
    letters.send_notice(by, "new recovery codes were made for your account")
    return codes


@action
def remove_app(*, by: Person) -> None:
    """Stop taking codes of one's app. Staff keep at least one second factor."""
    if not factors.remove_app(by):
        raise Changed("The app was already removed.")
    _removed(by, "one-time codes of an app")


@action
def remove_passkey(*, by: Person, reference: str) -> None:
    """Stop taking one of one's passkeys. Staff keep at least one second factor."""
    if factors.remove_passkey(by, reference) is None:
        raise Changed("This passkey was already removed.")
    _removed(by, "passkey")


def _removed(person: Person, what: str) -> None:
    left = factors.factors_of(person)
    if not left.any:
        if person.is_staff_today:
            raise Refused("You work in the office and need a second factor. Add another one first.")
        factors.remove_all(person)
    record(person.ledger_name, "second factor removed", by=person, after={"kind": what})
    letters.send_notice(person, f"a way to sign in was removed from your account ({what})")


@action
def reset_second_factor(*, by: access.Asker, person: Person, why: str) -> None:
    """Take away the password and every second factor of somebody who lost theirs; their sessions end.

    They start again with a code sent to their mailbox, so that a stolen password opens nothing.
    """
    if not access.may_manage_people(by):
        raise NotAllowed(NOT_YOURS)
    if isinstance(by, Person) and by.pk == person.pk:
        raise Refused("A second administrator must do this for you.")
    if not why.strip():
        raise Refused("Say why, and how you know that it is them.", field="why")
    removed = factors.remove_all(person) + ProviderLink.objects.filter(person=person).delete()[0]
    person.set_unusable_password()
    person.save(update_fields=["password"])
    ended = end_all_sessions(person)
    record(
        person.ledger_name,
        "second factor reset",
        by=by,
        why=why,
        after={"factors removed": removed, "sessions ended": ended},
    )
    letters.send_notice(person, "an administrator reset how you prove who you are")
