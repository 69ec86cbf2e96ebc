"""What people type of a draft: what it says, what is withheld, papers, earlier decisions."""

from typing import Any

from django import forms as django_forms

from precept.decisions import queries, rules
from precept.decisions.models import Decision
from precept.decisions.sign_ups import MoneyKnown
from precept.foundation import clock
from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, several, text, upload
from precept.understand.queries import published_priorities

PLAIN = "A blank line starts a new paragraph. A line that begins with “- ” is a point of a list."


def _powers() -> list[tuple[str, str]]:
    return queries.power_choices(clock.today())


def _priorities() -> list[tuple[str, str]]:
    return list(published_priorities().items())


def _exemptions() -> list[tuple[str, str]]:
    return rules.exemption_choices(clock.today())


def _amount() -> MoneyFormField:
    return MoneyFormField(
        label="Amount",
        help_text="Everything that it commits. It decides who may sign. Leave it empty where it commits no money.",
        required=False,
    )


def _written() -> dict[str, django_forms.CharField]:
    return {
        "summary": text("Summary", hint="What is decided, in two or three sentences.", rows=4),
        "background": text("Background", hint=PLAIN, rows=8),
        "options": text("Options considered", hint=PLAIN, rows=5),
        "recommendation": text(
            "Recommendation", hint="What the signer is asked to approve.", rows=4
        ),
        "reasons": text("Reasons for the decision", rows=5),
        "consultation": text("Consultation", hint="Who was asked, and what they said.", rows=3),
    }


class Drafted(Form):
    """What every draft begins with."""

    title = line("Title", "Enter the decision’s title.", most=250, called="The title")
    kind = choice(
        "What kind of decision is it?", "Choose what kind of decision it is.", rules.kinds
    )
    amount = _amount()
    power = choice(
        "Power relied on", "", _powers, drops_down=True, wrong="Choose a power of the list."
    )
    priorities = several("Priorities it serves", "Choose priorities of the list.", _priorities)
    lead_role = line("Lead officer", hint="The role, not the name", most=120, called="The role")


class NewDecision(Drafted):
    """A decision drafted by hand."""

    reference = line(
        "Reference (optional)",
        hint="Leave it empty for the next number of the office’s series.",
        most=40,
        width="govuk-input--width-20",
        called="The reference",
    )


class Words(Versioned, Drafted):
    """Everything that is written in a draft. What the system drafted is marked under its label."""

    finance_source = text(
        "Where does the money come from?",
        hint="The fund or budget, and which grant of government where it is one.",
        rows=2,
        most=2_000,
    )
    finance_years = text(
        "What is spent in each financial year?",
        hint="A line for each year, such as 2026-27: £12,000. They add up to the amount.",
        rows=3,
        most=1_000,
    )
    summary = _written()["summary"]
    background = _written()["background"]
    options = _written()["options"]
    recommendation = _written()["recommendation"]
    reasons = _written()["reasons"]
    consultation = _written()["consultation"]
    why = line("Why is it changed? (optional)", hint="It stands in the history.", most=500)

    def __init__(
        self, *args: Any, drafted: list[str] | None = None, money_of: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if money_of:
            source = self.fields["finance_source"]
            source.help_text = f"Filled in from {money_of}. Change it freely. {source.help_text}"
        for name in drafted or []:
            hint = self.fields[name].help_text
            self.fields[
                name
            ].help_text = f"Drafted from the facts. Change it freely. {hint}".strip()

    def clean_finance_years(self) -> list[dict[str, object]]:
        """The years as they are kept."""
        try:
            return rules.profile_of(self.cleaned_data["finance_years"])
        except ValueError as wrong:
            raise django_forms.ValidationError(str(wrong)) from wrong

    @staticmethod
    def known(money: MoneyKnown | None) -> dict[str, Any]:
        """What the form offers where nobody said yet where the money comes from."""
        if money is None:
            return {}
        years = {"finance_years": rules.profile_words(money.years)} if money.years else {}
        return {"finance_source": money.source, **years}

    @staticmethod
    def was(decision: Decision) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "title": decision.title,
            "kind": decision.kind,
            "amount": decision.amount,
            "power": decision.power,
            "priorities": decision.priorities,
            "lead_role": decision.lead_role,
            "finance_source": decision.finance_source,
            "finance_years": rules.profile_words(decision.finance_years),
            "version": decision.version,
            **{name: getattr(decision, name) for name in rules.WORDS},
        }


class Exemption(Versioned):
    """Whether a decision is published in full, and what is withheld where it is not."""

    status = choice("How is it published?", "Choose how it is published.", rules.statuses)
    exempt_words = text(
        "Words that are withheld",
        hint="They never leave the office. Do not repeat them in the public part.",
        rows=6,
    )
    exemption = choice(
        "Exemption",
        "",
        _exemptions,
        hint="Freedom of Information Act 2000",
        drops_down=True,
        wrong="Choose an exemption of the list.",
    )
    exemption_why = text(
        "How was the public interest weighed?",
        hint="A qualified exemption asks this. It is published.",
        rows=5,
    )
    exemption_review = day(
        "When is this looked at again?", "The day of the review", hint="This is published."
    )

    @staticmethod
    def was(decision: Decision) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "status": decision.status,
            "exempt_words": decision.exempt_words,
            "exemption": decision.exemption,
            "exemption_why": decision.exemption_why,
            "exemption_review": decision.exemption_review,
            "version": decision.version,
        }


class Paper(Form):
    """A paper to keep with a draft."""

    paper = upload("Paper", hint=accepted_in_words())


class Earlier(Form):
    """An earlier decision, and how the two belong together."""

    earlier = choice(
        "Earlier decision", "Choose a decision.", [], drops_down=True, wrong="Choose a decision."
    )
    how = choice("This decision", "Choose how the two belong together.", rules.link_kinds)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        chooser = self.fields["earlier"]
        assert isinstance(chooser, django_forms.ChoiceField)
        chooser.choices = [("", "Choose one"), *offered]
