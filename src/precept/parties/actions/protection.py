"""Protecting an organisation: its address leaves everything, and only a reason brings it to light."""

import json
from collections.abc import Iterable, Sequence

from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    erase_personal_details,
    record,
)
from precept.foundation.ledger.models import Part
from precept.foundation.people.models import Person
from precept.foundation.private import ProtectedAddress
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as published
from precept.foundation.publications import rules as publication_rules
from precept.foundation.publications.models import Publication
from precept.parties import access, queries, rules, sign_ups
from precept.parties.actions.contacts import LONGEST
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.profiles import only_who_keep_it
from precept.parties.actions.standing import (
    as_it_stands,
    dangerous,
    given_reason,
    known_parts,
    refuse_address,
    take_out_everywhere,
    write,
)
from precept.parties.models import Contact, FormerName, HiddenAddress, Office, Organisation, Profile
from precept.parties.published import area_only

NOT_TO_PROTECT = "Only people who may protect organisations may do this."
NOT_TO_REVEAL = "Only people who may protect organisations may see a protected address."
THEIR_WORD = "Its own people said that its address must stay secret."
MAY_SAY_WHERE = ("organisation added", "organisation’s details changed", "profile amended")
"""Events whose erasable part holds addresses and free text."""


@action
def mark_protected(
    *,
    by: access.Asker,
    organisation: Organisation,
    area: str = "",
    secret_address: str = "",
    also_remove: Sequence[str] = (),
    why: str,
    version: int | None = None,
) -> Organisation:
    """Let an organisation appear by its area alone, everywhere and at once.

    Its open address is kept enciphered (``secret_address`` instead, where given); the address, and the
    words in ``also_remove``, leave its record, the erasable parts of its events, and every version of
    everything published. ``area`` is the one kept, unless another is given.
    """
    if not access.may_protect(by):
        raise NotAllowed(NOT_TO_PROTECT)
    row = as_it_stands(organisation, version)
    if row.is_protected:
        raise Changed("This organisation is protected already.")
    if Office.objects.filter(body=row).exists():
        raise Refused("The office’s own body cannot be protected: people must be able to find it")
    shown = rules.tidy(area) or row.area
    if problem := rules.area_problem(shown):
        raise Refused(problem, field="area")
    typed = secret_address.strip()
    parts = _parts(row, shown, [row.postal_address, typed], also_remove, typed)
    reason = given_reason(why)
    refuse_address(parts, why=reason, area=shown)
    new = write(row, is_protected=True, area=shown, postal_address="", **_scrubbed(row, parts))
    _scrub_names_and_contacts(new, parts)
    if address := typed or row.postal_address:
        _keep(new, address)
    record(
        new.subject,
        "organisation protected",
        by=by,
        why=reason,
        before={"area": row.area},
        after={"area": shown, "protected": True},
    )
    _erase_earlier_words(new, parts, by=by, why=reason)
    _release_area_alone(new, by=by, why=reason)
    # Before the words are removed: what is published again may still hold them.
    sign_ups.tell_protected(sign_ups.Protection(new, by, reason))
    take_out_everywhere(parts, by=by, why=reason)
    renew_marks(new)
    return new


@action
def protect_own(
    *,
    by: Person,
    organisation: Organisation,
    area: str,
    secret_address: str = "",
    version: int | None = None,
) -> Organisation:
    """An organisation's own people say that its address must stay secret: it appears by its area alone at once.

    Its open address is enciphered and leaves its record. Taking its words out of what else was published is
    for the office, which is shown this.
    """
    only_who_keep_it(by, organisation)
    row = as_it_stands(organisation, version)
    if row.is_protected:
        raise Changed("This organisation is protected already.")
    if Office.objects.filter(body=row).exists():
        raise Refused("The office’s own body cannot be protected: people must be able to find it")
    shown = rules.tidy(area)
    if problem := rules.area_problem(shown):
        raise Refused(problem, field="area")
    typed = secret_address.strip()
    parts = _parts(row, shown, [row.postal_address, typed], (), typed)
    refuse_address(parts, area=shown)
    new = write(row, is_protected=True, area=shown, postal_address="", **_scrubbed(row, parts))
    _scrub_names_and_contacts(new, parts)
    if address := typed or row.postal_address:
        _keep(new, address)
    Profile.objects.update_or_create(
        organisation=new, defaults={"is_flagged": True, "looked_at": None}
    )
    record(
        new.subject,
        "organisation protected",
        by=by,
        why=THEIR_WORD,
        before={"area": row.area},
        after={"area": shown, "protected": True},
    )
    _erase_earlier_words(new, parts, by=by, why=THEIR_WORD)
    # Not in their name: what the office published is not theirs to publish again.
    _release_area_alone(new, by=SYSTEM, why=THEIR_WORD)
    sign_ups.tell_protected(sign_ups.Protection(new, SYSTEM, THEIR_WORD))
    renew_marks(new)
    return new


