"""The finance system's ledger: its files, its lines, and what they are matched with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.spending import access, rules
from precept.do.spending.models import Payment, SpendFile, SpendLine
from precept.do.spending.models.finance import FILE_STATES, LINE_STATES
from precept.foundation import clock
from precept.foundation.intake.models import KeptMapping
from precept.foundation.intake.reading import letters
from precept.foundation.money import Money
from precept.foundation.outbox import queries as outbox
from precept.foundation.outbox.models import Progress
from precept.foundation.people.models import Person
from precept.foundation.web.tables import COUNTED_TO, Cell, Column, Heading, Table, counted, listing
from precept.parties.rules import name_key

SPEND_STATES: Final = dict(FILE_STATES)
SPEND_TAGS: Final = {
    "naming": "govuk-tag--yellow",
    "reading": "govuk-tag--blue",
    "ready": "govuk-tag--yellow",
    "taken": "govuk-tag--green",
    "stopped": "govuk-tag--red",
    "dropped": "govuk-tag--grey",
}
LINE_TAGS: Final = {
    "matched": "govuk-tag--green",
    "doubt": "govuk-tag--yellow",
    "other": "govuk-tag--grey",
    "again": "govuk-tag--grey",
}
LINES_A_PAGE: Final = 50
LEDGER: Final = "finance-ledger"
"""What kept mappings call files of the finance system."""
FIRST_WORDS: Final = 3
GLANCE: Final = 30


def known_for_matching(file: SpendFile) -> rules.Known:
    """Everything that the lines of a file can be matched with: four queries, whatever the size of the file."""
    rows = Payment.objects.values_list(
        "pk",
        "reference",
        "amount",
        "claim__agreement",
        "paid_on",
        "came_back_on",
        "payee__name",
        "file__released",
        "claim__invoice",
    )
    payments: dict[str, rules.KnownPayment] = {}
    by_sum: dict[tuple[str, int], list[rules.KnownPayment]] = {}
    by_invoice: dict[tuple[str, str], list[rules.KnownPayment]] = {}
    for (
        key,
        reference,
        amount,
        agreement,
        paid_on,
        came_back,
        payee,
        released,
        invoice,
    ) in rows.iterator():
        one = rules.KnownPayment(
            key,
            reference,
            amount.pence,
            agreement,
            is_paid=paid_on is not None,
            came_back=came_back is not None,
        )
        payments[reference] = one
        if paid_on is None and came_back is None and released is not None:
            by_sum.setdefault((name_key(payee), amount.pence), []).append(one)
            if invoice:
                by_invoice.setdefault((name_key(payee), invoice.upper()), []).append(one)
    agreements = {
        reference.upper(): key
        for reference, key in Agreement.objects.values_list("reference", "pk").iterator()
    }
    others = Q(file__state="taken") | Q(file=file)
    found = SpendLine.objects.filter(others, state=rules.MATCHED, payment__isnull=False)
    met = set(found.values_list("payment", flat=True))
    return rules.Known(payments, agreements, by_sum, by_invoice, met)


def taken_over_the_same_days(file: SpendFile) -> list[SpendFile]:
    """The files taken over that have lines of the same days as this one; one query."""
    if file.first_day is None:
        return []
    rows = SpendFile.objects.filter(
        state="taken", first_day__lte=file.last_day, last_day__gte=file.first_day
    )
    return list(rows.exclude(pk=file.pk))


def spend_file_address(file: SpendFile) -> str:
    """Where the office reads a file of the finance system."""
    return reverse("spending.spend_file", args=[file.reference])


COLUMNS: Final = (
    Column("file", "File", order=("name",)),
    Column("given", "Given", order=("given", "id")),
    Column("lines", "Lines", numeric=True, order=("rows_read",)),
    Column("left", "Left out", numeric=True),
    Column("total", "Total", numeric=True),
    Column("state", "State", order=("state", "given")),
)


def _file_cells(one: SpendFile) -> list[Cell]:
    return [
        Cell(one.name, href=spend_file_address(one)),
        Cell(clock.spoken_time(one.given), note=f"by {one.given_by.name}" if one.given_by else ""),
        Cell(f"{one.rows_read:,}"),
        Cell(f"{one.rows_refused:,}"),
        Cell(str(Money(one.total))),
        Cell(SPEND_STATES[one.state], tag=SPEND_TAGS[one.state]),
    ]


def spend_files_page(person: Person, query: QueryDict) -> Table:
    """The files of the finance system, the latest first: two queries."""
    rows = access.spend_files_visible_to(person).exclude(state="dropped")
    return listing(
        query,
        rows.select_related("given_by").defer("problems"),
        caption="Files of the finance system",
        noun=("file", "files"),
        columns=COLUMNS,
        cells=_file_cells,
        default="-given",
        empty="No file was given yet. Export the ledger from the finance system as CSV or XLSX.",
    )


def spend_file(person: Person, reference: str) -> SpendFile:
    """One file of the finance system, or 404."""
    rows = access.spend_files_visible_to(person).select_related("given_by", "taken_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no file {reference}")
    return found


def kept_places(signatures: Sequence[str]) -> dict[str, dict[str, int]]:
    """The places of columns that somebody named for files of these headings, by their signature: one query."""
    rows = KeptMapping.objects.filter(sheet=LEDGER, signature__in=signatures)
    return dict(rows.values_list("signature", "mapping"))


def heads_of(file: SpendFile) -> list[tuple[int, list[str]]]:
    """The first lines of a file whose columns are not named: the line after each, and its cells."""
    return [(after, cells) for after, cells in file.heads]


def columns_offered(heads: Sequence[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    """The columns of a file: the place of each, its letter and what stands first in it."""
    width = max((len(cells) for _, cells in heads), default=0)
    offered = []
    for place in range(width):
        said = [cells[place][:GLANCE] for _, cells in heads if place < len(cells) and cells[place]][
            :FIRST_WORDS
        ]
        offered.append((place, f"{letters(place)}: {', '.join(said) or 'empty'}"))
    return offered


def columns_read(file: SpendFile) -> list[tuple[str, str]]:
    """Which column of a file is read as what, in the file's order."""
    places = file.columns.get("places", {})
    return [
        (f"Column {letters(place)}", rules.COLUMN_TITLES[key])
        for key, place in sorted(places.items(), key=lambda pair: pair[1])
    ]


