"""What people type of actions, and who owes something."""

from typing import Any

from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, text
from precept.review.management import queries
from precept.review.management.forms.fields import (
    NO_OWNER,
    why,
)
from precept.review.management.models import Thing


class Owned(Form):
    """A form that says who owes something."""

    owner = choice("Who owes it?", NO_OWNER, (), drops_down=True)

    def __init__(self, *args: Any, of: Thing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.owners = queries.owners_for(of)
        self.let_choose("owner", [("", "Choose one"), *self.owners.choices])

    def taken(self) -> dict[str, Any]:
        """Who owes it, as a person or as a body."""
        said = super().taken()
        owner, body = self.owners.read(said.pop("owner"))
        return {**said, "owner": owner, "body": body}


class NewAction(Owned):
    """What somebody owes by a day."""

    what = text("What is to be done?", "Enter what is to be done", rows=3, most=2_000)
    due = day("By when?", "The day it is due", needed=True)
    field_order = ["what", "owner", "due"]


class FinishAction(Versioned):
    """What came of an action."""

    outcome = text("What came of it?", "Say what came of it", rows=3, most=2_000)
    done_on = day(
        "When was it done?", "The day it was done", hint="Today, where you leave it empty"
    )


class MoveAction(Versioned):
    """Another day for an action."""

    due = day("By when?", "The day it is due", needed=True)
    why = why("Say why it moves")
