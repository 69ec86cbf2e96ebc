"""What an organisation has that another should not have by chance, and which others have it."""

import hmac
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings

from precept.parties import rules
from precept.parties.access import in_force
from precept.parties.models import (
    BankDetails,
    Claim,
    HiddenAddress,
    Mark,
    Organisation,
    Profile,
    RegisterRow,
)
from precept.parties.queries.likeness import alike

MOST_OF_A_KIND = 100
"""The most people, contacts and numbers of one organisation that are compared."""
MOST_FLAGS = 50


def digest_of(kind: str, text: str) -> str:
    """A digest by which equal things are found, and that says nothing without the installation's key."""
    # The oldest key that is kept: a new one in front of it must not part what was alike.
    key = str(settings.PRECEPT_FIELD_KEYS[-1]).encode()
    return hmac.new(key, f"mark\n{kind}\n{text}".encode(), sha256).hexdigest()


def _held_by(one: Organisation) -> rules.Held:
    profile = Profile.objects.filter(organisation=one).first()
    contacts = list(one.contacts.values_list("telephone", "email")[:MOST_OF_A_KIND])
    members = list(
        one.members.filter(in_force()).values_list("person__reference", "person__email")[
            :MOST_OF_A_KIND
        ]
    )
    numbers = list(one.identifiers.values_list("scheme", "value")[:MOST_OF_A_KIND])
    said = Claim.objects.filter(started=one).exclude(value="")
    numbers += said.values_list("scheme", "value")[:MOST_OF_A_KIND]
    people = list(one.officers.values_list("name", flat=True)[:MOST_OF_A_KIND])
    for scheme, value in numbers[:5]:
        row = RegisterRow.objects.filter(scheme=scheme, number=value).first()
        people += row.people[:MOST_OF_A_KIND] if row else []
    hidden = HiddenAddress.objects.filter(organisation=one).first()
    return rules.Held(
        name_key=one.name_key,
        numbers=tuple(rules.org_id(scheme, value) for scheme, value in numbers),
        people=tuple(people),
        members=tuple(reference for reference, _ in members),
        addresses=(one.postal_address, hidden.address.reveal() if hidden else ""),
        telephones=(
            *(telephone for telephone, _ in contacts),
            profile.telephone if profile else "",
        ),
        emails=(
            *(email for _, email in contacts),
            *(email for _, email in members),
            profile.email if profile else "",
        ),
    )


def marks_now(one: Organisation) -> set[tuple[str, str]]:
    """The marks that an organisation has as it stands: (kind, digest)."""
    found = {(kind, digest_of(kind, text)) for kind, text in rules.marks_of(_held_by(one))}
    accounts = BankDetails.objects.filter(organisation=one).values_list("digest", flat=True)
    found |= {("bank", digest) for digest in accounts[:MOST_OF_A_KIND]}
    # Every organisation has one, so that those without any are those not looked at yet.
    return found or {("name", digest_of("name", one.reference))}


@dataclass(frozen=True)
class Flag:
    """Something that an organisation shares with another, for a person to look at; it decides nothing."""

    kind: str
    words: str
    other: Organisation


def flags(one: Organisation) -> list[Flag]:
    """What this organisation shares with others, the gravest first; at most 50. Names alone may be like."""
    own = list(Mark.objects.filter(organisation=one).values_list("kind", "digest"))
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, digest in own:
        by_kind[kind].append(digest)
    found: list[Flag] = []
    for kind in sorted(by_kind, key=rules.gravest_first):
        rows = (
            Mark.objects.filter(kind=kind, digest__in=by_kind[kind])
            .exclude(organisation=one)
            .select_related("organisation")
            .order_by("organisation__name", "organisation_id")[:MOST_FLAGS]
        )
        others = {row.organisation_id: row.organisation for row in rows}
        found += [Flag(kind, rules.MARKS[kind], other) for other in others.values()]
        if len(found) >= MOST_FLAGS:
            return found[:MOST_FLAGS]
    named = {flag.other.reference for flag in found if flag.kind in {"name", "number"}}
    near = [
        candidate for candidate in alike(one.name, but_not=one) if candidate.reference not in named
    ]
    others_by = Organisation.objects.in_bulk(
        [candidate.reference for candidate in near], field_name="reference"
    )
    found += [
        Flag("name", candidate.why, others_by[candidate.reference])
        for candidate in near
        if candidate.reference in others_by
    ]
    return found[:MOST_FLAGS]


def shares_with(one: Organisation, marks: set[tuple[str, str]]) -> list[int]:
    """Which other organisations have one of these marks; at most 50 a kind."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, digest in marks:
        by_kind[kind].append(digest)
    found: set[int] = set()
    for kind, digests in by_kind.items():
        rows = Mark.objects.filter(kind=kind, digest__in=digests).exclude(organisation=one)
        found |= set(rows.values_list("organisation_id", flat=True)[:MOST_FLAGS])
    return sorted(found)
