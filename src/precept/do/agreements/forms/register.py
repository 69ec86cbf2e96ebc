"""What people type of agreements."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.agreements import queries, rules
from precept.do.agreements.models import Agreement
from precept.do.opportunities import queries as rounds
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Amendment, Form
from precept.foundation.web.inputs import choice, line, several, text
from precept.parties.models import Organisation
from precept.plan import queries as plan

SHARES_OFFERED = 4
LAYOUTS = ("contracts due", "contract periods", "formula funding")
NOWHERE = "none"


class ProviderField(forms.CharField):
    """An organisation by its reference or its exact name; gives None where it is empty."""

    def __init__(self) -> None:
        super().__init__(
            label="Provider",
            help_text="Its name or reference in the list of organisations. Leave it empty where the"
            " source does not state it.",
            required=False,
            max_length=200,
            error_messages={"max_length": "The provider must be 200 characters or fewer"},
        )

    def clean(self, value: Any) -> Organisation | None:
        """The organisation, or words that name what is near."""
        typed = super().clean(value)
        if not typed:
            return None
        found = queries.found_organisation(typed)
        if found.organisation is None:
            near = f" Did you mean {'; '.join(found.near)}?" if found.near else ""
            words = (
                f"There is no one organisation “{typed}”.{near} Add it to the organisations first."
            )
            raise forms.ValidationError(words, code="unknown")
        return found.organisation


class AgreementField(forms.CharField):
    """Another agreement by its reference."""

    def clean(self, value: Any) -> Agreement:
        """The agreement, or words where the register has none of this reference."""
        found = queries.agreement_or_none(super().clean(value))
        if found is None:
            raise forms.ValidationError(
                "The register has no agreement of this reference", code="unknown"
            )
        return found


def title() -> forms.CharField:
    """What an agreement is called."""
    return line("Title", "Enter the agreement’s title", most=300, called="The title")


def kind() -> forms.ChoiceField:
    """A contract or a grant agreement."""
    return choice("Kind", "Choose the kind of agreement", rules.kinds)


def due() -> forms.CharField:
    """When it is due, as the source says."""
    return line(
        "Contract due",
        "",
        most=rules.LONGEST_DUE,
        hint="Word for word as the source has it. Nothing is derived from it.",
        called="When it is due",
    )


def day(label: str, called: str) -> DateField:
    """A date that may stay open."""
    return DateField(label=label, called=called, required=False, help_text="For example, 1 4 2023")


class NewAgreement(Form):
    """An agreement that is not in the register yet."""

    reference = line(
        "Reference",
        "Enter the agreement’s reference",
        most=40,
        hint="Its number in the office, such as CORE018.",
        called="The reference",
    )
    title = title()
    kind = kind()
    provider = ProviderField()
    programme = line(
        "Programme",
        "",
        most=200,
        hint="Optional. Agreements of one programme stand in one row of the framework.",
        called="The programme",
    )
    due = due()
    starts = day("First day", "The first day")
    ends = day("Last day", "The last day")
    amount = MoneyFormField(
        label="Value",
        required=False,
        may_be_unknown=True,
        help_text="Enter tbc where it is not yet known. Leave it empty where it is not stated.",
    )
    fund = choice("Fund that pays", "", plan.fund_choices, drops_down=True)
    source = line("Source", "", most=300, called="The source")
    note = text("Note", "", most=2_000, rows=3, called="The note")

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        given = dict(self.cleaned_data)
        fund = plan.fund_or_none(given.pop("fund"))
        return given | {"funds": [(fund, None)] if fund else []}


class About(Amendment):
    """What an agreement is."""

    title = title()
    purpose = text(
        "Purpose",
        "",
        most=4_000,
        rows=3,
        hint="What it is for, in a few sentences. The public reads this.",
        called="The purpose",
    )
    kind = kind()
    status = choice("Status", "Choose the status", rules.statuses)
    procedure = choice("Procedure", "Choose the procedure", rules.procedures, drops_down=True)
    source = line("Source", "", most=300, called="The source")
    note = text("Note", "", most=2_000, rows=3, called="The note")


class Provider(Amendment):
    """Who provides it."""

    provider = ProviderField()


class InProgramme(Amendment):
    """The programme that it stands in."""

    programme = line(
        "Programme",
        "",
        most=200,
        hint="Agreements of one programme stand in one row of the framework. Leave it empty for none.",
        called="The programme",
    )


class Dates(Amendment):
    """When it is due, and from when to when it runs."""

    due = due()
    starts = day("First day", "The first day")
    ends = day("Last day", "The last day")


class Priorities(Amendment):
    """The priorities that it serves."""

    priorities = several(
        "Which priorities of the plan does it serve?",
        "Choose priorities of the list",
        rounds.priority_choices,
    )


PARTS: dict[str, tuple[str, type[Amendment]]] = {
    "about": ("Change what it is", About),
    "provider": ("Change the provider", Provider),
    "programme": ("Change the programme", InProgramme),
    "dates": ("Change the dates", Dates),
    "priorities": ("Change the priorities", Priorities),
}


class Value(Amendment):
    """A value that somebody stated."""

    amount = MoneyFormField(
        label="Value",
        may_be_unknown=True,
        help_text="Enter tbc where it is not yet known.",
        error_messages={"required": "Enter the value, or tbc where it is not yet known"},
    )
    kind = choice(
        "What the value is", "Choose what the value is", rules.value_kinds, drops_down=True
    )
    vat = choice("VAT", "Choose the VAT basis", rules.vat_bases, drops_down=True)
    dated = day("When was it stated?", "The date")
    source = line("Source", "", most=300, hint="Who states it, and where.", called="The source")
    shares_become = choice(
        "What becomes of the funds’ shares?",
        "Choose what becomes of the funds’ shares",
        [
            (rules.SHARES_ARE_KEPT, "They stay as they are"),
            (rules.SHARES_IN_PROPORTION, "They are divided anew in the same proportion"),
            (rules.SHARES_NOT_STATED, "It is no longer stated how much each pays"),
        ],
    )


class Funds(Amendment):
    """The funds that pay, and how much."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(1, SHARES_OFFERED + 1):
            self.fields[f"fund_{place}"] = choice(
                f"Fund {place}", "", plan.fund_choices, drops_down=True
            )
            self.fields[f"amount_{place}"] = MoneyFormField(
                label=f"What fund {place} pays",
                required=False,
                help_text="Leave it empty where it pays all, or where it is not stated.",
            )
        self.reason_last()

    def clean(self) -> dict[str, Any]:
        """An amount needs its fund."""
        for place in range(1, SHARES_OFFERED + 1):
            amount = self.cleaned_data.get(f"amount_{place}")
            if amount is not None and not self.cleaned_data.get(f"fund_{place}"):
                self.add_error(f"fund_{place}", f"Choose fund {place}")
        return self.cleaned_data

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        shares = []
        for place in range(1, SHARES_OFFERED + 1):
            fund = plan.fund_or_none(self.cleaned_data[f"fund_{place}"])
            if fund is not None:
                shares.append((fund, self.cleaned_data[f"amount_{place}"]))
        said = self.cleaned_data
        return {"version": said["version"], "shares": shares, "why": said["why"]}


