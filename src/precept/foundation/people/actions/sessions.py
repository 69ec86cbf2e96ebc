"""Sessions: beginning them in a browser, proving oneself again, ending them."""

from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people import access, factors, letters, sign_ups
from precept.foundation.people.actions.exports import count_again
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.rules import FIRST_STEPS, SECOND_STEPS

HERE = "signed in"
"""Where a browser's session names the row of who is signed in."""


@action
def sign_in(
    *,
    session: SessionBase,
    person: Person,
    how: str,
    second_factor: str = "",
    proved: datetime | None = None,
    browser: str = "",
    network: str = "",
) -> SignedIn:
    """Sign a browser in after a first step; who owes a second factor is nobody until it is given.

    ``how`` and ``second_factor`` are keys of ``rules.FIRST_STEPS`` and ``SECOND_STEPS``. ``proved`` is when
    they showed who they are to a provider that lets them in for hours; else that is now.
    """
    if not person.is_active:
        raise NotAllowed("This account is switched off.")
    _end_here(session)
    row = SignedIn.objects.create(
        person=person,
        how=how,
        second_factor=second_factor,
        owes_second_factor=not second_factor and factors.factors_of(person).any,
        browser=browser,
    )
    if row.is_complete:
        if proved is not None:
            row.proved = proved
            row.save(update_fields=["proved"])
        count_again(row, proved=row.proved)
    _carry(session, row)
    record(
        person.ledger_name,
        "signed in" if row.is_complete else "signed in, second factor owed",
        by=person,
        after={"with": FIRST_STEPS[how], "second factor": SECOND_STEPS.get(second_factor)},
        private={"browser": browser, "network": network},
    )
    return row


def _carry(session: SessionBase, row: SignedIn) -> None:
    # A new name for the session at every step up, so that one planted before is worth nothing.
    session.cycle_key()
    session[HERE] = row.reference


def _end_here(session: SessionBase) -> None:
    SignedIn.objects.filter(reference=session.get(HERE, ""), ended=None).update(ended=clock.now())


@action
def prove_again(*, session: SessionBase, signed_in: SignedIn, second_factor: str) -> SignedIn:
    """Take a second factor that was just shown: at the door, or for an act that asks again."""
    rows = SignedIn.objects.filter(pk=signed_in.pk, ended=None).update(
        second_factor=second_factor, proved=clock.now(), seen=clock.now()
    )
    if not rows:
        raise Changed("You were signed out. Sign in again.")
    was_owed = not signed_in.is_complete
    count_again(signed_in, proved=clock.now())
    if second_factor == "recovery code":
        letters.send_notice(signed_in.person, "a recovery code was used to sign in to your account")
    signed_in.second_factor = second_factor
    _carry(session, signed_in)
    record(
        signed_in.person.ledger_name,
        "signed in" if was_owed else "showed who they are again",
        by=signed_in.person,
        after={
            "with": FIRST_STEPS[signed_in.how],
            "second factor": SECOND_STEPS[second_factor],
        },
    )
    return signed_in


@action
def demo_sign_in(*, session: SessionBase, person: Person, browser: str = "") -> SignedIn:
    """Sign a browser in as an invented person of the demonstration, with one click.

    NotAllowed unless the person is invented and the demonstration made the database.
    """
    if not sign_ups.is_demonstration() or not access.may_be_taken_on(person):
        raise NotAllowed(
            "Only the invented people of the demonstration can be signed in like this."
        )
    return sign_in(
        session=session,
        person=person,
        how="demonstration",
        second_factor="demonstration",
        browser=browser,
    )


@action
def sign_out(*, session: SessionBase, signed_in: SignedIn) -> None:
    """End the session of this browser and forget everything in it."""
    SignedIn.objects.filter(pk=signed_in.pk, ended=None).update(ended=clock.now())
    record(signed_in.person.ledger_name, "signed out", by=signed_in.person)
    session.flush()


@action
def end_session(*, by: access.Asker, signed_in: SignedIn, why: str = "") -> None:
    """End one session, wherever it is; it acts on that browser's next request.

    An administrator who ends somebody else's says why, and they are told.
    """
    if not access.may_end_session(by, signed_in):
        raise NotAllowed("You may end only your own sessions.")
    if not SignedIn.objects.filter(pk=signed_in.pk, ended=None).update(ended=clock.now()):
        raise Changed("This session had already ended.")
    if by != signed_in.person:
        if not why.strip():
            raise Refused("Enter the reason", field="why")
        letters.send_notice(signed_in.person, "an administrator signed you out of a browser")
    record(
        signed_in.person.ledger_name,
        "session ended",
        by=by,
        why=why,
        private={"browser": signed_in.browser},
    )


@action
def end_other_sessions(*, by: Person, keep: str) -> int:
    """End all of one's own sessions but the one of reference ``keep``; how many ended."""
    ended = end_all_sessions(by, but=keep)
    if not ended:
        raise Refused("You are not signed in anywhere else.")
    record(by.ledger_name, "sessions ended", by=by, after={"sessions ended": ended})
    return ended


def end_all_sessions(person: Person, *, but: str = "") -> int:
    """Within an action: end a person's sessions except one, and return how many ended."""
    open_now = SignedIn.objects.filter(person=person, ended=None).exclude(reference=but)
    return open_now.update(ended=clock.now())
