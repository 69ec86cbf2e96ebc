"""What people type of a call's life: publishing, a later deadline, corrections, questions, workshops."""

from datetime import datetime
from typing import Any

from django import forms

from precept.do.opportunities import rules
from precept.do.opportunities.forms.fields import Doubted, TimeOfDay
from precept.do.opportunities.models import Clarification
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, line, text, whole

PUBLIC = "This is published."
ALONE = "Only where nobody else can: why do you do this alone?"


class Submit(Versioned):
    """Sending a round to a second person."""

    why = line("A word to them", hint="Optional. It stands in the history.", most=500)


class SendBack(Versioned):
    """Giving a round back to whoever sets it up."""

    why = text("What is to be changed?", "Say why it goes back", rows=3, most=2_000)


class PublishCall(Versioned):
    """Publishing a round that somebody else set up."""

    why = line("Why is it published?", hint="Optional. Anyone can read it.", most=500)


class PublishAlone(PublishCall):
    """Publishing a round that one set up by oneself."""

    alone_because = text(
        ALONE, "Say why nobody else can publish it", hint="It is recorded.", rows=2, most=1_000
    )


class Extend(Doubted, Form):
    """A later deadline."""

    moments = ("closes",)
    closes = DateField(
        label="New closing date", called="The closing date", help_text="For example, 27 1 2027"
    )
    closes_time = TimeOfDay("New closing time", "the closing time")
    why = text("Why does it close later?", "Say why. The reason is published.", rows=3, hint=PUBLIC)

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {**self.walls(), "why": self.cleaned_data["why"]}


class AgreeToExtend(Form):
    """Making a later deadline so: only the button."""


class AgreeAlone(Form):
    """Making a later deadline so that one proposed by oneself."""

    alone_because = text(
        ALONE, "Say why nobody else can agree to it", hint="It is recorded.", rows=2, most=1_000
    )


class TurnDown(Form):
    """Leaving the deadline where it is."""

    why = text("Why does the deadline stay?", "Say why the deadline stays", rows=3, most=2_000)


class Correct(Versioned):
    """A correction of published words."""

    kind = choice(
        "What kind of correction is it?",
        "Say whether it is a typing error or a material correction",
        rules.correction_kinds,
        hint="It is material where somebody might have bid otherwise.",
    )
    after = text("What should it say?", rows=6)
    why = text("Why is it corrected?", "Say why. The reason is published.", rows=3, hint=PUBLIC)


class Cancel(Versioned):
    """Cancelling a round."""

    why = text("Why is it cancelled?", "Say why. The reason is published.", rows=3, hint=PUBLIC)


class Answer(Form):
    """An answer to everyone."""

    public_words = text(
        "The question, as everyone reads it",
        "Enter the question as everyone will read it",
        hint="Nothing in it may say who asked.",
        rows=4,
    )
    answer = text("The answer", "Enter the answer", rows=6)
    is_checked = forms.BooleanField(
        label="I looked: no word of this says who asked",
        required=False,
        help_text="Only where a name in it means something else.",
    )

    @classmethod
    def about(cls, asked: Clarification, given: Any = None) -> "Answer":
        """The form for one question, with the words that were asked to begin from."""
        return cls(given, initial={"public_words": asked.asked_words})


class Decline(Form):
    """Leaving a question unanswered."""

    why = text(
        "Why is it not answered?",
        "Say why it is not answered. Whoever asked is told.",
        hint="Whoever asked is told. It is not published.",
        rows=3,
        most=2_000,
    )


class WorkshopForm(Form):
    """A workshop or drop-in session on one day."""

    title = line("What is it called?", "Enter what the workshop is called", called="The name")
    day = DateField(label="Day", called="The day", help_text="For example, 9 12 2026")
    starts = TimeOfDay("Starts", "the time it starts")
    ends = TimeOfDay("Ends", "the time it ends")
    where = line("Where", most=300, hint="Such as Online, or a venue. Anyone can read this.")
    how_to_join = text(
        "How to join",
        hint="A link or a door code. Only those who book are told.",
        rows=3,
        most=2_000,
    )
    words = text("What is it about?", rows=3, most=5_000)
    places = whole("Places", "", most=1_000, hint="Leave it empty where all may come.")

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = dict(self.cleaned_data)
        day = typed.pop("day")
        return typed | {name: datetime.combine(day, typed[name]) for name in ("starts", "ends")}


class AmendWorkshop(WorkshopForm, Versioned):
    """A change of a workshop."""


class CancelWorkshop(Versioned):
    """Cancelling a workshop."""

    why = text(
        "Why is it cancelled?",
        "Say why it is cancelled. Those who booked are told.",
        hint="Those who booked are told.",
        rows=3,
        most=2_000,
    )


class Notes(Versioned):
    """What was said and asked at a workshop."""

    notes = text(
        "What was said and asked?",
        hint="Anyone can read this. Name nobody who asked.",
        rows=10,
    )


class Came(Form):
    """Whether somebody came."""

    came = choice("Did they come?", "Choose yes or no", (("yes", "Yes"), ("no", "No")))

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {"came": self.cleaned_data["came"] == "yes"}
