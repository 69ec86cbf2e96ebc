"""What people type of the schedule, holds and disposal runs."""

from typing import Any

from django import forms

from precept.foundation.web.forms import AsRead, Form, Versioned
from precept.foundation.web.inputs import choice, day, hidden_number, line, text, whole
from precept.records import rules, sign_ups


class ChangeRule(AsRead):
    """How long a kind of record is kept."""

    years = whole(
        "For how many years is it kept?",
        "",
        most=rules.MOST_YEARS,
        hint="Leave it empty to keep it for ever, where nothing disposes of it by itself.",
    )
    source = text(
        "Which law or policy does that rest on?",
        "Enter the law or the policy that it rests on",
        rows=3,
        most=1_000,
    )
    is_confirmed = forms.BooleanField(
        label="Our adviser on law confirmed it",
        help_text="Otherwise it is shown as to be confirmed.",
        required=False,
    )
    why = text("Why is it changed?", "Say why it is changed", rows=2, most=500)
    version = hidden_number(least=0)


def _things() -> list[tuple[str, str]]:
    kinds = sorted(sign_ups.holdable().values(), key=lambda one: one.title, reverse=True)
    return [*((one.name, one.title) for one in kinds), ("office", "Every record of the office")]


class PlaceHold(Form):
    """A hold on a thing and everything under it."""

    what = choice("What is held?", "Choose what is held", _things)
    which = line(
        "Its reference",
        hint="As it stands on its page or in its address. Leave it empty to hold every record.",
        most=120,
        width="govuk-input--width-20",
    )
    kind = choice("What is it held for?", "Choose what it is held for", rules.hold_kinds)
    case = line(
        "Reference of the request, claim or inquiry",
        "Enter the reference of the request, claim or inquiry",
        hint="Yours or theirs. Nobody’s name.",
        most=80,
        width="govuk-input--width-20",
    )
    letter_on = day(
        "Day of the letter",
        "The day of the letter",
        hint="Of a legal claim: the letter that made it.",
    )
    claimant = line(
        "Who made the challenge?",
        hint="Of a legal claim: the reference of an organisation, or words. Not the name of a private person.",
        most=200,
        called="Who made the challenge",
    )
    concerns = choice(
        "What does the claim concern?",
        "",
        rules.claim_subjects,
        wrong="Choose what the claim concerns",
    )
    why = text("Why is it held?", "Say why it is held", rows=3, most=1_000)
    review_on = day(
        "When is it looked at again?", "The day on which it is looked at again", needed=True
    )

    def clean(self) -> dict[str, Any]:
        """What is said of a claim counts where it is one: else it stood in fields that were hidden again."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") != rules.CLAIM:
            said |= {"letter_on": None, "claimant": "", "concerns": ""}
        return said


class PutReviewOff(Versioned):
    """A hold that is still needed."""

    review_on = day(
        "When is it looked at again?", "The day on which it is looked at again", needed=True
    )
    why = text("Why is it still needed?", "Say why it is still needed", rows=3, most=1_000)


class ReleaseHold(Versioned):
    """A hold that is no longer needed."""

    why = text("Why is it no longer needed?", "Say why it is no longer needed", rows=3, most=1_000)


class ReleaseClaim(ReleaseHold):
    """A hold for a claim that ended."""

    ended_on = day("When did the claim end?", "The day on which the claim ended", needed=True)
    outcome = choice("How did it end?", "Choose how the claim ended", rules.claim_outcomes)


class ProposeRun(Form):
    """A list of what is due."""

    words = text(
        "What should whoever approves it know?",
        hint="Optional. For example, which holds you asked about.",
        rows=3,
        most=1_000,
    )


class ApproveRun(Versioned):
    """Approving a list as it stands."""

    why = text(
        "What did you look at?",
        hint="Optional. It stands in the history.",
        rows=2,
        most=500,
    )


class WithdrawRun(Versioned):
    """Withdrawing a list."""

    why = text("Why is it withdrawn?", "Say why it is withdrawn", rows=2, most=500)


def rule_initial(rule: rules.Rule) -> dict[str, Any]:
    """A rule as its form begins."""
    return {
        "years": rule.years,
        "source": rule.source,
        "is_confirmed": rule.is_confirmed,
        "why": "",
        "version": rule.version,
    }
