"""What people type at moderation: the meeting, agreed scores with reasons, corrections."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from precept.do.assessment.actions import AgreedNow
from precept.do.assessment.queries import BidMarks, CriterionMarks
from precept.do.opportunities.models import Criterion
from precept.foundation.people.models import Person
from precept.foundation.web.forms import AsRead, Form, Versioned
from precept.foundation.web.inputs import Choices, choice, day, hidden_number, several, text, whole


class OpenMeeting(Form):
    """A moderation meeting: when, who chairs, who is there."""

    held = day("When is it held?", "The day of the meeting", needed=True)
    chair = choice("Who chairs it?", "Choose who chairs the meeting", (), drops_down=True)
    people = several("Who is there?", "Choose people of the list")
    quorum = whole(
        "Quorum",
        "Enter the quorum",
        hint="How many must be able to take part for each bid, after those who declared an interest leave.",
        least=1,
        most=100,
    )
    exception = text(
        "Why is the chair somebody who marked in this round?",
        hint="Only where nobody else can chair. It stands in the record.",
        rows=2,
        most=1_000,
        called="The reason",
    )

    def __init__(self, *args: Any, chairs: Choices, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        chair_field, people_field = self.fields["chair"], self.fields["people"]
        assert isinstance(chair_field, forms.ChoiceField)
        assert isinstance(people_field, forms.MultipleChoiceField)
        offered = chairs() if callable(chairs) else chairs
        chair_field.choices = [("", "Choose one"), *offered]
        people_field.choices = list(people() if callable(people) else people)

    def taken(self) -> dict[str, Any]:
        """The people themselves."""
        typed = dict(self.cleaned_data)
        known = {
            one.reference: one
            for one in Person.objects.filter(reference__in=[typed["chair"], *typed["people"]])
        }
        return {
            **typed,
            "chair": known[typed["chair"]],
            "people": [known[one] for one in typed["people"]],
        }


class Minutes(Versioned):
    """The minutes of a meeting."""

    minutes = text("Minutes", "Enter the minutes of the meeting", rows=12)


class AgreedScores(AsRead):
    """What the meeting agrees for a bid. Nothing is required to save; everything is to close."""

    def __init__(self, *args: Any, shown: BidMarks, **options: Any) -> None:
        options.setdefault("initial", self.was(shown))
        super().__init__(*args, **options)
        self.rows = shown.criteria
        for row in shown.criteria:
            key = row.criterion.key
            self.fields[f"score_{key}"] = _score_of(
                row.criterion, f"Agreed score for “{row.criterion.title}”"
            )
            self.fields[f"reason_{key}"] = text(
                f"Reason for the agreed score for “{row.criterion.title}”",
                hint="Needed where it is not what every marker gave.",
                rows=3,
                most=4_000,
                called="The reason",
            )
            self.fields[f"version_{key}"] = hidden_number(least=0)

    @staticmethod
    def was(shown: BidMarks) -> dict[str, Any]:
        """What stands now, by field."""
        found: dict[str, Any] = {}
        for row in shown.criteria:
            key, agreed = row.criterion.key, row.agreed
            score = agreed.score if agreed else _unanimous(row)
            found[f"score_{key}"] = "" if score is None else str(score)
            found[f"reason_{key}"] = agreed.reason if agreed else ""
            found[f"version_{key}"] = agreed.version if agreed else 0
        return found

    def taken(self) -> dict[str, Any]:
        """The scores as the action takes them."""
        typed = self.cleaned_data
        return {
            "given": {
                row.criterion.key: AgreedNow(
                    score=_number(typed.get(f"score_{row.criterion.key}")),
                    reason=typed.get(f"reason_{row.criterion.key}") or "",
                    version=typed[f"version_{row.criterion.key}"],
                )
                for row in self.rows
            }
        }

    def overtaken(self, words: str, now: Mapping[str, Any]) -> None:
        """Say that somebody else was first, and keep what was typed; sending it again replaces theirs."""
        typed = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        for name, value in now.items():
            if name.startswith("version_"):
                typed[name] = str(value)
        self.data = typed
        self.add_error(None, words)


def _unanimous(row: CriterionMarks) -> int | None:
    """What every marker gave, as a start."""
    given = {one.score for one in row.given}
    return given.pop() if len(given) == 1 else None


def _number(text_typed: str | None) -> int | None:
    return int(text_typed) if text_typed else None


def _score_of(of: Criterion, label: str, needed: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(str(level["score"]), str(level["score"])) for level in of.levels],
        required=bool(needed),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"}),
        error_messages={
            "required": needed,
            "invalid_choice": f"Choose a score of the list for “{of.title}”",
        },
    )


class Correct(Form):
    """What a locked score should be, and why."""

    why = text("Why is the score wrong?", "Enter why the score is wrong", rows=4, most=2_000)

    def __init__(self, *args: Any, criterion: Criterion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["score"] = _score_of(
            criterion, "What should it be?", "Choose what the score should be"
        )
        self.order_fields(["score", "why"])

    def taken(self) -> dict[str, Any]:
        """The score as a number."""
        return {"score": int(self.cleaned_data["score"]), "why": self.cleaned_data["why"]}


SETTLEMENTS: Sequence[tuple[str, str]] = [
    ("approve", "Approve it: the corrected score is in force"),
    ("refuse", "Refuse it: the score stays as it is"),
]


class Settle(Form):
    """Approving or refusing a correction."""

    outcome = choice("What do you decide?", "Choose whether the correction is right", SETTLEMENTS)
    why = text("Why is it refused?", hint="Only if you refuse it.", rows=3, most=2_000)