def problems_shown(file: SpendFile) -> list[tuple[str, str, str]]:
    """The lines of a file that could not be read: the line, the column with its letter, what is wrong."""
    places = file.columns.get("places", {})
    shown = {
        title: f"{title} (column {letters(places[key])})" if key in places else title
        for key, title in rules.COLUMN_TITLES.items()
    }
    return [
        (f"{line:,}", shown.get(column, column), words) for line, column, words in file.problems
    ]


def job_of(file: SpendFile) -> Progress | None:
    """How far the reading of a file is, while it is read."""
    if file.state != "reading" or not file.job:
        return None
    return next(iter(outbox.jobs_of(file.subject)), None)


def how_many_doubts() -> int:
    """How many lines of files taken over are in doubt; counted to 1,001."""
    return doubts().order_by().values("pk")[: COUNTED_TO + 1].count()


def doubts() -> QuerySet[SpendLine]:
    """The lines in doubt of files that were taken over, the oldest first."""
    rows = SpendLine.objects.filter(state=rules.DOUBT, file__state="taken")
    return rows.select_related("file", "payment", "agreement").order_by("day", "pk")


def line_in_doubt(person: Person, key: int) -> SpendLine:
    """One line in doubt, or 404."""
    files = access.spend_files_visible_to(person)
    found = doubts().filter(pk=key, file__in=files).first()
    if found is None:
        raise Http404(f"no line {key} in doubt")
    return found


