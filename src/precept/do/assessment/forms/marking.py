"""A marker's sheet as a form: a score and a reason for each criterion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from precept.do.assessment import rules
from precept.do.opportunities.models import Criterion
from precept.foundation.web.forms import AsRead
from precept.foundation.web.inputs import hidden_number, line, text


class Sheet(AsRead):
    """Scores with their reasons. Nothing is required to save; everything is to submit."""

    version = hidden_number(least=0)
    key = line("Number of this save", most=40, called="The number of this save")

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = list(criteria)
        self.fields["key"].widget = forms.HiddenInput()
        for one in self.criteria:
            self.fields[f"score_{one.key}"] = self._score(one)
            self.fields[f"reason_{one.key}"] = text(
                f"Your reason for “{one.title}”",
                hint="Say what in the bid earns this score. Applicants never read it as you wrote it.",
                rows=6,
                most=rules.LONGEST_REASON,
                called="Your reason",
            )
        self.fields["overall"] = text(
            "Anything else about the bid as a whole (optional)",
            rows=4,
            most=rules.LONGEST_REASON,
            called="What you say of the whole",
        )

    @staticmethod
    def _score(of: Criterion) -> forms.ChoiceField:
        field = forms.ChoiceField(
            label=f"Your score for “{of.title}”",
            choices=[(str(level["score"]), str(level["score"])) for level in of.levels],
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": f"Choose a score of the list for “{of.title}”"},
        )
        # What earns each score stands beside it, where it is chosen.
        field.choice_hints = {str(level["score"]): level["words"] for level in of.levels}  # type: ignore[attr-defined]  # read by web.fields
        return field

    def given(self) -> dict[str, rules.Given]:
        """What was given so far, by criterion key."""
        typed = self.cleaned_data
        return {
            one.key: rules.Given(
                int(score) if (score := typed.get(f"score_{one.key}")) else None,
                typed.get(f"reason_{one.key}") or "",
            )
            for one in self.criteria
        }

    def taken(self) -> dict[str, Any]:
        """The save, as the action takes it."""
        return {
            "given": self.given(),
            "overall": self.cleaned_data.get("overall") or "",
            "read": self.cleaned_data["version"],
            "key": self.cleaned_data.get("key") or "",
        }

    def say_lacking(self, lacking: Sequence[rules.Lacking]) -> None:
        """Put everything that is missing beside its field."""
        for one in lacking:
            self.add_error(f"{one.what}_{one.key}", one.words)

    def overtaken_by(self, version: int) -> None:
        """Keep what was typed, and send it as the one after ``version``: its fields are not read anew."""
        typed = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        typed["version"], typed["key"] = str(version), ""
        self.data = typed

    @staticmethod
    def as_saved(
        given: dict[str, rules.Given], *, overall: str = "", version: int = 0
    ) -> dict[str, Any]:
        """A sheet as the form shows it."""
        shown: dict[str, Any] = {"overall": overall, "version": version}
        for key, one in given.items():
            shown[f"score_{key}"] = "" if one.score is None else str(one.score)
            shown[f"reason_{key}"] = one.reason
        return shown
