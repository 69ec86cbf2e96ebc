"""What the pages and the command show of files: how they were read, and their rows a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from precept.foundation.intake import access, rules
from precept.foundation.intake.models import Intake, IntakeRow
from precept.foundation.intake.sheets import Row, Sheet, sheet, sheets
from precept.foundation.outbox.models import Progress
from precept.foundation.people.models import Person
from precept.foundation.web import tables

ROWS_A_PAGE = 50
SHOWN = {
    "all": "All rows",
    "problems": "Problems",
    "doubts": "Doubts",
    "left": "Left out",
    "loaded": "Loaded",
}
TAGS = {
    "reading": "govuk-tag--yellow",
    "mapped": "govuk-tag--light-blue",
    "ready": "govuk-tag--blue",
    "loading": "govuk-tag--light-blue",
    "loaded": "govuk-tag--green",
    "stopped": "govuk-tag--red",
    "dropped": "govuk-tag--grey",
}
COLUMNS = (
    tables.Column("file", "File", order=("name",)),
    tables.Column("kind", "Kind"),
    tables.Column("given", "Given", order=("given",)),
    tables.Column("by", "By"),
    tables.Column("rows", "Rows", numeric=True, order=("rows_in_file",)),
    tables.Column("state", "State"),
)


def kinds_for(person: Person) -> list[Sheet]:
    """The kinds of file that this person may give."""
    return [kind for kind in sheets() if access.may_load_sheet(person, kind)]


def files(person: Person, asked: QueryDict, address: Any) -> tables.Table:
    """The files that this person may see, newest first; ``address`` gives the page of one."""
    states = tables.Filter[Intake](
        "state",
        "State",
        tuple(rules.STATES.items()),
        tables.by_field("state"),
    )
    titles = {kind.name: kind.title for kind in sheets()}

    def cells(intake: Intake) -> list[tables.Cell]:
        return [
            tables.Cell(intake.name, href=address(intake.reference)),
            tables.Cell(titles[intake.sheet]),
            tables.Cell(f"{intake.given:%d/%m/%Y}"),
            tables.Cell(intake.given_by.name if intake.given_by else "The system"),
            tables.Cell(f"{intake.rows_in_file:,}"),
            tables.Cell(state_in_words(intake), tag=TAGS[intake.state]),
        ]

    return tables.listing(
        asked,
        access.visible_to(person).select_related("given_by"),
        caption="Files people gave the office",
        noun=("file", "files"),
        columns=COLUMNS,
        cells=cells,
        default="-given",
        filters=[states],
        empty="No files yet. Choose what kind of file you have, then give it below.",
    )


def state_in_words(intake: Intake) -> str:
    """Where a file stands, as people say it."""
    if intake.state == "mapped" and intake.stopped_because:
        return "Cannot be read"
    if intake.state == "mapped" and asks(intake):
        return "Questions to answer"
    return rules.STATES[intake.state]


def asks(intake: Intake) -> bool:
    """Whether a file's questions have not been answered yet."""
    return any(option.key not in intake.answers for option in sheet(intake.sheet).options)


def file(person: Person, reference: str) -> Intake:
    """A file that this person may see, or 404."""
    found = (
        access.visible_to(person)
        .select_related("given_by", "confirmed_by")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404(f"no file {reference}")
    return found


def job_of(intake: Intake) -> Progress | None:
    """How far the reading or loading of a large file is, while it runs."""
    if not intake.job:
        return None
    return Progress.objects.filter(reference=intake.job, state=Progress.State.RUNNING).first()


@dataclass(frozen=True)
class CellOnPage:
    """A cell as it was written and as it was read; ``shown`` is empty where both are the same."""

    written: str
    shown: str
    doubts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowOnPage:
    """A row with everything that was read, doubted and refused, and what loading it would do."""

    line: int
    state: str
    cells: tuple[CellOnPage, ...]
    doubts: tuple[str, ...]
    problems: tuple[str, ...]
    will: str
    made: tuple[tuple[str, str | None], ...]
    """What was made of it: the words, and where the office sees it."""


@dataclass(frozen=True)
class Filter:
    """A way to narrow the rows, with how many there are."""

    key: str
    text: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True)
