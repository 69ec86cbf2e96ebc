"""Organisations that one being entered may be."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Abs, Length

from precept.foundation import clock
from precept.parties import rules
from precept.parties.models import FormerName, Identifier, Organisation

MOST_CANDIDATES = 200
MOST_SHOWN_ALIKE = 10


@dataclass(frozen=True)
class Candidate:
    """An organisation that looks like the one being entered."""

    reference: str
    name: str
    area: str
    is_ended: bool
    likeness: rules.Likeness
    why: str


def alike(
    name: str, identifiers: Iterable[tuple[str, str]] = (), *, but_not: Organisation | None = None
) -> list[Candidate]:
    """Organisations that this may be, the likeliest first; at most ten, from at most 200 looked at."""
    entered = rules.Entered(rules.name_key(name), frozenset(identifiers))
    rows = Organisation.objects.filter(pk__in=_possible(entered))
    if but_not is not None:
        rows = rows.exclude(pk=but_not.pk)
    found: list[tuple[rules.Alike, Organisation]] = []
    for row in rows.prefetch_related("former_names", "identifiers"):
        known = rules.Known(
            key=row.name_key,
            former_keys=tuple(former.name_key for former in row.former_names.all()),
            identifiers=frozenset((one.scheme, one.value) for one in row.identifiers.all()),
        )
        if how := rules.likeness(entered, known):
            found.append((how, row))
    found.sort(key=lambda pair: (-pair[0].likeness, -pair[0].closeness, pair[1].name))
    today = clock.today()
    return [
        Candidate(
            reference=row.reference,
            name=row.name,
            area=row.area,
            is_ended=row.ends is not None and row.ends < today,
            likeness=how.likeness,
            why=how.why,
        )
        for how, row in found[:MOST_SHOWN_ALIKE]
    ]


def _possible(entered: rules.Entered) -> set[int]:
    """Whom to compare with: those with a number or a whole name in common, then the nearest in length."""
    found: set[int] = set()
    for scheme, value in entered.identifiers:
        found |= set(
            Identifier.objects.filter(scheme=scheme, value=value).values_list(
                "organisation_id", flat=True
            )
        )
    if not entered.key:
        return found
    shape = Q(name_key__startswith=entered.key[:4])
    for word in rules.search_words(entered.key):
        shape |= Q(name_key__contains=word)
    length = len(entered.key)
    # A close spelling has nearly as many letters: the rest is not even read.
    near = Q(letters__gte=int(length * 0.7), letters__lte=int(length * 1.45))
    for rows, column in (
        (Organisation.objects.all(), "pk"),
        (FormerName.objects.all(), "organisation_id"),
    ):
        closest = (
            rows.annotate(letters=Length("name_key"))
            .filter(Q(name_key=entered.key) | (shape & near))
            .order_by(Abs(F("letters") - length), "pk")
        )
        found |= set(closest.values_list(column, flat=True)[:MOST_CANDIDATES])
    return found
