"""What people type of a variation."""

from typing import Any

from django import forms

from precept.do.agreements import queries, rules
from precept.do.agreements.forms.awards import Outcomes as AwardOutcomes
from precept.do.agreements.forms.keeping import initial_outcomes
from precept.do.agreements.forms.register import ProviderField
from precept.do.agreements.models import Variation
from precept.foundation import clock
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, text

NO_OPTION = "none"


class NewVariation(Form):
    """A variation that is begun."""

    kind = choice("What is varied?", "Choose what is varied", rules.variation_kinds)
    reason = text(
        "Why is it varied?",
        "Say why it is varied",
        hint="The public reads this once the variation is in force.",
        most=2_000,
        rows=3,
        called="The reason",
    )


def yes(label: str, hint: str) -> forms.BooleanField:
    """A statement that is ticked where it is so."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


class ChangeVariation(Versioned):
    """What a variation changes: the fields of its kind, and what every kind may change."""

    reason = text("Why is it varied?", "Say why it is varied", most=2_000, rows=3)

    def __init__(self, *args: Any, of: Variation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.of = of
        if of.kind == "extension":
            offered = [
                (str(one.place), _option_words(one.months, one.as_rule))
                for one in queries.open_options(of.agreement)
            ]
            if offered:
                self.fields["option"] = choice(
                    "Does it use an option of the agreement?",
                    "Choose the option, or none",
                    [*offered, (NO_OPTION, "None: it goes beyond what was agreed")],
                )
        if of.kind in ("extension", "termination"):
            hint = "Leave it empty to end where the option does." if "option" in self.fields else ""
            self.fields["ends"] = day("New last day", "The new last day", hint=hint)
        if of.kind != "novation":
            self.fields["value"] = MoneyFormField(
                label="New value",
                required=False,
                help_text="Leave it empty where the value stays as it is.",
            )
            self.fields["shares_become"] = choice(
                "What becomes of the funds’ shares?",
                "Choose what becomes of the funds’ shares",
                [
                    (rules.SHARES_IN_PROPORTION, "They are divided anew in the same proportion"),
                    (rules.SHARES_ARE_KEPT, "They stay as they are"),
                    (rules.SHARES_NOT_STATED, "It is no longer stated how much each pays"),
                ],
            )
        if of.kind == "scope":
            self.fields["purpose"] = text(
                "What the agreement is for from then on",
                "",
                most=4_000,
                rows=4,
                called="The purpose",
            )
        if of.kind == "novation":
            self.fields["provider"] = ProviderField()
        self.fields["changes_scope"] = yes(
            "It materially changes what the agreement is for",
            "Others might have bid for what it becomes.",
        )
        self.fields["favours_provider"] = yes(
            "It shifts the economic balance in the provider’s favour",
            "For example: more money for the same work.",
        )
        grounds = rules.grounds_on(of.agreement.procurement_began)
        if of.agreement.kind == "contract" and grounds:
            self.fields["ground"] = choice(
                "Ground that it rests on",
                "",
                grounds,
                hint="Leave it open where the change is small, or provided for by an option.",
                drops_down=True,
            )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = dict(self.cleaned_data)
        given: dict[str, Any] = {
            "changes_scope": said["changes_scope"],
            "favours_provider": said["favours_provider"],
        }
        for name in ("ends", "value", "purpose", "shares_become"):
            if name in said:
                given[name] = said[name]
        if "provider" in said:
            given["provider"] = said["provider"].reference if said["provider"] else None
        option = said.get("option", NO_OPTION)
        given["option"] = None if option in ("", NO_OPTION) else int(option)
        return {
            "version": said["version"],
            "reason": said["reason"],
            "ground": said.get("ground", ""),
            "changes": given,
        }


def _option_words(months: int, option: rules.Option) -> str:
    until = f", until {clock.spoken(option.until)}" if option.until else ""
    return f"{months_words(months)}{until}"


def months_words(months: int) -> str:
    """Months in words: "1 month", "12 months"."""
    return "1 month" if months == 1 else f"{months} months"


def initial_variation(of: Variation) -> dict[str, Any]:
    """What stands in the fields of a variation before anything is typed."""
    wanted = rules.Wanted.read(of.changes)
    return {
        "version": of.version,
        "reason": of.reason,
        "ground": of.ground,
        "ends": wanted.ends,
        "value": wanted.value,
        "shares_become": wanted.shares_become
        if wanted.value is not None
        else rules.SHARES_IN_PROPORTION,
        "purpose": wanted.purpose or of.agreement.purpose,
        "provider": wanted.provider or "",
        "option": NO_OPTION if wanted.option is None else str(wanted.option),
        "changes_scope": wanted.changes_scope,
        "favours_provider": wanted.favours_provider,
    }


class VariedOutcomes(AwardOutcomes):
    """The outcomes from the variation on."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["why"]

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        self.cleaned_data["why"] = ""
        given = super().taken()
        del given["why"]
        return given


def initial_varied_outcomes(of: Variation) -> dict[str, Any]:
    """The outcomes as the variation has them, else as they stand."""
    wanted = rules.Wanted.read(of.changes)
    held = wanted.outcomes or queries.terms_of_agreement(of.agreement).outcomes
    return {"version": of.version, **initial_outcomes(list(held))}


class Approve(Versioned):
    """That a variation is approved."""

    why = text("Anything to keep with the approval?", most=500, rows=2, hint="Optional.")


class Check(Versioned):
    """That the rules are asked."""


class WhyBack(Versioned):
    """Why a variation goes back or is given up."""

    why = text("Why?", "Say why", most=500, rows=2)


class InForce(Versioned):
    """That both sides signed a variation."""

    signed_on = day("On which day was it signed?", "The day it was signed", needed=True)
