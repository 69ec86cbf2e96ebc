"""What people type of funds and budgets."""

from typing import Any

from django import forms

from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import choice, day, line, text
from precept.parties.models import Organisation
from precept.plan import rules
from precept.plan.forms.fields import FinancialYearField
from precept.plan.models import Budget, Fund


class FundForm(Form):
    """What is kept of a fund."""

    name = line("Name", "Enter the fund’s name.")
    short_name = line(
        "Short name",
        "Enter the short name that tables print.",
        hint="As tables print it, for example OPCC or VRN",
        most=40,
        width="govuk-input--width-10",
    )
    kind = choice("Kind of fund", "Choose what kind of fund it is.", rules.fund_kinds)
    given_by = forms.ModelChoiceField(
        label="Given by",
        help_text="The body that gives the money, where it is not the office’s own",
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="reference",
        empty_label="Not stated",
        error_messages={"invalid_choice": "Choose one of the organisations."},
    )
    conditions = text("Conditions", rows=5, hint="What the money may and may not be spent on")
    starts = day("First day", "The first day")
    ends = day("Last day", "The last day", hint="The last day on which it may be spent")
    note = text("Note", rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["given_by"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.order_by("name")


class AddFund(FundForm):
    """A new fund."""

    field_order = ["code", "name", "short_name"]
    code = line(
        "Code",
        "Enter a code, like CORE.",
        hint="Letters, digits and hyphens. It stands in addresses and cannot be changed later.",
        most=40,
        width="govuk-input--width-10",
    )
    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class ChangeFund(FundForm, Revised):
    """What is kept of a fund, changed."""

    @staticmethod
    def was(fund: Fund) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "name": fund.name,
            "short_name": fund.short_name,
            "kind": fund.kind,
            "given_by": fund.given_by,
            "conditions": fund.conditions,
            "starts": fund.starts,
            "ends": fund.ends,
            "note": fund.note,
            "revision": fund.revision,
        }


class BudgetForm(Form):
    """What a fund has for a year."""

    amount = MoneyFormField(
        label="Budget",
        help_text="For the whole year. Enter tbc where it is not yet known.",
        may_be_unknown=True,
        error_messages={"required": "Enter the budget, or tbc."},
    )
    source = line(
        "Source",
        "Say where this figure comes from.",
        hint="For example, the budget approved on 1 February 2023",
        most=300,
    )
    dated = day("Date of the source", "The date of the source")
    note = text("Note", rows=3)


class AddBudget(BudgetForm):
    """A budget for another year."""

    field_order = ["year"]
    year = FinancialYearField()
    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class ChangeBudget(BudgetForm, Revised):
    """A year's budget, changed."""

    @staticmethod
    def was(budget: Budget) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "amount": "tbc" if budget.amount is None else budget.amount,
            "source": budget.source,
            "dated": budget.dated,
            "note": budget.note,
            "revision": budget.revision,
        }
