"""What people type when they rank bids against the money."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from precept.do.assessment import rules
from precept.do.assessment.models import Placing
from precept.foundation.money.field import MoneyFormField
from precept.foundation.people.models import Person
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, several, text, whole


class Edges(forms.CharField):
    """Lower edges of bands, typed with commas: "70, 60, 40"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Lower edges of the score bands",
            help_text="Out of 100, with commas between them. For example, 70, 60, 40.",
            max_length=60,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            error_messages={
                "required": "Enter at least one lower edge, such as 70",
                "max_length": "Enter fewer edges",
            },
            **options,
        )

    def to_python(self, value: Any) -> Any:
        """The edges as numbers."""
        typed = super().to_python(value)
        if not typed or isinstance(value, list):
            return value if isinstance(value, list) else typed
        parts = [part for part in re.split(r"[,;\s]+", typed) if part]
        if not all(part.isdecimal() for part in parts):
            raise ValidationError(
                "Enter whole numbers with commas between them, such as 70, 60, 40"
            )
        found = [int(part) for part in parts]
        problem = rules.check_bands(found)
        if problem:
            raise ValidationError(problem)
        return found

    def prepare_value(self, value: Any) -> Any:
        """The edges as they are typed."""
        return ", ".join(str(one) for one in value) if isinstance(value, list) else value


class Start(Form):
    """How the ranking begins."""

    bands = Edges()
    sharing = choice(
        "How are awards shared among the funds?",
        "Choose how awards are shared among the funds",
        rules.sharing_rules,
    )


class Bands(Versioned):
    """The score bands."""

    bands = Edges()


class CutOff(Versioned):
    """The cut-off with its reason."""

    cut_off = whole(
        "Cut-off",
        "Enter the cut-off, such as 65",
        hint="The least score out of 100 that is funded.",
        least=0,
        most=100,
    )
    why = text(
        "Why this cut-off?",
        "Enter why this cut-off is chosen",
        hint="It stands in the decision, and anyone can read it there.",
        rows=4,
        most=2_000,
    )


def pounds(label: str, *, hint: str = "", needed: str = "") -> MoneyFormField:
    """An amount of money in pounds."""
    return MoneyFormField(
        label=label,
        help_text=hint,
        required=bool(needed),
        widget=forms.TextInput(
            attrs={"prefix": "£", "class": "govuk-input--width-10", "spellcheck": "false"}
        ),
        error_messages={"required": needed or "Enter an amount"},
    )


class Place(Versioned):
    """Where one bid is placed."""

    placing = choice("Where is it placed?", "Choose where the bid is placed", rules.placings)
    amount = pounds("Amount", hint="Of an award in full or in part.")
    reserve_place = whole(
        "Place on the reserve list", "", hint="1 is asked first.", least=1, most=500
    )
    why = text(
        "Reason",
        hint="Needed for an award in part or below the cut-off, and for a bid above it that is not funded."
        " It stands in the decision.",
        rows=3,
        most=2_000,
        called="The reason",
    )
    conditions = text(
        "Conditions of the award",
        hint="One on each line. Only for an award.",
        rows=3,
        most=4_000,
        called="The conditions",
    )

    @staticmethod
    def was(placing: Placing, version: int) -> dict[str, Any]:
        """What stands now, by field."""
        return {
            "version": version,
            "placing": placing.placing,
            "amount": placing.amount,
            "reserve_place": placing.reserve_place,
            "why": placing.why,
            "conditions": "\n".join(placing.conditions),
        }

    def taken(self) -> dict[str, Any]:
        """The conditions line by line."""
        typed = dict(self.cleaned_data)
        return {**typed, "conditions": (typed.get("conditions") or "").splitlines()}


class Over(Versioned):
    """How far awards may go above the pot."""

    over = pounds("How far above the pot?", needed="Enter how far awards may go above the pot")
    why = text(
        "Why may awards go above the pot?",
        "Enter why awards may go above the pot",
        hint="It stands in the decision.",
        rows=4,
        most=2_000,
    )


class Freeze(Versioned):
    """Freezing the ranking as it was read."""


class Withdraw(Form):
    """Taking a frozen recommendation back."""

    why = text("Why is it withdrawn?", "Enter why it is withdrawn", rows=4, most=2_000)


class FinishPast(Form):
    """What the papers of a finished round say beside its bids."""

    marked_from = day(
        "When did marking begin?",
        "The day on which marking began",
        hint="Leave both days empty where the papers do not state them.",
    )
    marked_to = day("When did marking end?", "The day on which marking ended")
    held = day("When was it moderated?", "The day of moderation", needed=True)
    chair = choice("Who chaired?", "", (), drops_down=True)
    people = several("Who was there?", "Choose people of the list")
    minutes = text("What do the papers say of the meeting?", rows=4, most=20_000)
    cut_off = whole(
        "Cut-off", "", hint="Leave it empty where the papers state none.", least=0, most=100
    )
    cut_off_why = text("Why was that cut-off chosen?", rows=3, most=2_000)
    bands = Edges(required=False)
    source = line("Source", "Enter where this comes from", hint="The paper or file it stands in.")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        chair, there = self.fields["chair"], self.fields["people"]
        assert isinstance(chair, forms.ChoiceField)
        assert isinstance(there, forms.MultipleChoiceField)
        chair.choices = [("", "Not stated"), *people]
        there.choices = list(people)

    def taken(self) -> dict[str, Any]:
        """The people themselves; edges as numbers, none where they are not stated."""
        typed = dict(self.cleaned_data)
        known = {
            one.reference: one
            for one in Person.objects.filter(reference__in=[typed["chair"], *typed["people"]])
        }
        return {
            **typed,
            "chair": known.get(typed["chair"]),
            "people": [known[one] for one in typed["people"]],
            "bands": typed["bands"] or [],
        }
