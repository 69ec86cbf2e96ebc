"""What an organisation is called, and what it was called before."""

from datetime import date

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.parties import access, rules
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.standing import (
    as_it_stands,
    given_name,
    known_parts,
    only_who_keep,
    refuse_address,
    write,
)
from precept.parties.models import FormerName, Organisation


@action
def rename(
    *,
    by: access.Asker,
    organisation: Organisation,
    name: str,
    until: date | None = None,
    keep_former: bool = True,
    version: int | None = None,
    why: str = "",
) -> Organisation:
    """Give an organisation another name; the former one is kept with its last day, unless it was mistyped."""
    only_who_keep(by)
    row = as_it_stands(organisation, version)
    said = given_name(name)
    if said == row.name:
        raise Refused("This is its name already", field="name")
    if until is not None and row.starts is not None and until < row.starts:
        raise Refused("The former name’s last day must not be before it started", field="until")
    parts = known_parts(row)
    refuse_address(parts, why=why, **({"name": said} if row.is_protected else {}))
    new = write(row, name=said, name_key=rules.name_key(said))
    if keep_former:
        FormerName.objects.create(
            organisation=new, name=row.name, until=until, name_key=row.name_key
        )
    record(
        new.subject,
        "organisation renamed" if keep_former else "organisation’s name corrected",
        by=by,
        why=why,
        before={"name": row.name},
        after={"name": said, **({"until": clock.iso(until)} if until else {})},
    )
    renew_marks(new)
    return new


@action
def add_former_name(
    *,
    by: access.Asker,
    organisation: Organisation,
    name: str,
    until: date | None = None,
    why: str = "",
) -> FormerName:
    """Note what an organisation was called before."""
    only_who_keep(by)
    row = as_it_stands(organisation, None)
    said = given_name(name)
    if said == row.name or row.former_names.filter(name=said).exists():
        raise Refused("This name is kept already", field="name")
    parts = known_parts(row)
    refuse_address(parts, why=why, **({"name": said} if row.is_protected else {}))
    new = write(row)
    former = FormerName.objects.create(
        organisation=new, name=said, until=until, name_key=rules.name_key(said)
    )
    after = {"name": said, **({"until": clock.iso(until)} if until else {})}
    record(new.subject, "former name added", by=by, why=why, after=after)
    return former


@action
def remove_former_name(
    *, by: access.Asker, organisation: Organisation, name: str, why: str = ""
) -> Organisation:
    """Take away a former name that it never had."""
    only_who_keep(by)
    row = as_it_stands(organisation, None)
    refuse_address(known_parts(row), why=why)
    new = write(row)
    removed, _ = row.former_names.filter(name=name).delete()
    if not removed:
        raise Changed("Somebody took this name away before you.")
    record(new.subject, "former name removed", by=by, why=why, before={"name": name})
    return new
