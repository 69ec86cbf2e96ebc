"""Adding an organisation, and changing what it is called and what is kept of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.private import ProtectedAddress
from precept.parties import access, queries, rules
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.standing import (
    LONGEST_TEXT,
    as_it_stands,
    dangerous,
    given_name,
    given_website,
    known_parts,
    only_who_keep,
    refuse_address,
    take_out_everywhere,
    write,
)
from precept.parties.models import FormerName, HiddenAddress, Identifier, Organisation

NOT_TO_PROTECT = "Only people who may protect organisations may do this."


class LooksKnown(Refused):
    """What was entered looks like organisations that are known; ``candidates``, the likeliest first."""

    def __init__(self, words: str, candidates: list[queries.Candidate], field: str | None) -> None:
        super().__init__(words, field)
        self.candidates = candidates


class Details(TypedDict, total=False):
    """What is kept of an organisation beside its names and numbers."""

    kinds: Sequence[str]
    starts: date | None
    area: str
    about: str
    website: str
    postal_address: str
    source: str
    is_invented: bool


APART = ("about", "website", "postal_address", "source")
"""What an event keeps in its part that can be erased: it may say where a refuge is."""


@action
def add_organisation(
    *,
    by: access.Asker,
    name: str,
    reference: str = "",
    identifiers: Sequence[tuple[str, str]] = (),
    former_names: Sequence[tuple[str, date | None]] = (),
    is_protected: bool = False,
    secret_address: str = "",
    confirmed: bool = False,
    why: str = "",
    **details: Unpack[Details],
) -> Organisation:
    """Add an organisation; ``identifiers`` are (scheme, number), ``former_names`` (name, last day or None).

    LooksKnown (a Refused) with its candidates where it may be known already, unless ``confirmed``; a
    number that another organisation has is refused even so. One added as protected keeps
    ``secret_address`` enciphered and has no other.
    """
    only_who_keep(by)
    if is_protected and not access.may_protect(by):
        raise NotAllowed(NOT_TO_PROTECT)
    said = given_name(name)
    numbers = _given_numbers(identifiers)
    refuse_known(said, numbers, confirmed=confirmed)
    return make(
        by=by,
        name=said,
        reference=reference,
        numbers=numbers,
        former_names=former_names,
        is_protected=is_protected,
        secret_address=secret_address,
        why=why,
        details=given_details(details),
    )


def _given_numbers(identifiers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    try:
        read = [(scheme, rules.read_identifier(scheme, value)) for scheme, value in identifiers]
    except rules.NotAnIdentifier as problem:
        raise Refused(problem.words, field="value") from None
    return list(dict.fromkeys(read))


def refuse_known(name: str, numbers: list[tuple[str, str]], *, confirmed: bool) -> None:
    """Refuse what looks like an organisation that is known."""
    candidates = queries.alike(name, numbers)
    certain = [one for one in candidates if one.likeness == rules.Likeness.CERTAIN]
    if certain:
        raise LooksKnown(f"{certain[0].name} has this number already", candidates, "value")
    if candidates and not confirmed:
        raise LooksKnown(
            "This may be here already. Look at those below; if it is none of them, say so and save",
            candidates,
            "confirmed",
        )


def make(
    *,
    by: access.Asker,
    name: str,
    reference: str = "",
    numbers: Sequence[tuple[str, str]] = (),
    former_names: Sequence[tuple[str, date | None]] = (),
    is_protected: bool = False,
    secret_address: str = "",
    why: str = "",
    details: dict[str, Any],
    takes_out: bool = True,
) -> Organisation:
    """Within an action: write a new organisation, and say so.

    ``takes_out`` takes a protected one's address out of everything published: the office's act alone.
    """
    address = secret_address.strip() or details.get("postal_address", "")
    if is_protected:
        _refuse_unsafe(name, address, why, details)
        details = {**details, "postal_address": ""}
    elif secret_address.strip():
        raise Refused("Only a protected organisation has a secret address", field="secret_address")
    else:
        refuse_address(dangerous(address, known=(name, details.get("area", ""))), why=why)
    new = _created(name, reference, is_protected, details)
    Identifier.objects.bulk_create(
        Identifier(organisation=new, scheme=scheme, value=value) for scheme, value in numbers
    )
    FormerName.objects.bulk_create(
        FormerName(
            organisation=new,
            name=given_name(former),
            until=until,
            name_key=rules.name_key(former),
        )
        for former, until in former_names
    )
    if is_protected and address:
        HiddenAddress.objects.create(organisation=new, address=ProtectedAddress(address))
        if takes_out:
            take_out_everywhere(dangerous(address, known=(name, new.area)), by=by, why=why)
    after: dict[str, Any] = {"name": name, **_facts(details)}
    if numbers:
        after["identifiers"] = [rules.org_id(scheme, value) for scheme, value in numbers]
    if is_protected:
        after["protected"] = True
    apart = {key: details[key] for key in APART if details.get(key)}
    if former_names:  # what it was called may have been where it was
        apart["former_names"] = [former for former, _ in former_names]
    record(
        new.subject,
        "organisation added",
        by=by,
        why=why,
        after=after,
        private={"after": apart} if apart else None,
    )
    renew_marks(new)
    return new


def _refuse_unsafe(name: str, address: str, why: str, details: dict[str, Any]) -> None:
    if problem := rules.area_problem(details.get("area", "")):
        raise Refused(problem, field="area")
    if not address:
        return
    if problem := rules.address_problem(address):
        raise Refused(problem, field="secret_address")
    parts = dangerous(address, known=())
    texts = {key: details.get(key, "") for key in ("area", "about", "website", "source")}
    refuse_address(parts, name=name, why=why, **texts)


def _created(
    name: str, reference: str, is_protected: bool, details: dict[str, Any]
) -> Organisation:
    wanted = rules.slug(reference or name)
    taken = set(
        Organisation.objects.filter(reference__startswith=wanted[:70]).values_list(
            "reference", flat=True
        )
    )
    if reference and (reference in taken or rules.free_reference(reference, taken) != reference):
        raise Refused(
            "Enter another reference: this one is taken, or has other signs than small letters,"
            " digits and hyphens",
            field="reference",
        )
    try:
        with transaction.atomic():
            return Organisation.objects.create(
                reference=rules.free_reference(wanted, taken),
                name=name,
                name_key=rules.name_key(name),
                is_protected=is_protected,
                **details,
            )
    except IntegrityError as error:
        if "reference" in str(error):
            raise Changed(
                "Somebody added an organisation of this name a moment ago. Look for it, then go on."
            ) from None
        raise


def given_details(details: Details) -> dict[str, Any]:
    """What was given, tidied. Refused where a part of it cannot be."""
    clean: dict[str, Any] = dict(details)
    for key in ("area", "source"):
        if key in clean:
            clean[key] = rules.tidy(clean[key])
    for key in ("about", "postal_address"):
        if key in clean:
            clean[key] = clean[key].replace("\r\n", "\n").strip()
            if len(clean[key]) > LONGEST_TEXT:
                raise Refused(f"Enter {LONGEST_TEXT:,} characters or fewer", field=key)
    if "website" in clean:
        clean["website"] = given_website(clean["website"])
    for key, longest in (("area", 120), ("source", 300), ("website", 200)):
        if len(clean.get(key, "")) > longest:
            raise Refused(f"Enter {longest} characters or fewer", field=key)
    if "kinds" in clean:
        if unknown := set(clean["kinds"]) - set(rules.KINDS):
            raise Refused(f"“{sorted(unknown)[0]}” is no kind of organisation", field="kinds")
        clean["kinds"] = [kind for kind in rules.KINDS if kind in set(clean["kinds"])]
    return clean


def _facts(details: dict[str, Any]) -> dict[str, Any]:
    """The part of the details that stays in the ledger for good: nothing that says where a place is."""
    said: dict[str, Any] = {}
    for key, value in details.items():
        if key in APART or (value in ("", None, [], False)):
            continue
        said[key.removeprefix("is_")] = clock.iso(value) if isinstance(value, date) else value
    return said


@action
def change_details(
    *,
    by: access.Asker,
    organisation: Organisation,
    version: int | None = None,
    why: str = "",
    **details: Unpack[Details],
) -> Organisation:
    """Change what is kept of an organisation; what is not given stays. Changed where ``version`` is stale."""
    only_who_keep(by)
    row = as_it_stands(organisation, version)
    clean = given_details(details)
    if row.is_protected and clean.get("postal_address"):
        raise Refused(
            "A protected organisation has no open address. Set it on its protection page",
            field="postal_address",
        )
    if row.is_protected and "area" in clean and (problem := rules.area_problem(clean["area"])):
        raise Refused(problem, field="area")
    parts = known_parts(row)
    refuse_address(parts, why=why)
    if row.is_protected:
        refuse_address(
            parts, **{key: clean.get(key, "") for key in ("area", "about", "website", "source")}
        )
    starts, ends = clean.get("starts", row.starts), row.ends
    if starts is not None and ends is not None and ends < starts:
        raise Refused("The day it started must not be after its last day", field="starts")
    changed = {key: value for key, value in clean.items() if getattr(row, key) != value}
    if not changed:
        raise Refused("Nothing is different from what is kept already")
    before = {key: getattr(row, key) for key in changed}
    new = write(row, **changed)
    record(
        new.subject,
        "organisation’s details changed",
        by=by,
        why=why,
        before=told(before),
        after=told(changed) | named_apart(changed),
        private=kept_apart(before, changed),
    )
    renew_marks(new)
    return new


def told(values: dict[str, Any]) -> dict[str, Any]:
    """What changed, for good."""
    return {
        key.removeprefix("is_"): clock.iso(value) if isinstance(value, date) else value
        for key, value in values.items()
        if key not in APART
    }


def named_apart(values: dict[str, Any]) -> dict[str, str]:
    """That something changed whose words stand in the part that can be erased."""
    named = ", ".join(key.replace("_", " ") for key in values if key in APART)
    return {"also_changed": named} if named else {}


def kept_apart(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any] | None:
    """The words of a change that stand in the part that can be erased."""
    keys = [key for key in after if key in APART]
    if not keys:
        return None
    return {
        "before": {key: before[key] for key in keys},
        "after": {key: after[key] for key in keys},
    }
