"""What people type of a question that came in."""

from typing import Any

from precept.foundation.people.staff import staff_today
from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, text
from precept.review.answers import rules

PRIVATE = "Only people who answer questions read this. It is never published."


class Asked(Form):
    """What was asked, by whom, and who answers it."""

    about = line(
        "What is it about?",
        "Enter what it is about",
        hint="In a few words of your own that name nobody: everyone in the office reads them.",
    )
    text = text("What was asked?", "Enter what was asked", rows=6, hint=f"As it came. {PRIVATE}")
    name = line("Who asks?", "Enter who asks", hint=f"Their name, or that of the body. {PRIVATE}")
    contact = line("How are they reached?", hint=f"An email or postal address. {PRIVATE}", most=300)
    body = line("For which organisation? (optional)", hint="A newspaper, a council, a panel.")
    owner = Chosen("Who sees to the answer?", "Choose who sees to the answer")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = {one.reference: one for one in staff_today()}
        field = self.fields["owner"]
        assert isinstance(field, Chosen)
        field.offer(people, {key: one.name for key, one in people.items()})


class NewQuestion(Asked):
    """A question that came in."""

    kind = choice("Who asks, and by what right?", "Choose who asks", rules.question_kinds)
    received = day("When did it come?", "The day on which it came", needed=True)
    field_order = ["kind", "received", "about", "text", "name", "contact", "body", "owner"]


class ChangeQuestion(Asked, Versioned):
    """The same, of a question that is there: who asks by what right, and when it came, stay."""


class AskWhatIsMeant(Versioned):
    """What the office asks, to find what is wanted."""

    words = text(
        "What do you ask?",
        "Enter what you ask",
        rows=4,
        hint="Send it to them in your own letter or email. Until they say what they mean, the clock stands still.",
        most=5_000,
    )


class HearWhatIsMeant(Versioned):
    """What was meant, and when that came."""

    text = text(
        "What do they ask, as it is meant now?", "Enter what was asked, as it is meant", rows=6
    )
    on = day("When did that come?", "The day on which it came", needed=True)


class Reason(Versioned):
    """Why something is done."""

    why = text("Why?", "Enter why", rows=3, most=2_000)
