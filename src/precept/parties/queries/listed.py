"""The list of organisations."""

from django.db.models import Prefetch, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing
from precept.parties import access, rules
from precept.parties.models import FormerName, Identifier, Organisation
from precept.parties.queries.lookup import of_kind

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