@action
def set_protected_address(
    *,
    by: access.Asker,
    organisation: Organisation,
    secret_address: str,
    also_remove: Sequence[str] = (),
    why: str,
    version: int | None = None,
) -> Organisation:
    """Keep another address of a protected organisation, enciphered, and take it out of everything published."""
    if not access.may_protect(by):
        raise NotAllowed(NOT_TO_PROTECT)
    row = as_it_stands(organisation, version)
    if not row.is_protected:
        raise Refused("Only a protected organisation has a secret address", field="secret_address")
    typed = secret_address.strip()
    if problem := rules.address_problem(typed):
        raise Refused(problem, field="secret_address")
    parts = _parts(row, row.area, [typed], also_remove, typed)
    reason = given_reason(why)
    refuse_address([*parts, *known_parts(row)], why=reason)
    new = write(row, **_scrubbed(row, parts))
    _scrub_names_and_contacts(new, parts)
    _keep(new, typed)
    record(new.subject, "protected address set", by=by, why=reason)
    _erase_earlier_words(new, parts, by=by, why=reason)
    take_out_everywhere(parts, by=by, why=reason)
    renew_marks(new)
    return new


@action
def reveal_address(*, by: access.Asker, organisation: Organisation, why: str) -> str:
    """Give a protected address to somebody who must visit or contract; who and why stand in the ledger."""
    row = as_it_stands(organisation, None)
    if not access.may_reveal(by, row):
        raise NotAllowed(NOT_TO_REVEAL)
    reason = given_reason(why)
    hidden = HiddenAddress.objects.filter(organisation=row).first()
    if hidden is None:
        raise Refused("No address is kept of this organisation")
    refuse_address(known_parts(row), why=reason)
    record(row.subject, "protected address revealed", by=by, why=reason)
    return hidden.address.reveal()


def _parts(
    row: Organisation, area: str, addresses: Iterable[str], also: Sequence[str], typed: str
) -> list[str]:
    """What must go. Refused where it names no place, or would be taken out of too many texts."""
    if typed and (problem := rules.address_problem(typed)):
        raise Refused(problem, field="secret_address")
    words = [" ".join(one.split()) for one in also if one.strip()]
    if problem := rules.words_problem(words):
        raise Refused(problem, field="also_remove")
    found = [
        part
        for address in addresses
        for part in dangerous(address, known=(row.name, area), also=words)
    ]
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _scrubbed(row: Organisation, parts: Sequence[str]) -> dict[str, str]:
    return {
        "about": rules.without_parts(row.about, parts),
        "source": rules.without_parts(row.source, parts)[:300],
        # An address of the web with a hole leads nowhere.
        "website": "" if rules.gives_away(row.website, parts) else row.website,
    }


def _scrub_names_and_contacts(row: Organisation, parts: Sequence[str]) -> None:
    for former in FormerName.objects.filter(organisation=row):
        clean = rules.without_parts(former.name, parts)[:200]
        if clean != former.name:
            FormerName.objects.filter(pk=former.pk).update(
                name=clean, name_key=rules.name_key(clean)
            )
    for contact in Contact.objects.filter(organisation=row):
        said = {"name": contact.name, "role": contact.role, "telephone": contact.telephone}
        clean_words = {
            field: rules.without_parts(words, parts)[: LONGEST[field]]
            for field, words in said.items()
        }
        if clean_words != said:
            Contact.objects.filter(pk=contact.pk).update(**clean_words)


def _keep(row: Organisation, address: str) -> None:
    HiddenAddress.objects.update_or_create(
        organisation=row, defaults={"address": ProtectedAddress(address), "added": clock.now()}
    )


def _erase_earlier_words(
    row: Organisation, parts: Sequence[str], *, by: access.Asker, why: str
) -> None:
    """Its earlier addresses and texts, and whatever else says where it is, leave the ledger; hashes stay."""
    held = Part.objects.filter(event__subject=row.subject, name="personal").select_related("event")
    events = [
        part.event
        for part in held.order_by("event__place")
        if part.event.type in MAY_SAY_WHERE or _says_where(part, parts)
    ]
    if events:
        erase_personal_details(by=by, events=events, why=why)


def _says_where(part: Part, parts: Sequence[str]) -> bool:
    said = publication_rules.strings(json.loads(part.text))
    return any(rules.gives_away(text, parts) for _, text in said)


def _release_area_alone(row: Organisation, *, by: access.Asker, why: str) -> None:
    """Publish name and area in place of all that was public, and leave no more in older versions."""
    if published.latest_or_none("organisation", row.reference) is not None:
        publications.publish(
            kind_name="organisation",
            key=row.reference,
            title=row.name,
            payload=queries.as_published(row),
            by=by,
            why="It now appears by its area alone",
        )
    older = Publication.objects.filter(
        kind="organisation", key=row.reference, is_latest=False, is_tombstone=False
    )
    for version in older:
        said = json.loads(version.payload)
        reduced = area_only(row.reference, said["name"], row.area, is_invented=row.is_invented)
        text = publication_rules.spelled(reduced.model_dump(mode="json"))
        before, now = version.digest_now, publication_rules.digest(text)
        if before == now:
            continue
        version.files.all().delete()
        Publication.objects.filter(pk=version.pk).update(payload=text, digest_now=now)
        record(
            version.subject,
            "version reduced to the area",
            by=by,
            why=why,
            before={"version": version.version, "digest": before},
            after={"version": version.version, "digest": now},
        )
