"""The register of disposals, in the database and outside it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.http import QueryDict

from precept.foundation import clock
from precept.foundation.ledger.models import Checkpoint
from precept.foundation.ledger.verify_ledger import Finding
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing
from precept.records import access, keeping, rules
from precept.records.models import Disposal

AT_ONCE: Final = 500
REGISTER_COLUMNS: Final = (
    "Number",
    "Kind",
    "Record",
    "Its years counted from",
    "Kept for (years)",
    "Version of the rule",
    "What was done",
    "Run",
    "Proposed by",
    "Approved by",
    "Disposed of",
    "Rows and files",
    "Fingerprint",
)


def _people(rows: Sequence[Disposal]) -> dict[str, str]:
    said = {
        name.removeprefix("person:") for row in rows for name in (row.proposed_by, row.approved_by)
    }
    found = Person.objects.filter(reference__in=said).values_list("reference", "name")
    return {f"person:{reference}": name for reference, name in found}


def register_page(person: Person, query: QueryDict) -> Table:
    """The register of disposals, the newest first."""

    def cells(one: Disposal) -> list[Cell]:
        return [
            Cell(str(one.number)),
            Cell(one.thing, note=one.title),
            Cell(clock.spoken(one.trigger_on), note=f"Kept for {one.years} years"),
            Cell(one.run),
            Cell(one.approved_by),
            Cell(clock.spoken_time(datetime.fromisoformat(one.disposed))),
            Cell(one.fingerprint[:16]),
        ]

    table = listing(
        query,
        access.register_visible_to(person),
        caption="Register of disposals",
        noun=("record disposed of", "records disposed of"),
        columns=(
            Column("number", "Number", numeric=True, order=("number",)),
            Column("thing", "Record", order=("thing",)),
            Column("trigger", "Its years counted from"),
            Column("run", "Run"),
            Column("approved", "Approved by"),
            Column("disposed", "Disposed of"),
            Column("fingerprint", "Fingerprint"),
        ),
        cells=cells,
        default="-number",
        filters=(
            Filter(
                "kind",
                "Kind",
                tuple((one.key, one.title) for one in rules.first_schedule()),
                by_field("kind"),
            ),
        ),
        search=lambda rows, words: rows.filter(thing__icontains=words),
        empty="Nothing was disposed of yet.",
    )
    names = _people(table.things)
    for one, row in zip(table.things, table.rows, strict=True):
        row[4] = Cell(names.get(one.approved_by, one.approved_by))
    return table


def register_rows(person: Person) -> Iterator[tuple[Any, ...]]:
    """The whole register for a spreadsheet, oldest first, a few hundred at a time."""
    after = 0
    while True:
        rows = list(
            access.register_visible_to(person).filter(number__gt=after).order_by("number")[:AT_ONCE]
        )
        names = _people(rows) if rows else {}
        for one in rows:
            yield (
                one.number,
                one.title,
                one.thing,
                one.trigger_on,
                one.years,
                one.rule_version,
                rules.ACTIONS[one.action],
                one.run,
                names.get(one.proposed_by, one.proposed_by),
                names.get(one.approved_by, one.approved_by),
                one.disposed,
                one.things,
                one.fingerprint,
            )
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].number


FINGERPRINTED: Final = (
    "number",
    "kind",
    "title",
    "thing",
    "trigger_on",
    "years",
    "rule_version",
    "action",
    "run",
    "list_sha256",
    "proposed_by",
    "approved_by",
    "disposed",
    "things",
    "contents",
)


def said_of(row: Disposal) -> dict[str, Any]:
    """A row of the register as it is fingerprinted."""
    said = {name: getattr(row, name) for name in FINGERPRINTED}
    return said | {"trigger_on": row.trigger_on.isoformat()}


def kept_of(row: Disposal) -> dict[str, Any]:
    """The same as it is kept outside the database."""
    return said_of(row) | {"previous": row.previous, "fingerprint": row.fingerprint}


def signed_register(person: Person) -> Iterator[str]:
    """The whole register as signed lines, oldest first: to be kept elsewhere, for after a restore."""
    rows = access.register_visible_to(person).order_by("number")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield keeping.signed(kept_of(row)) + "\n"


def still_to_keep(most: int) -> list[Disposal]:
    """Rows of the register that do not lie outside the database yet."""
    return list(Disposal.objects.filter(is_kept=False).order_by("number")[:most])


def behind() -> list[int]:
    """The disposals that are kept outside and that this database knows nothing of: it was restored from a backup."""
    kept = keeping.numbers()
    if not kept:
        return []
    known = set(Disposal.objects.filter(number__gte=kept[0]).values_list("number", flat=True))
    return [number for number in kept if number not in known]


def trusted_keys() -> set[str]:
    """The keys whose signature counts: the office's own, and those that sealed its ledger."""
    return {
        keeping.own_key(),
        *Checkpoint.objects.order_by().values_list("key", flat=True).distinct(),
    }


def check_register() -> list[Finding]:
    """What does not agree in the register: a row changed, a row gone, a row that is not kept outside."""
    found, expected, previous = [], 1, rules.NO_FINGERPRINT
    kept = set(keeping.numbers())
    for row in Disposal.objects.order_by("number").iterator(chunk_size=AT_ONCE):
        where = f"disposal {row.number}"
        if row.number != expected:
            found.append(Finding(where, f"the disposals before it are gone (expected {expected})"))
        elif row.previous != previous:
            found.append(Finding(where, "does not follow from the disposal before it"))
        if rules.fingerprint(said_of(row), row.previous) != row.fingerprint:
            found.append(Finding(where, "was changed after it was written"))
        if row.number not in kept:
            found.append(
                Finding(where, "does not lie outside the database: a restore would bring it back")
            )
        expected, previous = row.number + 1, row.fingerprint
    return found
