"""What people type of issues and risks."""

from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, text
from precept.review.management import rules
from precept.review.management.forms.fields import (
    level,
    offer_people,
    safeguarding,
    why,
)

NOBODY = "Choose somebody who works here"


class Peopled(Form):
    """A form that says whose something is, of the people who work here."""

    owner = Chosen("Who deals with it?", NOBODY)

    def __init__(self, *args: Any, people: dict[str, Person], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self.fields["owner"], people)


class NewIssue(Peopled):
    """Something that went wrong."""

    title = line("Name it in a few words", "Enter a few words that name it")
    what = text("What happened?", "Enter what happened", rows=5, most=8_000)
    happened_on = day("When did it happen?", "The day it happened", needed=True)
    severity = choice("How bad is it?", "Choose how bad it is", rules.severities)
    is_safeguarding = safeguarding()
    field_order = ["title", "what", "happened_on", "severity", "owner", "is_safeguarding"]


class ChangeIssue(NewIssue, Versioned):
    """The same, of an issue that was raised."""


class CloseIssue(Versioned):
    """What was done about an issue."""

    words = text("What was done?", "Say what was done", rows=4, most=4_000)


class Scored(Peopled):
    """How likely and how bad a risk is, in the words of the scale."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        scale = rules.scale_on(clock.today())
        self.fields["likelihood"] = level(
            "How likely is it?", "Choose how likely it is", scale.likelihood
        )
        self.fields["impact"] = level(
            "How bad would it be?", "Choose how bad it would be", scale.impact
        )
        self.order_fields(self.field_order)


class NewRisk(Scored):
    """Something that could go wrong."""

    title = line("Name it in a few words", "Enter a few words that name it")
    what = text(
        "What could happen, and why?", "Enter what could happen, and why", rows=4, most=4_000
    )
    mitigation = text("What is done about it?", "Enter what is done about it", rows=4, most=4_000)
    review_on = day("When is it looked at again?", "The day it is looked at again", needed=True)
    is_safeguarding = safeguarding()
    field_order = [
        "title",
        "what",
        "likelihood",
        "impact",
        "mitigation",
        "owner",
        "review_on",
        "is_safeguarding",
    ]


class ScoreAgain(Scored, Versioned):
    """A risk, scored again."""

    mitigation = text("What is done about it?", "Enter what is done about it", rows=4, most=4_000)
    review_on = day("When is it looked at again?", "The day it is looked at again", needed=True)
    why = why("Say why it scores so", "Why does it score so?")
    field_order = ["likelihood", "impact", "why", "mitigation", "owner", "review_on", "version"]


class CloseRisk(Versioned):
    """Why a risk is closed."""

    words = text(
        "Why is it closed?",
        "Say why it is closed",
        rows=3,
        most=2_000,
        hint="It can no longer happen, or it happened and is an issue now.",
    )
