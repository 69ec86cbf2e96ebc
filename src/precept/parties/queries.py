"""What pages and other parts read of organisations and of the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Abs, Cast, Length
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing
from precept.parties import access, rules
from precept.parties.models import (
    Contact,
    FormerName,
    HiddenAddress,
    Identifier,
    Office,
    Organisation,
)
from precept.parties.published import (
    IdentifierPublished,
    OfficePublished,
    OrganisationPublished,
    area_only,
)

MOST_CHOICES = 1_000
MOST_CANDIDATES = 200
MOST_SHOWN_ALIKE = 10
LONGEST_CHAIN = 50
MOST_LISTED = 200
"""The most names, numbers, contacts or predecessors of one organisation that a page shows."""


def office() -> Office | None:
    """The office that this installation serves, once it is set up."""
    return Office.objects.select_related("body").first()


def office_name() -> str:
    """The office's name, for letters and documents; plain words before it is set up."""
    one = office()
    return one.name if one else "The office"


def is_demonstration() -> bool:
    """Whether the demonstration made this database."""
    return Office.objects.filter(is_demonstration=True).exists()


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


def those_after(successor: Organisation) -> list[str]:
    """The references of those that came after an organisation, in order; at most 50."""
    found: list[str] = []
    now = successor
    while now.successor is not None and len(found) < LONGEST_CHAIN:
        now = now.successor
        found.append(now.reference)
    return found


@dataclass(frozen=True)
class Whole:
    """Everything that the page of an organisation shows of it. Never an address that is protected."""

    former_names: Sequence[FormerName]
    identifiers: Sequence[Identifier]
    contacts: Sequence[Contact]
    predecessors: Sequence[Organisation]
    has_hidden_address: bool


def whole(one: Organisation) -> Whole:
    """What belongs to an organisation: five queries, whatever it has."""
    today = clock.today()
    contacts = list(one.contacts.order_by("name", "pk")[:MOST_LISTED])
    contacts.sort(key=lambda contact: contact.ends is not None and contact.ends < today)
    return Whole(
        former_names=list(one.former_names.order_by("-until", "-pk")[:MOST_LISTED]),
        identifiers=list(one.identifiers.order_by("scheme", "value")[:MOST_LISTED]),
        contacts=contacts,
        predecessors=list(one.predecessors.order_by("name", "pk")[:MOST_LISTED]),
        has_hidden_address=HiddenAddress.objects.filter(organisation=one).exists(),
    )


def contact(one: Organisation, reference: str) -> Contact:
    """One contact of an organisation, or 404."""
    found = one.contacts.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def as_published(one: Organisation) -> OrganisationPublished:
    """What would be released of an organisation as it stands: of a protected one, name and area."""
    if one.is_protected:
        return area_only(one.reference, one.name, one.area, is_invented=one.is_invented)
    successor = one.successor
    # The public page leads to a successor only where that has a page.
    leads = successor is not None and is_published(successor.reference)
    return OrganisationPublished(
        reference=one.reference,
        name=one.name,
        kinds=tuple(one.kinds),
        starts=_iso(one.starts),
        ends=_iso(one.ends),
        former_names=tuple(
            one.former_names.order_by("-until", "-pk").values_list("name", flat=True)
        ),
        identifiers=tuple(
            IdentifierPublished(
                scheme=number.scheme,
                scheme_title=rules.SCHEMES[number.scheme],
                value=number.value,
            )
            for number in one.identifiers.order_by("scheme", "value")
        ),
        successor=successor.reference if successor is not None and leads else None,
        successor_name=successor.name if successor is not None else None,
        about=one.about,
        website=one.website,
        area=one.area,
        is_protected=False,
        is_invented=one.is_invented,
    )


def office_as_published(one: Office) -> OfficePublished:
    """What would be released of the office as it stands."""
    return OfficePublished(
        name=one.name,
        short_name=one.short_name,
        body=one.body.name,
        body_reference=one.body.reference,
        area=one.area,
        colour=one.colour,
        accent=one.accent,
        website=one.website,
        postal_address=one.postal_address,
        mailbox=one.mailbox,
        telephone=one.telephone,
        is_demonstration=one.is_demonstration,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def is_published(reference: str) -> bool:
    """Whether the public can read of an organisation."""
    return publications.latest_or_none("organisation", reference) is not None


@dataclass(frozen=True)
class PublicState:
    """What the public can read of something: which version, and whether it is as it stands now."""

    version: int | None
    is_as_it_stands: bool


def public_state(one: Organisation | Office) -> PublicState:
    """What the public can read of an organisation or of the office."""
    if isinstance(one, Office):
        latest = publications.latest_or_none("office", "office")
        now: object = office_as_published(one)
    else:
        latest = publications.latest_or_none("organisation", one.reference)
        now = as_published(one)
    if latest is None:
        return PublicState(None, False)
    return PublicState(latest.version, latest.payload == now)


COLUMNS = (
    Column("name", "Name", order=("name",)),
    Column("kinds", "Kind"),
    Column("area", "Area", order=("area",)),
    Column("numbers", "Numbers"),
    Column("state", "State"),
)
PROTECTED = (("yes", "Protected"), ("no", "Not protected"))
ENDED = (("no", "Not ended"), ("yes", "Ended"))


def _protected(rows: QuerySet[Organisation], value: str) -> QuerySet[Organisation]:
    return rows.filter(is_protected=value == "yes")


def _ended(rows: QuerySet[Organisation], value: str) -> QuerySet[Organisation]:
    over = Q(ends__isnull=False, ends__lt=clock.today())
    return rows.filter(over) if value == "yes" else rows.exclude(over)


def _with_words(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    number = "".join(words.upper().split())
    by_number = Identifier.objects.filter(value__istartswith=number).values("organisation_id")
    found = Q(pk__in=by_number)
    if key := rules.name_key(words):
        former = FormerName.objects.filter(name_key__contains=key).values("organisation_id")
        found |= Q(name_key__contains=key) | Q(pk__in=former)
    return rows.filter(found)


def _cells(row: Organisation) -> list[Cell]:
    numbers = [f"{number.value} ({number.scheme})" for number in row.identifiers.all()]
    if row.is_protected:
        state = Cell("Protected", tag="govuk-tag--red")
    elif row.ends is not None and row.ends < clock.today():
        state = Cell("Ended", tag="govuk-tag--grey")
    else:
        state = Cell("Active", tag="govuk-tag--green")
    return [
        Cell(
            row.name,
            href=reverse("parties.organisation", args=[row.reference]),
            note="Invented" if row.is_invented else "",
        ),
        Cell(rules.kind_titles(row.kinds)),
        Cell(row.area or "Not stated"),
        Cell(", ".join(numbers[:3]) or "None"),
        state,
    ]


def organisations_page(person: Person, query: QueryDict) -> Table:
    """The list of organisations as its address asks: three queries, whatever the size."""
    return listing(
        query,
        access.visible_to(person).prefetch_related(
            Prefetch("identifiers", queryset=Identifier.objects.order_by("scheme", "value"))
        ),
        caption="Organisations",
        noun=("organisation", "organisations"),
        columns=COLUMNS,
        cells=_cells,
        default="name",
        filters=(
            Filter("kind", "Kind", tuple(rules.kind_choices()), of_kind),
            Filter("protected", "Protection", PROTECTED, _protected),
            Filter("ended", "Ended", ENDED, _ended),
        ),
        search=_with_words,
        empty="No organisation fits. Search for part of its name, a former name or its number,"
        " or add it.",
    )
