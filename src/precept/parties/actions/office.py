"""Setting up the office that this installation serves, and changing what it says of itself."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.parties import access, queries, rules
from precept.parties.actions.organisations import make
from precept.parties.actions.standing import given_email, given_name, given_website
from precept.parties.models import Office, Organisation

NOT_YOURS = "Only people who may set up the office may do this."
MOST_KEEPERS = 20


class OfficeDetails(TypedDict, total=False):
    """What the office says of itself; ``checkpoint_keepers`` are e-mail addresses outside it."""

    name: str
    short_name: str
    area: str
    website: str
    postal_address: str
    mailbox: str
    telephone: str
    colour: str
    accent: str
    checkpoint_keepers: Sequence[str]


LONGEST = {"name": 200, "short_name": 80, "area": 200, "website": 200, "telephone": 40}
NEEDED = {"name": "Enter the office’s name", "short_name": "Enter a short name for narrow places"}


@action
def set_up_office(
    *,
    by: access.Asker,
    body_name: str = "",
    body: Organisation | None = None,
    is_demonstration: bool = False,
    **details: Unpack[OfficeDetails],
) -> Office:
    """Make the office: once, with a new commissioning body of this name, or one that is kept already."""
    if not access.may_set_up_office(by):
        raise NotAllowed(NOT_YOURS)
    if Office.objects.exists():
        raise Refused("This installation serves an office already")
    clean = given_details({"name": "", "short_name": "", **details})
    if body is None:
        if not body_name.strip():
            raise Refused("Enter the commissioning body’s name", field="body_name")
        body = make(
            by=by,
            name=given_name(body_name),
            details={"kinds": ["commissioning body"], "area": clean.get("area", "")[:120]},
        )
    try:
        with transaction.atomic():
            office = Office.objects.create(body=body, is_demonstration=is_demonstration, **clean)
    except IntegrityError:
        raise Changed("Somebody set up the office a moment ago.") from None
    after = {key: value for key, value in clean.items() if value and key != "checkpoint_keepers"}
    after |= {"body": body.name, "demonstration": is_demonstration}
    keepers = clean.get("checkpoint_keepers")
    record(
        office.subject,
        "office set up",
        by=by,
        after=after,
        private={"checkpoint_keepers": keepers} if keepers else None,
    )
    return office


@action
def change_office(
    *,
    by: access.Asker,
    version: int | None = None,
    why: str = "",
    **details: Unpack[OfficeDetails],
) -> Office:
    """Change what the office says of itself; what is not given stays. Its body changes by a succession alone."""
    if not access.may_set_up_office(by):
        raise NotAllowed(NOT_YOURS)
    office = queries.office()
    if office is None:
        raise Refused("Set up the office first")
    if version is not None and office.version != version:
        raise Changed("Somebody changed the office while you were looking at it.")
    clean = given_details({**details})
    changed = {key: value for key, value in clean.items() if getattr(office, key) != value}
    if not changed:
        raise Refused("Nothing is different from what is kept already")
    rows = Office.objects.filter(pk=office.pk, version=office.version).update(
        version=F("version") + 1, **changed
    )
    if not rows:
        raise Changed("Somebody changed the office while you were looking at it.")
    before = {key: getattr(office, key) for key in changed}
    record(
        office.subject,
        "office changed",
        by=by,
        why=why,
        before=_told(before),
        after=_told(changed) | _keepers_counted(changed),
        private=(
            {"before": before["checkpoint_keepers"], "after": changed["checkpoint_keepers"]}
            if "checkpoint_keepers" in changed
            else None
        ),
    )
    return Office.objects.select_related("body").get(pk=office.pk)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.name if isinstance(value, Organisation) else value
        for key, value in values.items()
        if key != "checkpoint_keepers"
    }


def _keepers_counted(changed: dict[str, Any]) -> dict[str, int]:
    """How many keepers there are: who they are stands in the part that can be erased."""
    held = changed.get("checkpoint_keepers")
    return {} if held is None else {"checkpoint_keepers": len(held)}


def given_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """What the office is to say of itself, tidied; Refused, naming the field, where something is wrong."""
    clean: dict[str, Any] = dict(details)
    for field in ("name", "short_name", "area", "telephone"):
        if field in clean:
            clean[field] = rules.tidy(clean[field])
    for field, words in NEEDED.items():
        if field in clean and not clean[field]:
            raise Refused(words, field=field)
    if "website" in clean:
        clean["website"] = given_website(clean["website"])
    if "mailbox" in clean:
        clean["mailbox"] = given_email(clean["mailbox"], "mailbox")
    if "postal_address" in clean:
        clean["postal_address"] = clean["postal_address"].replace("\r\n", "\n").strip()
    for field, longest in LONGEST.items():
        if len(clean.get(field, "")) > longest:
            raise Refused(f"Enter {longest} characters or fewer", field=field)
    for field in ("colour", "accent"):
        if field in clean:
            clean[field] = _given_colour(field, clean[field])
    if "checkpoint_keepers" in clean:
        clean["checkpoint_keepers"] = _given_keepers(clean["checkpoint_keepers"])
    return clean


def _given_colour(field: str, text: str) -> str:
    try:
        colour = rules.read_colour(text)
    except rules.NotAColour as problem:
        raise Refused(problem.words, field=field) from None
    # The accent is a stripe: nothing is read in it.
    if field == "colour" and (words := rules.colour_problem(colour)):
        raise Refused(words, field=field)
    return colour


def _given_keepers(keepers: Sequence[str]) -> list[str]:
    held = [given_email(one, "checkpoint_keepers") for one in keepers if one.strip()]
    held = list(dict.fromkeys(held))
    if len(held) > MOST_KEEPERS:
        raise Refused(f"Enter {MOST_KEEPERS} addresses or fewer", field="checkpoint_keepers")
    return held
