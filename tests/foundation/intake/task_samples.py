"""A call of each task of intake, on a file that waits for it."""

from typing import Any
from unittest import mock

from precept.foundation.intake import actions, rules
from precept.foundation.intake.models import Intake
from precept.foundation.ledger.actions import SYSTEM
from precept.plan.models import Fund

FILE = (
    b"contract_number,contract_name,contract_due,contract_value\n"
    b'C1,One,01/04/2023,"56,000"\n'
    b"C2,Two,01/04/2023,tbc\n"
)


def mapped() -> Intake:
    """A file whose columns are known and whose rows nobody read yet."""
    Fund.objects.create(code="core", name="Core budget", short_name="CORE", kind="core")
    given = actions.begin(by=SYSTEM, kind_name="contracts", name="contracts.csv", content=FILE)
    answers = actions.guesses(given) | {"year": "2022-23", "fund": "core"}
    return actions.answer_options(by=SYSTEM, intake=given, answers=answers)


def rows_to_read() -> dict[str, Any]:
    """A file too large to be read while somebody waits."""
    with mock.patch.object(rules, "AT_ONCE", 0):
        given = mapped()
    assert given.rows_read == 0
    return {"reference": given.reference, "turn": given.turn}


def rows_to_load() -> dict[str, Any]:
    """A file that was confirmed and is too large to be loaded while somebody waits."""
    given = mapped()
    with mock.patch.object(rules, "AT_ONCE", 0):
        confirmed = actions.confirm(by=SYSTEM, intake=given, why="A sample", rows=2)
    assert confirmed.state == "loading"
    return {"reference": given.reference}


def a_dropped_file() -> dict[str, Any]:
    """A file that somebody dropped."""
    given = mapped()
    actions.drop(by=SYSTEM, intake=given, why="A sample")
    return {"reference": given.reference}


SAMPLES = {
    "intake.read_rows": rows_to_read,
    "intake.load_rows": rows_to_load,
    "intake.clear": a_dropped_file,
}
