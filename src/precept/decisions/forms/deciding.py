"""What people type to advise, to sign or refuse, and to say when a decision goes out."""

from typing import Any

from django import forms as django_forms

from precept.decisions import rules
from precept.decisions.models import Advice, Decision
from precept.foundation.web.forms import AsRead, Form, Versioned
from precept.foundation.web.inputs import choice, day, hidden_number, line, text

NO_INTEREST = "No interest of mine precludes this decision."
ALONE = "Why can nobody else do it?"
ALONE_HINT = "You drafted this decision. This is published."


class Confirm(Versioned):
    """Nothing to type, but what was read matters."""


class Go(Form):
    """Nothing to type: only the button."""


class Reason(Versioned):
    """Why something is done, in the office."""

    why = text("Why", "Say why.", rows=3, most=2_000)


class PublicReason(Versioned):
    """Why something public changes."""

    why = text(
        "Why", "Say why. The reason is public.", hint="This is published.", rows=3, most=2_000
    )


class GiveAdvice(AsRead):
    """Advice of one kind. ``version`` is that of the advice that was read; 0 where there was none."""

    version = hidden_number(least=0)
    words = text(
        "Your advice",
        "Enter your advice.",
        hint="This is published, with your role and without your name.",
        rows=8,
    )

    @staticmethod
    def was(advice: Advice | None) -> dict[str, Any]:
        """What the form starts with."""
        if advice is None:
            return {"version": 0}
        return {
            "version": advice.version,
            "words": advice.words,
            "matters": "yes" if advice.is_relevant else "no",
        }

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = dict(self.cleaned_data)
        typed["is_relevant"] = typed.pop("matters", "yes") != "no"
        return typed


class GiveAdviceThatMayNotMatter(GiveAdvice):
    """Advice of a kind that may not be relevant, with the reason."""

    matters = choice(
        "Is it relevant here?",
        "Choose whether it is relevant here.",
        [("yes", "Yes"), ("no", "Not relevant, because of what I say below")],
    )
    field_order = ("version", "matters", "words")


class GiveAdviceAlone(GiveAdvice):
    """Financial advice of the person who drafted the decision."""

    exception = text(ALONE, hint=ALONE_HINT, rows=3, most=2_000)


class Sign(Versioned):
    """A signature: the declaration, under which delegation, and what was read."""

    sha256 = django_forms.CharField(
        widget=django_forms.HiddenInput,
        max_length=64,
        error_messages={
            "required": "Open this page again: it does not say what you read",
            "max_length": "Open this page again: it does not say what you read",
        },
    )
    interest = choice(
        "Your interests",
        "Say whether an interest of yours precludes this.",
        [
            ("none", NO_INTEREST),
            ("dealt with", "I have an interest, and it was dealt with as I say below"),
        ],
    )
    interests = text(
        "Which interest, and how it was dealt with",
        hint="Only where you have one. This is published: name no private person.",
        rows=3,
        most=2_000,
    )
    on_paper = line(
        "Where the signed paper is kept (optional)",
        hint="Only where this was signed on paper on an earlier day.",
        most=200,
        called="Where the paper is kept",
    )
    signed_on = day("Day of the signature on paper (optional)", "The day of the signature on paper")

    def clean(self) -> dict[str, Any]:
        """Ask for the interest where somebody says that they have one."""
        typed = super().clean() or {}
        if typed.get("interest") == "dealt with" and not typed.get("interests", "").strip():
            self.add_error("interests", "Say which interest you have, and how it was dealt with.")
        return typed

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = dict(self.cleaned_data)
        if typed.pop("interest") == "none":
            typed["interests"] = NO_INTEREST
        return typed


class SignAlone(Sign):
    """A signature of the person who drafted the decision."""

    exception = text(ALONE, hint=ALONE_HINT, rows=3, most=2_000)


class PublicationDay(Versioned):
    """When a decision is published."""

    day = day(
        "Day of publication",
        "The day of publication",
        needed=True,
        hint="Not before it is signed. It goes out on that day by itself, unless something holds it.",
    )


class Correction(Versioned):
    """What is put right in a published decision, with the reason."""

    title = line("Title", "Enter the decision’s title.", most=250, called="The title")
    summary = text("Summary", rows=4)
    background = text("Background", rows=8)
    options = text("Options considered", rows=5)
    recommendation = text("Recommendation", rows=4)
    reasons = text("Reasons for the decision", rows=5)
    consultation = text("Consultation", rows=3)
    why = text(
        "What is put right, and why?",
        "Say what is put right, and why. The reason is public.",
        hint="This is published.",
        rows=3,
        most=2_000,
    )

    @staticmethod
    def was(decision: Decision) -> dict[str, Any]:
        """What the form starts with."""
        words = {name: getattr(decision, name) for name in rules.WORDS}
        return {"title": decision.title, "version": decision.version, **words}
