"""Whom to write to or call at an organisation. What is known of them can be erased from the ledger."""

from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.parties import access, rules
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.standing import (
    as_it_stands,
    given_email,
    known_parts,
    only_who_keep,
    refuse_address,
    write,
)
from precept.parties.models import Contact, Organisation

LONGEST = {"name": 120, "role": 120, "telephone": 40}


def _given(
    organisation: Organisation, *, name: str, role: str, email: str, telephone: str, **days: Any
) -> dict[str, Any]:
    clean: dict[str, Any] = {
        "name": rules.tidy(name),
        "role": rules.tidy(role),
        "telephone": rules.tidy(telephone),
    }
    if not clean["name"]:
        raise Refused("Enter their name", field="name")
    for field, longest in LONGEST.items():
        if len(clean[field]) > longest:
            raise Refused(f"Enter {longest} characters or fewer", field=field)
    clean["email"] = given_email(email)
    starts, ends = days["starts"], days["ends"]
    if starts is not None and ends is not None and ends < starts:
        raise Refused("The last day must be the same as or after the first day", field="ends")
    if organisation.is_protected:
        refuse_address(known_parts(organisation), **{key: clean[key] for key in LONGEST})
    return clean | days


def _apart(contact: Contact) -> dict[str, str]:
    return {
        "name": contact.name,
        "role": contact.role,
        "email": contact.email,
        "telephone": contact.telephone,
    }


def _days(contact: Contact) -> dict[str, Any]:
    days = {"starts": clock.iso(contact.starts), "ends": clock.iso(contact.ends)}
    return {"contact": contact.reference, **{key: day for key, day in days.items() if day}}


@action
def add_contact(
    *,
    by: access.Asker,
    organisation: Organisation,
    name: str,
    role: str = "",
    email: str = "",
    telephone: str = "",
    starts: date | None = None,
    ends: date | None = None,
    version: int | None = None,
) -> Contact:
    """Note somebody to write to or call. Contacts are never published."""
    only_who_keep(by)
    row = as_it_stands(organisation, version)
    clean = _given(
        row, name=name, role=role, email=email, telephone=telephone, starts=starts, ends=ends
    )
    new = write(row)
    contact = Contact.objects.create(organisation=new, **clean)
    record(new.subject, "contact added", by=by, after=_days(contact), private=_apart(contact))
    renew_marks(new)
    return contact


@action
def change_contact(
    *,
    by: access.Asker,
    contact: Contact,
    name: str,
    role: str = "",
    email: str = "",
    telephone: str = "",
    starts: date | None = None,
    ends: date | None = None,
    version: int | None = None,
) -> Contact:
    """Change what is known of a contact. ``version`` is the organisation's."""
    only_who_keep(by)
    row = as_it_stands(contact.organisation, version)
    clean = _given(
        row, name=name, role=role, email=email, telephone=telephone, starts=starts, ends=ends
    )
    old = _current(contact)
    if all(getattr(old, field) == value for field, value in clean.items()):
        raise Refused("Nothing is different from what is kept already")
    new = write(row)
    Contact.objects.filter(pk=contact.pk).update(**clean)
    changed = Contact.objects.select_related("organisation").get(pk=contact.pk)
    record(
        new.subject,
        "contact changed",
        by=by,
        before=_days(old),
        after=_days(changed),
        private={"before": _apart(old), "after": _apart(changed)},
    )
    renew_marks(new)
    return changed


@action
def end_contact(*, by: access.Asker, contact: Contact, ends: date | None = None) -> Contact:
    """Note a contact's last day, today unless it is given: nobody writes to them after it."""
    only_who_keep(by)
    row = as_it_stands(contact.organisation, None)
    old = _current(contact)
    day = ends or clock.today()
    if old.starts is not None and day < old.starts:
        raise Refused("The last day must be the same as or after the first day", field="ends")
    if old.ends is not None and old.ends <= day:
        raise Changed("This contact was already ended.")
    new = write(row)
    Contact.objects.filter(pk=contact.pk).update(ends=day)
    changed = Contact.objects.select_related("organisation").get(pk=contact.pk)
    record(new.subject, "contact ended", by=by, before=_days(old), after=_days(changed))
    renew_marks(new)
    return changed


def _current(contact: Contact) -> Contact:
    found = Contact.objects.filter(pk=contact.pk).first()
    if found is None:
        raise Changed("This contact is no longer here.")
    return found
