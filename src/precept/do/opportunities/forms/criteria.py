"""What people type of criteria and of the rules that decide who may apply."""

from typing import Any

from django import forms

from precept.do.opportunities import rules
from precept.do.opportunities.forms.fields import YES_NO
from precept.foundation.web.forms import Amendment, Versioned
from precept.foundation.web.inputs import choice, line, text, whole


class CriterionForm(Amendment):
    """Something that bids are marked on, with what earns each score."""

    title = line("What is the criterion called?", "Enter what the criterion is called")
    words = text("What do markers look for?", "Say what markers look for", rows=4)
    weight = whole("Weight, as a whole percentage", "Enter the weight", most=rules.WHOLE)
    questions = forms.MultipleChoiceField(
        label="Which answers is it marked on?",
        help_text="Choose none for all of them.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose questions of the list"},
    )

    def __init__(self, *args: Any, asked: tuple[tuple[str, str], ...] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["questions"]
        if asked and isinstance(field, forms.MultipleChoiceField):
            field.choices = list(asked)
        else:
            del self.fields["questions"]
        for score in range(len(rules.usual_levels)):
            self.fields[f"level_{score}"] = line(
                f"What earns a score of {score}?", most=500, called=f"The words of score {score}"
            )
        self.fields[
            "level_0"
        ].help_text = "Describe every score. Leave the highest ones empty for a shorter scale."
        self.reason_last()

    def clean(self) -> dict[str, Any]:
        """Every score up to the highest has its words."""
        problem = rules.levels_problem(self._levels())
        if problem and not any(name.startswith("level_") for name in self.errors):
            said = [place for place, one in enumerate(self._levels()) if not one["words"]]
            self.add_error(f"level_{said[0] if said else 0}", problem)
        return self.cleaned_data

    def _levels(self) -> list[dict[str, Any]]:
        words = [
            self.cleaned_data.get(f"level_{score}") or ""
            for score in range(len(rules.usual_levels))
        ]
        while words and not words[-1]:
            words.pop()
        return [{"score": score, "words": one} for score, one in enumerate(words)]

    def given(self) -> dict[str, Any]:
        """The criterion as the action takes it, without its key."""
        typed = self.cleaned_data
        return {
            "title": typed["title"],
            "words": typed["words"],
            "weight": typed["weight"],
            "levels": self._levels(),
            "questions": typed.get("questions") or [],
        }


class Weights(Amendment):
    """The weights of all criteria, side by side."""

    def __init__(
        self, *args: Any, criteria: tuple[tuple[str, str], ...] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.keys = [key for key, _ in criteria]
        for key, title in criteria:
            self.fields[f"weight_{key}"] = whole(
                f"{title}, in percent", f"Enter the weight of “{title}”", most=rules.WHOLE
            )
        self.reason_last()

    def clean(self) -> dict[str, Any]:
        """They add up to 100."""
        weights = [self.cleaned_data.get(f"weight_{key}") for key in self.keys]
        if all(one is not None for one in weights) and self.keys:
            problem = rules.weights_problem([int(one or 0) for one in weights])
            if problem:
                self.add_error(f"weight_{self.keys[0]}", problem)
        return self.cleaned_data

    def weights(self) -> dict[str, int]:
        """The weight of each criterion, by its key."""
        return {key: self.cleaned_data[f"weight_{key}"] for key in self.keys}


class RuleForm(Amendment):
    """A question that decides whether somebody may apply."""

    asks = line(
        "Which question is asked?",
        "Enter the question",
        most=300,
        hint="It is answered with yes or no.",
        called="The question",
    )
    right_answer = choice("Which answer may apply?", "Choose the answer that may apply", YES_NO)
    reason = text(
        "Why is it a rule?",
        "Say why it is a rule",
        hint="Shown to everyone who is turned away by it.",
        rows=3,
        most=2_000,
    )
    instead = text("Where might they go instead?", rows=2, most=2_000)

    def given(self) -> dict[str, Any]:
        """The rule as the action takes it, without its key."""
        typed = self.cleaned_data
        names = ("asks", "reason", "instead")
        return {
            **{name: typed[name] for name in names},
            "right_answer": typed["right_answer"] == "yes",
        }


class TakeOut(Amendment):
    """Taking a row out: only the reason."""


class Usual(Versioned):
    """Beginning with the usual rows: nothing to type."""
