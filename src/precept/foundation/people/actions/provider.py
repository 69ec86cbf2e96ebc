"""Single sign-on: whom the office's provider means, linked once with proof, never by an address alone."""

from datetime import UTC, datetime

from django.contrib.sessions.backends.base import SessionBase

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, Refused, action, record
from precept.foundation.people import letters, limits, rules
from precept.foundation.people.models import Person, ProviderLink
from precept.foundation.people.provider import Known

TO_LINK = "provider to link"
"""Where a browser's session holds whom the provider knows, until their person proves that it is them."""


def person_of_provider(known: Known) -> Person | None:
    """Who was linked with this subject of the provider."""
    link = (
        ProviderLink.objects.select_related("person")
        .filter(issuer=known.issuer, subject=known.subject, person__is_active=True)
        .first()
    )
    if link is None:
        return None
    ProviderLink.objects.filter(pk=link.pk).update(used=clock.now())
    return link.person


def ask_for_proof(*, session: SessionBase, known: Known, network: str) -> Person:
    """Whose account may be linked with this subject, once they prove in this browser that it is theirs.

    Only somebody who works in the office, whose address the provider says is proved.
    """
    person = Person.objects.filter(email=known.proved_email, is_active=True).first()
    if not known.proved_email or person is None or not person.is_staff_today:
        _record_refused(known=known, network=network)
        raise Refused(
            "There is no account of the office for you. Ask an administrator to invite you, with the"
            " e-mail address that your work account has."
        )
    session[TO_LINK] = {
        "person": person.reference,
        "issuer": known.issuer,
        "subject": known.subject,
        "second factor": known.gave_second_factor,
        "at": clock.now().timestamp(),
    }
    return person


@action
def _record_refused(*, known: Known, network: str) -> None:
    whose = limits.keyed("subject", f"{known.issuer}\n{known.subject}")
    record(
        f"sign-in:{whose[:16]}",
        "sign-in refused",
        by=SYSTEM,
        why="single sign-on of somebody without an account",
        private={"address": known.proved_email, "network": network},
    )


def waiting_link(session: SessionBase, person: Person) -> dict[str, object] | None:
    """The link that waits for this person's proof in this browser, while it is fresh."""
    waiting = session.get(TO_LINK) or {}
    since = datetime.fromtimestamp(waiting.get("at", 0), UTC)
    if clock.now() - since > rules.PROVIDER_LASTS or waiting.get("person") != person.reference:
        return None
    return dict(waiting)


@action
def link_provider(*, by: Person, issuer: str, subject: str) -> ProviderLink:
    """Link oneself with a subject of the provider, just proved; in place of one linked before."""
    if ProviderLink.objects.filter(issuer=issuer, subject=subject).exclude(person=by).exists():
        raise Changed("This work account is linked with somebody else. Ask an administrator.")
    replaced = ProviderLink.objects.filter(person=by, issuer=issuer).delete()[0]
    link = ProviderLink.objects.create(person=by, issuer=issuer, subject=subject, used=clock.now())
    record(
        by.ledger_name,
        "single sign-on linked",
        by=by,
        after={"replaced": replaced > 0},
        private={"issuer": issuer, "subject": subject},
    )
    letters.send_notice(by, "single sign-on with your work account was linked with your account")
    return link


@action
def unlink_provider(*, by: Person) -> None:
    """Stop taking the provider's word for oneself."""
    if not ProviderLink.objects.filter(person=by).delete()[0]:
        raise Changed("Single sign-on was already removed.")
    record(by.ledger_name, "single sign-on removed", by=by)
    letters.send_notice(by, "single sign-on with your work account was removed")
