"""The fields that work with partners is typed in."""

from datetime import date
from typing import Any

from django import forms

from precept.do.agreements import queries as agreements
from precept.do.agreements.models import Agreement
from precept.foundation.clock import NotADate, read_date, spoken
from precept.foundation.money.field import MoneyFormField
from precept.foundation.people.models import Person
from precept.foundation.people.staff import staff_today
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import NONE_CHOSEN, line, several, text
from precept.parties.models import Organisation
from precept.plan import queries as plan
from precept.plan.models import Fund
from precept.understand import queries as understand

NO_PRIORITY = "Choose priorities of the plan"


class BodyField(forms.CharField):
    """An organisation by its reference or its exact name; None where it is left empty."""

    def __init__(self, label: str, needed: str = "", *, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint or "Its name or reference in the list of organisations",
            required=bool(needed),
            max_length=200,
            error_messages={
                "required": needed,
                "max_length": "The name must be 200 characters or fewer",
            },
        )

    def clean(self, value: Any) -> Organisation | None:
        """The organisation, or words that name what is near."""
        typed = super().clean(value)
        return found_body(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        """An organisation as it is typed."""
        return value.name if isinstance(value, Organisation) else value


def found_body(typed: str) -> Organisation:
    """The organisation that somebody typed; ValidationError, naming what is near, where there is not one."""
    found = agreements.found_organisation(typed)
    if found.organisation is None:
        near = f" Did you mean {'; '.join(found.near)}?" if found.near else ""
        raise forms.ValidationError(
            f"There is no one organisation “{typed}”.{near} Add it to the organisations first.",
            code="unknown",
        )
    return found.organisation


class BodiesField(forms.CharField):
    """Organisations, one a line."""

    def __init__(self, label: str, needed: str = "", *, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint or "One a line: its name or reference in the list of organisations",
            required=bool(needed),
            max_length=4_000,
            widget=forms.Textarea(attrs={"rows": 5, "data-threshold": 75}),
            error_messages={
                "required": needed,
                "max_length": "The names must be 4,000 characters or fewer",
            },
        )

    def clean(self, value: Any) -> list[Organisation]:
        """The organisations in their order, each once."""
        typed = super().clean(value)
        lines = [" ".join(one.split()) for one in typed.splitlines() if one.strip()]
        found = {one.pk: one for one in map(found_body, lines)}
        return list(found.values())

    def prepare_value(self, value: Any) -> Any:
        """Organisations as they are typed."""
        if isinstance(value, list | tuple):
            return "\n".join(one.name for one in value)
        return value


class _Offered(forms.ChoiceField):
    """One thing of a list that is asked anew for each page; gives the thing itself."""

    def __init__(self, label: str, needed: str = "", *, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=bool(needed),
            choices=self.offered,
            widget=forms.Select,
            error_messages={
                "required": needed,
                "invalid_choice": needed or f"Choose one of the list under “{label}”",
            },
        )

    def offered(self) -> list[tuple[str, str]]:
        """The choices, with none chosen first."""
        return [NONE_CHOSEN]


class PersonField(_Offered):
    """Somebody who works in the office."""

    def offered(self) -> list[tuple[str, str]]:
        """Everybody who works here today, by name."""
        return [NONE_CHOSEN, *((one.reference, one.name) for one in staff_today())]

    def clean(self, value: Any) -> Person | None:
        """The person."""
        chosen = super().clean(value)
        return Person.objects.filter(reference=chosen).first() if chosen else None

    def prepare_value(self, value: Any) -> Any:
        """A person as the list calls them."""
        return value.reference if isinstance(value, Person) else value


class FundField(_Offered):
    """One of the funds."""

    def offered(self) -> list[tuple[str, str]]:
        """Every fund, by name."""
        return [NONE_CHOSEN, *plan.fund_choices()]

    def clean(self, value: Any) -> Fund | None:
        """The fund."""
        return plan.fund_or_none(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """A fund as the list calls it."""
        return value.code if isinstance(value, Fund) else value


class AgreementField(forms.CharField):
    """An agreement of the register by its reference; None where it is left empty."""

    def __init__(self, needed: str = "", *, hint: str = "") -> None:
        super().__init__(
            label="Agreement",
            help_text=hint or "Its reference in the register, such as CORE004",
            required=bool(needed),
            max_length=40,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            error_messages={
                "required": needed,
                "max_length": "The reference must be 40 characters or fewer",
            },
        )

    def clean(self, value: Any) -> Agreement | None:
        """The agreement, or words where the register has none of this reference."""
        typed = super().clean(value)
        if not typed:
            return None
        found = agreements.agreement_or_none(typed)
        if found is None:
            raise forms.ValidationError(
                "The register has no agreement of this reference", code="unknown"
            )
        return found


class DaysField(forms.CharField):
    """Days, one a line."""

    def __init__(self, label: str, needed: str) -> None:
        super().__init__(
            label=label,
            help_text="One date a line, like 30 October 2026",
            max_length=1_000,
            widget=forms.Textarea(attrs={"rows": 4, "data-threshold": 75}),
            error_messages={
                "required": needed,
                "max_length": "The dates must be 1,000 characters or fewer",
            },
        )

    def clean(self, value: Any) -> list[date]:
        """The days in their order."""
        days = []
        for typed in super().clean(value).splitlines():
            if not typed.strip():
                continue
            try:
                days.append(read_date(typed.strip()))
            except NotADate as problem:
                raise forms.ValidationError(problem.words, code="invalid") from problem
        return sorted(set(days))

    def prepare_value(self, value: Any) -> Any:
        """Days as they are typed."""
        if isinstance(value, list | tuple):
            return "\n".join(spoken(one) for one in value)
        return value


class OutcomesField(forms.CharField):
    """Shared outcomes, one a line: what changes, a bar, how that is measured."""

    def __init__(self) -> None:
        super().__init__(
            label="Outcomes that the members share",
            help_text="One a line, and after a bar how it is measured: Fewer people are harmed again |"
            " Repeat reports in a year",
            required=False,
            max_length=4_000,
            widget=forms.Textarea(attrs={"rows": 4, "data-threshold": 75}),
            error_messages={"max_length": "The outcomes must be 4,000 characters or fewer"},
        )

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The outcomes in their order."""
        found = []
        for typed in super().clean(value).splitlines():
            outcome, _, measure = typed.partition("|")
            if outcome.strip():
                found.append({"outcome": outcome.strip(), "measure": measure.strip()})
        return found

    def prepare_value(self, value: Any) -> Any:
        """Outcomes as they are typed."""
        if isinstance(value, list | tuple):
            return "\n".join(" | ".join(filter(None, one.values())) for one in value)
        return value


def money(label: str, needed: str = "", *, hint: str = "") -> MoneyFormField:
    """An amount; where none is needed, an empty one is not stated."""
    return MoneyFormField(
        label=label,
        help_text=hint or ("" if needed else "Leave it empty where it is not stated."),
        required=bool(needed),
        error_messages={"required": needed} if needed else {},
    )


def year() -> forms.CharField:
    """A financial year; the action reads it."""
    return line(
        "Financial year",
        "Enter the financial year",
        hint="For example, 2026-27",
        most=20,
        width="govuk-input--width-5",
    )


def source(needed: str = "") -> forms.CharField:
    """Where something is known from."""
    return line("Source", needed, most=300, hint="Where this is known from", called="The source")


def area() -> forms.CharField:
    """Where something is for."""
    return line("Area", hint="Such as Leicester, or Leicestershire and Rutland", called="The area")


def why(say: str = "Say why") -> forms.CharField:
    """The reason of something."""
    return text("Why", say, rows=3, most=2_000)


class Prioritised(Form):
    """A form that may name priorities of the plan in force, and what was named before."""

    priorities = several("Which of the plan’s priorities does it serve?", NO_PRIORITY)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = understand.offered_priorities(self.initial.get("priorities") or [])
        self.let_choose("priorities", list(offered.items()))
        if not offered:
            del self.fields["priorities"]

    def taken(self) -> dict[str, Any]:
        """What was typed; no priority where the plan has none to offer."""
        return {"priorities": [], **super().taken()}
