"""A plan of succession that fits, and the day that it is."""

from datetime import date
from typing import Any

from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import OfficeSuccession, Organisation

ON = date(2028, 6, 1)
DAY = [date(2028, 5, 20)]
"""The day that it is; a test moves it on."""


def planned(by: Person, board: Organisation, **given: Any) -> OfficeSuccession:
    """A plan that fits."""
    said: dict[str, Any] = {
        "successor": board,
        "on": ON,
        "instrument": "the Policing Bodies (Borderland) Order 2028, article 4",
        "source": "https://law.example/2028/4",
        "name": "Office of the Borderland Policing Board",
        "short_name": "Policing Board",
        "area": "Borderland",
        "postal_address": "2 New Square, Borderton",
        "mailbox": "office@board.example",
        "titles": {"commissioner": "Policing and crime lead", "deputy": "Deputy lead"},
    }
    return actions.prepare_succession(by=by, **said | given)
