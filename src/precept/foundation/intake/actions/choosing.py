"""Leaving rows out of a file before it is loaded, and putting them back."""

from precept.foundation.intake import access, rules
from precept.foundation.intake.access import Giver
from precept.foundation.intake.actions.giving import MOVED_ON, NOT_YOURS
from precept.foundation.intake.actions.staging import SHOWN_OTHERS, counts, mark_twice, written_of
from precept.foundation.intake.models import Intake, IntakeRow, NamedInRow
from precept.foundation.intake.sheets import Row, sheet
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record


@action
def leave_out(*, by: Giver, intake: Intake, line: int) -> Intake:
    """Leave a row out: it is not loaded, and what it names is no longer twice in the file."""
    row = _row(by, intake, line, ("waiting", "refused"))
    names = NamedInRow.objects.filter(intake=intake, turn=intake.turn, line=line)
    freed = list(names.values_list("name", flat=True))
    names.delete()
    row.state = "left out"
    row.problems = [problem for problem in row.problems if rules.TWICE not in problem]
    row.save(update_fields=["state", "problems"])
    for name in freed:
        _look_again(intake, name)
    return _counted(intake, by, "row left out", line)


@action
def put_back(*, by: Giver, intake: Intake, line: int) -> Intake:
    """Take a row in again that was left out."""
    row = _row(by, intake, line, ("left out",))
    row.state = rules.state_of_row(row.problems)
    row.save(update_fields=["state"])
    if row.state == "waiting":
        kind = sheet(intake.sheet)
        asked = Row(row.line, row.values, written_of(row.cells, intake.mapping))
        for name in dict.fromkeys(one[:200] for one in kind.names(asked, intake.answers)):
            NamedInRow.objects.create(intake=intake, turn=intake.turn, name=name, line=line)
            _look_again(intake, name, line)
    return _counted(intake, by, "row put back", line)


def _row(by: Giver, intake: Intake, line: int, states: tuple[str, ...]) -> IntakeRow:
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    # Writes first, so that two people who choose rows of one file come one after the other.
    held = Intake.objects.filter(pk=intake.pk, state__in=rules.MAY_LEAVE_OUT, turn=intake.turn)
    if not held.update(turn=intake.turn):
        raise Changed(MOVED_ON)
    row = IntakeRow.objects.filter(intake=intake, turn=intake.turn, line=line).first()
    if row is None:
        raise Refused(f"Line {line} of this file holds no row.")
    if row.state not in states:
        raise Changed(MOVED_ON)
    return row


def _look_again(intake: Intake, name: str, *also: int) -> None:
    """Say anew which lines name the same. Of many, the first few are enough: all stay refused."""
    named = NamedInRow.objects.filter(intake=intake, turn=intake.turn, name=name).order_by("line")
    first = list(named.values_list("line", flat=True)[: SHOWN_OTHERS + 1])
    touched = {(name, line): first for line in {*first, *also}}
    if touched:
        mark_twice(intake, touched)


def _counted(intake: Intake, by: Giver, event: str, line: int) -> Intake:
    counted = counts(intake)
    Intake.objects.filter(pk=intake.pk).update(**counted)
    intake.refresh_from_db()
    record(intake.subject, event, by=by, after={"line": line})
    return intake
