"""What somebody who may bid types: the eligibility check, a question, a booking."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.opportunities.models import Call
from precept.do.opportunities.published import EligibilityRulePublished
from precept.foundation.web import inputs
from precept.foundation.web.forms import Form

YES_NO = (("yes", "Yes"), ("no", "No"))


class Eligibility(Form):
    """Every rule of a round as a yes or no question."""

    def __init__(
        self, *args: Any, rules: Sequence[EligibilityRulePublished], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for rule in rules:
            self.fields[rule.key] = inputs.choice(
                rule.asks, f"Answer “{rule.asks}” with yes or no", YES_NO
            )

    def answers(self) -> dict[str, bool]:
        """Whether each was answered with yes, by the rule's key."""
        return {key: said == "yes" for key, said in self.cleaned_data.items()}


class Ask(Form):
    """A question about a round."""

    words = inputs.text(
        "Your question",
        "Enter your question",
        hint="We answer it to everyone, on the round’s page. We never say who asked.",
        most=2_000,
    )

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = [(one.key, one.label) for one in call.asks.questions()]
        if asked:
            self.fields["question"] = inputs.choice(
                "Is it about a question of the form? (optional)", "", asked, drops_down=True
            )


class Book(Form):
    """Places at a workshop."""

    people = forms.IntegerField(
        label="How many of you come?",
        initial=1,
        min_value=1,
        max_value=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={
            "required": "Enter how many of you come",
            "invalid": "Enter a number, like 2",
            "min_value": "Enter a number from 1 to 10",
            "max_value": "Enter a number from 1 to 10",
        },
    )
    needs = inputs.text(
        "What would help you to take part? (optional)",
        hint="A ramp, a hearing loop, an interpreter, a quiet place. We keep this to ourselves.",
        most=1_000,
        rows=3,
    )


class Nothing(Form):
    """A page that asks for its button alone."""
