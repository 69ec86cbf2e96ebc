"""Finding an organisation by its reference, its name or its number."""

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404

from precept.foundation.people.models import Person
from precept.parties import access, rules
from precept.parties.models import FormerName, Organisation

MOST_CHOICES = 1_000


def organisation(person: Person, reference: str) -> Organisation:
    """One organisation; 404 where this person may not look it up."""
    found = (
        access.visible_to(person).select_related("successor").filter(reference=reference).first()
    )
    if found is None:
        raise Http404
    return found


def named(name: str) -> Organisation | None:
    """The one organisation of this name, or that once had it; nothing where there is none or several."""
    key = rules.name_key(name)
    if not key:
        return None
    found = list(Organisation.objects.filter(name_key=key)[:2])
    if not found:
        former = FormerName.objects.filter(name_key=key).values("organisation_id")
        found = list(Organisation.objects.filter(pk__in=former)[:2])
    return found[0] if len(found) == 1 else None


def looked_up(person: Person, said: str) -> Organisation | None:
    """The organisation that somebody names by its reference or its name, among those they may look up."""
    found = access.visible_to(person).filter(reference=said.strip()).first() or named(said)
    if found is None:
        return None
    return access.visible_to(person).filter(pk=found.pk).first()


def with_identifier(scheme: str, value: str) -> Organisation | None:
    """The organisation with this number, however it is spelled; nothing where there is none."""
    try:
        spelled = rules.read_identifier(scheme, value)
    except rules.NotAnIdentifier:
        return None
    return Organisation.objects.filter(
        identifiers__scheme=scheme, identifiers__value=spelled
    ).first()


def of_kind(rows: QuerySet[Organisation], kind: str) -> QuerySet[Organisation]:
    """Those of one kind."""
    # SQLite cannot ask whether a JSON list contains a word; as text, both databases can.
    return rows.annotate(kinds_said=Cast("kinds", TextField())).filter(
        kinds_said__contains=f'"{kind}"'
    )


def choices(person: Person, kind: str = "") -> list[tuple[str, str]]:
    """Organisations as a form offers them (reference, name), by name; at most 1,000."""
    rows = access.visible_to(person)
    if kind:
        rows = of_kind(rows, kind)
    return list(rows.order_by("name", "pk").values_list("reference", "name")[:MOST_CHOICES])
