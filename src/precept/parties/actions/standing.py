"""What every change of an organisation shares: it starts from how things stand, and says nothing secret."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models import F

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.parties import access, rules
from precept.parties.models import HiddenAddress, Organisation

NOT_YOURS = "Only people who keep organisations may do this."
CHANGED = "Somebody changed this organisation while you were looking at it."
LONGEST_NAME = 200
LONGEST_TEXT = 5_000


def as_it_stands(organisation: Organisation, version: int | None) -> Organisation:
    """The organisation as it is now; Changed where ``version`` is given and is no longer it."""
    row = Organisation.objects.select_related("successor").get(pk=organisation.pk)
    if version is not None and row.version != version:
        raise Changed(CHANGED)
    return row


def write(row: Organisation, **fields: Any) -> Organisation:
    """Change the row if nobody else did since it was read; returns it as it is afterwards."""
    rows = Organisation.objects.filter(pk=row.pk, version=row.version).update(
        version=F("version") + 1, **fields
    )
    if not rows:
        raise Changed(CHANGED)
    return Organisation.objects.select_related("successor").get(pk=row.pk)


def only_who_keep(by: access.Asker) -> None:
    """Refuse whoever may not keep organisations."""
    if not access.may_keep_organisations(by):
        raise NotAllowed(NOT_YOURS)


def dangerous(address: str, *, known: Iterable[str], also: Iterable[str] = ()) -> list[str]:
    """The parts of an address that must not be said elsewhere; none of one that names no place."""
    if not address.strip() or rules.address_problem(address):
        address = ""
    return rules.parts_to_remove(address, known=known, also=also)


def known_parts(row: Organisation) -> list[str]:
    """The parts of this organisation's address that must not be said elsewhere; none where none is known."""
    text = row.postal_address
    if row.is_protected:
        hidden = HiddenAddress.objects.filter(organisation=row).first()
        text = hidden.address.reveal() if hidden else ""
    return dangerous(text, known=(row.name, row.area))


def take_out_everywhere(parts: Sequence[str], *, by: access.Asker, why: str) -> None:
    """Within an action: take these words out of every version of everything published, for good."""
    if parts and not isinstance(by, Person):
        raise NotAllowed("Somebody must answer for taking words out of everything published.")
    for part in parts:
        publications.remove_detail(
            by=by, words=part, why=why.strip() or "The address of a protected organisation"
        )


def refuse_address(parts: Iterable[str], **texts: str) -> None:
    """Refuse texts that repeat an address: the ledger and the public must not learn it from them."""
    held = list(parts)
    for field, text in texts.items():
        if rules.gives_away(text, held):
            raise Refused("Take the address out: it must not be said here", field=field)


def given_name(name: str) -> str:
    """A name of one line. Refused where it is empty or too long."""
    said = rules.tidy(name)
    if not said:
        raise Refused("Enter the organisation’s name", field="name")
    if len(said) > LONGEST_NAME:
        raise Refused(f"The name must be {LONGEST_NAME} characters or fewer", field="name")
    return said


def given_reason(why: str) -> str:
    """A reason. Refused where there is none."""
    if not why.strip():
        raise Refused("Enter why", field="why")
    return why.strip()


def given_website(website: str, field: str = "website") -> str:
    """An address of the web, or nothing. Refused where it is anything else."""
    said = website.strip()
    if said:
        try:
            URLValidator(schemes=["http", "https"])(said)
        except ValidationError:
            raise Refused(
                "Enter a website address in the correct format, like https://www.example.org",
                field=field,
            ) from None
    return said


def given_email(email: str, field: str = "email") -> str:
    """An e-mail address, or nothing. Refused where it is anything else."""
    said = email.strip()
    if said:
        try:
            validate_email(said)
        except ValidationError:
            raise Refused(
                f"“{said}” is not an e-mail address. Enter one like name@example.com", field=field
            ) from None
    return said
