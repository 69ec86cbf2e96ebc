"""The fields that the management of agreements is typed in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.agreements.models import Variation
from precept.foundation.people.models import Person
from precept.foundation.web.inputs import text
from precept.parties.models import Organisation
from precept.review.management import queries, rules
from precept.review.management.actions import Guest
from precept.review.management.models import Issue

NO_OWNER = "Choose who owes it: somebody here, the provider or a partner"


class GuestsField(forms.CharField):
    """People from outside, one a line: their role, a bar, their name."""

    def __init__(self) -> None:
        super().__init__(
            label="People from outside",
            help_text="One a line: their role, and after a bar their name, which stays in the office."
            " For example: Town centre manager | A. N. Other",
            required=False,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 3, "data-threshold": 75}),
            error_messages={"max_length": "These lines must be 2,000 characters or fewer"},
        )

    def clean(self, value: Any) -> list[Guest]:
        """Who they are."""
        found = []
        for typed in super().clean(value).splitlines():
            role, _, name = (part.strip()[:200] for part in typed.partition("|"))
            if role or name:
                found.append(Guest(role=role, name=name))
        return found

    def prepare_value(self, value: Any) -> Any:
        """People as they are typed."""
        if isinstance(value, list | tuple):
            return "\n".join(" | ".join(filter(None, (one.role, one.name))) for one in value)
        return value


def offer_people(field: Any, people: dict[str, Person]) -> None:
    """Offer people of the office by name."""
    field.offer(people, {key: one.name for key, one in people.items()})


def offer_bodies(field: Any, bodies: Sequence[Organisation]) -> None:
    """Offer bodies by name."""
    field.offer({one.reference: one for one in bodies}, {one.reference: one.name for one in bodies})


def offer_issues(field: Any, issues: Sequence[Issue], person: Person) -> None:
    """Offer issues, each as far as this person may read it."""
    field.offer(
        {one.reference: one for one in issues},
        {one.reference: queries.issue_title(one, person) for one in issues},
    )


def offer_variations(field: Any, variations: Sequence[Variation]) -> None:
    """Offer changes of agreements by their references."""
    field.offer(
        {one.reference: one for one in variations},
        {one.reference: f"{one.reference}, {one.get_kind_display()}" for one in variations},
    )


def level(label: str, needed: str, levels: Sequence[rules.Level]) -> forms.TypedChoiceField:
    """A level of the scale, with what it means."""
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[(str(one.number), f"{one.number} {one.title}. {one.words}") for one in levels],
        widget=forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed},
    )


def why(words: str, label: str = "Why?", *, hint: str = "") -> forms.CharField:
    """The reason of something."""
    return text(label, words, rows=3, most=2_000, hint=hint)


def safeguarding() -> forms.BooleanField:
    """Whether something concerns somebody's safety."""
    return forms.BooleanField(
        label="It is a safeguarding concern: keep its details to those who may see them",
        help_text="Everybody else reads only that there is one. Never write the name of somebody at risk.",
        required=False,
    )
