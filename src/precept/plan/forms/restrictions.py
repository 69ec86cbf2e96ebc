"""What people type of what a fund may pay for."""

from typing import Any

from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, line, several
from precept.plan import queries, rules


class AddRestriction(Form):
    """A condition of a fund's giver that the books hold every commitment to."""

    sort = choice(
        "What is it restricted to?",
        "Choose what the fund is restricted to",
        rules.restriction_sorts,
    )
    kinds = several(
        "Kinds of agreement",
        "Choose from the kinds in the list",
        rules.paid_kinds,
        hint="Where it may pay only for agreements of certain kinds",
    )
    priorities = several(
        "Priorities",
        "Choose from the priorities in the list",
        hint="Where it may pay only for agreements that serve one of these",
    )
    words = line(
        "The condition in the giver’s words",
        "Enter the condition in the giver’s words",
        hint="It is shown where it refuses a commitment",
        most=300,
        called="The condition",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["priorities"].choices = list(queries.priorities_offered().items())  # type: ignore[attr-defined]  # a choice field

    def taken(self) -> dict[str, Any]:
        """What was typed, with the values of the sort that was chosen."""
        said = super().taken()
        values = {"kinds": said.pop("kinds"), "priorities": said.pop("priorities")}
        return {**said, "values": values[said["sort"]]}
