"""What people type of improvement plans."""

from typing import Any

from precept.foundation.people.models import Person
from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import choice, day, line, text
from precept.review.management import queries, rules
from precept.review.management.forms.fields import (
    offer_bodies,
    offer_issues,
    offer_variations,
    why,
)
from precept.review.management.forms.troubles import Peopled
from precept.review.management.models import Thing


class NewPlan(Peopled):
    """What a provider must do better, by when, and how that is shown."""

    provider = Chosen("Who is to improve?", "Choose the provider")
    title = line("Name it in a few words", "Enter a few words that name it")
    reason = choice("What is it opened for?", "Choose what it is opened for", rules.plan_reasons)
    issue = Chosen("Which issue, if any?")
    why = text("What is not good enough?", "Say why it is opened", rows=4, most=4_000)
    must = text("What must be better?", "Say what must be better", rows=4, most=4_000)
    shown_how = text("How will that be shown?", "Say how it will be shown", rows=3, most=2_000)
    by_when = day("By when?", "The day by which it must be better", needed=True)
    review_on = day("When do you first look at how it comes on?", "The day of the first look")
    field_order = [
        "provider",
        "title",
        "reason",
        "issue",
        "why",
        "must",
        "shown_how",
        "by_when",
        "review_on",
        "owner",
    ]

    def __init__(self, *args: Any, of: Thing, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_bodies(self.fields["provider"], queries.providers_of(of))
        issues = queries.open_issues_of(of)
        offer_issues(self.fields["issue"], issues, person)
        if not issues:
            del self.fields["issue"]


class ChangePlan(NewPlan, Versioned):
    """The same, of a plan that nobody agreed to yet; its provider stays."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["provider"]


class AnswerPlan(Versioned):
    """A provider's answer."""

    answer = choice("Do you agree to this plan?", "Say whether you agree to it", rules.answers)
    words = text(
        "What do you want to say?",
        rows=4,
        most=4_000,
        hint="Where you dispute it: what, and why. Who commissions the service reads it.",
    )


class ImposePlan(Versioned):
    """Why a disputed plan holds."""

    why = why(
        "Say why it holds all the same",
        "Why does it hold all the same?",
        hint="The provider reads it.",
    )


class ReviewPlan(Versioned):
    """How a plan comes on."""

    words = text(
        "How does it come on?",
        "Say how it comes on",
        rows=4,
        most=4_000,
        hint="The provider reads it.",
    )
    review_on = day("When is the next look?", "The day of the next look")


class EscalatePlan(Versioned):
    """Which of what the agreement allows is taken up."""

    escalation = choice("What is done?", "Choose what is done", rules.escalations)
    variation = Chosen(
        "Which change of the agreement, if there is one?",
        hint="Draft it first from the agreement’s page.",
    )
    why = why("Say why")

    def __init__(self, *args: Any, of: Thing, **options: Any) -> None:
        super().__init__(*args, **options)
        known = queries.variations_of(of)
        offer_variations(self.fields["variation"], known)
        if not known:
            del self.fields["variation"]


class ClosePlan(Versioned):
    """How a plan ended."""

    end = choice("Was it achieved?", "Say whether it was achieved", rules.plan_ends)
    why = why("Say how that is known", "How is that known?", hint="The provider reads it.")


class WithdrawPlan(Versioned):
    """Why a plan is taken back."""

    why = why("Say why it is withdrawn")
