"""An organisation's numbers in other people's registers."""

from django.db import IntegrityError, transaction

from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.parties import access, rules
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.standing import (
    as_it_stands,
    known_parts,
    only_who_keep,
    refuse_address,
    write,
)
from precept.parties.models import Identifier, Organisation


@action
def add_identifier(
    *,
    by: access.Asker,
    organisation: Organisation,
    scheme: str,
    value: str,
    version: int | None = None,
    why: str = "",
) -> Identifier:
    """Note an organisation's number. Refused where it is not one, or another organisation has it."""
    only_who_keep(by)
    row = as_it_stands(organisation, version)
    refuse_address(known_parts(row), why=why)
    try:
        spelled = rules.read_identifier(scheme, value)
    except rules.NotAnIdentifier as problem:
        field = "value" if scheme in rules.SCHEMES else "scheme"
        raise Refused(problem.words, field=field) from None
    holder = Organisation.objects.filter(
        identifiers__scheme=scheme, identifiers__value=spelled
    ).first()
    if holder is not None:
        whose = "This organisation" if holder.pk == row.pk else holder.name
        raise Refused(f"{whose} has this number already", field="value")
    new = write(row)
    try:
        with transaction.atomic():
            made = Identifier.objects.create(organisation=new, scheme=scheme, value=spelled)
    except IntegrityError:
        raise Changed("Somebody gave this number to an organisation a moment ago.") from None
    number = rules.org_id(scheme, spelled)
    record(new.subject, "identifier added", by=by, why=why, after={"identifier": number})
    renew_marks(new)
    return made


@action
def remove_identifier(
    *, by: access.Asker, organisation: Organisation, scheme: str, value: str, why: str = ""
) -> Organisation:
    """Take away a number that is not this organisation's."""
    only_who_keep(by)
    row = as_it_stands(organisation, None)
    refuse_address(known_parts(row), why=why)
    new = write(row)
    removed, _ = row.identifiers.filter(scheme=scheme, value=value).delete()
    if not removed:
        raise Changed("Somebody took this number away before you.")
    number = rules.org_id(scheme, value)
    record(new.subject, "identifier removed", by=by, why=why, before={"identifier": number})
    renew_marks(new)
    return new