class Successor(Amendment):
    """The agreement that follows this one."""

    successor = AgreementField(
        label="Which agreement follows it?",
        help_text="Its reference, such as CORE018.",
        max_length=60,
        error_messages={
            "required": "Enter the reference of the agreement that follows it",
            "max_length": "The reference must be 60 characters or fewer",
        },
    )


class NoSuccessor(Amendment):
    """That no agreement follows this one after all."""


class InFramework(Amendment):
    """Where it stands in a year's framework."""

    year = choice("Financial year", "Choose the financial year", rounds.years, drops_down=True)
    section = choice(
        "Table of that year’s framework",
        "Choose the table, or that it is not listed that year",
        lambda: [*rounds.tables(*LAYOUTS), (NOWHERE, "Not listed that year")],
        drops_down=True,
    )
    place = forms.IntegerField(
        label="Place in the table",
        help_text="Optional. Without one it comes last.",
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Enter the place as a number, like 3",
            "min_value": "The place must be 1 or more",
            "max_value": "The place must be 100,000 or less",
        },
    )


class ListRunning(Form):
    """Agreements that run in a year, to be listed in its framework together."""

    agreements = several("Which of them?", "Choose from the list")
    section = choice(
        "Table of that year’s framework",
        "Choose the table in which they stand",
        lambda: rounds.tables(*LAYOUTS),
        drops_down=True,
    )

    def __init__(self, *args: Any, running: Sequence[Agreement], **options: Any) -> None:
        """``running``: what can be chosen."""
        super().__init__(*args, **options)
        self.let_choose(
            "agreements", [(one.reference, f"{one.reference} {one.title}") for one in running]
        )


class PublishChanges(Form):
    """Releasing everything that has changed."""

    why = line(
        "Why are they published or corrected?",
        "",
        most=500,
        hint="Optional. Anyone can read it beside each version.",
        called="The reason",
    )


def initial_of(of: Agreement) -> dict[str, Any]:
    """What stands in the fields of an agreement's forms before anything is typed."""
    names = [
        "version",
        "title",
        "purpose",
        "kind",
        "status",
        "procedure",
        "source",
        "note",
        "due",
        "starts",
        "ends",
        "priorities",
    ]
    return {name: getattr(of, name) for name in names} | {
        "provider": of.provider.name if of.provider else "",
        "programme": of.programme.title if of.programme else "",
    }


def initial_value_of(of: Agreement) -> dict[str, Any]:
    """What stands in the fields of a new value: the kind and VAT basis of the current one."""
    current = of.values.filter(is_current=True).first()
    return {
        "version": of.version,
        "kind": current.kind if current else "contract value",
        "vat": current.vat if current else "not stated",
        "shares_become": rules.SHARES_ARE_KEPT,
    }


def initial_funds_of(of: Agreement) -> dict[str, Any]:
    """What stands in the fields of the funds' shares."""
    initial: dict[str, Any] = {"version": of.version}
    for place, one in enumerate(queries.shares_of(of)[:SHARES_OFFERED], start=1):
        initial |= {f"fund_{place}": one.fund.code, f"amount_{place}": one.amount}
    return initial
