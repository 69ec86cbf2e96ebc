"""Loading a file from the command line: the same preview as the page, and nothing without a yes."""

from collections.abc import Callable, Mapping
from pathlib import Path

from precept.foundation.intake import actions, queries, rules
from precept.foundation.intake.access import Giver
from precept.foundation.intake.actions.staging import batches
from precept.foundation.intake.models import Intake
from precept.foundation.intake.queries import RowOnPage
from precept.foundation.intake.sheets import sheet, sheets
from precept.foundation.ledger.actions import Refused

Say = Callable[[str], None]


def load_file(
    path: Path,
    sheet_name: str,
    options: Mapping[str, str],
    by: Giver,
    confirm: bool,
    say: Say,
    why: str = "",
) -> Intake:
    """Read a file, say how every row was read, and load its rows where ``confirm`` says so.

    Refused, in words fit to print, where the kind of file is not known, its columns are not plain, a
    question has no answer (the words list the choices), or nothing can be loaded.
    """
    known = sorted(kind.name for kind in sheets())
    if sheet_name not in known:
        raise Refused(
            f"There is no kind of file “{sheet_name}”. Choose one of: {', '.join(known)}."
        )
    intake = actions.begin(by=by, kind_name=sheet_name, name=path.name, content=path.read_bytes())
    for words in intake.how:
        say(words)
    if intake.state == "reading":
        raise Refused(
            " ".join(intake.unsure) + f" Choose the columns on the page {intake.address}."
        )
    intake = _answered(intake, options, by)
    actions.read_rows(reference=intake.reference, turn=intake.turn)
    intake.refresh_from_db()
    if intake.state != "ready":
        raise Refused(intake.stopped_because or "The rows of this file could not be read.")
    _preview(intake, say)
    if not confirm:
        say(f"Nothing is loaded. Add --yes to load {_rows(intake.rows_to_load)}.")
        return intake
    intake = actions.confirm(
        by=by, intake=intake, why=why or f"Loaded from {intake.name}", rows=intake.rows_to_load
    )
    while intake.state == "loading":
        actions.load_rows(reference=intake.reference, is_waited_for=True)
        intake.refresh_from_db()
    _outcome(intake, say)
    return intake


def _answered(intake: Intake, options: Mapping[str, str], by: Giver) -> Intake:
    kind = sheet(intake.sheet)
    unknown = sorted(set(options) - {option.key for option in kind.options})
    if unknown:
        raise Refused(f"This kind of file does not ask for “{unknown[0]}”.")
    answers = {**actions.guesses(intake), **options}
    for option in kind.options:
        choices = option.choices()
        if answers.get(option.key) not in {value for value, _ in choices}:
            offered = ", ".join(f"{value} ({words})" for value, words in choices)
            raise Refused(f"Add --set {option.key}=… ({option.title}). Choose one of: {offered}.")
    return actions.answer_options(by=by, intake=intake, answers=answers) if answers else intake


def _preview(intake: Intake, say: Say) -> None:
    kind = sheet(intake.sheet)
    titles = [column.title for column in queries.mapped_columns(intake, kind)]
    rows = list(queries.rows_shown(intake, "all"))
    for step in batches(rows, rules.ROWS_A_STEP):
        for row in queries.described(intake, step):
            _say_row(intake.name, titles, row, say)
    say(
        f"{_rows(intake.rows_read)} read: {intake.rows_to_load:,} to be loaded,"
        f" {intake.rows_doubtful:,} with doubts, {intake.rows_refused:,} refused."
    )


def _say_row(name: str, titles: list[str], row: RowOnPage, say: Say) -> None:
    cells = [
        f"{title}: {cell.written}" + (f" → {cell.shown}" if cell.shown else "")
        for title, cell in zip(titles, row.cells, strict=True)
    ]
    say(f"Line {row.line} | {' | '.join(cells)}")
    for title, cell in zip(titles, row.cells, strict=True):
        for words in cell.doubts:
            say(f"  doubt: {title}: {words}")
        for words in cell.problems:
            say(f"  refused: {name}, line {row.line}, {title}: {words}")
    for words in row.doubts:
        say(f"  doubt: {words}")
    for words in row.problems:
        say(f"  refused: {name}, line {row.line}: {words}")
    if row.will:
        say(f"  {row.will}")


def _outcome(intake: Intake, say: Say) -> None:
    if intake.state == "stopped":
        raise Refused(intake.stopped_because)
    say(f"{_rows(intake.rows_loaded)} loaded.")
    refused = queries.rows_shown(intake, "problems")
    for row in refused:
        say(f"Not loaded: {intake.name}, line {row.line}: {queries.why_refused(intake, row)}")


def _rows(number: int) -> str:
    return f"{number:,} {'row' if number == 1 else 'rows'}"