class RowsOnPage:
    """A page of a file's rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[RowOnPage, ...]
    filters: tuple[Filter, ...]
    pages: list[tables.PageLink]
    previous: str | None
    next: str | None


def rows_shown(intake: Intake, show: str) -> QuerySet[IntakeRow]:
    """The rows of a file in its order, narrowed to one of SHOWN."""
    rows = IntakeRow.objects.filter(intake=intake, turn=intake.turn).order_by("line")
    match show:
        case "problems":
            return rows.filter(state="refused")
        case "doubts":
            return rows.filter(is_doubtful=True)
        case "left":
            return rows.filter(state="left out")
        case "loaded":
            return rows.filter(state="loaded")
        case _:
            return rows


def rows_page(intake: Intake, asked: QueryDict) -> RowsOnPage:
    """A page of 50 rows as the address asks: one query, and what the kind of file asks to describe."""
    request = tables.asked(asked, (), {"show": tuple(SHOWN)})
    show = request.chosen.get("show", ("all",))[0]
    counts = {
        "all": intake.rows_read,
        "problems": intake.rows_refused,
        "doubts": intake.rows_doubtful,
        "left": intake.rows_left_out,
        "loaded": intake.rows_loaded,
    }
    last = max(1, -(-counts[show] // ROWS_A_PAGE))
    start = (request.page - 1) * ROWS_A_PAGE
    rows = list(rows_shown(intake, show)[start : start + ROWS_A_PAGE])
    kind = sheet(intake.sheet)
    return RowsOnPage(
        caption="The rows of the file, as written and as read",
        columns=tuple(column.title for column in mapped_columns(intake, kind)),
        rows=tuple(described(intake, rows)),
        filters=tuple(
            Filter(key, text, counts[key], f"?show={key}#rows", key == show)
            for key, text in SHOWN.items()
            if counts[key] or key == "all"
        ),
        pages=tables.steps(request, last),
        previous=request.address(page=request.page - 1) if request.page > 1 else None,
        next=request.address(page=request.page + 1) if request.page < last else None,
    )


def mapped_columns(intake: Intake, kind: Sheet) -> list[Any]:
    """The columns of the kind that the file has."""
    return [column for column in kind.columns if column.key in intake.mapping]


def described(intake: Intake, rows: Sequence[IntakeRow]) -> Iterator[RowOnPage]:
    """Some rows as they are shown; what loading would do is asked once for all of them."""
    kind = sheet(intake.sheet)
    will_load = [row for row in rows if row.state == "waiting"]
    asked = [Row(row.line, row.values) for row in will_load]
    said = dict(
        zip(
            (row.line for row in will_load),
            kind.describe(asked, intake.answers) if asked else [],
            strict=True,
        )
    )
    for row in rows:
        cells = []
        for column in mapped_columns(intake, kind):
            place = intake.mapping[column.key]
            written = row.cells[place] if place < len(row.cells) else ""
            shown = row.readings.get(column.key, {}).get("shown", "")
            cells.append(
                CellOnPage(
                    written,
                    "" if shown == written else shown,
                    _about(row.doubts, column.key),
                    _about(row.problems, column.key),
                )
            )
        yield RowOnPage(
            line=row.line,
            state=row.state,
            cells=tuple(cells),
            doubts=_about(row.doubts, None),
            problems=_about(row.problems, None),
            will=said.get(row.line, ""),
            made=tuple((_named(subject), kind.address(subject)) for subject in row.subjects),
        )


def _about(told: Sequence[dict[str, Any]], column: str | None) -> tuple[str, ...]:
    return tuple(str(one["words"]) for one in told if one["column"] == column)


def _named(subject: str) -> str:
    return subject.partition(":")[2] or subject


def why_refused(intake: Intake, row: IntakeRow) -> str:
    """Everything wrong with a row, each with its column: «Value: “lots” is not an amount.»"""
    kind = sheet(intake.sheet)
    told = []
    for problem in row.problems:
        where = f"{kind.title_of(problem['column'])}: " if problem["column"] else ""
        told.append(f"{where}{problem['words']}")
    return " ".join(told)


def refused_columns(intake: Intake) -> list[str]:
    """The headings of the file of refused rows: the line and why, then the columns as they came."""
    headings = [rules.heading_shown(intake.headings, at) for at in range(len(intake.headings))]
    return ["Line", "Why it was refused", *headings]


def refused_rows(intake: Intake) -> Iterator[list[str | int]]:
    """The refused rows of a file as they came, each with its line and why; read a step at a time."""
    width = len(intake.headings)
    for row in rows_shown(intake, "problems").iterator(chunk_size=500):
        cells = [*row.cells, *[""] * width][:width]
        yield [row.line, why_refused(intake, row), *cells]