def could_be(line: SpendLine) -> list[Payment]:
    """The payments on their way, or paid, that a line in doubt could be; at most 20."""
    known: dict[str, Any] = {"amount": Money(abs(line.amount)), "came_back_on": None}
    if line.amount > 0:
        known["paid_on"] = None
    rows = Payment.objects.filter(file__released__isnull=False, **known)
    same = rows if line.payment_id is None else rows | Payment.objects.filter(pk=line.payment_id)
    return list(same.select_related("payee", "claim__agreement").distinct().order_by("-pk")[:20])


@dataclass(frozen=True)
class Lines:
    """A page of lines, and where the next older ones and the newest are."""

    table: Table
    older: str
    newest: str


HEADINGS: Final = (
    Column("day", "Day"),
    Column("supplier", "Supplier"),
    Column("reference", "Reference"),
    Column("amount", "Amount", numeric=True),
    Column("description", "Description"),
    Column("state", "State"),
)


def lines_page(person: Person, query: QueryDict, *, file: SpendFile | None = None) -> Lines:
    """Fifty lines of files taken over, the newest first, or of one file in its order; two queries.

    ``?after`` is where the page before ended: no line is skipped over to come here.
    """
    rows = SpendLine.objects.select_related("payment", "agreement")
    state = query.get("state", "")
    if state in dict(LINE_STATES):
        rows = rows.filter(state=state)
    found = _of_file(rows, query, file) if file else _of_all(rows, query, person)
    shown, more = found[:LINES_A_PAGE], len(found) > LINES_A_PAGE
    chosen = {"state": state} if state in dict(LINE_STATES) else {}
    older = ""
    if more:
        last = shown[-1]
        mark = str(last.line) if file else f"{last.day:%Y-%m-%d}.{last.pk}"
        older = "?" + urlencode({**chosen, "after": mark})
    is_first = "after" not in query
    table = Table(
        caption="Lines of the ledger",
        columns=[Heading(one.key, one.text, one.numeric, None, "") for one in HEADINGS],
        rows=[_line_cells(one) for one in shown],
        count=len(shown),
        count_text=counted(len(shown), ("line", "lines")) + " shown",
        empty="No line of the ledger is here.",
    )
    return Lines(table, older, "" if is_first else "?" + urlencode(chosen))


def _of_file(rows: QuerySet[SpendLine], query: QueryDict, file: SpendFile) -> Sequence[SpendLine]:
    after = query.get("after", "")
    rows = rows.filter(file=file)
    if after.isascii() and after.isdigit() and len(after) < 10:
        rows = rows.filter(line__gt=int(after))
    return list(rows.order_by("line")[: LINES_A_PAGE + 1])


def _of_all(rows: QuerySet[SpendLine], query: QueryDict, person: Person) -> Sequence[SpendLine]:
    staged = access.spend_files_visible_to(person).exclude(state="taken")
    rows = rows.exclude(file__in=list(staged.values_list("pk", flat=True)))
    if query.get("state") != rules.AGAIN:
        rows = rows.exclude(state=rules.AGAIN)
    day, key = _mark(query.get("after", ""))
    if day is not None:
        rows = rows.filter(Q(day__lt=day) | Q(day=day, pk__lt=key), day__lte=day)
    return list(rows.order_by(F("day").desc(), F("pk").desc())[: LINES_A_PAGE + 1])


def _mark(after: str) -> tuple[date | None, int]:
    day, _, key = after.partition(".")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None, 0
    try:
        return date.fromisoformat(day), int(key)
    except ValueError:
        return None, 0


def _noted(one: SpendLine) -> str:
    return ", ".join(filter(None, (one.invoice and f"Invoice {one.invoice}", one.code)))


def _line_cells(one: SpendLine) -> list[Cell]:
    return [
        Cell(clock.spoken(one.day), note=f"Line {one.line:,}"),
        Cell(one.supplier),
        Cell(one.reference, note=_noted(one)),
        Cell(str(Money(one.amount))),
        Cell(one.description),
        Cell(
            dict(LINE_STATES)[one.state],
            tag=LINE_TAGS[one.state],
            note=one.agreement.reference if one.agreement else one.because,
        ),
    ]
